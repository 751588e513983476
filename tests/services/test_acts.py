"""The one path of every act, on real databases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jiesu_desktop.domain.directory import Unit, UnitKind
from jiesu_desktop.domain.policy import CallbackGate
from jiesu_desktop.domain.states import Refused, State
from jiesu_desktop.domain.tickets import Act, Level, Outcome
from jiesu_desktop.services import acts, directory, policy
from jiesu_desktop.storage.errors import NotFound, Stale
from tests.services.room import Room, minutes, numbered, order

TOLD = Outcome.TOLD


def test_the_whole_life_of_an_urgent_order(room: Room) -> None:
    ticket = room.take_one()
    room.at(1).act(ticket, Act.SIGN)
    assert room.at(2).act(ticket, Act.RAISE).message == "已升级为紧急"
    assert room.at(3).act(ticket, Act.REPORT, outcome=TOLD, contact="孙主任").message == "已上报：孙主任"
    done = room.at(4).act(ticket, Act.DISPATCH, unit="某某热力公司")
    assert done.message == "已派发：某某热力公司"
    assert done.tickets == {ticket}
    room.at(5).act(ticket, Act.CONFIRM, outcome=TOLD, contact="李站长")
    room.at(6).act(ticket, Act.FEEDBACK, text="已到场", final=True)
    room.at(7).act(ticket, Act.CLOSE, text="已修好")
    room.at(8).act(ticket, Act.CALLBACK, outcome=TOLD, text="满意")
    room.at(9).act(ticket, Act.ARCHIVE)
    events = room.events(ticket)
    assert [event.act.value for event in events] == (
        [
            "obtain",
            "sign",
            "raise",
            "report",
            "dispatch",
            "confirm",
            "feedback",
            "close",
            "callback",
            "archive",
        ]
    )
    assert [event.occurred_at for event in events] == [minutes(n) for n in range(10)]
    assert {(event.actor, event.workstation) for event in events} == {("张三", "一号台")}
    line = room.line(ticket)
    assert (line.state, line.phase, line.unit) == ("archived", "已归档", "某某热力公司")
    assert line.first_dispatcher == "张三"


def test_a_refused_act_changes_nothing(room: Room) -> None:
    ticket = room.take_one()
    before = room.ticket(ticket), room.events(ticket), room.line(ticket)
    with pytest.raises(Refused) as caught:
        room.act(ticket, Act.FEEDBACK, text="好")
    assert "现在可做：" in str(caught.value)
    with pytest.raises(Refused):
        room.act(ticket, Act.OBTAIN)
    with pytest.raises(Refused):
        room.act(ticket, Act.SIGN, at=5)
    assert (room.ticket(ticket), room.events(ticket), room.line(ticket)) == before


def test_every_act_raises_the_version_and_a_stale_one_is_refused(room: Room) -> None:
    ticket = room.take_one()
    assert room.ticket(ticket).version == 1
    room.act(ticket, Act.SIGN, version=1)
    with pytest.raises(Stale) as caught:
        room.act(ticket, Act.NOTE, version=1, text="x")
    assert (caught.value.expected, caught.value.found) == (1, 2)
    assert len(room.events(ticket)) == 2
    room.act(ticket, Act.NOTE, version=2, text="x")


def test_an_unknown_order(room: Room) -> None:
    with pytest.raises(NotFound):
        room.act(99, Act.SIGN)
    with room.store.begin() as uow, pytest.raises(Refused, match="没有编号为“热线-1”的工单"):
        acts.find(uow, "热线-1")


def test_a_late_entry_says_so_and_goes_by_when_it_occurred(room: Room) -> None:
    ticket = room.take_one(level=Level.URGENT)
    changes = room.at(20).act(ticket, Act.REPORT, at=4, outcome=TOLD, contact="孙主任")
    assert changes.message == "已上报：孙主任（补录，发生于 11-24 02:04）"
    event = room.events(ticket)[-1]
    assert (event.occurred_at, event.recorded_at) == (minutes(4), minutes(20))
    assert room.summary(ticket).reported_at == minutes(4)
    assert "补录" not in room.act(ticket, Act.NOTE, at=19, text="x").message


def test_the_stored_copy_of_the_summary_is_what_the_events_come_to(room: Room) -> None:
    ticket = room.take_one(level=Level.URGENT)
    room.at(2).act(ticket, Act.DISPATCH, unit="热力", assist=("街道",))
    line, summary = room.line(ticket), room.summary(ticket)
    assert (line.state, line.phase, line.next_act) == (summary.state, summary.phase, summary.next_act)
    assert (line.next_due_at, line.next_warn_at) == (summary.next_due_at, summary.next_warn_at)
    assert line.next_due_at == minutes(5)


def test_merging_and_splitting_refresh_both_orders(room: Room) -> None:
    lead, follower, other = room.take(numbered(3)).added_ids
    changes = room.at(1).act(follower, Act.MERGE, lead=lead)
    assert changes.tickets == {lead, follower}
    assert room.line(follower).next_due_at == minutes(30)
    changes = room.at(10).act(lead, Act.DISPATCH, unit="热力")
    assert changes.tickets == {lead, follower}
    assert room.line(follower).next_clock == "feedback"
    assert room.line(follower).next_due_at == minutes(40)
    assert room.at(12).act(follower, Act.UNMERGE).tickets == {lead, follower}
    summary = room.summary(follower)
    assert (summary.state, summary.lead_unit) == (State.IN_PROGRESS, "热力")
    assert room.line(follower).next_due_at == minutes(40)
    room.at(13).act(other, Act.MERGE, lead=lead)
    room.at(14).act(lead, Act.FEEDBACK, text="好", final=True)
    assert room.line(follower).next_clock == "feedback"  # its own since it was split off
    assert room.line(other).next_clock == "close"


def test_merging_in_a_circle_or_under_a_follower_is_refused(room: Room) -> None:
    one, two, three = room.take(numbered(3)).added_ids
    room.act(two, Act.MERGE, lead=one)
    for ticket, lead, why in (
        (one, one, "不能合并到它自己"),
        (one, two, "不能循环合并"),
        (three, two, "请直接合并到 热线-261124-000000"),
        (one, three, "请先拆分"),
        (three, 99, "主单不存在"),
    ):
        with pytest.raises(Refused, match=why) as caught:
            room.act(ticket, Act.MERGE, lead=lead)
        assert caught.value.field == "lead"
    room.act(two, Act.UNMERGE)
    room.act(one, Act.MERGE, lead=three)
    room.act(two, Act.RETURN, reason="非权属")
    room.act(two, Act.RETURN_REFUSED)
    with pytest.raises(Refused, match="已合并到"):
        room.act(two, Act.MERGE, lead=one)


def test_only_an_order_in_hand_can_lead(room: Room) -> None:
    one, two = room.take(numbered(2)).added_ids
    room.act(one, Act.RETURN, reason="非权属")
    with pytest.raises(Refused, match="已退回，不能作主单"):
        room.act(two, Act.MERGE, lead=one)


def test_a_correction_stays_visible_and_derives_the_rest_again(room: Room) -> None:
    ticket = room.take_one()
    room.at(1).act(ticket, Act.SIGN)
    before = room.line(ticket)
    room.at(2).act(ticket, Act.RETURN, reason="记错了")
    wrong = room.events(ticket)[-1].id
    room.at(3).act(ticket, Act.CORRECT, corrects=wrong, reason="不是这件")
    assert [event.act for event in room.events(ticket)] == [Act.OBTAIN, Act.SIGN, Act.RETURN, Act.CORRECT]
    after = room.line(ticket)
    assert (after.state, after.phase, after.next_due_at) == (before.state, before.phase, before.next_due_at)


def test_units_go_by_their_full_names_where_the_directory_knows_them(room: Room) -> None:
    from jiesu_desktop.domain.directory import Contact, Unit, UnitEntry

    entry = UnitEntry(
        unit=Unit(name="某某热力公司", short="某某热力", phone24="010-55550000"),
        contacts=(
            Contact(name="李站长", phone="010-55550001"),
            Contact(name="周副站长", phone="010-55550002", is_deputy=True),
        ),
    )
    with room.store.begin() as uow:
        directory.take_in(uow, room.time, room.who, [entry])
    one, two = room.take(numbered(2)).added_ids
    for ticket, typed in ((one, "某某热力"), (two, "热力公司")):
        assert room.act(ticket, Act.DISPATCH, unit=typed).message == "已派发：某某热力公司"
    missed = room.act(one, Act.CONFIRM, contact="李站长", outcome=Outcome.NO_ANSWER)
    assert "下一位：周副站长 010-55550002" in missed.message
    missed = room.act(one, Act.CONFIRM, contact="周副站长", outcome=Outcome.BUSY)
    assert "可拨 24 小时电话 010-55550000" in missed.message
    assert room.summary(one).confirmed_units == ()
    unknown = room.act(one, Act.REDISPATCH, unit="未登记公司", reason="非其职责")
    assert "通讯录中没有这个单位" in unknown.message
    assert room.summary(one).lead_unit == "未登记公司"


def test_an_empty_directory_takes_any_unit_without_remark(room: Room) -> None:
    ticket = room.take_one()
    assert room.act(ticket, Act.DISPATCH, unit="某热力公司").message == "已派发：某热力公司"


def test_open_now_is_what_perform_would_take(room: Room) -> None:
    ticket = room.take_one()
    with room.store.begin() as uow:
        assert Act.SIGN in acts.open_now(uow, ticket)
    room.act(ticket, Act.SIGN)
    with room.store.begin() as uow:
        assert Act.SIGN not in acts.open_now(uow, ticket)


def test_an_order_is_passed_on_inside_the_house_only(room: Room) -> None:
    ticket = room.take_one()
    with room.store.begin() as uow:
        directory.save_unit(uow, room.time, room.who, Unit(name="市容科", kind=UnitKind.SECTION))
        directory.save_unit(uow, room.time, room.who, Unit(name="某某热力公司", kind=UnitKind.UTILITY))
    with pytest.raises(Refused) as caught:
        room.act(ticket, Act.TRANSFER, unit="热力", reason="x")
    assert caught.value.field == "unit"
    assert "公服企业" in caught.value.reason
    assert room.act(ticket, Act.TRANSFER, unit="市容").message == "已分转：市容科"
    assert room.summary(ticket).section == "市容科"
    assert "通讯录中没有这个单位" in room.act(ticket, Act.TRANSFER, unit="夜班组").message


def test_closing_asks_for_the_call_back_unless_it_came_first(room: Room) -> None:
    assert room.act(room.take_one(), Act.CLOSE).message == "已办结，请回访"
    first = replace(room.policy, callback=replace(room.policy.callback, gate=CallbackGate.CLOSE))
    with room.at(1).store.begin() as uow:
        policy.set_policy(uow, room.time, room.who, first)
    ticket = room.at(2).take([order("热线-261124-000002")]).added_ids[0]
    room.act(ticket, Act.CALLBACK, outcome=TOLD)
    assert room.act(ticket, Act.CLOSE).message == "已办结"
