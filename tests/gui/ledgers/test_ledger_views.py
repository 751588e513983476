"""Saved views, totals, urging and exports of the ledger page, by the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.tickets import Act, Channel
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.ledgers.export import EVERY, SHOWN
from jiesu_desktop.gui.ledgers.export_records import ExportRecords
from jiesu_desktop.gui.ledgers.ledgers_page import LedgersPage
from jiesu_desktop.gui.ledgers.sentences import NOTHING_DUE
from jiesu_desktop.services import ledger_views
from jiesu_desktop.services.ledger_views import NamedView, Period, ViewColumn
from tests.services.room import Room, numbered, order

Settle = Callable[[], None]
Key, Mod = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def page(ctx: Desk, room: Room, qtbot: QtBot, settle: Settle) -> LedgersPage:
    room.take(numbered(5, unit="某某热力公司（示例）"))
    ids = room.take(
        [order(f"自采-261124-{n:06d}", unit="某某路灯所（示例）") for n in range(3)], channel=Channel.SELF
    ).added_ids
    room.act(ids[0], Act.DISPATCH, unit="某某路灯所（示例）")
    made = LedgersPage(ctx)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: made.model.total == 8)
    settle()
    return made


def said(ctx: Desk) -> list[str]:
    lines: list[str] = []
    ctx.bridge.message.connect(lambda text, kind: lines.append(text))
    return lines


def keep(page: LedgersPage, name: str, settle: Settle, *, shared: bool = False) -> None:
    page.views.add()
    dialog = page.views.dialog
    assert dialog is not None
    dialog.fields.fill("name", name)
    dialog.fields.fill("shared", shared)
    dialog.save()
    settle()


def test_a_view_keeps_filters_columns_and_sorting_and_a_key_brings_it_back(
    page: LedgersPage, qtbot: QtBot, settle: Settle
) -> None:
    page.filters.period_buttons[Period.MONTH].click()
    page.filters.unit.setEditText("某某路灯所（示例）")
    settle()
    page.columns.show([c.key for c in page.model.columns].index("category"), False)
    page.view.setCurrentIndex(page.model.index(0, 1))
    page.columns.shift(-1)
    page.columns.sort_by(0)
    settle()
    shown, spec = page.columns.shown, page.spec
    assert shown[:2] == ("title", "number")
    keep(page, "路灯所本月", settle)
    assert page.views.button.text() == "视图：路灯所本月 ▾"
    with qtbot.waitActive(page):  # the form had the keys
        page.activateWindow()
    qtbot.keyClick(page.view, Key.Key_0, Mod.AltModifier)
    settle()
    assert page.filters.conditions() == {}
    assert page.views.button.text() == "视图：无 ▾"
    page.columns.as_usual()
    page.columns.sort_by(1)
    settle()
    qtbot.keyClick(page.view, Key.Key_1, Mod.AltModifier)
    settle()
    assert (page.spec, page.columns.shown) == (spec, shown)
    assert page.model.total == 3
    page.filters.level.setCurrentIndex(1)
    assert page.views.button.text() == "视图：路灯所本月* ▾"


def test_what_a_view_shows_does_not_change_ones_own_columns(page: LedgersPage, settle: Settle) -> None:
    own = page.columns.shown
    keep(page, "窄", settle)
    view = page.views.current
    assert view is not None
    narrow = NamedView(
        ledger="tickets", name="窄", columns=(ViewColumn("number", 90, True), ViewColumn("title", 90, False))
    )
    page.views.choose(narrow)
    settle()
    page.columns.show([c.key for c in page.model.columns].index("phase"), False)
    assert "phase" not in page.columns.shown
    page.views.choose(None)
    settle()
    assert page.columns.shown == own


@pytest.mark.qt_log_ignore("does not support", extend=True)  # a menu asks the screen for more than there is
def test_a_view_is_replaced_shared_and_deleted_from_its_menu(
    page: LedgersPage, ctx: Desk, room: Room, settle: Settle
) -> None:
    keep(page, "我的", settle)
    page.filters.text.setText("路灯")
    page.views.replace()
    settle()
    assert page.views.current is not None
    assert dict(page.views.current.filters) == {"text": "路灯"}
    page.views.open()
    settle()
    assert page.views.menu is not None
    words = [action.text() for action in page.views.menu.actions() if action.text()]
    assert words == [
        "不用视图", "我的", "另存为新视图…(&N)", "用现在的筛选和列替换(&R)", "改名、共用…(&E)", "删除(&D)", "打开台账时默认用它(&M)",
    ]  # fmt: skip
    page.views.menu.close()
    page.views.remove()
    settle()
    with room.store.read() as queries:
        assert ledger_views.find(queries, ctx.who, "tickets") == ()
    assert page.views.button.text() == "视图：无 ▾"


def test_a_name_given_twice_is_said_beside_it(page: LedgersPage, settle: Settle) -> None:
    keep(page, "我的", settle)
    keep(page, "我的", settle)
    dialog = page.views.dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert dialog.form.nameError.text().startswith("已有名为“我的”的视图")
    dialog.reject()


def test_a_default_view_opens_with_its_ledger_and_its_filters_leave_with_it(
    page: LedgersPage, ctx: Desk, qtbot: QtBot, settle: Settle
) -> None:
    page.filters.unit.setEditText("某某路灯所（示例）")
    keep(page, "默认的", settle)
    assert page.views.current is not None
    page.views._set_default(page.views.current.id)
    again = LedgersPage(ctx)
    qtbot.addWidget(again)
    again.show()
    settle()
    assert (again.model.total, again.spec.unit) == (3, "某某路灯所（示例）")
    qtbot.keyClick(again.view, Key.Key_PageDown, Mod.ControlModifier)
    settle()
    assert (again.ledger.name, again.spec.unit) == ("returned", "")
    page.views.remove()
    settle()
    lines = said(ctx)
    again.show_ledger("tickets")
    settle()
    assert again.model.total == 8, "a default that is gone shows everything"
    assert lines == []  # whoever removed it unset it


def test_a_view_that_names_what_is_gone_says_so_and_shows_the_rest(
    page: LedgersPage, ctx: Desk, settle: Settle
) -> None:
    lines = said(ctx)
    view = NamedView(
        ledger="tickets",
        name="旧",
        conditions={"unit": "某某路灯所（示例）", "state": "vanished"},
        columns=(ViewColumn("extra:小区类型", 80, True), ViewColumn("number", 120, True)),
        sort="colour",
    )
    page.views.choose(view)
    settle()
    assert page.model.total == 3
    assert page.columns.shown[0] == "number"
    assert lines == ["视图“旧”里已不存在、略过了：列“小区类型”、状态“vanished”、排序“colour”"]


def test_the_footer_tells_what_the_rows_come_to(page: LedgersPage, settle: Settle) -> None:
    settle()
    assert page.footer.count.text() == "共 8 件（导出同数）"
    assert page.footer.totals.text() == "未办结 8"


def test_what_is_on_screen_is_what_is_exported(
    page: LedgersPage, ctx: Desk, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    page.filters.unit.setEditText("某某路灯所（示例）")
    page.columns.show([c.key for c in page.model.columns].index("title"), False)
    page.columns.sort_by(0)
    page.reload()
    settle()
    path = tmp_path / "台账.xlsx"
    page.export_to(path)
    settle()
    rows = list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True, min_row=2))
    headings = [c.heading for c in page.model.columns]
    assert list(rows[0]) == [headings[place] for place in page.view.shown_columns()]
    assert "标题" not in rows[0]
    numbers = [page.model.index(row, 0).data() for row in range(3)]
    assert [row[0] for row in rows[1:]] == numbers
    page.export_to(tmp_path / "全部.xlsx", every=True)
    settle()
    every = next(
        openpyxl.load_workbook(tmp_path / "全部.xlsx").worksheets[0].iter_rows(values_only=True, min_row=2)
    )
    assert list(every) == headings
    records = ExportRecords(ctx, page)
    qtbot.addWidget(records)
    settle()
    cells = [[records.table.item(row, place).text() for place in range(8)] for row in range(2)]  # type: ignore[union-attr]
    assert cells[1][1:] == [
        "张三", "一号台", "工单台账", "3", "承办单位 某某路灯所（示例）", str(len(rows[0])), str(path),
    ]  # fmt: skip
    assert cells[0][6] == str(len(headings))


def test_what_is_due_to_be_urged_is_counted_filtered_and_done_with_one_key(
    page: LedgersPage, ctx: Desk, room: Room, qtbot: QtBot, settle: Settle
) -> None:
    assert page.chooser.buttons["self"].text() == "自采集台账"
    room.time.moment += timedelta(days=3, hours=8)  # 10:00 in Beijing
    page._ask_tasks()
    settle()
    assert page.chooser.buttons["self"].text() == "自采集台账　3"
    page.show_ledger("self")
    settle()
    assert page.filters.urge.text() == "待催办 3"
    page.filters.urge.click()
    settle()
    assert page.model.total == 3
    page.view.selectAll()
    page.view.setFocus()
    qtbot.keyClick(page.view, Key.Key_C)
    settle()
    bulk = page.doing.bulk
    assert bulk is not None
    assert (bulk.act, len(bulk.rows)) == (Act.URGE, 3)
    bulk.reject()
    for ticket in [page.model.row_id(row) for row in range(3)]:
        room.act(ticket, Act.URGE, means="文字", text="请速办")
    page._ask_tasks()
    settle()
    settle()
    assert page.model.total == 0
    assert page.view.empty.headline.text() == NOTHING_DUE[0]
    assert page.chooser.buttons["self"].text() == "自采集台账"
    page.show_ledger("hard")
    settle()
    assert page.filters.urge.isHidden()


def test_one_row_opens_the_form_of_its_act(page: LedgersPage, qtbot: QtBot, settle: Settle) -> None:
    page.filters.unit.setEditText("某某路灯所（示例）")
    page.reload()
    settle()
    page.view.selectRow(0)
    page.view.setFocus()
    qtbot.keyClick(page.view, Key.Key_M)
    qtbot.waitUntil(lambda: page.doing.acts.dialog is not None)
    dialog = page.doing.acts.dialog
    assert dialog is not None
    assert dialog.windowTitle() == "备注"
    dialog.reject()


@pytest.mark.parametrize(
    ("key", "kind", "every"),
    [
        (Mod.ControlModifier, SHOWN, False),
        (Mod.ControlModifier, EVERY, True),
        (Mod.ControlModifier | Mod.ShiftModifier, EVERY, True),
    ],
)
def test_the_file_dialog_asks_which_columns(
    page: LedgersPage,
    qtbot: QtBot,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    key: Qt.KeyboardModifier,
    kind: str,
    every: bool,
) -> None:
    offered: list[str] = []

    def choose(parent: object, title: str, suggestion: str, kinds: str) -> tuple[str, str]:
        offered.extend([Path(suggestion).name, *kinds.split(";;")])
        return str(tmp_path / "a"), kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    page.view.setFocus()
    qtbot.keyClick(page.view, Key.Key_E, key)
    settle()
    assert offered[0] == "工单台账_20261124.xlsx"
    assert offered[1] == (EVERY if Mod.ShiftModifier in key else SHOWN)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert (len(next(sheet.iter_rows(min_row=2))) == len(page.model.columns)) is every


def test_leaving_the_file_dialog_exports_nothing(
    page: LedgersPage, ctx: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    page.ask_export()
    assert ctx.tasks.idle


def test_ledgers_and_columns_are_gone_through_by_keys(
    page: LedgersPage, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClick(page.view, Key.Key_PageUp, Mod.ControlModifier)
    settle()
    assert page.ledger.name == "alerts"
    qtbot.keyClick(page.view, Key.Key_PageDown, Mod.ControlModifier)
    settle()
    assert page.ledger.name == "tickets"
    page.view.setCurrentIndex(page.model.index(0, 0))
    first = page.columns.shown[:2]
    qtbot.keyClick(page.view, Key.Key_Right, Mod.ControlModifier | Mod.ShiftModifier)
    assert page.columns.shown[:2] == first[::-1]


@pytest.mark.qt_log_ignore("does not support", extend=True)  # a menu asks the screen for more than there is
def test_columns_are_ticked_one_after_another_and_the_last_one_stays(page: LedgersPage, qtbot: QtBot) -> None:
    shown = page.columns.shown
    menu = page.columns.popup(page.mapToGlobal(page.rect().center()))
    qtbot.waitUntil(menu.isVisible)
    ticks = [action for action in menu.actions() if action.isChecked()]
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(ticks[0]).center())
    menu.setActiveAction(ticks[1])
    qtbot.keyClick(menu, Key.Key_Space)
    assert page.columns.shown == shown[2:]
    for action in ticks[2:]:
        action.trigger()
    assert page.columns.shown == shown[-1:]
    assert ticks[-1].isChecked()
    assert menu.isVisible()
    menu.close()


@pytest.mark.qt_log_ignore("does not support", extend=True)  # a menu asks the screen for more than there is
def test_letting_go_of_what_opened_the_menu_ticks_nothing(page: LedgersPage, qtbot: QtBot) -> None:
    shown = page.columns.shown
    menu = page.columns.popup(page.mapToGlobal(page.rect().center()))
    qtbot.waitUntil(menu.isVisible)
    at = menu.actionGeometry(menu.actions()[0]).center()
    qtbot.mouseRelease(menu, Qt.MouseButton.RightButton, pos=at)
    assert page.columns.shown == shown
    menu.close()
