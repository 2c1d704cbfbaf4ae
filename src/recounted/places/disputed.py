"""Disputed land: first-order divisions that reports tell of with another country than the one in which the gazetteer has them.

In: an entry. Out: the countries that a report may name with it. Says nothing about whose land it is: an entry's country is that
of UN General Assembly practice.
"""

from __future__ import annotations

from recounted.places.entry import Entry

#: (country, first-order division) → the country that reports name with its places as well.
TOLD_WITH = {
    ("SY", "Quneitra Governorate"): "IL",
    ("PS", "West Bank"): "IL",
    ("PS", "Gaza Strip"): "IL",
    ("GE", "Abkhazia"): "RU",
    ("GE", "Shida Kartli"): "RU",
    ("MD", "Transitria"): "RU",
    ("AZ", "Xankəndi"): "AM",
    ("AZ", "Shusha"): "AM",
    ("AZ", "Lachin"): "AM",
    ("AZ", "Ağdam"): "AM",
}


def countries_of(entry: Entry) -> tuple[str, ...]:
    """The countries that reports tell of a place with: its own, and one that holds or claims its division."""
    if entry.country is None:
        return ()
    other = TOLD_WITH.get((entry.country, entry.name if entry.kind == "adm1" else entry.adm1 or ""))
    return (entry.country, other) if other else (entry.country,)
