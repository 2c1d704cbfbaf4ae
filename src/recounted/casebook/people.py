"""The people of a casebook: accounts with a role each, kept in the file that they give access to.

In: names, roles, hashes of passwords (made elsewhere: nothing here sees a password). Out: people. What is changed stands in the
access log. A casebook without people is a private one, for whoever may open the file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import Connection, delete, func, insert, select, update

from recounted.casebook.access import log
from recounted.casebook.opened import Opened
from recounted.casebook.tables import people, sessions, tokens
from recounted.errors import CallError

#: From the least to the most: each may do all that the ones before it may.
Role = Literal["reader", "coder", "reviewer", "owner"]
ROLES: tuple[Role, ...] = get_args(Role)
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account. ``sign_in``: what an identity provider calls them; ``password``: have they one of ours?"""

    name: str
    role: Role
    sign_in: str | None
    password: bool
    added_at: str


class People:
    """The accounts of one casebook. One object serves all threads."""

    def __init__(self, casebook: Opened) -> None:
        self._book = casebook
        self._read, self._write = casebook._read, casebook._write

    def all(self) -> list[Person]:
        """Everybody who has an account today, by name."""
        with self._read() as connection:
            query = select(people).where(people.c.removed_at.is_(None)).order_by(people.c.key)
            return [_person(row) for row in connection.execute(query).mappings()]

    def get(self, name: str) -> Person | None:
        """A person by name, however it is spelt in capitals."""
        with self._read() as connection:
            query = select(people).where(people.c.key == key_of(name), people.c.removed_at.is_(None))
            row = connection.execute(query).mappings().first()
        return _person(row) if row else None

    def password_of(self, name: str) -> tuple[str, str] | None:
        """The name as it is kept, and the hash of the password; None where there is no such person, or no password."""
        with self._read() as connection:
            query = select(people.c.name, people.c.password).where(people.c.key == key_of(name), people.c.removed_at.is_(None))
            row = connection.execute(query).first()
        return (row[0], row[1]) if row and row[1] else None

    def signed_in_as(self, sign_in: str, subject: str) -> Person | None:
        """Who an identity provider vouches for. The first time ties the account to ``subject``; another one is refused from then
        on, as addresses are given to others in time.
        """
        with self._write() as connection:
            row = connection.execute(select(people).where(people.c.subject == subject)).mappings().first()
            if row is None:
                fresh = (people.c.sign_in == key_of(sign_in), people.c.subject.is_(None), people.c.removed_at.is_(None))
                connection.execute(update(people).where(*fresh).values(subject=subject))
                row = connection.execute(select(people).where(people.c.subject == subject)).mappings().first()
        return _person(row) if row and row["removed_at"] is None else None

    def add(self, name: str, role: str, *, by: str, password: str | None = None, sign_in: str | None = None) -> Person:
        """Give somebody an account, with the hash of a password, a name at an identity provider, or both.

        Raises CallError: a name that is taken, or was; no way to sign in; no such role.
        """
        shown = " ".join(unicodedata.normalize("NFKC", name).split())
        if not shown or len(shown) > _LONGEST or not shown.isprintable():
            raise CallError(f"a name has 1 to {_LONGEST} signs that can be seen")
        if not password and not sign_in:
            raise CallError(f"{shown}: needs a password, or a name at an identity provider")
        with self._write() as connection:
            known = connection.execute(select(people.c.name, people.c.removed_at).where(people.c.key == key_of(shown))).first()
            if known:
                what = "had an account, and a name is never given to somebody else" if known[1] else "has an account already"
                raise CallError(f"{known[0]}: {what}; choose another name")
            row: dict[str, Any] = {"name": shown, "key": key_of(shown), "role": role_of(role), "password": password}
            row |= {"sign_in": _free(connection, sign_in), "added_at": self._book.now()}
            connection.execute(insert(people), row)
            log(connection, self._book.now(), by, "account", f"{shown}: added as {role}")
        return Person(shown, role_of(role), row["sign_in"], bool(password), row["added_at"])

    def set_role(self, name: str, role: str, *, by: str) -> None:
        """Give somebody another role; it holds from the next request. Raises CallError for the last owner."""
        with self._changing(name) as (connection, person):
            if person.role == "owner" and role_of(role) != "owner":
                self._refuse_last(connection)
            connection.execute(update(people).where(people.c.name == person.name).values(role=role))
            log(connection, self._book.now(), by, "account", f"{person.name}: {person.role} → {role}")

    def set_password(self, name: str, password: str, *, by: str) -> None:
        """Another password (its hash). Whoever is signed in under that name is signed out, and tokens end."""
        with self._changing(name) as (connection, person):
            connection.execute(update(people).where(people.c.name == person.name).values(password=password))
            _end(connection, person.name)
            log(connection, self._book.now(), by, "account", f"{person.name}: new password")

    def keep_hash(self, name: str, password: str) -> None:
        """The same password under a stronger hash."""
        with self._write() as connection:
            connection.execute(update(people).where(people.c.name == name).values(password=password))

    def remove(self, name: str, *, by: str) -> None:
        """Take an account away, at once. What the person decided stays, and so does the name. Raises CallError for the last
        owner.
        """
        with self._changing(name) as (connection, person):
            if person.role == "owner":
                self._refuse_last(connection)
            gone = {"password": None, "sign_in": None, "removed_at": self._book.now()}
            connection.execute(update(people).where(people.c.name == person.name).values(**gone))
            _end(connection, person.name)
            log(connection, self._book.now(), by, "account", f"{person.name}: removed")

    @contextmanager
    def _changing(self, name: str) -> Iterator[tuple[Connection, Person]]:
        with self._write() as connection:
            query = select(people).where(people.c.key == key_of(name), people.c.removed_at.is_(None))
            row = connection.execute(query).mappings().first()
            if row is None:
                raise CallError(f"{name}: has no account here; `recounted people list` shows who has")
            yield connection, _person(row)

    def _refuse_last(self, connection: Connection) -> None:
        owners = select(func.count()).where(people.c.role == "owner", people.c.removed_at.is_(None))
        if connection.execute(owners).scalar_one() < 2:
            raise CallError("this is the last owner: nobody could manage accounts any more; make another one first")


def key_of(name: str) -> str:
    """A name as it is looked up: one spelling of signs, capitals and blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def role_of(role: str) -> Role:
    """A role by its name. Raises CallError."""
    if role not in ROLES:
        raise CallError(f"there is no role {role!r}; there are {', '.join(ROLES)}")
    return role


def _free(connection: Connection, sign_in: str | None) -> str | None:
    if not sign_in:
        return None
    taken = connection.execute(select(people.c.name).where(people.c.sign_in == key_of(sign_in))).scalar()
    if taken:
        raise CallError(f"{sign_in}: is how {taken} signs in")
    return key_of(sign_in)


def _end(connection: Connection, name: str) -> None:
    for table in (sessions, tokens):
        connection.execute(delete(table).where(table.c.person == name))


def _person(row: Any) -> Person:
    return Person(row["name"], row["role"], row["sign_in"], row["password"] is not None, row["added_at"])
