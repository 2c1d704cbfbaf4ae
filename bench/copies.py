"""Copies of a pool of reports that are other reports: with hashes, days, a country, places and names of their own.

In: rows of a casebook that ``bench.pool`` made. Out: the same rows of another country in another year, in which all that refers
to each other still does, and every quote still stands where it is said to stand. No two copies have the year in common, so that
nothing of one could be linked with anything of another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from bench.pool import COUNTRY, LETTER, TAG
from bench.world import COUNTRIES
from recounted.days import Days
from recounted.linking.facts import Facts, Spot
from recounted.linking.spelling import folded
from recounted.linking.terms import coded

#: Of one pool: as many as there are years with four digits before it, less some for the farthest days.
MOST = 1000
_LETTERS = "ABCDEFGHIJKLMNOPRSTUVWXYZ"
_DEGREES_APART = 37
_MARKS = re.compile(
    rf"(?P<tag>(?<![0-9A-Za-z]){TAG}(?=[0-9a-f]{{9}}|-\d))"
    rf"|(?P<incident>(?<![0-9A-Za-z])i[0-9a-f]{{3}}(?=[0-9a-f]{{9}}(?![0-9a-f])))"
    rf"|(?P<year>(?<![0-9A-Za-z])201[89](?=-)|(?<={COUNTRY}-)201[89])"
    rf"|(?P<country>(?<![A-Za-z]){COUNTRY}(?![A-Za-z]))"
    rf"|(?P<letter>(?<![A-Za-z]){LETTER}(?=[a-z])|(?<=-){LETTER.lower()}(?=[a-z]))"
    r'|(?P<key>"(?:lat|lon|decision)":\s?)(?P<value>-?[0-9.]+)'
)


@dataclass(frozen=True)
class Copy:
    """The copy of a number. ``numbers``: table → how many rows of the pool are numbered there."""

    number: int
    numbers: Mapping[str, int]

    @property
    def tag(self) -> str:
        """What its hashes begin with."""
        return f"{self.number + 1:03x}"

    @property
    def country(self) -> str:
        """Its country."""
        return COUNTRIES[self.number % len(COUNTRIES)]

    @property
    def years(self) -> int:
        """Years from those of the pool."""
        return -self.number

    @property
    def letter(self) -> str:
        """What its names begin with."""
        return _LETTERS[self.number % len(_LETTERS)]

    def lat(self, degrees: float) -> float:
        """Every second copy is on the other half of the globe: distances are what they were."""
        return -degrees if self.number % 2 else degrees

    def lon(self, degrees: float) -> float:
        """The places of copies lie apart."""
        return round((degrees + 180 + _DEGREES_APART * self.number) % 360 - 180, 4)

    def shifted(self, table: str, number: int) -> int:
        """A number of the pool, in this copy."""
        return number + self.number * self.numbers[table]

    def text(self, said: str) -> str:
        """A text or JSON of the pool, in this copy."""
        return _MARKS.sub(self._put, said)

    def _put(self, found: re.Match[str]) -> str:
        kind = found.lastgroup
        if kind == "value":
            key, value = found["key"], found["value"]
            if "decision" in key:
                return f"{key}{self.shifted('decisions', int(value))}"
            return f"{key}{json.dumps((self.lat if 'lat' in key else self.lon)(float(value)))}"
        if kind == "letter":
            return self.letter if found[0] == LETTER else self.letter.lower()
        return self._plain[str(kind)](found[0])

    @property
    def _plain(self) -> Mapping[str, Callable[[str], str]]:
        return {
            "tag": lambda _: self.tag,
            "incident": lambda _: f"i{self.tag}",
            "year": lambda year: str(int(year) + self.years),
            "country": lambda _: self.country,
        }

    # -------------------------------------------------------------------------------------------- what cannot be told by words

    def facts(self, one: Facts, window: str) -> Facts:
        """The facts of a mention, in this copy; ``window``: its words, of which the rare ones count."""
        return replace(
            one,
            key=self.text(one.key),
            report_id=self.text(one.report_id),
            days=self._days(one.days),
            published=self._days(one.published),
            spot=self._spot(one.spot, one.lang) if one.spot else None,
            actors=frozenset(map(self.text, one.actors)),
            terms=coded(window, one.lang),
        )

    def _days(self, days: Days | None) -> Days | None:
        if days is None or days.yearless or not self.years:
            return days
        return replace(days, first=_year_on(days.first, self.years), last=_year_on(days.last, self.years))

    def _spot(self, spot: Spot, lang: str | None) -> Spot:
        name = self.text(spot.name)
        return replace(
            spot,
            name=name,
            key=folded(name) if spot.key else "",
            country=self.country,
            point=spot.point and (self.lat(spot.point[0]), self.lon(spot.point[1])),
            terms=_coded(name, lang),
        )

    def deed(self, what: str, after: str | None, why: str) -> tuple[str | None, str]:
        """What the history says of people's acts: numbers of acts stand in it."""
        why = re.sub(r"^act (\d+): ", lambda m: f"act {self.shifted('acts', int(m[1]))}: ", why)
        if after is None or not what.startswith("decided: "):
            return after and self.text(after), self.text(why)
        told: dict[str, Any] = json.loads(self.text(after))
        told["act"] = self.shifted("acts", told["act"])
        if undone := told.get("undoes"):
            undone["number"] = self.shifted("acts", undone["number"])
            undone["undoes"] = undone["undoes"] and self.shifted("acts", undone["undoes"])
        return json.dumps(told, ensure_ascii=False), self.text(why)


@lru_cache(maxsize=100_000)
def _coded(name: str, lang: str | None) -> frozenset[int]:
    return coded(name, lang)


@lru_cache(maxsize=100_000)
def _year_on(day: int, years: int) -> int:
    at = date.fromordinal(day)
    return at.replace(year=at.year + years).toordinal()
