"""The handover as the database has it, and the record that it was made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from jiesu_desktop.domain.handover import Entry, Handover, Section, text_of
from jiesu_desktop.domain.shifts import shift_of
from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.tickets import Act, Level, Outcome
from jiesu_desktop.services import alerting, handover, self_tests
from jiesu_desktop.services.policy import bundled
from jiesu_desktop.storage.records import AlertRecord, DeliveryRecord
from tests.services.room import Room, minutes, order

RULES = bundled().alerts
NIGHT = shift_of(minutes(0), RULES)


@pytest.fixture
def room(db_url: str) -> Iterator[Room]:
    made = Room(db_url)
    yield made
    made.close()


def gathered(room: Room) -> Handover:
    with room.store.read() as queries:
        shift = handover.shift_to_hand(queries, room.time.now())
        return handover.gather(queries, room.who, room.time.now(), shift)


def section(told: Handover, key: str) -> Section:
    return next(one for one in told.sections if one.key == key)


def entries(room: Room, key: str) -> tuple[Entry, ...]:
    return section(gathered(room), key).entries


def alert(ticket: int, name: str, minute: float, **fields: object) -> AlertRecord:
    values: dict[str, object] = {
        "key": f"{ticket}/{name}", "ticket_id": ticket, "round": 1, "clock": "dispatch", "unit": None,
        "stage": "due", "repeat": 0, "at": minutes(minute), "priority": 2, "channels": frozenset({"voice", "log"}),
        "spoken": "派发时限已到", "raised_at": minutes(minute), **fields,
    }  # fmt: skip
    return AlertRecord(**values)  # type: ignore[arg-type]


def test_an_empty_night_says_so(room: Room) -> None:
    told = gathered(room)
    assert told.shift == NIGHT
    assert told.present == "没有办理记录"
    assert [one.key for one in told.sections] == [
        "open", "promises", "callbacks", "missed", "unheard", "shelved", "alerts", "self_test",
    ]  # fmt: skip
    assert not any(one.entries for one in told.sections)
    assert "【在办工单】没有在办工单。" in text_of(told)


def test_a_night_of_orders_is_told(room: Room) -> None:
    late, urgent = room.take([order("热线-261124-000001"), order("热线-261124-000002")]).added_ids
    room.act(urgent, Act.RAISE, level=Level.URGENT, text="着火")
    room.act(urgent, Act.REPORT, outcome=Outcome.TOLD, contact="某主任", phone="010-55550001")
    room.at(31).act(late, Act.DISPATCH, unit="某某街道")
    room.at(35).act(late, Act.FEEDBACK, unit="某某街道", text="已到场", promise=minutes(200), contact="某某")
    room.at(40)
    told = gathered(room)
    first = section(told, "open").entries[0]
    assert (first.ticket_id, first.level) == (urgent, "紧急")
    assert told.people == (("张三", 6),)
    promises = section(told, "promises").entries
    assert [(one.ticket_id, one.due_at, one.note) for one in promises] == [
        (late, minutes(200), "某某街道 约定反馈")
    ]
    missed = {(one.ticket_id, one.note.split(" ")[0]) for one in section(told, "missed").entries}
    assert {(late, "派发"), (urgent, "派发")} <= missed
    assert (urgent, "上报") not in missed, "it was in time"


def test_a_closed_order_is_called_back_by_the_next_shift(room: Room) -> None:
    ticket = room.take_one()
    room.act(ticket, Act.DISPATCH, unit="某某街道")
    room.at(5).act(ticket, Act.FEEDBACK, unit="某某街道", text="已修好", final=True, contact="某某")
    room.act(ticket, Act.CLOSE, text="已修好")
    assert section(gathered(room), "callbacks").words.startswith("待回访 1 件")


def test_a_re_visit_agreed_for_the_next_shift_is_handed_over(room: Room) -> None:
    soon, later = room.take([order("热线-261124-000001"), order("热线-261124-000002", row=3)]).added_ids
    for ticket, hours in ((soon, 10), (later, 40)):
        room.at(1).act(ticket, Act.DISPATCH, unit="某某街道")
        room.at(2).act(ticket, Act.CLOSE, text="已修好")
        agreed = minutes(hours * 60)
        room.act(
            ticket, Act.CALLBACK, outcome=Outcome.TOLD, resolved="部分解决", satisfied="满意", next_at=agreed
        )
    told = section(gathered(room), "callbacks")
    assert [(one.ticket_id, one.due_at) for one in told.entries] == [(soon, minutes(600))]
    assert told.words.startswith("待回访 2 件")
    assert "再访时限" in told.entries[0].note


def test_alerts_that_nobody_acknowledged_or_that_were_put_off(room: Room) -> None:
    one, two = room.take([order("热线-261124-000001"), order("热线-261124-000002")]).added_ids
    room.at(31)
    with room.store.begin() as uow:
        uow.alerts.raised([alert(one, "due", 30), alert(one, "overdue", 31), alert(two, "due", 30)])
        uow.alerts.raised([alert(two, "log", 30, channels=frozenset({"log"}), clock="sign")])
        uow.alerts.acknowledge([f"{two}/due"], "李四", minutes(31))
        alerting.shelve(uow, "李四", "一号台", [f"{two}/due"], minutes(31), minutes(41), "等单位回电")
        uow.alerts.delivered(
            [DeliveryRecord(key=f"{one}/due", channel="nobody", workstation="一号台", at=minutes(30), outcome="failed")]
        )  # fmt: skip
    (unheard,) = entries(room, "unheard")
    assert (unheard.ticket_id, unheard.note) == (one, "无人被提醒，共 2 次")
    (put_off,) = entries(room, "shelved")
    assert (put_off.ticket_id, put_off.note) == (two, "到 11-24 02:41，李四：等单位回电（现在仍搁置）")
    assert "知道了 1 条" in section(gathered(room), "alerts").words


def test_what_the_self_test_found_is_told(room: Room) -> None:
    finding = {"name": "voice", "label": "语音", "lamp": "voice", "outcome": "failed", "detail": "被静音"}
    report = {"at": minutes(-10).isoformat(), "findings": [finding]}
    yesterday = {"at": minutes(-60 * 24).isoformat(), "findings": []}
    with room.store.begin() as uow:
        self_tests.keep(uow, room.time, room.who, yesterday)
        self_tests.keep(uow, room.time, room.who, report)
    assert section(gathered(room), "self_test").words == "01:50 语音异常（被静音）"


def hand_over(room: Room, taker: str, note: str = "") -> str:
    shift = gathered(room).shift
    with room.store.begin() as uow:
        return handover.hand_over(uow, room.time, room.who, shift=shift, taker=taker, note=note).message


def test_handing_over_is_recorded_as_it_stood_and_stays(room: Room) -> None:
    room.take_one()
    room.at(60 * 6 + 10)  # 08:10: the night is over
    assert hand_over(room, " 王五 ", "盯住热力") == "2026-11-23 夜班已由 张三 交给 王五"
    room.act(1, Act.DISPATCH, unit="某某街道")
    with room.store.read() as queries:
        (made,) = handover.handed(queries)
    assert (made.giver, made.taker, made.start, made.at) == ("张三", "王五", NIGHT.start, minutes(370))
    assert "【交班备注】盯住热力" in made.text
    assert "待签收" in made.text
    assert gathered(room).shift.label == "2026-11-24 白班", "the night is no longer the one to hand over"


@pytest.mark.parametrize(("taker", "said"), [(" ", "请填写接班人姓名"), ("张三", "接班人就是交班人")])
def test_whoever_takes_over_is_named_and_another(room: Room, taker: str, said: str) -> None:
    with pytest.raises(Refused, match=said) as refused:
        hand_over(room, taker)
    assert refused.value.field == "taker"
    with room.store.read() as queries:
        assert handover.handed(queries) == ()


def test_a_shift_chosen_by_hand(room: Room) -> None:
    room.at(60 * 12)
    with room.store.read() as queries:
        before = handover.shift_to_hand(queries, room.time.now(), True)
        present = handover.shift_to_hand(queries, room.time.now(), False)
    assert (before, present.start) == (NIGHT, NIGHT.end)
    assert present.end - present.start == timedelta(hours=12)


def test_a_page_left_open_over_a_change_of_shift_hands_over_what_it_showed(room: Room) -> None:
    room.take_one()
    room.at(60 * 20)  # the day shift is over as well
    with room.store.begin() as uow:
        handover.hand_over(uow, room.time, room.who, shift=NIGHT, taker="王五")
        (made,) = handover.handed(uow.queries)
    assert made.text.startswith("交接班　2026-11-23 夜班")
    assert "当班：张三（1 项）" in made.text
