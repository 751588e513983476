"""A ledger as a workbook, as cli.md describes it ("A ledger workbook"), made in a process of its own.

Writer: rustpy-xlsxwriter 0.8. It does the whole job (widths, cell and header formats, worksheet autofilter, frozen panes,
print titles, landscape A4, text cells that are never formulas) and streams from a generator. Measured here for 100,000 × 22
filled cells, Python 3.11: 2.2 s and under 5 MB more memory; XlsxWriter with constant_memory 13.8 s and 22 MB.
Two of its ways shape the code: a sheet without rows gets no header (so one row of nothing is given), and values go by
position while headings are dict keys (so equal headings are told apart).

``python -m jiesu_desktop.exchange.ledger_book`` reads pickles on standard input, from :mod:`~jiesu_desktop.exchange.ledger_export`
alone: a :class:`Head`, batches of rows, at last :data:`END`; and answers with the number of rows, or with the exception it met.
"""

from __future__ import annotations

import gc
import math
import os
import pickle
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain, repeat
from pathlib import Path
from typing import Any, BinaryIO

from jiesu_desktop.clock import BEIJING, beijing
from jiesu_desktop.domain.ledgers import ColumnKind, LedgerColumn

END = None
"""What follows the last batch."""

_CELL_LIMIT = 32_767  # Excel's, in UTF-16 units
_SURE_TO_FIT = _CELL_LIMIT // 2
_PIECE = 30_000
_FIRST_ROW = 3  # below the title and the header
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DAYS_TO_1970 = 25_569  # of the sheet's calendar
_EIGHT_HOURS = 28_800
_ONE_OFFSET = 700_000_000  # in 1992; Beijing had summer time until 1991
Batch = Sequence[Sequence[Any]]
"""Some rows: of each column its values."""

_A4 = 9
_CHARACTERS_WIDE = 210  # a landscape A4 holds about 130 at full size; at 60 % it is still read easily
_DATETIME_FORMAT = "yyyy-mm-dd hh:mm:ss"
_DATE_FORMAT = "yyyy-mm-dd"
_TALLIED = ("level", "phase", "channel")
_FORBIDDEN_IN_SHEET_NAMES = str.maketrans("[]:*?/\\", "_______")


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who exported what, when: the head of sheet 2.

    Attributes:
        exported_by, workstation: the operator and the desk.
        exported_at: the moment, aware.
        conditions: (name, value) of each filter, such as ("获取时间", "2026-01-01 至 2026-01-31").
    """

    exported_by: str
    workstation: str
    exported_at: datetime
    conditions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What a workbook is to be.

    Attributes:
        path: where it is written, part by part.
        title: of the ledger. columns: as they stand from left to right.
        figures: (name, value) of what was measured over the rows, for sheet 2.
    """

    path: Path
    title: str
    columns: tuple[LedgerColumn, ...]
    provenance: Provenance
    figures: tuple[tuple[str, str | int], ...] = ()


@dataclass
class _Tally:
    """What is counted while the rows pass."""

    rows: int = 0
    counts: dict[str, Counter[str | None]] = field(default_factory=dict)
    overlong: list[tuple[int, str, str]] = field(default_factory=list)


def write_book(head: Head, batches: Iterable[Batch]) -> int:
    """Write the workbook and return how many rows it has.

    A moment is an aware datetime, or microseconds since 1970 UTC; it is written as Beijing wall time. A text beyond a
    cell's limit stands whole on sheet 2, in pieces.

    Raises:
        OSError, RuntimeError: the place cannot be written to.
    """
    from rustpy_xlsxwriter import FastExcel

    headings = _told_apart(column.heading for column in head.columns)
    tally = _Tally()
    records = chain.from_iterable(map(_Recorder(headings, head.columns, tally).records, batches))
    first = next(records, None)
    sheet = head.title.translate(_FORBIDDEN_IN_SHEET_NAMES)[:28] or "台账"
    book = FastExcel(str(head.path), output_format="xlsx").format(datetime_format=_DATETIME_FORMAT)
    book.freeze(row=2, sheet=sheet).freeze(row=1, sheet="合计")
    book.sheet(
        sheet,
        chain([first or dict.fromkeys(headings)], records),
        **_ledger_look(head.title, head.columns, headings),
    )
    # asked for only after the rows have passed, when the totals are known
    book.sheet("合计", _summary(head, tally), **plain_look([28, 60]))
    book.save()
    return tally.rows


def _told_apart(headings: Iterable[str]) -> list[str]:
    seen: Counter[str] = Counter()
    apart = []
    for heading in headings:
        seen[heading] += 1
        apart.append(heading if seen[heading] == 1 else f"{heading}({seen[heading]})")
    return apart


def _cell_moment(moment: int | datetime) -> float:
    """A moment as a workbook holds it: days of Beijing wall time, to the second."""
    if isinstance(moment, datetime):
        moment = ((moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)) - _EPOCH) // _MICROSECOND
    seconds = moment // 1_000_000
    offset = _EIGHT_HOURS if seconds > _ONE_OFFSET else _offset(seconds)
    return (seconds + offset) / 86_400 + _DAYS_TO_1970


def _offset(seconds: int) -> float:
    return (beijing(_EPOCH + timedelta(seconds=seconds)).utcoffset() or timedelta()).total_seconds()


class _Recorder:
    """Turns a ledger's rows into the writer's records, counting as they pass.

    Millions of cells go through it, so it works on a column of a batch at a time, and looks at single cells only where
    a column holds what needs it.
    """

    def __init__(self, headings: list[str], columns: Sequence[LedgerColumn], tally: _Tally) -> None:
        self._headings, self._tally = headings, tally
        self._texts = [at for at, column in enumerate(columns) if column.kind is ColumnKind.TEXT]
        self._times = [
            (at, column.kind is ColumnKind.DATE)
            for at, column in enumerate(columns)
            if column.kind in (ColumnKind.DATETIME, ColumnKind.DATE)
        ]
        self._counted = [
            (at, tally.counts.setdefault(headings[at], Counter()))
            for at, c in enumerate(columns)
            if c.key in _TALLIED
        ]

    def records(self, batch: Batch) -> Iterator[dict[str, Any]]:
        """The rows by heading: texts as texts, moments as Beijing shows them."""
        columns = list(batch)
        for at, days in self._times:
            cells = [None if value is None else _cell_moment(value) for value in columns[at]]
            columns[at] = [cell and math.floor(cell) for cell in cells] if days else cells
        for at in self._texts:
            if not _plain(columns[at]):
                columns[at] = [self._text(value, at, row) for row, value in enumerate(columns[at])]
        for at, count in self._counted:
            count.update(columns[at])
        self._tally.rows += len(batch[0])
        return map(dict, map(zip, repeat(self._headings), zip(*columns, strict=True)))

    def _text(self, value: Any, at: int, row: int) -> str | None:
        if value is None:
            return None
        text = value if type(value) is str else str(value)
        return text if len(text) <= _SURE_TO_FIT else self._fitting(text, at, row)

    def _fitting(self, text: str, at: int, row: int) -> str:
        if len(text.encode("utf-16-le")) // 2 <= _CELL_LIMIT:
            return text
        self._tally.overlong.append((self._tally.rows + row + _FIRST_ROW, self._headings[at], text))
        return f"{text[: _PIECE // 2]}……（全文 {len(text)} 字，见工作表“合计”）"


def _plain(column: Sequence[Any]) -> bool:
    """Whether a column holds nothing but texts that fit and blanks, found out without a step of ours for each cell."""
    try:
        return max(map(len, filter(None, column)), default=0) <= _SURE_TO_FIT
    except TypeError:  # something that is no text
        return False


def _ledger_look(title: str, columns: Sequence[LedgerColumn], headings: list[str]) -> dict[str, Any]:
    from rustpy_xlsxwriter import Format

    formats = {ColumnKind.DATETIME: _DATETIME_FORMAT, ColumnKind.DATE: _DATE_FORMAT}
    banner = Format().set_bold().set_font_size(14)
    return {
        "header_row": 1,
        "merge_ranges": [(0, 0, 0, min(len(headings), 8) - 1, title, banner)] if len(headings) > 1 else None,
        "header_format": header_format(),
        "column_widths": {heading: float(c.width) for heading, c in zip(headings, columns, strict=True)},
        "column_formats": {
            heading: Format().set_num_format(formats[column.kind]).set_align("left")
            for heading, column in zip(headings, columns, strict=True)
            if column.kind in formats
        },
        "row_heights": {0: 24.0, 1: 22.0},
        "autofilter": True,
        "page_setup": {
            "landscape": True,
            "paper_size": _A4,
            "repeat_rows": 1,
            "repeat_columns": 0,
            "fit_to_pages": (_pages_wide(columns), 0),
            "margins": {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6},
            "footer": "&L&A&C第 &P 页，共 &N 页&R&D",
        },
    }


def _pages_wide(columns: Sequence[LedgerColumn]) -> int:
    """How many sheets of paper side by side keep the print readable: thirty columns on one would be dust."""
    return max(1, math.ceil(sum(column.width for column in columns) / _CHARACTERS_WIDE))


def header_format() -> Any:
    """The look of every header row we write: a rustpy_xlsxwriter ``Format``."""
    from rustpy_xlsxwriter import Format

    return Format().set_bold().set_background_color("#DCE6F1").set_border("thin").set_align("center")


def plain_look(widths: Sequence[int]) -> dict[str, Any]:
    """How a small sheet looks whose header is its first row, for ``FastExcel.sheet``."""
    return {
        "header_format": header_format(),
        "column_widths": [float(width) for width in widths],
        "page_setup": {"paper_size": _A4, "repeat_rows": 0},
    }


def _summary(head: Head, tally: _Tally) -> Iterator[dict[str, Any]]:
    provenance = head.provenance
    yield {"项目": "台账", "内容": head.title}
    yield {"项目": "合计（条）", "内容": tally.rows}
    for name, value in provenance.conditions:
        yield {"项目": f"筛选：{name}", "内容": value}
    for heading, counts in tally.counts.items():
        blank = counts.pop(None, 0) + counts.pop("", 0)
        for word, count in [*counts.most_common(), *([("（空）", blank)] if blank else [])]:
            yield {"项目": f"{heading}：{word}", "内容": count}
    for name, figure in head.figures:
        yield {"项目": name, "内容": figure}
    yield {"项目": "导出人", "内容": provenance.exported_by}
    yield {"项目": "工位", "内容": provenance.workstation}
    # as words: one moment makes the writer dress the whole column as moments, and LibreOffice shows every count as a day
    yield {"项目": "导出时间", "内容": f"{beijing(provenance.exported_at):%Y-%m-%d %H:%M:%S}"}
    for row, heading, text in tally.overlong:
        pieces = [text[start : start + _PIECE // 2] for start in range(0, len(text), _PIECE // 2)]
        for number, piece in enumerate(pieces, 1):
            yield {"项目": f"第 {row} 行“{heading}”全文 {number}/{len(pieces)}", "内容": piece}


def _received(requests: BinaryIO) -> Iterator[Any]:
    """What comes, up to :data:`END`. EOFError: who sent it has gone."""
    while (batch := pickle.load(requests)) is not END:  # noqa: S301 - from the process that started this one
        yield batch


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Make one workbook; should who wanted it be gone, no piece of it stays."""
    received = _received(requests)
    head: Head = next(received)
    answer: int | Exception
    try:
        answer = write_book(head, received)
    except (EOFError, pickle.UnpicklingError):  # between two batches, or within one
        with suppress(OSError):
            head.path.unlink(missing_ok=True)
        return
    except Exception as error:  # noqa: BLE001 - whatever it was is raised where the work was asked for
        answer = error
    pickle.dump(answer, answers)


def main() -> None:
    """Keep standard output for the answer alone; leave the processor to the alarms when it is wanted."""
    if hasattr(os, "nice"):
        os.nice(5)
    gc.disable()  # rows make no cycles
    with os.fdopen(os.dup(0), "rb") as requests, os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)
        serve(requests, answers)


if __name__ == "__main__":
    main()
