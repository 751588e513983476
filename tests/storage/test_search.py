from __future__ import annotations

import random
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.summary import summarise
from jiesu_desktop.domain.tickets import Act, UpstreamRow
from jiesu_desktop.storage import search
from jiesu_desktop.storage.engine import Store
from jiesu_desktop.storage.records import LedgerSpec
from tests.storage.conftest import NOW, Add, Make, happened


def _lowered(value: str) -> str:
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in value)


def _holds(row: UpstreamRow, query: str) -> bool:
    """What the words mean: each stands, unbroken, in one of the searched columns."""
    fields = [_lowered(getattr(row, name)) for name in search.FIELDS]
    return all(any(word in field for field in fields) for word in _lowered(query).split())


ALPHABET = "井盖水漏aA1-\"'*. ，%_\\𠮷\n"


def test_hits_are_exactly_the_orders_that_contain_the_text(store: Store, make: Make) -> None:
    chance = random.Random(5)
    rows = [
        UpstreamRow(
            number=f"n{i}",
            title=_random_text(chance),
            content=_random_text(chance),
            place=_random_text(chance),
            reply=_random_text(chance),
        )
        for i in range(300)
    ]
    with store.begin() as work:
        work.tickets.add_many(
            make(**{name: getattr(row, name) for name in ("number", "title", "content", "place", "reply")})
            for row in rows
        )
    queries = [_random_text(chance, 1, 4) for _ in range(200)] + ["井", "1", '"', "井盖 水", "n29", "N29"]
    found = 0
    with store.read() as reading:
        for query in queries:
            if not query.split():
                continue
            expected = {row.number for row in rows if _holds(row, query)}
            result = reading.search(query, limit=1000)
            assert {row.number for row in result.rows} == expected, query
            assert result.hits == len(expected)
            found += len(expected)
    assert found > 1000  # or the test would prove nothing


def _random_text(chance: random.Random, low: int = 0, high: int = 9) -> str:
    return "".join(chance.choice(ALPHABET) for _ in range(chance.randint(low, high)))


@given(st.lists(st.text()), st.text(min_size=1))
def test_terms_hold_a_phrase_just_where_the_text_does(fields: list[str], word: str) -> None:
    """The law the index rests on, for any text there is."""
    words = search.words_of(word)
    if len(words) != 1 or len(words[0]) < 2:
        return
    run = words[0].translate(search._SIGNS)
    phrase = [a + b for a, b in pairwise(run)]
    terms = search.terms(fields).split(" ")
    inside = any(terms[i : i + len(phrase)] == phrase for i in range(len(terms)))
    assert inside == any(words[0] in _lowered(field) for field in fields)


def test_a_phrase_does_not_reach_from_one_field_into_the_next(store: Store, add: Add) -> None:
    add(number="n1", title="自来水", content="井盖")
    with store.read() as queries:
        assert queries.search("水井").hits == 0
        assert queries.search("自来水 井盖").hits == 1
        assert queries.search("   ").hits == 0


def test_timeline_text_is_found_once_it_is_recorded(store: Store, add: Add, policy: Policy) -> None:
    ticket_id = add(number="n1", title="路灯不亮")
    other = add(number="n2", title="路灯不亮")
    acts = [
        happened(Act.OBTAIN),
        happened(Act.DISPATCH, NOW, ticket_id, unit="明灯公司", assist=("东街道",)),
        happened(Act.RETURN, NOW + timedelta(minutes=1), ticket_id, reason="非权属"),
        happened(Act.NOTE, NOW + timedelta(minutes=2), ticket_id, text="请物业核实"),
    ]
    for count, act in enumerate(acts[1:], 2):
        with store.begin() as work:
            work.tickets.append(act, summarise(acts[:count], policy))
    with store.read() as queries:
        for query in ("明灯", "东街道", "权属", "物业 明灯"):
            assert [row.id for row in queries.search(query).rows] == [ticket_id], query
        assert [row.id for row in queries.search("路灯").rows] == [other, ticket_id]


def test_changed_text_is_found_and_the_old_is_not(store: Store, add: Add) -> None:
    ticket_id = add(number="n1", title="暖气不热", content="停暖")
    add(number="n2", title="暖气不热")
    with store.begin() as work:
        work.tickets.update_fields(ticket_id, {"title": "供水压力低", "status_upstream": "办理中"})
    with store.read() as queries:
        assert queries.search("暖气").hits == 1
        assert queries.search("供水压力").hits == 1
        assert queries.search("停暖").hits == 1


def test_a_rebuilt_index_answers_the_same(store: Store, add: Add, policy: Policy) -> None:
    ticket_id = add(number="n1", title="井盖")
    with store.begin() as work:
        note = happened(Act.NOTE, NOW, ticket_id, text="缺失")
        work.tickets.append(note, summarise([happened(Act.OBTAIN), note], policy))
    with store.connection(writing=True) as connection, connection.begin():
        search.rebuild(connection)
    with store.begin() as work:
        work.tickets.update_fields(ticket_id, {"title": "路灯"})
    with store.read() as queries:
        assert [queries.search(word).hits for word in ("井盖", "路灯", "缺失", "失")] == [0, 1, 1, 1]


@pytest.mark.parametrize("ledger", ["tickets", "urgent", "calls"])
def test_a_search_in_a_ledger_stays_in_it(store: Store, add: Add, ledger: str) -> None:
    called = add(
        happened(Act.OBTAIN),
        happened(Act.REPORT, NOW, contact="李某"),
        happened(Act.REPORT, NOW, contact="王某"),
        number="n1",
        title="井盖",
    )
    add(number="n2", title="井盖")
    with store.read() as queries:
        found = queries.search("井盖", ledger=ledger)
        assert found.hits == len(found.rows) == {"tickets": 2, "urgent": 0, "calls": 1}[ledger]
        assert called in [row.id for row in found.rows] or ledger == "urgent"
        assert (
            queries.ledger_count(LedgerSpec(ledger=ledger, text="井盖"))
            == {"tickets": 2, "urgent": 0, "calls": 2}[ledger]
        )
