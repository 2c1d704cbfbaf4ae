"""The toll rule of a casebook: chosen by a person, carried out at once, undone like any decision."""

from __future__ import annotations

from pathlib import Path

import pytest

from by_hand import ARMY, MAYOR, TOWN, Who, blames, killed, reading, told
from recounted.casebook import Casebook, Look, anew, update_incidents
from recounted.errors import CallError
from recounted.reconciling.rules import RULES

GOVERNOR = Who("Luis Vega", "governor", "local_authority", "Costaguana")
FIRST = reading("first", told("2022-04-08", TOWN, killed(39, by=MAYOR)), published="2022-04-08")
LATER = reading("later", told("2022-04-08", TOWN, killed(52, by=GOVERNOR)), published="2022-04-10")


def tolls(book: Casebook) -> list[tuple[str, int | None]]:
    return [(t.rule, t.best) for i in book.incidents() for t in i.tolls]


def test_a_rule_is_chosen_kept_and_undone(tmp_path: Path) -> None:
    path = tmp_path / "a.casebook"
    with Casebook.open(path) as book:
        book.put_readings([FIRST, LATER])
        update_incidents(book)
        before = [i.tolls for i in book.incidents()]
        act = book.use_rule("most_recent_independent", by="R. Reader", why="the last word counts")
        assert tolls(book) == [("most_recent_independent", 52)]
        assert list(anew(book, book.incidents(), Look(as_of="2022-04-09"))) != list(book.incidents())
    with Casebook.open(path) as book:
        assert update_incidents(book).changed == 0, "a rerun keeps the rule"
        assert tolls(book) == [("most_recent_independent", 52)]
        (looked,) = anew(book, book.incidents(), Look(as_of="2022-04-09"))
        assert looked is not None
        assert [(t.rule, t.best) for t in looked.tolls] == [("most_recent_independent", 39)]
        book.undo(act.number, by="R. Reader")
        assert [i.tolls for i in book.incidents()] == before
        book.redo(by="R. Reader")
        book.use_rule(None, by="R. Reader")
        assert [i.tolls for i in book.incidents()] == before
        assert book.check() == []
        assert next(e.what for e in book.history("casebook")) == "decided: rule most_recent_independent"


def test_a_look_by_a_rule_shows_what_the_rule_would_make_of_it(tmp_path: Path) -> None:
    denies = reading("no", told("2022-04-08", TOWN, blames("Azania", by=ARMY, stance="denied")), published="2022-04-11")
    blame = reading("blame", told("2022-04-08", TOWN, blames("Azania", by=MAYOR), killed(47)), published="2022-04-11")
    with Casebook.open(tmp_path / "a.casebook") as book:
        book.put_readings([FIRST, LATER, denies, blame])
        update_incidents(book)
        (one,) = book.incidents()
        book.reject(blame.mentions[0].claims[1].id, by="R. Reader")
        book.correct(LATER.mentions[0].claims[0].id, {"lo": 50}, by="R. Reader")
        for field, value in (("best:killed", 40), ("grade", "fair"), ("when", "2022-04-07"), ("state", "published")):
            book.set_value(one.id, field, value, by="R. Reader")
        book.tie(denies.mentions[0].claims[0].id, [blame.mentions[0].claims[0].id], by="R. Reader")
        looks = {rule: next(anew(book, book.incidents(), Look(rule=rule))) for rule in RULES}
        for rule, looked in looks.items():
            book.use_rule(rule, by="R. Reader")
            (stored,) = book.incidents()
            assert looked is not None
            assert stored.model_copy(update={"version": looked.version}) == looked


def test_an_unknown_rule_is_refused(tmp_path: Path) -> None:
    with Casebook.open(tmp_path / "a.casebook") as book:
        with pytest.raises(CallError, match="there is no toll rule 'guess'; there are airwars_min_max"):
            book.use_rule("guess", by="R. Reader")
        assert book.acts() == []


def test_the_choice_of_a_rule_stands_in_the_history_as_printed(tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from recounted.cli import app

    path = str(tmp_path / "a.casebook")
    with Casebook.open(path) as book:
        book.put_readings([FIRST])
        book.use_rule("analyst", by="R. Reader")
    done = CliRunner().invoke(app, ["history", "casebook", "--casebook", path], catch_exceptions=False)
    assert "toll rule analyst" in done.stdout
