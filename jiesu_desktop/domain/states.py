"""States of a ticket and the one table of acts that move it between them.

The table says from which states an act is open and where it leads; the conditions beside it say what must have
gone before (an application before its approval, a call-back before 归档). What an act itself has to say (a reason, a
named person) is in :mod:`~jiesu_desktop.domain.act_says`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from jiesu_desktop.domain.policy_model import BEIJING, CallbackGate, CallbackRules, Policy
from jiesu_desktop.domain.tickets import Act, Level


class State(StrEnum):
    """Where a ticket stands."""

    TO_SIGN = "to_sign"
    TO_DISPATCH = "to_dispatch"
    IN_PROGRESS = "in_progress"
    ON_ACCOUNT = "on_account"
    MERGED = "merged"
    RETURNED = "returned"
    CLOSED = "closed"
    CALLED_BACK = "called_back"
    EXCLUDED = "excluded"
    ARCHIVED = "archived"

    @property
    def label(self) -> str:
        """The word on screen."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    State.TO_SIGN: "待签收",
    State.TO_DISPATCH: "待派发",
    State.IN_PROGRESS: "办理中",
    State.ON_ACCOUNT: "挂账中",
    State.MERGED: "已合并",
    State.RETURNED: "已退回",
    State.CLOSED: "待回访",
    State.CALLED_BACK: "已回访",
    State.EXCLUDED: "已剔除",
    State.ARCHIVED: "已归档",
}

LIVE = frozenset({State.TO_SIGN, State.TO_DISPATCH, State.IN_PROGRESS, State.ON_ACCOUNT, State.MERGED})
"""Still being handled by us: its limits run or are paused."""

LED_BY_ITSELF = LIVE - {State.MERGED}
"""Live, and another may be merged under it."""

ENDED = frozenset({State.EXCLUDED, State.ARCHIVED})
"""Nothing more is expected of anyone."""


class Move(StrEnum):
    """Where an act leads when that depends on the ticket."""

    STAY = "stay"
    BACK = "back"  # to the state it was in before it was returned or merged
    WORK = "work"  # to 办理中 when a unit has it, else to 待派发
    ANSWERED = "answered"  # 待回访 goes to 已回访 when the call-back brought a result, else it stays
    OFF_HOLD = "off_hold"  # an order on account is worked on again: 挂账 is never for urgent ones
    ON_HOLD = "on_hold"  # no longer urgent, an approved 挂账 holds again
    OUT = "out"  # to 办理中; what is on account stays there, now with a unit
    EXCLUDED = "excluded"  # out of the assessment, unless it was applied for in an earlier round of work than goes on now
    DONE = "done"  # to 待回访, or to 已回访 where policy had the call-back come first


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: the states an act is open in, and where it leads."""

    sources: frozenset[State]
    target: State | Move


_BEFORE_ARCHIVE = LIVE | {State.CLOSED, State.CALLED_BACK}
_ASSESSED = _BEFORE_ARCHIVE | {
    State.ARCHIVED
}  # the assessment comes after the archive, and with it the reason to apply
_ANY = frozenset(State)


def _rule(sources: frozenset[State] | set[State], target: State | Move = Move.STAY) -> Rule:
    return Rule(frozenset(sources), target)


TRANSITIONS: dict[Act, Rule] = {
    Act.OBTAIN: _rule(set(), State.TO_SIGN),  # only ever the first event
    Act.COME_AGAIN: _rule(
        {State.RETURNED, State.CLOSED, State.CALLED_BACK, State.EXCLUDED, State.ARCHIVED}, State.TO_SIGN
    ),
    Act.UPDATE: _rule(_ANY),
    Act.EDIT: _rule(_ANY),
    Act.NOTE: _rule(_ANY),
    Act.ATTACH: _rule(_ANY),
    Act.CORRECT: _rule(_ANY),
    Act.JUDGE: _rule(LIVE),
    Act.SIGN: _rule({State.TO_SIGN}, State.TO_DISPATCH),
    Act.VERIFY: _rule(LIVE),
    # Open in every live state, signed or not (clocks.md).
    Act.RAISE: _rule(LIVE, Move.OFF_HOLD),
    Act.REPORT: _rule(LIVE),
    Act.CONFIRM: _rule(LIVE),
    Act.URGE: _rule(LIVE | {State.RETURNED}),
    Act.LOWER: _rule(LIVE, Move.ON_HOLD),
    Act.SUPERVISE: _rule(LIVE | {State.RETURNED}),
    # An order may go on account before it went out: its dispatch clock runs on, so there is a way to meet it.
    Act.DISPATCH: _rule({State.TO_SIGN, State.TO_DISPATCH, State.ON_ACCOUNT}, Move.OUT),
    Act.REDISPATCH: _rule({State.IN_PROGRESS, State.ON_ACCOUNT}),
    Act.TRANSFER: _rule(LED_BY_ITSELF),
    Act.UNIT_SIGN: _rule({State.IN_PROGRESS, State.ON_ACCOUNT}),
    Act.FEEDBACK: _rule({State.IN_PROGRESS, State.ON_ACCOUNT}),
    Act.REVIEW: _rule({State.IN_PROGRESS, State.ON_ACCOUNT, State.CLOSED, State.CALLED_BACK}),
    Act.RETURN: _rule(LED_BY_ITSELF, State.RETURNED),
    Act.RETURN_REFUSED: _rule({State.RETURNED}, Move.BACK),
    Act.RETURN_TAKEN: _rule({State.RETURNED}),
    Act.MERGE: _rule({State.TO_SIGN, State.TO_DISPATCH, State.IN_PROGRESS}, State.MERGED),
    Act.UNMERGE: _rule({State.MERGED}, Move.BACK),
    Act.DEFER: _rule({State.TO_DISPATCH, State.IN_PROGRESS}),
    Act.DEFER_APPROVED: _rule({State.TO_DISPATCH, State.IN_PROGRESS}, State.ON_ACCOUNT),
    Act.DEFER_REFUSED: _rule({State.TO_DISPATCH, State.IN_PROGRESS}),
    Act.PROGRESS: _rule({State.ON_ACCOUNT}),
    Act.SETTLE: _rule({State.TO_DISPATCH, State.IN_PROGRESS, State.ON_ACCOUNT}, Move.OFF_HOLD),
    Act.EXCLUDE: _rule(_ASSESSED),
    Act.EXCLUDE_GRANTED: _rule(_ASSESSED, Move.EXCLUDED),
    Act.EXCLUDE_REFUSED: _rule(_ASSESSED),
    Act.EXTEND: _rule(LED_BY_ITSELF),
    Act.EXTEND_GRANTED: _rule(LED_BY_ITSELF),
    Act.EXTEND_REFUSED: _rule(LED_BY_ITSELF),
    Act.CLOSE: _rule(LIVE, Move.DONE),
    Act.CALLBACK: _rule(_BEFORE_ARCHIVE, Move.ANSWERED),
    Act.REWORK: _rule({State.CLOSED, State.CALLED_BACK}, Move.WORK),
    Act.REOPEN: _rule(
        {State.RETURNED, State.CLOSED, State.CALLED_BACK, State.EXCLUDED, State.ARCHIVED}, Move.WORK
    ),
    Act.ARCHIVE: _rule({State.CLOSED, State.CALLED_BACK}, State.ARCHIVED),
}

BY_THE_DESK = frozenset({Act.OBTAIN, Act.COME_AGAIN, Act.UPDATE, Act.EDIT})
"""Acts the program records by itself when it takes orders in or saves a form; no one performs them."""


class Refused(Exception):
    """An act that is not allowed.

    Attributes:
        reason: one Chinese sentence that says why and what to do.
        open_acts: the acts that are open on this ticket now.
        field: the field of the form the sentence belongs beside, '' for the act as a whole.
    """

    def __init__(self, reason: str, open_acts: tuple[Act, ...] = (), field: str = "") -> None:
        self.reason, self.open_acts, self.field = reason, open_acts, field
        super().__init__(self.full)

    @property
    def text(self) -> str:
        """For a screen: the reason alone where it belongs beside a field, else with the acts that are open."""
        return self.reason if self.field else self.full

    @property
    def full(self) -> str:
        """The reason, followed by the acts that are open."""
        if not self.open_acts:
            return self.reason
        return f"{self.reason}现在可做：{'、'.join(act.label for act in self.open_acts)}。"


class Stands(Protocol):
    """What the conditions ask of a ticket; ``Standing`` and ``Summary`` both tell it."""

    @property
    def state(self) -> State: ...
    @property
    def level(self) -> Level: ...
    @property
    def suspected_open(self) -> bool: ...
    @property
    def units(self) -> Sequence[object]: ...
    @property
    def return_taken(self) -> bool: ...
    @property
    def deferred(self) -> str | None: ...
    @property
    def excluded(self) -> str | None: ...
    @property
    def extended(self) -> str | None: ...
    @property
    def callback_at(self) -> datetime | None: ...
    @property
    def attempted_at(self) -> tuple[datetime, ...]: ...
    @property
    def revisit_at(self) -> datetime | None: ...


APART = timedelta(hours=2)
"""Two attempts nearer than this in the time of day are one time of day (D)."""

_DAY = timedelta(days=1)


def is_decent(moment: datetime, rules: CallbackRules) -> bool:
    """Whether a caller may be rung then, Beijing time; both ends included."""
    return (
        rules.earliest <= moment.astimezone(BEIJING).time().replace(second=0, microsecond=0) <= rules.latest
    )


def counted_attempts(attempts: Sequence[datetime], rules: CallbackRules) -> tuple[datetime, ...]:
    """Those of the attempts in decent hours that were each at another time of day than the ones before, Beijing time."""
    counted: list[tuple[timedelta, datetime]] = []
    for moment in attempts:
        local = moment.astimezone(BEIJING)
        clock = timedelta(hours=local.hour, minutes=local.minute)
        apart = all(
            APART <= abs(clock - other) <= _DAY - APART for other, _ in counted
        )  # midnight parts nothing
        if apart and is_decent(moment, rules):
            counted.append((clock, moment))
    return tuple(moment for _, moment in counted)


def is_visited(ticket: Stands, policy: Policy) -> bool:
    """每件必访: a result and no re-visit that is still to be made, or as many failed attempts since someone was reached, in
    decent hours and at different times of day, as policy asks (requirements.md D)."""
    if ticket.callback_at is not None and ticket.revisit_at is None:
        return True
    return len(counted_attempts(ticket.attempted_at, policy.callback)) >= policy.callback.attempts


def _visited_before(what: str) -> Callable[[Stands, Policy], str]:
    def condition(ticket: Stands, policy: Policy) -> str:
        if is_visited(ticket, policy):
            return ""
        rules, agreed = policy.callback, ticket.revisit_at
        done, asked = len(counted_attempts(ticket.attempted_at, rules)), "回访结果"
        if agreed is not None:
            asked = f"约定的再访（{agreed.astimezone(BEIJING):%m-%d %H:%M}）的结果"
        hours = f"{rules.earliest:%H:%M}–{rules.latest:%H:%M}"
        return (
            f"每件必访：{what}前要有{asked}，或在 {hours} 的不同时段未联系上满{rules.attempts}次（现有{done}次）。"
            "请先回访。"
        )

    return condition


_archive = _visited_before("归档")
_visited_before_close = _visited_before("办结")


def _close(ticket: Stands, policy: Policy) -> str:
    return _visited_before_close(ticket, policy) if policy.callback.gate is CallbackGate.CLOSE else ""


def _callback(ticket: Stands, policy: Policy) -> str:
    if ticket.state in LIVE and policy.callback.gate is not CallbackGate.CLOSE:
        return "工单尚未办结，办结后再回访。"
    return ""


def _not_urgent(ticket: Stands, policy: Policy) -> str:
    return "紧急工单不能挂账，需先降级。" if ticket.level.is_urgent else ""


def _settle(ticket: Stands, policy: Policy) -> str:
    return "" if ticket.deferred == "approved" else "工单没有挂账，不需要销账。"


def _not_on_account(ticket: Stands, policy: Policy) -> str:
    return "挂账已批准，销账后才能再申请。" if ticket.deferred == "approved" else ""


def _lower(ticket: Stands, policy: Policy) -> str:
    return "" if ticket.level.is_urgent else "工单是一般工单，不需要降级。"


def _judge(ticket: Stands, policy: Policy) -> str:
    return "" if ticket.suspected_open else "没有等待判定的疑似紧急。"


def _with_a_unit(then: str) -> Callable[[Stands, Policy], str]:
    def condition(ticket: Stands, policy: Policy) -> str:
        return "" if ticket.units else f"工单还没有派到单位，派发后{then}。"

    return condition


def _with_none(ticket: Stands, policy: Policy) -> str:
    return "工单已派到单位，换单位请用改派。" if ticket.units else ""


def _follow_up(ticket: Stands, policy: Policy) -> str:
    return "退回的工单已有人接收，跟踪已结束。" if ticket.return_taken else ""


def _no_application(field: str, word: str) -> Callable[[Stands, Policy], str]:
    def condition(ticket: Stands, policy: Policy) -> str:
        return f"已申请{word}，正在等批复。" if getattr(ticket, field) == "applied" else ""

    return condition


def _application(field: str, word: str) -> Callable[[Stands, Policy], str]:
    def condition(ticket: Stands, policy: Policy) -> str:
        return "" if getattr(ticket, field) == "applied" else f"没有等待批复的{word}申请，请先申请{word}。"

    return condition


CONDITIONS: dict[Act, tuple[Callable[[Stands, Policy], str], ...]] = {
    Act.JUDGE: (_judge,),
    Act.LOWER: (_lower,),
    Act.RETURN_REFUSED: (_follow_up,),
    Act.RETURN_TAKEN: (_follow_up,),
    Act.DISPATCH: (_with_none,),
    Act.REDISPATCH: (_with_a_unit("才能改派"),),
    Act.UNIT_SIGN: (_with_a_unit("单位才能签收"),),
    Act.SETTLE: (_settle,),
    Act.DEFER: (_not_urgent, _not_on_account, _no_application("deferred", "挂账")),
    Act.DEFER_APPROVED: (_not_urgent, _application("deferred", "挂账")),
    Act.DEFER_REFUSED: (_application("deferred", "挂账"),),
    Act.EXCLUDE: (_no_application("excluded", "剔除"),),
    Act.EXCLUDE_GRANTED: (_application("excluded", "剔除"),),
    Act.EXCLUDE_REFUSED: (_application("excluded", "剔除"),),
    Act.EXTEND: (_no_application("extended", "延期"),),
    Act.EXTEND_GRANTED: (_application("extended", "延期"),),
    Act.EXTEND_REFUSED: (_application("extended", "延期"),),
    Act.CLOSE: (_close,),
    Act.CALLBACK: (_callback,),
    Act.ARCHIVE: (_archive,),
}
"""What must have gone before an act; each answers '' or a Chinese sentence that says what is missing."""


def hindrance(ticket: Stands, act: Act, policy: Policy) -> str:
    """Why an act is not open now, as a Chinese sentence; '' when it is."""
    if ticket.state not in TRANSITIONS[act].sources:
        return f"工单{ticket.state.label}，不能{act.label}。"
    return next((why for ask in CONDITIONS.get(act, ()) if (why := ask(ticket, policy))), "")


def open_acts(ticket: Stands, policy: Policy) -> tuple[Act, ...]:
    """The acts a person may do now, in the order of the vocabulary."""
    return tuple(act for act in Act if act not in BY_THE_DESK and not hindrance(ticket, act, policy))
