"""What surrounds the matrix: states, warnings, verdicts, 补录, moments of the day, and the sentence that says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from jiesu_desktop.domain.clock_moments import callback_due, general_close_due, next_daily
from jiesu_desktop.domain.clocks import (
    Bound,
    Clock,
    ClockKind,
    ClockState,
    Ground,
    Verdict,
    clocks_of,
    effective,
    running,
    state_of,
    warn_at,
    why,
)
from jiesu_desktop.domain.policy import CallbackGate, CloseReading
from jiesu_desktop.domain.tickets import Act, Details, Level
from tests.domain.stories import POLICY, ZERO, Story, at, changed, picture, tell

LAST_DAY = changed(close_reading=CloseReading.DAY_END)


def one(story: str, kind: ClockKind, policy: object = POLICY, lead: str = "") -> Clock:
    """The last clock of a kind that a story leaves."""
    found = [c for c in clocks_of(tell(story), policy, tell(lead, 2)) if c.kind is kind]  # type: ignore[arg-type]
    return found[-1]


# -- states and warnings --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "minute, state",
    [(0, "running"), (2.99, "running"), (3, "warning"), (4.99, "warning"), (5, "warning"), (5.01, "overdue"), (99, "overdue")],
)  # fmt: skip
def test_a_clock_warns_from_its_first_point_and_is_overdue_after_its_due_moment(
    minute: float, state: str
) -> None:
    assert state_of(one("0 obtain urgent", ClockKind.REPORT), at(minute), POLICY) == state


def test_the_level_chooses_the_warn_points() -> None:
    clock = one("0 obtain", ClockKind.DISPATCH)
    assert warn_at(clock, POLICY) == at(20)
    assert warn_at(clock, POLICY, Level.GENERAL) == at(20)
    assert warn_at(clock, POLICY, Level.EMERGENCY) == at(27)
    assert state_of(clock, at(21), POLICY, Level.URGENT) is ClockState.RUNNING
    assert state_of(clock, at(21), POLICY, Level.GENERAL) is ClockState.WARNING


def test_no_warning_lies_before_the_start() -> None:
    clock = one("0 obtain upstream_due_at=60", ClockKind.CLOSE)
    assert warn_at(clock, POLICY) == at(0)
    assert state_of(clock, at(0), POLICY) is ClockState.WARNING


def test_without_warn_points_the_due_moment_itself_warns() -> None:
    rule = replace(POLICY.clocks.sign, warn_general=())
    policy = changed(clocks=replace(POLICY.clocks, sign=rule))
    clock = one("0 obtain", ClockKind.SIGN, policy)
    assert warn_at(clock, policy) == at(1440)
    assert state_of(clock, at(1439), policy) is ClockState.RUNNING
    assert state_of(clock, at(1440), policy) is ClockState.WARNING


def test_a_paused_clock_is_paused_however_late_it_is() -> None:
    clock = one("0 obtain; 20 dispatch 热力; 60 defer_approved", ClockKind.FEEDBACK)
    assert state_of(clock, at(9999), POLICY) is ClockState.PAUSED
    assert clock.remaining(at(9999)) == timedelta(minutes=-10)
    assert one("0 obtain", ClockKind.DISPATCH).remaining(at(10)) == timedelta(minutes=20)


def test_running_keeps_paused_clocks_and_leaves_out_stopped_ones() -> None:
    clocks = clocks_of(tell("0 obtain; 20 dispatch 热力; 40 defer_approved"), POLICY)
    assert [c.kind for c in running(clocks)] == [ClockKind.CLOSE, ClockKind.FEEDBACK]
    assert all(c.is_running for c in running(clocks))


def test_states_have_words() -> None:
    assert [state.label for state in ClockState] == ["运行", "临期", "超期", "暂停"]


# -- verdicts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "story, kind, in_time, without_pause",
    [
        ("0 obtain; 30 dispatch 热力", ClockKind.DISPATCH, True, True),
        ("0 obtain; 30.01 dispatch 热力", ClockKind.DISPATCH, False, False),
        ("0 obtain", ClockKind.DISPATCH, None, None),
        ("0 obtain; 31 exclude_granted", ClockKind.DISPATCH, None, None),
        ("0 obtain urgent; 6 lower", ClockKind.REPORT, False, False),
        ("0 obtain urgent; 4 lower", ClockKind.REPORT, None, None),
        (
            "0 obtain; 20 dispatch 热力; 30 defer_approved; 90 settle; 100 feedback 热力",
            ClockKind.FEEDBACK,
            None,
            None,
        ),
        ("0 obtain; 9 defer_approved; 99 settle; 10081 close", ClockKind.CLOSE, True, False),
        ("0 obtain; 9 defer_approved; 99 settle; 10080 close", ClockKind.CLOSE, True, True),
        ("0 obtain; 9 defer_approved; 99 settle; 10171 close", ClockKind.CLOSE, False, False),
        ("0 obtain; 10070 defer_approved; 10100 close", ClockKind.CLOSE, True, False),
    ],
)
def test_verdicts(story: str, kind: ClockKind, in_time: bool | None, without_pause: bool | None) -> None:
    clock = one(story, kind)
    assert (clock.in_time, clock.in_time_without_pause) == (in_time, without_pause)


@pytest.mark.parametrize("recorded, late", [(20, False), (22, False), (22.01, True), (300, True)])
def test_an_act_recorded_late_marks_the_clock_it_stops(recorded: float, late: bool) -> None:
    story = Story().add(Act.OBTAIN, 0).add(Act.DISPATCH, 20, recorded=recorded, unit="热力")
    clocks = {c.kind: c for c in clocks_of(story.events, POLICY)}
    assert clocks[ClockKind.DISPATCH].late_entry is late
    assert clocks[ClockKind.SIGN].late_entry is late
    assert clocks[ClockKind.DISPATCH].stopped_at == at(20)
    assert not clocks[ClockKind.FEEDBACK].late_entry
    assert not clocks[ClockKind.CLOSE].late_entry


def test_a_return_refused_takes_the_mark_away_with_the_verdict() -> None:
    story = Story().add(Act.OBTAIN, 0).add(Act.RETURN, 10, recorded=60).add(Act.RETURN_REFUSED, 61)
    assert not any(c.late_entry for c in running(clocks_of(story.events, POLICY)))


def test_the_policy_says_how_late_is_late() -> None:
    policy = changed(intake=replace(POLICY.intake, late_after=timedelta(hours=1)))
    story = Story().add(Act.OBTAIN, 0).add(Act.SIGN, 20, recorded=80)
    assert not any(c.late_entry for c in clocks_of(story.events, policy))
    story = Story().add(Act.OBTAIN, 0).add(Act.SIGN, 20, recorded=81)
    assert [c.kind for c in clocks_of(story.events, policy) if c.late_entry] == [ClockKind.SIGN]


# -- what else a clock tells ----------------------------------------------------------------------------------------


def test_zero_and_start_part_where_a_raise_brought_the_due_moment_forward() -> None:
    clock = one("0 obtain; 2 raise urgent", ClockKind.DISPATCH)
    assert (clock.started_at, clock.zero, clock.due_at) == (at(0), at(2), at(12))
    assert (clock.ground, clock.bound, clock.urgent) == (Ground.CHANGE, Bound.LIMIT, True)
    kept = one("0 obtain; 25 raise urgent", ClockKind.DISPATCH)
    assert (kept.zero, kept.due_at, kept.ground) == (at(0), at(30), Ground.OBTAIN)
    report = one("0 obtain; 2 raise urgent origin", ClockKind.REPORT)
    assert (report.started_at, report.zero, report.ground) == (at(0), at(0), Ground.ORIGIN)


def test_a_clock_is_known_from_the_recording_that_set_its_due_moment() -> None:
    story = Story().add(Act.OBTAIN, 0, recorded=1).add(Act.RAISE, 5, recorded=7, basis=None)
    clocks = {c.kind: c for c in clocks_of(story.events, POLICY)}
    assert clocks[ClockKind.SIGN].known_at == at(1)
    assert clocks[ClockKind.REPORT].known_at == at(7)
    assert clocks[ClockKind.DISPATCH].known_at == at(7)
    assert clocks[ClockKind.DISPATCH_LIMIT].known_at == at(1)


@pytest.mark.parametrize(
    "story, kind, known",
    [
        ("0 obtain urgent; 3 lower", ClockKind.CLOSE, 3),
        ("0 obtain urgent; 3 lower; 6 raise", ClockKind.REPORT, 6),
        ("0 obtain; 10 return; 20 return_refused", ClockKind.CLOSE, 20),
        ("0 obtain; 20 dispatch 热力; 30 defer_approved; 40 settle", ClockKind.FEEDBACK, 40),
        ("0 obtain; 5 update upstream_due_at=90", ClockKind.CLOSE, 5),
        ("0 obtain; 5 update upstream_due_at=99999", ClockKind.CLOSE, 0),
        ("0 obtain urgent; 5 dispatch 热力", ClockKind.CONFIRM, 5),
    ],
)
def test_known_at_after_a_change(story: str, kind: ClockKind, known: float) -> None:
    assert one(story, kind).known_at == at(known)


def test_resumed_marks_only_what_a_refusal_took_up_again() -> None:
    clocks = clocks_of(tell("0 obtain; 10 return; 20 return_refused; 25 dispatch 热力"), POLICY)
    assert {c.kind for c in clocks if c.resumed} == {
        ClockKind.DISPATCH,
        ClockKind.DISPATCH_LIMIT,
        ClockKind.CLOSE,
    }


def test_the_urgent_class_holds_for_clocks_of_urgent_orders_and_for_lapsed_urgent_ones() -> None:
    assert all(c.urgent for c in clocks_of(tell("0 obtain urgent"), POLICY))
    assert not any(c.urgent for c in clocks_of(tell("0 obtain"), POLICY))
    lowered = clocks_of(tell("0 obtain urgent; 3 lower"), POLICY)
    assert [c.urgent for c in lowered if c.verdict is Verdict.LAPSED] == [True] * 4
    assert not any(c.urgent for c in lowered if c.is_running)


def test_an_upstream_deadline_before_the_start_is_overdue_at_start() -> None:
    assert one("0 obtain upstream_due_at=-5", ClockKind.CLOSE).overdue_at_start
    assert one("0 obtain upstream_due_at=0", ClockKind.CLOSE).overdue_at_start
    assert not one("0 obtain upstream_due_at=1", ClockKind.CLOSE).overdue_at_start


def test_an_event_not_saved_yet_comes_last() -> None:
    events = tell("0 obtain; 5 raise urgent origin; 5 lower")
    unsaved = [replace(events[2], id=0), *events[:2]]
    assert [e.act for e in effective(unsaved)] == [Act.OBTAIN, Act.RAISE, Act.LOWER]
    assert [
        e.act for e in effective([*events[:2], replace(events[2], id=0, act=Act.CORRECT, details=_of(2))])
    ] == [Act.OBTAIN]


def _of(number: int) -> Details:
    return tell(f"0 correct corrects={number}")[0].details


def test_corrections_of_corrections_are_read_from_the_last_recorded() -> None:
    events = tell("0 obtain; 1 sign; 9 correct corrects=2; 8 correct corrects=3; 7 correct corrects=4")
    assert [e.act for e in effective(events)] == [
        Act.OBTAIN
    ]  # the third takes back the second, so the first counts
    assert [e.act for e in effective(events[:4])] == [Act.OBTAIN, Act.SIGN]


def test_policy_may_ask_for_the_call_back_before_closing() -> None:
    gated = changed(callback=replace(POLICY.callback, gate=CallbackGate.CLOSE))
    after = "0 obtain; 20 callback told; 30 close"
    assert not [c for c in clocks_of(tell(after), gated) if c.kind is ClockKind.CALLBACK]
    assert one(after, ClockKind.CALLBACK).is_running
    assert one("0 obtain; 20 callback no_answer; 30 close", ClockKind.CALLBACK, gated).is_running
    again = f"{after}; 40 rework; 50 close"
    assert one(again, ClockKind.CALLBACK, gated).round == 2


def test_other_limits_give_other_clocks() -> None:
    report = replace(POLICY.clocks.report, urgent=timedelta(minutes=3))
    feedback = replace(POLICY.feedback, general_second=timedelta(hours=2), general_daily=time(10, 30))
    policy = changed(clocks=replace(POLICY.clocks, report=report), feedback=feedback)
    assert one("0 obtain urgent", ClockKind.REPORT, policy).due_at == at(3)
    story = "0 obtain; 5 dispatch 热力; 10 feedback 热力"
    assert one(story, ClockKind.FEEDBACK, policy).due_at == at(130)
    late = one(f"{story}; 20 feedback 热力", ClockKind.FEEDBACK, policy)
    assert late.due_at == datetime(2026, 11, 24, 2, 30, tzinfo=UTC)


# -- moments of the day -----------------------------------------------------------------------------------------------


def utc(text: str) -> datetime:
    """A Beijing wall-clock time of November 2026, ``24 09:00``, in UTC."""
    return datetime.fromisoformat(f"2026-11-{text}:00+08:00").astimezone(UTC)


@pytest.mark.parametrize(
    "moment, due",
    [("24 08:59", "24 09:00"), ("24 09:00", "25 09:00"), ("24 09:01", "25 09:00"), ("24 23:59", "25 09:00"), ("24 00:00", "24 09:00")],
)  # fmt: skip
def test_the_daily_round_is_the_first_nine_o_clock_after(moment: str, due: str) -> None:
    assert next_daily(utc(moment), time(9)) == utc(due)


@pytest.mark.parametrize(
    "closed, due",
    [
        ("10 10:00", "11 10:00"),
        ("10 08:00", "11 08:00"),
        ("10 07:59", "10 21:00"),
        ("10 21:00", "11 21:00"),
        ("10 21:01", "11 21:00"),
        ("10 23:30", "11 21:00"),
        ("10 00:00", "10 21:00"),
        ("10 03:00", "10 21:00"),
    ],
)
def test_a_call_back_is_due_within_a_day_and_at_an_hour_at_which_one_may_ring(closed: str, due: str) -> None:
    assert callback_due(utc(closed), False, POLICY) == utc(due)


@pytest.mark.parametrize(
    "closed, due",
    [("10 10:00", "10 12:00"), ("10 20:30", "10 21:00"), ("10 21:00", "11 10:00"), ("10 22:00", "11 10:00"), ("10 03:00", "10 10:00"), ("10 07:00", "10 09:00")],
)  # fmt: skip
def test_a_short_call_back_limit_at_night_counts_from_the_next_morning(closed: str, due: str) -> None:
    rule = replace(POLICY.clocks.callback, general=timedelta(hours=2), warn_general=())
    policy = changed(clocks=replace(POLICY.clocks, callback=rule))
    assert callback_due(utc(closed), False, policy) == utc(due)


def test_a_call_back_counted_from_the_morning_stays_within_that_day() -> None:
    rule = replace(POLICY.clocks.callback, general=timedelta(hours=6), warn_general=())
    hours = replace(POLICY.callback, earliest=time(9), latest=time(12))
    policy = changed(clocks=replace(POLICY.clocks, callback=rule), callback=hours)
    assert callback_due(utc("10 13:00"), False, policy) == utc("11 12:00")


def test_an_urgent_order_has_its_own_call_back_limit() -> None:
    rule = replace(POLICY.clocks.callback, urgent=timedelta(hours=3))
    policy = changed(clocks=replace(POLICY.clocks, callback=rule))
    assert callback_due(utc("10 10:00"), True, policy) == utc("10 13:00")
    closed = clocks_of(tell("0 obtain urgent; 600 close"), policy)
    assert picture(c for c in closed if c.kind is ClockKind.CALLBACK) == "call=run@780"


def test_seven_days_may_be_read_as_the_end_of_the_seventh_day() -> None:
    assert general_close_due(utc("10 02:08"), POLICY) == utc("17 02:08")
    assert general_close_due(utc("10 02:08"), LAST_DAY) == utc("18 00:00")
    assert general_close_due(utc("10 23:59"), LAST_DAY) == utc("18 00:00")
    assert general_close_due(utc("10 00:00"), LAST_DAY) == utc("18 00:00")
    clock = one("0 obtain", ClockKind.CLOSE, LAST_DAY)
    assert (clock.due_at, clock.bound) == (utc("30 16:00") + timedelta(hours=32), Bound.DAY_END)
    assert one("0 obtain urgent", ClockKind.CLOSE, LAST_DAY).due_at == at(90)


# -- why ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "story, kind, sentence",
    [
        ("0 obtain urgent", ClockKind.REPORT, "来件即急：02:08:58 获取后 5 分钟内电话上报 → 02:13:58"),
        ("0 obtain; 2 raise urgent origin", ClockKind.DISPATCH, "来件即急：02:08:58 获取后 10 分钟内派发或退回 → 02:18:58"),
        ("0 obtain; 2 raise urgent", ClockKind.REPORT, "情况变化：02:10:58 升级后 5 分钟内电话上报 → 02:15:58"),
        ("0 obtain; 2 raise urgent", ClockKind.CLOSE, "情况变化：02:10:58 升级后 1 小时 30 分钟内办结 → 03:40:58"),
        ("0 obtain", ClockKind.DISPATCH, "来件：02:08:58 获取后 30 分钟内派发或退回 → 02:38:58"),
        ("0 obtain", ClockKind.DISPATCH_LIMIT, "来件：02:08:58 获取后 24 小时内派发（上限） → 11-25 02:08:58"),
        ("0 obtain", ClockKind.SIGN, "来件：02:08:58 获取后 24 小时内签收或退回 → 11-25 02:08:58"),
        ("0 obtain", ClockKind.CLOSE, "来件：02:08:58 获取后 7 天内办结 → 12-01 02:08:58"),
        ("0 obtain upstream_due_at=600", ClockKind.CLOSE, "来件：02:08:58 获取后 7 天内，上游办理截止时间更早，须办结 → 12:08:58"),
        ("0 obtain urgent upstream_due_at=60", ClockKind.CLOSE, "来件即急：02:08:58 获取后 1 小时 30 分钟内，上游办理截止时间更早，须办结 → 03:08:58"),
        ("0 obtain upstream_due_at=-60", ClockKind.CLOSE, "来件：02:08:58 获取后 7 天内，上游办理截止时间更早，须办结 → 01:08:58；起算时已超期"),
        ("0 obtain urgent; 5 dispatch 热力", ClockKind.CONFIRM, "来件即急：02:08:58 获取后 10 分钟内与承办单位电话确认（热力） → 02:18:58"),
        ("0 obtain; 5 dispatch 热力", ClockKind.FEEDBACK, "派发：02:13:58 派发后 30 分钟内得到反馈或催办（热力） → 02:43:58"),
        ("0 obtain; 5 dispatch 热力; 10 redispatch 燃气", ClockKind.FEEDBACK, "改派：02:18:58 改派后 30 分钟内得到反馈或催办（燃气） → 02:48:58"),
        ("0 obtain; 5 dispatch 热力; 10 feedback 热力", ClockKind.FEEDBACK, "上轮反馈·第2轮：02:18:58 反馈后 4 小时内得到反馈或催办（热力） → 06:18:58"),
        ("0 obtain; 5 dispatch 热力; 35 urge 热力 told", ClockKind.FEEDBACK, "上轮催办·第2轮：02:43:58 催办后 4 小时内得到反馈或催办（热力） → 06:43:58"),
        ("0 obtain; 5 dispatch 热力; 10 feedback 热力 promise=60", ClockKind.FEEDBACK, "上轮反馈·第2轮：02:18:58 反馈后按单位约定的时间得到反馈或催办（热力） → 03:08:58"),
        ("0 obtain; 5 dispatch 热力; 10 feedback 热力; 20 feedback 热力", ClockKind.FEEDBACK, "上轮反馈·第3轮：02:28:58 反馈后每日 09:00 前得到反馈或催办（热力） → 09:00:00"),
        ("0 obtain; 5 dispatch 热力; 10 defer_approved", ClockKind.FEEDBACK, "派发：02:13:58 派发后 30 分钟内得到反馈或催办（热力） → 02:43:58；挂账自 02:18:58 起暂停"),
        ("0 obtain; 5 dispatch 热力; 10 defer_approved; 20 raise", ClockKind.CLOSE, "情况变化：02:28:58 升级后 1 小时 30 分钟内办结 → 03:58:58"),
        ("0 obtain; 5 dispatch 热力; 10 defer_approved; 70 settle", ClockKind.FEEDBACK, "派发：02:13:58 派发后 30 分钟内得到反馈或催办（热力） → 03:43:58；挂账暂停 1 小时，已顺延"),
        ("0 obtain; 10 return", ClockKind.RETURNED, "退回：02:18:58 退回后 24 小时内跟踪退回件 → 11-25 02:18:58"),
        ("0 obtain; 10 return; 20 urge told", ClockKind.RETURNED, "上轮催办·第2轮：02:28:58 催办后 24 小时内跟踪退回件 → 11-25 02:28:58"),
        ("0 obtain; 10 return; 20 return_refused", ClockKind.DISPATCH, "来件：02:08:58 获取后 30 分钟内派发或退回 → 02:38:58；退回被驳，按原起点继续"),
        ("0 obtain; 10 close", ClockKind.CALLBACK, "办结：02:18:58 办结后 24 小时内、限 08:00–21:00 回访 → 21:00:00"),
        ("0 obtain; 600 close", ClockKind.CALLBACK, "办结：12:08:58 办结后 24 小时内回访 → 11-25 12:08:58"),
        ("0 obtain; 10 close; 20 rework", ClockKind.CLOSE, "二次办理：02:28:58 二次办理后 7 天内办结 → 12-01 02:28:58"),
        ("0 obtain; 10 close; 20 reopen", ClockKind.CLOSE, "重新打开：02:28:58 重新打开后 7 天内办结 → 12-01 02:28:58"),
        ("0 obtain; 10 return; 20 come_again", ClockKind.DISPATCH, "再次派来：02:28:58 获取后 30 分钟内派发或退回 → 02:58:58"),
        ("0 obtain urgent; 3 lower", ClockKind.REPORT, "来件即急：02:08:58 获取后 5 分钟内电话上报 → 02:13:58；已降级"),
        ("0 obtain; 5 sign recorded=60", ClockKind.SIGN, "来件：02:08:58 获取后 24 小时内签收或退回 → 11-25 02:08:58；补录"),
    ],
)  # fmt: skip
def test_why(story: str, kind: ClockKind, sentence: str) -> None:
    assert why(one(story, kind), POLICY) == sentence


def test_why_of_the_last_day_and_of_a_followed_clock() -> None:
    assert why(one("0 obtain", ClockKind.CLOSE, LAST_DAY), LAST_DAY) == (
        "来件：02:08:58 获取后第7日24时前办结 → 12-02 00:00:00"
    )
    followed = one("0 obtain; 1 merge", ClockKind.FEEDBACK, lead="0 obtain; 5 dispatch 热力")
    assert why(followed, POLICY).endswith("→ 02:43:58；随主单")
    assert followed.ground is Ground.DISPATCH
    assert followed.zero == ZERO + timedelta(minutes=5)


def test_why_names_the_call_back_limit_of_the_order_s_own_level() -> None:
    rule = replace(POLICY.clocks.callback, urgent=timedelta(hours=20))
    policy = changed(clocks=replace(POLICY.clocks, callback=rule))
    assert "20 小时内、限 08:00–21:00" in why(
        one("0 obtain urgent; 10 close", ClockKind.CALLBACK, policy), policy
    )
