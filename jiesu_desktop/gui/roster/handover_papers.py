"""A handover on paper, as a PDF, and read again."""

from __future__ import annotations

import html
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QKeySequence, QPageSize, QPdfWriter, QShortcut, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from jiesu_desktop.exchange.failures import UnwritableFile
from jiesu_desktop.gui.tasks import Progress
from jiesu_desktop.gui.theme import FAMILIES
from jiesu_desktop.gui.widgets.parts import button, fit_size

if TYPE_CHECKING:
    from jiesu_desktop.gui.context import Desk

_POINTS = 10
_SIGNED = (
    "<p>　</p><p>交班人签字：＿＿＿＿＿＿＿＿　　接班人签字：＿＿＿＿＿＿＿＿　　时间：＿＿＿＿＿＿＿＿</p>"
)


def document(text: str) -> QTextDocument:
    """The text on A4: its first line as the title, its sections with headings, and room to sign."""
    parts = []
    for number, line in enumerate(text.splitlines()):
        said = html.escape(line)
        if number == 0:
            parts.append(f"<h2>{said}</h2>")
        elif line.startswith("【"):
            title, _, words = said.removeprefix("【").partition("】")
            parts.append(f"<h3>{title}</h3><p>{words}</p>")
        elif line:
            parts.append(f"<p style='margin:2px 0 2px 12px'>{said}</p>")
    parts.append(_SIGNED)
    made = QTextDocument()
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPointSize(_POINTS)
    made.setDefaultFont(font)
    made.setHtml("".join(parts))
    return made


def write_pdf(text: str, path: Path) -> Path:
    """Write it as a PDF; what stood there stays until it is whole.

    Raises:
        UnwritableFile: the place cannot be written.
    """
    part = path.with_name(path.name + ".part")
    try:
        part.touch()
        writer = QPdfWriter(str(part))
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setTitle(text.splitlines()[0])
        document(text).print_(writer)
        del writer
        part.replace(path)
    except OSError as error:
        raise UnwritableFile(path, f"{error.strerror}。请换一个位置。") from error
    return path


def ask_pdf(ctx: Desk, parent: QWidget, name: str, text: str) -> None:
    """Ask where, then write behind."""
    chosen, _ = QFileDialog.getSaveFileName(
        parent, "存为 PDF", str(Path.home() / f"{name}.pdf"), "PDF (*.pdf)"
    )
    if chosen:
        save_pdf(ctx, text, Path(chosen))


def save_pdf(ctx: Desk, text: str, path: Path) -> None:
    """Write behind, and say how that went."""

    def work(_: Progress) -> Path:
        return write_pdf(text, path)

    ctx.tasks.run_long(
        "",
        work,
        lambda made: ctx.bridge.say(f"已保存：{made}", "done"),
        lambda said, _: ctx.bridge.say(said, "error"),
    )


def ask_print(parent: QWidget, text: str) -> None:
    """The system's print dialog, then the printer."""
    printer = QPrinter()
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    if QPrintDialog(printer, parent).exec() == QDialog.DialogCode.Accepted:
        document(text).print_(printer)


class PaperDialog(QDialog):
    """A handover made earlier, as it stood; it can be copied and printed, not changed."""

    def __init__(self, ctx: Desk, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.text = QPlainTextEdit(text)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(title)
        foot = QHBoxLayout()
        foot.addWidget(button("复制为文本", lambda: copy(ctx, text)))
        foot.addWidget(button("打印…", lambda: ask_print(self, text)))
        foot.addWidget(button("存为 PDF…", lambda: ask_pdf(ctx, self, title, text)))
        foot.addStretch(1)
        foot.addWidget(button("关闭", self.accept, "primary", tip="Esc"))
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 18, 18, 18)
        box.addWidget(self.text, 1)
        box.addLayout(foot)
        QShortcut(QKeySequence.StandardKey.Print, self).activated.connect(lambda: ask_print(self, text))
        fit_size(self, ctx.theme.px(860), ctx.theme.px(600))


def copy(ctx: Desk, text: str) -> None:
    """To the clipboard, for pasting into a message."""
    QApplication.clipboard().setText(text)
    ctx.bridge.say(f"已复制：{len(text.splitlines())} 行", "done")
