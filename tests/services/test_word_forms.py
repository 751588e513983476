"""催办单, 督办单 and the applications, written from the bundled templates and read back."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from jiesu_desktop.domain.tickets import Act, Details
from jiesu_desktop.exchange.word_forms import BrokenTemplate
from jiesu_desktop.paths import resource
from jiesu_desktop.services import word_forms
from jiesu_desktop.services.word_forms import Paper
from jiesu_desktop.services.wording import urge_message
from tests.services.room import Room, minutes, order

ROOT = Path(__file__).parents[2]
PRIVATE = {"caller": "丁女士", "phone": "15812342222"}


def _values(room: Room, details: Details, files: tuple[str, ...] = ()) -> dict[str, str]:
    row = order(
        title="暖气不热 & <漏水>",
        content="丁女士（15812342222）反映，暖气不热。{{编号}}",
        place="金顶街3区",
        **PRIVATE,
    )
    ticket = room.take([row]).added_ids[0]
    room.at(1).act(ticket, Act.DISPATCH, unit="某某热力公司")
    room.at(2).act(ticket, Act.FEEDBACK, text="正在排查")
    room.act(ticket, Act.URGE, means="文字")
    return word_forms.values_of(
        room.ticket(ticket),
        room.events(ticket),
        room.summary(ticket),
        details,
        files=files,
        due=minutes(31),
        who=room.who,
        now=minutes(40),
    )


def _text(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize("paper", Paper)
def test_each_form_holds_the_order_and_what_was_typed_and_nothing_of_the_caller(
    room: Room, tmp_path: Path, paper: Paper
) -> None:
    details = Details(
        means="催办单", text="今天必须到场\n到场后回电", reason="产权不清", code="权属不清", leader="卯主任",
        until=minutes(600),
    )  # fmt: skip
    values = _values(room, details, files=("现场照片.jpg", "产权证明.pdf"))
    word_forms.write(paper, values, tmp_path / "出.docx", tmp_path)
    text = _text(tmp_path / "出.docx")
    for words in (paper.value, "热线-261124-000001", "暖气不热 & <漏水>", "金顶街3区", "某某热力公司", "今天必须到场\n到场后回电",
                  "张三", "2026年11月24日", "市民反映，暖气不热。{{编号}}"):  # fmt: skip
        assert words in text, words
    assert "丁女士" not in text
    assert "2222" not in text
    asked = {
        Paper.URGE: "2026-11-24 02:31（已超时）",
        Paper.SUPERVISE: "卯主任",
        Paper.DEFER: "产权不清",
        Paper.EXCLUDE: "现场照片.jpg\n产权证明.pdf",
    }
    assert asked[paper] in text
    assert ("2026-11-24 12:00" in text) is (paper is not Paper.EXCLUDE)
    assert "{{" not in text.replace("{{编号}}", "")


@pytest.mark.parametrize("paper", Paper)
def test_chinese_text_has_a_font_of_its_own(paper: Paper) -> None:
    document = docx.Document(str(resource(f"templates/{paper.value}.docx")))
    assert document.styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == "宋体"
    assert document.core_properties.title == paper.value


def test_the_rooms_own_template_is_taken_and_a_broken_one_can_be_left_aside(
    room: Room, tmp_path: Path
) -> None:
    values = _values(room, Details(text="x"))
    own = word_forms.edit_template(Paper.URGE, tmp_path)
    document = docx.Document(str(own))
    document.add_paragraph("本室自用 {{编号}}")
    document.save(str(own))
    word_forms.write(Paper.URGE, values, tmp_path / "一.docx", tmp_path)
    assert "本室自用 热线-261124-000001" in _text(tmp_path / "一.docx")
    assert word_forms.edit_template(Paper.URGE, tmp_path) == own
    assert "本室自用" in _text(own)  # asking again does not write over it
    own.write_bytes(b"torn")
    with pytest.raises(BrokenTemplate):
        word_forms.write(Paper.URGE, values, tmp_path / "二.docx", tmp_path)
    assert not (tmp_path / "二.docx").exists()
    word_forms.write(Paper.URGE, values, tmp_path / "二.docx", tmp_path, bundled=True)
    assert "催办单" in _text(tmp_path / "二.docx")


def test_every_place_of_the_bundled_templates_has_a_value(room: Room, tmp_path: Path) -> None:
    values = _values(room, Details())
    assert all(values.values())  # a place without anything to say shows a dash
    for paper in Paper:
        word_forms.write(paper, values, tmp_path / f"{paper}.docx", tmp_path)


def test_the_templates_are_those_of_the_script(tmp_path: Path) -> None:
    script = ROOT / "packaging/make_templates.py"
    subprocess.run([sys.executable, script, "--out", tmp_path], check=True, capture_output=True)
    for paper in Paper:
        assert _text(tmp_path / f"{paper.value}.docx") == _text(resource(f"templates/{paper.value}.docx"))


def test_a_message_says_the_place_once(room: Room) -> None:
    ticket = room.take([order(title="停暖 · 八角南里 5 号楼", place="八角南里 5 号楼")]).added_ids[0]
    said = urge_message(room.ticket(ticket), room.summary(ticket), "", None, minutes(1))
    assert said.startswith("【催办】工单热线-261124-000001，停暖 · 八角南里 5 号楼。请贵单位")


def test_an_urge_by_message_names_place_issue_and_limit(room: Room) -> None:
    row = order(title="丁女士家暖气不热 15812342222", place="金顶街3区丁女士家", **PRIVATE)
    ticket = room.take([row]).added_ids[0]
    room.at(1).act(ticket, Act.DISPATCH, unit="某某热力公司")
    said = urge_message(room.ticket(ticket), room.summary(ticket), "某某热力公司", minutes(31), minutes(40))
    assert said == (
        "【催办】工单热线-261124-000001，金顶街3区市民家，市民家暖气不热。应于11-24 02:31前答复，已超9分钟。"
        "请某某热力公司尽快处理，并回复处理进展和预计完成时间。"
    )
    early = urge_message(
        room.ticket(ticket),
        room.summary(ticket),
        "某某热力公司",
        minutes(31),
        minutes(1) - timedelta(seconds=1),
    )
    assert "还剩30分钟" in early
    room.at(50).act(ticket, Act.RETURN, reason="非权属")
    returned = urge_message(room.ticket(ticket), room.summary(ticket), "", None, minutes(51))
    assert returned.startswith("【退回跟踪】")
    assert "非权属" in returned
