from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.alert_place import Ground, free_place, open_dialogs, place
from jiesu_desktop.gui.tickets.changes_since import ChangesSince

SCREEN = QRect(0, 0, 1366, 768)
PANEL = QRect(950, 90, 416, 640)
SIZE = QSize(430, 180)
HOME = QPoint(500, 540)


def test_without_a_dialog_it_stays_at_home_even_where_that_is_over_something() -> None:
    assert free_place(SIZE, QPoint(900, 300), SCREEN, Ground(read=(PANEL,))) == QPoint(900, 300)


def test_beside_a_small_dialog_there_is_room_and_the_nearest_is_taken() -> None:
    dialog = QRect(483, 250, 400, 330)
    ground = Ground((QRect(700, 540, 80, 30),), (PANEL,), (dialog,))
    lies = QRect(free_place(SIZE, HOME, SCREEN, ground), SIZE)
    assert SCREEN.contains(lies)
    assert not lies.intersects(dialog)
    assert not lies.intersects(PANEL)


def test_a_dialog_that_leaves_no_room_keeps_its_buttons_and_then_the_numbers() -> None:
    dialog = QRect(300, 40, 760, 690)
    buttons = (QRect(860, 680, 90, 34), QRect(960, 680, 90, 34))
    lies = QRect(free_place(SIZE, HOME, SCREEN, Ground(buttons, (PANEL,), (dialog,))), SIZE)
    assert not any(lies.intersects(button) for button in buttons)
    assert not lies.intersects(PANEL)


def test_between_two_places_over_a_dialog_it_takes_the_one_over_no_field() -> None:
    dialog, button = QRect(243, 140, 860, 480), QRect(1020, 590, 70, 25)
    field = QRect(260, 590, 160, 25)
    bare = QRect(free_place(SIZE, HOME, SCREEN, Ground((button,), (PANEL,), (dialog,))), SIZE)
    lies = QRect(free_place(SIZE, HOME, SCREEN, Ground((button,), (PANEL,), (dialog,), (field,))), SIZE)
    assert bare.intersects(field), "least of the dialog"
    assert not lies.intersects(field)
    assert not lies.intersects(button)


@given(
    st.integers(0, 900), st.integers(0, 500), st.integers(200, 1300), st.integers(150, 760),
    st.integers(0, 930), st.integers(0, 580),
)  # fmt: skip
def test_buttons_at_the_foot_of_any_dialog_stay_free(
    x: int, y: int, width: int, height: int, home_x: int, home_y: int
) -> None:
    dialog = QRect(x, y, width, height).intersected(SCREEN)
    button = QRect(dialog.right() - 100, dialog.bottom() - 40, 90, 30)
    ground = Ground((button,), (PANEL,), (dialog,))
    lies = QRect(free_place(SIZE, QPoint(home_x, home_y), SCREEN, ground), SIZE)
    assert not lies.intersects(button)
    assert SCREEN.contains(lies)


def test_it_finds_the_dialogs_that_are_open_and_what_is_pressed_in_them(qtbot: QtBot) -> None:
    assert open_dialogs() == Ground()
    dialog = QDialog()
    qtbot.addWidget(dialog)
    layout = QVBoxLayout(dialog)
    field, button, changes = QLineEdit(), QPushButton("保存"), ChangesSince()
    layout.addWidget(field)
    layout.addWidget(button)
    layout.addWidget(changes)
    dialog.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    ground = open_dialogs((PANEL,))
    assert ground == Ground(
        (place(button), place(field)), (PANEL,), (dialog.frameGeometry(),), (place(field),)
    )
    changes.show()  # another person acted on the order meanwhile
    assert open_dialogs().fields == (place(field), place(changes))
    dialog.hide()
    assert open_dialogs((PANEL,)) == Ground(read=(PANEL,))


@pytest.mark.parametrize("home", [QPoint(0, 0), QPoint(936, 588)])
def test_home_is_kept_where_it_is_in_nobodys_way(home: QPoint) -> None:
    dialog = QRect(480, 220, 400, 300)
    assert free_place(SIZE, home, SCREEN, Ground((), (), (dialog,))) == home
