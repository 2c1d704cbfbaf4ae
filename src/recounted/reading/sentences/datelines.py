"""Datelines: where the words of a sentence begin behind the place, day and agency that open a wire report.

In: tokens. Out: the first token behind the dateline, or the one that was asked about where there is none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recounted.reading.words.text import Token

#: A dateline is shorter than this many tokens.
DATELINE_TOKENS = 16
#: Tokens before the colon of a dateline in capitals.
LOUD_TOKENS = 4
#: Agencies that sign in brackets without a dash behind them.
AGENCIES = frozenset(
    {"afp", "ap", "apa", "dpa", "reuters", "rtr", "efe", "ansa", "lusa", "sda", "kna", "epd", "sid", "europa press"}
)
#: Marks between the pieces of a dateline.
DATELINE_MARKS = {".", ",", "—", "–", "-", "/", "(", ")", ":", "«", "»"}


def wire_dateline(tokens: list[Token], i: int) -> int:
    """The first token after a dateline in several pieces: ``Бейрут. 3 мая. Агентство — …``, ``КИЕВ, 3 мая. /АГЕНТСТВО/. …``.

    Place, day and month, agency, in this order, each a few words that are set off; ``i`` where there is none.
    """
    place = _names(tokens, i, 3)
    day = place + 1
    if place == i or day + 4 >= len(tokens) or tokens[place].printed not in {".", ","} or tokens[day].kind != "number":
        return i
    month = day + 2
    if len(tokens[day].printed) > 2 or tokens[day + 1].kind != "word":
        return i
    while month < len(tokens) and (
        tokens[month].printed in DATELINE_MARKS or (len(tokens[month].printed) == 4 and tokens[month].kind == "number")
    ):
        month += 1
    agency = _names(tokens, month, 3)
    end = agency
    while end < len(tokens) and tokens[end].printed in DATELINE_MARKS:
        end += 1
    set_off = month > day + 2 and end > agency > month
    return end if set_off and end < len(tokens) and "\n" not in {t.gap[:1] for t in tokens[i + 1 : end]} else i


def _names(tokens: list[Token], i: int, most: int) -> int:
    """Token after a run of at most so many capitalised words."""
    k = i
    while k < min(i + most, len(tokens)) and tokens[k].kind == "word" and tokens[k].capital:
        k += 1
    return k


def after_dateline(tokens: list[Token], i: int, j: int) -> int:
    """The first token after a dateline: ``KYIV, Ukraine (Agency) —``, ``Bogotá, 13 jun (EFE).-``; ``i`` where there is none.

    A first word that is not in capitals has to be borne out by a date behind a comma or by an agency in brackets.
    """
    first = tokens[i]
    loud = first.printed.isupper() and len(first.printed) > 2
    if not (loud or first.capital or first.kind == "number" or first.printed == "("):
        return i
    begin, bracket, proved = i, first.printed == "(", loud
    for at in range(i + 1, min(j, i + DATELINE_TOKENS)):
        token, before = tokens[at], tokens[at - 1]
        free = token.gap or before.printed in {".", ")"} or (loud and at + 1 < j and tokens[at + 1].gap)  # "KANO, Nigeria— Five"
        if token.printed == ":" and loud and at - i <= LOUD_TOKENS and all(t.capital or t.printed == "," for t in tokens[i:at]):
            return at + 1  # "KANO: Five people …"
        if token.printed in {"—", "–", "-"} and free:
            if not proved:
                return begin
            begin = at + 1
            if begin >= j or not (tokens[begin].printed.isupper() and len(tokens[begin].printed) > 2):
                return begin
            continue  # "(AGENCY) - ROME, 12 JUN - …"
        bracket = token.printed == "(" or (bracket and token.printed != ")")
        if token.printed == ")" and before.kind in {"word", "acronym"} and _agency_bracket(tokens, at, j):
            return at + 1  # "Ouagadougou (AFP) At least …"
        proved = proved or token.printed == ")" or (token.kind == "number" and before.printed == "," and first.capital)
        month = before.kind == "number"  # months have no capital in some languages: "BAMAKO, 23 mars (Agence) -"
        small = len(token.printed) <= 3  # "Rio de Janeiro"
        if token.printed[0].islower() and token.kind == "word" and not bracket and not month and not small:
            return begin
    return begin


def _agency_bracket(tokens: list[Token], close: int, j: int) -> bool:
    """Does a bracket hold one word and close right before the first word of a sentence, with no dash behind the dateline?"""
    if close < 3 or close + 1 >= j or tokens[close - 2].printed != "(":
        return False
    name, after = tokens[close - 1].printed, tokens[close + 1]
    return name.casefold() in AGENCIES and after.capital and after.kind == "word"
