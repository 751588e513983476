"""Ctrl+K: orders, units and commands by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

if TYPE_CHECKING:
    from jiesu_desktop.gui.context import Desk


@dataclass(frozen=True, slots=True)
class Command:
    """Something the desk can do: its name on screen, the key that does it too, and the doing."""

    label: str
    key: str
    run: Callable[[], object]


class CommandPalette(QDialog):
    """Type, choose, Enter.

    Signals:
        open_ticket(int): an order was chosen.
        open_unit(int): a unit was chosen.
    """

    open_ticket = Signal(int)
    open_unit = Signal(int)

    def __init__(self, ctx: Desk, parent: QWidget | None = None, commands: Sequence[Command] = ()) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.commands = tuple(commands)
