"""The twelve ledgers 台账: which rows each holds, the date it goes by, and its columns.

A declaration and nothing else; storage turns keys into SQL. Headings are those of domain.md, so that what is
exported can be imported again. Requirements C; names of cli.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class ColumnKind(StrEnum):
    """What a cell holds. TEXT stays text even when it begins with '='."""

    TEXT = "text"
    INT = "int"
    DATETIME = "datetime"
    DATE = "date"


class Source(StrEnum):
    """What one row of a ledger is."""

    TICKETS = "tickets"  # an order
    CALLS = "calls"  # a phone call, an urging or a supervision that stands (not taken back by 更正)
    CALLBACKS = "callbacks"  # a call-back or an attempt at one
    ALERTS = "alerts"  # a warning given


@dataclass(frozen=True, slots=True)
class LedgerColumn:
    """A column: ``width`` in characters of the sheet. A key of the form ``extra:HEADER`` is an upstream column of no name of ours."""

    key: str
    heading: str
    width: int = 14
    kind: ColumnKind = ColumnKind.TEXT


@dataclass(frozen=True, slots=True)
class Ledger:
    """One ledger.

    Attributes:
        name: the word of the command line. label: the words on screen.
        source: what a row is.
        date_key: the column of its own date, by which ``--from`` and ``--to`` go.
        columns: its own columns first; the rest of the upstream columns follow where the row is an order.
    """

    name: str
    label: str
    source: Source
    date_key: str
    columns: tuple[LedgerColumn, ...]

    @property
    def date_heading(self) -> str:
        """The words for its own date."""
        return next(column.heading for column in self.columns if column.key == self.date_key)


def _text(key: str, heading: str, width: int = 14) -> LedgerColumn:
    return LedgerColumn(key, heading, width)


def _time(key: str, heading: str) -> LedgerColumn:
    return LedgerColumn(key, heading, 18, ColumnKind.DATETIME)


def _int(key: str, heading: str, width: int = 10) -> LedgerColumn:
    return LedgerColumn(key, heading, width, ColumnKind.INT)


_HEAD = (
    _text("number", "工单编号", 22),
    _text("title", "标题", 30),
    _text("content", "主要内容", 60),
    _text("category", "问题分类", 24),
    _text("unit", "承办单位", 20),
    _text("level", "紧急程度", 10),
    _text("phase", "状态", 10),
    _text("channel", "来源渠道", 10),
    _time("obtained_at", "获取时间"),
)

_UPSTREAM = (
    _text("kind", "工单类型", 10),
    _text("status_upstream", "工单状态", 12),
    _text("caller", "来电人", 10),
    _text("phone", "来电人电话/账号", 18),
    _text("district", "被反映区", 10),
    _text("street", "被反映街乡镇", 14),
    _text("community", "村/社区", 16),
    _text("place", "小区点位", 24),
    _time("received_at", "来电时间"),
    _time("upstream_due_at", "办理截止时间"),
    _time("closed_at", "办结时间"),
    _text("result", "办理结果", 24),
    _text("reply", "回复内容", 40),
    _text("contacted", "是否联系", 10),
    _text("resolved", "是否解决", 10),
    _text("satisfied", "是否满意", 10),
    _text("valid_callback", "是否有效回访", 12),
    _text("role", "工单性质", 10),
    _text("level_upstream", "上游紧急程度", 12),
)
"""The rest of an order's upstream columns, in the order of domain.md's table."""

_DISPATCH = (
    _time("dispatched_at", "派发时间"),
    _text("assist_units", "协办单位", 20),
    _text("first_dispatcher", "首派人", 10),
)
_URGING = (_int("urged_count", "催办次数"), _time("last_urged_at", "最近催办"))
"""Of the ledgers that are urged on a schedule."""
_RETURN = (
    _time("returned_at", "退回时间"),
    _text("return_code", "退回原因代码", 12),
    _text("return_reason", "退回原因", 30),
    _text("return_taken", "已接收", 8),
    *_URGING,
)
_DEFER = (
    _time("deferred_at", "申请挂账时间"),
    _text("deferred", "挂账状态", 10),
    _text("defer_reason", "挂账原因", 30),
    _text("defer_unit", "责任单位", 20),
    _time("defer_until", "计划完成时间"),
    _text("defer_progress", "阶段进展", 30),
    _time("defer_progress_at", "进展时间"),
    _time("settled_at", "销账时间"),
    *_URGING,
)
_EXCLUDE = (
    _time("excluded_at", "申请剔除时间"),
    _text("excluded", "剔除状态", 10),
    _text("exclude_code", "剔除事由", 12),
    _text("exclude_reason", "剔除理由", 30),
)
_URGENT = (
    _text("basis", "紧急依据", 10),
    _time("raised_at", "升级时间"),
    _time("reported_at", "电话上报时间"),
    _time("dispatched_at", "派发时间"),
    _text("confirmed_units", "已确认单位", 20),
)
_HARD = (
    _int("urged_count", "催办次数"),
    _int("round", "办理轮次"),
    _text("deferred", "挂账状态", 10),
)


def _of_tickets(
    name: str, label: str, own: tuple[LedgerColumn, ...], date_key: str = "obtained_at"
) -> Ledger:
    return Ledger(name, label, Source.TICKETS, date_key, (*_HEAD, *own, *_UPSTREAM))


_ABOUT = (
    _text("number", "工单编号", 22),
    _text("title", "标题", 30),
    _text("category", "问题分类", 24),
    _text("unit", "承办单位", 20),
    _text("level", "紧急程度", 10),
    _text("phase", "状态", 10),
)
"""What a row that is no order says of its order."""

_CALL = (
    _text("called_unit", "联系单位", 20),
    _text("contact", "联系人", 12),
    _text("dialled", "拨打号码", 16),
    _text("outcome", "通话结果", 10),
    _text("text", "内容", 40),
    _text("actor", "经办人", 10),
    _text("workstation", "工位", 12),
)

LEDGERS: Mapping[str, Ledger] = {
    ledger.name: ledger
    for ledger in (
        _of_tickets("tickets", "工单台账", _DISPATCH),
        _of_tickets("returned", "退回台账", _RETURN, "returned_at"),
        _of_tickets("deferred", "挂账台账", _DEFER, "deferred_at"),
        _of_tickets("self", "自采集台账", (*_DISPATCH, *_URGING)),
        _of_tickets("other", "其他渠道台账", (*_DISPATCH, *_URGING)),
        _of_tickets("urgent", "紧急工单台账", _URGENT),
        Ledger(
            "urged",
            "催办督办台账",
            Source.CALLS,
            "called_at",
            (
                *_ABOUT,
                _time("called_at", "催办时间"),
                _text("kind_of_call", "方式", 10),
                *_CALL,
                _text("leader", "督办领导", 12),
                _time("until", "办理期限"),
            ),
        ),
        Ledger(
            "callbacks",
            "回访台账",
            Source.CALLBACKS,
            "called_at",
            (
                *_ABOUT,
                _time("called_at", "回访时间"),
                _text("means", "回访方式", 10),
                _text("outcome", "通话结果", 10),
                _text("contacted", "是否联系", 10),
                _text("resolved", "是否解决", 10),
                _text("satisfied", "是否满意", 10),
                _text("no", "单否/双否", 10),
                _text("text", "意见", 40),
                _text("demand", "诉求", 30),
                _text("suggestion", "建议", 30),
                _text("next_step", "下一步", 30),
                _time("next_at", "再访时间"),
                _text("actor", "回访人", 10),
                _text("workstation", "工位", 12),
            ),
        ),
        Ledger(
            "calls",
            "电话通知台账",
            Source.CALLS,
            "called_at",
            (*_ABOUT, _time("called_at", "通话时间"), _text("kind_of_call", "事由", 10), *_CALL),
        ),
        _of_tickets("excluded", "剔除台账", _EXCLUDE, "excluded_at"),
        _of_tickets("hard", "疑难工单台账", _HARD),
        Ledger(
            "alerts",
            "提醒台账",
            Source.ALERTS,
            "raised_at",
            (
                _time("raised_at", "提醒时间"),
                _text("number", "工单编号", 22),
                _text("title", "标题", 30),
                _text("clock", "时限", 12),
                _text("stage", "阶段", 10),
                _text("called_unit", "相关单位", 20),
                _int("priority", "优先级"),
                _int("repeat", "重复"),
                _time("due_at", "应提醒时间"),
                _text("spoken", "播报内容", 40),
                _text("flash", "闪烁", 12),
                _text("tray", "托盘", 12),
                _text("voice", "语音", 16),
                _time("heard_at", "语音播完时间"),
                _text("nobody", "无人被提醒", 12),
                _text("escalated", "逐级升级", 24),
                _time("acknowledged_at", "知道了时间"),
                _text("acknowledged_by", "知道了"),
                _text("shelved", "搁置", 16),
                _time("ended_at", "结束时间"),
                _text("end_reason", "结束原因", 16),
            ),
        ),
    )
}
"""Ledger name → its declaration, in the order of cli.md."""
