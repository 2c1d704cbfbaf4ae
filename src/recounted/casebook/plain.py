"""Rows as SQLite gives them: of a hundred thousand rows SQLAlchemy's care would be most of the time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection


def rows(connection: Connection, sql: str, *values: object) -> list[Any]:
    """All rows of a question, in the transaction of the connection."""
    return connection.connection.dbapi_connection.execute(sql, values).fetchall()  # type: ignore[union-attr,no-any-return]


def some_rows(connection: Connection, sql: str, *values: object) -> Any:
    """The rows one by one, for whoever stops early."""
    return connection.connection.dbapi_connection.execute(sql, values)  # type: ignore[union-attr]


def many_rows(connection: Connection, sql: str, values: Iterable[Sequence[object]]) -> None:
    """The same statement with each of these values."""
    connection.connection.dbapi_connection.executemany(sql, values)  # type: ignore[union-attr]
