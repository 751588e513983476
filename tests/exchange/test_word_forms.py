"""Filling Word templates: what is written reads back, whatever the text holds; a broken template says what is wrong."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from jiesu_desktop.exchange.failures import UnwritableFile
from jiesu_desktop.exchange.word_forms import BrokenTemplate, fill


def _template(path: Path, *lines: str) -> Path:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def _lines(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def test_text_stays_text_whatever_it_holds(tmp_path: Path) -> None:
    template = _template(tmp_path / "样.docx", "编号：{{编号}}", "{{内容}}", "{{原因}}")
    values = {
        "编号": '热线-261124-000001 & <3区> "甲"',
        "内容": "第一行\n{{ 原因 }} {% raw %}\r\n第三行",
        "原因": "坏\0字\x07符 半个\ud83d 😀𠮷",
    }
    fill(template, values, tmp_path / "出.docx")
    assert _lines(tmp_path / "出.docx") == [
        '编号：热线-261124-000001 & <3区> "甲"',
        "第一行\n{{ 原因 }} {% raw %}\n第三行",
        "坏字符 半个 😀𠮷",
    ]


@pytest.mark.parametrize(
    "line, words",
    [
        ("{{编好}}", "编好"),
        ("{{编号", "写得不对"),
        ("{% for %}", "写得不对"),
        ("{{编号.__class__.mro()}}", "写得不对"),
    ],
)
def test_a_place_written_wrongly_is_named_and_nothing_is_written(
    tmp_path: Path, line: str, words: str
) -> None:
    template = _template(tmp_path / "样.docx", line)
    (tmp_path / "出.docx").write_bytes(b"before")
    with pytest.raises(BrokenTemplate) as caught:
        fill(template, {"编号": "1"}, tmp_path / "出.docx")
    assert words in caught.value.message
    assert "样.docx" in caught.value.message
    assert (tmp_path / "出.docx").read_bytes() == b"before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["出.docx", "样.docx"]


@pytest.mark.parametrize("content", [b"", b"not a word file", b"PK\x03\x04 torn"])
def test_what_is_no_word_file_is_said(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "样.docx").write_bytes(content)
    with pytest.raises(BrokenTemplate, match="不是完整的 Word 文件"):
        fill(tmp_path / "样.docx", {}, tmp_path / "出.docx")


def test_a_template_that_is_another_zip_is_said(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "样.docx", "w") as archive:
        archive.writestr("照片.txt", "x")
    with pytest.raises(BrokenTemplate):
        fill(tmp_path / "样.docx", {}, tmp_path / "出.docx")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    template = _template(tmp_path / "样.docx", "{{编号}}")
    with pytest.raises(UnwritableFile, match="不存在"):
        fill(template, {"编号": "1"}, tmp_path / "没有" / "出.docx")


def test_the_font_of_a_place_is_the_font_of_its_text(tmp_path: Path) -> None:
    template = _template(tmp_path / "样.docx", "")
    document = docx.Document(str(template))
    run = document.add_paragraph().add_run("{{编号}}")
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    document.save(str(template))
    fill(template, {"编号": "汉字"}, tmp_path / "出.docx")
    [found] = [
        run
        for p in docx.Document(str(tmp_path / "出.docx")).paragraphs
        for run in p.runs
        if run.text == "汉字"
    ]
    assert found._element.get_or_add_rPr().get_or_add_rFonts().get(qn("w:eastAsia")) == "宋体"
