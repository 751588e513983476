"""通讯录 and 职责清单 as a workbook, there and back.

Written: a sheet 通讯录 with a row for each contact and a sheet 职责清单 with a row for each duty. Read: any visible sheet
whose header names 单位 and something else of ours; a unit may take several rows, and a blank 单位 means the unit above.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jiesu_desktop.domain.directory import Contact, Duty, Unit, UnitEntry, UnitKind
from jiesu_desktop.exchange.atomic import written_whole
from jiesu_desktop.exchange.cells import text_of
from jiesu_desktop.exchange.failures import UnreadableFile
from jiesu_desktop.exchange.headings import normalise
from jiesu_desktop.exchange.ledger_book import plain_look
from jiesu_desktop.exchange.sheets import Grid, Row, TextFile, WordFile, open_source, text_grid

_NAMES: dict[str, str] = {
    "name": "单位 单位名称 承办单位",
    "short": "简称",
    "kind": "类型 单位类型 类别",
    "phone24": "24小时电话 值班电话",
    "hours": "值班时间 工作时间",
    "address": "地址 单位地址",
    "unit_note": "单位备注",
    "active": "启用",
    "contact": "联系人 姓名",
    "post": "职务 岗位",
    "phone": "电话 联系电话 手机",
    "deputy": "副职 是否副职",
    "order": "呼叫顺序 顺序",
    "note": "备注",
    "duty": "职责 职责内容 主要职责",
    "keywords": "关键词 关键字",
    "category": "问题分类 对应分类",
}
_INDEX = {normalise(name): field for field, names in _NAMES.items() for name in names.split()}
_UNIT_COLUMNS = ("name", "short", "kind", "phone24", "hours", "address", "unit_note", "active")
_CONTACT_COLUMNS = ("contact", "post", "phone", "deputy", "order", "note")
_DUTY_COLUMNS = ("name", "duty", "keywords", "category")
_WIDTHS = {
    "name": 26,
    "duty": 60,
    "keywords": 40,
    "category": 30,
    "address": 30,
    "phone": 16,
    "phone24": 16,
    "note": 24,
}
_HEADER_ROWS = 20
_BETWEEN = re.compile(r"[\s,，、;；|/]+")


@dataclass(frozen=True, slots=True)
class ReadDirectory:
    """What a directory workbook gave: the units in its order, and (row, reason) of each refused row."""

    entries: tuple[UnitEntry, ...]
    rejected: tuple[tuple[int, str], ...] = ()


def write_directory(path: Path, entries: Sequence[UnitEntry]) -> int:
    """Write the units with their people and duties; returns how many units.

    Raises:
        UnwritableFile: the place cannot be written to.
    """
    from rustpy_xlsxwriter import FastExcel

    people = [*_UNIT_COLUMNS, *_CONTACT_COLUMNS]
    with written_whole(path) as temporary:
        book = FastExcel(str(temporary), output_format="xlsx").freeze(row=1, col=1)
        for name, columns, rows in (
            ("通讯录", people, _people_rows(entries)),
            ("职责清单", list(_DUTY_COLUMNS), _duty_rows(entries)),
        ):
            look = plain_look([_WIDTHS.get(column, 12) for column in columns])
            look["page_setup"] |= {"landscape": True, "fit_to_pages": (1, 0)}
            headings = [_NAMES[column].split()[0] for column in columns]
            records = [dict(zip(headings, row, strict=True)) for row in rows] or [dict.fromkeys(headings)]
            book.sheet(name, records, autofilter=True, **look)
        book.save()
    return len(entries)


def _people_rows(entries: Iterable[UnitEntry]) -> Iterator[list[Any]]:
    for entry in entries:
        unit = entry.unit
        block = [
            unit.name, unit.short, unit.kind.label, unit.phone24, unit.hours, unit.address, unit.note,
            "是" if unit.active else "否",
        ]  # fmt: skip
        for person in entry.contacts or (None,):
            own = (
                [
                    person.name,
                    person.post,
                    person.phone,
                    "是" if person.is_deputy else "",
                    person.order,
                    person.note,
                ]
                if person
                else [None] * len(_CONTACT_COLUMNS)
            )
            yield [value if value != "" else None for value in (*block, *own)]


def _duty_rows(entries: Iterable[UnitEntry]) -> Iterator[list[Any]]:
    for entry in entries:
        for duty in entry.duties:
            yield [entry.unit.name, duty.text, "、".join(duty.keywords) or None, duty.category or None]


@dataclass
class _Gathered:
    """One unit while its rows come in."""

    values: dict[str, str] = field(default_factory=dict)
    contacts: dict[tuple[str, str], Contact] = field(default_factory=dict)
    duties: dict[str, Duty] = field(default_factory=dict)


def read_directory(path: Path) -> ReadDirectory:
    """Read a directory workbook or CSV.

    Raises:
        UnreadableFile: it cannot be read, or no sheet has a header with 单位.
    """
    source = open_source(path)
    if isinstance(source, WordFile):
        raise UnreadableFile(path, "通讯录要用 Excel 或 CSV 文件。")
    grids = [_text_grid(source)] if isinstance(source, TextFile) else source
    gathered: dict[str, _Gathered] = {}
    rejected: list[tuple[int, str]] = []
    found = False
    for grid in grids:
        if (header := _find_header(grid.rows)) is not None:
            found = True
            _gather(grid, header, gathered, rejected)
    if not found:
        raise UnreadableFile(path, "找不到通讯录的表头。表头要有“单位”，以及“联系人”“电话”“职责”等至少一列。")
    return ReadDirectory(tuple(_entry(name, one) for name, one in gathered.items()), tuple(rejected))


def _text_grid(source: TextFile) -> Grid:
    import csv
    from io import StringIO

    return text_grid(source.text) or Grid("", list(csv.reader(StringIO(source.text, newline=""))))


def _find_header(rows: Sequence[Row]) -> int | None:
    scores = [len(_columns(row)) if "name" in _columns(row) else 0 for row in rows[:_HEADER_ROWS]]
    best = max(scores, default=0)
    return scores.index(best) if best >= 2 else None


def _columns(row: Row) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in enumerate(row):
        if isinstance(cell, str) and (known := _INDEX.get(normalise(cell))):
            found.setdefault(known, column)
    return found


def _gather(grid: Grid, header: int, gathered: dict[str, _Gathered], rejected: list[tuple[int, str]]) -> None:
    columns = _columns(grid.rows[header])
    name = ""
    for number, cells in enumerate(grid.rows[header + 1 :], header + 2):
        values = {key: text_of(cells[at]) for key, at in columns.items() if at < len(cells)}
        if not any(values.values()):
            continue
        name = values.get("name") or name
        if not name:
            rejected.append((number, "没有单位名称"))
            continue
        _add(gathered.setdefault(name, _Gathered()), values)


def _add(unit: _Gathered, values: dict[str, str]) -> None:
    for key in _UNIT_COLUMNS:
        if values.get(key):
            unit.values.setdefault(key, values[key])
    person, phone = values.get("contact", ""), values.get("phone", "")
    if person or phone:
        order = values.get("order", "")
        unit.contacts[person, phone] = Contact(
            name=person,
            post=values.get("post", ""),
            phone=phone,
            is_deputy=values.get("deputy", "") in ("是", "副", "1"),
            order=int(order) if order.isdecimal() else len(unit.contacts),
            note=values.get("note", ""),
        )
    if text := values.get("duty", ""):
        words = tuple(word for word in _BETWEEN.split(values.get("keywords", "")) if word)
        unit.duties[text] = Duty(text=text, keywords=words, category=values.get("category", ""))


def _entry(name: str, one: _Gathered) -> UnitEntry:
    values = one.values
    unit = Unit(
        name=name,
        short=values.get("short", ""),
        kind=UnitKind.from_label(values.get("kind", "")),
        phone24=values.get("phone24", ""),
        hours=values.get("hours", ""),
        address=values.get("address", ""),
        note=values.get("unit_note", ""),
        active=values.get("active", "是") != "否",
    )
    return UnitEntry(unit=unit, contacts=tuple(one.contacts.values()), duties=tuple(one.duties.values()))
