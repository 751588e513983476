"""The table of a ledger: keys, copying, and what it says when it is empty."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from jiesu_desktop.gui.ledgers.copying import COPIED_AT_MOST

ROW_HEIGHT = 32


class EmptySentence(QWidget):
    """A headline and a sentence in the middle of an empty table."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.headline, self.sentence = QLabel(), QLabel()
        self.headline.setProperty("tone", "heading")
        self.sentence.setProperty("tone", "muted")
        box = QVBoxLayout(self)
        box.addStretch(2)
        for label in (self.headline, self.sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            box.addWidget(label)
        box.addStretch(3)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, headline: str, sentence: str) -> None:
        """Show both."""
        self.headline.setText(headline)
        self.sentence.setText(sentence)
        self.show()


class LedgerView(QTableView):
    """Whole rows, no grid, header that sorts and can be rearranged.

    Signals:
        opened(int): double click or Enter on this row.
        copy_wanted(): Ctrl+C.
    """

    opened = Signal(int)
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        top = self.horizontalHeader()
        top.setSectionsMovable(True)
        top.setHighlightSections(False)
        top.setSortIndicatorShown(True)
        top.setSectionsClickable(True)
        top.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        top.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.empty = EmptySentence(self)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)

    def selected_rows(self) -> Sequence[int]:
        """The selected rows, top to bottom, by ranges: cheap even when all of a million are selected."""
        selection = self.selectionModel().selection()
        rows: set[int] = set()
        for part in map(selection.at, range(selection.size())):
            if part.height() > COPIED_AT_MOST:
                return range(part.top(), part.bottom() + 1)
            rows.update(range(part.top(), part.bottom() + 1))
        return sorted(rows)

    def shown_columns(self) -> list[int]:
        """The places of the columns seen, from left to right."""
        header = self.horizontalHeader()
        shown = [place for place in range(header.count()) if not header.isSectionHidden(place)]
        return sorted(shown, key=header.visualIndex)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the sentence over the rows."""
        super().resizeEvent(event)
        self.empty.setGeometry(self.viewport().geometry())

    def viewportEvent(self, event: QEvent) -> bool:
        """Keep the sentence over the rows when the header grows."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.empty.setGeometry(self.viewport().geometry())
        return super().viewportEvent(event)
