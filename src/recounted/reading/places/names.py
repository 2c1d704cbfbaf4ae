"""Place names: the runs of words in a sentence that can be the name of a place, each with how it stands there.

In: a View, the attributions of the report, the names of its people, and a gazetteer. Out: Spots, undecided: a printed name with
the entries that it may mean. A capitalised run that no gazetteer knows is a Spot only where it stands as a place of harm does; a
person, a firm or a weapon is none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from recounted.model import PlaceKind
from recounted.places import Entry, Gazetteer
from recounted.reading.places.phrases import quoted_name, route, with_noun_before, with_type
from recounted.reading.places.relations import OPENING, Relation, feature_of, local_office, relation_of
from recounted.reading.places.runs import ARTICLES, JOINED_ARTICLE, continues, may_start, region_at, run_of, whole_name
from recounted.reading.sentences.view import View
from recounted.reading.speakers.attributed import Attribution

FINE = {"settlement", "neighbourhood", "building", "adm3", "street"}
#: Categories whose words name no place.
PLAIN = ("grammar", "harm", "people", "cue", "weapon", "attack", "force", "kin", "count", "person_adjective", "scope", "spatial")
#: Letters of an abbreviated word ("Calif.").
_SHORT = 5


@dataclass(slots=True)
class Spot:
    """A place name in the text, tokens i to j; ``relation``: in, near, between, direction, toward, role, dateline or empty.

    ``wanted`` is the kind that the words say it is; ``feature`` what it is only the name of (a street, a hospital);
    ``holds``: the name before it lies in it; ``local``: it is the place of a town's or region's own office.
    """

    view: View
    i: int
    j: int
    entries: tuple[Entry, ...]
    relation: Relation
    wanted: PlaceKind | None
    feature: PlaceKind | None = None
    entry: Entry | None = None
    scored: tuple[tuple[Entry, float], ...] = ()
    partner: Spot | None = None
    inside: Entry | None = None
    country: str | None = None
    holds: bool = False
    local: bool = False
    #: it stands for a road, as one of its two ends
    road: bool = False

    @property
    def printed(self) -> str:
        """The name as printed."""
        return self.view.text.words(self.i, self.j)

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees, where known."""
        e = self.entry
        return (e.lat, e.lon) if e and e.lat is not None and e.lon is not None else None

    @property
    def kind(self) -> PlaceKind:
        """What it is: a district of which only the seat is known is a district."""
        if self.entry is None:
            return self.wanted or "settlement"
        named = self.wanted if self.wanted in {"adm1", "adm2"} and self.entry.kind == "settlement" else None
        return named or self.entry.kind

    @property
    def plain(self) -> bool:
        """Is the place's own name printed, in some case form?"""
        return self.entry is not None and self.entry.primary and self.entry.match in {"exact", "form"}

    @property
    def fine(self) -> bool:
        """A settlement or smaller."""
        return (self.kind in FINE) if self.entry else True


def spot_names(view: View, attribution: Attribution, people: Collection[str], gazetteer: Gazetteer) -> Iterator[Spot]:
    """The names of one sentence that can be places; ``people`` are folded words that are names of persons in this report."""
    past = view.i
    passed = {m for d in view.dates for m in range(d.i, d.j)} | _plain_words(view)  # March is a town in England
    for k in range(view.i, view.j):
        begins = k >= past and may_start(view, k) and not _agency(view, k)
        if k < past or not (begins or view.tokens[k - 1].norm in OPENING):
            continue
        if marked := _marked(view, k, begins, gazetteer):
            yield marked
            past = marked.j
            continue
        token = view.tokens[k]
        if not begins or k in passed or token.norm in people:
            continue
        words = [view.tokens[m].printed for m in range(k, min(k + 6, view.j))]
        hit = _named_with_in(view, k, gazetteer.longest(words, 0)) or _region(view, k, gazetteer) or _country(view, k, gazetteer)
        j = k + hit[0] if hit else k
        if hit and whole_name(view, k, j) and not _stop_name(view, k, j):
            relation, wanted, end = relation_of(view, k, j, attribution)
            entries = with_type(view, (k, end), hit[1], wanted, gazetteer) if end > j else hit[1]
            entries = _own_name_first(with_noun_before(view, k, j, gazetteer) or entries, view.text.words(k, j))
            if end > j and continues(view, end) and not any(e.kind == wanted for e in entries):
                wanted, end = None, j  # «в городе X | провинции Y»: the noun is that of the name behind it
            country = view.at(k, "country", slots=("names",))
            if country and any(e.kind == "country" for e in entries):  # Мали is not Malé
                entries = tuple(e for e in entries if e.country == country.value or e.kind not in {"settlement", "country"})
            if country and view.is_word(k - 1, "capital"):
                if continues(view, country.j):  # "в столице Сирии | Дамаске": the city's own name follows
                    past = country.j
                    continue
                entries, wanted = tuple(e for e in entries if e.kind == "country"), None
            own = relation == "role" and (wanted == "settlement" or local_office(view, k, attribution))
            yield Spot(view, k, end, entries, relation, wanted, feature_of(view, k, j), local=own)
            past = j
            continue
        if not hit and "-" in token.printed and not _stop_name(view, k, k + 1) and (parts := route(view, k, gazetteer)):
            yield Spot(view, k, k + 1, parts, "dateline" if k < view.sentence.body else "near", None, road=True)
            continue
        run = run_of(view, k)
        noun = view.at(k, "place_noun")
        if (
            noun and noun.j < run and view.text.pack.option("capital_nouns")
        ):  # the name stands behind its noun (German: im Lager Nuseirat)
            past = noun.j
            continue
        bare = _before_noun(view, k, run)
        if token.kind == "word" and unknown_place(view, k, bare):
            relation, wanted, end = relation_of(view, k, bare, attribution)
            if relation in {"in", "near"}:
                yield Spot(view, k, bare, (), relation, wanted, feature_of(view, k, bare))
        opener = view.over(k, "spatial") or view.over(k, "grammar") or view.over(k, "stop_name") or view.over(k, "cue")
        past = k + 1 if opener else _behind_noun(view, k, run)


def _behind_noun(view: View, i: int, j: int) -> int:
    """Where to look on behind a run that names no place: behind a noun with a capital in it ("Government School | Kuriga")."""
    nouns = (t for c in ("target", "place_noun") for t in view.tags(c) if i < t.i and t.j < j)
    return min((t.j for t in nouns), default=max(j, i + 1))


def _before_noun(view: View, i: int, j: int) -> int:
    """The end of a name whose last word is its noun with a capital ("Pa Lin Village", "X Township")."""
    noun = view.ending(j, "place_noun")
    return noun.i if noun and noun.i > i and not view.text.pack.option("capital_nouns") else j


def _marked(view: View, k: int, begins: bool, gazetteer: Gazetteer) -> Spot | None:
    """The name that starts at token k and is told by its marks: quotation marks, or the full stop of an abbreviation."""
    if quoted := quoted_name(view, k):
        return Spot(view, k, quoted, gazetteer.lookup(view.text.words(k, quoted)), "in", "settlement")
    short = _abbreviation(view, k) if begins else 0
    entries = gazetteer.abbreviated(view.text.words(k, short)) if short else ()
    return Spot(view, k, short, entries, "", "adm1") if entries else None


def _abbreviation(view: View, k: int) -> int:
    """The end of an abbreviation that starts at token k ("Mo.", "S.C.", "W.Va."); 0 where there is none."""
    tokens, j = view.tokens, k
    if tokens[k].kind == "acronym":
        return k + 1
    while j + 1 < view.j and len(tokens[j].printed) <= _SHORT and tokens[j].capital and tokens[j + 1].printed == ".":
        if tokens[j + 1].gap or (j > k and tokens[j].gap):
            break
        j += 2
    return j if j > k else 0


def _plain_words(view: View) -> set[int]:
    """In a script without capitals, words of the language that no noun says to be a place: they are not looked up."""
    if "affixes" not in view.text.pack.options:
        return set()
    found = {k for c in PLAIN for t in view.tags(c) for k in range(t.i, t.j)}
    return {k for k in found if not view.over(k - 1, "place_noun") and not view.over(k, "place_noun")}


def _named_with_in(view: View, k: int, hit: tuple[int, tuple[Entry, ...]] | None) -> tuple[int, tuple[Entry, ...]] | None:
    """What is found, unless it is "In Rafah" at the start of a sentence, which is no form of ‘Ein Rafa. In Salah is a town."""
    opens = hit is not None and hit[0] > 1 and k == view.sentence.body and view.over(k, "spatial")
    return None if hit and opens and all(e.match != "exact" for e in hit[1]) else hit


def _agency(view: View, k: int) -> bool:
    """Is token k in the brackets of a dateline, where the agency stands?"""
    return k < view.sentence.body and any(view.norm(m) == "(" for m in range(view.i, k))


def _own_name_first(entries: tuple[Entry, ...], printed: str) -> tuple[Entry, ...]:
    """A town that has the name as its own is meant, no country that has it in some language (Uman is not Oman)."""
    if not any(e.kind == "country" for e in entries) or all(e.kind != "settlement" or e.name != printed for e in entries):
        return entries
    return tuple(e for e in entries if e.kind != "country" or e.name == printed)


def _country(view: View, k: int, gazetteer: Gazetteer) -> tuple[int, tuple[Entry, ...]] | None:
    """A country's name of several words in a case that no list of places holds (der Demokratischen Republik Kongo)."""
    tag = view.at(k, "country", slots=("names",))
    if tag is None or tag.j - tag.i < 2:
        return None
    _, entries = gazetteer.longest(view.text.pack.countries[tag.value].split(), 0) or (0, ())
    whole = tuple(e for e in entries if e.kind == "country")
    return (tag.j - tag.i, whole) if whole else None


def _region(view: View, k: int, gazetteer: Gazetteer) -> tuple[int, tuple[Entry, ...]] | None:
    """A region whose name is known only together with its noun («Белгородской области»)."""
    noun = view.at(k + 1, "place_noun")
    if noun is None or noun.meaning.get("kind") not in {"adm1", "adm2"} or view.tokens[noun.i].capital:
        return None
    found = gazetteer.lookup(view.text.words(k, k + 2)) or gazetteer.of_adjective(view.tokens[k].printed)
    return (1, found) if found else None


def _stop_name(view: View, i: int, j: int) -> bool:
    """Is it a common word with a capital, a name of a weapon or party, or a country's name (kept apart)?"""
    if i == view.sentence.body and j == i + 1 and view.is_word(i, "opening") and not view.at(j, "place_noun"):
        return True  # «Дело | возбуждено», «Было | ранено»: case forms make places of them
    for tag in view.on(i):
        if j <= tag.j:
            if tag.category == "stop_name" and i == tag.i:
                return True
            if tag.category in {"weapon", "actor"} or (tag.category == "country" and tag.slot in {"adjectives", "people"}):
                return True
            if tag.category == "speaker" and tag.value in {"news_agency", "newspaper", "broadcaster", "io_un", "ngo", "company"}:
                return True
            if i == view.sentence.body and tag.category in {"people", "attack", "harm", "force"}:
                return True
            if i == view.sentence.body and tag.category == "speaker" and (tag.i, tag.j) == (i, j):
                return True
    return False


def _name_ends(view: View, j: int) -> bool:
    """Does the name end here, or does it only describe the noun behind it ("the Abu X family home")?"""
    if j >= view.j or view.tokens[j].kind != "word" or region_at(view, j):
        return True
    ends = ("grammar", "spatial", "place_noun", "cue", "attack", "harm", "scope")
    return any(view.over(j, c) for c in ends) or any(d.i == j for d in view.dates)


def _compound(view: View, k: int) -> bool:
    """Is a word a compound of nouns with a hyphen, no name with its article (Al-Schudschaija)?"""
    printed = view.tokens[k].printed
    joined = JOINED_ARTICLE.match(printed)
    return "-" in printed[joined.end() if joined and joined.group()[0].isupper() else 0 :]


def _described(view: View, i: int) -> bool:
    """Is a word no name but an adjective ("the Houthi-controlled port", ميناء | نفطي)?"""
    first, _, last = view.tokens[i].printed.partition("-")
    if last.islower() and len(last) > _SHORT and "-" not in last and first.lower() not in ARTICLES:
        return True
    endings = view.text.pack.endings("relational_endings")
    return bool(endings and view.tokens[i].printed.endswith(endings) and feature_of(view, i, i + 1) == "building")


def unknown_place(view: View, i: int, j: int) -> bool:
    """May a capitalised run that no gazetteer knows be the place of an attack? Without capitals, a noun must say so."""
    affixes = view.text.pack.options.get("affixes")
    named = view.ending(i, "place_noun") or view.ending(i, "spatial", "modifier")
    if not view.tokens[i].capital and (not named or (affixes and view.norm(i) in affixes.vocabulary)):
        return False
    if _stop_name(view, i, j) or any(
        t.category in {"speaker", "actor", "country", "weapon", "people", "cue", "target", "stop_name"}
        or (t.category == "place_noun" and t.j >= j)
        for t in view.on(i)
    ):
        return False
    if any(i <= t.i and t.j <= j for t in view.each("speaker", "actor", "force", "country")):
        return False  # a party, a battalion, the air force of a country
    if j - i > 1 and view.over(j - 1, "stop_name") and not view.over(j - 1, "spatial"):
        return False  # "the X Vigilance Service"
    if _described(view, i) or (view.tokens[i].printed.isupper() and j - i == 1 and not named and i > view.sentence.body):
        return False  # « la sede de la | AMIA »: an acronym is an office
    common = view.norm(j - 1).endswith(view.text.pack.endings("noun_endings") or ("\0",))  # „auf Anforderung“
    noun = common or _compound(view, j - 1) or view.over(i, "attack") or view.over(i, "harm")
    if view.text.pack.option("capital_nouns") and not named and noun:
        return False  # „in der Taliban-Mitteilung“, „bei Anschlägen“
    article = view.is_word(i - 1, "the", "of_the") or view.over(i - 1, "grammar", "article")
    if view.text.pack.option("capital_nouns") and not named and article:
        return False  # „auf der Rückseite“, „im Berufsverkehr“, „in einem Hinterhalt“
    of = view.ending(i, "grammar", "of")
    if of and (view.ending(of.i, "harm") or view.ending(i, "harm")):
        return False  # the murder of somebody
    if any(d.i <= i < d.j for d in view.dates) or not _name_ends(view, j):
        return False
    return bool(view.tags("harm") or view.tags("attack"))
