"""What people said of links, as linking obeys it: which mentions are bound together, which are barred from each other.

In: the standing decisions on links and the mentions that there are. Out: units (mentions that stay together), bars, and for a
mention the word that it stands on. Later words win over earlier ones, for just the mentions concerned. Words that share mentions
hang together, as a later one decides what is left of an earlier one; those that hang together with none that is asked for are
not looked at, however many were ever said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import combinations, product

from recounted.linking.decide import in_order
from recounted.model import LinkDecision


class Words:
    """Units and bars. A mention of which nobody said anything is a unit of its own."""

    def __init__(self, decisions: Iterable[LinkDecision], there: Callable[[Collection[str]], Collection[str]]) -> None:
        """``there``: which of some mentions there are and are to be linked; words on others wait."""
        self._ask, self._there = there, set[str]()
        self._about: dict[str, list[tuple[int, LinkDecision]]] = defaultdict(list)
        self._obeyed: set[str] = set()
        self._units: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        self._said: dict[str, LinkDecision] = {}
        self._doubts: dict[str, list[tuple[str, LinkDecision]]] = defaultdict(list)
        for said in enumerate(in_order(decisions)):
            for key in (*said[1].mentions, *said[1].others):
                self._about[key].append(said)

    def concerned(self, keys: Iterable[str]) -> set[str]:
        """These mentions, and those for which another word holds when something changes with these."""
        found = frontier = set(keys)
        while frontier:
            words = (word for key in frontier if key in self._about for _, word in self._about[key])
            frontier = {k for word in words for k in (*word.mentions, *word.others)} - found
            found = found | frontier
        return found

    def unit(self, key: str) -> Collection[str]:
        """The mentions that this one stays together with, itself among them."""
        self._hear(key)
        return self._units.get(key) or (key,)

    def barred(self, a: Collection[str], b: Collection[str]) -> bool:
        """Is one of these barred from one of those?"""
        if not self._about:
            return False
        for key in a:
            self._hear(key)
        return bool(self._apart) and any(k in self._apart and not self._apart[k].isdisjoint(b) for k in a)

    def bars(self, key: str) -> Collection[str]:
        """The mentions that this one is barred from."""
        self._hear(key)
        return self._apart.get(key, ())

    def said(self, key: str) -> LinkDecision | None:
        """The word that a mention stands on, if any."""
        self._hear(key)
        return self._said.get(key)

    def doubts(self, key: str) -> Sequence[tuple[str, LinkDecision]]:
        """Mentions of which somebody could not tell whether they are of one incident with this one."""
        self._hear(key)
        return self._doubts.get(key, ())

    def partners(self, word: LinkDecision) -> list[str]:
        """The mentions that a word on which one stands (``said``) is about, as far as they are there, in order."""
        return sorted(self._present((*word.mentions, *word.others)))

    def _hear(self, key: str) -> None:
        """Obey all words that hang together with those on a mention, if that was not done."""
        if key not in self._about or key in self._obeyed:
            return
        keys = self.concerned((key,))
        self._obeyed |= keys
        self._there.update(self._ask(keys))
        self._obey([word for _, word in sorted({place: word for k in keys for place, word in self._about[k]}.items())])

    def _obey(self, words: Sequence[LinkDecision]) -> None:
        """Latest first: where decisions cannot all hold (a=b, b=c, a≠c), the later ones do. A later "unsure" frees a pair."""
        free: set[frozenset[str]] = set()
        for word in reversed(words):
            ours, theirs = self._present(word.mentions), self._present(word.others)
            if word.verdict == "same":
                self._gather(word, sorted({*ours, *theirs}), free)
                continue
            for a, b in product(ours, theirs) if theirs else combinations(ours, 2):
                if b in self.unit(a) or frozenset((a, b)) in free:
                    continue
                if word.verdict == "not_same":
                    self._apart[a].add(b)
                    self._apart[b].add(a)
                else:
                    free.add(frozenset((a, b)))
                    self._doubts[a].append((b, word))
                    self._doubts[b].append((a, word))

    def _gather(self, word: LinkDecision, mentions: Sequence[str], free: set[frozenset[str]]) -> None:
        """Each mention joins the first gathered ones that it may, so that a later word wins for just the mentions concerned."""
        gathered: list[list[str]] = []
        for key in mentions:
            for group in gathered:
                if all(frozenset((key, k)) in free for k in group) or self.barred(self.unit(key), self.unit(group[0])):
                    continue
                self._join(key, group[0])
                group.append(key)
                break
            else:
                gathered.append([key])
        for group in gathered:
            if len(group) > 1 or len(mentions) == 1:
                for key in group:
                    self._said.setdefault(key, word)

    def _present(self, keys: Iterable[str]) -> list[str]:
        return [k for k in keys if k in self._there]

    def _join(self, a: str, b: str) -> None:
        small, large = sorted((set(self.unit(a)), set(self.unit(b))), key=len)
        large |= small
        self._units.update(dict.fromkeys(large, large))
