"""Claims on the page of a report: corrected in every field, added in exact words, tied to what they deny."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from by_hand import ARMY, TOWN, blames, killed, reading, target, told, weapon
from recounted.casebook import Casebook
from recounted.model import Incident, ResponsibilityClaim, TollClaim, WeaponClaim
from served import OURS, Page, client, faults, filled

ARABIC = "سقط ٧ قتلى"
STORY = f"🚑🚑 Nurse 𝒜da said “{ARABIC}” and that seven people died.\nLater: seven people died too \u202eevil.\n"
READING = reading(
    "a.txt",
    told(
        "2022-04-08",
        TOWN,
        killed(50),
        blames("Azania"),
        weapon("missile"),
        target("transport"),
        blames("Azania", by=ARMY, stance="denied"),
    ),
    published="2022-04-09",
    text=STORY,
)
SHORT = READING.report.id[7:19]


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with filled(tmp_path / "t.casebook", [READING, reading("b.txt", told("2022-04-08", TOWN, killed(50)))]) as casebook:
        yield casebook


@pytest.fixture
def browser(book: Casebook) -> Iterator[TestClient]:
    with client(book, user="Ana") as asking:
        yield asking


def one(book: Casebook) -> Incident:
    (incident,) = book.incidents()
    return incident


def get(browser: TestClient, address: str) -> Page:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.text
    assert faults(answer.text) == []
    return Page(answer.text)


def form_of(browser: TestClient, address: str, action: str) -> dict[str, str]:
    """What the form of a page sends when nothing in it is touched: without script, as it stands in the source."""
    import re
    from html import unescape

    html = browser.get(address).text.partition(f'action="{action}"')[2].partition("</form>")[0]
    sent: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", html):
        found = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if "name" in found and (found.get("type") != "checkbox" or " checked" in tag):
            sent[found["name"]] = unescape(found.get("value", ""))
    for name, inner in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', html, flags=re.S):
        options = re.findall(r'<option value="([^"]*)"( selected)?>', inner)
        sent[name] = unescape(next((v for v, chosen in options if chosen), options[0][0]))
    for name, inner in re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', html, flags=re.S):
        sent[name] = unescape(inner)
    return sent


def send(browser: TestClient, action: str, fields: dict[str, str], status: int = 200) -> Page:
    answer = browser.post(action, data=fields, headers=OURS, follow_redirects=True)
    assert answer.status_code == status, answer.text
    assert faults(answer.text) == []
    return Page(answer.text)


@pytest.mark.parametrize("n", range(1, 6))
def test_a_form_that_nobody_touched_changes_nothing(browser: TestClient, book: Casebook, n: int) -> None:
    action = f"/claims/{SHORT}.m1.c{n}/correct"
    sent = form_of(browser, f"/reports/{SHORT}?at=m1.c{n}&form=correct", action)
    assert {"token", "incident", "seen", "start", "end", "quote", "speaker"} <= sent.keys()
    assert "nothing was changed" in send(browser, action, sent, 422).text
    assert book.acts() == []


@pytest.mark.parametrize(
    ("n", "changes", "expected"),
    [
        (1, {"lo": "7", "hi": ""}, {"lo": 7, "hi": None, "point": None}),
        (1, {"harm": "injured", "age_group": "child", "approx": "1"}, {"harm": "injured", "approx": True}),
        (2, {"actor": "Costaguana", "stance": "denied"}, {"actor": "Costaguana", "stance": "denied"}),
        (3, {"weapon": "mortar", "model": "82-BM", "weapon_count": "2"}, {"value": "mortar", "model": "82-BM", "count": 2}),
        (4, {"target": "healthcare"}, {"value": "healthcare"}),
        (1, {"speaker": "Nurse 𝒜da", "attribution": "attributed"}, {"attribution": "attributed"}),
        (1, {"scope": "cumulative_campaign"}, {"scope": "cumulative_campaign"}),
        (1, {"quote": ARABIC, "start": "", "end": ""}, {"quote": ARABIC}),
    ],
)
def test_every_field_is_corrected(
    browser: TestClient, book: Casebook, n: int, changes: dict[str, str], expected: dict[str, object]
) -> None:
    action = f"/claims/{SHORT}.m1.c{n}/correct"
    sent = form_of(browser, f"/reports/{SHORT}?at=m1.c{n}&form=correct", action)
    page = send(browser, action, {**sent, **changes, "why": "read again"})
    assert "corrected by Ana : read again" in page.text
    (amended,) = one(book).amended
    assert {k: amended.changes[k] for k in expected} == expected
    assert book.check() == []


def test_words_are_added_by_their_place_or_as_printed(browser: TestClient, book: Casebook) -> None:
    action = f"/reports/{SHORT}/claims"
    sent = form_of(browser, f"/reports/{SHORT}?form=add", action)
    toll = {**sent, "type": "toll", "harm": "killed", "lo": "7", "hi": "7"}
    twice = {**toll, "quote": "seven people died"}
    assert "2 times" in send(browser, action, twice, 422).text
    start = STORY.rindex("seven")
    page = send(browser, action, {**twice, "start": str(start), "end": str(start + 17), "speaker": "Nurse 𝒜da"})
    assert "added by Ana" in page.text
    assert any("here" in m.get("class", "").split() for m in page.all("mark"))
    send(browser, action, {**toll, "incident": "", "quote": ARABIC})
    send(browser, action, {**sent, "incident": "", "type": "weapon", "weapon": "mortar", "quote": "🚑🚑"})
    send(browser, action, {**sent, "incident": "", "type": "responsibility", "actor": "Azania", "quote": "\u202eevil"})
    stored = [book.claim(a.claim) for a in one(book).amended]
    claims = [s.claim for s in stored if s]
    first, second, third, fourth = claims
    assert isinstance(first, TollClaim)
    assert first.speaker
    assert (first.start, first.quote, first.speaker.quote, first.attribution) == (
        start,
        "seven people died",
        "Nurse 𝒜da",
        "attributed",
    )
    assert (second.quote, second.attribution) == (ARABIC, "reporter_voice")
    assert isinstance(third, WeaponClaim)
    assert isinstance(fourth, ResponsibilityClaim)
    assert (third.start, third.end, fourth.quote) == (0, 2, "\u202eevil")
    assert all(READING.report.text[c.start : c.end] == c.quote for c in claims)
    assert (one(book).tolls[0].low, one(book).tolls[0].high) == (7, 50)
    assert "added by Ana" in get(browser, f"/incidents/{one(book).id}").text


@pytest.mark.parametrize(
    "fields",
    [
        {"start": "5", "end": "9", "quote": "other words"},
        {"start": "0", "end": "999999"},
        {"start": "-1", "end": "4"},
        {"start": "x"},
        {"quote": "nowhere in it"},
        {"quote": ""},
        {"quote": ARABIC, "lo": "many"},
        {"quote": ARABIC, "lo": "9", "hi": "3"},
        {"quote": ARABIC, "speaker": "Somebody Else"},
        {"quote": ARABIC, "harm": "splendid"},
        {"quote": ARABIC, "type": "rumour"},
        {"quote": ARABIC, "mention": "ffffffffffff.m1"},
        {"quote": ARABIC, "mention": f"{SHORT}.m9"},
        {"quote": ARABIC, "type": "responsibility", "actor": ""},
    ],
)
def test_what_cannot_be_is_refused_in_words(browser: TestClient, book: Casebook, fields: dict[str, str]) -> None:
    action = f"/reports/{SHORT}/claims"
    sent = form_of(browser, f"/reports/{SHORT}?form=add", action)
    send(browser, action, {**sent, "type": "toll", "lo": "7", "hi": "7", **fields}, 422)
    assert book.acts() == []


def test_a_denial_is_tied_and_untied(browser: TestClient, book: Casebook) -> None:
    (row,) = one(book).denials
    blame = f"{SHORT}.m1.c2"
    action = f"/claims/{row.claim}/tie"
    page = get(browser, f"/incidents/{one(book).id}")
    assert "Tie it to what it denies" in page.text
    assert blame in {i["value"] for i in page.all("input") if i.get("name") == "denies"}
    sent = {n: v for n, v in form_of(browser, f"/incidents/{one(book).id}", action).items() if n != "denies"}
    send(browser, action, sent, 422)
    assert "denies nothing that a report here claims" in send(browser, action, {**sent, "untie": "1"}).text
    assert one(book).denials[0].denies == ()
    page = send(browser, action, {**sent, "seen": str(one(book).version), "denies": blame})
    assert one(book).denials[0].denies == (blame,)
    assert "set by a person" in page.text


def test_next_and_previous_report(browser: TestClient, book: Casebook) -> None:
    first, second = (m.report_id[7:19] for m in one(book).mentions)
    page = get(browser, f"/reports/{first}")
    assert "Report 1 of 2 of its incident" in page.text
    assert [a["href"] for a in page.all("a") if a.get("data-key") in ("[", "]")] == [f"/reports/{second}"]


def test_signs_tell_kinds_and_speakers_apart_without_colour(browser: TestClient) -> None:
    page = get(browser, f"/reports/{SHORT}")
    tags = {s["data-tag"] for s in page.all("span") if "data-tag" in s}
    assert {"●", "▲", "▲1", "✚", "■", "◆", "◎", "❝1"} == tags
    assert "1 defence ministry" in page.text
    titles = " ".join(m.get("title", "") for m in page.all("mark"))
    assert "(by hand)" in titles, "the rule is shown under the pointer"


def test_a_report_is_left_out_and_taken_in_again(browser: TestClient, book: Casebook) -> None:
    incident = one(book)
    sent = form_of(browser, f"/incidents/{incident.id}", "/reports/count")
    page = send(browser, "/reports/count", {**sent, "verdict": "left_out", "report": READING.report.id})
    assert "This report counts in no incident" in page.text
    assert one(book).n_reports == 1
    token = page.token()
    send(browser, "/reports/count", {"token": token, "verdict": "taken_in", "report": READING.report.id})
    assert one(book).n_reports == 2
    assert "of 2 of its incident" in get(browser, f"/reports/{SHORT}").text
    send(browser, "/reports/count", {"token": token, "verdict": "burnt", "report": READING.report.id}, 422)
