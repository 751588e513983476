"""The figures of a shift's alerts."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiesu_desktop.domain.alert_measures import WINDOW, AlertFact, by_shift, whole
from jiesu_desktop.domain.policy import parse_policy

RULES = parse_policy(
    tomllib.loads(
        (Path(__file__).parents[2] / "resources" / "policy" / "contract-2024.toml").read_text("utf-8")
    )
).alerts
NIGHT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
"""20:00 in Beijing, when the night shift begins."""


def fact(minute: float, acknowledged_after: float | None = None, **flags: bool) -> AlertFact:
    at = NIGHT + timedelta(minutes=minute)
    seen = None if acknowledged_after is None else at + timedelta(seconds=acknowledged_after)
    return AlertFact(at=at, raised_at=at, acknowledged_at=seen, **flags)


def test_one_shift_in_figures() -> None:
    facts = [
        fact(0, 10),
        fact(4, 30, repeated=True),
        fact(9.9, 50, shelved=True),
        fact(10, nobody=True),
        fact(60, repeated=True),
    ]
    (night,) = by_shift(facts, RULES, NIGHT + timedelta(hours=100))
    assert (night.alerts, night.most) == (5, 3)
    assert night.mean == pytest.approx(5 / 72)
    assert (night.acknowledged, night.to_acknowledge) == (3, timedelta(seconds=30))
    assert (night.repeats, night.shelved, night.nobody) == (2, 1, 1)
    assert night.sentence == (
        "5 条；每 10 分钟平均 0.1 条，最多 3 条；知道了 3 条，中位用时 30秒；重复 2，搁置 1，无人被提醒 1"
    )


def test_a_shift_still_running_is_measured_until_now() -> None:
    (night,) = by_shift([fact(0), fact(1)], RULES, NIGHT + timedelta(minutes=20))
    assert night.mean == 1.0
    (begun,) = by_shift([fact(0), fact(1)], RULES, NIGHT + timedelta(minutes=2))
    assert begun.mean == 2.0, "less than one window counts as one"


def test_nobody_acknowledged_is_no_number() -> None:
    (night,) = by_shift([fact(0)], RULES, NIGHT + WINDOW)
    assert night.to_acknowledge is None
    assert "中位用时 —" in night.sentence
    assert whole([], RULES, NIGHT) is None


def test_shifts_stand_apart_and_together() -> None:
    facts = [fact(0, 10), fact(13 * 60, 20), fact(25 * 60)]
    after = NIGHT + timedelta(days=3)
    assert [one.shift.label for one in by_shift(facts, RULES, after)] == [
        "2026-11-23 夜班",
        "2026-11-24 白班",
        "2026-11-24 夜班",
    ]
    together = whole(facts, RULES, after)
    assert together is not None
    assert together.alerts == 3
    assert together.mean == pytest.approx(3 / 216)


@given(st.lists(st.integers(0, 60 * 40), max_size=60))
def test_the_most_is_what_counting_every_window_finds(seconds: list[int]) -> None:
    facts = [fact(second / 60) for second in seconds]
    plain = max(
        (sum(start <= other < start + WINDOW.total_seconds() for other in seconds) for start in seconds),
        default=0,
    )
    found = whole(facts, RULES, NIGHT + timedelta(hours=12))
    assert (found.most if found else 0) == plain


def test_every_alert_is_in_one_shift() -> None:
    facts = [fact(minute * 37) for minute in range(200)]
    shifts = by_shift(facts, RULES, NIGHT + timedelta(days=30))
    assert sum(one.alerts for one in shifts) == 200
    assert [one.shift.start for one in shifts] == sorted({one.shift.start for one in shifts})
