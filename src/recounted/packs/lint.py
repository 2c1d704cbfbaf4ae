"""The linter: what a pack must keep to besides its schema, so that every form can be met in a text and every meaning is shown.

In: a pack's folder. Out: Findings, each naming the file, the row, the rule and what to do. An ``error`` makes a form useless or
ambiguous, a ``warning`` is worth a look, ``unused`` says that no example shows a meaning, and no comment says why. Nothing is
mended here.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from recounted.errors import PackError
from recounted.packs.examples import example_files, read_examples
from recounted.packs.load import OWN_SHAPE, compile_pack, rows
from recounted.packs.notation import expand
from recounted.packs.schema import Meaning, Pack
from recounted.packs.words import lower, split_words

#: Words in a form. A longer one is met so rarely that it had better be two rules; names are as long as they are.
MAX_WORDS = 6
NAMES = frozenset({"actor", "country", "speaker", "leader"})
#: Categories whose values are uses, not things: one word may have several, and the rules choose by its place in the sentence.
USES = frozenset({"grammar", "cue"})
#: Lists of the world's names: not each needs an example of its own.
LISTS = frozenset({"country", "actor", "leader"})
#: Forms of letters that no keyboard types (Arabic presentation forms), and marks that nobody sees.
PRESENTATION = re.compile("[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
#: A comment that gives the reason for a form under two values: "# twice: chief, head: both offices are called so".
#: The same for a meaning that no example shows: "# not shown: harm.missing.tally: no report was seen to use it".
_NOT_SHOWN = re.compile(r"^\s*#\s*not shown:\s*(?P<forms>[^:\n]+):[ \t]*\S", re.MULTILINE)
_TWICE = re.compile(r"^\s*#\s*twice:\s*(?P<forms>[^:\n]+):[ \t]*\S", re.MULTILINE)


@dataclass(frozen=True)
class Finding:
    """One thing to mend or to look at: ``where`` is the row, ``rule`` the name of the rule, ``what`` says what to do."""

    path: Path
    where: str
    rule: str
    what: str
    severity: Literal["error", "warning", "unused"] = "error"

    def __str__(self) -> str:
        return f"{self.path.name} [{self.where}] {self.rule}: {self.what}"


Row = tuple[Path, str, Meaning]


def lint(folder: Path) -> list[Finding]:
    """All findings of one pack folder, errors first. A pack that does not load has one finding, which says why."""
    if not (folder / "pack.toml").is_file():
        return [Finding(folder, folder.name, "loads", "there is no pack.toml: it states the language and its options")]
    try:
        pack = compile_pack(folder)
        examples = [block.text for path in example_files(folder) for block in read_examples(path)]
    except PackError as error:
        return [Finding(folder, folder.name, "loads", str(error))]
    table = list(_rows(folder))
    found = [*_characters(folder), *_spelling(table), *_length(table), *_twice(folder, table), *_repeated(table)]
    excused = {name for row in _comments(folder, _NOT_SHOWN) for name in row}
    unused = [
        Finding(folder, key, "shown", f"no example has one of its forms: write one, or add '# not shown: {key}: why'", "unused")
        for key, n in uses(pack, table, examples).items()
        if not n and key not in excused
    ]
    order = ("error", "warning", "unused")
    return sorted([*found, *unused], key=lambda f: (order.index(f.severity), str(f.path), f.where))


def uses(pack: Pack, table: list[Row], examples: list[str]) -> dict[str, int]:
    """How often the examples have a form of each meaning of the pack's own files, by ``Meaning.key``."""
    counts: Counter[str] = Counter()
    forms = pack.forms
    for text in examples:
        words = split_words(text, pack.options)
        for at, word in enumerate(words):
            counts.update({meaning.key for form, meaning in forms.get(word, ()) if tuple(words[at : at + len(form)]) == form})
    return {key: counts[key] for key in dict.fromkeys(m.key for _, _, m in table if m.category not in LISTS)}


def _rows(folder: Path) -> Iterator[Row]:
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in OWN_SHAPE:
            yield from ((path, form, meaning) for form, meaning in rows(path, _table(path)))


def _table(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _strings(where: str, value: Any) -> Iterator[tuple[str, str]]:
    """Every string of a table, keys too, with the way to it."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield where, key
            yield from _strings(f"{where}.{key}" if where else key, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(where, inner)


def _characters(folder: Path) -> Iterator[Finding]:
    """Composed characters, as keyboards type them, and none that nobody sees: in all files, numbers and dates too."""
    for path in sorted(folder.glob("*.toml")):
        for where, string in _strings("", _table(path)):
            for rule, wrong, better in _character_rules(string):
                yield Finding(path, where, rule, f"{string!r} {wrong}: write {better!r}")


def _character_rules(string: str) -> Iterator[tuple[str, str, str]]:
    if not unicodedata.is_normalized("NFC", string):
        yield "composed", "is not in Unicode form NFC", unicodedata.normalize("NFC", string)
    if PRESENTATION.search(string):
        yield "plain letters", "has presentation forms", unicodedata.normalize("NFKC", string)
    if INVISIBLE.search(string):
        yield "visible", "has invisible characters", INVISIBLE.sub("", string)


def _spelling(table: list[Row]) -> Iterator[Finding]:
    """Forms in the shape in which texts are compared, and no word of two alphabets."""
    for path, form, meaning in table:
        plain = lower(form)  # vowel signs and the like stay as a language writes them: the reader strips them itself
        if form != plain:
            yield Finding(path, meaning.key, "folded", f"write {plain!r}, not {form!r}: lower case and plain apostrophes")
        for word in re.split(r"[\s/'-]+", form):
            alphabets = {unicodedata.name(letter, "?").split()[0] for letter in word if letter.isalpha()}
            if len(alphabets) > 1:
                yield Finding(path, meaning.key, "one alphabet", f"{word!r} mixes {' and '.join(sorted(alphabets))} letters")


def _length(table: list[Row]) -> Iterator[Finding]:
    for path, form, meaning in table:
        if meaning.category not in NAMES and len(form.split()) > MAX_WORDS:
            yield Finding(path, meaning.key, "short", f"{form!r} has more than {MAX_WORDS} words", "warning")


def _twice(folder: Path, table: list[Row]) -> Iterator[Finding]:
    """A form of one category with two values says two things at once, unless a comment gives the reason."""
    excused = _excused(folder)
    values: dict[tuple[str, str], dict[str, tuple[Path, str]]] = defaultdict(dict)
    for path, form, meaning in table:
        if meaning.get("kind") == "group_noun":  # a noun that makes the name behind it a party may be a party too
            continue
        values[meaning.category, form].setdefault(meaning.value, (path, meaning.key))
    for (category, form), places in values.items():
        if len(places) > 1 and category not in USES and form not in excused:
            path, key = list(places.values())[-1]
            meant = " and ".join(sorted(places))
            yield Finding(path, key, "one meaning", f"{form!r} is {meant}: keep one, or add a comment '# twice: {form}: why'")


def _excused(folder: Path) -> set[str]:
    """The forms that comments of the pack's files let stand twice; a comment may use the notation of rows."""
    return {form for rows_named in _comments(folder, _TWICE) for row in rows_named for form in expand(row)}


def _comments(folder: Path, wanted: re.Pattern[str]) -> list[list[str]]:
    """What the comments of one kind in a pack's files name, a list for each comment."""
    comments = "\n".join(path.read_text("utf-8") for path in sorted(folder.glob("*.toml")))
    return [[name.strip() for name in match["forms"].split(",")] for match in wanted.finditer(comments)]


def _repeated(table: list[Row]) -> Iterator[Finding]:
    seen: set[tuple[str, str, str | None]] = set()
    for path, form, meaning in table:
        row = (meaning.key, form, meaning.get("model"))
        if row in seen:
            yield Finding(path, meaning.key, "once", f"{form!r} stands there twice", "warning")
        seen.add(row)
