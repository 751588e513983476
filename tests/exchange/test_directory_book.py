from __future__ import annotations

from pathlib import Path

import pytest

from jiesu_desktop.domain.directory import Contact, Duty, Unit, UnitEntry, UnitKind
from jiesu_desktop.exchange.directory_book import read_directory, write_directory
from jiesu_desktop.exchange.failures import UnreadableFile
from tests.exchange.workbooks import write_xlsx

ENTRIES = (
    UnitEntry(
        unit=Unit(
            name="甲供热（示例）",
            short="甲供热",
            kind=UnitKind.UTILITY,
            phone24="010-5555 0001",
            hours="8:30–17:30",
        ),
        contacts=(
            Contact(name="张示", post="班长", phone="010-5555 1000"),
            Contact(name="李示", phone="010-5555 1001", is_deputy=True, order=1, note="夜班"),
        ),
        duties=(Duty(text="供暖与管网", keywords=("不热", "停暖"), category="供暖->不热"), Duty(text="缴费")),
    ),
    UnitEntry(unit=Unit(name="乙街道（示例）", kind=UnitKind.STREET, active=False)),
)


def test_there_and_back(tmp_path: Path) -> None:
    path = tmp_path / "通讯录.xlsx"
    assert write_directory(path, ENTRIES) == 2
    read = read_directory(path)
    assert read.entries == ENTRIES
    assert read.rejected == ()


def test_no_units_gives_headers_only(tmp_path: Path) -> None:
    write_directory(tmp_path / "a.xlsx", ())
    assert read_directory(tmp_path / "a.xlsx").entries == ()


def test_one_sheet_with_merged_unit_cells(tmp_path: Path) -> None:
    rows = [
        ["通讯录"],
        ["单位", "类型", "职责", "关键词", "联系人", "职务", "电话", "24小时电话", "值班时间"],
        [
            "丙排水（示例）",
            "公服企业",
            "雨污水管道",
            "堵塞，外溢",
            "王示",
            "主任",
            "010-5555 2000",
            "010-5555 2001",
            "全天",
        ],
        ["", "", "河道", "", "赵示", "", "010-5555 2002", "", ""],
    ]
    (entry,) = read_directory(write_xlsx(tmp_path / "a.xlsx", rows)).entries
    assert (entry.unit.kind, entry.unit.phone24, entry.unit.hours) == (
        UnitKind.UTILITY,
        "010-5555 2001",
        "全天",
    )
    assert [contact.name for contact in entry.contacts] == ["王示", "赵示"]
    assert [(duty.text, duty.keywords) for duty in entry.duties] == [
        ("雨污水管道", ("堵塞", "外溢")),
        ("河道", ()),
    ]


def test_row_before_any_unit_is_refused(tmp_path: Path) -> None:
    read = read_directory(
        write_xlsx(tmp_path / "a.xlsx", [["单位", "联系人"], ["", "王示"], ["丁（示例）", "李示"]])
    )
    assert [entry.unit.name for entry in read.entries] == ["丁（示例）"]
    assert read.rejected == ((2, "没有单位名称"),)


def test_no_header(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="单位"):
        read_directory(write_xlsx(tmp_path / "a.xlsx", [["甲", "乙"], [1, 2]]))
