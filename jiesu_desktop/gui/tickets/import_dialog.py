"""导入: files in, shown before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QDialog, QWidget

if TYPE_CHECKING:
    from jiesu_desktop.gui.context import Desk

SUFFIXES = frozenset({".xlsx", ".xls", ".xlsm", ".csv"})


def accepts(mime: QMimeData) -> list[Path]:
    """The files of a drag that look like exports of orders; empty when there are none."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in SUFFIXES]


class ImportDialog(QDialog):
    """Preview, take in, result."""

    def __init__(self, ctx: Desk, paths: Sequence[Path] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
