"""Who is signed in, which programs speak for whom, and who fails too often.

In: names of people and secrets. Out: fresh secrets, and the people that secrets stand for. A secret is made here and handed out
once; the casebook keeps its hash. A session ends after some hours without use, and some days after it began in any case.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select, update

from recounted.casebook.access import log
from recounted.casebook.opened import Opened
from recounted.casebook.people import ROLES, Role, role_of
from recounted.casebook.tables import failures, people, sessions, tokens
from recounted.errors import CallError
from recounted.settings import LOCK_MINUTES, SESSION_DAYS, SESSION_IDLE_HOURS, TOKEN_DAYS

#: How a token begins, so that it is noticed where it was left lying about.
PREFIX = "recounted_"
_TOUCH = timedelta(minutes=5)  # a session in use is marked as such no more often


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a secret stands for, and what it may do: at most what the person may."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Token:
    """A program's key, without its secret."""

    number: int
    person: str
    role: Role
    label: str
    made_at: str
    ends_at: str


class Sessions:
    """The sessions and tokens of one casebook. One object serves all threads."""

    def __init__(self, casebook: Opened) -> None:
        self._book = casebook
        self._read, self._write = casebook._read, casebook._write

    def begin(self, name: str, *, instead_of: str | None = None, how: str = "password") -> str:
        """Sign somebody in: a secret for the browser, always a new one. What the browser held before is good no more."""
        secret, now = secrets.token_urlsafe(32), self._book.now()
        with self._write() as connection:
            old = delete(sessions).where(
                (sessions.c.began_at < self._ago(days=SESSION_DAYS)) | (sessions.c.hash == _hash(instead_of))
            )
            connection.execute(old)
            connection.execute(insert(sessions), {"hash": _hash(secret), "person": name, "began_at": now, "seen_at": now})
            log(connection, now, name, "signed in", how)
        return secret

    def who(self, secret: str) -> Who | None:
        """Whose session it is; None if it is none, or over."""
        key = _hash(secret)
        query = select(people.c.name, people.c.role, sessions.c.seen_at).join(sessions, sessions.c.person == people.c.name)
        alive = (
            sessions.c.hash == key,
            sessions.c.began_at > self._ago(days=SESSION_DAYS),
            sessions.c.seen_at > self._ago(hours=SESSION_IDLE_HOURS),
            people.c.removed_at.is_(None),
        )
        with self._read() as connection:
            found = connection.execute(query.where(*alive)).first()
        if found is None:
            return None
        if found[2] < self._ago(seconds=_TOUCH.total_seconds()):
            with self._write() as connection:
                connection.execute(update(sessions).where(sessions.c.hash == key).values(seen_at=self._book.now()))
        return Who(found[0], found[1])

    def end(self, secret: str) -> None:
        """Sign out."""
        with self._write() as connection:
            gone = delete(sessions).where(sessions.c.hash == _hash(secret)).returning(sessions.c.person)
            for name in connection.execute(gone).scalars().all():
                log(connection, self._book.now(), name, "signed out", "")

    # ------------------------------------------------------------------------------------------------------------- tokens

    def make_token(self, name: str, role: str, *, by: str, label: str = "", days: int = TOKEN_DAYS) -> str:
        """A key for a program of this person's. Raises CallError for a role above the person's, and for no person."""
        if not 1 <= days <= 366:
            raise CallError(f"a token lasts 1 to 366 days, not {days}")
        secret, now = PREFIX + secrets.token_urlsafe(32), self._book.now()
        with self._write() as connection:
            known = connection.execute(select(people.c.role).where(people.c.name == name, people.c.removed_at.is_(None))).scalar()
            if known is None:
                raise CallError(f"{name}: has no account here; `recounted people list` shows who has")
            if ROLES.index(role_of(role)) > ROLES.index(known):
                raise CallError(f"{name}: is {known}, and a token may do no more; ask for {known} or less")
            row = {"hash": _hash(secret), "person": name, "role": role, "label": label[:100], "made_at": now}
            connection.execute(insert(tokens), {**row, "ends_at": self._ago(days=-days)})
            log(connection, now, by, "token", f"{name}: made as {role}, for {days} days {label[:100]}".strip())
        return secret

    def speaks_for(self, secret: str) -> Who | None:
        """For whom a program speaks, and with which role; None if the token is none, revoked or over."""
        query = select(people.c.name, people.c.role, tokens.c.role).join(tokens, tokens.c.person == people.c.name)
        alive = (tokens.c.hash == _hash(secret), tokens.c.ends_at > self._book.now(), people.c.removed_at.is_(None))
        with self._read() as connection:
            found = connection.execute(query.where(*alive)).first()
        return Who(found[0], min(found[1], found[2], key=ROLES.index)) if found else None

    def tokens(self, name: str | None = None) -> list[Token]:
        """The tokens that hold, of one person or of all."""
        query = (
            select(*(tokens.c[c] for c in Token.__slots__)).where(tokens.c.ends_at > self._book.now()).order_by(tokens.c.number)
        )
        with self._read() as connection:
            found = connection.execute(query.where(tokens.c.person == name) if name else query)
            return [Token(**row) for row in found.mappings()]

    def revoke(self, number: int, *, by: str, of: str | None = None) -> None:
        """End a token, at once; ``of``: only if it is this person's. Raises CallError."""
        wanted = delete(tokens).where(tokens.c.number == number).returning(tokens.c.person)
        with self._write() as connection:
            name = connection.execute(wanted.where(tokens.c.person == of) if of else wanted).scalar()
            if name is None:
                raise CallError(f"there is no token {number}; `recounted people tokens` lists them")
            log(connection, self._book.now(), by, "token", f"{name}: token {number} revoked")

    # ----------------------------------------------------------------------------------------------------------- failures

    def attempt(self, limits: Mapping[str, int]) -> list[int] | None:
        """Somebody is about to try: it counts as failed under each key until it is told that it was not. None, and not counted,
        where a key is at its limit of late. Counted first, so that many tries at once are no way around.
        """
        since = self._ago(minutes=LOCK_MINUTES)
        with self._write() as connection:
            connection.execute(delete(failures).where(failures.c.at <= since))
            for key, most in limits.items():
                query = select(func.count()).where(failures.c.key == _hash(key))
                if connection.execute(query).scalar_one() >= most:
                    return None
            rows = [{"key": _hash(key), "at": self._book.now()} for key in limits]
            return list(connection.execute(insert(failures).returning(failures.c.number), rows).scalars())

    def succeeded(self, attempt: Iterable[int], key: str) -> None:
        """The attempt did not fail, and what failed under ``key`` before is forgotten."""
        with self._write() as connection:
            connection.execute(delete(failures).where(failures.c.number.in_(list(attempt)) | (failures.c.key == _hash(key))))

    def forgive(self, key: str) -> None:
        """Forget the failures of a key."""
        self.succeeded((), key)

    def _ago(self, *, days: float = 0, hours: float = 0, minutes: float = 0, seconds: float = 0) -> str:
        now = datetime.fromisoformat(self._book.now())
        return (now - timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)).isoformat(timespec="seconds")


def _hash(secret: str | None) -> str:
    """One-way. Secrets are 256 random bits, so a plain hash is enough: there is nothing to guess."""
    return hashlib.sha256((secret or "").encode("utf-8", "surrogatepass")).hexdigest()
