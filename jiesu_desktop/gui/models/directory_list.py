"""The units found, as a list: name, and under it what kind and which night number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from jiesu_desktop.domain.directory import UnitEntry

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
ENTRY = Role.UserRole + 1
SECOND_LINE = Role.UserRole + 2


class DirectoryList(QAbstractListModel):
    """Some hundred units at most: all of a search's result is held.

    Attributes:
        entries: what is listed, best first.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[UnitEntry, ...] = ()

    def show_entries(self, entries: Sequence[UnitEntry]) -> None:
        """List these."""
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def place_of(self, unit_id: int) -> int:
        """The row of a unit, or -1."""
        return next((place for place, entry in enumerate(self.entries) if entry.unit.id == unit_id), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Qt's."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Qt's: name, second line, the entry itself."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        unit = entry.unit
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return unit.name if unit.active else f"{unit.name}（已停用）"
        if role == SECOND_LINE:
            return " · ".join(part for part in (unit.kind.label, unit.phone24) if part)
        return entry if role == ENTRY else None
