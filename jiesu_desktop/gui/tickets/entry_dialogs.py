"""A new order by hand (N), or from pasted text (V) that is then looked over in the same form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDateTimeEdit, QDialog, QWidget

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.states import Refused
from jiesu_desktop.domain.tickets import Channel, Level, UpstreamRow
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.form_draft import RESTORED, FormDraft
from jiesu_desktop.gui.forms.ui_order_entry import Ui_OrderEntry
from jiesu_desktop.gui.forms.ui_paste_form import Ui_PasteForm
from jiesu_desktop.gui.tickets.form_fields import Fields, into_edit, read_moment
from jiesu_desktop.gui.tickets.text_blocks import TextBlocks
from jiesu_desktop.services import drafts, entry
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.unit_of_work import UnitOfWork

_TEXTS = ("number", "title", "content", "category", "caller", "phone", "street", "community", "place")


class OrderEntryDialog(QDialog):
    """An order typed in.

    Signals:
        entered(int): its id.
    """

    entered = Signal(int)

    def __init__(self, ctx: Desk, parent: QWidget | None = None, *, row: UpstreamRow | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.row, self._pasted = row or UpstreamRow(), row is not None
        self.form = Ui_OrderEntry()
        self.form.setupUi(self)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.fields = Fields(self.form, self)
        self.form.headline.setText("新建工单" if row is None else "核对粘贴的工单")
        self.form.facts.setText("录入后立即计时；时间默认是现在，补录时改成实际获取的时间")
        self.form.actError.hide()
        self._opened_at = ctx.time.now()
        self._moment_touched = False
        self.draft = FormDraft(ctx, self, drafts.ENTRY, self._draft_data)
        self._fill()
        self.form.cancel.clicked.connect(self.reject)
        self.form.save.clicked.connect(self.save)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.save)
        self.fields.watch(self.draft.start)
        self.text_blocks = TextBlocks(ctx, self, self._words)
        if row is None:
            self.draft.bring_back(self._fill_draft)
        self.form.title.setFocus()

    def _fill(self) -> None:
        for name in _TEXTS:
            self.fields.fill(name, getattr(self.row, name))
        if self.row.upstream_due_at is not None:
            self.form.upstream_due_at.setText(beijing(self.row.upstream_due_at).strftime("%Y-%m-%d %H:%M"))
        self.fields.fill("channel", Channel.HOTLINE.value)
        self.fields.fill("level", Level.GENERAL.value)
        occurred: QDateTimeEdit = self.form.occurredAt
        into_edit(occurred, self._opened_at)
        occurred.dateTimeChanged.connect(self._touch_moment)

    def _touch_moment(self) -> None:
        self._moment_touched = True

    def _words(self) -> dict[str, str]:
        """What the placeholders of 常用语 stand for: what has been typed so far."""
        placeholders = {
            "number": "编号", "title": "标题", "place": "地点", "street": "街道", "category": "分类", "caller": "来电人",
        }  # fmt: skip
        return {words: self.fields.value(name) for name, words in placeholders.items()}

    def typed(self) -> UpstreamRow:
        """The order as the form says it, over what the paste brought.

        Raises:
            Refused: the upstream deadline is no time.
        """
        values = {name: self.fields.value(name) for name in _TEXTS}
        due = self.fields.value("upstream_due_at")
        return replace(self.row, **values, upstream_due_at=_moment(due) if due else None)

    def save(self) -> None:
        """Take the order in; what is wrong is said beside the field."""
        self.fields.clear_problems()
        self.form.actError.hide()
        try:
            row = self.typed()
        except Refused as refused:
            self.fields.problem(refused.field, refused.reason)
            return
        level, channel = Level(self.fields.value("level")), Channel(self.fields.value("channel"))
        obtained = self.fields.value("occurredAt") if self._moment_touched else None
        ctx = self.ctx
        forms = (drafts.ENTRY, drafts.PASTE) if self._pasted else (drafts.ENTRY,)

        def write(uow: UnitOfWork) -> Changes:
            chosen = level if level.is_urgent else None
            changes = entry.enter(
                uow, ctx.time, ctx.who, row, channel=channel, level=chosen, obtained_at=obtained
            )
            for form in forms:
                uow.desk.drop_draft(ctx.who.name, form, None)
            return changes

        self.draft.stop()
        self.form.save.setEnabled(False)
        ctx.tasks.run_write(write, self._done, self._refused, owner=self)

    def _done(self, changes: Changes) -> None:
        self.accept()
        for ticket_id in changes.tickets:
            self.entered.emit(ticket_id)

    def _refused(self, sentence: str, error: Exception) -> None:
        self.form.save.setEnabled(True)
        self.draft.start()  # what was refused is still unsaved
        field = error.field if isinstance(error, Refused) else ""
        if not self.fields.problem({"obtained_at": "occurredAt"}.get(field, field), sentence):
            self.form.actError.setText(sentence)
            self.form.actError.show()

    def _draft_data(self) -> dict[str, Any]:
        data = self.fields.draft()
        if not self._moment_touched:
            data.pop("occurredAt", None)
        return data

    def _fill_draft(self, data: Mapping[str, Any]) -> None:
        self.fields.fill_draft(data)
        self.form.hint.setText(RESTORED)


class PasteDialog(QDialog):
    """Text from the upstream platform; what it says is shown in the entry form before anything is saved.

    The clipboard goes before what was left here last time: who has just copied an order means that one. The text is kept
    until the order read from it is taken in.

    Args:
        resume: take up what was left, whatever the clipboard holds.

    Signals:
        read(object, bool): the :class:`UpstreamRow` found, and whether 紧急 was ticked.
    """

    read = Signal(object, bool)

    def __init__(self, ctx: Desk, parent: QWidget | None = None, *, resume: bool = False) -> None:
        super().__init__(parent)
        self.form = Ui_PasteForm()
        self.form.setupUi(self)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.fields = Fields(self.form, self)
        self.form.headline.setText("粘贴工单")
        self.form.facts.setText("程序会认出编号、标题、地点、电话等，再由您核对")
        self.form.actError.hide()
        self.form.hint.setText("Ctrl+Enter 识别　Esc 取消")
        copied = "" if resume else QGuiApplication.clipboard().text()
        self.form.source.setPlainText(copied)
        self.form.cancel.clicked.connect(self.reject)
        self.form.save.clicked.connect(self.take)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.take)
        self.text_blocks = TextBlocks(ctx, self)
        self.draft = FormDraft(ctx, self, drafts.PASTE, self.fields.draft)
        self.fields.watch(self.draft.start)
        if not copied.strip():
            self.draft.bring_back(self._fill_draft)
        self.form.source.setFocus()

    def _fill_draft(self, data: Mapping[str, Any]) -> None:
        self.fields.fill_draft(data)
        self.form.hint.setText("已恢复上次没保存的内容　Ctrl+Enter 识别　Esc 取消")

    def take(self) -> None:
        """Read the text and hand the order on."""
        self.fields.clear_problems()
        text = self.form.source.toPlainText().strip()
        if not text:
            self.fields.problem("source", "还没有文字：把工单原文粘贴进来。")
            return
        found = entry.parse_paste(text)
        self.draft.keep()
        self.accept()
        self.read.emit(found, self.form.urgent.isChecked())


def _moment(text: str) -> datetime:
    moment = read_moment(text)
    if moment is None:
        raise Refused("截止时间写成 2026-11-24 18:00 这样。", (), "upstream_due_at")
    return moment
