"""What the engine says to the rest of the program: an alert began, an alert ended, a channel delivered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from jiesu_desktop.domain import wording
from jiesu_desktop.domain.alert_rules import TOP, Stage
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.tickets import Event, Level
from jiesu_desktop.services.alerting import TAKEN_BACK

_LAST_STEP = 3  # of an escalation: the 主管 is to be called


class Kind(StrEnum):
    """What an alert tells of."""

    STAGE = "stage"  # one stage of one order
    FLOOD = "flood"  # one sentence for many stages
    MISSED = "missed"  # what came while the desk was not there
    PAST = "past"  # stages that lay before the import
    NEWS = "news"  # several new orders at once
    DESK = "desk"  # the desk itself: it was started again, its operator left
    LINE = "line"  # the desk itself, to be heard once: its sound is back


class Reason(StrEnum):
    """Why an alert ended."""

    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"  # the act it asked for was done, or its clock is gone
    NEXT = "next"  # the clock's next stage took its place
    TOLD = "told"  # it was a line to hear once
    MISSED = "missed"  # the desk was not running; told in a summary
    PAST = "past"  # its moment lay before the import
    PASSED = "passed"  # came together with a later stage of the same clock
    SHELVED = "shelved"  # put off by somebody until a moment
    TAKEN_BACK = "taken_back"  # the clock was set back before its moment; it comes again at its time

    @property
    def label(self) -> str:
        """The words of the alert log."""
        return _REASONS[self]


_REASONS = {
    Reason.ACKNOWLEDGED: "知道了",
    Reason.RESOLVED: "已办",
    Reason.NEXT: "转入下一阶段",
    Reason.TOLD: "已提示",
    Reason.MISSED: "本机未运行",
    Reason.PAST: "导入前已过",
    Reason.PASSED: "与下一阶段同时到",
    Reason.SHELVED: "搁置",
    Reason.TAKEN_BACK: TAKEN_BACK,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What the alarms need of one open order. ``place`` and ``issue`` are free of the caller's name and number."""

    ticket_id: int
    number: str
    place: str
    issue: str
    events: tuple[Event, ...]
    policy: Policy
    lead_events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelving:
    """Somebody put an alert off: until when, why, and who."""

    until: datetime
    reason: str
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something a person is to be told until they say 知道了 or do what it asks.

    Attributes:
        key: stable across restarts and desks; ``Stage.key`` for a stage.
        ticket_id, number, stage: of the order; None and '' for a summary.
        said: the words of what is no stage of an order, or that was put off; empty where the policy words it.
        at: the moment it was due; raised_at: when it was raised.
        channels: names of channels, of ``flash tray voice chime log``.
        members: keys of the stages a summary stands for.
        quiet: told by a summary; shown and logged, not spoken.
        joined: the stages of ``members`` that this one sentence tells too (派发 and 电话确认 that end together).
        again: given again, because the desk ended before it was delivered, or its shelving is over.
        since: from when nobody has acknowledged its clock; step: how far that has escalated (0–3).
        shelved: it is put off; it stays in the list and is silent.
    """

    key: str
    kind: Kind = Kind.STAGE
    ticket_id: int | None = None
    number: str = ""
    place: str = ""
    issue: str = ""
    level: Level = Level.GENERAL
    stage: Stage | None = None
    said: str = ""
    at: datetime
    raised_at: datetime
    priority: int = 3
    channels: frozenset[str] = frozenset()
    members: tuple[str, ...] = ()
    quiet: bool = False
    again: bool = False
    joined: tuple[Stage, ...] = ()
    since: datetime | None = None
    step: int = 0
    shelved: Shelving | None = None
    policy: Policy | None = field(default=None, repr=False, compare=False)

    @property
    def top(self) -> bool:
        """Whether it is of the top priority: spoken by itself, whatever else goes on."""
        return self.priority <= TOP

    @property
    def title(self) -> str:
        """The order in a few characters."""
        return f"{self.place}{self.issue}" or self.number

    @property
    def lasting(self) -> bool:
        """Whether it stays until acknowledged or resolved; a new order or a past stage is only told."""
        if self.kind in (Kind.PAST, Kind.NEWS, Kind.LINE):
            return False
        return self.stage is None or self.stage.name != "new"

    @property
    def urgency(self) -> tuple[int, datetime, str]:
        """Sorts the most urgent first: priority, then the due moment."""
        return self.priority, self.stage.due_at if self.stage else self.at, self.key

    @property
    def text(self) -> str:
        """What it says as of the moment it was raised. Made when asked for: of a day's absence thousands are never told."""
        return self.said or self.sentence(self.raised_at)

    def sentence(self, now: datetime) -> str:
        """What it says at a moment: the time left or over is told as of then."""
        if self.stage is None or self.policy is None:
            return self.said
        said = wording.sentence(self.stage, self.place, self.issue, now, self.policy, joined=self.joined)
        return f"{said}，无人处理，请拨打主管电话" if self.step >= _LAST_STEP else said


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRaised:
    """An alert began, or changed (``grown``: nothing new is spoken) and may tell of more stages (``added``)."""

    alert: Alert
    grown: bool = False
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertEnded:
    """An alert ended; ``who`` says who acknowledged it."""

    key: str
    reason: Reason
    at: datetime
    ticket_id: int | None = None
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A stage that is logged and counted, not given by itself, and why."""

    alert: Alert
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertEscalated:
    """Nobody acknowledged an urgent alert for too long: it went a step further, given again at full volume."""

    alert: Alert


AlertEvent = AlertRaised | AlertEnded | AlertEscalated | Noted
Told = AlertRaised | AlertEnded | AlertEscalated
Listener = Callable[[Sequence[Told]], None]
"""Called on the engine's thread with what happened at one moment: a stage's end and the next one's beginning come together.
It must return at once."""
