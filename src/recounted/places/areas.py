"""Where an area lies, when only the settlements in it are known.

In: points of settlements. Out: a middle and a reach. Refuses to draw borders: no pinned package has those of divisions.
"""

from __future__ import annotations

from recounted.places.entry import distance_km

#: The share of settlements that the reach must take in; the farthest tenth are islands, exclaves and errors.
REACH_SHARE = 0.9
#: Settlements farther out than so many times that reach are errors: they stretch no box.
OUTLYING = 2.5
#: Kilometres. No area is said to be smaller than this: settlements of fewer than 500 people are unseen.
SMALLEST_REACH = 5.0


class Area:
    """The settlements of one country or division."""

    def __init__(self) -> None:
        self._points: list[tuple[float, float]] = []
        self.population = 0

    def add(self, lat: float, lon: float, population: int) -> None:
        """Take in a settlement."""
        self._points.append((lat, lon))
        self.population += population

    def __len__(self) -> int:
        return len(self._points)

    def box(self, cell: float) -> tuple[float, float, float]:
        """Latitude and longitude of the middle of the box round the settlements, and reach in kilometres.

        Of a hundred divisions of first order this lies within 65 km of GeoNames' own point in the mean, ``middle`` within 99.
        """
        lat, lon, reach = self.middle(cell)
        near = [p for p in self._points if distance_km(lat, lon, *p) <= OUTLYING * reach]
        east = [(p[1] - lon + 540) % 360 - 180 for p in near]
        lat = (min(p[0] for p in near) + max(p[0] for p in near)) / 2
        lon = (lon + (min(east) + max(east)) / 2 + 540) % 360 - 180
        return round(lat, 5), round(lon, 5), self._reach(lat, lon)

    def middle(self, cell: float) -> tuple[float, float, float]:
        """Latitude, longitude, and reach in kilometres.

        The mean of the cells (``cell`` degrees) that hold a settlement: dense suburbs would pull a mean of settlements to
        the largest city. Longitudes are taken relative to the first point, so that areas across the date line hold together.
        """
        base = self._points[0][1]
        cells: dict[tuple[int, int], list[tuple[float, float]]] = {}
        for lat, lon in self._points:
            east = (lon - base + 540) % 360 - 180
            cells.setdefault((int(lat // cell), int(east // cell)), []).append((lat, east))
        means = [(sum(p[0] for p in c) / len(c), sum(p[1] for p in c) / len(c)) for c in cells.values()]
        lat = sum(m[0] for m in means) / len(means)
        lon = (sum(m[1] for m in means) / len(means) + base + 540) % 360 - 180
        return round(lat, 5), round(lon, 5), self._reach(lat, lon)

    def _reach(self, lat: float, lon: float) -> float:
        reaches = sorted(distance_km(lat, lon, *point) for point in self._points)
        return round(max(SMALLEST_REACH, reaches[min(len(reaches) - 1, int(REACH_SHARE * len(reaches)))]), 1)
