"""Which reports are copies of one story: families that count as one independent source.

In: the reports of one incident. Out: for each report the id of its family. Two signs make a family: the same words
(shingles of four words) and the same news agency credited for the story. It does not judge who is right, and a story retold
in other words stays independent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from recounted.model import Report

SHINGLE_WORDS = 4
#: Shares of common shingles: of all shingles of both, and of those of the shorter text (a copy that was cut).
SAME_STORY, CUT_COPY = 0.4, 0.6
#: Reports. Above this the pairs to look at come from MinHash instead of from all pairs.
ALL_PAIRS_UP_TO = 60
_LSH_THRESHOLD, _PERMUTATIONS = 0.25, 64
_EDGE = 240  # code points at either end of a text in which an agency is credited

# Names under which agencies are credited, by agency. A credit is a mark of origin, not "a witness told Reuters".
_AGENCIES: dict[str, str] = {
    "AFP": r"AFP|Agence France[- ]Presse|АФП|فرانس برس|أ ف ب",
    "Reuters": r"Reuters|Рейтер|رويترز",
    "AP": r"AP|Associated Press|أسوشيتد برس",
    "EFE": r"EFE|Efe",
    "dpa": r"dpa|DPA",
    "ANSA": r"ANSA|Ansa",
    "Lusa": r"Lusa|LUSA",
    "TASS": r"TASS|ТАСС",
    "RIA Novosti": r"RIA Novosti|РИА Новости",
    "Interfax": r"Interfax|Интерфакс",
    "Ukrinform": r"Ukrinform|Укрінформ|Укринформ",
    "Xinhua": r"Xinhua",
    "Anadolu": r"Anadolu|AA|الأناضول",
}
_CREDIT = r"(?:\((?:{n})(?:\s*[/,][^)]*)?\)|(?:^|\n)\s*(?:{n})\s*[-–—:]|(?i:avec|with|mit|con|com|source|fuente|fonte|quelle|источник|джерело)\s*:?\s*(?:l[’'])?(?:{n})\b|[-–—|©]\s*(?:{n})\s*$|\n\s*(?:{n})\s*$)"  # noqa: E501
_NAMED = {agency: re.compile(names) for agency, names in _AGENCIES.items()}
_CREDITS = {agency: re.compile(_CREDIT.format(n=names)) for agency, names in _AGENCIES.items()}


def families(reports: Iterable[Report]) -> dict[str, str]:
    """Report id → family, named by the smallest report id in it."""
    ordered = sorted({r.id: r for r in reports}.values(), key=lambda r: r.id)
    owner = {r.id: r.id for r in ordered}
    for a, b in (*_copies(ordered), *_one_wire(ordered)):
        one, two = sorted((_root(owner, a), _root(owner, b)))
        owner[two] = one
    return {r.id: _root(owner, r.id) for r in ordered}


def _root(owner: Mapping[str, str], name: str) -> str:
    while owner[name] != name:
        name = owner[name]
    return name


def shingles(text: str) -> frozenset[str]:
    """Runs of four words, lower case, marks and numbers kept apart from letters; a shorter text is one shingle."""
    words = re.findall(r"\w+", text.lower())
    if len(words) <= SHINGLE_WORDS:
        return frozenset({" ".join(words)} if words else ())
    return frozenset(" ".join(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1))


def near_copies(a: frozenset[str], b: frozenset[str]) -> bool:
    """Is one text a copy of the other, as a whole or cut?"""
    if not a or not b:
        return False
    common = len(a & b)
    return common / len(a | b) >= SAME_STORY or common / min(len(a), len(b)) >= CUT_COPY


def _copies(reports: Sequence[Report]) -> Iterator[tuple[str, str]]:
    known = {r.id: shingles(r.text) for r in reports}
    for a, b in combinations(known, 2) if len(known) <= ALL_PAIRS_UP_TO else _likely(known):
        if near_copies(known[a], known[b]):
            yield a, b


def _likely(known: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    # A second to import, and needed for very large incidents only. The package carries no types.
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-untyped]  # noqa: PLC0415

    index = MinHashLSH(threshold=_LSH_THRESHOLD, num_perm=_PERMUTATIONS)
    for name, found in known.items():
        sketch = MinHash(num_perm=_PERMUTATIONS)
        sketch.update_batch([s.encode() for s in sorted(found)])
        for other in sorted(index.query(sketch)):
            yield str(other), name
        index.insert(name, sketch)


def _one_wire(reports: Sequence[Report]) -> Iterator[tuple[str, str]]:
    first: dict[tuple[str, str | None], str] = {}
    for report in reports:
        for agency in credits_of(report):
            key = (agency, report.published)
            if key in first:
                yield first[key], report.id
            first.setdefault(key, report.id)


def credits_of(report: Report) -> tuple[str, ...]:
    """The agencies that a report credits for its story: as its outlet, in its dateline, or at its end."""
    ends = (report.text[:_EDGE], report.text[-_EDGE:].rstrip())
    named = [a for a, name in _NAMED.items() if any(map(name.search, (*ends, report.outlet or "")))]
    return tuple(a for a in named if any(map(_CREDITS[a].search, ends)) or _NAMED[a].fullmatch(report.outlet or ""))
