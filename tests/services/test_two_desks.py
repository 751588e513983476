"""Two desks at once on one database: each order is acted on once, each row is taken in once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.tickets import Act
from tests.services.room import Room, numbered


def _at_once(count: int, work: Callable[[], Any]) -> list[Any]:
    """What each of several threads that start together got: a result or a refusal."""
    barrier = Barrier(count)

    def run() -> Any:
        barrier.wait()
        try:
            return work()
        except Refused as refused:
            return refused

    with ThreadPoolExecutor(count) as pool:
        return [future.result() for future in [pool.submit(run) for _ in range(count)]]


def test_an_act_that_can_be_done_once_is_done_once(room: Room) -> None:
    for ticket in room.take(numbered(5)).added_ids:
        results = _at_once(3, lambda ticket=ticket: room.act(ticket, Act.SIGN))  # type: ignore[misc]
        assert sum(not isinstance(result, Refused) for result in results) == 1
        assert [event.act for event in room.events(ticket)] == [Act.OBTAIN, Act.SIGN]


def test_acts_of_both_are_kept_and_summed_up(room: Room) -> None:
    ticket = room.take_one()
    _at_once(4, lambda: [room.act(ticket, Act.URGE) for _ in range(5)])
    assert len(room.events(ticket)) == 21
    assert room.summary(ticket).urged_count == 20
    assert room.ticket(ticket).version == 21


def test_the_same_file_taken_in_at_two_desks_adds_each_order_once(room: Room) -> None:
    rows = numbered(400)
    results = _at_once(2, lambda: room.take(rows))
    assert sorted(result.added for result in results) == [0, 400]
    assert sorted(result.unchanged for result in results) == [0, 400]
