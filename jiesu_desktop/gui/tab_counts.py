"""The counts on the tabs 台账 and 回访: what is due to be urged, whom to ring back. Quiet work: counted, never spoken."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from jiesu_desktop.domain.ledgers import LEDGERS
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tabs_row import TabsRow
from jiesu_desktop.services import urging
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.services.urging import UrgingTasks
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import CallbackCounts

REFRESH_PAUSE = 1_500  # milliseconds: a burst of changes is one new question
AGAIN = 60_000  # milliseconds: moments agreed with callers come by themselves


class TabCounts(QObject):
    """Keeps the two counts; what housekeeping finds due comes over the bridge as well."""

    def __init__(self, ctx: Desk, tabs: TabsRow) -> None:
        super().__init__(tabs)
        self.ctx, self._tabs = ctx, tabs
        self._told: datetime | None = None  # the shift whose tasks have been told of
        self._pause = QTimer(self, singleShot=True, interval=REFRESH_PAUSE)
        self._pause.timeout.connect(self.refresh)
        self._again = QTimer(self, interval=AGAIN)
        self._again.timeout.connect(self.refresh)
        self._again.start()
        ctx.bridge.changed.connect(self._changed)
        ctx.bridge.urging.connect(self._take_urging)
        self._pause.start()

    def refresh(self) -> None:
        """Count again."""
        now = self.ctx.time.now()

        def read(queries: Queries) -> tuple[UrgingTasks, CallbackCounts]:
            return urging.tasks(queries, now), queries.callback_counts(now)

        self.ctx.tasks.run_read(read, self._take, key="tab counts", owner=self)

    def _changed(self, changes: Changes) -> None:
        if changes.tickets or changes.policy:
            self._pause.start()

    def _take(self, found: tuple[UrgingTasks, CallbackCounts]) -> None:
        tasks, calls = found
        late = f"，{calls.late} 件过了时刻" if calls.late else ""
        self._show("callbacks", calls.late, calls.due, f"现在可回访 {calls.due} 件{late}")
        self.ctx.bridge.urging.emit(tasks)

    def _take_urging(self, tasks: UrgingTasks) -> None:
        self._show("ledgers", 0, tasks.total, f"待催办 {tasks.total} 件")
        if tasks.total and tasks.shift is not None and tasks.shift != self._told:
            self._told = tasks.shift
            words = "、".join(f"{LEDGERS[name].label} {due} 件" for name, due in tasks.due.items() if due)
            self.ctx.bridge.say(f"本班待催办：{words}。在台账页点“待催办”", "info")

    def _show(self, name: str, pressing: int, total: int, words: str) -> None:
        tab = self._tabs.tabs[name]
        tab.show_counts(pressing, total)
        key = tab.toolTip().split("　")[0]
        tab.setToolTip(f"{key}　{words}" if total else key)
        tab.setAccessibleDescription(words if total else "")
