"""The errors that Recounted raises: one base class and a handful of children.

Every message names what failed, where, and what the reader of the message can do about it.
"""


class RecountedError(Exception):
    """Base of every error that Recounted raises on purpose."""


class InputError(RecountedError):
    """Something that was handed in cannot be read; the rest of a run goes on."""


class PackError(RecountedError):
    """A language pack is broken; the message names file, key and what was expected."""


class CasebookError(RecountedError):
    """A casebook cannot be opened, read or written."""


class ConflictError(CasebookError):
    """What a decision is about was changed after the person looked at it; look again, then decide again."""


class NotAllowedError(RecountedError):
    """Whoever asks may not do this; the message says what it takes."""


class GazetteerError(RecountedError):
    """The gazetteer cannot be built or opened."""


class CallError(RecountedError):
    """The command or function was called wrongly (exit status 2)."""
