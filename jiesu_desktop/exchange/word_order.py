"""A single order in a Word file: a form of label and value cells, or lines of text."""

from __future__ import annotations

import zipfile
from pathlib import Path

from jiesu_desktop.exchange.failures import UnreadableFile
from jiesu_desktop.exchange.headings import CATEGORY_LEVELS, meaning
from jiesu_desktop.exchange.order_text import OrderText, order_from_pairs, order_from_text


def read_word_order(path: Path) -> OrderText:
    """The order in a .docx.

    Raises:
        UnreadableFile: broken, or it has no text.
    """
    import docx
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError

    try:
        document = docx.Document(str(path))
        lines = [paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()]
        pairs = [pair for table in document.tables for row in table.rows for pair in _pairs(_cells(row))]
    except (OpcError, LxmlError, zipfile.BadZipFile, KeyError, ValueError, OSError, AttributeError):
        raise UnreadableFile(path, "Word 文件不完整或已损坏。请重新下载或导出。") from None
    if not lines and not pairs:
        raise UnreadableFile(path, "Word 文件里没有文字。请换一个文件。")
    if any(meaning(label) for label, _ in pairs):
        return order_from_pairs([("", "\n".join(lines)), *pairs])
    return order_from_text(
        "\n".join([*lines, *(f"{label}：{value}" if label else value for label, value in pairs)])
    )


def _cells(row: object) -> list[str]:
    """The texts of a row's cells; a merged cell, which python-docx repeats, once."""
    seen: list[object] = []
    texts: list[str] = []
    for cell in row.cells:  # type: ignore[attr-defined]
        if not any(cell._tc is other for other in seen):  # noqa: SLF001 - identity of a merged cell has no public name
            seen.append(cell._tc)  # noqa: SLF001
            texts.append(cell.text.strip())
    return texts


def _pairs(cells: list[str]) -> list[tuple[str, str]]:
    """Label and value pairs of a form's row; a cell that is no label and has none before it stands alone."""
    pairs: list[tuple[str, str]] = []
    label = ""
    for text in cells:
        if not label and (
            meaning(text) or text in CATEGORY_LEVELS or (len(cells) % 2 == 0 and len(text) <= 10)
        ):
            label = text
        else:
            pairs.append((label, text))
            label = ""
    return pairs
