"""A handover's sections and entries in one list: arrow keys walk it, Enter opens the order, the time left counts down."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from jiesu_desktop.domain.clock_model import ClockState
from jiesu_desktop.domain.handover import MARKS, Entry, Handover, Section
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.wording import clock_time, countdown

HEADINGS = ("时间", "级别", "编号", "事项", "说明")
TIME, LEVEL, NUMBER, TITLE, NOTE = range(5)
_WIDTHS = (104, 74, 146)
_TITLE_SHARE = 0.42
"""Of what the others leave; the rest is for the note."""
_ENTRY = int(Qt.ItemDataRole.UserRole)
_SECTION = _ENTRY + 1
_TONES = {ClockState.OVERDUE: "overdue", ClockState.WARNING: "warning", ClockState.PAUSED: "paused"}


class HandoverTree(QTreeWidget):
    """The list.

    Signals:
        open_ticket(int): an entry was clicked, or Enter pressed on it.
    """

    open_ticket = Signal(int)

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self._told: Handover | None = None
        self.setHeaderLabels(HEADINGS)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("交接内容")
        self.header().setSectionResizeMode(NOTE, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionsMovable(False)
        self._share_width()
        self.itemClicked.connect(lambda item, _: self._open(item))
        self.itemEntered.connect(self._point)
        ctx.theme.changed.connect(self._repaint)

    @property
    def sections(self) -> tuple[Section, ...]:
        """What it shows."""
        return self._told.sections if self._told is not None else ()

    def show_handover(self, told: Handover) -> None:
        """Show it; the entry under the cursor and the place scrolled to stay."""
        before, place = self._current_key(), self.verticalScrollBar().value()
        self._told = told
        self.clear()
        for section in told.sections:
            self.addTopLevelItem(head := self._head(section))
            head.setFirstColumnSpanned(True)
            for entry in section.entries:
                self.addTopLevelItem(self._line(entry, section))
            if section.more:
                self.addTopLevelItem(rest := self._rest(section))
                rest.setFirstColumnSpanned(True)
        self.tick()
        self._choose(before)
        self.verticalScrollBar().setValue(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Title and note share what there is."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        widths = [self.ctx.theme.px(width) for width in _WIDTHS]
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        left = max(0, self.viewport().width() - sum(widths))
        self.setColumnWidth(TITLE, int(left * _TITLE_SHARE))

    def _repaint(self) -> None:
        self._share_width()
        if self._told is not None:
            self.show_handover(self._told)

    def tick(self) -> None:
        """What is left, once a second."""
        now = self.ctx.moment
        for item, entry in self._entries():
            if entry.due_at is not None:
                state = ClockState.OVERDUE if entry.due_at <= now else entry.state
                text = f"{MARKS[state]} {countdown(entry.due_at, now)}".strip()
                if text != item.text(TIME):
                    item.setText(TIME, text)
                if state is not entry.state:  # it has passed since this was gathered
                    item.setForeground(TIME, self.ctx.theme.color("overdue"))

    def go_to(self, key: str) -> None:
        """Bring a section to the top, the cursor on its first entry."""
        for place in range(self.topLevelItemCount()):
            item = self.topLevelItem(place)
            if item is not None and item.data(0, _SECTION) == key:
                self.scrollToItem(item, QAbstractItemView.ScrollHint.PositionAtTop)
                below = self.topLevelItem(place + 1)
                if below is not None and below.data(0, _ENTRY) is not None:
                    self.setCurrentItem(below)
                self.scrollToItem(item, QAbstractItemView.ScrollHint.PositionAtTop)
                self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the order."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentItem())
        else:
            super().keyPressEvent(event)

    # ---------------------------------------------------------------- building

    def _head(self, section: Section) -> QTreeWidgetItem:
        item = QTreeWidgetItem([f"{section.title}　{section.words}"])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setFont(0, self.ctx.theme.font(0, bold=True))
        item.setToolTip(0, section.words)
        item.setData(0, _SECTION, section.key)
        for column in range(len(HEADINGS)):
            item.setBackground(column, self.ctx.theme.color("sunken"))
        item.setSizeHint(0, self._size())
        return item

    def _rest(self, section: Section) -> QTreeWidgetItem:
        item = QTreeWidgetItem([f"另有 {section.more} 项未列出"])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setForeground(0, self.ctx.theme.color("muted"))
        item.setSizeHint(0, self._size())
        return item

    def _line(self, entry: Entry, section: Section) -> QTreeWidgetItem:
        at = clock_time(entry.at, self.ctx.moment) if entry.at is not None else ""
        at = at[:5] if ":" in at[:5] else at  # to the minute
        mark = MARKS[entry.state]
        texts = (f"{mark} {at}".strip(), entry.level, entry.number, entry.title, entry.note)
        item = QTreeWidgetItem(list(texts))
        item.setData(0, _ENTRY, (section.key, entry))
        for column, text in enumerate(texts):
            item.setToolTip(column, text)
        tone = _TONES.get(entry.state)
        if tone is not None:
            item.setForeground(TIME, self.ctx.theme.color(tone))
        item.setFont(TIME, self.ctx.theme.font(0.5, bold=tone in ("overdue", "warning"), tabular=True))
        if entry.state is ClockState.OVERDUE:
            for column in range(len(HEADINGS)):
                item.setBackground(column, self.ctx.theme.color("overdue_row"))
        item.setForeground(NOTE, self.ctx.theme.color("muted"))
        item.setSizeHint(0, self._size())
        return item

    def _size(self) -> QSize:
        return QSize(0, self.ctx.theme.px(32))

    # ---------------------------------------------------------------- the cursor

    def _entries(self) -> Iterator[tuple[QTreeWidgetItem, Entry]]:
        for place in range(self.topLevelItemCount()):
            item = self.topLevelItem(place)
            held = item.data(0, _ENTRY) if item is not None else None
            if item is not None and held is not None:
                yield item, held[1]

    def _current_key(self) -> tuple[str, int | None, str] | None:
        item = self.currentItem()
        held = item.data(0, _ENTRY) if item is not None else None
        return None if held is None else (held[0], held[1].ticket_id, held[1].number)

    def _choose(self, key: tuple[str, int | None, str] | None) -> None:
        first: QTreeWidgetItem | None = None
        for item, entry in self._entries():
            first = first or item
            if (item.data(0, _ENTRY)[0], entry.ticket_id, entry.number) == key:
                self.setCurrentItem(item)
                return
        if first is not None:
            self.setCurrentItem(first)

    def _open(self, item: QTreeWidgetItem | None) -> None:
        held = item.data(0, _ENTRY) if item is not None else None
        if held is not None and held[1].ticket_id is not None:
            self.open_ticket.emit(held[1].ticket_id)

    def _point(self, item: QTreeWidgetItem) -> None:
        held = item.data(0, _ENTRY)
        opens = held is not None and held[1].ticket_id is not None
        shape = Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
