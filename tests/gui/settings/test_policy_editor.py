"""Editing the limits in the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from jiesu_desktop.domain.tickets import Act, Basis, Level
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.settings.policy_editor import Field, PolicyEditor
from jiesu_desktop.gui.settings.policy_panel import PolicyPanel
from jiesu_desktop.services import policy
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
    return next(widget for field, widget in editor.fields.items() if field.where == where)


def typed(editor: PolicyEditor, where: str, words: str, settle: Settle) -> None:
    at(editor, where).line.setText(words)
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
    assert [one for one in editor.fields.values() if one.problem.isVisibleTo(editor)] == [wrong]
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


def test_from_the_panel_to_the_version_in_force(ctx: Desk, room: Room, qtbot: QtBot, settle: Settle) -> None:
    panel = PolicyPanel(ctx)
    qtbot.addWidget(panel)
    settle()
    panel.edit_button.click()
    editor = panel.findChild(PolicyEditor)
    assert editor is not None
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
