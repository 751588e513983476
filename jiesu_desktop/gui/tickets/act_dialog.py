"""The dialog of an act: a form whose fields carry the names of :class:`Details`, its draft, its files, its saving."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import datetime
from typing import Any, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDateTimeEdit, QDialog, QLabel, QPushButton, QWidget

from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.tickets import Act, Attachment, Basis, Details, Level, Outcome
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.act_form import OCCURRED
from jiesu_desktop.gui.tickets.attachment_field import AttachmentField
from jiesu_desktop.gui.tickets.changes_since import ChangesSince, by_others, differences
from jiesu_desktop.gui.tickets.form_fields import Fields, first_of, into_edit
from jiesu_desktop.gui.tickets.load_order import load_order
from jiesu_desktop.gui.tickets.order_view import OrderView
from jiesu_desktop.gui.tickets.text_blocks import TextBlocks, values_of
from jiesu_desktop.gui.wording import category_path, headline
from jiesu_desktop.services.acts import perform
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.errors import Stale
from jiesu_desktop.storage.records import Draft
from jiesu_desktop.storage.unit_of_work import UnitOfWork

DRAFT_MS = 700
_KNOWN = frozenset(field.name for field in fields(Details))
_ENUMS: dict[str, type] = {"level": Level, "basis": Basis, "outcome": Outcome}
_FILES = "attachments"


class ActDialog(QDialog):
    """One act on one order.

    Attributes:
        takes_files: whether files may come with it.
        act: what will be recorded. view: the order as it was when the dialog opened, or as others' changes were last shown.
        fields: the form's fields; those named like a field of ``Details`` fill it.
        attachments: the files to go with it, None where none may.

    Signals:
        saved(object): the act was recorded; its ``Changes``.
    """

    saved = Signal(object)
    takes_files = False

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
        self.lay_out()
        self.setWindowTitle(act.label)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self._asked_at = ctx.time.now()
        self.fields = Fields(self.form, self)
        self.headline: QLabel = self.form.headline
        self.headline.setText(f"{act.label}　{headline(view.ticket.title, view.ticket.place)}")
        self.form.facts.setText(self._facts())
        self.save_button: QPushButton = self.form.save
        self._seen = max((event.id for event in view.events), default=0)
        self._kept: tuple[Attachment, ...] = ()
        self._moment_touched = False
        self._draft = QTimer(self, singleShot=True, interval=DRAFT_MS)
        self._draft.timeout.connect(self._keep_draft)
        self.attachments = AttachmentField(ctx) if self.takes_files else None
        self.prepare()
        self._finish_set_up()

    # ---- what an act's own dialog adds -------------------------------------------------------------------------

    def lay_out(self) -> None:
        """Put fields into the form that were not drawn."""

    def prepare(self) -> None:
        """Fill in what can be known beforehand."""

    def check(self) -> tuple[str, str] | None:
        """A field and what is wrong with it, before the rules are asked; None when nothing is."""
        return None

    def details(self) -> Details:
        """What the form says."""
        values: dict[str, Any] = {}
        for name in self.fields.widgets:
            value = self.fields.value(name)
            if name not in _KNOWN or value is None or value == "":
                continue
            values[name] = _ENUMS[name](value) if name in _ENUMS else value
        return Details(**values)

    def recorded(self, changes: Changes) -> None:
        """The act is in the database: say so and close."""
        self.saved.emit(changes)
        self.accept()

    # ---- common to all -----------------------------------------------------------------------------------------

    def _finish_set_up(self) -> None:
        occurred = self.fields.widgets.get(_AT)
        if isinstance(occurred, QDateTimeEdit):
            into_edit(occurred, self._asked_at)
            occurred.setToolTip("默认就是现在；补录时改成实际发生的时间")
            occurred.dateTimeChanged.connect(self._touch_moment)
        self.form.actError.hide()
        self.form.cancel.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.save)
        self.changes = ChangesSince(self)
        self.form.body.insertWidget(self.form.body.indexOf(self.form.actError) + 1, self.changes)
        if self.attachments is not None:
            self.place_files(self.attachments)
            self.attachments.accept_from(self)
            self.attachments.changed.connect(self._draft.start)
        self.text_blocks = TextBlocks(self.ctx, self, lambda: values_of(self.ctx, self.view))
        self.fields.watch(self._draft.start)
        self._load_draft()
        self._focus_first()

    def place_files(self, field: AttachmentField) -> None:
        """Above the buttons, and the room that stretches."""
        self.form.body.insertWidget(self.form.body.count() - 2, field)

    def _focus_first(self) -> None:
        texts = [name for name in self.fields.widgets if name != _AT and name not in self.fields.off]
        blank = [name for name in texts if self.fields.value(name) in ("", None)]
        for name in blank or texts[-1:]:
            first_of(self.fields.widgets[name]).setFocus()
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
        return cast("datetime", self.fields.value(_AT)) if self._moment_touched else None

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
        self._draft.stop()
        if self.attachments is None:
            self._write(())
        else:
            self.attachments.keep(self._write, self._not_kept)

    def _write(self, kept: tuple[Attachment, ...]) -> None:
        self._kept = kept
        record, who, ticket_id, name = self.record(), self.ctx.who.name, self.view.ticket.id, self.draft_name

        def write(uow: UnitOfWork) -> Changes:
            changes = record(uow)
            uow.desk.drop_draft(who, name, ticket_id)
            return changes

        self.ctx.tasks.run_write(write, self._done, self._refused, owner=self)

    def _not_kept(self, sentence: str, error: Exception) -> None:
        """The files could not be kept, which stands beside them; the act waits."""
        self.save_button.setEnabled(True)
        self._draft.start()

    def record(self) -> Callable[[UnitOfWork], Changes]:
        """What the write worker is to do, with what the form says now, on the order as it was before the operator's eyes."""
        details, occurred_at = replace(self.details(), attachments=self._kept), self.occurred_at
        ctx, act, ticket = self.ctx, self.act, self.view.ticket
        return lambda uow: perform(
            uow,
            ctx.time,
            ctx.who,
            ticket.id,
            act,
            details,
            occurred_at=occurred_at,
            expected_version=ticket.version,
        )

    def _done(self, changes: Changes) -> None:
        self.save_button.setEnabled(True)
        self.changes.hide()
        if self.attachments is not None:
            self.attachments.clear()
        self._draft.stop()  # an emptied list of files is nothing to keep
        self.recorded(changes)

    def _refused(self, sentence: str, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self._draft.start()  # what was refused is still unsaved
        if isinstance(error, Stale):
            self._look_again()
            return
        field = error.field if isinstance(error, Refused) else ""
        self.say_problem(_AT if field == "occurred_at" else field, sentence)

    def say_problem(self, field: str, sentence: str) -> None:
        """Say it beside its field, or above the form when it is about the act as a whole."""
        if not self.fields.problem(field, sentence):
            self.form.actError.setText(sentence)
            self.form.actError.show()
        self.fit()

    def done(self, result: int) -> None:
        """Leaving without saving keeps what was typed."""
        if self._draft.isActive():
            self._draft.stop()
            self._keep_draft()
        super().done(result)

    # ---- another person's change -------------------------------------------------------------------------------

    def _look_again(self) -> None:
        ticket_id, now = self.view.ticket.id, self.ctx.time.now()
        self.ctx.tasks.run_read(lambda queries: load_order(queries, ticket_id, now), self._met, owner=self)

    def _met(self, view: OrderView) -> None:
        """The order is another than was shown: what others did is shown before anything is recorded over it."""
        news = by_others(view, self._seen, self.ctx.who)
        self.view, self._seen = view, max(event.id for event in view.events)
        if not news:  # only what this desk did itself, or what an order it is merged under brought
            self.save()
            return
        captions = {name: words for name, words in self.fields.captions.items() if name in _KNOWN}
        differing = differences(news, self.act, self.details(), captions, self.fields.words_of)
        self.changes.tell(view, self.act, news, differing)
        self.form.facts.setText(self._facts())
        self.fit()

    def fit(self) -> None:
        """Make room for what is shown now."""

    # ---- drafts ------------------------------------------------------------------------------------------------

    @property
    def draft_name(self) -> str:
        """The form's name among the drafts."""
        return f"act:{self.act.value}"

    def draft_data(self) -> dict[str, Any]:
        """What is worth keeping of the form; of the moment only one that was typed."""
        data = self.fields.draft()
        if not self._moment_touched:
            data.pop(_AT, None)
        if self.attachments is not None and (files := self.attachments.draft()):
            data[_FILES] = files
        return data

    def fill_draft(self, data: Mapping[str, Any]) -> None:
        """Put back what was kept."""
        self.fields.fill_draft(data)
        if self.attachments is not None and data.get(_FILES):
            self.attachments.fill(data[_FILES])

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


_AT = OCCURRED.name
