"""The ledgers at the left of the page, each with the count of what is due to be urged in it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout

from jiesu_desktop.domain.ledgers import LEDGERS
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.services.urging import UrgingTasks

NAMES = tuple(LEDGERS)


class LedgerChooser(QFrame):
    """A column of buttons, one of them down.

    Signals:
        chosen(str): this ledger was clicked.
    """

    chosen = Signal(str)

    def __init__(self, ctx: Desk) -> None:
        super().__init__()
        self.setObjectName("ledgerChooser")
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 12, 8, 12)
        column.setSpacing(2)
        group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for place, ledger in enumerate(LEDGERS.values()):
            choose = QPushButton(ledger.label)
            choose.setCheckable(True)
            choose.setToolTip("上一个、下一个台账  Ctrl+PgUp、Ctrl+PgDn")
            group.addButton(choose, place)
            self.buttons[ledger.name] = choose
            column.addWidget(choose)
        column.addStretch(1)
        group.idClicked.connect(lambda place: self.chosen.emit(NAMES[place]))
        self.setFixedWidth(ctx.theme.px(158))

    def mark(self, name: str) -> None:
        """Show which is chosen, without telling anyone."""
        self.buttons[name].setChecked(True)

    def show_tasks(self, tasks: UrgingTasks) -> None:
        """The counts beside the names."""
        for name, choose in self.buttons.items():
            due = tasks.due.get(name, 0)
            choose.setText(LEDGERS[name].label + (f"　{due}" if due else ""))
            choose.setAccessibleDescription(f"{due} 件待催办" if due else "")


def neighbour(name: str, step: int) -> str:
    """The ledger so many places further on; after the last comes the first."""
    return NAMES[(NAMES.index(name) + step) % len(NAMES)]
