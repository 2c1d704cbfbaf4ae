"""Recall: who is meant by a speaker that is named in full elsewhere in the report ("the group", "the ministry", "mayor").

In: the Views of a report and the Voices of every sentence. Out: the same Voices, with the name of whom they stand for; their
printed words stay as they are.
"""

from __future__ import annotations

from recounted.reading.sentences.view import View
from recounted.reading.speakers.words import Voice
from recounted.reading.words.text import Tag

#: Lists of nouns by which a body is called once it has been named, and the kinds of speakers that each may stand for.
BODIES = {
    "group_noun": {"armed_group"},
    "body_noun": {"ngo", "io_un", "expert"},
    "medium_noun": {"news_agency", "broadcaster", "newspaper"},
    "office_noun": {"government", "emergency_service", "police", "judiciary", "armed_force", "hospital_medical"},
}
#: People whose singular may be a body (la policía).
BODIES_OF_PEOPLE = {"police"}
#: Letters of an office by which it is known again in another case.
STEM = 4
#: Sentences that open a report: its title and lead.
OPENING = 2

Said = tuple[View, Voice]


def recall(views: list[View], voices: list[list[Voice]]) -> None:
    """Name the speakers who are called by less than their name."""
    told: list[Said] = [(view, voice) for view, row in zip(views, voices, strict=True) for voice in row]
    shorts = {short: voice for view, voice in told if (short := short_name(view, voice))}
    named = [voice for _, voice in told if voice.name and " " in voice.name and voice.role and not voice.pronoun]
    for at, (view, voice) in enumerate(told):
        if voice.name or voice.pronoun:
            continue
        whole = shorts.get(voice.label)
        voice.name = whole.label if whole is not None and whole is not voice else _body(views, view, voice)
        if not voice.name and _is_person(view, voice):
            voice.name = _office_holder(view, voice, named) or _named_next(view, voice, told[at + 1 :])


def short_name(view: View, voice: Voice) -> str | None:
    """The short form in brackets that closes a speaker phrase ("the New Lines Observatory (NLO)")."""
    k = voice.j - 1
    closed = voice.j - voice.i > len("( )") and view.norm(k) == ")" and view.norm(k - 2) == "("
    return view.tokens[k - 1].printed if closed else None


def _body(views: list[View], view: View, voice: Voice) -> str | None:
    """The body named last before "the group", "the organisation", "the ministry"."""
    words = [
        k for k in range(voice.i, voice.j) if not view.is_word(k, "the", "of_the") and not view.over(k, "grammar", "article")
    ]
    meant = [kinds for name, kinds in BODIES.items() if len(words) == 1 and view.is_word(words[0], name)]
    kinds = set().union(*meant)
    for number in range(view.sentence.index, -1, -1) if kinds else ():
        before = [t for t in views[number].each("speaker", "actor") if t.j <= voice.i and _is_name(views[number], t)]
        for tag in sorted(before, key=lambda t: t.i, reverse=True):
            if tag.value in kinds or (tag.category == "actor" and BODIES["group_noun"] <= kinds):
                return views[number].text.words(tag.i, tag.j)
    return None


def _is_name(view: View, tag: Tag) -> bool:
    """Is it the name of a body: capitals, or several words in a script without them?"""
    if any(view.is_word(tag.j - 1, name) for name in BODIES) and tag.j - tag.i == 1:
        return False
    if tag.category == "actor" and tag.meaning.get("kind") != "group":
        return False
    first = view.tokens[tag.i]
    if first.printed.upper() == first.printed.lower():
        return tag.j - tag.i > 1 or tag.category == "actor"
    last = view.tokens[tag.j - 1]
    return first.kind == "acronym" or (first.capital and (tag.i > view.sentence.body or last.capital or tag.j - tag.i > 1))


def _office_holder(view: View, voice: Voice, named: list[Voice]) -> str | None:
    """The one person whom the report names with the office that a title or lead calls by its office alone ("mayor")."""
    if view.sentence.index >= OPENING and not voice.definite:
        return None
    office = [w.casefold() for w in (voice.role or "").split() if len(w) >= STEM]
    if len(office) != 1:
        return None
    holders = {v.name for v in named if any(w.casefold()[:-1].startswith(office[0][:-1]) for w in (v.role or "").split())}
    return holders.pop() if len(holders) == 1 else None


def _named_next(view: View, voice: Voice, later: list[Said]) -> str | None:
    """The person without an office who speaks next, behind a lead that says only who it is ("the charity's president said")."""
    if view.sentence.index >= OPENING or not voice.definite:
        return None
    new = next((v for other, v in later if other is not view and not v.pronoun), None)
    return new.name if new and new.name and " " in new.name and not new.role else None


def _is_person(view: View, voice: Voice) -> bool:
    """Is the office one person's, not a body's ("the police")?"""
    return any(t.slot == "one" and t.value not in BODIES_OF_PEOPLE for t in view.inside(voice.i, voice.j, "people"))
