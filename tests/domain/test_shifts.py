"""Which shift a moment lies in."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from jiesu_desktop.domain.policy import AlertRules, parse_policy
from jiesu_desktop.domain.shifts import shift_of


@pytest.fixture(scope="module")
def rules(resources: Path) -> AlertRules:
    return parse_policy(
        tomllib.loads((resources / "policy" / "contract-2024.toml").read_text("utf-8"))
    ).alerts


@pytest.mark.parametrize(
    "hour, minute, label",
    [
        (7, 59, "2026-11-23 夜班"),
        (8, 0, "2026-11-24 白班"),
        (19, 59, "2026-11-24 白班"),
        (20, 0, "2026-11-24 夜班"),
        (0, 0, "2026-11-23 夜班"),
    ],
)
def test_shifts_change_at_eight_in_beijing(rules: AlertRules, hour: int, minute: int, label: str) -> None:
    moment = datetime(2026, 11, 24, hour, minute, tzinfo=UTC) - timedelta(hours=8)
    shift = shift_of(moment, rules)
    assert shift.label == label
    assert shift.end - shift.start == timedelta(hours=12)
    assert shift.start <= moment < shift.end


def test_hours_that_leave_no_night_make_days(rules: AlertRules) -> None:
    same = replace(rules, night_from=time(9), night_to=time(9))
    shift = shift_of(datetime(2026, 11, 24, 0, 0, tzinfo=UTC), same)
    assert (shift.label, shift.end - shift.start) == ("2026-11-23 白班", timedelta(days=1))
