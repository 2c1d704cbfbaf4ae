"""Codes and figures in the words of the interface's language.

In: codes and nouns of the model, and a catalogue. Out: short strings. Null is never shown as zero, and what the machine only
suggests never reads like a person's decision. Names out of reports pass through unchanged: templates isolate them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale
from babel.numbers import format_decimal

from recounted.model import (
    BaseClaim,
    Claim,
    Of,
    ResponsibilityClaim,
    Speaker,
    Toll,
    TollClaim,
    TollDay,
    WeaponClaim,
)
from recounted.model.figures import written, written_claim
from recounted.review.wording.catalogues import N_, SOURCE, Catalogue

#: Codes of the model and their words. What is not in here is shown as the code, with spaces.
_CODES = {
    # harm
    "killed": N_("killed"), "injured": N_("injured"), "killed_or_injured": N_("killed or injured"), "missing": N_("missing"),
    "abducted": N_("abducted"), "detained": N_("detained"), "displaced": N_("displaced"),
    # kind of incident
    "attack_on_civilians": N_("attack on civilians"), "battle_with_civilian_harm": N_("battle with civilian harm"),
    "indiscriminate_fire": N_("indiscriminate fire"), "detention_killing": N_("killing in detention"),
    "abduction": N_("abduction"), "unclear": N_("unclear"),
    # weapon
    "missile": N_("missile"), "rocket": N_("rocket"), "airstrike": N_("air strike"), "drone": N_("drone"),
    "artillery": N_("artillery"), "mortar": N_("mortar"), "cluster_munition": N_("cluster munition"),
    "vehicle_bomb": N_("vehicle bomb"), "suicide_bomb": N_("suicide bomb"), "ied": N_("improvised bomb"),
    "landmine": N_("landmine"), "grenade": N_("grenade"), "small_arms": N_("small arms"), "bladed_weapon": N_("bladed weapon"),
    "chemical": N_("chemical weapon"), "incendiary": N_("incendiary weapon"), "bomb": N_("bomb"), "other": N_("other"),
    # target
    "residential": N_("homes"), "market_commercial": N_("market, shops"), "healthcare": N_("health care"),
    "education": N_("school, university"), "religious": N_("place of worship"), "public_gathering": N_("gathering of people"),
    "transport": N_("transport"), "energy_water_telecom": N_("energy, water, telecom"), "industrial": N_("industry"),
    "administrative": N_("administration"), "humanitarian": N_("humanitarian aid"),
    "displacement_camp": N_("camp of displaced people"),
    "agricultural": N_("farming"), "military_police": N_("military, police"), "multiple": N_("several"), "unknown": N_("unknown"),
    # grade
    "confirmed": N_("confirmed"), "fair": N_("fair"), "weak": N_("weak"), "contested": N_("contested"),
    "discounted": N_("discounted"), "ungraded": N_("ungraded"),
    # what people made of an incident, or not yet; why it is in the queue
    "candidate": N_("candidate"), "under_review": N_("under review"), "reviewed": N_("reviewed"), "published": N_("published"),
    "withdrawn": N_("withdrawn"), "unset": N_("set by nobody"),
    "new": N_("new"), "news": N_("reports since the last decision"), "unsure": N_("unsure link"),
    "waiting": N_("day or place unknown"), "grade_suggested": N_("grade only suggested"),
    "denied_since": N_("denied since the last decision"),
    # people
    "civilian": N_("civilians"), "other_protected_person": N_("protected persons"), "member_of_armed_forces": N_("soldiers"),
    "member_of_armed_group": N_("armed group members"), "armed_law_enforcement": N_("armed police"),
    # how a claim is made
    "reporter_voice": N_("in the report's own voice"), "attributed": N_("attributed"),
    "self_claim": N_("of the speaker's own side"),
    "accusation": N_("accusation"), "suspicion": N_("suspicion"), "denial": N_("denied"), "hearsay": N_("hearsay"),
    "unconfirmed": N_("unconfirmed"), "retraction": N_("taken back"),
    # what a figure counts
    "incident": N_("this incident"), "multi_incident_aggregate": N_("several incidents together"),
    "cumulative_campaign": N_("a whole campaign"),
    # what a party does in a claim of responsibility
    "asserted": N_("told as fact"), "accused": N_("accused"), "denied": N_("denied"), "admitted": N_("claimed"),
    # what disagrees
    "number_gap": N_("figures that cannot both hold"), "attribution": N_("who did it"), "status": N_("who the people were"),
    "place": N_("where"), "time": N_("when"), "weapon": N_("weapon"), "target": N_("target"),
    "occurrence": N_("whether it happened"), "responsibility": N_("responsibility"), "toll": N_("toll"),
    "when": N_("when"), "where": N_("where"), "speaker": N_("speaker"), "harm": N_("harm"),
    # kinds of speakers
    "news_agency": N_("news agency"), "newspaper": N_("newspaper"), "broadcaster": N_("broadcaster"),
    "online_outlet": N_("online outlet"), "social_account": N_("social media account"), "government": N_("government"),
    "armed_force": N_("armed force"), "armed_group": N_("armed group"), "hospital_medical": N_("hospital, medics"),
    "emergency_service": N_("emergency service"), "local_authority": N_("local authority"), "police": N_("police"),
    "judiciary": N_("judiciary"), "ngo": N_("non-governmental organisation"), "io_un": N_("international organisation"),
    "casualty_recorder": N_("casualty recorder"), "company": N_("company"), "witness": N_("witness"),
    "victim_family": N_("victim or family"), "expert": N_("expert"), "anonymous": N_("unnamed source"),
    # groups of people
    "child": N_("children"), "woman": N_("women"), "man": N_("men"), "elderly": N_("elderly people"), "armed": N_("armed people"),
    # fields of an incident
    "grade": N_("grade"), "best": N_("best"), "title": N_("title"), "kind": N_("kind"), "state": N_("state"),
    "tolls": N_("toll"), "mentions": N_("accounts"), "weapons": N_("weapons"), "targets": N_("targets"), "grades": N_("grades"),
    "suggested_grade": N_("suggested grade"), "grade_reasons": N_("reasons for the grade"), "history": N_("toll history"),
    "denials": N_("denials"), "kinships": N_("families of reports"), "n_reports": N_("reports"), "languages": N_("languages"),
    "n_independent": N_("independent voices"), "decided": N_("set values"), "amended": N_("claims looked at"),
    # what a report is to another
    "copy": N_("copy"), "cut_copy": N_("cut copy"), "translation": N_("translation"), "wire": N_("agency text"),
    "retelling": N_("retelling"), "same_newsroom": N_("same newsroom"), "one_speaker": N_("one speaker"),
    # roles of a mention
    "main": N_("main story"), "background": N_("background"),
}  # fmt: skip
#: Countries by their English names, as actors are called.
_COUNTRIES = {str(name): code for code, name in Locale(SOURCE).territories.items() if len(code) == 2 and code.isalpha()}
#: A figure as ``linking/reasons.py`` tells it: bounds, group, harm.
_FIGURE = re.compile(r"([\d+-]+) (.*?) ?((?:killed or )?(?:killed|injured|missing|abducted|detained|displaced))")
#: What a reader must not overlook about a claim.
_MARKS = ("denial", "hearsay", "unconfirmed", "suspicion", "retraction")


class Words:
    """Words of one language."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._locale = catalogue.locale
        self._ = catalogue.gettext

    def code(self, code: str) -> str:
        """A code of the model in words."""
        if code not in _CODES and ":" in code:  # "killed: child", "best:killed"
            return ": ".join(self.code(part.strip()) for part in code.split(":"))
        return self._(_CODES[code]) if code in _CODES else code.replace("_", " ")

    def sentence(self, stored: str) -> str:
        """A sentence that the machine stored in English; a person's own words stay as they are."""
        return self._catalogue.sentence(stored, self._value)

    def brief(self, stored: str) -> str:
        """A few words that only the machine stores: what was done, a value that is contested."""
        return self._catalogue.sentence(stored, self._value, brief=True)

    def _value(self, value: str) -> str:
        """A value in such a sentence: codes in words, figures with their harm; names unchanged."""
        codes = value.replace(" ", "_").split(",_")
        if all(code in _CODES or (":_" not in code and code.partition(":")[0] in _CODES) for code in codes):
            return ", ".join(map(self.code, codes))
        figure = _FIGURE.fullmatch(value)
        if figure and (harm := figure[3].replace(" ", "_")) in _CODES:
            people = "" if figure[2] == "people" else self.code(figure[2])
            return f"{figure[1]} ({', '.join(filter(None, (self.code(harm), people)))})"
        return ", ".join(map(self.actor, value.split(", ")))

    def country(self, code: str | None) -> str:
        """A country by its two letters."""
        return str(self._locale.territories.get(code or "", code or ""))

    def actor(self, name: str) -> str:
        """A party: countries by CLDR's name, others as they are called."""
        return self.country(_COUNTRIES[name]) if name in _COUNTRIES else name

    def language(self, code: str | None) -> str:
        """A language by its two letters."""
        return str(self._locale.languages.get(code or "", code or ""))

    def number(self, value: int) -> str:
        """A whole number."""
        return _number(value, str(self._locale))

    def figure(self, low: int | None, high: int | None, *, open_end: bool = False) -> str:
        """A figure, its numbers as the language writes them."""
        return written(low, high, self.number, open_end=open_end)

    def claim_figure(self, claim: TollClaim) -> str:
        """The number that the words of one claim entail."""
        return written_claim(claim, self.number)

    def group(self, of: Of) -> str:
        """The people a figure counts; empty where nothing is said of them."""
        child = of.age_group == "child"
        people = {
            (True, "woman"): self._("girls"),
            (True, "man"): self._("boys"),
            (True, None): self._("children"),
            (False, "woman"): self._("women"),
            (False, "man"): self._("men"),
        }
        who = people.get((child, of.sex)) or (self._("elderly people") if of.age_group == "elderly" else "")
        status = "" if not of.status or (who and of.status == "civilian") else self.code(of.status)
        return " ".join(part for part in (who, status, of.role) if part)

    def harm(self, toll: Toll | TollClaim | TollDay) -> str:
        """``killed``, ``killed: children`` …"""
        people = self.group(toll.of)
        return f"{self.code(toll.harm)}: {people}" if people else self.code(toll.harm)

    def says(self, claim: Claim) -> str:
        """What a claim says, in a few words, without the field it belongs to: ``18+``, ``accused``, ``missile Kh-22 ×2``."""
        if isinstance(claim, TollClaim):
            return self.claim_figure(claim)
        if isinstance(claim, ResponsibilityClaim):
            return self.code(claim.stance)
        parts = [self.code(claim.value), f"×{self.number(claim.count)}" if claim.count else ""]
        if isinstance(claim, WeaponClaim) and claim.model:
            parts.insert(1, claim.model)
        return " ".join(part for part in parts if part)

    def field(self, claim: Claim) -> str:
        """What a claim is about: ``killed: children``, ``Russia``, ``weapon``."""
        if isinstance(claim, TollClaim):
            return self.harm(claim)
        return self.actor(claim.actor) if isinstance(claim, ResponsibilityClaim) else self.code(claim.type)

    def speaker(self, who: Speaker | None) -> str:
        """Name and role, or what was printed; the report's own voice is a speaker too."""
        if who is None:
            return self._("the report itself")
        if who.name:
            return f"{who.name} ({who.role})" if who.role else who.name
        return who.role or who.quote

    def voice(self, printed: str) -> str:
        """A speaker as a history or dispute names it."""
        return self._("the report itself") if printed == "reporter" else printed

    def marks(self, claim: BaseClaim) -> tuple[str, ...]:
        """What must not be overlooked: denied, unconfirmed, counts several incidents …"""
        found = [self.code(claim.attribution)] if claim.attribution in _MARKS and not _says_denied(claim) else []
        if claim.scope not in ("incident", "unclear"):
            found.append(self._("counts %(what)s") % {"what": self.code(claim.scope)})
        return tuple(found)


@lru_cache(maxsize=10_000)
def _number(value: int, locale: str) -> str:
    """Kept: a list says a thousand numbers, most of them small."""
    return format_decimal(value, locale=locale)


def _says_denied(claim: BaseClaim) -> bool:
    return isinstance(claim, ResponsibilityClaim) and claim.stance == "denied"
