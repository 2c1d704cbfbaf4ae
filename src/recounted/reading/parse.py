"""Parse: everything that the rules find in one text, stage by stage, before it is made into nouns. ``explain`` prints it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from recounted.model import Harm
from recounted.packs.schema import Pack
from recounted.places import Gazetteer
from recounted.reading.dates.calendar import year_by_weekday
from recounted.reading.dates.expressions import Anchor, DateExpr, find_dates, heads_harm, resolve, stated_publication
from recounted.reading.dates.narrative import in_narrative
from recounted.reading.incidents.frames import Facts, Frame
from recounted.reading.incidents.mentions import frame
from recounted.reading.incidents.report_day import dated_by_speech, full_dates
from recounted.reading.incidents.stamps import date_posts
from recounted.reading.numbers.quantities import find_amounts
from recounted.reading.parties.actors import find_actors
from recounted.reading.parties.charges import supported
from recounted.reading.parties.means import find_hits, find_means
from recounted.reading.parties.phrases import ActorPhrase
from recounted.reading.parties.responsibility import find_charges
from recounted.reading.parties.settle import ARMYLESS, settle
from recounted.reading.people.counted import Group
from recounted.reading.people.groups import find_groups
from recounted.reading.people.inflected import with_inflected
from recounted.reading.places.spots import Spots, find_spots
from recounted.reading.sentences.cutting import cut
from recounted.reading.sentences.view import View
from recounted.reading.speakers.attributed import Attribution
from recounted.reading.speakers.attribution import attribute
from recounted.reading.speakers.words import Voice
from recounted.reading.tolls.by_place import share_by_place
from recounted.reading.tolls.findings import Told
from recounted.reading.tolls.rules import find_tolls
from recounted.reading.tolls.victims import same_person, with_persons
from recounted.reading.words.posts import stamps
from recounted.reading.words.text import Text


@dataclass
class Parse:
    """One text as the rules see it. ``left``: per sentence the groups that are no tolls, with why not."""

    text: Text
    views: list[View]
    attribution: Attribution
    actors: list[list[ActorPhrase]]
    spots: Spots
    facts: list[Facts]
    anchor: Anchor
    frames: list[Frame] = field(default_factory=list)
    left: list[list[tuple[Group, str]]] = field(default_factory=list)
    victims: list[tuple[Harm, Group]] = field(default_factory=list)

    def told_before(self, harm: Harm, group: Group) -> bool:
        """Has this single person's harm been told already, under this name or as "a judge" before "the judge"?"""
        if group.wording not in {"named", "single"}:
            return False
        called = self.called(group)
        known = any(h == harm and same_person(group, called, g, self.called(g)) for h, g in self.victims)
        self.victims.append((harm, group))
        return known

    def called(self, group: Group) -> str:
        """The last word of the noun or name that a single person is called by; empty for counted people."""
        if group.wording not in {"named", "single"}:
            return ""
        noun = group.tag if group.tag and group.tag.category in {"people", "kin"} else group
        return self.text.tokens[noun.j - 1].norm


def parse(stored: str, pack: Pack, gazetteer: Gazetteer, published: str | None = None, last: date | None = None) -> Parse | None:
    """Run every stage over a text; None for a text without words. ``last``: no day told of is later (default: today)."""
    text = cut(stored, pack)
    if not text.sentences:
        return None
    views = [View(text, s, find_amounts(text, s), find_dates(text, s)) for s in text.sentences]
    attribution = attribute(views)
    actors = [find_actors(view) for view in views]
    spots = find_spots(views, attribution, gazetteer)
    home = _settle(views, actors, spots)
    armies = {pack.countries[code]: army for code, army in pack.armies.items() if code in pack.countries}
    for one in (one for row in attribution.by_sentence for one in row):
        one.voice.home, one.voice.army = home, armies.get(one.voice.side or "", one.voice.side)
    facts, left = _facts(views, attribution, actors, spots)
    stated = stated_publication(text, [view.dates for view in views])
    if stated and not heads_harm(text, [d for view in views for d in view.dates], stated):
        for view in views:  # the report's own date is no day of harm
            view.dates = [d for d in view.dates if (d.i, d.j) != (stated.i, stated.j)]
    printed = stamps(stored)
    date_posts(views, printed)
    anchor = _anchor(views, stated, published or (printed[0][0] if printed else None), last or date.today())
    for view, exprs in zip(views, in_narrative([view.dates for view in views], anchor.parts[0]), strict=True):
        view.dates = exprs
    anchor = anchor if anchor.published else dated_by_speech(views, anchor)
    return Parse(text, views, attribution, actors, spots, facts, anchor, frame(facts, anchor), left)


def _facts(
    views: list[View], attribution: Attribution, actors: list[list[ActorPhrase]], spots: Spots
) -> tuple[list[Facts], list[list[tuple[Group, str]]]]:
    facts: list[Facts] = []
    left: list[list[tuple[Group, str]]] = []
    told = Told()
    for view, phrases in zip(views, actors, strict=True):
        places = spots.of_sentence(view)
        tolls, rest = find_tolls(view, with_persons(view, with_inflected(view, find_groups(view))), told)
        tolls, rest = share_by_place(view, tolls, rest, places)
        voices = [one.voice for one in attribution.by_sentence[view.sentence.index]]  # "the father of one of the dead said"
        tolls = [t for t in tolls if not any(_speaks(v, t.group) for v in voices)]
        told.add(tolls)
        means = find_means(view)
        used, unused = [m for m in means if m.state == "used"], [m for m in means if m.state != "used"]
        charges, hits = find_charges(view, phrases, attribution), find_hits(view)
        facts.append(Facts(view, tolls, charges, used, hits, places, unused))
        left.append(rest)
    for fact, charges in zip(facts, supported([f.charges for f in facts]), strict=True):
        fact.charges = charges
    return facts, left


def _speaks(voice: Voice, group: Group) -> bool:
    """Does a group stand in a speaker's phrase, or is it the speaker ("killed three, Governor NAME said")?"""
    first = voice.i == group.i and group.wording in {"named", "bare_plural"}
    return (first or voice.i < group.i) and group.j <= voice.j


def _settle(views: list[View], actors: list[list[ActorPhrase]], spots: Spots) -> str | None:
    """Make general names of parties exact by the country that the report is about; the army or state that it has, if any."""
    pack = views[0].text.pack
    names = pack.countries
    placed: Counter[str] = Counter(s.entry.country for s in spots.all if s.entry and s.entry.country and s.relation != "role")
    country = max(placed or spots.countries, key=lambda code: (placed or spots.countries)[code], default=None)
    states = Counter(a.actor for row in actors for a in row if a.kind == "state" and a.actor in names.values())
    phrases = [a for row in actors for a in row]
    meant = {name: pack.option(name, {}) for name in ("opponents", "alliances")}
    points = bool(pack.words("the") or pack.option("joined_article"))
    words = [t.norm for t in views[0].tokens]
    settle(phrases, country, names, states, pack.armies, words=words, points=points, **meant)
    return None if country in ARMYLESS else pack.armies.get(country or "", names.get(country or ""))


def _anchor(views: list[View], stated: DateExpr | None, published: str | None, last: date) -> Anchor:
    """What relative dates count from: the given date of publication, else the date that the text states as its own.

    Without either, the year is the one that the text prints, else the one in which its weekdays fit its days.
    """
    if published is None:
        resolved = resolve(stated, Anchor(None)) if stated else None
        published = resolved.edtf if resolved else None
    if published and published[:4].isdigit():
        return Anchor(published, None, int(published[:4]))
    fitting = year_by_weekday((d for view in views for d in view.dates), last)
    printed = _only_year(views)
    if fitting and fitting != printed:
        return Anchor(published, None, fitting, inferred=True)
    return Anchor(published, None, printed)


def _only_year(views: list[View]) -> int | None:
    """The year of all days that the text prints in full, if it is one and the same."""
    years = {day.edtf[:4] for day in full_dates(views)}
    return int(years.pop()) if len(years) == 1 else None
