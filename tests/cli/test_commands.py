from __future__ import annotations

import json
import os
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from jiesu_desktop import cli
from jiesu_desktop.cli.arguments import Options
from jiesu_desktop.clock import SystemTime
from jiesu_desktop.domain.tickets import Who
from jiesu_desktop.services import attachments
from jiesu_desktop.storage.engine import open_store
from tests.exchange.workbooks import HEADINGS, order, write_csv, write_xlsx

NUMBER = "热线-260105-000001"
AT = "2026-01-05T02:00:00+08:00"


@dataclass
class Ran:
    status: int
    lines: list[dict[str, Any]]
    said: str


class Desk:
    """The commands run on one data folder."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], url: str = "") -> None:
        self.folder, self._capsys = folder, capsys
        self._database = ["--db", url] if url else []

    def run(self, *words: object, status: int = 0) -> Ran:
        where = ["--data-dir", str(self.folder / "data"), *self._database]
        found = cli.main([*where, *map(str, words)], _no_window)
        said = self._capsys.readouterr()
        assert found == status, said.err
        return Ran(found, [json.loads(line) for line in said.out.splitlines()], said.err)

    def take_in(self, *rows: Sequence[Any], options: Sequence[str] = ()) -> dict[str, Any]:
        path = write_csv(self.folder / "orders.csv", [HEADINGS, *rows])
        return self.run("import", path, "--obtained-at", AT, *options).lines[0]


def _no_window(options: Options) -> int:
    raise AssertionError("no window was asked for")


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], empty_db_url: str) -> Desk:
    """On both engines."""
    return Desk(tmp_path, capsys, empty_db_url)


@pytest.fixture
def sqlite_desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """On the SQLite file of its data folder."""
    return Desk(tmp_path, capsys)


def test_desk_and_demo_are_the_windows(tmp_path: Path) -> None:
    seen: list[str] = []

    def open_desk(options: Options) -> int:
        seen.append(options.command)
        return 7

    assert cli.main([], open_desk) == 7
    assert cli.main(["demo", "--speed", "20"], open_desk) == 7
    assert seen == ["", "demo"]


def test_no_command_brings_qt_in(tmp_path: Path) -> None:
    import subprocess

    code = (
        "import sys\nfrom jiesu_desktop import cli\n"
        f"assert cli.main(['clocks', '--data-dir', {str(tmp_path)!r}], lambda o: 1) == 0\n"
        "heavy = {'PySide6', 'openpyxl', 'docx', 'pypinyin', 'rustpy_xlsxwriter', 'nanoarrow'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_import_counts_add_up(desk: Desk) -> None:
    done = desk.take_in(
        order(1), order(2, 办结时间="2026-01-04 10:00"), order(3, 办结时间="乱"), order(1, 标题="后")
    )
    assert done["rows"] == 4
    assert (done["added"], done["history"], done["updated"], done["unchanged"]) == (2, 1, 0, 0)
    assert [one["row"] for one in done["rejected"]] == [2, 4]
    again = desk.take_in(order(1, 标题="后"), order(2, 办结时间="2026-01-04 10:00"))
    assert (again["added"], again["unchanged"]) == (0, 2)


def test_dry_run_changes_nothing(desk: Desk) -> None:
    assert desk.take_in(order(1), options=["--dry-run"])["added"] == 1
    assert desk.take_in(order(1))["added"] == 1


def test_an_unreadable_file_does_not_stop_the_others(sqlite_desk: Desk) -> None:
    bad = sqlite_desk.folder / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04")
    good = write_xlsx(sqlite_desk.folder / "好.xlsx", [HEADINGS, order(1)])
    ran = sqlite_desk.run("import", bad, good, sqlite_desk.folder / "无.csv", status=1)
    assert [(Path(line["file"]).name, line["rows"], line["added"]) for line in ran.lines] == [
        ("坏.xlsx", 0, 0), ("好.xlsx", 1, 1), ("无.csv", 0, 0)
    ]  # fmt: skip
    assert "坏.xlsx" in ran.said
    assert "无.csv" in ran.said


def test_clocks_by_due_moment_with_their_why(desk: Desk) -> None:
    desk.take_in(order(1), options=["--level", "urgent"])
    lines = desk.run("clocks", "--at", "2026-01-05T02:04:30+08:00").lines
    assert [line["clock"] for line in lines][:2] == ["report", "confirm"]
    assert lines[0] == {
        "ticket": NUMBER, "round": 1, "clock": "report", "unit": None, "started_at": AT,
        "due_at": "2026-01-05T02:05:00+08:00", "state": "warning", "next_alert_at": "2026-01-05T02:05:00+08:00",
        "why": lines[0]["why"],
    }  # fmt: skip
    assert "5" in lines[0]["why"]
    assert [line["due_at"] for line in lines] == sorted(line["due_at"] for line in lines)


def test_an_open_question_hides_no_clock_s_next_alert(desk: Desk) -> None:
    """疑似紧急 is asked again every two minutes, so at every moment at which a clock is told; the search never ended."""
    desk.take_in(order(1, 主要内容="市民反映，楼道漏气。"))
    next_at = {line["clock"]: line["next_alert_at"][5:16] for line in desk.run("clocks", "--at", AT).lines}
    assert next_at == {
        "dispatch": "01-05T02:20",
        "dispatch_limit": "01-05T22:00",
        "sign": "01-05T22:00",
        "close": "01-10T02:00",
    }


def test_clocks_then_from_what_had_occurred_by_then(desk: Desk) -> None:
    desk.take_in(order(1))
    desk.run("act", NUMBER, "return", "--reason", "非权属", "--at", "2026-01-05T02:10:00+08:00")
    desk.run("act", NUMBER, "return_taken", "--text", "园林", "--at", "2026-01-05T02:20:00+08:00")
    assert desk.run("clocks", "--at", "2026-01-05T02:30:00+08:00").lines == []
    assert {line["clock"] for line in desk.run("clocks", "--at", "2026-01-05T02:15:00+08:00").lines} == {
        "returned"
    }
    assert "dispatch" in {
        line["clock"] for line in desk.run("clocks", "--at", "2026-01-05T02:05:00+08:00").lines
    }
    assert desk.run("clocks", "--at", "2026-01-05T01:59:00+08:00").lines == []
    assert "没有编号" in desk.run("clocks", "--ticket", "X-1", status=1).said


def test_act_prints_the_order_and_a_refusal_says_what_is_open(desk: Desk) -> None:
    desk.take_in(order(1))
    shown = desk.run("act", NUMBER, "sign", "--as", "示某", "--at", "2026-01-05T02:03:00+08:00").lines[0]
    assert (shown["ticket"], shown["phase"], shown["version"]) == (NUMBER, "待派发", 2)
    assert [event["act"] for event in shown["timeline"]] == ["obtain", "sign"]
    assert shown["timeline"][1]["actor"] == "示某"
    refused = desk.run("act", NUMBER, "archive", status=1)
    assert refused.lines == []
    assert "现在可做" in refused.said
    assert "派发" in refused.said


def test_the_life_of_a_hard_case_obeys_the_same_rules_as_the_window(desk: Desk) -> None:
    desk.take_in(order(1))
    desk.run("act", NUMBER, "dispatch", "--unit", "某某热力公司")
    past = desk.run("act", NUMBER, "defer", "--reason", "管网老化", "--until", "2020-01-01", status=1)
    assert "已经过去" in past.said
    applied = desk.run("act", NUMBER, "defer", "--reason", "历史遗留，管网老化").lines[0]
    assert applied["timeline"][-1]["details"]["code"] == "历史遗留"
    assert "写明原因" in desk.run("act", NUMBER, "defer_refused", status=1).said
    decided = desk.run("act", NUMBER, "defer_approved", "--leader", "卯主任").lines[0]
    assert decided["phase"] == "挂账中"
    assert decided["timeline"][-1]["details"]["leader"] == "卯主任"
    assert (
        desk.run("act", NUMBER, "progress", "--text", "已招标", "--until", "2099-12-31").lines[0]["phase"]
        == "挂账中"
    )
    assert desk.run("act", NUMBER, "settle").lines[0]["phase"] == "待反馈"
    desk.run("act", NUMBER, "feedback", "--text", "修好", "--final")
    assert desk.run("act", NUMBER, "unit_sign", "--contact", "甲某").lines[0]["phase"] == "待办结"


def test_merge_and_correct_by_number_and_event(desk: Desk) -> None:
    desk.take_in(order(1), order(2))
    merged = desk.run("act", NUMBER, "merge", "--lead", "热线-260105-000002").lines[0]
    assert merged["phase"] == "已合并"
    event = merged["timeline"][-1]["event"]
    back = desk.run("act", NUMBER, "correct", "--event", event, "--reason", "点错").lines[0]
    assert back["phase"] == "待签收"


def test_export_reads_back_with_every_column(desk: Desk) -> None:
    desk.take_in(order(1, 标题="=1+1", 标签="七有五性", 企业名称="示例公司"), order(2))
    out = desk.folder / "台账.xlsx"
    reply = desk.run("export", "tickets", "--out", out, "--from", "2026-01-05", "--to", "2026-01-05").lines
    assert reply == [{"ledger": "tickets", "rows": 2, "file": str(out)}]
    sheet = openpyxl.load_workbook(out).worksheets[0]
    header = [str(cell.value) for cell in sheet[2]]
    assert set(HEADINGS) <= set(header)
    rows = [dict(zip(header, row, strict=True)) for row in sheet.iter_rows(min_row=3, values_only=True)]
    assert {row["工单编号"] for row in rows} == {NUMBER, "热线-260105-000002"}
    assert next(row for row in rows if row["工单编号"] == NUMBER)["标题"] == "=1+1"
    assert desk.run("export", "tickets", "--out", out, "--from", "2026-01-06").lines[0]["rows"] == 0
    assert desk.run(
        "export", "tickets", "--out", out, "--from", "2026-01-06", "--to", "2026-01-05", status=2
    ).said
    assert "不存在" in desk.run("export", "tickets", "--out", desk.folder / "none" / "a.xlsx", status=1).said


def test_an_export_by_command_is_recorded_like_one_from_the_window(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.take_in(order(1))
    out = desk.folder / "台账.xlsx"
    desk.run("export", "tickets", "--out", out, "--from", "2026-01-05")
    with closing(sqlite3.connect(desk.folder / "data" / "jiesu.sqlite3")) as database:
        (record,) = database.execute("SELECT data FROM desk_events WHERE kind = 'export'").fetchall()
    said = json.loads(record[0])
    assert (said["ledger"], said["rows"], said["file"]) == ("tickets", 1, str(out))
    assert said["conditions"] == [["获取时间", "2026-01-05 至 最近"]]


def test_policy_show_and_set(desk: Desk) -> None:
    shown = desk.run("policy", "show").lines[0]
    assert shown["clocks"]["report"]["urgent"] == "5分钟"
    shown["clocks"]["report"]["urgent"] = "4分钟"
    shown.pop("effective_at")
    path = desk.folder / "p.json"
    path.write_text(json.dumps(shown, ensure_ascii=False), encoding="utf-8")
    desk.run("policy", "set", path)
    assert desk.run("policy", "show").lines[0]["clocks"]["report"]["urgent"] == "4分钟"
    path.write_text("not = [a policy", encoding="utf-8")
    assert "现行规则不变" in desk.run("policy", "set", path, status=1).said


def test_search_and_suggest(desk: Desk) -> None:
    desk.take_in(order(1, 主要内容="市民反映，路口井盖丢失，有人险些掉入"), order(2))
    found = desk.run("search", "井盖丢失").lines[0]
    assert found["hits"] == 1
    assert found["tickets"][0]["ticket"] == NUMBER
    assert found["ms"] >= 0
    assert desk.run("search", "没有这些字").lines[0]["hits"] == 0
    proposal = desk.run("suggest", NUMBER).lines[0]
    assert proposal["level"]["level"] == "urgent"
    assert set(proposal) == {"level", "category", "units", "duplicates", "precedents"}
    text = desk.folder / "a.txt"
    text.write_text("市民反映，楼道漏气", encoding="utf-8")
    assert desk.run("suggest", "--text", text).lines[0]["level"]["level"] == "urgent"
    assert "没有编号" in desk.run("suggest", "X-1", status=1).said


def test_seed_backup_and_restore(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    made = desk.run("seed", "--tickets", 60, "--open", 20, "--seed", 5).lines[0]
    assert made["tickets"] == 60
    assert "已有 60 件" in desk.run("seed", "--tickets", 5, status=1).said
    kept = desk.run("backup").lines[0]["file"]
    desk.take_in(order(1))
    assert desk.run("search", "示例小区").lines[0]["hits"] == 1
    desk.run("restore", kept)
    assert desk.run("search", "示例小区").lines[0]["hits"] == 0
    wrong = write_csv(desk.folder / "x.sqlite3", [HEADINGS])
    assert desk.run("restore", wrong, status=1).said
    assert desk.run("export", "tickets", "--out", desk.folder / "a.xlsx").lines[0]["rows"] == 60


def test_files_go_with_an_act(desk: Desk) -> None:
    desk.take_in(order(1))
    letter, empty = desk.folder / "来信.txt", desk.folder / "empty.txt"
    letter.write_bytes(b"a letter")
    empty.write_bytes(b"")
    done = desk.run("act", NUMBER, "attach", "--file", letter, "--file", letter).lines[0]["timeline"][-1]
    assert [file[0] for file in done["details"]["attachments"]] == ["来信.txt", "来信 (2).txt"]
    assert "0 字节" in desk.run("act", NUMBER, "note", "--text", "x", "--file", empty, status=1).said
    assert "请选择要添加的文件" in desk.run("act", NUMBER, "attach", status=1).said


def test_files_of_orders_are_backed_up_and_come_back(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.take_in(order(1))
    letter = desk.folder / "letter.txt"
    letter.write_bytes(b"a letter")
    store = open_store(f"sqlite:///{desk.folder / 'data' / 'jiesu.sqlite3'}")
    (file,) = attachments.keep(store, [letter])
    with store.begin() as work:
        ticket = work.tickets.by_number(NUMBER)
        assert ticket is not None
        attachments.attach(work, SystemTime(), Who("示某", "一号台"), ticket.id, (file,))
    store.close()
    packed, plain = desk.folder / "all.zip", desk.folder / "b" / "plain.sqlite3"
    for target in (packed, plain):
        assert desk.run("backup", "--out", target).lines[0]["missing"] == 0
    place = desk.folder / "data" / "attachments" / file.digest[:2] / file.digest
    for target in (packed, plain):
        place.unlink()
        assert desk.run("restore", target).lines[0]["missing"] == 0
        assert place.read_bytes() == b"a letter"
    place.unlink()
    moved = plain.rename(desk.folder / "moved-without-its-files.sqlite3")
    found = desk.run("restore", moved)
    assert found.lines[0]["missing"] == 1
    assert "1 个附件" in found.said


def test_files_of_what_a_restore_replaces_can_be_had_back(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.take_in(order(1))
    empty = desk.run("backup").lines[0]["file"]
    letter = desk.folder / "letter.txt"
    letter.write_bytes(b"a letter")
    desk.run("act", NUMBER, "attach", "--file", letter)
    kept = desk.run("restore", empty).lines[0]["kept"]
    (place,) = (desk.folder / "data" / "attachments").glob("??/*")
    place.unlink()  # swept up: no order names it now
    assert desk.run("restore", kept).lines[0]["missing"] == 0
    assert place.read_bytes() == b"a letter"


def test_postgresql_is_backed_up_by_its_own_tools(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], postgres_url: str
) -> None:
    desk = Desk(tmp_path, capsys, postgres_url)
    assert "pg_dump" in desk.run("backup", status=1).said
    assert "pg_restore" in desk.run("restore", tmp_path / "x", status=1).said


def test_init_makes_only_the_first_operator(desk: Desk) -> None:
    assert desk.run("init", "--as", "示某").lines == [{"operator": "示某"}]
    assert "已有操作员 示某" in desk.run("init", "--as", "另某", status=1).said
    assert desk.run("init", status=2).said


def test_doctor_checks_everything(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    desk.run("seed", "--tickets", 5)
    lines = desk.run("doctor").lines
    assert {line["check"] for line in lines} == {
        "database", "disk", "fonts", "tray", "sound", "voice", "clock", "backups"
    }  # fmt: skip
    found = {line["check"]: line for line in lines}
    assert found["database"]["ok"]
    assert "能写能读，5 件工单" in found["database"]["detail"]
    assert not found["backups"]["ok"]
    assert all(line["detail"] for line in lines)


def test_doctor_tells_a_database_that_takes_nothing_and_a_clock_behind_its_file(sqlite_desk: Desk) -> None:
    path = sqlite_desk.folder / "data" / "jiesu.sqlite3"
    sqlite_desk.run("seed", "--tickets", 5)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE TRIGGER taken_by_nobody BEFORE INSERT ON settings BEGIN SELECT RAISE(IGNORE); END"
        )
    tomorrow = path.stat().st_mtime + 86_400
    os.utime(path, (tomorrow, tomorrow))
    found = {line["check"]: line for line in sqlite_desk.run("doctor", status=1).lines}
    assert (found["database"]["ok"], found["database"]["detail"]) == (False, "写入的内容读不回来")
    assert not found["clock"]["ok"]
    assert "早于数据库文件" in found["clock"]["detail"]


def test_doctor_with_a_broken_database_still_answers(sqlite_desk: Desk) -> None:
    broken = sqlite_desk.folder / "b.sqlite3"
    broken.write_bytes(b"this is no database, whatever its name may say" * 100)
    ran = sqlite_desk.run("doctor", "--db", f"sqlite:///{broken}", status=1)
    found = {line["check"]: line["ok"] for line in ran.lines}
    assert not found["database"]
    assert len(found) == 8


@pytest.mark.parametrize(
    "words", [("report", "daily", "--date", "2026-01-05", "--out-dir", "x"), ("handover", "--out", "x.zip")]
)
def test_what_comes_later_says_so(sqlite_desk: Desk, words: tuple[str, ...]) -> None:
    assert "尚未提供" in sqlite_desk.run(*words, status=1).said


@pytest.mark.parametrize(
    "url", ["nonsense", "sqlite:////nowhere/at/all/x.sqlite3", "mysql://x/y", "sqlite://"]
)
def test_wrong_database_gets_a_sentence(sqlite_desk: Desk, url: str) -> None:
    ran = sqlite_desk.run("clocks", "--db", url, status=1)
    assert ran.lines == []
    assert "Traceback" not in ran.said
    assert any("一" <= character <= "鿿" for character in ran.said)


def test_a_bug_is_a_sentence_too_and_its_trace_is_in_the_log(
    sqlite_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from jiesu_desktop.cli import clocks

    def broken(options: Options) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(clocks, "run_clocks", broken)
    ran = sqlite_desk.run("clocks", status=1)
    assert "程序出错（ZeroDivisionError）" in ran.said
    assert "ZeroDivisionError" in (sqlite_desk.folder / "data" / "logs" / "desk.log").read_text(
        encoding="utf-8"
    )
