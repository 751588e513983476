"""The header of a ledger: which columns are seen, their order, widths and sorting, and the menu that chooses them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from jiesu_desktop.domain.ledgers import LEDGERS, Ledger, LedgerColumn
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.ledgers.column_memory import (
    ColumnMemory,
    Sorting,
    arrange,
    arranged,
    sort_indicator,
    usual,
)
from jiesu_desktop.gui.ledgers.ledger_view import LedgerView
from jiesu_desktop.gui.models.ledger_table import LedgerTable
from jiesu_desktop.gui.widgets.tick_menu import TickMenu
from jiesu_desktop.services.ledger_views import ViewColumn

_REMEMBERED_AFTER = 300  # milliseconds: a drag is one change


class LedgerColumns(QObject):
    """The columns of the ledger on screen.

    A person's own arrangement is remembered; that of a saved view is the view's, and changes to it last while it shows.

    Attributes:
        sorting: what the rows are sorted by.

    Signals:
        sorted(): another order of rows is wanted.
    """

    sorted = Signal()

    def __init__(self, ctx: Desk, view: LedgerView, model: LedgerTable, parent: QObject) -> None:
        super().__init__(parent)
        self.ctx, self._view, self._model = ctx, view, model
        self.sorting = Sorting()
        self._ledger: Ledger = LEDGERS["tickets"]
        self._of_view: tuple[ViewColumn, ...] | None = None  # None: the person's own
        self._arranged: int | None = None
        self._remember = QTimer(self, singleShot=True, interval=_REMEMBERED_AFTER)
        self._remember.timeout.connect(self.keep)
        header = view.horizontalHeader()
        header.sectionClicked.connect(self.sort_by)
        header.customContextMenuRequested.connect(lambda at: self.popup(header.mapToGlobal(at)))
        header.sectionMoved.connect(lambda *_: self._remember.start())
        header.sectionResized.connect(lambda *_: self._remember.start())

    @property
    def _memory(self) -> ColumnMemory:
        return ColumnMemory(self.ctx.prefs, self.ctx.who.name, self._ledger.name)

    def turn(self, ledger: Ledger) -> None:
        """Another ledger comes: its columns as this person left them."""
        self.leave()
        self._ledger, self._of_view, self._arranged = ledger, None, None
        self.sorting = self._memory.sorting
        self._model.set_columns(())

    def leave(self) -> None:
        """What was changed last is kept at once."""
        if self._remember.isActive():
            self.keep()

    def wear(self, columns: tuple[ViewColumn, ...], sorting: Sorting) -> None:
        """Show the columns of a saved view; none means the usual ones."""
        self.leave()
        self._of_view, self.sorting, self._arranged = columns, sorting, None

    def wear_own(self) -> None:
        """Back to this person's own."""
        self.leave()
        self._of_view, self.sorting, self._arranged = None, self._memory.sorting, None

    def take(self, columns: Sequence[LedgerColumn]) -> None:
        """The rows hold these columns: arrange them, unless they stand already."""
        if self._arranged == len(columns):
            return
        self._model.set_columns(tuple(columns))
        self._arrange(self._memory.columns if self._of_view is None else self._of_view)
        self._arranged = len(columns)
        self._show_sorting()

    def _arrange(self, wished: Sequence[ViewColumn]) -> None:
        header, scale = self._view.horizontalHeader(), self.ctx.theme.points / 10
        header.blockSignals(True)
        arrange(header, self._model.columns, wished or usual(self._ledger, self._model.columns, scale), scale)
        header.blockSignals(False)

    def _show_sorting(self) -> None:
        place, order = sort_indicator(self._model.columns, self.sorting, self._ledger.date_key)
        self._view.horizontalHeader().setSortIndicator(place, order)

    @property
    def now(self) -> tuple[ViewColumn, ...]:
        """How they stand, from left to right."""
        return arranged(self._view.horizontalHeader(), self._model.columns)

    @property
    def shown(self) -> tuple[str, ...]:
        """The keys of those seen, from left to right."""
        return tuple(self._model.columns[place].key for place in self._view.shown_columns())

    def sort_by(self, place: int) -> None:
        """Sort by this column; again, the other way round."""
        key = self._model.columns[place].key
        if key.startswith("extra:"):
            self._show_sorting()
            self.ctx.bridge.say("上游附加列不能排序", "info")
            return
        same = key == (self.sorting.key or self._ledger.date_key)
        self.sorting = Sorting(key, not self.sorting.descending if same else False)
        self._show_sorting()
        self.keep()
        self.sorted.emit()

    def keep(self) -> None:
        """Remember this person's own arrangement."""
        self._remember.stop()
        if self._arranged is not None and self._of_view is None:
            self._memory.keep(self.now, self.sorting)

    def popup(self, at: QPoint) -> QMenu:
        """The menu that chooses columns, at a place on the screen."""
        menu = TickMenu(self._view)
        header = self._view.horizontalHeader()
        for place in sorted(range(header.count()), key=header.visualIndex):
            column = self._model.columns[place]
            action = QAction(column.heading, menu, checkable=True, checked=not header.isSectionHidden(place))
            action.triggered.connect(
                lambda shown, action=action, place=place: self._tick(action, place, shown)
            )
            menu.addAction(action)
        menu.addSeparator()
        current = self._view.currentIndex().column()
        if current >= 0:
            heading = self._model.columns[current].heading
            menu.addAction(f"“{heading}”左移\tCtrl+Shift+←", lambda: self.shift(-1))
            menu.addAction(f"“{heading}”右移\tCtrl+Shift+→", lambda: self.shift(1))
            menu.addAction(f"按“{heading}”排序", lambda: self.sort_by(current))
        menu.addAction("恢复默认列", self.as_usual)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        return menu

    def _tick(self, action: QAction, place: int, shown: bool) -> None:
        self.show(place, shown)
        action.setChecked(not self._view.isColumnHidden(place))  # the last one stays

    def shift(self, step: int) -> None:
        """Move the current column one place among those seen."""
        current, shown = self._view.currentIndex().column(), self._view.shown_columns()
        if current not in shown:
            return
        to = shown.index(current) + step
        if 0 <= to < len(shown):
            header = self._view.horizontalHeader()
            header.moveSection(header.visualIndex(current), header.visualIndex(shown[to]))

    def show(self, place: int, shown: bool) -> None:
        """Show or hide a column, unless it is the last one seen."""
        if shown or len(self._view.shown_columns()) > 1:
            self._view.setColumnHidden(place, not shown)
            self.keep()

    def as_usual(self) -> None:
        """Forget what was chosen."""
        if self._of_view is None:
            self._memory.forget()
        self._arrange(())
