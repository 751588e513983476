from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.tickets import Act, Level
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.main_window import MainWindow
from jiesu_desktop.gui.quitting import Quitting
from tests.services.room import Room, order

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Settle = Callable[[], None]


class Notes:
    """Where the alert log would be."""

    def __init__(self) -> None:
        self.kept: list[tuple[str, str]] = []

    def note(self, what: str, text: str) -> None:
        self.kept.append((what, text))


class Leaving:
    """A window with the way out joined; ``gone`` counts how often the program ended."""

    def __init__(self, ctx: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        self.notes = Notes()
        ctx.alerts = self.notes  # type: ignore[assignment]
        self.window = MainWindow(ctx)
        qtbot.addWidget(self.window)
        self.quitting = Quitting(ctx, self.window)
        self.gone = list[int]()
        monkeypatch.setattr(QApplication, "exit", lambda status=0: self.gone.append(status))
        self.window.show()


@pytest.fixture
def leaving(
    ctx: Desk, room: Room, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Leaving]:
    room.take([order("热线-1")])
    made = Leaving(ctx, qtbot, monkeypatch)
    settle()
    yield made
    made.window.leaving = True
    made.window.close()
    QApplication.setQuitOnLastWindowClosed(True)


@pytest.fixture
def urgent(room: Room) -> int:
    ticket = room.take([order("热线-2", row=3)]).added_ids[0]
    room.act(ticket, Act.RAISE, level=Level.URGENT, reason="漏气")
    return ticket


def test_nothing_urgent_leaves_at_once(leaving: Leaving, settle: Settle) -> None:
    leaving.window.leave()
    settle()
    assert leaving.gone == [0]
    assert leaving.quitting.dialog is None


def test_an_urgent_limit_asks_and_remaining_is_the_default(
    leaving: Leaving, urgent: int, settle: Settle
) -> None:
    leaving.window.leave()
    settle()
    dialog = leaving.quitting.dialog
    assert dialog is not None
    assert "1 件紧急" in dialog.form.headline.text()
    assert dialog.form.remain.isDefault()
    dialog.form.leave.click()
    assert dialog.form.reasonError.text()
    assert dialog.isVisible()
    dialog.form.remain.click()
    assert leaving.gone == []
    assert leaving.notes.kept == []
    assert leaving.window.isVisible()


def test_the_reason_is_kept_before_the_program_ends(leaving: Leaving, urgent: int, settle: Settle) -> None:
    leaving.window.set_stay(True)
    leaving.window.close()
    assert not leaving.window.isVisible(), "closing leaves it in the tray"
    leaving.window.leave()
    settle()
    dialog = leaving.quitting.dialog
    assert dialog is not None
    dialog.form.reason.setEditText("  交班  ")
    dialog.form.leave.click()
    assert leaving.gone == [0]
    assert leaving.notes.kept == [("quit", f"{leaving.window.ctx.who.name} 在紧急工单计时期间退出：交班")]


def test_without_a_tray_closing_asks_as_leaving_does(leaving: Leaving, urgent: int, settle: Settle) -> None:
    leaving.window.set_stay(False)
    leaving.window.close()
    settle()
    assert leaving.window.isVisible()
    assert leaving.quitting.dialog is not None
    leaving.quitting.dialog.reject()


def test_an_urgent_order_that_was_returned_asks_nothing(
    leaving: Leaving, urgent: int, room: Room, settle: Settle
) -> None:
    room.at(1)
    room.act(urgent, Act.RETURN, reason="非权属")
    leaving.window.leave()
    settle()
    assert leaving.gone == [0]


def test_a_logout_asks_nothing_and_says_so_in_the_log_once(
    leaving: Leaving, urgent: int, qtbot: QtBot
) -> None:
    leaving.window.set_stay(True)
    leaving.quitting.at_once("系统或终端要求结束")
    leaving.quitting.at_once("系统或终端要求结束")
    qtbot.waitUntil(lambda: leaving.gone == [0])
    assert leaving.quitting.dialog is None
    assert leaving.notes.kept == [("quit", "退出值班台：系统或终端要求结束")]


def test_a_silent_database_does_not_hold_the_door_but_asks(
    leaving: Leaving, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaving.quitting._ctx.tasks, "run_read", lambda *args, **kwargs: None)
    leaving.window.leave()
    qtbot.waitUntil(lambda: leaving.quitting.dialog is not None, timeout=10_000)
    assert leaving.quitting.dialog is not None
    assert "没有应答" in leaving.quitting.dialog.form.headline.text()
    leaving.quitting.dialog.reject()
