"""Every ledger is opened by the program most offices here have, not only by the library that wrote it."""

from __future__ import annotations

import csv
import re
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from jiesu_desktop.clock import BEIJING
from jiesu_desktop.domain.ledgers import LEDGERS
from jiesu_desktop.services.ledger_export import export_file
from jiesu_desktop.storage.records import LedgerSpec
from tests.desk.processes import require
from tests.services.nasty import CELL, take_nasty
from tests.services.room import Room

pytestmark = [pytest.mark.long, pytest.mark.timeout(300)]

# Every sheet, commas, quotes, UTF-8, cells as they are shown.
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


@pytest.fixture
def room(migrated_sqlite_url: str) -> Iterator[Room]:
    """A duty room without orders."""
    require(["soffice"], "LibreOffice")
    made = Room(migrated_sqlite_url)
    yield made
    made.close()


def exported(room: Room, folder: Path) -> dict[str, Path]:
    """Every ledger as a workbook."""
    folder.mkdir()
    books = {name: folder / f"{name}.xlsx" for name in LEDGERS}
    for name, book in books.items():
        export_file(room.store, room.time, room.who, LedgerSpec(ledger=name), book)
    return books


def as_libreoffice_reads(books: dict[str, Path], folder: Path) -> dict[str, dict[str, list[list[str]]]]:
    """Ledger → sheet → its rows. A book LibreOffice wants to mend, or warns of, fails."""
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    done = subprocess.run(
        [*command, "--convert-to", _CSV, "--outdir", folder / "out", *books.values()],
        capture_output=True,
        text=True,
        check=True,
    )
    said = [
        line for line in (done.stdout + done.stderr).splitlines() if "javaldx" not in line
    ]  # there is no Java
    assert not [line for line in said if re.search("error|warn|corrupt|repair", line, re.IGNORECASE)]
    read: dict[str, dict[str, list[list[str]]]] = {name: {} for name in books}
    for path in (folder / "out").glob("*.csv"):
        name, sheet = path.stem.split("-", 1)
        with path.open(encoding="utf-8", newline="") as file:
            read[name][sheet] = list(csv.reader(file))
    return read


def shown(value: Any) -> str:
    """A value as a cell shows it; what no sheet can hold is gone, what is too long is cut and stands on sheet 2."""
    if isinstance(value, datetime):
        return f"{value.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"
    text = "" if value is None else str(value)
    return f"{text[:15_000]}……（全文 {len(text)} 字，见工作表“合计”）" if len(text) > CELL else text


def test_what_was_exported_stands_there_and_nothing_was_run(room: Room, tmp_path: Path) -> None:
    take_nasty(room)
    books = exported(room, tmp_path / "books")
    read = as_libreoffice_reads(books, tmp_path)
    for name, ledger in LEDGERS.items():
        assert read[name].keys() == {ledger.label, "合计"}
        with room.store.read() as queries:
            page = queries.ledger(LedgerSpec(ledger=name), limit=1 << 30)
        table = read[name][ledger.label]
        assert table[0][0] == ledger.label
        assert table[1] == [column.heading for column in page.columns]
        assert page.rows, name
        assert [[*map(plain, row)] for row in table[2:]] == [
            [plain(shown(value)) for value in row] for row in page.rows
        ]
        assert ["合计（条）", str(len(page.rows))] in read[name]["合计"]
        assert "f>" not in formulas(books[name]), name
        assert "真" * 15_000 in [
            row[1] for row in read[name]["合计"] if "全文" in row[0]
        ] or not page_is_long(page.rows)


def test_a_ledger_without_rows_opens_too(room: Room, tmp_path: Path) -> None:
    read = as_libreoffice_reads(exported(room, tmp_path / "books"), tmp_path)
    for name, ledger in LEDGERS.items():
        table = read[name][ledger.label]
        assert table[1] == [column.heading for column in ledger.columns]
        assert not any(any(row) for row in table[2:])
        assert ["合计（条）", "0"] in read[name]["合计"]


def plain(text: str) -> str:
    """Line ends are the reader's."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def page_is_long(rows: Any) -> bool:
    return any(isinstance(value, str) and len(value) > CELL for row in rows for value in row)


def formulas(book: Path) -> str:
    """The first sheet's XML without its texts."""
    with zipfile.ZipFile(book) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    return re.sub(r"<t[ >].*?</t>|<is>.*?</is>", "", sheet, flags=re.DOTALL)
