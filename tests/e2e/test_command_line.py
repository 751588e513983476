"""The story of one night told by the commands of cli.md, each in a process of its own as an outsider would call it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from jiesu_desktop.clock import BEIJING

ZERO = datetime(2026, 1, 5, 2, 0, tzinfo=BEIJING)
HEADERS = ("工单编号", "标题", "主要内容", "来电人", "来电人电话/账号", "被反映街乡镇", "自定列")


@dataclass
class Ran:
    status: int
    lines: list[dict[str, Any]]
    said: str


class Room:
    """A data folder and the commands run on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *words: str, status: int | None = 0) -> Ran:
        command = [sys.executable, "-m", "jiesu_desktop", "--data-dir", str(self.folder / "data"), *words]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            check=False,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
        )
        assert "Traceback" not in done.stderr, done.stderr
        if status is not None:
            assert done.returncode == status, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return Ran(done.returncode, _objects(done.stdout), done.stderr)

    def take_in(
        self, *rows: Sequence[str], at: datetime = ZERO, options: Sequence[str] = ()
    ) -> dict[str, Any]:
        path = self.folder / "orders.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([HEADERS, *rows])
        return self.run("import", str(path), "--obtained-at", at.isoformat(), *options).lines[0]

    def act(self, number: str, act: str, after: float, *options: str, status: int = 0) -> Ran:
        at = (ZERO + timedelta(minutes=after)).isoformat()
        return self.run("act", number, act, "--at", at, *options, status=status)

    def clocks(self, number: str, after: float) -> dict[tuple[str, str | None], dict[str, Any]]:
        at = (ZERO + timedelta(minutes=after)).isoformat()
        return {(c["clock"], c["unit"]): c for c in self.run("clocks", "--at", at, "--ticket", number).lines}


def _objects(text: str) -> list[dict[str, Any]]:
    text = text.strip()
    if not text:
        return []
    try:
        whole = json.loads(text)
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines()]
    return whole if isinstance(whole, list) else [whole]


def minutes(clock: dict[str, Any], key: str = "due_at") -> float:
    """A clock's moment, in minutes after the story's zero."""
    return (datetime.fromisoformat(clock[key]) - ZERO).total_seconds() / 60


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def order(number: str, content: str = "市民反映，路灯不亮。") -> tuple[str, ...]:
    return (number, "路灯不亮", content, "甲女士", "13800001234", "古城街道", "甲")


GENERAL, URGENT = "热线-260105-000001", "热线-260105-000002"


def test_a_general_order_goes_its_whole_way(room: Room) -> None:
    assert room.take_in(order(GENERAL))["added"] == 1
    clocks = room.clocks(GENERAL, 1)
    assert {key[0]: minutes(clock) for key, clock in clocks.items()} == {
        "dispatch": 30,
        "dispatch_limit": 24 * 60,
        "sign": 24 * 60,
        "close": 7 * 24 * 60,
    }
    room.act(GENERAL, "sign", 2)
    assert "sign" not in {kind for kind, _ in room.clocks(GENERAL, 3)}
    room.act(GENERAL, "dispatch", 5, "--unit", "示例路灯中心")
    clocks = room.clocks(GENERAL, 6)
    assert minutes(clocks["feedback", "示例路灯中心"]) == 35
    assert {kind for kind, _ in clocks} == {"feedback", "close"}
    room.act(GENERAL, "urge", 36, "--unit", "示例路灯中心", "--contact", "乙某", "--outcome", "told")
    assert minutes(room.clocks(GENERAL, 37)["feedback", "示例路灯中心"]) > 36
    room.act(GENERAL, "feedback", 60, "--text", "已修复", "--final")
    room.act(GENERAL, "close", 70, "--text", "已修复")
    callback = room.clocks(GENERAL, 71)
    assert {kind for kind, _ in callback} == {"callback"}
    early = room.act(GENERAL, "archive", 80, status=1)
    assert "回访" in early.said
    room.act(GENERAL, "callback", 400, "--outcome", "told", "--text", "满意")
    room.act(GENERAL, "archive", 410)
    assert room.clocks(GENERAL, 411) == {}


def test_an_urgent_order_has_the_urgent_limits_from_when_it_was_obtained(room: Room) -> None:
    room.take_in(order(URGENT), options=["--level", "urgent"])
    due = {kind: minutes(clock) for (kind, _), clock in room.clocks(URGENT, 1).items()}
    assert due["report"] == 5
    assert due["dispatch"] == 10
    assert due["confirm"] == 10
    assert due["close"] == 90
    assert room.clocks(URGENT, 4)["report", None]["state"] == "warning"
    assert room.clocks(URGENT, 6)["report", None]["state"] == "overdue"
    room.act(URGENT, "report", 3, "--outcome", "no_answer", "--contact", "丙科长")
    assert ("report", None) in room.clocks(URGENT, 4)
    room.act(URGENT, "report", 4, "--outcome", "told", "--contact", "丁科长")
    assert ("report", None) not in room.clocks(URGENT, 4.5)
    assert ("report", None) in room.clocks(URGENT, 3.5), "--at shows the acts that had occurred by then"


def test_a_raise_never_makes_a_due_moment_later(room: Room) -> None:
    room.take_in(order(GENERAL))
    room.act(GENERAL, "raise", 25, "--level", "urgent", "--basis", "change", "--reason", "现场升级")
    due = {kind: minutes(clock) for (kind, _), clock in room.clocks(GENERAL, 26).items()}
    assert due["report"] == 30
    assert due["dispatch"] == 30
    assert due["close"] == 25 + 90


def test_return_and_its_refusal(room: Room) -> None:
    room.take_in(order(GENERAL))
    refused = room.act(GENERAL, "return", 3, status=1)
    assert "原因" in refused.said or "理由" in refused.said
    room.act(GENERAL, "return", 4, "--reason", "非权属")
    assert {kind for kind, _ in room.clocks(GENERAL, 5)} == {"returned"}
    room.act(GENERAL, "return_refused", 50)
    due = {kind: minutes(clock) for (kind, _), clock in room.clocks(GENERAL, 51).items()}
    assert due["dispatch"] == 30
    assert due["close"] == 7 * 24 * 60


def test_an_act_that_is_not_open_says_which_are(room: Room) -> None:
    room.take_in(order(GENERAL))
    refused = room.act(GENERAL, "archive", 1, status=1)
    assert "签收" in refused.said
    assert room.clocks(GENERAL, 2).keys() == room.clocks(GENERAL, 1).keys()


def test_the_same_file_again_adds_nothing_and_keeps_every_column(room: Room) -> None:
    rows = [order(GENERAL), order(URGENT)]
    first = room.take_in(*rows)
    again = room.take_in(*rows)
    assert (first["rows"], first["added"], first["rejected"]) == (2, 2, [])
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 2)
    out = room.folder / "台账.xlsx"
    reply = room.run("export", "tickets", "--out", str(out)).lines[0]
    assert reply["rows"] == 2
    assert out.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("export", "nonsense", "--out", "x.xlsx"),
        ("act",),
        ("nonsense",),
    ],
)
def test_bad_usage_exits_with_2(room: Room, words: tuple[str, ...]) -> None:
    assert room.run(*words, status=2).said.strip()


@pytest.mark.parametrize(
    "url",
    ["nonsense", "sqlite:////nowhere/at/all/x.sqlite3", "postgresql+psycopg://nobody@127.0.0.1:1/none"],
)
def test_a_wrong_database_is_a_sentence_and_exit_1(room: Room, url: str) -> None:
    ran = room.run("--db", url, "clocks", status=1)
    assert any("一" <= char <= "鿿" for char in ran.said)


def test_an_unreadable_file_does_not_stop_the_others(room: Room) -> None:
    bad, good = room.folder / "坏.xlsx", room.folder / "好.csv"
    bad.write_bytes(b"not a workbook")
    with good.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADERS, order(GENERAL)])
    ran = room.run("import", str(bad), str(good), status=1)
    assert "坏.xlsx" in ran.said
    assert [line["added"] for line in ran.lines if line["file"].endswith("好.csv")] == [1]
