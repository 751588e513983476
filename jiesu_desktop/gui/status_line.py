"""The line at the bottom: counts, the last saving, quiet messages that go away, long work with its bar."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from jiesu_desktop.clock import beijing
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tasks import Progress
from jiesu_desktop.gui.widgets.parts import button, label, set_tone
from jiesu_desktop.gui.wording import clock_time, span
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import DeskCounts, ImportRecord

SECONDS = {"done": 6, "info": 6, "error": 15, "reveal": 20}
"""How long a message stays, real seconds."""


_NO_CLICK = Qt.FocusPolicy.TabFocus
"""The keyboard stays in the page: here no letter acts, and the button goes away with the work it stands for."""


class ProgressStrip(QWidget):
    """One long task: its title, bar, count, time left and 取消."""

    def __init__(self, ctx: Desk, progress: Progress) -> None:
        super().__init__()
        self.ctx, self.progress = ctx, progress
        self._began = ctx.time.monotonic()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.bar = QProgressBar()
        self.bar.setFixedWidth(140)
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.words = QLabel(progress.title)
        layout.addWidget(self.words)
        layout.addWidget(self.bar)
        self.stop = button("取消", progress.cancel, "link")
        self.stop.setFocusPolicy(_NO_CLICK)
        layout.addWidget(self.stop)
        progress.moved.connect(self._move)

    def _move(self, done: int, total: int) -> None:
        if total:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
        gone = self.ctx.time.monotonic() - self._began
        left = gone / done * (total - done) if done and total else 0
        wait = f" · 还要 {span_seconds(left)}" if left >= 1 else ""
        self.words.setText(f"{self.progress.title} {done}{f'/{total}' if total else ''}{wait}")


def span_seconds(seconds: float) -> str:
    """A length of real time as ``01:05``."""
    return span(timedelta(seconds=seconds))


class StatusLine(QWidget):
    """The line.

    Signals:
        left(): what had the keyboard here has gone.
    """

    left = Signal()

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._strips: dict[Progress, ProgressStrip] = {}
        self.counts, self.saved, self.message = label(), label(), label()
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.keys = button("F1 按键", None, "link")
        self.keys.setFocusPolicy(_NO_CLICK)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 2, 14, 2)
        layout.setSpacing(22)
        layout.addWidget(self.counts)
        layout.addWidget(self.saved)
        layout.addWidget(self.message, 1)
        self._tasks = QHBoxLayout()
        layout.addLayout(self._tasks)
        layout.addWidget(self.keys)
        self._gone = QTimer(self, singleShot=True)
        self._gone.timeout.connect(self.message.clear)
        ctx.bridge.message.connect(self.say)
        ctx.tasks.committed.connect(self._committed)
        ctx.tasks.started.connect(self._started)
        ctx.tasks.ended.connect(self._ended)

    def say(self, text: str, kind: str) -> None:
        """Show a line for a while; an error stays longer and is marked, not only coloured."""
        self.message.setText(f"✕ {text}" if kind == "error" else text)
        self.message.setToolTip(text)
        set_tone(self.message, "done" if kind == "reveal" else kind)
        self._gone.start(SECONDS.get(kind, 6) * 1000)

    def refetch(self, in_hand: int) -> None:
        """Ask for the other figures again, as the queue has just counted: all, taken in today, the last import."""
        now = self.ctx.time.now()
        midnight = beijing(now).replace(hour=0, minute=0, second=0, microsecond=0)

        def read(queries: Queries) -> tuple[DeskCounts, ImportRecord | None]:
            return queries.counts(midnight), queries.last_import()

        def show(found: tuple[DeskCounts, ImportRecord | None]) -> None:
            counts, last = found
            words = f"共 {counts.tickets} 件 · 在办 {in_hand} · 今日 {counts.since}"
            self.counts.setText(words + (f" · 上次导入 {clock_time(last.at, now)}" if last else ""))

        self.ctx.tasks.run_read(read, show, key="status figures", owner=self)

    def _committed(self, changes: Changes) -> None:
        if changes:
            self.saved.setText(f"已保存 {clock_time(self.ctx.time.now())}")

    def _started(self, progress: Progress) -> None:
        if not progress.title:
            return  # the program's own work, nobody waits for it
        strip = ProgressStrip(self.ctx, progress)
        self._strips[progress] = strip
        self._tasks.addWidget(strip)

    def _ended(self, progress: Progress) -> None:
        strip = self._strips.pop(progress, None)
        if strip is None:
            return
        if strip.stop.hasFocus():
            self.left.emit()
        strip.hide()
        strip.deleteLater()
        if progress.cancelled:
            self.say(f"已取消：{progress.title}", "info")
