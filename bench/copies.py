"""Copies of a pool of reports that are other reports: with hashes, days, a country, places and names of their own.

In: rows of a casebook that ``bench.pool`` made. Out: the same rows of another country in another year, in which all that refers
to each other still does, and every quote still stands where it is said to stand. No two copies have the year in common, so that
nothing of one could be linked with anything of another.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
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
from recounted.linking.weekdays import weekdays_of

#: Of one pool: as many as there are years with four digits before it, less some for the farthest days.
MOST = 1000
_LETTERS = "ABCDEFGHIJKLMNOPRSTUVWXYZ"
_DEGREES_APART = 37
_NUMBERED = 1000  # codes without a year in one pool
_YEARS = (2018, 2019)
#: Characters that no text has: for what is told by one word, and for what is reckoned from what stands there.
_SLOTS = "".join(map(chr, range(0xE000, 0xE007)))
_CODE, _LAT, _LON, _DECISION, _END = map(chr, range(0xE010, 0xE015))
_ASIDE = re.compile(f"([{_CODE}{_LAT}{_LON}{_DECISION}])([^{_END}]*){_END}")
_ACT = re.compile(r"^act (\d+): ")
_MARKS = re.compile(
    rf"(?P<yearless>(?<![0-9A-Za-z])(?:XX|{COUNTRY})-(?:undated|XXXX[0-9X]*)(?:-[a-z]+)*(?:-\d+)?(?![0-9A-Za-z-]))"
    rf"|(?P<tag>(?<![0-9A-Za-z]){TAG}(?=[0-9a-f]{{9}}|-\d))"
    rf"|(?P<incident>(?<![0-9A-Za-z])i[0-9a-f]{{3}}(?=[0-9a-f]{{9}}(?![0-9a-f])))"
    rf"|(?P<year>(?<![0-9A-Za-z])201[89](?=-)|(?<=[A-Z]{{2}}-)201[89](?=\d|-))"
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

    def text(self, marked: str) -> str:
        """What was ``marked`` of the pool, in this copy."""
        for slot, told in self._plain.items():
            marked = marked.replace(slot, told)
        return _ASIDE.sub(self._put, marked) if _END in marked else marked

    def _put(self, found: re.Match[str]) -> str:
        kind, value = found[1], found[2]
        if kind == _CODE:
            return self._code(value)
        if kind == _DECISION:
            return str(self.shifted("decisions", int(value)))
        return json.dumps((self.lat if kind == _LAT else self.lon)(float(value)))

    def _code(self, code: str) -> str:
        """A code without a year, which incidents of other copies may have: it has a number of this copy."""
        base, _, number = code.rpartition("-")
        base, n = (base, int(number)) if number.isdecimal() else (code, 1)
        named = base.replace(COUNTRY, self.country).replace(f"-{LETTER.lower()}", f"-{self.letter.lower()}")
        n += _NUMBERED * self.number
        return named if n == 1 else f"{named}-{n}"

    @property
    def _plain(self) -> Mapping[str, str]:
        years = (str(year + self.years) for year in _YEARS)
        told = (self.tag, f"i{self.tag}", *years, self.country, self.letter, self.letter.lower())
        return dict(zip(_SLOTS, told, strict=True))

    # -------------------------------------------------------------------------------------------- what cannot be told by words

    def facts(self, one: Facts, names: Sequence[str]) -> Facts:
        """The facts of a mention, in this copy; ``names``: the words near it that every copy has in its own form (marked)."""
        days = self._days(one.days)
        return replace(
            one,
            key=self.tag + one.key[len(TAG) :],
            report_id=one.report_id.replace(f":{TAG}", f":{self.tag}"),
            days=days,
            weekdays=weekdays_of(days) if days and one.weekdays else one.weekdays,
            published=self._days(one.published),
            spot=self._spot(one.spot, one.lang) if one.spot else None,
            actors=frozenset(actor.replace(LETTER, self.letter, 1) for actor in one.actors),
            terms=one.terms.union(*(_coded(self.text(name), one.lang) for name in names)),
        )

    def _days(self, days: Days | None) -> Days | None:
        if days is None or days.yearless or not self.years:
            return days
        return replace(days, first=_year_on(days.first, self.years), last=_year_on(days.last, self.years))

    def _spot(self, spot: Spot, lang: str | None) -> Spot:
        name = self.letter + spot.name[1:] if spot.name.startswith(LETTER) else spot.name
        return replace(
            spot,
            name=name,
            key=_folded(name) if spot.key else "",
            country=self.country,
            point=spot.point and (self.lat(spot.point[0]), self.lon(spot.point[1])),
            terms=_coded(name, lang),
        )

    def after(self, what: str, after: str) -> str:
        """What the history says after an act, told in this copy but for the numbers of acts."""
        if not what.startswith("decided: "):
            return after
        told: dict[str, Any] = json.loads(after)
        told["act"] = self.shifted("acts", told["act"])
        if undone := told.get("undoes"):
            undone["number"] = self.shifted("acts", undone["number"])
            undone["undoes"] = undone["undoes"] and self.shifted("acts", undone["undoes"])
        return json.dumps(told, ensure_ascii=False)

    def why(self, why: str) -> str:
        """Why it was done: because of an act of a number."""
        return _ACT.sub(lambda found: f"act {self.shifted('acts', int(found[1]))}: ", why)


def marked(said: str) -> str:
    """A text or JSON of the pool, with a mark wherever copies differ. As long as it was, but where codes or degrees stand."""
    return _MARKS.sub(_mark, said)


def _mark(found: re.Match[str]) -> str:
    kind, words = str(found.lastgroup), found[0]
    if kind == "yearless":
        return f"{_CODE}{words}{_END}"
    if kind == "value":
        slot = _LAT if "lat" in found["key"] else _LON if "lon" in found["key"] else _DECISION
        return f"{found['key']}{slot}{found['value']}{_END}"
    if kind == "year":
        return _SLOTS[2 + _YEARS.index(int(words))]
    return _SLOTS[{"tag": 0, "incident": 1, "country": 4, "letter": 5 if words == LETTER else 6}[kind]]


@lru_cache(maxsize=100_000)
def _folded(name: str) -> str:
    return folded(name)


@lru_cache(maxsize=100_000)
def _coded(name: str, lang: str | None) -> frozenset[int]:
    return coded(name, lang)


@lru_cache(maxsize=100_000)
def _year_on(day: int, years: int) -> int:
    at = date.fromordinal(day)
    return at.replace(year=at.year + years).toordinal()
