"""Whom to ring, in large digits, with a key to copy the number and buttons for how the call ended."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from jiesu_desktop.domain.tickets import Act, Outcome
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.order_view import OrderView, Person
from jiesu_desktop.gui.widgets.parts import ElidedLabel, button, empty, label

CALLS = (Act.REPORT, Act.CONFIRM, Act.URGE)
"""Acts that are a phone call to somebody of a unit."""
SHOWN = 5


def call_of(view: OrderView) -> Act | None:
    """Which call is waited for now, if any."""
    act = view.summary.next_act
    return act if act in CALLS else None


def _nobody(unit: str) -> str:
    """What to do where there is no number to ring."""
    if unit:
        return f"通讯录里没有“{unit}”的电话。按 Ctrl+2 到通讯录补上。"
    return "还没有可拨的电话，派发后显示。通讯录按 Ctrl+2。"


class PeopleCards(QWidget):
    """Cards of people.

    Signals:
        call_made(object, object): this :class:`Person` was rung, with this :class:`Outcome`.
    """

    call_made = Signal(object, object)

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.people: tuple[Person, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._layout = layout

    def phone(self, number: int) -> str:
        """The n-th number shown, from 1; '' when there is none."""
        return self.people[number - 1].phone if 0 < number <= len(self.people) else ""

    def show_people(self, view: OrderView) -> None:
        """Show whom to ring for this order."""
        empty(self._layout)
        self.people = view.people[:SHOWN]
        act = call_of(view)
        if not view.summary.lead_unit and view.likely_unit:
            self._layout.addWidget(ElidedLabel(f"建议 {view.likely_unit}　{view.likely_why}", "muted"))
        for number, person in enumerate(self.people, start=1):
            self._layout.addWidget(self._card(number, person, act))
        if not self.people and view.summary.is_open:
            self._layout.addWidget(label(_nobody(view.rung), "muted", wrap=True))

    def _card(self, number: int, person: Person, act: Act | None) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(12, 6, 8, 8)
        column.setSpacing(1)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        lower.setSpacing(6)
        who = ElidedLabel(f"{person.name}　{person.unit}　{person.role}".strip())
        upper.addWidget(who, 1)
        upper.addWidget(button(f"复制 {number}", lambda: self._copy(person.phone), "link"))
        phone = label(person.phone)
        phone.setFont(self.ctx.theme.font(3.5, bold=True, tabular=True))
        phone.setStyleSheet(f"font-size: {self.ctx.theme.points + 4}pt;")
        phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        lower.addWidget(phone, 1)
        if act is not None:
            for outcome in (Outcome.TOLD, Outcome.NO_ANSWER):
                run = partial(self.call_made.emit, person, outcome)
                lower.addWidget(button(outcome.label, run, "chip", f"记为{act.label}：{outcome.label}"))
        column.addLayout(upper)
        column.addLayout(lower)
        return card

    def _copy(self, phone: str) -> None:
        QGuiApplication.clipboard().setText(phone)
        self.ctx.bridge.say(f"已复制 {phone}")
