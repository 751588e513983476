"""The first page of a ledger, exact counts and the search, on many orders."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime, time
from functools import partial
from typing import Any

from jiesu_desktop.clock import BEIJING
from jiesu_desktop.domain.states import State
from jiesu_desktop.domain.tickets import Channel, Level
from jiesu_desktop.services import ledgers, search
from jiesu_desktop.storage.records import LedgerSpec
from jiesu_desktop.storage.search import match_of, words_of
from jiesu_desktop.storage.types import to_micros
from tests.bench.folders import opened, seeded
from tests.bench.measure import Measurement, measured, percentile, seconds, single, together

_PAGE = 100
_WORDS = (
    "停水", "停暖", "漏气", "井盖", "路灯", "暖气不热", "污水外溢", "古城", "苹果园南路", "垃圾清运", "公厕", "自来水发黄", "热力公司",
    "重点", "13号楼", "1380000", "2小时内回复", "满意", "管道", "金顶北路", "鲁谷大街", "电梯故障", "没有这样的字", "水",
)  # fmt: skip


def page_100k() -> Iterator[Measurement]:
    """The first page among 100,000 orders."""
    yield _page("page.100k", 100_000)


def page_1m() -> Iterator[Measurement]:
    """The first page among a million orders."""
    yield _page("page.1m", 1_000_000)


def _page(bench: str, tickets: int) -> Measurement:
    spec = LedgerSpec(ledger="tickets")
    store = opened(tickets)
    with closing(sqlite3.connect(seeded(tickets))) as bare:

        def work() -> None:
            with store.read() as queries:
                page = ledgers.page(queries, spec, limit=_PAGE)
            if (len(page.rows), page.total) != (_PAGE, tickets):
                raise RuntimeError("rows are missing")

        def floor() -> None:
            bare.execute("SELECT count(*) FROM tickets").fetchone()
            bare.execute(
                "SELECT * FROM tickets ORDER BY s_obtained_at DESC, id DESC LIMIT ?", (_PAGE,)
            ).fetchall()

        values, floors = together(work, floor, 11)
    store.close()
    return measured(
        bench, [value * 1000 for value in values], [value * 1000 for value in floors], "ms",
        f"{_PAGE} rows of the ledger tickets, newest first, and the exact count; floor: sqlite3 SELECT * … LIMIT and count(*)",
    )  # fmt: skip


def search_100k() -> Iterator[Measurement]:
    """Words of one to six characters among 100,000 orders."""
    yield from _searching("search.100k", 100_000)


def search_1m() -> Iterator[Measurement]:
    """The same among a million orders."""
    yield from _searching("search.1m", 1_000_000)


def _searching(bench: str, tickets: int) -> Iterator[Measurement]:
    store = opened(tickets)
    with closing(sqlite3.connect(seeded(tickets))) as bare:

        def work(word: str) -> None:
            with store.read() as queries:
                search.search(queries, word, limit=50)

        def floor(word: str) -> None:
            match, where = match_of(words_of(word)), "FROM ticket_text WHERE ticket_text MATCH ?"
            bare.execute(f"SELECT count(*) {where}", (match,)).fetchone()
            bare.execute(f"SELECT rowid {where} ORDER BY rowid DESC LIMIT 50", (match,)).fetchall()

        for name, words, which in (
            (f"{bench}.p95", _WORDS, "words"),
            (f"{bench}.two.p95", [word for word in _WORDS if len(word) == 2], "words of two characters"),
        ):
            yield _each(name, words, work, floor,
                f"exact count and 50 newest orders for {len(words)} {which}; floor: the same two questions to FTS5 by sqlite3, "
                "ids only",
            )  # fmt: skip
    store.close()


def count_100k() -> Iterator[Measurement]:
    """Exact counts of filtered ledgers among 100,000 orders."""
    yield _counting("count.100k.p95", 100_000)


def count_1m() -> Iterator[Measurement]:
    """The same among a million orders."""
    yield _counting("count.1m.p95", 1_000_000)


def _counting(bench: str, tickets: int) -> Measurement:
    store = opened(tickets)
    with closing(sqlite3.connect(seeded(tickets))) as bare:

        def work(spec: LedgerSpec) -> int:
            with store.read() as queries:
                return queries.ledger_count(spec)

        def floor(spec: LedgerSpec) -> int:
            found: int = bare.execute(*_plain_count(spec)).fetchone()[0]
            return found

        for spec in FILTERED:
            if work(spec) != floor(spec):
                raise RuntimeError(f"counted differently: {spec}")
        measurement = _each(bench, FILTERED, work, floor,
            f"{len(FILTERED)} combinations of ledger, days, unit, category, state, level and channel; floor: the plain SELECT "
            "count(*) of each by sqlite3 on the same indexes, its planner left alone",
        )  # fmt: skip
    store.close()
    return measurement


def _filtered() -> list[LedgerSpec]:
    """Each filter alone and every two together, on the whole and on the last half year, in ledgers of each kind."""
    boxes: dict[str, Any] = {
        "unit": "环卫中心", "category": "市政", "state": State.ARCHIVED.value, "level": Level.URGENT.value,
        "channel": Channel.SELF.value, "start": date(2025, 7, 1),
    }  # fmt: skip
    chosen = [*itertools.combinations(boxes, 1), *itertools.combinations(boxes, 2)]
    return [
        LedgerSpec(ledger=ledger, **{name: boxes[name] for name in names})
        for ledger in ("tickets", "returned", "hard", "callbacks")
        for names in chosen
    ]


FILTERED = _filtered()
_MEMBERS = {
    "tickets": "1",
    "returned": "s_returned_at IS NOT NULL",
    "hard": "s_hard = 1",
    "callbacks": "withdrawn = 0",
}
_DATES = {
    "tickets": "s_obtained_at",
    "returned": "s_returned_at",
    "hard": "s_obtained_at",
    "callbacks": "occurred_at",
}


def _plain_count(spec: LedgerSpec) -> tuple[str, list[Any]]:
    joined = "callbacks JOIN tickets ON tickets.id = ticket_id" if spec.ledger == "callbacks" else "tickets"
    conditions, values = [_MEMBERS[spec.ledger]], list[Any]()
    for column, value in (
        ("s_unit", spec.unit),
        ("s_state", spec.state),
        ("s_level", spec.level),
        ("channel", spec.channel),
    ):
        if value:
            conditions.append(f"{column} = ?")
            values.append(value)
    if spec.category:
        conditions.append("(category = ? OR category LIKE ? || '->%')")
        values += [spec.category, spec.category]
    if spec.start:
        conditions.append(f"{_DATES[spec.ledger]} >= ?")
        values.append(to_micros(datetime.combine(spec.start, time(), BEIJING)))
    return f"SELECT count(*) FROM {joined} WHERE {' AND '.join(conditions)}", values


def _each(
    bench: str,
    asked: Sequence[Any],
    work: Callable[[Any], object],
    floor: Callable[[Any], object],
    detail: str,
) -> Measurement:
    """The 95th percentile in ms over every question asked three times, turn by turn with the floor."""
    values: list[float] = []
    floors: list[float] = []
    for turn in range(4):
        for one in asked:
            spent, least = seconds(partial(work, one)), seconds(partial(floor, one))
            if turn:  # the first turn fills the caches of both
                values.append(spent * 1000)
                floors.append(least * 1000)
    return single(bench, percentile(values, 95), percentile(floors, 95), "ms", len(values), detail)
