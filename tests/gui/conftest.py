"""A desk's context over a real SQLite database, whose clock stands where a test puts it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.context import Desk, make_desk
from jiesu_desktop.gui.garbage import sweep
from tests.services.room import Room


@pytest.fixture(autouse=True)
def swept() -> Iterator[None]:
    """Closed widgets that wait in cycles are taken apart in the GUI thread, as in the program (gui/garbage.py)."""
    gc.disable()
    yield
    sweep()


@pytest.fixture(autouse=True)
def let_go(qapp: QApplication) -> Iterator[None]:
    """A key sent with Ctrl leaves Ctrl pressed for whatever follows; a hand would have let go."""
    yield
    if QGuiApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier:
        QTest.keyRelease(QWidget(), Qt.Key.Key_Control)


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
