"""F1 shows the keys that are bound, all of them and no others."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.key_map import KeyMap
from jiesu_desktop.gui.keys import ACT_KEYS, KEY_GROUPS
from jiesu_desktop.gui.main_window import MainWindow
from jiesu_desktop.gui.tabs_row import TABS
from tests.services.room import Room, order

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Settle = Callable[[], None]
BY_QT = {"Shift+↑↓", "Ctrl+A"}
"""What a table does by itself."""
BY_APP = {"Ctrl+Q", "F7", "F8", "F9"}
"""Bound where the window is put together; their own tests press them."""


def listed(*groups: str) -> set[str]:
    """The single keys of some groups."""
    found: set[str] = set()
    for group in groups:
        for shown, _ in KEY_GROUPS[group]:
            for key in shown.split():
                span = re.fullmatch(r"(.*?)(\d)[–…](\d)", key)
                numbers = range(int(span[2]), int(span[3]) + 1) if span else ()
                found |= {f"{span[1]}{number}" for number in numbers} if span else {key}
    return found


def bound(widget: QWidget, *, without: tuple[QWidget, ...] = ()) -> set[str]:
    """The keys bound in a widget and all that is in it."""
    inside = {shortcut for part in without for shortcut in part.findChildren(QShortcut)}
    keys = {s.key().toString() for s in widget.findChildren(QShortcut) if s not in inside}
    return {key.replace("Return", "Enter").replace("Num+", "") for key in keys}


@pytest.fixture
def window(ctx: Desk, room: Room, settle: Settle, qtbot: QtBot) -> MainWindow:
    room.take([order("热线-1")])
    made = MainWindow(ctx)
    qtbot.addWidget(made)
    for name, _ in TABS:
        made.show_page(name)
        settle()
    return made


def test_on_every_page_the_keys_shown_are_those_bound(window: MainWindow) -> None:
    acts = set(ACT_KEYS.values())
    pages = tuple(window.pages.values())
    everywhere = bound(window, without=pages) - {"Ctrl+="}
    assert everywhere == listed("任何页面", "提醒") - BY_APP
    for name, title in TABS:
        shown = listed(title) - BY_QT if title in KEY_GROUPS else set()
        here = bound(window.pages[name])
        extra = acts if name in ("queue", "ledgers") else set()
        forms = listed("填写表单") if name == "roster" else {"Esc"}
        assert shown <= here, f"{title}: shown, but nothing is bound"
        assert here - shown - extra - forms == set(), f"{title}: bound, but not shown"


def test_the_map_fits_a_small_screen_at_the_largest_type_and_scrolls_by_keys(ctx: Desk, qtbot: QtBot) -> None:
    ctx.theme.choose(points=14)
    shown = KeyMap(ctx)
    qtbot.addWidget(shown)
    room = shown.screen().availableSize()
    shown.show()
    assert shown.width() <= room.width()
    assert shown.height() <= room.height()
    (area,) = shown.findChildren(QScrollArea)
    body = area.widget()
    assert body is not None
    assert body.minimumSizeHint().width() <= area.viewport().width()
    bar = area.verticalScrollBar()
    assert bar.maximum() > 0
    QTest.keyClick(shown, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    shown.reject()
