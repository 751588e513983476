from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.tickets import Act, Level
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.models.queue_table import DUE, FIRST, PAGE, PHASE, QueueTable, act_of
from jiesu_desktop.storage.records import QueueView
from tests.services.room import Room, order

Settle = Callable[[], None]


def _numbers(model: QueueTable) -> list[str]:
    return [row.number for _, row in model.rows_at_hand()]


def _orders(room: Room, count: int, first: int = 0) -> None:
    room.take([order(f"热线-{n:06}", title=f"事项{n}", row=n + 2) for n in range(first, first + count)])


def test_only_the_pages_looked_at_are_fetched(
    ctx: Desk, room: Room, settle: Settle, qtmodeltester: ModelTester
) -> None:
    _orders(room, PAGE * 3)
    model = QueueTable(ctx)
    model.refetch()
    settle()
    assert model.rowCount() == PAGE * 3
    assert len(_numbers(model)) == PAGE
    model.row(PAGE * 2 + 5)
    settle()
    assert len(_numbers(model)) == PAGE * 2
    assert model.row(PAGE * 2 + 5) is not None
    qtmodeltester.check(model, force_py=True)


def test_cells_speak_in_words_and_marks(ctx: Desk, room: Room, settle: Settle) -> None:
    room.take(level=Level.URGENT)
    model = QueueTable(ctx)
    model.refetch()
    settle()
    texts = [model.index(0, column).data() for column in range(model.columnCount())]
    assert "紧急" in texts[0]
    assert texts[2] == "热线-261124-000001"
    assert texts[DUE].startswith("剩 ")
    room.at(45)
    assert model.index(0, DUE).data().startswith("超 ")
    assert model.index(0, 0).data().startswith("▲")


def test_a_sort_is_sqls(ctx: Desk, room: Room, settle: Settle) -> None:
    _orders(room, 3)
    model = QueueTable(ctx)
    model.sort(2, Qt.SortOrder.DescendingOrder)
    settle()
    assert _numbers(model) == sorted(_numbers(model), reverse=True)


def test_rows_keep_their_place_under_a_reader_and_move_once_he_stops(
    ctx: Desk, room: Room, settle: Settle
) -> None:
    _orders(room, 2)
    model = QueueTable(ctx)
    model.refetch()
    settle()
    before, heard = _numbers(model), list[int]()
    model.announced.connect(heard.append)
    model.reading = True
    room.at(1).take([order("热线-急")], level=Level.URGENT)
    model.refetch()
    settle()
    assert _numbers(model) == before
    assert heard == [1]
    model.settle()
    assert _numbers(model)[0] == "热线-急"
    assert set(_numbers(model)[1:]) == set(before)


def test_a_selection_follows_its_order(ctx: Desk, room: Room, settle: Settle, qtbot: QtBot) -> None:
    _orders(room, 2)
    model = QueueTable(ctx)
    model.refetch()
    settle()
    chosen = model.row_id(0)
    index = QPersistentModelIndex(model.index(0, 0))
    room.take([order("热线-急")], level=Level.URGENT)
    model.refetch()
    settle()
    assert index.row() == 1
    assert model.row_id(index.row()) == chosen


def test_a_selection_of_many_follows_its_orders(ctx: Desk, room: Room, settle: Settle, qtbot: QtBot) -> None:
    _orders(room, 5)
    model = QueueTable(ctx)
    model.refetch()
    settle()
    selection = QItemSelectionModel(model)
    span = QItemSelection(model.index(0, 0), model.index(3, FIRST))
    selection.select(span, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    chosen = {model.row_id(place) for place in range(4)}
    room.take([order("热线-急")], level=Level.URGENT)
    model.refetch()
    settle()
    assert {model.row_id(index.row()) for index in selection.selectedRows()} == chosen


def test_what_left_the_view_says_under_its_reader_what_became_of_it(
    ctx: Desk, room: Room, settle: Settle
) -> None:
    _orders(room, 2)
    model = QueueTable(ctx)
    model.show(QueueView(name="to_sign"))
    settle()
    signed, loads = next(row.id for _, row in model.rows_at_hand()), list[int]()
    model.loaded.connect(lambda: loads.append(model.total))
    model.reading = True
    room.act(signed, Act.SIGN)
    model.refetch()
    settle()
    assert model.row_id(0) == signed
    assert model.index(0, PHASE).data() == "待派发"
    model.settle()
    assert (model.place_of(signed), loads) == (None, [2, 1])


def test_a_view_narrows_by_text_and_the_total_is_its_own(ctx: Desk, room: Room, settle: Settle) -> None:
    room.take([order("热线-1"), order("热线-2", title="井盖缺失", row=3)])
    model = QueueTable(ctx)
    model.refetch()
    settle()
    model.show(QueueView(text="井盖"))
    settle()
    assert (_numbers(model), model.total) == (["热线-2"], 1)


def test_a_silent_unit_is_urged_once_its_time_has_passed(ctx: Desk, room: Room, settle: Settle) -> None:
    ticket = room.take_one()
    room.act(ticket, Act.DISPATCH, unit="某某热力公司")
    model = QueueTable(ctx)
    model.refetch()
    settle()
    row = model.row(0)
    assert row is not None
    assert act_of(row, room.at(29).time.now()) is Act.FEEDBACK
    assert act_of(row, room.at(31).time.now()) is Act.URGE
