"""Taking files in on real databases: counts, history, updates, coming again, and what operators typed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jiesu_desktop.domain.intake import Kind
from jiesu_desktop.domain.states import Refused, State
from jiesu_desktop.domain.tickets import Act, Channel, Level, Outcome, UpstreamRow
from jiesu_desktop.exchange.failures import Cancelled
from jiesu_desktop.services import intake, tickets
from jiesu_desktop.services.intake import IntakeResult
from tests.services.room import Room, minutes, numbered, order


def _counts(result: IntakeResult) -> tuple[int, int, int, int, int]:
    assert result.added + result.updated + result.unchanged + len(result.rejected) == result.rows
    return result.added, result.updated, result.unchanged, result.history, len(result.rejected)


def test_taking_in_starts_the_clocks_at_that_moment(room: Room) -> None:
    result = room.at(3).take([order(upstream_due_at=minutes(600))], file_name="一.xlsx")
    assert _counts(result) == (1, 0, 0, 0, 0)
    (ticket,) = result.added_ids
    summary = room.summary(ticket)
    assert (summary.obtained_at, summary.next_due_at) == (minutes(3), minutes(33))
    assert summary.upstream_due_at == minutes(600)
    assert room.ticket(ticket).channel is Channel.HOTLINE
    with room.store.read() as queries:
        record = queries.desk.imports()[0]
    assert (record.file_name, record.rows, record.added, record.actor) == ("一.xlsx", 1, 1, "张三")


def test_the_same_file_again_adds_nothing(room: Room) -> None:
    rows = [*numbered(3), order("", content="没有编号的工单", row=9)]
    assert _counts(room.take(rows)) == (4, 0, 0, 0, 0)
    assert _counts(room.at(5).take(rows)) == (0, 0, 4, 0, 0)
    changed = [replace(rows[0], status_upstream="办理中"), *rows[1:]]
    result = room.at(6).take(changed)
    assert _counts(result) == (0, 1, 3, 0, 0)
    assert len(result.ticket_ids) == 1


def test_an_update_keeps_the_clocks_and_goes_on_the_timeline(room: Room) -> None:
    row = order(extra=(("标签", "供暖"),))
    ticket = room.take([row]).added_ids[0]
    room.at(2).act(ticket, Act.DISPATCH, unit="热力")
    before = room.line(ticket)
    due = minutes(100)
    room.at(5).take([replace(row, place="1号楼", upstream_due_at=due, extra=(("标签", "急"), ("备注", "x")))])
    stored = room.ticket(ticket)
    assert (stored.place, stored.upstream_due_at) == ("1号楼", due)
    assert stored.extra == (("标签", "急"), ("备注", "x"))
    event = room.events(ticket)[-1]
    assert event.act is Act.UPDATE
    assert ("place", "", "1号楼") in event.details.changes
    assert room.line(ticket).next_due_at == before.next_due_at
    assert room.summary(ticket).upstream_due_at == due


def test_a_blank_cell_takes_nothing_away(room: Room) -> None:
    row = order(caller="赵某", extra=(("标签", "供暖"),))
    ticket = room.take([row]).added_ids[0]
    assert _counts(room.take([replace(row, caller="", extra=())])) == (0, 0, 1, 0, 0)
    assert room.ticket(ticket).caller == "赵某"


def test_what_arrives_finished_is_history_and_rings_no_bell(room: Room) -> None:
    rows = [
        order("A", closed_at=minutes(-500), content="漏气", row=2),
        order("B", status_upstream="回复完成", row=3),
        order("C", resolved="未解决", row=4),
        order("D", status_upstream="办理中", row=5),
    ]
    result = room.take(rows)
    assert _counts(result) == (4, 0, 0, 3, 0)
    assert result.suspected == 0
    with room.store.read() as queries:
        assert [one.ticket.number for one in queries.watched()] == ["D"]
    assert room.summary(result.added_ids[0]).state is State.ARCHIVED
    assert room.summary(result.added_ids[0]).closed_at == minutes(-500)


def test_history_on_request_for_open_rows_too(room: Room) -> None:
    assert _counts(room.take(numbered(2), history=True)) == (2, 0, 0, 2, 0)
    with room.store.read() as queries:
        assert list(queries.watched()) == []


def test_words_that_suggest_urgency_wait_for_an_answer_unless_judged_already(room: Room) -> None:
    gas = order("A", content="楼道燃气泄漏")
    result = room.take([gas, order("B", row=3)])
    assert result.suspected == 1
    assert room.summary(result.added_ids[0]).suspected == "泄漏"
    judged = room.take([order("C", content="楼道燃气泄漏")], level=Level.URGENT)
    assert judged.suspected == 0
    assert room.summary(judged.added_ids[0]).level is Level.URGENT
    assert room.summary(judged.added_ids[0]).next_due_at == minutes(5)


def test_obtained_earlier_but_never_in_the_future(room: Room) -> None:
    ticket = room.at(50).take_one(obtained_at=minutes(10), channel=Channel.SELF)
    assert room.summary(ticket).obtained_at == minutes(10)
    assert room.events(ticket)[0].recorded_at == minutes(50)
    assert room.ticket(ticket).channel is Channel.SELF
    with pytest.raises(Refused, match="晚于现在"):
        room.take([order("X")], obtained_at=minutes(51))


def test_of_a_number_used_twice_the_last_row_holds(room: Room) -> None:
    rows = [order("A", title="旧", row=2), order("A", title="新", row=3), UpstreamRow(number="B", row=4)]
    result = room.take(rows, refused=[(7, "日期不是日期")])
    assert _counts(result) == (1, 0, 0, 0, 3)
    assert [number for number, _reason in result.rejected] == [2, 4, 7]
    assert room.ticket(result.added_ids[0]).title == "新"


def test_an_order_without_a_number_gets_ours_and_is_known_again(room: Room) -> None:
    row = order("", content="没有编号")
    ticket = room.take([row]).added_ids[0]
    assert room.ticket(ticket).number.startswith("值班-261124-")
    assert _counts(room.at(60 * 24).take([replace(row, reply="已修好")])) == (0, 1, 0, 0, 0)
    assert room.ticket(ticket).number.startswith("值班-261124-")


def test_a_returned_order_arriving_open_and_different_comes_again(room: Room) -> None:
    row = order()
    ticket = room.take([row]).added_ids[0]
    room.at(5).act(ticket, Act.RETURN, reason="非权属")
    assert _counts(room.at(6).take([row])) == (0, 0, 1, 0, 0)
    assert room.summary(ticket).state is State.RETURNED
    again = replace(row, content="市民反映，楼道燃气泄漏。")
    result = room.at(60).take([again])
    assert (_counts(result), result.come_again) == ((0, 1, 0, 0, 0), 1)
    summary = room.summary(ticket)
    assert (summary.round, summary.state, summary.obtained_at) == (2, State.TO_SIGN, minutes(60))
    assert (summary.next_due_at, summary.suspected_open) == (minutes(90), True)
    assert summary.returned_at == minutes(5)
    # the older snapshot changes neither text nor round
    stale = room.at(70).take([row])
    assert _counts(stale) == (0, 0, 1, 0, 0)
    assert room.ticket(ticket).content == again.content
    assert room.summary(ticket).round == 2


def test_a_closed_order_arriving_finished_is_only_updated(room: Room) -> None:
    row = order()
    ticket = room.take([row]).added_ids[0]
    room.at(5).act(ticket, Act.CLOSE)
    result = room.at(9).take([replace(row, reply="已修好", closed_at=minutes(5))])
    assert (_counts(result), result.come_again) == ((0, 1, 0, 0, 0), 0)
    assert room.summary(ticket).state is State.CLOSED
    assert room.summary(ticket).closed_at == minutes(5)


def test_what_an_operator_typed_is_kept_and_the_difference_reported(room: Room) -> None:
    row = order(place="1号楼", extra=(("标签", "供暖"),))
    ticket = room.take([row]).added_ids[0]
    with room.store.begin() as uow:
        tickets.edit(uow, room.time, room.who, ticket, {"place": "2号楼", "extra:标签": "急"})
    result = room.at(3).take([replace(row, place="3号楼", title="新标题", extra=(("标签", "别的"),))])
    stored = room.ticket(ticket)
    assert (stored.place, stored.title, stored.extra) == ("2号楼", "新标题", (("标签", "急"),))
    assert [(one.change.field, one.change.before, one.change.after) for one in result.differences] == [
        ("place", "2号楼", "3号楼"),
        ("extra:标签", "急", "别的"),
    ]
    assert "保留人工填写的“2号楼”" in result.differences[0].text
    same = room.at(4).take([row])
    assert _counts(same) == (0, 0, 1, 0, 0)
    assert [one.change.after for one in same.differences] == ["1号楼", "供暖"]


def test_a_cancelled_import_leaves_everything_as_it_was(room: Room) -> None:
    room.take([order("A")])
    asked = iter([False, False, True])
    with pytest.raises(Cancelled), room.store.begin() as uow:
        intake.take_in(uow, room.time, room.who, numbered(2500), cancelled=lambda: next(asked, True))
    with room.store.read() as queries:
        assert queries.counts(minutes(-9999)).tickets == 1
        assert queries.desk.imports() == []


def test_progress_rises_to_the_end(room: Room) -> None:
    told: list[tuple[int, int]] = []
    room.take(numbered(2500), progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] == 5000
    assert len(told) > 4


def test_a_preview_tells_what_would_happen_and_writes_nothing(room: Room) -> None:
    known = room.take([order("A"), order("B", row=3)]).added_ids
    room.act(known[0], Act.RETURN, reason="非权属")
    rows = [
        order("A", title="又来了", row=2),
        order("B", row=3),
        order("C", content="漏气", row=4),
        order("D", closed_at=minutes(-1), row=5),
    ]
    with room.store.begin() as uow:
        preview = intake.preview(uow, room.time, room.who, rows, refused=[(6, "x")])
    assert [(one.number, one.kind) for one in preview.rows] == [
        ("A", Kind.COME_AGAIN),
        ("B", Kind.UNCHANGED),
        ("C", Kind.ADD),
        ("D", Kind.HISTORY),
    ]
    assert preview.rows[2].suspected == "漏气"
    assert (preview.open_rows, preview.ask_history) == (2, False)
    assert _counts(room.take(rows, refused=[(6, "x")])) == _counts(preview.result)
    assert room.summary(known[0]).round == 2


def test_more_than_twenty_open_rows_at_once_ask_whether_they_are_history(room: Room) -> None:
    for count, asked in ((20, False), (21, True)):
        with room.store.begin() as uow:
            preview = intake.preview(uow, room.time, room.who, numbered(count))
        assert preview.ask_history is asked


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "=1+1", "content": "@SUM(A1)"},
        {"content": "长" * 100_000},
        {"caller": "𠮷某😀", "place": "㐂\0楼"},
        {"content": "半个\ud83d"},
    ],
)
def test_odd_text_is_kept_as_text_and_known_again(room: Room, fields: dict[str, Any]) -> None:
    row = order(**fields)
    ticket = room.take([row]).added_ids[0]
    stored = room.ticket(ticket)
    for name, value in fields.items():
        if "\0" not in value and "\ud83d" not in value:
            assert getattr(stored, name) == value
    assert _counts(room.take([row])) == (0, 0, 1, 0, 0)


def test_an_import_into_a_merged_order_keeps_following_the_lead(room: Room) -> None:
    lead, follower = room.take(numbered(2)).added_ids
    room.act(lead, Act.DISPATCH, unit="热力")
    room.act(follower, Act.MERGE, lead=lead)
    before = room.line(follower).next_due_at
    room.at(5).take([replace(numbered(2)[1], status_upstream="办理中")])
    assert room.line(follower).next_due_at == before == minutes(30)
    assert room.act(lead, Act.URGE, outcome=Outcome.TOLD, contact="李某").tickets == {lead, follower}


def test_a_row_obtained_before_the_return_is_no_coming_again(room: Room) -> None:
    row = order()
    ticket = room.take([row]).added_ids[0]
    room.at(30).act(ticket, Act.RETURN, reason="非权属")
    result = room.at(60).take([replace(row, title="又改了")], obtained_at=minutes(20))
    assert (_counts(result), result.come_again) == ((0, 1, 0, 0, 0), 0)
    assert room.summary(ticket).state is State.RETURNED
    assert room.ticket(ticket).title == "又改了"


def test_a_note_made_since_does_not_hide_that_a_returned_order_comes_again(room: Room) -> None:
    row = order()
    ticket = room.take([row]).added_ids[0]
    room.at(30).act(ticket, Act.RETURN, reason="非权属")
    room.at(58).act(ticket, Act.NOTE, text="查看了来电人完整电话")
    result = room.at(60).take([replace(row, title="又派来了")], obtained_at=minutes(55))
    assert result.come_again == 1
    assert room.line(ticket).next_due_at == minutes(85)


def test_a_returned_order_comes_again_where_only_an_edited_field_is_new(room: Room) -> None:
    row = order()
    ticket = room.take([row]).added_ids[0]
    with room.at(10).store.begin() as uow:
        tickets.edit(uow, room.time, room.who, ticket, {"content": "改过错字"})
    room.at(30).act(ticket, Act.RETURN, reason="信息不全")
    again = replace(row, content="市民补充：一号楼三单元。")
    assert room.at(60).take([again]).come_again == 1
    assert room.ticket(ticket).content == "改过错字"
    room.at(70).act(ticket, Act.RETURN, reason="区外")
    assert room.at(80).take([again]).come_again == 0


def test_an_order_in_hand_that_upstream_calls_finished_is_pointed_out_and_left_open(room: Room) -> None:
    row = order()
    ticket = room.take([row]).added_ids[0]
    result = room.at(9).take([replace(row, status_upstream="已办结")])
    assert result.finished_upstream == {ticket}
    assert "1 件上游已办结而本室在办，请核实" in result.message
    assert room.summary(ticket).state is State.TO_SIGN


def test_a_lead_coming_again_is_followed_by_those_merged_under_it(room: Room) -> None:
    lead, follower = room.take(numbered(2)).added_ids
    room.at(1).act(follower, Act.MERGE, lead=lead)
    room.at(2).act(lead, Act.RETURN, reason="非权属")
    result = room.at(60).take([replace(numbered(1)[0], title="又来了")])
    assert result.ticket_ids == {lead, follower}
    assert room.line(follower).next_due_at == room.summary(follower).next_due_at
