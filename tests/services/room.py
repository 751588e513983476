"""A duty room for tests: a real database, a clock that stands until it is moved, and two people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from jiesu_desktop.domain.summary import Summary, summarise
from jiesu_desktop.domain.tickets import Act, Details, Event, UpstreamRow, Who
from jiesu_desktop.services import acts, intake, policy
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.services.intake import IntakeResult
from jiesu_desktop.storage.engine import Store, open_store
from jiesu_desktop.storage.records import QueueRow, StoredTicket

START = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
"""02:00 in Beijing."""


class HeldTime:
    """A clock that shows what it was set to."""

    speed = 1.0

    def __init__(self, start: datetime = START) -> None:
        self.moment = start

    def now(self) -> datetime:
        """The moment set."""
        return self.moment

    def monotonic(self) -> float:
        """Seconds since the start."""
        return (self.moment - START).total_seconds()


def minutes(count: float) -> datetime:
    """So many minutes after the start."""
    return START + timedelta(minutes=count)


def order(number: str = "热线-261124-000001", **fields: Any) -> UpstreamRow:
    """An invented open order."""
    values: dict[str, Any] = {"title": "暖气不热", "content": "市民反映，家中暖气不热。", "row": 2, **fields}
    return UpstreamRow(number=number, **values)


class Room:
    """Everything a service needs, in short words. Acts happen at the minute the clock is moved to."""

    def __init__(self, url: str) -> None:
        self.time = HeldTime()
        self.who = Who("张三", "一号台")
        self.store: Store = open_store(url, time=self.time)
        with self.store.begin() as uow:
            policy.ensure_default(uow, self.time, self.who)
            self.policy = policy.in_force(uow, self.time.now())

    def at(self, minute: float) -> Room:
        """Move the clock."""
        self.time.moment = minutes(minute)
        return self

    def take(self, rows: Sequence[UpstreamRow] = (), **options: Any) -> IntakeResult:
        """Take orders in; one invented open order if none are given."""
        with self.store.begin() as uow:
            return intake.take_in(uow, self.time, self.who, rows or [order()], **options)

    def take_one(self, **options: Any) -> int:
        """Take one invented open order in; its id."""
        return self.take(**options).added_ids[0]

    def act(
        self, ticket: int, act: Act, *, at: float | None = None, version: int | None = None, **details: Any
    ) -> Changes:
        """One act now, or said to have occurred at a minute."""
        occurred = None if at is None else minutes(at)
        with self.store.begin() as uow:
            return acts.perform(
                uow, self.time, self.who, ticket, act, Details(**details),
                occurred_at=occurred, expected_version=version,
            )  # fmt: skip

    def ticket(self, ticket: int) -> StoredTicket:
        """The order as stored."""
        with self.store.read() as queries:
            return queries.tickets.get(ticket)

    def events(self, ticket: int) -> list[Event]:
        """Its timeline."""
        with self.store.read() as queries:
            return queries.tickets.events(ticket)

    def summary(self, ticket: int) -> Summary:
        """What its timeline comes to."""
        with self.store.read() as queries:
            view = queries.ticket(ticket)
            return summarise(view.events, queries.policies.get(view.policy_id), view.lead_events)

    def line(self, ticket: int) -> QueueRow:
        """What the lists show of it: the copy SQL sorts by."""
        with self.store.read() as queries:
            return queries.queue_rows([ticket])[ticket]

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()


def numbered(count: int, **fields: Any) -> list[UpstreamRow]:
    """So many invented open orders, rows 2, 3, …"""
    return [replace(order(f"热线-261124-{n:06d}", **fields), row=n + 2) for n in range(count)]
