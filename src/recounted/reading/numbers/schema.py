"""The shape of numbers.toml: its tables, their keys, and what each means. What it does not know is refused.

====================  ==================================================================================================
table                 holds
====================  ==================================================================================================
[grammar]             how number words add up, as options of a closed list (`GRAMMAR`)
[cardinal]            value → words; all inflected forms
[ordinal]             value → words
[scale.NAME]          value; ``forms`` multiply what stands before them (two hundred), ``many`` are bare plurals (hundreds)
[collective.NAME]     value; ``one`` (a dozen), ``many`` (dozens), ``half`` (half a dozen); ``top``: the most many says;
                      ``bounded``: forms of ``many`` that are one behind a bound
[vague.NAME]          forms that say no number; ``lo``, ``hi``, ``point`` as field-standards 5.2 has them
[bound.NAME]          ``before`` and ``after`` a number; ``trailing``: after its noun; ``suffix``: after a hyphen; of `BOUNDS`
[zero]                ``forms`` that say none; ``pronouns`` that do so only before ``negation``, not after ``not_after``
[range]               ``joins`` between two numbers; ``pairs`` around and between; ``change``: verbs of a change between
[hidden]              ``forms`` that hold a number word and say no number (one another)
[one_of]              ``forms``; with a word of ``superlatives`` or an ending of ``endings`` soon after, it counts no people
[kind.NAME]           what stands next to a number that counts no people; NAME of `KINDS`
====================  ==================================================================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from recounted.packs.schema import complain
from recounted.reading.words.phrases import check_forms, check_table, nearest, numbered

#: What a connective can stand after (all of them, where the pack names none).
COMPONENTS = ("unit", "ten", "hundred", "thousand")

#: How number words add up: option → type. Absent options are empty or false.
GRAMMAR: dict[str, type] = {
    "connectives": list,  # words between the parts of a number (and, et, und)
    "connective_after": list,  # of COMPONENTS
    "connective_before": list,  # the only values that may follow a connective
    "prefixed_connectives": list,  # connectives written as one with the next word (Arabic و)
    "base_twenty": list,  # tens that take ten to nineteen (soixante-dix)
    "unit_before_ten": bool,  # dreiundzwanzig
    "glued": bool,  # numbers are written as one word
    "articles": list,  # a number only before a scale or collective (a hundred), or after a strict bound
    "of": list,  # links between a magnitude and what is counted
    "ordinal_suffixes": list,  # printed right after digits (44th, 1er)
    "decade_suffixes": list,  # printed right after digits (1980s)
    "inversion": list,  # nouns that make a number after them approximate (человек двадцать)
}

BOUNDS = ("about", "nearly", "at_least", "more_than", "at_most", "up_to", "fewer_than", "exact")
BOUND = dict.fromkeys(("before", "after", "trailing", "suffix"), list)
MAGNITUDES: dict[str, dict[str, type]] = {
    "scale": {"value": int, "forms": list, "many": list, "half": list, "bounded": list, "top": int},
    "collective": {
        "value": int,
        "one": list,
        "many": list,
        "half": list,
        "bounded": list,
        "top": int,
        "approx": bool,
        "rule": str,
    },
}
#: Why a number does not count people → the keys that tell so.
KINDS: dict[str, tuple[str, ...]] = {
    "age": ("before", "after", "compound", "nouns", "over"),
    "percent": ("after",),
    "clock": ("before", "after", "hours", "at", "at_followers", "not_after"),
    "money": ("before", "after"),
    "measure": ("before", "after", "between"),
    "identifier": ("before",),
    "fraction": ("after", "ratio"),
    "year": ("before",),
}
PLAIN: dict[str, dict[str, type]] = {
    "zero": dict.fromkeys(("forms", "pronouns", "negation", "not_after"), list),
    "range": dict.fromkeys(("joins", "pairs", "change"), list),
    "hidden": {"forms": list},
    "one_of": dict.fromkeys(("forms", "superlatives", "endings"), list),
}
VAGUE: dict[str, type] = {"forms": list, "lo": int, "hi": int, "point": int, "approx": bool, "plural_only": list}
TABLES = ("grammar", "cardinal", "ordinal", "scale", "collective", "vague", "bound", "kind", *PLAIN)


def check_numbers(where: str, data: Mapping[str, Any]) -> None:
    """Raise PackError, naming the nearest valid key, for whatever in a numbers.toml is not of this shape."""
    for table in data:
        if table not in TABLES:
            raise complain(f"{where}: [{table}]", "unknown table", nearest(table, TABLES))
    grammar = check_table(f"{where}: [grammar]", data.get("grammar", {}), GRAMMAR)
    for component in grammar.get("connective_after", ()):
        if component not in COMPONENTS:
            raise complain(f"{where}: [grammar] connective_after", f"{component!r}", nearest(component, COMPONENTS))
    for table in ("cardinal", "ordinal"):
        numbered(f"{where}: [{table}]", data.get(table, {}), range(10**7))
    for table, keys in PLAIN.items():
        check_table(f"{where}: [{table}]", data.get(table, {}), keys)
    _check_named(where, "bound", data, dict.fromkeys(BOUNDS, BOUND))
    _check_named(where, "kind", data, {kind: dict.fromkeys(keys, list) for kind, keys in KINDS.items()})
    _check_named(where, "vague", data, None, VAGUE)
    for table, keys in MAGNITUDES.items():
        _check_named(where, table, data, None, keys)
        for name, body in data.get(table, {}).items():
            if "value" not in body:
                raise complain(f"{where}: [{table}.{name}]", "no value", "value = a whole number")
    for pair in data.get("range", {}).get("pairs", ()):
        if not isinstance(check_forms(f"{where}: [range] pairs", [pair])[0], list) or len(pair) != 2:
            raise complain(f"{where}: [range] pairs", f"{pair!r}", 'pairs such as ["between", "and"]')


def _check_named(
    where: str, table: str, data: Mapping[str, Any], names: Mapping[str, Any] | None, keys: dict[str, type] | None = None
) -> None:
    for name, body in data.get(table, {}).items():
        if names is not None and name not in names:
            raise complain(f"{where}: [{table}.{name}]", "unknown name", nearest(name, names))
        allowed: dict[str, type] = names[name] if names is not None else keys or {}
        check_table(f"{where}: [{table}.{name}]", body, allowed)
