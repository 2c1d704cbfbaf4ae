"""Places: names in any script and spelling to coordinates, with what is unsure left visible."""

from recounted.places.choose import choose, choose_all
from recounted.places.entry import Entry, Hints, between, distance_km
from recounted.places.gazetteer import Gazetteer, contains, open_gazetteer

__all__ = ["Entry", "Gazetteer", "Hints", "between", "choose", "choose_all", "contains", "distance_km", "open_gazetteer"]
