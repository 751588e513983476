"""Each ledger three ways, on seeded orders: the rows on screen, the reply of the service and the rows of the file are the
same, and they are those that a plain reading of all rows picks out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from jiesu_desktop.clock import BEIJING
from jiesu_desktop.domain.ledgers import LEDGERS, LedgerColumn
from jiesu_desktop.domain.tickets import Channel, Event, Level
from jiesu_desktop.gui.context import Desk, make_desk
from jiesu_desktop.gui.ledgers.ledger_rows import LedgerRows
from jiesu_desktop.gui.models.paged_table import PAGE
from jiesu_desktop.services import ledgers
from jiesu_desktop.services.ledger_export import export_file
from jiesu_desktop.services.seeding import seed
from jiesu_desktop.storage.records import LedgerSpec
from tests.services.nasty import CELL, take_nasty
from tests.services.room import Room, minutes

WORDS = ("暖气", "漏", "热力 反馈", "示例区 不热", "=1+1", "没有这样的字")

Row = tuple[Any, ...]


@dataclass
class Desks:
    """A window's side of the database, and all that stands in it, read once without any filter."""

    ctx: Desk
    until: Callable[[Callable[[], bool]], None]  # the event loop runs until then
    folder: Path
    rows: dict[str, list[tuple[int, Row]]] = field(default_factory=dict)  # ledger → (order, values)
    about: dict[int, dict[str, Any]] = field(default_factory=dict)  # order → its values
    texts: dict[int, str] = field(default_factory=dict)  # order → all that is searched

    def look(self) -> None:
        """Read everything."""
        with self.ctx.store.read() as queries:
            for name in LEDGERS:
                page = queries.ledger(LedgerSpec(ledger=name), limit=1 << 30)
                self.rows[name] = list(zip(page.ids, page.rows, strict=True))
            timelines = queries.tickets.events_of([ticket for ticket, _row in self.rows["tickets"]])
        keys = [column.key for column in self.columns("tickets")]
        for ticket, row in self.rows["tickets"]:
            self.about[ticket] = dict(zip(keys, row, strict=True))
            self.texts[ticket] = "\n".join([*_of_order(self.about[ticket]), *_of_timeline(timelines[ticket])])

    def columns(self, ledger: str) -> tuple[LedgerColumn, ...]:
        """What its rows hold."""
        with self.ctx.store.read() as queries:
            return queries.ledger_columns(ledger)

    # ------------------------------------------------------------------------------------------------ three ways

    def on_screen(self, spec: LedgerSpec) -> list[tuple[int, Row]]:
        """Every row as someone sees them who scrolls from top to bottom; as many as the count says."""
        owner = QObject()
        shown = LedgerRows(self.ctx, lambda: spec, owner)
        shown.reload()
        self.until(lambda: not shown.model.loading)
        seen: list[tuple[int, Row]] = []
        for first in range(0, shown.model.total, PAGE):
            self.until(partial(self._is_there, shown, first))
            for row in range(first, min(first + PAGE, shown.model.total)):
                values = shown.model.row_values(row)
                assert values is not None
                seen.append((shown.model.row_id(row), tuple(values)))
        return seen

    @staticmethod
    def _is_there(shown: LedgerRows, row: int) -> bool:
        return shown.model.row_values(row) is not None

    def in_reply(self, spec: LedgerSpec) -> list[tuple[int, Row]]:
        """The same of the service, asked for all at once."""
        with self.ctx.store.read() as queries:
            page = ledgers.page(queries, spec, limit=1 << 30)
            assert ledgers.export(queries, spec, self.ctx.time.now()).total == page.total == len(page.rows)
        return list(zip(page.ids, page.rows, strict=True))

    def in_file(self, spec: LedgerSpec, columns: list[str] | None = None) -> tuple[list[str], list[Row]]:
        """The headings and the rows of the workbook, which are as many as the export says."""
        path = self.folder / "台账.xlsx"
        written = export_file(self.ctx.store, self.ctx.time, self.ctx.who, spec, path, columns=columns)
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        table = sheet.to_python(skip_empty_area=False)
        rows = [tuple(map(_moment, row)) for row in table[2:] if any(cell != "" for cell in row)]
        assert len(rows) == written
        return [str(cell) for cell in table[1]], rows

    # -------------------------------------------------------------------------------------------- what it must be

    def meant(self, spec: LedgerSpec) -> list[tuple[int, Row]]:
        """The rows that the filters mean, from all rows by looking at each."""
        keys = [column.key for column in self.columns(spec.ledger)]
        own_date = keys.index(LEDGERS[spec.ledger].date_key)
        return [
            (ticket, row)
            for ticket, row in self.rows[spec.ledger]
            if self._of_those_days(spec, row[own_date]) and self._fits(spec, ticket)
        ]

    @staticmethod
    def _of_those_days(spec: LedgerSpec, moment: datetime) -> bool:
        day = moment.astimezone(BEIJING).date()
        return (spec.start or day) <= day <= (spec.end or day)

    def _fits(self, spec: LedgerSpec, ticket: int) -> bool:
        if not any((spec.unit, spec.level, spec.channel, spec.category, spec.text)):
            return True
        if ticket not in self.about:
            return False  # an alert about no order
        about = self.about[ticket]
        asked = {
            "unit": spec.unit,
            "level": spec.level and Level(spec.level).label,
            "channel": spec.channel and Channel(spec.channel).label,
        }
        return (
            all(word in ("", about[key]) for key, word in asked.items())
            and (not spec.category or f"{about['category']}->".startswith(f"{spec.category}->"))
            and all(word in self.texts[ticket] for word in spec.text.split())
        )

    def check(self, spec: LedgerSpec, columns: list[str] | None = None) -> int:
        """The three are the same, and they are what is meant; how many rows. Sorted otherwise: as the service has it."""
        expected = self.meant(spec)
        if spec.sort:
            as_sorted = self.in_reply(spec)
            assert sorted(map(repr, as_sorted)) == sorted(map(repr, expected)), spec
            expected = as_sorted
        assert self.on_screen(spec) == expected, spec
        assert self.in_reply(spec) == expected, spec
        every = self.columns(spec.ledger)
        chosen = [next(c for c in every if c.key == key) for key in columns] if columns else list(every)
        headings, rows = self.in_file(spec, columns)
        assert headings == [column.heading for column in chosen]
        places = [every.index(column) for column in chosen]
        cells = [tuple(in_cell(row[place]) for place in places) for _ticket, row in expected]
        assert len(rows) == len(cells)
        for row, cell in zip(rows, cells, strict=True):
            assert row == cell, spec
        return len(rows)


def _of_order(about: dict[str, Any]) -> Iterator[str]:
    for key in (
        "number",
        "title",
        "content",
        "category",
        "district",
        "street",
        "community",
        "place",
        "result",
        "reply",
    ):
        yield about[key]


def _of_timeline(events: list[Event]) -> Iterator[str]:
    for event in events:
        d = event.details
        yield from filter(None, (d.text, d.reason, d.unit, d.from_unit, d.contact, *d.assist))


def _moment(cell: Any) -> Any:
    """The reader takes midnight for a day."""
    return datetime(cell.year, cell.month, cell.day) if type(cell) is date else cell  # noqa: DTZ001 - wall time


def in_cell(value: Any) -> Any:
    """A value as a sheet gives it back: Beijing wall time to the second, blanks alike, what is too long for a cell cut."""
    if isinstance(value, datetime):
        return value.astimezone(BEIJING).replace(tzinfo=None, microsecond=0)
    if isinstance(value, str) and len(value) > CELL:
        return f"{value[:15_000]}……（全文 {len(value)} 字，见工作表“合计”）"
    return "" if value is None else value


@pytest.fixture(params=[700, pytest.param(10_000, marks=[pytest.mark.long, pytest.mark.timeout(1200)])])
def desks(request: pytest.FixtureRequest, room: Room, tmp_path: Path, qtbot: QtBot) -> Iterator[Desks]:
    """A window over a room with so many orders."""
    room.time.moment = minutes(600)
    seed(room.store, room.time, room.who, tickets=request.param, seed=7)
    take_nasty(room)
    ctx = make_desk(room.store, room.time, room.who, tmp_path)
    made = Desks(ctx, lambda holds: qtbot.waitUntil(holds, timeout=60_000), tmp_path)
    made.look()
    yield made
    ctx.tasks.close()


# ------------------------------------------------------------------------------------------------------- the proof


def test_every_ledger_is_the_same_on_screen_in_the_reply_and_in_the_file(desks: Desks) -> None:
    """Without a filter; between two days, both included; narrowed by filters, searched, sorted, with columns chosen."""
    found = {name: desks.check(LedgerSpec(ledger=name)) for name in LEDGERS}
    assert all(found.values()), found
    for place, name in enumerate(LEDGERS):
        keys = keys_of(desks, name)
        own_date = keys.index(LEDGERS[name].date_key)
        days = sorted(row[own_date] for _ticket, row in desks.rows[name])
        start, end = (days[len(days) * part // 8].astimezone(BEIJING).date() for part in (1, 7))
        between = LedgerSpec(ledger=name, start=start, end=end)
        assert desks.check(between) > 0
        assert desks.check(replace(between, end=start), columns=keys[5::-1]) > 0
        unit, category = common(desks, name, "unit"), common(desks, name, "category").split("->")[0]
        filters = (
            {"unit": unit}, {"category": category}, {"level": Level.URGENT.value}, {"channel": Channel.SELF.value},
            {"unit": unit, "level": Level.GENERAL.value, "end": end}, {"category": category, "text": "反映"},
        )  # fmt: skip
        desks.check(LedgerSpec(ledger=name, **filters[place % len(filters)]))
        desks.check(LedgerSpec(ledger=name, **filters[(place + 3) % len(filters)], start=start))
        desks.check(LedgerSpec(ledger=name, text=WORDS[place % len(WORDS)]))
        desks.check(replace(between, sort="level" if place % 2 else "number", descending=place % 3 == 0))


def keys_of(desks: Desks, ledger: str) -> list[str]:
    return [column.key for column in desks.columns(ledger)]


def common(desks: Desks, ledger: str, key: str) -> str:
    """The value that most rows of a ledger have."""
    values = Counter(desks.about[ticket][key] for ticket, _row in desks.rows[ledger] if ticket in desks.about)
    return str(values.most_common(1)[0][0])
