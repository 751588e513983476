from __future__ import annotations

from datetime import UTC, datetime, timedelta

from jiesu_desktop.clock import ScaledTime, SystemTime, beijing

START = datetime(2026, 1, 4, 18, 14, tzinfo=UTC)


def test_beijing_is_eight_hours_ahead() -> None:
    assert beijing(START).isoformat() == "2026-01-05T02:14:00+08:00"


def test_a_clock_held_still_stays_where_it_began() -> None:
    still = ScaledTime(START, 0)
    assert still.now() == still.now() == START


def test_a_scaled_clock_runs_by_its_speed_while_monotonic_stays_real() -> None:
    scaled = ScaledTime(START, 1_000_000)
    real = scaled.monotonic()
    first = scaled.now()
    while scaled.monotonic() - real < 0.01:
        pass
    assert scaled.now() - first >= timedelta(seconds=10_000 * 0.9)


def test_the_offset_of_a_shared_database_moves_the_clock() -> None:
    ahead = SystemTime(timedelta(hours=3))
    assert ahead.now() - SystemTime().now() > timedelta(hours=2, minutes=59)
