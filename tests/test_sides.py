"""No side is read differently: every example with its parties swapped must give the mirrored claims.

The swap is one of words in the sentence (``sides.toml``), so it tests the lexicon of both sides and not the rules alone. Places
are left out of the comparison: the village stays where it is when the armies change places.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from recounted.intake import read_text
from recounted.model import Reading
from recounted.packs import languages
from recounted.packs.examples import FOLDER, Block, example_files, read_examples
from recounted.reading import read_report

SIDES = tomllib.loads(Path(__file__).with_name("sides.toml").read_text(encoding="utf-8"))

Swap = Callable[[str], str]


@cache
def swap_of(lang: str) -> tuple[Swap, re.Pattern[str], re.Pattern[str]]:
    """The swap of a language's words, what it finds, and the words that it must not meet."""
    table = SIDES[lang]
    mirror = {a: b for pair in table["pairs"] for a, b in (pair, pair[::-1])}
    mirror |= {capital(a): capital(b) for a, b in mirror.items()}
    longest = sorted(mirror, key=len, reverse=True)
    found = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)")
    keep = re.compile("|".join(map(re.escape, table["keep"])) or r"(?!)")
    return (lambda text: found.sub(lambda m: mirror[m[0]], text)), found, keep


def capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def sided() -> Iterator[object]:
    """The examples that are read right and name a party that can be swapped."""
    for lang in languages():
        _, found, keep = swap_of(lang)
        for path in example_files(FOLDER / lang):
            for block in read_examples(path):
                if not block.gap and found.search(block.text) and not keep.search(block.text):
                    yield pytest.param(block, id=block.id)


#: Parties by the names that the packs give them, and their mirrors.
ACTORS = {a: b for pair in SIDES["actors"] for a, b in (pair, pair[::-1])}


def claims(reading: Reading, swap: Swap, actors: Mapping[str, str]) -> list[tuple[object, ...]]:
    """What is claimed of whom and by whom, with ``swap`` over every printed name and ``actors`` over every party."""
    found: list[tuple[object, ...]] = []
    for claim in (claim for mention in reading.mentions for claim in mention.claims):
        voice = claim.speaker and (swap(claim.speaker.quote), claim.speaker.kind)
        core: tuple[object, ...] = (swap(claim.quote), claim.attribution, claim.scope, voice)
        if claim.type == "toll":
            core += (claim.harm, claim.lo, claim.hi, claim.approx)
        elif claim.type == "responsibility":
            core += (claim.stance, actors.get(claim.actor, claim.actor))
        else:
            core += (claim.value,)
        found.append((claim.type, *core))
    return found


@pytest.mark.parametrize("block", list(sided()))
def test_the_other_side_is_read_the_same(block: Block) -> None:
    swap, _, _ = swap_of(block.lang)
    plain = read_report(read_text(block.text, name=block.id, published=block.published, lang=block.lang))
    other = read_report(read_text(swap(block.text), name=block.id, published=block.published, lang=block.lang))
    assert claims(other, str, {}) == claims(plain, swap, ACTORS)


CHARGED = [(lang, *row) for lang, rows in SIDES["charged"].items() for row in rows]


@pytest.mark.parametrize(("lang", "sentence", "words"), CHARGED)
def test_charged_words_neither_hide_a_claim_nor_become_ours(lang: str, sentence: str, words: list[str]) -> None:
    told = [read_report(read_text(sentence.format(word), lang=lang)) for word in words]
    assert facts(told[0])
    for reading, word in zip(told, words, strict=True):
        assert facts(reading) == facts(told[0]), word
        assert word == words[0] or word.strip() not in str(facts(reading))


def facts(reading: Reading) -> list[tuple[object, ...]]:
    """What the reader says in words of its own: everything but quotes and printed names."""
    found: list[tuple[object, ...]] = []
    for claim in (claim for mention in reading.mentions for claim in mention.claims):
        if claim.type == "toll":
            found.append((claim.harm, claim.lo, claim.hi, claim.of))
        elif claim.type == "responsibility":
            found.append((claim.actor, claim.stance))
        else:
            found.append((claim.value,))
    return found
