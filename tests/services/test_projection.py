"""The copy of the summaries is derived again when the rules that made it were others."""

from __future__ import annotations

from sqlalchemy import text

from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.services.projection import bring_up
from tests.services.room import Room


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
