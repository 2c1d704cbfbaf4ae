"""Credits: the names of newsrooms, and the words with which each language's reports name the newsroom that a text is from.

In: ``newsrooms.toml`` (all languages) and ``<lang>/credits.toml``. Out: a Register that finds newsrooms in a text, and a
Crediting that says what the words around such a name make of it. What the keys below do not name is refused.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from recounted.packs.notation import expand
from recounted.packs.schema import complain
from recounted.packs.words import fold

FOLDER = Path(__file__).parent
#: The lists of ``credits.toml``: name → what stands in it.
CREDIT_LISTS: dict[str, str] = {
    "the": "articles, and prepositions written with one, that may stand before a newsroom's name (the, dell')",
    "newsroom": "nouns for newsrooms and those who work there (news agency, the daily, correspondent)",
    "credit": "words before the newsroom that a whole text is from, at its beginning or end (Source: AFP, avec l'AFP)",
    "citing": "words before a newsroom that another one cites (citing, со ссылкой на): it stands behind the story",
    "cited": "words before a newsroom whose report is retold (according to, as reported by; a verb of reporting before it)",
    "reporting": "verbs of reporting behind the newsroom's name (Reuters reported)",
    "told": "words before a newsroom that somebody spoke to (told)",
    "partly": "words behind a newsroom that gave only a part of the text (contributed)",
    "picture": "words that credit a picture, not a text (photo, handout)",
    "first": "words before the place where a text stood first (originally published by)",
}
NewsroomKind = Literal["agency", "outlet"]
_WORD = re.compile(r"[^\W_]+")
#: What makes a name another's: El País de Cali is not El País.
_GOES_ON = re.compile(r" (?:de|del|da|do|di|du|of|von) [A-ZÀ-Ý]")
#: What may stand between two words of a name.
_INNER = re.compile(r"[ \u00a0.'’‑-]{0,2}")
#: Words of one letter that are written as one with the next, and the letters of both from which it is cut off.
_JOINED, _LONG_ENOUGH = "لبوف", 4
#: Code points before and behind a name that are looked at.
BESIDE = 90
#: Last characters of forms that are written as one with the next word: l', لـ.
_OPEN = "'’ـ"
_MARKS = r"\s:,«»‹›\"“”„'‘’("


class Newsroom(NamedTuple):
    """A news agency or an outlet by the name that we print."""

    name: str
    kind: NewsroomKind


Names = dict[str, list[tuple[tuple[str, ...], int, Newsroom]]]


class Named(NamedTuple):
    """A newsroom named in a text, with the offsets of its name."""

    newsroom: Newsroom
    start: int
    end: int


@dataclass(frozen=True)
class Register:
    """All newsrooms: by the longest word of their names (with its place among the words), by their sites; and the carriers."""

    names: Names
    sites: dict[str, Newsroom]
    carriers: frozenset[str]

    @cached_property
    def keys(self) -> frozenset[str]:
        """Words without one of which a text names no newsroom."""
        joined = {f"{letter}{key}" for key in self.names if not key.isascii() for letter in _JOINED}
        return frozenset({*self.names, *joined})

    @cached_property
    def listed(self) -> frozenset[Newsroom]:
        """The newsrooms that it holds."""
        return frozenset(newsroom for rows in self.names.values() for _, _, newsroom in rows)

    def named_in(self, text: str, offset: int = 0) -> list[Named]:
        """Every newsroom named in a text, in order, longest name first; offsets are counted from ``offset``."""
        if self.keys.isdisjoint(_WORD.findall(text)) and (text.isascii() or self.keys.isdisjoint(_WORD.findall(fold(text)))):
            return []
        words = list(_WORD.finditer(text))
        plain = text.isascii()
        keys = [word.group() if plain else _key(word.group()) for word in words]
        found: list[Named] = []
        for at, key in enumerate(keys):
            rows, cut = self.names.get(key), 0
            if rows is None and key[0] in _JOINED and len(key) >= _LONG_ENOUGH:
                rows, cut = self.names.get(key[1:]), 1
            for name, place, newsroom in rows or ():
                first, last = at - place, at - place + len(name) - 1
                if not _stands(name, keys, first, cut) or not _joined(text, words[first : last + 1]):
                    continue
                if not _GOES_ON.match(text, words[last].end()):
                    found.append(Named(newsroom, offset + words[first].start() + cut, offset + words[last].end()))
        found.sort(key=lambda named: (named.start, -named.end))
        return [n for k, n in enumerate(found) if all(n.start >= other.end for other in found[:k])]

    def of(self, outlet: str | None, url: str | None = None) -> Newsroom | None:
        """The newsroom that a report's outlet or address names; one that is not listed goes by its printed name.

        None where neither is given, and where they name a carrier, which says nothing of who wrote the text.
        """
        host = (urlsplit(url).hostname or "") if url else ""
        if outlet:
            printed = " ".join(outlet.split())
            named = self.named_in(printed)
            if named and (named[0].start, named[0].end) == (0, len(printed)):
                return named[0].newsroom
            site = printed.lower()
            return self._site(site) or (None if self._carried(site) else Newsroom(printed, "outlet"))
        return self._site(host) or (None if not host or self._carried(host) else Newsroom(_bare(host), "outlet"))

    def _site(self, host: str) -> Newsroom | None:
        parts = host.lower().split(".")
        return next((self.sites[s] for k in range(len(parts)) if (s := ".".join(parts[k:])) in self.sites), None)

    def _carried(self, printed: str) -> bool:
        """Is it a host or a name ("Telegram channel") of a place where anybody's reports stand?"""
        parts = printed.split(".")[:-1] or printed.split()[:1]
        return any(part in self.carriers for part in parts)


def _stands(name: tuple[str, ...], keys: list[str], first: int, cut: int) -> bool:
    """Do the words of a name stand from ``first`` on? ``cut``: letters of the first that belong to a word before it."""
    return first >= 0 and keys[first][cut:] == name[0] and tuple(keys[first + 1 : first + len(name)]) == name[1:]


def _joined(text: str, words: list[re.Match[str]]) -> bool:
    return all(_INNER.fullmatch(text, a.end(), b.start()) for a, b in pairwise(words))


def _bare(host: str) -> str:
    return host.removeprefix("www.").removeprefix("m.").removeprefix("amp.")


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    """A word as names are compared: with its capitals; in scripts without them, all printings of a letter as one."""
    return word if word.isascii() or word.lower() != word.upper() else fold(word)


@cache
def register() -> Register:
    """The newsrooms of ``newsrooms.toml``. Raises PackError where it is broken."""
    path = FOLDER / "newsrooms.toml"
    data = _toml(path)
    names: Names = {}
    sites: dict[str, Newsroom] = {}
    for kind in ("agency", "outlet"):
        for title, body in data.get(kind, {}).items():
            if unknown := set(body) - {"names", "sites"}:
                raise complain(f"{path}: [{kind}.{title}]", f"unknown key {min(unknown)!r}", "names, sites")
            newsroom = Newsroom(title, kind)
            for form in body.get("names", ()):
                for printed in expand(form):
                    _enter(names, printed, newsroom)
            sites |= dict.fromkeys(body.get("sites", ()), newsroom)
    for rows in names.values():
        rows.sort(key=lambda row: -len(row[0]))
    return Register(names, sites, frozenset(data.get("carriers", ())))


def register_of(newsrooms: Iterable[Newsroom]) -> Register:
    """A register of a few newsrooms by the names that we print; an address is no name that a text would hold."""
    names: Names = {}
    for newsroom in newsrooms:
        if "." not in newsroom.name:
            _enter(names, newsroom.name, newsroom)
    return Register(names, {}, frozenset())


def _enter(names: Names, printed: str, newsroom: Newsroom) -> None:
    words = tuple(_key(m.group()) for m in _WORD.finditer(printed))
    if words:
        place = max(range(len(words)), key=lambda n: (len(words[n]), -n))
        names.setdefault(words[place], []).append((words, place, newsroom))


@dataclass(frozen=True)
class Crediting:
    """The words of one language around a newsroom's name, compiled. All are asked with folded text."""

    before: dict[str, re.Pattern[str]]
    link: re.Pattern[str]
    behind: re.Pattern[str]
    partly: re.Pattern[str]
    picture: re.Pattern[str]
    newsroom: re.Pattern[str]

    def cue(self, kind: str, text: str, start: int) -> str | None:
        """The words of a list right before offset ``start``, as printed, with articles and nouns for newsrooms in between."""
        before = fold(text[max(0, start - BESIDE) : start])
        for cue in self.before[kind].finditer(before):
            if self.link.fullmatch(before, cue.end()):
                length = len(before) - cue.start()
                printed = text[max(0, start - length) : start]
                return printed if fold(printed) == before[cue.start() :] else before[cue.start() :]
        return None

    def reports(self, text: str, end: int) -> bool:
        """Does a verb of reporting stand behind offset ``end``?"""
        return self.behind.match(fold(text[end : end + BESIDE])) is not None

    def gave_part(self, text: str, end: int) -> bool:
        """Does it say behind offset ``end`` that the newsroom gave a part only?"""
        return self.partly.match(fold(text[end : end + BESIDE])) is not None

    def named_behind(self, text: str) -> bool:
        """Does a text end with a noun for a newsroom and its description ("the state news agency of")?"""
        return self.newsroom.search(fold(text[-BESIDE:])) is not None

    def credits_picture(self, text: str) -> bool:
        """Is it the caption or credit of a picture?"""
        return self.picture.search(fold(text)) is not None


@cache
def crediting(lang: str | None) -> Crediting:
    """The words of a language; of all languages for None and for one without ``credits.toml``."""
    paths = [FOLDER / lang / "credits.toml"] if lang else []
    if not all(path.is_file() for path in paths) or not paths:
        paths = sorted(FOLDER.glob("*/credits.toml"))
    lists: dict[str, list[str]] = {name: [] for name in CREDIT_LISTS}
    for path in paths:
        for name, forms in _toml(path).items():
            if name not in CREDIT_LISTS:
                raise complain(f"{path}: {name}", "unknown list", ", ".join(CREDIT_LISTS))
            lists[name] += forms
    alts = {name: _any_of(forms) for name, forms in lists.items()}
    noun = rf"(?:[^\W\d]+[\s-]+){{0,2}}?(?:{alts['newsroom']})(?:\s+[^\W\d]+){{0,2}}?"
    link = rf"[{_MARKS}]*(?:(?:{alts['the']})\s*)?(?:{noun})?[{_MARKS}]*"
    kinds = ("credit", "citing", "cited", "told", "first")
    return Crediting(
        before={kind: re.compile(rf"(?<!\w)(?:{alts[kind]})") for kind in kinds},
        link=re.compile(link),
        behind=re.compile(rf"[\s»”\"’'),]*(?:[^\W\d]+[\s,]+){{0,2}}?(?:{alts['reporting']})"),
        partly=re.compile(rf"[\s»”\"’'),]*(?:{alts['partly']})"),
        picture=re.compile(rf"(?<!\w)(?:{alts['picture']})"),
        newsroom=re.compile(rf"(?<!\w)(?:{alts['newsroom']})(?:\s+\w+){{0,3}}\W*$"),
    )


def _any_of(forms: Iterable[str]) -> str:
    """A pattern for any of some forms, longest first, that ends with a word unless the form is written as one with the next."""
    found = {_pattern(form.strip()) + ("" if form.strip()[-1] in _OPEN else r"(?!\w)") for form in forms if form.strip()}
    return "|".join(sorted(found, key=lambda p: (-len(p), p))) or r"(?!)"


def _pattern(form: str) -> str:
    """A form in the notation of packs (``kill(s|ed)``) as a pattern over folded text."""
    open_groups: list[tuple[str, bool]] = [("", True)]
    for piece in re.split(r"([()|])", form):
        inner, several = open_groups.pop()
        if piece == "(":
            open_groups += [(inner, several), ("", False)]
        elif piece == "|":
            open_groups.append((f"{inner}|", True))
        elif piece == ")" and open_groups:
            outer, others = open_groups.pop()
            open_groups.append((f"{outer}(?:{inner}){'' if several else '?'}", others))
        else:
            open_groups.append((inner + re.escape(fold(piece)).replace(r"\ ", r"\s+"), several))
    if len(open_groups) != 1:
        raise complain("credits.toml", f"unbalanced parentheses in {form!r}", "kill(s|ed)")
    return open_groups[0][0]


def _toml(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as stream:
            return tomllib.load(stream)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise complain(str(path), f"cannot be read ({error})", "a TOML file in UTF-8") from error
