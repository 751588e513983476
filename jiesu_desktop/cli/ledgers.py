"""``export``: a ledger to a workbook, streamed from the database to the file."""

from __future__ import annotations

import sys
from typing import Any

from jiesu_desktop.cli.arguments import Options
from jiesu_desktop.cli.output import emit, say
from jiesu_desktop.cli.session import session
from jiesu_desktop.domain.ledgers import LEDGERS
from jiesu_desktop.services.ledger_export import export_file
from jiesu_desktop.storage.records import LedgerSpec


def run_export(options: Options) -> int:
    """Write the ledger's rows of the days asked for."""
    ledger = LEDGERS[options.ledger]
    if options.start and options.end and options.start > options.end:
        say(f"命令有误：--from {options.start} 晚于 --to {options.end}")
        return 2
    spec = LedgerSpec(ledger=ledger.name, start=options.start, end=options.end)
    with session(options) as s:
        written = export_file(
            s.store, s.time, s.who, spec, options.out, progress=_counter if sys.stderr.isatty() else None
        )
    say(f"{ledger.label}：{written} 条，已写入 {options.out}")
    emit({"ledger": ledger.name, "rows": written, "file": str(options.out)})
    return 0


def _counter(done: int, total: int) -> Any:
    sys.stderr.write(f"\r导出 {done}/{total}" + ("\n" if done >= total else ""))
