"""The languages of the interface: message catalogues beside this file, one ``locale/xx.po`` each; English is in the code.

In: a language, or what a browser says it prefers. Out: gettext translations. Read from the source catalogues when a server
starts, so that nothing has to be compiled.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel import Locale, UnknownLocaleError, negotiate_locale
from babel.messages.pofile import read_po

from recounted.messages import N_

__all__ = ["FOLDER", "N_", "SOURCE", "STORED", "Catalogue", "languages", "preferred"]

FOLDER = Path(__file__).parent / "locale"
SOURCE = "en"
#: The context of sentences that are stored with the data, in English.
STORED = "stored"
#: Written from right to left.
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})


class Catalogue(gettext.NullTranslations):
    """One language. ``alter`` changes every message in place of a catalogue: how the tests see what was forgotten."""

    def __init__(self, lang: str, alter: Callable[[str], str] | None = None) -> None:
        super().__init__()
        self.lang = lang
        self.alter = alter
        self._messages, self._stored, self._plural = _read(lang)
        self._patterns = _patterns(self._stored)

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

    def sentence(self, stored: str, value: Callable[[str], str] = str, *, brief: bool = False) -> str:
        """A sentence that is stored in English, in this language; as ``value`` says it where it is none: a name, a code or a
        person's own words. ``brief``: it cannot be a person's, so that "set …" and "not …" are ours.
        """
        if self.alter:
            return self.alter(stored)
        if stored in self._stored:
            return self._stored[stored]
        for pattern in self._patterns:
            found = pattern.matching.fullmatch(stored)
            if found and (brief or pattern.own or found[1] in self._stored):
                values = {n: self.sentence(v, value, brief=n == "verb") for n, v in found.groupdict().items()}
                return pattern.translated % values
        return value(stored)


_Messages = dict[str, str | tuple[str, ...]]


def _read(lang: str) -> tuple[_Messages, dict[str, str], Callable[[int], int]]:
    path = FOLDER / f"{lang}.po"
    if not path.exists():
        return {}, {}, lambda n: int(n != 1)
    with path.open("rb") as file:
        catalog = read_po(file, locale=lang)
    messages: _Messages = {}
    stored: dict[str, str] = {}
    for message in catalog:
        key = message.id if isinstance(message.id, str) else message.id[0]
        if message.context != STORED:
            messages[key] = message.string if isinstance(message.string, str) else tuple(message.string or ())
        elif isinstance(message.string, str) and message.string:
            stored[key] = message.string
    return messages, stored, gettext.c2py(catalog.plural_expr)


@dataclass(frozen=True)
class _Pattern:
    """What recognises a stored sentence with its values by name; ``own``: it has so much of its own that nobody else says so."""

    matching: re.Pattern[str]
    translated: str
    own: bool


#: Values that are figures, by the names that the sources give them.
_NUMBERS = frozenset({"n", "n_independent", "number", "lo", "hi", "low", "high", "least", "total", "most", "share", "figures"})
_OWN = 8  # letters
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def _patterns(stored: dict[str, str]) -> list[_Pattern]:
    """The sentences with placeholders. What has most words of its own comes first: it fits less by chance."""
    bare = {key: _PLACEHOLDER.sub("", key) for key in stored}
    found = []
    for key in sorted((k for k in stored if bare[k] != k), key=lambda k: -len(bare[k])):
        parts = _PLACEHOLDER.split(key)
        values = {name: r"[\d.]+%?" if name in _NUMBERS else ".+?" for name in parts[1::2]}
        whole = (f"(?P<{p}>{values[p]})" if n % 2 else re.escape(p.replace("%%", "%")) for n, p in enumerate(parts))
        own = len(re.sub("[^a-z]", "", bare[key])) >= _OWN or not _NUMBERS.isdisjoint(values)
        found.append(_Pattern(re.compile("".join(whole), re.DOTALL), stored[key], own))
    return found


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
            worth = float(quality or 1)
            if 0 < worth <= 1:
                wanted.append((-worth, len(wanted), tag.replace("-", "_")))
        except (ValueError, UnknownLocaleError, TypeError):
            continue
    return negotiate_locale([tag for *_, tag in sorted(wanted)], list(languages())) or SOURCE
