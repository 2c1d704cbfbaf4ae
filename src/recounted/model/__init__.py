"""The nouns: Report, Reading, Mention, Claim, Speaker, Place, When, Incident, Toll, Contested, Decision.

Everything is frozen. Offsets are code points of a report's stored text, end exclusive, and ``text[start:end] == quote``.
Dates are EDTF with a precision (``date_prec``, UCDP codes 1-5). ``None`` is "not stated", never zero. Codes follow the field's
standards: OHCHR/SDG 16.1.2 for people, UCDP GED for precision, Airwars for grades. This room imports nothing of ours.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, JsonValue

from recounted.model.decisions import Act as Act
from recounted.model.decisions import ClaimDecision as ClaimDecision
from recounted.model.decisions import Decision as Decision
from recounted.model.decisions import FieldDecision as FieldDecision
from recounted.model.decisions import LinkDecision as LinkDecision
from recounted.model.decisions import ReportDecision as ReportDecision
from recounted.model.decisions import RuleDecision as RuleDecision
from recounted.model.decisions import TieDecision as TieDecision
from recounted.model.disputes import Contested as Contested
from recounted.model.disputes import ContestedValue as ContestedValue
from recounted.model.disputes import Denial as Denial
from recounted.model.disputes import Excluded as Excluded
from recounted.model.disputes import FigureSaid as FigureSaid
from recounted.model.disputes import Flag as Flag
from recounted.model.kinship import Kinship as Kinship
from recounted.model.kinship import KinshipSign as KinshipSign
from recounted.model.noun import Noun as Noun

Harm = Literal["killed", "injured", "killed_or_injured", "missing", "abducted", "detained", "displaced"]
Attribution = Literal[
    "reporter_voice", "attributed", "self_claim", "accusation", "suspicion", "denial", "hearsay", "unconfirmed", "retraction"
]
Scope = Literal["incident", "multi_incident_aggregate", "cumulative_campaign", "unclear"]
Stance = Literal["asserted", "accused", "denied", "admitted"]
Kind = Literal[
    "attack_on_civilians", "battle_with_civilian_harm", "indiscriminate_fire", "detention_killing", "abduction", "unclear"
]
Grade = Literal["confirmed", "fair", "weak", "contested", "discounted", "ungraded"]
#: Set by people only. ``reviewed``: a person looked it through and lets it stand.
State = Literal["candidate", "under_review", "reviewed", "published", "withdrawn"]
Status = Literal[
    "civilian",
    "other_protected_person",
    "member_of_armed_forces",
    "member_of_armed_group",
    "armed_law_enforcement",
    "unknown",
]
AgeGroup = Literal["child", "adult", "elderly"]
Sex = Literal["woman", "man"]
Weapon = Literal[
    "missile", "rocket", "airstrike", "drone", "artillery", "mortar", "cluster_munition", "vehicle_bomb", "suicide_bomb", "ied",
    "landmine", "grenade", "small_arms", "bladed_weapon", "chemical", "incendiary", "bomb", "other",
]  # fmt: skip
Target = Literal[
    "residential", "market_commercial", "healthcare", "education", "religious", "public_gathering", "transport",
    "energy_water_telecom", "industrial", "administrative", "humanitarian", "displacement_camp", "agricultural",
    "military_police", "multiple", "unknown",
]  # fmt: skip
PlaceKind = Literal[
    "country", "adm1", "adm2", "adm3", "settlement", "neighbourhood", "street", "building", "route", "water", "region", "airspace"
]
SpeakerKind = Literal[
    "news_agency", "newspaper", "broadcaster", "online_outlet", "social_account", "government", "armed_force", "armed_group",
    "hospital_medical", "emergency_service", "local_authority", "police", "judiciary", "ngo", "io_un", "casualty_recorder",
    "company", "witness", "victim_family", "expert", "anonymous", "unknown",
]  # fmt: skip


class Problem(Noun):
    """Something that went wrong or was left open, for the person who can mend it."""

    code: str
    text: str


class Capture(Noun):
    """How the bytes of a report came in (custody); ``sha256`` is over the bytes as they came."""

    sha256: str
    bytes: int
    media_type: str
    encoding: str | None = None
    path: str | None = None
    extractor: str | None = None


class Report(Noun):
    """One published account. ``text`` is what every offset refers to; ``published`` is EDTF or None."""

    id: str
    name: str
    text: str
    lang: str | None = None
    published: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    capture: Capture | None = None
    problems: tuple[Problem, ...] = ()


class When(Noun):
    """The day the harm was done. ``date_prec``: 1 day, 2 within 2-6 days, 3 week, 4 month, 5 year (UCDP GED)."""

    edtf: str
    date_prec: int
    quote: str
    start: int
    end: int
    rule: str


class PlaceCandidate(Noun):
    """One gazetteer entry that a printed name could mean."""

    name: str
    kind: PlaceKind
    country: str | None
    adm1: str | None
    lat: float | None
    lon: float | None
    gazetteer: str | None
    score: float | None = None


class Place(Noun):
    """Where the harm was done. ``name`` is the printed name; ``where_prec`` is UCDP's 1-7; ``radius_km`` in kilometres."""

    name: str
    kind: PlaceKind
    country: str | None
    adm1: str | None
    lat: float | None
    lon: float | None
    where_prec: int
    radius_km: float | None
    gazetteer: str | None
    quote: str
    start: int
    end: int
    rule: str
    candidates: tuple[PlaceCandidate, ...] = ()


class Speaker(Noun):
    """Who says so, as printed. ``side`` is the canonical name of the party that the speaker belongs to, or None."""

    name: str | None
    role: str | None
    kind: SpeakerKind
    side: str | None
    quote: str
    start: int
    end: int


class Of(Noun):
    """The people a figure counts (SDG 16.1.2 dimensions and a role); all None: people, nothing said of them."""

    status: Status | None = None
    age_group: AgeGroup | None = None
    sex: Sex | None = None
    role: str | None = None


class BaseClaim(Noun):
    """What all claims share: one proposition, from one speaker, in one span. ``speaker`` None: the report's own voice."""

    id: str
    quote: str
    start: int
    end: int
    speaker: Speaker | None
    attribution: Attribution
    scope: Scope
    rule: str


class TollClaim(BaseClaim):
    """So many people harmed. ``lo``, ``hi``, ``point`` are what the words entail, in persons.

    ``overtaken``: the text itself says that the figure is no longer the newest ("rose from 39 to 52").
    """

    type: Literal["toll"] = "toll"
    harm: Harm
    lo: int | None
    hi: int | None
    point: int | None
    approx: bool = False
    vague: bool = False
    of: Of = Of()
    part_of: str | None = None
    overtaken: bool = False


class ResponsibilityClaim(BaseClaim):
    """Who did it, as asserted, accused, denied or admitted. ``actor`` is the canonical English name."""

    type: Literal["responsibility"] = "responsibility"
    actor: str
    actor_text: str
    stance: Stance


class WeaponClaim(BaseClaim):
    """What it was done with."""

    type: Literal["weapon"] = "weapon"
    value: Weapon
    model: str | None = None
    count: int | None = None


class TargetClaim(BaseClaim):
    """What was hit (field-standards 7.9)."""

    type: Literal["target"] = "target"
    value: Target
    count: int | None = None


Claim = Annotated[TollClaim | ResponsibilityClaim | WeaponClaim | TargetClaim, Field(discriminator="type")]


class Mention(Noun):
    """One incident as one report tells it. ``id`` is m1, m2 … within the report."""

    id: str
    role: Literal["main", "background"]
    kind: Kind
    when: When | None
    where: Place | None
    claims: tuple[Claim, ...]


class Reading(Noun):
    """What was read in one report: no mention is a correct answer, and the common one."""

    report: Report
    mentions: tuple[Mention, ...]
    problems: tuple[Problem, ...] = ()


class Membership(Noun):
    """A mention's place in an incident, with why, and who decided: ``machine`` or a person's name.

    ``unsure_by``: people who looked at it and could not tell.
    """

    report: str
    report_id: str
    mention: str
    score: float
    why: tuple[str, ...]
    decided_by: str
    unsure_by: tuple[str, ...] = ()


class Toll(Noun):
    """Low, best and high of one kind of harm to one group, by a named rule. ``best`` is None until a rule or person sets it."""

    harm: Harm
    of: Of
    low: int | None
    best: int | None
    high: int | None
    high_open: bool
    rule: str
    claims: tuple[str, ...]
    low_claims: tuple[str, ...] = ()
    best_claims: tuple[str, ...] = ()
    high_claims: tuple[str, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    flags: tuple[Flag, ...] = ()


class TollDay(Noun):
    """One toll as it stood at the end of a day, and the figures that came out on it. Ends are None where no figure is usable.

    ``day`` is ISO, the last day on which the report may have come out; None: reports without a date, apart from every day.
    """

    day: str | None
    harm: Harm
    of: Of
    low: int | None
    best: int | None
    high: int | None
    high_open: bool
    figures: tuple[FigureSaid, ...]


class ActorResponsibility(Noun):
    """For one accused actor: who asserts, accuses, denies and admits (speakers as printed; ``reporter``: outlets' own voice)."""

    actor: str
    asserted_by: tuple[str, ...] = ()
    accused_by: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    admitted_by: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


class WeaponFinding(Noun):
    """A weapon and the claims that name it."""

    value: Weapon
    claims: tuple[str, ...]


class ActorGrade(Noun):
    """The evidence against one accused actor: the grade that is suggested, with reasons, and the one that a person set."""

    actor: str
    suggested: Grade
    reasons: tuple[str, ...]
    claims: tuple[str, ...]
    grade: Grade | None = None


class IncidentWhen(Noun):
    """The day of an incident; ``date_start`` and ``date_end`` are ISO days, None where the year is unknown."""

    edtf: str
    date_start: str | None
    date_end: str | None
    date_prec: int


class Decided(Noun):
    """A value that a person set: who, when and why, by which decision; ``instead_of``: what the machine has there."""

    by: str
    at: str
    why: str
    decision: int
    value: JsonValue = None
    instead_of: JsonValue = None


class Amendment(Noun):
    """A person's word on a claim under an incident: a rejected one counts for nothing, a corrected one as ``changes`` say, an
    added one is wholly a person's, and ``changes`` are all its fields.
    """

    claim: str
    verdict: Literal["accepted", "rejected", "corrected", "added"]
    changes: dict[str, JsonValue]
    by: str
    at: str
    why: str
    decision: int


class Incident(Noun):
    """What several mentions tell of: harm at one place and time with one set of actors.

    ``version`` grows with each change. ``decided``: the fields that a person set; ``amended``: people's words on claims.
    ``status`` (of the victims) and ``state`` are set by people only.
    """

    id: str
    code: str
    title: str
    kind: Kind
    when: IncidentWhen | None
    where: Place | None
    mentions: tuple[Membership, ...]
    tolls: tuple[Toll, ...]
    responsibility: tuple[ActorResponsibility, ...]
    weapons: tuple[WeaponFinding, ...]
    contested: tuple[Contested, ...]
    n_reports: int
    n_independent: int
    languages: tuple[str, ...]
    kinships: tuple[Kinship, ...] = ()
    suggested_grade: Grade
    grade_reasons: tuple[str, ...]
    grade: Grade | None = None
    status: Status | None = None
    state: State | None = None
    grades: tuple[ActorGrade, ...] = ()
    denials: tuple[Denial, ...] = ()
    history: tuple[TollDay, ...] = ()
    version: int = 1
    amended: tuple[Amendment, ...] = ()
    decided: dict[str, Decided] = Field(default_factory=dict)
