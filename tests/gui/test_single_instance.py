from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.single_instance import SingleInstance


def test_a_second_start_raises_the_first_and_a_third_may_follow_its_end(tmp_path: Path, qtbot: QtBot) -> None:
    first, second = SingleInstance(tmp_path), SingleInstance(tmp_path)
    assert first.claim()
    with qtbot.waitSignal(first.asked):
        assert not second.claim()
    first.release()
    assert second.claim()
    second.release()


def test_each_data_folder_has_a_desk_of_its_own(tmp_path: Path, qtbot: QtBot) -> None:
    one, other = SingleInstance(tmp_path / "a"), SingleInstance(tmp_path / "b")
    assert one.claim()
    assert other.claim()
    one.release()
    other.release()
