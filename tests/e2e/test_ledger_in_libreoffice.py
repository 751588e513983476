"""A ledger is opened by the program most offices here have, not only by the library that wrote it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desk.processes import require

pytestmark = pytest.mark.long

HEADERS = ("工单编号", "标题", "主要内容", "来电人", "来电人电话/账号", "被反映街乡镇")
ORDERS = [
    ("热线-260105-000001", "=1+1", "市民反映，路灯不亮。", "甲女士", "01055550001", "古城街道"),
    ("热线-260105-000002", "@SUM(A1)", "市民反映，𠮷祥路😀积水。", "乙先生", "01055550002", "八角街道"),
]


def _jiesu(folder: Path, *words: str | Path) -> str:
    command = [sys.executable, "-m", "jiesu_desktop", "--data-dir", folder, *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _as_libreoffice_reads(book: Path, folder: Path) -> list[list[str]]:
    """The first sheet, as LibreOffice shows it."""
    convert = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    done = subprocess.run(
        [*command, "--convert-to", convert, "--outdir", folder / "out", book],
        capture_output=True,
        text=True,
        check=True,
    )
    found = list((folder / "out").glob("*.csv"))
    assert len(found) == 1, done.stdout + done.stderr
    with found[0].open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.timeout(300)
def test_what_was_exported_stands_there_and_nothing_was_run(tmp_path: Path) -> None:
    require(["soffice"], "LibreOffice")
    orders = tmp_path / "来件.csv"
    with orders.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADERS, *ORDERS])
    _jiesu(tmp_path / "data", "import", orders)
    book = tmp_path / "台账.xlsx"
    reply = json.loads(_jiesu(tmp_path / "data", "export", "tickets", "--out", book))
    rows = _as_libreoffice_reads(book, tmp_path)
    header = next(i for i, row in enumerate(rows) if row[0] == "工单编号")
    table = [dict(zip(rows[header], row, strict=True)) for row in rows[header + 1 :] if any(row)]
    assert len(table) == reply["rows"] == len(ORDERS)
    shown = {row["工单编号"]: (row["标题"], row["主要内容"]) for row in table}
    assert shown == {order[0]: (order[1], order[2]) for order in ORDERS}
