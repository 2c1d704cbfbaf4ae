"""Speaker words: what a phrase says of the one who speaks. Name, role, kind and side, as printed.

In: a View and the tokens of a phrase. Out: a Voice, or nothing if nothing in the phrase can speak. A person's name is told from
the place of an office ("governor of …") by the words around it, never by a list of names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from recounted.model import SpeakerKind
from recounted.reading.sentences.view import View
from recounted.reading.speakers.institutions import institution
from recounted.reading.speakers.named_bodies import body_over
from recounted.reading.words.text import Tag

#: Where people write what reports quote.
CHANNELS = frozenset({"telegram", "twitter", "x", "facebook", "whatsapp", "instagram", "vk", "youtube", "tiktok"})
#: Those whom speakers speak to, and who pass on what others say, by kind.
MEDIA = {"news_agency", "broadcaster", "newspaper"}
#: Tokens of a party that stands before the body it runs.
LED_REACH = 12


@dataclass(slots=True)
class Voice:
    """A speaker phrase, tokens i to j."""

    i: int
    j: int
    name: str | None
    role: str | None
    kind: SpeakerKind
    side: str | None
    pronoun: bool = False
    others: bool = False
    #: "the minister": perhaps one named before
    definite: bool = False
    #: the state told of, for whom an army or a government of no named country speaks; and what the forces of its side are called
    home: str | None = None
    army: str | None = None

    def meets(self, i: int, j: int) -> bool:
        """Does its phrase share a token with tokens i to j?"""
        return self.i < j and i < self.j

    @property
    def label(self) -> str:
        """What to call the speaker: the name, else the role."""
        return self.name or self.role or ""


def describe(view: View, i: int, j: int) -> Voice | None:
    """Name, role, kind and side of a phrase; None if nothing in it can speak."""
    roles = list(view.inside(i, j, "speaker"))
    countries = list(view.inside(i, j, "country"))
    actors = list(view.inside(i, j, "actor"))
    if not roles and _is_attack(view, i, j):
        return None
    whole = institution(view, j - 1)
    if whole and (whole[0] == i or (whole[0] == i + 1 and view.over(i, "grammar", "article"))) and whole[1] == j:
        return Voice(i, j, view.text.words(*whole), None, _kind(roles, countries, actors), _side(countries, actors))
    if (body := body_over(view, i, j)) and all(body[0] <= t.i and t.j <= body[1] for t in roles):
        return Voice(min(i, body[0]), max(j, body[1]), body[2], None, _kind(roles, [], []), None)
    name = _name(view, i, j, roles)
    if not (roles or countries or actors or name):  # „eine Lehrerin sagte“
        one = view.over(i, "grammar", "indefinite")  # "a rescuer said"
        person = any(t.slot == "one" and (one or view.tokens[t.i].capital) for t in view.inside(i, j, "people"))
        return Voice(i, j, None, view.text.words(i, j), "witness", None) if person else None
    role = (
        view.text.words(
            _role_start(view, i, roles[0].i) if not name else roles[0].i,
            j if not name or name[0] < roles[0].i else max(roles[-1].j, roles[0].j),
        )
        if roles
        else None
    )
    if roles and name and name[0] > roles[0].i:
        role = view.text.words(_role_start(view, i, roles[0].i), name[0]).rstrip(" ,")
    kind = _kind(roles, countries, actors)
    if roles and not name and any(view.at(k, "grammar", "conjunction") for k in range(i, j)):
        role = view.text.words(i, j)  # two speakers in one phrase
    return Voice(
        i,
        _behind_short_name(view, j, roles),
        view.text.words(*name) if name else None,
        role or (None if name else view.text.words(i, j)),
        kind,
        None if not (roles or actors) and _one_citizen(view, i, j) else _side(countries, actors),
        definite=view.is_word(i, "the", "of_the") or view.is_word(i - 1, "the", "of_the"),
    )


def _one_citizen(view: View, i: int, j: int) -> bool:
    """„Ein festgenommener Pakistaner“, «задержанный пакистанец»: somebody from a country, who speaks for none."""
    one = view.text.pack.endings("one_person_endings") or ("\0",)
    people = [t for t in view.inside(i, j, "country") if t.slot == "people"]
    marked = view.over(i, "grammar", "indefinite") or view.has(i, j, "harm")
    return any(marked or view.norm(t.i).endswith(one) for t in people)


def _behind_short_name(view: View, j: int, roles: list[Tag]) -> int:
    """The token behind the short form in brackets that follows a body ("the Observatory | (NLO)"); no agency that signs."""
    if not roles or view.norm(j) != "(" or view.norm(j + 2) != ")" or view.tokens[j + 1].kind not in {"word", "acronym"}:
        return j
    short, known = view.tokens[j + 1], view.at(j + 1, "speaker")
    signs = known is not None and known.value == "news_agency" != roles[0].value
    plain = not (short.printed.isupper() or (known and short.capital) or "affixes" in view.text.pack.options)
    return j if signs or plain else j + 3


def behind_its_leaders(view: View, start: int) -> int:
    """„der von der Hamas kontrollierten | Behörden“: the body speaks, not the party that runs it."""
    k = start + view.over(start, "grammar", "article")
    if not view.at(k, "grammar", "by"):
        return start
    led = (at + 1 for at in range(k + 1, min(k + LED_REACH, view.j)) if view.is_word(at, "led_by"))
    return next((at for at in led if view.at(at, "speaker")), start)


def _is_attack(view: View, i: int, j: int) -> bool:
    """« os ataques terroristas em X », „dem Bombenanschlag im fränkischen Y“: what is told of, not who tells."""
    k = i
    while k < j and (view.over(k, "grammar", "article") or view.is_word(k, "the") or view.is_word(k, "oblique")):
        k += 1
    attack = view.at(k, "attack", slots=("noun",))
    if attack is None or (view.text.pack.option("adjective_order") == "before" and view.has(i, j, "people")):
        return False
    k = attack.j
    while k < j and view.tokens[k].kind == "word" and not (view.over(k, "grammar") or view.over(k, "spatial")):
        if view.tokens[k].capital:  # "Operation Aspides", "l'operazione europea Aspides"
            return False
        k += 1
    return True


def _role_start(view: View, i: int, role: int) -> int:
    return i + 1 if i < role and view.at(i, "grammar", "article") else i


def _name(view: View, i: int, j: int, roles: list[Tag]) -> tuple[int, int] | None:
    """The run of capitalised words that is no role, country or place of office: the last word-rich one before a comma wins."""
    covered = {k for t in roles if t.slot == "forms" for k in range(t.i, t.j)}
    if body := institution(view, j - 1):  # "an official at | the Media Centre for National Security": no name of a person
        covered |= set(range(*body)) if body[0] > i + 1 else set()
    covered |= {
        k
        for t in view.each("country", "place_noun", "actor", "people", "weapon", "attack", "harm")
        if t.i >= i and t.j <= j
        for k in range(t.i, t.j)
    }
    if "affixes" in view.text.pack.options:  # a script without capitals: those of other scripts are handles and buttons
        return None
    runs: list[tuple[int, int]] = []
    k = i
    while k < j:
        if (
            view.tokens[k].capital
            and k not in covered
            and view.tokens[k].kind in {"word", "acronym"}
            and not _office_place(view, k, i)
        ):
            end = k + 1
            while (
                end < j
                and end not in covered
                and (
                    view.tokens[end].capital
                    or (
                        view.is_word(end, "name_particle")
                        and end + 1 < j
                        and end + 1 not in covered
                        and view.tokens[end + 1].capital
                    )
                )
            ):
                end += 1
            if not (end - k == 1 and view.has(k, k + 1, "stop_name") and len(view.tokens[k].norm) < 4):
                runs.append((k, end))
            k = end
        elif view.tokens[k].capital and view.is_word(k - 1, "office_link") and view.is_word(k - 2, "office_noun"):
            while k < j and (view.tokens[k].capital or view.over(k, "grammar", "conjunction")):
                k += 1  # "the Ministry of | Internal Affairs"
        else:
            k += 1
    if not runs:
        return None
    if view.text.pack.option("that_left_out"):  # "the Norwegian Refugee | Council", "the Sulu | police director": no person
        runs = [r for r in runs if not any(t.i == r[1] or (t.j == r[0] and _is_body(view, t)) for t in roles)]
    if view.text.pack.option("capital_nouns"):  # „die Kabuler | Polizei“: a town's adjective
        runs = [r for r in runs if r[1] - r[0] > 1 or all(t.i != r[1] for t in roles)]
    runs = [r for r in runs if r != (view.sentence.body, view.sentence.body + 1) or all(t.i != r[1] for t in roles)] or runs[1:]
    runs = [r for r in runs if r[1] - r[0] > 1 or not _is_adjective(view, r[1], roles)]
    runs = [r for r in runs if not view.is_word(r[1], "genitive")] or runs  # "the Islamic Emirate | 's spokesman, NAME NAME"
    people = [r for r in runs if r[1] - r[0] > 1]
    people = [r for r in people if any(t.j == r[0] for t in roles)] or people  # "Balochistan Health Minister | NAME NAME"
    return next(iter(people or runs), None)  # none: a mere adjective opens the sentence ("International watchdog …")


def _is_adjective(view: View, end: int, roles: list[Tag]) -> bool:
    """Is a single capital word before "the Luhansk information | centre" no name: nothing sets it off from the body behind it?"""
    role = next((t for t in roles if t.i >= end), None)
    if role is None or view.tokens[role.i].capital or view.text.pack.option("adjective_order") != "before":
        return False
    return all(view.tokens[k].kind == "word" and not view.tokens[k].capital for k in range(end, role.i))


def _is_body(view: View, role: Tag) -> bool:
    """Is it the name of a body, that goes on ("the United Nations | Support Mission")?"""
    return role.value in {"io_un", "ngo"} and view.tokens[role.j - 1].capital


def is_full_name(view: View, i: int, j: int) -> bool:
    """Are tokens i to j two or more capitalised words and nothing else?"""
    words = [view.tokens[k] for k in range(i, j)]
    return len(words) > 1 and all(w.capital and w.kind == "word" for w in words) and not view.has(i, j, "country")


def _office_place(view: View, k: int, i: int) -> bool:
    """Is the capitalised word at k the place of an office ("governor of Kharkiv", "the Sumy region")?"""
    noun = view.ending(k, "place_noun") if not view.at(k, "speaker") else None
    full = noun and view.ending(noun.i, "speaker") and is_full_name(view, k, min(k + 2, view.j))  # «мэр города | NAME NAME»
    behind = (noun is not None and not full) or _is_seat(view, k)  # "the region | Belgorod"
    inside = (
        k > i + 1 and view.over(k - 1, "spatial") and not view.over(k - 1, "grammar")
    )  # "the head of the council in | Tarvel"
    linked = k > i + 1 and view.is_word(k - 1, "office_link")
    return behind or inside or linked or view.at(k + 1, "place_noun") is not None


def _is_seat(view: View, k: int) -> bool:
    """«мэр | Херсона»: a town in the genitive behind the title of the one who heads it."""
    genitive = view.norm(k).endswith(view.text.pack.endings("seat_endings"))
    alone = k + 1 >= view.j or not view.tokens[k + 1].capital
    return genitive and alone and view.is_word(k - 1, "office_head")


def _kind(roles: list[Tag], countries: list[Tag], actors: list[Tag]) -> SpeakerKind:
    if roles:
        return cast("SpeakerKind", roles[0].value)  # the pack loader admits no other value
    if countries:
        return "government"
    return "armed_group" if actors else "unknown"


def _side(countries: list[Tag], actors: list[Tag]) -> str | None:
    within = (a for a in actors for c in countries if a.i <= c.i and c.j <= a.j and a.meaning.get("kind") == "group")
    if group := next(within, None):  # "the Pakistani Taliban"
        return str(group.meaning.get("side") or group.value)
    for tag in countries:
        return country_name(tag)
    for tag in actors:
        if tag.meaning.get("kind") in {"state", "group"}:
            return str(tag.meaning.get("side") or tag.value)
    return None


def country_name(tag: Tag) -> str:
    """The canonical English name of a country tag."""
    return str(tag.meaning.get("name") or tag.value)
