"""合并: under which lead order; those that look alike stand ready."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from jiesu_desktop.domain.tickets import Details
from jiesu_desktop.gui.tickets.act_dialogs import FormDialog
from jiesu_desktop.storage.records import TicketView


class MergeDialog(FormDialog):
    """The lead is chosen from the list, or named by its number, which is looked up first."""

    def prepare(self) -> None:
        """The orders that look like this one."""
        super().prepare()
        self._lead: int | None = None
        self.orders: QListWidget = self.form.orders
        for other in (one for one in self.view.alike if one.may_lead):
            item = QListWidgetItem(f"{other.number}　{other.words}")
            item.setData(Qt.ItemDataRole.UserRole, (other.ticket_id, other.number))
            self.orders.addItem(item)
        self.orders.currentItemChanged.connect(lambda item, _: self._choose(item))
        self.form.number.textEdited.connect(self._forget)
        if self.orders.count():
            self.orders.setCurrentRow(0)
        else:
            self.fields.hide("orders")

    def details(self) -> Details:
        """Which order leads."""
        return replace(super().details(), lead=self._lead)

    def check(self) -> tuple[str, str] | None:
        """A number typed is looked up; saving goes on when it is found."""
        number = self.fields.value("number")
        if self._lead is not None:
            return None
        if not number:
            return "number", "请选择要合并到的主单，或填写它的编号。"
        self.ctx.tasks.run_read(lambda queries: queries.ticket_numbered(number), self._found, owner=self)
        return "number", "正在查找这个编号…"

    def say_problem(self, field: str, sentence: str) -> None:
        """What is wrong with the lead stands beside its number."""
        super().say_problem("number" if field == "lead" else field, sentence)

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._lead, number = item.data(Qt.ItemDataRole.UserRole)
            self.form.number.setText(number)

    def _forget(self) -> None:
        self._lead = None

    def _found(self, view: TicketView | None) -> None:
        if view is None:
            self.fields.problem("number", "没有这个编号的工单，请核对。")
            return
        self._lead = view.ticket.id
        self.save()
