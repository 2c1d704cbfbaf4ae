"""``history``: who did what, when, what was before and after, and why; the newest last.

In: an incident, claim or report, or nothing for the list of all that people decided. Out: a table for 80 columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recounted.cli import words
from recounted.cli.incidents import CasebookOption, open_casebook
from recounted.cli.terminal import clean, console, say
from recounted.errors import CallError
from recounted.model import Act, Of, Toll
from recounted.settings import DEFAULT_CASEBOOK

if TYPE_CHECKING:
    from rich.table import Table

    from recounted.casebook import Casebook, HistoryEntry

#: Acts that are listed; more are counted.
_MOST = 200
_NOTHING = "–"

Past = Mapping[str, Any]


def history(
    id: Annotated[str | None, typer.Argument(metavar="ID", help="An incident, claim or report; all acts if not given.")] = None,
    casebook: CasebookOption = DEFAULT_CASEBOOK,
) -> None:
    """Show what happened to an incident, claim or report, or list what people decided."""
    with open_casebook(casebook) as book:
        if id is None:
            _list_acts(book)
            return
        found = book.history_of(id)
        if not found:
            raise CallError(f"{casebook}: knows nothing called {id}; `recounted incidents` lists the incidents' codes")
        console().print(history_table(found, book.mention_names(_keys(found))))


def _list_acts(book: Casebook) -> None:
    from recounted.casebook.acts import undone

    found = book.acts()
    if not found:
        say("nobody decided anything here yet; `recounted decide --help` says how")
        return
    console().print(acts_table(found[-_MOST:], undone(found)))
    if len(found) > _MOST:
        say(f"and {len(found) - _MOST} earlier acts")


def acts_table(found: Iterable[Act], undone: set[int]) -> Table:
    """One row an act: number, when, who, what and why, and whether it stands."""
    from rich.text import Text

    table = _table(4, 16, 15)
    for act in found:
        what = Text(clean(act.verb), style="bold")
        what.append(f" act {act.undoes}" if act.undoes else "")
        what.append(f": {clean(act.why)}" if act.why else "")
        what.append(" (undone)" if act.number in undone else "", style="yellow")
        table.add_row(str(act.number), _time(act.at), clean(act.by), what)
    return table


def history_table(found: Iterable[HistoryEntry], names: Mapping[str, str]) -> Table:
    """One row an entry: when, who, what with before and after, why. ``names``: key of a mention → how it is printed."""
    from rich.text import Text

    table = _table(16, 15)
    for entry in found:
        what = Text(clean(entry.what), style="bold")
        if entry.why and not entry.why.startswith("linked anew"):
            what.append(f" ({clean(entry.why)})")
        for line in lines_of(entry, names):
            what.append(f"\n{clean(line)}")
        table.add_row(_time(entry.at), clean(entry.who), what)
    return table


def _table(*widths: int) -> Table:
    from rich.table import Table

    table = Table.grid(padding=(0, 1), pad_edge=False)
    for width in widths:
        table.add_column(width=width, overflow="fold")
    table.add_column(overflow="fold", ratio=1)
    return table


def _time(at: str) -> str:
    return clean(at[:16].replace("T", " "))


def _keys(found: Iterable[HistoryEntry]) -> list[str]:
    made = [d for e in found if isinstance(e.after, dict) for d in e.after.get("decisions", ())]
    return [k for d in made if d["type"] == "link" for k in (*d["mentions"], *d["others"])]


# ------------------------------------------------------------------------------------------------------- what was done


def lines_of(entry: HistoryEntry, names: Mapping[str, str]) -> list[str]:
    """What an entry says beyond its heading, a line each: decisions in words, or the fields of an incident before and after."""
    before, after = entry.before, entry.after
    if entry.what.startswith("decided: ") and isinstance(after, dict):
        undoes = after.get("undoes")
        told = [f"act {undoes['number']}: {undoes['verb']}, by {undoes['by']}"] if undoes else []
        return [*told, *(_decision(d, names) for d in after["decisions"])]
    if entry.what.startswith("incident ") and isinstance(after, dict):
        return list(changes(before or {}, after))
    if entry.what == "report stored":
        return [f"as {after['name']}, {after['mentions']} mentions of incidents"]
    if entry.what == "report read again":
        return [f"{len(before['claims'])} claims before; {after['mentions']} mentions of incidents now"]
    return [f"→ {after}"] if isinstance(after, str) else []


def _decision(made: Past, names: Mapping[str, str]) -> str:
    match made["type"]:
        case "link":
            lists = [", ".join(names.get(k, k) for k in made[part]) for part in ("mentions", "others") if made[part]]
            return f"{made['verdict'].replace('_', ' ')}: {' | '.join(lists)}"
        case "field":
            return f"{made['field']} {'taken back' if made['value'] is None else '= ' + _shown(made['value'])}"
        case "claim":
            told = made["changes"] if made["verdict"] != "added" else {"words": made["changes"]["quote"]}
            changed = ", ".join(f"{field} = {_shown(value)}" for field, value in told.items())
            return f"{made['verdict']}: {made['claim']}" + (f", {changed}" if changed else "")
        case "tie":
            return f"{made['denial']} denies {', '.join(made['claims']) or 'nothing here'}"
        case "rule":
            return f"toll rule {made['rule'] or 'as where nobody chose'}"
    return f"{made['verdict'].replace('_', ' ')}: {made['report']}"


def _shown(value: Any) -> str:
    return str(value.get("name") or value) if isinstance(value, dict) else str(value)


def changes(before: Past, after: Past) -> Iterator[str]:
    """The fields of an incident that differ, as ``killed 50–52 → 50–54``; of a new incident, what it is."""
    old, new = _facts(before), _facts(after)
    for name in (*new, *(n for n in old if n not in new)):
        was, now = old.get(name), new.get(name)
        if was == now:
            continue
        yield f"{name} {now}" if not before else f"{name} {was or _NOTHING} → {now or _NOTHING}"
    was_in, is_in = _accounts(before), _accounts(after)
    for sign, found in (("with", is_in - was_in), ("without", was_in - is_in)):
        if found:
            yield f"{sign} {', '.join(sorted(found))}"


def _facts(body: Past) -> dict[str, str]:
    """What an incident says, by field, in words; what nobody stated is not there."""
    if not body:
        return {}
    found: dict[str, Any] = {name: body.get(name) for name in ("code", "title", "kind", "state", "status", "grade")}
    found["day"] = body["when"] and body["when"]["edtf"]
    found["place"] = body["where"] and body["where"]["name"]
    for row in body["tolls"]:
        toll = Toll.model_validate({**row, "flags": (), "of": Of.model_validate(row["of"])})
        best = f", best {toll.best}" if toll.best is not None else ""
        found[words.harm(toll)] = f"{words.toll_figure(toll)}{best}"
    for row in body["responsibility"]:
        said = {stance: ", ".join(row[f"{stance}_by"]) for stance in ("asserted", "accused", "admitted", "denied")}
        found[f"{row['actor']}:"] = "; ".join(f"{stance} by {who}" for stance, who in said.items() if who)
    for row in body.get("grades", ()):
        found[f"grade for {row['actor']}"] = row["grade"]
    found["weapons"] = ", ".join(w["value"] for w in body["weapons"])
    found["suggested grade"] = body["suggested_grade"]
    found["independent reports"] = body["n_independent"]
    found["set by people"] = ", ".join(body.get("decided", ()))
    found["claims judged"] = ", ".join(f"{a['claim']} {a['verdict']}" for a in body.get("amended", ()))
    found["links in doubt"] = ", ".join(f"{m['report']}#{m['mention']}" for m in body["mentions"] if m.get("unsure_by"))
    return {
        name: str(value).replace("_", " ") if name != "code" else value
        for name, value in found.items()
        if value not in (None, "")
    }


def _accounts(body: Past) -> set[str]:
    return {f"{m['report']}#{m['mention']}" for m in body.get("mentions", ())}
