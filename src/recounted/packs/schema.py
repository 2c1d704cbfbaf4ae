"""What a language pack holds: one place for keys, types and their meaning.

A pack is a folder of TOML data, never code. The loader, the linter and the blank template all read this module. The base shape is
*meaning → list of forms*. A form is printed words, with one short notation for inflection: ``tué(e)(s)`` stands for four forms
(a lone alternative is optional), ``kill(s|ed|ing)`` for three (several alternatives: one of them, an empty one allowed).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, Literal, get_args

from recounted.errors import PackError
from recounted.model import AgeGroup, Harm, PlaceKind, Sex, SpeakerKind, Status, Target, Weapon
from recounted.packs.bundles import every, opened, unbundled
from recounted.packs.words import CutWords

Attrs = MappingProxyType[str, Any]
EMPTY: Attrs = MappingProxyType({})

Category = Literal[
    "harm", "people", "person_adjective", "weapon", "target", "attack", "force", "actor", "country", "speaker", "cue", "scope",
    "spatial", "stop_name", "place_noun", "grammar", "kin", "count", "deed", "leader",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning that forms of a pack carry: a category, a value in it, and named attributes."""

    category: str
    value: str
    attrs: Attrs = field(default_factory=lambda: EMPTY)
    key: str = ""

    def get(self, name: str, default: Any = None) -> Any:
        """The attribute ``name``."""
        return self.attrs.get(name, default)


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of table in a pack's lexicon files.

    ``slots`` are the keys that hold lists of forms (the slot becomes the attribute ``slot``); ``attrs`` are the other keys.
    ``values`` closes the names of the tables, ``closed`` the values of attributes.
    """

    category: str
    slots: tuple[str, ...]
    attrs: tuple[str, ...] = ()
    values: tuple[str, ...] | None = None
    help: str = ""
    closed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


HARMS: tuple[str, ...] = get_args(Harm)
WEAPONS: tuple[str, ...] = get_args(Weapon)
#: Targets that words can name; "multiple" and "unknown" are conclusions, no words.
TARGETS: tuple[str, ...] = tuple(t for t in get_args(Target) if t not in {"multiple", "unknown"})
SPATIAL = ("in", "near", "between", "direction", "toward", "modifier")
#: The OHCHR dimensions that a noun or an adjective for people may state.
DIMENSIONS: Mapping[str, tuple[str, ...]] = {
    "status": get_args(Status),
    "age_group": get_args(AgeGroup),
    "sex": get_args(Sex),
}

#: Every kind of table that lexicon files may hold, by its top-level name.
SECTIONS: dict[str, Section] = {
    "harm": Section(
        "harm",
        ("verb", "participle", "intransitive", "victims", "remains", "predicate", "event", "tally", "idiom", "no_harm"),
        ("weapon",),
        HARMS,
        "verb: the victims follow (killing 12); participle: verb or passive by context (killed); intransitive: the victims are "
        "its subject (died); victims: a noun that counts them (30 morts); remains: bodies, dead only where found or counted; "
        "predicate: an adjective after them (30 people dead); event: the death of 12; tally: death toll, bilan; "
        "idiom: 'cost the lives of' (the victims follow); no_harm: what tells of no harm done (death threat)",
    ),
    "deed": Section(
        "deed", ("forms",), (), HARMS, "nouns of harm whose victim stands in the genitive before them (the mayor's murder)"
    ),
    "people": Section(
        "people",
        ("one", "many"),
        ("status", "age_group", "sex", "role", "number"),
        None,
        "nouns for people, singular and plural, with the OHCHR dimensions they state; number: how many one is (a couple: 2)",
        DIMENSIONS,
    ),
    "person_adjective": Section(
        "person_adjective",
        ("forms",),
        ("status", "age_group", "sex", "role"),
        None,
        "adjectives that state a dimension (civilian)",
        DIMENSIONS,
    ),
    "weapon": Section(
        "weapon",
        ("forms", "verb", "loose", "not"),
        ("models",),
        WEAPONS,
        "what it was done with; models: name → forms; loose: general words that count only where no exacter weapon is named "
        "(shelling); not: longer words that only look like it (gold mine, bomb shelter): they tag nothing",
    ),
    "target": Section("target", ("forms",), (), TARGETS, "what was hit (field-standards 7.9)"),
    "attack": Section(
        "attack",
        ("noun", "verb", "participle", "not"),
        (),
        None,
        "words for violent events, with no harm stated; not: longer words that only look like it (rescue operation)",
    ),
    "force": Section("force", ("forms",), (), None, "nouns that an adjective of nationality turns into an actor (troops)"),
    "actor": Section(
        "actor",
        ("forms", "adjectives"),
        ("kind", "country", "side"),
        None,
        "parties by canonical English name; kind: state, group, generic, body (police: no other name for a group), head (the "
        "government: charged only by what is said of it), own (its own forces, in one word); side: the party it belongs to",
        {"kind": ("state", "group", "generic", "body", "forces", "opponent", "group_noun", "alliance", "none", "head", "own")},
    ),
    "leader": Section(
        "leader",
        ("forms",),
        ("kind", "country"),
        None,
        "names of those whose forces are called by them (the forces of X), or who are accused, by the party's canonical name",
        {"kind": ("state", "group")},
    ),
    "country": Section(
        "country",
        ("names", "adjectives", "people", "metonyms"),
        ("name",),
        None,
        "by ISO 3166-1 code; metonyms stand for the government (Moscow, the Kremlin)",
    ),
    "speaker": Section(
        "speaker", ("forms",), (), get_args(SpeakerKind), "nouns for those who speak, by field-standards 8.4 kind"
    ),
    "cue": Section(
        "cue",
        ("before", "after", "both", "forms", "not"),
        (),
        None,
        "attribution cues; before/after: where the speaker stands; not: longer words that only look like one (the United States)",
    ),
    "scope": Section("scope", ("forms",), (), None, "cues that a figure or sentence is not of this incident"),
    "spatial": Section("spatial", ("forms",), (), SPATIAL, "near, between, region of …"),
    "place_noun": Section(
        "place_noun", ("forms",), ("kind",), None, "common nouns for places (village, district)", {"kind": get_args(PlaceKind)}
    ),
    "stop_name": Section("stop_name", ("forms",), (), None, "capitalised words that are no place names here"),
    "grammar": Section("grammar", ("forms",), (), None, "closed classes: auxiliaries, negation, conjunctions, pronouns …"),
    "count": Section(
        "count",
        ("forms",),
        (),
        ("one", "two", "many"),
        "forms of people or victims that count them by themselves, without an article: one (قتيل), two (قتيلان), many (قتلى)",
    ),
    "kin": Section("kin", ("one", "many"), ("age_group", "sex"), None, "kinship nouns", DIMENSIONS),
}

#: Keys of pack.toml: name → (type, help).
PACK_KEYS: dict[str, tuple[type, str]] = {
    "lang": (str, "two-letter code"),
    "name": (str, "English name of the language"),
    "script": (str, "ISO 15924 code"),
    "direction": (str, "ltr or rtl"),
    "elisions": (list, "prefixes split off before an apostrophe (l', d')"),
    "apostrophe_accents": (dict, "last letters that may have an apostrophe for their accent → with it (e → èé: E' morto)"),
    "compound_heads": (list, "names that open a compound with a hyphen (US-Angriff, RSF-Kämpfer): each part is read as a word"),
    "suffixes": (list, "endings split off after an apostrophe ('s)"),
    "joined_conjunctions": (list, "conjunctions written as one with the next word (و); forms are written without them"),
    "joined_prepositions": (list, "prepositions written as one with the next word (ب); forms are written without them"),
    "joined_article": (str, "the article, written as one with its noun (ال); forms say where it may stand"),
    "contractions": (dict, "beginnings that hide an article: printed → the article (لل → ال, behind the preposition ل)"),
    "enclitics": (list, "pronouns written as one with the word before (زوجته); forms are written without them"),
    "singular_adjectives": (
        list,
        "endings of nationalities in the singular, which right behind a harm are a person (مقتل فلسطيني)",
    ),
    "own_endings": (list, "letters that end a word and no pronoun, though they fold to one (ة)"),
    "stem_endings": (dict, "last letters of a word as they are before a pronoun → as they are without one (ت → ة)"),
    "owned": (
        dict,
        "words that fold to a feminine noun and, printed without its ending, are a noun with a pronoun (ابنه, his son)",
    ),
    "whole": (list, "words of the language that are never cut, though they look joined (فيصل)"),
    "broken_words": (bool, "words are printed broken up to get past filters (ش.هداء, ق ت ل)"),
    "abbreviations": (list, "words whose full stop ends no sentence"),
    "adjective_order": (str, "where an adjective of nationality stands: before or after its noun"),
    "adverb_endings": (list, "endings of adverbs that may stand between a speaker and the verb (quickly)"),
    "attributive_endings": (list, "endings of participles before their noun, behind an agent of theirs (German: -te, -ene)"),
    "noun_endings": (list, "endings of common nouns that are printed with a capital, no unknown place by them (German: -ung)"),
    "relational_endings": (list, "endings of adjectives made of nouns, behind a building's noun no name (Arabic: an oil port)"),
    "participle_endings": (list, "endings of the participle by which a verb of saying takes up the subject before it (adding)"),
    "compound_endings": (list, "endings of adjectives made of a place or party, no part of the name behind (Pakistan-based X)"),
    "passive_endings": (
        list,
        "endings of participles: behind one that is no act, 'by' names no attacker (son buscados por la policía)",
    ),
    "reports_by_mood": (bool, "a conditional reports hearsay (French: aurait tué)"),
    "verb_first": (bool, "verbs may come before their subject (murieron 12 personas)"),
    "victims_die": (bool, "counted victims of whom nothing else is said are dead (Italian: 15 vittime)"),
    "subject_dropped": (bool, "a verb of saying without a subject has the speaker before (añadió que …)"),
    "that_left_out": (bool, "a clause may be said without 'that' (said troops had fired)"),
    "subject_behind": (bool, "an attacker may stand right behind its verb (griffen Truppen an, قصفت القوات)"),
    "genitive_author": (bool, "a party right behind a noun of attack is its author (удар ВСУ, قصف قوات النظام)"),
    "one_person_endings": (list, "endings of a nation's people that are one person, whom nobody's state answers for (тунисец)"),
    "agent_endings": (list, "endings of nouns whose case alone makes them the agent of a participle (убиты боевиками)"),
    "nouns_capital": (bool, "nouns are printed with a capital, verbs are not (die Verletzten, sie verletzten)"),
    "participle_last": (bool, "participles close the clause (wurden 12 Menschen getötet)"),
    "agent_head_endings": (list, "endings of a plural noun as such an agent, whatever its genitives (Силами быстрой поддержки)"),
    "subject_endings": (list, "endings of the words of a party that can be the subject behind its verb (войска, no войск)"),
    "oblique_endings": (list, "endings of the adjective that opens a party which is no subject (российских войск)"),
    "plural_past_endings": (list, "endings of verbs that several did: one country before one is its object (Россию обвинили)"),
    "accusative_endings": (list, "endings of people, and of the numbers that count them, as objects (женщину, двоих, девятерых)"),
    "seat_endings": (list, "endings of a town in the genitive, behind the one who heads it (мэр Херсона)"),
    "singular_endings": (list, "endings of words for one victim where they have no article (погибший)"),
    "plural_endings": (list, "endings of plural nouns, for nouns that the lists do not hold (oarsmen)"),
    "capital_names": (bool, "a capital marks a proper name (not every noun): single victims are looked for by name and office"),
    "alliances": (dict, "what 'the coalition' is in a country: ISO 3166-1 code → canonical name"),
    "feminine_verbs": (list, "first or last letters of a verb whose subject is feminine, as names of countries are (ت)"),
    "opponents": (dict, "country of harm → the state that 'the enemy' is in this language where the report names none"),
    "capital_nouns": (bool, "common nouns have a capital: one before a name is no part of it (die Stadt Kiew)"),
    "bare_singular": (bool, "no indefinite article: a singular noun counts one (погибла женщина)"),
    "maintainers": (list, "who looks after the pack"),
    "sources": (list, "where its facts come from, with licence and date"),
}


#: What a tag needs of a meaning: the key under which longer forms hide it, its category, value and slot, and itself.
Ready = tuple[str, str, str, str, Meaning]
#: Forms ready to be met, by their words.
Forms = dict[tuple[str, ...], tuple[Ready, ...]]
#: Forms of two words and more with the same second word, by their length, longest first.
Longer = tuple[tuple[int, Forms], ...]
#: What starts with one word: it alone in small letters, in any, and the longer forms by their second word, some still bundled.
Met = tuple[tuple[Ready, ...], tuple[Ready, ...], dict[str, Longer | bytes]]
#: The slot of words that only look like a meaning: they tag nothing, and hide it.
HIDES = "not"
#: The category of words that look like names where they have a capital: in small letters they are nothing.
CAPITALISED = "stop_name"
#: What a pronoun in small letters never names ("they took us", not "US"; "who", not "WHO").
NAMED = frozenset({"country", "speaker"})


@dataclass(frozen=True)
class Pack:
    """One language: its options, number words, calendar and compiled lexicon. The option ``affixes`` is compiled too.

    ``index``: first word → the forms that start with it, bundled (packs.bundles), with the numbers of their meanings in
    ``meanings``, which are still plain; ``triggers``: the forms of harm; ``arms``: of weapons that
    strike a place; ``countries``: code → canonical English name; ``armies``: code → the army's own name; ``word_lists``: the
    folded words of each list of words.toml.
    """

    lang: str
    name: str
    options: dict[str, Any]
    numbers: dict[str, Any]
    dates: dict[str, Any]
    index: dict[str, bytes]
    meanings: Sequence[tuple[str, str, dict[str, Any], str]] = ()
    triggers: tuple[str, ...] = ()
    arms: tuple[str, ...] = ()
    countries: dict[str, str] = field(default_factory=dict)
    armies: dict[str, str] = field(default_factory=dict)
    word_lists: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def forms(self) -> dict[str, list[tuple[tuple[str, ...], Meaning]]]:
        """First word → the forms that start with it, each with its meaning, longest first: all of them, opened."""
        bundles = self.index.items()
        return {first: [(words, self._ready(number)[-1]) for words, number in every(first, bundle)] for first, bundle in bundles}

    @cached_property
    def cut_words(self) -> CutWords:
        """Printed words cut at what is written as one with them."""
        return CutWords(self.options, self.index)

    @cached_property
    def met(self) -> dict[str, Met]:
        """First word → its forms made ready to be met; filled as words are met."""
        return {}

    @cached_property
    def _known(self) -> dict[int, Ready]:  # the meanings that were met, by number
        return {}

    def meet(self, norm: str) -> Met:
        """The forms that start with a word of ``index``, ready."""
        alone, longer = opened(self.index[norm])
        any_case = tuple(row for row in map(self._ready, alone) if row[3] != HIDES)
        pronoun = any(row[1] == "grammar" and row[2] in {"pronoun", "relative"} for row in any_case)
        small = tuple(row for row in any_case if row[1] != CAPITALISED and not (pronoun and row[1] in NAMED))
        ready = self.met[norm] = (small if len(small) < len(any_case) else any_case, any_case, longer)
        return ready

    def alone(self, norm: str) -> tuple[Ready, ...]:
        """The forms of this word alone."""
        return (self.met.get(norm) or self.meet(norm))[1] if norm in self.index else ()

    def unbundle(self, longer: dict[str, Longer | bytes], second: str, bundle: bytes) -> Longer:
        """Open the bundle of a second word of ``Met``, in its place."""
        ready = longer[second] = tuple(
            (size, {words: tuple(map(self._ready, numbers)) for words, numbers in forms.items()})
            for size, forms in unbundled(bundle)
        )
        return ready

    def _ready(self, number: int) -> Ready:
        found = self._known.get(number)
        if found is None:
            category, value, attrs, key = self.meanings[number]
            meaning = Meaning(category, value, MappingProxyType(attrs), key)
            hidden = category if category != "grammar" else key  # of closed-class words only those of one value hide each other
            found = self._known[number] = (hidden, category, value, attrs.get("slot", ""), meaning)
        return found

    def option(self, name: str, default: Any = None) -> Any:
        """An option of pack.toml."""
        return self.options.get(name, default)

    def words(self, name: str) -> frozenset[str]:
        """The folded words of a list of words.toml (WORD_LISTS); empty where the language has none."""
        return self.word_lists.get(name, frozenset())

    def endings(self, name: str) -> tuple[str, ...]:
        """An option of pack.toml that lists word endings; empty where the language has none."""
        return tuple(self.options.get(name, ()))


def complain(where: str, what: str, expected: str) -> PackError:
    """The error for a broken pack: where, what is wrong, what was expected."""
    return PackError(f"{where}: {what}; expected {expected}")
