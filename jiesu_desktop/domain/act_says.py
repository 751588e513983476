"""What each act has to say: one table of questions, each answered with the field and a Chinese sentence."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from jiesu_desktop.domain.history import Standing
from jiesu_desktop.domain.policy_model import BEIJING
from jiesu_desktop.domain.states import State
from jiesu_desktop.domain.tickets import Act, Details, Level, Outcome

Say = Callable[[Standing, Details, datetime], tuple[str, str]]
"""Answers (field, sentence), or ('', '') when nothing is missing."""
_FINE = ("", "")


def _needs(field: str, sentence: str) -> Say:
    def say(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
        return _FINE if getattr(d, field) else (field, sentence)

    return say


def _needs_any(names: tuple[str, ...], sentence: str) -> Say:
    def say(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
        return _FINE if any(getattr(d, name) for name in names) else (names[0], sentence)

    return say


def _call(verb: str) -> Say:
    def say(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
        if d.outcome is None:
            return "outcome", f"请写明{verb}电话的结果：已告知、无人接、占线或号码错误。"
        if d.outcome is Outcome.TOLD and not d.contact:
            return "contact", "已告知要写明告知了谁，请填写联系人姓名。"
        return _FINE

    return say


def _told_whom(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    if d.outcome is Outcome.TOLD and not d.contact:
        return "contact", "已告知要写明催到了谁，请填写联系人姓名。"
    return _FINE


def _one_of_its_units(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    if not s.units or d.unit in s.unit_names:
        return _FINE
    return "unit", f"“{d.unit}”不是这件工单的承办单位，请从{'、'.join(s.unit_names)}中选择。"


def _one_to_urge(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    return _FINE if s.state is State.RETURNED else _one_of_its_units(s, d, at)  # it has left our units


def _raise(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    if d.level is Level.GENERAL:
        return "level", "升级后的级别应是紧急、不稳定或突发；改回一般请用降级。"
    if d.level is s.level:
        return "level", f"工单已经是{s.level.label}。"
    return _FINE


def _lower(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    if d.level is not Level.GENERAL:
        return "level", "降级只能降为一般；在紧急、不稳定、突发之间更换请用升级紧急。"
    return _FINE


def _another_unit(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    """Another unit in the place of one, more co-handlers, or one of them less; the lead is only ever replaced."""
    if d.unit is None and d.from_unit is None and not d.assist:
        return "unit", "请填写改派到哪个单位；只增加协办的，写一个还不在办的协办单位。"
    if d.from_unit is not None and d.from_unit not in s.unit_names:
        return "from_unit", f"“{d.from_unit}”不是现在的承办单位，请从{'、'.join(s.unit_names)}中选择。"
    if d.unit is None and d.from_unit == s.lead_unit:
        return "unit", "主办单位不能只撤下，请填写改派到哪个单位。"
    if d.unit is not None and d.unit in s.unit_names:
        return "unit", f"“{d.unit}”已经在办这件工单，改派应换一个单位。"
    return _FINE


def _promise(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    if d.promise is not None and d.promise <= at:
        return "promise", "承诺的下次反馈时间应晚于本次反馈。"
    return _FINE


def _ahead(what: str, standing: str = "") -> Say:
    """A day that is planned lies ahead; one that was told before (``standing``) and has passed since is no fault of now."""

    def say(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
        known = getattr(s, standing) if standing else None
        if d.until is None or d.until > at or d.until == known:
            return _FINE
        return "until", f"{what} {words_of(d.until)} 已经过去，请填写今后的时间。"

    return say


def _found_out(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    if d.means is not None and d.means not in MEANS:
        return "means", f"核实方式应是{'、'.join(MEANS)}之一。"
    return _FINE


MEANS = ("电话", "见面", "现场")
"""How the room speaks with people: by phone, face to face, on the spot."""


def _extension(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    if d.until is None:
        return "until", "请填写申请延期到什么时候。"
    if s.upstream_due_at is not None and d.until <= s.upstream_due_at:
        return "until", f"延期应晚于现在的上游截止时间 {words_of(s.upstream_due_at)}。"
    return _FINE


def _reviewed(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    if d.passed is None:
        return "passed", "请说明答复审核是通过还是退改。"
    if not d.passed and not (d.reason or d.text):
        return "reason", "审核退改要写明哪里要改。"
    if s.units and d.unit not in s.unit_names:
        return _one_of_its_units(s, d, at)
    return _FINE


def _result(s: Standing, d: Details, at: datetime) -> tuple[str, str]:
    if d.outcome is None:
        return "outcome", "请写明回访电话的结果：已告知（联系上）、无人接、占线或号码错误。"
    for name, words, known in _CALLBACK_WORDS:
        value = getattr(d, name)
        if value is not None and value not in known:
            return name, f"{words}应是{'、'.join(known)}之一。"
    return _FINE


_CALLBACK_WORDS = (
    ("contacted", "是否联系", ("是", "否")),
    ("resolved", "是否解决", ("已解决", "部分解决", "未解决")),
    ("satisfied", "是否满意", ("满意", "基本满意", "不满意")),
)

_REASON = "请写明原因。"
SAYS: dict[Act, tuple[Say, ...]] = {
    Act.NOTE: (_needs("text", "备注不能为空，请写明内容。"),),
    Act.RAISE: (_raise,),
    Act.LOWER: (_lower, _needs("reason", "降级要写明原因。")),
    Act.REPORT: (_call("上报"),),
    Act.DISPATCH: (_needs("unit", "请填写派发到哪个单位。"),),
    Act.REDISPATCH: (
        _another_unit,
        _needs("reason", "改派要写明原因。"),
    ),
    Act.TRANSFER: (_needs_any(("unit", "text", "reason"), "请写明转给哪个科室。"),),
    Act.CONFIRM: (_one_of_its_units, _call("确认")),
    Act.VERIFY: (_needs_any(("text", "reason"), "信息核实要写明核实到什么情况。"), _found_out),
    Act.UNIT_SIGN: (_one_of_its_units,),
    Act.FEEDBACK: (_one_of_its_units, _needs("text", "反馈要写明单位说了什么。"), _promise),
    Act.URGE: (_one_to_urge, _told_whom),
    Act.SUPERVISE: (_needs_any(("text", "reason"), "督办要写明内容或原因。"), _ahead("要求完成时间")),
    Act.REVIEW: (_reviewed,),
    Act.RETURN: (_needs("reason", "退回要写明原因（如非权属、区外、重复、信息不全）。"),),
    Act.RETURN_TAKEN: (_needs_any(("unit", "contact", "text", "reason"), "请写明退回的工单由谁接收。"),),
    Act.MERGE: (_needs("lead", "请选择合并到哪一件主单。"),),
    Act.DEFER: (_needs("reason", "申请挂账要写明原因。"), _ahead("计划完成时间")),
    Act.DEFER_APPROVED: (_ahead("计划完成时间", "defer_until"),),
    Act.DEFER_REFUSED: (_needs_any(("reason", "text"), "挂账驳回要写明原因。"),),
    Act.PROGRESS: (
        _needs("text", "挂账进展要写明到了哪一步。"),
        _ahead("计划完成时间", "defer_until"),
    ),
    Act.ATTACH: (_needs("attachments", "请选择要添加的文件。"),),
    Act.EXCLUDE: (_needs("reason", "申请剔除要写明原因。"),),
    Act.EXCLUDE_REFUSED: (_needs_any(("reason", "text"), "剔除驳回要写明原因。"),),
    Act.EXTEND: (_extension, _ahead("延期到的时间"), _needs("reason", "申请延期要写明原因。")),
    Act.EXTEND_GRANTED: (_extension, _ahead("延期到的时间", "extend_until")),
    Act.EXTEND_REFUSED: (_needs_any(("reason", "text"), "延期驳回要写明原因。"),),
    Act.CALLBACK: (_result,),
    Act.REOPEN: (_needs("reason", "重新打开要写明原因。"),),
    Act.CORRECT: (_needs("corrects", "请选择要更正哪一条记录。"), _needs("reason", "更正要写明原因。")),
}


def words_of(moment: datetime) -> str:
    """A moment as a sentence says it, Beijing time."""
    return f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"
