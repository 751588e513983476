from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from jiesu_desktop.cli.arguments import parse
from jiesu_desktop.clock import BEIJING
from jiesu_desktop.domain.states import BY_THE_DESK
from jiesu_desktop.domain.tickets import Act, Channel, Level


def test_no_words_opens_the_desk() -> None:
    options = parse([])
    assert (options.command, options.data_dir, options.who) == ("", None, None)
    assert options.url.endswith("jiesu.sqlite3")


@pytest.mark.parametrize(
    "argv",
    [
        ["--data-dir", "d", "--db", "sqlite:///x", "--as", "示某", "clocks"],
        ["clocks", "--data-dir", "d", "--db", "sqlite:///x", "--as", "示某"],
        ["--data-dir", "d", "clocks", "--as", "示某", "--db", "sqlite:///x"],
        ["policy", "show", "--data-dir", "d", "--as", "示某", "--db", "sqlite:///x"],
    ],
)
def test_global_options_before_or_after_the_command(argv: list[str]) -> None:
    options = parse(argv)
    assert (options.data_dir, options.db, options.who) == (Path("d"), "sqlite:///x", "示某")


def test_the_later_place_wins() -> None:
    assert parse(["--db", "a", "clocks", "--db", "b"]).db == "b"


def test_database_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIESU_DB", "sqlite:///e")
    assert parse(["clocks"]).url == "sqlite:///e"
    assert parse(["clocks", "--db", "sqlite:///x"]).url == "sqlite:///x"


def test_database_lies_in_the_data_folder(tmp_path: Path) -> None:
    assert parse(["clocks", "--data-dir", str(tmp_path)]).url == f"sqlite:///{tmp_path / 'jiesu.sqlite3'}"


def test_moments_without_offset_are_beijings() -> None:
    assert parse(["clocks", "--at", "2026-01-05T02:14:00"]).at == datetime(2026, 1, 5, 2, 14, tzinfo=BEIJING)
    assert parse(["clocks", "--at", "2026-01-04T18:14:00+00:00"]).at == datetime(
        2026, 1, 5, 2, 14, tzinfo=BEIJING
    )
    deferred = parse(["act", "A-1", "defer", "--until", "2026-02-01"])
    assert deferred.until == datetime(2026, 2, 1, 23, 59, 59, tzinfo=BEIJING)
    export = parse(["export", "tickets", "--out", "a.xlsx", "--from", "2026-01-05"])
    assert (export.start, export.end) == (date(2026, 1, 5), None)


def test_import_takes_many_files() -> None:
    options = parse(["import", "a.xls", "b.csv", "--channel", "self", "--level", "urgent", "--history"])
    assert options.files == [Path("a.xls"), Path("b.csv")]
    assert (options.channel, options.level, options.history) == (Channel.SELF, Level.URGENT, True)


@pytest.mark.parametrize("act", [act for act in Act if act not in BY_THE_DESK])
def test_every_act_a_person_does_is_a_word(act: Act) -> None:
    assert parse(["act", "A-1", act.value]).act is act


@pytest.mark.parametrize(
    "argv",
    [
        ["nonsense"], ["import"], ["export", "tickets"], ["export", "nonsense", "--out", "x"], ["act", "A-1"],
        ["act", "A-1", "obtain"], ["act", "A-1", "sign", "--at", "昨天"], ["clocks", "--at"], ["policy"], ["suggest"],
        ["seed", "--tickets", "-1"], ["demo", "--speed", "0"], ["search"], ["import", "a", "--level", "很急"],
        ["export", "tickets", "--out", "x", "--from", "2026-02-30"], ["clocks", "--nonsense"],
        ["search", "\udcd6\udcd0"], ["act", "A-1", "dispatch", "--assist", "\udcd6"],
    ],
)  # fmt: skip
def test_bad_usage_says_so_in_chinese_and_ends_with_2(
    argv: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        parse(argv)
    said = capsys.readouterr()
    assert stop.value.code == 2
    assert said.out == ""
    assert "用法：jiesu-desktop" in said.err
    assert "命令有误：" in said.err
    assert "argument" not in said.err


@pytest.mark.parametrize(
    "argv, known",
    [(["act", "A-1", "fly"], "sign"), (["act", "A-1", "raise", "--level", "很急"], "emergency")],
)
def test_a_word_that_is_none_gets_those_that_are(
    argv: list[str], known: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parse(argv)
    said = capsys.readouterr().err
    assert f"不能是“{argv[-1]}”，可用：" in said
    assert known in said.split("可用：")[1].split()


def test_a_file_may_be_called_what_is_no_text() -> None:
    assert parse(["import", "\udcd6.csv"]).files == [Path("\udcd6.csv")]


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        parse(["--help"])
    assert stop.value.code == 0
    assert "导出台账" in capsys.readouterr().out
