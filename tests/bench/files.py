"""Files in and out."""

from __future__ import annotations

import itertools
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.ledgers import ColumnKind, LedgerColumn
from jiesu_desktop.exchange.ledger_export import Provenance, write_ledger
from jiesu_desktop.exchange.ledger_rows import Batch
from jiesu_desktop.exchange.ticket_import import read_orders
from jiesu_desktop.services import intake, ledgers
from jiesu_desktop.services.invention import Inventor
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import LedgerSpec
from jiesu_desktop.storage.types import from_micros
from tests.bench.folders import NOW, TIME, WHO, empty_store, opened
from tests.bench.measure import Measurement, measured, together, watching_memory
from tests.exchange.workbooks import HEADINGS, write_xlsx

ROWS = 10_000


def importing() -> Iterator[Measurement]:
    """10,000 open orders of a workbook into an empty database."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        book = workbook(folder / "orders.xlsx")
        names = (folder / f"{number}.sqlite3" for number in itertools.count())

        def work() -> None:
            store = empty_store(next(names))
            read = read_orders(book)
            with store.begin() as unit:
                result = intake.take_in(
                    unit, TIME, WHO, read.rows, refused=read.rejected, file_name=book.name
                )
            store.close()
            if result.added != ROWS:
                raise RuntimeError(result.message)

        def floor() -> None:
            _raw_import(book, next(names))

        values, floors = together(work, floor)
    yield measured(
        "import.10k", values, floors, "s",
        "file to database: read, decide, events, summaries, text index; floor: calamine to_python + sqlite3 executemany of "
        "the cells into one indexed table, WAL, synchronous FULL",
    )  # fmt: skip


def workbook(path: Path) -> Path:
    """10,000 open orders as upstream writes them."""
    inventor = Inventor(Random(1))
    rows = []
    for serial in range(ROWS):
        row = inventor.order(NOW, serial + 1).row
        named = {
            "工单编号": row.number, "工单类型": row.kind, "问题分类": row.category, "标题": row.title, "主要内容": row.content,
            "来电人": row.caller, "来电人电话/账号": row.phone, "被反映区": row.district, "被反映街乡镇": row.street,
            "工单性质": row.role, "村/社区": row.community, "小区点位": row.place,
        }  # fmt: skip
        rows.append([named.get(heading, "") for heading in HEADINGS])
    return write_xlsx(path, [HEADINGS, *rows])


def _raw_import(book: Path, database: Path) -> None:
    from python_calamine import CalamineWorkbook

    rows = CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()
    columns = ", ".join(f"c{number}" for number in range(len(HEADINGS)))
    marks = ", ".join("?" * len(HEADINGS))
    with closing(sqlite3.connect(database)) as connection:
        connection.executescript(
            f"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t ({columns}); CREATE UNIQUE INDEX n ON t (c0);"
        )
        with connection:
            connection.executemany(f"INSERT INTO t VALUES ({marks})", rows[1:])


def exporting_10k() -> Iterator[Measurement]:
    """A ledger of 10,000 orders."""
    yield _exporting("export.10k", 10_000)


def exporting_100k() -> Iterator[Measurement]:
    """A ledger of 100,000 orders."""
    yield _exporting("export.100k", 100_000)


def _exporting(bench: str, tickets: int) -> Measurement:
    """The columns upstream sends and the requirement names, from the database to the file."""
    spec = LedgerSpec(ledger="tickets")
    store = opened(tickets)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with store.read() as queries:
            rows = list(_rows(queries.ledger_batches(spec, columns := _upstream(queries)), columns))

        def work() -> None:
            with store.read() as queries:
                found = ledgers.export(queries, spec, NOW, [column.key for column in _upstream(queries)])
                who = Provenance(WHO.name, WHO.workstation, NOW)
                if write_ledger(folder / "a.xlsx", found.title, found.columns, found.batches, who) != tickets:
                    raise RuntimeError("rows are missing")

        with watching_memory() as grown:
            work()
        with store.read() as queries:
            headings = [column.heading for column in _upstream(queries)]
        records = [dict(zip(headings, row, strict=True)) for row in rows]
        rows.clear()

        def floor() -> None:
            from rustpy_xlsxwriter import FastExcel

            FastExcel(str(folder / "b.xlsx")).sheet("Sheet1", records).save()

        values, floors = together(work, floor)
    store.close()
    return measured(
        bench, values, floors, "s",
        f"ledger tickets, {len(headings)} columns, from the database to the file, memory grew by "
        f"{grown[0]:.0f} MB at most; floor: rustpy-xlsxwriter alone on the same rows ready in memory",
    )  # fmt: skip


def _upstream(queries: Queries) -> list[LedgerColumn]:
    """As many columns as a district's export has: those of its headings, and others where the invented orders lack one."""
    columns = {column.heading: column for column in queries.ledger_columns("tickets")}
    named = [columns[heading] for heading in HEADINGS if heading in columns]
    return [*named, *(column for column in columns.values() if column not in named)][: len(HEADINGS)]


def _rows(batches: Iterable[Batch], columns: Sequence[LedgerColumn]) -> Iterator[tuple[Any, ...]]:
    """As the bare writer takes them."""
    for batch in batches:
        ready = (
            map(_wall if column.kind is ColumnKind.DATETIME else _word, values)
            for column, values in zip(columns, batch, strict=True)
        )
        yield from zip(*ready, strict=True)


def _word(value: Any) -> Any:
    return value.decode() if isinstance(value, bytes) else value


def _wall(micros: int | None) -> datetime | None:
    return None if micros is None else beijing(from_micros(micros)).replace(tzinfo=None)
