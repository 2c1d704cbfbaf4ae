"""An earlier incident, told in passing by reports of another one, is linked as background to the reports that told of it."""

from recounted import Reading, read_text
from recounted.linking import cluster, facts_of
from recounted.linking.facts import accounts_of

ATTACK = ("A bomb exploded in the market of Mubi, Adamawa state, on Tuesday, killing 50 people, police said.", "2024-05-01")
PASSING = [
    ("Gunmen attacked a checkpoint on Wednesday in Mubi, the town where 50 people died in a bombing last week, killing three "
     "soldiers, the army said.", "2024-05-08"),
    ("Des hommes armés ont attaqué mercredi un poste de contrôle à Mubi, au Nigeria, la ville où 50 personnes sont mortes dans "
     "un attentat la semaine dernière, tuant trois soldats.", "2024-05-08"),
]  # fmt: skip


def incidents(*told: tuple[str, str]) -> list[set[tuple[str, str]]]:
    """The incidents of some reports, as sets of (report's name, role of its mention)."""
    readings: list[Reading] = [read_text(t, name=f"r{n}", published=day) for n, (t, day) in enumerate(told)]
    accounts = {a.key: a for a in accounts_of(readings)}
    found = cluster(facts_of(a.report, a.mention) for a in accounts.values())
    return [{(accounts[m.key].report.name, accounts[m.key].mention.role) for m in members} for members in found]


def test_the_town_where_fifty_died_last_week() -> None:
    found = incidents(ATTACK, *PASSING)
    assert {("r0", "main"), ("r1", "background"), ("r2", "background")} in found
    assert {("r1", "main"), ("r2", "main")} in found
    assert len(found) == 2


def test_another_bombing_is_no_background() -> None:
    elsewhere = (PASSING[0][0].replace("Mubi", "Gusau"), PASSING[0][1])
    assert {("r0", "main")} in incidents(ATTACK, elsewhere)
    later = (PASSING[0][0], "2024-07-10")
    assert {("r0", "main")} in incidents(ATTACK, later)
