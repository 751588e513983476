"""``export``: a ledger to a workbook, streamed from the database to the file."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any

from jiesu_desktop.cli.arguments import Options
from jiesu_desktop.cli.output import emit, say
from jiesu_desktop.cli.session import session
from jiesu_desktop.domain.ledgers import LEDGERS
from jiesu_desktop.exchange.ledger_export import Provenance, write_ledger
from jiesu_desktop.services import ledgers
from jiesu_desktop.storage.records import LedgerSpec


def run_export(options: Options) -> int:
    """Write the ledger's rows of the days asked for."""
    ledger = LEDGERS[options.ledger]
    if options.start and options.end and options.start > options.end:
        say(f"命令有误：--from {options.start} 晚于 --to {options.end}")
        return 2
    spec = LedgerSpec(ledger=ledger.name, start=options.start, end=options.end)
    with session(options) as s, s.store.read() as queries:
        found = ledgers.export(queries, spec, s.time.now())
        written = write_ledger(
            options.out,
            found.title,
            found.columns,
            found.rows,
            Provenance(
                s.who.name,
                s.who.workstation,
                s.time.now(),
                _conditions(ledger.date_heading, options.start, options.end),
            ),
            figures=found.figures,
            total=found.total,
            progress=_counter if sys.stderr.isatty() else None,
        )
    say(f"{ledger.label}：{written} 条，已写入 {options.out}")
    emit({"ledger": ledger.name, "rows": written, "file": str(options.out)})
    return 0


def _conditions(heading: str, start: date | None, end: date | None) -> tuple[tuple[str, str], ...]:
    if start is None and end is None:
        return ()
    return ((heading, f"{start or '最早'} 至 {end or '最近'}"),)


def _counter(done: int, total: int) -> Any:
    sys.stderr.write(f"\r导出 {done}/{total}" + ("\n" if done >= total else ""))
