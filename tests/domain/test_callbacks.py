"""Decent hours, attempts that count, and when the next would."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiesu_desktop.domain import callbacks
from jiesu_desktop.domain.states import counted_attempts
from tests.domain.stories import POLICY

RULES = POLICY.callback  # 08:00–21:00, three attempts
DAY = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)  # midnight of the 24th in Beijing


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return DAY + timedelta(days=day - 24, hours=hour, minutes=minute)


moments = st.integers(0, 60 * 24 * 6).map(lambda minutes: DAY + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    "hour, minute, decent", [(7, 59, False), (8, 0, True), (21, 0, True), (21, 1, False), (2, 0, False)]
)
def test_callers_are_rung_in_decent_hours_both_ends_included(hour: int, minute: int, decent: bool) -> None:
    assert callbacks.is_decent(on(24, hour, minute), RULES) is decent


@pytest.mark.parametrize(
    "now, then", [(on(24, 2), on(24, 8)), (on(24, 9, 5), on(24, 9, 5)), (on(24, 22), on(25, 8))]
)
def test_the_next_decent_moment(now: datetime, then: datetime) -> None:
    assert callbacks.next_decent(now, RULES) == then


@given(moments)
def test_the_next_decent_moment_is_decent_and_less_than_a_night_away(now: datetime) -> None:
    then = callbacks.next_decent(now, RULES)
    assert callbacks.is_decent(then, RULES)
    assert timedelta(0) <= then - now <= timedelta(hours=11)


@pytest.mark.parametrize(
    "attempts, now, then",
    [
        ((), on(24, 9), on(24, 9)),
        ((), on(24, 3), on(24, 8)),
        ((on(24, 9, 30),), on(24, 9, 40), on(24, 11, 30)),
        (
            (on(24, 9, 30),),
            on(25, 9, 0),
            on(25, 11, 30),
        ),  # the same time of day on another day does not count
        ((on(24, 20),), on(24, 20, 10), on(25, 8)),  # two hours on is too late in the evening
        ((on(24, 10), on(24, 12)), on(24, 12, 1), on(24, 14)),
        ((on(24, 10), on(24, 10, 30), on(24, 12)), on(24, 12, 1), on(24, 14)),  # the second one never counted
    ],
)
def test_the_next_attempt_that_would_count(
    attempts: tuple[datetime, ...], now: datetime, then: datetime
) -> None:
    assert callbacks.next_counting(attempts, now, RULES) == then


@given(st.lists(moments, max_size=6), moments)
def test_the_next_attempt_counts_and_none_before_it_does(attempts: list[datetime], now: datetime) -> None:
    attempts = sorted(at for at in attempts if at <= now)
    then = callbacks.next_counting(attempts, now, RULES)
    minutes = [now + timedelta(minutes=minute) for minute in range(60 * 24 * 2)]
    fit = (at for at in minutes if callbacks.counts(attempts, at, RULES))
    assert then == next(fit, None)


@given(st.lists(moments, max_size=8), moments)
def test_an_attempt_counts_or_it_changes_nothing(attempts: list[datetime], moment: datetime) -> None:
    before, after = counted_attempts(attempts, RULES), counted_attempts((*attempts, moment), RULES)
    assert len(after) - len(before) == callbacks.counts(attempts, moment, RULES)
    assert set(before) <= {at for at in attempts if callbacks.is_decent(at, RULES)}


@pytest.mark.parametrize(
    "next_at, problem",
    [
        (None, ""),
        (on(24, 15), ""),
        (on(24, 10), "再访时间要在这次回访之后。"),
        (on(24, 23), "23:00 不在回访时段（08:00–21:00）内，不宜打扰来电人；请改到时段内。"),
    ],
)
def test_a_revisit_is_later_and_at_a_decent_hour(next_at: datetime | None, problem: str) -> None:
    assert callbacks.revisit_problem(next_at, on(24, 10), RULES) == problem
