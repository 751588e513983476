"""F1: the keys, and how to do things."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget


class HelpWindow(QDialog):
    """The operator's manual; stays open beside the desk."""

    def __init__(self, parent: QWidget | None = None, page: str = "keys") -> None:
        super().__init__(parent)
        self.page = page
