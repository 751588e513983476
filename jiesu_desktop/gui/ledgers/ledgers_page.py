"""台账: twelve registers, filtered, sorted and counted by the database, exported with the same count."""

from __future__ import annotations

from array import array
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.ledgers import LEDGERS, Ledger, Source
from jiesu_desktop.gui.ledgers.column_memory import ColumnMemory, Sorting, sort_indicator
from jiesu_desktop.gui.ledgers.export import export_ledger
from jiesu_desktop.gui.ledgers.filters import LedgerFilters
from jiesu_desktop.gui.ledgers.ledger_view import COPIED_AT_MOST, ROW_HEIGHT, LedgerView, as_text
from jiesu_desktop.gui.ledgers.sentences import EMPTY, NOTHING_MATCHES
from jiesu_desktop.gui.models.ledger_table import LedgerTable
from jiesu_desktop.gui.models.paged_table import Deliver, Page, Refuse, Wanted
from jiesu_desktop.gui.widgets.parts import button, label
from jiesu_desktop.services import ledgers as service
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import LedgerPage, LedgerSpec

if TYPE_CHECKING:
    from jiesu_desktop.gui.context import Desk

PAGED_BY_OFFSET = 20_000  # rows; beyond, skipping to a page by counting rows is felt
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
        self.sorting = Sorting()
        self._arranged: tuple[str, int] | None = None
        self._begun = False
        self._ids: array[int] = array("q")  # of all rows, in order, where the ledger is long
        self._reading = 0  # the order under the cursor while rows are asked for again
        self.model = LedgerTable(self._fetch, self)
        self.view = LedgerView()
        self.view.setModel(self.model)
        self.filters = LedgerFilters(self._today())
        self.count = QLabel()
        self.count.setAccessibleName("件数")
        self.measures = label("", "muted", wrap=True)
        self.measures.setContentsMargins(0, 0, 0, 8)
        self.measures.hide()
        self._refresh = QTimer(self, singleShot=True, interval=REFRESH_PAUSE)
        self._refresh.timeout.connect(lambda: self.reload(keep=True))
        self._remember = QTimer(self, singleShot=True, interval=300)
        self._remember.timeout.connect(self._keep_columns)
        self._lay_out()
        self._join()
        self._size()

    # ---------------------------------------------------------------- building

    def _lay_out(self) -> None:
        self.columns_button = button("列…", self._column_menu, tip="选择要显示的列")
        self.export_button = button(
            "导出 Excel…", self.ask_export, "primary", tip="按当前筛选导出全部列  Ctrl+E"
        )
        for widget in (self.count, self.columns_button, self.export_button):
            self.filters.first_row.addWidget(widget)
        right = QVBoxLayout()
        right.setContentsMargins(14, 12, 14, 0)
        right.setSpacing(10)
        right.addWidget(self.filters)
        right.addWidget(self.view, 1)
        right.addWidget(self.measures)
        panel = QFrame()
        panel.setProperty("role", "panel")
        panel.setLayout(right)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(1)
        box.addWidget(self._chooser())
        box.addWidget(panel, 1)

    def _chooser(self) -> QWidget:
        frame = QFrame()
        frame.setObjectName("ledgerChooser")
        column = QVBoxLayout(frame)
        column.setContentsMargins(8, 12, 8, 12)
        column.setSpacing(2)
        self.chooser = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for place, ledger in enumerate(LEDGERS.values()):
            choose = QPushButton(ledger.label)
            choose.setCheckable(True)
            choose.setChecked(ledger is self.ledger)
            self.chooser.addButton(choose, place)
            self.buttons[ledger.name] = choose
            column.addWidget(choose)
        column.addStretch(1)
        frame.setFixedWidth(self.ctx.theme.px(150))
        return frame

    def _join(self) -> None:
        names = tuple(LEDGERS)
        self.chooser.idClicked.connect(lambda place: self.show_ledger(names[place]))
        self.filters.changed.connect(self.reload)
        self.model.counted.connect(self._counted)
        self.model.failed.connect(lambda sentence: self.ctx.bridge.say(sentence, "error"))
        self.view.opened.connect(self._open_row)
        self.view.copy_wanted.connect(self.copy_selected)
        header = self.view.horizontalHeader()
        header.sectionClicked.connect(self._sort_by)
        header.customContextMenuRequested.connect(self._column_menu_at)
        header.sectionMoved.connect(lambda *_: self._remember.start())
        header.sectionResized.connect(lambda *_: self._remember.start())
        self.ctx.bridge.changed.connect(self._changed)
        self.ctx.theme.changed.connect(self._size)
        for keys, act in (("/", self._to_search), ("Ctrl+F", self._to_search), ("Ctrl+E", self.ask_export)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def _size(self) -> None:
        self.view.verticalHeader().setDefaultSectionSize(self.ctx.theme.px(ROW_HEIGHT))

    def showEvent(self, event: QShowEvent) -> None:
        """Ask the database when first looked at, not before."""
        super().showEvent(event)
        if not self._begun:
            self._begun = True
            self._ask_choices()
            self.show_ledger(self.ledger.name)

    # ---------------------------------------------------------------- asking

    def _today(self) -> date:
        return beijing(self.ctx.time.now()).date()

    @property
    def spec(self) -> LedgerSpec:
        """What is shown, counted and exported."""
        return self.filters.spec(self.ledger.name, self._today(), self.sorting.key, self.sorting.descending)

    def show_ledger(self, name: str) -> None:
        """Turn to another ledger; the filters stay."""
        self._keep_columns_if_due()
        self.ledger = LEDGERS[name]
        self.buttons[name].setChecked(True)
        self.sorting = self._memory.sorting
        self.filters.suit(self.ledger)
        self._arranged = None
        self.model.set_columns(())
        self.reload()

    def reload(self, *, keep: bool = False) -> None:
        """Ask again with the filters as they stand."""
        if not keep:
            self.count.setText("正在查…")
            self.view.empty.hide()
            self.export_button.setEnabled(False)
        self._ids = array("q")
        self._reading = self.model.row_id(self.view.currentIndex().row()) if keep else 0
        self.model.reload(keep=keep)

    def _fetch(self, wanted: Wanted, deliver: Deliver, refuse: Refuse) -> None:
        spec = self.spec
        ids = self._ids[wanted.offset : wanted.offset + wanted.limit]

        def ask(queries: Queries) -> LedgerPage:
            if ids and not wanted.first:
                return queries.ledger_rows(spec.ledger, ids)
            return queries.ledger(spec, offset=wanted.offset, limit=wanted.limit, count=wanted.first)

        def done(page: LedgerPage) -> None:
            if wanted.first:
                self._take_columns(page)
                self._ask_ids(spec, page.total)
            deliver(Page(page.rows, page.ids, page.total if wanted.first else None))

        self.ctx.tasks.run_read(
            ask,
            done,
            lambda sentence, _: refuse(sentence),
            key="ledger.first" if wanted.first else None,
            owner=self,
        )

    def _ask_ids(self, spec: LedgerSpec, total: int) -> None:
        """In a long ledger, fetch the ids of all rows behind: then its end is as near as its beginning."""
        self._ids = array("q")
        if total <= PAGED_BY_OFFSET:
            return

        def take(ids: array[int]) -> None:
            if len(ids) == self.model.total and spec == self.spec:
                self._ids = ids

        self.ctx.tasks.run_read(
            lambda queries: array("q", queries.ledger_ids(spec)), take, key="ledger.ids", owner=self
        )

    def _ask_choices(self) -> None:
        self.ctx.tasks.run_read(
            lambda queries: queries.ledger_choices(),
            lambda found: self.filters.offer(found["unit"], found["category"]),
            key="ledger.choices",
            owner=self,
        )

    def _changed(self, changes: Changes) -> None:
        if not self._begun:
            return
        if changes.directory:
            self._ask_choices()
        if changes.tickets or changes.alerts:
            self._refresh.start()

    def _measure(self) -> None:
        """Under the alerts, how they fared: all of them, and the last shift of them."""
        if self.ledger.source is not Source.ALERTS:
            self.measures.hide()
            return
        spec, now = self.spec, self.ctx.time.now()
        self.ctx.tasks.run_read(
            lambda queries: service.measures(queries, spec, now),
            lambda found: self._show_measures(spec, found),
            key="ledger.measures",
            owner=self,
        )

    def _show_measures(self, spec: LedgerSpec, found: service.AlertMeasures) -> None:
        if found.whole is None or spec.ledger != self.ledger.name:
            self.measures.hide()
            return
        last = found.shifts[-1]
        lines = [f"{last.shift.label}：{last.sentence}"]
        if len(found.shifts) > 1:
            lines.append(f"合计 {len(found.shifts)} 班：{found.whole.sentence}")
        self.measures.setText("\n".join(lines))
        self.measures.show()

    def _counted(self, total: int) -> None:
        self._measure()
        self.count.setText(f"共 {total:,} 件（导出同数）")
        self.export_button.setEnabled(True)
        if total:
            self.view.empty.hide()
            self._follow()
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

    # ---------------------------------------------------------------- columns

    @property
    def _memory(self) -> ColumnMemory:
        return ColumnMemory(self.ctx.prefs, self.ctx.who.name, self.ledger.name)

    def _take_columns(self, page: LedgerPage) -> None:
        if self._arranged == (self.ledger.name, len(page.columns)):
            return
        self.model.set_columns(page.columns)
        header = self.view.horizontalHeader()
        header.blockSignals(True)
        self._memory.apply(header, page.columns, self.ctx.theme.points / 10)
        header.blockSignals(False)
        self._arranged = (self.ledger.name, len(page.columns))
        self._show_sorting()

    def _show_sorting(self) -> None:
        place, order = sort_indicator(self.model.columns, self.sorting, self.ledger.date_key)
        self.view.horizontalHeader().setSortIndicator(place, order)

    def _sort_by(self, place: int) -> None:
        key = self.model.columns[place].key
        if key.startswith("extra:"):
            self._show_sorting()
            self.ctx.bridge.say("上游附加列不能排序", "info")
            return
        same = key == (self.sorting.key or self.ledger.date_key)
        self.sorting = Sorting(key, not self.sorting.descending if same else False)
        self._show_sorting()
        self._keep_columns()
        self.reload()

    def _keep_columns(self) -> None:
        self._remember.stop()
        if self._arranged is not None:
            self._memory.keep(self.view.horizontalHeader(), self.model.columns, self.sorting)

    def _keep_columns_if_due(self) -> None:
        if self._remember.isActive():
            self._keep_columns()

    def _column_menu_at(self, point: QPoint) -> None:
        self._columns_popup().popup(self.view.horizontalHeader().mapToGlobal(point))

    def _column_menu(self) -> None:
        corner = self.columns_button.rect().bottomLeft()
        self._columns_popup().popup(self.columns_button.mapToGlobal(corner))

    def _columns_popup(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        header = self.view.horizontalHeader()
        for place, column in enumerate(self.model.columns):
            action = QAction(column.heading, menu, checkable=True, checked=not header.isSectionHidden(place))
            action.toggled.connect(lambda shown, place=place: self.show_column(place, shown))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction("恢复默认列", self.usual_columns)
        return menu

    def show_column(self, place: int, shown: bool) -> None:
        """Show or hide a column, unless it is the last one seen."""
        if shown or len(self.view.shown_columns()) > 1:
            self.view.setColumnHidden(place, not shown)
            self._keep_columns()

    def usual_columns(self) -> None:
        """Forget what was chosen."""
        self._memory.forget()
        columns = self.model.columns
        self._memory.apply(self.view.horizontalHeader(), columns, self.ctx.theme.points / 10)

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
        rows = self.view.selected_rows()
        if not rows:
            return
        if rows[-1] - rows[0] >= COPIED_AT_MOST:
            self.ctx.bridge.say(f"一次最多复制 {COPIED_AT_MOST:,} 行，更多请导出 Excel", "info")
            return
        spec, first, span, places = self.spec, rows[0], rows[-1] - rows[0] + 1, self.view.shown_columns()

        def copy(page: LedgerPage) -> None:
            columns = [page.columns[place] for place in places]
            chosen = [page.rows[row - first] for row in rows if row - first < len(page.rows)]
            text = as_text(columns, [[row[place] for place in places] for row in chosen])
            QGuiApplication.clipboard().setText(text)
            self.ctx.bridge.say(f"已复制 {len(chosen)} 行", "done")

        self.ctx.tasks.run_read(
            lambda queries: queries.ledger(spec, offset=first, limit=span, count=False),
            copy,
            key="ledger.copy",
            owner=self,
        )

    def ask_export(self) -> None:
        """Ask where to, then export."""
        suggestion = f"{self.ledger.label}_{self._today():%Y%m%d}.xlsx"
        folder = str(self.ctx.prefs.value("ledgers/folder", str(Path.home())))
        chosen, _ = QFileDialog.getSaveFileName(
            self, f"导出{self.ledger.label}", str(Path(folder) / suggestion), "Excel 工作簿 (*.xlsx)"
        )
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> Any:
        """Write every row of the filters to a workbook, behind; the window shows its progress."""
        path = path if path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx")
        self.ctx.prefs.setValue("ledgers/folder", str(path.parent))
        return export_ledger(self.ctx, self.spec, path)
