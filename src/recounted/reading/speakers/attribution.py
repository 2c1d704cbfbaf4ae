"""Attribution: which words of a sentence are whose. Cues (said, according to, denied …) with their speaker and their reach.

In: the Views of a report. Out: for every sentence its Attributions, and the answer to "who says token t?" (None: the report
itself).
"""

from __future__ import annotations

from recounted.packs.schema import Meaning
from recounted.reading.sentences.view import HARD_STOPS, View
from recounted.reading.speakers.attributed import Attributed, Attribution
from recounted.reading.speakers.credits import (
    closing_speaker,
    given_by,
    given_on_a_day,
    opening_speaker,
    passive_speaker,
    second_source,
    speaks_of,
)
from recounted.reading.speakers.figures import owned_figures, source_of_this, standpoint
from recounted.reading.speakers.inversions import closes_a_report
from recounted.reading.speakers.memory import Memory
from recounted.reading.speakers.names import quoted_name, voice_after, voice_before
from recounted.reading.speakers.plain import plain_after
from recounted.reading.speakers.quotations import quotation_speakers
from recounted.reading.speakers.recall import recall
from recounted.reading.speakers.subjects import (
    BEFORE_INVERSION,
    subject_of,
    verb_start,
    voice_behind,
    who_cites,
    with_verb,
)
from recounted.reading.speakers.words import MEDIA, Voice
from recounted.reading.words.text import Tag

SAYING = ("say", "figure", "accuse", "deny", "admit", "hint")
#: What a party says of deeds, in the report's words: the sentence around it may be another's.
OWN_DEEDS = {"accuse", "deny", "admit"}
OPENING_MARKS = {"«", "“", "„", '"'}
#: Tokens between who announces and what ("in a statement on Saturday").
ANNOUNCE_GAP = 8
#: Tokens between the two halves of "held X … responsible".
HOLD_REACH = 32


SAYS = Meaning("cue", "say", key="cue.say")
ACCUSES = Meaning("cue", "accuse", key="cue.hold")


def attribute(views: list[View]) -> Attribution:
    """Find every attribution of a report, sentence by sentence."""
    memory = Memory()
    by_sentence: list[list[Attributed]] = []
    for view in views:
        row = _sentence(view, memory)
        by_sentence.append(row or _goes_on(view, _said_before(views, by_sentence)))
    _credit_back(views, by_sentence)
    recall(views, [[one.voice for one in row] for row in by_sentence])
    text = views[0].text
    return Attribution(text, by_sentence, quotation_speakers(text, views, by_sentence))


def _credit_back(views: list[View], by_sentence: list[list[Attributed]]) -> None:
    """This was reported by X: what stands before, back to another's words, is X's."""
    for number, row in enumerate(by_sentence):
        for before in speaks_of(views, number) if row else ():
            if any(a.value not in OWN_DEEDS for a in by_sentence[before]):
                break
            own = next((a for a in row if a.voice.kind not in MEDIA), row[0])  # «Об этом, передаёт DW, сообщили жители»
            said = next((a for a in row if a.value == "citing"), own)
            if said.value == "deny":  # «эти сведения | опровергли»: what is denied was told by another
                break
            by_sentence[before].append(Attributed(said.voice, said.cue, said.value, views[before].i, views[before].j))


def _sentence(view: View, memory: Memory) -> list[Attributed]:
    asked = (opening_speaker, closing_speaker, passive_speaker, standpoint, source_of_this)
    credits = [c for c in (ask(view, memory) for ask in asked) if c]
    found = [Attributed(voice, tag, "say", i, j) for voice, tag, i, j in credits]
    for cue in _cues(view):
        if any(t.slot == "idiom" for t in view.on(cue.i)):  # "claimed the lives of 12"
            continue
        if cue.value == "say" and any(
            t.i < cue.i < t.j for t in view.tags("grammar", "belongs")
        ):  # "gunmen | who said they belonged to X"
            continue
        if any(a.cue.i <= cue.i < a.cue.j and a.cue.j - a.cue.i > cue.j - cue.i for a in found):
            continue
        if cue.value in {"according", "citing"}:
            # "de source sécuritaire", „nach offiziellen Angaben“: the cue's last words speak
            speaks = next((t for t in view.on(cue.j - 1) if t.category == "speaker"), None)
            start = max(speaks.i, cue.i) if speaks else cue.j
            whole, start = with_verb(view, cue, start) if cue.slot == "before" else (cue, start)
            voice = voice_after(view, start, memory) if cue.slot == "before" else voice_before(view, cue.i, memory)
            voice = (given_by(view, start, memory) if cue.slot == "before" else None) or voice
            voice = voice or (plain_after(view, start) if cue.slot == "before" else None)
            if voice and not voice.pronoun:
                if cue.value == "citing" and (outlet := who_cites(view, cue, voice, memory)):
                    voice.i = outlet.i
                found.append(_reach_of_source(view, whole, voice, found))
        elif cue.value == "pronoun_account" and _beside_verb(view, cue):
            continue
        elif cue.value in {"pronoun_account", "document"}:
            author = voice_behind(view, cue.j, memory) if cue.value == "document" else memory.last(person=True)
            known = author or memory.last(person=False)
            if known:
                found.append(Attributed(known, cue, "say", view.i, view.j))
        elif (
            cue.value == "hearsay" and view.is_word(cue.j - 1, "that") and view.ending(cue.i, "speaker")
        ):  # « los vecinos | dicen que »
            if voice := voice_before(view, cue.i, memory):
                found.append(_reach_of_verb(view, Tag.of(cue.i, cue.j, SAYS), voice, found))
        elif cue.value in SAYING and not (_is_noun(view, cue) or _is_negated(view, cue) or _is_done_to(view, cue)):
            voice, whole = given_on_a_day(view, cue, memory)
            if voice:
                found.append(_reach_of_source(view, whole, voice, found))
                continue
            announced = cue.value == "admit" and found and found[-1].value == "say" and _announces(view, found[-1], cue)
            voice = found.pop().voice if announced else subject_of(view, cue, memory, found[-1].voice if found else None)
            around = next((a.voice for a in found if voice and a.voice.i < voice.i and voice.j <= a.voice.j), None)
            voice = around or voice  # « NAME, chef nommé par Paris, | qui parlait de … »
            if voice:  # أعلنت حركة X | مسؤوليتها عن الهجوم: what it announces is that alone
                found.append(_reach_of_verb(view, cue, voice, found))
    owned = [Attributed(voice, tag, "figure", i, j) for voice, tag, i, j in owned_figures(view, memory)]
    return [*_bounded(view, _first_hand(found)), *owned, *_second_sources(view, memory)]


def _beside_verb(view: View, cue: Tag) -> bool:
    """« Le maire a | pour sa part | évoqué 22 morts »: the verb says whose it is."""
    return any(t.i == cue.j and t.value in {"say", "figure"} for t in view.tags("cue"))


def _first_hand(found: list[Attributed]) -> list[Attributed]:
    """«… повідомила група, передає УНН із посиланням на AP»: those who said it, not the papers that pass it on."""
    told = next((n for n, a in enumerate(found) if a.value == "say" and a.voice.kind not in MEDIA), None)
    if told is not None and found[told].voice.kind != "unknown" and told + 1 < len(found):
        cited = found[told + 1]
        if cited.value == "citing" and cited.cue.i == found[told].cue.j:  # „Ein Helfer sagte | unter Berufung auf Zeugen“
            return [a for a in found if a is not cited]
    passed = told is not None and any(a.value == "say" and a.voice.kind in MEDIA for a in found[told + 1 :])
    if not passed:
        return found
    return [a for a in found if not (a.value == "citing" and a.voice.kind in MEDIA)]


def _cues(view: View) -> list[Tag]:
    """The cues of a sentence; the two halves of "held X responsible" are one."""
    cues = list(view.tags("cue"))
    for number, cue in enumerate(cues):
        if cue.value == "hold":
            half = next((t for t in cues[number:] if t.value == "responsible" and 0 < t.i - cue.j <= HOLD_REACH), None)
            if half and not view.broken(cue.j, half.i) and not view.is_word(cue.j, "that"):
                cues[number] = Tag.of(cue.i, cue.j, ACCUSES)
    return cues


def _second_sources(view: View, memory: Memory) -> list[Attributed]:
    """« Le ministère parle de 14 morts, l'hôpital de 17 »: the second source has no verb of its own."""
    found = []
    for amount in view.amounts:
        role = second_source(view, amount.i) if amount.kind == "count" else None
        named = quoted_name(view, role.j) if role else None
        voice = voice_before(view, named[1] if named else role.j, memory) if role else None
        if role and voice:
            found.append(Attributed(voice, role, "figure", amount.i, amount.j))
    return found


def _said_before(views: list[View], by_sentence: list[list[Attributed]]) -> list[Attributed]:
    """The attributions of the sentence before, or of the one before that in the same paragraph."""
    number = len(by_sentence)
    for back in (number - 1, number - 2):
        if back < 0 or (back < number - 1 and views[back].sentence.paragraph != views[number].sentence.paragraph):
            return []
        if by_sentence[back]:
            return by_sentence[back]
    return []


def _goes_on(view: View, before: list[Attributed]) -> list[Attributed]:
    """The mood of reported speech goes on with the last speaker (German: „Elf weitere seien verletzt worden“)."""
    mood = next((t for t in view.tags("cue") if t.value == "reported_mood" or (t.value == "author" and _in_mood(view, t))), None)
    return [Attributed(before[-1].voice, mood, "say", view.i, view.j)] if mood and before else []


def _in_mood(view: View, cue: Tag) -> bool:
    """Does a word of the cue stand in the mood of reported speech (sie | stecke hinter dem Anschlag)?"""
    pack = view.text.pack
    return any(value == "reported_mood" for k in range(cue.i, cue.j) for _, _, value, _, _ in pack.alone(view.norm(k)))


def _is_negated(view: View, cue: Tag) -> bool:
    """Is nothing said here ("has not commented on the raid that killed 30", « n'a pas confirmé »)?"""
    start = verb_start(view, cue)
    return cue.value != "hint" and any(start - 1 <= t.i and t.j <= cue.i for t in view.tags("grammar", "negation"))


def _is_done_to(view: View, cue: Tag) -> bool:
    """« mise en cause par des témoins », "claimed by X": what stands before is accused, or is the attack."""
    if cue.value == "admit" and view.ending(cue.j, "grammar", "by"):
        return True
    if cue.value == "figure" and view.over(cue.i, "harm") and any(0 <= cue.i - t.j <= 3 for t in view.tags("grammar", "be")):
        return True  # „Vier Personen werden noch | vermisst“
    participle = view.norm(cue.i).endswith(view.text.pack.endings("passive_endings") or ("\0",))
    if participle and view.at(cue.i, "cue", "attributed") and not view.ending(cue.i, "grammar", "have"):
        return True  # « un raid | attribuito ai militari »
    return cue.value in {"accuse", "admit"} and view.at(cue.j, "grammar", "by") is not None


def _is_noun(view: View, cue: Tag) -> bool:
    """Is the cue's word a noun here, or part of a longer speaker phrase ("news reports")?"""
    if any(t.category == "speaker" and cue.j <= t.j and t.j - t.i > cue.j - cue.i for t in view.on(cue.i)):
        return True
    if cue.value not in {"say", "figure"} or cue.j - cue.i > 1:
        return False
    if view.at(cue.i, "cue", "according"):  # „nach Angaben“
        return True
    if view.ending(cue.j, "grammar", "about_this"):  # „Das melden lokale Medien“
        return False
    before = cue.i - 1
    return (
        any(view.over(before, "grammar", value) for value in ("article", "of", "by"))  # "killed by | alleged members"
        or view.is_word(before, "to")
        or (view.over(before, "cue", "unconfirmed") and view.over(cue.i, "speaker"))
        or (
            view.over(cue.i, "speaker") and any(view.at(cue.j, "cue", verb) for verb in ("say", "figure", "hint"))
        )  # "reports speak of"
        or _has_a_deed(view, cue)
    )


def _has_a_deed(view: View, cue: Tag) -> bool:
    """« ont poursuivi | leur œuvre »: what one has, and tells of no harm, is done or named, not said."""
    if view.text.pack.option("that_left_out") or not view.at(cue.j, "grammar", "possessive") or view.at(cue.j, "speaker"):
        return False
    return not view.on(cue.j + 1)


def _reach_of_source(view: View, cue: Tag, voice: Voice, found: list[Attributed]) -> Attributed:
    """The reach of "according to X": the whole sentence; at its start or after a hard stop, what follows."""
    start = max((k + 1 for k in view.hard if k < cue.i and view.norm(k) != ":"), default=view.i)
    told = any(a.i >= voice.j for a in view.amounts) or any(t.i >= voice.j for t in view.tags("harm"))
    contrast = view.is_word(cue.i - 1, "leading")  # « …, ma | secondo fonti … »: what stands before is not theirs
    led = view.norm(cue.i - 1) == ":"  # "Militants stormed a hotel: | according to police, 16 …"
    opens = (cue.i - start <= 1 or contrast or led) and (told or start == view.i)
    others = min((a.cue.i for a in found), default=view.j)  # « X dit …; selon Y, … »: the clause alone, where others speak too
    clause = max((k + 1 for k in view.hard if others < k < min(cue.i, voice.i) and view.norm(k) in HARD_STOPS), default=view.i)
    return Attributed(voice, cue, cue.value, cue.i if opens else clause, view.j)


def _reach_of_verb(view: View, cue: Tag, voice: Voice, found: list[Attributed]) -> Attributed:
    """The reach of "X said …": what follows; of "…, X said" also what stands before, back to a hard stop or another cue."""
    first = cue.i if any(a.voice is voice for a in found) else min(voice.i, cue.i)
    before = ("have", "clitic", "adverb", "about_this")  # ", | a déclaré X": the comma stands before the auxiliary
    while step := next((t for value in before if (t := view.ending(first, "grammar", value))), None):
        first = step.i
    told = cue.value == "accuse" and voice.i >= cue.j and closes_a_report(view, cue, first)
    if cue.value not in {"say", "figure"} and not told:
        return Attributed(voice, cue, cue.value, first, _own_words_end(view, cue))
    start = max((k + 1 for k in view.hard if k < first and view.norm(k) in HARD_STOPS), default=view.i)
    start = max([start, *(a.cue.j for a in found if a.cue.j <= first)])
    goes_on = view.text.pack.option("verb_first") and view.ending(first, "grammar", "conjunction") is not None
    behind = max(voice.j, cue.j)
    as_told = view.ending(first, "grammar", "clause")
    if as_told and view.is_word(as_told.i, "apart"):  # "…, while officials said": a clause of its own
        start, as_told = max(start, as_told.i), None
    while first > start and (view.is_word(first - 1, "leading") or (as_told and first == as_told.j)):
        first -= 1  # ", wie X mitteilte", "as X said"
    opens = view.is_word(behind, "that") and (cue.j == behind or not view.at(behind, "grammar", "relative"))
    told_of = voice.j <= cue.i and view.at(voice.j, "grammar", "relative")  # « …, da un gruppo che afferma … »
    back = view.norm(first - 1) == ":" and view.at(first, "grammar", "about_this")  # « 34 morti: | lo comunica X »
    inverted = view.norm(first - 1) in BEFORE_INVERSION or bool(back)
    follows = first - start >= 2 and inverted and not (opens or told_of or goes_on)
    if cue.value == "figure":
        follows = follows and not as_told and not any(0 <= a.i - cue.j <= 1 for a in view.amounts)
    if not follows:
        about = voice.i >= cue.j and view.is_word(view.sentence.body, "told_about")  # «О гибели двоих | сообщил X»
        # what is named or called something is an object: "X called it a lie | ; 16 were killed"
        called = view.is_word(cue.i, "calls") and not any(0 <= a.i - behind <= 1 for a in view.amounts)
        closes = (k for k in view.hard if called and k >= behind and view.norm(k) == ";")
        return Attributed(voice, cue, cue.value, start if about else first, next(closes, view.j))
    return Attributed(voice, cue, cue.value, start, behind if _own_tail(view, cue, voice, behind) else view.j)


def _own_tail(view: View, cue: Tag, voice: Voice, k: int) -> bool:
    """Does the report itself go on behind "…, said X" ("after the attack that killed 12")?"""
    if view.norm(k) == ";":  # "14 were killed, X said; the first count was 10"
        return any(t.i > k for t in view.tags("cue", "earlier_figure"))
    k = next((d.j for d in view.dates if d.i <= k < d.j), k)
    if view.is_word(k, "apart") and view.over(k, "grammar"):  # "…, X said on Monday | after nine were killed"
        return True
    if k >= view.j or view.norm(k) in {",", ":", *OPENING_MARKS} or view.ending(k, "grammar", "conjunction"):
        return False
    return voice.i >= cue.j and not any(a.i == k for a in view.amounts)


def _announces(view: View, said: Attributed, cue: Tag) -> bool:
    """أعلن تنظيم X، السبت، في بيان | مسؤوليته: does a verb of saying lead to the claim of responsibility alone?"""
    between = range(said.voice.j, cue.i)
    if len(between) > ANNOUNCE_GAP or not said.cue.j <= said.voice.i <= cue.i:
        return False
    plain = not any(view.is_word(k, "that") or view.over(k, "harm") or view.over(k, "attack") for k in between)
    return plain if view.text.pack.option("verb_first") else len(between) <= 1


def _own_words_end(view: View, cue: Tag) -> int:
    """Where an accusation or denial ends: a relative clause behind it ("…, where 50 died") is the report's own voice again."""
    stop = next((k for k in view.hard if k > cue.j and view.norm(k) in {";", ":"} and k + 1 < view.j), view.j)
    inner = next((t for t in reversed(view.tags("grammar", "relative")) if t.j <= cue.i), None)
    comma = next((k for k in range(inner.j, view.j) if view.norm(k) == ","), stop) if inner else stop
    if inner and view.text.pack.option("participle_last") and cue.j <= comma:  # „Bei dem Anschlag, zu dem sich X bekannte, | …“
        return comma
    for tag in view.tags("grammar", "relative"):
        if tag.i > stop:
            break
        if view.over(tag.i - 1, "cue") and view.is_word(tag.i, "that") and tag.i - 1 >= cue.j:
            continue  # "denied reports | that its planes bombed"
        whole = cue.j - cue.i > 2  # "se atribuyó el atentado | que dejó 5 muertos"
        if tag.i > cue.j or (tag.i == cue.j and (whole or not view.is_word(tag.i, "that"))):
            return tag.i
    for tag in view.tags("harm") if view.text.pack.option("verb_first") else ():  # «اتهمت X Y بتنفيذها، | وقتل 30 شخصا»
        joined = view.ending(tag.i, "grammar", "conjunction") if tag.slot in {"verb", "participle"} and tag.i > cue.j else None
        if joined and view.norm(joined.i - 1) == ",":
            return joined.i
    if cue.value == "admit" and view.text.pack.option(
        "joined_article"
    ):  # تبنى X الهجوم على Y، | ما أسفر عن …: the report's again
        return next((k for k in range(cue.j, view.j) if view.norm(k) == "," or _told_of(view, k)), view.j)
    return stop


def _told_of(view: View, k: int) -> bool:
    """Does a clause about the attack itself begin (هجوم | قتل فيه 39 شخصا)?"""
    return view.at(k, "harm", slots=("verb", "participle")) is not None and not view.over(k - 1, "spatial")


def _bounded(view: View, found: list[Attributed]) -> list[Attributed]:
    """What one speaker says ends where the next one's clause begins after a hard stop or a conjunction of contrast."""
    for number, one in enumerate(found):
        for later in found[number + 1 :]:
            first = min(later.voice.i, later.cue.i)
            closes = one.value == later.value == "according" and view.norm(one.voice.j) == ","
            if closes and one.i < one.cue.i < one.voice.j <= later.cue.i > later.i:
                one.j, later.i = min(one.j, one.voice.j), max(later.i, one.voice.j)  # "7 dead, according to X, and 3 hurt, …"
                continue
            if one.cue.j <= first and later.voice.label != one.voice.label:
                stops = [k for k in range(one.cue.j, first) if k in view.hard or view.at(k, "grammar", "clause")]
                stops = [k for k in stops if one.value != "citing" or view.norm(k) in HARD_STOPS]
                joined = view.ending(first, "grammar", "conjunction") if view.text.pack.option("verb_first") else None
                first -= view.norm(first - 2) == "," and not view.on(first - 1)  # «…، | أما X فقال»
                if stops and later.value != "deny":  # «…، ما أسفر عن قتلى، | وقال Y»: up to the next one's own clause
                    one.j = min(one.j, joined.i if joined else first if "affixes" in view.text.pack.options else stops[-1] + 1)
    return found
