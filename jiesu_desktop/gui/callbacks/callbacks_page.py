"""回访: whom to ring now, by the moment it is due, and the hours in which callers may be rung."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from jiesu_desktop.domain.callbacks import is_decent
from jiesu_desktop.domain.policy import CallbackRules, Policy
from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.gui.callbacks.callback_delegate import CallbackDelegate
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.keys import ACT_KEYS, bind
from jiesu_desktop.gui.models.callback_table import COLUMNS, TITLE, CallbackTable
from jiesu_desktop.gui.tickets.acts import Acts
from jiesu_desktop.gui.tickets.load_order import load_order
from jiesu_desktop.gui.widgets.parts import button, label, set_tone, stand_in
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import CallbackCounts, CallbackRow

AT_MOST = 500  # rows shown; the counts are exact
REFRESH_PAUSE = 400  # milliseconds: a burst of changes is one new question
AGAIN_S = 60
"""So often the list is asked for again: a moment agreed has come."""
EMPTY = {
    True: "现在没有要回访的工单。\n办结的工单会自动来到这里，回访有结果后才能归档；约了以后再打的，到时候才出现（F2 看全部）。",
    False: "没有待回访的工单。\n办结的工单会自动来到这里，回访有结果后才能归档。",
}
FILTER_KEY = "F2"
REVEAL_KEY = "X"


class CallbacksPage(QWidget):
    """The call-backs that wait.

    Signals:
        open_ticket(int): the operator wants to see this order in the queue.
    """

    open_ticket = Signal(int)

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.model = CallbackTable(ctx, self)
        self.table = QTableView()
        self.acts = Acts(ctx, self)
        self.hours, self.count = label("", "muted"), label("", "muted")
        self.nothing = label("", "muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._rules: CallbackRules | None = None
        self._asked_at = 0.0
        self._refresh = QTimer(self, singleShot=True, interval=REFRESH_PAUSE)
        self._refresh.timeout.connect(self.reload)
        self._lay_out()
        self._set_up_table()
        self._join()
        self.reload()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(12, 6, 12, 6)
        bar.setSpacing(10)
        bar.addWidget(label("待回访", "heading"))
        self.due, self.all = (button(words, self.reload, "chip") for words in ("到点", "全部"))
        self._which = QButtonGroup(self)
        for chip in (self.due, self.all):
            chip.setCheckable(True)
            chip.setToolTip(f"到点的、全部  {FILTER_KEY}")
            self._which.addButton(chip)
            bar.addWidget(chip)
        self.due.setChecked(True)
        bar.addWidget(self.hours)
        bar.addStretch(1)
        bar.addWidget(self.count)
        bar.addWidget(button(f"回访　{ACT_KEYS[Act.CALLBACK]}", self.call_back, "primary"))
        bar.addWidget(button(f"显示号码　{REVEAL_KEY}", self.reveal, tip="显示来电人完整号码，留痕"))
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
        table.setItemDelegate(CallbackDelegate(self.ctx, self))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._share_width()
        self.ctx.theme.changed.connect(self._share_width)

    def _share_width(self) -> None:
        """What the others leave is the title's, but never less than it needs: then the rest is scrolled to."""
        px, others = self.ctx.theme.px, 0
        for section, (_, _, width) in enumerate(COLUMNS):
            if section != TITLE:
                self.table.setColumnWidth(section, px(width))
                others += px(width)
        self.table.setColumnWidth(TITLE, max(px(COLUMNS[TITLE][2]), self.table.viewport().width() - others))
        self.table.verticalHeader().setDefaultSectionSize(px(36))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The title takes what room there is."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._share_width)

    def _join(self) -> None:
        self.table.doubleClicked.connect(lambda _: self.open_order())
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        bind(self, ACT_KEYS[Act.CALLBACK], self.call_back, context=within)
        bind(self, ACT_KEYS[Act.ARCHIVE], lambda: self.begin(Act.ARCHIVE), context=within)
        bind(self, ACT_KEYS[Act.REWORK], lambda: self.begin(Act.REWORK), context=within)
        bind(self, REVEAL_KEY, self.reveal, context=within)
        bind(self, FILTER_KEY, self.turn, context=within, plain=False)
        for enter in ("Return", "Enter"):
            bind(self.table, enter, self.open_order, context=within)
        self.ctx.bridge.changed.connect(self._changed)
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._tick)
        self._second.start()

    # ---- what is shown

    @property
    def only_due(self) -> bool:
        """Whether those to be rung later are left out."""
        return self.due.isChecked()

    def turn(self) -> None:
        """到点 or 全部."""
        chip: QPushButton = self.all if self.only_due else self.due
        chip.setChecked(True)
        self.reload()

    def reload(self) -> None:
        """Ask again."""
        now, due = self.ctx.time.now(), self.only_due
        self._asked_at = self.ctx.time.monotonic()

        def read(queries: Queries) -> tuple[list[CallbackRow], CallbackCounts, Policy | None]:
            rows = queries.callbacks(now, due=due, limit=AT_MOST)
            return rows, queries.callback_counts(now), queries.policies.in_force(now)

        self.ctx.tasks.run_read(read, self._show, key="callbacks", owner=self)

    def _show(self, found: tuple[list[CallbackRow], CallbackCounts, Policy | None]) -> None:
        rows, counts, policy = found
        self._rules = policy.callback if policy is not None else None
        self.model.show_rows(rows)
        self.due.setText(f"到点 {counts.due}")
        self.all.setText(f"全部 {counts.waiting}")
        shown = counts.due if self.only_due else counts.waiting
        beyond = f"，先显示最急的 {len(rows)} 件" if shown > len(rows) else ""
        self.count.setText(f"{shown} 件{beyond}")
        stand_in(self, self.table, self.nothing, empty=not rows)
        self.nothing.setText(EMPTY[self.only_due])
        if rows and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._say_hours()
        QTimer.singleShot(0, self, self._share_width)  # a scroll bar may have come or gone

    def _changed(self, changes: Changes) -> None:
        if changes.tickets or changes.policy:
            self._refresh.start()

    def _tick(self) -> None:
        if not self.isVisible():
            return
        self.model.tick()
        self._say_hours()
        if self.ctx.time.monotonic() - self._asked_at >= AGAIN_S:
            self.reload()

    def _say_hours(self) -> None:
        if self._rules is None:
            return
        decent = is_decent(self.ctx.time.now(), self._rules)
        hours = f"回访时段 {self._rules.earliest:%H:%M}–{self._rules.latest:%H:%M}"
        self.hours.setText(hours if decent else f"{hours}，现在不宜打扰来电人")
        set_tone(self.hours, "muted" if decent else "warning")

    # ---- what is done

    def call_back(self) -> None:
        """Open the call-back form for the order chosen."""
        self.begin(Act.CALLBACK)

    def begin(self, act: Act) -> None:
        """Begin an act on the order chosen, here."""
        if (chosen := self._chosen()) is not None:
            now = self.ctx.time.now()
            self.ctx.tasks.run_read(
                lambda queries: load_order(queries, chosen, now),
                lambda view: self.acts.begin(act, view),
                key="callbacks.act",
                owner=self,
            )

    def reveal(self) -> None:
        """Show the caller's number for a while; that it was asked for goes on the timeline."""
        if (chosen := self._chosen()) is not None:
            now = self.ctx.time.now()
            self.ctx.tasks.run_read(
                lambda queries: load_order(queries, chosen, now),
                self.acts.reveal,
                key="callbacks.act",
                owner=self,
            )

    def open_order(self) -> None:
        """Show the order chosen in the queue."""
        if (chosen := self._chosen()) is not None:
            self.open_ticket.emit(chosen)

    def _chosen(self) -> int | None:
        place = self.table.currentIndex().row()
        return self.model.rows[place].id if 0 <= place < len(self.model.rows) else None
