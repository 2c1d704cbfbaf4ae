"""Starting a pack: the folder of a new language, with what Unicode's CLDR knows of it and headings for what a person must write.

In: a language code. Out: the files of a pack that loads, finds nothing yet and is listed as untested. The headings are those of
the English pack, each with some of its words beside it. Names of months, weekdays and countries: CLDR, through Babel.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import get_day_names, get_month_names

from recounted.errors import PackError
from recounted.packs.credits import CREDIT_LISTS
from recounted.packs.load import FOLDER, OWN_SHAPE
from recounted.packs.schema import PACK_KEYS
from recounted.packs.word_lists import WORD_LISTS
from recounted.packs.words import fold

MODEL = "en"
#: English words beside each heading.
SHOWN = 6


def start_pack(lang: str, folder: Path = FOLDER) -> list[Path]:
    """Write the files of a new pack into ``folder/lang``; the files written. Raises PackError for a code that CLDR does not know
    or a pack that is there: nothing is overwritten."""
    home = folder / lang
    if home.exists():
        raise PackError(f"{home}: there is a pack for {lang!r} already; add to it (CONTRIBUTING.md)")
    try:
        locale = Locale.parse(lang)
    except (UnknownLocaleError, ValueError) as error:
        raise PackError(f"language {lang!r} is unknown to CLDR; expected a two-letter code like 'nl' (ISO 639-1)") from error
    files = {"pack": _pack(lang, locale), "dates": _dates(locale), "numbers": _numbers(), "words": _words()}
    files |= {"countries": _countries(locale), "credits": _credits()}
    for path in sorted((FOLDER / MODEL).glob("*.toml")):
        if path.stem not in OWN_SHAPE | {"countries"}:
            files[path.stem] = _headings(path.stem, _model(path.stem), locale)
    (home / "examples").mkdir(parents=True)
    for stem, text in files.items():
        (home / f"{stem}.toml").write_text(text, encoding="utf-8")
    return sorted(home.glob("*.toml"))


def _model(stem: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / MODEL / f"{stem}.toml").read_text("utf-8"))


def _pack(lang: str, locale: Locale) -> str:
    likely = str(get_global("likely_subtags").get(lang, lang)).split("_")
    script = next((part for part in likely[1:] if len(part) == 4), "Latn")
    direction = "rtl" if locale.character_order == "right-to-left" else "ltr"
    known: dict[str, Any] = {"lang": lang, "name": locale.english_name, "script": script, "direction": direction}
    known |= {"adjective_order": "before", "elisions": [], "suffixes": [], "abbreviations": [], "maintainers": []}
    known["sources"] = ["Unicode CLDR (names of days and countries), Unicode-3.0"]
    lines = [f"# How {locale.english_name} is written. All keys: PACK_KEYS in packs/schema.py."]
    for key, (kind, purpose) in PACK_KEYS.items():
        lines += [f"# {purpose}", f"{key} = {_toml(known[key])}" if key in known else f"# {key} = {_toml(kind())}"]
    return "\n".join(lines) + "\n"


def _dates(locale: Locale) -> str:
    lines = [
        f"# How {locale.english_name} names days. Shape and meaning of the tables: recounted.reading.dates.schema. Month and",
        "# weekday names as in Unicode CLDR: add the other case forms; the rest is to be written.",
        *("", "[grammar]", 'numeric_order = ["dmy"]'),
        *(f"{key} = false" for key in ("month_first", "capital_months", "capital_weekdays")),
    ]
    months = [get_month_names("wide", locale=locale), get_month_names("abbreviated", locale=locale)]
    days = [get_day_names("wide", locale=locale), get_day_names("abbreviated", locale=locale)]
    for table, kinds, first in (("month", months, 1), ("weekday", days, 0)):
        lines += ["", f"[{table}]"]
        for number in sorted(kinds[0]):
            names = dict.fromkeys(str(kind[number]) for kind in kinds)
            printed = [name for name in names if any(letter.isalpha() for letter in name)]
            lines.append(f"{number + 1 - first} = {_toml(printed)}")
    model = _model("dates")
    for table in ("part", "unit", "relative", "count", "night", "range", "bound", "future"):
        lines += ["", f"[{table}]", *(f"# {key} = {_toml(list(forms)[:SHOWN])}" for key, forms in model[table].items())]
    return "\n".join(lines) + "\n"


def _numbers() -> str:
    model = _model("numbers")
    lines = ["# Number words. Shape and meaning of the tables: recounted.reading.numbers.schema. Beside the rows, English."]
    for table in ("cardinal", "ordinal"):
        lines += ["", f"[{table}]", *(f"{value} = []  # {', '.join(forms)}" for value, forms in model[table].items())]
    for table in ("scale", "collective", "vague", "bound", "kind"):
        for name, body in model[table].items():
            lines += ["", f"# [{table}.{name}]", *(f"# {key} = {_toml(_few(value))}" for key, value in body.items())]
    return "\n".join(lines) + "\n"


def _words() -> str:
    model = _model("words")
    lines = ["# Short lists of single words that one rule asks for by name (WORD_LISTS in packs/word_lists.py)."]
    for name, purpose in WORD_LISTS.items():
        lines += ["", f"# {purpose}; English: {', '.join(model.get(name, [])[:SHOWN])}", f"{name} = []"]
    return "\n".join(lines) + "\n"


def _credits() -> str:
    model = _model("credits")
    lines = ["# How reports name the newsroom that a text is from (CREDIT_LISTS in packs/credits.py)."]
    for name, purpose in CREDIT_LISTS.items():
        lines += ["", f"# {purpose}; English: {', '.join(model.get(name, [])[:SHOWN])}", f"{name} = []"]
    return "\n".join(lines) + "\n"


def _countries(locale: Locale) -> str:
    lines = [
        "# Countries by ISO 3166-1 code, names as in Unicode CLDR; adjectives, people and metonyms are to be written.",
        "",
        "[country]",
    ]
    for code, body in _model("countries")["country"].items():
        printed = locale.territories.get(code)
        names = [fold(str(printed))] if printed else []
        row = {"name": body["name"], "names": names, "adjectives": [], "people": [], "metonyms": []}
        lines.append(f"{code} = {{ " + ", ".join(f"{key} = {_toml(value)}" for key, value in row.items()) + " }")
    return "\n".join(lines) + "\n"


def _headings(stem: str, model: Mapping[str, Any], locale: Locale) -> str:
    """The tables of a lexicon file, empty, with English words as comments."""
    title = f"# {stem.capitalize()} in {locale.english_name}: under each heading the words that mean it, in every form."
    lines = [title, "# Beside each list, some of the English ones."]
    for top, table in model.items():
        for value, entry in table.items():
            name = value if value.replace("_", "").isalnum() and value.isascii() else _toml(value)
            body = entry if isinstance(entry, dict) else {"forms": entry}
            lines += ["", f"[{top}.{name}]", *_slots(body)]
    return "\n".join(lines) + "\n"


def _slots(body: Mapping[str, Any]) -> Iterator[str]:
    for key, value in body.items():
        if isinstance(value, list):
            yield f"{key} = []  # {', '.join(map(str, value[:SHOWN]))}"
        elif not isinstance(value, dict):
            yield f"{key} = {_toml(value)}"


def _few(value: Any) -> Any:
    return value[:SHOWN] if isinstance(value, list) else value


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return str(value) if isinstance(value, int | float) else '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
