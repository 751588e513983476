"""The counts on the tabs 台账 and 回访, and the line at the start of a shift."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.tickets import Act, Channel, Outcome
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tab_counts import TabCounts
from jiesu_desktop.gui.tabs_row import TabsRow
from tests.services.room import START, Room, minutes, numbered

Settle = Callable[[], None]


@pytest.fixture
def tabs(ctx: Desk, qtbot: QtBot) -> TabsRow:
    row = TabsRow(ctx)
    qtbot.addWidget(row)
    return row


def test_what_is_due_to_be_urged_is_counted_and_said_once_a_shift(
    ctx: Desk, room: Room, tabs: TabsRow, settle: Settle
) -> None:
    lines: list[str] = []
    ctx.bridge.message.connect(lambda text, kind: lines.append(text))
    ids = room.take(numbered(2), channel=Channel.SELF).added_ids
    room.act(ids[0], Act.RETURN, reason="非权属")
    counts = TabCounts(ctx, tabs)
    counts.refresh()
    settle()
    assert tabs.tabs["ledgers"].total == 0
    room.time.moment = START + timedelta(days=3, hours=8)  # 10:00
    for _ in range(2):
        counts.refresh()
        settle()
    assert (tabs.tabs["ledgers"].pressing, tabs.tabs["ledgers"].total) == (0, 2)
    assert tabs.tabs["ledgers"].toolTip() == "Ctrl+3　待催办 2 件"
    assert lines == ["本班待催办：退回台账 1 件、自采集台账 1 件。在台账页点“待催办”"]
    room.time.moment += timedelta(hours=12)  # the night says nothing
    counts.refresh()
    settle()
    room.time.moment += timedelta(hours=12)
    counts.refresh()
    settle()
    assert len(lines) == 2


def test_whom_to_ring_is_counted_and_who_is_late_presses(
    ctx: Desk, room: Room, tabs: TabsRow, settle: Settle
) -> None:
    ids = room.take(numbered(3)).added_ids
    for ticket in ids:
        room.act(ticket, Act.CLOSE, text="已修")
    room.at(480).act(ids[0], Act.CALLBACK, outcome=Outcome.NO_ANSWER, next_at=minutes(600))
    counts = TabCounts(ctx, tabs)
    counts.refresh()
    settle()
    tab = tabs.tabs["callbacks"]
    assert (tab.pressing, tab.total) == (0, 2)
    room.at(601)
    counts.refresh()
    settle()
    assert (tab.pressing, tab.total) == (1, 3)
    assert tab.toolTip() == "Ctrl+4　现在可回访 3 件，1 件过了时刻"
