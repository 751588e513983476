"""The thin services: alerts' record, ledgers, search, settings, drafts, operators, and what a write reports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.tickets import Act, Outcome, Who
from jiesu_desktop.services import alerting, drafts, ledgers, operators, search, settings
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.records import AlertRecord, LedgerSpec, Operator
from tests.services.room import Room, minutes, numbered, order


def test_changes_add_up() -> None:
    one = Changes(tickets=frozenset({1}), message="甲")
    two = Changes(tickets=frozenset({2}), directory=True)
    assert (one | two) == Changes(tickets=frozenset({1, 2}), directory=True, message="甲")
    assert (two | one).message == "甲"
    assert one
    assert not Changes(message="没有改动")


def _alert(key: str, ticket: int) -> AlertRecord:
    return AlertRecord(
        key=key, ticket_id=ticket, round=1, clock="dispatch", unit=None, stage="due", repeat=0, at=minutes(30),
        priority=1, channels=frozenset({"log"}), spoken="派发到时", raised_at=minutes(30),
    )  # fmt: skip


def test_alerts_are_noted_once_and_silenced_by_the_first_who_says_so(room: Room) -> None:
    ticket = room.take_one()
    for _ in range(2):
        with room.store.begin() as uow:
            alerting.raised(uow, room.time, room.who, [_alert("a", ticket), _alert("b", ticket)])
    with room.store.read() as queries:
        assert [one.key for one in alerting.unanswered(queries)] == ["a", "b"]
        assert alerting.silenced(queries.alerts.of_keys(["a", "b"]), room.time.now()) == frozenset()
    for minute, who in ((31, room.who), (32, Who("李四", "二号台"))):
        room.at(minute)
        with room.store.begin() as uow:
            assert alerting.acknowledge(uow, room.time, who, ["a"]).alerts
    with room.store.begin() as uow:
        alerting.ended(uow, room.time, room.who, ["b"], "已派发")
    with room.store.read() as queries:
        first = queries.alerts.get("a")
        assert first is not None
        assert (first.acknowledged_by, first.acknowledged_at) == ("张三", minutes(31))
        assert alerting.silenced(queries.alerts.of_keys(["a", "b", "c"]), room.time.now()) == {"a", "b"}
        assert alerting.unanswered(queries) == []


def test_watched_orders_bring_their_timelines_and_policies(room: Room) -> None:
    one, two = room.take(numbered(2)).added_ids
    room.act(two, Act.RETURN, reason="非权属")
    room.act(two, Act.RETURN_TAKEN, text="水务局")
    with room.store.read() as queries:
        found = alerting.watched(queries)
        assert [(item.ticket.id, [e.act for e in item.events]) for item in found] == [(one, [Act.OBTAIN])]
        assert list(alerting.policies(queries, found)) == [found[0].policy_id]
        assert alerting.watched(queries, [two]) == []


def test_a_ledger_has_the_same_number_of_rows_on_page_and_in_export(room: Room) -> None:
    ids = room.take(numbered(5)).added_ids
    room.act(ids[0], Act.RETURN, reason="非权属")
    room.act(ids[1], Act.REPORT, outcome=Outcome.TOLD, contact="孙主任")
    for name, rows in (("tickets", 5), ("returned", 1), ("calls", 1), ("urgent", 0)):
        spec = LedgerSpec(ledger=name)
        with room.store.read() as queries:
            export = ledgers.export(queries, spec, room.time.now())
            written = list(export.batches)
            assert sum(len(batch[0]) for batch in written) == export.total == rows
            assert export.total == ledgers.page(queries, spec, limit=2).total
            assert all(len(batch) == len(export.columns) for batch in written)


def test_the_alert_ledger_is_exported_with_the_measures_of_its_shifts(room: Room) -> None:
    ticket = room.take_one()
    record = AlertRecord(
        key="a", ticket_id=ticket, round=1, clock="report", unit=None, stage="overdue", repeat=1, at=minutes(0),
        priority=1, channels=frozenset({"voice", "log"}), spoken="上报已超", raised_at=minutes(0),
    )  # fmt: skip
    spec = LedgerSpec(ledger="alerts")
    with room.store.read() as queries:
        assert ledgers.export(queries, spec, minutes(1)).figures[-1] == ("提醒", "没有提醒")
    with room.store.begin() as uow:
        day = [
            replace(record, key="b", raised_at=minutes(8 * 60)),
            replace(record, key="c", channels=frozenset({"log"})),
        ]
        alerting.raised(uow, room.time, room.who, [record, *day])
        room.at(2)
        alerting.acknowledge(uow, room.time, room.who, ["a"])
    with room.store.read() as queries:
        export = ledgers.export(queries, spec, minutes(9 * 60))
    assert [name for name, _ in export.figures[-3:]] == ["提醒合计", "2026-11-23 夜班", "2026-11-24 白班"]
    said = {name: str(figure) for name, figure in export.figures}
    assert said["2026-11-23 夜班"].startswith("1 条；")
    assert "知道了 1 条，中位用时 2分钟；重复 1" in said["2026-11-23 夜班"]
    assert said["提醒合计"].startswith("2 条；")
    assert (said["已知道"], said["未知道"]) == ("1", "2")


def test_a_ledger_that_is_none_and_dates_the_wrong_way_round(room: Room) -> None:
    with pytest.raises(Refused, match="tickets、returned"):
        ledgers.named("nonsense")
    spec = LedgerSpec(ledger="tickets", start=date(2026, 11, 2), end=date(2026, 11, 1))
    with room.store.read() as queries, pytest.raises(Refused) as caught:
        ledgers.page(queries, spec)
    assert caught.value.field == "start"


def test_search_counts_exactly_and_finds_what_was_noted(room: Room) -> None:
    ids = room.take(numbered(3)).added_ids
    room.act(ids[1], Act.NOTE, text="阀门井冻裂")
    with room.store.read() as queries:
        assert search.search(queries, " 暖气 ", limit=2).hits == 3
        found = search.search(queries, "阀门井")
    assert (found.hits, [row.id for row in found.rows]) == (1, [ids[1]])


def test_a_persons_setting_stands_before_the_rooms(room: Room) -> None:
    def get() -> object:
        with room.store.read() as queries:
            return settings.get(queries, "volume", who=room.who, default=5)

    def put(value: object, *, for_room: bool = False) -> None:
        with room.store.begin() as uow:
            settings.put(uow, room.time, room.who, "volume", value, for_room=for_room)

    assert get() == 5
    put(7, for_room=True)
    assert get() == 7
    put(9)
    assert get() == 9
    put(None)
    assert get() == 7


def test_a_draft_is_kept_until_it_is_saved(room: Room) -> None:
    for data in ({"unit": "热"}, {"unit": "热力"}):
        with room.store.begin() as uow:
            drafts.keep(uow, room.time, room.who, "dispatch", data, 3)
    with room.store.read() as queries:
        found = drafts.find(queries, room.who, "dispatch", 3)
        assert found is not None
        assert found.data == {"unit": "热力"}
        assert drafts.find(queries, Who("李四", "二号台"), "dispatch", 3) is None
        assert drafts.find(queries, room.who, "dispatch") is None
    with room.store.begin() as uow:
        drafts.drop(uow, room.time, room.who, "dispatch", 3)
    with room.store.read() as queries:
        assert drafts.find(queries, room.who, "dispatch", 3) is None


def test_an_operator_is_a_name(room: Room) -> None:
    with room.store.begin() as uow:
        one = operators.ensure(uow, room.time, Who(" 张三 ", "一号台"))
        assert operators.ensure(uow, room.time, room.who) == one
        operators.save(uow, room.time, room.who, replace(one, role="主管"), expected_version=one.version)
        for name in ("", "  "):
            with pytest.raises(Refused):
                operators.ensure(uow, room.time, Who(name, "一号台"))
            with pytest.raises(Refused):
                operators.save(uow, room.time, room.who, Operator(name=name))
    with room.store.read() as queries:
        assert [(one.name, one.role) for one in queries.operators.all()] == [("张三", "主管")]


def test_an_order_taken_in_is_found_by_its_words_at_once(room: Room) -> None:
    room.take([order(content="市民反映，阀门井冻裂。")])
    with room.store.read() as queries:
        assert search.search(queries, "冻裂").hits == 1
