"""The copy of the summaries is derived again when the rules that made it were others."""

from __future__ import annotations

from sqlalchemy import text

from jiesu_desktop.domain.tickets import Act, Outcome
from jiesu_desktop.services.projection import bring_up
from tests.services.room import Room, numbered


def _copy(room: Room) -> object:
    with room.store.connection(writing=False) as connection:
        return connection.execute(text("SELECT s_phase, s_urge_from, s_next_due_at FROM tickets")).one()


def test_what_an_older_program_left_out_is_derived_once(room: Room) -> None:
    ticket = room.take_one()
    room.at(3).act(ticket, Act.SIGN)
    told = _copy(room)
    with room.store.connection(writing=True) as connection:
        connection.execute(text("UPDATE tickets SET s_urge_from = NULL, s_phase = '旧'"))
    with room.store.begin() as work:
        assert bring_up(work) == 1
    assert _copy(room) == told
    with room.store.begin() as work:
        assert bring_up(work) == 0


def test_ended_orders_whose_ledger_rows_tell_of_more_are_derived_too(room: Room) -> None:
    plain, put_off = room.take(numbered(2)).added_ids
    for ticket in (plain, put_off):
        room.at(3).act(ticket, Act.DISPATCH, unit="热力公司")
    room.act(put_off, Act.DEFER, reason="历史遗留")
    for ticket in (plain, put_off):
        room.at(4).act(ticket, Act.CLOSE, text="好了")
        room.at(500).act(ticket, Act.CALLBACK, outcome=Outcome.TOLD, resolved="已解决", satisfied="满意")
        room.act(ticket, Act.ARCHIVE)
    with room.store.connection(writing=True) as connection:
        connection.execute(text("UPDATE tickets SET s_deferred = 'applied' WHERE s_deferred IS NOT NULL"))
    with room.store.begin() as work:
        assert bring_up(work) == 1
    with room.store.connection(writing=False) as connection:
        told = connection.execute(text("SELECT s_deferred FROM tickets ORDER BY id")).scalars().all()
    assert told == [None, "lapsed"]
