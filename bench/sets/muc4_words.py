"""The words of MUC-4's keys, and what they are in ours."""

from __future__ import annotations


def words_of(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


HARMS = {"DEATH": "killed", "INJURY": "injured"}
#: The sides of the keys' two categories.
SIDES = {"TERRORIST ACT": "armed groups", "STATE-SPONSORED VIOLENCE": "state forces"}
_BOMBS = {"bomb", "ied"}
WEAPONS = {
    "GUN": {"small_arms"}, "MACHINE GUN": {"small_arms"}, "HANDGUN": {"small_arms"}, "RIFLE": {"small_arms"},
    "MORTAR": {"mortar", "artillery"}, "EXPLOSIVE": {*_BOMBS, "vehicle_bomb", "grenade", "landmine", "suicide_bomb"},
    "BOMB": _BOMBS, "VEHICLE BOMB": {"vehicle_bomb"}, "DYNAMITE": _BOMBS, "MINE": {"landmine"},
    "AERIAL BOMB": {"airstrike", "bomb"}, "GRENADE": {"grenade"}, "MOLOTOV COCKTAIL": {"incendiary"},
    "PROJECTILE": {"rocket", "missile", "mortar", "artillery"},
    "MISSILE": {"missile"}, "ROCKET": {"rocket"}, "CUTTING DEVICE": {"bladed_weapon"}, "FIRE": {"incendiary"},
}  # fmt: skip
COUNTRIES = {
    "EL SALVADOR": "SV", "COLOMBIA": "CO", "PERU": "PE", "GUATEMALA": "GT", "CHILE": "CL", "HONDURAS": "HN", "BOLIVIA": "BO",
    "ECUADOR": "EC", "ARGENTINA": "AR", "PANAMA": "PA", "NICARAGUA": "NI", "BRAZIL": "BR", "VENEZUELA": "VE",
    "UNITED STATES": "US", "JAMAICA": "JM", "SPAIN": "ES", "COSTA RICA": "CR", "MEXICO": "MX",
}  # fmt: skip
NATIONS = {name.lower() for name in COUNTRIES}
#: Words of place names that tell no place from another.
GENERAL = words_of(
    "san santa santo sao el la las los de del do da the of and y in city town village department province municipality district "
    "neighborhood area region canton jurisdiction port puerto villa nueva nuevo new"
)
SMALL = words_of("the of and de la el del los las y a")
ACQUITTED = "ACQUITTED"
#: Confidences, the firmest first.
CONFIDENCES = (
    "CLAIMED OR ADMITTED", "REPORTED AS FACT", "SUSPECTED OR ACCUSED BY AUTHORITIES", "SUSPECTED OR ACCUSED", "POSSIBLE",
    ACQUITTED,
)  # fmt: skip
#: Parts of the kinds of speaker that speak for an authority.
AUTHORITY = ("authorit", "government", "official", "armed_force", "police", "judici")
