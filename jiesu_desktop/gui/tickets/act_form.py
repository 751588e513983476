"""Builds the fields of an act's form from what is asked, so that no act needs a form drawn for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QDateTimeEdit,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from jiesu_desktop.gui.tickets.act_asks import Ask, Kind
from jiesu_desktop.gui.tickets.form_fields import Fields, MaybeMoment
from jiesu_desktop.gui.widgets.parts import label

OCCURRED = Ask(name="occurredAt", caption="发生时间", kind=Kind.MOMENT)
TO_SECONDS, TO_MINUTES = "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm"


def build(form: object, grid: QGridLayout, asks: Iterable[Ask], codes: Sequence[str] | None = None) -> None:
    """One row for each field: its caption, its widget, the line for what is wrong with it.

    They are set on ``form`` as a Designer form would: ``reason``, ``reasonCaption``, ``reasonError``; radio buttons as
    ``outcome_0`` …, the box and the moment of a MAYBE_MOMENT as ``promise.on`` and ``promise.edit``.

    Args:
        codes: the kinds of reason; a CODE field is left out where there are none. None: they come later.
    """
    row = grid.rowCount()
    for ask in asks:
        if ask.kind is Kind.CODE and codes is not None and not codes:
            continue
        widget = _MAKERS[ask.kind](form, ask)
        if ask.kind is Kind.CODE and codes:
            choose_from(widget, codes)
        caption, error = label(ask.caption, "muted"), label("", "error", wrap=True)
        for name, part in ((ask.name, widget), (ask.name + "Caption", caption), (ask.name + "Error", error)):
            part.setObjectName(name)
            setattr(form, name, part)
        top = ask.kind in (Kind.TEXT, Kind.LIST)
        grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(widget, row, 1)
        grid.addWidget(error, row + 1, 1)
        row += 2


def choose_from(combo: QComboBox, words: Iterable[str]) -> None:
    """Put words to choose from into a box, none of which is chosen yet: the first arrow takes the first."""
    with QSignalBlocker(combo):
        combo.addItems(list(words))
        combo.setCurrentIndex(-1)


def offer(combo: QComboBox, names: Iterable[str]) -> None:
    """Put names to choose from into an editable box, leaving what stands in it; any part of a name finds it."""
    typed = combo.currentText()
    with QSignalBlocker(combo):  # nobody typed: it is nothing to keep as a draft
        combo.clear()
        combo.addItems(list(dict.fromkeys(names)))
        combo.setCurrentIndex(-1)
        combo.setEditText(typed)


def _line(form: object, ask: Ask) -> QLineEdit:
    field = QLineEdit()
    field.setPlaceholderText(ask.hint)
    return field


def _text(form: object, ask: Ask) -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setPlaceholderText(ask.hint)
    field.setTabChangesFocus(True)
    field.setFixedHeight(_height(field, ask.rows))
    return field


def _list(form: object, ask: Ask) -> QListWidget:
    field = QListWidget()
    field.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    field.setFixedHeight(_height(field, ask.rows))
    return field


def _height(field: QWidget, rows: int) -> int:
    return rows * (field.fontMetrics().lineSpacing() + 3) + 16


def _moment(display: str) -> QDateTimeEdit:
    field = QDateTimeEdit()
    field.setDisplayFormat(display)
    return field


def _maybe(form: object, ask: Ask) -> MaybeMoment:
    return MaybeMoment(ask.hint, TO_MINUTES)


def _choice(form: object, ask: Ask) -> QWidget:
    field = QWidget()
    line = QHBoxLayout(field)
    line.setContentsMargins(0, 0, 0, 0)
    for place, (value, words) in enumerate(ask.options):
        radio = QRadioButton(words)
        radio.setProperty("value", value)
        radio.setObjectName(f"{ask.name}_{place}")
        setattr(form, f"{ask.name}_{place}", radio)
        line.addWidget(radio)
    line.addStretch(1)
    return field


def _code(form: object, ask: Ask) -> QComboBox:
    field = QComboBox()
    field.setPlaceholderText("选择类别")
    return field


def _names(form: object, ask: Ask) -> QComboBox:
    field = QComboBox()
    field.setEditable(True)
    field.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    completer = field.completer()
    if completer is not None:
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    editor = field.lineEdit()
    if editor is not None:
        editor.setPlaceholderText(ask.hint)
    return field


_MAKERS: dict[Kind, Callable[[object, Ask], Any]] = {
    Kind.LINE: _line,
    Kind.TEXT: _text,
    Kind.LIST: _list,
    Kind.MOMENT: lambda form, ask: _moment(TO_SECONDS if ask.name == "occurredAt" else TO_MINUTES),
    Kind.MAYBE_MOMENT: _maybe,
    Kind.CHOICE: _choice,
    Kind.CODE: _code,
    Kind.UNIT: _names,
    Kind.SECTION: _names,
    Kind.DIRECTORY: _names,
}


def missing(asks: Iterable[Ask], fields: Fields) -> tuple[str, str] | None:
    """The first field that may not stay empty and is, or a section that is none of ours, with what to say of it."""
    for ask in asks:
        if ask.name not in fields.widgets or ask.name in fields.off:
            continue
        value, box = fields.value(ask.name), fields.widgets[ask.name]
        if ask.needed and value in ("", None):
            return ask.name, f"请{'选择' if ask.kind is Kind.CHOICE else '填写'}{ask.caption}。"
        if ask.unless and not value and not fields.value(ask.unless):
            return ask.name, f"请填写{ask.caption}{'，或选择类别' if ask.unless in fields.widgets else ''}。"
        known = isinstance(box, QComboBox) and ask.kind is Kind.SECTION and box.count()
        if known and isinstance(box, QComboBox) and box.findText(value) < 0:
            return ask.name, f"内设科室里没有“{value}”，请从列表中选择。"
    return None
