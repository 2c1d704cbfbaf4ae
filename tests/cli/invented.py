"""An invented incident with what makes a page hard: three scripts, a denial, a corrected toll, an escape sequence in a quote."""

from __future__ import annotations

from recounted.cli.sources import Sources
from recounted.model import (
    ActorResponsibility,
    AgeGroup,
    Attribution,
    Claim,
    Contested,
    ContestedValue,
    Excluded,
    Incident,
    IncidentWhen,
    Kinship,
    Membership,
    Of,
    Place,
    Problem,
    Report,
    ResponsibilityClaim,
    Speaker,
    Stance,
    Toll,
    TollClaim,
    WeaponClaim,
    WeaponFinding,
)

MAYOR = Speaker(name="Ana Ruiz", role="mayor", kind="local_authority", side="Costaguana", quote="Ana Ruiz", start=0, end=8)
ARMY = Speaker(name=None, role="the army", kind="armed_force", side="Azania", quote="الجيش", start=0, end=5)
WHERE = Place(
    name="Sulaco", kind="settlement", country="XX", adm1=None, lat=1.0, lon=2.0, where_prec=1, radius_km=5, gazetteer=None,
    quote="Sulaco", start=0, end=6, rule="made up",
)  # fmt: skip


def toll(id: str, words: str, lo: int, hi: int | None, who: Speaker | None, *, age_group: AgeGroup | None = None) -> TollClaim:
    return TollClaim(
        id=id, quote=words, start=0, end=len(words), speaker=who, attribution="attributed" if who else "reporter_voice",
        scope="incident", rule="made up", harm="killed", lo=lo, hi=hi, point=lo, of=Of(age_group=age_group),
    )  # fmt: skip


def blame(id: str, words: str, stance: Stance, who: Speaker | None) -> ResponsibilityClaim:
    attribution: Attribution = "denial" if stance == "denied" else "accusation"
    return ResponsibilityClaim(
        id=id, quote=words, start=0, end=len(words), speaker=who, attribution=attribution, scope="incident", rule="made up",
        actor="Azania", actor_text="Azania", stance=stance,
    )  # fmt: skip


CLAIMS: dict[str, tuple[str, Claim]] = {
    "c1": ("first.txt", toll("c1", "at least 18 people were killed", 18, None, MAYOR)),
    "c2": ("第二報.txt", toll("c2", "\x1b[31m二十一人死亡\x1b[0m", 21, 21, None)),
    "c3": ("third.txt", toll("c3", "the toll of 40 given first was wrong", 40, 40, None)),
    "c4": ("first.txt", toll("c4", "among them 3 children", 3, 3, MAYOR, age_group="child")),
    "c5": ("first.txt", blame("c5", "The mayor accused Azania", "accused", MAYOR)),
    "c6": ("third.txt", blame("c6", "نفى الجيش أي دور له في الهجوم", "denied", ARMY)),
    "c7": (
        "first.txt",
        WeaponClaim(
            id="c7", quote="two Kh-22 missiles", start=0, end=18, speaker=MAYOR, attribution="attributed", scope="incident",
            rule="made up", value="missile", model="Kh-22", count=2,
        ),
    ),
}  # fmt: skip

INCIDENT = Incident(
    id="i0123456789ab",
    code="XX-20240229-sulaco",
    title="Sulaco",
    kind="attack_on_civilians",
    when=IncidentWhen(edtf="2024-02-29", date_start="2024-02-29", date_end="2024-02-29", date_prec=1),
    where=WHERE,
    mentions=(
        Membership(report="first.txt", report_id="sha256:1", mention="m1", score=1.0, why=("earliest",), decided_by="machine"),
        Membership(report="第二報.txt", report_id="sha256:2", mention="m1", score=0.97, why=("same day",), decided_by="machine"),
        Membership(report="third.txt", report_id="sha256:3", mention="m2", score=0.9, why=("same day",), decided_by="R. Reader"),
    ),
    tolls=(
        Toll(
            harm="killed", of=Of(), low=18, best=None, high=21, high_open=False, rule="min_max", claims=("c1", "c2"),
            low_claims=("c1",), high_claims=("c2",), excluded=(Excluded(claim="c3", why="corrected by the same speaker"),),
        ),
        Toll(harm="killed", of=Of(age_group="child"), low=3, best=None, high=3, high_open=False, rule="min_max", claims=("c4",),
             low_claims=("c4",), high_claims=("c4",)),
        Toll(harm="injured", of=Of(), low=59, best=None, high=59, high_open=True, rule="min_max", claims=()),
    ),
    responsibility=(ActorResponsibility(actor="Azania", accused_by=("Ana Ruiz",), denied_by=("the army",), claims=("c5", "c6")),),
    weapons=(WeaponFinding(value="missile", claims=("c7",)),),
    contested=(
        Contested(
            field="killed",
            kind="number_gap",
            values=(
                ContestedValue(value=18, claims=("c1",), speakers=("Ana Ruiz",)),
                ContestedValue(value=21, claims=("c2",), speakers=()),
            ),
        ),
    ),
    n_reports=3,
    n_independent=2,
    languages=("ar", "en", "zh"),
    kinships=(
        Kinship(
            child="sha256:1", parent="Reuters", parent_kind="agency", sign="wire", joins=True,
            why="credits Reuters for its text", words="Source: \x1b[31mReuters",
        ),
        Kinship(
            child="sha256:2", parent="sha256:1", parent_kind="report", sign="translation", joins=True,
            why="the same 6 figures and 2 speakers in the same order, in another language", measured={"figures": 6},
        ),
        Kinship(
            child="sha256:3", parent="Ana Ruiz", parent_kind="speaker", sign="one_speaker", joins=False,
            why="all its figures and accusations are one speaker's, as in a report of another source", claims=("c3",),
        ),
    ),
    suggested_grade="contested",
    grade_reasons=("responsibility is disputed",),
)  # fmt: skip

REPORTS = {
    name: Report(
        id=f"sha256:{n}", name=name, text="", lang=lang, published="2024-03-01", outlet="The Sentinel", problems=problems
    )
    for n, (name, lang, problems) in enumerate(
        [
            ("first.txt", "en", ()),
            ("第二報.txt", "zh", ()),
            ("third.txt", "ar", (Problem(code="year_open", text="the year is not stated"),)),
        ],
        start=1,
    )
}
SOURCES = Sources(CLAIMS, REPORTS)
