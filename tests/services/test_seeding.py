from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from jiesu_desktop.clock import BEIJING, ScaledTime
from jiesu_desktop.domain.act_rules import admit
from jiesu_desktop.domain.directory import UnitKind
from jiesu_desktop.domain.intake import is_finished, suspicion
from jiesu_desktop.domain.ledgers import LEDGERS
from jiesu_desktop.domain.policy import Policy, ReasonCodes
from jiesu_desktop.domain.states import State
from jiesu_desktop.domain.tickets import Act, Channel, Level, Who
from jiesu_desktop.services import policy as policies
from jiesu_desktop.services.invention import directory
from jiesu_desktop.services.plots import FINISHED, OPEN
from jiesu_desktop.services.seeding import Made, NotEmpty, anchor_of, as_new, default_open, invent, seed
from jiesu_desktop.storage.engine import Store, open_store
from jiesu_desktop.storage.records import LedgerSpec

NOW = datetime(2026, 1, 5, 10, 30, tzinfo=BEIJING)
ANCHOR = datetime(2026, 1, 5, tzinfo=BEIJING)
WHO = Who("示某", "前台一")


@pytest.fixture(scope="module")
def policy() -> Policy:
    return policies.bundled()


@pytest.fixture(scope="module")
def made() -> list[Made]:
    return list(invent(600, 120, 3, ANCHOR))


@pytest.fixture
def store(db_url: str) -> Iterator[Store]:
    opened = open_store(db_url)
    with opened.begin() as work:
        policies.ensure_default(work, ScaledTime(NOW, 0), WHO)
    yield opened
    opened.close()


def test_the_same_seed_the_same_data(made: list[Made]) -> None:
    assert list(invent(600, 120, 3, ANCHOR)) == made
    assert [one.row.content for one in invent(600, 120, 4, ANCHOR)] != [one.row.content for one in made]


def test_the_anchor_moves_times_and_nothing_else(made: list[Made]) -> None:
    day = timedelta(minutes=1)  # so little that no order falls into another season
    moved = list(invent(600, 120, 3, ANCHOR + day))
    assert [one.row.content for one in moved] == [one.row.content for one in made]
    for one, other in zip(moved, made, strict=True):
        for events, others in (
            (one.events, other.events),
            ([t.event for t in one.ties], [t.event for t in other.ties]),
        ):
            assert [e.occurred_at - day for e in events] == [e.occurred_at for e in others]
    assert anchor_of(NOW) == ANCHOR


def test_every_course_would_have_been_admitted(made: list[Made], policy: Policy) -> None:
    for one in made:
        past = [replace(one.events[0], id=1)]
        assert past[0].act is Act.OBTAIN
        for event in one.events[1:]:
            assert event.recorded_at >= event.occurred_at
            admitted, _ = admit(past, event, ANCHOR, policy)
            assert admitted.details == event.details  # nothing was left for the desk to fill in
            past.append(replace(admitted, id=len(past) + 1))
        for tie in one.ties:
            named = tie.index + 1 if tie.field == "lead" else past[tie.index].id
            lead_events = made[tie.index].events if tie.field == "lead" else ()
            assert not lead_events or lead_events[0].occurred_at < one.events[0].occurred_at
            admit(past, tie.naming(named), ANCHOR, policy, lead_events)


def test_every_level_channel_and_act(made: list[Made], policy: Policy) -> None:
    new = [as_new(one, policy) for one in made]
    assert {ticket.summary.level for ticket in new} == set(Level)
    assert {ticket.channel for ticket in new} == set(Channel)
    assert len({ticket.identity for ticket in new}) == len(new)
    assert sum(ticket.summary.is_open for ticket in new) >= 120
    told = {event.act for one in made for event in (*one.events, *(tie.event for tie in one.ties))}
    # what a person does with the mouse beside the order's course, or a file of orders brings
    assert told == set(Act) - {Act.UPDATE, Act.EDIT, Act.NOTE, Act.ATTACH, Act.UNMERGE}


def test_every_word_that_an_act_can_say_is_said(made: list[Made]) -> None:
    said: dict[Act, set[str]] = defaultdict(set)
    for one in made:
        for event in one.events:
            said[event.act] |= {
                name for name, value in event.details.to_json().items() if value not in ("", None)
            }
    for act, names in (
        (Act.RETURN, {"code", "reason"}), (Act.EXCLUDE, {"code", "reason"}), (Act.DEFER, {"code", "reason", "unit", "until"}),
        (Act.PROGRESS, {"text"}), (Act.SUPERVISE, {"leader", "until", "unit", "text"}), (Act.REVIEW, {"passed", "reason"}),
        (Act.VERIFY, {"means", "text"}), (Act.TRANSFER, {"unit"}), (Act.UNIT_SIGN, {"unit", "contact"}),
        (Act.CALLBACK, {"means", "demand", "suggestion", "next_step", "next_at", "resolved", "satisfied", "contacted"}),
    ):  # fmt: skip
        assert said[act] >= names, act
    codes = bundled_codes()
    assert {e.details.code for one in made for e in one.events if e.act is Act.RETURN} <= set(codes.returned)
    assert {e.details.code for one in made for e in one.events if e.act is Act.EXCLUDE} <= set(codes.excluded)
    assert {e.details.code for one in made for e in one.events if e.act is Act.DEFER} <= set(codes.deferred)


def bundled_codes() -> ReasonCodes:
    codes = policies.bundled().codes
    assert codes is not None
    return codes


def test_history_arrives_finished_and_urgent_words_are_found(made: list[Made], policy: Policy) -> None:
    history = [one for one in made if one.events[0].details.history]
    assert len(history) > 100
    assert all(is_finished(one.row) and len(one.events) == 1 for one in history)
    urgent = [one for one in made if as_new(one, policy).summary.ever_urgent]
    assert sum(suspicion(one.row, policy) is not None for one in urgent) > 0.9 * len(urgent)


def test_texts_vary(made: list[Made]) -> None:
    assert len({one.row.content for one in made}) > 0.95 * len(made)
    assert all("示例区" in one.row.content and one.row.phone.startswith("1380000") for one in made)


def test_a_small_folder_has_every_plot_too() -> None:
    assert default_open(40) == len(OPEN)
    few = list(invent(len(OPEN) + len(FINISHED), len(OPEN), 1, ANCHOR))
    assert len(few) == len(OPEN) + len(FINISHED)
    assert all(event.recorded_at <= ANCHOR for one in few[len(FINISHED) :] for event in one.events)


def test_invented_units_look_invented() -> None:
    entries = directory()
    assert len(entries) >= 25
    assert {entry.unit.kind for entry in entries} == set(UnitKind)
    numbers = [entry.unit.phone24 for entry in entries] + [
        c.phone for entry in entries for c in entry.contacts
    ]
    assert all(number.startswith("010-5555 ") for number in numbers)
    assert all(entry.contacts and entry.duties for entry in entries)


def test_seeding_fills_every_ledger(store: Store) -> None:
    time = ScaledTime(NOW, 0)
    seen: list[tuple[int, int]] = []
    assert seed(store, time, WHO, tickets=400, seed=2, progress=lambda *at: seen.append(at)) == 400
    assert seen[-1] == (400, 400)
    with store.read() as queries:
        rows = {name: queries.ledger_count(LedgerSpec(ledger=name)) for name in LEDGERS}
        assert rows["tickets"] == 400
        assert all(rows.values()), rows
        states = {state: queries.ledger_count(LedgerSpec(ledger="tickets", state=state)) for state in State}
        assert all(states.values()), states
        assert queries.directory.search("rl")
        units = {unit.name for unit in queries.directory.units()}
        named = Counter(entry for entry in queries.ledger_choices()["unit"] if entry and entry not in units)
        assert not named


def test_seeding_never_mixes_with_what_is_there(store: Store) -> None:
    time = ScaledTime(NOW, 0)
    seed(store, time, WHO, tickets=30)
    with pytest.raises(NotEmpty, match="已有 30 件"):
        seed(store, time, WHO, tickets=30)
    with store.read() as queries:
        assert queries.counts(NOW).tickets == 30
