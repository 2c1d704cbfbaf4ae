"""MAVERICK: coded reports of electoral violence in Kenya, rows without texts, linked by their facts (CC BY 4.0).

A printed source is a report, each of its rows a mention with a text made of what was coded, so that the code that links and
reconciles readings runs as it is. Zero deaths may mean none or not said, so figures count above zero. Events whose rows differ on
deaths are reconciled from their labelled rows: every value has to come out, low and high at the extremes.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bench import peers
from bench.data import Label, json_lines
from bench.readings import LabelledSet
from bench.tally import BY, Tally
from recounted.linking import Account, Facts, cluster, facts_of
from recounted.model import Incident, Membership, Mention, Place, Report, ResponsibilityClaim, Toll, TollClaim, When
from recounted.reconciling import reconcile

NAME = "maverick"
COUNTRIES = {"Kenya": "KE", "Cote d'Ivoire": "CI"}
#: geo_precision of the set (6 exact to 1 wide) as UCDP's, and as kilometres.
PRECISIONS = {6: (1, 0.0), 5: (1, 1.0), 4: (1, 2.0), 3: (1, 5.0), 2: (3, 25.0), 1: (4, 80.0)}
HARMS = {"deaths": "killed", "injuries": "injured"}


def measure(maverick: LabelledSet) -> Tally:
    """Linking of all rows, beside a floor and what others make of them; events in conflict."""
    rows = json_lines(maverick.folder / "labels.jsonl")
    tally, gold = Tally(NAME), {row["row"]: row["event_id"] for row in rows}
    tally.texts["all"] = len(rows)
    accounts = accounts_of(rows)
    tally.linking("all", "linking", gold, linked(accounts))
    floor = {row["row"]: f"{row['city']} {row['date_start']}" for row in rows}
    tally.linking(f"all{BY}date and city", "linking", gold, floor)
    for peer, found in peers.linked_rows(rows):
        tally.linking(f"all{BY}{peer}", "linking", gold, found)
    _conflicts(tally, rows, accounts)
    return tally


def accounts_of(rows: Iterable[Label]) -> dict[str, Account]:
    """Each row as the account of a report."""
    by_source: dict[str, list[Label]] = defaultdict(list)
    for row in rows:
        by_source[row["source"] or row["row"]].append(row)
    found = {}
    for source, mine in by_source.items():
        for number, row in enumerate(mine, 1):
            found[row["row"]] = _account(source, f"m{number}", row)
    return found


def linked(accounts: dict[str, Account]) -> dict[str, str]:
    """Row → the incident that it was linked into."""
    facts: dict[str, Facts] = {row: facts_of(a.report, a.mention) for row, a in accounts.items()}
    home = {member.key: found[0].key for found in cluster(facts.values()) for member in found}
    return {row: home[one.key] for row, one in facts.items()}


class _Page:
    """A text that grows by what was coded; every quote stands in it."""

    def __init__(self, start: str) -> None:
        self.text = start

    def put(self, words: str) -> tuple[str, int, int]:
        at = len(self.text)
        self.text += f"{words}\n"
        return words, at, at + len(words)


def _account(source: str, mention: str, row: Label) -> Account:
    page = _Page(f"{row['headline'] or source}\n")
    name = hashlib.sha256(source.encode()).hexdigest()
    day = row["date_start"] if row["date_start"] == row["date_end"] else f"{row['date_start']}/{row['date_end']}"
    quote, start, end = page.put(day)
    when = When(edtf=day, date_prec=1 if "/" not in day else 2, quote=quote, start=start, end=end, rule="coded")
    told = Mention(
        id=mention, role="main", kind="unclear", when=when, where=_where(page, row),
        claims=(*_tolls(page, row, f"{name[:12]}.{mention}"), *_actors(page, row, f"{name[:12]}.{mention}")),
    )  # fmt: skip
    published = row["source_date"] or None
    report = Report(
        id=f"sha256:{name}", name=source, text=page.text, published=published, outlet=row["outlet"], title=row["headline"]
    )
    return Account(report, told)


def _where(page: _Page, row: Label) -> Place | None:
    if not (row["location"] or row["city"]):
        return None
    printed, start, end = page.put(row["location"] or row["city"])
    prec, radius = PRECISIONS.get(row["geo_precision"], (3, 25.0))
    return Place(
        name=printed, kind="settlement", country=COUNTRIES.get(row["country"]), adm1=None, lat=row["lat"], lon=row["lon"],
        where_prec=prec, radius_km=radius, gazetteer=None, quote=printed, start=start, end=end, rule="coded",
    )  # fmt: skip


def _tolls(page: _Page, row: Label, prefix: str) -> Iterator[TollClaim]:
    for field, harm in HARMS.items():
        count = row[field]
        if count and count["best"] and count["high"]:
            quote, start, end = page.put(f"{count['low']} to {count['high']} {harm}")
            yield TollClaim.model_validate(
                {
                    "id": f"{prefix}.{field}", "quote": quote, "start": start, "end": end, "speaker": None, "rule": "coded",
                    "attribution": "reporter_voice", "scope": "incident", "harm": harm, "lo": count["low"], "hi": count["high"],
                    "point": count["best"],
                }
            )  # fmt: skip


def _actors(page: _Page, row: Label, prefix: str) -> Iterator[ResponsibilityClaim]:
    for number, actor in enumerate(row["actors"], 1):
        if "perpetrator" in actor["roles"] and not actor["name"].startswith("Unknown actor"):
            quote, start, end = page.put(actor["name"])
            yield ResponsibilityClaim(
                id=f"{prefix}.a{number}", quote=quote, start=start, end=end, speaker=None, attribution="reporter_voice",
                scope="incident", rule="coded", actor=actor["name"], actor_text=actor["name"], stance="asserted",
            )  # fmt: skip


# ------------------------------------------------------------------------------------------------------ events in conflict


def _conflicts(tally: Tally, rows: Sequence[Label], accounts: dict[str, Account]) -> None:
    """Events whose rows give different numbers of dead: as labelled, every number and both extremes; as linked, whole or not."""
    events: dict[str, list[Label]] = defaultdict(list)
    for row in rows:
        if row["deaths"] and row["deaths"]["best"] and row["deaths"]["high"]:
            events[row["event_id"]].append(row)
    for mine in events.values():
        counts = [row["deaths"] for row in mine]
        if len({(c["low"], c["best"], c["high"]) for c in counts}) < 2:
            continue
        incident = _reconciled([accounts[row["row"]] for row in mine])
        toll = next((t for t in incident.tolls if t.harm == "killed"), None)
        aside = {left.claim for t in incident.tolls for left in t.excluded}
        kept = {claim for t in incident.tolls for claim in t.claims}
        told = [_killed(accounts[row["row"]]) for row in mine]
        tally.add(("all",), "conflict: low and high are the extremes", _spans(toll, counts), 1)
        standing = [c for c, claim in zip(counts, told, strict=True) if claim not in aside]
        tally.add(("all",), "conflict: the extremes, but for an outlet's own earlier figures", _spans(toll, standing), 1)
        tally.add(("all",), "conflict: every value kept, or set aside with a reason", set(told) <= kept | aside, 1)


def _spans(toll: Toll | None, counts: Sequence[Label]) -> bool:
    """Do low and high lie at the ends of these counts?"""
    if toll is None or not counts:
        return False
    return (toll.low, toll.high) == (min(c["low"] for c in counts), max(c["high"] for c in counts))


def _killed(account: Account) -> str:
    return next(c.id for c in account.mention.claims if isinstance(c, TollClaim) and c.harm == "killed")


def _reconciled(accounts: Sequence[Account]) -> Incident:
    memberships = [
        Membership(report=a.report.name, report_id=a.report.id, mention=a.mention.id, score=1.0, why=(), decided_by="the labels")
        for a in accounts
    ]
    return reconcile(accounts, memberships, id="i", code="c")
