"""A desk's context over a real SQLite database, whose clock stands where a test puts it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.context import Desk, make_desk
from tests.services.room import Room


@pytest.fixture(autouse=True)
def alone(qapp: QApplication) -> None:
    """Every test here is a test of widgets, whether it asks for them or not: see ``nothing_left``."""


@pytest.fixture
def room(migrated_sqlite_url: str) -> Iterator[Room]:
    """The room behind the widgets: take orders in, read what was recorded."""
    made = Room(migrated_sqlite_url)
    yield made
    made.close()


@pytest.fixture
def ctx(room: Room, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """What widgets are handed."""
    desk = make_desk(room.store, room.time, room.who, tmp_path)
    desk.theme.choose("light")
    yield desk
    desk.tasks.close()


@pytest.fixture
def settle(ctx: Desk, qtbot: QtBot) -> Callable[[], None]:
    """Wait until every read and write asked for has been delivered."""

    def wait() -> None:
        qtbot.waitUntil(lambda: ctx.tasks.idle, timeout=20_000)

    return wait
