"""「生成催办单」: the Word form of an act, made from what its form says now and put with it as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QPushButton

from jiesu_desktop.domain.policy import ClockKind
from jiesu_desktop.exchange.word_forms import BrokenTemplate
from jiesu_desktop.services import word_forms
from jiesu_desktop.services.word_forms import Paper

if TYPE_CHECKING:
    from jiesu_desktop.gui.tickets.act_dialog import ActDialog

FOLDER_KEY = "papers/folder"
_LIMITS = (ClockKind.FEEDBACK, ClockKind.CLOSE)


class PaperButton(QPushButton):
    """Writes one Word form; whatever becomes of it, the act's form stays as it is.

    Attributes:
        ask: asks for the file to write, beginning with the one proposed; '' when there is to be none.
    """

    def __init__(self, dialog: ActDialog, paper: Paper) -> None:
        super().__init__(f"生成{paper.value}(&W) ▾")
        self.setAutoDefault(False)
        self.dialog, self.paper = dialog, paper
        self.ask: Callable[[str], str] = self._ask
        menu = QMenu(self)
        menu.addAction("生成并保存到…", self.write)
        self._plain = menu.addAction("用自带模板生成…", lambda: self.write(bundled=True))
        menu.addAction("修改模板", self.edit_template)
        self.setMenu(menu)

    def write(self, *, bundled: bool = False) -> None:
        """Ask where, write it behind, put it with the act."""
        dialog, ctx = self.dialog, self.dialog.ctx
        folder = Path(str(ctx.prefs.value(FOLDER_KEY, "")) or Path.home())
        number = dialog.view.ticket.number or str(dialog.view.ticket.id)
        name = "".join("_" if sign in '\\/:*?"<>|' else sign for sign in f"{self.paper.value} {number}.docx")
        chosen = self.ask(str(folder / name))
        if not chosen:
            return
        target = Path(chosen if chosen.lower().endswith(".docx") else f"{chosen}.docx")
        ctx.prefs.setValue(FOLDER_KEY, str(target.parent))
        values, paper, data_dir = self._values(), self.paper, ctx.data_dir
        self.setEnabled(False)
        ctx.tasks.run_long(
            f"生成{paper.value}",
            lambda progress: word_forms.write(paper, values, target, data_dir, bundled=bundled),
            self._written,
            self._failed,
            owner=dialog,
        )

    def _ask(self, proposed: str) -> str:
        return QFileDialog.getSaveFileName(
            self.dialog, f"保存{self.paper.value}", proposed, "Word 文档 (*.docx)"
        )[0]

    def _values(self) -> dict[str, str]:
        dialog, view = self.dialog, self.dialog.view
        files = dialog.attachments.files() if dialog.attachments is not None else []
        due = [c.clock.due_at for c in view.clocks if c.clock.is_running and c.clock.kind in _LIMITS]
        return word_forms.values_of(
            view.ticket,
            view.events,
            view.summary,
            dialog.details(),
            files=[path.name for path in files],
            due=min(due, default=None),
            who=dialog.ctx.who,
            now=dialog.ctx.time.now(),
        )

    def _written(self, path: Path) -> None:
        self.setEnabled(True)
        if self.dialog.attachments is not None:
            self.dialog.attachments.add([path])
        self.dialog.form.hint.setText(f"已生成 {path.name}，随本次办理存为附件")
        self.dialog.form.hint.setToolTip(str(path))

    def _failed(self, sentence: str, error: Exception) -> None:
        self.setEnabled(True)
        if isinstance(error, BrokenTemplate):
            sentence = f"{error.message}填写的内容都在；可点“{self._plain.text().rstrip('…')}”。"
        self.dialog.say_problem("", sentence)

    def edit_template(self) -> None:
        """Open the room's own copy of the template in Word."""
        paper, data_dir = self.paper, self.dialog.ctx.data_dir
        self.dialog.ctx.tasks.run_long(
            "",
            lambda progress: word_forms.edit_template(paper, data_dir),
            self._open,
            self._failed,
            owner=self.dialog,
        )

    def _open(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.dialog.form.hint.setText(f"模板在 {path}")
