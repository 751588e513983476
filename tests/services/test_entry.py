"""Orders by hand and from pasted text."""

from __future__ import annotations

from typing import Any

import pytest

from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.tickets import Channel, Level, UpstreamRow
from jiesu_desktop.services import entry
from jiesu_desktop.services.changes import Changes
from tests.services.room import Room, minutes, order


def _enter(room: Room, row: UpstreamRow, **options: Any) -> Changes:
    with room.store.begin() as uow:
        return entry.enter(uow, room.time, room.who, row, **options)


def test_an_order_by_hand_starts_its_clocks_and_gets_our_number(room: Room) -> None:
    changes = _enter(room.at(7), order("", title=" 井盖丢失 "), channel=Channel.SELF, obtained_at=minutes(5))
    (ticket,) = changes.tickets
    stored = room.ticket(ticket)
    assert changes.message == f"已录入：{stored.number}"
    assert stored.number.startswith("值班-261124-")
    assert (stored.title, stored.channel) == ("井盖丢失", Channel.SELF)
    assert room.summary(ticket).next_due_at == minutes(35)
    assert room.summary(ticket).suspected == "井盖丢失"


def test_an_urgent_order_by_hand(room: Room) -> None:
    (ticket,) = _enter(room, order("", content="漏气"), level=Level.URGENT).tickets
    assert room.summary(ticket).next_due_at == minutes(5)
    assert room.summary(ticket).suspected_open is False


def test_what_was_typed_is_not_overwritten_by_an_import(room: Room) -> None:
    (ticket,) = _enter(room, order("热线-1", place="1号楼")).tickets
    assert room.ticket(ticket).edited == {"number", "title", "content", "place"}
    result = room.at(5).take([order("热线-1", place="2号楼", caller="赵某")])
    assert (result.added, result.updated) == (0, 1)
    stored = room.ticket(ticket)
    assert (stored.place, stored.caller) == ("1号楼", "赵某")
    assert [one.change.after for one in result.differences] == ["2号楼"]


def test_what_cannot_be_entered(room: Room) -> None:
    _enter(room, order("热线-1"))
    for row, options, field in (
        (order("热线-1"), {}, "number"),
        (UpstreamRow(number="热线-2", title=" "), {}, "content"),
        (order("热线-3"), {"obtained_at": minutes(1)}, "obtained_at"),
    ):
        with pytest.raises(Refused) as caught:
            _enter(room, row, **options)
        assert caught.value.field == field
    with room.store.read() as queries:
        assert queries.counts(minutes(-99)).tickets == 1


def test_a_pasted_text_becomes_an_order(room: Room) -> None:
    row = entry.parse_paste(
        "工单编号：热线-261124-000009\n来电人：赵某\n标题：暖气不热\n主要内容：市民反映，家中不热。"
    )
    assert (row.number, row.caller, row.title) == ("热线-261124-000009", "赵某", "暖气不热")
    (ticket,) = _enter(room, row).tickets
    assert room.ticket(ticket).content == "市民反映，家中不热。"
    assert entry.parse_paste("市民反映，井盖丢失。来电反映该问题。").content.startswith("市民反映")
