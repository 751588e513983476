"""Beginning an act: at once where nothing needs saying, else in its dialog."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from jiesu_desktop.domain.states import hindrance
from jiesu_desktop.domain.tickets import Act, Details, Event, Outcome
from jiesu_desktop.gui.callbacks.callback_dialog import CallbackDialog
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.act_dialog import ActDialog
from jiesu_desktop.gui.tickets.act_dialogs import (
    CallDialog,
    CorrectDialog,
    FormDialog,
    UrgeDialog,
)
from jiesu_desktop.gui.tickets.act_order import in_order
from jiesu_desktop.gui.tickets.dispatch_dialog import DispatchDialog
from jiesu_desktop.gui.tickets.emergency_dialog import EmergencyDialog
from jiesu_desktop.gui.tickets.merge_dialog import MergeDialog
from jiesu_desktop.gui.tickets.order_view import OrderView, Person
from jiesu_desktop.gui.tickets.people_cards import call_of
from jiesu_desktop.gui.tickets.redispatch_dialog import RedispatchDialog
from jiesu_desktop.gui.tickets.ticket_editor import TicketEditor
from jiesu_desktop.services.acts import perform
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.services.tickets import phone_shown

AT_ONCE = frozenset({Act.SIGN, Act.JUDGE})
"""Acts that have nothing to say: one key and they are done."""
DIALOGS: dict[Act, type[ActDialog]] = {
    Act.REPORT: CallDialog,
    Act.CONFIRM: CallDialog,
    Act.URGE: UrgeDialog,
    Act.DISPATCH: DispatchDialog,
    Act.REDISPATCH: RedispatchDialog,
    Act.CALLBACK: CallbackDialog,
    Act.MERGE: MergeDialog,
}


class Acts(QObject):
    """Starts acts for a page.

    Attributes:
        busy: an act is on its way to the database; what is pressed meanwhile waits.
        dialog: the dialog open now, None when none is.

    Signals:
        refused(): an act sent at once was refused.
    """

    refused = Signal()

    def __init__(self, ctx: Desk, window: QWidget) -> None:
        super().__init__(window)
        self.ctx, self._window = ctx, window
        self.busy = False
        self.dialog: QDialog | None = None

    def begin(self, act: Act, view: OrderView) -> None:
        """Do it or open its dialog; an act that is not open now gets a sentence that says which are."""
        if act is Act.EDIT:
            self.edit(view)
        elif act not in view.open_acts:
            why = hindrance(view.summary, act, view.policy)
            acts = "、".join(a.label for a in in_order(view.open_acts)[:6])
            self.ctx.bridge.say(f"{why}可做：{acts}", "error")
        elif act in AT_ONCE:
            self._send(view, act, Details())
        else:
            kind = DIALOGS.get(act, FormDialog)
            self._open(kind(self.ctx, act, view, self._window))  # type: ignore[arg-type]

    def call(self, view: OrderView | None, person: Person, outcome: Outcome) -> None:
        """Record a call to this person under the act that waits for one."""
        act = call_of(view) if view is not None else None
        if view is None or act is None:
            return
        details = Details(contact=person.name, phone=person.phone, outcome=outcome)
        if act in (Act.CONFIRM, Act.URGE):
            details = replace(details, unit=view.rung or None)
        self._send(view, act, details)

    def edit(self, view: OrderView) -> None:
        """Open 修改工单: every order may be edited, whatever its state."""
        self._open(TicketEditor(self.ctx, view, self._window))

    def correct(self, view: OrderView | None, event: Event) -> None:
        """Ask why, then take an event back."""
        if view is not None:
            self._open(CorrectDialog(self.ctx, view, event, self._window))

    def emergency(self, view: OrderView) -> None:
        """Open 紧急处置 on this order."""
        if view.summary.level.is_urgent and view.summary.is_open:
            self._open(EmergencyDialog(self.ctx, view, self._window))
        else:
            self.ctx.bridge.say("这件不是紧急工单；先按 U 升级紧急", "info")

    def reveal(self, view: OrderView) -> None:
        """Show the caller's number for a while; that it was asked for goes on the timeline."""
        if not view.ticket.phone:
            self.ctx.bridge.say("来件没有留电话", "info")
            return
        phone = view.ticket.phone
        self.ctx.write(phone_shown, view.ticket.id).run(
            lambda _: self.ctx.bridge.say(f"来电人电话 {phone}（已留痕）", "reveal")
        )

    def view_changed(self, view: OrderView) -> None:
        """The order was read again: what waits may begin, and an open 紧急处置 follows."""
        self.busy = False
        if isinstance(self.dialog, EmergencyDialog) and self.dialog.view.ticket.id == view.ticket.id:
            self.dialog.show_view(view)

    def _send(self, view: OrderView, act: Act, details: Details) -> None:
        self.busy = True
        self.ctx.write(perform, view.ticket.id, act, details).run(None, self._failed)

    def _failed(self, sentence: str, error: Exception) -> None:
        self.busy = False
        self.ctx.bridge.say(sentence, "error")
        self.refused.emit()

    def _open(self, dialog: QDialog) -> None:
        if self.dialog is not None:  # an alert's 去处理 while a form is open: its draft is kept
            self.dialog.reject()
        self.dialog = dialog
        if isinstance(dialog, ActDialog):
            dialog.saved.connect(self._saved)
        dialog.finished.connect(partial(self._closed, dialog))
        dialog.open()

    def _saved(self, changes: Changes) -> None:
        self.busy = True

    def _closed(self, dialog: QDialog, _result: int) -> None:
        if self.dialog is dialog:
            self.dialog = None
        dialog.deleteLater()
