from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jiesu_desktop.gui.crash import CrashFile


def test_a_run_that_died_is_told_of_at_the_next_start(tmp_path: Path) -> None:
    dying = (
        "import faulthandler, pathlib\n"
        "from jiesu_desktop.gui.crash import CrashFile\n"
        f"CrashFile(pathlib.Path({str(tmp_path)!r})).install(print)\n"
        "faulthandler._sigabrt()\n"
    )
    died = subprocess.run([sys.executable, "-c", dying], capture_output=True, check=False)
    assert died.returncode != 0
    assert "Current thread" in CrashFile(tmp_path).last
    assert CrashFile(tmp_path).last == ""


def test_a_run_that_ended_well_leaves_nothing(tmp_path: Path) -> None:
    crash = CrashFile(tmp_path)
    crash.install(print)
    crash.remove()
    assert list(tmp_path.iterdir()) == []


def test_what_nobody_caught_is_told_in_one_line(tmp_path: Path) -> None:
    lines = list[str]()
    crash = CrashFile(tmp_path)
    crash.install(lines.append)
    try:
        sys.excepthook(ValueError, ValueError("secret words"), None)
    finally:
        crash.remove()
    assert len(lines) == 1
    assert "secret" not in lines[0]


def test_what_nobody_caught_is_logged_without_what_it_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    said = "甲某某 13900000000"  # not in the line that raises, for the source stands in the stack
    crash = CrashFile(tmp_path)
    crash.install(lambda sentence: None)
    try:
        raise ValueError(said)
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    finally:
        crash.remove()
    assert "ValueError" in caplog.text
    assert "test_crash.py" in caplog.text
    assert "甲某某" not in caplog.text


def test_reports_are_kept_the_last_twenty(tmp_path: Path) -> None:
    start = datetime(2026, 11, 23, 18, 13, tzinfo=UTC)
    crash = CrashFile(tmp_path)
    crash.last = "Current thread 0x1:"
    for minute in range(25):
        crash.keep(f"第 {minute} 次", start + timedelta(minutes=minute))
    kept = sorted(path.name for path in (tmp_path / "crashes").iterdir())
    assert len(kept) == 20
    assert kept[0] == "20261124-021800.txt"
    text = (tmp_path / "crashes" / kept[-1]).read_text("utf-8")
    assert text.startswith("第 24 次\n")
    assert "Current thread" in text


def test_a_report_that_cannot_be_written_holds_nothing_up(tmp_path: Path) -> None:
    (tmp_path / "crashes").write_text("a file", encoding="utf-8")
    assert CrashFile(tmp_path).keep("退出", datetime(2026, 11, 23, 18, 13, tzinfo=UTC)) is None
