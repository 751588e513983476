"""Leaving: at once where nothing presses, with a reason while urgent limits run, never with a question at a logout.

Closing the window is not leaving where there is a tray (``MainWindow.stay``).
"""

from __future__ import annotations

import signal
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from jiesu_desktop.domain.policy import ClockKind
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.forms.ui_quit_form import Ui_QuitForm
from jiesu_desktop.gui.keys import bind
from jiesu_desktop.gui.main_window import MainWindow
from jiesu_desktop.gui.wording import countdown, headline
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import QueueRow, QueueView

SHOWN = 3
PATIENCE_MS = 1500
"""How long the database may take to say what still runs; after that the question is asked all the same."""

_CAN_WAIT = (None, ClockKind.RETURNED, ClockKind.CALLBACK)
CANCELLED_AFTER_MS = 60_000
UNKNOWN = "数据库没有应答，不能确定是否还有紧急工单在计时。"


class QuitDialog(QDialog):
    """Asks for the reason. Enter stays; leaving takes the button.

    Args:
        rows: the urgent orders whose limits run; None where that could not be found out.
    """

    def __init__(self, ctx: Desk, rows: Sequence[QueueRow] | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Ui_QuitForm()
        self.form.setupUi(self)
        now = ctx.time.now()
        self.form.headline.setText(f"还有 {len(rows)} 件紧急工单在计时" if rows else UNKNOWN)
        lines = [
            f"{countdown(row.next_due_at, now)}　{headline(row.title, row.place)}"
            for row in (rows or ())[:SHOWN]
        ]
        self.form.orders.setText("\n".join(lines))
        self.form.orders.setVisible(bool(lines))
        self.form.reason.setCurrentIndex(-1)
        self.form.reasonError.hide()
        self.form.leave.clicked.connect(self._leave)
        self.form.remain.clicked.connect(self.reject)

    @property
    def reason(self) -> str:
        """What was written or chosen."""
        return self.form.reason.currentText().strip()

    def _leave(self) -> None:
        if self.reason:
            self.accept()
            return
        self.form.reasonError.setText("请先写明退出的原因。")
        self.form.reasonError.show()
        self.form.reason.setFocus()


class Quitting(QObject):
    """The one way out of the desk.

    Attributes:
        dialog: the question while it is asked.
    """

    def __init__(self, ctx: Desk, window: MainWindow) -> None:
        super().__init__(window)
        self._ctx, self._window = ctx, window
        self._asking = False
        self.dialog: QuitDialog | None = None
        # A hidden window and a dialog closed over it must not end the desk as "the last window".
        QApplication.setQuitOnLastWindowClosed(False)
        window.ask_first = self.ask
        bind(window, "Ctrl+Q", window.leave, plain=False)
        self._late = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._late.timeout.connect(lambda: self._answer(None))
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.commitDataRequest.connect(self._session_ends)

    def take_signals(self) -> None:
        """`kill`, Ctrl+C and a logout end the desk in order and unasked; a terminal that is closed does not end it."""
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, lambda *_: self.at_once("系统或终端要求结束"))
        if hasattr(signal, "SIGHUP"):
            signal.signal(signal.SIGHUP, signal.SIG_IGN)

    def ask(self) -> None:
        """Leave, after the question if urgent limits run."""
        if self.dialog is not None:
            self.dialog.raise_()
            self.dialog.activateWindow()
        elif self._ctx.demo:
            self._window.go()
        elif not self._asking:
            self._asking = True
            self._late.start()
            self._ctx.tasks.run_read(
                self._running,
                self._answer,
                lambda *_: self._answer(None),
                key="urgent limits",
                owner=self._window,
            )

    def at_once(self, why: str) -> None:
        """Leave without a question, once the event loop turns: before that there is nothing to leave."""
        if not self._window.leaving:
            self._window.leaving = True
            self._note(f"退出值班台：{why}")
            QTimer.singleShot(0, self._window, self._window.go)

    def _running(self, queries: Queries) -> list[QueueRow]:
        page = queries.queue(QueueView(name="urgent"), self._ctx.time.now())
        return [row for row in page.rows if row.next_clock not in _CAN_WAIT and not row.paused]

    def _answer(self, rows: list[QueueRow] | None) -> None:
        if not self._asking:
            return  # too late: the question is being asked, or was answered
        self._asking = False
        self._late.stop()
        if rows is not None and not rows:
            self._window.go()
            return
        self._window.come_forward()
        self.dialog = QuitDialog(self._ctx, rows, self._window)
        self.dialog.finished.connect(self._finished)
        self.dialog.open()

    def _finished(self, result: int) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is None:
            return
        dialog.deleteLater()
        if result == QDialog.DialogCode.Accepted:
            self._note(f"{self._ctx.who.name} 在紧急工单计时期间退出：{dialog.reason}")
            self._window.go()

    def _note(self, text: str) -> None:
        if self._ctx.alerts is not None:
            self._ctx.alerts.note("quit", text)

    def _session_ends(self) -> None:
        """The windows are about to be closed by the system; should it think better of it, closing hides again."""
        self._note("退出值班台：系统注销或关机")
        self._window.leaving = True
        QTimer.singleShot(CANCELLED_AFTER_MS, self, self._session_goes_on)

    def _session_goes_on(self) -> None:
        self._window.leaving = False
