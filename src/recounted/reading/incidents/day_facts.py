"""Day facts: how a named day stands in its sentence, as facts that are weighed against those of other days.

In: the Facts of a sentence and the NamedDays of its dates. Out: names of facts; each has a row in day_weights.toml, which says in
words what it means. None of them decides alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recounted.reading.dates.expressions import DateExpr
from recounted.reading.incidents.frames import Facts, NamedDay
from recounted.reading.incidents.spoken_days import SPEAKS, speech_date
from recounted.reading.sentences.view import View
from recounted.reading.tolls.findings import Finding
from recounted.reading.tolls.parts import RISEN
from recounted.reading.words.text import Tag
from recounted.weighing import table, weights

#: What each fact weighs.
TABLE = table("recounted.reading.incidents", "day_weights.toml")
BITS = weights(TABLE)

#: Kinds of date expressions that name no day.
LOOSE = frozenset({"month", "season", "year"})
#: Words for a night, and words that count from another day.
NIGHTS = frozenset({"overnight", "last_night", "tonight"})
COUNTED = frozenset({"day_before", "same_day", "day_after"})
#: Facts of a day that stands beside an attack, and of one that stands beside an attack or with a count of victims.
BESIDE_ATTACK = frozenset({"beside_attack_verb", "beside_attack_noun"})
AT_THE_TOLL = BESIDE_ATTACK | {"toll_in_clause"}
VERBS = frozenset({"verb", "participle"})
#: Cues of those who speak, react or give a figure.
TELLING = SPEAKS | {"figure", "according"}
#: Tokens between a day and an attack that it stands beside, a day and its hour, a verb of finding and its day.
BESIDE, HOUR_GAP, FOUND_GAP = 2, 2, 3


def standing(fact: Facts, day: NamedDay, beside: Sequence[NamedDay], *, counted: bool, spoken: bool) -> frozenset[str]:
    """The facts of one day. ``beside``: the days of its sentence; ``counted``: it counts from the attack ("a day after the
    strike"); ``spoken``: it is the day from which that is counted.
    """
    view, expr = fact.view, day.expr
    said = spoken or speech_date(view, expr)
    facts = {"is_night"} if expr.kind == "night" or expr.fields.name in NIGHTS else set()
    if expr.kind == "relative" and day.resolved.date_prec > 1 and not facts:
        facts.add("is_span")
    if expr.kind in LOOSE:
        facts.add("is_long")
    if expr.fields.direction or expr.fields.name in COUNTED:
        facts.add("is_counted")
    facts.update(_of_sentence(fact))
    facts.update(_of_words(fact, expr))
    others = [d for d in beside if d is not day and d.expr.kind != "year"]
    counted_then = [d for d in others if _in_clause(view, d.expr, fact.tolls)]
    if not counted_then or facts & AT_THE_TOLL:  # "nine were killed on 8 June, and the talks of 17 May had failed"
        facts.update(_of_the_others(day, others))
    if expr.fields.name == "today" and "one_word" in facts and not facts & {"victims_counted", *BESIDE_ATTACK}:
        facts.add("mere_today")
    if counted or of_the_attack(view, expr, said=said):
        facts.add("of_the_attack")
        facts.discard("figure_risen")  # "the toll of Sunday's strike rose to 12"
    elif said:
        facts.add("said")
    if "alone_in_sentence" in facts and any(t.slot in VERBS for t in view.tags("attack")):
        facts.update(() if any(t.value in SPEAKS for t in view.tags("cue")) else ["attack_done"])
    return frozenset(facts)


def _of_sentence(fact: Facts) -> Iterator[str]:
    """What its sentence tells of."""
    view = fact.view
    if fact.own:
        yield "victims_counted"
    elif not fact.tells:
        yield "nothing_told"
    if any(t.rule in {"toll reaches", RISEN} for t in fact.tolls):
        yield "figure_risen"
    if view.tags("scope", "memorial"):
        yield "memorial"


def _of_words(fact: Facts, expr: DateExpr) -> Iterator[str]:
    """What stands round it."""
    view = fact.view
    attacks = view.tags("attack")
    cues = [t for t in view.tags("cue") if t.value in TELLING]
    if expr.j - expr.i == 1:
        yield "one_word"
    if any(_gap(expr, t.i, t.j) <= BESIDE for t in attacks if t.slot in VERBS):
        yield "beside_attack_verb"
    if any(_gap(expr, t.i, t.j) <= BESIDE for t in attacks if t.slot not in VERBS):
        yield "beside_attack_noun"
    if _in_clause(view, expr, cues):
        yield "telling_in_clause"
    if any(0 <= expr.i - t.j <= FOUND_GAP for value in ("published", "found") for t in view.tags("cue", value)):
        yield "published_or_found"
    if any(_gap(expr, t.i, t.j) <= BESIDE for t in fact.tolls):
        yield "beside_toll"
    if _in_clause(view, expr, fact.tolls):
        yield "toll_in_clause"
    if any(_gap(expr, d.i, d.j) <= HOUR_GAP for d in view.dates if d.kind == "clock"):
        yield "at_an_hour"
    if is_compared(view, expr.i):
        yield "compared"


def _of_the_others(day: NamedDay, others: Sequence[NamedDay]) -> Iterator[str]:
    """How it stands to the other days of its sentence."""
    if not others:
        yield "alone_in_sentence"
        return
    if any(d.expr.i < day.expr.i for d in others):
        yield "named_second"
    days = day.days
    known = [d.days for d in others if days and d.days and d.days.exact and d.days.yearless == days.yearless]
    if days and any(d.first > days.last for d in known):
        yield "later_day_beside"


def _gap(expr: DateExpr, i: int, j: int) -> int:
    """Tokens between a date and tokens i to j."""
    return i - expr.j if i >= expr.j else expr.i - j


def _in_clause(view: View, expr: DateExpr, found: Sequence[Tag | Finding]) -> bool:
    """Does one of those found stand in the clause of the date, with no comma or stop between?"""
    for tag in found:
        i, j = (expr.j, tag.i) if tag.i >= expr.j else (tag.j, expr.i)
        if not any(view.norm(k) == "," or k in view.hard for k in range(i, j)):
            return True
    return False


def is_compared(view: View, i: int) -> bool:
    """Do words of comparison stand before ("the last big attack was on | 28 December, when …", "the latest in | May, when …")?"""
    return view.has(view.i, i, "grammar", "superlative") or view.has(view.i, i, "grammar", "latest")


def of_the_attack(view: View, expr: DateExpr, *, said: bool = False) -> bool:
    """Is it the attack's own day by its grammar: "Sunday's strike", « la frappe de dimanche »?

    ``said``: a verb of saying goes with the day; an attack behind it is what that speaks of (« a condamné lundi l'attaque »).
    """
    nouns = [t for t in view.tags("attack") if t.slot not in VERBS]
    nouns = [t for t in nouns if t.i != expr.j + 1 or not view.at(expr.j, "grammar", "of")]  # "accused X yesterday | of killing"
    if said and not view.is_word(expr.j, "genitive"):  # «осудил вчерашний | обстрел»
        adjective = view.text.pack.option("adjective_order") == "before" and not view.over(expr.i - 1, "spatial")
        before = [t for t in nouns if adjective and t.i == expr.j]
    else:
        before = [t for t in nouns if 0 <= t.i - expr.j <= 1]
    return bool(before) or any(0 < expr.i - t.j <= 2 and view.has(t.j, expr.i, "grammar", "of") for t in nouns)
