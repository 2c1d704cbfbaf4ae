"""What a language pack holds: one place for keys, types and their meaning.

A pack is a folder of TOML data, never code. The loader, the linter and the blank template all read this module. The base shape is
*meaning → list of forms*. A form is printed words, with one short notation for inflection: ``tué(e)(s)`` stands for four forms (a lone
alternative is optional), ``kill(s|ed|ing)`` for three (several alternatives: one of them, an empty one allowed).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from recounted.errors import PackError

Attrs = MappingProxyType[str, Any]
EMPTY: Attrs = MappingProxyType({})

Category = Literal[
    "harm", "people", "person_adjective", "weapon", "target", "attack", "force", "actor", "country", "speaker", "cue", "scope",
    "spatial", "stop_name", "place_noun", "grammar", "kin",
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

    ``slots`` are the keys that hold lists of forms (the slot becomes the attribute ``slot``); ``attrs`` are the other keys allowed.
    """

    category: str
    slots: tuple[str, ...]
    attrs: tuple[str, ...] = ()
    values: tuple[str, ...] | None = None
    help: str = ""


HARMS = ("killed", "injured", "killed_or_injured", "missing", "abducted", "detained", "displaced")
WEAPONS = (
    "missile", "rocket", "airstrike", "drone", "artillery", "mortar", "cluster_munition", "vehicle_bomb", "suicide_bomb", "ied",
    "landmine", "grenade", "small_arms", "bladed_weapon", "chemical", "incendiary", "bomb", "other",
)  # fmt: skip
TARGETS = (
    "residential", "market_commercial", "healthcare", "education", "religious", "public_gathering", "transport",
    "energy_water_telecom", "industrial", "administrative", "humanitarian", "displacement_camp", "agricultural", "military_police",
)  # fmt: skip

#: Every kind of table that lexicon files may hold, by its top-level name.
SECTIONS: dict[str, Section] = {
    "harm": Section(
        "harm", ("verb", "participle", "intransitive", "victims", "remains", "predicate", "event", "tally", "idiom"), ("weapon",), HARMS,
        "verb: the victims follow (killing 12); participle: verb or passive by context (killed); intransitive: the victims are its "
        "subject (died); victims: a noun that counts them (30 morts); remains: bodies, which count the dead only where they are found or counted; predicate: an adjective after them (30 people dead); event: the "
        "death of 12; tally: death toll, bilan; idiom: 'cost the lives of' (the victims follow)",
    ),
    "people": Section(
        "people", ("one", "many"), ("status", "age_group", "sex", "role"), None,
        "nouns for people, singular and plural, with the OHCHR dimensions they state",
    ),
    "person_adjective": Section(
        "person_adjective", ("forms",), ("status", "age_group", "sex", "role"), None, "adjectives that state a dimension (civilian)"
    ),
    "weapon": Section(
        "weapon", ("forms", "verb", "loose"), ("models",), WEAPONS,
        "what it was done with; models: name → forms; loose: general words that count only where no exacter weapon is named (shelling)",
    ),
    "target": Section("target", ("forms",), (), TARGETS, "what was hit (field-standards 7.9)"),
    "attack": Section("attack", ("noun", "verb", "participle"), (), None, "words for violent events, with no harm stated"),
    "force": Section("force", ("forms",), (), None, "nouns that an adjective of nationality turns into an actor (troops)"),
    "actor": Section(
        "actor", ("forms", "adjectives"), ("kind", "country", "side"), None,
        "parties by canonical English name; kind: state, group, generic; side: the party it belongs to",
    ),
    "country": Section(
        "country", ("names", "adjectives", "people", "metonyms"), ("name",), None,
        "by ISO 3166-1 code; metonyms stand for the government (Moscow, the Kremlin)",
    ),
    "speaker": Section("speaker", ("forms",), (), None, "nouns for those who speak, by field-standards 8.4 kind"),
    "cue": Section("cue", ("before", "after", "both", "forms"), (), None, "attribution cues; before/after: where the speaker stands"),
    "scope": Section("scope", ("forms",), (), None, "cues that a figure or sentence is not of this incident"),
    "spatial": Section("spatial", ("forms",), (), None, "near, between, region of …"),
    "place_noun": Section("place_noun", ("forms",), ("kind",), None, "common nouns for places (village, district)"),
    "stop_name": Section("stop_name", ("forms",), (), None, "capitalised words that are no place names here"),
    "grammar": Section("grammar", ("forms",), (), None, "closed classes: auxiliaries, negation, conjunctions, pronouns …"),
    "kin": Section("kin", ("one", "many"), ("age_group", "sex"), None, "kinship nouns"),
}  # fmt: skip

#: Keys of pack.toml: name → (type, help).
PACK_KEYS: dict[str, tuple[type, str]] = {
    "lang": (str, "two-letter code"),
    "name": (str, "English name of the language"),
    "script": (str, "ISO 15924 code"),
    "direction": (str, "ltr or rtl"),
    "elisions": (list, "prefixes split off before an apostrophe (l', d')"),
    "suffixes": (list, "endings split off after an apostrophe ('s)"),
    "abbreviations": (list, "words whose full stop ends no sentence"),
    "adjective_order": (str, "where an adjective of nationality stands: before or after its noun"),
    "reports_by_mood": (bool, "a conditional reports hearsay (French: aurait tué)"),
    "maintainers": (list, "who looks after the pack"),
    "sources": (list, "where its facts come from, with licence and date"),
}


@dataclass(frozen=True)
class Pack:
    """One language: its options, number words, calendar and compiled lexicon.

    ``forms``: first word → rows, longest first; ``triggers``: the forms of harm; ``countries``: code → canonical English name.
    """

    lang: str
    name: str
    options: dict[str, Any]
    numbers: dict[str, Any]
    dates: dict[str, Any]
    forms: dict[str, list[tuple[tuple[str, ...], Meaning]]]
    triggers: tuple[str, ...] = ()
    countries: dict[str, str] = field(default_factory=dict)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)

    def option(self, name: str, default: Any = None) -> Any:
        """An option of pack.toml."""
        return self.options.get(name, default)


def complain(where: str, what: str, expected: str) -> PackError:
    """The error for a broken pack: where, what is wrong, what was expected."""
    return PackError(f"{where}: {what}; expected {expected}")
