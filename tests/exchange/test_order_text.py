from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from jiesu_desktop.exchange.failures import UnreadableFile
from jiesu_desktop.exchange.order_text import order_from_text
from jiesu_desktop.exchange.ticket_import import read_orders


def test_labelled_lines() -> None:
    order = order_from_text(
        "工单编号：热线-260105-000007\n来电人：示某  联系电话：010-5555 0000\n受理时间：2026年1月5日 上午2:14\n"
        "主要内容：市民反映，示例小区漏气，联系电话：不便提供。\n请尽快处理。\n备注：夜间"
    )
    row = order.row
    assert (row.number, row.caller, row.phone) == ("热线-260105-000007", "示某", "010-5555 0000")
    assert row.received_at == datetime(2026, 1, 4, 18, 14, tzinfo=UTC)
    assert row.content == "市民反映，示例小区漏气，联系电话：不便提供。\n请尽快处理。"
    assert row.extra == (("备注", "夜间"),)
    assert order.problems == ()


def test_a_story_without_a_label_is_the_content_whatever_stands_above_it() -> None:
    row = order_from_text(
        "工单编号：热线-260105-000009\n来电人：示某 联系电话：13800001111\n市民反映，示例楼道漏气。\n来电反映燃气泄漏问题。\n小区点位：示例小区"
    ).row
    assert (row.phone, row.place) == ("13800001111", "示例小区")
    assert row.content == "市民反映，示例楼道漏气。\n来电反映燃气泄漏问题。"
    assert row.title == "燃气泄漏问题"
    assert row.extra == ()


def test_what_stands_under_a_short_field_is_kept_beside_the_content() -> None:
    row = order_from_text("主要内容：示例路积水。\n已淹到路沿。\n地址：示例路\n附近有学校").row
    assert (row.content, row.place) == ("示例路积水。\n已淹到路沿。", "示例路")
    assert row.extra == (("其他文字", "附近有学校"),)


def test_web_order() -> None:
    row = order_from_text("留言标题：路灯不亮 留言原文：示例路路灯不亮三天 发生地：鲁谷").row
    assert (row.title, row.content, row.place) == ("路灯不亮", "示例路路灯不亮三天", "鲁谷")


def test_prose_alone_is_the_content() -> None:
    text = "热线-260105-000008 市民反映，示例小区停水，电话13800001111，来电反映停水问题。注：尽快。"
    row = order_from_text(text).row
    assert (row.number, row.phone, row.content) == ("热线-260105-000008", "13800001111", text)
    assert row.title == "停水问题"


def test_a_date_that_is_none_is_said() -> None:
    order = order_from_text("标题：停水\n受理时间：昨天半夜")
    assert order.row.received_at is None
    assert order.problems == ("“来电时间”的内容“昨天半夜”不是能识别的日期时间",)


def test_word_form(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("市民服务热线工单")
    table = document.add_table(rows=2, cols=4)
    for cell, text in zip(
        table._cells, ["工单编号", "A-260105-1", "来电人", "示某", "主要内容"], strict=False
    ):
        cell.text = text
    table.cell(1, 1).merge(table.cell(1, 3)).text = "示例小区停水"
    document.save(str(tmp_path / "a.docx"))
    (row,) = read_orders(tmp_path / "a.docx").rows
    assert (row.number, row.caller, row.content) == ("A-260105-1", "示某", "示例小区停水")
    assert row.extra == (("其他文字", "市民服务热线工单"),)


def test_word_lines_and_text_file(tmp_path: Path) -> None:
    document = docx.Document()
    for line in ("工单编号：A-260105-2", "标题：停暖", "内容：示例小区停暖"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "a.docx"))
    (tmp_path / "a.txt").write_bytes("工单编号：A-260105-2\n标题：停暖\n内容：示例小区停暖".encode("gb18030"))
    word, text = read_orders(tmp_path / "a.docx").rows[0], read_orders(tmp_path / "a.txt").rows[0]
    assert word == text
    assert word.title == "停暖"


def test_bad_word_file(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "empty.docx"))
    with pytest.raises(UnreadableFile, match="没有文字"):
        read_orders(tmp_path / "empty.docx")
    whole = (tmp_path / "empty.docx").read_bytes()
    (tmp_path / "cut.docx").write_bytes(whole[:4000])
    with pytest.raises(UnreadableFile, match="不完整"):
        read_orders(tmp_path / "cut.docx")
