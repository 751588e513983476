"""Made files for the tests of this folder: nothing in them comes from a real export."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

HEADINGS = [
    "工单编号", "工单类型", "问题分类", "标签", "标题", "主要内容", "工单状态", "来电人", "来电人电话/账号", "被反映区", "被反映街乡镇",
    "办理结果", "回复内容", "处理受理方式", "办结时间", "企业名称", "是否解决", "是否满意", "工单性质", "村/社区", "小区点位", "成案领域",
]  # fmt: skip


def order(serial: int, **values: Any) -> list[Any]:
    """One made row under HEADINGS; ``values`` by heading."""
    row = {
        "工单编号": f"热线-260105-{serial:06d}",
        "工单类型": "诉求",
        "问题分类": "供水->停水",
        "标题": f"示例小区 {serial} 号楼停水",
        "主要内容": f"市民反映，示例小区 {serial} 号楼停水，来电反映停水问题。",
        "来电人": "示某",
        "来电人电话/账号": "1380000****",
        "被反映街乡镇": "鲁谷",
    } | values
    return [row.get(heading, "") for heading in HEADINGS]


def write_xlsx(
    path: Path, rows: Sequence[Sequence[Any]], *, more: dict[str, Sequence[Sequence[Any]]] | None = None
) -> Path:
    """A workbook whose first sheet holds the rows as they are; ``more`` are further sheets."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        str(path),
        {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "yyyy-mm-dd hh:mm"},
    )
    for name, content in {"Sheet1": rows, **(more or {})}.items():
        sheet = book.add_worksheet(name)
        for at, row in enumerate(content):
            sheet.write_row(at, 0, row)
    book.close()
    return path


def write_csv(
    path: Path, rows: Sequence[Sequence[Any]], encoding: str = "utf-8-sig", delimiter: str = ","
) -> Path:
    import csv

    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path
