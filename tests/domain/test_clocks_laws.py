"""The laws of clocks.md for any history, and agreement with a plain reference that shares no code."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import tests.reference.plain_clocks as reference
from jiesu_desktop.domain.clocks import Clock, clocks_of
from jiesu_desktop.domain.policy import CloseReading
from jiesu_desktop.domain.tickets import Event
from tests.domain.stories import POLICY, ZERO, changed, histories

MANY = settings(max_examples=400, deadline=None)
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
    lines = [f"  {(e.occurred_at - ZERO).total_seconds() / 60:g} {e.id} {e.act} {e.details.to_json()}" for e in events]
    lines += ["lead:", *(f"  {e.occurred_at - ZERO} {e.act} {e.details.to_json()}" for e in lead)] if lead else []
    lines += [f"only ours: {list(map(str, row))}" for row in ours if row not in theirs]
    lines += [f"only plain: {list(map(str, row))}" for row in theirs if row not in ours]
    return "\n".join(["", *lines])


@MANY
@given(histories(), st.sampled_from((POLICY, DAY_END)))
def test_any_history_agrees_with_the_plain_reference(events: list[Event], policy: Any) -> None:
    compare(events, policy, [])


@MANY
@given(histories(8), histories(8, ticket=2))
def test_a_merged_order_agrees_with_the_plain_reference(events: list[Event], lead: list[Event]) -> None:
    compare(events, POLICY, lead)
