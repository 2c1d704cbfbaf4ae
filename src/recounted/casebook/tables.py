"""The tables of a casebook: one ``MetaData`` for every engine.

In the file, JSON and times are text (STRICT tables know neither), times are UTC in ISO 8601, dates EDTF. Columns repeat
what is inside a JSON body only where a query needs them. Migrations bring an older file to this form; a test holds the two
together.
"""

from __future__ import annotations

from sqlalchemy import REAL, Column, ForeignKey, Index, Integer, MetaData, Table, Text, text

#: Written into the file's header (SQLite ``application_id``, the letters RCNT): how a casebook is told from other SQLite files.
APPLICATION_ID = 0x52434E54

#: The newest migration. A file of a later one was written by a newer Recounted.
HEAD = "0011"
REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010", "0011")

#: Few rows of many, which have indexes of their own: words on links, keys that another reading moved, what followed from an act.
#: A question has to say it in the same words.
ON_LINKS = "json_extract(body, '$.type') = 'link'"
MOVED = 'now IS NULL OR now <> "key"'
OF_AN_ACT = "why GLOB 'act *'"

metadata = MetaData()

reports = Table(
    "reports",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("short", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("lang", Text),
    Column("published", Text),
    Column("url", Text),
    Column("title", Text),
    Column("outlet", Text),
    Column("capture", Text),
    Column("problems", Text, nullable=False),
    Column("stored_at", Text, nullable=False),
    sqlite_strict=True,
)

report_names = Table(
    "report_names",
    metadata,
    Column("report_id", Text, ForeignKey("reports.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Index("ix_report_names_name", "name"),
    sqlite_strict=True,
)

readings = Table(
    "readings",
    metadata,
    Column("report_id", Text, ForeignKey("reports.id"), primary_key=True),
    Column("reader", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("problems", Text, nullable=False),
    Column("read_at", Text, nullable=False),
    sqlite_strict=True,
)

mentions = Table(
    "mentions",
    metadata,
    Column("key", Text, primary_key=True),
    Column("report_id", Text, ForeignKey("readings.report_id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_mentions_report", "report_id"),
    sqlite_strict=True,
)

claims = Table(
    "claims",
    metadata,
    Column("id", Text, primary_key=True),
    Column("mention", Text, ForeignKey("mentions.key"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_claims_mention", "mention"),
    sqlite_strict=True,
)

incidents = Table(
    "incidents",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("code", Text, nullable=False, unique=True),
    Column("date_start", Text),
    Column("country", Text),
    Column("inputs", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_incidents_date", "date_start"),
    sqlite_strict=True,
)

# No foreign key to mentions: a report that is read again drops its mentions for a moment, and ids must survive that.
memberships = Table(
    "memberships",
    metadata,
    Column("mention", Text, primary_key=True),
    Column("incident", Text, ForeignKey("incidents.id"), nullable=False),
    Index("ix_memberships_incident", "incident"),
    sqlite_strict=True,
)

#: Every id and code that ever was: a code goes to the incident that had it, the id of an incident to itself, or to the one that
#: it went into (None: no account is left).
redirects = Table(
    "redirects",
    metadata,
    Column("old", Text, primary_key=True),
    Column("incident", Text),
    Index("ix_redirects_incident", "incident"),
    sqlite_strict=True,
)

#: What people did, each in one go. Whether an act stands follows from the acts that undo it; nothing is ever changed.
acts = Table(
    "acts",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("verb", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("undoes", Integer, ForeignKey("acts.number")),
    sqlite_strict=True,
)

decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("act", Integer, ForeignKey("acts.number"), nullable=False),
    Column("about", Text, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_decisions_act", "act"),
    Index("ix_decisions_about", "about"),
    Index("ix_decisions_links", "number", sqlite_where=text(ON_LINKS)),
    sqlite_strict=True,
)

#: The words that a mention or claim had when something was decided about it, and its key in the reading of today (None: the words
#: are no longer read). Keys are positions in one reading; words stay.
anchors = Table(
    "anchors",
    metadata,
    Column("decision", Integer, ForeignKey("decisions.number"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("report_id", Text, ForeignKey("reports.id"), nullable=False),
    Column("words", Text, nullable=False),
    Column("now", Text),
    Index("ix_anchors_report", "report_id"),
    Index("ix_anchors_moved", "decision", sqlite_where=text(MOVED)),
    sqlite_strict=True,
)

#: What linking sees of each mention, as it was when it was linked last.
facts = Table(
    "facts",
    metadata,
    Column("mention", Text, primary_key=True),
    Column("report_id", Text, ForeignKey("reports.id"), nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_facts_report", "report_id"),
    sqlite_strict=True,
)

#: The keys that mentions are looked up by when they are linked (``linking.blocks``), each with a day.
blocks = Table(
    "blocks",
    metadata,
    Column("block", Text, primary_key=True),
    Column("day", Integer, primary_key=True),
    Column("mention", Text, ForeignKey("facts.mention"), primary_key=True),
    Index("ix_blocks_mention", "mention"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

#: Which mentions fit each other (``linking.fits``), in both directions, with the bits. A mention that fits itself is one of which
#: all that it fits is there; of others it is looked up when they are linked next.
fitting = Table(
    "fitting",
    metadata,
    Column("mention", Text, ForeignKey("facts.mention"), primary_key=True),
    Column("other", Text, primary_key=True),
    Column("bits", REAL, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

#: What the next update has to look at: ``report`` (the first twelve digits of its hash) or ``incident`` (an id).
pending = Table(
    "pending",
    metadata,
    Column("what", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    sqlite_strict=True,
)

#: Incidents that went into others: the mentions that each had, so that it is itself again when these part.
retired = Table(
    "retired",
    metadata,
    Column("incident", Text, primary_key=True),
    Column("mention", Text, primary_key=True),
    Index("ix_retired_mention", "mention"),
    sqlite_strict=True,
)

#: What holds for the whole casebook: how it was linked and reconciled last, and what people set.
settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_strict=True,
)

#: Views of the list that somebody gave a name: ``query`` as in the address of the page.
saved_views = Table(
    "saved_views",
    metadata,
    Column("name", Text, primary_key=True),
    Column("query", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    sqlite_strict=True,
)

history = Table(
    "history",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    Column("why", Text, nullable=False),
    # which fields of an incident differ, as JSON: what a list of changes shows without reading both sides
    Column("fields", Text),
    Index("ix_history_subject", "subject"),
    Index("ix_history_act", "why", sqlite_where=text(OF_AN_ACT)),
    sqlite_strict=True,
)

# ---------------------------------------------------------------------------------- made from the above, to be listed and found

#: One row an incident: what a list shows (``body``) and what it is sorted and summed by. Unknown: '' and -1, which sort last.
cards = Table(
    "cards",
    metadata,
    Column("incident", Integer, primary_key=True),
    Column("first_day", Text, nullable=False),
    Column("last_day", Text, nullable=False),
    Column("killed", Integer, nullable=False),
    Column("killed_low", Integer, nullable=False),
    Column("n_reports", Integer, nullable=False),
    Column("n_contested", Integer, nullable=False),
    Column("worth", Integer, nullable=False),
    Column("lat", REAL),
    Column("lon", REAL),
    Column("radius_km", REAL),
    Column("where_prec", Integer),
    Column("body", Text, nullable=False),
    Index("ix_cards_worth", "worth", "incident"),
    Index("ix_cards_day", "first_day", "incident"),
    Index("ix_cards_killed", "killed", "incident"),
    Index("ix_cards_reports", "n_reports", "incident"),
    Index("ix_cards_contested", "n_contested", "incident"),
    # all that sums and filters need, so that the bodies need not be read for them
    Index(
        "ix_cards_sums",
        *("incident", "first_day", "last_day", "n_reports", "n_contested", "killed_low", "killed"),
        *("lat", "lon", "radius_km", "where_prec"),
    ),
    sqlite_strict=True,
)

#: What incidents are filtered by (``listing.FIELDS``). ``first_day`` repeats the card's, so that the newest of one value are read
#: off the key.
facets = Table(
    "facets",
    metadata,
    Column("field", Text, primary_key=True),
    Column("value", Text, primary_key=True),
    Column("first_day", Text, primary_key=True),
    Column("incident", Integer, primary_key=True),
    Index("ix_facets_incident", "incident"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

#: Which reports an incident has accounts in, by their numbers: what a search in texts leads to.
incident_reports = Table(
    "incident_reports",
    metadata,
    Column("report", Integer, primary_key=True, autoincrement=False),
    Column("incident", Integer, primary_key=True, autoincrement=False),
    Index("ix_incident_reports_incident", "incident"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

#: Every listing anew of an incident, and its going, by number: what others remember of the lists is good up to a row of this.
relisted = Table(
    "relisted",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("incident", Integer, nullable=False),
    sqlite_strict=True,
)

# -------------------------------------------------------------------------------------------- who may come in, and who came in

#: Accounts. ``key``: the name as it is looked up; ``sign_in``: what an identity provider calls the person; ``subject``: which of
#: its accounts it was the first time. Who is removed stays as a name, so that nobody else ever decides under it.
people = Table(
    "people",
    metadata,
    Column("name", Text, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("password", Text),
    Column("sign_in", Text, unique=True),
    Column("subject", Text, unique=True),
    Column("added_at", Text, nullable=False),
    Column("removed_at", Text),
    sqlite_strict=True,
)

#: Who is signed in. The browser holds a secret of which only the hash is here.
sessions = Table(
    "sessions",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("person", Text, ForeignKey("people.name"), nullable=False),
    Column("began_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
    Index("ix_sessions_person", "person"),
    sqlite_strict=True,
)

#: Keys of programs that speak for a person, each with a role of its own that is never above the person's. Hashes only.
tokens = Table(
    "tokens",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("hash", Text, nullable=False, unique=True),
    Column("person", Text, ForeignKey("people.name"), nullable=False),
    Column("role", Text, nullable=False),
    Column("label", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("ends_at", Text, nullable=False),
    Index("ix_tokens_person", "person"),
    sqlite_strict=True,
)

#: Failed attempts to sign in, of the last hours only. Keys are hashes, as people type passwords into the field of the name.
failures = Table(
    "failures",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("ix_failures_key", "key", "at"),
    sqlite_strict=True,
)

#: Who signed in, saw, exported, decided or changed accounts. Only added to.
access = Table(
    "access",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Index("ix_access_who", "who", "number"),
    sqlite_strict=True,
)
