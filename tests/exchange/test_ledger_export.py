from __future__ import annotations

import itertools
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import psutil
import pytest

from jiesu_desktop.clock import BEIJING
from jiesu_desktop.domain.ledgers import ColumnKind, LedgerColumn
from jiesu_desktop.exchange import ledger_export
from jiesu_desktop.exchange.failures import Cancelled, UnwritableFile
from jiesu_desktop.exchange.ledger_book import Head
from jiesu_desktop.exchange.ledger_export import Provenance, write_ledger
from jiesu_desktop.exchange.ledger_rows import Batch, Stream

COLUMNS = [
    LedgerColumn("number", "工单编号", 22),
    LedgerColumn("title", "标题", 30),
    LedgerColumn("level", "紧急程度", 10),
    LedgerColumn("obtained_at", "获取时间", 18, ColumnKind.DATETIME),
    LedgerColumn("urged_count", "催办次数", 10, ColumnKind.INT),
    LedgerColumn("extra:标题", "标题", 10),
]
WHO = Provenance(
    "示某", "前台一", datetime(2026, 1, 5, 1, tzinfo=UTC), (("获取时间", "2026-01-05 至 2026-01-05"),)
)


def rows(count: int) -> Iterator[Batch]:
    """One by one."""
    for n in range(count):
        yield batch(
            [
                f"A-{n}",
                "=1+1",
                "紧急" if n else "一般",
                datetime(2026, 1, 4, 18, 14, n % 60, tzinfo=UTC),
                n,
                "@另",
            ]
        )


def batch(*rows: Sequence[Any]) -> Batch:
    return list(zip(*rows, strict=True))


def test_the_sheet_is_laid_out_as_agreed(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    assert write_ledger(path, "紧急台账", COLUMNS, rows(3), WHO) == 3
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [cell.value for cell in sheet[1] if cell.value] == ["紧急台账"]
    assert [cell.value for cell in sheet[2]] == [
        "工单编号",
        "标题",
        "紧急程度",
        "获取时间",
        "催办次数",
        "标题(2)",
    ]
    assert all(cell.font.b for cell in sheet[2])
    assert not any(cell.font.b for cell in sheet[3])
    assert [cell.value for cell in sheet[4]] == [
        "A-1",
        "=1+1",
        "紧急",
        datetime(2026, 1, 5, 2, 14, 1),
        1,
        "@另",
    ]
    assert sheet["D4"].is_date
    assert sheet["B4"].data_type == "s"
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A3", "A2:F5", "$2:$2")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.column_dimensions["B"].width > 2 * sheet.column_dimensions["E"].width
    assert sheet.max_row == 5


def test_headings_are_told_apart_though_one_is_numbered_already(tmp_path: Path) -> None:
    """As a sheet of ours brings it that was imported and is exported again."""
    headings = ["标题(2)", "标题", "标题", "标题", "标题(2)"]
    columns = [LedgerColumn(f"extra:{n}", heading, 10) for n, heading in enumerate(headings)]
    write_ledger(tmp_path / "a.xlsx", "工单台账", columns, [batch("abcde")], WHO)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[2]] == ["标题(2)", "标题", "标题(3)", "标题(4)", "标题(2)(2)"]
    assert [cell.value for cell in sheet[3]] == list("abcde")


def test_second_sheet_holds_totals_and_who(tmp_path: Path) -> None:
    figures = [("2026-01-05 夜班", "5 条")]
    write_ledger(tmp_path / "a.xlsx", "紧急台账", COLUMNS, rows(3), WHO, figures=figures)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[1]
    facts = {row[0]: row[1] for row in sheet.iter_rows(values_only=True)}
    assert facts["合计（条）"] == 3
    assert facts["2026-01-05 夜班"] == "5 条"
    assert facts["紧急程度：紧急"] == 2
    assert facts["导出人"] == "示某"
    assert facts["工位"] == "前台一"
    assert facts["导出时间"] == "2026-01-05 09:00:00"
    assert sheet.column_dimensions["B"].number_format == "General"  # else LibreOffice shows counts as days
    assert facts["筛选：获取时间"] == "2026-01-05 至 2026-01-05"


def test_header_also_without_rows(tmp_path: Path) -> None:
    assert write_ledger(tmp_path / "a.xlsx", "退回台账", COLUMNS, [], WHO) == 0
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[2]][:2] == ["工单编号", "标题"]
    assert all(cell.value is None for row in sheet.iter_rows(min_row=3) for cell in row)
    totals = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[1]
    facts = {row[0]: row[1] for row in totals.iter_rows(values_only=True)}
    assert facts["合计（条）"] == 0


def test_text_too_long_for_a_cell_is_whole_on_the_second_sheet(tmp_path: Path) -> None:
    text = "漏😀" * 50_000
    row = ["A-1", text, "一般", None, None, None]
    write_ledger(tmp_path / "a.xlsx", "工单台账", COLUMNS, [batch(row)], WHO)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert str(book.worksheets[0]["B3"].value).endswith("（全文 100000 字，见工作表“合计”）")
    pieces = [
        str(r[1])
        for r in book.worksheets[1].iter_rows(values_only=True)
        if str(r[0]).startswith("第 3 行“标题”")
    ]
    assert "".join(pieces) == text


def test_texts_come_as_words_or_as_the_bytes_of_them(tmp_path: Path) -> None:
    long, brim = "漏😀" * 50_000, "停" * 20_000  # beyond a cell, and near its limit
    plain: list[list[Any]] = [
        ["A-1", "一般", long],
        ["A-2", "紧急", "👍"],
        ["A-3", None, brim],
        ["A-4", "", None],
    ]
    encoded = [[cell.encode() if cell else cell for cell in row] for row in plain]
    made: dict[str, list[Batch]] = {
        "words": [batch(*plain)],
        "bytes": [batch(*encoded)],
        "one, then the other": [batch(*plain[:1]), batch(*encoded[1:])],
        "both at once": [batch(*plain[:2], *encoded[2:])],
    }
    written = []
    for name, batches in made.items():
        path = tmp_path / f"{name}.xlsx"
        write_ledger(path, "工单台账", [COLUMNS[0], COLUMNS[2], COLUMNS[1]], batches, WHO)
        written.append([list(sheet.values) for sheet in openpyxl.load_workbook(path).worksheets])
    rows, facts = written[0][0][2:], {str(row[0]): row[1] for row in written[0][1]}
    assert [row[1] for row in rows] == ["一般", "紧急", None, None]
    assert [row[2] for row in rows[1:]] == ["👍", brim, None]
    assert [facts[f"紧急程度：{word}"] for word in ("一般", "紧急", "（空）")] == [1, 1, 2]
    assert all(one == written[0] for one in written)


def test_cancel_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"before")
    with pytest.raises(Cancelled):
        write_ledger(path, "工单台账", COLUMNS, rows(5), WHO, cancelled=lambda: True)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failing_source_leaves_no_file(tmp_path: Path) -> None:
    def broken() -> Iterator[Batch]:
        yield from rows(1)
        raise LookupError("the database went away")

    with pytest.raises(LookupError):
        write_ledger(tmp_path / "a.xlsx", "工单台账", COLUMNS, broken(), WHO)
    assert list(tmp_path.iterdir()) == []


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile, match="不存在"):
        write_ledger(tmp_path / "none" / "a.xlsx", "工单台账", COLUMNS, rows(1), WHO)
    with pytest.raises(UnwritableFile, match="文件夹"):
        write_ledger(tmp_path, "工单台账", COLUMNS, rows(1), WHO)


@pytest.mark.usefixtures("permissions_bind")
def test_read_only_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UnwritableFile, match="不可写"):
            write_ledger(tmp_path / "a.xlsx", "工单台账", COLUMNS, rows(1), WHO)
    finally:
        tmp_path.chmod(0o700)


def test_progress_reaches_the_end(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    count = 250
    write_ledger(
        tmp_path / "a.xlsx", "工单台账", COLUMNS, rows(count), WHO, total=count,
        progress=lambda done, total: seen.append((done, total)),
    )  # fmt: skip
    assert (seen[0], seen[-1]) == ((0, count), (count, count))
    assert seen == sorted(seen), "it goes on, never back"
    assert len(seen) > count


def test_full_disk_is_said_and_leaves_no_piece(tmp_path: Path) -> None:
    from jiesu_desktop.exchange.atomic import written_whole

    path = tmp_path / "a.xlsx"
    for words in (
        "Failed to save workbook: i/o error: No space left on device (os error 28)",
        "x (os error 112)",
    ):
        with pytest.raises(UnwritableFile, match="磁盘已满"), written_whole(path):
            raise OSError(words)
    assert list(tmp_path.iterdir()) == []


def test_a_wide_ledger_prints_on_several_sheets_side_by_side(tmp_path: Path) -> None:
    wide = [LedgerColumn(f"c{n}", f"列{n}", 20) for n in range(30)]
    write_ledger(tmp_path / "a.xlsx", "工单台账", wide, [], WHO)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (3, 0)
    assert sheet.print_title_cols == "$A:$A"


def test_more_rows_than_a_sheet_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_export, "_MOST_ROWS", 3)
    with pytest.raises(UnwritableFile, match="上限 3 行"):
        write_ledger(tmp_path / "a.xlsx", "工单台账", COLUMNS, rows(4), WHO)
    assert list(tmp_path.iterdir()) == []
    assert write_ledger(tmp_path / "a.xlsx", "工单台账", COLUMNS, rows(3), WHO) == 3


def test_rows_stream_through(tmp_path: Path) -> None:
    """The rows are never held: what grows while they pass is far below what they weigh."""
    import tracemalloc

    row = ["A-1", "市民反映，示例小区停水" * 5, "一般", datetime(2026, 1, 4, tzinfo=UTC), 1, ""]
    tracemalloc.start()
    many = (batch(*(list(row) for _ in range(500))) for _ in range(40))
    assert write_ledger(tmp_path / "a.xlsx", "工单台账", COLUMNS, many, WHO) == 20_000
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 3_000_000


def test_moments_are_beijing_wall_time_however_they_come(tmp_path: Path) -> None:
    """Microseconds from SQLite, moments from PostgreSQL; summer time was kept until 1991."""
    column = [
        LedgerColumn("obtained_at", "获取时间", 18, ColumnKind.DATETIME),
        LedgerColumn("d", "日", 10, ColumnKind.DATE),
    ]
    moments = [
        datetime(2026, 1, 4, 16, tzinfo=UTC),
        datetime(2026, 1, 4, 15, 59, 59, 999_999, tzinfo=UTC),
        datetime(1988, 7, 1, tzinfo=UTC),
        datetime(2026, 1, 5, 8, 0, 1),
        None,
    ]
    aware = [moment and moment.replace(tzinfo=moment.tzinfo or BEIJING) for moment in moments]
    numbers: Sequence[Any] = [moment and round(moment.timestamp() * 1_000_000) for moment in aware]
    for name, values in (("moments", moments), ("numbers", numbers)):
        path = tmp_path / f"{name}.xlsx"
        write_ledger(path, "工单台账", column, [(values, values)], WHO)
        sheet = openpyxl.load_workbook(path).worksheets[0]
        rows = list(sheet.iter_rows(min_row=3, values_only=True))
        assert [row[0] for row in rows[:4]] == [
            datetime(2026, 1, 5),
            datetime(2026, 1, 4, 23, 59, 59),
            datetime(1988, 7, 1, 9),
            datetime(2026, 1, 5, 8, 0, 1),
        ]
        assert [row[1] for row in rows[:2]] == [datetime(2026, 1, 5), datetime(2026, 1, 4)]
        assert len(rows) == 4 or rows[4] == (None, None)


def test_what_is_no_text_is_written_as_one_and_blanks_stay_blank(tmp_path: Path) -> None:
    blank_and_odd = [["A-1", "", None, None, None, 7], ["A-2", "x", "一般", None, 0, True]]
    write_ledger(tmp_path / "a.xlsx", "工单台账", COLUMNS, [batch(*blank_and_odd)], WHO)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert rows == [("A-1", None, None, None, None, "7"), ("A-2", "x", "一般", None, 0, "True")]
    totals = book.worksheets[1]
    facts = {row[0]: row[1] for row in totals.iter_rows(values_only=True)}
    assert (facts["紧急程度：（空）"], facts["紧急程度：一般"]) == (1, 1)


def test_the_writer_runs_on_its_own_and_ends_with_the_export(tmp_path: Path) -> None:
    others, children = started(), set[int]()

    def look(_done: int, _total: int) -> None:
        children.update(started() - others)

    write_ledger(tmp_path / "a.xlsx", "工单台账", COLUMNS, rows(1), WHO, progress=look)
    assert children
    assert not [pid for pid in children if psutil.pid_exists(pid)]


def started() -> set[int]:
    """The processes this one has started: other tests' servers too."""
    return {child.pid for child in psutil.Process().children()}


def writes(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Have another program in the writer's place."""
    monkeypatch.setattr(ledger_export, "_WRITER", (sys.executable, "-c", code))


@pytest.mark.parametrize("reads", ["", "pickle.load(sys.stdin.buffer)", "sys.stdin.buffer.read()"])
def test_a_writer_that_dies_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: str) -> None:
    """At once, among the rows, or while the file is closed."""
    writes(monkeypatch, f"import pickle, sys; {reads}")
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"before")
    with pytest.raises(UnwritableFile, match="再导出一次"):
        write_ledger(path, "工单台账", COLUMNS, rows(2_000), WHO)
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_writer_that_does_not_start_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_export, "_WRITER", (str(tmp_path / "none"),))
    with pytest.raises(UnwritableFile, match=r"启动不了.*再导出一次"):
        write_ledger(tmp_path / "a.xlsx", "工单台账", COLUMNS, rows(1), WHO)
    assert list(tmp_path.iterdir()) == []


def test_what_goes_wrong_in_the_writer_is_raised_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing = "import pickle, sys; from jiesu_desktop.exchange import ledger_book"
    for error, raised, words in (
        ("OSError(28, 'x')", UnwritableFile, "磁盘已满"),
        ("TimeoutError(110, 'x')", UnwritableFile, "系统报告：x"),
        ("RuntimeError('os error 112')", UnwritableFile, "磁盘已满"),
        ("ValueError('a bug')", ValueError, "a bug"),
    ):
        throw = f"ledger_book.write_book = lambda *_: (_ for _ in ()).throw({error}); ledger_book.main()"
        writes(monkeypatch, f"{failing}; {throw}")
        with pytest.raises(raised, match=words):
            write_ledger(tmp_path / "a.xlsx", "工单台账", COLUMNS, rows(2_000), WHO)
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("reads", ["pickle.load(sys.stdin.buffer)", "sys.stdin.buffer.read()"])
def test_a_writer_that_hangs_can_be_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: str
) -> None:
    """Such as on a network drive that is gone: with its pipe full, or closing the file."""
    writes(monkeypatch, f"import pickle, sys, time; {reads}; time.sleep(600)")
    waited, others = itertools.count(), started()
    big = [batch(*[["A-1", "市民反映" * 50, "一般", None, 1, ""]] * 500)] * 3
    with pytest.raises(Cancelled):
        write_ledger(tmp_path / "a.xlsx", "工单台账", COLUMNS, big, WHO, cancelled=lambda: next(waited) > 10)
    assert list(tmp_path.iterdir()) == []
    assert started() <= others


@pytest.mark.parametrize("dies", ["within a batch", "between two", "before the totals", "before the answer"])
def test_when_the_desk_dies_no_piece_stays(tmp_path: Path, dies: str) -> None:
    piece = tmp_path / ".a-123.xlsx"
    piece.touch()
    stream = Stream(COLUMNS)
    sent = pickle.dumps(Head(piece, "工单台账", tuple(COLUMNS))) + stream.begin()
    sent += b"".join(map(stream.piece, rows(3)))
    if dies == "within a batch":
        sent = sent[:-100]
    elif dies != "between two":
        sent += stream.end()
    if dies == "before the answer":
        sent += pickle.dumps([])
    command = [sys.executable, "-m", "jiesu_desktop.exchange.ledger_book"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdin
        assert writer.stdout
        writer.stdout.close()
        writer.stdin.write(sent)
        writer.stdin.close()
        writer.wait(60)
    assert list(tmp_path.iterdir()) == []
