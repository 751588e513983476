"""One order lives its whole life by keys alone, in the real window over a real database."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.directory import Contact, Unit
from jiesu_desktop.domain.tickets import Act, Basis, Level, Outcome
from jiesu_desktop.gui.command_palette import CommandPalette
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.main_window import MainWindow
from jiesu_desktop.gui.tickets.act_dialogs import FormDialog
from jiesu_desktop.gui.tickets.emergency_dialog import STEPS, EmergencyDialog
from tests.services.room import Room, order

# Offscreen says so whenever a dialog opens; it means nothing.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
Settle = Callable[[], None]


class Keyboard:
    """The window, and someone who only types."""

    def __init__(self, window: MainWindow, settle: Settle, qtbot: QtBot) -> None:
        self.window, self.settle, self.qtbot = window, settle, qtbot

    @property
    def dialog(self) -> QDialog | None:
        """The act's dialog that is open."""
        return self.window.queue.acts.dialog

    def press(self, key: str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key to whatever has the focus, then wait until all is quiet."""
        root: QWidget = self.dialog or self.window
        if not root.isActiveWindow():  # offscreen there is no window manager to hand the focus back
            root.activateWindow()
            self.qtbot.waitUntil(root.isActiveWindow)
        QTest.keyClick(self.target(), Qt.Key[f"Key_{key}"], modifier)
        self.settle()
        QApplication.processEvents()
        self.settle()

    def type(self, text: str) -> None:
        """Text into the field that has the focus."""
        target: QWidget | None = self.target()
        if isinstance(target, QComboBox):
            target = target.lineEdit()
        assert isinstance(target, QLineEdit | QPlainTextEdit), target
        for letter in text:
            if isinstance(target, QLineEdit):
                target.insert(letter)
            else:
                target.insertPlainText(letter)

    def save(self) -> None:
        """Ctrl+Enter."""
        self.press("Return", Qt.KeyboardModifier.ControlModifier)

    def target(self) -> QWidget:
        """Who would get the next key."""
        root: QWidget = self.dialog or self.window
        focused: QWidget | None = root.focusWidget()
        return root if focused is None else focused


@pytest.fixture
def keyboard(ctx: Desk, room: Room, settle: Settle, qtbot: QtBot) -> Iterator[Keyboard]:
    with room.store.begin() as uow:
        unit = uow.directory.save_unit(Unit(name="某某热力公司", phone24="010-5555 0456"), pinyin="mmrlgs")
        uow.directory.save_contact(
            Contact(unit_id=unit.id, name="甲某", post="值班经理", phone="010-5555 0123", order=1)
        )
        uow.directory.save_contact(Contact(unit_id=unit.id, name="乙某", phone="010-5555 0124", order=2))
    room.take([order(phone="15812342222", caller="丁女士")])
    window = MainWindow(ctx)
    qtbot.addWidget(window)
    window.show()
    settle()
    yield Keyboard(window, settle, qtbot)
    window.close()


def _ticket(keyboard: Keyboard) -> int:
    assert keyboard.window.queue.selected is not None
    return keyboard.window.queue.selected


def test_the_whole_life(keyboard: Keyboard, room: Room) -> None:
    ticket = _ticket(keyboard)
    keyboard.press("S")
    keyboard.press("U")
    keyboard.type("市民称漏气")
    keyboard.save()
    keyboard.press("B")
    keyboard.window.queue.acts.dialog.form.contact.setText("戊科长")  # type: ignore[union-attr]
    keyboard.save()
    keyboard.press("P")
    keyboard.type("mmrl")
    keyboard.qtbot.wait(200)
    keyboard.settle()
    keyboard.save()
    keyboard.press("Q")
    keyboard.save()
    keyboard.press("F")
    keyboard.type("已到场关阀")
    keyboard.save()
    keyboard.press("J")
    keyboard.type("已修复")
    keyboard.save()
    keyboard.press("H")
    form = keyboard.window.queue.acts.dialog.form  # type: ignore[union-attr]
    form.resolved_0.setFocus()
    keyboard.press("Space")
    form.satisfied_0.setFocus()
    keyboard.press("Space")
    keyboard.save()
    keyboard.press("G")
    keyboard.save()
    events = room.events(ticket)
    assert [event.act for event in events] == [
        Act.OBTAIN, Act.SIGN, Act.RAISE, Act.REPORT, Act.DISPATCH, Act.CONFIRM, Act.FEEDBACK, Act.CLOSE, Act.CALLBACK,
        Act.ARCHIVE,
    ]  # fmt: skip
    said = {event.act: event.details for event in events}
    assert (said[Act.RAISE].level, said[Act.RAISE].basis, said[Act.RAISE].reason) == (
        Level.URGENT, Basis.CHANGE, "市民称漏气",
    )  # fmt: skip
    assert (said[Act.REPORT].contact, said[Act.REPORT].outcome) == ("戊科长", Outcome.TOLD)
    assert said[Act.DISPATCH].unit == "某某热力公司"
    assert (said[Act.CONFIRM].contact, said[Act.CONFIRM].phone) == ("甲某", "010-5555 0123")
    assert said[Act.FEEDBACK].text == "已到场关阀"
    assert (said[Act.CALLBACK].resolved, said[Act.CALLBACK].satisfied) == ("已解决", "满意")
    assert room.summary(ticket).archived_at is not None
    assert {event.actor for event in events} == {"张三"}


def test_a_return_says_what_is_missing_beside_the_field_then_is_recorded(
    keyboard: Keyboard, room: Room
) -> None:
    ticket = _ticket(keyboard)
    keyboard.press("T")
    keyboard.save()
    dialog = keyboard.dialog
    assert dialog is not None
    error = dialog.form.reasonError  # type: ignore[attr-defined]
    assert error.isVisible()
    assert "原因" in error.text()
    assert [event.act for event in room.events(ticket)] == [Act.OBTAIN]
    keyboard.type("非权属")
    keyboard.save()
    assert room.events(ticket)[-1].details.reason == "非权属"
    assert keyboard.dialog is None


def test_nobody_answers_so_the_next_person_is_offered(keyboard: Keyboard, room: Room) -> None:
    ticket = _ticket(keyboard)
    room.act(ticket, Act.DISPATCH, unit="某某热力公司")
    room.at(31)
    keyboard.press("F5")
    keyboard.window.queue.open_ticket(ticket)
    keyboard.settle()
    keyboard.press("C")
    dialog = keyboard.dialog
    assert dialog is not None
    dialog.fields.fill("outcome", "no_answer")  # type: ignore[attr-defined]
    keyboard.save()
    assert keyboard.dialog is dialog
    assert dialog.form.contact.text() == "乙某"  # type: ignore[attr-defined]
    keyboard.save()
    calls = [(e.details.contact, e.details.outcome) for e in room.events(ticket) if e.act is Act.URGE]
    assert calls == [("甲某", Outcome.NO_ANSWER), ("乙某", Outcome.TOLD)]


def test_letters_do_nothing_while_someone_types(keyboard: Keyboard, room: Room) -> None:
    ticket = _ticket(keyboard)
    keyboard.press("Slash")
    find = keyboard.window.queue.finder
    assert keyboard.target() is find
    for key in ("S", "T", "N"):
        QTest.keyClick(find, Qt.Key[f"Key_{key}"])
    keyboard.settle()
    assert find.text() == "stn"
    assert keyboard.dialog is None
    assert [event.act for event in room.events(ticket)] == [Act.OBTAIN]


def test_an_act_that_is_not_open_says_what_is(keyboard: Keyboard, room: Room) -> None:
    lines = list[str]()
    keyboard.window.ctx.bridge.message.connect(lambda text, _: lines.append(text))
    keyboard.press("H")
    assert keyboard.dialog is None
    assert lines[-1].startswith("工单尚未办结，办结后再回访。可做：签收、")


def test_an_act_that_is_not_open_says_why(keyboard: Keyboard, room: Room) -> None:
    lines = list[str]()
    keyboard.window.ctx.bridge.message.connect(lambda text, _: lines.append(text))
    ticket = _ticket(keyboard)
    room.act(ticket, Act.DISPATCH, unit="某某热力公司")
    room.act(ticket, Act.CLOSE, text="已处理")
    keyboard.window.queue.open_ticket(ticket)
    keyboard.settle()
    keyboard.press("G")
    assert keyboard.dialog is None
    assert "每件必访：归档前要有回访结果" in lines[-1]


def test_a_draft_outlives_its_dialog(keyboard: Keyboard, room: Room) -> None:
    keyboard.press("T")
    keyboard.press("Tab")  # past the kind of reason, which the arrow keys choose
    keyboard.type("区属不符")
    keyboard.qtbot.wait(900)
    keyboard.settle()
    first = keyboard.dialog
    keyboard.press("Escape")
    keyboard.press("T")
    dialog = keyboard.dialog
    assert isinstance(dialog, FormDialog)
    assert dialog is not first
    assert dialog.fields.value("reason") == "区属不符"


def test_the_callers_number_is_masked_and_asking_for_it_is_on_the_timeline(
    keyboard: Keyboard, room: Room
) -> None:
    panel = keyboard.window.queue.panel
    assert "158****2222" in panel.facts.text()
    assert "15812342222" not in panel.facts.text()
    lines = list[str]()
    keyboard.window.ctx.bridge.message.connect(lambda text, _: lines.append(text))
    keyboard.press("X")
    assert any("15812342222" in line for line in lines)
    assert room.events(_ticket(keyboard))[-1].act is Act.NOTE


def test_a_digit_copies_the_number_to_dial(keyboard: Keyboard, room: Room) -> None:
    ticket = _ticket(keyboard)
    room.act(ticket, Act.DISPATCH, unit="某某热力公司")
    keyboard.window.queue.open_ticket(ticket)
    keyboard.settle()
    keyboard.press("2")
    assert QGuiApplication.clipboard().text() == "010-5555 0124"


def test_the_emergency_walks_to_the_next_person_and_follows_the_order(keyboard: Keyboard, room: Room) -> None:
    ticket = _ticket(keyboard)
    room.act(ticket, Act.RAISE, level=Level.URGENT, reason="漏气")
    room.act(ticket, Act.DISPATCH, unit="某某热力公司")
    keyboard.window.queue.open_ticket(ticket)
    keyboard.settle()
    keyboard.press("E")
    dialog = keyboard.dialog
    assert isinstance(dialog, EmergencyDialog)
    step = next(step for step in STEPS if step.name == "confirm")
    person = dialog.person(step)
    assert person is not None
    dialog._call(step, person, Outcome.NO_ANSWER)
    keyboard.settle()
    following = dialog.person(step)
    assert following is not None
    assert following.name == "乙某"
    dialog._call(step, following, Outcome.TOLD)
    keyboard.settle()
    assert "按时" in dialog.form.confirmLeft.text()
    assert room.summary(ticket).confirmed_units == ("某某热力公司",)


def test_what_was_said_in_an_emergency_is_there_again(keyboard: Keyboard, room: Room) -> None:
    ticket = _ticket(keyboard)
    room.act(ticket, Act.RAISE, level=Level.URGENT, reason="漏气")
    room.act(ticket, Act.DISPATCH, unit="某某热力公司")
    keyboard.window.queue.open_ticket(ticket)
    keyboard.settle()
    drafts = keyboard.window.queue.views.drafts

    def opened() -> EmergencyDialog:
        keyboard.press("E")
        assert isinstance(keyboard.dialog, EmergencyDialog)
        return keyboard.dialog

    dialog = opened()
    dialog.form.said.setText("十分钟内到")
    dialog.reject()
    keyboard.settle()
    assert drafts.count == 1
    dialog = opened()
    assert dialog.form.said.text() == "十分钟内到"
    step = next(step for step in STEPS if step.name == "confirm")
    person = dialog.person(step)
    assert person is not None
    dialog._call(step, person, Outcome.TOLD)
    keyboard.settle()
    assert room.events(ticket)[-1].details.text == "十分钟内到"
    assert drafts.count == 0


def test_a_hard_case_by_keys_alone(keyboard: Keyboard, room: Room) -> None:
    ticket = _ticket(keyboard)
    room.act(ticket, Act.DISPATCH, unit="某某热力公司")
    keyboard.press("F5")
    keyboard.window.queue.open_ticket(ticket)
    keyboard.settle()
    shift = Qt.KeyboardModifier.ShiftModifier
    keyboard.press("O")
    keyboard.type("网格员")
    keyboard.press("Tab")
    keyboard.type("属实")
    keyboard.save()
    keyboard.press("D")
    keyboard.press("Down")
    keyboard.save()
    keyboard.press("K", Qt.KeyboardModifier.ControlModifier)
    palette = keyboard.window.findChildren(CommandPalette)[-1]
    palette.text.setText("挂账批准")
    palette.look()
    keyboard.settle()
    QTest.keyClick(palette.text, Qt.Key.Key_Return)
    keyboard.settle()
    keyboard.type("卯主任")
    keyboard.save()
    keyboard.press("D", shift)
    keyboard.type("已招标")
    keyboard.save()
    keyboard.press("S", shift)
    keyboard.type("改造完成")
    keyboard.save()
    events = room.events(ticket)[2:]
    assert [event.act for event in events] == [
        Act.VERIFY, Act.DEFER, Act.DEFER_APPROVED, Act.PROGRESS, Act.SETTLE,
    ]  # fmt: skip
    assert (events[0].details.contact, events[0].details.text) == ("网格员", "属实")
    assert events[1].details.code == "历史遗留"
    assert events[2].details.leader == "卯主任"
    assert room.line(ticket).phase == "待反馈"
