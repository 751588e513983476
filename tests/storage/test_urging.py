"""What the database counts as due to be urged is what the domain says of the same events."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from jiesu_desktop.domain import urging
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.tickets import Act, Channel, Event
from jiesu_desktop.storage.engine import Store
from jiesu_desktop.storage.records import LedgerSpec, NewTicket
from tests.storage.conftest import NOW, Make, happened

DAY = timedelta(days=1)
LIVES: tuple[tuple[Act, ...], ...] = (
    (),
    (Act.DISPATCH,),
    (Act.RETURN,),
    (Act.RETURN, Act.RETURN_TAKEN),
    (Act.RETURN, Act.RETURN_REFUSED),
    (Act.DISPATCH, Act.DEFER, Act.DEFER_APPROVED),
    (Act.DISPATCH, Act.DEFER, Act.DEFER_APPROVED, Act.SETTLE),
    (Act.MERGE,),
    (Act.DISPATCH, Act.CLOSE),
)


def _told(days: float, acts: tuple[Act, ...]) -> list[Event]:
    began = NOW - days * DAY
    return [
        happened(act, began + n * timedelta(minutes=1), unit="热力", reason="因", until=NOW + DAY)
        for n, act in enumerate((Act.OBTAIN, *acts))
    ]


def _check(store: Store, policy: Policy, new: list[NewTicket], now: datetime) -> dict[str, int]:
    """The numbers of each ledger and its rows, against the domain."""
    cutoffs = urging.cutoffs(policy, now)
    expected: dict[str, set[str]] = {ledger: set() for ledger in cutoffs}
    for ticket in new:
        ledger, zero = urging.ledger_of(ticket.summary, ticket.channel), ticket.summary.urge_from
        if ledger is not None and zero is not None and zero <= cutoffs[ledger]:
            expected[ledger].add(ticket.row.number)
    with store.read() as queries:
        assert queries.urging_due(cutoffs) == {ledger: len(found) for ledger, found in expected.items()}
        for ledger, found in expected.items():
            page = queries.ledger(LedgerSpec(ledger=ledger, urge_until=cutoffs[ledger]), limit=1000)
            number = [column.key for column in page.columns].index("number")
            assert {row[number] for row in page.rows} == found
            assert page.total == len(found)
    return {ledger: len(found) for ledger, found in expected.items()}


def test_every_ledger_has_its_own_tasks(store: Store, make: Make, policy: Policy) -> None:
    new = [
        make(*_told(days, life), channel=channel, number=f"{channel.value}-{n}-{days}")
        for n, life in enumerate(LIVES)
        for channel in Channel
        for days in (0.5, 2, 4, 8)
    ]
    with store.begin() as work:
        work.tickets.add_many(new)
    assert _check(store, policy, new, NOW) == {"returned": 9, "deferred": 3, "self": 8, "other": 8}


def test_a_ledger_that_is_not_urged_says_so(store: Store) -> None:
    with store.read() as queries, pytest.raises(ValueError, match="没有定期催办"):
        queries.ledger(LedgerSpec(ledger="hard", urge_until=NOW))


def test_nothing_is_due_where_no_ledger_is_urged(store: Store) -> None:
    with store.read() as queries:
        assert queries.urging_due({}) == {}
