"""The transition table and what must have gone before an act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from jiesu_desktop.domain.clocks import ClockKind, clocks_of
from jiesu_desktop.domain.history import standing_of
from jiesu_desktop.domain.policy import CallbackGate
from jiesu_desktop.domain.states import (
    BY_THE_DESK,
    LIVE,
    TRANSITIONS,
    Refused,
    State,
    counted_attempts,
    hindrance,
    open_acts,
)
from jiesu_desktop.domain.summary import summarise
from jiesu_desktop.domain.tickets import Act, Outcome
from tests.domain.stories import POLICY, TOLD, Story, at, changed, general, urgent

MORNING = 360  # 08:08:58
_ALWAYS = {Act.NOTE, Act.CORRECT, Act.ATTACH}
_URGENT_LIVE = {Act.RAISE, Act.REPORT, Act.CONFIRM, Act.URGE}
_WORKED = {Act.VERIFY, Act.SUPERVISE, Act.TRANSFER, Act.RETURN, Act.EXCLUDE, Act.EXTEND, Act.CLOSE}


def _open(story: Story) -> set[Act]:
    return set(open_acts(standing_of(story.events), POLICY))


def _dispatched() -> Story:
    return general().sign(1).dispatch(2, unit="热力")  # type: ignore[no-any-return]


def _closed() -> Story:
    return _dispatched().close(30)  # type: ignore[no-any-return]


STANDS = [
    ("to_sign", general(), _ALWAYS | _URGENT_LIVE | _WORKED | {Act.SIGN, Act.DISPATCH, Act.MERGE}),
    (
        "to_dispatch",
        general().sign(1),
        _ALWAYS | _URGENT_LIVE | _WORKED | {Act.DISPATCH, Act.MERGE, Act.DEFER},
    ),
    (
        "in_progress",
        _dispatched(),
        _ALWAYS
        | _URGENT_LIVE
        | _WORKED
        | {Act.REDISPATCH, Act.UNIT_SIGN, Act.FEEDBACK, Act.REVIEW, Act.MERGE, Act.DEFER},
    ),
    (
        "on_account",
        _dispatched().defer(3, reason="x").defer_approved(4),
        _ALWAYS
        | _URGENT_LIVE
        | _WORKED
        | {Act.PROGRESS, Act.SETTLE, Act.REDISPATCH, Act.UNIT_SIGN, Act.FEEDBACK, Act.REVIEW},
    ),
    (
        "on_account",
        general().sign(1).defer(3, reason="x").defer_approved(4),
        _ALWAYS | _URGENT_LIVE | _WORKED | {Act.PROGRESS, Act.SETTLE, Act.DISPATCH, Act.FEEDBACK, Act.REVIEW},
    ),
    (
        "merged",
        general().merge(1, lead=2),
        _ALWAYS | _URGENT_LIVE | {Act.VERIFY, Act.SUPERVISE, Act.UNMERGE, Act.EXCLUDE, Act.CLOSE},
    ),
    (
        "returned",
        general().return_(1, reason="非权属"),
        _ALWAYS | {Act.RETURN_REFUSED, Act.RETURN_TAKEN, Act.URGE, Act.SUPERVISE, Act.REOPEN},
    ),
    ("closed", _closed(), _ALWAYS | {Act.CALLBACK, Act.REWORK, Act.REOPEN, Act.REVIEW, Act.EXCLUDE}),
    (
        "called_back",
        _closed().callback(40, outcome=TOLD),
        _ALWAYS | {Act.CALLBACK, Act.REWORK, Act.REOPEN, Act.REVIEW, Act.EXCLUDE, Act.ARCHIVE},
    ),
    ("excluded", _dispatched().exclude(3, reason="x").exclude_granted(4), _ALWAYS | {Act.REOPEN}),
    ("archived", _closed().callback(40, outcome=TOLD).archive(50), _ALWAYS | {Act.REOPEN, Act.EXCLUDE}),
]


@pytest.mark.parametrize("state, story, expected", STANDS, ids=[name for name, _, _ in STANDS])
def test_open_acts_of_each_state(state: str, story: Story, expected: set[Act]) -> None:
    assert standing_of(story.events).state.value == state
    assert _open(story) == expected


def test_what_went_on_account_before_it_went_out_can_go_out_and_stays_on_account() -> None:
    """Its dispatch clock runs on and rings; the act it waits for is open."""
    story = general().sign(1).defer(2, reason="x").defer_approved(3).dispatch(20, unit="热力")
    assert standing_of(story.events).state is State.ON_ACCOUNT
    clocks = {clock.kind: clock for clock in clocks_of(story.events, POLICY)}
    assert clocks[ClockKind.DISPATCH].in_time
    assert clocks[ClockKind.FEEDBACK].paused_at == at(20)
    assert standing_of(story.settle(30).events).state is State.IN_PROGRESS


def test_every_act_has_a_rule_and_every_state_a_label() -> None:
    assert set(TRANSITIONS) == set(Act)
    assert len({state.label for state in State}) == len(State)


def test_raise_report_confirm_and_urge_are_open_in_every_live_state() -> None:
    for act in (Act.RAISE, Act.REPORT, Act.CONFIRM, Act.URGE):
        assert TRANSITIONS[act].sources >= LIVE


def test_nobody_performs_what_the_desk_records_by_itself() -> None:
    for _state, story, _expected in STANDS:
        assert not _open(story) & BY_THE_DESK


def test_lower_only_for_urgent_orders() -> None:
    assert Act.LOWER in _open(urgent())
    assert "不需要降级" in hindrance(standing_of(general().events), Act.LOWER, POLICY)


def test_judging_only_while_suspicion_is_unanswered() -> None:
    suspected = Story().obtain(0, suspected="漏气")
    assert Act.JUDGE in _open(suspected)
    assert Act.JUDGE not in _open(suspected.judge(1))
    assert Act.JUDGE not in _open(Story().obtain(0, suspected="漏气").raise_(1))


def test_on_account_never_for_urgent_orders() -> None:
    story = urgent().sign(1)
    assert "紧急工单不能挂账" in hindrance(standing_of(story.events), Act.DEFER, POLICY)
    applied = general().sign(1).defer(2, reason="x")
    assert Act.DEFER_APPROVED in _open(applied)
    assert Act.DEFER_APPROVED not in _open(applied.raise_(3))


@pytest.mark.parametrize(
    "apply, grant, refuse",
    [
        (Act.DEFER, Act.DEFER_APPROVED, Act.DEFER_REFUSED),
        (Act.EXCLUDE, Act.EXCLUDE_GRANTED, Act.EXCLUDE_REFUSED),
        (Act.EXTEND, Act.EXTEND_GRANTED, Act.EXTEND_REFUSED),
    ],
)
def test_an_answer_needs_an_application_and_an_application_is_made_once(
    apply: Act, grant: Act, refuse: Act
) -> None:
    before = general().sign(1)
    assert apply in _open(before)
    assert not _open(before) & {grant, refuse}
    applied = before.add(apply, 2, reason="x")
    assert apply not in _open(applied)
    assert _open(applied) >= {grant, refuse}
    again = applied.add(refuse, 3)
    assert apply in _open(again)
    assert not _open(again) & {grant, refuse}


def test_archive_needs_a_result_or_enough_attempts_at_different_times_of_day() -> None:
    wanted = POLICY.callback.attempts
    story = _closed()
    for number in range(wanted):
        assert Act.ARCHIVE not in _open(story)
        story.callback(MORNING + number * 180, outcome=Outcome.NO_ANSWER)
    assert Act.ARCHIVE in _open(story)

    rushed, asleep = _closed(), _closed()
    for number in range(wanted + 2):
        rushed.callback(MORNING + number, outcome=Outcome.BUSY)
        asleep.callback(MORNING - 600 + number * 120, outcome=Outcome.NO_ANSWER)  # 22:09 … 06:09
    for story, have in ((rushed, 1), (asleep, 0)):
        assert Act.ARCHIVE not in _open(story)
        assert f"满{wanted}次（现有{have}次）" in hindrance(standing_of(story.events), Act.ARCHIVE, POLICY)


def _rung_in_vain(story: Story, since: int) -> Story:
    for number in range(POLICY.callback.attempts):
        story.callback(since + number * 180, outcome=Outcome.NO_ANSWER)
    return story


def test_a_revisit_that_was_agreed_waits_until_it_is_made_or_enough_attempts_have_failed() -> None:
    answered = _rung_in_vain(_closed(), MORNING).callback(
        MORNING + 600, outcome=TOLD, resolved="部分解决", satisfied="基本满意", next_at=at(MORNING + 1440)
    )
    standing = standing_of(answered.events)
    assert Act.ARCHIVE not in _open(answered)  # the attempts before the answer are none at the re-visit
    assert "约定的再访（11-25 08:08）的结果" in hindrance(standing, Act.ARCHIVE, POLICY)
    answered.callback(MORNING + 1440, outcome=Outcome.NO_ANSWER)
    assert standing_of(answered.events).revisit_at == at(MORNING + 1440)
    in_vain = Story()
    in_vain.events = list(answered.events)
    assert Act.ARCHIVE in _open(_rung_in_vain(in_vain, MORNING + 2880))
    made = answered.callback(MORNING + 1500, outcome=TOLD, resolved="已解决", satisfied="满意")
    assert standing_of(made.events).revisit_at is None
    assert Act.ARCHIVE in _open(made)


def test_attempts_before_an_appointment_do_not_count_for_it() -> None:
    story = _rung_in_vain(_closed(), MORNING).callback(
        MORNING + 600, outcome=TOLD, next_at=at(MORNING + 1600)
    )
    assert Act.ARCHIVE not in _open(story)
    assert (summarise(story.events, POLICY).phase, standing_of(story.events).attempted_at) == ("待回访", ())


def test_an_order_that_waits_for_its_re_visit_stands_among_those_to_be_rung() -> None:
    story = _closed().callback(
        MORNING, outcome=TOLD, resolved="未解决", satisfied="满意", next_at=at(MORNING + 1440)
    )
    waits = summarise(story.events, POLICY)
    assert (waits.state, waits.phase, waits.next_act) == (State.CALLED_BACK, "待回访", Act.CALLBACK)
    made = story.callback(MORNING + 1440, outcome=TOLD, resolved="未解决", satisfied="满意")
    assert summarise(made.events, POLICY).next_act is Act.REWORK


def test_someone_reached_at_a_bad_moment_has_given_no_result() -> None:
    busy = _closed().callback(MORNING, outcome=TOLD, next_at=at(MORNING + 300))
    standing = standing_of(busy.events)
    assert (standing.state, standing.callback_at) == (State.CLOSED, None)
    assert standing.revisit_at == at(MORNING + 300)
    assert Act.ARCHIVE not in _open(busy)
    assert Act.ARCHIVE in _open(
        busy.callback(MORNING + 300, outcome=TOLD, resolved="已解决", satisfied="满意")
    )


def test_an_application_to_exclude_is_decided_whatever_became_of_the_order() -> None:
    archived = (
        _closed().callback(MORNING, outcome=TOLD).exclude(MORNING + 1, reason="非权属").archive(MORNING + 2)
    )
    assert {Act.EXCLUDE_GRANTED, Act.EXCLUDE_REFUSED} <= _open(archived)
    for again in (Act.REOPEN, Act.COME_AGAIN):
        story = Story()
        story.events = list(archived.events)
        story.add(again, MORNING + 3, reason="x")
        assert standing_of(story.events).excluded == "applied"
        assert Act.EXCLUDE_GRANTED in _open(story)
    later = Story()
    later.events = list(archived.events)
    later.reopen(MORNING + 3, reason="x").raise_(MORNING + 4).exclude_granted(MORNING + 5)
    standing = standing_of(later.events)
    assert (standing.excluded, standing.state) == ("granted", State.IN_PROGRESS)  # the new round goes on
    assert any(clock.is_running for clock in clocks_of(later.events, POLICY))
    granted = archived.exclude_granted(MORNING + 4)
    assert standing_of(granted.events).state is State.EXCLUDED
    assert standing_of(granted.reopen(MORNING + 5, reason="x").events).excluded is None
    assert Act.EXCLUDE in _open(_closed().callback(MORNING, outcome=TOLD).archive(MORNING + 2))


@pytest.mark.parametrize("decided, becomes", [(False, "lapsed"), (True, "settled")])
def test_what_was_applied_for_to_handle_it_longer_ends_with_the_handling(decided: bool, becomes: str) -> None:
    ends: tuple[Callable[[Story], Story], ...] = (
        lambda story: story.add(Act.CLOSE, 9),
        lambda story: story.add(Act.EXCLUDE, 8, reason="x").add(Act.EXCLUDE_GRANTED, 9),
        lambda story: story.add(Act.RETURN, 8, reason="非权属").add(Act.RETURN_TAKEN, 9, unit="区水务局"),
    )
    for end in ends:
        story = _dispatched().defer(3, reason="x").extend(4, until=at(30_000), reason="y")
        if decided:
            story.defer_approved(5)
        standing = standing_of(end(story).events)
        assert (standing.deferred, standing.extended) == (becomes, "lapsed")
        assert standing.settled_at == (at(9) if decided else None)


def test_times_of_day_are_beijing_and_ignore_the_date() -> None:
    def counted(*attempts: datetime) -> int:
        return len(
            counted_attempts(attempts, replace(POLICY.callback, earliest=time(0), latest=time(23, 59)))
        )

    assert counted() == 0
    at_nine = [datetime(2026, 11, day, 1, 0, tzinfo=UTC) for day in (1, 2, 3)]
    assert counted(*at_nine) == 1
    assert counted(at_nine[0], at_nine[1].replace(hour=2, minute=59)) == 1
    assert counted(at_nine[0], at_nine[1].replace(hour=3)) == 2
    before_midnight, after = (
        datetime(2026, 11, 1, 15, 30, tzinfo=UTC),
        datetime(2026, 11, 1, 16, 30, tzinfo=UTC),
    )
    assert counted(before_midnight, after) == 1
    assert counted(before_midnight, after + timedelta(hours=1)) == 2


def test_policy_may_want_the_callback_before_the_close() -> None:
    gated = changed(callback=replace(POLICY.callback, gate=CallbackGate.CLOSE))
    working = _dispatched()
    standing = standing_of(working.events)
    assert Act.CALLBACK in open_acts(standing, gated)
    assert Act.CLOSE not in open_acts(standing, gated)
    working.callback(10, outcome=TOLD)
    standing = standing_of(working.events)
    assert standing.state is State.IN_PROGRESS
    assert Act.CLOSE in open_acts(standing, gated)
    assert standing_of(working.close(20).events).state is State.CALLED_BACK
    assert Act.CALLBACK not in _open(_dispatched())


def test_whoever_cannot_be_reached_hinders_no_close_for_ever() -> None:
    gated = changed(callback=replace(POLICY.callback, gate=CallbackGate.CLOSE))
    working = _dispatched().feedback(9, text="修好", final=True)
    waits = summarise(working.events, gated)
    assert (waits.phase, waits.next_act) == ("待回访", Act.CALLBACK)
    assert "办结前要有回访结果" in hindrance(standing_of(working.events), Act.CLOSE, gated)
    rung = summarise(_rung_in_vain(working, MORNING).events, gated)
    assert (rung.phase, rung.next_act) == ("待办结", Act.CLOSE)
    assert Act.CLOSE in open_acts(standing_of(working.events), gated)
    closed = working.close(MORNING + 600)
    assert Act.ARCHIVE in open_acts(standing_of(closed.events), gated)
    done = summarise(closed.events, gated)
    assert (done.phase, done.next_act, done.next_clock) == ("待归档", Act.ARCHIVE, None)
    merged = summarise(
        general().merge(1, lead=2).events, gated, Story(2).obtain(0).dispatch(1, unit="热力").events
    )
    assert merged.next_act is not Act.CLOSE


def test_a_taken_return_is_followed_up_no_longer() -> None:
    taken = general().return_(1, reason="非权属").return_taken(2, text="区水务局")
    assert not _open(taken) & {Act.RETURN_REFUSED, Act.RETURN_TAKEN}


def test_a_refusal_names_the_acts_that_are_open() -> None:
    refused = Refused("工单已归档，不能签收。", (Act.NOTE, Act.REOPEN))
    assert refused.text == str(refused) == "工单已归档，不能签收。现在可做：备注、重新打开。"
    beside = Refused("退回要写明原因。", (Act.SIGN,), "reason")
    assert (beside.text, beside.full) == ("退回要写明原因。", "退回要写明原因。现在可做：签收。")
    assert Refused("请写明原因。").text == "请写明原因。"
