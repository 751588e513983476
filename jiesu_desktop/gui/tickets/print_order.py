"""打印: the order shown as a PDF, or on a printer; that it was done is logged."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from jiesu_desktop.domain.attachments import clean_name
from jiesu_desktop.exchange.failures import UnwritableFile
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.forms.ui_print_form import Ui_PrintForm
from jiesu_desktop.gui.tickets.order_sheet import Sheet, draw, page_layout, sheet_of, write_pdf
from jiesu_desktop.gui.tickets.order_view import OrderView
from jiesu_desktop.gui.wording import headline
from jiesu_desktop.services.tickets import printed

_LAST_FOLDER = "print/folder"


class PrintDialog(QDialog):
    """Asks where to, and whether the caller's number is to stand on the paper.

    Attributes:
        ask: asks for the file, beginning with the one proposed; '' when there is to be none.
    """

    def __init__(self, ctx: Desk, view: OrderView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx, self.view = ctx, view
        self.ask: Callable[[str], str] = self._ask
        self.form = Ui_PrintForm()
        self.form.setupUi(self)
        self.form.headline.setText(f"打印　{headline(view.ticket.title, view.ticket.place)}")
        self.form.reveal.setVisible(bool(view.ticket.phone))
        self.form.cancel.clicked.connect(self.reject)
        self.form.save.clicked.connect(self.save)
        self.form.paper.clicked.connect(self.print)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.save)
        self.finished.connect(self.deleteLater)
        self.setMinimumWidth(ctx.theme.px(460))
        self.form.save.setFocus()

    def save(self) -> None:
        """Write a PDF behind."""
        folder = Path(str(self.ctx.prefs.value(_LAST_FOLDER, "") or Path.home()))
        name = clean_name(f"{self.view.ticket.number or self.view.ticket.id}.pdf")
        if not (chosen := self.ask(str(folder / name))):
            return
        target = Path(chosen if chosen.lower().endswith(".pdf") else f"{chosen}.pdf")
        self.ctx.prefs.setValue(_LAST_FOLDER, str(target.parent))
        self._begin(target.name, partial(self._write, target))

    def print(self) -> None:
        """Ask which printer with the system's own dialog."""
        if not QPrinterInfo.availablePrinterNames():
            self.ctx.bridge.say("这台电脑没有装打印机，可以存为 PDF", "error")
            self.form.hint.setText("这台电脑没有装打印机，请存为 PDF")
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageLayout(page_layout())
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            self._begin(printer.printerName(), partial(self._put_on_paper, printer))

    def _begin(self, where: str, go: Callable[[Sheet], None]) -> None:
        """What leaves the desk is logged first: on paper it cannot be called back."""
        reveal, ticket = self.form.reveal.isChecked(), self.view.ticket
        sheet = sheet_of(self.view, self.ctx.who, self.ctx.time.now(), reveal=reveal)
        log = self.ctx.write(printed, ticket.id, ticket.number, where, reveal=reveal)
        log.run(lambda _: go(sheet), lambda why, _: self.ctx.bridge.say(why, "error"))
        self.accept()

    def _write(self, target: Path, sheet: Sheet) -> None:
        say = self.ctx.bridge.say
        self.ctx.tasks.run_long(
            "存为 PDF",
            lambda progress: write_pdf(sheet, target, progress.step),
            lambda at: say(f"已存为 {at}"),
        )

    def _put_on_paper(self, printer: QPrinter, sheet: Sheet) -> None:
        try:
            pages = draw(sheet, printer).pages
        except UnwritableFile as error:
            self.ctx.bridge.say(error.message, "error")
        else:
            self.ctx.bridge.say(f"已送打印机，{pages} 页")

    def _ask(self, proposed: str) -> str:
        return QFileDialog.getSaveFileName(self, "存为 PDF", proposed, "PDF (*.pdf)")[0]
