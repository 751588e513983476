"""Reading and filling the fields of a form by their names, whatever widget each is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QDate, QDateTime, QObject, QTime
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateTimeEdit,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from jiesu_desktop.clock import BEIJING, beijing
from jiesu_desktop.gui.widgets.parts import pad_spins, set_tone
from jiesu_desktop.gui.widgets.radio_keys import RadioKeys


class MaybeMoment(QWidget):
    """A moment that is only told when its box is ticked.

    Attributes:
        on: the box. edit: the moment.
    """

    def __init__(self, words: str, display: str) -> None:
        super().__init__()
        self.on = QCheckBox(words)
        self.edit = QDateTimeEdit()
        self.edit.setDisplayFormat(display)
        self.edit.setEnabled(False)
        self.on.toggled.connect(self.edit.setEnabled)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.on)
        line.addWidget(self.edit, 1)
        self.setFocusProxy(self.on)


class Fields:
    """The fields of one form.

    Attributes:
        widgets: by field name, in the form's order; a group of radio buttons is its container.
        off: fields that are not asked just now; they say nothing.
    """

    def __init__(self, form: object, root: QWidget) -> None:
        self.root = root
        names = [name for name in vars(form) if isinstance(getattr(form, name + "Error", None), QLabel)]
        self.widgets: dict[str, QWidget] = {name: getattr(form, name) for name in names}
        self._errors: dict[str, QLabel] = {name: getattr(form, name + "Error") for name in names}
        self._captions: dict[str, QLabel] = {
            name: getattr(form, name + "Caption") for name in names if hasattr(form, name + "Caption")
        }
        self.off: set[str] = set()
        for widget in self.widgets.values():
            if radios := _radios(widget):
                RadioKeys(radios, widget)
        pad_spins(root)
        self.clear_problems()

    def hide(self, *names: str) -> None:
        """Leave fields out that this act has no use for."""
        for name in names:
            for part in (
                self.widgets.pop(name, None),
                self._errors.pop(name, None),
                self._captions.get(name),
            ):
                if part is not None:
                    part.hide()

    def ask(self, name: str, wanted: bool) -> None:
        """Ask a field, or leave it out for now; what stands in it stays."""
        if name in self.widgets:
            (self.off.discard if wanted else self.off.add)(name)
            self.widgets[name].setVisible(wanted)
            self._captions[name].setVisible(wanted)
            self._errors[name].hide()

    def caption(self, name: str, text: str) -> None:
        """Call a field something else."""
        if name in self._captions:
            self._captions[name].setText(text)

    def value(self, name: str) -> Any:
        """What stands in a field: text, bool, aware datetime, or the value of the radio button chosen ('' none)."""
        return None if name in self.off else self._value(name)

    def _value(self, name: str) -> Any:
        widget = self.widgets.get(name)
        if widget is None:
            return None
        for kind, read in _READERS.items():
            if isinstance(widget, kind):
                return read(widget)
        chosen = next((radio for radio in _radios(widget) if radio.isChecked()), None)
        return chosen.property("value") if chosen is not None else ""

    def words_of(self, name: str, value: Any) -> str:
        """What a value is called in its field: the words beside its radio button; '' where the field has none of its own."""
        widget = self.widgets.get(name)
        radios = _radios(widget) if widget is not None else []
        value = getattr(value, "value", value)
        return next((radio.text() for radio in radios if radio.property("value") == value), "")

    def fill(self, name: str, value: Any) -> None:
        """Put a value into a field; a name the form has not is left alone."""
        widget = self.widgets.get(name)
        if widget is None or value is None:
            return
        if isinstance(widget, QLineEdit):
            widget.setText(str(value))
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(str(value))
        elif isinstance(widget, QComboBox):
            widget.setCurrentText(str(value))  # one that may not be typed into keeps what it has
        elif isinstance(widget, MaybeMoment):
            widget.on.setChecked(True)
            into_edit(widget.edit, value)
        elif isinstance(widget, QCheckBox):
            widget.setChecked(bool(value))
        elif isinstance(widget, QDateTimeEdit):
            into_edit(widget, value)
        else:
            for radio in _radios(widget):
                radio.setChecked(radio.property("value") == value)

    def draft(self) -> dict[str, Any]:
        """Every field's value as plain JSON."""
        values = {name: self._value(name) for name in self.widgets}
        return {name: v.isoformat() if isinstance(v, datetime) else v for name, v in values.items()}

    def fill_draft(self, data: Mapping[str, Any]) -> None:
        """Put a draft back."""
        for name, value in data.items():
            if value is not None and isinstance(self.widgets.get(name), QDateTimeEdit | MaybeMoment):
                value = datetime.fromisoformat(value)
            self.fill(name, value)

    def clear_problems(self) -> None:
        """Take every sentence beside a field away."""
        for name, error in self._errors.items():
            error.hide()
            set_tone(self.widgets[name], "false", "invalid")

    def error(self, name: str) -> QLabel:
        """The line under a field that says what is wrong with it."""
        return self._errors[name]

    @property
    def captions(self) -> dict[str, str]:
        """What each field that is asked is called."""
        return {
            name: self._captions[name].text()
            for name in self.widgets
            if name in self._captions and name not in self.off
        }

    def problem(self, name: str, sentence: str) -> bool:
        """Say what is wrong beside a field and put the cursor there; False when there is no such field."""
        error = self._errors.get(name)
        if error is None or name in self.off:
            return False
        error.setText(sentence)
        error.show()
        widget = self.widgets[name]
        set_tone(widget, "true", "invalid")
        first_of(widget).setFocus()
        if isinstance(widget, QDateTimeEdit):
            widget.setSelectedSection(QDateTimeEdit.Section.YearSection)  # typing begins with the year
        return True

    def watch(self, run: Any, names: Iterable[str] | None = None) -> None:
        """Call ``run()`` whenever one of the fields changes."""
        for name in names or self.widgets:
            widget = self.widgets[name]
            if isinstance(widget, QLineEdit | QPlainTextEdit):
                widget.textChanged.connect(lambda *_: run())
            elif isinstance(widget, QComboBox):
                widget.currentTextChanged.connect(lambda _: run())
            elif isinstance(widget, QDateTimeEdit):
                widget.dateTimeChanged.connect(lambda _: run())
            elif isinstance(widget, MaybeMoment):
                widget.on.toggled.connect(lambda _: run())
                widget.edit.dateTimeChanged.connect(lambda _: run())
            elif isinstance(widget, QCheckBox):
                widget.toggled.connect(lambda _: run())
            for radio in _radios(widget):
                radio.toggled.connect(lambda _: run())


def first_of(widget: QWidget) -> QWidget:
    """Where the cursor goes in a field."""
    radios = _radios(widget)
    return next((radio for radio in radios if radio.isChecked()), radios[0]) if radios else widget


def _radios(widget: QObject) -> list[QRadioButton]:
    return list(widget.findChildren(QRadioButton))


def from_edit(edit: QDateTimeEdit) -> datetime:
    """The moment a field shows, read as Beijing's wall clock."""
    moment = edit.dateTime()
    day, hour = moment.date(), moment.time()
    return datetime(
        day.year(), day.month(), day.day(), hour.hour(), hour.minute(), hour.second(), tzinfo=BEIJING
    )


def into_edit(edit: QDateTimeEdit, moment: datetime) -> None:
    """Show a moment as Beijing's wall clock."""
    local = beijing(moment)
    day, hour = QDate(local.year, local.month, local.day), QTime(local.hour, local.minute, local.second)
    edit.setDateTime(QDateTime(day, hour))


def read_moment(text: str) -> datetime | None:
    """A moment typed as Beijing's wall clock; None when it is none."""
    for form in ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).replace(tzinfo=BEIJING)
        except ValueError:
            continue
    return None


_READERS: dict[type[QWidget], Callable[[Any], Any]] = {
    QLineEdit: lambda field: field.text().strip(),
    QPlainTextEdit: lambda field: field.toPlainText().strip(),
    QComboBox: lambda field: field.currentText().strip(),
    QCheckBox: lambda field: field.isChecked(),
    QDateTimeEdit: from_edit,
    MaybeMoment: lambda field: from_edit(field.edit) if field.on.isChecked() else None,
}
