"""Editing the limits in the window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from jiesu_desktop.domain.policy import parse_policy
from jiesu_desktop.domain.tickets import Act, Basis, Level
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.settings.policy_editor import PolicyEditor
from jiesu_desktop.gui.settings.policy_field_widgets import ChoiceField, Field, LineField, TicksField
from jiesu_desktop.gui.settings.policy_panel import PolicyPanel
from jiesu_desktop.services import drafts, policy
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.settings import FONT_POINTS
from tests.services.room import Room, numbered

Settle = Callable[[], None]


@pytest.fixture
def editor(ctx: Desk, room: Room, qtbot: QtBot, settle: Settle) -> PolicyEditor:
    ids = room.take(numbered(2)).added_ids
    room.at(25)
    room.act(ids[1], Act.RAISE, level=Level.URGENT, basis=Basis.CHANGE, reason="漏气")
    made = PolicyEditor(ctx, policy.bundled())
    qtbot.addWidget(made)
    made.show()
    settle()
    return made


def at(editor: PolicyEditor, where: str) -> Field:
    return next(widget for field, widget in editor.form.fields.items() if field.where == where)


def typed(editor: PolicyEditor, where: str, words: str, settle: Settle) -> None:
    widget = at(editor, where)
    assert isinstance(widget, LineField)
    widget.set_text(words)
    editor.check()
    settle()


def test_nothing_changed_changes_no_clock(editor: PolicyEditor) -> None:
    assert editor.policy is not None
    assert editor.policy.name == "2024 合同 2026-11-24 修订"
    assert not editor.preview.rows
    assert editor.preview_words.text() == "没有时限会变。"
    assert editor.save.isEnabled()


def test_what_is_wrong_stands_beside_its_field_and_cannot_be_saved(
    editor: PolicyEditor, settle: Settle
) -> None:
    typed(editor, "时限·派发·一般预警点", "45分钟", settle)
    wrong = at(editor, "时限·派发·一般预警点")
    assert wrong.problem.isVisibleTo(editor)
    assert wrong.problem.text() == "预警点（剩余时间）应短于时限"
    assert [one for one in editor.form.fields.values() if one.problem.isVisibleTo(editor)] == [wrong]
    assert not editor.save.isEnabled()
    assert editor.preview_words.text() == "有 1 处要改，改好后再看影响。"
    editor.accept()
    assert editor.isVisible()
    typed(editor, "时限·派发·一般预警点", "10分钟", settle)
    assert not wrong.problem.isVisibleTo(editor)
    assert editor.save.isEnabled()


def test_the_preview_tells_what_would_be_overdue(editor: PolicyEditor, settle: Settle) -> None:
    typed(editor, "时限·派发·一般时限", "20分钟", settle)
    assert editor.preview_words.text() == "2 个时限会变：2 个将超期，0 个将临期。"
    due = "11-24 02:30 → 02:20"  # a raise never makes a due moment later: the urgent one moves as well
    assert list(editor.preview.rows) == [
        (f"热线-261124-00000{number} 暖气不热", "派发", due, "▲ 将超期") for number in (0, 1)
    ]
    typed(editor, "时限·上报·紧急时限", "1分钟", settle)  # its warn points are now too long
    assert not editor.preview.rows
    typed(editor, "时限·上报·紧急预警点", "30秒", settle)
    changes = {row[1]: (row[2], row[3]) for row in editor.preview.rows}
    assert changes["上报"] == ("11-24 02:30 → 02:26", "提前")


def opened(panel: PolicyPanel) -> PolicyEditor:
    editor = panel.findChild(PolicyEditor)
    assert editor is not None
    return editor


def test_from_the_panel_to_the_version_in_force(ctx: Desk, room: Room, qtbot: QtBot, settle: Settle) -> None:
    panel = PolicyPanel(ctx)
    qtbot.addWidget(panel)
    settle()
    panel.edit_button.click()
    editor = opened(panel)
    typed(editor, "提醒阶段·紧急到时·播报用语", "{级别}，{地点}{事项}，{时限}到了", settle)
    editor.save.click()
    settle()
    settle()
    with room.store.read() as queries:
        held = queries.policies.in_force(room.time.now())
    assert held is not None
    assert held.stages.urgent_due.wording == "{级别}，{地点}{事项}，{时限}到了"
    assert held.name == "2024 合同 2026-11-24 修订"
    assert [row[0] for row in panel.history.rows] == ["现行", ""]


def test_priority_and_means_of_a_stage_are_chosen_and_judged(editor: PolicyEditor, settle: Settle) -> None:
    means, priority = at(editor, "提醒阶段·一般到时·提醒方式"), at(editor, "提醒阶段·一般到时·优先级")
    assert isinstance(means, TicksField)
    assert isinstance(priority, ChoiceField)
    assert {words for words, tick in means.ticks.items() if tick.isChecked()} == {"闪烁", "托盘"}
    priority.box.setCurrentIndex(0)
    editor.check()
    assert means.problem.text() == "最高优先级必须含 voice（语音）"
    assert not editor.save.isEnabled()
    for tick in (means.ticks["语音"], at(editor, "提醒阶段·一般到时·夜间提醒方式").ticks["语音"]):  # type: ignore[attr-defined]
        tick.click()
    editor.check()
    settle()
    assert editor.policy is not None
    rule = editor.policy.stages.general_due
    assert (rule.priority, set(rule.channels)) == (1, {"flash", "tray", "voice", "log"})
    assert [row[0] for row in editor.changed.rows] == [
        "提醒阶段·一般到时·优先级", "提醒阶段·一般到时·提醒方式", "提醒阶段·一般到时·夜间提醒方式",
    ]  # fmt: skip


def test_a_moment_already_past_is_refused_beside_it_and_nothing_typed_is_lost(
    editor: PolicyEditor, room: Room, settle: Settle
) -> None:
    typed(editor, "时限·上报·紧急时限", "4分钟", settle)
    editor.effective.later_choice.click()
    past = int(room.time.now().timestamp()) - 60
    editor.effective.moment.setDateTime(editor.effective.moment.dateTime().fromSecsSinceEpoch(past))
    editor.save.click()
    settle()
    assert "早于现在" in editor.effective.problem.text()
    assert editor.isVisible()
    with room.store.read() as queries:
        assert len(queries.policies.history()) == 1
    editor.effective.now_choice.click()
    assert editor.effective.problem.isHidden()
    editor.save.click()
    settle()
    assert not editor.isVisible()


def test_a_file_is_seen_against_what_holds_before_it_is_put_in_force(
    ctx: Desk, room: Room, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    room.take(numbered(1))
    room.at(25)
    file = tmp_path / "新规则.toml"
    told = policy.to_toml(policy.bundled())
    told = told.replace('name = "2024 合同"', 'name = "冬季"').replace(
        'general = "30分钟"', 'general = "20分钟"', 1
    )
    told = told.replace("basic_factor = 0.9", "basic_factor = 0.8")
    file.write_text(told, "utf-8")
    panel = PolicyPanel(ctx)
    qtbot.addWidget(panel)
    settle()
    panel.read(file)
    settle()
    editor = opened(panel)
    settle()
    assert [row[0] for row in editor.changed.rows] == ["时限·派发·一般时限", "三率·基本满意折算"]
    assert editor.preview_words.text() == "1 个时限会变：1 个将超期，0 个将临期。"
    assert len(panel.versions) == 1, "not yet in force"
    editor.save.click()
    settle()
    settle()
    assert [row[:2] for row in panel.history.rows] == [("现行", "冬季"), ("", "2024 合同")]
    assert panel.current is not None
    assert panel.current.policy.rates.basic_factor == 0.8, "what has no field comes from the file too"


def put(room: Room, name: str, urgent: str, at: datetime | None = None) -> None:
    data = policy.bundled().to_data()
    data["name"], data["clocks"]["report"]["urgent"] = name, urgent
    with room.store.begin() as uow:
        policy.set_policy(uow, room.time, room.who, parse_policy(data), effective_at=at)


def test_other_versions_are_told_while_one_is_edited(
    editor: PolicyEditor, ctx: Desk, room: Room, settle: Settle
) -> None:
    assert editor.versions.isHidden()
    put(room, "冬季", "4分钟", room.time.now() + timedelta(days=3))
    put(room, "昨夜改的", "3分钟")
    ctx.bridge.changed.emit(Changes(policy=True))
    settle()
    said = editor.versions.text().splitlines()
    assert said[0] == "现行规则刚刚变成“昨夜改的”（张三 保存），右边已按它对照。"
    assert said[1].startswith("另有未生效的“冬季”，2026-11-27 02:25 起")
    assert [row[:3] for row in editor.changed.rows] == [("时限·上报·紧急时限", "3分钟", "5分钟")]


def test_what_was_typed_and_not_saved_is_there_again(
    ctx: Desk, room: Room, editor: PolicyEditor, qtbot: QtBot, settle: Settle
) -> None:
    line = at(editor, "时限·上报·紧急时限")
    assert isinstance(line, LineField)
    line.line.clear()
    qtbot.keyClicks(line.line, "x")
    editor.reject()  # before the pause after the last key is over
    settle()
    again = PolicyEditor(ctx, policy.bundled())
    qtbot.addWidget(again)
    again.show()
    settle()
    assert at(again, "时限·上报·紧急时限").text == "x"
    assert not again.save.isEnabled()
    again.restored.click()
    settle()
    assert at(again, "时限·上报·紧急时限").text == "5分钟"
    assert again.restored.isHidden()
    again.save.click()
    settle()
    with room.store.read() as queries:
        assert drafts.find(queries, room.who, drafts.POLICY) is None


def test_each_version_tells_who_changed_what_and_when(
    ctx: Desk, room: Room, qtbot: QtBot, settle: Settle
) -> None:
    put(room, "第二版", "4分钟")
    panel = PolicyPanel(ctx)
    qtbot.addWidget(panel)
    panel.show()
    settle()
    assert panel.differs.text().splitlines() == [
        "“第二版”，张三 2026-11-24 02:00 保存，与“2024 合同”相比：",
        "· 时限·上报·紧急时限：5分钟 → 4分钟",
    ]
    qtbot.keyClick(panel.history_view, Qt.Key.Key_Down)
    assert panel.differs.text().endswith("第一版。")


def test_a_version_broken_by_hand_is_told_on_the_page(
    ctx: Desk, room: Room, qtbot: QtBot, settle: Settle
) -> None:
    with room.store.begin() as uow:
        policy.set_policy(uow, room.time, room.who, policy.bundled())
        uow.policies._connection.execute(text("UPDATE policy_versions SET data = '{}' WHERE id = 2"))
    panel = PolicyPanel(ctx)
    qtbot.addWidget(panel)
    settle()
    assert "不能用，沿用“2024 合同”" in panel.broken.text()
    assert panel.broken.isVisibleTo(panel)
    assert panel.current is not None
    assert panel.current.id == 1


@pytest.mark.parametrize("points", [FONT_POINTS.low, FONT_POINTS.high])
def test_every_field_is_whole_on_an_old_monitor_in_any_type(
    ctx: Desk, qtbot: QtBot, settle: Settle, points: int
) -> None:
    ctx.theme.choose(points=int(points))
    editor = PolicyEditor(ctx, policy.bundled())
    qtbot.addWidget(editor)
    editor.resize(1366, 728)
    editor.show()
    settle()
    assert editor.width() <= 1366
    assert editor.form.horizontalScrollBar().maximum() == 0, "nothing is cut off at the right"
