"""Writes the Word templates of resources/templates; run it after changing what a form says.

Usage: python packaging/make_templates.py [--out DIR]

Each is a plain table of captions and places ({{编号}}) that a person can edit in Word or WPS; a copy in the data folder's
templates/ is taken instead. Chinese text has its own font set (eastAsia), so it does not fall back to a Latin one.
"""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.run import Run

TARGET = Path(__file__).parent.parent / "resources" / "templates"
BODY, HEAD = "宋体", "黑体"
_ORDER = (
    ("工单编号", "编号", "紧急程度", "级别"),
    ("标题", "标题"),
    ("地点", "地点"),
    ("问题分类", "分类"),
    ("主要内容", "主要内容"),
)
_SIGN = "{{值班员}}　　{{日期}}"

Row = tuple[str, ...]
FORMS: dict[str, tuple[str, tuple[Row, ...], str]] = {
    "催办单": (
        "{{单位}}：\n　　下列工单已派你单位办理，请按要求尽快处理并书面反馈。",
        (*_ORDER, ("派发时间", "派发时间", "第几次催办", "催办次数"), ("时限", "时限"), ("催办内容", "内容"), ("要求反馈时间", "要求时间")),
        f"催办人：{_SIGN}",
    ),
    "督办单": (
        "{{单位}}：\n　　下列工单经领导批示，请按批示要求办理，并在时限内报告结果。",
        (*_ORDER, ("派发时间", "派发时间", "已催办", "催办次数"), ("批示领导", "领导"), ("批示要求", "内容"), ("完成时限", "要求时间")),
        f"督办人：{_SIGN}",
    ),
    "挂账申请表": (
        "",
        (*_ORDER, ("责任单位", "单位", "获取时间", "获取时间"), ("原因类别", "类别", "计划完成", "要求时间"), ("挂账原因", "原因"),
         ("措施与进度", "内容"), ("单位反馈", "最近反馈"), ("审批意见", "", "审批人、日期", "")),
        f"申请人：{_SIGN}",
    ),
    "剔除申请表": (
        "",
        (*_ORDER, ("承办单位", "单位", "获取时间", "获取时间"), ("理由类别", "类别"), ("剔除理由", "原因"), ("事实说明", "内容"),
         ("单位反馈", "最近反馈"), ("证据附件", "附件"), ("审批意见", "", "审批人、日期", "")),
        f"申请人：{_SIGN}",
    ),
}  # fmt: skip
"""Title → the words above the table, its rows of caption, place (, caption, place), the line below it."""


def make(title: str, intro: str, rows: tuple[Row, ...], foot: str) -> Document:
    """One form on A4."""
    document = docx.Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    normal = document.styles["Normal"]
    if not isinstance(normal, ParagraphStyle):
        raise TypeError(normal)
    normal.font.name, normal.font.size = BODY, Pt(12)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    document.core_properties.author = ""
    document.core_properties.title = title
    document.core_properties.created = document.core_properties.modified = datetime(2026, 1, 1, tzinfo=UTC)
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _font(head.add_run(title), HEAD, 18)
    for line in intro.split("\n") if intro else ():
        document.add_paragraph().add_run(line)
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for row in rows:
        cells = table.add_row().cells
        if len(row) == 2:
            cells = (cells[0], cells[1].merge(cells[3]))
        for place, (cell, words) in enumerate(zip(cells, row, strict=True)):
            _write(cell, words, caption=place % 2 == 0)
    for column, width in enumerate((2.8, 5.4, 2.8, 5)):
        for cell in table.columns[column].cells:
            cell.width = Cm(width)
    last = document.add_paragraph()
    last.paragraph_format.space_before = Pt(18)
    last.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    last.add_run(foot)
    return document


def _write(cell: _Cell, words: str, *, caption: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(4)
    if caption:
        _font(paragraph.add_run(words), HEAD, 11)
    elif words:
        paragraph.add_run(f"{{{{{words}}}}}")


def _font(run: Run, name: str, size: int) -> None:
    run.font.name, run.font.size = name, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)  # noqa: SLF001 - no public name


def main() -> int:
    """Write them all; prints each file's name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=TARGET)
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    for title, (intro, rows, foot) in FORMS.items():
        path = out / f"{title}.docx"
        make(title, intro, rows, foot).save(str(path))
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
