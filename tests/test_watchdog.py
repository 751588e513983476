from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jiesu_desktop.clock import SystemTime
from jiesu_desktop.heartbeat import ALARMS, LEAVING, OPENED, TOLD, WINDOW, Heart, Restart, told
from jiesu_desktop.watchdog import (
    Backoff,
    Limits,
    Vigil,
    Watchdog,
    screen_gone,
    wanted,
)

LIMITS = Limits()


def _troubles(vigil: Vigil, start: float, seconds: float, beats: bytes = b"") -> list[tuple[str, int]]:
    """Look once a second, the given parts beating meanwhile; what was found wrong."""
    found = []
    for second in range(1, int(seconds) + 1):
        vigil.hear(beats, start + second)
        trouble = vigil.look(start + second)
        if trouble is not None:
            found.append((trouble.what, second))
    return found


def test_a_desk_whose_parts_all_beat_is_left_alone() -> None:
    assert _troubles(Vigil(0.0), 0.0, 1000, WINDOW + ALARMS) == []


def test_a_window_silent_for_more_than_ten_seconds_hangs_though_the_alarms_beat() -> None:
    vigil = Vigil(0.0)
    vigil.hear(WINDOW, 0.0)
    assert _troubles(vigil, 0.0, LIMITS.window + 1, ALARMS) == [("window", 11)]


def test_alarms_that_stop_are_noticed_though_the_window_turns() -> None:
    vigil = Vigil(0.0)
    vigil.hear(ALARMS, 0.0)
    assert _troubles(vigil, 0.0, LIMITS.alarms + 1, WINDOW)[0] == ("alarms", 31)


def test_before_its_first_turn_a_desk_has_longer() -> None:
    assert _troubles(Vigil(0.0), 0.0, LIMITS.start + 1) == [("start", 301)]


def test_with_its_data_open_its_window_is_awaited_for_a_minute() -> None:
    vigil = Vigil(0.0)
    assert _troubles(vigil, 0.0, 200) == []
    vigil.hear(OPENED, 200.0)
    assert _troubles(vigil, 200.0, LIMITS.showing + 1, ALARMS) == [("start", 61)]


def test_alarms_that_stop_before_the_window_turns_are_noticed() -> None:
    vigil = Vigil(0.0)
    vigil.hear(OPENED + ALARMS, 0.0)
    assert _troubles(vigil, 0.0, LIMITS.alarms + 1) == [("alarms", 31)]


def test_a_desk_told_to_leave_has_time_to_save_and_no_more() -> None:
    vigil = Vigil(0.0)
    vigil.hear(WINDOW, 0.0)
    vigil.hear(LEAVING, 1.0)
    vigil.hear(LEAVING, 50.0)
    assert _troubles(vigil, 1.0, LIMITS.leaving + 1, ALARMS) == [("leaving", 61)]


def test_a_sleep_of_the_machine_is_no_hang() -> None:
    vigil = Vigil(0.0)
    vigil.hear(WINDOW, 0.0)
    assert _troubles(vigil, 0.0, 3) == []
    assert vigil.look(3600.0) is None
    assert _troubles(vigil, 3600.0, LIMITS.window) == []
    assert _troubles(vigil, 3610.0, 1) == [("window", 1)]


def test_crash_after_crash_waits_longer_and_a_good_run_forgives() -> None:
    backoff = Backoff()
    waits = [backoff.ended(ready=True, lasted=5.0) for _ in range(8)]
    assert waits == sorted(waits, key=lambda wait: wait or 0)
    assert waits[0] is not None
    assert waits[0] < 1
    assert waits[-1] == waits[-2] == 60.0
    assert backoff.times == 8
    assert backoff.ended(ready=True, lasted=3600.0) == waits[0]
    assert backoff.times == 1


def test_a_desk_that_never_opened_is_not_started_again() -> None:
    assert Backoff().ended(ready=False, lasted=1.0) is None


def test_a_desk_that_hung_before_it_ever_opened_is_started_again() -> None:
    backoff = Backoff()
    waits = [backoff.ended(ready=False, lasted=1.0, hung=True) for _ in range(10)]
    assert all(waits[:9])
    assert waits[9] is None


def test_a_desk_that_no_longer_opens_is_given_up_after_ten_starts() -> None:
    backoff = Backoff()
    backoff.ended(ready=True, lasted=1.0)
    waits = [backoff.ended(ready=False, lasted=1.0) for _ in range(10)]
    assert all(waits[:9])
    assert waits[9] is None


def test_a_desk_that_says_why_it_cannot_open_is_tried_for_as_long_as_it_takes() -> None:
    backoff = Backoff()
    backoff.ended(ready=True, lasted=1.0)
    waits = [backoff.ended(ready=False, lasted=1.0, said_why=True) for _ in range(30)]
    assert waits[-1] == 60.0
    assert all(waits)


@pytest.mark.parametrize(
    ("restart", "sentence"),
    [
        (Restart("window", "2026-11-23T18:13:05+00:00", seconds=11), "02:13 程序无响应 11 秒，已自动重启"),
        (
            Restart("crash", "2026-11-23T18:13:05+00:00", status=-11),
            "02:13 程序异常退出（信号 11），已自动重启",
        ),
        (
            Restart("crash", "2026-11-23T18:13:05+00:00", status=3, times=4),
            "02:13 程序异常退出（状态 3），已自动重启，连续第 4 次",
        ),
        (
            Restart("alarms", "2026-11-23T18:13:05+00:00", seconds=31),
            "02:13 提醒引擎无响应 31 秒，已自动重启",
        ),
    ],
)
def test_the_sentence_says_when_and_why(restart: Restart, sentence: str) -> None:
    assert restart.sentence == sentence


def test_the_reason_reaches_the_next_desk_once() -> None:
    why = Restart("crash", datetime(2026, 11, 23, 18, 0, tzinfo=UTC).isoformat(), status=-9)
    environ = {TOLD: why.to_text()}
    assert told(environ) == why
    assert told(environ) is None


@pytest.mark.parametrize("text", ["{", "[]", '{"what": 1}', '{"what": "crash", "at": "soon"}', '"x"'])
def test_a_reason_that_makes_no_sense_is_none(text: str) -> None:
    assert told({TOLD: text}) is None


def test_a_beat_never_waits_and_a_dead_watchdog_is_noticed() -> None:
    reading, writing = os.pipe()
    heart = Heart.take({"JIESU_WATCHDOG_PIPE": str(writing)})
    for _ in range(200_000):  # more than a pipe holds
        heart.beat(WINDOW)
    there = heart.watched
    os.close(reading)
    heart.beat(WINDOW)
    gone = not heart.watched
    heart.beat(WINDOW)
    assert (there, gone) == (True, True)
    assert not Heart.take({}).watched


def test_the_demo_runs_alone_and_so_does_what_is_watched_already() -> None:
    assert wanted({}, demo=False)
    assert not wanted({}, demo=True)
    assert wanted({"JIESU_WATCHDOG": "1"}, demo=True)
    assert not wanted({"JIESU_WATCHDOG": "0"}, demo=False)
    assert not wanted({"JIESU_WATCHDOG_PIPE": "5"}, demo=False)


def test_a_screen_that_has_gone_is_told_from_one_that_is_there(tmp_path: Path) -> None:
    number = 70000 + os.getpid() % 10000
    environ = {"DISPLAY": f":{number}"}
    assert screen_gone(environ)
    assert not screen_gone({**environ, "WAYLAND_DISPLAY": "wayland-0"})
    assert not screen_gone({"DISPLAY": "elsewhere:0"})
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0/tmp/.X11-unix/X{number}")
        server.listen(0)
        assert not screen_gone(environ)
        with contextlib.ExitStack() as crowd:  # until no more are let in: it is busy, not gone
            with contextlib.suppress(BlockingIOError):
                for _ in range(10):
                    one = crowd.enter_context(socket.socket(socket.AF_UNIX))
                    one.setblocking(False)
                    one.connect(server.getsockname())
                pytest.fail("it let everybody in")
            assert not screen_gone(environ)


_CHILD = """
import os, sys
from jiesu_desktop.heartbeat import LEAVING, OPENED, WINDOW, Heart, told
why, heart = told(os.environ), Heart.take(os.environ)
with open({notes!r}, "a") as file:
    print(why.sentence[6:] if why else "first", file=file)
if why is None: heart.beat({first})
{then}
"""


def _code(notes: Path, then: str, first: str = "WINDOW", limits: str = "Limits()") -> str:
    """What runs a real watchdog over a real process that behaves like this and notes what each start was told."""
    child = _CHILD.format(notes=str(notes), first=first, then=then)
    return (
        "import os, sys; from jiesu_desktop.clock import SystemTime; from jiesu_desktop.watchdog import *;"
        f"sys.exit(Watchdog([sys.executable, '-c', {child!r}], os.environ, SystemTime(), {limits}).run())"
    )


def _watch(tmp_path: Path, then: str, **words: str) -> tuple[int, list[str]]:
    """Run it; its status, and what each start was told."""
    notes = tmp_path / "notes"
    code = _code(notes, then, **words)
    done = subprocess.run([sys.executable, "-c", code], timeout=60, capture_output=True, check=False)
    return done.returncode, notes.read_text("utf-8").splitlines()


def test_a_crash_starts_it_again_and_a_clean_end_ends_both(tmp_path: Path) -> None:
    status, starts = _watch(tmp_path, "if why is None: os.abort()\nheart.beat(LEAVING); sys.exit(0)")
    assert (status, starts) == (0, ["first", "程序异常退出（信号 6），已自动重启"])


def test_a_desk_that_hangs_before_its_window_turned_is_killed_and_started_again(tmp_path: Path) -> None:
    status, starts = _watch(
        tmp_path,
        "import time\nif why is None: time.sleep(60)\nheart.beat(LEAVING); sys.exit(0)",
        first="OPENED",
        limits="Limits(showing=0.5)",
    )
    assert (status, starts[0]) == (0, "first")
    assert re.fullmatch(r"程序启动 \d+ 秒仍未就绪，已自动重启", starts[1])


def test_a_desk_that_dies_before_its_window_turned_is_started_again(tmp_path: Path) -> None:
    """Its data were open and its window may have been seen: nobody sits there waiting to be told why."""
    status, starts = _watch(
        tmp_path,
        "import os\nif why is None: os.abort()\nheart.beat(LEAVING); sys.exit(0)",
        first="OPENED",
    )
    assert (status, starts) == (0, ["first", "程序异常退出（信号 6），已自动重启"])


def test_a_desk_that_finds_its_data_away_after_a_crash_is_tried_again(tmp_path: Path) -> None:
    then = (
        f"count = len(open({str(tmp_path / 'notes')!r}).readlines())\n"
        "if count == 1: os.abort()\n"
        "heart.beat(LEAVING); sys.exit(1 if count == 2 else 0)"
    )
    status, starts = _watch(tmp_path, then)
    assert status == 0
    assert starts[2] == "程序异常退出（信号 6），已自动重启，连续第 2 次", (
        "what befell the desk that was open"
    )


def test_a_desk_that_says_why_it_cannot_open_is_not_asked_again(tmp_path: Path) -> None:
    assert _watch(tmp_path, "heart.beat(LEAVING); sys.exit(1)") == (1, ["first"])


def test_a_crash_on_the_way_out_is_no_reason_to_come_back(tmp_path: Path) -> None:
    assert _watch(tmp_path, "heart.beat(LEAVING); os.abort()") == (0, ["first"])


def test_a_desk_that_cannot_be_started_at_all_fails_at_once() -> None:
    watchdog = Watchdog([sys.executable, "-c", "raise SystemExit(7)"], os.environ, SystemTime())
    watchdog._take_signals = lambda: None  # type: ignore[method-assign] # they are pytest's here
    assert watchdog.run() == 7


def test_a_closed_terminal_does_not_end_it(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    code = _code(notes, "if why is None: os.abort()\nheart.beat(LEAVING); sys.exit(0)")
    reading, writing = os.pipe()
    os.close(reading)  # what is written there fails
    done = subprocess.run([sys.executable, "-c", code], timeout=60, stderr=writing, check=False)
    os.close(writing)
    assert done.returncode == 0
    assert len(notes.read_text("utf-8").splitlines()) == 2
