"""值班台: quick views, the queue, and the order at its right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.keys import (
    ACT_KEYS,
    ALIKE_KEY,
    DRAFTS_KEY,
    EDIT_KEY,
    EMERGENCY_KEY,
    PRINT_KEY,
    WIDE_KEY,
    bind,
)
from jiesu_desktop.gui.models.queue_table import (
    COLUMNS,
    DUE,
    QueueTable,
    row_state,
)
from jiesu_desktop.gui.tickets.acts import Acts
from jiesu_desktop.gui.tickets.alike_round import AlikeRound
from jiesu_desktop.gui.tickets.attaching import Attaching
from jiesu_desktop.gui.tickets.drafts_dialog import Drafts
from jiesu_desktop.gui.tickets.load_order import load_order
from jiesu_desktop.gui.tickets.order_panel import OrderPanel
from jiesu_desktop.gui.tickets.order_view import OrderView
from jiesu_desktop.gui.tickets.print_order import PrintDialog
from jiesu_desktop.gui.tickets.queue_columns import QueueColumns
from jiesu_desktop.gui.tickets.queue_delegate import QueueDelegate
from jiesu_desktop.gui.tickets.queue_view import queue_view
from jiesu_desktop.gui.tickets.quick_views import QuickViews
from jiesu_desktop.gui.tickets.row_lights import RowLights
from jiesu_desktop.gui.tickets.selection import Selection
from jiesu_desktop.gui.tickets.spread import Spread
from jiesu_desktop.gui.tickets.timeline import FILTER_KEY
from jiesu_desktop.gui.widgets.parts import button, label, stand_in
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.records import QUEUE_VIEWS, QueueView

READING_MS = 5000
"""After so long without mouse or key over the table, rows may move again."""
EMPTY = {
    "all": "没有在办工单。\n把上游导出的文件拖进窗口，或点上方“导入…”；也可按 N 新建、V 粘贴。",
    "": "这里没有“{}”的工单。",
}


class QueuePage(QWidget):
    """The page the desk opens on.

    Signals:
        counted(int, int): how many orders press (临期 / 超期) and how many are open in all.
        new_asked(), paste_asked(): an order is to be entered by hand, or from pasted text.
        resumed(object): a :class:`Draft` that belongs to no single order is to be taken up again.
    """

    counted = Signal(int, int)
    new_asked = Signal()
    paste_asked = Signal()
    resumed = Signal(object)

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.selected: int | None = None
        self._then: Act | None = None
        self._asked_for = False  # the order shown was asked for, wherever it stands; False: it is the view's
        self._focusing = self._to_first = False
        self._shared = (0, 0)
        self._states: dict[int, str] = {}
        self.model = QueueTable(ctx, self)
        self.delegate = QueueDelegate(ctx, self)
        self.views = QuickViews(ctx)
        self.table = queue_view(self.model, self.delegate)
        self.panel = OrderPanel(ctx)
        self.acts = Acts(ctx, self)
        self._search = QTimer(self, singleShot=True, interval=150)
        self._reading = QTimer(self, singleShot=True, interval=READING_MS)
        self._lay_out()
        self.table.viewport().installEventFilter(self)
        self.table.installEventFilter(self)
        self.columns = QueueColumns(ctx, self.table)
        self.lights = RowLights(ctx, self.table, self.model, self.delegate)
        self.selection = Selection(ctx, self.table, self.model)
        self.drafts = Drafts(ctx, self)
        self.alike = AlikeRound(ctx)
        self.attaching = Attaching(ctx, self.panel, self)
        self._resize()
        self._join()
        self._bind_keys()
        self.refetch()

    # ---- building ----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.heading = label("全部在办", "heading")
        self.finder = QLineEdit()
        self.finder.setPlaceholderText("在队列中查找　/")
        self.finder.setClearButtonEnabled(True)
        self.finder.setFixedWidth(self.ctx.theme.px(190))
        self.news = button("", self.model.settle, "link")
        self.news.hide()
        self.count = label("", "muted")
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 6, 12, 6)
        bar.setSpacing(8)
        bar.addWidget(self.heading)
        bar.addWidget(self.news)
        bar.addStretch(1)
        for text, run, tip in (
            ("导入…", lambda: self.ctx.bridge.import_files.emit([]), "Ctrl+O；也可把文件拖进窗口"),
            ("新建 N", self.new_asked.emit, "手工录入一件工单"),
            ("粘贴 V", self.paste_asked.emit, "粘贴上游平台上的工单文字"),
        ):
            bar.addWidget(button(text, run, "chip", tip))
        bar.addWidget(self.finder)
        bar.addSpacing(8)
        bar.addWidget(self.count)
        middle = QWidget()
        middle.setProperty("role", "panel")
        self.nothing = label("", "muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        column.addWidget(self.nothing, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        for widget, stretch in ((self.views, 0), (middle, 1), (self.panel, 0)):
            self.splitter.addWidget(widget)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self.splitter.setChildrenCollapsible(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self.spread = Spread(self.panel, (self.views, middle), self._beside)
        self.setFocusProxy(self.table)

    def _resize(self) -> None:
        px = self.ctx.theme.px
        self.columns.size()
        self.views.setFixedWidth(px(154))
        self.panel.setMinimumWidth(px(270))
        self.splitter.setSizes([px(154), 10000, px(386)])
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the title keeps its room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Share the width out: the panel gives way first, then columns the panel shows anyway."""
        px, whole = self.ctx.theme.px, self.width()
        if whole < px(700) or self.spread.on:
            return  # not laid out yet, or the order has it all
        panel = max(px(290), min(px(386), round(whole * 0.26)))
        if (whole, panel) != self._shared:
            self._shared = (whole, panel)
            self.splitter.setSizes([px(154), whole - px(154) - panel - 2, panel])
        self.columns.fit(whole - px(154) - self.splitter.sizes()[2] - px(20))

    def _join(self) -> None:
        self.views.chosen.connect(self.show_view)
        self.views.drafts_asked.connect(self.drafts.open)
        self.drafts.counted.connect(self.views.drafts.show_count)
        self.drafts.resumed.connect(self.resumed)
        self.drafts.chosen.connect(self.open_ticket)
        self.finder.textChanged.connect(lambda _: self._search.start())
        self._search.timeout.connect(lambda: self.show_view(self.model.view.name))
        self.finder.returnPressed.connect(self._to_table)
        self.model.loaded.connect(self._loaded)
        self.model.announced.connect(self._announce)
        self._reading.timeout.connect(self.model.settle)
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.doubleClicked.connect(lambda _: self.spread.turn())
        self.panel.act_chosen.connect(self.begin)
        self.panel.call_made.connect(lambda person, outcome: self.acts.call(self.panel.view, person, outcome))
        self.panel.emergency.connect(self.emergency)
        self.panel.reveal_asked.connect(self.reveal)
        self.panel.correct_asked.connect(lambda event: self.acts.correct(self.panel.view, event))
        self.panel.ticket_chosen.connect(self.open_ticket)
        self.panel.print_asked.connect(self.print_order)
        self.panel.spread_asked.connect(self.spread.turn)
        self.ctx.bridge.changed.connect(self._changed)
        self.ctx.theme.changed.connect(self._resize)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_count())

    def _bind_keys(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for act, key in ACT_KEYS.items():
            bind(self, key, partial(self.begin, act), context=within)
        bind(self, EMERGENCY_KEY, self.emergency, context=within)
        bind(self, EDIT_KEY, partial(self.begin, Act.EDIT), context=within)
        bind(self, "X", self.reveal, context=within)
        bind(self, ALIKE_KEY, self._next_alike, context=within)
        bind(self, DRAFTS_KEY, self.drafts.open, context=within)
        for number in range(1, 10):
            bind(self, str(number), partial(self._copy_phone, number), context=within)
        bind(self, "/", self.finder.setFocus, context=within)
        bind(self, QKeySequence.StandardKey.Paste, self.attaching.drops.paste, context=within)
        bind(self, WIDE_KEY, self.spread.turn, context=within, plain=False)
        bind(self, PRINT_KEY, self.print_order, context=within, plain=False)
        bind(self, FILTER_KEY, self.panel.filter_timeline, context=within, plain=False)
        bind(self, "F5", self.refetch, context=within, plain=False)
        for enter in ("Return", "Enter"):
            bind(self.table, enter, self._enter, context=within)
        bind(self.panel, "Esc", self.spread.off, context=within)
        bind(self.finder, "Esc", self._leave_find, context=within, plain=False)
        copy = QKeySequence(QKeySequence.StandardKey.Copy).toString()
        bind(self.table, copy, self._copy_row, context=within, plain=False)

    # ---- what is shown -----------------------------------------------------------------------------------------

    def show_view(self, name: str) -> None:
        """Show one of ``QUEUE_VIEWS``, narrowed by what stands in the search field."""
        self._asked_for = False
        self.views.choose(name)
        self.heading.setText(QUEUE_VIEWS[name])
        mine = self.ctx.who.name if name == "mine" else ""
        self.model.show(QueueView(name=name, operator=mine, text=self.finder.text().strip()))
        self.table.scrollToTop()

    def refetch(self) -> None:
        """Ask for rows and counts again."""
        self.model.refetch()
        now, who = self.ctx.time.now(), self.ctx.who.name
        self.ctx.tasks.run_read(
            lambda queries: queries.queue_counts(now, who), self._counted, key="queue counts", owner=self
        )

    def open_ticket(self, ticket_id: int, act: Act | None = None) -> None:
        """Show this order, in whatever view it is, and begin an act on it."""
        self.selected, self._then = ticket_id, act
        self._asked_for = True
        self._select_again()
        self._load_order()

    def begin(self, act: Act) -> None:
        """Begin an act on the order shown, or on all that are selected; does nothing while none is."""
        if act is Act.ATTACH:
            self.attaching.choose()
            return
        if self.selection.many:
            self.selection.begin(act)
            return
        if self.acts.busy or self.panel.view is None or self.panel.view.ticket.id != self.selected:
            self._then = act if self.selected is not None else None
            return
        self.acts.begin(act, self.panel.view)

    def tick(self) -> None:
        """Once a second: digits move, crossings re-sort, unacknowledged rows flash."""
        viewport = self.table.viewport()
        if self.model.total:
            left = self.table.columnViewportPosition(DUE)
            viewport.update(left, 0, self.table.columnWidth(DUE), viewport.height())
        self.panel.tick()
        states = self._states_now()
        crossed = any(self._states.get(ticket, state) != state for ticket, state in states.items())
        self._states = states
        if crossed:
            viewport.update()
            self.refetch()

    def _states_now(self) -> dict[int, str]:
        now = self.ctx.moment
        return {row.id: row_state(row, now) for _, row in self.model.rows_at_hand()}

    def _loaded(self) -> None:
        self._states = self._states_now()
        empty = self.model.total == 0
        stand_in(self, self.table, self.nothing, empty=empty)
        view = self.model.view
        if empty:
            text = (
                "没有找到，按 Esc 清除查找。"
                if view.text
                else EMPTY.get(view.name, EMPTY[""].format(QUEUE_VIEWS[view.name]))
            )
            self.nothing.setText(text)
        self._show_count()
        to_first, self._to_first = self._to_first, False
        if not empty and (self.selected is None or (to_first and self.model.place_of(self.selected) is None)):
            first = self.model.row_id(0)
            if first is not None:
                self.open_ticket(first)
        else:
            self._select_again()

    def _show_count(self) -> None:
        chosen = self.selection.count
        self.count.setText(
            f"已选 {chosen} / {self.model.total} 件" if chosen > 1 else f"{self.model.total} 件"
        )

    def _select_again(self) -> None:
        place = self.model.place_of(self.selected) if self.selected is not None else None
        selection = self.table.selectionModel()
        if place is None:
            selection.clear()
        elif selection.currentIndex().row() != place or not selection.hasSelection():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            selection.setCurrentIndex(self.model.index(place, 0), flags)

    def _row_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        ticket_id = self.model.row_id(current.row()) if current.isValid() else None
        if ticket_id is not None and ticket_id != self.selected and not self._focusing:
            self.selected, self._then, self._asked_for = ticket_id, None, False
            self._select_again()  # a view that gets the keyboard makes its first row current without marking it
            self._load_order()

    def _focus_comes(self) -> None:
        """Without a current row a view makes the first current when the keyboard comes: the order shown would be another.

        As when one just entered is shown before its row has come.
        """
        if self._asked_for and not self.table.currentIndex().isValid() and self.model.total:
            self._focusing = True
            flags = QItemSelectionModel.SelectionFlag.NoUpdate
            self.table.selectionModel().setCurrentIndex(self.model.index(0, 0), flags)
            self._focusing = False

    def _load_order(self) -> None:
        ticket_id, now = self.selected, self.ctx.time.now()
        if ticket_id is not None:
            self.ctx.tasks.run_read(
                lambda queries: load_order(queries, ticket_id, now), self._show_order, key="order", owner=self
            )

    def _show_order(self, view: OrderView) -> None:
        if view.ticket.id != self.selected:
            return
        held = self.window().focusWidget()
        self.panel.show_view(view)
        if self.panel.isAncestorOf(held) and held.isHidden():
            self._enter() if self.spread.on else self.setFocus()  # else the keyboard is in the 时限条, and no letter acts
        self.acts.view_changed(view)
        act, self._then = self._then, None
        if act is not None:
            self.acts.begin(act, view)

    def _changed(self, changes: Changes) -> None:
        if changes.tickets or changes.policy or changes.settings:
            self.refetch()
        if self.selected in changes.tickets or changes.directory or changes.policy:
            self._load_order()
        if changes.message:
            self.ctx.bridge.say(changes.message)

    def _counted(self, counts: dict[str, int]) -> None:
        self.views.show_counts(counts)
        self.counted.emit(counts.get("pressing", 0), counts.get("all", 0))

    def _announce(self, fresh: int) -> None:
        held = self.model.reading and (fresh or self.sender() is self.model)
        self.news.setText(f"新到 {fresh} 件　点此显示" if fresh else "顺序有变化　点此更新")
        self.news.setVisible(bool(held))

    # ---- what is pressed ---------------------------------------------------------------------------------------

    def _enter(self) -> None:
        """Into the order: on its next act's button, so that a second Enter presses it; Esc comes back."""
        self.panel.big.setFocus()

    def _beside(self) -> None:
        """The order stands beside the queue again."""
        self._shared = (0, 0)
        self._fit()
        self.setFocus()

    def emergency(self) -> None:
        """紧急处置 of the order shown."""
        if self.panel.view is not None:
            self.acts.emergency(self.panel.view)

    def print_order(self) -> None:
        """The order shown, on paper."""
        if self.panel.view is not None:
            PrintDialog(self.ctx, self.panel.view, self).open()

    def reveal(self) -> None:
        """The caller's number of the order shown."""
        if self.panel.view is not None:
            self.acts.reveal(self.panel.view)

    def _next_alike(self) -> None:
        if self.panel.view is not None and (following := self.alike.after(self.panel.view)) is not None:
            self.open_ticket(following)

    def _copy_phone(self, number: int) -> None:
        phone = self.panel.copy_phone(number)
        self.ctx.bridge.say(
            f"已复制 {phone}" if phone else f"没有第 {number} 个电话", "done" if phone else "info"
        )

    def _copy_row(self) -> None:
        row = self.model.row(self.table.currentIndex().row())
        if row is not None:
            cells = (self.model.index(self.table.currentIndex().row(), c).data() for c in range(len(COLUMNS)))
            QGuiApplication.clipboard().setText("　".join(str(cell).strip() for cell in cells))
            self.ctx.bridge.say(f"已复制 {row.number}")

    def _to_table(self) -> None:
        """From the search to what it found: an order that is not among it must not take the letters."""
        self._search.stop()
        self.show_view(self.model.view.name)
        self._to_first = True
        self.setFocus()

    def _leave_find(self) -> None:
        self.finder.clear()
        self.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Moving the mouse or a key over the table means someone reads: rows stay where they are for a while."""
        if event.type() == QEvent.Type.FocusIn and watched is self.table:
            self._focus_comes()
        if event.type() in (
            QEvent.Type.MouseMove,
            QEvent.Type.Wheel,
            QEvent.Type.KeyPress,
            QEvent.Type.MouseButtonPress,
        ):
            self.model.reading = True
            self._reading.start()
        return super().eventFilter(watched, event)
