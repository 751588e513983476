"""Every act has a form that asks what it needs, says what is missing beside the field, and records what was typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.directory import Contact, Unit, UnitKind
from jiesu_desktop.domain.states import BY_THE_DESK, TRANSITIONS
from jiesu_desktop.domain.tickets import Act, Details, Level, Outcome
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.act_dialog import ActDialog
from jiesu_desktop.gui.tickets.act_dialogs import FormDialog, UrgeDialog
from jiesu_desktop.gui.tickets.act_forms import FORMS, IN_BULK
from jiesu_desktop.gui.tickets.act_order import GROUPS
from jiesu_desktop.gui.tickets.acts import AT_ONCE, DIALOGS
from jiesu_desktop.gui.tickets.dispatch_dialog import DispatchDialog
from jiesu_desktop.gui.tickets.emergency_dialog import STEPS, EmergencyDialog
from jiesu_desktop.gui.tickets.load_order import load_order
from jiesu_desktop.gui.tickets.merge_dialog import MergeDialog
from jiesu_desktop.gui.tickets.redispatch_dialog import RedispatchDialog
from jiesu_desktop.services import word_forms
from jiesu_desktop.services.word_forms import Paper
from tests.services.room import Room, minutes, order

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Settle = Callable[[], None]
Shown = Callable[..., ActDialog]
UNIT = "某某热力公司"
OWN = {"people", "units", "orders", "number", "message", "change"}
"""Fields of a form that are no field of an act."""


@pytest.fixture
def ticket(room: Room) -> int:
    with room.store.begin() as uow:
        uow.directory.save_unit(Unit(name=UNIT, kind=UnitKind.UTILITY), pinyin="mmrlgs")
        uow.directory.save_unit(Unit(name="市容科", kind=UnitKind.SECTION), pinyin="srk")
        uow.directory.save_unit(Unit(name="金顶街街道", kind=UnitKind.STREET), pinyin="jdjjd")
    return room.take([order(place="金顶街3区", caller="丁女士", phone="15812342222")]).added_ids[0]


@pytest.fixture
def shown(ctx: Desk, room: Room, ticket: int, settle: Settle, qtbot: QtBot) -> Shown:
    def show(act: Act) -> ActDialog:
        with room.store.read() as queries:
            view = load_order(queries, ticket, room.time.now())
        assert act in view.open_acts, act
        made = DIALOGS.get(act, FormDialog)(ctx, act, view)  # type: ignore[call-arg]
        qtbot.addWidget(made)
        made.show()
        settle()
        return made

    return show


def _dispatched(room: Room, ticket: int, *assist: str) -> None:
    room.act(ticket, Act.DISPATCH, unit=UNIT, assist=assist)


def _last(room: Room, ticket: int) -> tuple[Act, Details]:
    event = room.events(ticket)[-1]
    return event.act, event.details


def _fill(dialog: ActDialog, **values: Any) -> None:
    for name, value in values.items():
        widget = dialog.fields.widgets[name]
        if isinstance(widget, QComboBox) and not widget.isEditable():
            assert widget.findText(value) >= 0, value
        dialog.fields.fill(name, value)


def test_every_act_a_person_does_can_be_begun_and_stands_in_the_menu() -> None:
    people = set(TRANSITIONS) - BY_THE_DESK
    chosen_by_file = {Act.ATTACH}  # a file chooser, no form
    assert people - set(FORMS) - set(DIALOGS) - AT_ONCE - chosen_by_file == set()
    listed = [act for group in GROUPS for act in group]
    assert sorted(listed) == sorted(people - {Act.CORRECT})  # 更正 is begun from the record it takes back
    assert len(listed) == len(set(listed))


def test_what_is_asked_is_what_an_act_can_say() -> None:
    known = {field.name for field in fields(Details)}
    asked = {ask.name for form in FORMS.values() for ask in (*form.asks, *(form.bulk or ()))}
    assert asked - known == OWN
    assert all(ask.name in known for asks in IN_BULK.values() for ask in asks)


def _on_account(room: Room, ticket: int) -> None:
    _dispatched(room, ticket)
    room.act(ticket, Act.DEFER, reason="历史遗留", until=minutes(90_000), unit=UNIT)
    room.act(ticket, Act.DEFER_APPROVED)


def _applied(act: Act) -> Callable[[Room, int], None]:
    def apply(room: Room, ticket: int) -> None:
        _dispatched(room, ticket)
        room.act(ticket, act, reason="x", until=minutes(90_000))

    return apply


def _returned(room: Room, ticket: int) -> None:
    room.act(ticket, Act.RETURN, reason="非权属，属供电")


def _closed(room: Room, ticket: int) -> None:
    _dispatched(room, ticket)
    room.act(ticket, Act.CLOSE, text="好了")


def _answered(room: Room, ticket: int) -> None:
    _dispatched(room, ticket, "金顶街街道")
    room.act(ticket, Act.FEEDBACK, unit=UNIT, text="已修好", final=True)


def _new(room: Room, ticket: int) -> None:
    pass


LATER = beijing(minutes(60_000)).replace(second=0)
CASES: list[tuple[Act, Callable[[Room, int], None], dict[str, Any], dict[str, Any]]] = [
    (Act.VERIFY, _new, {"means": "现场", "contact": "网格员", "text": "属实"}, {"means": "现场", "contact": "网格员", "text": "属实"}),
    (Act.RAISE, _new, {"level": "emergency", "reason": "漏气"}, {"level": Level.EMERGENCY, "reason": "漏气"}),
    (Act.TRANSFER, _new, {"unit": "市容科", "reason": "占道"}, {"unit": "市容科", "reason": "占道"}),
    (Act.REDISPATCH, lambda r, t: _dispatched(r, t, "市政所"), {"from_unit": "市政所", "reason": "不归它", "assist": "排水队"},
     {"from_unit": "市政所", "unit": "金顶街街道", "reason": "不归它", "assist": ("排水队",)}),
    (Act.UNIT_SIGN, _dispatched, {"contact": "甲某", "means": "纸质"}, {"unit": UNIT, "contact": "甲某", "means": "纸质"}),
    (Act.FEEDBACK, _dispatched, {"text": "在修", "promise": LATER}, {"unit": UNIT, "text": "在修", "promise": LATER, "final": False}),
    (Act.FEEDBACK, _dispatched, {"text": "修好", "promise": LATER, "final": True}, {"promise": None, "final": True}),
    (Act.SUPERVISE, _dispatched, {"leader": "卯主任", "text": "今天办结", "until": LATER},
     {"leader": "卯主任", "unit": UNIT, "text": "今天办结", "until": LATER}),
    (Act.REVIEW, _answered, {"text": "写得清楚"}, {"passed": True, "text": "写得清楚", "reason": None, "unit": UNIT}),
    (Act.REVIEW, _answered, {"passed": False, "reason": "没写时间"}, {"passed": False, "reason": "没写时间", "unit": UNIT}),
    (Act.RETURN, _new, {"code": "非权属", "text": "属供电公司"}, {"code": "非权属", "reason": "非权属", "text": "属供电公司"}),
    (Act.RETURN_REFUSED, _returned, {"contact": "区中心 乙某", "reason": "属你单位"}, {"contact": "区中心 乙某", "reason": "属你单位"}),
    (Act.RETURN_TAKEN, _returned, {"unit": "供电公司", "contact": "丙某"}, {"unit": "供电公司", "contact": "丙某"}),
    (Act.DEFER, _dispatched, {"code": "需专项资金", "reason": "管网改造", "until": LATER},
     {"code": "需专项资金", "reason": "管网改造", "unit": UNIT, "until": LATER}),
    (Act.DEFER_APPROVED, _applied(Act.DEFER), {"leader": "卯主任"}, {"leader": "卯主任", "until": beijing(minutes(90_000))}),
    (Act.DEFER_REFUSED, _applied(Act.DEFER), {"leader": "卯主任", "reason": "应即办"}, {"leader": "卯主任", "reason": "应即办"}),
    (Act.PROGRESS, _on_account, {"text": "已招标", "until": LATER}, {"unit": UNIT, "text": "已招标", "until": LATER}),
    (Act.SETTLE, _on_account, {"text": "改造完成"}, {"text": "改造完成"}),
    (Act.EXCLUDE, _dispatched, {"code": "不可抗力", "text": "暴雨"}, {"code": "不可抗力", "reason": "不可抗力", "text": "暴雨"}),
    (Act.EXCLUDE_GRANTED, _applied(Act.EXCLUDE), {"leader": "卯主任"}, {"leader": "卯主任"}),
    (Act.EXTEND, _dispatched, {"reason": "夜间施工", "until": LATER}, {"reason": "夜间施工", "until": LATER}),
    (Act.EXTEND_GRANTED, _applied(Act.EXTEND), {"leader": "卯主任"}, {"leader": "卯主任", "until": beijing(minutes(90_000))}),
    (Act.CLOSE, _answered, {"text": "已恢复供热"}, {"text": "已恢复供热"}),
    (Act.REWORK, _closed, {"reason": "没修好"}, {"reason": "没修好"}),
    (Act.REOPEN, _closed, {"reason": "又坏了"}, {"reason": "又坏了"}),
    (Act.URGE, _returned, {"contact": "区中心 乙某", "text": "正在转"},
     {"contact": "区中心 乙某", "text": "正在转", "outcome": Outcome.TOLD, "unit": None}),
    (Act.URGE, _dispatched, {"means": "催办单", "text": "今天到场", "until": LATER},
     {"means": "催办单", "text": "今天到场", "until": LATER, "outcome": None, "contact": None}),
]  # fmt: skip


@pytest.mark.parametrize(
    "act, before, typed, said", CASES, ids=[f"{case[0]}-{n}" for n, case in enumerate(CASES)]
)
def test_what_is_typed_is_recorded(
    shown: Shown,
    room: Room,
    ticket: int,
    settle: Settle,
    act: Act,
    before: Callable[[Room, int], None],
    typed: dict[str, Any],
    said: dict[str, Any],
) -> None:
    before(room, ticket)
    dialog = shown(act)
    if isinstance(dialog, DispatchDialog):
        names = [dialog.units.item(n).data(Qt.ItemDataRole.UserRole) for n in range(dialog.units.count())]
        dialog.units.setCurrentRow(names.index("金顶街街道"))
    _fill(dialog, **typed)
    dialog.save()
    settle()
    done, details = _last(room, ticket)
    assert done is act, dialog.form.actError.text()
    assert {name: getattr(details, name) for name in said} == said


NEEDED = [
    (Act.VERIFY, _new, "text"),
    (Act.UNIT_SIGN, _dispatched, "contact"),
    (Act.FEEDBACK, _dispatched, "text"),
    (Act.SUPERVISE, _dispatched, "leader"),
    (Act.RETURN, _new, "reason"),
    (Act.RETURN_REFUSED, _returned, "contact"),
    (Act.RETURN_TAKEN, _returned, "unit"),
    (Act.DEFER, _dispatched, "reason"),
    (Act.DEFER_APPROVED, _applied(Act.DEFER), "leader"),
    (Act.PROGRESS, _on_account, "text"),
    (Act.SETTLE, _on_account, "text"),
    (Act.EXTEND, _dispatched, "reason"),
    (Act.REOPEN, _closed, "reason"),
    (Act.NOTE, _new, "text"),
]


@pytest.mark.parametrize("act, before, field", NEEDED, ids=[case[0].value for case in NEEDED])
def test_what_is_missing_stands_beside_its_field(
    shown: Shown,
    room: Room,
    ticket: int,
    settle: Settle,
    act: Act,
    before: Callable[[Room, int], None],
    field: str,
) -> None:
    before(room, ticket)
    count = len(room.events(ticket))
    dialog = shown(act)
    dialog.save()
    settle()
    error = getattr(dialog.form, field + "Error")
    assert error.isVisible()
    assert error.text().startswith("请填写")
    assert len(room.events(ticket)) == count


@pytest.mark.parametrize("act", [Act.DEFER, Act.EXTEND, Act.SUPERVISE])
def test_a_day_in_the_past_is_refused_beside_it(
    shown: Shown, room: Room, ticket: int, settle: Settle, act: Act
) -> None:
    _dispatched(room, ticket)
    dialog = shown(act)
    _fill(dialog, until=minutes(-60))
    for name in {"reason", "leader", "text"} & set(dialog.fields.widgets):
        _fill(dialog, **{name: "x"})
    dialog.save()
    settle()
    assert "已经过去" in dialog.form.untilError.text()
    assert dialog.form.untilError.isVisible()
    assert room.events(ticket)[-1].act is Act.DISPATCH


def test_a_reply_sent_back_stands_in_the_next_feedback_form_and_in_the_queue(
    shown: Shown, room: Room, ticket: int, settle: Settle
) -> None:
    _dispatched(room, ticket)
    room.act(ticket, Act.FEEDBACK, text="已修好", final=True)
    review = shown(Act.REVIEW)
    assert "已修好" in review.form.about.text()
    _fill(review, passed=False)
    assert not review.form.text.isVisible()
    review.save()
    settle()
    assert "哪里要改" in review.form.reasonError.text()
    _fill(review, reason="没有写修好的时间")
    review.save()
    settle()
    assert room.line(ticket).phase == "待反馈"
    assert "没有写修好的时间" in shown(Act.FEEDBACK).form.about.text()


def test_a_name_that_is_no_section_is_not_passed_on_to(
    shown: Shown, room: Room, ticket: int, settle: Settle
) -> None:
    dialog = shown(Act.TRANSFER)
    box: QComboBox = dialog.form.unit
    assert [box.itemText(n) for n in range(box.count())] == ["市容科"]
    _fill(dialog, unit="市容所")
    dialog.save()
    settle()
    assert "市容所" in dialog.form.unitError.text()
    assert room.events(ticket)[-1].act is Act.OBTAIN


def test_an_order_of_a_policy_without_kinds_of_reason_is_asked_for_words(
    ctx: Desk, room: Room, ticket: int, settle: Settle, qtbot: QtBot
) -> None:
    with room.store.read() as queries:
        view = load_order(queries, ticket, room.time.now())
    dialog = FormDialog(ctx, Act.RETURN, replace(view, policy=replace(view.policy, codes=None)))
    qtbot.addWidget(dialog)
    dialog.show()
    assert "code" not in dialog.fields.widgets
    dialog.save()
    assert dialog.form.reasonError.text() == "请填写退回原因。"


def test_one_key_copies_the_message_which_says_nothing_of_the_caller(
    shown: Shown, room: Room, ticket: int, settle: Settle
) -> None:
    _dispatched(room, ticket)
    dialog = shown(Act.URGE)
    assert isinstance(dialog, UrgeDialog)
    assert dialog.form.message.isHidden()
    QTest.mouseClick(dialog.form.means_1, Qt.MouseButton.LeftButton)
    assert dialog.form.message.isVisible()
    assert dialog.form.contact.isHidden()
    dialog.copy()
    copied = QGuiApplication.clipboard().text()
    assert "热线-261124-000001" in copied
    assert "金顶街3区" in copied
    assert "02:30" in copied
    assert "丁女士" not in copied
    assert "2222" not in copied
    dialog.save()
    settle()
    act, details = _last(room, ticket)
    assert (act, details.means, details.text, details.outcome) == (Act.URGE, "文字", copied, None)


HALF: list[tuple[Act, Callable[[Room, int], None], dict[str, Any]]] = [
    (Act.DEFER, _dispatched, {"code": "需专项资金", "unit": "市政所", "until": LATER}),
    (Act.FEEDBACK, _dispatched, {"text": "在修", "promise": LATER}),
    (Act.REVIEW, _answered, {"passed": False, "reason": "没写时间"}),
    (Act.URGE, _dispatched, {"means": "催办单", "text": "今天到场", "until": LATER}),
    (Act.REDISPATCH, _dispatched, {"unit": "街道", "assist": "排水队", "reason": "不归它"}),
]


@pytest.mark.parametrize("act, before, typed", HALF, ids=[case[0].value for case in HALF])
def test_what_was_half_filled_in_comes_back_in_every_kind_of_field(
    shown: Shown,
    room: Room,
    ticket: int,
    settle: Settle,
    act: Act,
    before: Callable[[Room, int], None],
    typed: dict[str, Any],
) -> None:
    before(room, ticket)
    dialog = shown(act)
    _fill(dialog, **typed)
    dialog.reject()
    settle()
    again = shown(act)
    settle()
    assert {name: again.fields.value(name) for name in typed} == typed
    assert "已恢复" in again.form.hint.text()


# ------------------------------------------------------------------------------------------------- files and papers


def test_files_go_with_the_act_and_into_its_draft(
    shown: Shown, room: Room, ticket: int, settle: Settle, tmp_path: Path
) -> None:
    _dispatched(room, ticket)
    picture = tmp_path / "现场.jpg"
    picture.write_bytes(b"\xff\xd8 picture")
    dialog = shown(Act.FEEDBACK)
    assert dialog.attachments is not None
    dialog.attachments.add([picture])
    settle()
    _fill(dialog, text="已到场")
    dialog.reject()
    settle()
    again = shown(Act.FEEDBACK)
    assert again.attachments is not None
    settle()
    assert again.attachments.files() == [picture]
    again.save()
    settle()
    [kept] = _last(room, ticket)[1].attachments
    assert (kept.name, kept.size) == ("现场.jpg", picture.stat().st_size)
    with room.store.read() as queries:
        assert queries.desk.draft(room.who.name, "act:feedback", ticket) is None


def test_a_file_that_is_gone_holds_up_the_act_and_nothing_typed_is_lost(
    shown: Shown, room: Room, ticket: int, settle: Settle, tmp_path: Path
) -> None:
    _dispatched(room, ticket)
    picture = tmp_path / "现场.jpg"
    picture.write_bytes(b"x")
    dialog = shown(Act.FEEDBACK)
    assert dialog.attachments is not None
    dialog.attachments.add([picture])
    settle()
    _fill(dialog, text="已到场")
    picture.unlink()
    dialog.save()
    settle()
    assert "找不到文件" in dialog.attachments.problem
    assert room.events(ticket)[-1].act is Act.DISPATCH
    assert dialog.save_button.isEnabled()
    dialog.attachments.remove(picture)
    dialog.save()
    settle()
    assert _last(room, ticket)[1].text == "已到场"


def _paper(dialog: ActDialog, target: Path, settle: Settle, *, bundled: bool = False) -> None:
    assert isinstance(dialog, FormDialog)
    assert dialog.paper is not None
    dialog.paper.ask = lambda proposed: str(target)
    dialog.paper.write(bundled=bundled)
    settle()
    settle()


def test_the_application_is_written_from_what_is_typed_and_kept_with_the_act(
    shown: Shown, room: Room, ticket: int, settle: Settle, tmp_path: Path, ctx: Desk
) -> None:
    _dispatched(room, ticket)
    dialog = shown(Act.DEFER)
    _fill(dialog, code="需专项资金", reason="管网老化，需整体改造", until=LATER)
    folder = tmp_path / "申请"
    folder.mkdir()
    _paper(dialog, folder / "挂账", settle)
    tables = docx.Document(str(folder / "挂账.docx")).tables
    cells = [cell.text for row in tables[0].rows for cell in row.cells]
    for words in (
        "热线-261124-000001",
        "管网老化，需整体改造",
        "需专项资金",
        UNIT,
        f"{LATER:%Y-%m-%d %H:%M}",
    ):
        assert words in cells
    assert dialog.attachments is not None
    assert dialog.attachments.files() == [folder / "挂账.docx"]
    assert ctx.prefs.value("papers/folder") == str(folder)
    proposed = list[str]()

    def cancel(name: str) -> str:
        proposed.append(name)
        return ""

    assert isinstance(dialog, FormDialog)
    assert dialog.paper is not None
    dialog.paper.ask = cancel
    dialog.paper.write()
    assert proposed == [str(folder / "挂账申请表 热线-261124-000001.docx")]
    dialog.save()
    settle()
    assert [file.name for file in _last(room, ticket)[1].attachments] == ["挂账.docx"]


def test_a_broken_template_is_said_and_the_bundled_one_serves(
    shown: Shown, room: Room, ticket: int, settle: Settle, tmp_path: Path, ctx: Desk
) -> None:
    _dispatched(room, ticket)
    own = word_forms.edit_template(Paper.SUPERVISE, ctx.data_dir)
    own.write_bytes(b"torn")
    dialog = shown(Act.SUPERVISE)
    _fill(dialog, leader="卯主任", text="今天办结")
    _paper(dialog, tmp_path / "督办.docx", settle)
    assert "自带模板" in dialog.form.actError.text()
    assert dialog.form.actError.isVisible()
    assert not (tmp_path / "督办.docx").exists()
    assert dialog.details().text == "今天办结"
    _paper(dialog, tmp_path / "督办.docx", settle, bundled=True)
    assert (tmp_path / "督办.docx").exists()
    _paper(dialog, tmp_path / "没有" / "督办.docx", settle, bundled=True)
    assert "不存在" in dialog.form.actError.text()
    dialog.save()
    settle()
    assert _last(room, ticket)[1].leader == "卯主任"


def test_the_tallest_form_fits_an_old_monitor(shown: Shown, room: Room, ticket: int) -> None:
    _dispatched(room, ticket)
    for act in (Act.REDISPATCH, Act.URGE, Act.DEFER):
        dialog = shown(act)
        assert dialog.height() <= 728


def test_a_form_that_grows_keeps_its_buttons_on_the_screen(shown: Shown, room: Room, ticket: int) -> None:
    _dispatched(room, ticket)
    dialog = shown(Act.URGE)
    _fill(dialog, means="催办单")
    bottom = dialog.screen().availableGeometry().bottom()
    dialog.move(dialog.x(), bottom - dialog.height())
    _fill(dialog, means="电话")  # the people to ring come back: taller
    assert dialog.frameGeometry().bottom() <= bottom


def test_files_and_what_is_wrong_with_them_have_room(
    shown: Shown, room: Room, ticket: int, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    _dispatched(room, ticket)
    dialog = shown(Act.FEEDBACK)
    assert dialog.attachments is not None
    files = [tmp_path / name for name in ("现场.png", "证明.pdf", "空.txt", "没有.txt")]
    for file, content in zip(files, (b"a", b"b", b""), strict=False):
        file.write_bytes(content)
    dialog.attachments.add(files)
    settle()
    assert dialog.attachments.problem
    qtbot.waitUntil(lambda: dialog.form.scroll.verticalScrollBar().maximum() == 0)
    assert dialog.attachments.error.visibleRegion().boundingRect() == dialog.attachments.error.rect()


def test_a_sentence_beside_a_field_needs_no_scrolling_and_a_date_is_typed_anew(
    shown: Shown, room: Room, ticket: int, qtbot: QtBot, settle: Settle
) -> None:
    _dispatched(room, ticket)
    room.act(ticket, Act.DEFER, reason="历史遗留", until=minutes(90_000), unit=UNIT)
    dialog = shown(Act.DEFER_APPROVED)
    qtbot.waitActive(dialog)
    _fill(dialog, leader="卯主任")
    dialog.form.until.setFocus()
    qtbot.keyClicks(dialog.form.until, "2020")  # goes on to the month by itself
    dialog.save()
    settle()
    assert "已经过去" in dialog.form.untilError.text()
    assert dialog.form.content.minimumSizeHint().height() <= dialog.form.scroll.viewport().height()
    qtbot.keyClicks(dialog.form.until, "2027")
    dialog.save()
    settle()
    assert _last(room, ticket)[0] is Act.DEFER_APPROVED


def test_tab_comes_to_the_answer_chosen_and_arrows_go_on(
    shown: Shown, room: Room, ticket: int, qtbot: QtBot
) -> None:
    _dispatched(room, ticket)
    dialog = shown(Act.URGE)
    qtbot.waitActive(dialog)
    dialog.form.unit.setFocus()
    qtbot.keyClick(dialog.form.unit, Qt.Key.Key_Backtab)
    assert dialog.form.means_0.hasFocus()
    qtbot.keyClick(dialog.form.means_0, Qt.Key.Key_Right)
    assert dialog.fields.value("means") == "文字"
    qtbot.keyClick(dialog.form.means_1, Qt.Key.Key_Tab)
    assert dialog.form.unit.hasFocus()


def test_merging_in_a_circle_is_refused_beside_the_number(
    shown: Shown, room: Room, ticket: int, settle: Settle
) -> None:
    follower = room.take([order("热线-261124-000002")]).added_ids[0]
    room.act(follower, Act.MERGE, lead=ticket)
    dialog = shown(Act.MERGE)
    for number, words in (
        ("热线-261124-000002", "不能循环合并"),
        ("热线-261124-000009", "没有这个编号"),
        ("热线-261124-000001", "不能合并到它自己"),
    ):
        dialog.form.number.setText(number)
        dialog.save()
        for _ in range(3):
            settle()
        assert words in dialog.form.numberError.text()
        assert dialog.form.numberError.isVisible()
    assert room.events(ticket)[-1].act is Act.OBTAIN


def test_co_handlers_come_and_go_and_the_lead_stays(
    shown: Shown, room: Room, ticket: int, settle: Settle
) -> None:
    _dispatched(room, ticket)
    dialog = shown(Act.REDISPATCH)
    assert dialog.form.change_2.isHidden()
    assert isinstance(dialog, RedispatchDialog)
    _fill(dialog, change="add", reason="共同管理")
    assert dialog.form.from_unit.isHidden()
    names = [dialog.units.item(n).data(Qt.ItemDataRole.UserRole) for n in range(dialog.units.count())]
    dialog.units.setCurrentRow(names.index("金顶街街道"))
    assert dialog.save_button.text() == "增加协办 金顶街街道"
    dialog._add_assist()
    settle()
    _fill(dialog, assist="金顶街街道、排水队")
    assert dialog.save_button.text() == "增加协办 金顶街街道、排水队"  # and not what the list stands at again
    dialog.save()
    settle()
    assert room.summary(ticket).unit_names == (UNIT, "金顶街街道", "排水队")
    dialog = shown(Act.REDISPATCH)
    _fill(dialog, change="drop", reason="与它无关")
    assert dialog.form.unit.isHidden()
    assert dialog.fields.value("from_unit") == "金顶街街道"
    dialog.save()
    settle()
    assert room.summary(ticket).unit_names == (UNIT, "排水队")
    dialog = shown(Act.REDISPATCH)
    _fill(dialog, change="drop", reason="x", from_unit="市政所")
    dialog.save()
    settle()
    assert "不是现在的承办单位" in dialog.form.from_unitError.text()


def test_the_order_to_merge_under_is_found_by_a_few_letters_and_chosen_with_the_arrows(
    shown: Shown, room: Room, ticket: int, qtbot: QtBot, settle: Settle
) -> None:
    taken = [order(f"热线-261124-00037{n}", title="路灯不亮", place=f"古城{n}号院", row=n) for n in (1, 2, 3)]
    ids = room.take(taken).added_ids
    room.act(ids[1], Act.NOTE, text="又是热线-261124-000001")
    room.act(ids[2], Act.RETURN, reason="非权属")  # no lead
    dialog = shown(Act.MERGE)
    assert isinstance(dialog, MergeDialog)
    qtbot.waitActive(dialog)
    offered = dialog.orders
    assert offered.isHidden()  # none looks like it

    def typed(text: str) -> list[str]:
        dialog.text.setText(text)
        dialog.look()
        settle()
        return [offered.item(row).text() for row in range(offered.count())]

    assert [words.split("　")[0][-3:] for words in sorted(typed("路灯"))] == ["371", "372"]
    assert offered.currentRow() == -1
    dialog.save()
    settle()
    assert "↑↓ 选定" in dialog.form.numberError.text()
    assert typed("金顶街") == []  # where only the order itself is
    assert "没有找到" in dialog.form.numberError.text()
    assert len(typed("372")) == 1
    assert offered.currentRow() == 0  # nothing else can be meant
    assert len(typed("热线-261124-000001")) == 1  # which another merely mentions
    assert offered.currentRow() == -1
    assert len(typed("路灯 古城")) == 2
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(dialog.form.number, key)
    assert offered.currentRow() == 0
    chosen = ids[0] if "371" in offered.item(0).text() else ids[1]
    dialog.save()
    settle()
    assert room.summary(ticket).lead_ticket == chosen


def test_a_fast_hand_merges_with_what_it_typed_and_not_with_what_stood_there(
    shown: Shown, room: Room, ticket: int, qtbot: QtBot, settle: Settle
) -> None:
    alike, meant = room.take(
        [
            order("热线-261124-000002", place="金顶街3区", row=2),
            order("热线-261124-000003", title="路灯不亮", place="古城1号院", row=3),
        ]
    ).added_ids
    dialog = shown(Act.MERGE)
    assert dialog.form.orders.currentItem().text().startswith("热线-261124-000002")
    dialog.form.number.setText("路灯")
    dialog.save()
    assert room.summary(ticket).lead_ticket is None
    settle()
    settle()
    assert room.summary(ticket).lead_ticket == meant != alike


def test_who_said_what_since_an_order_was_returned_stands_in_its_next_forms(
    shown: Shown, room: Room, ticket: int
) -> None:
    _returned(room, ticket)
    room.act(ticket, Act.URGE, outcome=Outcome.TOLD, contact="区中心 乙某", text="正在转供电公司")
    room.act(ticket, Act.URGE, outcome=Outcome.NO_ANSWER, contact="区中心 丙某")
    for act in (Act.URGE, Act.RETURN_TAKEN, Act.RETURN_REFUSED):
        about = shown(act).form.about.text()
        for words in ("非权属，属供电", "区中心 乙某，正在转供电公司", "区中心 丙某，无人接"):
            assert words in about


def test_an_assisting_unit_that_waits_is_rung_by_its_own_numbers(
    shown: Shown, room: Room, ticket: int, settle: Settle, ctx: Desk, qtbot: QtBot
) -> None:
    with room.store.begin() as uow:
        for name, person in ((UNIT, "甲某"), ("金顶街街道", "丁某")):
            unit = uow.directory.unit_named(name)
            assert unit is not None
            uow.directory.save_contact(Contact(unit_id=unit.id, name=person, phone="010-5555 0101", order=1))
    room.act(ticket, Act.RAISE, level=Level.URGENT)
    _dispatched(room, ticket, "金顶街街道")
    room.act(ticket, Act.CONFIRM, unit=UNIT, outcome=Outcome.TOLD, contact="甲某")
    form = shown(Act.CONFIRM)
    assert (form.fields.value("unit"), form.fields.value("contact")) == ("金顶街街道", "丁某")
    _fill(form, unit=UNIT)
    settle()
    assert form.fields.value("contact") == "甲某"
    emergency = EmergencyDialog(ctx, form.view)
    qtbot.addWidget(emergency)
    to_ring = emergency.person(STEPS[2])
    assert to_ring is not None
    assert to_ring.name == "丁某"
    emergency._call(STEPS[2], to_ring, Outcome.TOLD)
    settle()
    assert room.summary(ticket).confirmed_units == (UNIT, "金顶街街道")


def test_the_message_is_to_the_unit_chosen_unless_it_was_reworded(
    shown: Shown, room: Room, ticket: int
) -> None:
    _dispatched(room, ticket, "金顶街街道")
    dialog = shown(Act.URGE)
    _fill(dialog, means="文字")
    assert f"请{UNIT}尽快" in dialog.fields.value("message")
    _fill(dialog, unit="金顶街街道")
    assert "请金顶街街道尽快" in dialog.fields.value("message")
    _fill(dialog, message="自己写的", unit=UNIT)
    assert dialog.fields.value("message") == "自己写的"


def test_in_the_largest_type_no_part_of_the_emergency_form_lies_on_another(
    ctx: Desk, room: Room, qtbot: QtBot, settle: Settle
) -> None:
    ctx.theme.choose(points=14)
    long = "市民反映，楼道内有明显漏气味，已开窗，请尽快处置。" * 4
    ticket = room.take([order("热线-9", content=long, row=9)], level=Level.URGENT).added_ids[0]
    with room.store.read() as queries:
        view = load_order(queries, ticket, room.time.now())
    dialog = EmergencyDialog(ctx, view)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    parts = [dialog.form.facts, dialog.form.report, dialog.form.said, dialog.form.closeButton]
    edges = [(part.mapTo(dialog, QPoint()).y(), part.height()) for part in parts]
    assert all(top + high <= below for (top, high), (below, _) in pairwise(edges)), edges
    assert dialog.height() <= dialog.screen().availableSize().height()
