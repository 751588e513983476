"""台账: twelve registers, filtered, sorted and counted by the database; what is on screen is what is exported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.ledgers import LEDGERS, Ledger, LedgerColumn
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.keys import bind
from jiesu_desktop.gui.ledgers.column_memory import Sorting
from jiesu_desktop.gui.ledgers.copying import copy_rows
from jiesu_desktop.gui.ledgers.export import ask_file, export_ledger
from jiesu_desktop.gui.ledgers.export_records import ExportRecords
from jiesu_desktop.gui.ledgers.filters import LedgerFilters
from jiesu_desktop.gui.ledgers.ledger_acts import LedgerActs
from jiesu_desktop.gui.ledgers.ledger_chooser import LedgerChooser, neighbour
from jiesu_desktop.gui.ledgers.ledger_columns import LedgerColumns
from jiesu_desktop.gui.ledgers.ledger_footer import LedgerFooter
from jiesu_desktop.gui.ledgers.ledger_rows import LedgerRows
from jiesu_desktop.gui.ledgers.ledger_view import ROW_HEIGHT, LedgerView
from jiesu_desktop.gui.ledgers.sentences import EMPTY, NOTHING_DUE, NOTHING_MATCHES
from jiesu_desktop.gui.ledgers.view_menu import ViewMenu
from jiesu_desktop.gui.widgets.parts import button
from jiesu_desktop.services import ledger_views, urging
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.services.ledger_views import NamedView
from jiesu_desktop.services.urging import UrgingTasks
from jiesu_desktop.storage.records import LedgerSpec

REFRESH_PAUSE = 800  # milliseconds: a burst of changes elsewhere is one new question


class LedgersPage(QWidget):
    """A ledger and its filters.

    Signals:
        open_ticket(int): the operator wants to see this order in the queue.
    """

    open_ticket = Signal(int)

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.ledger: Ledger = LEDGERS["tickets"]
        self._begun = False
        self._reading = 0  # the order under the cursor while rows are asked for again
        self._fit: NamedView | None = None  # a view just chosen, not yet held against the ledger's columns
        self.rows = LedgerRows(ctx, lambda: self.spec, self)
        self.model = self.rows.model
        self.view = LedgerView()
        self.view.setModel(self.model)
        self.chooser = LedgerChooser(ctx)
        self.filters = LedgerFilters(self._today())
        self.columns = LedgerColumns(ctx, self.view, self.model, self)
        self.footer = LedgerFooter(ctx)
        self.views = ViewMenu(ctx, self, self._as_view)
        self.doing = LedgerActs(
            ctx,
            self.view,
            self,
            selected=self.view.selected_rows,
            at_hand=self.model.row_id,
            spec=lambda: self.spec,
        )
        self.tasks = UrgingTasks()
        self._refresh = QTimer(self, singleShot=True, interval=REFRESH_PAUSE)
        self._refresh.timeout.connect(lambda: self.reload(keep=True))
        self._lay_out()
        self._join()
        self._size()

    # ---------------------------------------------------------------- building

    def _lay_out(self) -> None:
        self.columns_button = button("列…", self._column_menu, tip="选择、移动要显示的列  Alt+C")
        self.export_button = button(
            "导出 Excel…",
            self.ask_export,
            "primary",
            tip="按所见的列和筛选导出  Ctrl+E；全部列  Ctrl+Shift+E",
        )
        for widget in (self.views.button, self.columns_button, self.export_button):
            self.filters.first_row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        right.setContentsMargins(14, 12, 14, 0)
        right.setSpacing(10)
        right.addWidget(self.filters)
        right.addWidget(self.view, 1)
        right.addWidget(self.footer)
        panel = QFrame()
        panel.setProperty("role", "panel")
        panel.setLayout(right)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(1)
        box.addWidget(self.chooser)
        box.addWidget(panel, 1)
        self.setFocusProxy(self.view)

    def _join(self) -> None:
        self.chooser.chosen.connect(self.show_ledger)
        self.filters.changed.connect(self._filtered)
        self.rows.columns.connect(self._take_columns)
        self.columns.sorted.connect(self.reload)
        self.views.chosen.connect(self._wear)
        self.model.counted.connect(self._counted)
        self.model.failed.connect(lambda sentence: self.ctx.bridge.say(sentence, "error"))
        self.view.opened.connect(self._open_row)
        self.view.copy_wanted.connect(self.copy_selected)
        self.filters.text.returnPressed.connect(self.view.setFocus)
        self.footer.records.clicked.connect(self.open_records)
        self.ctx.bridge.changed.connect(self._changed)
        self.ctx.bridge.urging.connect(self._take_tasks)
        self.ctx.theme.changed.connect(self._size)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        bind(self, "/", self._to_search, context=within)
        for keys, act in (
            ("Ctrl+F", self._to_search),
            ("Ctrl+E", self.ask_export),
            ("Ctrl+Shift+E", lambda: self.ask_export(every=True)),
            ("Ctrl+PgUp", lambda: self.show_ledger(neighbour(self.ledger.name, -1))),
            ("Ctrl+PgDown", lambda: self.show_ledger(neighbour(self.ledger.name, 1))),
            ("Alt+C", self._column_menu),
            ("Ctrl+Shift+Left", lambda: self.columns.shift(-1)),
            ("Ctrl+Shift+Right", lambda: self.columns.shift(1)),
        ):
            bind(self, keys, act, context=within, plain=False)

    def _size(self) -> None:
        self.view.verticalHeader().setDefaultSectionSize(self.ctx.theme.px(ROW_HEIGHT))

    def showEvent(self, event: QShowEvent) -> None:
        """Ask the database when first looked at, not before."""
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            self._ask_choices()
            self._ask_tasks()
            self.show_ledger(self.ledger.name)

    # ---------------------------------------------------------------- asking

    def _today(self) -> date:
        return beijing(self.ctx.time.now()).date()

    @property
    def spec(self) -> LedgerSpec:
        """What is shown, counted and exported."""
        sorting = self.columns.sorting
        return self.filters.spec(self.ledger.name, self._today(), sorting.key, sorting.descending)

    def show_ledger(self, name: str) -> None:
        """Turn to another ledger; the filters stay, unless a saved view had set them."""
        if self.views.current is not None:
            with self.filters.silence():
                self.filters.fill({})
        self.ledger = LEDGERS[name]
        self.chooser.mark(name)
        self._fit = None
        self.columns.turn(self.ledger)
        self.filters.suit(self.ledger)
        self.views.turn(name, begin=self.reload)

    def reload(self, *, keep: bool = False) -> None:
        """Ask again with the filters as they stand."""
        if not keep:
            self.footer.wait()
            self.view.empty.hide()
            self.export_button.setEnabled(False)
        self._reading = self.model.row_id(self.view.currentIndex().row()) if keep else 0
        self.rows.reload(keep=keep)

    def _filtered(self) -> None:
        current = self.views.current
        if current is not None:
            self.views.say_current(changed=self.filters.conditions() != dict(current.filters))
        self.reload()

    def _ask_choices(self) -> None:
        self.ctx.tasks.run_read(
            lambda queries: queries.ledger_choices(),
            lambda found: self.filters.offer(found["unit"], found["category"]),
            key="ledger.choices",
            owner=self,
        )

    def _ask_tasks(self) -> None:
        now = self.ctx.time.now()
        self.ctx.tasks.run_read(
            lambda queries: urging.tasks(queries, now), self._take_tasks, key="ledger.urging", owner=self
        )

    def _take_tasks(self, tasks: UrgingTasks) -> None:
        """What is due to be urged: a count on each ledger's name and on the filter."""
        if not self._begun:
            return
        before, self.tasks = self.tasks, tasks
        self.chooser.show_tasks(tasks)
        self.filters.show_tasks(tasks, self.ledger.name)
        if self.filters.urging and tasks.due != before.due:
            self.reload(keep=True)

    def _changed(self, changes: Changes) -> None:
        if not self._begun:
            return
        if changes.directory:
            self._ask_choices()
        if changes.tickets or changes.alerts:
            self._refresh.start()

    # ---------------------------------------------------------------- showing

    def _take_columns(self, columns: Sequence[LedgerColumn]) -> None:
        if self._fit is not None:
            view, sentence = ledger_views.fitting(self._fit, columns)
            self._fit = None
            if sentence:
                self.ctx.bridge.say(sentence, "info")
                self.columns.wear(view.columns, self.columns.sorting)
        self.columns.take(columns)

    def _counted(self, total: int) -> None:
        self.footer.show_count(total)
        self.footer.ask(self.spec)
        self.export_button.setEnabled(True)
        if total:
            self.view.empty.hide()
            self._follow()
        elif self.filters.urging:
            self.view.empty.say(*NOTHING_DUE)
        else:
            self.view.empty.say(*(NOTHING_MATCHES if self.filters.any else EMPTY[self.ledger.name]))

    def _follow(self) -> None:
        """Stay with the order being read when others came in above it; else begin at the top."""
        column = (self.view.shown_columns() or [0])[0]
        place, shown = self.model.place_of(self._reading), self.view.currentIndex().row()
        if self._reading and place >= 0 and place != shown:
            bar = self.view.verticalScrollBar()
            bar.setValue(bar.value() + place - shown)
            self.view.setCurrentIndex(self.model.index(place, column))
        elif shown < 0:
            self.view.setCurrentIndex(self.model.index(0, column))

    def _column_menu(self) -> None:
        corner = self.columns_button.rect().bottomLeft()
        self.columns.popup(self.columns_button.mapToGlobal(corner))

    # ---------------------------------------------------------------- views

    def _as_view(self) -> NamedView:
        sorting = self.columns.sorting
        return NamedView(
            ledger=self.ledger.name,
            conditions=self.filters.conditions(),
            columns=self.columns.now,
            sort=sorting.key,
            descending=sorting.descending,
        )

    def _wear(self, view: NamedView | None) -> None:
        """Show a saved view, as far as the ledger still has what it names; None: everything, one's own columns."""
        with self.filters.silence():
            if view is None:
                self.columns.wear_own()
                self.filters.fill({})
            else:
                fitted, sentence = ledger_views.fitting(view, self._known_columns(view))
                if sentence:
                    self.ctx.bridge.say(sentence, "info")
                self._fit = None if self.model.columns else fitted
                self.filters.fill(fitted.filters)
                self.columns.wear(fitted.columns, Sorting(fitted.sort, fitted.descending))
        self.reload()

    def _known_columns(self, view: NamedView) -> Sequence[LedgerColumn]:
        """Those of the ledger; which upstream columns there are is known once its first rows are."""
        if self.model.columns:
            return self.model.columns
        upstream = (column.key for column in view.columns if column.key.startswith("extra:"))
        return (*self.ledger.columns, *(LedgerColumn(key, key) for key in upstream))

    # ---------------------------------------------------------------- doing

    def _to_search(self) -> None:
        self.filters.text.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.text.selectAll()

    def search(self, text: str) -> None:
        """Show the orders that contain this text."""
        self.filters.text.setText(text)
        self._to_search()

    def _open_row(self, row: int) -> None:
        ticket = self.model.row_id(row)
        if ticket:
            self.open_ticket.emit(ticket)

    def copy_selected(self) -> None:
        """Put the selected rows, as far as their columns are shown, on the clipboard as text."""
        copy_rows(self.ctx, self.spec, self.view.selected_rows(), self.view.shown_columns(), self)

    def ask_export(self, *, every: bool = False) -> None:
        """Ask where to, then export what is on screen, or with every column of the ledger."""
        if (found := ask_file(self.ctx, self.ledger.name, self, every=every)) is not None:
            path, every = found
            self.export_to(path, every=every)

    def export_to(self, path: Path, *, every: bool = False) -> Any:
        """Write every row of the filters to a workbook, behind; the window shows its progress."""
        return export_ledger(self.ctx, self.spec, path, None if every else self.columns.shown)

    def open_records(self) -> None:
        """Who exported what."""
        dialog = ExportRecords(self.ctx, self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
