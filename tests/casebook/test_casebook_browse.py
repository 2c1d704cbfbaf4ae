"""Lists, filters and search stand on tables of their own: they must say what the incidents and reports themselves say."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from by_hand import MAYOR, Spot, blames, injured, killed, reading, told, weapon
from recounted.casebook import Casebook, file, search, update_incidents
from recounted.casebook.browse import Browse, Sort, View
from recounted.casebook.masks import Area
from recounted.casebook.worth import needs_of
from recounted.model import Incident

COUNTRIES, ACTORS, WEAPONS, LANGS = ("UA", "CO", "ML"), ("Azania", "Costaguana"), ("missile", "drone"), ("en", "uk", "ar")


def many(n: int) -> list[object]:
    return [
        reading(
            f"r{i}.txt",
            told(
                None if i % 11 == 0 else f"2022-{1 + i % 12:02}-{1 + i % 28:02}",
                Spot(f"Town {i}", COUNTRIES[i % 3], i / 2, i / 3),
                killed(i % 7) if i % 5 else injured(3),
                *([blames(ACTORS[i % 2], by=MAYOR)] if i % 3 else []),
                *([weapon(WEAPONS[i % 2])] if i % 4 else []),
            ),
            lang=LANGS[i % 3],
            outlet=f"Outlet {i % 4}",
            text=f"alpha{i % 2} beta{i % 3} gamma\n",
        )
        for i in range(n)
    ]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory):
    with Casebook.open(tmp_path_factory.mktemp("browse") / "t.casebook") as casebook:
        casebook.put_readings(many(80))
        update_incidents(casebook)
        yield casebook


def fits(incident: Incident, view: View, book: Casebook) -> bool:
    """What a view asks for, worked out from the incident itself."""
    reports = [r.report for r in book.readings(m.report_id for m in incident.mentions)]
    known = {
        "country": {incident.where and incident.where.country},
        "actor": {r.actor for r in incident.responsibility},
        "weapon": {w.value for w in incident.weapons},
        "harm": {t.harm for t in incident.tolls},
        "language": set(incident.languages),
        "grade": {incident.grade or "unset"},
        "suggested": {incident.suggested_grade},
        "state": {incident.state or "unset"},
        "need": {n.code for n in needs_of(incident, {}, 0)},
        "source": {r.outlet for r in reports},
    }
    day = incident.when.date_start if incident.when else None
    where, box = incident.where, view.area
    return (
        all(known[name] & set(values) for name, values in view.chosen)
        and (box is None or (where is not None and inside(box, where.lat, where.lon)))
        and (not view.since or (day is not None and (incident.when.date_end or day) >= view.since))  # type: ignore[union-attr]
        and (not view.until or (day is not None and day <= view.until))
        and all(any(word in r.text.split() for r in reports) for word in view.search.split()[:1])
    )


def inside(box: Area, lat: float | None, lon: float | None) -> bool:
    if lat is None or lon is None or not box.south <= lat <= box.north:
        return False
    return box.west <= lon <= box.east if box.west <= box.east else lon >= box.west or lon <= box.east


#: In the middle, across the 180th meridian, all round.
BOXES = (Area(5.0, 5.0, 30.0, 20.0), Area(0.0, 20.0, 90.0, 10.0), Area(-90.0, -180.0, 90.0, 180.0))
VALUES = {
    "country": COUNTRIES,
    "actor": ACTORS,
    "weapon": WEAPONS,
    "harm": ("killed", "injured"),
    "language": LANGS,
    "source": ("Outlet 1",),
    "need": ("new", "waiting", "contested"),
    "suggested": ("fair", "weak", "contested"),
    "state": ("unset", "reviewed"),
}


@st.composite
def views(draw: st.DrawFn) -> View:
    names = draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=3, unique=True))
    chosen = tuple((n, tuple(draw(st.lists(st.sampled_from(VALUES[n]), min_size=1, max_size=2, unique=True)))) for n in names)
    days = st.sampled_from(["", "", "2022-03-05", "2022-09-20"])
    sort: Sort = draw(st.sampled_from(["worth", "newest", "oldest", "killed", "reports", "contested"]))
    return View(
        draw(st.sampled_from(["", "", "alpha1", "beta2"])),
        draw(days),
        draw(days),
        chosen,
        sort,
        draw(st.sampled_from([None, None, *BOXES])),
    )


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(views(), st.sampled_from([1, 7, 50]))
def test_pages_and_sums_are_those_of_the_incidents(book: Casebook, view: View, size: int) -> None:
    browse, wanted = Browse(book), {i.id for i in book.incidents() if fits(i, view, book)}
    seen: list[str] = []
    keys = []
    page = browse.page(view, limit=size)
    while True:
        seen += [c.body["id"] for c in page.cards]
        keys += [c.key for c in page.cards]
        if page.after is None:
            break
        page = browse.page(view, after=page.after, limit=size)
    assert len(seen) == len(set(seen))
    assert set(seen) == wanted
    assert keys == sorted(keys, reverse=view.sort != "oldest")
    totals = browse.totals(view)
    mine = [i for i in book.incidents() if i.id in wanted]
    assert (totals.incidents, totals.reports) == (len(wanted), sum(i.n_reports for i in mine))
    assert totals.contested == sum(bool(i.contested) for i in mine)
    assert browse.incidents(view) == seen


def test_few_and_many_are_found_alike(book: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    view = View(chosen=(("country", ("UA",)), ("language", ("en", "uk"))))
    few = Browse(book).page(view)
    monkeypatch.setattr("recounted.casebook.browse._FEW", 0)
    assert Browse(book).page(view) == few
    assert few.cards


@pytest.mark.parametrize("view", [View("gamma"), View("alpha1", chosen=(("language", ("en",)),)), View("beta2", sort="oldest")])
@pytest.mark.parametrize("vain", [1, 1000])
def test_words_that_very_many_reports_have(book: Casebook, monkeypatch: pytest.MonkeyPatch, view: View, vain: int) -> None:
    whole = Browse(book)
    pages, total, wanted = whole.page(view, limit=7), whole.totals(view), whole.incidents(view)
    assert not total.at_least
    monkeypatch.setattr("recounted.casebook.search.MANY", 5)
    monkeypatch.setattr("recounted.casebook.masks._FEW", 0)
    monkeypatch.setattr("recounted.casebook.browse._IN_VAIN", vain)
    part = Browse(book)
    counted = part.totals(view)
    assert counted.at_least
    assert 0 < counted.incidents <= min(5, total.incidents)
    assert part.page(view, limit=7) == pages
    assert part.page(view, limit=7, after=pages.after) == whole.page(view, limit=7, after=pages.after)
    assert part.incidents(view) == wanted, "an export is whole"
    monkeypatch.setattr("recounted.casebook.masks._FEW", 1000)
    assert not Browse(book).totals(View("gamma", chosen=(("language", ("en",)),))).at_least, "few are asked one by one"


def test_choices_count_incidents(book: Casebook) -> None:
    assert sum(n for _, n in Browse(book).choices()["country"]) == book.counts()["incidents"]


def test_what_changes_is_listed_anew(tmp_path: Path) -> None:
    with Casebook.open(tmp_path / "t.casebook") as book:
        browse = Browse(book)
        book.put_readings([reading("a.txt", told("2022-04-08", Spot(), killed(5)), text="first words\n", outlet="One")])
        update_incidents(book)
        assert [c.body["tolls"]["killed"]["high"] for c in browse.page(View()).cards] == [5]
        book.put_readings([reading("b.txt", told("2022-04-08", Spot(), killed(9)), text="other words\n", outlet="Two")])
        update_incidents(book)
        (card,) = browse.page(View()).cards
        assert (card.body["tolls"]["killed"]["high"], card.body["n_reports"]) == (9, 2)
        assert browse.choices()["source"] == [("One", 1), ("Two", 1)]
        assert browse.totals(View(search="other first")).incidents == 0, "both words in one report"
        assert browse.totals(View(search="words")).incidents == 1
        assert book.check() == []


def test_what_is_remembered_follows_every_change(tmp_path: Path) -> None:
    """Merges, decisions and new reports, made by another who has the same file open."""
    path = tmp_path / "t.casebook"
    views = [View("gamma"), View(chosen=(("state", ("unset",)),)), View(area=BOXES[1]), View(since="2022-02-01")]
    with Casebook.open(path) as mine, Casebook.open(path) as other:
        browse = Browse(mine)

        def same() -> None:
            for view in views:
                assert (browse.page(view), browse.totals(view)) == (Browse(mine).page(view), Browse(mine).totals(view))

        for n in (3, 9, 14):
            other.put_readings(many(n))
            update_incidents(other)
            same()
        one, two, three, *_ = (i.id for i in other.incidents())
        other.merge([one, two], by="Ana")
        same()
        other.set_value(three, "state", "reviewed", by="Ana")
        assert browse.totals(views[1]).incidents == other.counts()["incidents"] - 1
        same()
        other.undo(by="Ana")
        other.undo(by="Ana")
        same()
        assert browse.totals(views[1]).incidents == other.counts()["incidents"]


def as_it_was(path: Path, revision: str) -> Path:
    """A casebook of an older form with all that it has room for."""
    old = path.with_name(f"{revision}.casebook")
    file._lay_out(old)
    engine = file._engine(old, "rw")
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        file._migrate(connection, revision)
    engine.dispose()
    with closing(sqlite3.connect(old)) as book:
        book.execute("ATTACH ? AS newer", (str(path),))
        names = (
            "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'alembic%' AND name NOT LIKE 'sqlite%'"
        )
        for (table,) in book.execute(names).fetchall():
            columns = ", ".join(row[1] for row in book.execute(f"PRAGMA main.table_info({table})"))
            book.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM newer.{table}")
        book.commit()
    return old


def test_an_older_casebook_gets_its_lists(tmp_path: Path) -> None:
    path = tmp_path / "new.casebook"
    with Casebook.open(path) as book:
        book.put_readings(many(12))
        update_incidents(book)
        new = [c.body for c in Browse(book).page(View()).cards], Browse(book).choices()
    path = as_it_was(path, "0002")
    with Casebook.open(path) as book:
        assert ([c.body for c in Browse(book).page(View()).cards], Browse(book).choices()) == new
        assert Browse(book).totals(View(search="gamma")).incidents == book.counts()["incidents"]
        assert book.check() == []
        summary = update_incidents(book)
        assert (summary.made, summary.changed, summary.merged) == (0, 0, 0), "linked anew, to the same"


def test_a_list_that_is_wrong_is_found(tmp_path: Path) -> None:
    with Casebook.open(tmp_path / "t.casebook") as book:
        book.put_readings(many(3))
        update_incidents(book)
        with book._write() as connection:
            connection.exec_driver_sql("DELETE FROM cards WHERE incident = 1")
            connection.exec_driver_sql("DELETE FROM report_search_docsize WHERE id = 2")
        first, second = book.check()
        assert "is not on the list of incidents" in first
        assert "report r1.txt: is not in the full-text index" in second


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Удар по лікарні у Запоріжжі", "запоріжжі"),
        ("Ёлка в Орле", "елка орле"),
        ("São João del-Rei, ação", "acao sao JOAO"),
        ("Straße in Gießen", "strasse giessen"),
        ("قُتِلَ ١٢ شخصاً في المستشفى", "مستشفى قتل"),
        ("قصف على مستشفي", "المستشفى"),
        ("وبالمدينة أضرار", "مدينه اضرار"),
        ("軍隊が村を襲撃した", "襲撃"),
        ("袭击造成十二名平民死亡", "十二名"),
        ("เกิดเหตุระเบิดในตลาด", "ระเบิด"),
        ("at least 12 people", "at least"),
        ("the well-known market", '"well known"'),
        ("O'Neill's house", "o'neill"),
        ("ﬁnal oﬃce", "final office"),
    ],
)
def test_words_of_all_scripts_are_found(tmp_path: Path, text: str, asked: str) -> None:
    with Casebook.open(tmp_path / "t.casebook") as book:
        book.put_readings([reading("a.txt", text=f"{text}\n"), reading("b.txt", text="nothing of it\n")])
        assert [card.name for _, card, _ in Browse(book).reports(asked)] == ["a.txt"]


@pytest.mark.parametrize(
    "asked",
    [
        '"',
        "*",
        "AND",
        "NOT x",
        "a OR b",
        "words:x",
        "^a",
        "(",
        "a*b*",
        "-",
        "NEAR(a b)",
        "'; DROP TABLE cards",
        "\x00",
        "{a}:b",
        "a" * 9999,
    ],
)
def test_no_search_is_wrong(tmp_path: Path, asked: str) -> None:
    with Casebook.open(tmp_path / "t.casebook") as book:
        book.put_readings([reading("a.txt", text="plain\n")])
        assert Browse(book).reports(asked) == []
        assert Browse(book).totals(View(search=asked)).incidents == 0 or not asked.strip()


@given(st.text(max_size=40))
def test_what_is_folded_stays_folded(words: str) -> None:
    once = search.folded(words)
    assert search.folded(once).split() == search.folded(search.folded(once)).split()
