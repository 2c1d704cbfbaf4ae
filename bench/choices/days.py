"""The day of an incident: its cases in sets that say on which day each incident was.

In: the corpus and sets of its form; GVA articles, each with one day; MUC-4 texts (its development part alone) whose templates all
have one day; the packs' examples. Out: a case an incident, with the candidates of `day_choice`. Where no named day is right, it
is right to name none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.choices import told
from bench.data import Label
from bench.fit_choices import Case, Choice
from bench.readings import LabelledSet
from bench.sets.corpus import align, same_date
from recounted.model import Mention
from recounted.packs import languages
from recounted.packs.examples import FOLDER, FactLine, example_files, read_examples
from recounted.reading.assemble import assemble
from recounted.reading.incidents.day_choice import Candidate, candidates
from recounted.reading.incidents.day_facts import TABLE


def cases(labelled: LabelledSet) -> Iterator[Case]:
    """A case for each incident that was found and whose day is labelled."""
    for label in labelled.labels:
        if not _days(label):
            continue
        read = _read(labelled.text(label["id"]), label.get("lang", "en"), label["published"])
        for gold, mention in _dated(label, [m for m, _ in read]):
            known, published = next(rest for m, rest in read if m is mention)
            right = [c.day is not None and same_date(gold, c.day.resolved.edtf) for c in known]
            if any(right) or "incidents" in label:  # elsewhere the mention may be of another incident than the label
                none = not any(right) or (published is not None and same_date(gold, published[:7]))
                yield Case(f"{label['id']}.{mention.id}", [c.facts for c in known], _with_none(known, right, none))


def examples() -> Iterator[Case]:
    """The same of the packs' own examples: each mention of which they say the day, or that it has none."""
    for path in (path for lang in languages() for path in example_files(FOLDER / lang)):
        for block in (b for b in read_examples(path) if not b.gap):
            for stated, (mention, (known, published)) in zip(
                block.told, _read(block.text, block.lang, block.published), strict=False
            ):
                line = next((one for one in stated.lines if isinstance(one, FactLine) and one.key == "when"), None)
                if line:
                    yield Case(f"{block.id}.{mention.id}", [c.facts for c in known], _stated(line.value, known, published))


def _read(text: str, lang: str, published: str | None) -> list[tuple[Mention, tuple[list[Candidate], str | None]]]:
    """The mentions of a text, each with the candidates for its day; and what the text counts days from."""
    read = told(text, lang, published)
    if read is None:
        return []
    parsed, frames = read
    anchor = parsed.anchor
    known = [(candidates(frame, parsed.frames, anchor), anchor.published) for frame in frames]
    return list(zip(assemble(parsed, "bench")[0], known, strict=True))


def _days(label: Label) -> set[str]:
    """The labelled days of a text."""
    if "templates" in label:
        return {day["edtf"] for template in label["templates"] for day in template["dates"]} if label["part"] == "dev" else set()
    return {row["date"] for row in label.get("incidents", [label]) if row["date"]}


def _dated(label: Label, mentions: Sequence[Mention]) -> list[tuple[str, Mention]]:
    """The labelled days, each with the mention that is of it; without labelled incidents the one day is the first mention's."""
    if "incidents" in label:
        return [(incident["date"], mention) for incident, mention in align(label["incidents"], mentions) if incident["date"]]
    days = _days(label)
    return [(days.pop(), mentions[0])] if len(days) == 1 and mentions else []


def _stated(gold: str | None, known: Sequence[Candidate], published: str | None) -> list[bool]:
    """As the examples have it: none is right where there is to be none, or the month of publication."""
    right = [c.day is not None and c.day.resolved.edtf == gold for c in known]
    return _with_none(known, right, gold is None or gold == (published or "")[:7])


def _with_none(known: Sequence[Candidate], right: Sequence[bool], none: bool) -> list[bool]:
    return [none if c.day is None else r for c, r in zip(known, right, strict=True)]


CHOICE = Choice(TABLE, cases, examples)
