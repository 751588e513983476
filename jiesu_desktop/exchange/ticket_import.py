"""Files of orders to plain rows: real exports as they come (domain.md, "A ticket as it arrives").

The header is the row among the first 20 that matches most of our names; what stands above it is skipped. Columns that mean
nothing to us are kept with the row, under their own heading. A row that cannot be taken is refused by itself, with
its reason; a file that cannot be read raises and gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jiesu_desktop.domain.tickets import UpstreamRow
from jiesu_desktop.exchange.cells import NotADate, category_of, deadline_of, lost_digits, moment_of, text_of
from jiesu_desktop.exchange.failures import Cancelled, UnreadableFile
from jiesu_desktop.exchange.headings import ALIASES, TIME_FIELDS, assign, is_header, normalise, told_apart
from jiesu_desktop.exchange.order_text import OrderText, order_from_text
from jiesu_desktop.exchange.sheets import Grid, Progress, Row, TextFile, WordFile, open_source, text_grid
from jiesu_desktop.exchange.word_order import read_word_order

_HEADER_ROWS = 20
_PROGRESS_EVERY = 500
_NO_ORDER = re.compile(
    r"\s*(合\s*计|总\s*计|小\s*计|共计|说\s*明|备\s*注|注|制表|填表|审核|导出)\s*([:：(（].*)?$"
)
"""What stands in the number column of a row that is no order: a total, a remark, a signature."""
_NO_HEADER = (
    "前 20 行里找不到表头。表头至少要有“工单编号”“标题”“主要内容”之一，再加一列认识的名称"
    "（如“问题分类”“来电人”“被反映街乡镇”）。请检查是否选对了文件。"
)


@dataclass(frozen=True, slots=True)
class ReadOrders:
    """What a file gave.

    Attributes:
        rows: the orders that can be taken, in the file's order.
        total: rows with any text under the header; ``len(rows) + len(rejected)``.
        rejected: (row number as a person counts, reason), in row order.
        headers: the headings as they stand in the file; empty for a single order in Word or text.
        notes: sentences about what was left aside, such as other sheets.
    """

    rows: list[UpstreamRow]
    total: int
    rejected: list[tuple[int, str]]
    headers: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def read_orders(
    path: Path, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None
) -> ReadOrders:
    """Read a workbook, a CSV, or a single order in Word or text.

    Raises:
        UnreadableFile: the file cannot be read or holds no orders; its message says what to do.
        Cancelled: ``cancelled`` said so.
    """
    source = open_source(path)
    if isinstance(source, WordFile):
        return _single(path, read_word_order(path))
    if isinstance(source, TextFile):
        grid = text_grid(source.text)
        if grid is None and path.suffix.lower() == ".txt":
            return _single(path, order_from_text(source.text))
        if grid is None:
            raise UnreadableFile(path, _NO_HEADER)
        grids = [grid]
    else:
        grids = source
    return _from_grids(path, grids, progress or _quiet, cancelled or _never)


def _quiet(done: int, total: int) -> None:
    """No one watches."""


def _never() -> bool:
    return False


def _single(path: Path, order: OrderText) -> ReadOrders:
    row = replace(order.row, row=1)
    if not row.content and not row.title:
        raise UnreadableFile(path, "没有找到工单的标题或内容。请检查是否选对了文件。")
    if order.problems:
        return ReadOrders([], 1, [(1, "；".join(order.problems))])
    return ReadOrders([row], 1, [])


def _from_grids(
    path: Path, grids: list[Grid], progress: Progress, cancelled: Callable[[], bool]
) -> ReadOrders:
    if not any(text_of(cell) for grid in grids for row in grid.rows for cell in row):
        raise UnreadableFile(path, "表格是空的，没有任何内容。请换一个文件。")
    found = [(grid, header) for grid in grids if (header := find_header(grid.rows))]
    if not found:
        raise UnreadableFile(path, _NO_HEADER)
    # the first sheet with orders under its header; a bare template in front of it does not hide it
    grid, header = next((pair for pair in found if _has_data(*pair)), found[0])
    others = [other.name for other, head in found if other is not grid and _has_data(other, head)]
    notes = (f"只读取了工作表“{grid.name}”，未读取：{'、'.join(others)}。",) if others else ()
    return replace(_read_grid(grid, header, progress, cancelled), notes=notes)


@dataclass(frozen=True, slots=True)
class Header:
    """Where the header stands and what its columns mean. ``last`` is its last row's index."""

    last: int
    names: tuple[str, ...]
    fields: dict[str, list[int]]


def find_header(rows: Sequence[Row]) -> Header | None:
    """The header among the first 20 rows; two rows together where headings are spread over two lines."""
    best: Header | None = None
    for index, row in enumerate(rows[:_HEADER_ROWS]):
        names = [_heading(cell) for cell in row]
        candidates = [Header(index, tuple(names), assign(names))]
        if index and len(assign(names)) >= 2:
            above = [_heading(cell) for cell in rows[index - 1]]
            both = [name or over for name, over in zip(names, _padded(above, len(names)), strict=False)]
            candidates.append(Header(index, tuple(both), assign(both)))
        for candidate in candidates:
            if is_header(candidate.fields) and (best is None or len(candidate.fields) > len(best.fields)):
                best = candidate
    return best


def _padded(names: list[str], width: int) -> list[str]:
    return names + [""] * (width - len(names))


def _heading(cell: Any) -> str:
    return re.sub(r"\s+", "", text_of(cell)) if isinstance(cell, str) else text_of(cell)


def _has_data(grid: Grid, header: Header) -> bool:
    return next(_filled_rows(grid.rows, header.last), None) is not None


def _filled_rows(rows: Sequence[Row], header_row: int) -> Iterator[tuple[int, Row]]:
    """(row number as a person counts, cells) of each row under the header with any text."""
    for index in range(header_row + 1, len(rows)):
        row = rows[index]
        if any(cell not in ("", None) and text_of(cell) for cell in row):
            yield index + 1, row


def _read_grid(grid: Grid, header: Header, progress: Progress, cancelled: Callable[[], bool]) -> ReadOrders:
    reader = _RowReader(_with_unnamed(header, grid.rows))
    taken: dict[str, UpstreamRow] = {}
    rejected: list[tuple[int, str]] = []
    total = 0
    for number, cells in _filled_rows(grid.rows, header.last):
        total += 1
        if total % _PROGRESS_EVERY == 1:
            if cancelled():
                raise Cancelled
            progress(number, len(grid.rows))
        try:
            row = reader.read(number, cells)
        except _RefusedRow as refused:
            rejected.append((number, str(refused)))
            continue
        key = row.number or f"\x00{number}"
        if earlier := taken.pop(key, None):
            rejected.append((earlier.row, f"工单编号“{row.number}”在本文件中重复，以第 {number} 行为准"))
        taken[key] = row
    progress(len(grid.rows), len(grid.rows))
    return ReadOrders(
        list(taken.values()), total, sorted(rejected), tuple(name for name in header.names if name)
    )


class _RefusedRow(Exception):
    """A row that cannot be taken; the text is the reason."""


def _with_unnamed(header: Header, rows: Sequence[Row]) -> Header:
    """The header with a name for every column that has text below and no heading: such columns are kept too."""
    width = max(map(len, rows), default=0)
    names = _padded(list(header.names), width)
    blank = [column for column, name in enumerate(names) if not name]
    for column in blank:
        below = (row[column] for row in rows[header.last + 1 :] if column < len(row))
        if any(cell not in ("", None) and text_of(cell) for cell in below):
            names[column] = f"未命名列{_letters(column)}"
    while names and not names[-1]:
        names.pop()
    return replace(header, names=tuple(names))


def _letters(column: int) -> str:
    """A column as a spreadsheet names it: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class _RowReader:
    """Reads rows under one header.

    Attributes:
        fields: our field → its columns, the surest first.
        extra: (column, heading) of what is kept as it stands.
    """

    def __init__(self, header: Header) -> None:
        self.fields = dict(header.fields)
        self.levels = self.fields.pop("category_level", [])
        self.names = header.names
        won = {columns[0] for columns in self.fields.values()}
        kept = {at: name for at, name in enumerate(header.names) if name and at not in won}
        self.extra = tuple(zip(kept, told_apart(list(kept.values())), strict=True))
        self._plain = [(field, columns) for field, columns in self.fields.items() if field not in TIME_FIELDS]
        self._deadlines = self.fields.get("upstream_due_at", [])[:1]
        self._first = next(column for column, name in enumerate(header.names) if name)
        self._known = sorted(won)

    def read(self, number: int, cells: Row) -> UpstreamRow:
        """The order of a row.

        Raises:
            _RefusedRow: with the reason.
        """
        cells = cells + [""] * (len(self.names) - len(cells))
        texts = [text_of(cell) for cell in cells]
        if texts[self._first] == self.names[self._first] and self._repeats_header(texts):
            raise _RefusedRow("与表头相同的行，不是工单")
        values: dict[str, Any] = {field: _first_of(columns, texts) for field, columns in self._plain}
        self._check_number(values.get("number", ""), cells)
        if self.levels and not values.get("category"):
            values["category"] = "->".join(texts[column] for column in self.levels if texts[column])
        elif values.get("category"):
            values["category"] = category_of(values["category"])
        if not values.get("number") and not values.get("title") and not values.get("content"):
            raise _RefusedRow("没有工单编号，也没有标题和内容")
        values |= self._times(cells, texts)
        extra = [
            (name, texts[column]) for column, name in self.extra
        ]  # also when blank: it is to be exported again
        if "upstream_due_at" not in values and (kept := _first_of(self._deadlines, texts)):
            extra.append((self.names[self._deadlines[0]], kept))  # "7 天" with nothing to count from
        return UpstreamRow(**values, extra=tuple(extra), row=number)

    def _repeats_header(self, texts: Sequence[str]) -> bool:
        return all(normalise(texts[column]) == normalise(self.names[column]) for column in self._known)

    def _check_number(self, number: str, cells: Row) -> None:
        if not number:
            return
        if any(lost_digits(cells[column]) for column in self.fields["number"][:1]):
            raise _RefusedRow(
                f"工单编号“{number}”被表格软件改成了数字，末几位已丢失；请把该列设为文本后重新导出"
            )
        if _NO_ORDER.match(number):
            raise _RefusedRow(f"“{number[:20]}”像是合计或说明行，不是工单编号")

    def _times(self, cells: Row, texts: Sequence[str]) -> dict[str, Any]:
        times: dict[str, Any] = {}
        for field in TIME_FIELDS:
            for column in self.fields.get(field, ()):
                if not texts[column]:
                    continue
                try:
                    start, cell = times.get("received_at"), cells[column]
                    moment = deadline_of(cell, start) if field == "upstream_due_at" else moment_of(cell)
                except NotADate:
                    raise _RefusedRow(
                        f"“{self.names[column]}”的内容“{texts[column][:30]}”不是能识别的日期时间"
                    ) from None
                if moment:
                    times[field] = moment
                    break
        return times


def _first_of(columns: Sequence[int], texts: Sequence[str]) -> str:
    """The surest column that says something."""
    for column in columns:
        if texts[column]:
            return texts[column]
    return ""


def field_label(field: str) -> str:
    """The usual heading of one of our fields, such as 工单编号 for ``number``."""
    return ALIASES[field].split()[0]
