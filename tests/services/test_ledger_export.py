"""An export holds what was asked for, and leaves a record of who made it or no file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from jiesu_desktop.domain.states import Refused
from jiesu_desktop.exchange.failures import Cancelled
from jiesu_desktop.services import ledger_export
from jiesu_desktop.services.ledger_export import export_file
from jiesu_desktop.storage.desk import Desk
from jiesu_desktop.storage.errors import DiskFull
from jiesu_desktop.storage.records import LedgerSpec
from tests.services.room import Room, minutes, numbered


def _sheet(path: Path) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True, min_row=2))


def test_the_columns_asked_for_stand_in_the_order_asked_for(room: Room, tmp_path: Path) -> None:
    room.take(numbered(3, street="老山"))
    path = tmp_path / "a.xlsx"
    spec = LedgerSpec(ledger="tickets", sort="number", descending=False)
    rows = export_file(room.store, room.time, room.who, spec, path, columns=("street", "number"))
    assert rows == 3
    assert _sheet(path) == [
        ("被反映街乡镇", "工单编号"),
        *(("老山", f"热线-261124-{n:06d}") for n in range(3)),
    ]
    export_file(room.store, room.time, room.who, spec, path, columns=["number"])
    assert _sheet(path)[1] == ("热线-261124-000000",)


@pytest.mark.parametrize("columns", [(), ("number", "colour")])
def test_a_column_there_is_none_of_is_refused(room: Room, tmp_path: Path, columns: tuple[str, ...]) -> None:
    with pytest.raises(Refused):
        export_file(
            room.store,
            room.time,
            room.who,
            LedgerSpec(ledger="tickets"),
            tmp_path / "a.xlsx",
            columns=columns,
        )
    assert list(tmp_path.glob("*.xlsx")) == []


def test_who_exported_what_is_an_event(room: Room, tmp_path: Path) -> None:
    room.take(numbered(2, unit="热力公司"))
    path = tmp_path / "台账.xlsx"
    spec = LedgerSpec(ledger="tickets", unit="热力公司", end=date(2026, 11, 30), text="暖气", level="urgent")
    room.at(5)
    export_file(room.store, room.time, room.who, spec, path, columns=("number", "title"))
    with room.store.read() as queries:
        (event,) = ledger_export.exports(queries)
    assert (event.at, event.actor, event.workstation) == (minutes(5), "张三", "一号台")
    assert event.data == {
        "ledger": "tickets",
        "label": "工单台账",
        "conditions": [
            ["获取时间", "最早 至 2026-11-30"], ["承办单位", "热力公司"], ["紧急程度", "紧急"], ["全文", "暖气"],
        ],
        "rows": 0,
        "file": str(path),
        "columns": ["工单编号", "标题"],
    }  # fmt: skip


def test_an_export_that_was_stopped_leaves_neither_file_nor_record(room: Room, tmp_path: Path) -> None:
    room.take(numbered(3))

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        export_file(
            room.store, room.time, room.who, LedgerSpec(ledger="tickets"), tmp_path / "a.xlsx", progress=stop
        )
    assert list(tmp_path.glob("*.xlsx")) == []
    with room.store.read() as queries:
        assert ledger_export.exports(queries) == []


@pytest.mark.parametrize("links", [True, False])
def test_a_file_nobody_can_know_of_does_not_stay(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    def full(*_: object) -> None:
        raise DiskFull("满")

    def unknown(*_: object) -> None:
        raise OSError

    if not links:  # a memory stick
        monkeypatch.setattr(Path, "hardlink_to", unknown)
    monkeypatch.setattr(Desk, "add_event", full)
    older = tmp_path / "older.xlsx"
    older.write_bytes(b"last month's")
    for name in ("a.xlsx", "older.xlsx"):
        with pytest.raises(DiskFull):
            export_file(room.store, room.time, room.who, LedgerSpec(ledger="tickets"), tmp_path / name)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".xlsx"] == ["older.xlsx"]
    assert older.read_bytes() == b"last month's"


def test_an_export_over_an_older_file_leaves_only_the_new_one(room: Room, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    for count in (1, 2):
        room.take([numbered(2)[count - 1]])
        export_file(room.store, room.time, room.who, LedgerSpec(ledger="tickets"), path)
    assert len(_sheet(path)) == 1 + 2
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".xlsx"] == ["a.xlsx"]
