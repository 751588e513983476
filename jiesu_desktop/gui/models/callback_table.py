"""The call-backs that wait, as a table; callers masked, the moment told as a countdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.callbacks import NOES
from jiesu_desktop.domain.summary import no_of
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.models.moved_rows import follow
from jiesu_desktop.gui.wording import BLANK, MARKS, countdown, headline, masked, state_name
from jiesu_desktop.storage.records import CallbackRow

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
COLUMNS: tuple[tuple[str, str, int], ...] = (
    ("due", "应回访", 142),
    ("level", "级别", 60),
    ("number", "工单编号", 150),
    ("title", "标题 · 地点", 220),
    ("caller", "来电人", 150),
    ("unit", "承办单位", 130),
    ("closed", "办结时间", 104),
    ("attempts", "未联系上", 76),
    ("revisit", "再访", 150),
)
"""Key, heading, width in pixels at 10 pt."""
STATE_ROLE = int(Role.UserRole)
TITLE = 3
WARN_BEFORE = timedelta(hours=1)


class CallbackTable(QAbstractTableModel):
    """Rows as they were last read; the countdown is of the moment painted."""

    def __init__(self, ctx: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.rows: tuple[CallbackRow, ...] = ()

    def show_rows(self, rows: Sequence[CallbackRow]) -> None:
        """Show these; whoever had one chosen still has it."""
        before = {place: row.id for place, row in enumerate(self.rows)}
        self.layoutAboutToBeChanged.emit()
        self.rows = tuple(rows)
        follow(self, before, {row.id: place for place, row in enumerate(rows)})
        self.layoutChanged.emit()

    def tick(self) -> None:
        """A second has passed."""
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Qt's."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Qt's."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Qt's."""
        if orientation is Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return COLUMNS[section][1]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Qt's: the words, and the ink of what is late; never by colour alone. Under ``STATE_ROLE`` overdue or warning."""
        if not index.isValid():
            return None
        row, now = self.rows[index.row()], self.ctx.moment
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return cell_text(row, COLUMNS[index.column()][0], now)
        state = state_of(row, now)
        if role == STATE_ROLE:
            return state if state != "running" else None
        if role == Role.ForegroundRole and index.column() == 0 and state != "running":
            return self.ctx.theme.color(state)
        if role == Role.FontRole and index.column() == 0:
            return self.ctx.theme.font(1, bold=state == "overdue", tabular=True)
        return None


def state_of(row: CallbackRow, now: datetime) -> str:
    """``overdue``, ``warning`` or ``running``."""
    return state_name(row.at, row.at - WARN_BEFORE if row.at else None, now)


def cell_text(row: CallbackRow, key: str, now: datetime) -> str:
    """What a cell says."""
    say = _WORDS.get(key)
    return (say(row, now) if say else str(getattr(row, key))) or BLANK


def _caller(row: CallbackRow, now: datetime) -> str:
    return "　".join(part for part in (row.caller, masked(row.phone)) if part) or "没有留电话"


def _revisit(row: CallbackRow, now: datetime) -> str:
    no = NOES.get(no_of(row.resolved, row.satisfied), "")
    agreed = f"约 {beijing(row.revisit_at):%m-%d %H:%M}" if row.revisit_at else ""
    return " ".join(part for part in (agreed, no) if part)


_WORDS: dict[str, Callable[[CallbackRow, datetime], str]] = {
    "due": lambda row, now: f"{MARKS[state_of(row, now)]} {countdown(row.at, now)}".strip(),
    "level": lambda row, now: row.level.label,
    "title": lambda row, now: headline(row.title, row.place),
    "caller": _caller,
    "closed": lambda row, now: f"{beijing(row.closed_at):%m-%d %H:%M}" if row.closed_at else "",
    "attempts": lambda row, now: f"{row.attempts} 次" if row.attempts else "",
    "revisit": _revisit,
}
