from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiesu_desktop.clock import ScaledTime
from jiesu_desktop.domain.directory import Unit, UnitKind
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.summary import summarise
from jiesu_desktop.domain.tickets import Act, Attachment
from jiesu_desktop.storage import search
from jiesu_desktop.storage.engine import Store, open_store
from jiesu_desktop.storage.records import LedgerSpec, NewTicket, QueueView
from tests.desk.postgres import Cluster
from tests.storage.conftest import NOW, Add, Make, happened


def _lowered(value: str) -> str:
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in value)


def _holds(new: NewTicket, query: str) -> bool:
    """What the words mean: each stands, unbroken, in one of the searched columns or in what an event says."""
    texts = [getattr(new.row, name) for name in search.FIELDS]
    for event in new.events:
        told = event.details
        texts += [told.text, told.reason, told.unit, told.from_unit, told.contact, *told.assist, told.leader]
        texts += [told.demand, told.suggestion, told.next_step, *(file.name for file in told.attachments)]
        texts += [before for _field, before, _after in told.changes]
    fields = [_lowered(text) for text in texts if text]
    return all(any(word in field for field in fields) for word in _lowered(query).split())


ALPHABET = "井盖水漏aA1-\"'*. ，%_\\𠮷😀é\n"
PLACES = ("title", "content", "category", "place", "unit", "reply", "result")
KNOWN = [
    "井", "1", '"', "%", "_", "\\", "😀", "𠮷", "é", "É", "水漏", "😀井", "𠮷a", "a1", "A1", "-1", "井盖 水", "水 井 漏", "a A", "n29",
    "N29", "n2 井", "盖水漏", "1a1", "aaa", "某某热力", "热力 井", "王某", "非权属", "照片", "jpg", "改前", "领导", "再查", "诉求", "建议",
    "没有这样的字", "OR", "NOT 井", "井*", "(井)", "NEAR(井 盖)",
]  # fmt: skip


def _corpus(chance: random.Random, make: Make) -> list[NewTicket]:
    """Orders of random signs in every searched column, and acts that say something in every searched way."""
    file = Attachment("现场照片.JPG", "0" * 64, 1)
    sayings: list[tuple[Act, dict[str, Any]]] = [
        (Act.NOTE, {"text": "请某某热力查"}),
        (Act.DISPATCH, {"unit": "某某热力（示例）", "assist": ("乙街道", "丙A公司")}),
        (Act.RETURN, {"reason": "非权属"}),
        (Act.REPORT, {"contact": "王某"}),
        (Act.CALLBACK, {"demand": "诉求未了", "suggestion": "建议夜间", "next_step": "再查"}),
        (Act.SUPERVISE, {"leader": "某领导", "attachments": (file,)}),
        (Act.EDIT, {"changes": (("title", "改前的题", "改后的题"),)}),
    ]
    corpus = []
    for number in range(300):
        said = [(Act.NOTE, {"text": _random_text(chance)}), *chance.sample(sayings, chance.randint(0, 2))]
        acts = [happened(act, NOW + timedelta(minutes=n), **told) for n, (act, told) in enumerate(said, 1)]
        row = {name: _random_text(chance) for name in PLACES}
        corpus.append(make(happened(Act.OBTAIN), *acts, number=f"n{number}", **row))
    return corpus


def test_hits_are_exactly_the_orders_that_contain_the_text(store: Store, make: Make) -> None:
    """The same corpus and questions on both databases, against plain Python."""
    chance = random.Random(5)
    corpus = _corpus(chance, make)
    with store.begin() as work:
        work.tickets.add_many(corpus)
    found = Counter[int]()
    with store.read() as reading:
        for query in [*KNOWN, *(_random_text(chance, 1, 4) for _ in range(200))]:
            if not query.split():
                continue
            expected = {new.row.number for new in corpus if _holds(new, query)}
            result = reading.search(query, limit=1000)
            assert {row.number for row in result.rows} == expected, query
            assert (
                result.hits == len(expected) == reading.ledger_count(LedgerSpec(ledger="tickets", text=query))
            )
            for limit in (0, 3):
                few = reading.search(query, limit=limit)
                assert (few.hits, few.rows) == (result.hits, result.rows[:limit])
            found[min(len(query), 4)] += len(expected)
    assert min(found.values()) > 100  # or the test would prove nothing


def _random_text(chance: random.Random, low: int = 0, high: int = 9) -> str:
    return "".join(chance.choice(ALPHABET) for _ in range(chance.randint(low, high)))


def test_letters_find_units_by_initials_and_digits_a_caller_in_lists_only(store: Store, make: Make) -> None:
    """``search`` counts what is written; the window's lists take a word for what it may stand for as well."""
    with store.begin() as work:
        work.directory.save_unit(
            Unit(name="某某热力（示例）", short="热力", kind=UnitKind.UTILITY), pinyin="mmrl（sl）rl moumou"
        )
        work.directory.save_unit(Unit(name="绿地%中心", short="", kind=UnitKind.UTILITY), pinyin="ld%zx lvdi")
        work.tickets.add_many(
            [
                make(number="n1", unit="某某热力（示例）", title="不热"),
                make(
                    happened(Act.OBTAIN),
                    happened(Act.NOTE, NOW, text="已告热力"),
                    number="n2",
                    phone="13800001111",
                ),
                make(number="n3", title="写着rl的", phone="13800002222"),
                make(number="n4", content="来电13800001111停水", phone="13900000000"),
            ]
        )
    cases = {
        "rl": ("n3", "n1 n2 n3"),
        "RL": ("n3", "n1 n2 n3"),
        "mmrl": ("", "n1"),
        "mrl": ("", ""),  # no beginning of a name
        "rl 不": ("", "n1"),
        "13800001111": ("n4", "n2 n4"),
        "1380000": ("n4", "n2 n3 n4"),
        "138000": ("n4", "n4"),  # too short to tell a caller
        "1380000 rl": ("", "n2 n3"),
        "138****2222": ("", "n3"),
        "138****1111 已告": ("", "n2"),
        "138****": ("", ""),
        "2222": ("", "n3"),
        "尾号1111": ("", "n2"),
        "尾号 1111": ("", "n2"),
        "已告 尾号 1111": ("", "n2"),
        "尾号 11112": ("", ""),
        "1111": ("n4", "n2 n4"),
        "1111 已告": ("", "n2"),
        "222": ("", ""),  # too short to tell a caller
        "1380000 1380000111 停": ("n4", "n4"),
        "ld": ("", ""),
    }
    with store.read() as queries:
        for query, (written, meant) in cases.items():
            for widely, expected in ((False, written), (True, meant)):
                result = queries.search(query, widely=widely)
                assert sorted(row.number for row in result.rows) == expected.split(), (query, widely)
                assert result.hits == len(expected.split())
            spec = LedgerSpec(ledger="tickets", text=query)
            assert queries.ledger_count(spec) == len(queries.ledger_ids(spec)) == len(meant.split())
            assert queries.queue(QueueView(text=query), NOW).total == len(meant.split())
            assert queries.search(query, ledger="self").hits == 0


@given(st.lists(st.text()), st.text(min_size=1))
def test_terms_hold_a_phrase_just_where_the_text_does(fields: list[str], word: str) -> None:
    """The law the index rests on, for any text there is."""
    words = [asked.texts[0] for asked in search.words_of(word)]
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


def test_digits_find_a_caller_whatever_language_the_database_sorts_in(
    postgres_cluster: Cluster, make: Make, policy: Policy
) -> None:
    """In Chinese order ':' stands before the digits, in that of the C library behind them."""
    postgres_cluster.execute(
        "CREATE DATABASE chinese TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'zh-CN'"
    )
    store = open_store(postgres_cluster.url("chinese"), time=ScaledTime(NOW, 0))
    try:
        with store.begin() as work:
            work.policies.add(policy, NOW - timedelta(days=30), "主管", NOW)
            ids = work.tickets.add_many(
                make(number=f"n{phone[-4:]}", phone=phone)
                for phone in ("13800001111", "13800019999", "13800020000")
            )
        with store.read() as queries:
            found = queries.ledger(LedgerSpec(ledger="tickets", text="13800001"))
            assert found.ids == (ids[0],)
            assert queries.ledger_count(LedgerSpec(ledger="tickets", text="1380001")) == 1
            assert queries.ledger_count(LedgerSpec(ledger="tickets", text="13800020000")) == 1
    finally:
        store.close()
        postgres_cluster.drop("chinese")
