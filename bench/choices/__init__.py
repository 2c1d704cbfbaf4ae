"""The cases of each choice that the reader makes: a module a choice, each with ``CHOICE``; and the texts parsed for them."""

from __future__ import annotations

from recounted.packs import load_pack
from recounted.places import open_gazetteer
from recounted.reading.incidents.frames import Frame
from recounted.reading.parse import Parse, parse
from recounted.reading.relevance import no_incident
from recounted.reading.words.posts import own_words


def told(text: str, lang: str, published: str | None) -> tuple[Parse, list[Frame]] | None:
    """A text parsed as the reader does it, and its frames that are incidents; None without words."""
    parsed = parse(own_words(text), load_pack(lang), open_gazetteer(), published)
    return (parsed, [f for f in parsed.frames if not no_incident(parsed, f)]) if parsed else None
