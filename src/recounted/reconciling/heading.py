"""The heading of an incident: its day, place, kind and title.

In: its accounts, and the families of their reports. Out: the day and place that most independent accounts give, at the best
precision among them. It refuses to average: every value is one that an account gives, but for a year that one account
leaves open and another gives.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import get_args

from recounted.days import Days, days_of, gap, in_year, printed_days
from recounted.linking.facts import COARSE, Account
from recounted.linking.features import km
from recounted.linking.spelling import folded
from recounted.model import IncidentWhen, Kind, Place

_SAME_PLACE_KM = 25.0
_TITLES = {
    "attack_on_civilians": "Attack on civilians",
    "battle_with_civilian_harm": "Fighting that harmed civilians",
    "indiscriminate_fire": "Fire on a populated place",
    "detention_killing": "Killing in detention",
    "abduction": "Abduction",
    "unclear": "Incident",
}


def when(accounts: Sequence[Account], families: Mapping[str, str]) -> IncidentWhen | None:
    """The day with most independent accounts among the most precise; None where no account gives any."""
    found = [(a, d, a.mention.when) for a in accounts if a.mention.when and (d := days_of(a.mention.when.edtf))]
    if not found:
        return None
    finest = min(_fineness(d) for _, d, _ in found)
    options: dict[str, set[str]] = defaultdict(set)
    for account, days, said in found:
        if _fineness(days) == finest and said:
            options[said.edtf].add(families.get(account.report.id, account.report.id))
    support = {e: sum(len(f) for o, f in options.items() if _fits(e, o)) for e in options}
    best = min(options, key=lambda e: (-len(options[e]), -support[e], _length(e), e))
    prec = min(s.date_prec for _, _, s in found if s.edtf == best)
    chosen = days_of(best)
    if chosen and chosen.yearless:
        best = _with_year(best, chosen, [d for _, d, _ in found])
        chosen = printed_days(best)
    start, end = (None, None) if chosen is None or chosen.yearless else (chosen.first, chosen.last)
    return IncidentWhen(edtf=best, date_start=_iso(start), date_end=_iso(end), date_prec=prec)


def _fineness(days: Days) -> tuple[bool, bool]:
    """Known to a few days first; with a year before without."""
    return not days.exact, days.yearless


def _fits(a: str, b: str) -> bool:
    left, right = days_of(a), days_of(b)
    return bool(left and right and gap(left, right) == 0)


def _length(edtf: str) -> int:
    days = days_of(edtf)
    return days.length if days else 0


def _with_year(edtf: str, days: Days, all_days: Sequence[Days]) -> str:
    """A day without a year, or with an inferred one, in the one year that the other accounts' months or years allow."""
    years = {date.fromordinal(d.first).year for d in all_days if not d.yearless} & {
        date.fromordinal(d.last).year for d in all_days if not d.yearless
    }
    placed = {y: p for y in years if (p := in_year(days, y)) and all(gap(p, d) == 0 for d in all_days)}
    if len(placed) != 1:
        return edtf
    year = next(iter(placed))
    return re.sub(r"(?:XXXX|\d{4})(-\d\d-\d\d)\??", rf"{year:04d}\1", edtf)


def _iso(ordinal: int | None) -> str | None:
    return None if ordinal is None else date.fromordinal(ordinal).isoformat()


def where(accounts: Sequence[Account], families: Mapping[str, str]) -> Place | None:
    """The place with most independent accounts near it, told as the most precise of them tells it."""
    found = [(a, a.mention.where) for a in accounts if a.mention.where]
    if not found:
        return None
    fine = [(a, w) for a, w in found if w.where_prec not in COARSE and w.kind != "country"] or found
    spots: dict[tuple[object, ...], tuple[Place, set[str]]] = {}  # many accounts, few spots
    for account, place in fine:
        spots.setdefault(_spot(place), (place, set()))[1].add(families.get(account.report.id, account.report.id))
    near = {key: len(set().union(*(f for w, f in spots.values() if _one_place(at, w)))) for key, (at, _) in spots.items()}

    def rank(item: tuple[Account, Place]) -> tuple[int, bool, int, str, str]:
        account, place = item
        return -near[_spot(place)], place.lat is None, place.where_prec, _latin_last(place.name), account.key

    return min(fine, key=rank)[1]


def _spot(place: Place) -> tuple[object, ...]:
    """What two places are compared by."""
    return place.lat, place.lon, folded(place.name)


def _latin_last(name: str) -> str:
    """Names in ASCII sort first: of equally good names, the one that most readers can read."""
    return ("0" if name.isascii() else "1") + name


def _one_place(a: Place, b: Place) -> bool:
    if a.lat is not None and a.lon is not None and b.lat is not None and b.lon is not None:
        return km((a.lat, a.lon), (b.lat, b.lon)) <= _SAME_PLACE_KM
    return folded(a.name) == folded(b.name)


def kind(accounts: Sequence[Account]) -> Kind:
    """The kind that most accounts give, ``unclear`` only where none gives another; ties in the order of the list of kinds."""
    counted: Counter[Kind] = Counter(a.mention.kind for a in accounts if a.mention.kind != "unclear")
    order: tuple[Kind, ...] = get_args(Kind)
    return min(counted, key=lambda k: (-counted[k], order.index(k))) if counted else "unclear"


def place_name(place: Place | None) -> str | None:
    """The gazetteer's name of a place where the printed one was found in it, else the printed name."""
    if place is None:
        return None
    known = [c.name for c in place.candidates if c.gazetteer and c.gazetteer == place.gazetteer]
    return known[0] if known and not place.name.isascii() else place.name


def title(of_kind: Kind, day: IncidentWhen | None, place: Place | None) -> str:
    """A neutral title: what kind, where, when."""
    spot = ", ".join(filter(None, (place_name(place), place.country if place else None)))
    return ", ".join(filter(None, (f"{_TITLES[of_kind]}: {spot}" if spot else _TITLES[of_kind], day.edtf if day else None)))
