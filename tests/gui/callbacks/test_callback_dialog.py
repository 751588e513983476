"""The form of a call-back: what it asks, says while one speaks, and records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.tickets import Act, Outcome
from jiesu_desktop.gui.callbacks.callback_dialog import CallbackDialog
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.load_order import load_order
from jiesu_desktop.services.wording import said
from tests.services.room import Room, minutes, order

Settle = Callable[[], None]
Open = Callable[[], CallbackDialog]
TEN = 480  # minutes after 02:00


@pytest.fixture
def ticket(room: Room) -> int:
    row = order(
        category="供暖->不热",
        title="暖气不热 · 老山东里",
        caller="王某",
        phone="13800001234",
        place="老山东里 3 号楼",
    )
    ticket = room.take([row]).added_ids[0]
    room.at(1).act(ticket, Act.DISPATCH, unit="某某热力公司（示例）")
    room.at(60).act(ticket, Act.CLOSE, text="已放气，暖气热了")
    room.at(TEN)
    return ticket


@pytest.fixture
def form(ctx: Desk, room: Room, ticket: int, qtbot: QtBot, settle: Settle) -> Open:
    def made() -> CallbackDialog:
        with room.store.read() as queries:
            view = load_order(queries, ticket, room.time.now())
        dialog = CallbackDialog(ctx, Act.CALLBACK, view)
        qtbot.addWidget(dialog)
        dialog.show()
        settle()
        return dialog

    return made


def answer(dialog: CallbackDialog, resolved: str = "已解决", satisfied: str = "满意") -> None:
    dialog.fields.fill("resolved", resolved)
    dialog.fields.fill("satisfied", satisfied)


def test_everything_that_was_said_is_recorded(form: Open, room: Room, ticket: int, settle: Settle) -> None:
    dialog = form()
    answer(dialog, satisfied="基本满意")
    said = {
        "contact": "王某的女儿", "text": "来得慢", "demand": "换阀门", "suggestion": "供暖前检修", "next_step": "周五看换阀门",
    }  # fmt: skip
    for name, value in said.items():
        dialog.fields.fill(name, value)
    dialog.fields.fill("next_at", minutes(TEN + 24 * 60))
    dialog.save()
    settle()
    details = room.events(ticket)[-1].details
    assert {name: getattr(details, name) for name in said} == said
    assert (details.means, details.outcome, details.contacted) == ("电话", Outcome.TOLD, "是")
    assert (details.resolved, details.satisfied) == ("已解决", "基本满意")
    assert details.next_at == minutes(TEN + 24 * 60)


def test_the_script_of_the_class_speaks_of_this_order_and_hides_the_number(form: Open) -> None:
    dialog = form()
    text = dialog.form.script.toPlainText()
    assert dialog.form.scriptTitle.text() == "话术 · 供暖"
    assert "您反映的“暖气不热”（老山东里 3 号楼），由某某热力公司（示例）办理。" in text
    assert "办理结果是：已放气，暖气热了。" in text
    assert "138****1234" in dialog.form.caller.text()


def test_a_broken_script_of_the_rooms_own_is_told_of(form: Open, ctx: Desk) -> None:
    (ctx.data_dir / "scripts").mkdir()
    (ctx.data_dir / "scripts" / "heating.md").write_text("没有标题", "utf-8")
    dialog = form()
    assert dialog.form.scriptProblem.isVisible()
    assert dialog.form.scriptProblem.text().startswith("话术 heating.md 有问题")
    assert "先问联系" in dialog.form.script.toPlainText()


def test_the_number_is_shown_and_copied_once_asked_for_and_asking_is_logged(
    form: Open, room: Room, ticket: int, qtbot: QtBot, settle: Settle
) -> None:
    QGuiApplication.clipboard().clear()
    dialog = form()
    dialog.reveal()
    settle()
    assert "13800001234" in dialog.form.caller.text()
    assert QGuiApplication.clipboard().text() == "13800001234"
    assert room.events(ticket)[-1].details.text == "查看了来电人完整电话"
    answer(dialog)  # what one did oneself meanwhile is no other version
    dialog.save()
    settle()
    assert room.events(ticket)[-1].act is Act.CALLBACK


@pytest.mark.parametrize(
    "resolved, satisfied, words", [("未解决", "满意", "单否：未解决"), ("未解决", "不满意", "双否：未解决、不满意"), ("已解决", "满意", "")]
)  # fmt: skip
def test_a_no_is_worked_out_while_one_speaks_and_rework_is_offered(
    form: Open, resolved: str, satisfied: str, words: str
) -> None:
    dialog = form()
    answer(dialog, resolved, satisfied)
    assert dialog.form.verdict.text().startswith(words)
    assert dialog.form.verdict.isVisible() is bool(words)
    assert dialog.form.rework.isVisible() is bool(words)


def test_one_key_records_the_answers_and_begins_the_rework(
    form: Open, room: Room, ticket: int, qtbot: QtBot, settle: Settle
) -> None:
    dialog = form()
    answer(dialog, "未解决", "不满意")
    dialog.fields.fill("demand", "今天修好")
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(dialog, Qt.Key.Key_Return, both)
    settle()
    called, again = room.events(ticket)[-2:]
    assert (called.act, called.details.demand) == (Act.CALLBACK, "今天修好")
    assert (again.act, again.details.text) == (Act.REWORK, "今天修好")
    assert not dialog.isVisible()


def test_without_a_no_that_key_does_nothing(form: Open, room: Room, ticket: int, settle: Settle) -> None:
    dialog = form()
    answer(dialog)
    before = len(room.events(ticket))
    dialog.save_and_rework()
    settle()
    assert len(room.events(ticket)) == before


def test_whoever_was_reached_is_asked_both_questions(
    form: Open, room: Room, ticket: int, settle: Settle
) -> None:
    dialog = form()
    dialog.fields.fill("resolved", "已解决")
    before = len(room.events(ticket))
    dialog.save()
    settle()
    assert dialog.form.satisfiedError.text() == "接通了就要问是否满意，请选择。"
    assert len(room.events(ticket)) == before


def test_whoever_has_no_time_or_will_not_say_is_recorded_as_he_was(
    form: Open, room: Room, ticket: int, settle: Settle
) -> None:
    dialog = form()
    dialog.form.next_at.on.setChecked(True)
    dialog.save()
    settle()
    summary, event = room.summary(ticket), room.events(ticket)[-1]
    assert (summary.callback_at, summary.phase) == (None, "待回访")
    assert said(event).startswith("已接通，11-")
    assert said(event).endswith(" 再访")
    assert summary.revisit_at is not None
    room.at(TEN + 10)
    dialog = form()
    dialog.fields.fill("text", "不想评价")
    dialog.save()
    settle()
    details = room.events(ticket)[-1].details
    assert (details.outcome, details.resolved, details.text) == (Outcome.TOLD, None, "不想评价")
    assert room.summary(ticket).phase == "待归档"


def test_an_attempt_at_night_does_not_count(form: Open, room: Room, ticket: int) -> None:
    room.at(TEN + 12 * 60)
    dialog = form()
    dialog.fields.fill("outcome", Outcome.NO_ANSWER.value)
    assert dialog.form.attempts.text().splitlines()[0] == "· 11-24 22:00　这一次不在回访时段，不计"


def test_an_attempt_says_whether_it_counts_and_when_the_next_would(
    form: Open, room: Room, ticket: int, settle: Settle
) -> None:
    room.act(ticket, Act.CALLBACK, outcome=Outcome.NO_ANSWER)
    room.at(TEN + 30)
    dialog = form()
    assert dialog.form.attempts.text().splitlines() == [
        "✓ 11-24 10:00", "不同时段满 3 次可归档，还差 2 次。", "今天 12:00 起再打才计。",
    ]  # fmt: skip
    dialog.fields.fill("outcome", Outcome.BUSY.value)
    lines = dialog.form.attempts.text().splitlines()
    assert lines[1] == "· 11-24 10:30　这一次与前面同一时段，不计"
    assert "还差 2 次" in lines[2]
    assert not dialog.form.resolved.isVisible()
    dialog.save()
    settle()
    details = room.events(ticket)[-1].details
    assert (details.outcome, details.contacted, details.resolved) == (Outcome.BUSY, "否", None)


def test_enough_attempts_are_said_to_be_enough(form: Open, room: Room, ticket: int) -> None:
    for hours in (0, 3):
        room.at(TEN + hours * 60).act(ticket, Act.CALLBACK, outcome=Outcome.NO_ANSWER)
    room.at(TEN + 6 * 60)
    dialog = form()
    dialog.fields.fill("outcome", Outcome.NO_ANSWER.value)
    assert dialog.form.attempts.text().splitlines()[-1] == "已在 3 个不同时段未联系上，可以归档。"


@pytest.mark.parametrize("next_at", [minutes(TEN + 13 * 60), minutes(TEN - 5)])
def test_a_revisit_at_an_indecent_hour_or_in_the_past_is_refused_beside_its_field(
    form: Open, room: Room, ticket: int, settle: Settle, next_at: datetime
) -> None:
    dialog = form()
    answer(dialog)
    dialog.fields.fill("next_at", next_at)
    before = len(room.events(ticket))
    dialog.save()
    settle()
    assert dialog.form.next_atError.isVisible()
    assert len(room.events(ticket)) == before


def test_by_night_the_form_says_that_callers_sleep(form: Open, room: Room) -> None:
    room.at(70)  # 03:10
    dialog = form()
    assert dialog.form.hours.text() == "回访时段 08:00–21:00，现在不宜打扰来电人"


def test_an_order_without_a_number_says_so(form: Open, room: Room, ticket: int) -> None:
    with room.store.begin() as uow:
        uow.tickets.update_fields(ticket, {"phone": ""}, edited=())
    dialog = form()
    assert dialog.form.caller.text() == "王某　没有留电话"
    assert not dialog.form.reveal.isVisible()


def test_whoever_is_met_is_not_rung(form: Open, room: Room, ticket: int, settle: Settle) -> None:
    dialog = form()
    dialog.fields.fill("outcome", Outcome.BUSY.value)
    dialog.fields.fill("means", "现场")
    assert dialog.form.outcomeCaption.text() == "见到没有"
    assert dialog.fields.value("outcome") == Outcome.NO_ANSWER.value, "nobody met is engaged"
    assert not dialog.form.outcome_2.isVisible()
    dialog.fields.fill("outcome", Outcome.TOLD.value)
    dialog.save()
    assert dialog.form.resolvedError.text().startswith(
        "见到了就要问是否解决，请选择。他现在不方便的，勾选再访时间；"
    )
    answer(dialog)
    dialog.save()
    settle()
    assert room.events(ticket)[-1].details.means == "现场"


def test_tab_goes_through_the_questions_in_the_order_they_are_spoken(form: Open) -> None:
    dialog = form()
    order = list[str]()
    dialog.form.means_0.setFocus()
    for _ in range(20):
        widget = dialog.focusWidget()
        names = {w.objectName() for w in (widget, widget.parentWidget()) if w is not None}
        order += [name for name in dialog.fields.widgets if name in names and name not in order]
        dialog.focusNextChild()
    assert order == [
        "means", "outcome", "contact", "contacted", "resolved", "satisfied", "text", "demand", "suggestion", "next_step",
        "next_at", "occurredAt",
    ]  # fmt: skip
