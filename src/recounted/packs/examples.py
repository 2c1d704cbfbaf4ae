"""Examples: plain-text blocks that say what a careful reader finds in a few sentences: a pack's contract and its manual.

In: an examples file. Out: Blocks, each with its text and what is expected of it. A block that breaks the format is refused with
its line. What the reader makes of a block is compared elsewhere: this module knows no reader. The format: docs/examples.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import get_args

from recounted.model import Harm, Of, Stance, Target, Weapon
from recounted.packs.schema import complain

FOLDER = Path(__file__).parent
HARMS = get_args(Harm)
STANCES = get_args(Stance)
SCOPES = {"campaign": "cumulative_campaign", "aggregate": "multi_incident_aggregate"}
#: How a claim may be marked, and the attribution that the mark asks for.
MANNERS = {
    "hearsay": "hearsay",
    "unconfirmed": "unconfirmed",
    "retraction": "retraction",
    "suspected": "suspicion",
    "denied": "denial",
}
#: UCDP's precision of places.
PRECISIONS = {"near": 2, "district": 3, "region": 4, "line": 5, "country": 6}
MARKS = {*SCOPES, *MANNERS, *PRECISIONS, "part", "vague"}
GROUPS: dict[str, Of] = {
    "people": Of(),
    "civilians": Of(status="civilian"),
    "children": Of(age_group="child"),
    "women": Of(sex="woman"),
    "men": Of(sex="man"),
    "adults": Of(age_group="adult"),
    "elderly": Of(age_group="elderly"),
    "soldiers": Of(status="member_of_armed_forces"),
    "fighters": Of(status="member_of_armed_group"),
    "police": Of(status="armed_law_enforcement"),
    "prisoners_of_war": Of(status="member_of_armed_forces", role="prisoner_of_war"),
    "peacekeepers": Of(status="other_protected_person", role="peacekeeper"),
    "medics": Of(status="civilian", role="medic"),
    "rescuers": Of(status="civilian", role="rescuer"),
    "journalists": Of(status="civilian", role="journalist"),
    "aid_workers": Of(status="civilian", role="aid_worker"),
    "religious": Of(status="civilian", role="religious"),
    "students": Of(status="civilian"),
    "displaced": Of(status="civilian", role="displaced"),
    "protesters": Of(role="protester"),
    "hostages": Of(role="hostage"),
}
#: The same in the singular ("1 woman"), and written apart ("aid workers").
_ONE = {"people": "person", "children": "child", "women": "woman", "men": "man", "prisoners_of_war": "prisoner_of_war"}
_NAMED = {form: of for name, of in GROUPS.items() for form in {name, _ONE.get(name, name.removesuffix("s"))}}
#: A mark stands in brackets in small letters; capitals in brackets belong to a name: "Tehrik-i-Taliban Pakistan (TTP)".
_MARK = re.compile(r"\(([a-z]+)\)")
_LINE = re.compile(r'(?P<value>[^"“]*?)(?:\s*["“](?P<quote>[^"”]+)["”])?(?:\s*(?<!\S)by\s+(?P<by>[^"“]+?))?\s*')
_QUANTITY = re.compile(
    r"(?P<none>none)|(?P<some>some)|more than (?P<over>\d+)|up to (?P<upto>\d+)|fewer than (?P<under>\d+)|about (?P<about>\d+)"
    r"|(?P<low>\d+) to (?P<high>\d+)|(?P<least>\d+) or more|(?P<exact>\d+)"
)


@dataclass(frozen=True)
class Line:
    """What every expected claim has: its line number, the line, quoted words, who says it, and marks in parentheses."""

    number: int
    printed: str
    quote: str | None = None
    by: str | None = None
    marks: frozenset[str] = frozenset()

    @property
    def scope(self) -> str:
        """The scope that the marks ask for."""
        return next((SCOPES[m] for m in self.marks if m in SCOPES), "incident")

    @property
    def manner(self) -> str | None:
        """The attribution that the marks ask for; None: an open one."""
        return next((MANNERS[m] for m in self.marks if m in MANNERS), None)


@dataclass(frozen=True)
class TollLine(Line):
    """``killed: 12 or more civilians``. ``approx`` None: not asked; ``some``: vague, with no upper end."""

    harm: str = "killed"
    lo: int | None = None
    hi: int | None = None
    point: int | None = None
    approx: bool | None = None
    some: bool = False
    of: Of = field(default_factory=Of)


@dataclass(frozen=True)
class ResponsibilityLine(Line):
    """``responsibility: Russia accused``."""

    actor: str = ""
    stance: str = "asserted"


@dataclass(frozen=True)
class ThingLine(Line):
    """``weapon: 3 drone Shahed`` or ``target: healthcare``; ``absent`` for ``weapon: no missile`` and ``weapon: none``."""

    key: str = "weapon"
    value: str | None = None
    detail: str | None = None
    count: int | None = None
    absent: bool = False


@dataclass(frozen=True)
class FactLine(Line):
    """``when: 2024-03-05``, ``where: Kherson, UA``, ``kind: abduction``; value None: there must be none."""

    key: str = "when"
    value: str | None = None
    country: str | None = None


@dataclass(frozen=True)
class Told:
    """What is expected of one mention."""

    lines: tuple[Line, ...] = ()
    open: bool = False


#: Examples from which on a language counts as tested.
ENOUGH = 120


@dataclass(frozen=True)
class Block:
    """One example: ``path`` and ``line`` of its heading, what it shows, its text, the mentions expected (none: ``no claims``)."""

    path: Path
    line: int
    shows: str
    text: str
    published: str | None
    told: tuple[Told, ...]
    gap: str | None = None

    @property
    def lang(self) -> str:
        """The language: the name of the pack's folder."""
        return self.path.parent.parent.name

    @property
    def id(self) -> str:
        """Short name in test runs: en/tolls.txt:14."""
        return f"{self.lang}/{self.path.name}:{self.line}"


def example_files(folder: Path) -> list[Path]:
    """The examples files of a pack folder."""
    return sorted((folder / "examples").glob("*.txt"))


def read_examples(path: Path) -> list[Block]:
    """All blocks of an examples file; raises PackError naming the line that breaks the format."""
    return [_block(path, lines) for lines in _split(path.read_text("utf-8"))]


def _split(text: str) -> Iterator[list[tuple[int, str]]]:
    """Blocks are set apart by blank lines; lines keep their number from 1."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.strip():
            block.append((number, line.strip()))
        elif block:
            yield block
            block = []


def _block(path: Path, lines: list[tuple[int, str]]) -> Block:
    number, heading = lines[0]
    if not heading.startswith("#"):
        raise complain(f"{path}:{number}", f"a block starts with {heading!r}", "'# what it shows' as its first line")
    text = _text([line[1:].strip() for _, line in lines if line.startswith(">")])
    if not text:
        raise complain(f"{path}:{number}", "a block without text", "lines that start with '> '")
    rest = [(n, line) for n, line in lines[1:] if line[0] not in "#>"]
    single = {key: value for key, value in (_pair(path, n, line) for n, line in rest) if key in {"published", "gap"}}
    return Block(
        path, number, heading.lstrip("# "), text, single.get("published"), _told(path, number, rest, text), single.get("gap")
    )


def _text(lines: list[str]) -> str:
    """Lines run on, as in a letter; an empty one starts a paragraph."""
    paragraphs = [" ".join(p.split("\n")) for p in "\n".join(lines).split("\n\n")]
    return "\n\n".join(p for p in paragraphs if p)


def _pair(path: Path, number: int, line: str) -> tuple[str, str]:
    if line in {"…", "...", "no claims"}:
        return line, ""
    key, colon, value = line.partition(":")
    if not colon:
        raise complain(f"{path}:{number}", f"{line!r} is no line of an example", "'key: value  \"quoted words\"  by SPEAKER'")
    return key.strip().replace(" ", "_"), value.strip()


def _told(path: Path, heading: int, rest: list[tuple[int, str]], text: str) -> tuple[Told, ...]:
    told: list[Told] = [Told()]
    nothing = False
    for number, line in rest:
        key, value = _pair(path, number, line)
        if key in {"published", "gap"}:
            continue
        nothing = nothing or key == "no claims"
        if key == "background":
            told.append(Told())
        elif key in {"…", "..."}:
            told[-1] = Told(told[-1].lines, True)
        elif key != "no claims":
            told[-1] = Told((*told[-1].lines, _line(f"{path}:{number}", number, key, value, text)), told[-1].open)
    if nothing and (told[0].lines or len(told) > 1):
        raise complain(f"{path}:{heading}", "'no claims' beside claims", "one or the other")
    if not nothing and not told[0].lines:
        raise complain(f"{path}:{heading}", "nothing is expected", "claims, or 'no claims'")
    return () if nothing else tuple(told)


def _line(where: str, number: int, key: str, value: str, text: str) -> Line:
    match = _LINE.fullmatch(value)
    if match is None:
        raise complain(where, f"cannot read {value!r}", "'key: value  \"quoted words\"  by SPEAKER'")
    marks = frozenset(_MARK.findall(match["value"]))
    if marks - MARKS:
        raise complain(where, f"unknown mark {', '.join(sorted(marks - MARKS))!r}", "one of " + ", ".join(sorted(MARKS)))
    plain = " ".join(_MARK.sub(" ", match["value"]).split())
    quote = match["quote"]
    if quote is not None and quote not in text:
        raise complain(where, f"{quote!r} is not in the text", "words of the text, as they are printed there")
    base = (number, f"{key}: {value}", quote, match["by"], marks)
    if key in HARMS:
        return _toll(where, key, plain, base)
    if key == "responsibility":
        actor, _, stance = plain.rpartition(" ")
        if stance not in STANCES or not actor:
            raise complain(where, f"{plain!r} is no responsibility", "an actor and one of " + ", ".join(STANCES))
        return ResponsibilityLine(*base, actor=actor, stance=stance)
    if key in {"weapon", "target"}:
        return _thing(where, key, plain, base)
    if key == "where":
        name, comma, country = plain.rpartition(", ")
        return FactLine(
            *base, key=key, value=None if plain == "none" else name if comma else plain, country=country if comma else None
        )
    if key in {"when", "kind"}:
        return FactLine(*base, key=key, value=None if plain == "none" else plain)
    raise complain(
        where,
        f"unknown key {key!r}",
        "one of " + ", ".join([*HARMS, "responsibility", "weapon", "target", "when", "where", "kind", "published", "gap"]),
    )


#: Line number, printed line, quoted words, speaker, marks.
_Base = tuple[int, str, str | None, str | None, frozenset[str]]


def _toll(where: str, harm: str, plain: str, base: _Base) -> TollLine:
    match = _QUANTITY.match(plain)
    if match is None:
        known = "12, 12 or more, more than 12, up to 12, fewer than 12, about 12, 12 to 15, none or some"
        raise complain(where, f"{plain!r} is no quantity", known)
    of = _group(where, plain[match.end() :])
    if match["some"]:
        return TollLine(*base, harm=harm, some=True, of=of)
    lo, hi, point = _bounds(match)
    approx = None if point is None else match["about"] is not None
    return TollLine(*base, harm=harm, lo=lo, hi=hi, point=point, approx=approx, of=of)


def _bounds(match: re.Match[str]) -> tuple[int | None, int | None, int | None]:
    """Low, high and point of a quantity, as its words entail (docs/examples.md)."""
    name = match.lastgroup or ""
    n = 0 if name == "none" else int(match[name])
    if name == "high":
        return int(match["low"]), n, None
    if name in {"over", "least"}:
        return (n + 1 if name == "over" else n), None, None
    if name in {"upto", "under"}:
        return 0, (n if name == "upto" else n - 1), None
    return n, n, n


def _group(where: str, printed: str) -> Of:
    """The people that a group's words name: ``civilian women`` are both."""
    left = printed
    dims: dict[str, str] = {}
    for name in sorted(_NAMED, key=len, reverse=True):
        found = re.search(rf"(?<!\w){name.replace('_', '[ _]')}(?!\w)", left)
        if found:
            dims |= _NAMED[name].model_dump(exclude_none=True)
            left = left[: found.start()] + left[found.end() :]
    if left.strip():
        raise complain(where, f"unknown group {left.strip()!r}", "one of " + ", ".join(sorted(GROUPS)))
    return Of.model_validate(dims)


def _thing(where: str, key: str, plain: str, base: _Base) -> ThingLine:
    words = plain.split()
    if words == ["none"]:
        return ThingLine(*base, key=key, absent=True)
    absent = words[0] == "no"
    count = int(words[0]) if words[0].isdecimal() else None
    words = words[1:] if absent or count is not None else words
    values = get_args(Weapon if key == "weapon" else Target)
    if not words or words[0] not in values:
        raise complain(where, f"unknown {key} {plain!r}", "one of " + ", ".join(values))
    return ThingLine(*base, key=key, value=words[0], detail=" ".join(words[1:]) or None, count=count, absent=absent)


@dataclass(frozen=True)
class Support:
    """How far a language's examples prove its pack: their number, and how many of them are still read wrong."""

    examples: int
    gaps: int

    @property
    def level(self) -> str:
        """``tested`` from ENOUGH examples on, at most one in four of them read wrong; ``early`` below; ``untested`` with none."""
        if not self.examples:
            return "untested"
        return "tested" if self.examples >= ENOUGH and self.gaps * 4 <= self.examples else "early"


def support(lang: str) -> Support:
    """The support of a shipped language, computed from its examples and never declared."""
    blocks = [block for path in example_files(FOLDER / lang) for block in read_examples(path)]
    return Support(len(blocks), sum(1 for block in blocks if block.gap))
