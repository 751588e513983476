"""The queue's columns: the unit's name takes the room there is, and what a person chose stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.models.queue_table import COLUMNS, UNIT
from jiesu_desktop.gui.tickets.queue_columns import UNIT_MOST
from jiesu_desktop.gui.tickets.queue_page import QueuePage

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
NARROW, MIDDLE, WIDE = 1000, 1366, 1920


@pytest.fixture
def show(ctx: Desk, settle: Callable[[], None], qtbot: QtBot) -> Callable[[int], QueuePage]:
    def made(width: int) -> QueuePage:
        page = QueuePage(ctx)
        qtbot.addWidget(page)
        page.resize(width, 700)
        page.show()
        settle()
        return page

    return made


def test_a_wide_window_gives_the_unit_its_name_and_a_narrow_one_takes_the_room_back(
    show: Callable[[int], QueuePage], ctx: Desk
) -> None:
    page, px = show(WIDE), ctx.theme.px
    assert page.table.columnWidth(UNIT) == px(UNIT_MOST)
    page.columns.save()
    page.resize(NARROW, 700)
    assert page.table.isColumnHidden(UNIT)
    page.resize(MIDDLE, 700)
    assert page.table.columnWidth(UNIT) == px(COLUMNS[UNIT][2])
    assert show(MIDDLE).table.columnWidth(UNIT) == px(COLUMNS[UNIT][2])
    page.resize(WIDE, 700)
    assert page.table.columnWidth(UNIT) == px(UNIT_MOST)


def test_a_width_a_person_chose_stays(show: Callable[[int], QueuePage]) -> None:
    page = show(WIDE)
    page.table.setColumnWidth(UNIT, 90)
    page.resize(WIDE + 100, 700)
    assert page.table.columnWidth(UNIT) == 90
    page.resize(NARROW, 700)
    page.columns.save()
    page.resize(WIDE, 700)
    assert page.table.columnWidth(UNIT) == 90
    assert show(WIDE).table.columnWidth(UNIT) == 90
