"""A few thousand reports of the invented world as a newsroom would have them, put into a casebook by the product itself: the pool
that a big casebook is made of (``bench.big``).

To the world's reports come what it leaves out: figures of children, targets, figures that somebody else says, denials, and a
body of other words, few of them frequent and many rare, as in a language. Analysts have decided. Whatever has to differ from
copy to copy stands for itself: hashes of reports begin with ``TAG``, the country is ``COUNTRY``, names of towns and parties
begin with ``LETTER``.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, islice
from pathlib import Path
from random import Random
from typing import Any

from bench.world import SYLLABLES, world
from recounted.casebook import Casebook, update_incidents
from recounted.model import Reading

TAG, COUNTRY, LETTER = "000", "QQ", "Q"
CLOCK = "2026-03-01T08:00:00+00:00"
DEPTH = 2.5
PEOPLE = ("A. Analyst", "B. Analyst", "C. Analyst", "D. Analyst")
_TARGETS = ("market_commercial", "education", "residential", "healthcare")
_VOCABULARY, _WORDS = 20_000, 90
_APART = 60  # signs between what is said of an incident and the rest, so that this is of no account in linking
#: Children, somebody's own figure (with the words that name them), a target, a denial; then ordinary words, and none of them
#: rare.
_MORE = {
    "en": (
        "{lo} children were among the dead", "The mayor said {lo} people were killed", "it hit {what}", "{who} denied it",
        "People in the town said that it was not the first time and that they did not know what to do. Others said "
        "that they would "
        "stay where they were. It was not clear on the day how many were in the place at the time, and those who "
        "came later said the same.",
    ),
    "fr": (
        "{lo} enfants sont parmi les morts", "Le maire parle de {lo} morts", "{what} touché", "{who} dément",
        "Les gens de la ville ont dit que ce n’était pas la première fois et qu’ils ne savaient pas que faire. "
        "D’autres ont dit qu’ils "
        "resteraient là où ils sont. On ne savait pas ce jour-là combien de personnes étaient sur place, et ceux "
        "qui sont venus après non plus.",
    ),
    "uk": (
        "{lo} дітей серед загиблих", "За словами мера, загинули {lo} людей", "влучили: {what}", "{who} це заперечує",
        "Люди в місті кажуть, що це не вперше і що вони не знають, що робити. Інші кажуть, що залишаться там, де "
        "вони є. Того дня не "
        "було відомо, скільки людей там було, і ті, хто прийшов потім, кажуть те саме. Про це говорять усі, хто "
        "був там того дня.",
    ),
}  # fmt: skip
_SPEAKER = {"en": "The mayor", "fr": "Le maire", "uk": "мера"}


def fill_pool(path: Path, reports: int, *, decisions: int, seed: int = 1) -> None:
    """Put so many reports into a casebook, link them, and decide so often."""
    with Casebook.open(path, clock=lambda: CLOCK) as book:
        book.put_readings(islice(readings(seed), reports))
        update_incidents(book)
        _decide(book, decisions, Random(seed))


def readings(seed: int) -> Iterator[Reading]:
    """As many as are asked for."""
    return _apart(_fuller(one.reading, Random(f"{seed} {n}")) for n, one in enumerate(world(10**9, seed=seed, depth=DEPTH)))


def _apart(told: Iterator[Reading]) -> Iterator[Reading]:
    """Those whose names are not taken."""
    there: set[str] = set()
    for one in told:
        if one.report.id[:19] not in there:
            there.add(one.report.id[:19])
            yield one


class _Teller:
    """Adds words, and claims in them, to a report."""

    def __init__(self, body: dict[str, Any]) -> None:
        self.report, self.main = body["report"], body["mentions"][0]
        self.short = self.report["id"].removeprefix("sha256:")[:12]

    def put(self, words: str, claim: dict[str, Any], *, speaker: str = "", side: str | None = None, attribution: str) -> None:
        """One sentence that makes one claim."""
        start = len(self.report["text"])
        self.report["text"] += f"{words}. "
        found = words.find(speaker) if speaker else -1
        who = {"name": None, "role": speaker, "kind": "local_authority", "side": side, "quote": speaker}
        said = {**who, "start": start + found, "end": start + found + len(speaker)} if found >= 0 else None
        claims = self.main["claims"]
        span = {"id": f"{self.short}.m1.c{len(claims) + 1}", "quote": words, "start": start, "end": start + len(words)}
        claims.append({**span, "speaker": said, "attribution": attribution, "scope": "incident", "rule": "invented", **claim})


def _fuller(reading: Reading, chance: Random) -> Reading:
    short = reading.report.id.removeprefix("sha256:")[:12]
    body = reading.model_dump_json().replace(short, TAG + short[3:]).replace('"Party ', '"Quori ').replace("Party ", "Quori ")
    data: dict[str, Any] = Reading.model_validate_json(body).model_dump(mode="json")
    report, teller = data["report"], _Teller(data)
    report["name"] = f"{TAG}-{report['name']}"
    report["outlet"] = f"Outlet {min(299, int(chance.paretovariate(0.6)))}"
    _named_anew(data)
    words, killed = _MORE[report["lang"]], next((c["lo"] for c in teller.main["claims"] if c["type"] == "toll"), 0)
    toll = {"type": "toll", "harm": "killed"}
    if chance.random() < 0.5:
        few, of = killed // 3, {"age_group": "child"}
        teller.put(words[0].format(lo=few), {**toll, "lo": few, "hi": few, "point": few, "of": of}, attribution="reporter_voice")
    if chance.random() < 0.6:
        more = killed + chance.randint(0, 2)
        claim = {**toll, "lo": more, "hi": more, "point": more}
        teller.put(words[1].format(lo=more), claim, speaker=_SPEAKER[report["lang"]], attribution="attributed")
    if chance.random() < 0.7:
        what = chance.choice(_TARGETS)
        teller.put(words[2].format(what=what), {"type": "target", "value": what}, attribution="reporter_voice")
    if chance.random() < 0.3:
        actor = f"Quori {chance.randint(0, 1)}"
        claim = {"type": "responsibility", "actor": actor, "actor_text": actor, "stance": "denied"}
        teller.put(words[3].format(who=actor), claim, speaker=actor, side=actor, attribution="denial")
    report["text"] += (
        f"\n{words[4]}\n{'* ' * _APART}\n{' '.join(chance.choices(_vocabulary(), cum_weights=_weights(), k=_WORDS))}.\n"
    )
    return Reading.model_validate(data)


def _named_anew(data: dict[str, Any]) -> None:
    text = data["report"]["text"]
    for mention in data["mentions"]:
        if place := mention["where"]:
            place["country"] = COUNTRY
            if place["name"] != "the region":
                place["name"] = place["quote"] = LETTER + place["name"][1:]
                text = text[: place["start"]] + LETTER + text[place["start"] + 1 :]
    data["report"]["text"] = text


_KNOWN: dict[str, list[Any]] = {}


def _vocabulary() -> list[str]:
    if "words" not in _KNOWN:
        chance, found = Random(0), dict[str, None]()
        while len(found) < _VOCABULARY:
            found["".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 4, 5))))] = None
        _KNOWN["words"] = list(found)
    return _KNOWN["words"]


def _weights() -> list[float]:
    if "weights" not in _KNOWN:
        _KNOWN["weights"] = list(accumulate(1 / (n + 3) for n in range(_VOCABULARY)))
    return _KNOWN["weights"]


def _decide(book: Casebook, decisions: int, chance: Random) -> None:
    """As analysts do: grades and values most, then words on claims, seldom on links, now and then taken back."""
    ids = [i.id for i in book.incidents()]
    for n in range(decisions):
        by, why = chance.choice(PEOPLE), f"reason {n}"
        incident = book.incident(chance.choice(ids))
        if incident is None:
            continue
        claims = list(book.claims([f"{m.report_id[7:19]}.{m.mention}" for m in incident.mentions[:1]]))
        roll = chance.random()
        if roll < 0.45 or not claims:
            book.set_value(incident.id, "grade", chance.choice(("fair", "weak", "contested")), by=by, why=why)
        elif roll < 0.6:
            book.set_value(incident.id, "best:killed", chance.randint(0, 30), by=by, why=why)
        elif roll < 0.75:
            book.accept(claims[0].claim.id, by=by, why=why)
        elif roll < 0.85:
            book.reject(claims[-1].claim.id, by=by, why=why)
        elif roll < 0.9 and len(incident.mentions) > 1:
            keys = [f"{m.report_id[7:19]}.{m.mention}" for m in incident.mentions]
            book.split(incident.id, keys[:1], by=by, why=why)
        else:
            book.undo(by=by, why=why)
