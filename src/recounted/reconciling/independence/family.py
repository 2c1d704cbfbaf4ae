"""Families of reports: which count as one source, and why.

In: the accounts of one incident. Out: kinships and the family of each report. A report joins at most one other: the text that it
copies or translates, else the newsroom that its story is from; so the families are trees, one more copy of a text leaves their
number as it is, and a report that names two sources does not make them one. Nothing is left out: copies keep all their claims.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from recounted.linking.facts import Account
from recounted.messages import S_
from recounted.model import Kinship
from recounted.packs.credits import Newsroom
from recounted.reconciling.independence.copies import Copy, copies
from recounted.reconciling.independence.one_speaker import Rests, one_speaker
from recounted.reconciling.independence.page import Page, pages_of
from recounted.reconciling.independence.quoting import RESTS, Quoted, quoted
from recounted.reconciling.independence.translations import Translation, translations
from recounted.reconciling.independence.wires import Credit, wire_credits
from recounted.reconciling.speakers import family_of


@dataclass(frozen=True)
class Independence:
    """``families``: report id → family, named by its first report or its newsroom."""

    kinships: tuple[Kinship, ...]
    families: Mapping[str, str]

    @property
    def n_independent(self) -> int:
        """How many sources there are."""
        return len(set(self.families.values()))

    @property
    def notes(self) -> tuple[str, ...]:
        """What the count does not say: sources that rest wholly on one speaker."""
        resting: dict[str, set[str]] = defaultdict(set)
        for kinship in self.kinships:
            if kinship.sign == "one_speaker":
                resting[kinship.parent].add(self.families[kinship.child])
        return tuple(
            S_(f"{len(some)} of {self.n_independent} independent sources rest wholly on what one speaker said")
            for some in resting.values()
            if len(some) > 1
        )

    def among(self, reports: Iterable[str]) -> Independence:
        """The same for some of the reports."""
        some = set(reports)
        return Independence(
            tuple(k for k in self.kinships if k.child in some and (k.parent_kind != "report" or k.parent in some)),
            {report: family for report, family in self.families.items() if report in some},
        )


@dataclass
class Story:
    """One text with its copies and translations, the likely origin first; ``links``: the newsrooms that each page names, its own
    among them.
    """

    pages: list[Page]
    links: Mapping[str, Sequence[Kinship]]

    @property
    def root(self) -> Page:
        """The likely origin."""
        return self.pages[0]

    @cached_property
    def _naming(self) -> tuple[Page, Kinship] | None:
        """The first credit for its text in any copy, else a retelling; a newsroom's own name in its text is one too."""
        for wanted in ("wire", "retelling"):
            for page in self.pages:
                for kinship in self.links[page.id]:
                    if kinship.sign == wanted and kinship.joins:
                        return page, kinship
        return None

    @property
    def named(self) -> Kinship | None:
        """What ties the story to the newsroom that it names; None where that published it, or none is named."""
        if self._naming is None:
            return None
        page, kinship = self._naming
        if page is self.root:
            return None if _is_own(page, kinship) else kinship
        return _of_copy(kinship, self.root)

    @property
    def source(self) -> Newsroom | None:
        """The newsroom that the story is from: the one that it names, else the first known to have published it."""
        if self._naming is None:
            return next((page.newsroom for page in self.pages if page.newsroom), None)
        return _newsroom(self._naming[1])


def independence(accounts: Iterable[Account]) -> Independence:
    """Kinships, families and notes of one incident's reports."""
    pages = pages_of(accounts)
    copied = copies(pages) if len(pages) > 1 else {}
    translated = translations([page for page in pages if page.id not in copied]) if len(pages) > 1 else {}
    links = {page.id: tuple(_of_newsrooms(page)) for page in pages}
    stories = [Story(some, links) for some in _stories(pages, {**copied, **translated})]
    by_source = Counter(story.source for story in stories)
    families: dict[str, str] = {}
    kinships: list[Kinship] = []
    for story in stories:
        kinship = story.named
        if kinship is None and story.source and by_source[story.source] > 1:
            kinship = _published_by(story, story.source, by_source[story.source])
        family = family_of(story.source) if story.source else story.root.id
        families |= dict.fromkeys((page.id for page in story.pages), family)
        kinships += [kinship] if kinship else []
    kinships += [_of_copying(page, copied[page.id]) for page in pages if page.id in copied]
    kinships += [_of_translating(page, translated[page.id]) for page in pages if page.id in translated]
    joined = {(k.child, k.parent) for k in kinships}
    kinships += [
        kinship.model_copy(update={"joins": False})
        for page in pages
        for kinship in links[page.id]
        if (page.id, kinship.parent) not in joined and not _is_own(page, kinship)
    ]
    kinships += [_of_speaker(rests) for rests in (one_speaker(pages, families) if len(stories) > 1 else ())]
    place = {page.id: number for number, page in enumerate(pages)}
    ordered = sorted(kinships, key=lambda k: (place[k.child], not k.joins, k.sign, k.parent))
    return Independence(tuple(ordered), families)


def recalled(kinships: Sequence[Kinship], accounts: Iterable[Account]) -> Independence:
    """The same again, out of the kinships that were found among just these accounts: no text is looked at."""
    above = {k.child: k for k in kinships if k.joins}
    stories: dict[str, list[Page]] = defaultdict(list)
    for page in pages_of(accounts):
        root = page.id
        while root in above and above[root].parent_kind == "report":
            root = above[root].parent
        stories[root].append(page)
    families: dict[str, str] = {}
    for root, pages in stories.items():
        source = _newsroom(above[root]) if root in above else next((page.newsroom for page in pages if page.newsroom), None)
        families |= dict.fromkeys((page.id for page in pages), family_of(source) if source else root)
    return Independence(tuple(kinships), families)


def _stories(pages: Sequence[Page], earlier: Mapping[str, Copy | Translation]) -> list[list[Page]]:
    """Pages by the origin of their text; an original comes before its copies in the order of pages."""
    roots: dict[str, str] = {}
    stories: dict[str, list[Page]] = defaultdict(list)
    for page in pages:
        text = earlier.get(page.id)
        roots[page.id] = roots[text.original.id] if text else page.id
        stories[roots[page.id]].append(page)
    return list(stories.values())


# ------------------------------------------------------------------------------------------------------------ the signs, in words


def _of_newsrooms(page: Page) -> Iterator[Kinship]:
    """What a report says of where it is from: credits for its text, then other newsrooms that it quotes."""
    credited = wire_credits(page)
    yield from (_of_credit(page, credit) for credit in credited)
    names = {credit.newsroom for credit in credited}
    yield from (_of_quoting(page, one) for one in quoted(page) if one.newsroom not in names)


def _newsroom(kinship: Kinship) -> Newsroom:
    """The newsroom that a kinship leads to."""
    return Newsroom(kinship.parent, "agency" if kinship.parent_kind == "agency" else "outlet")


def _is_own(page: Page, kinship: Kinship) -> bool:
    return page.newsroom is not None and page.newsroom.name == kinship.parent


def _of_credit(page: Page, credit: Credit) -> Kinship:
    return Kinship(
        child=page.id,
        parent=credit.newsroom.name,
        parent_kind=credit.newsroom.kind,
        sign="wire",
        joins=True,
        why=S_(f"credits {credit.newsroom.name} for its text"),
        words=credit.words,
    )


def _of_quoting(page: Page, one: Quoted) -> Kinship:
    whole = one.share >= RESTS
    return Kinship(
        child=page.id,
        parent=one.newsroom.name,
        parent_kind=one.newsroom.kind,
        sign="retelling",
        joins=whole,
        why=S_(
            f"names {one.newsroom.name} as its source for {one.resting} of {one.figures} figures"
            if one.figures
            else f"names {one.newsroom.name} as its source"
        ),
        words=one.words,
        measured={"figures": one.figures, "resting": one.resting},
        claims=one.claims,
    )


def _of_copy(kinship: Kinship, root: Page) -> Kinship:
    """The kinship of a copy, said of the report that it copies."""
    return kinship.model_copy(update={"child": root.id, "why": S_(f"the same text elsewhere {kinship.why}")})


def _published_by(story: Story, newsroom: Newsroom, stories: int) -> Kinship:
    kinship = Kinship(
        child=story.root.id,
        parent=newsroom.name,
        parent_kind=newsroom.kind,
        sign="same_newsroom",
        joins=True,
        why=S_(f"published by {newsroom.name}, from which {stories} of the texts are"),
        measured={"texts": stories},
    )
    return kinship if story.root.newsroom else _of_copy(kinship, story.root)


def _of_copying(page: Page, copy: Copy) -> Kinship:
    share = copy.of_both if copy.whole else copy.of_shorter
    return Kinship(
        child=page.id,
        parent=copy.original.id,
        parent_kind="report",
        sign="copy" if copy.whole else "cut_copy",
        joins=True,
        why=S_(
            f"the same words: {share:.0%} of both" if copy.whole else f"a part of the same words: {share:.0%} of the shorter text"
        ),
        measured={"of_both": round(copy.of_both, 3), "of_shorter": round(copy.of_shorter, 3)},
    )


def _of_translating(page: Page, one: Translation) -> Kinship:
    return Kinship(
        child=page.id,
        parent=one.original.id,
        parent_kind="report",
        sign="translation",
        joins=True,
        why=S_(f"the same {one.figures} figures and {one.speakers} speakers in the same order, in another language"),
        measured={"facts": one.facts, "figures": one.figures, "speakers": one.speakers, "share": round(one.share, 3)},
    )


def _of_speaker(rests: Rests) -> Kinship:
    return Kinship(
        child=rests.page.id,
        parent=rests.speaker,
        parent_kind="speaker",
        sign="one_speaker",
        joins=False,
        why=S_("all its figures and accusations are one speaker's, as in a report of another source"),
        claims=rests.claims,
    )
