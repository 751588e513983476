"""The limits in force as a file: written, changed, taken back; a place that cannot be written says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.settings.policy_editor import PolicyEditor
from jiesu_desktop.gui.settings.policy_panel import PolicyPanel, safe_name
from jiesu_desktop.services import policy
from tests.services.room import Room

Settle = Callable[[], None]


@pytest.fixture
def panel(ctx: Desk, qtbot: QtBot, settle: Settle) -> PolicyPanel:
    made = PolicyPanel(ctx)
    qtbot.addWidget(made)
    settle()
    return made


def test_what_is_in_force_goes_to_a_file_and_comes_back(
    panel: PolicyPanel, room: Room, settle: Settle, tmp_path: Path
) -> None:
    first = tmp_path / "一.toml"
    panel.save(first)
    settle()
    assert policy.read_file(first) == policy.bundled()

    first.write_text(first.read_text("utf-8").replace('"1.5小时"', '"2小时"', 1), "utf-8")
    panel.read(first)
    settle()
    editor = panel.findChild(PolicyEditor)
    assert editor is not None
    editor.save.click()
    settle()
    settle()
    close = next(row for row in panel.limits.rows if row[0] == "办结")
    assert close[2] == "2小时"

    second = tmp_path / "二.toml"
    panel.save(second)
    settle()
    with room.store.begin() as uow:
        assert policy.read_file(second) == policy.in_force(uow, room.time.now())
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_a_place_that_cannot_be_written_is_said(panel: PolicyPanel, settle: Settle, tmp_path: Path) -> None:
    panel.save(tmp_path / "没有这个文件夹" / "规则.toml")
    settle()
    assert not panel.problem.isHidden()
    assert "无法写入“规则.toml”" in panel.problem.text()


def test_a_version_name_becomes_a_file_name() -> None:
    assert safe_name("2024 合同") == "2024_合同"
    assert safe_name('a/b\\c:"d"') == "a_b_c_d"
    assert safe_name("..") == "policy"
