"""修改工单: what the order says, field by field; two people's changes are set side by side, never one over the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtWidgets import QWidget

from jiesu_desktop.domain.intake import shown
from jiesu_desktop.domain.tickets import Act, UpstreamRow
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.forms.ui_ticket_editor import Ui_TicketEditor
from jiesu_desktop.gui.tickets.act_dialog import ActDialog
from jiesu_desktop.gui.tickets.both_versions import BothVersions, Conflict
from jiesu_desktop.gui.tickets.form_fields import read_moment
from jiesu_desktop.gui.tickets.order_view import OrderView
from jiesu_desktop.gui.wording import FIELD_LABELS, masked, unmasked
from jiesu_desktop.services import tickets
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.errors import Stale
from jiesu_desktop.storage.records import StoredTicket
from jiesu_desktop.storage.unit_of_work import UnitOfWork

MOMENTS = frozenset({"upstream_due_at"})
MUST = {"title": "标题不能为空，写一句话说清什么事。"}


class TicketEditor(ActDialog):
    """Edits one order. Callers' numbers stay masked; what stands masked when it is saved is left as it was.

    Attributes:
        base: the order each field is compared with; version: the one that was before the operator's eyes.
    """

    def __init__(self, ctx: Desk, view: OrderView, parent: QWidget | None = None) -> None:
        self.base: dict[str, str] = {}
        self.original: StoredTicket = view.ticket
        self.version = view.ticket.version
        self._typed_over: dict[
            str, str
        ] = {}  # whole texts a change was begun on, for the numbers masked in them
        self.choice: BothVersions | None = None
        super().__init__(ctx, Act.EDIT, view, Ui_TicketEditor, parent)
        self.setWindowTitle("修改工单")

    def prepare(self) -> None:
        """Every field as it stands."""
        self.headline.setText(f"修改工单　{self.original.number or '（无编号）'}")
        self.form.facts.setText("改过的字段记入经过，再次导入也不会覆盖；来电号码保持遮盖，不动它就不会变")
        self.base = texts_of(self.original, self.fields.widgets)
        for name, text in self.base.items():
            self.fields.fill(name, text)

    def _focus_first(self) -> None:
        self.form.title.setFocus()

    def changed(self) -> dict[str, str]:
        """The fields whose text is not what it was, as they stand in the form."""
        values = {name: str(self.fields.value(name)) for name in self.base}
        return {name: text for name, text in values.items() if text != self.base[name].strip()}

    def check(self) -> tuple[str, str] | None:
        """A title is needed, and a deadline is a time; wrong ones are said before anything is sent."""
        for name, text in self.changed().items():
            if not text and name in MUST:
                return name, MUST[name]
            if name in MOMENTS and text and read_moment(text) is None:
                return name, "时间写成 2026-11-24 18:00 这样。"
        return None

    def record(self) -> Callable[[UnitOfWork], Changes]:
        """The edit, under the version that was read."""
        ctx, ticket_id, version, original = self.ctx, self.original.id, self.version, self.original
        values: dict[str, str | datetime | None] = {
            name: read_moment(text)
            if name in MOMENTS
            else unmasked(unmasked(text, getattr(original, name)), self._typed_over.get(name, ""))
            for name, text in self.changed().items()
        }
        return lambda uow: tickets.edit(uow, ctx.time, ctx.who, ticket_id, values, expected_version=version)

    def _refused(self, sentence: str, error: Exception) -> None:
        if isinstance(error, Stale) and isinstance(error.theirs, StoredTicket):
            self.save_button.setEnabled(True)
            self._draft.start()
            self.meet(error.theirs)
        else:
            super()._refused(sentence, error)

    def meet(self, theirs: StoredTicket) -> None:
        """Someone saved first: fields only one of us changed go together, the others are asked about."""
        now, mine = texts_of(theirs, self.fields.widgets), self.changed()
        conflicts = [
            Conflict(name, FIELD_LABELS[name], now[name], text)
            for name, text in mine.items()
            if now[name] != self.base[name] and now[name] != text
        ]
        if not conflicts:
            self._take_over(theirs, {})
            return
        self.choice = BothVersions(self.ctx, conflicts, self)
        self.choice.chosen.connect(lambda chosen: self._take_over(theirs, chosen))
        self.choice.open()

    def _take_over(self, theirs: StoredTicket, chosen: Mapping[str, str]) -> None:
        mine = {**self.changed(), **chosen}
        self._typed_over = {name: _text(self.original, name) for name in mine} | self._typed_over
        self.original, self.version = theirs, theirs.version
        self.base = texts_of(theirs, self.fields.widgets)
        for name, text in {**self.base, **mine}.items():
            self.fields.fill(name, text)
        self.save()

    # ---- draft -------------------------------------------------------------------------------------------------

    @property
    def draft_name(self) -> str:
        """The form's name among the drafts."""
        return "edit"

    def draft_data(self) -> dict[str, Any]:
        """What was changed, and from what: so that another person's change meanwhile is noticed."""
        mine = self.changed()
        base = {name: self._typed_over.get(name) or _text(self.original, name) for name in mine}
        return {"changed": mine, "base": base, "version": self.version}

    def fill_draft(self, data: Mapping[str, Any]) -> None:
        """Put the changed fields back, on the version they were typed over."""
        self.version = int(data.get("version", self.version))
        self._typed_over = {name: text for name, text in data.get("base", {}).items() if name in self.base}
        self.base |= {name: _masked(name, text) for name, text in self._typed_over.items()}
        self.fields.fill_draft(data.get("changed", {}))


def texts_of(ticket: UpstreamRow, names: Mapping[str, object]) -> dict[str, str]:
    """The fields as the form shows them: times to the minute in Beijing, numbers masked."""
    return {name: _masked(name, _text(ticket, name)) for name in names}


def _masked(name: str, text: str) -> str:
    return text[:16] if name in MOMENTS else masked(text)


def _text(ticket: UpstreamRow, name: str) -> str:
    return shown(getattr(ticket, name))
