"""Figures that belong to somebody: "the army's figure is 22", « pour le maire, l'attaque a fait 12 morts », "That toll was
given by the police."

In: a View and the report's Memory of speakers. Out: the owner's Voice, the words that say so, and the tokens of what is theirs.
"""

from __future__ import annotations

from recounted.packs.schema import Meaning
from recounted.reading.sentences.view import DASHES, HARD_STOPS, View
from recounted.reading.speakers.memory import Memory
from recounted.reading.speakers.names import voice_after, voice_before
from recounted.reading.speakers.words import Voice
from recounted.reading.words.text import Tag

FIGURE = Meaning("cue", "figure")
#: Tokens between a figure and the words that say where it comes from.
GAP = 6
#: How a figure is linked to its owner.
OWNED = ("of", "by", "from")

Credit = tuple[Voice, Tag, int, int]


def owned_figures(view: View, memory: Memory) -> list[Credit]:
    """The figures with an owner: the toll of the police, the army's count; what is theirs goes on to the next full stop."""
    found = []
    nouns = view.where("tally_noun") if view.amounts else []
    for k in nouns:
        voice = _owner_behind(view, k, memory) or _owner_before(view, k, memory)
        if voice is None:
            continue
        start = max(k + 1, voice.j)
        end = next((at for at in view.hard if at >= start and view.norm(at) in HARD_STOPS), view.j)
        if any(start <= a.i < end and a.kind == "count" for a in view.amounts):
            found.append((voice, Tag.of(k, k + 1, FIGURE), start, end))
    return found


def _owner_behind(view: View, k: int, memory: Memory) -> Voice | None:
    """« le bilan (définitif) | de la gendarmerie », «цифры | Минздрава»: an office, no people who might be the victims."""
    if (
        view.text.pack.option("adjective_order") == "after"
        and view.over(k + 2, "grammar", "of")
        and not view.over(k + 1, "grammar")
    ):
        k += view.tokens[k + 1].kind == "word"
    linked = view.over(k + 1, "grammar", "of") or view.is_word(k + 1, "genitive_article")
    adjective = view.at(k + 2, "speaker") is not None and view.text.pack.option("adjective_order") == "before"
    if not (linked or adjective or view.at(k + 1, "speaker")):
        return None
    voice = voice_after(view, k + 1, memory)
    return voice if voice and _is_office(view, voice) else None


def _owner_before(view: View, k: int, memory: Memory) -> Voice | None:
    """ "Police | figures", "the army's | count": where the owner stands before the figure."""
    if not view.text.pack.words("genitive") or not (view.ending(k, "speaker") or view.is_word(k - 1, "genitive")):
        return None
    voice = voice_before(view, k - 1 if view.is_word(k - 1, "genitive") else k, memory)
    return voice if voice and not voice.pronoun and (voice.name or view.has(voice.i, voice.j, "speaker")) else None


def _is_office(view: View, voice: Voice) -> bool:
    """Does a phrase name a body or an office, not people?"""
    offices = list(view.inside(voice.i, voice.j, "speaker"))
    many = any(p.slot == "many" for t in offices for p in view.inside(t.i, t.j, "people"))
    return not voice.pronoun and bool(offices) and not many


def standpoint(view: View, memory: Memory) -> Credit | None:
    """« Pour le maire, l'attaque a fait 12 morts »: the one from whose standpoint the sentence speaks."""
    tags = view.tags("grammar", "standpoint") if view.amounts else ()
    by = next((t for t in tags if t.i == view.sentence.body or view.norm(t.i - 1) in DASHES), None)  # "11:45 - Per la tv"
    if by is None:
        return None
    start = by.i
    voice = voice_after(view, by.j, memory)
    if voice is None or voice.pronoun or not view.has(voice.i, voice.j, "speaker"):
        return None
    heard = view.at(voice.j, "cue", "pronoun_account") is not None  # „Aus Krankenhäusern | hieß es“
    told = heard or ((view.norm(voice.j) == "," or view.is_word(voice.j, "the")) and not view.over(start, "spatial", "in"))
    return (voice, by, voice.j, view.j) if told else None


def source_of_this(view: View, memory: Memory) -> Credit | None:
    """ "That figure comes from X", « La cifra la dio X », « أكد ذلك X »: whose the figures are that stand before the sentence."""
    this = view.at(view.sentence.body, "grammar", "this_figure")
    if this is None or tells_more(view, this):
        return None
    link = next((t for v in OWNED for t in view.tags("grammar", v) if this.j <= t.i <= this.j + GAP), None)
    voice = voice_after(view, link.j if link else this.j, memory)
    if voice is None and link is None:
        end = view.j - 1 if view.norm(view.j - 1) in HARD_STOPS else view.j
        voice = voice_before(view, end, memory)
    if voice is None or voice.pronoun or voice.i < this.j or not view.has(voice.i, voice.j, "speaker"):
        return None
    return voice, this, voice.j, _clause_end(view, this)


def tells_more(view: View, this: Tag) -> bool:
    """Does the clause give a figure of its own?"""
    return any(this.j <= a.i < _clause_end(view, this) and a.kind == "count" for a in view.amounts)


def _clause_end(view: View, this: Tag) -> int:
    return next((k for k in view.hard if k >= this.j and view.norm(k) != ":"), view.j)
