"""Which acts of a timeline are wanted: a kind, a person, words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jiesu_desktop.domain.tickets import Act, Event
from jiesu_desktop.gui.tickets.event_words import event_words
from jiesu_desktop.gui.tickets.order_view import round_starts

KINDS: dict[str, frozenset[Act]] = {
    "流转": frozenset(
        {
            Act.OBTAIN, Act.COME_AGAIN, Act.SIGN, Act.DISPATCH, Act.REDISPATCH, Act.TRANSFER, Act.UNIT_SIGN, Act.RETURN,
            Act.RETURN_REFUSED, Act.RETURN_TAKEN, Act.MERGE, Act.UNMERGE, Act.CLOSE, Act.REWORK, Act.REOPEN, Act.ARCHIVE,
        }
    ),
    "紧急程度": frozenset({Act.RAISE, Act.LOWER, Act.JUDGE}),
    "电话与催办": frozenset({Act.REPORT, Act.CONFIRM, Act.VERIFY, Act.URGE, Act.SUPERVISE, Act.CALLBACK}),
    "反馈与审核": frozenset({Act.FEEDBACK, Act.REVIEW}),
    "申请与批复": frozenset(
        {
            Act.DEFER, Act.DEFER_APPROVED, Act.DEFER_REFUSED, Act.PROGRESS, Act.SETTLE, Act.EXCLUDE, Act.EXCLUDE_GRANTED,
            Act.EXCLUDE_REFUSED, Act.EXTEND, Act.EXTEND_GRANTED, Act.EXTEND_REFUSED,
        }
    ),
    "修改与备注": frozenset({Act.UPDATE, Act.EDIT, Act.NOTE, Act.ATTACH, Act.CORRECT}),
}  # fmt: skip
"""Every act is of one kind."""
WITH_FILES = "带附件"
TAKEN_BACK = "已更正"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Blank means any.

    Attributes:
        kind: one of :data:`KINDS`, ``WITH_FILES`` or ``TAKEN_BACK``.
        person: an actor's name.
        text: words that all must stand in what the line shows, capitals or not.
        round: the round it happened in, from 1; 0 for any.
    """

    kind: str = ""
    person: str = ""
    text: str = ""
    round: int = 0

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.kind or self.person or self.text.strip() or self.round)

    def of(self, events: Sequence[Event], taken_back: frozenset[int]) -> list[Event]:
        """Those wanted, in their order."""
        starts = round_starts(events)
        return [
            event
            for event in events
            if self._takes(event, taken_back) and self.round in (0, _round_of(event, starts))
        ]

    def _takes(self, event: Event, taken_back: frozenset[int]) -> bool:
        if self.person and event.actor != self.person:
            return False
        if self.kind == WITH_FILES and not event.details.attachments:
            return False
        if self.kind == TAKEN_BACK and event.id not in taken_back:
            return False
        if self.kind in KINDS and event.act not in KINDS[self.kind]:
            return False
        words = self.text.casefold().split()
        said = f"{event.act.label} {event.actor} {event_words(event)}".casefold()
        return all(word in said for word in words)


def _round_of(event: Event, starts: Sequence[Event]) -> int:
    """Which round an act belongs to, from 1."""
    return max(1, sum((start.occurred_at, start.id) <= (event.occurred_at, event.id) for start in starts))
