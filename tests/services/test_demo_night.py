from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from jiesu_desktop.clock import ScaledTime
from jiesu_desktop.domain.act_rules import admit
from jiesu_desktop.domain.clocks import clocks_of, running, state_of
from jiesu_desktop.domain.policy import ClockKind
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.services.demo_night import DemoNight, script
from jiesu_desktop.services.invention import Inventor
from jiesu_desktop.storage.engine import Store, open_store

WHO = Who("甲值班员", "值班室")


@pytest.fixture
def store(db_url: str) -> Iterator[Store]:
    opened = open_store(db_url)
    yield opened
    opened.close()


def test_the_night_opens_as_drawn(store: Store) -> None:
    start = DemoNight(store, WHO).prepare()
    assert start == script()["start"]
    found: dict[str, list[str]] = {"warning": [], "overdue": []}
    with store.read() as queries:
        assert queries.counts(start).tickets == 200
        for watched in queries.watched():
            policy = queries.policies.get(watched.policy_id)
            for clock in running(clocks_of(watched.events, policy)):
                state = state_of(clock, start, policy, watched.level)
                if state.value in found and watched.level.is_urgent:
                    found[state.value].append(f"{watched.ticket.number[-6:]} {clock.kind}")
        counts = queries.queue_counts(start, WHO.name)
    assert found["overdue"] == [f"000418 {ClockKind.REPORT}"]
    assert f"000417 {ClockKind.DISPATCH}" in found["warning"]
    empty = [name for name, count in counts.items() if count == 0 and name != "to_confirm"]
    assert empty == []


def test_every_course_of_the_night_would_have_been_admitted(store: Store) -> None:
    start = DemoNight(store, WHO).prepare()
    with store.read() as queries:
        policy = queries.policies.in_force(start)
        assert policy is not None
        for ticket_id in queries.open_ticket_ids():
            events = queries.tickets.events(ticket_id)
            for at in range(1, len(events)):
                admit(events[:at], events[at], start, policy)


def test_orders_arrive_as_the_hours_pass(store: Store) -> None:
    night = DemoNight(store, WHO)
    start = night.prepare()
    assert not night.play(ScaledTime(start, 0)).tickets
    assert len(night.play(ScaledTime(start + timedelta(minutes=10), 0)).tickets) == 4
    assert not night.play(ScaledTime(start + timedelta(minutes=10), 0)).tickets
    assert len(night.tick(start + timedelta(hours=8))) > len(script()["arrivals"]["script"])
    with store.read() as queries:
        assert queries.counts(start).tickets == 204
        assert queries.queue_counts(start + timedelta(minutes=10))["suspected"] == 2


def test_a_night_played_on_goes_on(store: Store) -> None:
    first = DemoNight(store, WHO)
    start = first.prepare()
    later = start + timedelta(minutes=30)
    first.play(ScaledTime(later, 0))
    again = DemoNight(store, WHO)
    resumed = again.prepare()
    assert resumed > later - timedelta(minutes=1)
    assert all(
        row.received_at and row.received_at > start - timedelta(hours=1)
        for row in again.tick(later + timedelta(hours=1))
    )
    with store.read() as queries:
        known = queries.counts(start).tickets
    again.play(ScaledTime(later + timedelta(hours=2), 0))
    with store.read() as queries:
        assert queries.counts(start).tickets > known


def test_every_arrival_of_the_script_is_a_known_matter() -> None:
    from random import Random

    inventor = Inventor(Random(0))
    for _minutes, title in script()["arrivals"]["script"]:
        assert title in inventor.issue_of(title)["titles"]
