"""What a shift hands over, from plain values."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiesu_desktop.domain.clocks import ClockState, clocks_of
from jiesu_desktop.domain.handover import (
    LISTED,
    Handover,
    OpenOrder,
    Promise,
    Rung,
    Shelved,
    callback_section,
    missed_section,
    misses,
    open_section,
    promise_section,
    shelved_section,
    shift_after,
    shift_ending,
    text_of,
    unheard_section,
)
from jiesu_desktop.domain.policy import ClockKind
from jiesu_desktop.domain.shifts import shift_of
from jiesu_desktop.domain.tickets import Act, Level
from tests.domain.stories import POLICY, TOLD, URGENT, ZERO, Story, at, general, urgent

RULES = POLICY.alerts
MORNING = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
"""08:00 in Beijing: the night shift ends, the day shift begins."""
NIGHT = shift_of(MORNING - timedelta(hours=1), RULES)
SOON = MORNING + timedelta(hours=12)


def order(ticket: int = 1, due: float | None = 60, **fields: object) -> OpenOrder:
    """A general order whose limit ends so many minutes after the morning."""
    made = OpenOrder(
        ticket_id=ticket,
        number=f"热线-{ticket:06d}",
        level=Level.GENERAL,
        suspected=False,
        title="暖气不热",
        unit="",
        phase="待派发",
        act="派发",
        clock="派发",
        due_at=None if due is None else MORNING + timedelta(minutes=due),
        warn_at=None if due is None else MORNING + timedelta(minutes=due - 10),
        paused=False,
    )
    return replace(made, **fields)  # type: ignore[arg-type]


# ---- which shift


@pytest.mark.parametrize(
    ("minutes", "handed", "night"),
    [(-1, False, True), (0, False, True), (59, False, True), (60, False, False), (5, True, False)],
)
def test_the_shift_that_just_ended_is_handed_over_for_an_hour_unless_it_was(
    minutes: int, handed: bool, night: bool
) -> None:
    starts = [NIGHT.start] if handed else []
    found = shift_ending(MORNING + timedelta(minutes=minutes), RULES, starts)
    assert found.night is night
    assert found == (NIGHT if night else shift_after(NIGHT, RULES))


# ---- open orders


def test_the_most_urgent_stands_first_and_what_can_wait_is_counted() -> None:
    orders = [
        order(1, 20),
        order(2, 5),  # warning
        order(3, -3),  # overdue
        order(4, 60 * 30),  # not in the next shift
        order(5, 60 * 40, level=URGENT),
        order(6, 60 * 41, suspected=True),
        order(7, 8, level=URGENT),  # urgent warning
        order(8, None),
        order(9, -50, paused=True),
    ]
    section = open_section(orders, 12, MORNING, SOON)
    assert [entry.ticket_id for entry in section.entries] == [3, 7, 2, 5, 6, 1]
    assert section.words == "共 12 件：超期 1，临期 2，紧急 2，疑似紧急待判定 1；另有 6 件下一班内不到时"
    first = section.entries[0]
    assert (first.due_at, first.level) == (MORNING - timedelta(minutes=3), "一般")
    assert first.note == "待派发，派发时限，下一步 派发"


def test_a_long_list_is_cut_and_says_so() -> None:
    section = open_section([order(n, 5) for n in range(LISTED + 7)], LISTED + 7, MORNING, SOON)
    assert (len(section.entries), section.more) == (LISTED, 7)
    assert "另有 7 项未列出" in text_of(Handover(shift=NIGHT, at=MORNING, sections=(section,)))


def test_nothing_open_is_said() -> None:
    assert open_section([], 0, MORNING, SOON).words == "没有在办工单。"
    assert callback_section([], 0, MORNING, SOON).words == "没有待回访的工单。"


def test_a_callers_number_in_a_title_is_hidden() -> None:
    section = open_section([order(1, 5, title="请回电13800001234")], 1, MORNING, SOON)
    assert section.entries[0].title == "请回电138****1234"


def test_callbacks_of_the_next_shift_are_listed() -> None:
    section = callback_section([order(1, 60), order(2, 60 * 20)], 2, MORNING, SOON)
    assert section.words == "待回访 2 件，下一班内到时 1 件"
    assert [entry.ticket_id for entry in section.entries] == [1]


# ---- promises


def test_promises_until_the_end_of_the_next_shift_and_those_not_kept() -> None:
    def said(ticket: int, hours: float) -> Promise:
        at = MORNING + timedelta(hours=hours)
        return Promise(ticket_id=ticket, number="1", title="积水", unit="某某街道", at=at)

    section = promise_section([said(1, 11), said(2, -1), said(3, 13)], MORNING, SOON)
    assert [(entry.ticket_id, entry.note) for entry in section.entries] == [
        (2, "某某街道 约定反馈，已过"),
        (1, "某某街道 约定反馈"),
    ]
    assert section.words == "2 项下一班内到时"


# ---- alerts


def rung(
    minute: float, about: str = "a", *, acknowledged: bool = False, done: bool = False, nobody: bool = False
) -> Rung:
    return Rung(
        about=about,
        ticket_id=1,
        text=f"派发 {minute}",
        raised_at=MORNING + timedelta(minutes=minute),
        acknowledged=acknowledged,
        done=done,
        nobody=nobody,
    )


def test_what_nobody_acknowledged_is_one_entry_for_each_clock() -> None:
    section = unheard_section(
        [
            rung(1, "a"), rung(3, "a"), rung(5, "a"),
            rung(1, "b"), rung(2, "b", acknowledged=True),
            rung(1, "c"), rung(2, "c", done=True),
            rung(1, "d", nobody=True), rung(2, "d", done=True),
        ]
    )  # fmt: skip
    assert [(entry.title, entry.note) for entry in section.entries] == [
        ("派发 5", "无人按“知道了”，共 3 次"),
        ("派发 2", "无人被提醒，共 2 次"),
    ]
    assert section.words == "2 项，其中无人被提醒 1 项"
    assert unheard_section([rung(1, acknowledged=True)]).words == "每条提醒都有人知道。"


def test_what_is_put_off_now_stands_first() -> None:
    def put_off(minute: float, until: float) -> Shelved:
        return Shelved(
            ticket_id=1,
            text="反馈时限已到",
            at=MORNING + timedelta(minutes=minute),
            until=MORNING + timedelta(minutes=until),
            who="李四",
            reason="等单位回电",
        )

    section = shelved_section([put_off(-60, -50), put_off(-5, 5)], MORNING)
    assert [entry.note for entry in section.entries] == [
        "到 11-24 08:05，李四：等单位回电（现在仍搁置）",
        "到 11-24 07:10，李四：等单位回电",
    ]
    assert section.words == "搁置过 2 次，现在仍搁置 1 条"


# ---- misses


def missed(story: Story, minute: float) -> list[tuple[ClockKind, bool]]:
    now = at(minute)
    shift = shift_of(ZERO, RULES)
    return [
        (one.clock, one.done_at is not None) for one in misses(1, clocks_of(story.events, POLICY), shift, now)
    ]


def test_a_limit_that_ends_without_its_act_is_a_miss_done_late_or_not_at_all() -> None:
    assert missed(general(), 30) == [], "the moment itself is in time"
    assert missed(general(), 31) == [(ClockKind.DISPATCH, False)]
    late = general().add(Act.DISPATCH, 41, unit="某某街道")
    assert missed(late, 50) == [(ClockKind.DISPATCH, True)]
    in_time = general().add(Act.DISPATCH, 29, unit="某某街道")
    assert missed(in_time, 50) == []


def test_a_miss_belongs_to_the_shift_its_limit_ended_in() -> None:
    story = general()
    next_shift = shift_after(shift_of(ZERO, RULES), RULES)
    assert list(misses(1, clocks_of(story.events, POLICY), next_shift, next_shift.end)) == []


def test_misses_are_told_with_how_late() -> None:
    story = urgent().add(Act.REPORT, 7.5, outcome=TOLD, contact="某某")
    found = list(misses(1, clocks_of(story.events, POLICY), shift_of(ZERO, RULES), at(12)))
    section = missed_section(found, {1: ("热线-1", "燃气泄漏")})
    notes = [entry.note for entry in section.entries]
    assert notes[0] == "上报 迟 2分钟，11-24 02:16 完成"
    assert all("仍未完成" in note for note in notes[1:])
    assert section.words == f"{len(notes)} 项，其中 {len(notes) - 1} 项仍未完成"


# ---- the text


def test_the_text_holds_everything_in_order() -> None:
    told = Handover(
        shift=NIGHT,
        at=MORNING,
        people=(("张三", 41), ("李四", 2)),
        sections=(open_section([order(1, -3)], 1, MORNING, SOON), unheard_section([])),
    )
    assert text_of(told, " 3 号线路抢修，盯住热力 ", "张三", "王五").splitlines() == [
        "交接班　2026-11-23 夜班（11-23 20:00 至 11-24 08:00）",
        "截至 11-24 08:00",
        "当班：张三（41 项）、李四（2 项）",
        "交班 张三，接班 王五",
        "",
        "【在办工单】共 1 件：超期 1，临期 0，紧急 0",
        "▲　11-24 07:57 到时　一般　热线-000001　暖气不热　待派发，派发时限，下一步 派发",
        "",
        "【无人知道的提醒】每条提醒都有人知道。",
        "",
        "【交班备注】3 号线路抢修，盯住热力",
    ]


def test_nobody_named_is_not_mentioned() -> None:
    told = Handover(shift=NIGHT, at=MORNING)
    assert "交班 张三" in text_of(told, giver="张三").splitlines()
    assert "接班" not in text_of(told, giver="张三").removeprefix("交接班")


# ---- laws


ORDERS = st.lists(
    st.builds(
        order,
        due=st.none() | st.integers(-600, 2000),
        level=st.sampled_from([Level.GENERAL, URGENT]),
        suspected=st.booleans(),
        paused=st.booleans(),
    ),
    max_size=30,
).map(lambda made: [replace(one, ticket_id=number) for number, one in enumerate(made)])


@given(ORDERS)
def test_nothing_pressing_is_left_out_and_the_most_pressing_stands_first(orders: list[OpenOrder]) -> None:
    section = open_section(orders, len(orders), MORNING, SOON)
    listed = [entry.ticket_id for entry in section.entries]
    assert len(listed) == len(set(listed))
    for one in orders:
        soon = one.due_at is not None and one.due_at <= SOON and not one.paused
        assert (one.ticket_id in listed) is (soon or one.level.is_urgent or one.suspected)
    overdue = [entry.state is ClockState.OVERDUE for entry in section.entries]
    assert overdue == sorted(overdue, reverse=True)
    due = [entry.due_at for entry in section.entries if entry.state is ClockState.OVERDUE]
    assert due == sorted(due)  # type: ignore[type-var]
    assert section.words.startswith(f"共 {len(orders)} 件" if orders else "没有")


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans(), st.booleans(), st.booleans()), max_size=20))
def test_an_alert_that_reached_nobody_is_always_told(told: list[tuple[str, bool, bool, bool]]) -> None:
    alerts = [
        rung(n, about, acknowledged=seen, done=done, nobody=nobody)
        for n, (about, seen, done, nobody) in enumerate(told)
    ]
    section = unheard_section(alerts)
    lost = {about for about, _, _, nobody in told if nobody}
    assert sum(entry.note.startswith("无人被提醒") for entry in section.entries) == len(lost)
    quiet = {about for about, seen, _, _ in told if seen} - lost
    names = {about for about, *_ in told}
    assert len(section.entries) <= len(names) - len(quiet)
