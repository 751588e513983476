"""The queue's columns: their widths and order, remembered for each size of type, and which give way to the title."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QObject, QSignalBlocker, QTimer
from PySide6.QtWidgets import QHeaderView, QTableView

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.models.queue_table import COLUMNS, FIRST, NUMBER, PHASE, TITLE, UNIT

KEY = "queue columns"
GIVE_WAY = ((FIRST, 200), (UNIT, 130), (PHASE, 110), (NUMBER, 100))
"""Columns that go, one after the other, once the title has less than so many pixels (at 10 pt)."""
UNIT_MOST, TITLE_FIRST = 210, 300
"""So wide the unit's name becomes, for as long as the title has so many pixels (at 10 pt)."""
KEEP_MS = 800


class QueueColumns(QObject):
    """Looks after the columns of one table whose model is the queue's."""

    def __init__(self, ctx: Desk, table: QTableView) -> None:
        super().__init__(table)
        self._ctx, self._table = ctx, table
        self._unit, self._fitting = (
            ctx.theme.px(COLUMNS[UNIT][2]),
            False,
        )  # the unit's width as a person left it
        self._keep = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep.timeout.connect(self.save)
        header = table.horizontalHeader()
        header.sectionMoved.connect(lambda *_: self._keep.start())
        header.sectionResized.connect(self._resized)

    def _resized(self, section: int, _before: int, width: int) -> None:
        if self._fitting:
            return
        if section == UNIT and width:
            self._unit = width
        self._keep.start()

    def size(self) -> None:
        """Row height and widths for the type in force: as they were left, else as declared."""
        px, header = self._ctx.theme.px, self._table.horizontalHeader()
        self._table.verticalHeader().setDefaultSectionSize(px(36))
        kept = self._ctx.prefs.value(self._key)
        sorted_by = header.sortIndicatorSection(), header.sortIndicatorOrder()
        with QSignalBlocker(header):
            if not (isinstance(kept, QByteArray) and header.restoreState(kept)):
                for section, (_, _, width) in enumerate(COLUMNS):
                    if section != TITLE:
                        self._table.setColumnWidth(section, px(width))
            header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
            header.setSortIndicator(*sorted_by)
        self._unit = self._table.columnWidth(UNIT) or px(COLUMNS[UNIT][2])

    def save(self) -> None:
        """Keep widths and order for this size of type, the unit's without the room it was given."""
        table, self._fitting = self._table, True
        if shown := table.columnWidth(UNIT):
            table.setColumnWidth(UNIT, self._unit)
        self._ctx.prefs.setValue(self._key, table.horizontalHeader().saveState())
        if shown:
            table.setColumnWidth(UNIT, shown)
        self._fitting = False

    def fit(self, room: int) -> None:
        """Hide what must go for the title to have room in a table ``room`` pixels wide; show the rest.

        Where there is room and nobody chose a width, the unit's name is whole.
        """
        px, table, declared = self._ctx.theme.px, self._table, self._ctx.theme.px(COLUMNS[UNIT][2])
        room -= sum(self._width(section) for section in range(len(COLUMNS)) if section != TITLE)
        self._fitting = True  # none of it is a person's doing
        if table.columnWidth(UNIT):
            table.setColumnWidth(UNIT, self._unit)
        for section, title in GIVE_WAY:
            hide = room < px(title)
            table.setColumnHidden(section, hide)
            room += self._width(section) if hide else 0
        if table.columnWidth(UNIT):
            self._unit = table.columnWidth(UNIT)
            if self._unit == declared:
                spare = max(0, min(px(UNIT_MOST) - declared, room - px(TITLE_FIRST)))
                table.setColumnWidth(UNIT, declared + spare)
        self._fitting = False

    @property
    def _key(self) -> str:
        return f"{KEY}/{self._ctx.theme.points}"

    def _width(self, section: int) -> int:
        """How wide a column is, or would be if it were shown; the unit's without the room it was given."""
        if section == UNIT:
            return self._unit
        return self._table.columnWidth(section) or self._ctx.theme.px(COLUMNS[section][2])
