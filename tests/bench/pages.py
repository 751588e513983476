"""The first page of a ledger, and the search, on many orders."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from jiesu_desktop.services import ledgers, search
from jiesu_desktop.storage.records import LedgerSpec
from jiesu_desktop.storage.search import match_of, words_of
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


def search_1m() -> Iterator[Measurement]:
    """Words of one to six characters among a million orders."""
    store = opened(1_000_000)
    values: list[float] = []
    floors: list[float] = []
    with closing(sqlite3.connect(seeded(1_000_000))) as bare:
        for turn in range(4):
            for word in _WORDS:
                match = match_of(words_of(word))

                def work(word: str = word) -> None:
                    with store.read() as queries:
                        search.search(queries, word, limit=50)

                def floor(match: str = match) -> None:
                    where = "FROM ticket_text WHERE ticket_text MATCH ?"
                    bare.execute(f"SELECT count(*) {where}", (match,)).fetchone()
                    bare.execute(f"SELECT rowid {where} ORDER BY rowid DESC LIMIT 50", (match,)).fetchall()

                spent, least = seconds(work), seconds(floor)
                if turn:  # the first turn fills the caches of both
                    values.append(spent * 1000)
                    floors.append(least * 1000)
    store.close()
    yield single(
        "search.1m.p95", percentile(values, 95), percentile(floors, 95), "ms", len(values),
        f"exact count and 50 newest orders for {len(_WORDS)} words; floor: the same two questions to FTS5 by sqlite3, ids only",
    )  # fmt: skip
