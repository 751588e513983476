from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiesu_desktop.exchange.failures import Cancelled, UnreadableFile
from jiesu_desktop.exchange.ticket_import import read_orders
from tests.exchange.workbooks import HEADINGS, order, write_csv, write_xlsx

REAL = Path(__file__).parents[3] / "shared" / "data" / "tickets"


def test_workbook_with_every_column_kept(tmp_path: Path) -> None:
    row = order(1, 标签="七有五性", 办结时间=datetime(2026, 1, 5), 成案领域="示例")
    path = write_xlsx(tmp_path / "a.xlsx", [HEADINGS, row])
    read = read_orders(path)
    assert (read.total, read.rejected, read.headers) == (1, [], tuple(HEADINGS))
    (taken,) = read.rows
    assert taken.number == "热线-260105-000001"
    assert taken.closed_at == datetime(2026, 1, 4, 16, tzinfo=UTC)  # calamine gives this midnight as a date
    assert taken.extra == (("标签", "七有五性"), ("处理受理方式", ""), ("企业名称", ""), ("成案领域", "示例"))
    assert (taken.street, taken.row) == ("鲁谷", 2)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_its_encodings(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [HEADINGS, order(1, 主要内容='带"引号"，换\n行'), order(2, 小区点位="㐂𠮷楼")]
    read = read_orders(write_csv(tmp_path / "a.csv", rows, encoding, delimiter))
    assert [row.number for row in read.rows] == ["热线-260105-000001", "热线-260105-000002"]
    assert read.rows[0].content == '带"引号"，换\n行'
    assert read.rows[1].place == "㐂𠮷楼"


def test_title_rows_above_the_header_and_a_second_sheet(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["某区接诉即办工单表"],
        ["制表时间：", date(2026, 1, 5)],
        [],
        HEADINGS,
        order(1),
        [],
        order(2),
    ]
    path = write_xlsx(tmp_path / "a.xlsx", rows, more={"另一批": [HEADINGS, order(9)]})
    read = read_orders(path)
    assert [row.row for row in read.rows] == [5, 7]
    assert read.notes == ("只读取了工作表“Sheet1”，未读取：另一批。",)


def test_headings_spread_over_two_rows(tmp_path: Path) -> None:
    rows = [
        ["工单编号", "反映人信息", "", "主要内容"],
        ["", "来电人", "联系电话", ""],
        ["A-1", "示某", "010-55550000", "停水"],
    ]
    (row,) = read_orders(write_xlsx(tmp_path / "a.xlsx", rows)).rows
    assert (row.number, row.caller, row.phone, row.content) == ("A-1", "示某", "010-55550000", "停水")


def test_category_in_three_columns(tmp_path: Path) -> None:
    rows = [
        ["工单编号", "一级分类", "二级分类", "三级分类"],
        ["A-1", "市政", "井盖", "自来水井"],
        ["A-2", "供暖", "不热", ""],
    ]
    read = read_orders(write_csv(tmp_path / "a.csv", rows))
    assert [row.category for row in read.rows] == ["市政->井盖->自来水井", "供暖->不热"]


def test_blank_rows_count_nothing_and_hide_nothing(tmp_path: Path) -> None:
    rows = [HEADINGS, order(1), *[[" "] * 22] * 20_000, order(2)]
    read = read_orders(write_xlsx(tmp_path / "a.xlsx", rows))
    assert read.total == 2
    assert [row.row for row in read.rows] == [2, 20_003]


def test_header_without_rows(tmp_path: Path) -> None:
    read = read_orders(write_xlsx(tmp_path / "a.xlsx", [HEADINGS, *[[""] * 22] * 50]))
    assert (read.rows, read.total, read.rejected) == ([], 0, [])


def test_number_twice_last_row_holds(tmp_path: Path) -> None:
    rows = [HEADINGS, order(1, 标题="先"), order(2), order(1, 标题="后")]
    read = read_orders(write_csv(tmp_path / "a.csv", rows))
    assert [row.title for row in read.rows if row.number.endswith("1")] == ["后"]
    assert read.rejected == [(2, "工单编号“热线-260105-000001”在本文件中重复，以第 4 行为准")]
    assert read.total == len(read.rows) + len(read.rejected)


@pytest.mark.parametrize(
    "values, words",
    [
        ({"办结时间": "不是日期"}, ("办结时间", "不是日期")),
        ({"办结时间": "2026-02-30"}, ("办结时间", "2026-02-30")),
        ({"工单编号": "合计"}, ("合计",)),
        ({"工单编号": 1.2345678901234567e17}, ("末几位已丢失",)),
        ({"工单编号": "", "标题": "", "主要内容": ""}, ("没有工单编号",)),
    ],
)
def test_row_refused_by_itself_with_its_reason(
    tmp_path: Path, values: dict[str, Any], words: tuple[str, ...]
) -> None:
    read = read_orders(write_xlsx(tmp_path / "a.xlsx", [HEADINGS, order(1), order(2, **values), order(3)]))
    assert [row.row for row in read.rows] == [2, 4]
    ((row, reason),) = read.rejected
    assert row == 3
    assert all(word in reason for word in words)


def test_header_repeated_between_pages_is_no_order(tmp_path: Path) -> None:
    read = read_orders(write_csv(tmp_path / "a.csv", [HEADINGS, order(1), HEADINGS, order(2)]))
    assert len(read.rows) == 2
    assert read.rejected == [(3, "与表头相同的行，不是工单")]


@pytest.mark.parametrize("sign", ["=1+1", "+86", "-5", "@SUM(A1)", '=HYPERLINK("x")'])
def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path, sign: str) -> None:
    (row,) = read_orders(write_xlsx(tmp_path / "a.xlsx", [HEADINGS, order(1, 标题=sign)])).rows
    assert row.title == sign


def test_very_long_and_rare_text(tmp_path: Path) -> None:
    content = "停水😀𠮷\u2028" * 20_000
    (row,) = read_orders(write_csv(tmp_path / "a.csv", [HEADINGS, order(1, 主要内容=content)])).rows
    assert row.content == content.strip()


def test_deadline_of_so_many_days(tmp_path: Path) -> None:
    rows = [
        ["工单编号", "标题", "受理时间", "办理时限"],
        ["A-1", "x", "2026/1/5 10:00", "7 天"],
        ["A-2", "x", "", "7天"],
    ]
    first, second = read_orders(write_csv(tmp_path / "a.csv", rows)).rows
    assert first.upstream_due_at == datetime(2026, 1, 12, 2, tzinfo=UTC)
    assert second.upstream_due_at is None
    assert ("办理时限", "7天") in second.extra


def test_same_heading_twice_keeps_both(tmp_path: Path) -> None:
    rows = [["工单编号", "标题", "备注", "备注", "备注(2)"], ["A-1", "x", "甲", "乙", "丙"]]
    (row,) = read_orders(write_csv(tmp_path / "a.csv", rows)).rows
    assert row.extra == (("备注", "甲"), ("备注(3)", "乙"), ("备注(2)", "丙"))


def test_column_without_heading_is_kept(tmp_path: Path) -> None:
    rows = [["工单编号", "", "标题", ""], ["A-1", "甲", "x", ""], ["A-2", "", "x", "", "乙"]]
    first, second = read_orders(write_csv(tmp_path / "a.csv", rows)).rows
    assert first.extra == (("未命名列B", "甲"), ("未命名列E", ""))
    assert second.extra == (("未命名列B", ""), ("未命名列E", "乙"))


def test_cancel_and_progress(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [HEADINGS, *(order(n) for n in range(1_200))])
    seen: list[tuple[int, int]] = []
    read_orders(path, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (1_201, 1_201)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    with pytest.raises(Cancelled):
        read_orders(path, cancelled=lambda: True)


def bad_files(folder: Path) -> dict[str, tuple[bytes, str]]:
    """Name → (content, a word its sentence must hold)."""
    whole = write_xlsx(folder / "whole.xlsx", [HEADINGS, *(order(n) for n in range(50))]).read_bytes()
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return {
        "empty.xlsx": (b"", "空"),
        "empty.csv": (b"\xef\xbb\xbf\r\n", "空"),
        "picture.xlsx": (b"\x89PNG\r\n\x1a\n" + bytes(64), "图片"),
        "paper.xlsx": (b"%PDF-1.7\n", "PDF"),
        "page.xls": (b"<html><table><tr><td>x</td></tr></table></html>", "网页"),
        "text.xlsx": ("工单编号,标题\nA-1,停水\n".encode(), "扩展名"),
        "cut.xlsx": (whole[: len(whole) // 2], "不完整"),
        "cut_tail.xlsx": (whole[:-30], "不完整"),
        "zip.xlsx": (zipped(), "压缩包"),
        "locked.xlsx": (ole + "EncryptedPackage".encode("utf-16-le") + bytes(900), "密码"),
        "cut.xls": (ole + "Workbook".encode("utf-16-le") + bytes(300), "不完整"),
        "old.doc": (ole + "WordDocument".encode("utf-16-le") + bytes(900), ".docx"),
        "no_header.csv": ("甲,乙\n1,2\n".encode(), "表头"),
        "binary.csv": (bytes(range(128, 256)) * 3, "编码"),
    }


def zipped() -> bytes:
    import io
    import zipfile

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("readme.txt", "x")
    return held.getvalue()


@pytest.mark.parametrize(
    "name",
    [
        "empty.xlsx", "empty.csv", "picture.xlsx", "paper.xlsx", "page.xls", "text.xlsx", "cut.xlsx", "cut_tail.xlsx",
        "zip.xlsx", "locked.xlsx", "cut.xls", "old.doc", "no_header.csv", "binary.csv",
    ],
)  # fmt: skip
def test_bad_file_gets_a_sentence(tmp_path: Path, name: str) -> None:
    content, word = bad_files(tmp_path)[name]
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as caught:
        read_orders(path)
    assert f"无法读取“{name}”" in caught.value.message
    assert word in caught.value.message


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="找不到"):
        read_orders(tmp_path / "none.xlsx")
    with pytest.raises(UnreadableFile, match="文件夹"):
        read_orders(tmp_path)


def test_workbook_cut_anywhere_never_stumbles(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "whole.xlsx", [HEADINGS, *(order(n) for n in range(20))]).read_bytes()
    path = tmp_path / "cut.xlsx"
    for end in range(1, len(whole), 97):
        path.write_bytes(whole[:end])
        with pytest.raises(UnreadableFile):
            read_orders(path)


def test_workbook_under_a_wrong_name_is_read_for_what_it_is(tmp_path: Path) -> None:
    whole = write_xlsx(tmp_path / "a.xlsx", [HEADINGS, order(1)])
    for name in ("a.xls", "a.et", "a.csv", "a"):
        (tmp_path / name).write_bytes(whole.read_bytes())
        assert len(read_orders(tmp_path / name).rows) == 1


def test_reader_that_panics_prints_no_stack_trace(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """An old .xls cut short makes the Rust reader panic; its trace must not reach the terminal."""
    sector = 512
    header = bytearray(sector)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    header[24:34] = b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00"
    header[44:48] = (1).to_bytes(4, "little")  # one FAT sector …
    header[48:52] = (40).to_bytes(4, "little")  # … and a directory that lies beyond the end
    header[76:80] = (0).to_bytes(4, "little")
    path = tmp_path / "cut.xls"
    path.write_bytes(bytes(header) + "Workbook".encode("utf-16-le").ljust(300, b"\0"))
    with pytest.raises(UnreadableFile, match="不完整"):
        read_orders(path)
    assert capfd.readouterr().err == ""


def test_damaged_workbook_never_stumbles(tmp_path: Path) -> None:
    """Bytes changed anywhere: a sentence or a reading whose counts add up, nothing else (the fuzz found zlib's own error)."""
    from random import Random

    random = Random(7)
    whole = write_xlsx(tmp_path / "whole.xlsx", [HEADINGS, *(order(n) for n in range(20))]).read_bytes()
    path = tmp_path / "damaged.xlsx"
    refused = 0
    for _ in range(400):
        damaged = bytearray(whole)
        for _ in range(random.choice((1, 5, 50))):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        path.write_bytes(damaged)
        try:
            read = read_orders(path)
        except UnreadableFile:
            refused += 1
        else:
            assert read.total == len(read.rows) + len(read.rejected)
    assert refused > 200


@given(st.binary(max_size=400) | st.text(max_size=400).map(str.encode))
def test_any_bytes_named_csv_give_a_sentence_or_a_reading(content: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes("工单编号,标题,办结时间\n".encode() + content)
        try:
            read = read_orders(path)
        except UnreadableFile:
            return
    assert read.total == len(read.rows) + len(read.rejected)
    assert len({row.number for row in read.rows if row.number}) == sum(bool(row.number) for row in read.rows)


def test_stray_cell_far_away_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "far.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADINGS)
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    with pytest.raises(UnreadableFile, match="范围"):
        read_orders(path)


@pytest.mark.skipif(
    not REAL.is_dir(), reason="the real files lie beside the project only where they may be read"
)
@pytest.mark.parametrize(
    "name, rows",
    [("供参考线索.xls", 6), ("供参考线索_房山500条.csv", 500), ("供参考线索_房山500条.xlsx", 500)],
)
def test_real_exports(name: str, rows: int) -> None:
    read = read_orders(REAL / name)
    assert (len(read.rows), read.total, read.rejected) == (rows, rows, [])
    assert len(read.headers) in (21, 22)
    assert all(
        len(row.extra) == len(read.headers) - 18 and row.number.startswith("热线-") for row in read.rows
    )
    assert any(row.closed_at for row in read.rows)


@pytest.mark.parametrize(
    ("number", "taken"),
    [
        ("A", True),
        ("临时件", True),
        ("合计", False),
        ("合 计：", False),
        ("说明：以上为当日数据", False),
        ("注意事项一", True),
    ],
)
def test_a_total_or_a_remark_is_no_order_but_a_number_without_digits_is(
    tmp_path: Path, number: str, taken: bool
) -> None:
    path = tmp_path / "日清.csv"
    path.write_text(f"工单编号,标题,主要内容\n{number},标题,内容\n", encoding="utf-8-sig")
    read = read_orders(path)
    assert [row.number for row in read.rows] == ([number] if taken else [])
    assert len(read.rejected) == (0 if taken else 1)
