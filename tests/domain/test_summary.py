"""Where a ticket stands and what it needs next, derived from its events alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from jiesu_desktop.domain.clocks import clocks_of
from jiesu_desktop.domain.policy import ClockKind
from jiesu_desktop.domain.states import State
from jiesu_desktop.domain.summary import Summary, no_of, summarise
from jiesu_desktop.domain.tickets import Act, Basis, Level, Outcome
from tests.domain.stories import POLICY, TOLD, Story, at, general, urgent


def _sum(story: Story, lead: Story | None = None) -> Summary:
    return summarise(story.events, POLICY, lead.events if lead else ())


def test_an_urgent_order_all_the_way() -> None:
    story = general()
    steps: list[tuple[Callable[[], Any], str, Act | None, ClockKind | None]] = [
        (lambda: None, "待签收", Act.SIGN, ClockKind.DISPATCH),
        (lambda: story.sign(1), "待派发", Act.DISPATCH, ClockKind.DISPATCH),
        (
            lambda: story.raise_(2, level=Level.URGENT, basis=Basis.CHANGE),
            "待上报",
            Act.REPORT,
            ClockKind.REPORT,
        ),
        (lambda: story.report(3, outcome=TOLD, contact="王"), "待派发", Act.DISPATCH, ClockKind.DISPATCH),
        (lambda: story.dispatch(4, unit="热力", assist=("街道",)), "待确认", Act.CONFIRM, ClockKind.CONFIRM),
        (lambda: story.confirm(5, unit="热力", outcome=TOLD), "待确认", Act.CONFIRM, ClockKind.CONFIRM),
        (lambda: story.confirm(6, unit="街道", outcome=TOLD), "待反馈", Act.FEEDBACK, ClockKind.FEEDBACK),
        (
            lambda: story.feedback(7, unit="热力", text="x", final=True),
            "待反馈",
            Act.FEEDBACK,
            ClockKind.FEEDBACK,
        ),
        (lambda: story.feedback(8, unit="街道", text="x"), "办理中", Act.FEEDBACK, ClockKind.FEEDBACK),
        (lambda: story.feedback(9, unit="街道", text="x", final=True), "待办结", Act.CLOSE, ClockKind.CLOSE),
        (lambda: story.close(10), "待回访", Act.CALLBACK, ClockKind.CALLBACK),
        (lambda: story.callback(11, outcome=TOLD, resolved="已解决"), "待归档", Act.ARCHIVE, None),
        (lambda: story.archive(12), "已归档", None, None),
    ]
    for step, phase, act, clock in steps:
        step()
        summary = _sum(story)
        assert (summary.phase, summary.next_act, summary.next_clock) == (phase, act, clock)
    assert (summary.ever_urgent, summary.basis, summary.is_open) == (True, Basis.CHANGE, False)
    assert (summary.signed_at, summary.raised_at, summary.reported_at) == (at(1), at(2), at(3))
    assert (summary.dispatched_at, summary.closed_at, summary.archived_at) == (at(4), at(10), at(12))
    assert summary.confirmed_units == ("热力", "街道")
    assert (summary.lead_unit, summary.assist_units, summary.first_dispatcher) == ("热力", ("街道",), "张三")


def test_the_limit_that_ends_first_and_the_first_warning_of_any() -> None:
    summary = _sum(urgent())
    assert (summary.next_clock, summary.next_due_at) == (ClockKind.REPORT, at(5))
    assert summary.next_warn_at == at(3)
    # the close warns 30 min before, while a feedback round is due sooner
    story = urgent().report(1, outcome=TOLD).dispatch(2, unit="热力").confirm(3, outcome=TOLD, unit="热力")
    story.feedback(50, unit="热力", text="x")
    assert _sum(story).next_clock is ClockKind.FEEDBACK
    assert _sum(story).next_due_at == at(80)
    assert _sum(story).next_warn_at == at(60)


def test_a_reply_sent_back_is_owed_again_and_starts_no_clock() -> None:
    story = (
        general().dispatch(2, unit="热力", assist=("街道",)).feedback(5, unit="街道", text="x", final=True)
    )
    story.feedback(8, unit="热力", text="x", final=True)
    before = _sum(story)
    assert (before.phase, before.next_clock) == ("待办结", ClockKind.CLOSE)
    sent_back = _sum(story.review(9, passed=False, reason="没有写处理结果", unit="热力"))
    assert (sent_back.phase, sent_back.next_act, sent_back.next_clock) == (
        "待反馈",
        Act.FEEDBACK,
        ClockKind.CLOSE,
    )
    assert [(unit.name, unit.final) for unit in sent_back.units] == [("热力", False), ("街道", True)]
    assert (sent_back.review_passed, sent_back.reviewed_at) == (False, at(9))
    answered = _sum(
        story.feedback(30, unit="热力", text="已修好", final=True).review(31, passed=True, unit="热力")
    )
    assert (answered.phase, answered.review_passed) == ("待办结", True)
    late = _sum(
        story.close(40).review(41, passed=False, reason="x", unit="热力")
    )  # the work is over: nobody owes a word
    assert (late.phase, late.review_passed, late.feedback_final) == ("待回访", False, True)


def test_a_unit_that_signed_is_known_and_owes_its_word_all_the_same() -> None:
    story = (
        general()
        .dispatch(2, unit="热力", assist=("街道",))
        .unit_sign(3, unit="街道")
        .unit_sign(9, unit="街道")
    )
    summary = _sum(story)
    assert [(unit.name, unit.signed_at) for unit in summary.units] == [("热力", None), ("街道", at(3))]
    assert (summary.phase, summary.next_due_at) == ("待反馈", at(32))


def test_suspicion_waits_for_an_answer() -> None:
    story = Story().obtain(0, suspected="漏气")
    assert (_sum(story).suspected, _sum(story).suspected_open) == ("漏气", True)
    assert _sum(story.judge(1)).suspected_open is False
    assert _sum(story).suspected == "漏气"


def test_history_is_closed_and_has_no_clocks() -> None:
    summary = _sum(Story().obtain(0, history=True, suspected="漏气", closed_at=at(-500), resolved="已解决"))
    assert (summary.state, summary.phase, summary.history) == (State.ARCHIVED, "已归档", True)
    assert (summary.is_open, summary.next_due_at, summary.suspected_open) == (False, None, False)
    assert (summary.closed_at, summary.resolved) == (at(-500), "已解决")


def test_on_account_nothing_runs_but_raising_takes_it_off_until_lowered() -> None:
    story = general().sign(1).dispatch(2, unit="热力").defer(3, reason="难", until=at(9000)).defer_approved(4)
    summary = _sum(story)
    assert (summary.state, summary.paused, summary.next_due_at) == (State.ON_ACCOUNT, True, None)
    assert (summary.deferred, summary.defer_reason, summary.defer_until) == ("approved", "难", at(9000))
    raised = _sum(story.raise_(5))
    assert (raised.state, raised.paused, raised.phase) == (State.IN_PROGRESS, False, "待上报")
    lowered = _sum(story.lower(6, reason="误报"))
    assert (lowered.state, lowered.paused) == (State.ON_ACCOUNT, True)
    settled = _sum(story.settle(7))
    assert (settled.state, settled.paused, settled.deferred) == (State.IN_PROGRESS, False, "settled")
    assert settled.settled_at == at(7)


def test_lowered_while_it_was_merged_it_is_on_account_again_when_taken_apart() -> None:
    story = general().dispatch(2, unit="热力").defer(3, reason="难", until=at(9000)).defer_approved(4)
    story.raise_(5).merge(6, lead=2)
    assert _sum(story).state is State.MERGED
    lowered = _sum(story.lower(7, reason="误报").unmerge(8))
    assert (lowered.state, lowered.paused, lowered.phase) == (State.ON_ACCOUNT, True, "挂账中")
    still = general().dispatch(2, unit="热力").defer(3, reason="难").defer_approved(4)
    urgent = _sum(still.raise_(5).merge(6, lead=2).unmerge(8))
    assert (urgent.state, urgent.paused) == (State.IN_PROGRESS, False)


def test_a_return_refused_goes_on_where_it_was_and_needs_no_second_sign() -> None:
    story = general().return_(5, reason="非权属")
    returned = _sum(story)
    assert (returned.state, returned.next_clock, returned.is_open) == (
        State.RETURNED,
        ClockKind.RETURNED,
        True,
    )
    assert (returned.returned_at, returned.return_reason) == (at(5), "非权属")
    assert _sum(story.return_refused(9)).state is State.TO_DISPATCH
    working = general().dispatch(1, unit="热力").return_(5, reason="x").return_refused(6)
    assert _sum(working).state is State.IN_PROGRESS


def test_a_return_from_on_account_goes_back_there_and_settles_to_work() -> None:
    story = general().dispatch(1, unit="热力").defer(2, reason="x").defer_approved(3).return_(4, reason="x")
    assert _sum(story.return_refused(5)).state is State.ON_ACCOUNT
    assert _sum(story.settle(6)).state is State.IN_PROGRESS


def test_a_taken_return_is_open_no_longer() -> None:
    summary = _sum(general().return_(5, reason="x").return_taken(6, text="水务局"))
    assert (summary.is_open, summary.return_taken, summary.next_act, summary.next_clock) == (
        False,
        True,
        None,
        None,
    )


def test_coming_again_starts_anew_and_keeps_what_ledgers_tell() -> None:
    story = urgent().report(1, outcome=TOLD).dispatch(2, unit="热力").urge(40, unit="热力", outcome=TOLD)
    story.return_(50, reason="非权属").come_again(100, upstream_due_at=at(5000))
    summary = _sum(story)
    assert (summary.round, summary.state, summary.level) == (2, State.TO_SIGN, Level.GENERAL)
    assert (summary.ever_urgent, summary.urged_count) == (True, 1)
    assert (summary.obtained_at, summary.first_obtained_at) == (at(100), at(0))
    assert (summary.reported_at, summary.dispatched_at, summary.units) == (None, None, ())
    assert (summary.returned_at, summary.return_taken) == (at(50), True)
    assert (summary.next_due_at, summary.upstream_due_at) == (at(130), at(5000))


def test_rework_is_a_second_round_for_the_same_units() -> None:
    story = general().dispatch(1, unit="热力").feedback(2, unit="热力", text="x", final=True).close(3)
    story.callback(4, outcome=TOLD, resolved="未解决", satisfied="不满意")
    assert _sum(story).next_act is Act.REWORK
    assert no_of(_sum(story).resolved, _sum(story).satisfied) == "double_no"
    again = _sum(story.rework(5))
    assert (again.round, again.state, again.phase) == (2, State.IN_PROGRESS, "待反馈")
    assert (again.closed_at, again.callback_at, again.resolved) == (None, None, None)
    assert again.unit_names == ("热力",)


@pytest.mark.parametrize(
    "resolved, satisfied, expected",
    [
        ("已解决", "满意", ""),
        ("已解决", "基本满意", ""),
        ("未解决", "满意", "single_no"),
        ("部分解决", "不满意", "single_no"),
        ("未解决", "不满意", "double_no"),
        (None, None, ""),
    ],
)
def test_single_and_double_no(resolved: str | None, satisfied: str | None, expected: str) -> None:
    assert no_of(resolved, satisfied) == expected


def test_redispatch_replaces_the_unit_in_its_role() -> None:
    story = general().dispatch(1, unit="热力", assist=("街道",)).feedback(2, unit="热力", text="x")
    summary = _sum(story.redispatch(3, unit="燃气", from_unit="热力", assist=("排水",)))
    assert (summary.lead_unit, summary.assist_units) == ("燃气", ("街道", "排水"))
    assert summary.feedback_at is None
    summary = _sum(story.redispatch(4, unit="物业", from_unit="街道"))
    assert (summary.lead_unit, summary.assist_units) == ("燃气", ("物业", "排水"))


def test_co_handlers_come_and_go_beside_the_lead() -> None:
    story = urgent().dispatch(1, unit="热力", assist=("街道",)).confirm(2, unit="热力", outcome=Outcome.TOLD)
    story.feedback(3, unit="热力", text="x")
    summary = _sum(story.redispatch(4, assist=("排水",)))
    assert summary.unit_names == ("热力", "街道", "排水")
    assert summary.confirmed_units == ("热力",)
    assert summary.feedback_at == at(3)
    summary = _sum(story.redispatch(5, from_unit="街道"))
    assert (summary.lead_unit, summary.assist_units) == ("热力", ("排水",))


def test_whoever_handled_a_merged_order_for_its_lead_has_it_after_the_close() -> None:
    lead = Story(2).obtain(0).dispatch(3, unit="热力", assist=("街道",))
    member = general().merge(1, lead=2).close(30)
    closed = _sum(member, lead)
    assert closed.unit_names == ("热力", "街道")
    assert closed.dispatched_at == at(3)
    member.callback(600, outcome=Outcome.TOLD, resolved="未解决", satisfied="不满意").rework(
        601, reason="双否"
    )
    again = _sum(member, lead)
    assert (again.state, again.next_act) == (State.IN_PROGRESS, Act.FEEDBACK)
    waits = {
        (clock.kind, clock.unit)
        for clock in clocks_of(member.events, POLICY, lead.events)
        if clock.is_running
    }
    assert waits == {(ClockKind.FEEDBACK, "热力"), (ClockKind.FEEDBACK, "街道"), (ClockKind.CLOSE, None)}


def test_taken_apart_after_the_last_word_a_unit_added_is_waited_for() -> None:
    lead = Story(2).obtain(0).dispatch(3, unit="热力").feedback(5, unit="热力", text="好", final=True)
    member = general().merge(1, lead=2).unmerge(8, reason="不同").redispatch(9, assist=("排水",))
    assert _sum(member, lead).unit_names == ("热力", "排水")
    waits = {(c.kind, c.unit) for c in clocks_of(member.events, POLICY, lead.events) if c.is_running}
    assert (ClockKind.FEEDBACK, "排水") in waits


def test_the_unit_of_an_urgent_order_taken_apart_is_confirmed_by_its_name() -> None:
    lead = Story(2).obtain(0).dispatch(3, unit="热力").feedback(60, unit="热力", text="好", final=True)
    member = urgent().report(1, outcome=TOLD).merge(10, lead=2).unmerge(100, reason="不同")
    assert _sum(member, lead).next_act is Act.CONFIRM
    member.confirm(101, unit="热力", outcome=TOLD)
    assert ClockKind.CONFIRM not in {
        c.kind for c in clocks_of(member.events, POLICY, lead.events) if c.is_running
    }
    assert _sum(member, lead).next_act is not Act.CONFIRM


def test_an_order_whose_lead_went_back_is_to_be_taken_apart() -> None:
    lead = Story(2).obtain(0).return_(3, reason="非权属")
    member = general().merge(1, lead=2)
    assert (_sum(member, lead).phase, _sum(member, lead).next_act) == ("已合并", Act.UNMERGE)
    lead.return_refused(5, reason="x").dispatch(6, unit="热力").feedback(7, text="好", final=True)
    assert _sum(member, lead).next_act is Act.CLOSE


def test_an_attempt_that_reached_nobody_confirms_and_feeds_back_nothing() -> None:
    story = urgent().dispatch(1, unit="热力").confirm(2, unit="热力", outcome=Outcome.BUSY)
    story.report(2, outcome=Outcome.NO_ANSWER).feedback(3, unit="热力", outcome=Outcome.NO_ANSWER, text="x")
    summary = _sum(story)
    assert (summary.confirmed_units, summary.reported_at, summary.feedback_at) == ((), None, None)


def test_a_unit_rung_before_the_dispatch_was_saved_has_been_told() -> None:
    story = (
        urgent().report(1, outcome=TOLD).confirm(2, outcome=TOLD).dispatch(3, unit="热力", assist=("街道",))
    )
    assert _sum(story).confirmed_units == ("热力",)  # no unit named: the one that leads
    assert _sum(story).phase == "待确认"
    assert _sum(story.confirm(4, unit="街道", outcome=TOLD)).phase == "待反馈"
    named = urgent().report(1, outcome=TOLD).confirm(2, unit="热力", outcome=TOLD).dispatch(3, unit="燃气")
    assert _sum(named).confirmed_units == ()
    assert _sum(named).phase == "待确认"


def test_a_merged_order_follows_its_lead_and_shares_its_units_when_split_off() -> None:
    lead = Story(2).obtain(0).dispatch(20, unit="热力")
    story = general().merge(5, lead=2)
    merged = _sum(story, lead)
    assert (merged.state, merged.lead_ticket, merged.next_clock) == (State.MERGED, 2, ClockKind.FEEDBACK)
    assert merged.next_act is None, "the unit is urged at the lead"
    answered = _sum(
        story, Story(2).obtain(0).dispatch(20, unit="热力").feedback(30, unit="热力", text="x", final=True)
    )
    assert answered.next_act is Act.CLOSE
    alone = _sum(story.unmerge(30), lead)
    assert (alone.state, alone.lead_unit, alone.dispatched_at) == (State.IN_PROGRESS, "热力", at(20))
    assert alone.next_clock is ClockKind.FEEDBACK
    early = general().merge(5, lead=2).unmerge(10)
    assert _sum(early, lead).state is State.TO_DISPATCH


def test_extension_moves_the_upstream_deadline_only_when_granted() -> None:
    story = (
        Story()
        .obtain(0, upstream_due_at=at(600))
        .sign(1)
        .dispatch(2, unit="热力")
        .feedback(3, unit="热力", text="x", final=True)
    )
    assert (_sum(story).next_clock, _sum(story).next_due_at) == (ClockKind.CLOSE, at(600))
    story.extend(4, until=at(900), reason="x")
    assert _sum(story).next_due_at == at(600)
    story.extend_granted(5, until=at(900))
    assert (_sum(story).next_due_at, _sum(story).upstream_due_at) == (at(900), at(900))


def test_a_correction_is_as_if_the_act_had_not_been() -> None:
    story = general().sign(1).dispatch(2, unit="热力")
    before = _sum(story)
    story.feedback(3, unit="热力", text="x", final=True).correct(4, corrects=4, reason="x")
    assert _sum(story) == before


def test_the_order_of_the_events_given_does_not_matter() -> None:
    story = urgent().report(1, outcome=TOLD).dispatch(2, unit="热力").close(3)
    assert summarise(story.events[::-1], POLICY) == _sum(story)
