"""The twelve ledgers read from what happened alone, slowly and plainly, to compare the real ones with.

It imports nothing of storage/ nor of domain/history, summary, standing or states: only the vocabulary of acts, the
policy's numbers and the plain clocks. Where the desk keeps a running account of each order and copies it beside the row,
this looks every cell up in the order's story, one rule for each heading.
"""

# One rule for each act or heading, read from top to bottom; splitting them up would make them less plain.
# ruff: noqa: C901, PLR0912

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

from jiesu_desktop.domain.policy import ClockKind, Policy
from jiesu_desktop.domain.tickets import (
    UPSTREAM_FIELDS,
    Act,
    Basis,
    Channel,
    Event,
    Level,
    Outcome,
    UpstreamRow,
)
from tests.reference.plain_clocks import often_enough, plain_clocks, without_corrected

Row = dict[str, Any]
"""Column key → value; None and '' are both a blank cell."""

BEIJING = timezone(timedelta(hours=8))
BEGIN = (Act.OBTAIN, Act.COME_AGAIN)
AGAIN = (Act.REWORK, Act.REOPEN)


@dataclass
class Order:
    """An order as it arrived, and all that happened to it since; ``leads``: the orders it could have been merged under."""

    id: int
    row: UpstreamRow
    channel: Channel
    events: list[Event]
    leads: Mapping[int, Order] = field(default_factory=dict)


def plain_ledgers(orders: list[Order], policy: Policy) -> dict[str, list[Row]]:
    """Ledger name → its rows, the newest by the ledger's own date first; of equal dates the later recorded first."""
    told = [(order, order_row(order, policy)) for order in orders]
    whole = [row for _order, row in told]
    calls = [(event, row) for order, row in told for event in without_corrected(order.events)]
    calls.sort(key=lambda pair: (pair[0].occurred_at, pair[0].id), reverse=True)
    return {
        "tickets": by("obtained_at", whole),
        "returned": by("returned_at", [row for row in whole if row["returned_at"]]),
        "deferred": by("deferred_at", [row for row in whole if row["deferred_at"]]),
        "self": by("obtained_at", [row for row in whole if row["channel"] == "自采集"]),
        "other": by("obtained_at", [row for row in whole if row["channel"] == "其他渠道"]),
        "urgent": by("obtained_at", [row for row in whole if row["ever urgent"]]),
        "excluded": by("excluded_at", [row for row in whole if row["excluded_at"]]),
        "hard": by("obtained_at", [row for row in whole if row["hard"]]),
        "urged": [call_row(e, row) for e, row in calls if e.act in (Act.URGE, Act.SUPERVISE)],
        "calls": [call_row(e, row) for e, row in calls if e.act in (Act.REPORT, Act.CONFIRM)],
        "callbacks": [callback_row(e, row) for e, row in calls if e.act == Act.CALLBACK],
    }


def by(date: str, rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (row[date], row["id"]), reverse=True)


# -- what is a row by itself ----------------------------------------------------------------------------------------


def call_row(e: Event, order: Row) -> Row:
    kinds = {Act.REPORT: "电话上报", Act.CONFIRM: "电话确认", Act.URGE: "催办", Act.SUPERVISE: "督办"}
    return {
        **about(order),
        "called_at": e.occurred_at,
        "kind_of_call": kinds[e.act],
        "called_unit": e.details.unit,
        "contact": e.details.contact,
        "dialled": e.details.phone,
        "outcome": outcome_word(e),
        "text": e.details.text or e.details.reason,
        "actor": e.actor,
        "workstation": e.workstation,
        "leader": e.details.leader,
        "until": e.details.until,
    }


def callback_row(e: Event, order: Row) -> Row:
    d = e.details
    noes = [d.resolved == "未解决", d.satisfied == "不满意"].count(True)
    return {
        **about(order),
        "called_at": e.occurred_at,
        "means": d.means,
        "outcome": outcome_word(e),
        "contacted": d.contacted,
        "resolved": d.resolved,
        "satisfied": d.satisfied,
        "no": ["", "单否", "双否"][noes],
        "text": d.text or d.reason,
        "actor": e.actor,
        "workstation": e.workstation,
        "demand": d.demand,
        "suggestion": d.suggestion,
        "next_step": d.next_step,
        "next_at": d.next_at,
    }


def about(order: Row) -> Row:
    return {key: order[key] for key in ("id", "number", "title", "category", "unit", "level", "phase")}


def outcome_word(e: Event) -> str:
    words = {
        Outcome.TOLD: "已告知", Outcome.NO_ANSWER: "无人接", Outcome.BUSY: "占线", Outcome.WRONG_NUMBER: "号码错误",
    }  # fmt: skip
    return words[e.details.outcome] if e.details.outcome else ""


def plain_alerts(given: list[Any], notes: list[Any], orders: list[Order]) -> list[Row]:
    """The alert ledger.

    Args:
        given: the alerts in the order of recording, each a record with ``key``, ``ticket_id``, ``stage``, ``raised_at`` …
        notes: how they fared in the order of recording: ``key``, ``channel``, ``outcome``, ``detail``, ``at``.
    """
    about = {order.id: told_by_upstream(order) for order in orders}
    rows = [alert_row(one, [n for n in notes if n.key == one.key], about) for one in given]
    return [
        row for _place, row in sorted(enumerate(rows), key=lambda p: (p[1]["raised_at"], p[0]), reverse=True)
    ]


def alert_row(one: Any, notes: list[Any], about: dict[int, Row]) -> Row:
    stages = {
        "suspected": "疑似紧急", "new": "新单", "warn": "临期", "due": "到期", "overdue": "超期", "flood": "汇总",
        "missed": "未运行", "past": "导入前", "news": "新单", "desk": "本机",
    }  # fmt: skip
    order = about.get(one.ticket_id, {})
    heard = [n.at for n in notes if (n.channel, n.outcome, n.detail) == ("voice", "given", "")]
    return {
        "id": one.ticket_id or 0,
        "number": order.get("number"),
        "title": order.get("title"),
        "raised_at": one.raised_at,
        "clock": ClockKind(one.clock).label if one.clock else "",
        "stage": stages[one.stage],
        "called_unit": one.unit,
        "priority": one.priority,
        "repeat": one.repeat,
        "due_at": one.at,
        "spoken": one.spoken,
        "flash": fared("flash", notes),
        "tray": fared("tray", notes),
        "voice": fared("voice", notes),
        "heard_at": min(heard, default=None),
        "nobody": "无人被提醒" if any(n.channel == "nobody" for n in notes) else "",
        "escalated": next((n.detail for n in reversed(notes) if n.channel == "escalate"), ""),
        "shelved": next((n.detail for n in reversed(notes) if n.channel == "shelve"), ""),
        "acknowledged_at": one.acknowledged_at,
        "acknowledged_by": one.acknowledged_by,
        "ended_at": one.ended_at,
        "end_reason": one.end_reason,
    }


def fared(channel: str, notes: list[Any]) -> str:
    """What got through, before what half got through, before what did not; of several the last."""
    tries: list[tuple[str, str]] = [(n.outcome, n.detail) for n in notes if n.channel == channel]
    whole, half = ("已播完", "已改放提示音：") if channel == "voice" else ("已送达", "已送达：")
    if ("given", "") in tries:
        return whole
    through = [detail for outcome, detail in tries if outcome == "given"]
    if through:
        return half + through[-1]
    if not tries:
        return ""
    outcome, detail = tries[-1]
    return {"failed": "失败：" + detail, "skipped": "未需要"}[outcome]


# -- one order: where it stands -------------------------------------------------------------------------------------


@dataclass
class Unit:
    name: str
    told: bool = False
    answered: bool = False
    final: bool = False


@dataclass
class Now:
    """Where an order stands: ``place`` is in_hand, merged, returned, closed, called_back, excluded or archived."""

    place: str = "in_hand"
    signed: bool = False
    urgent: bool = False
    account: str = ""  # 挂账: applied, approved, refused, settled, lapsed
    application: str = ""  # 剔除: applied, granted, refused
    round: int = 1
    applied_in: int = 0
    reached: bool = False
    agreed: bool = False  # a re-visit is still to be made
    tried: list[datetime] = field(default_factory=list)  # in vain, since someone was reached
    units: list[Unit] = field(default_factory=list)
    early: list[Any] = field(default_factory=list)  # units rung before the dispatch of this round

    @property
    def state(self) -> str:
        if self.place != "in_hand":
            return self.place
        if self.account == "approved" and not self.urgent and self.signed:
            return "on_account"
        if self.units:
            return "in_progress"
        return "to_dispatch" if self.signed else "to_sign"

    @property
    def undecided(self) -> str:
        return self.application if self.application in ("applied", "refused") else ""

    def no_longer_handled(self) -> None:
        self.account = {"approved": "settled", "applied": "lapsed"}.get(self.account, self.account)


def is_result(e: Event) -> bool:
    """Whether a call-back brought one: someone was reached, and did not merely say when to ring again."""
    d = e.details
    return d.outcome == Outcome.TOLD and (d.next_at is None or bool(d.resolved or d.satisfied))


def stands(order: Order, until: datetime | None = None, path: tuple[int, ...] = ()) -> Now:
    """Where it stands after all that counts, or after what occurred up to a moment; ``path``: the leads on the way to it."""
    now = Now()
    lead: Order | None = None
    for e in without_corrected(order.events):
        if until is None or e.occurred_at <= until:
            lead = order.leads.get(e.details.lead or 0) if e.act == Act.MERGE else lead
            step(now, e, lead if lead and lead.id not in path else None, path)
    return now


def states_before(order: Order) -> list[tuple[Event, str]]:
    """Each act that counts with the state it found the order in, '' before it was there."""
    now, lead, found = Now(), None, []
    for place, e in enumerate(without_corrected(order.events)):
        found.append((e, now.state if place else ""))
        lead = order.leads.get(e.details.lead or 0) if e.act == Act.MERGE else lead
        step(now, e, lead)
    return found


def step(now: Now, e: Event, lead: Order | None, path: tuple[int, ...] = ()) -> None:
    d, told = e.details, e.details.outcome == Outcome.TOLD
    ended = e.act == Act.CLOSE or (e.act == Act.EXCLUDE_GRANTED and now.applied_in in (0, now.round))
    if ended and now.place == "merged" and not now.units and lead is not None:
        now.units = stands(lead, e.occurred_at, (*path, lead.id)).units  # whoever handled it for the lead
    if e.act in (Act.SIGN, Act.DISPATCH, Act.RETURN, Act.MERGE, Act.CLOSE, *AGAIN):
        now.signed = True  # each of them answers 签收
    match e.act:
        case Act.OBTAIN | Act.COME_AGAIN:
            begun = now.round + 1 if e.act == Act.COME_AGAIN else 1
            now.__init__(application=now.undecided, applied_in=now.applied_in, round=begun)  # type: ignore[misc]
            now.urgent = is_urgent(d.level)
            now.place = "archived" if d.history else "in_hand"
        case Act.RAISE:
            now.urgent = True
        case Act.LOWER:
            now.urgent = False
        case Act.DISPATCH:
            now.units = []
            for name in dict.fromkeys([d.unit, *d.assist]):
                first = not now.units
                now.units.append(Unit(name or "", told=name in now.early or (first and None in now.early)))
        case Act.REDISPATCH:
            taken = d.from_unit or (now.units[0].name if d.unit else None)
            now.units = [
                Unit(d.unit or "") if unit.name == taken else unit
                for unit in now.units
                if unit.name != taken or d.unit
            ]
            for name in d.assist:
                if name not in [unit.name for unit in now.units]:
                    now.units.append(Unit(name))
        case Act.CONFIRM if told:
            if not now.units:
                now.early.append(d.unit)
            for unit in meant(now, d.unit):
                unit.told = True
        case Act.FEEDBACK if d.outcome in (None, Outcome.TOLD):
            for unit in meant(now, d.unit):
                unit.answered, unit.final = True, unit.final or d.final
        case Act.REVIEW if d.passed is False and now.place in ("in_hand", "merged"):
            for unit in meant(now, d.unit):
                unit.answered = unit.final = False
        case Act.RETURN:
            now.place = "returned"
        case Act.MERGE:
            now.place = "merged"
        case Act.RETURN_REFUSED | Act.UNMERGE:
            now.place = "in_hand"
            if e.act == Act.UNMERGE and not now.units and lead is not None:
                now.units = stands(lead, e.occurred_at, (*path, lead.id)).units
        case Act.DEFER | Act.DEFER_APPROVED | Act.DEFER_REFUSED | Act.SETTLE:
            now.account = {
                Act.DEFER: "applied", Act.DEFER_APPROVED: "approved", Act.DEFER_REFUSED: "refused", Act.SETTLE: "settled",
            }[e.act]  # fmt: skip
        case Act.EXCLUDE:
            now.application, now.applied_in = "applied", now.round
        case Act.EXCLUDE_REFUSED:
            now.application = "refused"
        case Act.EXCLUDE_GRANTED:
            now.application = "granted"
            if now.applied_in in (0, now.round):  # one about an earlier round leaves this one alone
                now.place = "excluded"
                now.no_longer_handled()
        case Act.CLOSE:
            now.place = "called_back" if now.reached else "closed"
            now.no_longer_handled()
        case Act.RETURN_TAKEN:
            now.no_longer_handled()
        case Act.CALLBACK if not told:
            now.tried.append(e.occurred_at)
            now.agreed = now.agreed or d.next_at is not None
        case Act.CALLBACK if not is_result(e):
            now.tried, now.agreed = [], True
        case Act.CALLBACK:
            now.reached, now.tried, now.agreed = True, [], d.next_at is not None
            now.place = "called_back" if now.place == "closed" else now.place
        case Act.ARCHIVE:
            now.place = "archived"
        case Act.REWORK | Act.REOPEN:
            now.place, now.account, now.application, now.reached = "in_hand", "", now.undecided, False
            now.tried, now.agreed, now.round = [], False, now.round + 1
            now.early = [
                name for name in now.early if name
            ]  # the clock of an unnamed unit begins anew each round
            now.units = [Unit(unit.name, unit.told) for unit in now.units]


def meant(now: Now, name: str | None) -> list[Unit]:
    return [unit for unit in now.units if unit.name == (name or now.units[0].name)]


def is_urgent(level: Level | None) -> bool:
    return level in (Level.URGENT, Level.UNSTABLE, Level.EMERGENCY)


# -- one order: every heading ---------------------------------------------------------------------------------------


def order_row(order: Order, policy: Policy) -> Row:
    story = without_corrected(order.events)
    brought = told_by_upstream(order)
    begun = max(at for at, e in enumerate(story) if e.act in BEGIN)
    again = max(at for at, e in enumerate(story) if e.act in (*BEGIN, *AGAIN))
    this_time, this_round = story[begun:], story[again:]  # since it last came in; since work on it last began
    now = stands(order)
    level = level_of(this_time)
    sent, sender = dispatched(order, this_time)
    returned = last(story, Act.RETURN)
    deferred, excluded = last(story, Act.DEFER), last(story, Act.EXCLUDE)
    reached = last(this_round, Act.CALLBACK, is_result)
    came = story[begun].details if begun == again and story[begun].details.history else None
    closed = last(this_round, Act.CLOSE)
    settled = last(story, Act.SETTLE), account_closed(story)
    resolved = reached.details.resolved if reached else came and came.resolved
    satisfied = reached.details.satisfied if reached else came and came.satisfied
    rounds = 1 + sum(e.act in (Act.COME_AGAIN, *AGAIN) for e in story)
    words = {
        "applied": "申请中",
        "approved": "已批准",
        "granted": "已批准",
        "refused": "已驳回",
        "settled": "已销账",
        "lapsed": "已终止",
    }
    return {
        **brought,
        "id": order.id,
        "unit": now.units[0].name if now.units else brought["unit"],
        "channel": {Channel.HOTLINE: "12345", Channel.SELF: "自采集", Channel.OTHER: "其他渠道"}[order.channel],
        "level": level_word(level),
        "phase": phase(order, now, policy),
        "obtained_at": story[begun].occurred_at,
        "dispatched_at": sent,
        "first_dispatcher": sender,
        "assist_units": "、".join(unit.name for unit in now.units[1:]),
        "confirmed_units": "、".join(unit.name for unit in now.units if unit.told),
        "reported_at": when(first(this_time, Act.REPORT, lambda e: e.details.outcome == Outcome.TOLD)),
        "raised_at": when(first(story, Act.RAISE)),
        "basis": basis_word(this_time),
        "section": said(last(this_time, Act.TRANSFER), "unit"),
        "verified_at": when(last(this_time, Act.VERIFY)),
        "returned_at": when(returned),
        "return_code": said(returned, "code"),
        "return_reason": said(returned, "reason"),
        "return_taken": return_taken(story),
        "deferred_at": when(deferred),
        "deferred": words.get(now.account),
        "defer_reason": said(deferred, "reason"),
        "defer_unit": said(deferred, "unit"),
        "defer_progress": said(last(story, Act.PROGRESS), "text"),
        "defer_progress_at": when(last(story, Act.PROGRESS)),
        "defer_until": plan_date(story),
        "settled_at": max((e.occurred_at for e in settled if e), default=None),
        "excluded_at": when(excluded),
        "excluded": words.get(now.application),
        "exclude_code": said(excluded, "code"),
        "exclude_reason": said(excluded, "reason"),
        "urged_count": sum(e.act == Act.URGE for e in story),
        "last_urged_at": when(last(story, Act.URGE)),
        "round": rounds,
        "closed_at": when(closed) or (story[begun].details.closed_at if begun == again else None) or brought["closed_at"],
        "contacted": (reached and (reached.details.contacted or "是")) or (came and came.contacted) or brought["contacted"],
        "resolved": resolved or brought["resolved"],
        "satisfied": satisfied or brought["satisfied"],
        "ever urgent": any(is_urgent(e.details.level) for e in story if e.act in (*BEGIN, Act.RAISE)),
        "hard": now.account not in ("", "refused") or rounds > 1 or (resolved, satisfied) == ("未解决", "不满意"),
    }  # fmt: skip


def told_by_upstream(order: Order) -> Row:
    """The columns as they arrived, and what an import or a hand changed in them, in the order of recording."""
    values: Row = {name: getattr(order.row, name) for name in UPSTREAM_FIELDS}
    values.update((f"extra:{header}", value) for header, value in order.row.extra)
    for e in sorted(order.events, key=lambda e: e.id):
        for name, _before, after in e.details.changes:
            values[name] = (
                moment_of(after) if name in ("received_at", "upstream_due_at", "closed_at") else after
            )
    return values


def moment_of(text: str) -> datetime | None:
    return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=BEIJING) if text else None


def first(story: list[Event], act: Act, fits: Callable[[Event], bool] = lambda e: True) -> Event | None:
    return next((e for e in story if e.act == act and fits(e)), None)


def last(story: list[Event], act: Act, fits: Callable[[Event], bool] = lambda e: True) -> Event | None:
    return first(story[::-1], act, fits)


def when(e: Event | None) -> datetime | None:
    return e.occurred_at if e else None


def said(e: Event | None, name: str) -> Any:
    return getattr(e.details, name) if e else None


def level_of(this_time: list[Event]) -> Level:
    level = Level.GENERAL
    for e in this_time:
        if e.act in BEGIN:
            level = e.details.level or Level.GENERAL
        if e.act == Act.RAISE:
            level = e.details.level or Level.URGENT
        if e.act == Act.LOWER:
            level = Level.GENERAL
    return level


def level_word(level: Level) -> str:
    return {Level.GENERAL: "一般", Level.URGENT: "紧急", Level.UNSTABLE: "不稳定", Level.EMERGENCY: "突发"}[
        level
    ]


def basis_word(this_time: list[Event]) -> str:
    """Why it became urgent first, since it last came in."""
    for e in this_time:
        if (e.act in BEGIN and is_urgent(e.details.level)) or e.act == Act.RAISE:
            usual = Basis.CHANGE if e.act == Act.RAISE else Basis.ORIGIN
            return {Basis.ORIGIN: "来件即急", Basis.CHANGE: "情况变化"}[e.details.basis or usual]
    return ""


def dispatched(order: Order, this_time: list[Event]) -> tuple[datetime | None, str | None]:
    """When it first went to a unit and who sent it; taken apart from a lead that had been sent, as the lead was."""
    lead: Order | None = None
    for place, e in enumerate(this_time):
        if e.act == Act.DISPATCH:
            return e.occurred_at, e.actor
        if e.act == Act.MERGE:
            lead = order.leads.get(e.details.lead or 0)
        again = max((at for at, x in enumerate(this_time[:place]) if x.act in AGAIN), default=0)
        now = any(x.act == Act.EXCLUDE for x in this_time[again:place])
        parted = e.act in (Act.UNMERGE, Act.CLOSE) or (e.act == Act.EXCLUDE_GRANTED and now)
        if parted and lead is not None and stands(lead, e.occurred_at).units:
            theirs = [x for x in without_corrected(lead.events) if x.occurred_at <= e.occurred_at]
            return dispatched(lead, theirs[max(at for at, x in enumerate(theirs) if x.act in BEGIN) :])
    return None, None


def return_taken(story: list[Event]) -> str:
    """A return is taken when someone else has it, or when we do again because it came again or was opened again."""
    taken = ""
    for e in story:
        if e.act == Act.RETURN:
            taken = "否"
        if taken and e.act in (Act.RETURN_TAKEN, Act.COME_AGAIN, *AGAIN):
            taken = "是"
    return taken


def plan_date(story: list[Event]) -> datetime | None:
    plan = None
    for e in story:
        if e.act == Act.DEFER:
            plan = e.details.until
        if e.act in (Act.DEFER_APPROVED, Act.PROGRESS):
            plan = e.details.until or plan
    return plan


def account_closed(story: list[Event]) -> Event | None:
    """The last 办结, exclusion or taking elsewhere while 挂账 still stood approved: what is done is off the account."""
    approved, found, applied_now = False, None, False
    for e in story:
        if e.act in (Act.SETTLE, *BEGIN, *AGAIN):
            approved = False
        if e.act == Act.DEFER_APPROVED:
            approved = True
        if e.act in (*BEGIN, *AGAIN, Act.EXCLUDE):
            applied_now = e.act == Act.EXCLUDE
        over = e.act in (Act.CLOSE, Act.RETURN_TAKEN) or (e.act == Act.EXCLUDE_GRANTED and applied_now)
        if over and approved:
            approved, found = False, e
    return found


def phase(order: Order, now: Now, policy: Policy) -> str:  # noqa: PLR0911 - one answer for each way it may stand
    words = {
        "merged": "已合并", "returned": "已退回", "closed": "待回访", "called_back": "待归档", "excluded": "已剔除",
        "archived": "已归档", "to_sign": "待签收", "to_dispatch": "待派发", "on_account": "挂账中",
    }  # fmt: skip
    waiting = {c["kind"] for c in clocks(order, policy) if c["verdict"] == "running"}
    if now.state in ("to_sign", "to_dispatch", "in_progress") and ClockKind.REPORT.value in waiting:
        return "待上报"
    if now.state == "to_sign" and now.urgent:
        return "待派发"
    if now.state == "called_back" and now.agreed and not often_enough(now.tried, policy):
        return "待回访"
    if now.state != "in_progress":
        return words[now.state]
    if ClockKind.CONFIRM.value in waiting:
        return "待确认"
    if all(unit.final for unit in now.units):
        return "待办结"
    return "办理中" if all(unit.answered for unit in now.units) else "待反馈"


def clocks(order: Order, policy: Policy) -> list[Row]:
    """Every clock as the plain reference has it."""
    above: dict[int, Order] = {}
    wanted = list(order.leads.values())
    while wanted:
        one = wanted.pop()
        if one.id not in above:
            above[one.id] = one
            wanted += one.leads.values()
    return plain_clocks(order.events, policy, [e for one in above.values() for e in one.events])


# -- what lists and tasks go by -------------------------------------------------------------------------------------


def is_open(order: Order) -> bool:
    """Whether anything is still expected of the room."""
    place = stands(order).place
    taken = place == "returned" and return_taken(without_corrected(order.events)) == "是"
    return place not in ("archived", "excluded") and not taken


def next_due(order: Order, policy: Policy) -> datetime | None:
    """The earliest end of what runs."""
    running = [
        c["due"] for c in clocks(order, policy) if c["verdict"] == "running" and c["paused_at"] is None
    ]
    return min(running, default=None) if is_open(order) else None


def to_be_urged(order: Order, until: Mapping[str, datetime]) -> str:
    """The ledger whose schedule says that it is to be urged, '' when none does.

    Args:
        until: ledger → the moment from which, or before, the time without an urging must count.
    """
    speaks = (*BEGIN, *AGAIN, Act.SUPERVISE, Act.RETURN, Act.DEFER_APPROVED, Act.PROGRESS)
    told = [
        e.occurred_at
        for e in without_corrected(order.events)
        if e.act in speaks or (e.act == Act.URGE and e.details.outcome in (None, Outcome.TOLD))
    ]
    where = {"returned": "returned", "on_account": "deferred"}
    if stands(order).state in ("to_sign", "to_dispatch", "in_progress"):
        where = dict.fromkeys(
            ("to_sign", "to_dispatch", "in_progress"),
            {Channel.SELF: "self", Channel.OTHER: "other"}.get(order.channel, ""),
        )
    ledger = where.get(stands(order).state, "")
    return ledger if is_open(order) and ledger in until and told[-1] <= until[ledger] else ""
