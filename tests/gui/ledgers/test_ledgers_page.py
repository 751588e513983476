"""The ledger page over a real database: one number on screen, in the reply and in the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.ledgers import LEDGERS
from jiesu_desktop.domain.tickets import Act, Channel, Level
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.ledgers import ledger_rows
from jiesu_desktop.gui.ledgers.ledgers_page import LedgersPage
from jiesu_desktop.gui.ledgers.sentences import EMPTY, NOTHING_MATCHES
from jiesu_desktop.services.ledger_views import Period
from jiesu_desktop.storage.records import AlertRecord
from tests.services.room import Room, numbered, order

Settle = Callable[[], None]


@pytest.fixture
def page(ctx: Desk, room: Room, qtbot: QtBot, settle: Settle) -> LedgersPage:
    room.take(numbered(250, category="供暖->不热", unit="某某热力公司（示例）"))
    room.take(
        [
            order(
                "热线-261124-900001",
                title="路灯不亮",
                content="市民反映，路灯不亮。",
                category="市政->城市照明",
            )
        ]
    )
    made = LedgersPage(ctx)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    with qtbot.waitActive(made):  # a window an earlier test left behind would take its keys
        made.show()
        made.activateWindow()
    qtbot.waitUntil(
        lambda: made.model.rowCount() == 251
    )  # it is asked for when the event loop comes round to it
    settle()
    return made


def cells(page: LedgersPage, key: str) -> list[str]:
    place = next(place for place, column in enumerate(page.model.columns) if column.key == key)
    return [page.model.index(row, place).data() for row in range(min(page.model.rowCount(), 200))]


def pick(page: LedgersPage, row: int) -> None:
    """Choose this row alone. Not by the view's own commands: those heed a Ctrl that an earlier test left pressed."""
    flags = QItemSelectionModel.SelectionFlag
    model = page.view.selectionModel()
    model.setCurrentIndex(page.model.index(row, 0), flags.ClearAndSelect | flags.Rows)


def typed(box: QComboBox) -> None:
    line = box.lineEdit()
    assert line is not None
    line.returnPressed.emit()


def chosen(page: LedgersPage, name: str, settle: Settle) -> None:
    page.chooser.buttons[name].click()
    settle()


def test_every_ledger_can_be_chosen_and_an_empty_one_says_what_belongs_there(
    page: LedgersPage, settle: Settle
) -> None:
    for name in LEDGERS:
        chosen(page, name, settle)
        if name == "tickets":
            assert page.model.total == 251
        else:
            assert page.footer.count.text() == "共 0 件（导出同数）", name
            assert page.view.empty.headline.text() == EMPTY[name][0]
            assert page.view.empty.isVisible()


def test_screen_reply_and_file_have_the_same_number(
    page: LedgersPage, ctx: Desk, settle: Settle, tmp_path: Path
) -> None:
    said: list[str] = []
    ctx.bridge.message.connect(lambda text, kind: said.append(text))
    page.filters.unit.setEditText("某某热力公司（示例）")
    typed(page.filters.unit)
    settle()
    assert page.footer.count.text() == "共 250 件（导出同数）"
    page.export_to(tmp_path / "台账")
    settle()
    path = tmp_path / "台账.xlsx"
    assert f"已导出 250 件：{path}" in said
    sheet = openpyxl.load_workbook(path).worksheets[0]
    numbers = [row[0] for row in sheet.iter_rows(values_only=True) if str(row[0]).startswith("热线-")]
    assert (len(numbers), len(set(numbers))) == (250, 250)


def test_text_is_searched_after_a_pause_in_typing(page: LedgersPage, qtbot: QtBot, settle: Settle) -> None:
    page.filters.text.setText("路灯")
    qtbot.waitUntil(lambda: page.model.total == 1)
    assert cells(page, "number") == ["热线-261124-900001"]
    page.filters.text.setText("没有这样的字")
    qtbot.waitUntil(lambda: page.model.total == 0 and not page.model.loading)
    assert page.view.empty.headline.text() == NOTHING_MATCHES[0]
    page.filters.clear.click()
    settle()
    assert page.model.total == 251
    assert not page.view.empty.isVisible()


def test_a_category_holds_everything_below_it(page: LedgersPage, settle: Settle) -> None:
    page.filters.category.setEditText("市政")
    typed(page.filters.category)
    settle()
    assert cells(page, "category") == ["市政 › 城市照明"]


def test_state_and_level_narrow_the_ledger(page: LedgersPage, room: Room, settle: Settle) -> None:
    ticket = room.take([order("热线-261124-900002", title="漏气")], level=Level.URGENT).added_ids[0]
    room.at(1).act(ticket, Act.SIGN)
    page.filters.level.setCurrentText("紧急")
    settle()
    assert cells(page, "number") == ["热线-261124-900002"]
    page.filters.state.setCurrentText("待签收")
    settle()
    assert page.model.total == 0


def test_the_header_sorts_the_whole_ledger_and_is_remembered(
    page: LedgersPage, ctx: Desk, qtbot: QtBot, settle: Settle
) -> None:
    place = next(place for place, column in enumerate(page.model.columns) if column.key == "number")
    header = page.view.horizontalHeader()
    header.sectionClicked.emit(place)
    settle()
    assert cells(page, "number")[0] == "热线-261124-000000"
    header.sectionClicked.emit(place)
    settle()
    assert cells(page, "number")[0] == "热线-261124-900001"
    again = LedgersPage(ctx)
    qtbot.addWidget(again)
    again.show()
    settle()
    assert (again.columns.sorting.key, again.columns.sorting.descending) == ("number", True)
    assert cells(again, "number")[0] == "热线-261124-900001"


def test_columns_are_remembered_per_person(
    page: LedgersPage, ctx: Desk, qtbot: QtBot, settle: Settle
) -> None:
    place = next(place for place, column in enumerate(page.model.columns) if column.key == "category")
    page.columns.show(place, False)
    page.view.horizontalHeader().resizeSection(0, 271)
    qtbot.waitUntil(lambda: not page.columns._remember.isActive())
    again = LedgersPage(ctx)
    qtbot.addWidget(again)
    again.show()
    settle()
    assert again.view.isColumnHidden(place)
    assert again.view.columnWidth(0) == 271
    again.columns.as_usual()
    assert not again.view.isColumnHidden(place)


def test_the_last_column_cannot_be_hidden(page: LedgersPage) -> None:
    for place in range(page.model.columnCount()):
        page.columns.show(place, False)
    assert len(page.view.shown_columns()) == 1


def test_one_row_is_copied_as_lines_and_several_as_a_table(
    page: LedgersPage, qtbot: QtBot, settle: Settle
) -> None:
    QGuiApplication.clipboard().clear()
    pick(page, 0)
    assert list(page.view.selected_rows()) == [0]
    qtbot.keyClick(page.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(QGuiApplication.clipboard().text()))
    text = QGuiApplication.clipboard().text()
    assert text.splitlines()[0].startswith("工单编号：热线-261124-")
    page.view.selectAll()
    page.copy_selected()
    settle()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 252
    assert lines[0].startswith("工单编号\t")
    assert all(line.count("\t") == lines[0].count("\t") for line in lines)


def test_enter_opens_the_order(page: LedgersPage, qtbot: QtBot, room: Room) -> None:
    pick(page, 0)
    with qtbot.waitSignal(page.open_ticket) as opened:
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
    shown = cells(page, "number")[0]
    assert room.ticket(opened.args[0]).number == shown


def test_a_change_elsewhere_is_shown_without_losing_the_order_being_read(
    page: LedgersPage, ctx: Desk, room: Room, qtbot: QtBot
) -> None:
    pick(page, 30)
    reading = page.model.row_id(30)
    page.view.verticalScrollBar().setValue(25)
    result = room.at(5).take([order("热线-261124-900003")])
    ctx.bridge.changed.emit(result.changes)
    qtbot.waitUntil(lambda: page.model.total == 252)
    assert page.footer.count.text() == "共 252 件（导出同数）"
    assert page.view.currentIndex().row() == 31
    assert page.model.row_id(31) == reading
    assert page.view.verticalScrollBar().value() == 26


def test_a_long_ledger_is_paged_by_its_ids(
    ctx: Desk, room: Room, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_rows, "PAGED_BY_OFFSET", 100)
    room.take(numbered(950))
    page = LedgersPage(ctx)
    qtbot.addWidget(page)
    page.resize(1200, 640)
    page.show()
    settle()
    assert len(page.rows.ids) == 950
    page.view.scrollToBottom()
    qtbot.waitUntil(lambda: page.model.row_id(949) > 0)
    with room.store.read() as queries:
        whole = queries.ledger(page.spec, limit=1000)
    assert [page.model.row_id(row) for row in range(800, 950)] == list(whole.ids[800:])
    assert page.model.row_values(949) == whole.rows[949]
    page.filters.text.setText("000007")
    qtbot.waitUntil(lambda: page.model.total == 1)
    assert not page.rows.ids, "ids of another question are forgotten"


def test_self_collected_orders_stand_in_their_ledger(page: LedgersPage, room: Room, settle: Settle) -> None:
    room.take([order("自采-261124-000001")], channel=Channel.SELF)
    chosen(page, "self", settle)
    assert cells(page, "number") == ["自采-261124-000001"]
    assert page.filters.channel.isHidden(), "the ledger itself is the channel"


def test_a_slash_goes_to_the_search_field(page: LedgersPage, qtbot: QtBot) -> None:
    page.view.setFocus()
    qtbot.waitUntil(page.view.hasFocus)
    qtbot.keyClick(page.view, Qt.Key.Key_Slash)
    assert page.filters.text.hasFocus()
    qtbot.keyClicks(page.filters.text, "a/b")
    assert page.filters.text.text() == "a/b"


@pytest.mark.parametrize(
    "period, days",
    [
        (Period.ALL, (None, None)),
        (Period.TODAY, (date(2026, 3, 2), date(2026, 3, 2))),
        (Period.WEEK, (date(2026, 2, 24), date(2026, 3, 2))),
        (Period.MONTH, (date(2026, 3, 1), date(2026, 3, 2))),
    ],
)
def test_periods_include_their_ends(period: Period, days: tuple[date | None, date | None]) -> None:
    assert period.days(date(2026, 3, 2)) == days


def test_a_range_the_wrong_way_round_is_turned(page: LedgersPage, settle: Settle) -> None:
    page.filters.period_buttons[Period.CUSTOM].click()
    page.filters.start.setDate(page.filters.end.date().addDays(3))
    spec = page.spec
    assert spec.start is not None
    assert spec.end is not None
    assert spec.start < spec.end


def test_under_the_alerts_stands_how_their_shift_fared(page: LedgersPage, room: Room, settle: Settle) -> None:
    chosen(page, "alerts", settle)
    assert page.footer.measures.isHidden()
    now = room.time.now()
    record = AlertRecord(
        key="a", ticket_id=None, round=1, clock="report", unit=None, stage="due", repeat=0, at=now, priority=1,
        channels=frozenset({"voice"}), spoken="上报已到", raised_at=now,
    )  # fmt: skip
    with room.store.begin() as uow:
        uow.alerts.raised([record])
    page.reload()
    settle()
    settle()
    assert page.footer.measures.text().startswith("2026-11-23 夜班：1 条；每 10 分钟")
    assert page.footer.measures.isVisibleTo(page)
    chosen(page, "tickets", settle)
    assert page.footer.measures.isHidden()


def test_an_act_on_rows_nobody_has_scrolled_to_takes_them_all(
    page: LedgersPage, settle: Settle, qtbot: QtBot
) -> None:
    assert 0 in [page.model.row_id(row) for row in range(251)], (
        "the second page is at hand: nothing is tested"
    )
    page.view.selectAll()
    page.doing.begin(Act.NOTE)
    qtbot.waitUntil(lambda: page.doing.bulk is not None)
    bulk = page.doing.bulk
    assert bulk is not None
    assert len({row.id for row in bulk.rows}) == 251
    bulk.reject()


def test_enter_in_the_search_goes_to_what_it_found(page: LedgersPage, settle: Settle, qtbot: QtBot) -> None:
    page.search("路灯")
    qtbot.waitUntil(page.filters.text.hasFocus)
    qtbot.keyClick(page.filters.text, Qt.Key.Key_Return)
    qtbot.waitUntil(page.view.hasFocus)
    settle()
    assert page.model.total == 1
