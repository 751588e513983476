"""Random lives on both databases: nothing outside the table gets in, nothing recorded is lost, and all that is shown of an
order (its limits, where it stands, its rows in the ledgers) follows from its events alone, as the plain references say."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from jiesu_desktop.domain.clocks import clocks_of
from jiesu_desktop.domain.ledgers import LEDGERS
from jiesu_desktop.domain.states import TRANSITIONS
from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.domain.urging import cutoffs
from jiesu_desktop.storage.records import LedgerSpec
from jiesu_desktop.storage.rows import summary_values
from jiesu_desktop.storage.tables import tickets
from tests.domain.test_clocks_laws import as_row, plain_row
from tests.reference.plain_ledgers import (
    Order,
    Row,
    clocks,
    is_open,
    next_due,
    plain_ledgers,
    stands,
    states_before,
    to_be_urged,
)
from tests.services.lives import Lives, in_short
from tests.services.room import Room

# A life is a list of dice rolls, each thrown by its own seed: what Hypothesis takes out of a life that fails leaves the
# rest of it as it was, and 0, which it likes best, is a moment in which nothing happens.
LIFE = st.lists(st.integers(0, 1 << 40), min_size=25, max_size=50)
SEEDS = st.integers(0, 1 << 32)
CALM = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(max_examples=8, suppress_health_check=CALM)
@given(start=SEEDS, life=LIFE)
def test_random_lives(room: Room, start: int, life: list[int]) -> None:
    live(room, start, life)


@pytest.mark.long
@pytest.mark.timeout(3600)
@settings(max_examples=150, suppress_health_check=CALM)
@given(start=SEEDS, life=st.lists(st.integers(0, 1 << 40), min_size=60, max_size=150))
def test_many_long_random_lives(room: Room, start: int, life: list[int]) -> None:
    live(room, start, life)


def live(room: Room, start: int, life: list[int]) -> None:
    lives = Lives(room, Random(start))
    for seed in life:
        lives.step(seed)
    found_to_follow_from_its_events(room, lives)


def found_to_follow_from_its_events(room: Room, lives: Lives) -> None:
    orders = lives.orders()
    for order in orders:
        no_act_outside_the_table(order, lives)
        the_copy_is_the_truth(room, order, lives)
        every_clock_is_as_the_reference_says(room, order, lives)
    every_ledger_follows_from_the_events(room, orders, lives)
    whom_to_urge_follows_from_the_events(room, orders, lives)


def no_act_outside_the_table(order: Order, lives: Lives) -> None:
    """Read from the first act to the last as they occurred, with what was entered late and taken back since."""
    for place, (event, state) in enumerate(states_before(order)):
        rule = TRANSITIONS[event.act]
        assert (place == 0) == (event.act is Act.OBTAIN)
        assert place == 0 or state in rule.sources, (event, state, lives.story)


def the_copy_is_the_truth(room: Room, order: Order, lives: Lives) -> None:
    summary = room.summary(order.id)
    expected = summary_values(summary, room.ticket(order.id).unit)
    columns = [tickets.c[name] for name in expected]
    with room.store.engine.connect() as connection:
        row = connection.execute(select(*columns).where(tickets.c.id == order.id)).one()
    assert dict(zip(expected, row, strict=True)) == expected, lives.story
    assert summary.state == stands(order).state, told(order, lives)
    assert (summary.is_open, summary.next_due_at) == (is_open(order), next_due(order, room.policy)), told(
        order, lives
    )


def every_clock_is_as_the_reference_says(room: Room, order: Order, lives: Lives) -> None:
    with room.store.read() as queries:
        view = queries.ticket(order.id)
    ours = sorted(map(as_row, clocks_of(view.events, room.policy, view.lead_events)))
    theirs = sorted(map(plain_row, clocks(order, room.policy)))
    wrong = [row for row in ours if row not in theirs], [row for row in theirs if row not in ours]
    assert ours == theirs, (*wrong, told(order, lives))


def every_ledger_follows_from_the_events(room: Room, orders: list[Order], lives: Lives) -> None:
    ids = {order.id for order in orders}
    expected = plain_ledgers(orders, room.policy)
    assert expected.keys() == LEDGERS.keys() - {"alerts"}
    with room.store.read() as queries:
        pages = {name: queries.ledger(LedgerSpec(ledger=name), limit=1 << 30) for name in expected}
    for name, page in pages.items():
        keys = [column.key for column in page.columns]
        rows = [
            (i, dict(zip(keys, row, strict=True)))
            for i, row in zip(page.ids, page.rows, strict=True)
            if i in ids
        ]
        assert [i for i, _row in rows] == [row["id"] for row in expected[name]], (name, lives.story)
        for (i, row), plain in zip(rows, expected[name], strict=True):
            wrong = difference(row, plain)
            assert not wrong, (name, wrong, told(next(o for o in orders if o.id == i), lives))


def whom_to_urge_follows_from_the_events(room: Room, orders: list[Order], lives: Lives) -> None:
    until = cutoffs(room.policy, room.time.now())
    for name, moment in until.items():
        with room.store.read() as queries:
            page = queries.ledger(LedgerSpec(ledger=name, urge_until=moment), limit=1 << 30)
        due = {order.id for order in orders if to_be_urged(order, until) == name}
        assert {order.id for order in orders} & set(page.ids) == due, (name, lives.story)


def difference(row: Row, plain: Row) -> dict[str, tuple[Any, Any]]:
    """Column → (on screen, as the reference has it)."""
    return {
        key: (row[key], plain[key])
        for key in row.keys() & plain.keys()
        if (row[key] or "") != (plain[key] or "")
    }


def told(order: Order, lives: Lives) -> str:
    leads = [in_short(lead.events) for lead in order.leads.values()]
    return "\n\n".join([f"\n{order.id}", in_short(order.events), *leads, lives.story])
