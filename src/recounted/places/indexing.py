"""From rows to indexes: which names and spelling keys lead to which entries.

In: the packages, by way of ``sources``, ``ukraine`` and ``extra``. Out: rows, and the two indexes on disk. Runs at build time
only. Refuses nothing: a name that is also a word of some language stays; whoever reads the text knows the language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from recounted.places import exonyms, extra, sources, ukraine
from recounted.places.forms import STEM, stems
from recounted.places.spelling import SHORTEST_KEY, abbreviation, dotted, fold, index_keys
from recounted.places.store import mark, write_index

Progress = Callable[[str, float], None]

#: Where Arabic, Persian, Hebrew or their kin are written, and vowels in Latin letters are the writer's choice.
SEMITIC = frozenset((
    "AE", "AF", "BH", "DJ", "DZ", "EG", "EH", "ER", "ET", "IL", "IQ", "IR", "JO", "KM", "KW", "LB", "LY", "MA",
    "ML", "MR", "NE", "NG", "OM", "PK", "PS", "QA", "SA", "SD", "SO", "SS", "SY", "TD", "TN", "YE",
))  # fmt: skip
#: Entries kept behind one spelling key, most people first; the longest lists are Latin American saints.
_KEY_LIMIT = 100


def gather(progress: Progress, own: Path | None) -> sources.Gathered:
    """All rows, from all sources in order; ``own`` is the user's GeoNames file."""
    found = sources.Gathered()
    steps: list[tuple[str, Callable[[sources.Gathered], None]]] = [
        ("countries", sources.gather_countries),
        ("divisions", sources.gather_divisions),
        ("regions", sources.gather_regions),
        ("abbreviations", sources.gather_abbreviations),
        ("settlements", sources.gather_settlements),
        ("areas", sources.place_areas),
        ("villages of Ukraine", ukraine.gather_ukraine),
    ]
    if own is not None:
        steps.append(("your own GeoNames file", lambda found: extra.gather_extra(found, own)))
    steps.append(("small places", sources.gather_places))
    for number, (text, step) in enumerate(steps):
        progress(text, number / len(steps))
        step(found)
    return found


def write_indexes(folder: Path, rows: Sequence[sources.Row], progress: Progress) -> dict[str, int]:
    """Write both indexes, most people first behind each name; how many names and keys there are."""
    names: dict[str, list[int]] = {}
    keys: dict[str, list[int]] = {}
    order = sorted(range(len(rows)), key=lambda position: -rows[position].population)
    for done, position in enumerate(order):
        if done % 20000 == 0:
            progress("names", 0.8 * done / len(order))
        row = rows[position]
        strings, sounds = _strings(row, row.names)
        main_strings, main_sounds = _strings(row, [row.name])
        for string in strings:
            names.setdefault(string, []).append(mark(position, string in main_strings))
        for key in sounds:
            kept = keys.setdefault(key, [])
            if len(kept) < _KEY_LIMIT:
                kept.append(mark(position, key in main_sounds))
    progress("writing", 0.8)
    return {"names": write_index(folder, "names", names), "keys": write_index(folder, "keys", keys)}


def _strings(row: sources.Row, names: Iterable[str]) -> tuple[set[str], set[str]]:
    """The folded names of a row, and the keys of its names: spelling keys, and stems of case forms.

    Countries have no spelling keys: all their spellings are listed, and « russe » is near one of them.
    """
    strings: set[str] = {dotted(name) for name in row.short}
    sounds: set[str] = set()
    if row.kind == "settlement" and (row.population >= exonyms.PEOPLE or row.country in exonyms.FOLLOWED):
        foreign = names if row.country in exonyms.FOLLOWED else [row.name]
        sounds.update(key for name in foreign for key in exonyms.latin_keys(name))
    for name in names:
        short = abbreviation(name)
        strings.add(short or fold(name))
        if short:
            continue
        if row.kind != "country":
            sounds.update(key for key in index_keys(name, semitic=row.country in SEMITIC) if len(key) > SHORTEST_KEY)
        sounds.update(STEM + stemmed for stemmed in stems(name))
    return strings - {""}, sounds
