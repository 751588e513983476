from __future__ import annotations

import sys
from pathlib import Path

import pytest

from jiesu_desktop.gui.autostart import AutostartError, FreedesktopAutostart, command_of, exec_line
from jiesu_desktop.paths import default_data_dir


@pytest.fixture
def way(tmp_path: Path) -> FreedesktopAutostart:
    return FreedesktopAutostart(
        ["/opt/desk/python", "-m", "jiesu_desktop"], {"XDG_CONFIG_HOME": str(tmp_path)}
    )


def test_the_entry_stands_in_the_configured_folder_and_says_what_to_start(
    way: FreedesktopAutostart, tmp_path: Path
) -> None:
    assert not way.enabled()
    way.set(True)
    assert way.enabled()
    (entry,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert entry == tmp_path / "autostart" / "jiesu-desktop.desktop"
    lines = entry.read_text("utf-8").splitlines()
    assert lines[0] == "[Desktop Entry]"
    assert 'Exec="/opt/desk/python" "-m" "jiesu_desktop"' in lines
    assert "Type=Application" in lines
    assert "Terminal=false" in lines
    way.set(False)
    assert not entry.exists()
    way.set(False)


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_an_entry_the_desktop_passes_over_is_shown_as_off(way: FreedesktopAutostart, line: str) -> None:
    way.set(True)
    text = way.path.read_text("utf-8").replace("X-GNOME-Autostart-enabled=true\n", "")
    way.path.write_text(text + line + "\n", encoding="utf-8")
    assert not way.enabled()


def test_another_desks_entry_is_not_this_ones(way: FreedesktopAutostart, tmp_path: Path) -> None:
    way.set(True)
    other = FreedesktopAutostart(["/opt/other"], {"XDG_CONFIG_HOME": str(tmp_path)})
    assert not other.enabled()
    other.set(True)
    assert not way.enabled()


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("/home/值班 员/desk", '"/home/值班 员/desk"'),
        ("100%", '"100%%"'),
        ('a"b', '"a\\\\"b"'),
        ("$HOME", '"\\\\$HOME"'),
        ("back\\slash", '"back\\\\\\\\slash"'),
    ],
)
def test_every_path_survives_the_two_layers_of_quoting(word: str, written: str) -> None:
    assert exec_line([word]) == written


def test_the_same_data_are_opened_again(tmp_path: Path) -> None:
    assert command_of(default_data_dir()) == [sys.executable, "-m", "jiesu_desktop"]
    assert command_of(tmp_path, "postgresql+psycopg://host/db")[3:] == [
        "--data-dir", str(tmp_path), "--db", "postgresql+psycopg://host/db",
    ]  # fmt: skip


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "autostart").write_text("a file", encoding="utf-8")
    way = FreedesktopAutostart(["desk"], {"XDG_CONFIG_HOME": str(tmp_path)})
    with pytest.raises(AutostartError, match="无法更改") as refused:
        way.set(True)
    assert str(way.path) in refused.value.message
    assert not way.enabled()
