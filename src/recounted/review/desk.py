"""What every page works with: the open casebook, the jobs, the templates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated, cast

from fastapi import Depends, Request

from recounted.casebook import Casebook, update_incidents
from recounted.casebook.browse import Browse
from recounted.review.accounts.oidc import Provider
from recounted.review.accounts.visitors import Door
from recounted.review.jobs import Jobs
from recounted.review.rendering import Renderer

#: Mentions: a minute of work.
_MOST_LINKED_ANEW = 20_000


@dataclass(frozen=True)
class Desk:
    """One server's casebook and tools. ``examples``: the folder of the example reports, where they are installed; ``provider``:
    who else vouches for people.
    """

    casebook: Casebook
    browse: Browse
    jobs: Jobs
    renderer: Renderer
    examples: Path | None
    door: Door
    provider: Provider | None = None

    def catch_up(self) -> None:
        """Bring up to date in the background what a decision left pending, as it follows in very many incidents. What another
        version linked is linked anew here unless it is so much that pages would wait: then by the next run.
        """
        behind = self.casebook.is_behind()
        if (behind and self.casebook.sizes()[1] <= _MOST_LINKED_ANEW) or (not behind and self.casebook.left()):
            self.jobs.do(partial(update_incidents, self.casebook, stop=self.jobs.closing.is_set))


def desk_of(request: Request) -> Desk:
    """The desk of the server that a request came to."""
    return cast(Desk, request.app.state.desk)


#: The desk, as routes ask for it.
Here = Annotated[Desk, Depends(desk_of)]
