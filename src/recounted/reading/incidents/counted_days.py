"""Counted days: "a day after the attack", "two years before the vote". What stands behind says from where the days count.

In: a View and one of its date expressions. Out: whether it counts from what follows, and what it then says of the day of that.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recounted.reading.dates.expressions import DateExpr
from recounted.reading.incidents.another import tells_of_another
from recounted.reading.sentences.view import View

if TYPE_CHECKING:
    from recounted.reading.incidents.frames import Facts

#: Tokens from such a span to the attack that it counts from, and before a span that opens its sentence.
BEHIND, OPENING = 5, 2
DAYS = frozenset({"day", "weekday"})


def after_something(view: View, expr: DateExpr) -> bool:
    """Does what follows say after or before what ("a day after the vote", « deux ans avant la chute de … »)?

    Such a span counts from there, and not from the incident or from publication.
    """
    counted = expr.fields.direction in {"later", "earlier"} or expr.fields.name in {"day_after", "day_before"}
    if not counted or expr.j >= view.j or view.tokens[expr.j].kind == "punct":
        return False
    ahead = expr.fields.direction == "later" or expr.fields.name == "day_after"
    after = view.is_word(expr.j, "after_what")  # "had collapsed the day before | after shelling" counts from no shelling
    if view.at(expr.j, "grammar", "of"):
        return True
    placed = view.over(expr.j, "spatial")  # « il giorno prima | nella stessa regione »
    return (ahead and after) or (view.is_word(expr.j - 1, "after_what") and not after and not placed)


def turned(expr: DateExpr) -> DateExpr:
    """ "Two years after gunmen killed 40": told of the 40, it is two years before."""
    turned = {"later": "earlier", "earlier": "later", "day_after": "day_before", "day_before": "day_after"}
    fields = expr.fields
    name, direction = turned.get(fields.name or "", fields.name), turned.get(fields.direction or "", fields.direction)
    return replace(expr, fields=replace(fields, name=name, direction=direction))


def after_the_attack(fact: Facts, expr: DateExpr) -> bool:
    """Does the day of what is said or done count from the attack that the report tells of ("said on Thursday, | a day after the
    strike on …")? Not where the sentence has told of another attack by then, or goes on to count its victims.
    """
    view = fact.view
    if fact.i or not after_something(view, expr) or any(t.i < expr.i for t in fact.tolls):
        return False
    if tells_of_that(fact) and not any(t.i < expr.i for t in view.tags("cue", "say")):
        return False
    struck = [t for category in ("attack", "weapon") for t in view.tags(category) if t.slot not in {"verb", "participle"}]
    what = min((t for t in struck if t.i >= expr.j), key=lambda t: t.i, default=None)
    if what is None or what.i - expr.j > BEHIND or any(view.tokens[k].kind == "punct" for k in range(expr.j, what.i)):
        return False
    if view.has(view.sentence.body, expr.i, "attack") or view.has(expr.j, what.i, "grammar", "indefinite"):
        return False
    opens = expr.i - view.sentence.body <= OPENING
    return not opens or view.has(what.j, view.j, "cue")


def tells_of_that(fact: Facts) -> bool:
    """Does a sentence count the victims of the other attack from which its days count ("this comes days after a strike …")?"""
    return bool(fact.tolls) and tells_of_another(fact.view)


def counted_from(view: View, expr: DateExpr) -> DateExpr | None:
    """The day that the span counts to: the one named last before it ("on Thursday, a day after …")."""
    return next((d for d in reversed(view.dates) if d.j <= expr.i and d.kind in DAYS), None)
