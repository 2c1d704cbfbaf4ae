"""Values that a person sets on an incident: which there are, what each may be, and the incident that has it.

In: an incident as reconciled, the name of a field (``grade``, ``grade:Russia``, ``best:killed``, ``best:killed:child``, ``when``,
``where``, ``status``, ``kind``, ``title``, ``state``), and a value as JSON. Out: the incident with that value. Nothing else
about it changes, but for a title that follows from day, place and kind. Wrong fields and values are refused by name (CallError).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, get_args

from pydantic import JsonValue, ValidationError

from recounted.days import Days, printed_days
from recounted.errors import CallError
from recounted.messages import S_
from recounted.model import ActorGrade, AgeGroup, Grade, Harm, Incident, IncidentWhen, Kind, Of, Place, Sex, State, Status, Toll
from recounted.reconciling import heading

ANALYST = "analyst"
BY_A_PERSON = S_("set by a person")

_GROUPS = {
    "children": {"age_group": "child"},
    "girls": {"age_group": "child", "sex": "woman"},
    "boys": {"age_group": "child", "sex": "man"},
    "women": {"sex": "woman"},
    "men": {"sex": "man"},
    "civilians": {"status": "civilian"},
}
_CODES = {
    code: {name: code} for name, codes in (("status", Status), ("age_group", AgeGroup), ("sex", Sex)) for code in get_args(codes)
}
#: UCDP's date_prec by the longest stretch of days that it stands for (field-standards 3.4).
_PRECISIONS = ((1, 1), (6, 2), (7, 3), (31, 4))


def checked(field: str, value: JsonValue) -> tuple[str, JsonValue]:
    """The field and value in their normal form; None is a value taken back. Raises CallError that says what would do."""
    name, about = _split(field)
    if name not in _FIELDS:
        raise CallError(
            f"there is no field {field!r} to set; there are {', '.join(_FIELDS)} (grade:ACTOR, best:HARM, best:HARM:GROUP)"
        )
    if about and name not in ("grade", "best"):
        raise CallError(f"{name} is set for the whole incident; leave out {about!r}")
    if name == "best":
        about = _cell_name(*_cell(about))
    return f"{name}:{about}" if about else name, None if value is None else _FIELDS[name][0](value)


def current(incident: Incident, field: str) -> JsonValue:
    """The value that an incident has now, as JSON."""
    name, about = _split(field)
    if name == "best":
        harm, of = _cell(about)
        return next((t.best for t in incident.tolls if (t.harm, t.of) == (harm, of)), None)
    if about:
        return next((r.grade for r in incident.grades if r.actor == about), None)
    found = getattr(incident, name)
    dumped: JsonValue = (
        found.model_dump(mode="json") if isinstance(found, Place) else found.edtf if isinstance(found, IncidentWhen) else found
    )
    return dumped


def with_value(incident: Incident, field: str, value: JsonValue) -> Incident:
    """The incident with a value in its normal form."""
    name, about = _split(field)
    return _FIELDS[name][1](incident, about, value)


def _split(field: str) -> tuple[str, str]:
    name, _, about = field.partition(":")
    return name.strip(), about.strip()


# ----------------------------------------------------------------------------------------------------------------- tolls


def _cell(about: str) -> tuple[str, Of]:
    harm, _, group = about.partition(":")
    if harm not in get_args(Harm):
        raise CallError(f"best is set for one kind of harm, as in best:killed; there are {', '.join(get_args(Harm))}")
    parts: dict[str, str] = {}
    for word in group.split():
        parts |= _GROUPS.get(word) or _CODES.get(word) or {"role": " ".join(filter(None, (parts.get("role"), word)))}
    return harm, Of.model_validate(parts)


def _cell_name(harm: str, of: Of) -> str:
    group = " ".join(v for v in (of.status, of.age_group, of.sex, of.role) if v)
    return f"{harm}:{group}" if group else harm


#: More than there are. What a person types by mistake must not break what sums it.
MOST_PEOPLE = 10_000_000_000


def _number(value: JsonValue) -> JsonValue:
    if isinstance(value, str) and value.strip().isdecimal() and len(value) < 20:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_PEOPLE:
        raise CallError(S_(f"{value!r} is no number of people; give 0 or more"))
    return value


def _set_best(incident: Incident, about: str, value: Any) -> Incident:
    harm, of = _cell(about)
    mine = [t for t in incident.tolls if (t.harm, t.of) == (harm, of)]
    if not mine:
        bare = {
            "harm": harm,
            "of": of,
            "low": None,
            "best": value,
            "high": None,
            "high_open": False,
            "rule": ANALYST,
            "claims": (),
        }
        return incident.model_copy(update={"tolls": (*incident.tolls, Toll.model_validate(bare))})
    tolls = (t.model_copy(update={"best": value, "rule": ANALYST}) if t in mine else t for t in incident.tolls)
    return incident.model_copy(update={"tolls": tuple(tolls)})


# ---------------------------------------------------------------------------------------------------------- day and place


def _edtf(value: JsonValue) -> JsonValue:
    if not isinstance(value, str) or printed_days(value) is None:
        raise CallError(S_(f"{value!r} is no date; give EDTF, such as 2022-04-08, 2022-04 or 2022-07-28/2022-07-29"))
    return value


def _set_when(incident: Incident, _: str, value: Any) -> Incident:
    days = printed_days(value) or Days(0, 0, yearless=True)
    prec = next((prec for most, prec in _PRECISIONS if days.length <= most), 5)
    start, end = (None, None) if days.yearless else (_iso(days.first), _iso(days.last))
    when = IncidentWhen(edtf=value, date_start=start, date_end=end, date_prec=prec)
    return incident.model_copy(update={"when": when})


def _iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()


def _place(value: JsonValue) -> JsonValue:
    if not isinstance(value, dict) or not value.get("name"):
        raise CallError('a place is given with its name, as in {"name": "Sulaco", "country": "XX", "lat": 1.0, "lon": 2.0}')
    given = {**_PLACE, **value}
    given["where_prec"] = value.get("where_prec") or (1 if given["lat"] is not None else 4)
    try:
        whole: JsonValue = Place.model_validate(given).model_dump(mode="json")
    except ValidationError as error:
        first = error.errors()[0]
        raise CallError(f"the place cannot be used: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    if (given["lat"] is None) != (given["lon"] is None) or not _on_earth(given["lat"], given["lon"]):
        raise CallError(S_("a place has both latitude (-90 to 90) and longitude (-180 to 180), or neither"))
    return whole


#: A person's place quotes no report: its words are empty, and its rule says who.
_PLACE: dict[str, Any] = {
    "kind": "settlement", "country": None, "adm1": None, "lat": None, "lon": None, "radius_km": None, "gazetteer": None,
    "quote": "", "start": 0, "end": 0, "rule": BY_A_PERSON,
}  # fmt: skip


def _on_earth(lat: Any, lon: Any) -> bool:
    return lat is None or (abs(float(lat)) <= 90 and abs(float(lon)) <= 180)


def _set_where(incident: Incident, _: str, value: Any) -> Incident:
    return incident.model_copy(update={"where": Place.model_validate(value)})


# ----------------------------------------------------------------------------------------------------------------- codes


def _one_of(name: str, codes: Any) -> Callable[[JsonValue], JsonValue]:
    def check(value: JsonValue) -> JsonValue:
        if value not in get_args(codes):
            raise CallError(f"{value!r} is no {name}; there are {', '.join(get_args(codes))}")
        return value

    return check


def _words(value: JsonValue) -> JsonValue:
    if not isinstance(value, str) or not value.strip():
        raise CallError(S_("a title has words"))
    return " ".join(value.split())


def _set_grade(incident: Incident, actor: str, value: Any) -> Incident:
    if not actor:
        return incident.model_copy(update={"grade": value})
    rows = tuple(r.model_copy(update={"grade": value}) if r.actor == actor else r for r in incident.grades)
    if all(r.actor != actor for r in rows):  # nobody blames that actor here any more; the person's word stays
        reasons = (S_("nobody here blames them"),)
        rows = (*rows, ActorGrade(actor=actor, suggested="ungraded", reasons=reasons, claims=(), grade=value))
    return incident.model_copy(update={"grades": rows})


def _plainly(name: str) -> Callable[[Incident, str, Any], Incident]:
    return lambda incident, _, value: incident.model_copy(update={name: value})


Check = Callable[[JsonValue], JsonValue]
Setter = Callable[[Incident, str, Any], Incident]

#: Field → what its value may be, and how it is set.
_FIELDS: dict[str, tuple[Check, Setter]] = {
    "best": (_number, _set_best),
    "grade": (_one_of("grade", Grade), _set_grade),
    "when": (_edtf, _set_when),
    "where": (_place, _set_where),
    "status": (_one_of("status of victims", Status), _plainly("status")),
    "kind": (_one_of("kind of incident", Kind), _plainly("kind")),
    "title": (_words, _plainly("title")),
    "state": (_one_of("state of an incident", State), _plainly("state")),
}


def titled(incident: Incident) -> Incident:
    """The incident with the title that its day, place and kind give."""
    return incident.model_copy(update={"title": heading.title(incident.kind, incident.when, incident.where)})
