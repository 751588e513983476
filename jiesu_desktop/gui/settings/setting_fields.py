"""Fields for declared settings: what is typed or moved is judged by the declaration, and refused beside the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSlider, QVBoxLayout, QWidget

from jiesu_desktop.gui.widgets.calm_wheel import calm_wheel
from jiesu_desktop.gui.widgets.parts import label, set_tone
from jiesu_desktop.services import settings as service
from jiesu_desktop.settings import Setting

if TYPE_CHECKING:
    from jiesu_desktop.gui.context import Desk

SETTLE_MS = 300
"""After the last move or key before a value is kept."""


class SettingField(QWidget):
    """One setting. It keeps what is chosen, once the declaration takes it.

    Attributes:
        setting: the declaration. row: where its parts stand. problem: what is wrong, under them.

    Signals:
        kept(object): a value was saved.
    """

    kept = Signal(object)

    def __init__(self, ctx: Desk, setting: Setting[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx, self.setting = ctx, setting
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        box.addLayout(self.row)
        box.addWidget(self.problem)

    @property
    def value(self) -> Any:
        """What it shows."""
        raise NotImplementedError

    def show_value(self, value: Any) -> None:
        """Show what holds, unless somebody is at it."""
        raise NotImplementedError

    def set_open(self, is_open: bool) -> None:
        """Whether it can be changed; else it only shows what holds."""
        raise NotImplementedError

    def read(self) -> None:
        """Ask what holds, and show it."""
        who, setting = self.ctx.who, self.setting
        self.ctx.tasks.run_read(
            lambda queries: service.value_of(queries, setting, who),
            self.show_value,
            key=f"setting {setting.key}",
            owner=self,
        )

    def keep(self, value: Any) -> None:
        """Save a value; one that is refused is said here."""
        self.say(problem := self.setting.problem(value))
        if problem:
            return
        self.ctx.write(service.put, self.setting.key, value).run(
            lambda _: self.kept.emit(value), lambda said, _: self.say(said)
        )

    def say(self, problem: str) -> None:
        """Show what is wrong, '' for nothing."""
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))


class NumberField(SettingField):
    """A number between its bounds, moved or typed."""

    def __init__(self, ctx: Desk, setting: Setting[int], parent: QWidget | None = None) -> None:
        super().__init__(ctx, setting, parent)
        self.slider, self.line = QSlider(Qt.Orientation.Horizontal), QLineEdit()
        self.slider.setRange(int(setting.low or 0), int(setting.high or 100))
        self.slider.setPageStep(10)
        calm_wheel(self.slider)
        self.slider.setFixedWidth(ctx.theme.px(240))
        self.line.setFixedWidth(ctx.theme.px(58))
        for part in (self.slider, self.line):
            part.setAccessibleName(setting.label)
            self.row.addWidget(part)
        if setting.unit:
            self.row.addWidget(label(setting.unit, "muted"))
        self._settled = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settled.timeout.connect(self._keep_typed)
        self.slider.valueChanged.connect(self._moved)
        self.line.textEdited.connect(self._typed)
        self.show_value(setting.default)

    @property
    def value(self) -> int:
        """The last number that was one."""
        return self.slider.value()

    def show_value(self, value: int) -> None:
        """See :meth:`SettingField.show_value`."""
        if self._settled.isActive() or not self.problem.isHidden():
            return
        self.slider.blockSignals(True)
        self.slider.setValue(value)
        self.slider.blockSignals(False)
        self.line.setText(str(value))

    def set_open(self, is_open: bool) -> None:
        """See :meth:`SettingField.set_open`."""
        for part in (self.slider, self.line):
            part.setEnabled(is_open)

    def _moved(self, value: int) -> None:
        self.line.setText(str(value))
        self._judge()

    def _typed(self, _: str) -> None:
        if not self._judge():
            self.slider.blockSignals(True)
            self.slider.setValue(int(self.line.text()))
            self.slider.blockSignals(False)

    def _judge(self) -> str:
        problem = self.setting.problem(_number(self.line.text()))
        self.say(problem)
        set_tone(self.line, "true" if problem else "", "invalid")
        if problem:
            self._settled.stop()
        else:
            self._settled.start()
        return problem

    def _keep_typed(self) -> None:
        self.keep(_number(self.line.text()))


class ChoiceField(SettingField):
    """One of some values. Those of a setting that takes any text are told later (:meth:`offer`).

    With ``free`` a text that is none of them can be typed.
    """

    def __init__(
        self, ctx: Desk, setting: Setting[str], *, free: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(ctx, setting, parent)
        self.box = QComboBox()
        self.box.setEditable(free)
        calm_wheel(self.box)
        self.box.setMinimumWidth(ctx.theme.px(240))
        self.box.setAccessibleName(setting.label)
        self.row.addWidget(self.box)
        self._value = setting.default
        self.offer(dict(zip(setting.choices, setting.names, strict=True)))
        self.box.activated.connect(lambda place: self._choose(self.box.itemData(place)))
        if (line := self.box.lineEdit()) is not None:
            line.editingFinished.connect(self._typed)

    def offer(self, choices: dict[str, str]) -> None:
        """What there is to choose: values with their words."""
        self.box.clear()
        for value, words in choices.items():
            self.box.addItem(words, value)
        self.show_value(self._value)

    def show_value(self, value: str) -> None:
        """See :meth:`SettingField.show_value`."""
        self._value = value
        place = self.box.findData(value)
        if place < 0 and self.box.isEditable():
            self.box.setEditText(value)
        else:
            self.box.setCurrentIndex(max(0, place))

    @property
    def value(self) -> str:
        """See :attr:`SettingField.value`."""
        return self._value

    def set_open(self, is_open: bool) -> None:
        """See :meth:`SettingField.set_open`."""
        self.box.setEnabled(is_open)

    def _typed(self) -> None:
        text = self.box.currentText().strip()
        place = self.box.findText(text)
        self._choose(text if place < 0 else self.box.itemData(place))

    def _choose(self, value: str) -> None:
        if value != self._value:
            self._value = value
            self.keep(value)


def _number(text: str) -> int | None:
    """The whole number a text is, else None: no setting takes that."""
    bare = text.strip()
    return int(bare) if bare.isdecimal() and len(bare) < 6 else None
