"""The self-test of the running desk: heard from the loudspeaker, and a muted one told."""

from __future__ import annotations

import json
import sqlite3
import sys
import wave
from array import array
from pathlib import Path
from typing import Any

import pytest

from tests.desk.harness import Desk, wait_for

pytestmark = pytest.mark.e2e
QUIET = 300  # of 32767: below it nothing is heard


def _reports(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for file in folder.glob("*.sqlite3"):
        with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
            try:
                rows = connection.execute("SELECT value FROM settings WHERE key = 'self_tests'").fetchall()
            except sqlite3.OperationalError:
                continue
        found += [report for (value,) in rows for report in json.loads(value)]
    return found


def _loud_seconds(path: Path) -> float:
    with wave.open(str(path)) as file:
        rate, channels, data = file.getframerate(), file.getnchannels(), file.readframes(1 << 30)
    samples = array("h", data[: len(data) // 2 * 2])[::channels]
    block = rate // 50
    loud = [i for i in range(0, len(samples), block) if max(map(abs, samples[i : i + block])) > QUIET]
    return len(loud) / 50


def _tested(desk: Desk, folder: Path) -> dict[str, dict[str, str]]:
    program = desk.start_jiesu("--data-dir", folder, env={"JIESU_SELF_TEST": "on"})
    try:
        wait_for(lambda: bool(_reports(folder)), "the self-test", 60, lambda: program.output)
    finally:
        program.stop()
    return {one["name"]: one for one in _reports(folder)[-1]["findings"]}


def test_the_desk_tests_itself_at_its_start_and_is_heard(desk: Desk, tmp_path: Path) -> None:
    with desk.recording(tmp_path / "heard.wav") as recording:
        found = _tested(desk, tmp_path / "data")
    assert {one["outcome"] for one in found.values()} == {"passed"}, found
    assert set(found) == {"voice", "tray", "flash", "database", "disk", "fonts", "clock", "policy"}
    assert 1.0 < _loud_seconds(recording) < 6.0


def test_doctor_is_heard_too(desk: Desk, tmp_path: Path) -> None:
    with desk.recording(tmp_path / "heard.wav") as recording:
        program = desk.start_jiesu("--data-dir", tmp_path / "data", "doctor", env={"JIESU_SELF_TEST": "on"})
        wait_for(lambda: program.process.poll() is not None, "the doctor", 60, lambda: program.output)
    lines = [json.loads(line) for line in program.output.splitlines() if line.startswith("{")]
    sound = next(line for line in lines if line["check"] == "sound")
    assert sound["ok"], sound
    assert sound["detail"].endswith("已播完")
    tray = next(line for line in lines if line["check"] == "tray")
    assert (tray["ok"], tray["detail"]) == (True, "有托盘，已弹出气泡、已闪烁")
    assert 1.0 < _loud_seconds(recording) < 6.0


_TWO_SOUNDS = """
import threading, time
from PySide6.QtWidgets import QApplication
from jiesu_desktop.alerts.self_test import GaveWayError
from jiesu_desktop.gui.voice import QtPlayer
from jiesu_desktop.paths import resource

app, player, said = QApplication([]), QtPlayer(), {}
chime = resource("sounds/alarm.wav")

def play(name, how):
    try:
        how(chime, 80)
        said[name] = "ended"
    except GaveWayError:
        said[name] = "gave way"

def together(first, second):
    one = threading.Thread(target=play, args=first)
    one.start()
    time.sleep(0.3)
    play(*second)
    one.join()

together(("trial", player.play_aside), ("alert", player.play))
together(("alert again", player.play), ("late trial", player.play_aside))
player.close()
print(sorted(said.items()))
"""


def test_a_trial_gives_way_to_an_alert_and_never_interrupts_one(desk: Desk) -> None:
    said = desk.run(sys.executable, "-c", _TWO_SOUNDS)
    assert said.strip().endswith(
        "[('alert', 'ended'), ('alert again', 'ended'), ('late trial', 'gave way'), ('trial', 'gave way')]"
    )


def test_a_muted_loudspeaker_is_told(desk: Desk, tmp_path: Path) -> None:
    desk.run("pactl", "set-sink-mute", "@DEFAULT_SINK@", "1")
    found = _tested(desk, tmp_path / "data")
    assert (found["voice"]["outcome"], found["voice"]["detail"]) == (
        "failed",
        "声音设备被静音，请在系统音量中取消静音",
    )
    assert found["database"]["outcome"] == "passed"
