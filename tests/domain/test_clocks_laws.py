"""The laws of clocks.md for any history, and agreement with a plain reference that shares no code."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tests.reference.plain_clocks as reference
from jiesu_desktop.domain.clocks import Clock, ClockKind, Verdict, clocks_of, running
from jiesu_desktop.domain.policy import CloseReading
from jiesu_desktop.domain.tickets import Act, Basis, Details, Event, Level, Outcome
from tests.domain.stories import POLICY, ZERO, changed, histories, tell

MANY = settings(max_examples=3 * settings().max_examples)
DAY_END = changed(close_reading=CloseReading.DAY_END)


def as_row(clock: Clock) -> tuple[Any, ...]:
    return (
        clock.kind.value, clock.round, clock.unit or "", clock.cycle, clock.started_at, clock.due_at,
        clock.verdict.value, str(clock.stopped_at), str(clock.paused_at), clock.paused_for, clock.late_entry,
    )  # fmt: skip


def plain_row(c: dict[str, Any]) -> tuple[Any, ...]:
    return (
        c["kind"], c["round"], c["unit"] or "", c["cycle"], c["start"], c["due"], c["verdict"], str(c["stopped"]),
        str(c["paused_at"]), c["paused_for"], c["late"],
    )  # fmt: skip


def compare(events: list[Event], policy: Any, lead: list[Event]) -> None:
    ours = sorted(map(as_row, clocks_of(events, policy, lead)))
    theirs = sorted(map(plain_row, reference.plain_clocks(events, policy, lead)))
    assert ours == theirs, told(events, lead, ours, theirs)


def told(events: list[Event], lead: list[Event], ours: list[Any], theirs: list[Any]) -> str:
    """The story and the difference, short enough to read."""
    lines = [
        f"  {(e.occurred_at - ZERO).total_seconds() / 60:g} {e.id} {e.act} {e.details.to_json()}"
        for e in events
    ]
    lines += (
        ["lead:", *(f"  {e.occurred_at - ZERO} {e.act} {e.details.to_json()}" for e in lead)] if lead else []
    )
    lines += [f"only ours: {list(map(str, row))}" for row in ours if row not in theirs]
    lines += [f"only plain: {list(map(str, row))}" for row in theirs if row not in ours]
    return "\n".join(["", *lines])


@MANY
@given(histories(), st.sampled_from((POLICY, DAY_END)))
def test_any_history_agrees_with_the_plain_reference(events: list[Event], policy: Any) -> None:
    compare(events, policy, [])


@pytest.mark.parametrize(
    "story",
    [  # found by long searches: what a pause left on a clock that was then raised
        "0 obtain; 0 defer_approved; 0.5 settle; 0.5 raise",
        "0 obtain; 0 lower; 0 defer_approved; 0.5 raise",
        "0 obtain history; 0 exclude_granted; 0 rework; 0 defer_approved; 0.5 raise",
    ],
)
def test_a_pause_before_a_raise_stays_on_the_record_of_the_clock(story: str) -> None:
    events = tell(story)
    compare(events, POLICY, [])
    (close,) = [c for c in running(clocks_of(events, POLICY)) if c.kind is ClockKind.CLOSE]
    assert (close.paused_for, close.due_at) == (timedelta(seconds=30), ZERO + timedelta(minutes=90.5))


@MANY
@given(histories(8), histories(8, ticket=2))
def test_a_merged_order_agrees_with_the_plain_reference(events: list[Event], lead: list[Event]) -> None:
    compare(events, POLICY, lead)


@pytest.mark.long
@settings(max_examples=5000)
@given(histories(16), histories(8, ticket=2), st.sampled_from((POLICY, DAY_END)))
def test_thousands_of_histories_agree_with_the_plain_reference(
    events: list[Event], lead: list[Event], policy: Any
) -> None:
    compare(events, policy, lead)


# -- the laws, each by itself ---------------------------------------------------------------------------------------


def key(clock: Clock) -> tuple[Any, ...]:
    return clock.kind, clock.round, clock.unit, clock.cycle


def with_act(events: list[Event], act: Act, minutes: float, **details: Any) -> list[Event]:
    """The history and one more act, some minutes after the last."""
    moment = events[-1].occurred_at + timedelta(minutes=minutes)
    return [*events, Event(len(events) + 1, 1, act, moment, moment, "李四", "二号台", Details(**details))]


raises = st.fixed_dictionaries(
    {
        "level": st.sampled_from((None, Level.URGENT, Level.UNSTABLE, Level.EMERGENCY)),
        "basis": st.sampled_from((None, Basis.ORIGIN, Basis.CHANGE)),
    }
)
minutes = st.sampled_from((0, 1, 7, 45, 3000))


@given(histories(), raises, minutes)
def test_a_raise_makes_no_due_moment_later(events: list[Event], how: dict[str, Any], wait: float) -> None:
    raised = with_act(events, Act.RAISE, wait, **how)
    after = {key(c): c for c in running(clocks_of(raised, POLICY))}
    for before in running(clocks_of(events, POLICY)):
        unit_named = (before.kind, before.round, None, before.cycle)
        now = after.get(key(before)) or after.get(unit_named)
        if now is None:  # a confirmation that waited for a unit now waits for each unit
            assert before.kind is ClockKind.CONFIRM
            continue
        stood = (
            raised[-1].occurred_at - before.paused_at
            if before.paused_at and not now.paused_at
            else timedelta(0)
        )
        assert now.due_at <= before.due_at + stood


@given(histories(), raises, minutes)
def test_a_met_clock_stays_met_when_the_level_changes(
    events: list[Event], how: dict[str, Any], wait: float
) -> None:
    met = [c for c in clocks_of(events, POLICY) if c.verdict is Verdict.MET]
    for act, details in ((Act.RAISE, how), (Act.LOWER, {})):
        after = [as_row(c) for c in clocks_of(with_act(events, act, wait, **details), POLICY)]
        assert all(as_row(c) in after for c in met)


@given(histories(), raises, minutes)
def test_raising_an_urgent_order_further_restarts_nothing(
    events: list[Event], how: dict[str, Any], wait: float
) -> None:
    once = with_act(events, Act.RAISE, wait, **how)
    twice = with_act(once, Act.RAISE, wait, level=Level.EMERGENCY, basis=Basis.CHANGE)
    assert clocks_of(twice, POLICY) == clocks_of(once, POLICY)


@given(histories(), raises, minutes)
def test_lowering_and_raising_again_resumes_the_first_zero(
    events: list[Event], how: dict[str, Any], wait: float
) -> None:
    live = [*events, *with_act(events, Act.SETTLE, 0)[-1:]]
    urgent = with_act(live, Act.RAISE, wait, **how)
    urgent_now = clocks_of(urgent, POLICY)
    again = with_act(with_act(urgent, Act.LOWER, wait), Act.RAISE, wait, basis=Basis.CHANGE)
    if gone(urgent):
        return
    then = sorted(as_row(c) for c in running(urgent_now))
    now = sorted(as_row(c) for c in running(clocks_of(again, POLICY)))
    assert now == then, told(again, [], now, then)


def gone(events: list[Event]) -> bool:
    """Whether a lowering gives something up: an order returned, merged, in a second round, or sent to nobody."""
    lost = (Act.RETURN, Act.MERGE, Act.REWORK, Act.REOPEN)
    return any(e.act in lost or (e.act is Act.DISPATCH and not e.details.unit) for e in events)


@given(histories(), st.data())
def test_a_correction_derives_everything_as_if_the_act_had_not_been(events: list[Event], data: Any) -> None:
    wrong = data.draw(st.sampled_from(events))
    if wrong.act is Act.CORRECT:
        return
    corrected = with_act(events, Act.CORRECT, 1, corrects=wrong.id)
    without = [event for event in events if event.id != wrong.id]
    already = any(e.act is Act.CORRECT for e in events)
    assert already or clocks_of(corrected, POLICY) == clocks_of(without, POLICY)
    restored = with_act(corrected, Act.CORRECT, 1, corrects=corrected[-1].id)
    assert clocks_of(restored, POLICY) == clocks_of(events, POLICY)


@given(histories(), st.randoms(use_true_random=False))
def test_the_order_of_recording_does_not_matter(events: list[Event], random: Any) -> None:
    shuffled = list(events)
    random.shuffle(shuffled)
    assert clocks_of(shuffled, POLICY) == clocks_of(events, POLICY)


@given(histories())
def test_each_wait_has_at_most_one_running_clock(events: list[Event]) -> None:
    waits = [key(c) for c in running(clocks_of(events, POLICY))]
    assert len(waits) == len(set(waits))


@given(histories(), st.sampled_from((Act.EXCLUDE_GRANTED, Act.ARCHIVE)))
def test_nothing_runs_once_the_order_has_ended(events: list[Event], act: Act) -> None:
    assert running(clocks_of(with_act(events, act, 1), POLICY)) == ()


@given(histories(), minutes)
def test_after_closing_only_the_call_back_runs(events: list[Event], wait: float) -> None:
    left = running(clocks_of(with_act(events, Act.CLOSE, wait), POLICY))
    assert [c.kind for c in left] in ([], [ClockKind.CALLBACK])


@given(histories(), minutes)
def test_a_return_that_is_refused_resumes_the_old_zeros(events: list[Event], wait: float) -> None:
    before = running(clocks_of(events, POLICY))
    after = running(clocks_of(with_act(with_act(events, Act.RETURN, wait), Act.RETURN_REFUSED, wait), POLICY))
    if any(c.kind is ClockKind.RETURNED for c in before) or any(e.act is Act.MERGE for e in events):
        return
    still = {(*key(c), c.started_at, c.due_at) for c in after}
    assert still >= {(*key(c), c.started_at, c.due_at) for c in before if c.kind not in STOPPED_BY_RETURN}


STOPPED_BY_RETURN = (ClockKind.SIGN, ClockKind.CALLBACK)


@given(histories(), minutes, minutes)
def test_a_pause_moves_feedback_and_close_by_its_span_and_nothing_else(
    events: list[Event], wait: float, span: float
) -> None:
    held = with_act(events, Act.DEFER_APPROVED, wait)
    settled = with_act(held, Act.SETTLE, span)
    paused = {key(c): c for c in running(clocks_of(held, POLICY)) if c.paused_at is not None}
    after = {key(c): c for c in clocks_of(settled, POLICY)}
    assert {c.kind for c in paused.values()} <= {ClockKind.FEEDBACK, ClockKind.CLOSE}
    for name, clock in paused.items():
        assert clock.paused_at is not None
        stood = settled[-1].occurred_at - clock.paused_at
        assert after[name].due_at == clock.due_at + stood
        assert after[name].paused_at is None
        assert after[name].paused_for == clock.paused_for + stood


@given(histories())
def test_attempts_that_reached_nobody_meet_nothing(events: list[Event]) -> None:
    for act in (Act.REPORT, Act.CONFIRM, Act.URGE, Act.FEEDBACK, Act.CALLBACK):
        for outcome in (Outcome.NO_ANSWER, Outcome.BUSY, Outcome.WRONG_NUMBER):
            tried = with_act(events, act, 3000, outcome=outcome)
            assert clocks_of(tried, POLICY) == clocks_of(events, POLICY)


def test_the_reference_shares_no_code_with_the_clocks() -> None:
    """It may know the vocabulary and the policy's numbers, nothing that derives a clock."""
    tree = ast.parse(Path(reference.__file__).read_text("utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert names == set()
    assert modules == {
        "__future__", "datetime", "typing", "jiesu_desktop.domain.policy", "jiesu_desktop.domain.tickets",
    }  # fmt: skip
