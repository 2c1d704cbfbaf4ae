"""Report day: when a report was published that neither says so nor comes with a date.

In: the Views of the report. Out: an Anchor that counts from the one day, printed in full, on which somebody spoke in it.
"""

from __future__ import annotations

from collections.abc import Sequence

from recounted.reading.dates.expressions import Anchor, Resolved, resolve
from recounted.reading.incidents.spoken_days import speech_date
from recounted.reading.sentences.view import View


def filed_on(views: Sequence[View]) -> list[Resolved]:
    """The day without a year on which a dateline says that a report was filed ("KYIV, July 14 —")."""
    found = [
        resolve(d, Anchor(None))
        for view in views
        for d in view.dates
        if d.kind == "day" and d.j <= view.sentence.body and d.fields.year is None
    ]
    return [r for r in found if r is not None and r.date_prec == 1][:1]


def full_dates(views: Sequence[View]) -> list[Resolved]:
    """The dates that a report prints with day, month and year."""
    found = [resolve(d, Anchor(None)) for view in views for d in view.dates if d.kind == "day"]
    return [r for r in found if r is not None and r.date_prec == 1 and not r.edtf.startswith("X")]


def dated_by_speech(views: Sequence[View], anchor: Anchor) -> Anchor:
    """A report without a date counts from the one day, printed in full, on which somebody spoke ("said on Sunday, 15 …")."""
    spoken = {
        resolved.edtf
        for view in views
        for expr in view.dates
        if expr.kind == "day" and speech_date(view, expr) and (resolved := resolve(expr, Anchor(None)))
    }
    days = [day for day in spoken if not day.startswith("X")]
    return Anchor(days[0], anchor.event_day, anchor.year) if len(days) == 1 else anchor
