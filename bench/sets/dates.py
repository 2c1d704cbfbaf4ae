"""Dates: time expressions of English newswire (TempEval-3's TimeBank + AQUAINT, ``tbaq``) and of Ukrainian articles on wars
(``wikiwars_ua``), with their TimeML values.

A found expression is right in value if it overlaps a labelled one (the pair that shares most characters first) and says the same:
TempEval-3's ranking figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bench import peers
from bench.data import Label
from bench.matching import by_share
from bench.readings import LabelledSet
from bench.tally import BY, Tally
from bench.timeml import Timex, edtf_as_timeml, timexes
from recounted.packs import load_pack

NAME = "dates"


def measure(dates: LabelledSet) -> Tally:
    """Spans and values by set."""
    tally = Tally(NAME)
    for label in dates.labels:
        part, text = label["set"], dates.text(label["id"])
        tally.texts[part] += 1
        compare(tally, part, label["dates"], ours_of(label, text))
        if label["lang"] == "en" and peers.here(peers.SPACY, peers.TIMEXY):
            compare(tally, part + BY + "timexy", label["dates"], [Timex(*row) for row in peers.time_expressions(text)])
    return tally


def ours_of(label: Label, text: str) -> list[Timex]:
    """The expressions that Recounted finds in a labelled text."""
    return list(timexes(text, load_pack(label["lang"]), label["dct"]))


def compare(tally: Tally, part: str, gold: Sequence[Label], ours: Sequence[Timex]) -> None:
    """Count the expressions of one text."""
    pairs = by_share(gold, ours, overlap)
    exact = {(o.start, o.end) for o in ours}
    found, asked = len(ours), len(gold)
    tally.add((part,), "found, relaxed", len(pairs), asked, found)
    tally.add((part,), "found, strict", sum((g["start"], g["end"]) in exact for g in gold), asked, found)
    tally.add((part,), "value", sum(same_value(ours[j].value, gold[i]["value"]) for i, j in pairs), asked, found)
    days = [(gold[i], ours[j]) for i, j in pairs if gold[i]["type"] in ("DATE", "TIME")]
    right = sum(_day(o.value) == _day(g["value"]) for g, o in days)
    tally.add((part,), "day, of dates and times found", right, len(days))


def overlap(a: Label, b: Timex) -> int:
    """The code points that a labelled and a found expression share."""
    return max(0, min(int(a["end"]), b.end) - max(int(a["start"]), b.start))


def same_value(ours: str | None, gold: str | None) -> bool:
    """Equal, once both are TimeML."""
    return bool(ours) and edtf_as_timeml(ours or "") == edtf_as_timeml(gold or "")


def _day(value: str | None) -> str | None:
    return re.sub(r"T.*$", "", edtf_as_timeml(value or "")) or None
