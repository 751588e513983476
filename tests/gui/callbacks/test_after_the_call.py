"""What the form of archiving tells of the call-back: the answers, and a call that was promised and not made."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.tickets import Act, Outcome
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.act_dialogs import FormDialog
from jiesu_desktop.gui.tickets.load_order import load_order
from tests.services.room import Room, minutes

Settle = Callable[[], None]


def test_the_answers_and_a_promised_call_stand_in_the_form_of_archiving(
    ctx: Desk, room: Room, qtbot: QtBot, settle: Settle
) -> None:
    ticket = room.take_one()
    room.at(60).act(ticket, Act.CLOSE, text="已修")
    room.at(480).act(
        ticket, Act.CALLBACK, outcome=Outcome.TOLD, resolved="未解决", satisfied="满意", demand="换阀门",
        next_at=minutes(480 + 24 * 60),
    )  # fmt: skip
    with room.store.read() as queries:
        dialog = FormDialog(ctx, Act.ARCHIVE, load_order(queries, ticket, room.time.now()))
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    assert dialog.form.about.text().splitlines() == [
        "11-24 10:00 张三 回访：未解决，满意，换阀门", "约了 11-25 10:00 再访，还没有打",
    ]  # fmt: skip


def test_an_order_called_in_vain_says_so(ctx: Desk, room: Room, qtbot: QtBot, settle: Settle) -> None:
    ticket = room.take_one()
    room.at(60).act(ticket, Act.CLOSE, text="已修")
    for hour in (8, 11, 14):
        room.at((hour - 2) * 60).act(ticket, Act.CALLBACK, outcome=Outcome.NO_ANSWER)
    with room.store.read() as queries:
        dialog = FormDialog(ctx, Act.ARCHIVE, load_order(queries, ticket, room.time.now()))
    qtbot.addWidget(dialog)
    assert dialog.form.about.text() == "11-24 14:00 张三 回访：无人接"
