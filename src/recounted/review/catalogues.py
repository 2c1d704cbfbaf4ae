"""The languages of the interface: message catalogues beside this file, one ``locale/xx.po`` each; English is in the code.

In: a language, or what a browser says it prefers. Out: gettext translations. Read from the source catalogues when a server
starts, so that nothing has to be compiled.
"""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError, negotiate_locale
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent / "locale"
SOURCE = "en"
#: Written from right to left.
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


def N_(message: str) -> str:  # noqa: N802 - gettext's own name, by which messages are found
    """Mark a message for the catalogues where it stands; it is translated where it is shown."""
    return message


class Catalogue(gettext.NullTranslations):
    """One language. ``alter`` changes every message in place of a catalogue: how the tests see what was forgotten."""

    def __init__(self, lang: str, alter: Callable[[str], str] | None = None) -> None:
        super().__init__()
        self.lang = lang
        self.alter = alter
        self._messages, self._plural = _read(lang)

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return "rtl" if self.lang in _RIGHT_TO_LEFT else "ltr"

    @property
    def locale(self) -> Locale:
        """CLDR's names and number forms of this language."""
        return Locale.parse(self.lang)

    def gettext(self, message: str) -> str:
        """The message in this language, or as it is."""
        if self.alter:
            return self.alter(message)
        found = self._messages.get(message)
        return found if isinstance(found, str) and found else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form for ``n`` of a message that counts."""
        found = self._messages.get(msgid1)
        if self.alter or not isinstance(found, tuple):
            return self.gettext(msgid1 if n == 1 else msgid2)
        return found[self._plural(n)] or (msgid1 if n == 1 else msgid2)


_Messages = dict[str, str | tuple[str, ...]]


def _read(lang: str) -> tuple[_Messages, Callable[[int], int]]:
    path = FOLDER / f"{lang}.po"
    if not path.exists():
        return {}, lambda n: int(n != 1)
    with path.open("rb") as file:
        catalog = read_po(file, locale=lang)
    messages: _Messages = {}
    for message in catalog:
        key = message.id if isinstance(message.id, str) else message.id[0]
        messages[key] = message.string if isinstance(message.string, str) else tuple(message.string or ())
    return messages, gettext.c2py(catalog.plural_expr)


@lru_cache
def languages() -> tuple[str, ...]:
    """The languages that there are catalogues for, English first."""
    return (SOURCE, *sorted(path.stem for path in FOLDER.glob("*.po")))


def preferred(accept_language: str) -> str:
    """The best of our languages for an ``Accept-Language`` header; anything odd in it is passed over."""
    wanted: list[tuple[float, int, str]] = []
    for part in accept_language[:200].split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            Locale.parse(tag, sep="-")
            wanted.append((-float(quality or 1), len(wanted), tag.replace("-", "_")))
        except (ValueError, UnknownLocaleError, TypeError):
            continue
    return negotiate_locale([tag for *_, tag in sorted(wanted)], list(languages())) or SOURCE
