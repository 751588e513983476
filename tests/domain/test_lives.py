"""Random legal lives: where a ticket stands and which of its clocks run tell the same story."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jiesu_desktop.domain.act_rules import admit
from jiesu_desktop.domain.clocks import clocks_of, running
from jiesu_desktop.domain.history import standing_of
from jiesu_desktop.domain.policy import ClockKind
from jiesu_desktop.domain.states import BY_THE_DESK, Refused, State, open_acts
from jiesu_desktop.domain.summary import summarise
from jiesu_desktop.domain.tickets import Act, Details, Event, Level, Outcome
from tests.domain.stories import POLICY, Story, at

_UNITS = ("热力", "燃气", "街道")
_LEAD = Story(2).obtain(0).dispatch(20, unit="热力").feedback(300, unit="热力", text="x").events
_BY_UNIT = frozenset({ClockKind.CONFIRM, ClockKind.FEEDBACK})
_MAY_RUN = {
    State.TO_SIGN: frozenset(
        {
            ClockKind.REPORT,
            ClockKind.DISPATCH,
            ClockKind.DISPATCH_LIMIT,
            ClockKind.CONFIRM,
            ClockKind.SIGN,
            ClockKind.CLOSE,
        }
    ),
    State.TO_DISPATCH: frozenset(
        {ClockKind.REPORT, ClockKind.DISPATCH, ClockKind.DISPATCH_LIMIT, ClockKind.CONFIRM, ClockKind.CLOSE}
    ),
    State.IN_PROGRESS: frozenset({ClockKind.REPORT, ClockKind.CONFIRM, ClockKind.FEEDBACK, ClockKind.CLOSE}),
    State.ON_ACCOUNT: frozenset(
        {ClockKind.DISPATCH, ClockKind.DISPATCH_LIMIT, ClockKind.FEEDBACK, ClockKind.CLOSE}
    ),
    State.MERGED: frozenset(
        {
            ClockKind.DISPATCH,
            ClockKind.DISPATCH_LIMIT,
            ClockKind.FEEDBACK,
            ClockKind.CLOSE,
            ClockKind.REPORT,
            ClockKind.CONFIRM,
        }
    ),
    State.RETURNED: frozenset({ClockKind.RETURNED}),
    State.CLOSED: frozenset({ClockKind.CALLBACK}),
    State.CALLED_BACK: frozenset[ClockKind](),
    State.EXCLUDED: frozenset[ClockKind](),
    State.ARCHIVED: frozenset[ClockKind](),
}


def _live(seed: int, steps: int = 18) -> list[Event]:
    """A life of random acts, each admitted where it stood."""
    chance = Random(seed)
    level = chance.choice((None, None, Level.URGENT))
    details = Details(level=level, suspected=chance.choice((None, "漏气")))
    events = [Event(1, 1, Act.OBTAIN, at(0), at(0), "张三", "一号台", details)]
    moment = at(0)
    for _ in range(steps):
        moment += timedelta(minutes=chance.choice((0, 1, 5, 31, 200, 1500)))
        occurred = max(at(0), moment - timedelta(minutes=chance.choice((0, 0, 0, 0, 3, 40))))
        act = chance.choice(open_acts(standing_of(events, _LEAD), POLICY))
        said = _said(chance, act, events)
        draft = Event(0, 1, act, occurred, moment, "张三", "一号台", Details(**said))
        try:
            event, _standing = admit(events, draft, moment, POLICY, _LEAD)
        except Refused:
            continue
        events.append(replace(event, id=len(events) + 1))
    return events


def _said(chance: Random, act: Act, events: list[Event]) -> dict[str, Any]:
    said: dict[str, Any] = {
        "reason": "原因",
        "text": "说明",
        "contact": "李某",
        "passed": True,
        "outcome": chance.choice((Outcome.TOLD, Outcome.TOLD, Outcome.NO_ANSWER)),
        "final": chance.random() < 0.3,
        "until": at(chance.randrange(5000, 9000)),
        "lead": 2,
    }
    if act in (Act.DISPATCH, Act.REDISPATCH, Act.TRANSFER):
        said["unit"] = chance.choice(_UNITS)
        said["assist"] = tuple(chance.sample(_UNITS, chance.randrange(2)))
    if act is Act.RAISE:
        said["level"] = chance.choice((Level.URGENT, Level.EMERGENCY))
    if act is Act.CORRECT:
        said["corrects"] = chance.choice(events).id
    return said


@given(st.integers(0, 1 << 40))
def test_state_and_clocks_agree(seed: int) -> None:
    events = _live(seed)
    for count in range(1, len(events) + 1):
        summary = summarise(events[:count], POLICY, _LEAD)
        clocks = running(clocks_of(events[:count], POLICY, _LEAD))
        kinds = {clock.kind for clock in clocks}
        assert kinds <= _MAY_RUN[summary.state], (summary.state, kinds)
        if summary.state is not State.MERGED:
            named = {clock.unit for clock in clocks if clock.kind in _BY_UNIT and clock.unit}
            assert named <= set(summary.unit_names)
        paused = {clock.kind for clock in clocks if clock.paused_at}
        assert bool(paused) <= (summary.state is State.ON_ACCOUNT)
        if summary.state is State.ON_ACCOUNT:
            assert kinds & {ClockKind.FEEDBACK, ClockKind.CLOSE} <= paused
        if summary.next_clock is not None:
            assert summary.next_due_at == min(c.due_at for c in clocks if c.paused_at is None)
        if not summary.is_open:
            assert summary.next_act is None


@given(st.integers(0, 1 << 40))
def test_every_open_order_says_what_comes_next_and_no_act_of_a_life_is_lost(seed: int) -> None:
    events = _live(seed)
    summary = summarise(events, POLICY, _LEAD)
    if summary.is_open and not (summary.state is State.MERGED and summary.next_act is None):
        assert summary.next_act is not None
        allowed = open_acts(summary, POLICY)
        assert summary.next_act in allowed
    assert set(open_acts(summary, POLICY)).isdisjoint(BY_THE_DESK)
    assert summary.last_event_at == max(
        e.occurred_at
        for e in events
        if e.act is not Act.CORRECT and e.id not in {c.details.corrects for c in events}
    )
