"""The desk is never quietly absent: killed or hanging, it comes back and says why; told to leave, it leaves."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.desk.harness import Desk, Program, wait_for

pytestmark = pytest.mark.e2e


class Watched:
    """A desk under its watchdog."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        self.program: Program = desk.start(
            [sys.executable, "-m", "jiesu_desktop", "--data-dir", folder], env={"JIESU_WATCHDOG": "1"}
        )
        self.wait_open()

    def wait_open(self, but: int = 0) -> None:
        """Wait for the desk's window and alarms, in a process (not the watchdog's) other than ``but``."""
        alive = self.folder / "alerts.alive"
        before = alive.read_bytes() if alive.exists() else b""

        def look() -> int:
            windows = [
                one.pid for one in self.desk.windows() if re.search("接诉即办", one.title) and one.pid != but
            ]
            return windows[0] if windows and alive.exists() and alive.read_bytes() != before else 0

        pid = wait_for(look, "the desk", 40, lambda: self.program.output)
        assert pid != self.program.process.pid, "the desk runs in a process of its own"
        self.pid = pid

    def journal(self, what: str) -> list[dict[str, Any]]:
        """The lines of the alarms' journal that say this."""
        lines = [
            json.loads(line) for line in (self.folder / "alerts.journal").read_text("utf-8").splitlines()
        ]
        return [line for line in lines if what in (line["what"], line["key"].split("/")[0])]

    def reports(self) -> list[str]:
        """The crash reports kept."""
        return [path.read_text("utf-8") for path in sorted(self.folder.glob("crashes/*.txt"))]


@pytest.fixture
def watched(desk: Desk, tmp_path: Path) -> Iterator[Watched]:
    with ExitStack() as stack:
        made = Watched(desk, tmp_path)
        stack.callback(made.program.stop)
        yield made


def test_killed_it_comes_back_and_says_why(watched: Watched) -> None:
    first = watched.pid
    os.kill(first, signal.SIGKILL)
    watched.wait_open(but=first)
    said = wait_for(lambda: watched.journal("restart"), "the reason", 10)
    assert said[0]["what"] == "raised"
    spoken = wait_for(
        lambda: [line for line in watched.journal("restart") if line.get("channel") == "voice"],
        "the voice",
        30,
    )
    assert spoken[0]["what"] == "given"
    assert re.match(r"\d\d:\d\d 程序异常退出（信号 9），已自动重启\n", watched.reports()[0])
    os.kill(watched.pid, signal.SIGTERM)
    assert watched.program.wait(20) == 0, "a desk told to leave is not started again"
    assert "Traceback" not in watched.program.output


def test_hanging_it_is_killed_and_started_again(watched: Watched) -> None:
    first = watched.pid
    os.kill(first, signal.SIGSTOP)
    watched.wait_open(but=first)
    assert re.match(r"\d\d:\d\d 程序无响应 1\d 秒，已自动重启\n", watched.reports()[0])
    watched.program.process.terminate()
    assert watched.program.wait(20) == 0, "the watchdog passes a logout on and ends with the desk"
    assert not Path(f"/proc/{watched.pid}").exists()
