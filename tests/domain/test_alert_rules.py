"""When alerts come, how loudly, in what order, and what silences them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tests.reference.plain_clocks as plain_clocks
from jiesu_desktop.domain.alert_rules import (
    TOP,
    Stage,
    escalation,
    fold,
    is_flood,
    is_night,
    is_silenced,
    may_acknowledge,
    next_moment,
    next_moment_of,
    order_key,
    past_stages,
    repeat_after,
    shelved_until,
    stages_between,
    stages_of,
)
from jiesu_desktop.domain.clocks import Clock, ClockKind, ClockState, clocks_of
from jiesu_desktop.domain.policy import Policy, Repeat
from jiesu_desktop.domain.tickets import Act, Event, Level
from tests.domain.stories import POLICY, ZERO, Story, at, changed, histories, tell
from tests.reference.plain_alerts import plain_alerts, plain_repeats
from tests.reference.plain_nights import FOLLOWING

FOREVER = at(10_000_000)
LOUD = {"flash", "tray", "voice", "log"}
SEEN = {"flash", "tray", "log"}


def told(
    events: Sequence[Event], policy: Policy = POLICY
) -> tuple[int, Sequence[Event], Sequence[Clock], Policy]:
    return 1, events, clocks_of(events, policy), policy


def next_stages(
    ticket: int, events: Sequence[Event], clocks: Sequence[Clock], policy: Policy, after: datetime
) -> list[Stage]:
    """The first stages later than a moment: one, or several that share their moment."""
    moment = next_moment(ticket, events, clocks, policy, after)
    return [] if moment is None else stages_between(ticket, events, clocks, policy, after, moment)


def moments(stages: Sequence[Stage], kind: str) -> list[tuple[str, int, float]]:
    """(name, repeat, minute) of the stages of one clock; ``-`` for those of the order itself."""
    return [
        (s.name, s.repeat, (s.at - ZERO).total_seconds() / 60) for s in stages if (s.clock or "-") == kind
    ]


def stage_of(story: str, kind: ClockKind, name: str, policy: Policy = POLICY) -> Stage:
    return next(s for s in stages_of(*told(tell(story), policy)) if s.clock is kind and s.name == name)


# -- the stages of a clock --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "story, kind, expected",
    [
        ("0 obtain urgent", "report", [("warn", 120, 3), ("warn", 60, 4), ("due", 0, 5)]),
        ("0 obtain urgent", "dispatch", [("warn", 180, 7), ("warn", 60, 9), ("due", 0, 10)]),
        ("0 obtain urgent", "confirm", [("warn", 180, 7), ("warn", 60, 9), ("due", 0, 10)]),
        ("0 obtain urgent", "close", [("warn", 1800, 60), ("warn", 900, 75), ("warn", 300, 85), ("due", 0, 90)]),
        ("0 obtain", "dispatch", [("warn", 600, 20), ("warn", 300, 25), ("due", 0, 30)]),
        ("0 obtain", "sign", [("warn", 14400, 1200), ("warn", 3600, 1380), ("due", 0, 1440)]),
        ("0 obtain", "close", [("warn", 172800, 7200), ("warn", 86400, 8640), ("warn", 14400, 9840), ("due", 0, 10080)]),
        ("0 obtain", "report", []),
        ("0 obtain; 5 dispatch 热力", "feedback", [("warn", 600, 25), ("warn", 300, 30), ("due", 0, 35)]),
        ("0 obtain; 5 dispatch 热力", "dispatch", []),
        ("0 obtain; 5 dispatch 热力; 6 defer_approved", "feedback", []),
        ("0 obtain history", "dispatch", []),
        # raised at 7: the first warning of dispatch lies at that very moment, the report was due before it was known
        ("0 obtain; 7 raise urgent origin", "dispatch", [("warn", 180, 7), ("warn", 60, 9), ("due", 0, 10)]),
        ("0 obtain; 8 raise urgent origin", "dispatch", [("warn", 180, 8), ("warn", 60, 9), ("due", 0, 10)]),
        ("0 obtain; 7 raise urgent origin", "report", [("overdue", 0, 7)]),
        ("0 obtain; 5 raise urgent origin", "report", [("due", 0, 5)]),
        ("0 obtain upstream_due_at=-60", "close", [("overdue", 0, 0)]),
        ("0 obtain upstream_due_at=0", "close", [("due", 0, 0)]),
        ("0 obtain upstream_due_at=60", "close", [("warn", 14400, 0), ("due", 0, 60)]),
    ],
)  # fmt: skip
def test_stages_without_repeats(story: str, kind: str, expected: list[Any]) -> None:
    assert moments(stages_of(*told(tell(story))), kind) == expected


def test_an_urgent_clock_repeats_every_two_minutes_then_every_fifteen() -> None:
    coming = stages_between(*told(tell("0 obtain urgent")), at(5), at(70))
    report = moments(coming, "report")
    assert report[:15] == [("overdue", n, 5 + 2 * n) for n in range(1, 16)]
    assert report[15:] == [("overdue", 16, 50), ("overdue", 17, 65)]


def test_a_general_clock_repeats_every_half_hour_for_two_hours_then_daily() -> None:
    coming = moments(stages_between(*told(tell("0 obtain")), at(30), at(5000)), "dispatch")
    assert coming == [
        ("overdue", 1, 60), ("overdue", 2, 90), ("overdue", 3, 120), ("overdue", 4, 150),
        ("overdue", 5, 1590), ("overdue", 6, 3030), ("overdue", 7, 4470),
    ]  # fmt: skip


def test_an_order_overdue_at_the_start_gives_one_alert_unless_it_is_urgent() -> None:
    late = told(tell("0 obtain upstream_due_at=-60"))
    assert moments(stages_between(*late, at(-100), at(9000)), "close") == [("overdue", 0, 0)]
    urgent = told(tell("0 obtain urgent upstream_due_at=-60"))
    assert moments(stages_between(*urgent, at(-100), at(20)), "close") == [
        ("overdue", 0, 0),
        ("overdue", 18, 15),
    ]


def test_a_clock_that_stopped_or_stands_still_repeats_no_more() -> None:
    for story in (
        "0 obtain; 40 dispatch 热力 ; 45 feedback 热力 final; 50 close; 60 callback told",
        "0 obtain; 50 archive",
    ):
        assert next_stages(*told(tell(story)), at(100)) == []
    paused = told(tell("0 obtain; 5 dispatch 热力; 60 defer_approved"))
    assert next_stages(*paused, at(100)) == []
    assert stages_between(*paused, at(60), at(9000)) == []


def test_repeats_are_numbered_through_all_their_spells() -> None:
    def spell(every: int, lasting: int | None) -> Repeat:
        span = timedelta(minutes=lasting) if lasting is not None else None
        return Repeat(every=timedelta(minutes=every), lasting=span)

    three = (spell(2, 6), spell(5, 10), spell(20, None))
    found, moment = [], at(0)
    for _ in range(7):
        coming = repeat_after(at(0), three, moment)
        assert coming is not None
        moment, number = coming
        found.append((number, moment))
    assert found == [(1, at(2)), (2, at(4)), (3, at(6)), (4, at(11)), (5, at(16)), (6, at(36)), (7, at(56))]


def test_repeats_end_where_policy_lets_them_end() -> None:
    hour = timedelta(hours=1)
    short = (Repeat(every=timedelta(minutes=20), lasting=hour),)
    assert repeat_after(at(0), short, at(-50)) == (at(20), 1)
    assert repeat_after(at(0), short, at(19.9)) == (at(20), 1)
    assert repeat_after(at(0), short, at(20)) == (at(40), 2)
    assert repeat_after(at(0), short, at(59)) == (at(60), 3)
    assert repeat_after(at(0), short, at(60)) is None
    assert repeat_after(at(0), (), at(0)) is None
    uneven = (Repeat(every=timedelta(minutes=25), lasting=hour), Repeat(every=hour, lasting=None))
    assert [repeat_after(at(0), uneven, at(m)) for m in (0, 25, 50, 120)] == [
        (at(25), 1), (at(50), 2), (at(120), 3), (at(180), 4),
    ]  # fmt: skip
    none_left = changed(repeats=replace(POLICY.repeats, general=()))
    assert next_stages(*told(tell("0 obtain"), none_left), at(10080)) == []


@pytest.mark.parametrize(
    "story, kind, name, priority, rule",
    [
        ("0 obtain urgent", ClockKind.REPORT, "warn", 2, "urgent_warn"),
        ("0 obtain urgent", ClockKind.REPORT, "due", 1, "urgent_due"),
        ("0 obtain; 7 raise origin", ClockKind.REPORT, "overdue", 1, "urgent_overdue"),
        ("0 obtain urgent; 90 close", ClockKind.CALLBACK, "due", 2, "general_due"),
        ("0 obtain urgent; 9 return", ClockKind.RETURNED, "warn", 3, "general_warn"),
        ("0 obtain", ClockKind.DISPATCH, "warn", 3, "general_dispatch"),
        ("0 obtain", ClockKind.DISPATCH, "due", 2, "general_due"),
        ("0 obtain", ClockKind.DISPATCH_LIMIT, "warn", 3, "general_dispatch"),
        ("0 obtain", ClockKind.CLOSE, "warn", 3, "general_warn"),
        ("0 obtain", ClockKind.CLOSE, "due", 2, "general_due"),
        ("0 obtain upstream_due_at=-1", ClockKind.CLOSE, "overdue", 2, "general_overdue"),
    ],
)
def test_priorities(story: str, kind: ClockKind, name: str, priority: int, rule: str) -> None:
    stage = stage_of(story, kind, name)
    assert (stage.priority, stage.rule) == (priority, rule)


def test_the_last_warning_of_an_urgent_clock_has_top_priority_and_only_that() -> None:
    warnings = [
        s
        for s in stages_of(*told(tell("0 obtain urgent")))
        if s.clock is ClockKind.CLOSE and s.name == "warn"
    ]
    assert [(s.priority, s.rule) for s in warnings] == [
        (2, "urgent_warn"), (2, "urgent_warn"), (1, "urgent_last_warn"),
    ]  # fmt: skip
    calm = [s for s in stages_of(*told(tell("0 obtain"))) if s.clock is ClockKind.CLOSE and s.name == "warn"]
    assert {s.rule for s in calm} == {"general_warn"}


def test_urgent_stages_use_every_channel_and_general_ones_stay_silent() -> None:
    assert set(stage_of("0 obtain urgent", ClockKind.CLOSE, "due").channels) == LOUD
    assert stage_of("0 obtain urgent", ClockKind.CLOSE, "due").spoken
    assert set(stage_of("0 obtain", ClockKind.CLOSE, "due").channels) == SEEN
    assert not stage_of("0 obtain", ClockKind.CLOSE, "due").spoken


def test_general_dispatch_is_spoken_at_night_in_all_its_stages() -> None:
    night = stages_of(*told(tell("0 obtain")))  # 02:08 in Beijing
    assert all(s.spoken for s in night if s.clock is ClockKind.DISPATCH)
    day = stages_of(*told(tell("600 obtain")))
    assert not any(s.spoken for s in day if s.clock is ClockKind.DISPATCH)
    assert not any(s.spoken for s in night if s.clock is ClockKind.SIGN)


@pytest.mark.parametrize(
    "face, night",
    [("19:59", False), ("20:00", True), ("23:59", True), ("00:00", True), ("07:59", True), ("08:00", False), ("12:00", False)],
)  # fmt: skip
def test_the_night_wraps_around_midnight(face: str, night: bool) -> None:
    moment = datetime.fromisoformat(f"2026-11-24T{face}:00+08:00")
    assert is_night(moment, POLICY) is night


def test_a_night_within_one_day() -> None:
    policy = changed(alerts=replace(POLICY.alerts, night_from=time(1), night_to=time(5)))
    faces = ("00:59", "01:00", "04:59", "05:00")
    found = [is_night(datetime.fromisoformat(f"2026-11-24T{face}:00+08:00"), policy) for face in faces]
    assert found == [False, True, True, False]


def test_day_and_night_channels_are_each_stage_s_own() -> None:
    loud = replace(POLICY.stages.general_due, night=POLICY.stages.urgent_due.night)
    policy = changed(stages=replace(POLICY.stages, general_due=loud))
    assert stage_of("0 obtain; 3 dispatch 热力", ClockKind.FEEDBACK, "due", policy).spoken
    assert not stage_of("600 obtain; 603 dispatch 热力", ClockKind.FEEDBACK, "due", policy).spoken


def test_general_dispatch_adds_to_the_channels_of_its_stage() -> None:
    loud = replace(POLICY.stages.general_due, channels=POLICY.stages.urgent_due.channels)
    policy = changed(stages=replace(POLICY.stages, general_due=loud))
    assert stage_of("600 obtain", ClockKind.DISPATCH, "due", policy).spoken
    assert not stage_of("600 obtain", ClockKind.DISPATCH, "warn", policy).spoken


def test_no_hour_is_night_where_it_begins_as_it_ends() -> None:
    policy = changed(alerts=replace(POLICY.alerts, night_from=time(5), night_to=time(5)))
    assert not any(is_night(at(60 * hour), policy) for hour in range(24))


def test_what_follows_the_lead_is_the_leads_to_tell() -> None:
    member = tell("0 obtain; 1 merge")
    for lead in ("0 obtain; 5 dispatch 热力", "0 obtain"):
        clocks = clocks_of(member, POLICY, tell(lead, ticket=2))
        stages = stages_between(7, member, clocks, POLICY, at(0), at(20000))
        assert {(s.ticket_id, s.clock) for s in stages} == {(7, ClockKind.CLOSE)}
        assert all(s.key.startswith("7/1/close/-/1/") for s in stages)


def test_the_limit_that_ends_is_told_where_it_is_a_span() -> None:
    assert stage_of("0 obtain urgent", ClockKind.REPORT, "due").limit == timedelta(minutes=5)
    assert stage_of("0 obtain; 3 raise urgent", ClockKind.CLOSE, "due").limit == timedelta(minutes=90)
    assert stage_of("0 obtain upstream_due_at=600", ClockKind.CLOSE, "due").limit is None
    paused = "0 obtain; 5 dispatch 热力; 10 defer_approved; 70 settle"
    assert stage_of(paused, ClockKind.FEEDBACK, "due").limit == timedelta(minutes=30)
    second = "0 obtain; 5 dispatch 热力; 10 feedback 热力"
    assert stage_of(second, ClockKind.FEEDBACK, "due").limit == timedelta(hours=4)


# -- new orders and 疑似紧急 --------------------------------------------------------------------------------------------


def test_a_new_order_is_told_once_and_softly() -> None:
    stage = stages_of(*told(tell("0 obtain")))[0]
    assert (stage.name, stage.clock, stage.at, stage.priority) == ("new", None, at(0), 3)
    assert set(stage.channels) == {"tray", "log"}
    assert stage.round == 1
    assert moments(stages_of(*told(tell("0 obtain; 10 return; 100 come_again"))), "-") == [("new", 0, 100)]
    assert moments(stages_of(*told(tell("0 obtain history"))), "-") == []
    assert moments(stages_of(*told(tell("0 obtain; 1 correct corrects=1"))), "-") == []


def test_suspicion_is_spoken_at_once_with_top_priority() -> None:
    stages = stages_of(*told(tell("0 obtain suspected=漏气")))
    suspected = next(s for s in stages if s.name == "suspected")
    assert (suspected.priority, suspected.at, suspected.spoken, suspected.past) == (TOP, at(0), True, False)
    assert [s.name for s in stages[:2]] == ["suspected", "new"]  # the weightier first


@pytest.mark.parametrize(
    "answer", ["raise", "judge", "close", "return", "exclude_granted", "archive", "merge", "lower"]
)
def test_suspicion_ends_with_an_answer(answer: str) -> None:
    stages = stages_of(*told(tell(f"0 obtain suspected=漏气; 1 {answer}")))
    assert not [s for s in stages if s.name == "suspected"]


@pytest.mark.parametrize("act", ["sign", "note", "dispatch 热力", "report told"])
def test_other_acts_do_not_answer_a_suspicion(act: str) -> None:
    stages = stages_of(*told(tell(f"0 obtain suspected=漏气; 1 {act}")))
    assert [s.name for s in stages if s.name == "suspected"]


def test_an_order_that_came_in_urgent_leaves_nothing_to_suspect() -> None:
    assert not [s for s in stages_of(*told(tell("0 obtain urgent suspected=漏气"))) if s.name == "suspected"]


def test_an_order_that_comes_again_is_suspected_again_and_a_second_round_is_not() -> None:
    again = tell("0 obtain suspected=漏气; 1 judge; 5 return; 9 come_again suspected=漏气")
    assert moments(stages_of(*told(again)), "-") == [("suspected", 0, 9), ("new", 0, 9)]
    rework = stages_of(*told(tell("0 obtain suspected=漏气; 5 close; 9 rework")))
    assert not [s for s in rework if s.name == "suspected"]
    assert {s.round for s in rework if s.clock} == {2}


def test_the_arrival_belongs_to_the_round_it_began() -> None:
    def rounds(story: str) -> set[int]:
        return {s.round for s in stages_of(*told(tell(story))) if s.clock is None}

    assert rounds("0 obtain; 5 close; 9 rework") == {1}
    assert rounds("0 obtain; 5 close; 9 rework; 12 close; 15 reopen; 20 return; 30 come_again") == {4}


def test_an_arrival_says_its_level_and_rule() -> None:
    new = stages_of(*told(tell("0 obtain unstable")))[0]
    assert (new.level, new.rule, new.past, new.limit) == (Level.UNSTABLE, "new", False, None)


def test_the_level_of_a_stage_is_the_order_s_level_now() -> None:
    def level(story: str) -> Level:
        return stages_of(*told(tell(story)))[-1].level

    assert level("0 obtain") is Level.GENERAL
    assert level("0 obtain unstable") is Level.UNSTABLE
    assert level("0 obtain; 1 raise") is Level.URGENT
    assert level("0 obtain; 1 raise emergency") is Level.EMERGENCY
    assert level("0 obtain urgent; 1 lower") is Level.GENERAL
    assert level("0 obtain emergency; 1 lower urgent") is Level.URGENT
    assert level("0 obtain urgent; 1 return; 2 come_again") is Level.GENERAL


# -- imported late ----------------------------------------------------------------------------------------------------


def imported(recorded: float, **details: Any) -> list[Event]:
    """Obtained at minute 0, recorded later."""
    return Story().add(Act.OBTAIN, 0, recorded=recorded, **details).events


def test_stages_before_the_import_are_only_logged_and_those_after_it_are_given() -> None:
    stages = stages_of(*told(imported(27)))
    dispatch = [s for s in stages if s.clock is ClockKind.DISPATCH]
    assert [(s.name, s.repeat, s.past, s.spoken) for s in dispatch] == [
        ("warn", 600, True, False), ("warn", 300, True, False), ("due", 0, False, True),
    ]  # fmt: skip
    assert [s.at for s in dispatch] == [at(20), at(25), at(30)]
    assert all(set(s.channels) == {"log"} for s in stages if s.past)
    assert not [s for s in stages if s.name == "new"]


def test_what_was_due_when_it_began_is_past_at_a_late_import_too() -> None:
    close = [s for s in stages_of(*told(imported(27, upstream_due_at=at(0)))) if s.clock is ClockKind.CLOSE]
    assert [(s.name, s.at, s.past) for s in close] == [("due", at(0), True)]


def test_a_suspicion_imported_late_is_asked_when_it_is_recorded() -> None:
    order = told(imported(27, suspected="漏气"))
    before, now = [s for s in stages_of(*order) if s.name == "suspected"]
    assert (before.past, before.spoken, before.at) == (True, False, at(0))
    assert (now.past, now.spoken, now.at, now.due_at, now.priority) == (False, True, at(27), at(0), TOP)
    assert before.key != now.key
    assert [s.at for s in stages_between(*order, at(27), at(33)) if s.name == "suspected"] == [at(28), at(30)]


@pytest.mark.parametrize("recorded", [0.01, 1, 2])
def test_an_import_that_took_a_moment_is_not_late(recorded: float) -> None:
    stages = stages_of(*told(imported(recorded, suspected="漏气")))
    assert not any(s.past for s in stages)
    assert {s.at for s in stages if s.clock is None} == {at(recorded)}


@pytest.mark.parametrize(
    "recorded, expected",
    [
        (2.5, {"report": ("warn", 150, 2)}),  # nothing has come yet, but somebody waits
        (3, {"report": ("warn", 120, 2)}),  # the first warning, at its own moment
        (3.5, {"report": ("warn", 120, 2)}),
        (4.5, {"report": ("warn", 60, 1)}),
        (5, {"report": ("due", 0, 1)}),
        (8, {"report": ("overdue", 0, 1), "dispatch": ("warn", 180, 2), "confirm": ("warn", 180, 2)}),
        (60, {"report": ("overdue", 0, 1), "dispatch": ("overdue", 0, 1), "confirm": ("overdue", 0, 1), "close": ("warn", 1800, 2)}),
    ],
)  # fmt: skip
def test_an_urgent_order_imported_late_is_announced_when_it_is_recorded(
    recorded: float, expected: dict[str, tuple[str, int, int]]
) -> None:
    order = told(imported(recorded, level=Level.URGENT))
    coming = next_stages(*order, at(recorded - 0.01))
    assert {s.clock: (s.name, s.repeat, s.priority) for s in coming} == expected
    assert all(s.spoken and not s.past and s.at == at(recorded) for s in coming)


def test_what_it_missed_is_in_the_log_besides() -> None:
    report = [s for s in stages_of(*told(imported(4.5, level=Level.URGENT))) if s.clock is ClockKind.REPORT]
    assert [(s.name, s.repeat, s.past, s.at) for s in report] == [
        ("warn", 120, True, at(3)), ("warn", 60, True, at(4)), ("warn", 60, False, at(4.5)), ("due", 0, False, at(5)),
    ]  # fmt: skip
    assert len({s.key for s in report}) == 4


def test_an_overdue_order_imported_late_goes_on_with_its_repeats() -> None:
    order = told(imported(60, level=Level.URGENT))
    assert moments(stages_between(*order, at(59), at(70)), "report") == [
        ("overdue", 0, 60),
        ("overdue", 17, 65),
    ]


@pytest.mark.parametrize("details", [{}, {"level": Level.GENERAL}, {"level": Level.URGENT, "history": True}])
def test_what_is_not_urgent_or_is_history_is_not_announced(details: dict[str, Any]) -> None:
    order = told(imported(40, **details))
    assert next_stages(*order, at(39)) == [] or next_stages(*order, at(39))[0].at > at(40)


def test_what_a_later_act_made_overdue_is_given_though_the_import_was_late() -> None:
    story = Story().add(Act.OBTAIN, 0, recorded=8).add(Act.RAISE, 9, level=Level.URGENT, basis=None)
    events = [*story.events, *Story().add(Act.SIGN, 9).events]
    assert not any(s.past for s in stages_of(*told(events)) if s.clock is ClockKind.REPORT)


# -- what comes next --------------------------------------------------------------------------------------------------


def test_stages_that_share_a_moment_come_together() -> None:
    both = next_stages(*told(tell("0 obtain urgent")), at(9.5))
    assert [(s.clock, s.name) for s in both] == [(ClockKind.CONFIRM, "due"), (ClockKind.DISPATCH, "due")]
    assert next_stages(*told(tell("0 obtain history")), at(0)) == []


def test_a_clock_s_own_next_moment_is_its_own_while_a_question_is_open() -> None:
    _, events, clocks, policy = told(tell("0 obtain suspected=漏气"))
    dispatch = next(clock for clock in clocks if clock.kind is ClockKind.DISPATCH)
    asked = [next_moment_of(dispatch, events, policy, at(m)) for m in (0, 20, 25, 30)]
    assert asked == [at(20), at(25), at(30), at(60)]
    _, events, clocks, policy = told(tell("0 obtain suspected=漏气; 5 defer_approved"))
    paused = next(clock for clock in clocks if clock.kind is ClockKind.CLOSE)
    assert next_moment_of(paused, events, policy, at(6)) is None


def test_next_is_strictly_later() -> None:
    urgent = told(tell("0 obtain urgent"))
    assert moments(next_stages(*urgent, at(2.99)), "report") == [("warn", 120, 3)]
    assert moments(next_stages(*urgent, at(3)), "report") == [("warn", 60, 4)]
    assert [s.name for s in next_stages(*urgent, at(-1))] == ["new"]
    assert [s.name for s in stages_between(*urgent, at(3), at(4))] == ["warn"]
    assert [s.name for s in next_stages(*urgent, at(0))] == [
        "warn"
    ]  # the arrival was told at that very moment
    assert stages_between(*urgent, at(0), at(1)) == []
    assert [s.name for s in stages_between(*urgent, at(-1), at(0))] == ["new"]


@given(histories(8), st.integers(-5, 300), st.integers(1, 240))
def test_stepping_from_stage_to_stage_misses_none_and_repeats_none(
    events: list[Event], start: int, span: int
) -> None:
    order = told(events)
    after = until = events[-1].occurred_at + timedelta(minutes=start)
    until += timedelta(minutes=span)
    walked: list[Stage] = []
    moment = after
    while (stages := next_stages(*order, moment)) and stages[0].at <= until:
        walked += stages
        moment = stages[0].at
    assert walked == stages_between(*order, after, until)
    keys = [stage.key for stage in walked]
    assert len(keys) == len(set(keys))


@given(histories(10), st.integers(0, 600))
def test_stages_agree_with_a_look_at_every_half_minute(events: list[Event], wait: int) -> None:
    after = max(event.recorded_at for event in events) + timedelta(minutes=wait)
    until = after + timedelta(hours=3)
    story = plain_clocks.told_story(plain_clocks.without_corrected(events), POLICY, [])
    urgent = story[-1][2]["urgent"]
    merged = story[-1][2]["phase"] == "merged"  # its dispatch and feedback are the lead's to tell
    waiting = [
        c for c in plain_clocks.plain_clocks(events, POLICY) if not (merged and c["kind"] in FOLLOWING)
    ]
    plain = plain_alerts(waiting, urgent, POLICY, after, until)
    ours = [
        (s.at, s.clock.value, s.unit or "", s.name)
        for s in stages_between(*told(events), after, until)
        if s.clock is not None
    ]
    on_the_half_minute = [row for row in ours if (row[0] - after) % timedelta(seconds=30) == timedelta(0)]
    assert sorted(on_the_half_minute) == sorted(plain)


@given(histories(8))
def test_no_stage_is_early_and_only_the_log_hears_of_what_was_past(events: list[Event]) -> None:
    """By a plain count: of a running clock each point is told at its moment, or when it could first be known."""
    ticket, _, clocks, _ = order = told(events)
    assert ticket == 1
    for stage in stages_of(*order):
        if stage.clock is None:
            continue
        clock = next(
            c for c in clocks
            if (c.kind, c.round, c.unit, c.cycle, c.is_running) == (stage.clock, stage.round, stage.unit, stage.cycle, True)
        )  # fmt: skip
        left = timedelta(seconds=stage.repeat) if stage.name == "warn" else timedelta(0)
        assert stage.at >= clock.due_at - left
        assert stage.due_at == clock.due_at
        assert stage.past or stage.at == max(clock.due_at - left, clock.known_at, clock.started_at)
        assert not (stage.past and stage.spoken)


@given(histories(10), st.integers(0, 600))
def test_the_next_moment_is_that_of_the_next_stages(events: list[Event], wait: int) -> None:
    after = events[0].recorded_at + timedelta(minutes=wait)
    order = told(events)
    stages = next_stages(*order, after)
    assert next_moment(*order, after) == (stages[0].at if stages else None)
    assert past_stages(*order) == [stage for stage in stages_of(*order) if stage.past]


@pytest.mark.parametrize(
    "story, after, expected",
    [
        ("0 obtain urgent", -1, 0),
        ("0 obtain urgent", 0, 3),
        ("0 obtain urgent", 3, 4),
        ("0 obtain suspected=漏气", 0, 2),
        ("0 obtain suspected=漏气", 19, 20),
        ("0 obtain history", -1, None),
    ],
)
def test_the_next_moment(story: str, after: float, expected: float | None) -> None:
    order = told(tell(story))
    assert next_moment(*order, at(after)) == (at(expected) if expected is not None else None)
    assert [stage.at for stage in next_stages(*order, at(after))[:1]] == (
        [at(expected)] if expected is not None else []
    )


def test_what_was_past_at_import_is_of_a_late_import_only() -> None:
    assert past_stages(*told(imported(2))) == []
    assert [(s.ticket_id, s.name, s.repeat) for s in past_stages(*told(imported(27)))] == [
        (1, "warn", 600), (1, "warn", 300),
    ]  # fmt: skip
    assert past_stages(1, imported(27), (), POLICY) == []


def test_a_question_asked_again_is_as_loud_as_the_first() -> None:
    first, again = (
        next_stages(*told(tell("0 obtain suspected=漏气")), at(-1))[0],
        next_stages(*told(tell("0 obtain suspected=漏气")), at(0))[0],
    )
    assert (again.name, again.repeat, again.past, again.spoken) == ("suspected", 1, False, True)
    assert (again.channels, again.priority, again.due_at) == (first.channels, first.priority, first.at)


# -- identity and acknowledgement -------------------------------------------------------------------------------------


def test_a_key_names_order_round_clock_unit_cycle_due_stage_and_repeat() -> None:
    stage = stage_of("0 obtain; 5 dispatch 热力", ClockKind.FEEDBACK, "warn")
    due = int(at(35).timestamp())
    assert stage.key == f"1/1/feedback/热力/1/{due}/warn/600"
    new = stages_of(*told(tell("0 obtain")))[0]
    assert new.key == f"1/1/-/-/1/{int(ZERO.timestamp())}/new/0"


def test_a_clock_that_an_act_moved_has_other_stages() -> None:
    before = stage_of("0 obtain", ClockKind.DISPATCH, "due")
    after = stage_of("0 obtain; 2 raise urgent", ClockKind.DISPATCH, "due")
    lowered = stage_of("0 obtain; 2 raise urgent; 3 lower", ClockKind.DISPATCH, "due")
    assert before.key != after.key
    assert before.key == lowered.key


def test_an_acknowledgement_silences_that_stage_only() -> None:
    stages = [s for s in stages_of(*told(tell("0 obtain urgent"))) if s.clock is ClockKind.REPORT]
    known = {stages[0].key}
    assert [is_silenced(s, known) for s in stages] == [True, False, False]


def test_acknowledging_takes_a_second_on_screen() -> None:
    assert not may_acknowledge(0.99, POLICY)
    assert may_acknowledge(1.0, POLICY)


def test_shelving_ends_at_the_limit() -> None:
    assert shelved_until(at(0), timedelta(minutes=5), POLICY) == at(5)
    assert shelved_until(at(0), timedelta(hours=5), POLICY) == at(15)


@pytest.mark.parametrize(
    "seconds, step", [(0, 0), (119, 0), (120, 1), (239, 1), (240, 2), (359, 2), (360, 3), (9999, 3)]
)
def test_escalation_goes_step_by_step(seconds: int, step: int) -> None:
    assert escalation(timedelta(seconds=seconds), POLICY) == step


# -- floods and order -------------------------------------------------------------------------------------------------


def test_ten_in_ten_minutes_are_a_flood() -> None:
    nine = [float(n) for n in range(9)]
    assert not is_flood(nine, 9.0, POLICY)
    assert is_flood([*nine, 9.0], 9.0, POLICY)
    assert is_flood([*nine, 9.0], 599.9, POLICY)
    assert not is_flood([*nine, 9.0], 600.0, POLICY)  # the first is ten minutes ago
    assert not is_flood([*nine, 700.0], 9.0, POLICY)  # not raised yet


def test_in_a_flood_the_rest_is_folded_and_the_top_is_not() -> None:
    stages = [*stages_of(*told(tell("0 obtain urgent"))), *stages_of(*told(tell("0 obtain")))]
    alone, folded = fold(stages, flood=True)
    assert {s.priority for s in alone} == {TOP}
    assert TOP not in {s.priority for s in folded}
    assert len(alone) + len(folded) == len(stages)
    assert [s.priority for s in folded] == sorted(s.priority for s in folded)
    assert [s.due_at for s in alone] == sorted(s.due_at for s in alone)
    everything, nothing = fold(stages, flood=False)
    assert (len(everything), nothing) == (len(stages), [])
    assert [s.priority for s in everything] == sorted(s.priority for s in stages)


def test_what_was_past_at_import_is_folded_whatever_its_priority() -> None:
    stages = stages_of(*told(imported(60, level=Level.URGENT)))
    alone, folded = fold(stages, flood=False)
    assert folded
    assert all(s.past for s in folded)
    assert not any(s.past for s in alone)


def test_the_queue_s_order() -> None:
    overdue, warning, fine, paused = (
        ClockState.OVERDUE,
        ClockState.WARNING,
        ClockState.RUNNING,
        ClockState.PAUSED,
    )
    rows: list[tuple[ClockState | None, bool, datetime | None]] = [
        (overdue, False, at(-9)), (overdue, True, at(-5)), (overdue, False, at(-5)), (warning, True, at(3)), (warning, True, at(4)),
        (warning, False, at(1)), (fine, True, at(80)), (fine, False, at(20)), (fine, False, at(30)),
        (paused, False, at(2)), (None, False, None),
    ]  # fmt: skip
    shuffled = rows[::-1]
    assert sorted(shuffled, key=lambda row: order_key(*row)) == rows


def test_the_ranks_of_the_queue() -> None:
    later = at(0).timestamp()
    infinite = float("inf")
    assert order_key(ClockState.OVERDUE, False, at(0)) == (0, later, True)
    assert order_key(ClockState.WARNING, True, at(0)) == (1, later, False)
    assert order_key(ClockState.WARNING, False, at(0)) == (2, later, True)
    assert order_key(ClockState.RUNNING, True, at(0)) == (3, later, False)
    assert order_key(ClockState.RUNNING, False, at(0)) == (4, later, True)
    assert order_key(ClockState.PAUSED, True, at(0)) == (5, later, False)
    assert order_key(None, True, at(0)) == (5, later, False)
    assert order_key(ClockState.RUNNING, True, None) == (5, infinite, False)
    assert order_key(None, False, None) == (5, infinite, True)


# -- 疑似紧急 is asked until it is answered ----------------------------------------------------------------------------


def test_the_question_is_asked_again_like_an_urgent_overdue_limit_until_answered() -> None:
    story = Story().obtain(0, suspected="漏气")
    asked = [s for s in stages_between(*told(story.events), at(-1), at(90)) if s.name == "suspected"]
    expected = [timedelta(0), *plain_repeats(POLICY, timedelta(minutes=90))]
    assert [s.at - at(0) for s in asked] == expected
    assert [s.repeat for s in asked] == list(range(len(expected)))
    assert {s.due_at for s in asked} == {at(0)}
    assert len({s.key for s in asked}) == len(asked)
    answered = story.judge(5).events
    assert not [s for s in stages_between(*told(answered), at(5), at(90)) if s.name == "suspected"]
