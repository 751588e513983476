"""Whatever fails around it, the running desk tells every stage, and its journal says how."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import psutil
import pytest

from tests.desk.harness import PATIENCE, Desk, wait_for
from tests.e2e.alarmed import AT_ONCE, Alarmed

pytestmark = pytest.mark.e2e

ORDER = ("模拟街道", "漏气")

NO_VOICE = """
import os, sys
from jiesu_desktop.alerts.voice import Renderer
Renderer.__init__.__kwdefaults__["command"] = ("/nonexistent/voice",)
os.environ["PATH"] = "/nonexistent"
"""
SILENT_VOICE = """
import sys
from jiesu_desktop.alerts.voice import Renderer
SILENT = '''
import json, sys, wave
for line in sys.stdin:
    asked = json.loads(line)
    with wave.open(asked["path"], "wb") as file:
        file.setnchannels(1); file.setsampwidth(2); file.setframerate(22050); file.writeframes(bytes(2 * 22050 * 4))
    print(json.dumps({"id": asked["id"], "ok": True, "detail": "cmn"}), flush=True)
'''
Renderer.__init__.__kwdefaults__["command"] = (sys.executable, "-c", SILENT)
"""
IMPATIENT = """
from jiesu_desktop.alerts.voice import Renderer
Renderer.__init__.__kwdefaults__["within"] = 1.5
"""
BLOCKABLE = """
import signal, time
signal.signal(signal.SIGUSR2, lambda *_: time.sleep(8))  # in the main thread, which is the GUI's
"""


@contextmanager
def running(desk: Desk, folder: Path, before: str = "") -> Iterator[Alarmed]:
    made = Alarmed(desk, folder, before)
    try:
        yield made
    finally:
        made.program.stop()
    _log_is_whole(made)


def _lasting(alarmed: Alarmed) -> list[dict[str, Any]]:
    """The last warnings of the report limit that were raised; what lay before the order came in is not among them."""
    return [
        line
        for line in alarmed.journal("raised")
        if "/report/" in line["key"] and line["key"].endswith("/warn/60")
    ]


def _told(alarmed: Alarmed, count: int, channel: str, seconds: float = 40) -> list[dict[str, Any]]:
    """Wait until so many limits went through a channel."""

    def look() -> list[dict[str, Any]]:
        keys = {line["key"] for line in _lasting(alarmed)}
        found = [line for line in alarmed.journal("given", channel=channel) if line["key"] in keys]
        return found if len(found) >= count else []

    return wait_for(look, f"{count} × {channel}", seconds, lambda: alarmed.program.output)


def _log_is_whole(alarmed: Alarmed) -> None:
    """Afterwards the log in the database has every limit that was raised, each told by some means."""
    with closing(sqlite3.connect(f"file:{alarmed.folder / 'jiesu.sqlite3'}?mode=ro", uri=True)) as reader:
        told = {
            key
            for (key,) in reader.execute(
                "select a.key from alerts a join deliveries d on d.alert_id = a.id"
                " where d.outcome = 'given' and d.channel in ('voice', 'tray', 'summary')"
            )
        }
        logged = {key for (key,) in reader.execute("select key from alerts")}
    raised = {line["key"] for line in _lasting(alarmed)}
    missed = {line["key"] for line in alarmed.journal("ended", reason="missed")}
    assert raised
    assert raised <= logged
    assert raised - missed <= told


def _in_time(alarmed: Alarmed) -> None:
    for line in _lasting(alarmed):
        late = datetime.fromisoformat(line["t"]) - datetime.fromisoformat(line["at"])
        assert timedelta(0) <= late < AT_ONCE, line


def test_a_voice_that_hangs_is_replaced_and_the_alert_is_spoken(desk: Desk, tmp_path: Path) -> None:
    with running(desk, tmp_path, IMPATIENT) as alarmed:
        alarmed.voice_worker().suspend()
        alarmed.take_in("模拟-1", ORDER, 4)
        (spoken,) = _told(alarmed, 1, "voice")
        assert not spoken.get("detail")
        _told(alarmed, 1, "tray")
        _in_time(alarmed)


@pytest.mark.long
def test_a_voice_that_makes_silence_is_not_believed(desk: Desk, tmp_path: Path) -> None:
    with running(desk, tmp_path, SILENT_VOICE) as alarmed:
        alarmed.take_in("模拟-1", ORDER, 4)
        (spoken,) = _told(alarmed, 1, "voice")
        assert not spoken.get("detail"), "espeak-ng itself spoke"


@pytest.mark.long
def test_without_any_voice_the_alarm_sound_is_played_and_the_log_says_so(desk: Desk, tmp_path: Path) -> None:
    with running(desk, tmp_path, NO_VOICE) as alarmed:
        alarmed.take_in("模拟-1", ORDER, 4)
        (given,) = _told(alarmed, 1, "voice")
        assert "语音不可用" in given["detail"]
        _told(alarmed, 1, "tray")
        _in_time(alarmed)


@pytest.mark.long
def test_without_a_tray_it_is_spoken_and_the_log_says_what_failed(tmp_path: Path) -> None:
    with Desk() as desk:
        for one in psutil.process_iter(["name"]):
            if one.info["name"] == "trayer" and one.environ().get("DISPLAY") == desk.env["DISPLAY"]:
                one.kill()
        with running(desk, tmp_path) as alarmed:
            alarmed.take_in("模拟-1", ORDER, 4)
            _told(alarmed, 1, "voice")
            wait_for(lambda: alarmed.journal("failed", channel="tray"), "the failure", 30)


@pytest.mark.long
def test_a_database_locked_for_half_a_minute_delays_nothing_and_loses_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    with running(desk, tmp_path) as alarmed:
        alarmed.take_in("模拟-1", ORDER, 9)
        # only what the desk has read before can be told while the database is locked
        wait_for(lambda: alarmed.journal("raised"), "the new order", 20, lambda: alarmed.program.output)
        with closing(
            sqlite3.connect(tmp_path / "jiesu.sqlite3", isolation_level=None, timeout=20)
        ) as blocker:
            blocker.execute("BEGIN EXCLUSIVE")
            begun = time.monotonic()
            _told(alarmed, 1, "voice")
            _told(alarmed, 1, "tray")
            time.sleep(max(0.0, 30 - (time.monotonic() - begun)))
            blocker.execute("ROLLBACK")
        _in_time(alarmed)
        (key,) = {line["key"] for line in _lasting(alarmed)}
        wait_for(lambda: _outcomes(tmp_path, key) >= {("voice", "given"), ("tray", "given")}, "the entry", 40)


def _outcomes(folder: Path, key: str) -> set[tuple[str, str]]:
    """How the deliveries of an alert stand in the database."""
    with closing(sqlite3.connect(f"file:{folder / 'jiesu.sqlite3'}?mode=ro", uri=True)) as reader:
        return set(
            reader.execute(
                "select d.channel, d.outcome from deliveries d join alerts a on a.id = d.alert_id where a.key = ?",
                [key],
            )
        )


@pytest.mark.long
@pytest.mark.skipif(os.geteuid() != 0, reason="a small file system is mounted for it")
def test_a_full_disk_silences_nothing_and_the_entries_come_when_there_is_room(
    desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(folder)], check=False)
    if done.returncode != 0:
        pytest.skip("this machine lets nobody mount")
    try:
        with running(desk, folder) as alarmed:
            alarmed.take_in("模拟-1", ORDER, 9)
            time.sleep(3)
            _fill(folder / "filler")
            desk.wait_window("^提醒$", 30, program=alarmed.program)
            alarmed.in_mid_sentence()
            time.sleep(8)
            (folder / "filler").unlink()
            _told(alarmed, 1, "voice")
            _told(alarmed, 1, "tray")
            (key,) = {line["key"] for line in _lasting(alarmed)}
            wait_for(lambda: ("voice", "given") in _outcomes(folder, key), "the entry", 40)
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass


@pytest.mark.long
def test_a_blocked_window_does_not_hold_the_voice_up(desk: Desk, tmp_path: Path) -> None:
    with running(desk, tmp_path, BLOCKABLE) as alarmed:
        alarmed.take_in("模拟-1", ORDER, 7)
        wait_for(lambda: alarmed.journal("given", channel="tray"), "the new order", 20)
        time.sleep(1)
        os.kill(alarmed.program.process.pid, signal.SIGUSR2)
        wait_for(desk.playing, "the voice", 9 / PATIENCE)
        _told(alarmed, 1, "voice")
        _in_time(alarmed)


@pytest.mark.long
def test_killed_at_random_moments_of_a_short_night(desk: Desk, tmp_path: Path) -> None:
    random = Random(os.environ.get("JIESU_SEED", "3"))
    away: list[tuple[datetime, datetime]] = []
    with running(desk, tmp_path) as alarmed:
        for number in range(6):
            alarmed.take_in(f"模拟-{number}", ORDER, 12 + number * 9)
        night = datetime.now(UTC) + timedelta(seconds=62)  # noqa: TID251
        while datetime.now(UTC) < night:  # noqa: TID251
            time.sleep(random.uniform(2, 12))
            left = datetime.now(UTC)  # noqa: TID251
            alarmed.program.stop(signal.SIGKILL)
            alarmed.open()
            away.append((left - timedelta(seconds=2), datetime.now(UTC)))  # noqa: TID251
        time.sleep(15)
        _account(alarmed, away)


def _account(alarmed: Alarmed, away: list[tuple[datetime, datetime]]) -> None:
    """Each of the six limits was told; as missed only what fell into an absence."""
    raised = {line["key"]: line for line in _lasting(alarmed)}
    assert len(raised) == 6, sorted(raised)
    given = {
        line["key"]
        for line in alarmed.journal("given")
        if line.get("channel") in ("voice", "tray", "summary")
    }
    missed = {line["key"] for line in alarmed.journal("ended", reason="missed")}
    for key, line in raised.items():
        at, told = datetime.fromisoformat(line["at"]), datetime.fromisoformat(line["t"])
        absent = any(start <= at <= end for start, end in away)
        assert key in given or key in missed, f"nobody was told of {key}"
        assert absent or key not in missed, f"{key} was missed while the desk was there"
        assert absent or told - at < AT_ONCE, f"{key} came late though the desk was there"
