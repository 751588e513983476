"""Settings: what is chosen holds; the limits are read, replaced from a file, and refused with their problems."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.desk_settings import DeskSettings
from jiesu_desktop.gui.settings.policy_editor import PolicyEditor
from jiesu_desktop.gui.settings.policy_panel import PolicyPanel
from jiesu_desktop.gui.settings.policy_words import limit_rows, sentences, stage_rows
from jiesu_desktop.gui.settings.settings_page import SettingsPage
from jiesu_desktop.paths import resource
from jiesu_desktop.services import policy
from jiesu_desktop.services import settings as service
from jiesu_desktop.settings import ATTACHMENT_MB, FONT_POINTS, THEME
from jiesu_desktop.storage.engine import open_store
from tests.services.room import Room

Settle = Callable[[], None]
Kind = TypeVar("Kind", bound=QWidget)


def child(parent: QWidget, kind: type[Kind]) -> Kind:
    found = parent.findChild(kind)
    assert found is not None
    return found


@pytest.fixture
def page(ctx: Desk, qtbot: QtBot, settle: Settle) -> SettingsPage:
    made = SettingsPage(ctx)
    qtbot.addWidget(made)
    made.follower = DeskSettings(ctx, made)  # type: ignore[attr-defined] # the window's, which puts values to work
    made.show()
    settle()
    return made


def stored(room: Room, key: str) -> object:
    with room.store.read() as queries:
        return service.get(queries, key, who=room.who)


def test_tab_goes_from_the_section_to_what_is_chosen_in_it(page: SettingsPage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.setFocus()
    first = page.sections.button(0)
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    focused = page.window().focusWidget()
    assert isinstance(focused, QRadioButton)
    assert focused.isChecked()


def test_sections_are_walked_by_keyboard(page: SettingsPage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.setFocus()
    first = page.sections.button(0)
    qtbot.waitUntil(first.hasFocus)
    qtbot.keyClick(first, Qt.Key.Key_Down)
    assert page.sections.button(1).hasFocus()
    assert page.stack.currentIndex() == 1
    qtbot.keyClick(page.sections.button(1), Qt.Key.Key_Up)
    assert page.stack.currentIndex() == 0


def test_look_and_size_are_kept_and_take_effect(
    page: SettingsPage, ctx: Desk, room: Room, settle: Settle
) -> None:
    dark = next(choice for choice in page.looks.buttons() if choice.text() == "深色")
    dark.click()
    settle()
    settle()
    assert (ctx.theme.dark, stored(room, THEME.key)) == (True, "dark")
    page.points.setValue(13)
    settle()
    settle()
    assert (ctx.theme.points, stored(room, FONT_POINTS.key)) == (13, 13)


def test_the_largest_attachment_is_the_rooms_and_bounded(
    page: SettingsPage, room: Room, qtbot: QtBot, settle: Settle
) -> None:
    line = page.attachment.line
    assert line.text() == str(ATTACHMENT_MB.default)
    line.selectAll()
    qtbot.keyClicks(line, "0")
    assert page.attachment.problem.text() == "应是 1 到 500 之间的整数"
    line.selectAll()
    with qtbot.waitSignal(page.attachment.kept):
        qtbot.keyClicks(line, "20")
    with room.store.read() as queries:
        assert queries.settings.get(ATTACHMENT_MB.key) == 20


def test_a_backup_now_is_a_database_that_opens(
    page: SettingsPage, ctx: Desk, room: Room, settle: Settle
) -> None:
    room.take_one()
    page.back_up()
    settle()
    settle()
    made = list(page.backups.glob("manual-*.sqlite3"))
    assert len(made) == 1
    assert made[0].name in page.last_backup.text()
    copy = open_store(f"sqlite:///{made[0]}", time=room.time)
    try:
        with copy.read() as queries:
            assert queries.counts(room.time.now()).tickets == 1
    finally:
        copy.close()


def test_the_contract_reads_in_words() -> None:
    rows = {row[0]: row[1:] for row in limit_rows(policy.bundled())}
    assert rows["上报"] == ("—", "5分钟", "—", "2分钟、1分钟")
    assert rows["办结"][:2] == ("7天", "1小时30分钟")
    stages = {row[0]: row[1:] for row in stage_rows(policy.bundled())}
    assert stages["一般派发"][:3] == ("3", "闪烁、托盘", "闪烁、托盘、语音")
    about = dict(sentences(policy.bundled()))
    assert about["办结的 7 个自然日"] == "7×24 小时"
    assert "08:00–21:00" in about["回访"]


@pytest.fixture
def panel(page: SettingsPage) -> PolicyPanel:
    return child(page, PolicyPanel)


def changed(tmp_path: Path, before: str, after: str) -> Path:
    text = resource(policy.DEFAULT_FILE).read_text("utf-8")
    assert before in text
    path = tmp_path / "规则.toml"
    path.write_text(text.replace(before, after, 1), "utf-8")
    return path


def test_a_new_version_is_seen_before_it_is_put(
    panel: PolicyPanel, room: Room, tmp_path: Path, settle: Settle
) -> None:
    assert len(panel.versions) == 1
    panel.read(changed(tmp_path, 'urgent = "5分钟"', 'urgent = "4分钟"'))
    settle()
    dialog = child(panel, PolicyEditor)
    settle()
    assert dialog.effective.effective_at is None
    assert len(panel.versions) == 1
    room.at(5)
    dialog.accept()
    settle()
    settle()
    assert [row[0] for row in panel.history.rows] == ["现行", ""]
    assert panel.limits.rows[0][2] == "4分钟"


def test_a_version_for_later_does_not_hold_yet(
    panel: PolicyPanel, room: Room, tmp_path: Path, settle: Settle
) -> None:
    panel.read(changed(tmp_path, 'urgent = "5分钟"', 'urgent = "4分钟"'))
    settle()
    dialog = child(panel, PolicyEditor)
    dialog.effective.later_choice.click()
    assert dialog.effective.effective_at is not None
    assert abs(dialog.effective.effective_at - room.time.now() - timedelta(days=3)) < timedelta(minutes=1)
    dialog.accept()
    settle()
    settle()
    assert [row[0] for row in panel.history.rows] == ["未生效", "现行"]
    assert panel.limits.rows[0][2] == "5分钟"


def test_a_bad_file_says_every_problem_and_changes_nothing(
    panel: PolicyPanel, tmp_path: Path, settle: Settle
) -> None:
    panel.read(changed(tmp_path, 'urgent = "5分钟"', 'urgent = "很快"'))
    settle()
    assert "现行规则不变" in panel.problem.text()
    assert panel.problem.isVisibleTo(panel)
    assert len(panel.versions) == 1
