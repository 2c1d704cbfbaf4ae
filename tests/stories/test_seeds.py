"""The two reports that the project began with: from files to incidents. Read where they lie beside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from recounted import Casebook, Incident, run
from recounted.model import Of, TargetClaim, Toll, TollClaim, WeaponClaim

SEEDS = Path(__file__).parent.parent.parent.parent / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed reports are not here")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Casebook:
    casebook = Casebook.open(tmp_path_factory.mktemp("seeds") / "seeds.casebook")
    run([SEEDS], casebook)
    return casebook


@pytest.fixture(scope="module")
def incidents(book: Casebook) -> list[Incident]:
    return list(book.incidents())


def at(incidents: list[Incident], word: str) -> Incident:
    found = [i for i in incidents if i.kind != "abduction" and i.where and word.lower() in i.where.name.lower()]
    assert len(found) == 1, [i.where.name for i in incidents if i.where]
    return found[0]


def toll(incident: Incident, harm: str, of: Of | None = None) -> Toll:
    return next(t for t in incident.tolls if t.harm == harm and t.of == (of or Of()))


def says(who: tuple[str, ...], *words: str) -> bool:
    return any(word in name for name in who for word in words)


def test_four_incidents_and_no_more(incidents: list[Incident]) -> None:
    assert len(incidents) == 4, [i.code for i in incidents]


def test_the_station(incidents: list[Incident], book: Casebook) -> None:
    station = at(incidents, "Kramatorsk")
    assert station.when
    assert station.when.edtf == "2022-04-08"
    killed = toll(station, "killed")
    assert (killed.low, killed.high, killed.high_open) == (50, 50, True) or (killed.low, killed.high) == (50, None)
    assert toll(station, "killed", Of(age_group="child")).low == 5
    assert toll(station, "injured").low == 98
    russia = next(r for r in station.responsibility if r.actor == "Russia")
    assert says(russia.accused_by, "Ukrain")
    assert says(russia.accused_by, "Kyrylenko")
    assert says(russia.denied_by, "Mosc", "Kremlin", "Peskov")
    ukraine = next(r for r in station.responsibility if r.actor == "Ukraine")
    assert says(ukraine.accused_by, "eparatist")
    assert says(ukraine.denied_by, "Kiev", "Kyiv")
    claims = [stored.claim for stored in book.claims() if stored.claim.id in {c for w in station.weapons for c in w.claims}]
    weapons = [claim for claim in claims if isinstance(claim, WeaponClaim)]
    assert any(claim.value == "missile" and claim.count == 2 for claim in weapons)
    cluster = [claim for claim in weapons if claim.value == "cluster_munition"]
    assert cluster
    assert all(claim.speaker and "Kyrylenko" in (claim.speaker.name or claim.speaker.quote) for claim in cluster)


def test_crowds_and_years_are_no_tolls(book: Casebook) -> None:
    tolls = [stored.claim for stored in book.claims() if isinstance(stored.claim, TollClaim)]
    assert not {4000, 2008, 2014, 5000} & {number for claim in tolls for number in (claim.lo, claim.hi, claim.point)}


def test_the_convoy_near_kurylivka(incidents: list[Incident], book: Casebook) -> None:
    convoy = at(incidents, "Kurylivka")
    assert convoy.when
    assert convoy.when.edtf in ("2022-09-25", "XXXX-09-25")
    assert toll(convoy, "killed").low == 20
    assert toll(convoy, "killed", Of(age_group="child")).low in (10, None)
    ten = [c.claim for c in book.claims() if isinstance(c.claim, TollClaim) and c.claim.lo == 10]
    assert [claim.speaker.name for claim in ten if claim.speaker] == ["Vasyl Malyuk"]
    assert {"artillery", "small_arms"} <= {weapon.value for weapon in convoy.weapons}
    fields = {contested.field: contested for contested in convoy.contested}
    assert "weapon" in fields
    counts = {c.claim.count for c in book.claims() if isinstance(c.claim, TargetClaim)}
    assert {7, 6} <= counts


def test_the_convoy_at_zaporizhzhia(incidents: list[Incident]) -> None:
    convoy = at(incidents, "Zapori")
    assert toll(convoy, "killed").low in (28, 29, 30)
    assert "missile" in {weapon.value for weapon in convoy.weapons}
    by = {found.actor: found for found in convoy.responsibility}
    assert by["Russia"].denied_by
    assert by["Ukraine"].accused_by


def test_the_abduction(incidents: list[Incident]) -> None:
    abducted = [i for i in incidents if i.kind == "abduction"]
    assert len(abducted) == 1
    assert [t.low for t in abducted[0].tolls if t.harm == "abducted"] == [1]
