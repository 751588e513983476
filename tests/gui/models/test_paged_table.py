"""The page cache: counts first, fetches what is looked at, forgets what is old, ignores answers to old questions."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.ledgers import ColumnKind, LedgerColumn
from jiesu_desktop.gui.models.ledger_table import LOADING, LedgerTable
from jiesu_desktop.gui.models.paged_table import KEPT, NEARBY, PAGE, Deliver, Page, Refuse, Wanted

COLUMNS = (LedgerColumn("number", "工单编号"), LedgerColumn("round", "办理轮次", kind=ColumnKind.INT))


class Source:
    """A query of so many rows that answers when told to."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.asked: list[tuple[Wanted, Deliver, Refuse]] = []
        self.name = "甲"

    def fetch(self, wanted: Wanted, deliver: Deliver, refuse: Refuse) -> None:
        self.asked.append((wanted, deliver, refuse))

    def answer(self) -> list[Wanted]:
        asked, self.asked = self.asked, []
        for wanted, deliver, _ in asked:
            end = min(wanted.offset + wanted.limit, self.total)
            rows = [(f"{self.name}-{row}", row) for row in range(wanted.offset, end)]
            ids = list(range(wanted.offset + 1, end + 1))
            deliver(Page(rows, ids, self.total if wanted.first else None))
        return [wanted for wanted, _, _ in asked]


@pytest.fixture
def source() -> Source:
    return Source(1_000_000)


@pytest.fixture
def table(source: Source, qtbot: QtBot) -> LedgerTable:
    made = LedgerTable(source.fetch)
    made.set_columns(COLUMNS)
    return made


def shown(table: LedgerTable, row: int, column: int = 0) -> Any:
    return table.data(table.index(row, column), Qt.ItemDataRole.DisplayRole)


def test_the_first_page_brings_the_count(table: LedgerTable, source: Source, qtbot: QtBot) -> None:
    counted: list[int] = []
    table.counted.connect(counted.append)
    table.reload()
    assert source.answer() == [Wanted(0, PAGE, first=True)]
    assert (counted, table.rowCount(), shown(table, 7), table.row_id(7)) == (
        [1_000_000],
        1_000_000,
        "甲-7",
        8,
    )


def test_a_row_far_away_is_fetched_by_itself(table: LedgerTable, source: Source, qtbot: QtBot) -> None:
    table.reload()
    source.answer()
    assert shown(table, 700_123) == LOADING
    assert table.row_id(700_123) == 0
    qtbot.waitUntil(lambda: bool(source.asked))
    assert source.answer() == [Wanted(700_000, PAGE, first=False)]
    assert (shown(table, 700_123), table.row_id(700_123)) == ("甲-700123", 700_124)


def test_a_drag_of_the_scroll_bar_asks_only_for_where_it_ends(
    table: LedgerTable, source: Source, qtbot: QtBot
) -> None:
    table.reload()
    source.answer()
    for row in range(PAGE, 40 * PAGE, PAGE):
        shown(table, row)
    qtbot.waitUntil(lambda: bool(source.asked))
    offsets = [wanted.offset for wanted in source.answer()]
    assert offsets == [(39 - back) * PAGE for back in range(NEARBY - 1, -1, -1)]


def test_only_so_many_pages_are_kept(table: LedgerTable, source: Source, qtbot: QtBot) -> None:
    table.reload()
    source.answer()
    for page in range(1, KEPT + 1):
        shown(table, page * PAGE)
        qtbot.waitUntil(lambda: bool(source.asked))
        source.answer()
    assert shown(table, 0) == LOADING, "the page looked at longest ago has gone"
    assert shown(table, KEPT * PAGE) == f"甲-{KEPT * PAGE}"


def test_an_answer_to_an_old_question_is_thrown_away(
    table: LedgerTable, source: Source, qtbot: QtBot
) -> None:
    table.reload()
    _, late, _ = source.asked[0]
    source.asked.clear()
    source.name, source.total = "乙", 3
    table.reload()
    source.answer()
    late(Page([("旧", 1)], [99], 1))
    assert (table.rowCount(), shown(table, 0), table.row_id(0)) == (3, "乙-0", 1)


def test_a_refresh_keeps_what_is_shown_until_the_answer_is_there(
    table: LedgerTable, source: Source, qtbot: QtBot
) -> None:
    source.total = 5
    table.reload()
    source.answer()
    source.name = "乙"
    table.reload(keep=True)
    assert (table.rowCount(), shown(table, 2)) == (5, "甲-2")
    source.answer()
    assert shown(table, 2) == "乙-2"


def test_a_page_that_cannot_be_read_says_so_and_can_be_asked_for_again(
    table: LedgerTable, source: Source, qtbot: QtBot
) -> None:
    told: list[str] = []
    table.failed.connect(told.append)
    table.reload()
    source.answer()
    shown(table, 5 * PAGE)
    qtbot.waitUntil(lambda: bool(source.asked))
    _, _, refuse = source.asked.pop()
    refuse("数据库出错")
    assert told == ["数据库出错"]
    shown(table, 5 * PAGE)
    qtbot.waitUntil(lambda: bool(source.asked))
    source.answer()
    assert shown(table, 5 * PAGE) == f"甲-{5 * PAGE}"


def test_no_rows_under_a_row(table: LedgerTable, source: Source) -> None:
    table.reload()
    source.answer()
    assert table.rowCount(table.index(0, 0)) == 0
    assert table.columnCount(table.index(0, 0)) == 0
    assert table.data(QModelIndex()) is None
