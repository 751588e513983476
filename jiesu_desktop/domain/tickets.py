"""What a ticket is and what can happen to it: the vocabulary every other layer speaks.

Words are those of the glossary. Times are aware datetimes in UTC. Nothing here decides anything; the
decisions live beside it in :mod:`~jiesu_desktop.domain.states`, :mod:`~jiesu_desktop.domain.clocks`
and :mod:`~jiesu_desktop.domain.summary`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any, NamedTuple, Self


class Level(StrEnum):
    """紧急程度. Everything but 一般 is handled under the urgent limits."""

    GENERAL = "general"
    URGENT = "urgent"
    UNSTABLE = "unstable"
    EMERGENCY = "emergency"

    @property
    def is_urgent(self) -> bool:
        """Whether the urgent limits of the contract, §3.(4), hold."""
        return self is not Level.GENERAL

    @property
    def label(self) -> str:
        """The word on screen."""
        return _LEVEL_LABELS[self]


_LEVEL_LABELS = {
    Level.GENERAL: "一般",
    Level.URGENT: "紧急",
    Level.UNSTABLE: "不稳定",
    Level.EMERGENCY: "突发",
}


class Channel(StrEnum):
    """来源渠道: how an order reached the room."""

    HOTLINE = "hotline"
    SELF = "self"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The word on screen."""
        return {Channel.HOTLINE: "12345", Channel.SELF: "自采集", Channel.OTHER: "其他渠道"}[self]


class Basis(StrEnum):
    """Why an order is urgent, which sets the zero of its urgent clocks (clocks.md, Levels)."""

    ORIGIN = "origin"  # 来件即急: it was urgent when it came in
    CHANGE = "change"  # 情况变化: it became urgent at the raise

    @property
    def label(self) -> str:
        """The word on screen."""
        return {Basis.ORIGIN: "来件即急", Basis.CHANGE: "情况变化"}[self]


class Outcome(StrEnum):
    """How a phone call ended. Only TOLD, by a named person, meets a clock."""

    TOLD = "told"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    WRONG_NUMBER = "wrong_number"

    @property
    def label(self) -> str:
        """The word on screen."""
        return {
            Outcome.TOLD: "已告知",
            Outcome.NO_ANSWER: "无人接",
            Outcome.BUSY: "占线",
            Outcome.WRONG_NUMBER: "号码错误",
        }[self]


class Act(StrEnum):
    """Everything that can happen to a ticket. The value is the word of the command line (cli.md)."""

    OBTAIN = "obtain"  # taken in: the clocks' zero
    COME_AGAIN = "come_again"  # 再次派来: a known number arrives open again, a new round
    UPDATE = "update"  # upstream changed a column; no clock but close's upstream bound
    EDIT = "edit"  # an operator changed a field
    NOTE = "note"
    JUDGE = "judge"  # 疑似紧急 answered: not urgent
    SIGN = "sign"
    VERIFY = "verify"  # 信息核实
    RAISE = "raise"
    LOWER = "lower"
    REPORT = "report"
    DISPATCH = "dispatch"
    REDISPATCH = "redispatch"
    TRANSFER = "transfer"
    CONFIRM = "confirm"
    UNIT_SIGN = "unit_sign"  # 单位签收: a unit says that it has taken the order; no clock waits for it
    FEEDBACK = "feedback"
    URGE = "urge"
    SUPERVISE = "supervise"
    REVIEW = "review"
    RETURN = "return"
    RETURN_REFUSED = "return_refused"
    RETURN_TAKEN = "return_taken"  # someone took the returned order: its follow-up ends
    MERGE = "merge"
    UNMERGE = "unmerge"
    DEFER = "defer"  # application for 挂账
    DEFER_APPROVED = "defer_approved"
    DEFER_REFUSED = "defer_refused"
    PROGRESS = "progress"  # 挂账阶段进展
    SETTLE = "settle"
    EXCLUDE = "exclude"  # application for 剔除
    EXCLUDE_GRANTED = "exclude_granted"
    EXCLUDE_REFUSED = "exclude_refused"
    EXTEND = "extend"  # application for 延期
    EXTEND_GRANTED = "extend_granted"
    EXTEND_REFUSED = "extend_refused"
    CLOSE = "close"
    CALLBACK = "callback"
    REWORK = "rework"
    REOPEN = "reopen"
    ARCHIVE = "archive"
    ATTACH = "attach"  # files put with the order; every act may bring files as well
    CORRECT = "correct"  # 更正: takes back one earlier event, which stays visible

    @property
    def label(self) -> str:
        """The word on screen."""
        return _ACT_LABELS[self]


_ACT_LABELS = {
    Act.OBTAIN: "获取",
    Act.COME_AGAIN: "再次派来",
    Act.UPDATE: "上游更新",
    Act.EDIT: "修改",
    Act.NOTE: "备注",
    Act.JUDGE: "判定一般",
    Act.SIGN: "签收",
    Act.VERIFY: "信息核实",
    Act.RAISE: "升级紧急",
    Act.LOWER: "降级",
    Act.REPORT: "电话上报",
    Act.DISPATCH: "派发",
    Act.REDISPATCH: "改派",
    Act.TRANSFER: "内部分转",
    Act.CONFIRM: "电话确认",
    Act.UNIT_SIGN: "单位签收",
    Act.FEEDBACK: "反馈",
    Act.URGE: "催办",
    Act.SUPERVISE: "督办",
    Act.REVIEW: "答复审核",
    Act.RETURN: "退回",
    Act.RETURN_REFUSED: "退回被驳",
    Act.RETURN_TAKEN: "退回已接收",
    Act.MERGE: "合并",
    Act.UNMERGE: "拆分",
    Act.DEFER: "申请挂账",
    Act.DEFER_APPROVED: "挂账批准",
    Act.DEFER_REFUSED: "挂账驳回",
    Act.PROGRESS: "挂账进展",
    Act.SETTLE: "销账",
    Act.EXCLUDE: "申请剔除",
    Act.EXCLUDE_GRANTED: "剔除批准",
    Act.EXCLUDE_REFUSED: "剔除驳回",
    Act.EXTEND: "申请延期",
    Act.EXTEND_GRANTED: "延期批准",
    Act.EXTEND_REFUSED: "延期驳回",
    Act.CLOSE: "办结",
    Act.CALLBACK: "回访",
    Act.REWORK: "二次办理",
    Act.REOPEN: "重新打开",
    Act.ARCHIVE: "归档",
    Act.ATTACH: "添加附件",
    Act.CORRECT: "更正",
}


class Attachment(NamedTuple):
    """A file that came with an act. The bytes are kept once, under their SHA-256."""

    name: str  # as the operator's file was called, without any folder
    digest: str  # SHA-256 of the content, in hexadecimal
    size: int  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What an act says. Each act uses the few fields that mean something to it; the rest stay None.

    ``to_json`` / ``from_json`` leave out empty fields and write times as ISO text in UTC, so one JSON
    column holds any act and old rows read back after new fields are added.
    """

    level: Level | None = None
    basis: Basis | None = None
    unit: str | None = None  # the unit's name: for dispatch the LEAD unit
    assist: tuple[str, ...] = ()  # co-handling units of a dispatch
    from_unit: str | None = None  # redispatch: the unit it is taken from
    contact: str | None = None  # the named person told
    phone: str | None = None  # the number dialled
    outcome: Outcome | None = None
    means: str | None = None  # verify, callback: 电话 / 见面 / 现场; urge: 电话 / 文字 / 催办单
    code: str | None = None  # return, exclude, defer: the kind of reason, a word of the policy's list
    reason: str | None = None
    text: str | None = None
    promise: datetime | None = None  # feedback: when the unit promises its next word
    final: bool = False  # feedback: 终结
    until: datetime | None = (
        None  # defer, progress: plan date; extend: the new upstream deadline; supervise: by when
    )
    upstream_due_at: datetime | None = None  # obtain, come_again, update
    received_at: datetime | None = None
    closed_at: datetime | None = None  # obtain of an order that arrived finished
    history: bool = False  # obtain: arrived as history, has no clocks
    suspected: str | None = None  # obtain: the words that suggest 紧急, e.g. "漏气"
    lead: int | None = None  # merge: the lead ticket's id
    corrects: int | None = None  # correct: the id of the event taken back
    contacted: str | None = None  # callback: 是 / 否
    resolved: str | None = None  # callback: 已解决 / 部分解决 / 未解决
    satisfied: str | None = None  # callback: 满意 / 基本满意 / 不满意
    demand: str | None = None  # callback: what the caller still asks for
    suggestion: str | None = None  # callback: what the caller proposes
    next_step: str | None = None  # callback: what the room will do about it
    next_at: datetime | None = None  # callback: when to ring again
    leader: str | None = None  # supervise: whose instruction it is; answer to an application: who decided
    passed: bool | None = None  # review
    changes: tuple[tuple[str, str, str], ...] = ()  # edit, update: (field, before, after)
    attachments: tuple[Attachment, ...] = ()  # any act

    @property
    def only_put_off(self) -> bool:
        """Of a call-back: the caller said when to ring again, and nothing that were a result."""
        return self.next_at is not None and not (self.resolved or self.satisfied)

    def to_json(self) -> dict[str, Any]:
        """The filled fields only, as plain JSON values."""
        return {
            name: _plain(value)
            for name, value in zip(_NAMES, _VALUES_OF(self), strict=True)
            if value is not None and value != () and (value is not False or name == "passed")
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what :meth:`to_json` wrote; names it does not know are left alone."""
        known = {name: _READERS.get(name, _same)(value) for name, value in data.items() if name in _NAMES}
        return cls(**known)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, StrEnum) else value


def _same(value: Any) -> Any:
    return value


def _triples(value: Any) -> tuple[tuple[str, str, str], ...]:
    return tuple((name, before, after) for name, before, after in value)


def _attachments(value: Any) -> tuple[Attachment, ...]:
    return tuple(Attachment(*item) for item in value)


_NAMES = tuple(f.name for f in fields(Details))
_VALUES_OF = attrgetter(*_NAMES)
_READERS: dict[str, Any] = {
    "level": Level,
    "basis": Basis,
    "outcome": Outcome,
    "assist": tuple,
    "changes": _triples,
    "attachments": _attachments,
    **dict.fromkeys(
        ("promise", "until", "upstream_due_at", "received_at", "closed_at", "next_at"), datetime.fromisoformat
    ),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One act on one ticket, append-only.

    Attributes:
        id: rises with recording; 0 before it is saved.
        ticket_id: the ticket it happened to.
        act: what was done.
        occurred_at: when the operator says it happened; clocks go by it.
        recorded_at: when it was saved. Much later than ``occurred_at`` means 补录.
        actor, workstation: who, and from where.
        details: what was said.
    """

    id: int
    ticket_id: int
    act: Act
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    workstation: str
    details: Details = Details()  # frozen, so sharing the default is safe


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts, and from which workstation. Every service takes one."""

    name: str
    workstation: str


UPSTREAM_FIELDS = (
    "number", "kind", "category", "title", "content", "status_upstream", "caller", "phone", "district", "street",
    "community", "place", "unit", "received_at", "upstream_due_at", "closed_at", "result", "reply", "contacted",
    "resolved", "satisfied", "valid_callback", "role", "level_upstream",
)  # fmt: skip
"""Our fields of an arriving order, in the order of domain.md's table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpstreamRow:
    """One order as a file, a paste or the entry form gives it: text as it stood, times understood.

    Text fields are stripped and '' when blank. ``extra`` keeps every column whose name is none of ours, in the
    file's order. ``row`` is the row in the sheet as a person counts (header row 1 → first data row 2).
    """

    number: str = ""
    kind: str = ""
    category: str = ""  # levels joined by "->"
    title: str = ""
    content: str = ""
    status_upstream: str = ""
    caller: str = ""
    phone: str = ""
    district: str = ""
    street: str = ""
    community: str = ""
    place: str = ""
    unit: str = ""
    received_at: datetime | None = None
    upstream_due_at: datetime | None = None
    closed_at: datetime | None = None
    result: str = ""
    reply: str = ""
    contacted: str = ""
    resolved: str = ""
    satisfied: str = ""
    valid_callback: str = ""
    role: str = ""
    level_upstream: str = ""
    extra: tuple[tuple[str, str], ...] = ()
    row: int = 0
