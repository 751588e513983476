"""What random lives (test_acts_random.py) have found, told short: each was wrong once."""

from __future__ import annotations

import pytest

from jiesu_desktop.domain.states import Refused, State
from jiesu_desktop.domain.tickets import Act, Level, Outcome
from tests.services.room import Room, minutes, numbered, order

TOLD = Outcome.TOLD


def several(room: Room, count: int) -> tuple[int, ...]:
    return room.take(numbered(count)).added_ids


def test_after_a_second_merge_the_units_of_the_first_lead_stay(small_room: Room) -> None:
    order_, first, second = several(small_room, 3)
    small_room.at(1).act(first, Act.DISPATCH, unit="热力")
    small_room.at(2).act(order_, Act.MERGE, lead=first)
    small_room.at(3).act(order_, Act.UNMERGE)
    small_room.at(4).act(order_, Act.MERGE, lead=second)
    assert small_room.summary(order_).lead_unit == "热力"
    small_room.at(5).act(order_, Act.UNMERGE)
    assert (small_room.line(order_).unit, small_room.line(order_).state) == ("热力", State.IN_PROGRESS)


def test_an_order_that_came_again_still_shares_its_leads_units(small_room: Room) -> None:
    order_, lead = several(small_room, 2)
    small_room.at(1).act(order_, Act.RETURN, reason="非权属")
    small_room.at(2).take([order("热线-261124-000000", title="再次反映", row=2)])
    assert small_room.summary(order_).round == 2
    small_room.at(3).act(lead, Act.DISPATCH, unit="热力", assist=("街道",))
    small_room.at(4).act(order_, Act.MERGE, lead=lead)
    small_room.at(5).act(order_, Act.UNMERGE)
    assert small_room.summary(order_).unit_names == ("热力", "街道")


def test_a_lead_lends_the_units_it_was_lent(small_room: Room) -> None:
    order_, middle, top = several(small_room, 3)
    small_room.at(1).act(top, Act.DISPATCH, unit="热力", assist=("燃气",))
    small_room.at(2).act(middle, Act.MERGE, lead=top)
    small_room.at(3).act(middle, Act.UNMERGE)
    small_room.at(4).act(middle, Act.REDISPATCH, unit="街道", reason="非其职责")
    small_room.at(5).act(order_, Act.MERGE, lead=middle)
    small_room.at(6).act(order_, Act.UNMERGE)
    assert small_room.summary(order_).unit_names == ("街道", "燃气")
    with pytest.raises(Refused) as refused:
        small_room.at(7).act(order_, Act.REDISPATCH, unit="街道", reason="原因")
    assert Act.FEEDBACK in refused.value.open_acts
    assert Act.DISPATCH not in refused.value.open_acts


def test_what_the_lead_took_back_later_was_never_shared(small_room: Room) -> None:
    order_, lead = several(small_room, 2)
    small_room.at(1).act(lead, Act.DISPATCH, unit="热力")
    small_room.at(2).act(order_, Act.MERGE, lead=lead)
    small_room.at(3).act(order_, Act.UNMERGE)
    small_room.at(4).act(lead, Act.CORRECT, corrects=small_room.events(lead)[1].id, reason="派错")
    assert small_room.summary(order_).units == ()
    assert small_room.line(order_).state == State.TO_DISPATCH


def test_a_unit_is_there_once_however_often_it_is_named(small_room: Room) -> None:
    ticket = small_room.take_one()
    small_room.act(ticket, Act.DISPATCH, unit="热力")
    small_room.at(1).act(
        ticket, Act.REDISPATCH, unit="燃气", assist=("街道", " 街道 ", "燃气", ""), reason="非其职责"
    )
    assert small_room.summary(ticket).unit_names == ("燃气", "街道")


def test_text_that_no_database_takes_is_cleaned_in_the_copy_as_in_the_event(room: Room) -> None:
    ticket = room.take_one()
    room.act(ticket, Act.RETURN, reason="非\0权属\ud83d")
    assert room.summary(ticket).return_reason == room.events(ticket)[-1].details.reason == "非权属?"


def test_a_hard_case_that_is_done_is_off_the_account_even_when_it_became_urgent(small_room: Room) -> None:
    ticket = small_room.take_one()
    small_room.act(ticket, Act.SIGN)
    small_room.act(ticket, Act.DEFER, reason="历史遗留", until=minutes(9000))
    small_room.act(ticket, Act.DEFER_APPROVED)
    small_room.at(5).act(ticket, Act.RAISE, level=Level.URGENT)
    small_room.at(9).act(ticket, Act.CLOSE)
    summary = small_room.summary(ticket)
    assert (summary.deferred, summary.settled_at) == ("settled", minutes(9))


@pytest.mark.parametrize(
    ("unit", "confirmed", "phase"), [(None, (), "待确认"), ("热力", ("热力",), "待反馈")]
)
def test_what_was_told_before_a_rework_counts_for_the_unit_that_was_named(
    small_room: Room, unit: str | None, confirmed: tuple[str, ...], phase: str
) -> None:
    ticket = small_room.take_one(level=Level.URGENT)
    small_room.act(ticket, Act.REPORT, outcome=TOLD, contact="周某")
    small_room.act(ticket, Act.CONFIRM, unit=unit, outcome=TOLD, contact="李某")
    small_room.at(1).act(ticket, Act.CLOSE)
    small_room.at(2).act(ticket, Act.REWORK)
    small_room.at(3).act(ticket, Act.DISPATCH, unit="热力")
    assert (small_room.summary(ticket).confirmed_units, small_room.line(ticket).phase) == (confirmed, phase)


def test_the_last_urging_stays_told_when_an_order_comes_again(small_room: Room) -> None:
    ticket = small_room.take(numbered(1)).added_ids[0]
    small_room.at(1).act(ticket, Act.URGE, outcome=TOLD, contact="李某")
    small_room.at(2).act(ticket, Act.RETURN, reason="非权属")
    small_room.at(3).take([order("热线-261124-000000", title="再次反映", row=2)])
    summary = small_room.summary(ticket)
    assert (summary.round, summary.urged_count, summary.last_urged_at) == (2, 1, minutes(1))
