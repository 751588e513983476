"""Periodic urging of ledgers: whose period holds, when it is due, and quiet at night."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jiesu_desktop.domain import urging
from jiesu_desktop.domain.states import State
from jiesu_desktop.domain.summary import summarise
from jiesu_desktop.domain.tickets import Act, Channel, Details, Event, Outcome
from tests.domain.stories import POLICY, Story, at, general, histories

DAY = timedelta(days=1)
RETURNED = general().return_(5, reason="非权属")
ON_ACCOUNT = general().dispatch(5, unit="热力").defer(6, reason="管网").defer_approved(10)


@pytest.mark.parametrize(
    "story, channel, ledger, zero",
    [
        (general(), Channel.HOTLINE, None, None),  # a hotline order has clocks of its own
        (general(), Channel.SELF, "self", 0),
        (general().dispatch(5, unit="热力"), Channel.OTHER, "other", 0),
        (RETURNED, Channel.HOTLINE, "returned", 5),
        (RETURNED, Channel.SELF, "returned", 5),  # where it is now decides before the channel
        (ON_ACCOUNT, Channel.OTHER, "deferred", 10),
        (general().merge(5, lead=2), Channel.SELF, None, None),  # urged with its lead
        (general().dispatch(5, unit="热力").close(9), Channel.SELF, None, None),
        (general().return_(5, reason="非权属").return_taken(9, text="乙区"), Channel.HOTLINE, None, None),
        (general().return_(5, reason="非权属").return_refused(9, reason="是你们的"), Channel.SELF, "self", 5),
    ],
)
def test_the_ledger_whose_period_holds_is_where_the_order_is_now(
    story: Story, channel: Channel, ledger: str | None, zero: float | None
) -> None:
    summary = summarise(story.events, POLICY)
    assert urging.ledger_of(summary, channel) == ledger
    due = urging.due_at(summary, channel, POLICY.urging)
    if ledger is None or zero is None:
        assert due is None
    else:
        assert (
            due
            == at(zero) + {"returned": DAY, "deferred": 7 * DAY, "self": 3 * DAY, "other": 3 * DAY}[ledger]
        )


def test_a_ledger_without_a_period_is_not_urged() -> None:
    never = replace(POLICY.urging, returned=None)
    assert urging.due_at(summarise(RETURNED.events, POLICY), Channel.HOTLINE, never) is None
    assert "returned" not in urging.cutoffs(replace(POLICY, urging=never), at(0))
    assert urging.period_of("tickets", POLICY.urging) is None


@given(histories(), st.sampled_from(Channel), st.integers(0, 20_000), st.sampled_from(Outcome))
def test_only_an_urging_that_reached_someone_moves_the_due_moment_and_by_one_period(
    events: list[Event], channel: Channel, later: int, outcome: Outcome
) -> None:
    before = summarise(events, POLICY)
    ledger = urging.ledger_of(before, channel)
    assume(ledger is not None)
    moment = max(e.occurred_at for e in events) + timedelta(minutes=later)
    said = Details(outcome=outcome, contact="李某")
    urge = Event(len(events) + 1, 1, Act.URGE, moment, moment, "张三", "一号台", said)
    due, period = urging.due_at(before, channel, POLICY.urging), urging.period_of(ledger or "", POLICY.urging)
    after = urging.due_at(summarise([*events, urge], POLICY), channel, POLICY.urging)
    assert period is not None
    assert after == (moment + period if outcome is Outcome.TOLD else due)


@given(histories(), st.sampled_from(Channel))
def test_whoever_is_urged_is_still_expected_of(events: list[Event], channel: Channel) -> None:
    summary = summarise(events, POLICY)
    if urging.ledger_of(summary, channel) is not None:
        assert summary.is_open
        assert summary.state not in (State.CLOSED, State.CALLED_BACK, State.MERGED)


@given(st.integers(0, 60 * 24 * 40), st.sampled_from(urging.URGED), st.integers(0, 60 * 24 * 10))
def test_what_is_due_at_night_is_told_in_the_morning_and_nothing_is_lost(
    minutes: int, ledger: str, gone: int
) -> None:
    """Due by day: told at once. Due at night: not before the morning, and then."""
    now = datetime(2026, 11, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    zero = now - timedelta(minutes=gone)
    period = urging.period_of(ledger, POLICY.urging)
    assert period is not None
    told = zero <= urging.cutoffs(POLICY, now)[ledger]
    if told:
        assert zero + period <= now
    hour = (now.hour + 8) % 24
    if 8 <= hour < 20:  # the contract's night: 20:00–08:00
        assert told == (zero + period <= now)


def test_night_adds_no_task() -> None:
    evening, midnight = datetime(2026, 11, 24, 12, 0, tzinfo=UTC), datetime(2026, 11, 24, 16, 0, tzinfo=UTC)
    assert urging.cutoffs(POLICY, midnight) == urging.cutoffs(POLICY, evening)
    morning = datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
    assert urging.cutoffs(POLICY, morning)["returned"] == morning - DAY
