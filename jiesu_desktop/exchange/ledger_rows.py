"""A ledger's rows on their way to the workbook: made ready a column at a time, as the Arrow stream its writer reads.

In that form (https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format, made by nanoarrow) no cell becomes a
Python object again: the writer's process needs less time for a ledger than the same writer for the same rows as dicts.
"""

from __future__ import annotations

import io
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import nanoarrow as na
from nanoarrow.c_array_stream import CArrayStream
from nanoarrow.ipc import StreamWriter

from jiesu_desktop.clock import BEIJING, beijing
from jiesu_desktop.domain.ledgers import ColumnKind, LedgerColumn
from jiesu_desktop.exchange.headings import told_apart

Batch = Sequence[Sequence[Any]]
"""Some rows: of each column its values. A text is a str, or the UTF-8 of one: what a driver has anyway needs no turning twice."""

FIRST_ROW = 3
"""Of the sheet's rows the first one below the title and the header."""

_CELL_LIMIT = 32_767  # Excel's, in UTF-16 units
_SURE_TO_FIT = _CELL_LIMIT // 2
_PIECE = 30_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_DAYS_TO_1970 = 25_569  # of the sheet's calendar
_EIGHT_HOURS = 28_800
_ONE_OFFSET = 700_000_000  # in 1992; Beijing had summer time until 1991
_TALLIED = ("level", "phase", "channel")
_TEXTS, _UTF_8, _DAYS = na.c_schema(na.string()), na.c_schema(na.binary()), na.c_schema(na.float64())
_AS = {
    ColumnKind.TEXT: _TEXTS,
    ColumnKind.INT: na.c_schema(na.int64()),
    ColumnKind.DATETIME: _DAYS,
    ColumnKind.DATE: _DAYS,
}
"""What a kind of column is in the stream; a moment is days, as the sheet counts them."""


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


class Stream:
    """Makes the stream of a ledger's rows piece by piece, counting as they pass.

    Millions of cells go through it, so it works on a column of a batch at a time, and looks at single cells only where
    a column holds what needs it.

    Attributes:
        rows: how many have passed.
    """

    def __init__(self, columns: Sequence[LedgerColumn]) -> None:
        self.rows = 0
        self._columns = columns
        self._headings = told_apart([column.heading for column in columns])
        self._counts = {at: Counter[Any]() for at, column in enumerate(columns) if column.key in _TALLIED}
        self._overlong: list[tuple[int, str, str]] = []
        kinds = (_AS[column.kind] for column in columns)
        self._schema = na.c_schema(na.struct(dict(zip(self._headings, kinds, strict=True))))
        self._piece = io.BytesIO()
        self._writer = StreamWriter.from_writable(self._piece)

    def begin(self) -> bytes:
        """The beginning of the stream."""
        self._writer.write_stream(CArrayStream.from_c_arrays([], self._schema))
        return self._taken()

    def piece(self, batch: Batch) -> bytes:
        """The rows as they stand in the stream: texts as texts, moments as Beijing shows them."""
        cells = [self._cells(at, values) for at, values in enumerate(batch)]
        for at, count in self._counts.items():
            count.update(batch[at])
        self.rows += len(batch[0])
        self._writer.write_array(
            na.c_array_from_buffers(self._schema, length=len(batch[0]), buffers=[None], children=cells)
        )
        return self._taken()

    def end(self) -> bytes:
        """The end of the stream."""
        self._writer.close()
        return self._taken()

    def summary(
        self, title: str, provenance: Provenance, figures: Iterable[tuple[str, str | int]]
    ) -> Iterator[tuple[str, str | int]]:
        """What sheet 2 says of the rows that have passed, as (name, value); ``figures`` are those measured elsewhere."""
        yield "台账", title
        yield "合计（条）", self.rows
        for name, value in provenance.conditions:
            yield f"筛选：{name}", value
        for at, counts in self._counts.items():
            words = Counter[str]()
            for word, count in counts.items():
                words[_str(word) or ""] += count
            blank = words.pop("", 0)
            for word, count in [*words.most_common(), *([("（空）", blank)] if blank else [])]:
                yield f"{self._headings[at]}：{word}", count
        yield from figures
        yield "导出人", provenance.exported_by
        yield "工位", provenance.workstation
        # as words: one moment makes the writer dress the whole column as moments, and LibreOffice shows every count as a day
        yield "导出时间", f"{beijing(provenance.exported_at):%Y-%m-%d %H:%M:%S}"
        for row, heading, text in self._overlong:
            pieces = [text[start : start + _PIECE // 2] for start in range(0, len(text), _PIECE // 2)]
            for number, piece in enumerate(pieces, 1):
                yield f"第 {row} 行“{heading}”全文 {number}/{len(pieces)}", piece

    def _taken(self) -> bytes:
        made = self._piece.getvalue()
        self._piece.seek(0)
        self._piece.truncate()
        return made

    def _cells(self, at: int, values: Sequence[Any]) -> Any:
        kind = self._columns[at].kind
        if kind is ColumnKind.TEXT:
            return _texts(values) or na.c_array(
                [self._text(value, at, row) for row, value in enumerate(values)], _TEXTS
            )
        if kind is ColumnKind.INT:
            return na.c_array(values, _AS[kind])
        moments = [None if value is None else _cell_moment(value) for value in values]
        if kind is ColumnKind.DATE:
            moments = [cell and math.floor(cell) for cell in moments]
        return na.c_array(moments, _DAYS)

    def _text(self, value: Any, at: int, row: int) -> str | None:
        text = _str(value)
        return text if text is None or len(text) <= _SURE_TO_FIT else self._fitting(text, at, row)

    def _fitting(self, text: str, at: int, row: int) -> str:
        if len(text.encode("utf-16-le")) // 2 <= _CELL_LIMIT:
            return text
        self._overlong.append((self.rows + row + FIRST_ROW, self._headings[at], text))
        return f"{text[: _PIECE // 2]}……（全文 {len(text)} 字，见工作表“合计”）"


def _texts(values: Sequence[Any]) -> Any:
    """The column, if it holds nothing but blanks and texts that fit, found out without a step of ours for each cell."""
    for kind in (_UTF_8, _TEXTS):  # which lie in a stream alike
        with suppress(ValueError):  # something else
            cells = na.c_array(values, kind)
            break
    else:
        return None
    bytes_of_all = cells.view().buffer(2).size_bytes
    fits = bytes_of_all <= _CELL_LIMIT or max(map(len, filter(None, values))) <= _SURE_TO_FIT
    return cells if fits else None


def _str(value: Any) -> str | None:
    return value.decode() if isinstance(value, bytes) else value if value is None else str(value)


def _cell_moment(moment: int | datetime) -> float:
    """A moment as a workbook holds it: days of Beijing wall time, to the second."""
    if isinstance(moment, datetime):
        moment = ((moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)) - _EPOCH) // _MICROSECOND
    seconds = moment // 1_000_000
    offset = _EIGHT_HOURS if seconds > _ONE_OFFSET else _offset(seconds)
    return (seconds + offset) / 86_400 + _DAYS_TO_1970


def _offset(seconds: int) -> float:
    return (beijing(_EPOCH + timedelta(seconds=seconds)).utcoffset() or timedelta()).total_seconds()
