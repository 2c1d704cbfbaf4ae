"""What people decide in a casebook: the verbs, each one act that is stored together with all that follows from it.

In: names of incidents (id, code, or a former one), mentions (``report.txt#m1`` or a key), claims and reports (ids or names).
Out: the act. A person's word wins over the machine's from then on, over every new report and every new reading, until it is
undone. Whoever decides may say which version of an incident they saw (``seen``: name → version); where it has changed since,
nothing is done (ConflictError). Names that lead nowhere and values that cannot be are refused with what would do (CallError).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from pydantic import JsonValue

from recounted.casebook import acts
from recounted.casebook.opened import in_one_transaction
from recounted.casebook.record import Stamp, act_in_words
from recounted.casebook.store import Store
from recounted.casebook.update import carry_out
from recounted.casebook.worth import SETTLED
from recounted.errors import CallError, CasebookError, ConflictError
from recounted.linking.facts import mention_key
from recounted.messages import S_
from recounted.model import (
    Act,
    ClaimDecision,
    Decision,
    FieldDecision,
    Incident,
    LinkDecision,
    Place,
    ReportDecision,
    RuleDecision,
    TieDecision,
)
from recounted.reconciling.amendments import ADDED, checked_correction, new_claim
from recounted.reconciling.rules import DEFAULT_RULE, RULES
from recounted.reconciling.values import checked
from recounted.reconciling.wording import located

Seen = Mapping[str, int]
_NAMED = 10  # of the incidents that somebody else changed meanwhile
_LIMITS = frozenset({"start", "end", "quote"})


class Casebook(Store):
    """An open casebook. Use it in a ``with`` statement, or ``close`` it.

    ``may``, where it is set, is asked before any act is stored: who decides, and the decisions (those that an undoing is about in
    the end). It raises NotAllowedError. Whoever opens the file on the command line may do everything.
    """

    may: Callable[[str, Sequence[Decision]], None] | None = None

    # -------------------------------------------------------------------------------------------------------------- links

    @in_one_transaction
    def say_same(self, left: str, right: str, *, by: str, why: str = "", seen: Seen | None = None) -> Act:
        """Two mentions (or all mentions of incidents) are of one incident."""
        return self._do(S_("same"), [self._pair("same", left, right)], by, why, seen)

    @in_one_transaction
    def say_not_same(self, left: str, right: str, *, by: str, why: str = "", seen: Seen | None = None) -> Act:
        """Two mentions (or any of two incidents) are not of one incident."""
        return self._do(S_("not same"), [self._pair("not_same", left, right)], by, why, seen)

    @in_one_transaction
    def say_unsure(self, left: str, right: str, *, by: str, why: str = "", seen: Seen | None = None) -> Act:
        """A person looked at two mentions and cannot tell. The machine's link stands, marked; earlier words on the two do not."""
        return self._do(S_("unsure"), [self._pair("unsure", left, right)], by, why, seen)

    @in_one_transaction
    def merge(self, incidents: Sequence[str], *, by: str, why: str = "", seen: Seen | None = None) -> Act:
        """Several incidents are one."""
        found = {i.id: i for i in map(self._incident, incidents)}
        if len(found) < 2:
            raise CallError(S_(f"{', '.join(incidents)}: are one incident already; name two that are different"))
        keys = [k for i in found.values() for k in _members(i)]
        return self._do(S_("merge"), [LinkDecision(verdict="same", mentions=tuple(keys))], by, why, seen)

    @in_one_transaction
    def split(self, incident: str, mentions: Sequence[str], *, by: str, why: str = "", seen: Seen | None = None) -> Act:
        """Some mentions of an incident are an incident of their own."""
        whole = self._incident(incident)
        ours = tuple(dict.fromkeys(self._mention(m) for m in mentions))
        rest = tuple(k for k in _members(whole) if k not in ours)
        if strangers := [k for k in ours if k not in _members(whole)]:
            raise CallError(
                f"{whole.code}: does not hold {', '.join(strangers)}; `recounted show {whole.code}` lists its mentions"
            )
        if not ours or not rest:
            raise CallError(S_(f"{whole.code}: name some of its {len(rest) + len(ours)} mentions, not all and not none"))
        apart = LinkDecision(verdict="not_same", mentions=ours, others=rest)
        return self._do(S_("split"), [apart, LinkDecision(verdict="same", mentions=ours)], by, why, seen)

    @in_one_transaction
    def move(self, mention: str, incident: str, *, by: str, why: str = "", seen: Seen | None = None) -> Act:
        """A mention belongs to another incident than the one that it is in."""
        key, target = self._mention(mention), self._incident(incident)
        home = self.incident_of(key)
        if home and home.id == target.id:
            raise CallError(S_(f"{mention}: is in {target.code} already"))
        rest = tuple(k for k in _members(home) if k != key) if home else ()
        apart = [LinkDecision(verdict="not_same", mentions=(key,), others=rest)] if rest else []
        joined = LinkDecision(verdict="same", mentions=(key, *_members(target)))
        return self._do(S_("move"), [*apart, joined], by, why, seen)

    # ----------------------------------------------------------------------------------------- values, claims and reports

    @in_one_transaction
    def set_value(self, incident: str, field: str, value: JsonValue, *, by: str, why: str = "", seen: Seen | None = None) -> Act:
        """Set a field of an incident (``grade``, ``grade:ACTOR``, ``best:HARM``, ``best:HARM:GROUP``, ``when``, ``where``,
        ``status``, ``kind``, ``title``, ``state``); None takes the value back. A place may be one that a report names.
        """
        found = self._incident(incident)
        if field == "where" and isinstance(value, str):
            value = self._place(found, value)
        field, value = checked(field, value)
        verb = S_(f"set {field}" if value is not None else f"take back {field}")
        return self._do(verb, [FieldDecision(incident=found.id, field=field, value=value)], by, why, seen)

    @in_one_transaction
    def review(self, seen: Seen, *, reviewed: bool = True, grades: bool = False, by: str, why: str = "") -> Act:
        """Several incidents were looked through, as one act that is taken back as one. ``seen``: which, and in which versions.

        ``reviewed``: they are marked so, but for those that are published or withdrawn; ``grades``: the grades that the machine
        suggests become the person's, where no person set one.
        """
        self._refuse_if_changed(seen)
        found = [self._incident(name) for name in seen]
        open_ones = [i for i in found if reviewed and i.state not in SETTLED]
        ungraded = [i for i in found if grades and i.grade is None and i.suggested_grade != "ungraded"]
        words = [FieldDecision(incident=i.id, field="state", value="reviewed") for i in open_ones]
        words += [FieldDecision(incident=i.id, field="grade", value=i.suggested_grade) for i in ungraded]
        if not words:
            raise CallError(S_("none of these incidents is left to be marked: all are reviewed, or graded by a person"))
        verbs = S_({(1, 0): "review", (0, 1): "take suggested grades", (1, 1): "review and take suggested grades"})
        return self._do(verbs[bool(open_ones), bool(ungraded)], words, by, why, seen)

    @in_one_transaction
    def accept(self, claim: str, *, by: str, why: str = "", seen: Seen | None = None) -> Act:
        """A claim is as the machine read it."""
        return self._do(S_("accept"), [ClaimDecision(claim=self._claim(claim), verdict="accepted")], by, why, seen)

    @in_one_transaction
    def reject(self, claim: str, *, by: str, why: str = "", seen: Seen | None = None) -> Act:
        """A claim is not made in the words: it counts for nothing and stays in sight."""
        return self._do(S_("reject"), [ClaimDecision(claim=self._claim(claim), verdict="rejected")], by, why, seen)

    @in_one_transaction
    def correct(self, claim: str, changes: Mapping[str, JsonValue], *, by: str, why: str = "", seen: Seen | None = None) -> Act:
        """A claim is otherwise than the machine read it: ``changes`` are fields of it. Earlier corrections of others stay."""
        if not changes:
            raise CallError(f"{claim}: say what to correct, such as lo=5")
        if (stored := self.claim(self._claim(claim))) is None:
            raise CallError(S_(f"{claim}: its words stand in the report no more"))
        read, text = stored.claim, self.report_text(stored.report_id)
        words = [d for d in self.decisions() if isinstance(d, ClaimDecision) and d.claim == claim and d.verdict != "added"]
        before = words[-1].changes if words and words[-1].verdict == "corrected" else {}
        kept = {k: v for k, v in before.items() if k != "quote"} if _LIMITS & set(changes) else before
        whole = {**kept, **located(changes, text, read.start)}
        found = checked_correction(read, whole, text)
        if _LIMITS & set(whole):
            whole |= {"start": found.start, "end": found.end, "quote": found.quote}
        return self._do(S_("correct"), [ClaimDecision(claim=claim, verdict="corrected", changes=whole)], by, why, seen)

    @in_one_transaction
    def add_claim(
        self, mention: str, type: str, fields: Mapping[str, JsonValue], *, by: str, why: str = "", seen: Seen | None = None
    ) -> Act:
        """An account makes a claim that the machine did not read. ``fields``: ``quote``, or ``start`` and ``end``, or all three;
        and those of its ``type``. A ``speaker`` is given by the words that name it.
        """
        key = self._mention(mention)
        text = self.report_text(key.partition(".")[0])
        name = f"{key}.{ADDED}{self._added_to(key.partition('.')[0]) + 1}"
        claim = new_claim(name, type, fields, text)
        word = ClaimDecision(claim=name, verdict="added", changes=claim.model_dump(mode="json", exclude={"id"}))
        return self._do(S_("add claim"), [word], by, why, seen)

    @in_one_transaction
    def leave_out(self, report: str, *, by: str, why: str = "", seen: Seen | None = None) -> Act:
        """A report counts in no incident of this casebook; it stays stored."""
        return self._do(S_("leave out"), [ReportDecision(report=self.report_id(report), verdict="left_out")], by, why, seen)

    @in_one_transaction
    def take_in(self, report: str, *, by: str, why: str = "", seen: Seen | None = None) -> Act:
        """A report that was left out counts again."""
        return self._do(S_("take in"), [ReportDecision(report=self.report_id(report), verdict="taken_in")], by, why, seen)

    @in_one_transaction
    def tie(self, denial: str, claims: Sequence[str], *, by: str, why: str = "", seen: Seen | None = None) -> Act:
        """A denial denies these claims, and no others; none: it denies nothing that is here."""
        word = TieDecision(denial=self._claim(denial), claims=tuple(map(self._claim, claims)))
        return self._do(S_("tie"), [word], by, why, seen)

    @in_one_transaction
    def use_rule(self, rule: str | None, *, by: str, why: str = "") -> Act:
        """Reckon the tolls of this casebook by a rule of ``RULES``; None: by the one that holds where nobody chose."""
        if rule is not None and rule not in RULES:
            raise CallError(f"there is no toll rule {rule!r}; there are {', '.join(RULES)}")
        return self._do(S_(f"rule {rule or DEFAULT_RULE}"), [RuleDecision(rule=rule)], by, why, None)

    # ------------------------------------------------------------------------------------------------------ undo and redo

    @in_one_transaction
    def undo(self, act: int | None = None, *, by: str, why: str = "", only: str | None = None, seen: Seen | None = None) -> Act:
        """Take back an act: by its number, or the latest that stands (of ``only`` one person)."""
        with self._read() as connection:
            chosen = acts.to_undo(connection, act, only)
        if chosen is None:
            raise CallError(
                "nothing to undo" if act is None else f"there is no act {act} that stands; `recounted history` lists them"
            )
        return self._do(S_("undo"), [], by, why, seen, undoes=chosen)

    @in_one_transaction
    def redo(self, act: int | None = None, *, by: str, why: str = "", only: str | None = None, seen: Seen | None = None) -> Act:
        """Take back an undoing: of the act of this number, or the latest."""
        with self._read() as connection:
            chosen = acts.to_redo(connection, act, only)
        if chosen is None:
            raise CallError("nothing to redo" if act is None else f"act {act} is not undone; `recounted history` lists them")
        return self._do(S_("redo"), [], by, why, seen, undoes=chosen)

    # -------------------------------------------------------------------------------------------------------------- doing

    def _do(
        self, verb: str, found: Sequence[Decision], by: str, why: str, seen: Seen | None, *, undoes: Act | None = None
    ) -> Act:
        """Store the act and bring the incidents up to date: in the transaction of its verb."""
        if not by.strip():
            raise CallError(S_("say who decides: a name"))
        self._refuse_if_changed(seen or {})
        with self._write() as connection:
            concerned = found or (acts.behind(connection, undoes) if undoes else ())
            if self.may:
                self.may(by.strip(), concerned)
            act = acts.put_act(connection, Stamp(self._clock(), by.strip(), why.strip()), verb, found, undoes=undoes)
            carry_out(connection, concerned, Stamp(self._clock(), act.by, act_in_words(act)))
        return act

    def _refuse_if_changed(self, seen: Seen) -> None:
        changed = [said for name, version in seen.items() if (said := self._changed_since(name, version))]
        if changed:
            more = f"; and {len(changed) - _NAMED} more" if len(changed) > _NAMED else ""
            raise ConflictError(f"{'; '.join(changed[:_NAMED])}{more}; look again, then decide")

    def _changed_since(self, name: str, version: int) -> str:
        """Who changed an incident after it had this version; empty where nobody did."""
        now = self.incident(name)
        if now is not None and now.version == version and name in (now.id, now.code):
            return ""
        last = self.history(now.id if now else name)[-1:]
        who = "".join(f", last by {e.who} at {e.at} ({e.why or e.what})" for e in last)
        return f"{name}: was changed since you looked at it{who}"

    # -------------------------------------------------------------------------------------------------------------- names

    def _incident(self, name: str) -> Incident:
        found = self.incident(name)
        if found is None:
            raise CallError(f"{self.path}: has no incident {name}; `recounted incidents` lists their codes")
        return found

    def _claim(self, name: str) -> str:
        if self.claim(name) is None:
            raise CallError(f"{self.path}: has no claim {name}; `recounted show` lists the claims of an incident")
        return name

    def _added_to(self, report: str) -> int:
        """How many claims were ever added to a report; of those undone too, so that no id is given twice."""
        every = (d for d in self.decisions(standing=False) if isinstance(d, ClaimDecision) and d.verdict == "added")
        return sum(1 for d in every if d.claim.partition(".")[0] == report)

    def _mention(self, name: str) -> str:
        """The key of a mention: given as key, as ``report#m1``, or as a report that has just one."""
        report, mark, mention = name.rpartition("#")
        report, mention = (report, mention) if mark else (name, "")
        if not mark and "." in name and self.has_mention(name):
            return name
        try:
            [reading] = self.readings([self.report_id(report)])
        except CasebookError as error:
            raise CallError(f"there is no mention {name}; name it like report.txt#m1") from error
        there = [m.id for m in reading.mentions]
        if not mark and len(there) == 1:
            return mention_key(reading.report.id, there[0])
        if mention not in there:
            raise CallError(
                f"{report}: has no mention {mention or name}; it has {', '.join(there) or 'none'}; name it like {report}#m1"
            )
        return mention_key(reading.report.id, mention)

    def _pair(self, verdict: str, left: str, right: str) -> LinkDecision:
        ours, theirs = self._mentions(left), self._mentions(right)
        if set(ours) & set(theirs):
            raise CallError(S_(f"{left} and {right}: name two different mentions or incidents"))
        return LinkDecision.model_validate({"verdict": verdict, "mentions": ours, "others": theirs})

    def _mentions(self, name: str) -> tuple[str, ...]:
        incident = None if "#" in name else self.incident(name)
        return _members(incident) if incident else (self._mention(name),)

    def _place(self, incident: Incident, name: str) -> JsonValue:
        """A place of that name out of the incident's reports, or what the name could mean there."""
        keys = set(_members(incident))
        readings = self.readings({m.report_id for m in incident.mentions})
        told = [m.where for r in readings for m in r.mentions if m.where and mention_key(r.report.id, m.id) in keys]
        for place in told:
            if place.name == name:
                return place.model_dump(mode="json")
        for place in told:
            for other in place.candidates:
                if other.name == name:
                    return _as_place(place, other.model_dump(mode="json", exclude={"score"}))
        known = ", ".join(dict.fromkeys(n for p in told for n in (p.name, *(c.name for c in p.candidates))))
        raise CallError(
            f"no report of {incident.code} names {name}; they name {known or 'no place'}; or give name, lat and lon as JSON"
        )


def _as_place(told: Place, other: Mapping[str, JsonValue]) -> JsonValue:
    """What a printed name could also mean, in the words of the report that prints it."""
    return {**told.model_dump(mode="json"), **other, "name": other["name"]}


def _members(incident: Incident) -> tuple[str, ...]:
    return tuple(mention_key(m.report_id, m.mention) for m in incident.mentions)
