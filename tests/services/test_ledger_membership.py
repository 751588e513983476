"""Which rows stand in which ledger, and what stands in their cells, follows from what happened alone: read from the events
of seeded orders, and from the alerts given, by a reference that shares no code with the desk."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

import tests.reference.plain_ledgers as reference
from jiesu_desktop.clock import BEIJING
from jiesu_desktop.domain.ledgers import LEDGERS
from jiesu_desktop.domain.policy import ClockKind
from jiesu_desktop.domain.tickets import Act, Level, Outcome
from jiesu_desktop.services.seeding import as_new, invent
from jiesu_desktop.storage.records import AlertRecord, DeliveryRecord, LedgerSpec
from tests.reference.plain_ledgers import Order, Row, plain_alerts, plain_ledgers
from tests.services.room import START, Room, minutes, order

_TRIES = (("given", ""), ("given", "另一声音"), ("failed", "没有声卡"), ("skipped", ""))


def rows_of(room: Room, ledger: str) -> list[Row]:
    """What the ledger shows, with the order's id as ``id``."""
    with room.store.read() as queries:
        page = queries.ledger(LedgerSpec(ledger=ledger), limit=1 << 30)
    keys = [column.key for column in page.columns]
    return [
        {**dict(zip(keys, row, strict=True)), "id": i} for i, row in zip(page.ids, page.rows, strict=True)
    ]


def same(shown: Row, plain: Row) -> None:
    unknown = shown.keys() - plain.keys()
    assert not unknown, f"tests/reference/plain_ledgers.py does not say what stands in {unknown}"
    assert {key: value or "" for key, value in shown.items()} == {key: plain[key] or "" for key in shown}


@pytest.fixture
def orders(room: Room) -> list[Order]:
    """Seeded orders as they arrived, with their events."""
    anchor = START.astimezone(BEIJING).replace(hour=0, minute=0)
    made = list(invent(240, 120, 5, anchor))
    with room.store.begin() as uow:
        ids = uow.tickets.add_many([as_new(one, room.policy) for one in made])
        timelines = uow.tickets.events_of(ids)
    return [Order(i, one.row, one.channel, timelines[i]) for i, one in zip(ids, made, strict=True)]


def test_every_cell_of_every_ledger_follows_from_the_events(room: Room, orders: list[Order]) -> None:
    expected = plain_ledgers(orders, room.policy)
    assert sorted((*expected, "alerts")) == sorted(LEDGERS)
    for name, plain in expected.items():
        shown = rows_of(room, name)
        assert [row["id"] for row in shown] == [row["id"] for row in plain], name
        assert shown, name
        for row, told in zip(shown, plain, strict=True):
            same(row, told)


def test_what_a_correction_takes_back_leaves_the_ledgers_and_comes_from_nowhere_else(room: Room) -> None:
    """Each act that brings an order, or a call about it, into a ledger takes it out again when it is corrected."""
    brings: list[tuple[str, Act, dict[str, Any]]] = [
        ("urgent", Act.RAISE, {"level": Level.URGENT}),
        ("calls", Act.REPORT, {"outcome": Outcome.NO_ANSWER}),
        ("urged", Act.URGE, {"outcome": Outcome.TOLD, "contact": "李某"}),
        ("urged", Act.SUPERVISE, {"text": "请督办"}),
        ("excluded", Act.EXCLUDE, {"reason": "原因"}),
        ("returned", Act.RETURN, {"reason": "非权属"}),
        ("deferred", Act.DEFER, {"reason": "原因", "until": minutes(9000)}),
        ("callbacks", Act.CALLBACK, {"outcome": Outcome.NO_ANSWER}),
        ("hard", Act.REWORK, {}),
    ]
    for name, act, details in brings:
        ticket = _another(room)
        if act is Act.DEFER:
            room.act(ticket, Act.SIGN)
        if act in (Act.CALLBACK, Act.REWORK):
            room.act(ticket, Act.CLOSE)
        assert ticket not in [row["id"] for row in rows_of(room, name)], name
        room.act(ticket, act, **details)
        assert ticket in [row["id"] for row in rows_of(room, name)], name
        room.act(ticket, Act.CORRECT, corrects=room.events(ticket)[-1].id, reason="记错")
        assert ticket not in [row["id"] for row in rows_of(room, name)], name


def _another(room: Room) -> int:
    with room.store.read() as queries:
        known = queries.counts(START).tickets
    room.time.moment += timedelta(minutes=1)
    return room.take([order(f"热线-261124-{known:06d}")]).added_ids[0]


def test_the_alert_ledger_says_what_was_given_and_how_it_fared(room: Room, orders: list[Order]) -> None:
    chance = Random(11)
    given = [_alert(n, chance.choice([None, *orders]), chance) for n in range(120)]
    notes = [
        DeliveryRecord(
            key=chance.choice(given).key,
            channel=(
                channel := chance.choice(("flash", "tray", "voice", "voice", "nobody", "shelve", "escalate"))
            ),
            workstation="一号台",
            at=minutes(chance.randrange(900)),
            outcome=(tried := chance.choice(_TRIES))[0],
            detail="等单位回话" if channel == "shelve" else tried[1],
        )
        for _ in range(400)
    ]
    seen, over = given[::3], given[::2]
    with room.store.begin() as uow:
        for one in given:
            uow.alerts.raised([one])
        for note in notes:
            uow.alerts.delivered([note])
        uow.alerts.acknowledge([one.key for one in seen], "张三", minutes(950))
        uow.alerts.ended([one.key for one in over], minutes(960), "已处理")
    now = [
        replace(
            one,
            **({"acknowledged_at": minutes(950), "acknowledged_by": "张三"} if one in seen else {}),  # type: ignore[arg-type]
            **({"ended_at": minutes(960), "end_reason": "已处理"} if one in over else {}),  # type: ignore[arg-type]
        )
        for one in given
    ]
    shown, plain = rows_of(room, "alerts"), plain_alerts(now, notes, orders)
    assert len(shown) == len(plain) == len(given)
    for row, told in zip(shown, plain, strict=True):
        same(row, told)


def _alert(number: int, order: Order | None, chance: Random) -> AlertRecord:
    moment = minutes(chance.randrange(900))
    return AlertRecord(
        key=f"提醒-{number}",
        ticket_id=order.id if order else None,
        round=1,
        clock=chance.choice((None, *(kind.value for kind in ClockKind))),
        unit=chance.choice((None, "某某热力公司（示例）")),
        stage=chance.choice(
            ("suspected", "new", "warn", "due", "overdue", "flood", "missed", "past", "news", "desk")
        ),
        repeat=chance.randrange(5),
        at=moment,
        priority=chance.choice((1, 2, 3)),
        channels=frozenset({"flash", "log"}),
        spoken=chance.choice(("", "八角，漏气，还有 3 分钟。")),
        raised_at=moment + timedelta(seconds=chance.randrange(3)),
    )


def test_the_reference_shares_no_code_with_the_desk() -> None:
    """It may know the vocabulary, the policy's numbers and the plain clocks, nothing that derives a standing or a row."""
    tree = ast.parse(Path(reference.__file__).read_text("utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    assert modules == {
        "__future__", "collections.abc", "dataclasses", "datetime", "typing", "jiesu_desktop.domain.policy",
        "jiesu_desktop.domain.tickets", "tests.reference.plain_clocks",
    }  # fmt: skip
