"""Marks on words that the interface shows in its reader's language, set where the words are made.

In: a message, or sentences that are stored with the data. Out: the same, unchanged; the marks are for the extraction
(``review/wording/extraction.py``). What is stored stays English, whoever looks at it: a catalogue knows a stored sentence again
by the f-string that made it, and says it in its own language.
"""

from __future__ import annotations

from typing import TypeVar

_T = TypeVar("_T")


def N_(message: str) -> str:  # noqa: N802 - gettext's own name, by which messages are found
    """Mark a message for the catalogues where it stands; it is translated where it is shown."""
    return message


def S_(sentences: _T) -> _T:  # noqa: N802 - in the manner of gettext's names
    """Mark sentences that are stored: every string and f-string inside, the values of a dict, both ends of a condition."""
    return sentences
