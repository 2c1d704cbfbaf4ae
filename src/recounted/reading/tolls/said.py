"""Said: who gives a toll, and whose a part is that the report adds without a word of saying ("Police said 8 were killed. Two of
them were children.").

In: the tolls in the order of telling, and the Attribution of the report. Out: the speaker of each, and whether it is denied.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from recounted.reading.sentences.view import View
from recounted.reading.speakers.attributed import Attribution
from recounted.reading.speakers.words import Voice
from recounted.reading.tolls.findings import Finding

#: Those of whom "among the dead were two children" does not speak.
FIGHTERS = ("member", "armed")
#: Words between a denial and a toll that it denies ("denied that its strike had | killed 12").
DENIED_GAP = 5


@dataclass
class Totals:
    """The totals told so far: harm → the sentence of the latest one and its speaker."""

    latest: dict[str | None, tuple[View, Voice | None]] = field(default_factory=dict)

    def by(self, view: View, finding: Finding, attribution: Attribution) -> tuple[Voice | None, bool]:
        """Who gives a toll, and whether they deny it; a total is kept for the parts in the next sentence."""
        voice, denied = _said_by(view, finding, attribution)
        if finding.part and voice is None and not attribution.by_sentence[view.sentence.index]:
            return self._of_total(view, finding), False
        fighters = (finding.group.of.status or "").startswith(FIGHTERS)
        if not finding.part:
            self.latest[finding.harm] = (view, None if fighters else voice)
        return voice, denied

    def _of_total(self, view: View, finding: Finding) -> Voice | None:
        """Who gave the total, in the sentence before in the same paragraph, that a part belongs to."""
        total = self.latest.get(finding.harm)
        if total is None:
            return None
        one, own = total[0].sentence, view.sentence
        return total[1] if one.index == own.index - 1 and one.paragraph == own.paragraph else None


def _said_by(view: View, finding: Finding, attribution: Attribution) -> tuple[Voice | None, bool]:
    """The speaker whose words reach a toll. What stands further on in a denial ("denied using it in the attack, which killed
    two") is not denied, and it is the report that tells it.
    """
    voice, one = attribution.speaker(view.sentence.index, finding.group.core)
    if voice is None or one is None or one.value != "deny":
        return voice, False
    denied = finding.i < one.cue.i or finding.i - max(one.cue.j, one.voice.j) <= DENIED_GAP
    return (voice, True) if denied else (None, False)
