"""States of a ticket and the one table of acts that move it between them.

The table says from which states an act is open and where it leads. What else an act needs (a reason, a named
person, an application before its approval) is in :mod:`~jiesu_desktop.domain.act_rules`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jiesu_desktop.domain.tickets import Act


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

ENDED = frozenset({State.EXCLUDED, State.ARCHIVED})
"""Nothing more is expected of anyone."""


class Move(StrEnum):
    """Where an act leads when that depends on the ticket."""

    STAY = "stay"
    BACK = "back"  # to the state it was in before it was returned, merged or put on account
    WORK = "work"  # to 办理中 when a unit has it, else to 待派发
    ANSWERED = "answered"  # to 已回访 when the call-back brought a result, else it stays


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: the states an act is open in, and where it leads."""

    sources: frozenset[State]
    target: State | Move


_WORKED = LIVE - {State.MERGED}  # live and led by itself
_BEFORE_ARCHIVE = LIVE | {State.CLOSED, State.CALLED_BACK}
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
    Act.CORRECT: _rule(_ANY),
    Act.JUDGE: _rule(LIVE),
    Act.SIGN: _rule({State.TO_SIGN}, State.TO_DISPATCH),
    Act.VERIFY: _rule(LIVE),
    # Open in every live state, signed or not (clocks.md).
    Act.RAISE: _rule(LIVE),
    Act.REPORT: _rule(LIVE),
    Act.CONFIRM: _rule(LIVE),
    Act.URGE: _rule(LIVE | {State.RETURNED}),
    Act.LOWER: _rule(LIVE),
    Act.SUPERVISE: _rule(LIVE | {State.RETURNED}),
    Act.DISPATCH: _rule({State.TO_SIGN, State.TO_DISPATCH}, State.IN_PROGRESS),
    Act.REDISPATCH: _rule({State.IN_PROGRESS}),
    Act.TRANSFER: _rule(_WORKED),
    Act.FEEDBACK: _rule({State.IN_PROGRESS, State.ON_ACCOUNT}),
    Act.REVIEW: _rule({State.IN_PROGRESS, State.ON_ACCOUNT, State.CLOSED, State.CALLED_BACK}),
    Act.RETURN: _rule(_WORKED, State.RETURNED),
    Act.RETURN_REFUSED: _rule({State.RETURNED}, Move.BACK),
    Act.RETURN_TAKEN: _rule({State.RETURNED}),
    Act.MERGE: _rule({State.TO_SIGN, State.TO_DISPATCH, State.IN_PROGRESS}, State.MERGED),
    Act.UNMERGE: _rule({State.MERGED}, Move.BACK),
    Act.DEFER: _rule({State.TO_DISPATCH, State.IN_PROGRESS}),
    Act.DEFER_APPROVED: _rule({State.TO_DISPATCH, State.IN_PROGRESS}, State.ON_ACCOUNT),
    Act.DEFER_REFUSED: _rule({State.TO_DISPATCH, State.IN_PROGRESS}),
    Act.SETTLE: _rule({State.ON_ACCOUNT}, Move.BACK),
    Act.EXCLUDE: _rule(_BEFORE_ARCHIVE),
    Act.EXCLUDE_GRANTED: _rule(_BEFORE_ARCHIVE, State.EXCLUDED),
    Act.EXCLUDE_REFUSED: _rule(_BEFORE_ARCHIVE),
    Act.EXTEND: _rule(_WORKED),
    Act.EXTEND_GRANTED: _rule(_WORKED),
    Act.EXTEND_REFUSED: _rule(_WORKED),
    Act.CLOSE: _rule(LIVE, State.CLOSED),
    Act.CALLBACK: _rule({State.CLOSED, State.CALLED_BACK}, Move.ANSWERED),
    Act.REWORK: _rule({State.CLOSED, State.CALLED_BACK}, Move.WORK),
    Act.REOPEN: _rule(
        {State.RETURNED, State.CLOSED, State.CALLED_BACK, State.EXCLUDED, State.ARCHIVED}, Move.WORK
    ),
    Act.ARCHIVE: _rule({State.CLOSED, State.CALLED_BACK}, State.ARCHIVED),
}

BY_THE_DESK = frozenset({Act.OBTAIN, Act.COME_AGAIN, Act.UPDATE, Act.EDIT})
"""Acts the program records by itself when it takes orders in or saves a form; no one performs them."""


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """An act that is not allowed.

    Attributes:
        reason: one Chinese sentence that says why and what to do.
        open_acts: the acts that are open on this ticket now.
        field: the field of the form the sentence belongs beside, '' for the act as a whole.
    """

    def __init__(self, reason: str, open_acts: tuple[Act, ...] = (), field: str = "") -> None:
        self.reason, self.open_acts, self.field = reason, open_acts, field
        super().__init__(self.text)

    @property
    def text(self) -> str:
        """The reason, followed by the acts that are open."""
        if not self.open_acts:
            return self.reason
        return f"{self.reason}现在可做：{'、'.join(act.label for act in self.open_acts)}。"
