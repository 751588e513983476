"""Small tables that are only looked at: as high as their rows, without a scroll bar or a selection."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from jiesu_desktop.gui.models.rows_table import RowsTable


def plain_table(model: RowsTable) -> QTableView:
    """A view of those rows; its first two columns are as wide as their texts."""
    view = QTableView()
    view.setModel(model)
    view.setShowGrid(False)
    view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    view.setSelectionMode(QTableView.SelectionMode.NoSelection)
    view.verticalHeader().hide()
    header = view.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    for short in (0, 1):  # what is short leaves its room to the rest
        header.setSectionResizeMode(short, QHeaderView.ResizeMode.ResizeToContents)
    header.setMinimumSectionSize(80)
    view.horizontalHeader().setHighlightSections(False)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return view


def fit(view: QTableView, rows: int, height: int) -> None:
    """Make the view as high as that many rows of that height in pixels."""
    view.verticalHeader().setDefaultSectionSize(height)
    view.setFixedHeight(view.horizontalHeader().sizeHint().height() + rows * height + 4)
