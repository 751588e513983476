"""The dialog of an act: a form whose fields carry the names of :class:`Details`, its draft, its saving."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDateTimeEdit, QDialog, QLabel, QPushButton, QWidget

from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.tickets import Act, Basis, Details, Level, Outcome
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.form_fields import Fields, into_edit
from jiesu_desktop.gui.tickets.order_view import OrderView
from jiesu_desktop.gui.tickets.text_blocks import TextBlocks, values_of
from jiesu_desktop.gui.wording import category_path, headline
from jiesu_desktop.services.acts import perform
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.records import Draft
from jiesu_desktop.storage.unit_of_work import UnitOfWork

DRAFT_MS = 700
_KNOWN = frozenset(field.name for field in fields(Details))
_ENUMS: dict[str, type] = {"level": Level, "basis": Basis, "outcome": Outcome}


class ActDialog(QDialog):
    """One act on one order.

    Attributes:
        act: what will be recorded. view: the order as it was when the dialog opened.
        fields: the form's fields; those named like a field of ``Details`` fill it.

    Signals:
        saved(object): the act was recorded; its ``Changes``.
    """

    saved = Signal(object)

    def __init__(
        self,
        ctx: Desk,
        act: Act,
        view: OrderView,
        form_class: Callable[[], Any],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.ctx, self.act, self.view = ctx, act, view
        self.form = form_class()
        self.form.setupUi(self)
        self.setWindowTitle(act.label)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.fields = Fields(self.form, self)
        self.headline: QLabel = self.form.headline
        self.headline.setText(f"{act.label}　{headline(view.ticket.title, view.ticket.place)}")
        self.form.facts.setText(self._facts())
        self.save_button: QPushButton = self.form.save
        self._asked_at = ctx.time.now()
        self._moment_touched = False
        self._draft = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._draft.timeout.connect(self._keep_draft)
        self.prepare()
        self._finish_set_up()

    # ---- what an act's own dialog adds -------------------------------------------------------------------------

    def prepare(self) -> None:
        """Fill in what can be known beforehand."""

    def check(self) -> tuple[str, str] | None:
        """A field and what is wrong with it, before the rules are asked; None when nothing is."""
        return None

    def details(self) -> Details:
        """What the form says."""
        values: dict[str, Any] = {}
        for name in self.fields.widgets:
            if name not in _KNOWN:
                continue
            value = self.fields.value(name)
            if name in _ENUMS:
                value = _ENUMS[name](value) if value else None
            values[name] = value if value != "" else None
        return Details(**values)

    def recorded(self, changes: Changes) -> None:
        """The act is in the database: say so and close."""
        self.saved.emit(changes)
        self.accept()

    # ---- common to all -----------------------------------------------------------------------------------------

    def _finish_set_up(self) -> None:
        occurred = self.fields.widgets.get("occurredAt")
        if isinstance(occurred, QDateTimeEdit):
            into_edit(occurred, self._asked_at)
            occurred.setToolTip("默认就是现在；补录时改成实际发生的时间")
            occurred.dateTimeChanged.connect(self._touch_moment)
        self.form.actError.hide()
        self.form.cancel.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.save)
        self.text_blocks = TextBlocks(self.ctx, self, lambda: values_of(self.ctx, self.view))
        self.fields.watch(self._draft.start)
        self._load_draft()
        self._focus_first()

    def _focus_first(self) -> None:
        for name, widget in self.fields.widgets.items():
            if name != "occurredAt" and self.fields.value(name) in ("", None):
                radios = [
                    w for w in widget.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus
                ]
                (
                    radios[0] if radios and widget.focusPolicy() == Qt.FocusPolicy.NoFocus else widget
                ).setFocus()
                return

    def _facts(self) -> str:
        ticket = self.view.ticket
        parts = (ticket.number, self.view.summary.phase, category_path(ticket.category))
        return "　".join(part for part in parts if part)

    def _touch_moment(self) -> None:
        self._moment_touched = True

    @property
    def occurred_at(self) -> datetime | None:
        """The moment typed in; None means the moment it is saved."""
        return cast("datetime", self.fields.value("occurredAt")) if self._moment_touched else None

    def save(self) -> None:
        """Record the act; what the rules refuse is said beside the field."""
        if not self.save_button.isEnabled():
            return
        self.fields.clear_problems()
        self.form.actError.hide()
        if (problem := self.check()) is not None:
            self.say_problem(*problem)
            return
        self.save_button.setEnabled(False)
        record, who, ticket_id, name = self.record(), self.ctx.who.name, self.view.ticket.id, self.draft_name

        def write(uow: UnitOfWork) -> Changes:
            changes = record(uow)
            uow.desk.drop_draft(who, name, ticket_id)
            return changes

        self._draft.stop()
        self.ctx.tasks.run_write(write, self._done, self._refused, owner=self)

    def record(self) -> Callable[[UnitOfWork], Changes]:
        """What the write worker is to do, with what the form says now."""
        details, occurred_at = self.details(), self.occurred_at
        ctx, act, ticket_id = self.ctx, self.act, self.view.ticket.id
        return lambda uow: perform(uow, ctx.time, ctx.who, ticket_id, act, details, occurred_at=occurred_at)

    def _done(self, changes: Changes) -> None:
        self.save_button.setEnabled(True)
        self.recorded(changes)

    def _refused(self, sentence: str, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self._draft.start()  # what was refused is still unsaved
        field = error.field if isinstance(error, Refused) else ""
        self.say_problem(_AT if field == "occurred_at" else field, sentence)

    def say_problem(self, field: str, sentence: str) -> None:
        """Say it beside its field, or above the form when it is about the act as a whole."""
        if not self.fields.problem(field, sentence):
            self.form.actError.setText(sentence)
            self.form.actError.show()

    def done(self, result: int) -> None:
        """Leaving without saving keeps what was typed."""
        if self._draft.isActive():
            self._draft.stop()
            self._keep_draft()
        super().done(result)

    # ---- drafts ------------------------------------------------------------------------------------------------

    @property
    def draft_name(self) -> str:
        """The form's name among the drafts."""
        return f"act:{self.act.value}"

    def draft_data(self) -> dict[str, Any]:
        """What is worth keeping of the form; the moment is not."""
        data = self.fields.draft()
        data.pop("occurredAt", None)
        return data

    def fill_draft(self, data: Mapping[str, Any]) -> None:
        """Put back what was kept."""
        self.fields.fill_draft(data)

    def _keep_draft(self) -> None:
        draft = Draft(
            owner=self.ctx.who.name,
            form=self.draft_name,
            ticket_id=self.view.ticket.id,
            data=self.draft_data(),
            saved_at=self.ctx.time.now(),
        )

        def write(uow: UnitOfWork) -> Changes:
            uow.desk.save_draft(draft)
            return Changes()

        self.ctx.tasks.run_write(write)

    def _load_draft(self) -> None:
        owner, name, ticket_id = self.ctx.who.name, self.draft_name, self.view.ticket.id
        self.ctx.tasks.run_read(
            lambda queries: queries.desk.draft(owner, name, ticket_id), self._draft_found, owner=self
        )

    def _draft_found(self, draft: Draft | None) -> None:
        if draft is not None and not self._draft.isActive():
            self.fill_draft(draft.data)
            self._draft.stop()
            self.form.hint.setText("已恢复上次没保存的内容　Ctrl+Enter 保存　Esc 取消")


_AT = "occurredAt"
