"""The rows of one ledger as a table; see :mod:`~jiesu_desktop.gui.models.paged_table`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.ledgers import ColumnKind, LedgerColumn
from jiesu_desktop.gui.models.paged_table import Fetch, Index, PagedTable, right_or_left
from jiesu_desktop.gui.wording import category_path, masked

LOADING = "…"
SHOWN = 120  # characters of a long text in a cell; the whole stands in the tool tip and in what is copied
Role = Qt.ItemDataRole


OPEN_NUMBERS = frozenset({"number", "dialled"})
"""Columns whose digits are no caller's: shown whole. Everywhere else numbers are masked, as on every screen."""


def cell_text(value: Any, key: str = "") -> str:
    """A value as a person reads it: Beijing time to the minute, nothing for None, one line, callers' numbers masked."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{beijing(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, bool):
        return "是" if value else "否"
    if key == "category":
        return category_path(str(value))
    text = " ".join(str(value).split())
    return text if key in OPEN_NUMBERS else masked(text)


class LedgerTable(PagedTable):
    """A ledger's rows.

    Attributes:
        columns: what the rows hold, in order.
    """

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(fetch, parent)
        self.columns: tuple[LedgerColumn, ...] = ()

    def set_columns(self, columns: tuple[LedgerColumn, ...]) -> None:
        """Take other columns; rows of the old ones go."""
        if columns == self.columns:
            return
        self.beginResetModel()
        self.columns = columns
        self._pages.clear()
        self._total = 0
        self.endResetModel()

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Qt's."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Qt's: text, tool tip and alignment."""
        if not index.isValid():
            return None
        if role == Role.TextAlignmentRole:
            return right_or_left(self.columns[index.column()].kind is ColumnKind.INT)
        if role not in (Role.DisplayRole, Role.ToolTipRole):
            return None
        values = self.row_values(index.row())
        if values is None:
            return LOADING if role == Role.DisplayRole else None
        text = cell_text(values[index.column()], self.columns[index.column()].key)
        if role == Role.DisplayRole:
            return text[:SHOWN]
        return text if len(text) > 12 else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Qt's: the headings of domain.md."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Role.DisplayRole:
            return self.columns[section].heading
        if role == Role.TextAlignmentRole:
            return right_or_left(self.columns[section].kind is ColumnKind.INT)
        return None
