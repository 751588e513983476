"""回访: the call-backs that are due, by due moment, and the hours in which callers may be rung."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.policy import CallbackRules, Policy
from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.keys import ACT_KEYS, bind
from jiesu_desktop.gui.models.queue_table import COLUMNS, DUE, TITLE, QueueTable
from jiesu_desktop.gui.tickets.queue_delegate import QueueDelegate
from jiesu_desktop.gui.widgets.parts import button, label, set_tone
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.records import QueueView

_EMPTY = "没有待回访的工单。\n办结的工单会自动来到这里，回访有结果后才能归档。"


class CallbacksPage(QWidget):
    """The call-backs that are due.

    Signals:
        open_ticket(int): the operator wants to see this order in the queue.
        act_requested(int, Act): open the dialog of this act for this order.
    """

    open_ticket = Signal(int)
    act_requested = Signal(int, object)

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.model = QueueTable(ctx, self)
        self.table = QTableView()
        self.hours, self.count = label("", "muted"), label("", "muted")
        self.nothing = label(_EMPTY, "muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._rules: CallbackRules | None = None
        self._lay_out()
        self._set_up_table()
        self._join()
        self.model.show(QueueView(name="to_callback"))
        now = ctx.time.now()
        ctx.tasks.run_read(lambda queries: queries.policies.in_force(now), self._take_policy, owner=self)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 6, 12, 6)
        bar.setSpacing(10)
        bar.addWidget(label("待回访", "heading"))
        bar.addWidget(self.hours)
        bar.addStretch(1)
        bar.addWidget(self.count)
        bar.addWidget(button(f"回访　{ACT_KEYS[Act.CALLBACK]}", self.call_back, "primary"))
        bar.addWidget(button("查看工单　Enter", self.open_order))
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.nothing, 1)
        self.setFocusProxy(self.table)

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(QueueDelegate(self.ctx, self))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.ctx.theme.px(36))
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for section, (_, _, width) in enumerate(COLUMNS):
            table.setColumnWidth(section, self.ctx.theme.px(width))
        header.setSectionResizeMode(TITLE, header.ResizeMode.Stretch)

    def _join(self) -> None:
        self.model.loaded.connect(self._loaded)
        self.table.doubleClicked.connect(lambda _: self.open_order())
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        bind(self, ACT_KEYS[Act.CALLBACK], self.call_back, context=within)
        for enter in ("Return", "Enter"):
            bind(self.table, enter, self.open_order, context=within)
        self.ctx.bridge.changed.connect(self._changed)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._tick)
        self._second.start()

    def call_back(self) -> None:
        """Open the call-back form for the order chosen."""
        if (chosen := self._chosen()) is not None:
            self.act_requested.emit(chosen, Act.CALLBACK)

    def open_order(self) -> None:
        """Show the order chosen in the queue."""
        if (chosen := self._chosen()) is not None:
            self.open_ticket.emit(chosen)

    def _chosen(self) -> int | None:
        index: QModelIndex | QPersistentModelIndex = self.table.currentIndex()
        return self.model.row_id(index.row()) if index.isValid() else None

    def _changed(self, changes: Changes) -> None:
        if changes.tickets:
            self.model.refetch()

    def _loaded(self) -> None:
        total = self.model.total
        self.count.setText(f"{total} 件")
        self.table.setVisible(total > 0)
        self.nothing.setVisible(total == 0)
        if total and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _take_policy(self, policy: Policy | None) -> None:
        self._rules = policy.callback if policy is not None else None
        self._tick()

    def _tick(self) -> None:
        if not self.isVisible():
            return
        viewport = self.table.viewport()
        left = self.table.columnViewportPosition(DUE)
        viewport.update(left, 0, self.table.columnWidth(DUE), viewport.height())
        if self._rules is not None:
            now = beijing(self.ctx.time.now()).time()
            decent = self._rules.earliest <= now <= self._rules.latest
            hours = f"{self._rules.earliest:%H:%M}–{self._rules.latest:%H:%M}"
            self.hours.setText(f"回访时段 {hours}" + ("" if decent else "，现在不宜打扰来电人"))
            set_tone(self.hours, "muted" if decent else "warning")
