"""A field of the limits' editor: a line, a choice or a row of ticks, and under it what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from jiesu_desktop.gui.settings.policy_fields import PolicyField, Shape
from jiesu_desktop.gui.widgets.calm_wheel import calm_wheel
from jiesu_desktop.gui.widgets.parts import label, set_tone


class Field(QWidget):
    """One value as text, whatever it is chosen with.

    Attributes:
        field: what it is. editor: what has the keyboard. problem: what is wrong, hidden while nothing is.

    Signals:
        edited(): the operator changed it.
    """

    edited = Signal()

    def __init__(self, field: PolicyField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.editor = self._make()
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addWidget(self.editor)
        box.addWidget(self.problem)

    def _make(self) -> QWidget:
        raise NotImplementedError

    @property
    def text(self) -> str:
        """The value, as :func:`policy_fields.edited` takes it."""
        raise NotImplementedError

    def set_text(self, text: str) -> None:
        """Show a value as :func:`policy_fields.text_of` tells it."""
        raise NotImplementedError

    def say(self, problem: str) -> None:
        """Show what is wrong, '' for nothing."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        set_tone(self.editor, "true" if problem else "", "invalid")


class LineField(Field):
    """A line to type in."""

    def _make(self) -> QWidget:
        self.line = QLineEdit()
        self.line.setAccessibleName(self.field.where)
        self.line.textEdited.connect(lambda _: self.edited.emit())
        return self.line

    @property
    def text(self) -> str:
        """See :class:`Field`."""
        return self.line.text()

    def set_text(self, text: str) -> None:
        """See :class:`Field`."""
        self.line.setText(text)
        self.line.setCursorPosition(0)


class ChoiceField(Field):
    """One of a few."""

    def _make(self) -> QWidget:
        self.box = QComboBox()
        self.box.setAccessibleName(self.field.where)
        calm_wheel(self.box)
        for value, words in self.field.choices:
            self.box.addItem(words, value)
        self.box.activated.connect(lambda _: self.edited.emit())
        return self.box

    @property
    def text(self) -> str:
        """See :class:`Field`."""
        return str(self.box.currentData())

    def set_text(self, text: str) -> None:
        """See :class:`Field`."""
        self.box.setCurrentIndex(max(0, self.box.findData(text)))


class TicksField(Field):
    """Any of a few."""

    def _make(self) -> QWidget:
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        self.ticks: dict[str, QCheckBox] = {}
        for _, words in self.field.choices:
            tick = self.ticks[words] = QCheckBox(words)
            tick.setAccessibleName(f"{self.field.where}·{words}")
            tick.clicked.connect(lambda _: self.edited.emit())
            row.addWidget(tick)
        row.addStretch(1)
        body.setFocusProxy(next(iter(self.ticks.values())))
        return body

    @property
    def text(self) -> str:
        """See :class:`Field`."""
        return "、".join(words for words, tick in self.ticks.items() if tick.isChecked())

    def set_text(self, text: str) -> None:
        """See :class:`Field`."""
        chosen = text.split("、")
        for words, tick in self.ticks.items():
            tick.setChecked(words in chosen)


def field_widget(field: PolicyField) -> Field:
    """What a field of that shape is edited with."""
    kinds: dict[Shape, type[Field]] = {Shape.CHOICE: ChoiceField, Shape.CHANNELS: TicksField}
    return kinds.get(field.shape, LineField)(field)
