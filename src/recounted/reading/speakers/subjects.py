"""Subjects: who the speaker of a verb of saying is. Behind it, before it, or the one who has just spoken.

In: a View, the cue of a verb, the report's Memory and the speaker before in the sentence. Out: a Voice, or none.
"""

from __future__ import annotations

from recounted.packs.schema import Meaning
from recounted.reading.sentences.view import View
from recounted.reading.speakers.inversions import accused_in_bracket, behind_oblique, closes_a_report
from recounted.reading.speakers.memory import Memory
from recounted.reading.speakers.names import before_relative, quoted_name, stops, voice_after, voice_before
from recounted.reading.speakers.plain import caseless_before, plain_before
from recounted.reading.speakers.pronouns import pronoun_voice
from recounted.reading.speakers.words import CHANNELS, MEDIA, Voice, describe, is_full_name
from recounted.reading.words.text import Tag

#: Small words that belong to the verb behind them.
OF_VERBS = frozenset({"have", "clitic", "adverb"})
MEDIUM = Meaning("speaker", "social_account")
#: What stands before a verb whose subject follows ("…", said X).
CLOSING_MARKS = {"»", "”", '"', "“"}
BEFORE_INVERSION = {",", "–", "—", *CLOSING_MARKS}
#: What no word of a name is, where no capital shows one.
NO_NAME = ("harm", "attack", "weapon", "cue", "country", "actor", "target", "people")
#: Tokens of a name and the comma behind it, and of what somebody is with the first of the name.
NAME_WORDS, ROLE_WORDS = 6, 6
#: Tokens between an office and the verb of its clause.
CLAUSE_REACH = 6
#: Tokens after a cue within which the accused or denied party stands.
OBJECT_REACH = 12


def subject_of(view: View, cue: Tag, memory: Memory, before: Voice | None) -> Voice | None:
    """The speaker of a verb: behind it where it is inverted, else before it, else the one before in the sentence."""
    if cue.slot == "after":
        return voice_before(view, cue.i, memory)
    named = view.tokens[cue.i - 1].capital and cue.i - 1 > view.sentence.body  # « Omar al Ser | contó »
    if cue.value in {"say", "figure", "accuse"} and view.ending(cue.i, "grammar", "be") and not named:
        return None
    passive = view.norm(cue.i).endswith(view.text.pack.endings("passive_endings") or ("\0",))
    if cue.value == "accuse" and passive and view.at(cue.j, "grammar", "of") and not view.ending(cue.i, "grammar", "have"):
        return None  # "the rebels, accused | of killing thousands"
    if cue.value == "accuse" and accused_in_bracket(view, cue):
        return None
    if cue.value in {"accuse", "deny"} and _in_what_it_published(view, cue):
        return voice_after(view, view.sentence.body, memory)
    if topic := _topic(view, cue):
        return memory.remember(topic)
    participles = view.text.pack.endings("participle_endings")
    participle = view.norm(cue.i).endswith(participles)
    inverted = not participle and not view.is_word(cue.i, "told_somebody") and _inverted(view, cue)
    if inverted and not view.is_word(cue.j, "that"):
        voice = _behind(view, cue, memory)
        if voice and not voice.name and (first := _with_apposition(view, cue, memory)):
            return first
        if voice and not voice.pronoun and not (before and cue.value == "accuse" and _is_object(view, voice)):
            return voice
    opens = inverted or (not participle and view.norm(verb_start(view, cue) - 1) == ";")
    dropped = opens and view.text.pack.option("subject_dropped")
    if dropped and (cue.j >= view.j or view.tokens[cue.j].kind == "punct"):  # « …, añadió. »
        return memory.last(person=False)
    joined = view.at(verb_start(view, cue) - 1, "grammar", "conjunction")
    if before and (joined or view.norm(cue.i - 1) == "," or view.norm(cue.i - 1).endswith(participles)):
        direct = None if participle or joined else voice_before(view, cue.i, memory)
        return direct or (caseless_before(view, joined) if joined else None) or before  # «أما وزير الإعلام | فقال»
    voice = _in_bracket(view, cue, memory) or voice_before(view, cue.i, memory)
    if voice and joined and voice.j == joined.j and not voice.pronoun:
        voice = None  # « perdió a un rescatista y | reporta … »
    if voice and inverted and view.text.quoted[voice.j - 1] != view.text.quoted[cue.i]:
        voice = None  # « … des policiers ont été tués », | ont indiqué X: those told of in a quotation do not tell it
    if (
        view.text.pack.option("verb_first")
        and cue.value != "hint"
        and not participle
        and not view.is_word(cue.j, "that")
        and (voice is None or _is_setting(view, voice) or (cue.value == "admit" and view.has(cue.j, cue.j + 5, "actor")))
    ):
        behind = _behind(view, cue, memory)
        object_ = view.text.pack.endings("accusative_endings") if cue.value == "accuse" else ()
        voice = voice if behind and view.norm(behind.i).endswith(object_) else behind or voice  # «подозревают | боевиков»
    if voice is None and dropped:  # « Añadió que … »
        return memory.last(person=False)
    if voice and behind_oblique(view, voice):  # „In einem Beitrag auf X | schrieb der Gouverneur“
        voice = _behind(view, cue, memory) or voice
    voice = voice or (before if participle else _first_subject(view, cue, memory) if joined else None)
    return voice or _set_apart(view, cue, memory, inverted=inverted)


def _topic(view: View, cue: Tag) -> Voice | None:
    """«أما وزير الإعلام سالم الحداد | فقال»: where no capital shows a name, an office and its name before "as for them, so"."""
    so = view.ending(verb_start(view, cue), "grammar", "clause")
    return caseless_before(view, so) if so and so.j - so.i == 1 and not view.is_word(so.i, "that") else None


def _behind(view: View, cue: Tag, memory: Memory) -> Voice | None:
    """The speaker behind a verb; those counted behind an admission are its victims (« afirmou ter matado | oito militares »)."""
    voice = voice_behind(view, cue.j, memory)
    counted = voice is not None and any(a.i == voice.i for a in view.amounts)
    return None if counted and cue.value == "admit" else voice


def _set_apart(view: View, cue: Tag, memory: Memory, *, inverted: bool) -> Voice | None:
    """A subject with a word between it and its verb, without a capital, or left out; else a mere noun."""
    if cue.value not in {"say", "figure"}:
        return None
    k = cue.i - 1
    plain = not any((t.category, t.value) != ("cue", "earlier_figure") for t in view.on(k))
    adverb = k > view.i and view.tokens[k].kind == "word" and not view.tokens[k].capital and plain
    if adverb and (view.over(k - 1, "speaker") or (view.tokens[k - 1].capital and k - 1 > view.sentence.body)):
        return voice_before(view, k, memory)  # «Міністр телефоном | підтвердив»
    if voice := caseless_before(view, cue) or _opening_name(view, cue):
        return memory.remember(voice)
    told = view.is_word(cue.j, "that") or view.over(cue.j, "spatial")
    if "affixes" in view.text.pack.options and inverted and told:  # وأضاف في بيان أن
        return memory.last(person=False)
    if known := _named_before(view, verb_start(view, cue) - 1, memory):  # «وكان | حسن قد تحدث»
        return known
    if inverted:
        return None
    return (plain_before(view, cue) if cue.value == "say" else None) or _office_in_clause(view, cue, memory)


def _office_in_clause(view: View, cue: Tag, memory: Memory) -> Voice | None:
    """« un bilancio precedente del ministero per le Situazioni di crisi | parlava di … »: the office that the subject names."""
    for tag in reversed(view.tags("speaker")):
        if tag.j <= cue.i:
            between = range(tag.j, cue.i)
            clear = cue.i - tag.j <= CLAUSE_REACH and not any(view.tokens[k].kind == "punct" or stops(view, k) for k in between)
            named = (
                view.tokens[tag.i].capital or view.is_word(tag.i - 1, "the", "of_the") or view.over(tag.i - 1, "grammar", "of")
            )
            return voice_after(view, tag.i, memory) if clear and named else None
    return None


def _opening_name(view: View, cue: Tag) -> Voice | None:
    """ "NAME NAME, 43, a trader who survived by hiding in a ditch, | said": a full name that opens the sentence, set off."""
    start = end = view.sentence.body
    while end < view.j and view.tokens[end].capital and view.tokens[end].kind == "word":
        end += 1
    set_off = view.norm(end) == "," == view.norm(verb_start(view, cue) - 1) and end < cue.i - 1
    return describe(view, start, end) if set_off and is_full_name(view, start, end) and not view.broken(start, cue.i) else None


def _first_subject(view: View, cue: Tag, memory: Memory) -> Voice | None:
    """« La Defensa Civil perdió a un socorrista | y reporta … », "Iran vowed revenge | and blamed …": the same subject's verb."""
    first = voice_after(view, view.sentence.body, memory)
    if first is None or first.j >= cue.i:
        return None
    verb = view.over(first.j, "harm") or view.at(first.j, "grammar", "have")
    plain = view.tokens[first.j].kind == "word" and not view.tokens[first.j].capital and not view.on(first.j)
    return first if (first.role and verb) or (first.side and plain and cue.value in {"accuse", "deny"}) else None


def _in_bracket(view: View, cue: Tag, memory: Memory) -> Voice | None:
    """„hat | die Polizei zwölf Tote gemeldet“, „die Behörden | hatten von 32 Toten gesprochen“: beside the auxiliary."""
    if not view.text.pack.option("participle_last"):
        return None
    have = next((t for t in reversed(view.tags("grammar", "have")) if t.j <= cue.i), None)
    if have is None or view.broken(have.j, cue.i) or any(view.norm(k) == "," for k in range(have.j, cue.i)):
        return None
    before = voice_before(view, have.i, memory) if have.i > view.sentence.body else None
    if before and not view.is_word(before.i - 1, "oblique") and not view.is_word(before.i, "oblique"):
        return before
    if view.at(have.j, "grammar", "pronoun"):  # „hatte | sie noch drei Tote gemeldet“
        return pronoun_voice(view, have.j + 1, memory)
    return None if view.is_word(have.j, "oblique") else voice_behind(view, have.j, memory)


def _with_apposition(view: View, cue: Tag, memory: Memory) -> Voice | None:
    """ "NAME, an expert in the region, said | insurgents …": a name and role that open what is said."""
    if view.norm(cue.i - 1) != "," or not view.text.pack.option("that_left_out"):
        return None
    if opening := _opening_name(view, cue):
        return memory.remember(opening)
    voice = voice_before(view, cue.i, memory)
    if voice is None or not (voice.name and voice.role):
        return None
    opens = voice.i == view.sentence.body
    cited = view.norm(voice.i - 1) == "," and view.at(view.sentence.body, "cue", "according") is not None
    return voice if opens or cited else None


def _in_what_it_published(view: View, cue: Tag) -> bool:
    """«X опубликовала доклад, в котором | обвинила Y»: the subject of the clause before is that of this one."""
    relative = view.ending(verb_start(view, cue), "grammar", "relative")
    return relative is not None and view.over(relative.i - 1, "spatial", "in") and view.norm(relative.i - 2) == ","


def _is_object(view: View, voice: Voice) -> bool:
    """Is the one party behind an accusation the accused, as its speaker is known already ("denies it, and accuses Kyiv")?"""
    end = min(voice.j + OBJECT_REACH, view.j)
    return not any(view.has(voice.j, end, category) for category in ("actor", "country"))


def who_cites(view: View, cue: Tag, voice: Voice, memory: Memory) -> Voice | None:
    """The outlet whose words stand around "…, quoting X, …": both are printed, and both say so."""
    inserted = view.norm(cue.i - 1) == "," == view.norm(voice.j)
    outlet = voice_before(view, cue.i - 1, memory) if inserted else None
    return outlet if outlet and outlet.j == cue.i - 1 and outlet.kind in MEDIA | {"unknown"} else None


def _inverted(view: View, cue: Tag) -> bool:
    """Does the verb open its clause, so that its subject may follow? Of an accusation or denial only a quotation makes sure."""
    k = verb_start(view, cue)
    if k in {view.i, view.sentence.body} or _opens_clause(view, k) or (cue.value == "accuse" and closes_a_report(view, cue, k)):
        return True
    if view.ending(cue.j, "grammar", "about_this") or view.ending(k, "grammar", "about_this"):
        return True
    if quoted_name(view, k - 1) or (view.norm(k - 1) == "," and before_relative(view, k - 1) != k - 1):
        return False  # «Хамас» | взял на себя …; "NAME, head of the hospital, where …, told reporters that"
    if cue.value in {"say", "figure"}:
        return view.norm(k - 1) in BEFORE_INVERSION
    if cue.value == "admit" and view.norm(k - 1) == "," and view.text.pack.option("subject_dropped"):
        at = _past_insertions(view, cue.j)  # « …, reconoció el Ejército »
        return any(view.at(n, what) for n in (at, at + 1) for what in ("speaker", "actor", "country"))
    return view.norm(k - 1) in CLOSING_MARKS or (view.norm(k - 1) == "," and view.norm(k - 2) in CLOSING_MARKS)


def verb_start(view: View, cue: Tag) -> int:
    """The first token of a verb with its auxiliaries, clitics and adverbs."""
    k = cue.i
    while step := _auxiliary(view, k):
        k = step.i
    return k


def _auxiliary(view: View, k: int) -> Tag | None:
    """The auxiliary, clitic or adverb that ends before token k and belongs to the verb there. Not "and" (Ukrainian й)."""
    if view.over(k - 1, "grammar", "conjunction"):
        return None
    for tag in view.on(k - 1):
        if tag.j == k and tag.category == "grammar" and tag.value in OF_VERBS:
            return tag
    return None


def _is_setting(view: View, voice: Voice) -> bool:
    """Is a phrase before the verb no speaker but where it is said ("In Kharkiv, reported the police")?"""
    return voice.role is None and voice.kind == "unknown" and any(voice.i in {t.i, t.j} for t in view.tags("spatial"))


def with_verb(view: View, cue: Tag, start: int) -> tuple[Tag, int]:
    """« según ha denunciado este sábado la Defensa Civil »: a verb of saying behind "according" is part of the cue."""
    k = start
    while any(view.at(k, "grammar", value) for value in ("have", "clitic", "adverb")):
        k += 1
    verb = next((t for t in view.on(k) if t.i == k and t.category == "cue" and t.value in {"say", "figure", "accuse"}), None)
    if verb:
        cue, start = Tag.of(cue.i, verb.j, cue.meaning), verb.j
    return cue, _past_insertions(view, start)


def _past_insertions(view: View, start: int) -> int:
    """The token behind what may stand between a verb of saying and its inverted subject: a day, an adverb, the one told.

    « a déclaré mardi le porte-parole », « dijo a Efe un portavoz »; ``start`` where no subject can follow.
    """
    k = start
    while k < view.j:
        if view.norm(k) == "(" and view.norm(k + 2) == ")":  # the day's number: « neste domingo (14) »
            k += 3
            continue
        date = next((d for d in view.dates if d.i == k or (d.i == k + 1 and view.over(k, "spatial"))), None)  # у | понеділок
        beside = view.norm(k - 1) == ")" or any(k in {d.i - 1, d.j} for d in view.dates)
        if date is None and view.norm(k) == "," and beside:  # «أعلنت، اليوم الجمعة، | مصادر»
            k += 1
            continue
        step = date or _told(view, k) or _medium(view, k) or view.at(k, "grammar", "adverb")
        if step is None:
            return k if _opens_phrase(view, k) else start
        k = step.j
        while step is not date and (media := view.at(k, "speaker")) and media.value in MEDIA:  # « all'agenzia Ap il capo »
            k = media.j
    return start


def voice_behind(view: View, start: int, memory: Memory) -> Voice | None:
    """The speaker behind an inverted verb."""
    k = _past_insertions(view, start + view.over(start, "grammar", "conjunction"))  # «сообщают | и X, и Y»
    if name := _in_marks(view, k):
        return memory.remember(name)
    if view.is_word(k, "oblique"):  # „teilte den Medien mit“: the one told
        return None
    if not _opens_phrase(view, k):
        role = _role_behind_name(view, k)
        if role and (voice := voice_after(view, role, memory)):
            voice.i, voice.role = k, view.text.words(k, voice.j)
            return voice
        return None if role else _named_before(view, k, memory) or _plain_person(view, k)
    return voice_after(view, k, memory)


def _in_marks(view: View, k: int) -> Voice | None:
    """«أوردت | "صوت الجنوب" على صفحتها أن»: where no capital shows a name, one in quotation marks that something follows."""
    if "affixes" not in view.text.pack.options or view.norm(k) not in CLOSING_MARKS:
        return None
    close = next((m for m in range(k + 2, k + NAME_WORDS) if view.norm(m) in CLOSING_MARKS), 0)
    goes_on = close and (view.is_word(close + 1, "that") or view.over(close + 1, "spatial"))
    if not goes_on or any(view.over(m, category) for m in range(k, close) for category in NO_NAME):
        return None
    return Voice(k + 1, close, None, view.text.words(k + 1, close), "unknown", None)


def _role_behind_name(view: View, k: int) -> int:
    """«قال NAME NAME، | نائب رئيس الشرطة»: where no capital shows a name, the role behind its comma; 0 for none."""
    reach = range(k + 1, min(k + NAME_WORDS, view.j))
    comma = next((m for m in reach if view.norm(m) == ","), 0)
    role = next((m for m in reach if view.at(m, "speaker")), 0)  # «قال NAME NAME | حاكم المنطقة»
    unknown = "affixes" in view.text.pack.options and all(
        view.tokens[m].kind == "word" and not (view.is_word(m, "that") or any(view.over(m, category) for category in NO_NAME))
        for m in range(k, role)
    )
    if role and unknown and (not comma or role < comma):
        return role
    plain = comma and all(view.tokens[m].kind == "word" and not view.over(m, "harm") for m in range(k, comma))
    caseless = "affixes" in view.text.pack.options and plain and not any(view.over(m, "cue") for m in range(k, comma))
    return comma + 1 if caseless and view.at(comma + 1, "speaker") else 0


def _named_before(view: View, k: int, memory: Memory) -> Voice | None:
    """«وقال | حسن»: where no capital shows a name, a word of the name of one who spoke before."""
    known = memory.called(view.tokens[k].printed) if k < view.j and "affixes" in view.text.pack.options else None
    return Voice(k, k + 1, None, known.role, known.kind, known.side) if known else None


def _plain_person(view: View, k: int) -> Voice | None:
    """«рассказала | медсестра», "…, says | bishop": a single person right behind a verb speaks, where no subject is dropped."""
    noun = view.at(k + 1 if view.at(k, "grammar", "prenominal") else k, "people", slots=("one",))
    if noun is None or view.text.pack.option("subject_dropped"):
        return None
    return Voice(k, noun.j, None, view.text.words(k, noun.j), "witness", None)


def _told(view: View, k: int) -> Tag | None:
    """The one to whom something is said, behind a preposition ("a Efe", « all'Ansa », "aos jornalistas")."""
    if not view.is_word(k, "addressee"):  # by its case: "агентству Reuters представитель"
        quoted = quoted_name(view, k)
        media = view.at(k + (quoted is not None), "speaker")
        if media is None or media.value not in MEDIA:
            return None
        end = quoted[1] if quoted else media.j
        date = next((d for d in view.dates if d.i in {end, end + 1}), None)  # «сообщил "Интерфаксу" в пятницу | источник»
        speaks = view.at(date.j if date else end, "speaker")
        return Tag.of(k, end, media.meaning) if speaks and speaks.value not in MEDIA else None
    at = k + 2 if view.at(k + 1, "grammar", "article") and not view.over(k + 1, "speaker") else k + 1
    return view.at(at, "speaker") or view.at(at, "people", slots=("many",))


def _medium(view: View, k: int) -> Tag | None:
    """Where it is said, before the one who says it (« informou pelo Telegram | o governador »)."""
    if not (view.over(k, "spatial") or view.over(k, "grammar", "by")):
        return None
    at = k + 2 if view.at(k + 1, "grammar", "article") else k + 1
    if view.norm(at) in CHANNELS:
        return Tag.of(k, at + 1, MEDIUM)
    medium = view.at(at, "speaker", "social_account")
    return medium if medium and medium.j < view.j else None


def _opens_clause(view: View, k: int) -> bool:
    """Does token k stand behind a conjunction, where verbs come before their subject (وقال الناطق)?"""
    before = any(view.over(k - 1, "grammar", word) for word in ("conjunction", "clause"))
    dropped = view.text.pack.option("subject_dropped") or view.text.pack.option("participle_last")
    return before and bool(view.text.pack.option("verb_first")) and not dropped


def _name_behind(view: View, k: int) -> bool:
    """Does a name stand behind what its bearer is ("…," said 35-year-old farmer | NAME)?"""
    for at in range(k, min(k + ROLE_WORDS, view.j)):
        if view.tokens[at].capital:
            return at > k and any(view.over(at - 1, category) for category in ("people", "speaker", "kin"))
        if view.tokens[at].kind == "punct" or view.over(at, "grammar", "clause") or view.over(at, "cue"):
            return False
    return False


def _opens_phrase(view: View, k: int) -> bool:
    """Can an inverted subject start at token k: a name, a role or an article, no preposition?"""
    named = any(view.at(k, category) for category in ("speaker", "actor", "country"))
    named = named or bool(view.at(k, "grammar", "prenominal") and view.at(k + 1, "speaker"))  # „lokale | Medien“
    own = view.is_word(k, "group_noun") or (view.at(k, "grammar", "prenominal") and view.is_word(k + 1, "group_noun"))
    named = named or bool(own) or _name_behind(view, k)  # «взяла на себя | местная ячейка»
    named = named or any(a.i == k and a.kind == "count" and view.at(a.j, "speaker") for a in view.amounts)  # « deux élus »
    named = named or any(a.i == k and a.rule == "one_of" and view.over(a.j, "speaker") for a in view.amounts)
    return k < view.j and bool(
        view.tokens[k].capital or view.at(k, "grammar", "article") or view.over(k, "speaker") or named or quoted_name(view, k)
    )
