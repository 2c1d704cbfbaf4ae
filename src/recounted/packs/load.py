"""Loading packs: a folder of TOML in, a compiled Pack out. Loader and schema are one: what the schema does not know is refused.

So a value or attribute that the schema closes (a harm, a weapon, a speaker's kind …) needs no second check in the reading.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from recounted.packs.affixes import affixes
from recounted.packs.notation import expand
from recounted.packs.schema import PACK_KEYS, SECTIONS, WORD_LISTS, Index, Meaning, Pack, complain
from recounted.packs.words import fold, split_words

FOLDER = Path(__file__).parent
#: Files that are not lexicons and have readers of their own.
OWN_SHAPE = {"pack", "numbers", "dates", "words"}


def languages() -> list[str]:
    """The languages that have a pack: a folder with a pack.toml is one, there is no registry."""
    return sorted(p.parent.name for p in FOLDER.glob("*/pack.toml"))


@cache
def load_pack(lang: str) -> Pack:
    """The pack of one language; raises PackError when it is missing or broken."""
    folder = FOLDER / lang
    if not (folder / "pack.toml").is_file():
        raise complain(str(folder), f"no pack for language {lang!r}", "one of " + ", ".join(languages()))
    return compile_pack(folder)


def compile_pack(folder: Path) -> Pack:
    """Read and check every file of a pack folder."""
    files = {path.stem: _read(path) for path in sorted(folder.glob("*.toml"))}
    options = files["pack"]
    _check_keys(folder / "pack.toml", "", options, PACK_KEYS)
    shared = FOLDER / "shared.toml"
    tables = [(shared, _read(shared))] if shared.is_file() else []
    tables += [(folder / f"{stem}.toml", data) for stem, data in files.items() if stem not in OWN_SHAPE]
    found = [(form, meaning, path) for path, data in tables for form, meaning in rows(path, data)]
    lists = _word_lists(folder / "words.toml", files.get("words", {}))
    plain = [tuple(split_words(form, options)) for form, _, _ in found]
    joined = affixes(options, [*plain, *_closed_words(files, lists)])
    if joined:
        options["affixes"] = joined
        plain = [tuple(piece.norm for word in words for piece in joined.pieces(word)) for words in plain]
    forms: dict[str, list[tuple[tuple[str, ...], Meaning]]] = {}
    for words, (form, meaning, path) in zip(plain, found, strict=True):
        if not words:
            raise complain(f"{path}: [{meaning.key}] {form!r}", "no word in it", "a form of at least one word")
        forms.setdefault(words[0], []).append((words, meaning))
    for rows_of_word in forms.values():
        rows_of_word.sort(key=lambda row: -len(row[0]))
    countries = {code: body["name"] for code, body in files.get("countries", {}).get("country", {}).items()}
    return Pack(
        lang=options["lang"],
        name=options["name"],
        options=options,
        numbers=files.get("numbers", {}),
        dates=files.get("dates", {}),
        forms=forms,
        triggers=tuple(sorted({fold(form) for form, meaning, _ in found if meaning.category == "harm"})),
        countries=countries,
        armies=_armies(forms, countries),
        index=_index(forms),
        files=files,
        word_lists=lists,
    )


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


def _armies(forms: dict[str, list[tuple[tuple[str, ...], Meaning]]], countries: dict[str, str]) -> dict[str, str]:
    """Armies with a name of their own in the lists, by country code; for the others the country's name stands."""
    parties = (meaning for found in forms.values() for _, meaning in found if meaning.category == "actor")
    states = (m for m in parties if m.get("kind") == "state" and m.get("country"))
    return {str(m.get("country")): m.value for m in states if m.value != countries.get(str(m.get("country")))}


def _index(forms: dict[str, list[tuple[tuple[str, ...], Meaning]]]) -> dict[str, Index]:
    """Forms by their first and second word; of closed-class words only those of one value hide each other."""
    index: dict[str, Index] = {}
    for first, found in forms.items():
        alone, longer = index.setdefault(first, ([], {}))
        for words, meaning in found:
            row = (words, meaning.category if meaning.category != "grammar" else meaning.key, meaning)
            (alone if len(words) == 1 else longer.setdefault(words[1], [])).append(row)
    return index


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
