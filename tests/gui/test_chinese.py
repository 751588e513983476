from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.chinese import speak_chinese
from jiesu_desktop.gui.keys import ACT_KEYS


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[QApplication]:
    before, there = QLocale(), qapp.findChildren(QTranslator)
    assert speak_chinese(qapp)
    yield qapp
    QLocale.setDefault(before)
    for translator in qapp.findChildren(QTranslator):
        if translator not in there:
            qapp.removeTranslator(translator)
            translator.deleteLater()


def _has_english(text: str) -> bool:
    return any("a" <= letter <= "z" for letter in text.lower().replace("&", ""))


def test_the_file_dialog_speaks_chinese(chinese: QApplication, qtbot: QtBot) -> None:
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setNameFilter("所有文件 (*)")
    said = [label.text() for label in dialog.findChildren(QLabel)]
    said += [button.text() for button in dialog.findChildren(QAbstractButton)]
    assert [text.split("(")[0] for text in said if _has_english(text.split("(")[0])] == []


def test_so_does_the_menu_of_a_field(chinese: QApplication, qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    words = [action.text().split("(")[0].split("\t")[0] for action in menu.actions() if action.text()]
    assert len(words) > 4
    assert [text for text in words if _has_english(text)] == []
    menu.deleteLater()


@pytest.mark.parametrize(
    "key", [*ACT_KEYS.values(), "Ctrl+Return", "Ctrl+Enter", "Ctrl+Space", "Shift+F1", "F11"]
)
def test_keys_are_read_as_before(chinese: QApplication, key: str) -> None:
    portable = QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)
    assert QKeySequence(key) == portable
