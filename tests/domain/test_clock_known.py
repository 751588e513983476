"""A clock thought stopped that runs after all is news to the alarms: told at once, once, and never the pile of its repeats."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given

from jiesu_desktop.domain.alert_arrival import Arrival
from jiesu_desktop.domain.alert_rules import TOP, Stage, stages_between, stages_of
from jiesu_desktop.domain.clock_known import awaited
from jiesu_desktop.domain.clocks import ClockKind, clocks_of, running
from jiesu_desktop.domain.tickets import Event, Outcome
from tests.domain.stories import POLICY, ZERO, at, general, histories, tell

_TICK = timedelta(microseconds=1)


def rung(story: str, kind: str, after: float, until: float, lead: str = "") -> list[tuple[str, int, float]]:
    """(name, repeat, minute) of what is told of one clock once the story is known."""
    events, above = tell(story), tell(lead, ticket=2)
    stages = stages_between(1, events, awaited(events, POLICY, above), POLICY, at(after) - _TICK, at(until))
    return [
        (s.name, s.repeat, (s.at - ZERO).total_seconds() / 60)
        for s in stages
        if s.clock == kind and "tray" in s.channels
    ]


@pytest.mark.parametrize(
    "story, kind, after, until, expected",
    [
        # a report that was none, taken back before, at and after the limit
        ("0 obtain urgent; 1 report told; 2 correct corrects=2", "report", 2, 3, [("warn", 120, 3)]),
        ("0 obtain urgent; 1 report told; 3.5 correct corrects=2", "report", 3.5, 4, [("warn", 120, 3.5), ("warn", 60, 4)]),
        ("0 obtain urgent; 1 report told; 4 correct corrects=2", "report", 4, 4.5, [("warn", 60, 4)]),
        ("0 obtain urgent; 1 report told; 12 correct corrects=2", "report", 12, 13, [("overdue", 0, 12), ("overdue", 4, 13)]),
        # thought stopped a second time
        ("0 obtain urgent; 1 report told; 12 correct corrects=2; 12.5 report told; 14.5 correct corrects=4", "report", 14.5, 15,
         [("overdue", 0, 14.5), ("overdue", 5, 15)]),
        # a correction taken back stops it; taken back again it runs
        ("0 obtain urgent; 1 report told; 6 correct corrects=2; 7 correct corrects=3", "report", 7, 60, []),
        ("0 obtain urgent; 1 report told; 6 correct corrects=2; 7 correct corrects=3; 8 correct corrects=4", "report", 8, 9,
         [("overdue", 0, 8), ("overdue", 2, 9)]),
        # other acts that bring a clock back
        ("0 obtain; 5 close; 40 correct corrects=2", "dispatch", 40, 61, [("overdue", 0, 40), ("overdue", 1, 60)]),
        ("0 obtain; 5 dispatch 热力; 40 feedback 热力; 50 correct corrects=3", "feedback", 50, 60, [("overdue", 0, 50)]),
        ("0 obtain; 5 raise; 27 correct corrects=2", "dispatch", 27, 30, [("warn", 300, 27), ("due", 0, 30)]),
        ("0 obtain; 5 dispatch 热力; 10 defer_approved; 50 correct corrects=3", "feedback", 50, 60, [("overdue", 0, 50)]),
        # one that did not stop is no news
        ("0 obtain urgent; 12 sign; 13.5 correct corrects=2", "report", 13.5, 14, []),
        # a return that was refused, as often as it happens
        ("0 obtain; 21 return; 22 return_refused", "dispatch", 22, 25, [("warn", 600, 22), ("warn", 300, 25)]),
        ("0 obtain; 21 return; 22 return_refused; 23 return; 24 return_refused", "dispatch", 24, 25,
         [("warn", 600, 24), ("warn", 300, 25)]),
        ("0 obtain; 31 return; 70 return_refused", "dispatch", 70, 90, [("overdue", 0, 70), ("overdue", 2, 90)]),
        # the confirmation that waited for a unit waits for this one
        ("0 obtain urgent; 12 dispatch 热力", "confirm", 12, 14, [("overdue", 0, 12), ("overdue", 2, 14)]),
    ],
)  # fmt: skip
def test_what_came_while_a_clock_was_thought_stopped_is_told_once_and_at_once(
    story: str, kind: str, after: float, until: float, expected: list[tuple[str, int, float]]
) -> None:
    assert rung(story, kind, after, until) == expected


def test_an_order_taken_from_its_lead_is_told_of_at_once() -> None:
    lead = "0 obtain; 5 dispatch 热力"
    assert rung("0 obtain; 4 merge; 50 unmerge", "feedback", 50, 60, lead) == [("overdue", 0, 50)]
    assert rung("0 obtain; 4 merge", "dispatch", 4, 100) == []
    assert rung("0 obtain; 4 merge; 35 unmerge", "dispatch", 35, 60) == [
        ("overdue", 0, 35),
        ("overdue", 1, 60),
    ]
    assert rung("0 obtain; 4 merge; 15 unmerge", "dispatch", 15, 30) == [
        ("warn", 600, 20), ("warn", 300, 25), ("due", 0, 30),
    ]  # fmt: skip
    assert rung("0 obtain; 4 merge; 22 correct corrects=2", "dispatch", 22, 30) == [
        ("warn", 600, 22), ("warn", 300, 25), ("due", 0, 30),
    ]  # fmt: skip
    again = rung("0 obtain urgent; 1 merge; 8 unmerge", "report", 8, 9)
    assert again == [("overdue", 0, 8), ("overdue", 2, 9)]


def test_a_correction_on_the_lead_rings_at_the_lead_and_after_the_parting_here() -> None:
    lead = "0 obtain; 5 dispatch 热力; 40 correct corrects=2"
    assert rung("0 obtain; 1 merge", "dispatch", 40, 50, lead) == []
    assert rung("0 obtain; 1 merge; 20 unmerge", "dispatch", 40, 60, lead) == [
        ("overdue", 0, 40),
        ("overdue", 1, 60),
    ]


def test_told_anew_is_another_stage_than_the_one_told_before() -> None:
    def late(story: str) -> Stage:
        events = tell(story)
        (stage,) = [
            s for s in stages_of(1, events, awaited(events, POLICY), POLICY) if s.clock is ClockKind.DISPATCH and s.anew
        ]  # fmt: skip
        return stage

    once = late("0 obtain; 21 return; 22 return_refused")
    twice = late("0 obtain; 21 return; 22 return_refused; 23 return; 24 return_refused")
    assert once.key != twice.key
    assert once.key.endswith(f"/warn/600@{int(at(22).timestamp())}")
    assert (once.anew, twice.anew) == (at(22), at(24))


@given(histories())
def test_only_the_moment_of_knowing_differs_from_the_running_clocks(events: list[Event]) -> None:
    for ours, theirs in zip(awaited(events, POLICY), running(clocks_of(events, POLICY)), strict=True):
        assert ours._replace(known_at=theirs.known_at) == theirs
        assert ours.known_at >= theirs.known_at


# -- 疑似紧急 ----------------------------------------------------------------------------------------------------------


def asked(story: str, after: float, until: float) -> list[tuple[str, int, float]]:
    events = tell(story)
    stages = stages_between(1, events, (), POLICY, at(after) - _TICK, at(until))
    return [(s.name, s.repeat, (s.at - ZERO).total_seconds() / 60) for s in stages if s.name == "suspected"]


@pytest.mark.parametrize(
    "story, after, until, expected",
    [
        ("0 obtain suspected=漏气; 1 judge; 9 correct corrects=2", 9, 10, [("suspected", 0, 9), ("suspected", 5, 10)]),
        ("0 obtain suspected=漏气; 1 raise; 9 correct corrects=2", 9, 10, [("suspected", 0, 9), ("suspected", 5, 10)]),
        ("0 obtain suspected=漏气; 1 judge; 2 judge; 9 correct corrects=2", 9, 10, []),
        ("0 obtain suspected=漏气; 1 sign; 9 correct corrects=2", 9, 9.5, []),
        ("0 obtain; 1 close; 2 come_again suspected=漏气; 3 judge; 9 correct corrects=4", 9, 9.5, [("suspected", 0, 9)]),
        ("0 obtain; 1 judge; 3 come_again suspected=漏气; 9 correct corrects=2", 9, 10, [("suspected", 3, 9)]),
        # what was taken back before the order came again is no answer to its question
        ("0 obtain; 1 note; 2 correct corrects=2; 3 come_again suspected=漏气; 4 judge; 8 correct corrects=5", 8, 8.5, [("suspected", 0, 8)]),
        ("0 obtain suspected=漏气; 1 judge; 3 come_again suspected=漏气; 3 correct corrects=2", 3, 4, [("suspected", 0, 3)]),
    ],
)  # fmt: skip
def test_a_question_whose_answer_is_taken_back_is_asked_at_once(
    story: str, after: float, until: float, expected: list[tuple[str, int, float]]
) -> None:
    assert asked(story, after, until) == expected


def test_a_question_asked_anew_is_another_stage_of_the_same_question() -> None:
    events = tell("0 obtain suspected=漏气; 1 judge; 9 correct corrects=2")
    first, again = [s for s in stages_of(1, events, (), POLICY) if s.name == "suspected"]
    assert (first.at, again.at) == (at(0), at(9))
    assert again.due_at == first.due_at == at(0)
    assert (again.priority, again.past, again.channels) == (TOP, False, first.channels)
    assert again.spoken
    assert again.key == f"{first.key}@{int(at(9).timestamp())}"


def test_nothing_is_asked_of_an_order_that_never_came() -> None:
    arrival = Arrival([], POLICY)
    assert (arrival.begun, arrival.round, arrival.open, arrival.late) == (None, 0, False, False)


def test_a_question_of_a_new_round_stays_open_when_an_exclusion_of_the_old_one_is_granted() -> None:
    story = general().dispatch(3, unit="热力").close(500).callback(600, outcome=Outcome.TOLD).archive(700)
    story.exclude(800, reason="x").come_again(900, suspected="漏气")
    assert Arrival(story.events, POLICY).open
    assert Arrival(story.exclude_granted(1000).events, POLICY).open
    assert not Arrival(story.exclude(1010, reason="x").exclude_granted(1020).events, POLICY).open
