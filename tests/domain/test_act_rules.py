"""The gate every act passes: what it has to say, when it may have occurred, and what the history must stay."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from jiesu_desktop.domain.act_fill import codes_of
from jiesu_desktop.domain.act_rules import admit
from jiesu_desktop.domain.history import Standing
from jiesu_desktop.domain.policy import ReasonCodes
from jiesu_desktop.domain.states import Refused, State
from jiesu_desktop.domain.tickets import Act, Basis, Details, Event, Level, Outcome
from tests.domain.stories import POLICY, TOLD, Story, at, changed, general, urgent

NOW = at(2000)


def _do(
    story: Story, act: Act, minute: float = 100, now: datetime = NOW, **details: Any
) -> tuple[Event, Standing]:
    draft = Event(0, 1, act, at(minute), now, "李四", "二号台", Details(**details))
    return admit(story.events, draft, now, POLICY)


def _refused(story: Story, act: Act, minute: float = 100, **details: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        _do(story, act, minute, **details)
    return caught.value


def _dispatched(*assist: str) -> Story:
    return general().sign(1).dispatch(2, unit="某某热力公司", assist=assist)  # type: ignore[no-any-return]


def _applied(act: Act) -> Story:
    """An application whose planned day, minute 50, is over when it is answered."""
    return _dispatched().add(act, 10, reason="x", until=at(50))


@pytest.mark.parametrize(
    "story, act, details, field",
    [
        (general(), Act.NOTE, {"text": "  "}, "text"),
        (urgent(), Act.LOWER, {}, "reason"),
        (urgent(), Act.LOWER, {"reason": "误报", "level": Level.UNSTABLE}, "level"),
        (urgent(), Act.RAISE, {}, "level"),
        (general(), Act.RAISE, {"level": Level.GENERAL}, "level"),
        (general(), Act.REPORT, {"contact": "王某"}, "outcome"),
        (general(), Act.REPORT, {"outcome": TOLD}, "contact"),
        (general(), Act.REPORT, {"outcome": TOLD, "contact": " "}, "contact"),
        (general(), Act.DISPATCH, {}, "unit"),
        (_dispatched(), Act.REDISPATCH, {"reason": "x"}, "unit"),
        (_dispatched(), Act.REDISPATCH, {"unit": "燃气"}, "reason"),
        (_dispatched(), Act.REDISPATCH, {"assist": ("燃气",)}, "reason"),
        (_dispatched(), Act.REDISPATCH, {"assist": ("某某热力公司",), "reason": "x"}, "unit"),
        (_dispatched(), Act.REDISPATCH, {"from_unit": "某某热力公司", "reason": "x"}, "unit"),
        (_dispatched(), Act.REDISPATCH, {"unit": "某某热力公司", "reason": "x"}, "unit"),
        (_dispatched(), Act.REDISPATCH, {"unit": "燃气", "reason": "x", "from_unit": "排水"}, "from_unit"),
        (general(), Act.TRANSFER, {}, "unit"),
        (_dispatched(), Act.CONFIRM, {"outcome": TOLD}, "contact"),
        (_dispatched(), Act.CONFIRM, {"outcome": TOLD, "contact": "王", "unit": "排水"}, "unit"),
        (_dispatched(), Act.FEEDBACK, {}, "text"),
        (_dispatched(), Act.FEEDBACK, {"text": "在路上", "promise": at(100)}, "promise"),
        (_dispatched(), Act.FEEDBACK, {"text": "在路上", "unit": "排水"}, "unit"),
        (_dispatched(), Act.URGE, {"outcome": TOLD}, "contact"),
        (_dispatched(), Act.SUPERVISE, {}, "text"),
        (_dispatched(), Act.REVIEW, {}, "passed"),
        (_dispatched(), Act.REVIEW, {"passed": False}, "reason"),
        (general(), Act.RETURN, {}, "reason"),
        (general().return_(1, reason="x"), Act.RETURN_TAKEN, {}, "unit"),
        (general(), Act.MERGE, {}, "lead"),
        (_dispatched(), Act.DEFER, {}, "reason"),
        (_dispatched(), Act.EXCLUDE, {}, "reason"),
        (_dispatched(), Act.EXTEND, {"reason": "x"}, "until"),
        (_dispatched(), Act.EXTEND, {"until": at(9000)}, "reason"),
        (
            Story().obtain(0, upstream_due_at=at(5000)),
            Act.EXTEND,
            {"reason": "x", "until": at(4000)},
            "until",
        ),
        (_dispatched().close(9), Act.CALLBACK, {"text": "谢谢"}, "outcome"),
        (_dispatched().close(9), Act.CALLBACK, {"outcome": TOLD, "satisfied": "很好"}, "satisfied"),
        (_dispatched().close(9), Act.REOPEN, {}, "reason"),
        (_dispatched(), Act.UNIT_SIGN, {"unit": "排水"}, "unit"),
        (_dispatched(), Act.VERIFY, {"means": "电话"}, "text"),
        (_dispatched(), Act.VERIFY, {"means": "写信", "text": "属实"}, "means"),
        (_dispatched(), Act.REVIEW, {"passed": False, "reason": "x", "unit": "排水"}, "unit"),
        (_dispatched(), Act.SUPERVISE, {"text": "x", "until": at(99)}, "until"),
        (_dispatched(), Act.DEFER, {"reason": "x", "until": at(99)}, "until"),
        (_dispatched(), Act.EXTEND, {"reason": "x", "until": at(100)}, "until"),
        (_applied(Act.DEFER), Act.DEFER_APPROVED, {"until": at(99)}, "until"),
        (_applied(Act.DEFER), Act.DEFER_REFUSED, {}, "reason"),
        (_applied(Act.EXCLUDE), Act.EXCLUDE_REFUSED, {"text": " "}, "reason"),
        (_applied(Act.EXTEND), Act.EXTEND_REFUSED, {}, "reason"),
        (_applied(Act.EXTEND), Act.EXTEND_GRANTED, {"until": at(99)}, "until"),
        (_applied(Act.DEFER).defer_approved(20), Act.PROGRESS, {}, "text"),
        (_applied(Act.DEFER).defer_approved(20), Act.PROGRESS, {"text": "x", "until": at(99)}, "until"),
        (general(), Act.CORRECT, {"corrects": 1}, "reason"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    story: Story, act: Act, details: dict[str, Any], field: str
) -> None:
    refused = _refused(story, act, **details)
    assert refused.field == field
    assert refused.reason.endswith("。")
    assert Act.NOTE in refused.open_acts


def test_what_goes_without_saying_is_filled_in() -> None:
    story = _dispatched("街道")
    assert _do(story, Act.CONFIRM, outcome=TOLD, contact=" 王某 ")[0].details.unit == "某某热力公司"
    assert _do(story, Act.CONFIRM, outcome=TOLD, contact=" 王某 ")[0].details.contact == "王某"
    assert _do(story, Act.FEEDBACK, text="好", unit="热力")[0].details.unit == "某某热力公司"
    assert _do(story, Act.REDISPATCH, unit="燃气", reason="x")[0].details.from_unit == "某某热力公司"
    raised = _do(general(), Act.RAISE)[0].details
    assert (raised.level, raised.basis) == (Level.URGENT, Basis.CHANGE)
    assert _do(Story().obtain(0, suspected="漏气"), Act.RAISE)[0].details.basis is Basis.ORIGIN
    assert _do(general(), Act.DISPATCH, unit="甲", assist=("乙", "甲", " 乙 ", ""))[0].details.assist == (
        "乙",
    )
    deferred = _dispatched().defer(3, reason="x", until=at(9000))
    assert _do(deferred, Act.DEFER_APPROVED)[0].details.until == at(9000)


def test_a_planned_day_told_before_may_have_passed_when_the_answer_comes() -> None:
    assert _do(_applied(Act.DEFER), Act.DEFER_APPROVED)[1].defer_until == at(50)
    assert _do(_applied(Act.EXTEND), Act.EXTEND_GRANTED)[1].upstream_due_at == at(50)


@pytest.mark.parametrize(
    "act, said, code, reason",
    [
        (Act.RETURN, {"reason": "非权属，属供电公司"}, "非权属", "非权属，属供电公司"),
        (Act.RETURN, {"code": "区外"}, "区外", "区外"),
        (Act.RETURN, {"reason": "属非权属"}, None, "属非权属"),
        (Act.EXCLUDE, {"reason": "重复工单 见 001", "code": "其他"}, "其他", "重复工单 见 001"),
        (Act.DEFER, {"reason": "需专项资金"}, "需专项资金", "需专项资金"),
        (Act.REOPEN, {"reason": "其他"}, None, "其他"),
    ],
)
def test_a_reason_that_begins_with_a_kind_is_of_that_kind(
    act: Act, said: dict[str, Any], code: str | None, reason: str
) -> None:
    story = _dispatched().close(9) if act is Act.REOPEN else _dispatched()
    details = _do(story, act, **said)[0].details
    assert (details.code, details.reason) == (code, reason)


def test_kinds_of_reason_are_those_of_the_policy_the_order_began_under() -> None:
    older = changed(codes=None)
    assert codes_of(Act.RETURN, older) == ()
    assert "非权属" in codes_of(Act.RETURN, POLICY)
    assert codes_of(Act.CLOSE, POLICY) == ()
    draft = Event(0, 1, Act.RETURN, at(100), NOW, "李四", "二号台", Details(reason="非权属户内"))
    assert admit(_dispatched().events, draft, NOW, older)[0].details.code is None
    finer = changed(codes=ReasonCodes(returned=("非权属", "非权属户内"), excluded=(), deferred=()))
    assert admit(_dispatched().events, draft, NOW, finer)[0].details.code == "非权属户内"


def test_the_reply_sent_back_is_that_of_the_unit_named_else_the_newest() -> None:
    story = _dispatched("街道").feedback(5, unit="某某热力公司", text="x").feedback(6, unit="街道", text="x")
    assert _do(story, Act.REVIEW, passed=True)[0].details.unit == "街道"
    sent_back = _do(story, Act.REVIEW, passed=False, text="没写时间", unit="热力")[0].details
    assert (sent_back.unit, sent_back.text) == ("某某热力公司", "没写时间")
    assert _do(_dispatched("街道"), Act.REVIEW, passed=True)[0].details.unit == "某某热力公司"


def test_a_callback_result_needs_no_outcome_where_it_speaks_for_itself() -> None:
    closed = _dispatched().close(9)
    result = _do(closed, Act.CALLBACK, resolved="已解决", satisfied="满意")[0].details
    assert (result.outcome, result.contacted) == (TOLD, "是")
    attempt, standing = _do(closed, Act.CALLBACK, outcome=Outcome.NO_ANSWER)
    assert attempt.details.contacted == "否"
    assert (standing.state, standing.callback_attempts) == (State.CLOSED, 1)


def test_an_act_of_the_wrong_state_is_refused_with_the_open_ones() -> None:
    refused = _refused(general(), Act.FEEDBACK, text="好")
    assert "待签收，不能反馈" in refused.reason
    assert Act.SIGN in refused.open_acts
    assert Act.FEEDBACK not in refused.open_acts


def test_no_act_occurs_in_the_future_or_before_the_order_was_obtained() -> None:
    assert _refused(general(), Act.SIGN, 2001).field == "occurred_at"
    early = _refused(general(), Act.SIGN, -1)
    assert early.field == "occurred_at"
    assert "早于工单获取时间" in early.reason
    assert _do(general(), Act.SIGN, 0)[1].state is State.TO_DISPATCH
    assert _do(general(), Act.SIGN, 2000)[1].state is State.TO_DISPATCH


def test_a_late_entry_is_judged_by_where_the_order_stood_then() -> None:
    story = general().dispatch(30, unit="热力")
    _event, standing = _do(story, Act.REPORT, 10, outcome=TOLD, contact="王")
    assert standing.state is State.IN_PROGRESS
    assert standing.reported_at == at(10)
    refused = _refused(story, Act.FEEDBACK, 10, text="好")
    assert "时工单待签收" in refused.reason
    assert Act.FEEDBACK in refused.open_acts  # open now, only not then


def test_a_late_entry_must_leave_later_acts_possible() -> None:
    story = general().sign(5).dispatch(30, unit="热力")
    refused = _refused(story, Act.RETURN, 10, reason="非权属")
    assert "“派发”就不成立" in refused.reason


def test_a_correction_derives_the_rest_again() -> None:
    story = general().sign(1).dispatch(2, unit="热力").feedback(3, text="好")
    _event, standing = _do(story, Act.CORRECT, corrects=4, reason="记错工单")
    assert standing.feedback_at is None
    assert standing.state is State.IN_PROGRESS


@pytest.mark.parametrize(
    "wrong, said",
    [
        (99, "不在这件工单上"),
        (1, "系统记录，不能更正"),
        (2, "“反馈”就不成立"),
        (4, "已经更正过"),
        (5, "不能再更正"),
    ],
)
def test_what_cannot_be_corrected(wrong: int, said: str) -> None:
    story = general().dispatch(2, unit="热力").feedback(3, text="好").note(4, text="x")
    story.correct(5, corrects=4, reason="x")
    assert said in _refused(story, Act.CORRECT, corrects=wrong, reason="记错").reason


def test_nothing_is_corrected_before_it_was_done() -> None:
    story = general().sign(50)
    assert _refused(story, Act.CORRECT, 49, corrects=2, reason="记错").field == "occurred_at"
    assert _do(story, Act.CORRECT, 50, corrects=2, reason="记错")[1].state is State.TO_SIGN


def test_what_earlier_rules_allowed_bars_no_correction_and_no_late_entry() -> None:
    """Archived after rings at night, which counted once; and applied for again after a rework that took the first back."""
    archived = _dispatched().close(30)
    for minute in (40, 200, 360):
        archived.callback(minute, outcome=Outcome.NO_ANSWER)
    archived.archive(400)
    _do(archived, Act.NOTE, 35, text="补记")
    twice = _dispatched().exclude(5, reason="x").close(30).callback(400, outcome=TOLD).rework(410, reason="x")
    twice.exclude(420, reason="x").note(425, text="x")
    noted = len(twice.events)
    assert _do(twice, Act.CORRECT, 430, corrects=noted, reason="记错")[1].excluded == "applied"
    unvisited = _dispatched().close(30).archive(400)
    taken_back = _refused(unvisited, Act.CORRECT, 430, corrects=len(unvisited.events) - 1, reason="记错")
    assert "“归档”就不成立：工单" in taken_back.reason  # which no rule ever allowed in hand
    refused = _refused(archived, Act.RETURN, 20, reason="非权属")
    assert "“办结”就不成立" in refused.reason


def test_correcting_the_taking_off_account_puts_it_back_there() -> None:
    story = _dispatched().defer(3, reason="x").defer_approved(4).settle(5)
    assert _do(story, Act.CORRECT, corrects=6, reason="记错")[1].state is State.ON_ACCOUNT
