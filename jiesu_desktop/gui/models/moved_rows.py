"""Keeps what is selected with its orders while a model puts its rows into another order."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex


def follow(model: QAbstractTableModel, before: Mapping[int, int], places: Mapping[int, int]) -> None:
    """Between the two signals of a new layout: every index kept goes where its order went, or nowhere.

    All at once: one by one, an index on its way to a row takes the place of the one that still stands there, and of a
    selection only its first and last row were left.

    Args:
        before: the order's id of each row as it was. places: the row of each id as it is now.
    """
    kept = model.persistentIndexList()
    rows = [places.get(before.get(index.row(), 0)) for index in kept]
    targets = [
        QModelIndex() if row is None else model.index(row, index.column())
        for row, index in zip(rows, kept, strict=True)
    ]
    model.changePersistentIndexList(kept, targets)
