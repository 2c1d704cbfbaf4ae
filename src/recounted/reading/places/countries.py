"""Countries: how much a report tells of each country that it names, and which of them it names as attacking.

In: the Views of a report. Out: weights by country. An army fights abroad, capitals comment on everything: neither says where harm
was done.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from recounted.places.theatres import fought_in
from recounted.reading.places.relations import SPEAKING
from recounted.reading.sentences.view import View
from recounted.reading.words.text import Tag

#: Those whose country is where they write from.
MEDIA = {"news_agency", "broadcaster", "newspaper", "social_account"}
#: Weight from which on a country is told of, not only named as that of an army, a weapon or a refugee; the most of the rest.
TOLD_OF, ASIDE = 1.0, 0.9
#: Tokens from an auxiliary to the participle that closes the clause.
CLAUSE_REACH = 16


def countries_named(views: Sequence[View], hostile: Collection[str] = ()) -> dict[str, float]:
    """How often each country is named, as a noun, an adjective, a people or a capital that stands for it.

    The ministries of an attacker (``hostile``) are parties too.
    """
    told: dict[str, float] = {}
    aside: dict[str, float] = {}  # as parties and by their capitals, however often, they are not told of
    for view in views:
        for code, weight in _weighed(view, hostile):
            named = told if weight >= TOLD_OF else aside
            named[code] = named.get(code, 0.0) + weight
    return {code: told.get(code, 0.0) + min(ASIDE, aside.get(code, 0.0)) for code in {**told, **aside}}


def _weighed(view: View, hostile: Collection[str]) -> Iterator[tuple[str, float]]:
    """Each country named in a sentence, with its weight there."""
    for tag in view.tags("country"):
        within = any(t.i <= tag.i and tag.j <= t.j and t.j - t.i > tag.j - tag.i for t in view.tags("scope"))
        if not within:  # «того ж дня» is not Togo
            weight = _country_weight(view, tag)
            office = weight >= TOLD_OF and tag.slot == "adjectives" and tag.value in hostile
            yield tag.value, ASIDE if office else weight
    for tag in view.tags("actor"):
        if code := tag.meaning.get("country"):  # a group fights at home, an army abroad
            yield str(code), 1.0 if tag.meaning.get("kind") == "group" else 0.4


def attackers(views: Sequence[View]) -> dict[str, float]:
    """The countries named as those that attack, or that somebody says did, and the armed groups, each with how often."""
    named = ((view, tag) for view in views for tag in view.tags("country"))
    found = Counter(tag.value for view, tag in named if _attacks(view, tag) or _charged(view, tag) or _armed(view, tag))
    found.update(tag.value for view in views for tag in view.tags("actor") if tag.value in fought_in())
    return dict(found)


def _charged(view: View, country: Tag) -> bool:
    """ "Blamed | Russia", "Russia | denied it"."""
    return _blamed(view, country) or any(view.at(country.j, "cue", value) for value in ("deny", "admit"))


def _armed(view: View, adjective: Tag) -> bool:
    """ "A Russian missile", « l'armée russe »: is it the nationality of what attacks?"""
    around = (adjective.j, adjective.i - 1)
    return adjective.slot == "adjectives" and any(view.over(k, c) for k in around for c in ("force", "weapon", "attack"))


def _blamed(view: View, country: Tag) -> bool:
    """ "Blamed | X", «за терактом стоит | X», „wird | X zugeschrieben“."""
    cues = (t for value in ("accuse", "author", "attributed", "suspected_author") for t in view.tags("cue", value))
    return any(0 <= country.i - t.j <= 2 for t in cues)


def _country_weight(view: View, tag: Tag) -> float:
    """A noun counts 2, an office 2 ("Ukrainian officials"), an attacker's adjective next to nothing ("a Russian missile")."""
    if any(t.i <= tag.i and tag.j <= t.j and t.j - t.i > tag.j - tag.i for t in view.tags("actor")):
        return 0.3  # the army of X, installed by X: an army fights abroad too
    if any(view.is_word(k, "seated") for k in (tag.i - 3, tag.i - 2, tag.i - 1, tag.j, tag.j + 1)):
        return 0.1
    if tag.slot == "names":
        origin = view.ending(tag.i, "spatial", "toward")
        if origin and any(view.ending(origin.i, c) for c in ("people", "speaker", "actor")):
            return 0.2  # "a refugee from Syria"
        heads = view.norm(tag.j) == ":"  # "Mali: Gunmen killed …"
        acts = not heads and (_attacks(view, tag) or _speaks(view, tag))
        office = any(0 <= tag.i - t.j <= 1 for t in view.tags("speaker"))  # the government of X
        blamed = _blamed(view, tag)
        return 2.0 if office and not blamed else 0.5 if acts or blamed or view.ending(tag.i, "grammar", "by") else 2.0
    if tag.slot == "metonyms":
        return 0.5  # the capitals of the parties comment on everything
    if any(view.over(tag.j, c) for c in ("weapon", "attack")) and not view.over(tag.j, "speaker"):
        return 0.1  # "officials said an American drone"
    around = range(max(view.i, tag.i - 3), min(view.j, tag.j + 3))
    offices = (t for t in view.tags("speaker") if t.value not in {*MEDIA, "armed_force"} and not _hit(view, tag, t))
    if any(t.i <= k < t.j for t in offices for k in around):
        return 2.0
    if any(view.over(k, c) for k in around for c in ("force", "weapon", "attack")):
        return 0.1
    return 0.3 if any(view.over(k, "speaker") for k in around) else 1.0


def _speaks(view: View, country: Tag) -> bool:
    """ "Lebanon | said", « la Russie a | démenti »; not « l'Ukraine | tenue par les Russes »."""
    cues = (t for k in range(country.j, min(country.j + 2, view.j)) for t in view.on(k) if t.category == "cue" and t.i == k)
    return any(t.value in SPEAKING and view.at(t.j, "grammar", "by") is None for t in cues)


def _attacks(view: View, country: Tag) -> bool:
    """ "Russia shelled X", « la Russie a bombardé X », „Russland hat X beschossen“: what attacks is seldom where it fights."""
    if view.at(country.j, "grammar", "be"):
        return False  # "Ukraine | was | shelled"
    if view.text.pack.option("verb_first") and view.ending(country.i, "attack", slots=("verb",)):
        return True  # قصفت | إسرائيل
    k = country.j + view.is_word(country.j, "genitive")  # "Rwanda's army shelled"
    force = view.at(k, "force") or view.at(k, "weapon", slots=("forms",))
    start = force.j if force else country.j
    if force and view.tokens[country.i].printed.isupper():  # "a US drone strike"
        return True
    have = view.at(country.j, "grammar", "have")
    reach = CLAUSE_REACH if have and view.text.pack.option("participle_last") else 2
    acts = (view.at(k, "attack", slots=("verb", "participle")) for k in range(start, min(start + reach, view.j)))
    return any(act and not view.over(act.j, "grammar", "by") for act in acts)


def _hit(view: View, adjective: Tag, office: Tag) -> bool:
    """Is a hospital no speaker but what an attack of that country hit («российского удара по больнице»)?"""
    return view.at(adjective.j, "attack", slots=("noun",)) is not None and view.over(office.i, "target")
