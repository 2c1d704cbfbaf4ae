"""The compiled words of dates: what dates.toml names, ready to be met in a text.

In: a pack. Out: `DateWords`, built once a pack. How they make a date is the business of `dates`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from recounted.packs.schema import Pack
from recounted.reading.dates.schema import COUNTS, GRAMMAR, check_dates
from recounted.reading.numbers.words import QuantityWords, quantity_words
from recounted.reading.words.phrases import Openings, Phrases, once_per_pack
from recounted.reading.words.text import Token

#: The forms of whole expressions, in the order in which they are tried.
FORMS = ("night", "span", "clock", "opened", "count", "phrase", "bound", "calendar")
#: What can stand before a number of units.
COUNT_OPENERS = ("ago_before", "later_before", "past_before", "past_open", "next_before")
#: Words kept with their forms; all are forgotten at once beyond it.
KEPT = 20_000


@dataclass(frozen=True, slots=True)
class DateWords:
    """Phrases of dates.toml with their values; ``starts`` are the words that an expression can begin with."""

    months: Phrases[int]
    weekdays: Phrases[int]
    seasons: Phrases[int]
    feasts: Phrases[str]
    parts: Phrases[str]
    shift_before: Phrases[str]
    shift_after: Phrases[str]
    units: Phrases[str]
    repeats: Phrases[str]
    relative: Phrases[str]
    counts: dict[str, Phrases[None]]
    night_before: Phrases[None]
    night_into: Phrases[None]
    night_to: Phrases[None]
    range_openers: Phrases[None]
    range_joins: Phrases[None]
    range_bare: Phrases[None]
    bounds: Phrases[str]
    future: Phrases[None]
    labels: Phrases[None]
    links: Phrases[None]
    year_links: Phrases[None]
    intro: Phrases[None]
    grammar: dict[str, Any]
    quantities: QuantityWords
    starts: Openings
    #: word → the forms of expressions that it can begin, as met so far
    met: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def forms_at(self, token: Token) -> tuple[str, ...]:
        """The forms of expressions (FORMS) that this word can begin."""
        found = self.met.get(token.norm)
        if found is None:
            if len(self.met) >= KEPT:
                self.met.clear()
            found = self.met[token.norm] = tuple(form for form in FORMS if self._begins(form, token))
        return found

    def _begins(self, form: str, token: Token) -> bool:
        norm, digits = token.norm, token.printed[0].isdigit()
        first: dict[str, tuple[Phrases[Any], ...]] = {
            "night": (self.night_into, self.night_before),
            "span": (self.range_openers,),
            "opened": tuple(self.counts[key] for key in COUNT_OPENERS),
            "count": (self.quantities.vague,),
            "phrase": (self.repeats, self.relative),
            "bound": (self.bounds,),
            "calendar": (self.shift_before, self.weekdays, self.months, self.seasons, self.feasts),
        }
        if any(norm in phrases for phrases in first.get(form, ())):
            return True
        counted = digits or bool(self.quantities.number.parts_of(norm))
        if form == "count":
            return counted or "-" in norm or norm in self.grammar["articles"]
        if form == "calendar":
            return counted or "-" in norm or norm in self.grammar["day_words"]
        return form == "clock" and digits


@once_per_pack
def date_words(pack: Pack) -> DateWords:
    """The compiled calendar words of a pack; raises PackError when its dates.toml is broken."""
    data, options = pack.dates, pack.options
    check_dates(f"{pack.lang}/dates.toml", data)
    grammar = {key: kind() for key, kind in GRAMMAR.items()} | data.get("grammar", {})

    def plain(forms: Iterable[str]) -> Phrases[None]:
        return Phrases(options, ((form, None) for form in forms))

    def named(table: str, slot: str | None = None) -> Phrases[str]:
        rows = data.get(table, {}).items()
        return Phrases(options, ((form, name) for name, body in rows for form in (body.get(slot, ()) if slot else body)))

    def numbered(table: str) -> Phrases[int]:
        return Phrases(options, ((form, int(key)) for key, forms in data.get(table, {}).items() for form in forms))

    quantities, units = quantity_words(pack), named("unit")
    counts = {key: plain(data.get("count", {}).get(key, ())) for key in COUNTS}
    night, spans = data.get("night", {}), data.get("range", {})
    months, weekdays, relative = numbered("month"), numbered("weekday"), named("relative")
    seasons, repeats = numbered("season"), named("repeat")
    feasts = named("feast")
    shift_before, bounds = named("shift", "before"), named("bound")
    night_before, night_into = plain(night.get("before", ())), plain(night.get("into", ()))
    openers = plain(spans.get("openers", ()))
    counted = [counts[key] for key in COUNT_OPENERS]
    starters: list[Phrases[Any]] = [months, weekdays, seasons, feasts, relative, repeats, shift_before, bounds, *counted]
    starters += [night_before, night_into, openers, quantities.vague]
    return DateWords(
        months=months,
        weekdays=weekdays,
        seasons=seasons,
        feasts=feasts,
        parts=named("part"),
        shift_before=shift_before,
        shift_after=named("shift", "after"),
        units=units,
        repeats=repeats,
        relative=relative,
        counts=counts,
        night_before=night_before,
        night_into=night_into,
        night_to=plain(night.get("to", ())),
        range_openers=openers,
        range_joins=plain(spans.get("joins", ())),
        range_bare=plain(spans.get("bare", ())),
        bounds=bounds,
        future=plain(data.get("future", {}).get("cues", ())),
        labels=plain(data.get("publication", {}).get("labels", ())),
        links=plain(grammar["links"]),
        year_links=plain(grammar["year_links"]),
        intro=plain(grammar["month_intro"]),
        grammar=grammar,
        quantities=quantities,
        starts=_starts(starters, grammar, units, quantities),
    )


def _starts(
    starters: Iterable[Phrases[Any]], grammar: dict[str, Any], units: Phrases[str], quantities: QuantityWords
) -> Openings:
    """How an expression can begin: with its own words, with a number of units, or with any number in digits."""
    number, prefixed = quantities.number, tuple(f"{shift}-" for shift in grammar["prefixed_shifts"])
    forms = [words for phrases in starters for words in phrases.forms()]
    forms += [(word,) for word in (*grammar["day_words"], *number.atoms)]
    forms += [(article, word) for article in grammar["articles"] for word in units.by_first]

    def alone(norm: str) -> bool:
        joined = "-" in norm
        counts = (joined or quantities.written_together) and number.begins(norm)
        return norm[:1].isdigit() or counts or norm.startswith(prefixed) or (joined and norm.rpartition("-")[2] in units)

    return Openings(forms, alone)
