"""Editing what an order says."""

from __future__ import annotations

from typing import Any

import pytest

from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.services import tickets
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.errors import Stale
from tests.services.room import Room, minutes, order


def _edit(room: Room, ticket: int, changes: dict[str, Any], version: int | None = None) -> Changes:
    with room.store.begin() as uow:
        return tickets.edit(uow, room.time, room.who, ticket, changes, expected_version=version)


def test_an_edit_is_recorded_with_before_and_after(room: Room) -> None:
    ticket = room.take([order(place="1号楼")]).added_ids[0]
    changes = _edit(room.at(3), ticket, {"place": " 2号楼 ", "title": "暖气不热", "extra:备注": "急"})
    assert changes == Changes(tickets=frozenset({ticket}), message="已修改 2 项")
    stored = room.ticket(ticket)
    assert (stored.place, stored.extra) == ("2号楼", (("备注", "急"),))
    assert stored.edited == {"place", "extra:备注"}
    event = room.events(ticket)[-1]
    assert (event.act, event.details.changes) == (
        Act.EDIT,
        (("place", "1号楼", "2号楼"), ("extra:备注", "", "急")),
    )


def test_an_edited_deadline_bounds_the_close(room: Room) -> None:
    ticket = room.take_one()
    room.act(ticket, Act.DISPATCH, unit="热力")
    room.act(ticket, Act.FEEDBACK, text="x", final=True)
    _edit(room, ticket, {"upstream_due_at": minutes(60)})
    assert (room.line(ticket).next_clock, room.line(ticket).next_due_at) == ("close", minutes(60))


def test_nothing_changed_is_not_recorded(room: Room) -> None:
    ticket = room.take_one()
    assert _edit(room, ticket, {"title": "暖气不热"}) == Changes(message="没有改动")
    assert len(room.events(ticket)) == 1


def test_a_stale_edit_is_refused(room: Room) -> None:
    ticket = room.take_one()
    room.act(ticket, Act.SIGN)
    with pytest.raises(Stale) as caught:
        _edit(room, ticket, {"place": "x"}, version=1)
    assert caught.value.found == 2
    assert room.ticket(ticket).place == ""


@pytest.mark.parametrize(
    "changes", [{"number": "x"}, {"nonsense": "x"}, {"received_at": "昨天"}, {"title": minutes(0)}]
)
def test_what_cannot_be_edited(room: Room, changes: dict[str, Any]) -> None:
    ticket = room.take_one()
    with pytest.raises(Refused) as caught:
        _edit(room, ticket, changes)
    assert caught.value.field in changes
    assert len(room.events(ticket)) == 1


def test_asking_for_the_callers_number_is_logged(room: Room) -> None:
    ticket = room.take_one()
    with room.store.begin() as uow:
        tickets.phone_shown(uow, room.time, room.who, ticket)
    event = room.events(ticket)[-1]
    assert (event.act, event.actor, event.details.text) == (Act.NOTE, "张三", "查看了来电人完整电话")
