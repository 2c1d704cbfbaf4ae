"""An incident as one flat row: what the CSV and the GeoJSON profile share.

In: an incident. Out: column → value, with the HXL tag of each column (https://hxlstandard.org, tags of field-standards 7.1;
``#x_`` are ours). None is "not stated" and comes out empty, never as 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from recounted.model import Incident, Of, Place, Toll

if TYPE_CHECKING:
    from recounted.casebook.store import ReportCard

Row = dict[str, Any]

_KIND_OF_RADIUS = {1: 5_000, 2: 25_000}  # metres: a town as in the contract; UCDP's "within ca. 25 km"
_GROUPS = {
    "": Of(),
    "civilians": Of(status="civilian"),
    "children": Of(age_group="child"),
    "women": Of(sex="woman"),
    "men": Of(sex="man"),
}
_GROUP_TAG = {"": "", "civilians": "+civilians", "children": "+children", "women": "+f", "men": "+m"}
_COUNTED = {"killed": tuple(_GROUPS), "injured": ("", "children"), "missing": ("",), "abducted": ("",)}

TAGS: dict[str, str] = {
    "code": "#event+code",
    "id": "#event+id",
    "title": "#description",
    "kind": "#event+type",
    "date": "#date+occurred",
    "date_start": "#date+start",
    "date_end": "#date+end",
    "date_prec": "#x_date_prec",
    "country": "#country+code+v_iso2",
    "adm1": "#adm1+name",
    "place": "#loc+name",
    "lat": "#geo+lat",
    "lon": "#geo+lon",
    "where_prec": "#x_where_prec",
    "uncertainty_radius_m": "#x_radius_m",
}
for _harm, _groups in _COUNTED.items():
    for _group in _groups:
        for _end, _tag in (("low", "+min"), ("best", "+best"), ("high", "+max")):
            TAGS["_".join(filter(None, (_harm, _group, _end)))] = f"#affected+{_harm}{_GROUP_TAG[_group]}{_tag}"
        TAGS["_".join(filter(None, (_harm, _group, "high_open")))] = ""
TAGS |= {
    "toll_rule": "#x_rule",
    "said_responsible": "#group+name+accused",
    "denied_for": "#group+name+denied",
    "weapons": "#x_weapon",
    "contested": "#x_contested",
    "n_reports": "#x_reports",
    "n_independent": "#x_sources",
    "languages": "#x_languages",
    "suggested_grade": "#x_grade+suggested",
    "grade": "#x_grade",
    "sources": "#meta+url",
}


def row_of(incident: Incident, reports: Mapping[str, ReportCard]) -> Row:
    """One row, in the order of ``TAGS``."""
    row: Row = {"code": incident.code, "id": incident.id, "title": incident.title, "kind": incident.kind}
    row |= _when(incident) | _where(incident.where) | _tolls(incident.tolls)
    blamed = [r.actor for r in incident.responsibility if r.asserted_by or r.accused_by or r.admitted_by]
    urls = sorted({c.url for m in incident.mentions if (c := reports.get(m.report_id)) and c.url})
    row |= {
        "toll_rule": incident.tolls[0].rule if incident.tolls else None,
        "said_responsible": _joined(blamed),
        "denied_for": _joined([r.actor for r in incident.responsibility if r.denied_by]),
        "weapons": _joined([w.value for w in incident.weapons]),
        "contested": _joined([c.field for c in incident.contested]),
        "n_reports": incident.n_reports,
        "n_independent": incident.n_independent,
        "languages": _joined(incident.languages),
        "suggested_grade": incident.suggested_grade,
        "grade": incident.grade,
        "sources": _joined(urls),
    }
    return {column: row.get(column) for column in TAGS}


def _joined(items: Any) -> str | None:
    return "; ".join(items) or None


def _when(incident: Incident) -> Row:
    day = incident.when
    if day is None:
        return {}
    return {"date": day.edtf, "date_start": day.date_start, "date_end": day.date_end, "date_prec": day.date_prec}


def _where(place: Place | None) -> Row:
    if place is None:
        return {}
    return {
        "country": place.country,
        "adm1": place.adm1,
        "place": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "where_prec": place.where_prec,
        "uncertainty_radius_m": radius_m(place),
    }


def radius_m(place: Place) -> int | None:
    """Metres around the point within which the place lies; None where nothing is known."""
    if place.radius_km is not None:
        return round(place.radius_km * 1000)
    return _KIND_OF_RADIUS.get(place.where_prec)


def _tolls(tolls: tuple[Toll, ...]) -> Row:
    cells: dict[tuple[str, Of], Toll] = {(t.harm, t.of): t for t in tolls}
    row: Row = {}
    ends: dict[str, Callable[[Toll], Any]] = {
        "low": lambda t: t.low,
        "best": lambda t: t.best,
        "high": lambda t: t.high,
        "high_open": lambda t: "yes" if t.high_open else "no",
    }
    for harm, groups in _COUNTED.items():
        for group in groups:
            toll = cells.get((harm, _GROUPS[group]))
            row |= {"_".join(filter(None, (harm, group, e))): get(toll) if toll else None for e, get in ends.items()}
    return row
