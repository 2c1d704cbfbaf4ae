"""What is done to all that a list shows: marked as looked through in one act, saved as a view with a name.

In: forms that name the incidents that stood on the page, each in the version that was shown. Out: the same list, which says what
was done and takes it back. Where somebody else changed one of them meanwhile, nothing is done, and the page names which.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from recounted.casebook.browse import Page, View
from recounted.casebook.deeds import Deeds
from recounted.casebook.views import LONGEST_NAME, Views, query_of, view_of
from recounted.model import Act
from recounted.review.deciding.acts import Decided, Word, said
from recounted.review.desk import Desk, Here
from recounted.review.exporting import GRIDS, levels_of

routes = APIRouter()
#: Incidents on one page, as the form names them: ``id@version``, with spaces between.
_SEEN = re.compile(r"([\w.-]{1,80})@(\d{1,9})")
_LONGEST = 20_000
_NUMBER = re.compile(r"[0-9]{1,12}")


def offered(request: Request, desk: Desk, view: View, page: Page) -> dict[str, Any]:
    """What the list offers to do with all that it shows, and what was just done."""
    return {
        "query": query_of(view),
        "seen": " ".join(f"{card.body['id']}@{card.body['version']}" for card in page.cards),
        "views": Views(desk.casebook).all(),
        "done": _act(desk, request.query_params.get("done", "")),
        "longest": LONGEST_NAME,
        "pairs": parse_qsl(query_of(view)),
        "levels": levels_of(request),
        "grids": GRIDS,
    }


@routes.post("/visible")
def review(desk: Here, word: Decided) -> Response:
    """Mark the incidents on a page as reviewed, take the grades that the machine suggests for them, or both: as one act."""
    visible = word.form.get("visible")
    seen = {name: int(version) for name, version in _SEEN.findall(visible[:_LONGEST] if isinstance(visible, str) else "")}
    reviewed, grades = said(word.form, "reviewed") == "yes", said(word.form, "grades") == "yes"
    if not seen:
        raise HTTPException(422)
    act = desk.casebook.review(seen, reviewed=reviewed, grades=grades, by=word.by, why=word.why)
    return _back(word, done=act.number)


@routes.post("/visible/{verb}")
def take_back(verb: str, desk: Here, word: Decided) -> Response:
    """Undo or redo what was done to all that was visible, and stay with the list."""
    verbs, number = {"undo": desk.casebook.undo, "redo": desk.casebook.redo}, said(word.form, "act")
    if verb not in verbs or not _NUMBER.fullmatch(number):
        raise HTTPException(422)
    verbs[verb](int(number), by=word.by, why=word.why)
    return _back(word, done=int(number))


@routes.post("/views")
def save(desk: Here, word: Decided) -> Response:
    """Save what the list shows under a name."""
    Views(desk.casebook).save(said(word.form, "name"), said(word.form, "query"), by=word.by)
    return _back(word)


@routes.post("/views/forget")
def forget(desk: Here, word: Decided) -> Response:
    """Forget a saved view."""
    Views(desk.casebook).drop(said(word.form, "name"), by=word.by)
    return _back(word)


def _back(word: Word, done: int | None = None) -> Response:
    """To the list as it was asked for; the address is made of what it asks for alone."""
    view, _ = view_of(parse_qsl(said(word.form, "query")))
    more = f"&done={quote(str(done))}" if done else ""
    return RedirectResponse(f"/?{query_of(view)}{more}", 303)


def _act(desk: Desk, number: str) -> tuple[Act, int, bool] | None:
    """An act, how many incidents it changed, and whether it was taken back."""
    if not _NUMBER.fullmatch(number):
        return None
    deeds = Deeds(desk.casebook)
    found = next((s for s in deeds.acts([int(number)]) if s.act.undoes is None), None)
    return (found.act, len(desk.casebook.changed_by(found.act)), found.undone) if found else None
