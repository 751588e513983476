"""Running clocks under two versions of the policy."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from jiesu_desktop.domain.clocks import ClockState
from jiesu_desktop.domain.policy import ClockKind, Policy, parse_policy
from jiesu_desktop.domain.policy_preview import ClockChange, Standing, compare
from jiesu_desktop.domain.tickets import Act, Details, Event, Level

DATA: dict[str, Any] = tomllib.loads(
    (Path(__file__).parents[2] / "resources" / "policy" / "contract-2024.toml").read_text("utf-8")
)
START = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
NOW = START + timedelta(minutes=25)


def version(**dispatch: Any) -> Policy:
    """The contract with another rule for 派发."""
    clocks = {**DATA["clocks"], "dispatch": {**DATA["clocks"]["dispatch"], **dispatch}}
    return parse_policy({**DATA, "clocks": clocks})


OLD = version()
OBTAINED = (Event(1, 1, Act.OBTAIN, START, START, "甲某某", "一号台", Details()),)


def dispatch(new: Policy, now: datetime = NOW) -> ClockChange:
    found = compare(OBTAINED, (), Level.GENERAL, OLD, new, now)
    return next(one for one in found if one.kind is ClockKind.DISPATCH)


def test_the_same_version_changes_nothing() -> None:
    changes = compare(OBTAINED, (), Level.GENERAL, OLD, version(), NOW)
    assert {one.kind for one in changes} == {
        ClockKind.DISPATCH,
        ClockKind.DISPATCH_LIMIT,
        ClockKind.SIGN,
        ClockKind.CLOSE,
    }
    assert not any(one.changed or one.worse for one in changes)


def test_a_shorter_limit_would_make_it_overdue() -> None:
    found = dispatch(version(general="20分钟"))
    assert found.old == Standing(START + timedelta(minutes=30), ClockState.WARNING)
    assert found.new == Standing(START + timedelta(minutes=20), ClockState.OVERDUE)
    assert (found.changed, found.worse) == (True, ClockState.OVERDUE)


def test_an_earlier_warning_is_a_change_and_a_longer_limit_a_relief() -> None:
    early = dispatch(version(warn_general=["20分钟"]), START + timedelta(minutes=12))
    assert (early.changed, early.worse) == (True, ClockState.WARNING)
    longer = dispatch(version(general="2小时"))
    assert (longer.changed, longer.worse) == (True, None)
    assert longer.new == Standing(START + timedelta(hours=2), ClockState.RUNNING)
    overdue_before = dispatch(version(general="45分钟"), START + timedelta(minutes=40))
    assert (overdue_before.changed, overdue_before.worse) == (True, None), (
        "from overdue to warning is no worsening"
    )
