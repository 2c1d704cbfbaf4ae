"""The short notation for forms: ``tué(e)(s)``, ``kill(s|ed|ing)``, ``(the )defen(c|s)e ministry``."""

from __future__ import annotations

import re

_INNERMOST = re.compile(r"\(([^()]*)\)")


def expand(form: str) -> list[str]:
    """All printed forms that one row stands for; raises ValueError for unbalanced parentheses."""
    match = _INNERMOST.search(form)
    if match is None:
        if "(" in form or ")" in form:
            raise ValueError(f"unbalanced parentheses in {form!r}")
        return [" ".join(form.split())]
    options = match.group(1).split("|")
    if len(options) == 1:
        options.insert(0, "")
    found: dict[str, None] = {}
    for option in options:
        found.update(dict.fromkeys(expand(form[: match.start()] + option + form[match.end() :])))
    return list(found)
