"""The form of a call-back 回访."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QRadioButton, QWidget

from jiesu_desktop.domain.tickets import Act, Details, Outcome
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.forms.ui_callback_form import Ui_CallbackForm
from jiesu_desktop.gui.tickets.act_dialog import ActDialog
from jiesu_desktop.gui.tickets.order_view import OrderView


class CallbackDialog(ActDialog):
    """回访: how, whether reached, and the three answers."""

    def __init__(self, ctx: Desk, act: Act, view: OrderView, parent: QWidget | None = None) -> None:
        super().__init__(ctx, act, view, Ui_CallbackForm, parent)

    def prepare(self) -> None:
        """By phone, reached, and the unit had been in touch."""
        self.fields.fill("means", "电话")
        self.fields.fill("outcome", Outcome.TOLD.value)
        self.fields.fill("contacted", "是")
        for radio in self.form.outcome.findChildren(QRadioButton):
            radio.toggled.connect(self._show_answers)

    def _show_answers(self) -> None:
        reached = self.fields.value("outcome") == Outcome.TOLD.value
        for name in ("contacted", "resolved", "satisfied"):
            self.fields.widgets[name].setEnabled(reached)

    def _focus_first(self) -> None:
        self.form.resolved_0.setFocus()

    def check(self) -> tuple[str, str] | None:
        """Someone reached has been asked both questions."""
        if self.fields.value("outcome") != Outcome.TOLD.value:
            return None
        for name, word in (("resolved", "是否解决"), ("satisfied", "是否满意")):
            if not self.fields.value(name):
                return name, f"接通了就要问{word}，请选择。"
        return None

    def details(self) -> Details:
        """Not reached: no answers."""
        said = super().details()
        if said.outcome is Outcome.TOLD:
            return said
        return replace(said, contacted=None, resolved=None, satisfied=None)
