"""The dialogs of the directory: one unit, one person, one duty. Ctrl+Enter saves.

A save that finds somebody was quicker writes nothing: the dialog stays, shows both versions of what differs, and the
next save is made knowing theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from jiesu_desktop.domain.directory import Contact, Duty, Unit, UnitKind
from jiesu_desktop.gui.form_draft import FormDraft
from jiesu_desktop.gui.forms.ui_contact_editor import Ui_ContactEditor
from jiesu_desktop.gui.forms.ui_duty_editor import Ui_DutyEditor
from jiesu_desktop.gui.forms.ui_unit_editor import Ui_UnitEditor
from jiesu_desktop.gui.widgets.parts import set_tone
from jiesu_desktop.services import directory as service
from jiesu_desktop.services import drafts
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.storage.errors import Stale

if TYPE_CHECKING:
    from jiesu_desktop.gui.context import Desk

Record = TypeVar("Record", Unit, Contact, Duty)
_PHONE = re.compile(r"[0-9+*#()（）转\-\s,，、/]{3,}")
_BETWEEN = re.compile(r"[\s,，、;；]+")
FIELD_WORDS = {
    "name": "名称", "short": "简称", "kind": "类型", "phone24": "24 小时电话", "hours": "值班时间", "address": "地址",
    "note": "备注", "active": "启用", "post": "职务", "phone": "电话", "is_deputy": "副职", "order": "呼叫顺序",
    "text": "职责", "keywords": "关键词", "category": "问题分类",
}  # fmt: skip


class _Form(Protocol):
    """What the three forms have in common."""

    problem: QLabel
    conflict: QFrame
    conflictSentence: QLabel
    conflictTable: QTableWidget
    saveButton: QPushButton
    cancelButton: QPushButton


def words(value: Any) -> str:
    """A field of a record as a person reads it."""
    if isinstance(value, UnitKind):
        return value.label
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(value) if isinstance(value, tuple) else str(value)


def differences(mine: Any, theirs: Any) -> list[tuple[str, str, str]]:
    """(field, mine, theirs) of what differs, without ids and versions."""
    ours, others = asdict(mine), asdict(theirs)
    named = [name for name in ours if name in FIELD_WORDS and ours[name] != others[name]]
    return [(FIELD_WORDS[name], words(getattr(mine, name)), words(getattr(theirs, name))) for name in named]


class _Editor(QDialog):
    """Save, the stale save, what is wrong, and the draft, the same in every editor."""

    def __init__(self, ctx: Desk, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.saved: Changes | None = None

    def _join(self, form: _Form, kind: str, unit_id: int, record_id: int) -> None:
        self._form = form
        self.draft = FormDraft(
            self.ctx, self, f"{drafts.DIRECTORY}:{kind}:{unit_id}:{record_id}", self._typed
        )
        self._watch()
        self.draft.bring_back(self._resume)
        form.saveButton.clicked.connect(self.save)
        form.cancelButton.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.save)

    def save(self) -> None:
        """Check, then send; the dialog closes when it is written."""
        raise NotImplementedError

    def _watch(self) -> None:
        for field in self.findChildren(QLineEdit):
            field.textChanged.connect(lambda _: self.draft.start())
        for text in self.findChildren(QPlainTextEdit):
            text.textChanged.connect(self.draft.start)
        for box in self.findChildren(QComboBox):
            box.currentIndexChanged.connect(lambda _: self.draft.start())
        for tick in self.findChildren(QCheckBox):
            tick.toggled.connect(lambda _: self.draft.start())

    def _typed(self) -> dict[str, Any]:
        """The record's fields as plain JSON."""
        return {name: value for name, value in asdict(self.value()).items() if name in FIELD_WORDS}

    def _resume(self, data: Mapping[str, Any]) -> None:
        known = {name: data[name] for name in self._typed() if name in data}
        self._show({name: tuple(v) if isinstance(v, list) else v for name, v in known.items()})
        self._say("已恢复上次没保存的内容", "muted")

    def _say(self, words: str, tone: str) -> None:
        self._form.problem.setText(words)
        set_tone(self._form.problem, tone)

    def _send(self, call: Callable[..., Changes], record: Record, version: int | None) -> None:
        self._form.saveButton.setEnabled(False)
        self._say("正在保存…", "muted")
        self.ctx.write(call, record, expected_version=version).run(self._done, self._failed)

    def _done(self, changes: Changes) -> None:
        self.saved = changes
        self.draft.drop()
        self.accept()

    def _failed(self, sentence: str, error: Exception) -> None:
        self._form.saveButton.setEnabled(True)
        self.draft.start()  # what was refused is still unsaved
        self._say("" if isinstance(error, Stale) else sentence, "error")
        if isinstance(error, Stale):
            self._show_conflict(error)

    def _show_conflict(self, error: Stale) -> None:
        self._know(error.found)
        rows = differences(self.value(), error.theirs) if error.theirs is not None else []
        self._form.conflictSentence.setText(
            "您打开之后别人改过这条记录，您的修改还没有保存。核对下面的不同，再按保存就以您的为准；按取消则保留现在的。"
            + ("" if rows else "（两边内容相同）")
        )
        table = self._form.conflictTable
        table.setVisible(bool(rows))
        table.setColumnCount(3)
        table.setHorizontalHeaderLabels(["", "您的", "现在的"])
        table.setRowCount(len(rows))
        for place, row in enumerate(rows):
            for column, text in enumerate(row):
                table.setItem(place, column, QTableWidgetItem(text))
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.setMinimumHeight(min(40 + 32 * len(rows), 200))
        self._form.conflict.show()
        self.adjustSize()

    def value(self) -> Any:
        """The record as typed."""
        raise NotImplementedError

    def _show(self, changed: Mapping[str, Any]) -> None:
        """Put the record into the form, but for these fields of it."""
        raise NotImplementedError

    def _know(self, version: int) -> None:
        raise NotImplementedError

    @staticmethod
    def _complain(label: QLabel, field: QWidget, problem: str) -> bool:
        label.setText(problem)
        label.setVisible(bool(problem))
        field.setProperty("invalid", "true" if problem else "false")
        field.style().unpolish(field)
        field.style().polish(field)
        if problem:
            field.setFocus()
        return bool(problem)


def _phone_problem(text: str) -> str:
    return "" if not text or _PHONE.fullmatch(text) else "电话只能有数字、+、-、括号和“转”"


class UnitDialog(_Editor):
    """One unit; ``taken`` are the names of the others."""

    def __init__(
        self, ctx: Desk, unit: Unit | None = None, taken: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(ctx, parent)
        self.unit, self.taken = unit or Unit(), frozenset(taken)
        self.form = Ui_UnitEditor()
        self.form.setupUi(self)
        for kind in UnitKind:
            self.form.kind.addItem(kind.label, kind.value)
        self._show({})
        self.setWindowTitle(f"编辑单位 · {self.unit.name}" if unit else "新单位")
        self._join(self.form, "unit", self.unit.id, self.unit.id)

    def _show(self, changed: Mapping[str, Any]) -> None:
        unit = replace(self.unit, **changed)
        for name in ("name", "short", "phone24", "hours", "address"):
            getattr(self.form, name).setText(getattr(unit, name))
        self.form.kind.setCurrentIndex(self.form.kind.findData(UnitKind(unit.kind).value))
        self.form.note.setPlainText(unit.note)
        self.form.active.setChecked(unit.active)

    def value(self) -> Unit:
        """The unit as typed."""
        form = self.form
        return replace(
            self.unit,
            name=form.name.text().strip(),
            short=form.short.text().strip(),
            kind=UnitKind(form.kind.currentData()),
            phone24=form.phone24.text().strip(),
            hours=form.hours.text().strip(),
            address=form.address.text().strip(),
            note=form.note.toPlainText().strip(),
            active=form.active.isChecked(),
        )

    def save(self) -> None:
        """Check and send."""
        unit = self.value()
        problem = "请填写单位名称" if not unit.name else ""
        if unit.name in self.taken:
            problem = "已有同名单位"
        wrong = self._complain(self.form.phone24Problem, self.form.phone24, _phone_problem(unit.phone24))
        if not (self._complain(self.form.nameProblem, self.form.name, problem) or wrong):
            self._send(service.save_unit, unit, self.unit.version if self.unit.id else None)

    def _know(self, version: int) -> None:
        self.unit = replace(self.unit, version=version)


class ContactDialog(_Editor):
    """One person at a unit."""

    def __init__(self, ctx: Desk, contact: Contact, unit_name: str, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.contact = contact
        self.form = Ui_ContactEditor()
        self.form.setupUi(self)
        self._show({})
        self.setWindowTitle(f"{'编辑' if contact.id else '添加'}联系人 · {unit_name}")
        self._join(self.form, "contact", contact.unit_id, contact.id)

    def _show(self, changed: Mapping[str, Any]) -> None:
        contact = replace(self.contact, **changed)
        for name in ("name", "post", "phone", "note"):
            getattr(self.form, name).setText(getattr(contact, name))
        self.form.order.setValue(contact.order)
        self.form.is_deputy.setChecked(contact.is_deputy)

    def value(self) -> Contact:
        """The person as typed."""
        form = self.form
        return replace(
            self.contact,
            name=form.name.text().strip(),
            post=form.post.text().strip(),
            phone=form.phone.text().strip(),
            order=form.order.value(),
            is_deputy=form.is_deputy.isChecked(),
            note=form.note.text().strip(),
        )

    def save(self) -> None:
        """Check and send."""
        person = self.value()
        wrong = self._complain(self.form.phoneProblem, self.form.phone, _phone_problem(person.phone))
        problem = "" if person.name else "请填写姓名（可以只写姓，如“王科长”）"
        if not (self._complain(self.form.nameProblem, self.form.name, problem) or wrong):
            self._send(service.save_contact, person, self.contact.version if self.contact.id else None)

    def _know(self, version: int) -> None:
        self.contact = replace(self.contact, version=version)


class DutyDialog(_Editor):
    """One thing a unit answers for."""

    def __init__(self, ctx: Desk, duty: Duty, unit_name: str, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self.duty = duty
        self.form = Ui_DutyEditor()
        self.form.setupUi(self)
        self._show({})
        self.setWindowTitle(f"{'编辑' if duty.id else '添加'}职责 · {unit_name}")
        self._join(self.form, "duty", duty.unit_id, duty.id)

    def _show(self, changed: Mapping[str, Any]) -> None:
        duty = replace(self.duty, **changed)
        self.form.text.setPlainText(duty.text)
        self.form.keywords.setText("、".join(duty.keywords))
        self.form.category.setText(duty.category)

    def value(self) -> Duty:
        """The duty as typed."""
        typed = (word for word in _BETWEEN.split(self.form.keywords.text()) if word)
        return replace(
            self.duty,
            text=" ".join(self.form.text.toPlainText().split()),
            keywords=tuple(dict.fromkeys(typed)),
            category=self.form.category.text().strip(),
        )

    def save(self) -> None:
        """Check and send."""
        duty = self.value()
        problem = "" if duty.text else "请写清负责什么"
        if not self._complain(self.form.textProblem, self.form.text, problem):
            self._send(service.save_duty, duty, self.duty.version if self.duty.id else None)

    def _know(self, version: int) -> None:
        self.duty = replace(self.duty, version=version)
