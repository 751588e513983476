"""A store on each engine, and orders to put into it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from jiesu_desktop.clock import ScaledTime
from jiesu_desktop.domain.policy import Policy, parse_policy
from jiesu_desktop.domain.summary import summarise
from jiesu_desktop.domain.tickets import Act, Channel, Details, Event, UpstreamRow
from jiesu_desktop.storage.engine import Store, open_store
from jiesu_desktop.storage.records import NewTicket

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)

Said = tuple[Act, datetime, Details]
Make = Callable[..., NewTicket]
Add = Callable[..., int]


@pytest.fixture(scope="session")
def policy(resources: Path) -> Policy:
    """The contract's."""
    return parse_policy(tomllib.loads((resources / "policy" / "contract-2024.toml").read_text("utf-8")))


@pytest.fixture
def store(db_url: str, policy: Policy) -> Iterator[Store]:
    """An open store with the contract's policy as version 1, on each engine in turn."""
    opened = open_store(db_url, time=ScaledTime(NOW, 0))
    with opened.begin() as work:
        assert work.policies.add(policy, NOW - timedelta(days=30), "主管", NOW) == 1
    yield opened
    opened.close()


def happened(act: Act, at: datetime = NOW, ticket_id: int = 0, **details: Any) -> Event:
    """An act, recorded as it occurred."""
    return Event(0, ticket_id, act, at, at, "张某", "一号台", Details(**details))


@pytest.fixture
def make(policy: Policy) -> Make:
    """Builds an order from columns and acts; its summary is what the acts come to."""

    def build(*acts: Event, channel: Channel = Channel.HOTLINE, **columns: Any) -> NewTicket:
        events = acts or (happened(Act.OBTAIN),)
        row = UpstreamRow(**columns)
        return NewTicket(
            row=row,
            identity=row.number or repr(row),
            channel=channel,
            policy_id=1,
            events=events,
            summary=summarise(events, policy),
        )

    return build


@pytest.fixture
def add(store: Store, make: Make) -> Add:
    """Saves one order and returns its id."""

    def save(*acts: Event, **columns: Any) -> int:
        with store.begin() as work:
            return work.tickets.add_many([make(*acts, **columns)])[0]

    return save
