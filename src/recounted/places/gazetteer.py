"""The gazetteer: from a printed name, in any script and spelling, to the places that it could mean.

In: names as printed. Out: entries, best first, each with the kind of match; nothing is decided here (``choose`` does that) and
the printed name is never replaced. Refuses names of one letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from recounted.errors import GazetteerError
from recounted.places import build
from recounted.places.entry import Entry, Match
from recounted.places.exonyms import PEOPLE, PREFIX, SHORTEST, arabic_keys, arabic_pieces
from recounted.places.forms import SHORTEST_NAME, STEM, adjective_bases, stem, stem_word, stripped
from recounted.places.letters import ARTICLES, TYPE_WORDS
from recounted.places.spelling import SHORTEST_KEY, abbreviation, dotted, fold, key_runs, key_words, keys, script
from recounted.places.store import Entries, Index, read_meta

#: A spelling key is asked only for names of this many letters: shorter ones meet words by chance.
KEY_LETTERS = 5
#: Candidates kept for one name; GeoNames has over 250 places called San José.
CANDIDATES = 60
#: Edits that a fuzzy match may be away, by length of the key.
_FUZZY_EDITS = ((8, 2), (5, 1))
#: Small words inside names that a run of capitalised words may pass over when matched by key.
_PARTICLES = frozenset((
    "al", "el", "ad", "ar", "as", "ash", "az", "an", "at", "ed", "er", "es", "ez", "en", "et", "ech", "de", "del",
    "di", "da", "do", "dos", "du", "des", "la", "las", "le", "les", "of", "the", "und", "y", "e",
))  # fmt: skip


class Gazetteer:
    """An opened gazetteer. Cheap to open, safe to share between threads, and to open in many processes."""

    def __init__(self, folder: Path) -> None:
        """Open a built folder. Raises GazetteerError when it cannot be read."""
        self.folder = folder
        self._meta = read_meta(folder)
        try:
            self._entries = Entries(folder)
            self._names, self._keys = Index(folder, "names"), Index(folder, "keys")
        except (OSError, ValueError, RuntimeError) as error:
            raise GazetteerError(
                f"{folder}: cannot open this gazetteer ({error}); delete the folder, and it is built again"
            ) from error
        self._exact = lru_cache(maxsize=20000)(self._exact_entries)
        self._looked_up = lru_cache(maxsize=20000)(self._look_up)
        self._run = lru_cache(maxsize=20000)(self._longest)

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be read when the gazetteer was built (the user's own file)."""
        return tuple(self._meta["problems"])

    @property
    def counts(self) -> dict[str, int]:
        """Numbers of entries, names and spelling keys."""
        return dict(self._meta["counts"])

    def lookup(self, name: str, *, fuzzy: bool = False) -> tuple[Entry, ...]:
        """All entries for a printed name: the same letters first, then case forms, then spelling keys; each most people first.

        ``fuzzy``: when nothing is found, also names whose spelling key is one edit away (two for long names).
        """
        found = self._looked_up(name)
        return found or (self._fuzzy(name) if fuzzy else ())

    def of_adjective(self, name: str) -> tuple[Entry, ...]:
        """The settlements that a Cyrillic adjective of a community or district is made of (Циркунівська: Циркуни)."""
        bases = (base for base in adjective_bases(name) if script(name) == "cyrillic")
        found = (tuple(e for e in self._looked_up(base) if e.kind == "settlement") for base in bases)
        return next((entries for entries in found if entries), ())

    def longest(self, words: Sequence[str], i: int, limit: int = 5) -> tuple[int, tuple[Entry, ...]] | None:
        """The longest run of words from ``i`` that is a name: how many words, and the entries; None when there is none.

        Words are printed tokens, hyphenated words in one. The longest run wins, of one length that with the same letters; runs by
        case form or spelling key go on only while words have an initial capital or no case ("Khan" is no place in Khan Younes).
        """
        return self._run(tuple(words[i : i + limit])) if i < len(words) else None

    def _longest(self, words: tuple[str, ...]) -> tuple[int, tuple[Entry, ...]] | None:
        exact, capitals = self._longest_exact(words), _capitals(words)
        run = self._longest_key(words[:capitals]) if exact < capitals else 0
        if exact and run <= exact:
            return exact, self.lookup(" ".join(words[:exact]))
        found = self._looked_up(" ".join(words[:run])) if run else ()
        if not found and exact:
            return exact, self.lookup(" ".join(words[:exact]))
        return (run, found) if found else None

    def abbreviated(self, printed: str) -> tuple[Entry, ...]:
        """The divisions of an abbreviation as printed, with its full stop ("Mo.", "S.C.")."""
        return self._exact(dotted(printed))

    def country(self, code: str) -> Entry | None:
        """The country of an ISO 3166-1 alpha-2 code."""
        position = self._meta["countries"].get(code.upper())
        return None if position is None else self._entries.get(position, "exact", True)

    def within(self, entries: Iterable[Entry], area: Entry) -> tuple[Entry, ...]:
        """Those of the entries that lie in a country or division."""
        return tuple(entry for entry in entries if contains(area, entry))

    def _longest_exact(self, words: Sequence[str]) -> int:
        text, ends = "", {}
        for size, word in enumerate(words, start=1):
            folded = fold(word)
            if not folded:
                break
            text = f"{text} {folded}" if text else folded
            ends[len(text)] = size
        for prefix in reversed(self._names.prefixes(text)):
            if len(prefix) in ends and len(prefix) > 1:
                return ends[len(prefix)]
        short = abbreviation(words[0])
        return 1 if short and self._exact(short) else 0

    def _longest_key(self, words: Sequence[str]) -> int:
        """How many of the words are a name by case form, attached words or spelling key."""
        if not words:
            return 0
        runs = []
        split = [key_words(word) for word in words]
        if all(split):
            flat = [part for parts in split for part in parts]
            for first, *pieces in key_runs(flat):
                rest = iter(pieces)
                runs.append((first, ["".join(next(rest) for _ in parts) for parts in split], SHORTEST_KEY))
        if script(words[0]) == "arabic" and all(split):
            for spelling in (0, -1):
                pieces = [" ".join(arabic_pieces(p)[spelling] for p in parts) for parts in split]
                runs.append((PREFIX, [pieces[0], *(" " + piece for piece in pieces[1:])], SHORTEST))
        if script(words[0]) == "cyrillic":
            stems = [" ".join(map(stem_word, fold(word).split())) for word in words]
            runs.append((STEM, [stems[0], *(" " + s for s in stems[1:])], SHORTEST_NAME))
        longest = max((self._longest_prefix(*run) for run in runs), default=0)
        return longest or (1 if stripped(words[0]) and self._looked_up(words[0]) else 0)

    def _longest_prefix(self, first: str, pieces: Sequence[str], shortest: int) -> int:
        text, ends = first, {}
        for size, piece in enumerate(pieces, start=1):
            text += piece
            if piece:
                ends[text] = size
        for prefix in reversed(self._keys.prefixes(text)):
            if prefix in ends and len(prefix) > shortest:
                return ends[prefix]
        return 0

    def _exact_entries(self, folded: str) -> tuple[Entry, ...]:
        return self._read(self._names.positions(folded), "exact", listed=script(folded) != "latin")

    def _look_up(self, name: str) -> tuple[Entry, ...]:
        if len(name) < 2:
            return ()
        found: dict[str, Entry] = {}
        short = abbreviation(name)
        if short:
            _keep(found, self._exact(short))
        _keep(found, self._exact(fold(name)))
        if not found:
            for form in stripped(name):
                _keep(found, (replace(entry, match="form") for entry in self._exact(fold(form))))
        stemmed = stem(name)
        if stemmed is not None:
            _keep(found, self._read(self._keys.positions(STEM + stemmed), "form", listed=True))
        if sum(map(str.isalpha, name)) >= KEY_LETTERS or script(name) == "arabic":
            for key in keys(name):
                if len(key) > SHORTEST_KEY:
                    _keep(found, self._read(self._keys.positions(key), "key"))
        if script(name) == "arabic":
            native = bool(found)
            for key in arabic_keys(key_words(name)):
                foreign = self._read(self._keys.positions(key), "key", listed=True)
                _keep(found, (entry for entry in foreign if not native or entry.population >= PEOPLE))
        if not found:
            _keep(found, self._typed(name))
        return tuple(found.values())[:CANDIDATES]

    def _typed(self, name: str) -> Iterable[Entry]:
        """Divisions named with a word for their type that their own names lack ("Kupyansk District", "Ituri Province")."""
        bare, _, word = name.rpartition(" ")
        if not bare or word.capitalize() not in TYPE_WORDS:
            return ()
        return (entry for entry in self._looked_up(bare) if entry.kind in {"adm1", "adm2", "region"})

    def _fuzzy(self, name: str) -> tuple[Entry, ...]:
        # A third of the memory of opening, for the rare caller who asks for it.
        from rapidfuzz import process  # noqa: PLC0415
        from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415

        found: dict[str, Entry] = {}
        for key in keys(name)[:1]:
            edits = next((edits for length, edits in _FUZZY_EDITS if len(key) > length), 0)
            if edits:
                near = process.extract(
                    key, list(self._keys.starting(key[:3])), scorer=DamerauLevenshtein.distance, score_cutoff=edits, limit=10
                )
                for other, _, _ in near:
                    _keep(found, self._read(self._keys.positions(other), "fuzzy"))
        return tuple(found.values())[:CANDIDATES]

    def _read(self, positions: tuple[tuple[int, bool], ...], match: Match, *, listed: bool = False) -> tuple[Entry, ...]:
        """The entries at positions. ``listed``: main names are Latin, so in other letters any listed name counts as one."""
        return tuple(self._entries.get(position, match, primary or listed) for position, primary in positions[:CANDIDATES])


def contains(area: Entry, entry: Entry) -> bool:
    """Whether a division or country holds an entry, by the names of its divisions."""
    if area.kind == "country":
        return area.country == entry.country
    if area.country != entry.country:
        return False
    return area.name == (entry.adm1 if area.kind == "adm1" else entry.adm2 if area.kind == "adm2" else None)


def open_gazetteer(progress: Callable[[str, float], None] | None = None) -> Gazetteer:
    """The gazetteer of these package versions, built on first use (about a minute) and opened in milliseconds afterwards.

    ``progress`` is told what is being done and how far (0 to 1) while building. Raises GazetteerError.
    """
    folder = build.folder()
    if not (folder / "meta.json").is_file():
        build.build(folder, progress)
    return Gazetteer(folder)


def _keep(found: dict[str, Entry], entries: Iterable[Entry]) -> None:
    for entry in entries:
        found.setdefault(entry.id, entry)


def _capitals(words: Sequence[str]) -> int:
    """How many words can be one name: a capital in each (al-Bureij) or no case, particles only inside."""
    size = 0
    for offset, word in enumerate(words):
        if word[:1].isalpha() and (word != word.lower() or word == word.upper()):
            size = offset + 1
        elif word.lower() not in (_PARTICLES if offset else ARTICLES):
            break
    return size
