"""``import``: files of orders into the database, each in one transaction of its own."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jiesu_desktop.cli.arguments import Options
from jiesu_desktop.cli.output import emit, say
from jiesu_desktop.cli.session import Session, session
from jiesu_desktop.exchange.failures import UnreadableFile
from jiesu_desktop.exchange.ticket_import import ReadOrders, read_orders
from jiesu_desktop.services import intake


def run_import(options: Options) -> int:
    """Take each file in, in the order given. One that cannot be read changes nothing and does not stop the others."""
    failed = False
    with session(options) as open_session:
        for path in options.files:
            try:
                read = read_orders(path, progress=_counter(path))
            except UnreadableFile as error:
                failed = True
                say(error.message)
                emit(_line(path, intake.IntakeResult()) | {"error": error.message})
                continue
            for note in read.notes:
                say(f"{path.name}：{note}")
            result = _take_in(open_session, options, path, read)
            say(f"{path.name}：{result.message}" + ("（试算，未保存）" if options.dry_run else ""))
            _say_what_was_left(path, result)
            emit(_line(path, result))
    return 1 if failed else 0


def _take_in(s: Session, options: Options, path: Path, read: ReadOrders) -> intake.IntakeResult:
    terms: dict[str, Any] = {
        "channel": options.channel,
        "level": options.level,
        "obtained_at": options.obtained_at,
        "history": options.history,
        "refused": read.rejected,
    }
    with s.store.begin() as work:
        if options.dry_run:
            return intake.preview(work, s.time, s.who, read.rows, **terms).result
        return intake.take_in(work, s.time, s.who, read.rows, file_name=path.name, **terms)


def _line(path: Path, result: intake.IntakeResult) -> dict[str, Any]:
    return {
        "file": str(path),
        "rows": result.rows,
        "added": result.added,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "history": result.history,
        "rejected": [{"row": row, "reason": reason} for row, reason in result.rejected],
    }


def _say_what_was_left(path: Path, result: intake.IntakeResult) -> None:
    for row, reason in _first(result.rejected):
        say(f"{path.name} 第 {row} 行未收：{reason}")
    for difference in _first(result.differences):
        say(difference.text)


def _first(items: Sequence[Any], most: int = 20) -> Sequence[Any]:
    """What fits on a screen; all of it stands in the JSON."""
    return items[:most]


def _counter(path: Path) -> Any:
    if not sys.stderr.isatty():
        return None
    return lambda done, total: sys.stderr.write(
        f"\r读取 {path.name} {done}/{total}" + ("\n" if done >= total else "")
    )
