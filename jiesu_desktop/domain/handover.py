"""交接班: what the next shift must know (requirements F 1): what is open, near due and urgent, what was promised, put off,
missed and not heard. Built from plain values; the page, the text to paste and the print all show the same sections.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from jiesu_desktop.domain.alert_rules import order_key
from jiesu_desktop.domain.clock_model import Clock, ClockKind, ClockState
from jiesu_desktop.domain.policy_model import BEIJING, AlertRules, duration_text
from jiesu_desktop.domain.shifts import Shift, shift_of
from jiesu_desktop.domain.tickets import Level

LATE = timedelta(hours=1)
"""So long after its end a shift is still the one to be handed over."""

LISTED = 100
"""Entries of one section; how many more there are is said."""

MARKS = {ClockState.OVERDUE: "▲", ClockState.WARNING: "◆", ClockState.PAUSED: "‖", ClockState.RUNNING: ""}
_NUMBER = re.compile(r"(?<!\d)(\d{3})\d{4}(\d{4})(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenOrder:
    """An order something is expected of, as lists show it.

    Attributes:
        phase: the word for where it stands. act: what is to be done next. clock: the limit that ends first, at
            ``due_at``; its first warning at ``warn_at``.
    """

    ticket_id: int
    number: str
    level: Level
    suspected: bool
    title: str
    unit: str
    phase: str
    act: str
    clock: str
    due_at: datetime | None
    warn_at: datetime | None
    paused: bool

    def state(self, now: datetime) -> ClockState:
        """How it stands, as the queue tells it."""
        if self.paused:
            return ClockState.PAUSED
        if self.due_at is not None and self.due_at <= now:
            return ClockState.OVERDUE
        return ClockState.WARNING if self.warn_at is not None and self.warn_at <= now else ClockState.RUNNING


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A unit said when it would answer next."""

    ticket_id: int
    number: str
    title: str
    unit: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """An alert that somebody put off: from when to when, and why."""

    ticket_id: int | None
    text: str
    at: datetime
    until: datetime
    who: str
    reason: str
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """An alert a person was to notice.

    Attributes:
        about: what is the same for all stages of one clock. acknowledged: someone said 知道了.
        done: the act it asked for was done. nobody: it reached nobody at all.
    """

    about: str
    ticket_id: int | None
    text: str
    raised_at: datetime
    acknowledged: bool
    done: bool
    nobody: bool
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A limit that ended during a shift before its act was done; ``done_at`` None: it still is not."""

    ticket_id: int
    clock: ClockKind
    unit: str | None
    due_at: datetime
    done_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line.

    Attributes:
        ticket_id: the order it is about, None where it is about none.
        state: how its limit stands. due_at: when that ends, counted down on screen; at: a moment that is past.
    """

    ticket_id: int | None = None
    state: ClockState = ClockState.RUNNING
    level: str = ""
    number: str = ""
    title: str = ""
    note: str = ""
    due_at: datetime | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Entries under a heading; ``words`` sum them up or say that there are none; ``more`` are not listed."""

    key: str
    title: str
    words: str
    entries: tuple[Entry, ...] = ()
    more: int = 0

    @property
    def count(self) -> int:
        """How many entries it has, listed or not."""
        return len(self.entries) + self.more


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """A shift as it is handed over at a moment. ``people``: who acted, and how often."""

    shift: Shift
    at: datetime
    people: tuple[tuple[str, int], ...] = ()
    sections: tuple[Section, ...] = field(default=())

    @property
    def present(self) -> str:
        """Who was on, as the record tells."""
        return "、".join(f"{name}（{count} 项）" for name, count in self.people) or "没有办理记录"


def shift_ending(now: datetime, rules: AlertRules, handed: Iterable[datetime] = ()) -> Shift:
    """The shift to be handed over: the present one; in its first hour the one before, unless that was (``handed``:
    the starts of those that were)."""
    present = shift_of(now, rules)
    before = shift_before(present, rules)
    late = now - present.start < LATE and before.start not in set(handed)
    return before if late else present


def shift_before(shift: Shift, rules: AlertRules) -> Shift:
    """The shift that ended when this one began."""
    return shift_of(shift.start - timedelta(microseconds=1), rules)


def shift_after(shift: Shift, rules: AlertRules) -> Shift:
    """The shift that begins when this one ends."""
    return shift_of(shift.end, rules)


def misses(ticket_id: int, clocks: Iterable[Clock], shift: Shift, now: datetime) -> Iterator[Miss]:
    """The limits of one order that ended in a shift without their act; one that was over when it began is none."""
    for clock in clocks:
        if not shift.start <= clock.due_at < min(shift.end, now) or clock.overdue_at_start or clock.follows:
            continue
        waits = clock.is_running and clock.paused_at is None
        if waits or clock.in_time is False:
            done = None if waits else clock.stopped_at
            yield Miss(
                ticket_id=ticket_id, clock=clock.kind, unit=clock.unit, due_at=clock.due_at, done_at=done
            )


# ---- sections


def open_section(orders: Sequence[OpenOrder], total: int, now: datetime, until: datetime) -> Section:
    """What is open: overdue, warning, urgent and suspected orders and what ends before ``until``; the rest is counted."""
    states = {one.ticket_id: one.state(now) for one in orders}
    pressing = (ClockState.OVERDUE, ClockState.WARNING)

    def matters(one: OpenOrder) -> bool:
        soon = one.due_at is not None and not one.paused and one.due_at <= until
        return states[one.ticket_id] in pressing or one.level.is_urgent or one.suspected or soon

    ranked = sorted(
        filter(matters, orders),
        key=lambda one: order_key(states[one.ticket_id], one.level.is_urgent or one.suspected, one.due_at),
    )
    count = list(states.values()).count
    urgent = sum(one.level.is_urgent for one in orders)
    asked = sum(one.suspected for one in orders)
    words = (
        f"共 {total} 件：超期 {count(ClockState.OVERDUE)}，临期 {count(ClockState.WARNING)}，紧急 {urgent}"
    )
    words += f"，疑似紧急待判定 {asked}" if asked else ""
    rest = total - len(ranked)
    words += f"；另有 {rest} 件下一班内不到时" if rest and ranked else ""
    return _section(
        "open", "在办工单", words if total else "没有在办工单。", [_order(one, now) for one in ranked]
    )


def _order(one: OpenOrder, now: datetime) -> Entry:
    clock = f"{one.clock}时限" if one.clock else ""
    next_act = f"下一步 {one.act}" if one.act else ""
    unit = f"承办 {one.unit}" if one.unit else ""
    return Entry(
        ticket_id=one.ticket_id,
        state=one.state(now),
        level="疑似紧急" if one.suspected else one.level.label,
        number=one.number,
        title=_hidden(one.title),
        note="，".join(filter(None, (one.phase, clock, next_act, unit))),
        due_at=None if one.paused else one.due_at,
    )


def promise_section(promises: Iterable[Promise], now: datetime, until: datetime) -> Section:
    """What units promised before ``until``, and what they promised and did not keep."""
    soon = sorted((one for one in promises if one.at <= until), key=lambda one: one.at)
    entries = [
        Entry(
            ticket_id=one.ticket_id,
            state=ClockState.OVERDUE if one.at <= now else ClockState.RUNNING,
            number=one.number,
            title=_hidden(one.title),
            note=f"{one.unit} 约定反馈" + ("，已过" if one.at <= now else ""),
            due_at=one.at,
        )
        for one in soon
    ]
    return _section(
        "promises", "单位约定", f"{len(soon)} 项下一班内到时" if soon else "下一班内没有约定。", entries
    )


def callback_section(orders: Sequence[OpenOrder], total: int, now: datetime, until: datetime) -> Section:
    """Call-backs due before ``until``."""
    soon = [one for one in orders if one.due_at is not None and one.due_at <= until]
    words = f"待回访 {total} 件，下一班内到时 {len(soon)} 件" if total else "没有待回访的工单。"
    return _section("callbacks", "回访", words, [_order(one, now) for one in soon])


def shelved_section(shelved: Sequence[Shelved], now: datetime) -> Section:
    """Alerts put off during the shift; those put off now stand first."""
    entries = [
        Entry(
            ticket_id=one.ticket_id,
            state=ClockState.PAUSED if one.until > now else ClockState.RUNNING,
            number=one.number,
            title=one.text,
            note=f"到 {_face(one.until)}，{one.who}：{one.reason}"
            + ("（现在仍搁置）" if one.until > now else ""),
            at=one.at,
        )
        for one in sorted(shelved, key=lambda one: (one.until <= now, one.at))
    ]
    still = sum(one.until > now for one in shelved)
    words = f"搁置过 {len(shelved)} 次，现在仍搁置 {still} 条" if shelved else "没有搁置过提醒。"
    return _section("shelved", "搁置的提醒", words, entries)


def unheard_section(rung: Iterable[Rung]) -> Section:
    """Alerts nobody acknowledged whose act was not done either, one entry for each clock; and what reached nobody."""
    groups: dict[str, list[Rung]] = {}
    for one in sorted(rung, key=lambda one: one.raised_at):
        groups.setdefault(one.about, []).append(one)
    entries, missed = [], 0
    for group in groups.values():
        nobody = any(one.nobody for one in group)
        missed += nobody
        if not nobody and (group[-1].done or any(one.acknowledged for one in group)):
            continue
        last, times = group[-1], f"，共 {len(group)} 次" if len(group) > 1 else ""
        note = ("无人被提醒" if nobody else "无人按“知道了”") + times
        state = ClockState.OVERDUE if nobody else ClockState.WARNING
        entries.append(
            Entry(
                ticket_id=last.ticket_id,
                state=state,
                number=last.number,
                title=last.text,
                note=note,
                at=last.raised_at,
            )
        )
    words = f"{len(entries)} 项" + (f"，其中无人被提醒 {missed} 项" if missed else "")
    return _section("unheard", "无人知道的提醒", words if entries else "每条提醒都有人知道。", entries)


def missed_section(found: Iterable[Miss], names: dict[int, tuple[str, str]]) -> Section:
    """Limits missed during the shift. ``names``: number and title of each order."""
    entries = []
    for one in sorted(found, key=lambda one: one.due_at):
        number, title = names.get(one.ticket_id, ("", ""))
        what = " ".join(filter(None, (one.clock.label, one.unit)))
        late = (
            f"迟 {_late(one.done_at - one.due_at)}，{_face(one.done_at)} 完成" if one.done_at else "仍未完成"
        )
        entries.append(
            Entry(
                ticket_id=one.ticket_id,
                state=ClockState.RUNNING if one.done_at else ClockState.OVERDUE,
                number=number,
                title=_hidden(title),
                note=f"{what} {late}",
                at=one.due_at,
            )
        )
    still = sum(entry.state is ClockState.OVERDUE for entry in entries)
    words = f"{len(entries)} 项，其中 {still} 项仍未完成" if entries else "本班没有超时。"
    return _section("missed", "本班超时", words, entries)


def told_section(key: str, title: str, words: str) -> Section:
    """A section that is one sentence."""
    return Section(key=key, title=title, words=words)


def _section(key: str, title: str, words: str, entries: Sequence[Entry]) -> Section:
    more = max(0, len(entries) - LISTED)
    return Section(key=key, title=title, words=words, entries=tuple(entries[:LISTED]), more=more)


# ---- words


def text_of(handover: Handover, note: str = "", giver: str = "", taker: str = "") -> str:
    """All of it as plain text, to be pasted into a message, printed and kept."""
    shift = handover.shift
    lines = [
        f"交接班　{shift.label}（{_face(shift.start)} 至 {_face(shift.end)}）",
        f"截至 {_face(handover.at)}",
        f"当班：{handover.present}",
    ]
    named = [f"{what} {name}" for what, name in (("交班", giver), ("接班", taker)) if name]
    lines += ["，".join(named)] if named else []
    for section in handover.sections:
        lines += ["", f"【{section.title}】{section.words}"]
        lines += [entry_text(entry) for entry in section.entries]
        lines += [f"另有 {section.more} 项未列出"] if section.more else []
    lines += ["", f"【交班备注】{note.strip() or '无'}"]
    return "\n".join(lines)


def entry_text(entry: Entry) -> str:
    """One line of the text; moments stand as moments, for a text does not count down."""
    due = f"{_face(entry.due_at)} 到时" if entry.due_at is not None else ""
    at = _face(entry.at) if entry.at is not None else ""
    parts = (MARKS[entry.state], due or at, entry.level, entry.number, entry.title, entry.note)
    return "　".join(filter(None, parts))


def _face(moment: datetime) -> str:
    return f"{moment.astimezone(BEIJING):%m-%d %H:%M}"


def _late(span: timedelta) -> str:
    """To the minute; what is less stands in seconds."""
    exact = span < timedelta(minutes=1)
    seconds = round(span.total_seconds())
    return duration_text(timedelta(seconds=seconds) if exact else timedelta(minutes=seconds // 60))


def _hidden(text: str) -> str:
    return _NUMBER.sub(r"\1****\2", text)
