"""While the desk is open the machine is asked not to sleep; once it has ended, however, it may."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tests.desk.harness import Desk, wait_for

pytestmark = pytest.mark.e2e


def test_the_request_lasts_as_long_as_the_desk(desk: Desk, tmp_path: Path) -> None:
    notes, folder = tmp_path / "notes", tmp_path / "data"
    logind = desk.start([sys.executable, "-m", "tests.desk.fake_logind", notes])
    wait_for(notes.exists, "logind", 20, lambda: logind.output)
    env = {"DBUS_SYSTEM_BUS_ADDRESS": desk.env["DBUS_SESSION_BUS_ADDRESS"]}
    program = desk.start_jiesu("--data-dir", folder, env=env)
    try:
        held = wait_for(notes.read_text, "the request", 30, lambda: program.output)
        assert held == "held sleep:idle 接诉即办值班台 值班期间要按时提醒 block\n"
        desk.wait_window("接诉即办", 30, program=program)
        assert notes.read_text().count("\n") == 1
        program.stop(signal.SIGKILL)
        wait_for(lambda: notes.read_text().endswith("given back\n"), "the end of the request", 10)
    finally:
        program.stop()
        logind.stop()
