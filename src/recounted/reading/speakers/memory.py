"""Memory: the speakers that a report has named so far, so that a bare surname or "he" gets the full name.

In: Voices in the order of telling. Out: the same Voices, completed from those before. Two first names are two persons.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from recounted.reading.speakers.words import MEDIA, Voice

#: Kinds of speakers that are persons.
PERSONS = frozenset({"witness", "victim_family", "expert", "anonymous", "unknown"})
#: Letters of a title before a surname (Mr, Dr.).
TITLE = 3


@dataclass
class Memory:
    """The speakers that a report has named so far."""

    voices: list[Voice] = field(default_factory=list)

    def remember(self, voice: Voice) -> Voice:
        """Keep a voice; a bare surname gets the full name, role and side printed before."""
        known = self._known(voice) or self._in_office(voice)
        if known:
            voice.name, voice.role = known.name, voice.role or known.role
            voice.side = voice.side or known.side
            voice.kind = known.kind if voice.kind == "unknown" else voice.kind
        self.voices.append(voice)
        return voice

    def called(self, word: str) -> Voice | None:
        """The latest speaker in whose printed words a name stands, where no capital tells names from roles."""
        return next((v for v in reversed(self.voices) if not v.name and word in (v.role or "").split()), None)

    def last(self, person: bool) -> Voice | None:
        """The latest speaker; for ``person``, the latest with a name. Newspapers and agencies only where nobody else speaks."""
        asked = [v for v in reversed(self.voices) if v.name or not person]
        return next((v for v in asked if v.kind not in MEDIA), asked[0] if asked else None)

    def body(self) -> Voice | None:
        """The latest speaker if it is no person: an office, a ministry, an army, a group."""
        latest = self.voices[-1] if self.voices else None
        return latest if latest and latest.kind not in PERSONS and not (latest.name and latest.role) else None

    def _in_office(self, voice: Voice) -> Voice | None:
        """The one person whom the report has named with the office that "the minister" is called by."""
        office = (voice.role or "").lower()
        if voice.name or not voice.definite or not office or " " in office:
            return None
        named = [v for v in self.voices if v.name and " " in v.name and (v.role or "").lower().split()[:1] == [office]]
        return named[-1] if len({v.name for v in named}) == 1 else None

    def _known(self, voice: Voice) -> Voice | None:
        if not voice.name:
            return None
        *first, last = (word.lower() for word in voice.name.split())
        called = {word for word in first if len(word) > TITLE}
        for known in self.voices:
            words = [word.lower() for word in (known.name or "").split()]
            same = not called or called & set(words)  # another first name is another person
            if same and words and words[-1] == last and len(known.name or "") > len(voice.name):
                return known
        return None
