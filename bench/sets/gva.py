"""Gun Violence Archive articles (SemEval-2018 task 5): shootings in the United States, with final tolls, linked by incident.

Each gold incident is compared with ours that shares most articles with it. Our number is the best, else the high, else the low
end; a harm that our incident does not mention is 0; a gold incident that we do not have is wrong.
"""

from __future__ import annotations

from bench.data import json_lines
from bench.matching import main_mention, says_day, subgroup, words
from bench.readings import LabelledSet
from bench.sets.airwars import best_home, shared
from bench.tally import Tally
from recounted import Incident

NAME = "gva"


def measure(gva: LabelledSet) -> Tally:
    """Linking, and the tolls, date and city of linked incidents."""
    tally = Tally(NAME)
    tally.texts["all"] = len(gva.labels)
    truth = {label["id"]: label["incident"] for label in gva.labels}
    homes = {n: home for n in truth if (home := gva.home(n, main_mention(gva.readings.get(n))))}
    ours = {name: home.id for name, home in homes.items()}
    for title, some in (("multi-article incidents", shared(truth)), ("all articles", truth)):
        tally.linking("all", f"linking, {title}", some, ours)
    for label in json_lines(gva.folder / "incidents.jsonl"):
        names = [name for name, incident in truth.items() if incident == label["incident"]]
        if not names:
            continue
        incident = best_home(names, homes)
        tally.add(("all",), "incident told", incident is not None, 1)
        for harm in ("killed", "injured"):
            right = incident is not None and number(incident, harm) == label[harm]
            for title, least in (("", 0), (", above 0", 1), (", above 1", 2)):
                if label[harm] >= least:
                    tally.add(("all",), f"{harm}{title}", right, 1)
        when, where = (incident.when, incident.where) if incident else (None, None)
        tally.add(("all",), "date", says_day(label["date"], when.edtf if when else None), 1)
        city, place = words(label["city"].split("(")[0]), words(where.name if where else None)
        tally.add(("all",), "city", bool(place) and (place <= city or city <= place), 1)
    return tally


def number(incident: Incident, harm: str) -> int:
    """The largest number that an incident gives of a harm to people; 0 where it gives none."""
    tolls = (t for t in incident.tolls if t.harm == harm and subgroup(t.of) == "people")
    said = (next((n for n in (t.best, t.high, t.low) if n is not None), None) for t in tolls)
    return max((n for n in said if n is not None), default=0)
