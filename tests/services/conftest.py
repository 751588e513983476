"""The room every test of the services works in, on each engine in turn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.services.room import Room


@pytest.fixture
def room(db_url: str) -> Iterator[Room]:
    """A duty room without orders."""
    made = Room(db_url)
    yield made
    made.close()


@pytest.fixture
def small_room(migrated_sqlite_url: str) -> Iterator[Room]:
    """The same on SQLite alone, where many examples are tried."""
    made = Room(migrated_sqlite_url)
    yield made
    made.close()
