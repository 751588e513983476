"""The short Chinese line an act leaves in the status bar."""

from __future__ import annotations

from datetime import datetime, timedelta

from jiesu_desktop.domain.directory import Contact, UnitEntry, call_order
from jiesu_desktop.domain.intake import shown
from jiesu_desktop.domain.policy_model import duration_text
from jiesu_desktop.domain.states import State
from jiesu_desktop.domain.summary import Summary
from jiesu_desktop.domain.tickets import Act, Details, Event, Outcome, UpstreamRow
from jiesu_desktop.domain.wording import without_caller

_PLAIN = {
    Act.NOTE: "已记备注",
    Act.JUDGE: "已判定为一般",
    Act.SIGN: "已签收",
    Act.VERIFY: "已记信息核实",
    Act.SUPERVISE: "已督办",
    Act.RETURN_REFUSED: "退回被驳，继续办理",
    Act.RETURN_TAKEN: "退回的工单已有人接收",
    Act.MERGE: "已合并到主单",
    Act.UNMERGE: "已拆分，单独办理",
    Act.UNIT_SIGN: "单位已签收",
    Act.DEFER: "已申请挂账，等待批复",
    Act.DEFER_APPROVED: "挂账已批准，计时暂停",
    Act.DEFER_REFUSED: "挂账未批准",
    Act.PROGRESS: "已记挂账进展",
    Act.SETTLE: "已销账，计时继续",
    Act.ATTACH: "附件已添加",
    Act.EXCLUDE: "已申请剔除，等待批复",
    Act.EXCLUDE_GRANTED: "剔除已批准",
    Act.EXCLUDE_REFUSED: "剔除未批准",
    Act.EXTEND: "已申请延期，等待批复",
    Act.EXTEND_REFUSED: "延期未批准",
    Act.CLOSE: "已办结",
    Act.REWORK: "已转二次办理",
    Act.REOPEN: "已重新打开",
    Act.ARCHIVE: "已归档",
    Act.CORRECT: "已更正，时限已重新计算",
    Act.LOWER: "已降为一般",
}
_TOLD = {Act.REPORT: "已上报", Act.CONFIRM: "已电话确认", Act.URGE: "已催办", Act.CALLBACK: "已回访"}


def said(event: Event, *, late: bool = False) -> str:
    """What was done, in one line."""
    details = event.details
    line = _PLAIN.get(event.act) or _line(event.act, details)
    return f"{line}（补录，发生于 {shown(event.occurred_at)[5:16]}）" if late else line


def _line(act: Act, d: Details) -> str:
    if act in _TOLD:
        return _call(act, d)
    lines = {
        Act.RAISE: f"已升级为{d.level.label}" if d.level else "已升级",
        Act.DISPATCH: f"已派发：{'、'.join(name for name in (d.unit, *d.assist) if name)}",
        Act.REDISPATCH: _redispatched(d),
        Act.TRANSFER: f"已分转：{d.unit}" if d.unit else "已分转",
        Act.FEEDBACK: f"已记反馈{'（终结）' if d.final else ''}：{d.unit or ''}".rstrip("："),
        Act.RETURN: f"已退回：{d.reason}",
        Act.REVIEW: "答复审核通过" if d.passed else f"答复退改，{d.unit or '单位'}重新反馈",
        Act.EXTEND_GRANTED: f"延期已批准至 {shown(d.until)[:16]}",
    }
    return lines.get(act, f"已{act.label}")


def _redispatched(d: Details) -> str:
    more = f"增加协办：{'、'.join(d.assist)}" if d.assist else ""
    changed = f"改派：{d.unit}" if d.unit else f"撤下协办：{d.from_unit}" if d.from_unit else ""
    return "已" + "，".join(part for part in (changed, more) if part)


def _call(act: Act, d: Details) -> str:
    if act is Act.CALLBACK and d.outcome is Outcome.TOLD and d.only_put_off:
        return f"已接通，{shown(d.next_at)[5:16]} 再访"
    person = "、".join(part for part in (d.unit, d.contact) if part)
    if d.outcome in (Outcome.TOLD, None):
        return f"{_TOLD[act]}{f'：{person}' if person else ''}{_unheard(act, d)}"
    return f"{act.label}未成：{d.outcome.label}，已记录{f'（{person}）' if person else ''}"


def _unheard(act: Act, d: Details) -> str:
    """A message or a paper meets no clock: nobody is known to have read it."""
    if d.outcome is not None or act is Act.CALLBACK:
        return ""
    means = "未写通话结果" if d.means in (None, "电话") else d.means
    return f"（{means}，计时照旧）"


URGE_MESSAGE = "【催办】工单{编号}，{何事}。{时限}请{单位}尽快处理，并回复处理进展和预计完成时间。"
TAKE_MESSAGE = "【退回跟踪】工单{编号}，{何事}，已退回（{原因}）。请告知现由哪个单位接收、联系人是谁。"


def urge_message(
    ticket: UpstreamRow, summary: Summary, unit: str, due: datetime | None, now: datetime
) -> str:
    """The text message of an urge: number, place, issue and limit; never the caller's name or number.

    Args:
        unit: who is urged. due: the limit it is under, None where none runs.
    """
    known = (ticket.caller, ticket.phone)
    place = without_caller(ticket.place or f"{ticket.street}{ticket.community}", known) or "地点见工单"
    what = without_caller(ticket.title, known) or "事项见工单"
    limit = ""
    if due is not None:
        left = duration_text(timedelta(minutes=abs(due - now) // timedelta(minutes=1)))
        limit = f"应于{shown(due)[5:16]}前答复，" + (f"还剩{left}。" if due > now else f"已超{left}。")
    words = {
        "编号": ticket.number or "（无编号）",
        "何事": what if place in what else f"{place}，{what}",
        "时限": limit,
        "单位": unit or "贵单位",
        "原因": without_caller(summary.return_reason or "", known),
    }
    text = TAKE_MESSAGE if summary.state is State.RETURNED else URGE_MESSAGE
    return text.format_map(words)


def whom_next(details: Details, entry: UnitEntry) -> str:
    """After a failed call: the next person at the unit to call, with the number."""
    people = call_order(entry.contacts)
    tried = next((i for i, person in enumerate(people) if _is(person, details)), -1)
    following = people[tried + 1] if tried + 1 < len(people) else None
    if following is not None and following.phone:
        post = f"（{following.post}）" if following.post else ""
        return f"。下一位：{following.name}{post} {following.phone}"
    return f"。可拨 24 小时电话 {entry.unit.phone24}" if entry.unit.phone24 else ""


def _is(person: Contact, details: Details) -> bool:
    return person.name == details.contact or bool(details.phone and person.phone == details.phone)
