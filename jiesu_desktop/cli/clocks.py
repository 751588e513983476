"""``clocks``: every clock still running at a moment, from the acts that had occurred by then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from jiesu_desktop.cli.arguments import Options
from jiesu_desktop.cli.failures import Failed
from jiesu_desktop.cli.output import emit
from jiesu_desktop.cli.session import session
from jiesu_desktop.domain.alert_rules import next_moment_of
from jiesu_desktop.domain.clocks import clocks_of, running, state_of, why
from jiesu_desktop.domain.history import standing_of
from jiesu_desktop.domain.tickets import Event
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import TicketView, Watched


def run_clocks(options: Options) -> int:
    """Print them by due moment, the earliest first."""
    with session(options) as s:
        at = options.at or s.time.now()
        with s.store.read() as queries:
            views = _views(queries, options.ticket, at)
            found = [line for view in views for line in _lines(queries, view, at)]
    for line in sorted(found, key=lambda line: (line["due_at"], line["ticket"], line["clock"])):
        emit(line)
    return 0


def _views(queries: Queries, number: str | None, at: datetime) -> Iterator[TicketView | Watched]:
    """The orders that may have had a clock then: those open now, and those something happened to since."""
    if number is not None:
        view = queries.ticket_numbered(number.strip())
        if view is None:
            raise Failed(f"没有编号为“{number}”的工单，请核对编号。")
        yield view
        return
    yield from queries.watched()
    for ticket_id in sorted({*queries.acted_on_since(at)}.difference(queries.open_ticket_ids())):
        yield queries.ticket(ticket_id)


def _lines(queries: Queries, view: TicketView | Watched, at: datetime) -> Iterator[dict[str, Any]]:
    events, lead_events = _as_of(view.events, at), _as_of(view.lead_events, at)
    if not events:
        return
    policy = queries.policies.get(view.policy_id)
    level = standing_of(events, lead_events).level
    for clock in running(clocks_of(events, policy, lead_events)):
        yield {
            "ticket": view.ticket.number,
            "round": clock.round,
            "clock": clock.kind.value,
            "unit": clock.unit,
            "started_at": clock.started_at,
            "due_at": clock.due_at,
            "state": state_of(clock, at, policy, level).value,
            "next_alert_at": next_moment_of(clock, events, policy, at),
            "why": why(clock, policy),
        }


def _as_of(events: Sequence[Event], at: datetime) -> list[Event]:
    """What had occurred by then, as if it had been recorded by then: the stages ahead are those of that moment."""
    return [
        event if event.recorded_at <= at else replace(event, recorded_at=at)
        for event in events
        if event.occurred_at <= at
    ]
