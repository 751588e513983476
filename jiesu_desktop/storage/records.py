"""What storage takes and gives: plain frozen values that outlive their transaction.

Times are aware and in UTC. Nothing here knows SQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from jiesu_desktop.domain.ledgers import LedgerColumn
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.summary import Summary
from jiesu_desktop.domain.tickets import Act, Channel, Event, Level, UpstreamRow


@dataclass(frozen=True, slots=True, kw_only=True)
class NewTicket:
    """An order to be added with what has already happened to it.

    Attributes:
        row: the order as it arrived.
        identity: what the order is known by, unique (``domain.intake.identity_of``).
        policy_id: the policy version it starts under.
        snapshot: hash of what upstream last said.
        events: oldest first; their ``id`` and ``ticket_id`` are assigned on saving.
        summary: what ``events`` come to.
        edited: names of the fields an operator typed.
    """

    row: UpstreamRow
    identity: str
    channel: Channel
    policy_id: int
    events: tuple[Event, ...]
    summary: Summary
    snapshot: str = ""
    edited: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskEvent:
    """An act on no single order, e.g. an export or a handover; ``kind`` says which, ``data`` what was done."""

    kind: str
    at: datetime
    actor: str
    workstation: str
    data: Mapping[str, Any]
    id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredTicket(UpstreamRow):
    """An order as it stands: the upstream values (some since typed by an operator) and what storage adds."""

    id: int
    identity: str
    channel: Channel
    policy_id: int
    version: int
    snapshot: str = ""
    edited: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketView:
    """All there is to show of one order; its clocks are the caller's to derive."""

    ticket: StoredTicket
    events: tuple[Event, ...]
    policy_id: int
    lead_events: tuple[Event, ...] = ()  # the lead order's, when it was merged


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What the alert engine needs of one open order."""

    ticket: StoredTicket
    policy_id: int
    level: Level
    events: tuple[Event, ...]
    lead_events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueView:
    """Which orders of the queue to show.

    Attributes:
        name: one of :data:`QUEUE_VIEWS`.
        operator: whose first dispatches ``mine`` means.
        text: words that all must stand in the order, '' for any.
        unit, level, channel: equal, '' for any.
    """

    name: str = "all"
    operator: str = ""
    text: str = ""
    unit: str = ""
    level: str = ""
    channel: str = ""


QUEUE_VIEWS: Mapping[str, str] = {
    "all": "全部在办",
    "urgent": "紧急",
    "suspected": "疑似紧急",
    "to_sign": "待签收",
    "to_report": "待上报",
    "to_dispatch": "待派发",
    "to_confirm": "待确认",
    "to_feedback": "待反馈",
    "to_review": "待审核",
    "to_close": "待办结",
    "pressing": "临期 / 超期",
    "to_callback": "待回访",
    "to_archive": "待归档",
    "returned": "退回跟踪",
    "paused": "挂账中",
    "mine": "我的首派",
}
"""View name → the words on screen, in screen order."""

QUEUE_SORTS = (
    "",
    "level",
    "phase",
    "number",
    "title",
    "place",
    "unit",
    "next_act",
    "due",
    "first_dispatcher",
    "obtained",
)
"""What a queue can be sorted by; '' is the order of clocks.md; a leading '-' turns one round."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the queue. ``unit`` is the lead unit, else the one upstream named."""

    id: int
    number: str
    level: Level
    ever_urgent: bool
    suspected: str | None
    state: str
    phase: str
    title: str
    category: str
    place: str
    unit: str
    next_act: Act | None
    next_clock: str | None
    next_due_at: datetime | None
    next_warn_at: datetime | None
    paused: bool
    first_dispatcher: str | None
    obtained_at: datetime
    channel: Channel
    round: int
    version: int


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Some rows of the queue and how many there are in all."""

    rows: tuple[QueueRow, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackRow:
    """An order whose caller is to be rung.

    Attributes:
        due_at: the limit of the call-back; revisit_at: the moment agreed, which goes before it.
        attempts: how often nobody was reached. resolved, satisfied: what was answered before a re-visit.
    """

    id: int
    number: str
    title: str
    place: str
    caller: str
    phone: str
    unit: str
    level: Level
    closed_at: datetime | None
    due_at: datetime | None
    revisit_at: datetime | None
    attempts: int
    resolved: str | None
    satisfied: str | None

    @property
    def at(self) -> datetime | None:
        """When it is due."""
        return self.revisit_at or self.due_at


@dataclass(frozen=True, slots=True)
class CallbackCounts:
    """How many call-backs wait, may be made now, and are late."""

    waiting: int
    due: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerSpec:
    """Which rows of which ledger, in which order. The same spec gives page, count and export.

    Attributes:
        ledger: one of ``domain.ledgers.LEDGERS``.
        start, end: Beijing days on the ledger's own date, both included.
        unit: equal, '' for any. category: that class and everything below it.
        state: value of ``State``; level: value of ``Level``; channel: value of ``Channel``.
        text: words that all must stand in the order.
        urge_until: only orders due to be urged in this ledger: their urging counts from this moment or before.
        sort: a column key, '' for the ledger's own date; newest first unless ``descending`` is off.
    """

    ledger: str
    start: date | None = None
    end: date | None = None
    unit: str = ""
    category: str = ""
    state: str = ""
    level: str = ""
    channel: str = ""
    text: str = ""
    urge_until: datetime | None = None
    sort: str = ""
    descending: bool = True


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """Some rows of a ledger: ``ids`` are ticket ids (0 where none), values stand in the order of ``columns``."""

    columns: tuple[LedgerColumn, ...]
    rows: tuple[tuple[Any, ...], ...]
    ids: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class LedgerTotals:
    """The exact number of rows of a ledger, and figures of them as (words on screen, number), in screen order."""

    rows: int
    figures: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """``hits`` is the exact number of orders; ``rows`` the newest of them."""

    hits: int
    rows: tuple[QueueRow, ...]


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """The status bar: orders in all, those something is expected of, those obtained since a moment."""

    tickets: int
    open: int
    since: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPolicy:
    """A version of the limits in force from ``effective_at`` on."""

    id: int
    effective_at: datetime
    recorded_at: datetime
    recorded_by: str
    policy: Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenPolicy:
    """A version that cannot be used, as it was changed by hand: ``problems`` say why, one sentence each."""

    id: int
    name: str
    effective_at: datetime
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRecord:
    """A warning given. ``key`` is ``Stage.key``."""

    key: str
    ticket_id: int | None
    round: int
    clock: str | None
    unit: str | None
    stage: str
    repeat: int
    at: datetime
    priority: int
    channels: frozenset[str]
    spoken: str
    raised_at: datetime
    id: int = 0
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    ended_at: datetime | None = None
    end_reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRecord:
    """How one channel on one workstation fared with an alert. ``outcome``: given, failed, skipped or logged."""

    key: str
    channel: str
    workstation: str
    at: datetime
    outcome: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """A person who acts."""

    id: int = 0
    name: str
    role: str = ""
    active: bool = True
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRecord:
    """One file taken in and what came of it."""

    id: int = 0
    file_name: str
    at: datetime
    actor: str
    rows: int
    added: int
    updated: int
    unchanged: int
    history: int
    rejected: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What someone had typed into a form and not yet saved."""

    owner: str
    form: str
    ticket_id: int | None
    data: Mapping[str, Any]
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """Filters and columns under a name. ``page``: queue or a ledger's name."""

    id: int = 0
    owner: str
    shared: bool
    page: str
    name: str
    data: Mapping[str, Any]
    version: int = 0


@dataclass(frozen=True, slots=True)
class Touched:
    """What a commit changed, as told to listeners.

    Attributes:
        tickets: ids. topics: of ``directory policy settings operators views alerts``.
        everything: something changed and nobody knows what: ask again for all.
    """

    tickets: frozenset[int] = field(default_factory=frozenset)
    topics: frozenset[str] = field(default_factory=frozenset)
    everything: bool = False
