"""A table of rows already at hand: previews and results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from jiesu_desktop.gui.models.paged_table import Index, right_or_left

Role = Qt.ItemDataRole


class RowsTable(QAbstractTableModel):
    """Plain rows under headings; numbers stand to the right.

    Attributes:
        headings: Chinese. rows: what is shown.
    """

    def __init__(self, headings: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.headings = tuple(headings)
        self.rows: tuple[tuple[Any, ...], ...] = ()

    def show_rows(self, rows: Sequence[Sequence[Any]]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = tuple(map(tuple, rows))
        self.endResetModel()

    def as_text(self) -> str:
        """All of it, tab separated, for pasting."""
        lines = [self.headings, *self.rows]
        return "\n".join("\t".join(" ".join(str(cell).split()) for cell in line) for line in lines)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Qt's."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Qt's."""
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Qt's: text, tool tip, alignment."""
        if not index.isValid():
            return None
        value = self.rows[index.row()][index.column()]
        if role == Role.TextAlignmentRole:
            return right_or_left(isinstance(value, int))
        return str(value) if role in (Role.DisplayRole, Role.ToolTipRole) else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Qt's."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            numbers = bool(self.rows) and isinstance(self.rows[0][section], int)
            return right_or_left(numbers)
        return self.headings[section] if role == Role.DisplayRole else None
