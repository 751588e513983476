from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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
