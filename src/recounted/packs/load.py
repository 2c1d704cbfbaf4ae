"""Loading packs: a folder of TOML in, a compiled Pack out. Loader and schema are one: what the schema does not know is refused.

So a value or attribute that the schema closes (a harm, a weapon, a speaker's kind …) needs no second check in the reading.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from recounted.collecting import uncollected
from recounted.packs.affixes import affixes, joins_words, vocabulary
from recounted.packs.bundles import bundled
from recounted.packs.keep import kept_or_made
from recounted.packs.notation import expand
from recounted.packs.schema import PACK_KEYS, SECTIONS, Meaning, Pack, complain
from recounted.packs.word_lists import WORD_LISTS
from recounted.packs.words import fold, split_words

FOLDER = Path(__file__).parent
#: Weapons that strike a place, whoever is in it: attacks with them are told before anybody is counted.
BOMBARDING = frozenset(
    {"missile", "rocket", "airstrike", "drone", "artillery", "mortar", "cluster_munition", "incendiary", "chemical"}
)
#: Files that are not lexicons and have readers of their own.
OWN_SHAPE = {"pack", "numbers", "dates", "words", "credits"}


def languages() -> list[str]:
    """The languages that have a pack: a folder with a pack.toml is one, there is no registry."""
    return sorted(p.parent.name for p in FOLDER.glob("*/pack.toml"))


def has_pack(lang: str) -> bool:
    """Is there a pack for the language? Asked several times for every report: by plain names, ten times as fast as a Path."""
    return os.path.isfile(f"{FOLDER}/{lang}/pack.toml")


@cache
def load_pack(lang: str) -> Pack:
    """The pack of one language; raises PackError when it is missing or broken."""
    folder = FOLDER / lang
    if not (folder / "pack.toml").is_file():
        raise complain(str(folder), f"no pack for language {lang!r}", "one of " + ", ".join(languages()))
    with uncollected():
        return _pack(kept_or_made(lang, [*sorted(folder.glob("*.toml")), *_shared()], lambda: _compile(folder)))


def compile_pack(folder: Path) -> Pack:
    """Read and check every file of a pack folder."""
    return _pack(_compile(folder))


def _pack(plain: dict[str, Any]) -> Pack:
    """The pack of its plain parts."""
    options = plain.pop("options")
    joined = affixes(options, plain.pop("vocabulary"))
    return Pack(
        lang=options["lang"],
        name=options["name"],
        options={**options, "affixes": joined} if joined else options,
        **plain,
    )


def _compile(folder: Path) -> dict[str, Any]:
    """Every file of a pack folder, checked and compiled into plain values, which can be kept (packs.keep)."""
    files = {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}
    options = files["pack"]
    _check_keys(folder / "pack.toml", "", options, PACK_KEYS)
    lists = _word_lists(folder / "words.toml", files.get("words", {}))
    tables = [(path, _read(path)) for path in _shared()]
    tables += [(folder / f"{stem}.toml", data) for stem, data in files.items() if stem not in OWN_SHAPE]
    found = [(form, meaning, path) for path, data in tables for form, meaning in rows(path, data)]
    plain = [tuple(split_words(form, options)) for form, _, _ in found]
    for words, (form, meaning, path) in zip(plain, found, strict=True):
        if not words:
            raise complain(f"{path}: [{meaning.key}] {form!r}", "no word in it", "a form of at least one word")
    words_known: list[str] = []
    if joins_words(options):
        words_known = vocabulary(options, [*plain, *_closed_words(files, lists)])
        joined = affixes({**options, "owned": {}}, words_known)  # the words are folded: ابنة is no more told from ابنه
        plain = [tuple(piece.norm for word in words for piece in joined.pieces(word)) for words in plain] if joined else plain
    meanings = {id(meaning): meaning for _, meaning, _ in found}
    numbers = {key: number for number, key in enumerate(meanings)}
    countries = {code: body["name"] for code, body in files.get("countries", {}).get("country", {}).items()}
    return {
        "options": options,
        "numbers": files.get("numbers", {}),
        "dates": files.get("dates", {}),
        "index": bundled((words, numbers[id(meaning)]) for words, meaning in _each_once(plain, [m for _, m, _ in found])),
        "meanings": [(m.category, m.value, dict(m.attrs), m.key) for m in meanings.values()],
        "vocabulary": words_known,
        "triggers": tuple(sorted(_triggers(found, plain, _harmful, joined=bool(words_known)))),
        "arms": tuple(sorted(_triggers(found, plain, _bombards, joined=bool(words_known)))),
        "countries": countries,
        "armies": _armies(meanings.values(), countries),
        "word_lists": lists,
    }


def _each_once(plain: Sequence[tuple[str, ...]], meanings: Sequence[Meaning]) -> Iterator[tuple[tuple[str, ...], Meaning]]:
    """The forms with their meanings, without those that two rows print alike („Russland“ as name and as its accusative)."""
    met: set[tuple[tuple[str, ...], str, str, str]] = set()
    for words, meaning in zip(plain, meanings, strict=True):
        same = (words, meaning.category, meaning.value, repr(sorted(meaning.attrs.items())))
        if same not in met:
            met.add(same)
            yield words, meaning


def _triggers(
    found: Sequence[tuple[str, Meaning, Path]],
    plain: Sequence[tuple[str, ...]],
    wanted: Callable[[Meaning], bool],
    *,
    joined: bool,
) -> set[str]:
    """The wanted forms as they stand in folded text, of two halves the longer; of words written as one, the longest."""
    some = ((form, words) for (form, m, _), words in zip(found, plain, strict=True) if wanted(m))
    return {max(words, key=len) if joined else fold(max(reversed(form.split(" … ")), key=len)) for form, words in some}


def _harmful(meaning: Meaning) -> bool:
    return meaning.category in {"harm", "deed"}


def _bombards(meaning: Meaning) -> bool:
    return meaning.category == "weapon" and meaning.value in BOMBARDING


def _shared() -> list[Path]:
    return [path for path in (FOLDER / "shared.toml",) if path.is_file()]


def _closed_words(files: dict[str, dict[str, Any]], lists: dict[str, frozenset[str]]) -> Iterator[tuple[str, ...]]:
    """The forms of numbers.toml, dates.toml and words.toml, cut into folded words."""
    for word in frozenset().union(*lists.values()):
        yield (word,)
    for stem in ("numbers", "dates"):
        for form in _forms_in(files.get(stem, {})):
            yield from (tuple(split_words(printed, files["pack"])) for printed in expand(form))


def _forms_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _forms_in(inner)


def _armies(meanings: Iterable[Meaning], countries: dict[str, str]) -> dict[str, str]:
    """Armies with a name of their own in the lists, by country code; for the others the country's name stands."""
    states = (m for m in meanings if m.category == "actor" and m.get("kind") == "state" and m.get("country"))
    return {str(m.get("country")): m.value for m in states if m.value != countries.get(str(m.get("country")))}


def rows(path: Path, data: dict[str, Any]) -> Iterator[tuple[str, Meaning]]:
    """Every printed form of one lexicon file with its meaning."""
    for top, table in data.items():
        section = SECTIONS.get(top)
        if section is None:
            raise complain(f"{path}: [{top}]", "unknown table", _nearest(top, SECTIONS))
        for value, entry in table.items():
            where = f"{path}: [{top}.{value}]"
            if section.values and value not in section.values:
                raise complain(where, "unknown value", _nearest(value, section.values))
            body: Any = {"forms": entry} if isinstance(entry, list) else entry
            _check_keys(path, f"{top}.{value}", body, dict.fromkeys((*section.slots, *section.attrs)))
            attrs = {k: v for k, v in body.items() if k in section.attrs and k != "models"}
            _check_attrs(where, attrs, section.closed)
            for slot in section.slots:
                yield from _slot_rows(where, _meaning(section.category, value, slot, attrs), body.get(slot, []))
            for model, model_forms in body.get("models", {}).items():
                yield from _slot_rows(where, _meaning(section.category, value, "forms", {**attrs, "model": model}), model_forms)


def _meaning(category: str, value: str, slot: str, attrs: dict[str, Any]) -> Meaning:
    return Meaning(category, value, MappingProxyType({**attrs, "slot": slot}), f"{category}.{value}.{slot}")


def _slot_rows(where: str, meaning: Meaning, forms: Any) -> Iterator[tuple[str, Meaning]]:
    slot = meaning.get("slot")
    if not isinstance(forms, list) or not all(isinstance(f, str) and f.strip() for f in forms):
        raise complain(f"{where} {slot}", "not a list of words", "a list of non-empty strings")
    for form in forms:
        try:
            expanded = expand(form)
        except ValueError as error:
            raise complain(f"{where} {slot}", str(error), "balanced parentheses") from error
        for printed in expanded:
            yield printed, meaning
            if "ß" in printed:  # as Switzerland prints it
                yield printed.replace("ß", "ss"), meaning


def _word_lists(path: Path, data: dict[str, Any]) -> dict[str, frozenset[str]]:
    """The folded words of words.toml; a list of several words to a form is refused, for no rule could meet it."""
    for name, words in data.items():
        if name not in WORD_LISTS:
            raise complain(f"{path}: {name}", "unknown list", _nearest(name, WORD_LISTS))
        if not isinstance(words, list) or not all(isinstance(w, str) and len(w.split()) == 1 for w in words):
            raise complain(f"{path}: {name}", "not a list of single words", "a list of strings without spaces")
    return {name: frozenset(fold(word) for word in words) for name, words in data.items()}


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            return tomllib.load(stream)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise complain(str(path), f"cannot be read ({error})", "a TOML file in UTF-8") from error


def _check_keys(path: Path, where: str, body: Any, allowed: dict[str, Any]) -> None:
    if not isinstance(body, dict):
        raise complain(f"{path}: [{where}]", "not a table", "a table or a list of forms")
    for key in body:
        if key not in allowed:
            raise complain(f"{path}: [{where}] {key}", "unknown key", _nearest(key, allowed))


def _check_attrs(where: str, attrs: dict[str, Any], closed: Mapping[str, tuple[str, ...]]) -> None:
    for name, allowed in closed.items():
        if name in attrs and attrs[name] not in allowed:
            raise complain(f"{where} {name}", f"unknown value {attrs[name]!r}", _nearest(str(attrs[name]), allowed))


def _nearest(word: str, options: Any) -> str:
    close = get_close_matches(word, list(options), n=1)
    return f"{close[0]!r}?" if close else "one of " + ", ".join(sorted(options))
