"""Policies, alerts, settings, operators, drafts, views and imports."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, text

from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.storage import related_sql
from jiesu_desktop.storage.engine import Store, open_store
from jiesu_desktop.storage.errors import NotFound, Stale
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import (
    AlertRecord,
    DeliveryRecord,
    Draft,
    ImportRecord,
    Operator,
    SavedView,
)
from jiesu_desktop.storage.related_sql import Tie
from tests.storage.conftest import NOW, Add, happened

HOUR = timedelta(hours=1)


def test_the_policy_in_force_is_the_latest_effective_by_then(store: Store, policy: Policy) -> None:
    with store.begin() as work:
        second = work.policies.add(replace(policy, name="第二版"), NOW, "主管", NOW)
        work.policies.add(replace(policy, name="将来"), NOW + HOUR, "主管", NOW)
    with store.read() as queries:
        in_force = queries.policies.in_force(NOW)
        assert in_force is not None
        assert (in_force.name, in_force.id, in_force.effective_at) == ("第二版", second, NOW)
        before = queries.policies.in_force(NOW - timedelta(microseconds=1))
        assert before == policy
        assert queries.policies.in_force(NOW - timedelta(days=31)) is None
        assert queries.policies.get(second).name == "第二版"
        assert [(v.policy.name, v.recorded_by) for v in queries.policies.history()][1:] == [
            ("第二版", "主管"),
            ("将来", "主管"),
        ]
        with pytest.raises(NotFound):
            queries.policies.get(99)


def _alert(key: str, ticket_id: int | None = None) -> AlertRecord:
    return AlertRecord(
        key=key, ticket_id=ticket_id, round=1, clock="report", unit=None, stage="due", repeat=0, at=NOW, priority=1,
        channels=frozenset({"voice", "flash"}), spoken="上报到时", raised_at=NOW,
    )  # fmt: skip


def test_an_alert_is_noted_once_and_acknowledged_once(store: Store, add: Add) -> None:
    ticket_id = add(number="n1")
    with store.begin() as work:
        work.alerts.raised([_alert("a", ticket_id), _alert("b")])
        work.alerts.raised([replace(_alert("a", ticket_id), spoken="又一次")])
    with store.begin() as work:
        assert work.alerts.acknowledge(["a"], "张某", NOW + HOUR) == [ticket_id]
        work.alerts.acknowledge(["a", "unknown"], "李某", NOW + 2 * HOUR)
    with store.read() as queries:
        found = queries.alerts.get("a")
        assert found is not None
        assert (found.spoken, found.acknowledged_by, found.acknowledged_at) == (
            "上报到时",
            "张某",
            NOW + HOUR,
        )
        assert found.channels == {"voice", "flash"}
        assert [alert.key for alert in queries.alerts.open()] == ["b"]
        assert [alert.key for alert in queries.alerts.of_ticket(ticket_id)] == ["a"]
    with store.begin() as work:
        work.alerts.ended(["b"], NOW, "已派发")
        work.alerts.ended(["b"], NOW + HOUR, "改口")
    with store.read() as queries:
        assert queries.alerts.open() == []
        ended = queries.alerts.get("b")
        assert ended is not None
        assert (ended.ended_at, ended.end_reason) == (NOW, "已派发")


def test_deliveries_are_kept_for_alerts_that_are_known(store: Store) -> None:
    given = DeliveryRecord(
        key="a", channel="voice", workstation="一号台", at=NOW, outcome="failed", detail="无声卡"
    )
    with store.begin() as work:
        work.alerts.raised([_alert("a")])
        work.alerts.delivered([given, replace(given, key="unknown")])
    with store.read() as queries:
        assert queries.alerts.deliveries("a") == [given]


def test_settings_are_json_by_scope(store: Store) -> None:
    with store.begin() as work:
        work.settings.set("columns", ["编号", {"宽": 3}])
        work.settings.set("columns", None, scope="张某")
        work.settings.set("columns", ["标题"])
        work.settings.set("font", 12)
        work.settings.remove("font")
        work.settings.set("theme", "dark", scope="李某")
        work.settings.set("note", "123", scope="李某")
    with store.read() as queries:
        assert queries.settings.get("columns") == ["标题"]
        assert queries.settings.get("columns", "张某", default=1) is None
        assert queries.settings.get("font", default=10) == 10
        assert queries.settings.all() == {"columns": ["标题"]}
        assert queries.settings.all("李某") == {"theme": "dark", "note": "123"}  # text stays text


def test_operators_are_known_by_name(store: Store) -> None:
    with store.begin() as work:
        first = work.operators.ensure("张某")
        assert work.operators.ensure("张某") == first
        work.operators.save(replace(first, role="主管"), first.version)
    with pytest.raises(Stale) as refused, store.begin() as work:
        work.operators.save(replace(first, active=False), first.version)
    assert refused.value.theirs.role == "主管"
    with store.read() as queries:
        assert queries.operators.all() == [Operator(id=first.id, name="张某", role="主管", version=2)]
        assert queries.operators.get("李某") is None


def test_a_draft_is_kept_for_each_person_form_and_order(store: Store) -> None:
    draft = Draft(owner="张某", form="dispatch", ticket_id=7, data={"unit": "甲\0公司"}, saved_at=NOW)
    with store.begin() as work:
        work.desk.save_draft(draft)
        work.desk.save_draft(replace(draft, ticket_id=None, data={"a": 1}))
        work.desk.save_draft(replace(draft, data={"unit": "乙"}, saved_at=NOW + HOUR))
    with store.begin() as work:
        found = work.desk.draft("张某", "dispatch", 7)
        assert found == replace(draft, data={"unit": "乙"}, saved_at=NOW + HOUR)
        assert [kept.ticket_id for kept in work.desk.drafts("张某")] == [7, None]
        assert work.desk.draft("李某", "dispatch", 7) is None
        work.desk.drop_draft("张某", "dispatch", 7)
    with store.read() as queries:
        assert [kept.ticket_id for kept in queries.desk.drafts("张某")] == [None]


def test_views_are_ones_own_or_shared(store: Store) -> None:
    view = SavedView(owner="张某", shared=False, page="urgent", name="本月", data={"level": "urgent"})
    with store.begin() as work:
        mine = work.desk.save_view(view)
        work.desk.save_view(replace(view, owner="李某", name="共用", shared=True))
        work.desk.save_view(replace(view, owner="李某", name="私用"))
        changed = work.desk.save_view(replace(mine, data={}), mine.version)
    with store.read() as queries:
        assert [found.name for found in queries.desk.views("张某", "urgent")] == ["共用", "本月"]
        assert queries.desk.views("张某", "tickets") == []
    with pytest.raises(Stale), store.begin() as work:
        work.desk.remove_view(mine.id, mine.version)
    with store.begin() as work:
        work.desk.remove_view(mine.id, changed.version)
        assert [found.name for found in work.desk.views("张某", "urgent")] == ["共用"]


def test_the_last_import_and_the_newest_event_are_known(store: Store, add: Add) -> None:
    record = ImportRecord(
        file_name="一.xlsx",
        at=NOW,
        actor="张某",
        rows=4,
        added=1,
        updated=1,
        unchanged=1,
        history=0,
        rejected=1,
    )
    with store.read() as queries:
        assert queries.last_import() is None
        assert queries.newest_event_at() is None
    with store.begin() as work:
        work.desk.add_import(record)
        work.desk.add_import(replace(record, file_name="二.xlsx", at=NOW + HOUR))
    add(happened(Act.OBTAIN, NOW + HOUR), number="n1")
    add(happened(Act.OBTAIN, NOW - HOUR), number="n2")
    with store.read() as queries:
        last = queries.last_import()
        assert last is not None
        assert last.file_name == "二.xlsx"
        assert queries.newest_event_at() == NOW + HOUR
        counts = queries.counts(NOW)
        assert (counts.tickets, counts.open, counts.since) == (2, 2, 1)


def test_related_orders_share_a_number_or_a_place(store: Store, add: Add) -> None:
    first = add(number="n1", phone="010-55550101", place="东里1号楼")
    same_phone = add(number="n2", phone="010-55550101")
    same_place = add(number="n3", place="东里1号楼")
    add(number="n4")
    add(happened(Act.OBTAIN, NOW - timedelta(days=40)), number="n5", phone="010-55550101")
    with store.read() as queries:
        found = queries.related(queries.tickets.get(first), NOW - timedelta(days=30))
        assert [ticket.id for ticket in found] == [same_place, same_phone]
        assert queries.related(queries.ticket_numbered("n4").ticket, NOW) == []  # type: ignore[union-attr]


def test_the_engine_watches_what_is_open(store: Store, add: Add) -> None:
    first = add(number="n1")
    add(happened(Act.OBTAIN, history=True, closed_at=NOW), number="n2")
    with store.read() as queries:
        assert queries.open_ticket_ids() == [first]
        [watched] = queries.watched()
        assert (watched.ticket.id, watched.policy_id, len(watched.events)) == (first, 1, 1)
        assert list(queries.watched([first, 99])) == [watched]


def test_a_version_broken_by_hand_leaves_the_last_good_one(store: Store, policy: Policy) -> None:
    with store.begin() as work:
        later = work.policies.add(replace(policy, name="改后"), NOW - timedelta(days=1), "主管", NOW)
        wrong = work.policies.add(replace(policy, name="错"), NOW - timedelta(hours=1), "主管", NOW)
    data = policy.to_data()
    data["clocks"]["report"]["urgent"] = "很快"
    with store.begin() as work:
        for version, content in ((later, "{}"), (wrong, json.dumps(data, ensure_ascii=False))):
            work.policies._connection.execute(  # a hand, past every door
                text("UPDATE policy_versions SET data = CAST(:data AS JSONB) WHERE id = :id")
                if store.dialect == "postgresql"
                else text("UPDATE policy_versions SET data = :data WHERE id = :id"),
                {"data": content, "id": version},
            )
    with store.read() as queries:
        held = queries.policies.in_force(NOW)
        assert held is not None
        assert (held.id, held.name) == (1, policy.name)
        assert queries.policies.get(wrong).id == queries.policies.get(later).id == 1
        assert [one.id for one in queries.policies.history()] == [1]
        broken = queries.policies.broken()
        assert [one.name for one in broken] == ["改后", "错"]
        assert broken[1].problems == ("时限·上报·紧急时限：应是时长，如 30分钟、1.5小时、7天（现为“很快”）",)


def test_data_that_is_no_json_at_all_is_a_broken_version(migrated_sqlite_url: str, policy: Policy) -> None:
    sqlite_store = open_store(migrated_sqlite_url)
    with sqlite_store.begin() as work:
        work.policies.add(policy, NOW - timedelta(days=2), "主管", NOW)
        work.policies.add(replace(policy, name="错"), NOW, "主管", NOW)
        work.policies._connection.execute(
            text("UPDATE policy_versions SET data = '{\"name\": ' WHERE name = '错'")
        )
    with sqlite_store.read() as queries:
        held = queries.policies.in_force(NOW)
        assert held is not None
        assert held.name == policy.name
        assert queries.policies.broken()[0].problems == ("内容不是可读的数据",)
    sqlite_store.close()


def test_what_has_to_do_with_an_order_is_told_with_why_and_once(store: Store, add: Add) -> None:
    number, long_ago = "010-55550101", NOW - timedelta(days=400)
    own = add(number="n1", phone=number, place="东里1号楼")
    both = add(number="n2", phone=number, place="东里1号楼")
    old = add(happened(Act.OBTAIN, long_ago), number="n3", phone=number)
    near = add(number="n4", place="东里1号楼", category="市政->井盖")
    add(happened(Act.OBTAIN, long_ago), number="n5", place="东里1号楼")
    follower = add(happened(Act.OBTAIN), happened(Act.MERGE, lead=own), number="n6", phone=number)
    add(happened(Act.OBTAIN), happened(Act.MERGE, lead=own), happened(Act.UNMERGE), number="n7")
    with store.read() as queries:
        ticket = queries.tickets.get(own)
        found = queries.ties(ticket, None, NOW - timedelta(days=30))
        assert [(one.id, one.tie) for one in found.orders] == [
            (follower, Tie.FOLLOWER), (both, Tie.CALLER), (old, Tie.CALLER), (near, Tie.PLACE),
        ]  # fmt: skip
        assert found.from_caller == 4
        assert (found.orders[3].number, found.orders[3].category) == ("n4", "市政->井盖")
        under = queries.ties(queries.tickets.get(follower), own, NOW)
        assert (under.orders[0].id, under.orders[0].tie) == (own, Tie.LEAD)


def test_a_masked_number_tells_no_caller(store: Store, add: Add) -> None:
    first = add(number="n1", phone="158****2222")
    add(number="n2", phone="158****2222")
    with store.read() as queries:
        found = queries.ties(queries.tickets.get(first), None, NOW)
        assert (found.orders, found.from_caller) == ((), 0)


def test_what_has_to_do_with_an_order_is_found_by_indexes(store: Store, add: Add) -> None:
    if store.dialect != "sqlite":
        return  # PostgreSQL reads so small a table whole, rightly
    own = add(number="n1", phone="010-55550101", place="东里1号楼")
    asked: list[tuple[str, tuple[object, ...]]] = []
    event.listen(
        store.engine, "before_cursor_execute", lambda c, cur, sql, values, *_: asked.append((sql, values))
    )
    with store.connection(writing=False) as connection, connection.begin():
        ticket = Queries(connection).tickets.get(own)
        asked.clear()
        related_sql.ties(connection, ticket, own + 1, NOW, 20)
        related_sql.alike(connection, ticket, NOW, 20)
        found = [
            row[3]
            for sql, values in list(asked)
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all()
        ]
    steps = [step for step in found if "tickets" in step]
    assert len(steps) >= 6
    for name in ("ix_tickets_place", "ix_tickets_phone", "ix_tickets_lead_ticket"):
        assert any(name in step for step in steps), steps
    assert not [step for step in steps if step.startswith("SCAN") or "ix_tickets_obtained" in step], steps
