"""Full-text search over reports, in all scripts: SQLite's FTS5 over folded words.

In: texts and titles, and what somebody typed. Out: an index that keeps no second copy of the texts, and queries that cannot be
wrong SQL. Folding makes one of what readers take for one: case, accents, Arabic vowel marks, letter forms and articles; and
since FTS5 finds no words inside scripts that put no space between them, their letters are kept apart and sought in a row.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Select, column, literal_column, select, table, text

from recounted.casebook.plain import rows
from recounted.casebook.tables import reports

#: Characters of a search that are looked at; nobody types more, and a pasted page would be slow.
_LONGEST_SEARCH = 300
#: Letters that a beginning has at least: very many words begin with fewer, and nothing is found by them.
_LEAST_BEGINNING = 3

_INDEX = table("report_search", column("rowid", Integer))
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
_LETTERS = str.maketrans({"ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ґ": "г", "ё": "е", "ı": "i"})
#: The Arabic article with the particles written before it, where a word is left over.
_ARTICLE = re.compile(r"\b(?:[وف]?(?:[بك]?ال|لل))(?=\w{3})")
#: Scripts without spaces between words: Thai, Lao, Burmese, Khmer, kana, Han.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"
)
_TERM = re.compile('["“”„«»]([^"“”„«»]*)["“”„«»]?|(\\S+)')
_WORD = re.compile(r"\w+")


def folded(words: str) -> str:
    """What is indexed and what is looked for, made alike: ``Pávlovsk``, ``ПАВЛОВСЬК``, ``المستشفى`` lose what people omit."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", words)).casefold().translate(_LETTERS)
    return _UNSPACED.sub(r" \g<0> ", _ARTICLE.sub("", plain))


def query_of(asked: str) -> str | None:
    """What somebody typed, as an FTS5 query: all words, "words in a row", begin* (from 3 letters on). None if there is none."""
    terms = []
    for phrase, word in _TERM.findall(asked[:_LONGEST_SEARCH]):
        found = _WORD.findall(folded(phrase or word))
        if found:
            begins = word.endswith("*") and len(found[-1]) >= _LEAST_BEGINNING
            terms.append(f'"{" ".join(found)}"' + ("*" if begins else ""))
    return " ".join(terms) or None


def reports_with(query: str) -> Select[Any]:
    """The numbers of the reports that a query finds."""
    return select(literal_column("rowid", Integer)).select_from(_INDEX).where(_matches(query))


#: Reports with the words asked for that are followed to their incidents, where not all must be known.
MANY = 25_000


def incidents_with(connection: Connection, query: str, *, most: int = -1) -> tuple[set[int], bool]:
    """The numbers of the incidents that have accounts in what a query finds, and whether these are all: no more than ``most``
    reports are looked at.
    """
    found = rows(connection, _INCIDENTS_WITH, query, most)
    return {number for (number,) in found}, len(found) != most


def having(connection: Connection, query: str, among: Collection[int]) -> set[int]:
    """Those of some incidents that have accounts in what a query finds: a third of a millisecond for each."""
    return {number for (number,) in rows(connection, _WITH_AMONG, json.dumps(list(among)), query)}


_INCIDENTS_WITH = (
    "SELECT incident FROM report_search CROSS JOIN incident_reports ON report = report_search.rowid WHERE report_search MATCH ?"
    " LIMIT ?"
)
_WITH_AMONG = (
    "SELECT DISTINCT incident FROM incident_reports WHERE incident IN (SELECT value FROM json_each(?))"
    " AND EXISTS (SELECT 1 FROM report_search WHERE report_search MATCH ? AND rowid = report)"
)


def _matches(query: str) -> ColumnElement[bool]:
    return text("report_search MATCH :search_query").bindparams(search_query=query)  # type: ignore[return-value]


def add(connection: Connection, number: int, title: str | None, words: str) -> None:
    """Index a report."""
    connection.execute(_ADD, {"number": number, "words": indexed(title, words)})


def add_all(connection: Connection) -> None:
    """Index all reports, for a casebook whose index is empty."""
    for number, title, words in connection.execute(select(reports.c.number, reports.c.title, reports.c.text)):
        add(connection, number, title, words)


def forget(connection: Connection, number: int, title: str | None, words: str) -> None:
    """Take a report out of the index. ``title`` and ``words`` must be as they were put in: the index keeps no copy."""
    connection.execute(_FORGET, {"number": number, "words": indexed(title, words)})


def indexed(title: str | None, words: str) -> str:
    """The words of a report as they are put into the index: its title, if it has one, then its text."""
    return folded(f"{title}\n{words}" if title else words)


_ADD = text("INSERT INTO report_search (rowid, words) VALUES (:number, :words)")
_FORGET = text("INSERT INTO report_search (report_search, rowid, words) VALUES ('delete', :number, :words)")
