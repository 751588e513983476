"""「生成催办单…」: the Word form of an act, made from what its form says now and put with it as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from jiesu_desktop.services.word_forms import Paper

if TYPE_CHECKING:
    from jiesu_desktop.gui.tickets.act_dialog import ActDialog


class PaperButton(QPushButton):
    """Writes one Word form; whatever happens to it, the act's form stays as it is."""

    def __init__(self, dialog: ActDialog, paper: Paper) -> None:
        super().__init__(f"生成{paper.value}…")
        self.setAutoDefault(False)
        self.dialog, self.paper = dialog, paper
