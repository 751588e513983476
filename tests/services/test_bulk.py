"""perform_each: one transaction each."""

from __future__ import annotations

from jiesu_desktop.domain.tickets import Act, Details
from jiesu_desktop.services.bulk import NOT_DONE, perform_each
from tests.services.room import Room, numbered


def test_each_is_a_transaction_and_stopping_keeps_what_was_done(room: Room) -> None:
    ids = list(room.take(numbered(4)).added_ids)
    room.act(ids[0], Act.SIGN)
    steps = list[tuple[int, int]]()
    bulk = perform_each(
        room.store, room.time, room.who, ids, Act.SIGN, Details(),
        step=lambda done, total: steps.append((done, total)), stopped=lambda: len(steps) == 3,
    )  # fmt: skip
    assert [fate.done for fate in bulk.fates] == [False, True, True, False]
    assert bulk.fates[3].words == NOT_DONE
    assert "签收" in bulk.fates[0].words
    assert bulk.changes.tickets == {ids[1], ids[2]}
    assert steps == [(1, 4), (2, 4), (3, 4)]
    assert [len(room.events(ticket)) for ticket in ids] == [2, 2, 2, 1]


def test_an_order_that_is_gone_is_one_line(room: Room) -> None:
    ticket = room.take_one()
    bulk = perform_each(room.store, room.time, room.who, [999, ticket], Act.NOTE, Details(text="已转"))
    assert [fate.done for fate in bulk.fates] == [False, True]
    assert room.events(ticket)[-1].details.text == "已转"
