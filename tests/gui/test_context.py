"""The desk's context: one moment for everything painted between two ticks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.clock_strip import ClockStrip
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.models.queue_table import DUE, QueueTable
from tests.services.room import START, Room

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def test_between_two_ticks_every_part_of_the_screen_shows_one_second(
    ctx: Desk, room: Room, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    room.take_one()
    strip, table = ClockStrip(ctx), QueueTable(ctx)
    qtbot.addWidget(strip)
    table.refetch()
    settle()
    ctx.tick()
    strip.tick()
    first = (strip.clock.text(), table.index(0, DUE).data())
    room.time.moment = START + timedelta(seconds=0.9)  # a repaint under the pointer, late in the second
    assert (strip.clock.text(), table.index(0, DUE).data()) == first
    ctx.tick()
    strip.tick()
    room.time.moment = START + timedelta(seconds=1.1)
    assert ctx.moment == START + timedelta(seconds=0.9)


def test_a_clock_put_elsewhere_is_believed_at_once(ctx: Desk, room: Room) -> None:
    ctx.tick()
    assert ctx.moment == START
    room.at(5)
    assert ctx.moment == START + timedelta(minutes=5)
    room.at(-1)
    assert ctx.moment == START - timedelta(minutes=1)
