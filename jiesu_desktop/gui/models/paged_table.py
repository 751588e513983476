"""A table over pages of SQL: at a million rows it holds only what was looked at lately.

The first page brings the count; every other page is fetched when the view paints it. Sorting, filtering and counting
are the database's, so a change of any of them is a new ``reload``.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

PAGE = 200  # rows of one fetch: some five screens
KEPT = 40  # pages held: 8,000 rows, a few MB
NEARBY = 3  # pages fetched for one paint at most; a drag of the scroll bar passes the rest by

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, the order's id of each (0 where none), and the count when it was asked for."""

    rows: Sequence[Sequence[Any]]
    ids: Sequence[int]
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a model asks its source for; ``first`` = the count is wanted too."""

    offset: int
    limit: int
    first: bool


Deliver = Callable[[Page], None]
Refuse = Callable[[str], None]
Fetch = Callable[[Wanted, Deliver, Refuse], None]
"""Fetch one page in the background and hand it to ``Deliver`` in the GUI thread, or a Chinese sentence to ``Refuse``."""


class PagedTable(QAbstractTableModel):
    """Rows of a query, fetched page by page. Subclasses say what a cell looks like.

    Signals:
        counted(int): the exact number of rows of this query is known.
        failed(str): a page could not be read; the sentence is for the operator.
    """

    counted = Signal(int)
    failed = Signal(str)
    page_shown = Signal()

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._pages: OrderedDict[int, Page] = OrderedDict()
        self._asked: set[int] = set()
        self._wished: list[int] = []
        self._total = 0
        self._serial = 0
        self.loading = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._ask_wished)

    @property
    def total(self) -> int:
        """The number of rows of the query, by the last count."""
        return self._total

    def reload(self, *, keep: bool = False) -> None:
        """Ask again from the start: another filter or order, or other rows.

        With ``keep`` what is shown stays until the answer is there, so that a change elsewhere does not flicker.
        """
        self._serial += 1
        self._asked.clear()
        self._wished.clear()
        self.loading = True
        if not keep:
            self._replace(Page((), ()), 0)
        self._request(0, first=True)

    def row_values(self, row: int) -> Sequence[Any] | None:
        """The values of a row, or None while its page is on the way."""
        page = self._page(row // PAGE)
        place = row % PAGE
        return page.rows[place] if page is not None and place < len(page.rows) else None

    def row_id(self, row: int) -> int:
        """The id of the order in a row; 0 where there is none or the page is on the way."""
        page = self._page(row // PAGE)
        place = row % PAGE
        return page.ids[place] if page is not None and place < len(page.ids) else 0

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Qt's."""
        return 0 if parent.isValid() else self._total

    def _page(self, number: int) -> Page | None:
        page = self._pages.get(number)
        if page is not None:
            self._pages.move_to_end(number)
        elif number not in self._asked and 0 <= number * PAGE < self._total:
            self._wish(number)
        return page

    def _wish(self, number: int) -> None:
        if number in self._wished:
            self._wished.remove(number)
        self._wished.append(number)
        if not self._timer.isActive():
            self._timer.start()

    def _ask_wished(self) -> None:
        wished, self._wished = self._wished[-NEARBY:], []
        for number in wished:
            if number not in self._pages and number not in self._asked:
                self._request(number)

    def _request(self, number: int, *, first: bool = False) -> None:
        serial = self._serial
        self._asked.add(number)

        def deliver(page: Page) -> None:
            if serial == self._serial:
                self._take(number, page, first=first)

        def refuse(sentence: str) -> None:
            if serial == self._serial:
                self._asked.discard(number)
                self.loading = False
                self.failed.emit(sentence)

        self._fetch(Wanted(number * PAGE, PAGE, first), deliver, refuse)

    def _take(self, number: int, page: Page, *, first: bool) -> None:
        self._asked.discard(number)
        if first:
            self.loading = False
            self._replace(page, len(page.rows) if page.total is None else page.total)
            self.counted.emit(self._total)
        else:
            self._keep(number, page)
            top, bottom = number * PAGE, min(self._total, (number + 1) * PAGE) - 1
            if bottom >= top:
                self.dataChanged.emit(self.index(top, 0), self.index(bottom, self.columnCount() - 1))
        self.page_shown.emit()

    def _keep(self, number: int, page: Page) -> None:
        self._pages[number] = page
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)

    def _replace(self, page: Page, total: int) -> None:
        """Show another answer's first page. Rows are added or taken at the end, so the view stays where it stands."""
        before, nowhere = self._total, QModelIndex()
        if not (before and total):
            self.beginResetModel()
            self._hold(page, total)
            self.endResetModel()
            return
        if total > before:
            self.beginInsertRows(nowhere, before, total - 1)
            self._hold(page, total)
            self.endInsertRows()
        elif total < before:
            self.beginRemoveRows(nowhere, total, before - 1)
            self._hold(page, total)
            self.endRemoveRows()
        else:
            self._hold(page, total)
        self.dataChanged.emit(self.index(0, 0), self.index(total - 1, self.columnCount() - 1))

    def _hold(self, page: Page, total: int) -> None:
        self._pages.clear()
        self._total = total
        if page.rows:
            self._keep(0, page)

    def place_of(self, row_id: int) -> int:
        """The row of an order among the pages held; -1 when it is in none of them."""
        for number, page in self._pages.items():
            if row_id in page.ids:
                return number * PAGE + list(page.ids).index(row_id)
        return -1


def right_or_left(is_number: bool) -> Qt.AlignmentFlag:
    """Numbers to the right, words to the left, both in the middle of the row."""
    side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
