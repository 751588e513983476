from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.widgets.radio_keys import RadioKeys


class Form(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.above, self.below = QLineEdit(), QLineEdit()
        group = QWidget()
        self.radios = [QRadioButton(words) for words in ("已解决", "部分解决", "未解决")]
        line = QHBoxLayout(group)
        for radio in self.radios:
            line.addWidget(radio)
        layout = QVBoxLayout(self)
        for widget in (self.above, group, self.below):
            layout.addWidget(widget)
        RadioKeys(self.radios, group)


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitActive(made)
    return made


@pytest.mark.parametrize("chosen", [0, 1, 2])
def test_tab_comes_to_the_one_chosen_from_both_sides(form: Form, qtbot: QtBot, chosen: int) -> None:
    form.radios[chosen].setChecked(True)
    for field, key in ((form.above, Qt.Key.Key_Tab), (form.below, Qt.Key.Key_Backtab)):
        field.setFocus()
        qtbot.keyClick(field, key)
        assert form.radios[chosen].hasFocus()


@pytest.mark.parametrize(
    "keys,chosen",
    [
        ([Qt.Key.Key_Right], 1),
        ([Qt.Key.Key_Down, Qt.Key.Key_Right], 2),
        ([Qt.Key.Key_Left], 0),
        ([Qt.Key.Key_Space], 0),
        ([], None),
    ],
)
def test_an_arrow_chooses_where_none_was_chosen(
    form: Form, qtbot: QtBot, keys: list[Qt.Key], chosen: int | None
) -> None:
    form.above.setFocus()
    qtbot.keyClick(form.above, Qt.Key.Key_Tab)
    for key in keys:
        (focus,) = [radio for radio in form.radios if radio.hasFocus()]
        qtbot.keyClick(focus, key)
    assert [place for place, radio in enumerate(form.radios) if radio.isChecked()] == (
        [] if chosen is None else [chosen]
    )
