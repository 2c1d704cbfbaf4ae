"""The public sets' figures, on invented texts and labels in their form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from invented_sets import Row, write_set

from bench.data import labels_of
from bench.readings import LabelledSet
from bench.sets import airwars, gva, maverick, muc4, places, polnear
from bench.tally import Tally
from bench.timeml import edtf_as_timeml, timexes
from recounted.model import IncidentWhen, ResponsibilityClaim, Speaker, TollClaim
from recounted.packs import load_pack
from recounted.reading.places.toponyms import Toponym


def values(tally: Tally, part: str = "all") -> dict[str, float]:
    return {figure.name: figure.value for figure in tally.figures() if figure.part == part}


def loaded(folder: Path) -> LabelledSet:
    return LabelledSet(folder.name, folder, labels_of(folder))


# MUC-4 --------------------------------------------------------------------------------------------------------------------------

BOMB = "A car bomb exploded in Medellin, Colombia, on 3 May 1990, killing six people. The ELN carried out the attack.\n"


def template(key: str = "6", lo: int | None = 6, hi: int | None = 6) -> Row:
    count = {
        "effects": ["DEATH"], "numbers": [{"key": key, "lo": lo, "hi": hi, "approx": False}], "optional": False, "refs": [],
    }  # fmt: skip
    return {
        "optional": False, "dates": [{"edtf": "1990-05-03"}], "category": [["TERRORIST ACT"]], "counts": [count],
        "places": [{"countries": ["COLOMBIA"], "parts": [[{"name": "MEDELLIN"}]]}],
        "instruments": [{"types": ["VEHICLE BOMB"], "optional": False}],
        "perp_orgs": [{"names": ["ELN"], "optional": False, "confidence": ["REPORTED AS FACT"]}],
    }  # fmt: skip


def test_muc4(tmp_path: Path) -> None:
    told = {"id": "T-1", "part": "tst1", "published": "1990-05-04", "relevant": True, "relevant_required": True}
    quiet = {"id": "T-2", "part": "dev", "published": None, "relevant": False, "relevant_required": False, "templates": []}
    labels = [{**told, "templates": [template()]}, quiet]
    tally = muc4.measure(loaded(write_set(tmp_path, "muc4", labels, {"T-1": BOMB, "T-2": "The council met.\n"})))
    found = values(tally, "tst1+tst2")
    for name in ("relevant text", "counts, exact", "counts > 1, exact", "date, compatible", "place, name", "place, country"):
        assert found[name] == 1.0, name
    assert values(tally, "accused: armed groups") == {"counts, exact, found": 1.0}
    assert tally.texts == {"tst1+tst2": 1, "dev": 1}


def toll(lo: int | None, hi: int | None, **more: Any) -> TollClaim:
    base = {"id": "c", "quote": "", "start": 0, "end": 0, "speaker": None, "attribution": "reporter_voice", "scope": "incident"}
    return TollClaim(**{**base, "rule": "", "harm": "killed", "lo": lo, "hi": hi, "point": None, **more})


@pytest.mark.parametrize(
    ("key", "claim", "right"),
    [
        ({"lo": 6, "hi": 6, "approx": False}, toll(6, 6), True),
        ({"lo": 6, "hi": 6, "approx": False}, toll(6, None), False),
        ({"lo": 6, "hi": None, "approx": False}, toll(7, None), True),  # more than 6
        ({"lo": None, "hi": 139, "approx": False}, toll(0, 139), True),
        ({"lo": 100, "hi": 100, "approx": True}, toll(100, 100, point=100, approx=True), True),
        ({"lo": 100, "hi": 100, "approx": True}, toll(100, 100), False),
    ],
)
def test_muc4_numbers(key: Row, claim: TollClaim, right: bool) -> None:
    assert muc4.same_number(key, claim) is right


def charge(**more: Any) -> ResponsibilityClaim:
    base = {"id": "c", "quote": "", "start": 0, "end": 0, "speaker": None, "scope": "incident", "rule": "", "actor": "ELN"}
    return ResponsibilityClaim(**{**base, "actor_text": "ELN", "attribution": "reporter_voice", "stance": "asserted", **more})


def test_muc4_confidence_is_the_firmest_that_is_said() -> None:
    police = Speaker(name=None, role="police", kind="police", side=None, quote="police", start=0, end=6)
    accused = charge(stance="accused", attribution="accusation", speaker=police)
    assert muc4.confidence([accused]) == "SUSPECTED OR ACCUSED BY AUTHORITIES"
    assert muc4.confidence([accused, charge()]) == "REPORTED AS FACT"
    assert muc4.confidence([charge(stance="denied", attribution="denial")]) == "ACQUITTED"


# Airwars and GVA ----------------------------------------------------------------------------------------------------------------

STRIKE = "An Israeli airstrike hit a house in Rafah on 7 October 2023, killing three people, two of them children.\n"


def airwars_label(**more: Any) -> Row:
    slices = dict.fromkeys(("killed", "injured", "children", "women", "men"))
    return {
        "date": "2023-10-07", "lat": 31.287, "lon": 34.259, "killed": [3, 3], "injured": None, "children": [2, 2], "women": None,
        "men": None, "slices": {**slices, "killed": "literal", "children": "literal"}, "strike_type": "Airstrike",
        "belligerent": "Israeli Military", **more,
    }  # fmt: skip


def test_gaza(tmp_path: Path) -> None:
    label = airwars_label(id="g1", published=None, date_end="2023-10-07")
    tally = airwars.measure_gaza(loaded(write_set(tmp_path, "airwars_gaza", [label], {"g1": STRIKE})))
    found = values(tally)
    for name in (
        "killed: exact",
        "killed: contains gold",
        "injured: unknown, and none given",
        "date: exact",
        "place: within 25 km",
    ):
        assert found[name] == 1.0, name
    assert values(tally, "literal")["children killed: exact"] == 1.0
    assert found["side held responsible"] == 1.0


def test_syria_is_linked(tmp_path: Path) -> None:
    row = {"published": None, "lang": "en", "web": True}
    labels = [{"id": "s1", "incident": "i1", **row}, {"id": "s2", "incident": "i1", **row}]
    gold = [airwars_label(incident="i1", said={"killed": [True, True], "injured": None})]
    folder = write_set(tmp_path, "airwars_syria", labels, {"s1": STRIKE, "s2": STRIKE.replace("hit", "struck")}, incidents=gold)
    found = values(airwars.measure_syria(loaded(folder)))
    assert found["linking, shared incidents, pairwise"] == 1.0
    assert found["killed: contains gold"] == found["date: exact"] == 1.0


def test_airwars_intervals_and_days() -> None:
    assert airwars.contains((2, 5), (3, 5))
    assert not airwars.contains(None, (3, 5))
    night = IncidentWhen(edtf="2023-10-06/2023-10-07", date_start=None, date_end=None, date_prec=2)
    assert airwars.says(night, "2023-10-07", "2023-10-07")
    assert not airwars.says(night, "2023-10-08", "2023-10-08")
    assert airwars.says(night, "2023-10-08", "2023-10-08", 1)
    assert not airwars.says(None, "2023-10-08", "2023-10-08")


def test_gva(tmp_path: Path) -> None:
    text = "Two people were killed and one was wounded in a shooting in Dayton, Ohio, on 4 June 2016, police said.\n"
    labels = [{"id": "a1", "incident": "9", "published": "2016-06-05"}]
    gold = [{"incident": "9", "date": "2016-06-04", "state": "Ohio", "city": "Dayton", "killed": 2, "injured": 1}]
    found = values(gva.measure(loaded(write_set(tmp_path, "gva", labels, {"a1": text}, incidents=gold))))
    assert found["incident told"] == found["killed, above 1"] == found["date"] == 1.0


def coded(row: str, event: str, source: str, lat: float, dead: tuple[int, int, int]) -> dict[str, Any]:
    low, best, high = dead
    place, actor = ("Harbour", "Police") if lat == -1.0 else ("Mill Hill", "Dockers")
    return {
        "row": row, "event_id": event, "country": "Kenya", "date_start": "2011-03-04", "date_end": "2011-03-04", "city": "Sulaco",
        "location": place, "lat": lat, "lon": 36.0, "geo_precision": 5, "target": "Citizens", "source": source, "outlet": source,
        "actors": [{"name": actor, "roles": ["perpetrator"]}], "deaths": {"low": low, "best": best, "high": high},
        "injuries": {"low": 0, "best": 0, "high": 0}, "source_date": "2011-03-05", "headline": "Riots in Sulaco",
    }  # fmt: skip


def test_maverick(tmp_path: Path) -> None:
    rows = [
        coded("r1", "e1", "The Sulaco Herald", -1.0, (2, 3, 3)),
        coded("r2", "e1", "Azuera Radio", -1.0, (4, 4, 5)),
        coded("r3", "e2", "Azuera Radio", -1.15, (1, 1, 1)),
    ]
    found = values(maverick.measure(loaded(write_set(tmp_path, "maverick", rows, {}))))
    assert found["linking, pairwise"] == 1.0, "one quarter, one day; another quarter is another event"
    assert found["conflict: low and high are the extremes"] == 1.0
    assert found["conflict: every value kept, or set aside with a reason"] == 1.0


# dates, places, statements ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "is_"),
    [
        ("1998-08-07", "1998-08-07"),
        ("2013-21", "2013-SP"),
        ("1988-35", "1988-Q3"),
        ("199X", "199"),
        ("2022-07-28/2022-07-29", "2022-07-28"),
        ("../2022-07", "2022-07"),
        ("1998-XX", "1998"),
    ],
)
def test_edtf_as_timeml(value: str, is_: str) -> None:
    assert edtf_as_timeml(value) == is_


def test_time_expressions_are_written_as_timeml() -> None:
    text = "They met on Friday for three days, and again last week. It has stood since 1990, from 5 to 7 June more than ever."
    found = {text[t.start : t.end]: t.value for t in timexes(text, load_pack("en"), "1998-08-10")}
    assert found["Friday"] == "1998-08-07"
    assert found["three days"] == "P3D"
    assert found["last week"] == "1998-W32"
    assert found["1990"] == "1990"
    assert (found["5"], found["7 June"]) == ("1998-06-05", "1998-06-07")


def toponym(start: int, end: int, lat: float | None) -> Toponym:
    return Toponym(start, end, "x", lat, 30.0, None, None, None)


def test_places() -> None:
    tally = Tally("places")
    gold = [{"start": 0, "end": 4, "lat": 50.0, "lon": 30.0}, {"start": 9, "end": 12, "lat": None, "lon": None}]
    places.compare(tally, "lgl", gold, [toponym(0, 4, 50.1), toponym(8, 12, 1.0), toponym(20, 22, None)])
    found = values(tally, "lgl")
    assert found["mentions, exact"] == pytest.approx(0.4)
    assert found["mentions, overlapping"] == pytest.approx(0.8)
    assert found["within 25 km, of those found"] == found["within 161 km, end to end"] == 1.0


def test_statements_of_others_are_left_aside() -> None:
    def said(content: tuple[int, int], source: tuple[int, int] | None, saying: bool = True) -> polnear.Said:
        return polnear.Said(polnear.characters(source), frozenset(), polnear.characters(content), saying)

    tally = Tally("polnear")
    gold = [said((10, 20), (0, 5)), said((30, 40), None, saying=False)]
    polnear.compare(tally, gold, [said((10, 18), (2, 5)), said((30, 40), (50, 52)), said((90, 95), None)])
    everything, saying = values(tally), values(tally, "saying")
    assert everything["content found"] == pytest.approx(0.8)
    assert everything["source, of those found"] == 0.5
    assert saying["content found"] == pytest.approx(2 / 3)  # the one that pairs with another cue is no false one
    assert saying["source, of those found"] == 1.0


def test_broken_spans() -> None:
    assert polnear.characters([[0, 2], [5, 6]]) == {0, 1, 5}
    assert polnear.characters(None) == frozenset()
