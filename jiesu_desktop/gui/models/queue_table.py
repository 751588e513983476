"""The queue as a table: pages of SQL, kept only where someone looked, re-sorted without moving under the cursor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from jiesu_desktop.domain.policy import ClockKind
from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.models.moved_rows import follow
from jiesu_desktop.gui.wording import BLANK, MARKS, countdown, headline, state_name
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import QueuePage, QueueRow, QueueView

Index = QModelIndex | QPersistentModelIndex
PAGE = 60
COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("level", "级别", 92),
    ("phase", "状态", 68),
    ("number", "工单编号", 148),
    ("title", "标题 · 地点", 240),
    ("unit", "承办单位", 112),
    ("next_act", "下一步", 88),
    ("due", "剩余时间", 100),
    ("first_dispatcher", "首派人", 76),
)
"""Key (also the sort key of SQL), heading, width in pixels at 10 pt."""
PHASE, NUMBER, TITLE, UNIT, DUE, FIRST = 1, 2, 3, 4, 6, 7
ROW_ROLE = int(Qt.ItemDataRole.UserRole)


class QueueTable(QAbstractTableModel):
    """Rows of one view of the queue.

    Attributes:
        view: which orders. sort: a key of COLUMNS, ``-key`` for the other way round, '' for the desk's own order.
        total: how many rows there are in all.
        flashing: ids whose alerts nobody has acknowledged.

    Signals:
        loaded(): rows arrived. announced(int): so many new rows wait while someone reads.
    """

    loaded = Signal()
    announced = Signal(int)

    def __init__(self, ctx: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.view = QueueView()
        self.sort_key = ""
        self.total = 0
        self.flashing: set[int] = set()
        self.reading = False
        self._pages: dict[int, tuple[QueueRow, ...]] = {}
        self._asked: set[int] = set()
        self._held: QueuePage | None = None

    # ---- what Qt asks ------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows there are, loaded or not."""
        return 0 if parent.isValid() else self.total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The columns of :data:`COLUMNS`."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return COLUMNS[section][1]
            if role == Qt.ItemDataRole.TextAlignmentRole and section == DUE:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell's text; under ``ROW_ROLE`` the whole row, or None while it is being fetched."""
        if role not in (ROW_ROLE, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self.row(index.row())
        if role == ROW_ROLE:
            return row
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole and index.column() == 0 else None
        return cell_text(row, COLUMNS[index.column()][0], self.ctx.moment)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort in SQL; column −1 is the desk's own order."""
        key = "" if column < 0 else COLUMNS[column][0]
        self.sort_key = f"-{key}" if key and order is Qt.SortOrder.DescendingOrder else key
        self.refetch()

    # ---- rows --------------------------------------------------------------------------------------------------

    def row(self, number: int) -> QueueRow | None:
        """The row at this place, or None while its page is on the way."""
        page, offset = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            self._fetch(page)
            return None
        return rows[offset] if offset < len(rows) else None

    def place_of(self, ticket_id: int) -> int | None:
        """Where an order stands among the rows at hand."""
        for page, rows in self._pages.items():
            for offset, row in enumerate(rows):
                if row.id == ticket_id:
                    return page * PAGE + offset
        return None

    def rows_at_hand(self) -> Iterable[tuple[int, QueueRow]]:
        """Every row fetched so far, with its place."""
        for page, rows in self._pages.items():
            for offset, row in enumerate(rows):
                yield page * PAGE + offset, row

    def show(self, view: QueueView) -> None:
        """Show another view, from its top."""
        self.view = view
        self.reading = False
        self.refetch()

    def refetch(self) -> None:
        """Ask again for the rows; what is on screen stays until they come."""
        pages = [page for page in self._pages if page * PAGE < self.total] or [0]
        last = max(pages)
        now, view, sort = self.ctx.time.now(), self.view, self.sort_key
        shown = {row.id for _, row in self.rows_at_hand()}

        def read(queries: Queries) -> tuple[QueuePage, dict[int, QueueRow]]:
            page = queries.queue(view, now, sort=sort, limit=(last + 1) * PAGE)
            return page, queries.queue_rows(sorted(shown - {row.id for row in page.rows}))

        self.ctx.tasks.run_read(read, self._arrived, key=f"queue{id(self)}", owner=self)

    def settle(self) -> None:
        """Nobody reads any more: take the order that was held back."""
        self.reading = False
        if self._held is not None:
            page, self._held = self._held, None
            self._take(page)
            self.announced.emit(0)
            self.loaded.emit()

    def _fetch(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        now, view, sort = self.ctx.time.now(), self.view, self.sort_key

        def arrived(result: QueuePage) -> None:
            self._asked.discard(page)
            self._pages[page] = result.rows
            self._set_total(result.total)
            self._repaint(page * PAGE, page * PAGE + PAGE - 1)
            self.loaded.emit()

        self.ctx.tasks.run_read(
            lambda queries: queries.queue(view, now, sort=sort, offset=page * PAGE, limit=PAGE),
            arrived,
            key=f"queue{id(self)}/{page}",
            owner=self,
        )

    def _arrived(self, found: tuple[QueuePage, dict[int, QueueRow]]) -> None:
        page, gone = found  # what left the view stands there for its reader, as it is now
        known = {row.id for _, row in self.rows_at_hand()}
        fresh = [row for row in page.rows if row.id not in known]
        if self.reading and known and self._moves(page.rows):
            self._held = page
            self._update_in_place({row.id: row for row in page.rows} | gone)
            self.announced.emit(len(fresh))
        else:
            self._held = None
            self._take(page)
        self.loaded.emit()

    def _moves(self, rows: Sequence[QueueRow]) -> bool:
        """Whether taking these rows would shift what is on screen."""
        shown = [row.id for _, row in self.rows_at_hand()]
        return [row.id for row in rows][: len(shown)] != shown

    def _update_in_place(self, latest: Mapping[int, QueueRow]) -> None:
        for page, old in self._pages.items():
            self._pages[page] = tuple(latest.get(row.id, row) for row in old)
        self._repaint(0, self.total - 1)

    def _take(self, page: QueuePage) -> None:
        before = {place: row.id for place, row in self.rows_at_hand()}
        self._set_total(page.total)
        self.layoutAboutToBeChanged.emit()
        self._pages = {n // PAGE: page.rows[n : n + PAGE] for n in range(0, len(page.rows), PAGE)} or {0: ()}
        follow(self, before, {row.id: place for place, row in self.rows_at_hand()})
        self.layoutChanged.emit()

    def row_id(self, number: int) -> int | None:
        """The order at this place if its row is at hand; asks for nothing."""
        rows = self._pages.get(number // PAGE, ())
        return rows[number % PAGE].id if number % PAGE < len(rows) else None

    def _set_total(self, total: int) -> None:
        if total > self.total:
            self.beginInsertRows(QModelIndex(), self.total, total - 1)
            self.total = total
            self.endInsertRows()
        elif total < self.total:
            self.beginRemoveRows(QModelIndex(), total, self.total - 1)
            self.total = total
            self.endRemoveRows()

    def _repaint(self, first: int, last: int) -> None:
        if self.total:
            last = min(last, self.total - 1)
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))


def row_state(row: QueueRow, now: datetime) -> str:
    """``overdue``, ``warning``, ``running`` or ``paused``."""
    return state_name(row.next_due_at, row.next_warn_at, now, paused=row.paused)


def act_now(
    act: Act | None, clock: str | None, due: datetime | None, now: datetime, *, suspected: bool
) -> Act | None:
    """What to do this very moment: judge what looks urgent, urge a unit that has let its time pass, else ``act``."""
    if suspected:
        return Act.RAISE
    if act is Act.FEEDBACK and clock == ClockKind.FEEDBACK and due is not None and due <= now:
        return Act.URGE
    return act


def act_of(row: QueueRow, now: datetime) -> Act | None:
    """:func:`act_now` of a row."""
    return act_now(row.next_act, row.next_clock, row.next_due_at, now, suspected=bool(row.suspected))


def cell_text(row: QueueRow, key: str, now: datetime) -> str:
    """What a cell says, marks included: also what is copied and read aloud by screen readers."""
    if key == "level":
        return f"{MARKS[row_state(row, now)]} {'疑似紧急' if row.suspected else row.level.label}".strip()
    if key == "title":
        return headline(row.title, row.place)
    if key == "next_act":
        act = act_of(row, now)
        return ("判定" if row.suspected else act.label) if act else BLANK
    if key == "due":
        return countdown(row.next_due_at, now, paused=row.paused)
    return getattr(row, key) or BLANK
