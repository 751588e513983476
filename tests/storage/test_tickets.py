from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.summary import Summary, summarise
from jiesu_desktop.domain.tickets import Act, Channel, Outcome, UpstreamRow
from jiesu_desktop.storage.engine import Store, open_store
from jiesu_desktop.storage.errors import Duplicate, NotFound, Stale
from jiesu_desktop.storage.records import LedgerSpec
from jiesu_desktop.storage.unit_of_work import UnitOfWork
from tests.storage.conftest import NOW, Add, Make, happened


def _after(store: Store, ticket_id: int, policy: Policy, *acts: Act) -> Summary:
    with store.read() as queries:
        events = queries.tickets.events(ticket_id)
    return summarise([*events, *(happened(act, NOW + timedelta(minutes=1)) for act in acts)], policy)


def test_an_order_comes_back_as_it_went_in(store: Store, make: Make) -> None:
    row = UpstreamRow(
        number="热线-261124-000001",
        title="𠮷祥里🔥漏水",
        content="=1+1",
        received_at=NOW - timedelta(microseconds=1),
        extra=(("标签", "重点"), ("成案领域", "")),
    )
    new = make(number=row.number)
    with store.begin() as work:
        [ticket_id] = work.tickets.add_many([replace(new, row=row, edited=frozenset({"title"}))])
    with store.read() as queries:
        found = queries.tickets.get(ticket_id)
    assert (found.title, found.content, found.received_at) == (row.title, "=1+1", row.received_at)
    assert found.extra == row.extra
    assert found.edited == {"title"}
    assert (found.channel, found.policy_id, found.version) == (Channel.HOTLINE, 1, 1)


def test_text_no_database_can_hold_is_cleaned_not_refused(store: Store, add: Add) -> None:
    ticket_id = add(number="a\0b", title="\ud83d断", extra=(("标\0签", "x\0"),))
    with store.read() as queries:
        found = queries.tickets.get(ticket_id)
    assert (found.number, found.title, found.extra) == ("ab", "?断", (("标签", "x"),))


def test_ids_follow_the_order_given_and_nothing_is_saved_twice(store: Store, make: Make) -> None:
    with store.begin() as work:
        ids = work.tickets.add_many(make(number=f"n{i}") for i in range(5))
    assert ids == sorted(ids)
    with store.read() as queries:
        known = queries.tickets.by_identity(["n3", "n0", "unknown"])
    assert {name: ticket.id for name, ticket in known.items()} == {"n3": ids[3], "n0": ids[0]}
    with pytest.raises(Duplicate), store.begin() as work:
        work.tickets.add_many([make(number="new"), make(number="n3")])
    with store.read() as queries:
        assert queries.tickets.by_number("new") is None


def test_an_act_is_appended_with_id_version_and_summary(store: Store, add: Add, policy: Policy) -> None:
    ticket_id = add(number="n1")
    summary = _after(store, ticket_id, policy, Act.SIGN)
    with store.begin() as work:
        saved = work.tickets.append(
            happened(Act.SIGN, NOW + timedelta(minutes=1), ticket_id), summary, expected_version=1
        )
    with store.read() as queries:
        assert queries.tickets.events(ticket_id)[-1] == saved
        assert queries.tickets.get(ticket_id).version == 2
        row = queries.queue_rows([ticket_id])[ticket_id]
    assert saved.id > 0
    assert (row.state, row.version) == ("to_dispatch", 2)


def test_a_timeline_is_read_by_occurrence_then_recording(store: Store, add: Add, policy: Policy) -> None:
    ticket_id = add(number="n1")
    summary = _after(store, ticket_id, policy)
    later, earlier = NOW + timedelta(minutes=9), NOW + timedelta(minutes=3)
    with store.begin() as work:
        for at, text in ((later, "3"), (earlier, "1"), (earlier, "2")):
            work.tickets.append(happened(Act.NOTE, at, ticket_id, text=text), summary)
    with store.read() as queries:
        assert [event.details.text for event in queries.tickets.events(ticket_id)] == [None, "1", "2", "3"]


def test_a_stale_act_is_refused_with_what_stands_and_changes_nothing(
    store: Store, add: Add, policy: Policy
) -> None:
    ticket_id = add(number="n1", title="旧")
    summary = _after(store, ticket_id, policy)
    with store.begin() as work:
        assert work.tickets.update_fields(ticket_id, {"title": "新"}, expected_version=1) == 2
    with pytest.raises(Stale) as refused, store.begin() as work:
        work.tickets.append(happened(Act.NOTE, NOW, ticket_id), summary, expected_version=1)
    assert (refused.value.expected, refused.value.found, refused.value.theirs.title) == (1, 2, "新")
    with pytest.raises(Stale), store.begin() as work:
        work.tickets.update_fields(ticket_id, {"title": "更新"}, expected_version=1)
    with store.read() as queries:
        assert len(queries.tickets.events(ticket_id)) == 1
        assert queries.tickets.get(ticket_id).title == "新"


def test_what_an_operator_typed_is_remembered_beside_what_was_typed_before(store: Store, add: Add) -> None:
    ticket_id = add(number="n1")
    with store.begin() as work:
        work.tickets.update_fields(ticket_id, {"place": "广宁路1号"}, edited={"place"})
        work.tickets.update_fields(
            ticket_id, {"title": "新"}, edited={"title"}, snapshot="s2", extra=[("批次", "2")]
        )
    with store.read() as queries:
        found = queries.tickets.get(ticket_id)
    assert found.edited == {"place", "title"}
    assert (found.snapshot, found.extra) == ("s2", (("批次", "2"),))


def test_an_unknown_order_is_said_so(store: Store, add: Add, policy: Policy) -> None:
    summary = _after(store, add(number="n1"), policy)
    attempts: list[Callable[[UnitOfWork], Any]] = [
        lambda work: work.tickets.get(99),
        lambda work: work.tickets.append(happened(Act.NOTE, NOW, 99), summary, expected_version=1),
        lambda work: work.tickets.update_fields(99, {"title": "x"}),
        lambda work: work.tickets.set_summaries({99: summary}),
    ]
    for attempt in attempts:
        with pytest.raises(NotFound), store.begin() as work:
            attempt(work)


def test_all_of_a_transaction_or_nothing(store: Store, make: Make) -> None:
    with pytest.raises(RuntimeError), store.begin() as work:  # noqa: PT012 - the failure must come last
        work.tickets.add_many([make(number="n1", title="漏水")])
        work.settings.set("a", 1)
        raise RuntimeError
    with store.read() as queries:
        assert queries.tickets.by_number("n1") is None
        assert queries.search("漏水").hits == 0
        assert queries.settings.get("a") is None


def test_followers_are_found_by_their_lead(store: Store, add: Add, policy: Policy) -> None:
    lead, other = add(number="lead"), add(number="other")
    merged = summarise([happened(Act.OBTAIN), happened(Act.MERGE, NOW, lead=lead)], policy)
    with store.begin() as work:
        work.tickets.append(happened(Act.MERGE, NOW, other, lead=lead), merged)
    with store.read() as queries:
        assert queries.tickets.followers(lead) == [other]
        view = queries.ticket(other)
        assert [event.ticket_id for event in view.lead_events] == [lead]
        assert [watched.lead_events for watched in queries.watched([other])] == [view.lead_events]


def test_a_correction_withdraws_the_call_it_takes_back(store: Store, add: Add, policy: Policy) -> None:
    ticket_id = add(number="n1")
    summary = _after(store, ticket_id, policy)
    with store.begin() as work:
        call = work.tickets.append(
            happened(Act.REPORT, NOW, ticket_id, contact="李某", phone="010-55550101", outcome=Outcome.TOLD),
            summary,
        )
    with store.read() as queries:
        assert queries.ledger_count(LedgerSpec(ledger="calls")) == 1
    with store.begin() as work:
        work.tickets.append(happened(Act.CORRECT, NOW, ticket_id, corrects=call.id, reason="误记"), summary)
    with store.read() as queries:
        assert queries.ledger_count(LedgerSpec(ledger="calls")) == 0
        assert queries.tickets.events(ticket_id)[1] == call


def test_of_two_desks_acting_at_once_the_second_is_told(
    store: Store, db_url: str, add: Add, policy: Policy
) -> None:
    ticket_id = add(number="n1")
    summary = _after(store, ticket_id, policy, Act.SIGN)
    together = threading.Barrier(2)
    outcomes: list[str] = []

    def act() -> None:
        desk = open_store(db_url)
        together.wait()
        try:
            with desk.begin() as work:
                work.tickets.append(happened(Act.SIGN, NOW, ticket_id), summary, expected_version=1)
            outcomes.append("saved")
        except Stale:
            outcomes.append("stale")
        desk.close()

    desks = [threading.Thread(target=act) for _ in range(2)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    assert sorted(outcomes) == ["saved", "stale"]
    with store.read() as queries:
        assert [event.act for event in queries.tickets.events(ticket_id)] == [Act.OBTAIN, Act.SIGN]


def test_an_order_read_in_order_to_act_is_held_until_the_act_is_saved(
    store: Store, db_url: str, add: Add, policy: Policy
) -> None:
    """Both desks read, then write; without the lock the second would build on a timeline without the first's act."""
    ticket_id = add(number="n1")
    together = threading.Barrier(2)

    def note() -> None:
        desk = open_store(db_url)
        together.wait()
        with desk.begin() as work:
            work.tickets.get(ticket_id)
            text = str(len(work.tickets.events(ticket_id)))
            event = happened(Act.NOTE, NOW, ticket_id, text=text)
            work.tickets.append(event, summarise([*work.tickets.events(ticket_id), event], policy))
        desk.close()

    desks = [threading.Thread(target=note) for _ in range(2)]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join()
    with store.read() as queries:
        assert [event.details.text for event in queries.tickets.events(ticket_id)] == [None, "1", "2"]
