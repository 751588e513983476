"""The desk is never quietly absent: killed or hanging, it comes back and says why; told to leave, it leaves."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.desk.harness import Desk, Program, Window, wait_for

pytestmark = pytest.mark.e2e


_BLOCKABLE = """
import signal, sys, time
def asleep_in_the_window(*_):
    caller = "甲某某 13900000000"
    time.sleep(120)
signal.signal(signal.SIGUSR2, asleep_in_the_window)  # in the main thread, which is the GUI's
from jiesu_desktop.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
_WATCHED = """
import os, sys
from jiesu_desktop.clock import SystemTime
from jiesu_desktop.watchdog import Limits, Watchdog
desk = [sys.executable, "-c", {code!r}, *sys.argv[1:]]
sys.exit(Watchdog(desk, os.environ, SystemTime(), Limits(window=4)).run())
"""


class Watched:
    """A desk under its watchdog."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        self.pid = 0
        self.program: Program | None = None

    @property
    def output(self) -> str:
        """What both wrote."""
        return self.program.output if self.program else ""

    def start(self, *words: str) -> Program:
        """Start it; the desk itself can be blocked by SIGUSR2 where ``words`` are code that sees to it."""
        return self.desk.start(
            [sys.executable, *(words or ("-m", "jiesu_desktop")), "--data-dir", self.folder],
            env={"JIESU_WATCHDOG": "1"},
        )

    def open(self, *words: str) -> Program:
        """Start it and wait until it is open."""
        self.program = self.start(*words)
        self.wait_open()
        return self.program

    def wait_open(self, but: int = 0) -> None:
        """Wait for the desk's window and alarms, in a process (not the watchdog's) other than ``but``."""
        alive = self.folder / "alerts.alive"
        before = alive.read_bytes() if alive.exists() else b""

        def look() -> int:
            windows = [
                one.pid for one in self.desk.windows() if re.search("接诉即办", one.title) and one.pid != but
            ]
            return windows[0] if windows and alive.exists() and alive.read_bytes() != before else 0

        pid = wait_for(look, "the desk", 40, lambda: self.output)
        assert self.program is not None
        assert pid != self.program.process.pid, "the desk runs in a process of its own"
        self.pid = pid

    def bring_forward(self) -> None:
        """A second start brings the window forward, and ends with its own watchdog: from here on the window is known to turn."""
        assert self.start().wait(20) == 0

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
    made = Watched(desk, tmp_path)
    yield made
    if made.program is not None:
        made.program.stop()


def test_killed_it_comes_back_and_says_why(watched: Watched) -> None:
    program = watched.open()
    first = watched.pid
    watched.bring_forward()
    os.kill(first, signal.SIGKILL)
    watched.wait_open(but=first)
    said = wait_for(lambda: watched.journal("restart"), "the reason", 10)
    assert said[0]["what"] == "raised"
    wait_for(
        lambda: [line for line in watched.journal("restart") if line.get("channel") == "voice"],
        "the voice",
        30,
    )
    assert re.match(r"\d\d:\d\d 程序异常退出（信号 9），已自动重启\n", watched.reports()[0])
    os.kill(watched.pid, signal.SIGTERM)
    assert program.wait(20) == 0, "a desk told to leave is not started again"
    assert "Traceback" not in program.output


def test_a_window_that_hangs_is_killed_and_comes_back_with_a_report_of_where_it_hung(
    watched: Watched,
) -> None:
    program = watched.open("-c", _WATCHED.format(code=_BLOCKABLE))
    first = watched.pid
    watched.bring_forward()
    os.kill(first, signal.SIGUSR2)
    watched.wait_open(but=first)
    (report,) = watched.reports()
    assert re.match(r"\d\d:\d\d 程序无响应 \d+ 秒，已自动重启\n", report)
    assert "in asleep_in_the_window" in report
    assert "alert-engine" in report or report.count("Thread 0x") > 2, "every thread's stack"
    assert "甲某某" not in report
    assert "1390000" not in report
    program.process.terminate()
    assert program.wait(20) == 0, "the watchdog passes a logout on and ends with the desk"
    assert not Path(f"/proc/{watched.pid}").exists()


def test_leaving_while_an_urgent_limit_runs_takes_a_reason_that_is_kept(desk: Desk, tmp_path: Path) -> None:
    orders, folder = tmp_path / "orders.csv", tmp_path / "data"
    orders.write_text("工单编号,标题\n模拟-1,漏气\n", encoding="utf-8-sig")
    words = [sys.executable, "-m", "jiesu_desktop", "--data-dir", str(folder)]
    subprocess.run(
        [*words, "import", str(orders), "--level", "urgent"], check=True, capture_output=True, env=desk.env
    )
    program = desk.start(words)
    try:
        desk.activate(desk.wait_window("接诉即办", 30, program=program))
        wait_for((folder / "alerts.alive").exists, "the alarms", 20, lambda: program.output)
        desk.key("ctrl+q")
        desk.activate(desk.wait_window("退出值班台", 10, program=program))
        desk.type("shift ends")
        desk.key("Tab", "space")
        assert program.wait(20) == 0, program.output
    finally:
        program.stop()
    ledger = tmp_path / "alerts.xlsx"
    subprocess.run(
        [*words, "export", "alerts", "--out", str(ledger)], check=True, capture_output=True, env=desk.env
    )
    rows = CalamineWorkbook.from_path(str(ledger)).get_sheet_by_index(0).to_python()
    assert any(str(cell).endswith("在紧急工单计时期间退出：shift ends") for row in rows for cell in row)
    assert '"quit"' in (folder / "alerts.journal").read_text("utf-8")


@pytest.mark.long
def test_a_desk_that_does_not_even_write_its_report_is_started_again(watched: Watched) -> None:
    watched.open()
    first = watched.pid
    watched.bring_forward()
    os.kill(first, signal.SIGSTOP)
    watched.wait_open(but=first)
    assert "程序无响应" in watched.reports()[0]


@pytest.mark.long
def test_the_desk_outlives_its_watchdog(watched: Watched) -> None:
    program = watched.open()
    program.process.kill()
    program.process.wait(10)
    alive = watched.folder / "alerts.alive"
    before = alive.read_bytes()
    wait_for(lambda: alive.read_bytes() > before, "the alarms' next second", 10)
    assert any(window.pid == watched.pid for window in watched.desk.windows())


@pytest.mark.long
def test_when_the_screen_goes_both_end(desk: Desk, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    with os.fdopen(reading, encoding="ascii") as told:
        xvfb = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-nolisten", "tcp"],
            pass_fds=(writing,),
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        display = f":{told.readline().strip()}"
    program = desk.start(
        [sys.executable, "-m", "jiesu_desktop", "--data-dir", tmp_path],
        env={"JIESU_WATCHDOG": "1", "DISPLAY": display},
    )
    try:
        wait_for((tmp_path / "alerts.alive").exists, "the desk", 30, lambda: program.output)
        xvfb.terminate()
        xvfb.wait(10)
        assert program.wait(20) == 1
        assert "已自动重启" not in program.output
    finally:
        program.stop()
        xvfb.kill()
        xvfb.wait(10)


@pytest.mark.long
def test_started_again_without_its_data_it_tries_until_they_are_back(
    watched: Watched, tmp_path: Path
) -> None:
    program = watched.open()
    data, away = tmp_path / "jiesu.sqlite3", tmp_path / "away"
    away.mkdir()
    for part in tmp_path.glob("jiesu.sqlite3*"):
        part.rename(away / part.name)
    data.write_bytes(b"this is no database" * 100)
    first = watched.pid
    os.kill(first, signal.SIGKILL)

    def question() -> Window | None:
        return next(
            (one for one in watched.desk.windows() if one.pid != first and one.title == "接诉即办值班台"),
            None,
        )

    box = wait_for(question, "the reason", 20, lambda: program.output)
    assert box is not None
    assert box.width < 800
    data.unlink()
    for part in away.iterdir():
        part.rename(tmp_path / part.name)
    watched.desk.activate(box)
    watched.desk.key("Return")
    watched.wait_open(but=box.pid)
    assert "信号 9" in watched.reports()[-1]
