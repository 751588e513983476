"""Every field of a version of the limits, laid out to be read from top to bottom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from jiesu_desktop.domain.policy_checks import PLACES
from jiesu_desktop.gui.settings.policy_field_widgets import Field, field_widget
from jiesu_desktop.gui.settings.policy_fields import (
    NAME,
    PolicyField,
    limit_fields,
    other_fields,
    repeat_fields,
    stage_fields,
    text_of,
)
from jiesu_desktop.gui.widgets.flow_layout import FlowLayout
from jiesu_desktop.gui.widgets.parts import label

if TYPE_CHECKING:
    from jiesu_desktop.gui.context import Desk

_LIMITS = "写作 30分钟、1.5小时、7天；预警点是到时前多久提醒，由长到短，用、分开；空着为没有。"
_STAGES = (
    "优先级 1 单独播报，不能没有语音；每次提醒都记录。用语可含 "
    + " ".join(f"{{{name}}}" for name in sorted(PLACES))
    + "；不得含来电人姓名和电话。"
)


class PolicyForm(QScrollArea):
    """The fields.

    Attributes:
        fields: by their place in the data.

    Signals:
        edited(): the operator changed one.
    """

    edited = Signal()

    def __init__(self, ctx: Desk, data: Mapping[str, Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx, self._data = ctx, data
        self.fields: dict[PolicyField, Field] = {}
        body = QFrame()
        body.setProperty("role", "panel")
        self._box = QVBoxLayout(body)
        self._box.setSpacing(10)
        self._box.addLayout(self._pairs([NAME]))
        self._part("时限", _LIMITS)
        self._box.addLayout(self._limits())
        self._part("超期后重复", "写作 每2分钟持续30分钟；每15分钟")
        self._box.addLayout(self._pairs(repeat_fields()))
        self._part("提醒阶段", _STAGES)
        self._box.addLayout(self._stages())
        for title, fields in other_fields():
            self._part(title)
            self._box.addLayout(self._pairs(fields))
        self._box.addStretch(1)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(body)

    @property
    def texts(self) -> dict[PolicyField, str]:
        """What stands in every field."""
        return {field: widget.text for field, widget in self.fields.items()}

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """Put what was typed earlier, by each field's full name, back into the fields there are."""
        for field, widget in self.fields.items():
            if field.where in texts:
                widget.set_text(texts[field.where])

    def say(self, problems: Mapping[PolicyField, str]) -> None:
        """Each problem beside its field."""
        for field, widget in self.fields.items():
            widget.say(problems.get(field, ""))

    def go_to_wrong(self) -> None:
        """The keyboard to the first field that is wrong."""
        wrong = next((one for one in self.fields.values() if not one.problem.isHidden()), None)
        if wrong is not None:
            wrong.editor.setFocus()
            self.ensureWidgetVisible(wrong)

    def _part(self, title: str, words: str = "") -> None:
        self._box.addWidget(label(title, "heading"))
        if words:
            self._box.addWidget(label(words, "muted", wrap=True))

    def _limits(self) -> QGridLayout:
        grid = self._grid()
        rows = limit_fields()
        for column, field in enumerate(rows[0][1], 1):
            grid.addWidget(label(field.label, "muted"), 0, column)
            grid.setColumnStretch(column, 2 if column < 3 else 3)
        for row, (clock, fields) in enumerate(rows, 1):
            grid.addWidget(_beside(clock), row, 0, Qt.AlignmentFlag.AlignTop)
            for column, field in enumerate(fields, 1):
                grid.addWidget(self._field(field), row, column, Qt.AlignmentFlag.AlignTop)
        return grid

    def _stages(self) -> QGridLayout:
        """What each stage says, and under it how urgently and by which means: beside each other where there is room."""
        grid = self._grid()
        grid.setColumnStretch(1, 1)
        for place, (stage, fields) in enumerate(stage_fields()):
            named = {field.path[-1]: field for field in fields}
            means = FlowLayout(spacing=10)
            for text, name in (("优先级", "priority"), ("白天", "channels"), ("夜间", "night")):
                means.addWidget(self._named(text, named[name]))
            grid.addWidget(_beside(stage), 2 * place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._field(named["wording"]), 2 * place, 1)
            grid.addLayout(means, 2 * place + 1, 1)
        return grid

    def _named(self, text: str, field: PolicyField) -> QWidget:
        """A field with its name before it, which stay together."""
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(_beside(text), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._field(field), 0, Qt.AlignmentFlag.AlignTop)
        return pair

    def _pairs(self, fields: Sequence[PolicyField]) -> QGridLayout:
        grid = self._grid()
        grid.setColumnStretch(1, 1)
        for row, field in enumerate(fields):
            name = _beside(field.label)
            name.setWordWrap(True)
            name.setMaximumWidth(self._ctx.theme.px(150))
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._field(field), row, 1)
        return grid

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, self._ctx.theme.px(112))
        return grid

    def _field(self, field: PolicyField) -> Field:
        made = self.fields[field] = field_widget(field)
        made.set_text(text_of(field, self._data))
        made.edited.connect(self.edited)
        return made


def _beside(text: str) -> QLabel:
    """A name as high as the text of the line beside it."""
    made = label(text)
    made.setContentsMargins(0, 6, 0, 0)
    return made
