"""Random nights of one desk, with acts, 知道了, crashes, sleeps and wrong clocks, beside a reference that looks every second."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jiesu_desktop.clock import SystemTime
from jiesu_desktop.domain.tickets import Act, Details, Event, Level
from jiesu_desktop.storage.engine import Store, open_store
from tests.alerts.nights import WholeNight
from tests.domain.stories import ZERO, details_of

_ACTS = (
    Act.SIGN, Act.RAISE, Act.LOWER, Act.REPORT, Act.DISPATCH, Act.DISPATCH, Act.REDISPATCH, Act.CONFIRM, Act.FEEDBACK,
    Act.FEEDBACK, Act.URGE, Act.RETURN, Act.RETURN_REFUSED, Act.DEFER_APPROVED, Act.SETTLE, Act.CLOSE, Act.CALLBACK,
    Act.REOPEN, Act.MERGE, Act.UNMERGE, Act.UNMERGE, Act.ARCHIVE, Act.COME_AGAIN, Act.CORRECT, Act.JUDGE, Act.NOTE,
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = open_store(f"sqlite:///{tmp_path_factory.mktemp('night') / 'a.sqlite3'}", time=SystemTime())
    yield made
    made.close()


@st.composite
def obtained(draw: st.DrawFn, ticket: int) -> Event:
    details = draw(
        st.sampled_from(
            (
                Details(level=Level.URGENT),
                Details(level=Level.URGENT),
                Details(),
                Details(suspected="漏气"),
            )
        )
    )
    late = timedelta(seconds=draw(st.sampled_from((0, 0, 0, 0, 100, 150, 180, 250, 300, 500, 3607))))
    return Event(0, ticket, Act.OBTAIN, ZERO - late, ZERO, "张三", "一号台", details)


@st.composite
def acted(draw: st.DrawFn, ticket: int, number: int) -> Event:
    act = draw(st.sampled_from(_ACTS))
    details = draw(details_of(act, ZERO, max(number, 2)))
    return Event(0, ticket, act, ZERO, ZERO, "张三", "一号台", details)


@settings(
    max_examples=settings().max_examples * 2 // 5,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_whatever_the_night_every_stage_is_told_once_in_time_and_none_after_its_act(
    data: st.DataObject, store: Store
) -> None:
    folder = Path(tempfile.mkdtemp(prefix="jiesu-night-"))
    try:
        play(data, WholeNight(store, folder))
    finally:
        shutil.rmtree(folder)


def play(data: st.DataObject, night: WholeNight) -> None:  # noqa: C901 - one branch for each thing that happens at night
    """A night of some twenty turns."""
    night.live(10)
    for ticket in (1, 2):
        night.act(data.draw(obtained(ticket)))
    spans = st.sampled_from((20, 61, 119, 180, 300, 620, 1500))
    for _ in range(data.draw(st.integers(4, 18), label="turns")):
        ticket = data.draw(st.integers(1, 3), label="ticket")
        known = night.orders.get(ticket)
        what = data.draw(
            st.sampled_from(
                ("act", "act", "act", "live", "live", "know", "know", "undo", "undo", "refused", "crash", "sleep", "stall",
                 "on", "back")
            )
        )  # fmt: skip
        span = data.draw(spans, label="span")
        night.database_answers = data.draw(st.booleans(), label="database answers")
        match what:
            case "act":
                event = data.draw(acted(ticket, len(known.events)) if known else obtained(ticket))
                night.act(event)
            case "undo" if known:  # the last act was a mistake, found out at once or after a while
                night.live(data.draw(st.sampled_from((1, 45, span)), label="unnoticed"))
                night.act(
                    Event(
                        0,
                        ticket,
                        Act.CORRECT,
                        ZERO,
                        ZERO,
                        "张三",
                        "一号台",
                        Details(corrects=len(known.events)),
                    )
                )
            case "refused" if known:
                night.act(Event(0, ticket, Act.RETURN, ZERO, ZERO, "张三", "一号台", Details()))
                night.live(span)
                night.act(Event(0, ticket, Act.RETURN_REFUSED, ZERO, ZERO, "张三", "一号台", Details()))
            case "live":
                night.live(span)
            case "know":
                night.acknowledge(data.draw(st.integers(0, 9)))
            case "crash":
                busy = data.draw(st.sampled_from((0, 2, 2, 61)), label="busy")
                heard, written = (
                    data.draw(st.booleans(), label="heard"),
                    data.draw(st.booleans(), label="written"),
                )
                night.crash(span, busy=busy, heard=heard, written=written)
                night.all_were_told()
            case "sleep":
                night.pass_by(span, real=0.5, slept=span)
                night.turn()
            case "stall":
                night.pass_by(span, real=span)
                night.turn()
            case "on":
                night.pass_by(span, real=0.5)
                night.turn()
            case "back":
                night.set_back(span)
                night.turn()
    night.live(data.draw(st.sampled_from((5, 200)), label="at last"))
    night.all_were_told()


@pytest.mark.parametrize("heard", [True, False])
@pytest.mark.parametrize("written", [True, False])
def test_a_desk_that_dies_while_it_tells_leaves_nothing_untold(
    store: Store, tmp_path: Path, heard: bool, written: bool
) -> None:
    night = WholeNight(store, tmp_path)
    night.live(10)
    night.act(Event(0, 1, Act.OBTAIN, ZERO, ZERO, "张三", "一号台", Details(level=Level.URGENT)))
    for until_then in (100, 50, 100):  # a warning, the other, 派发 and 电话确认 in one sentence
        night.live(until_then)
        night.crash(20, busy=2, heard=heard, written=written)
        night.all_were_told()
    assert any("/confirm/" in key for key in night.dealt)


@pytest.mark.parametrize("answers", [True, False])
def test_a_clock_set_back_to_just_before_what_was_told(store: Store, tmp_path: Path, answers: bool) -> None:
    """A second later it comes again, or it is past by the time the desk no longer waits for its database, and still rings."""
    night = WholeNight(store, tmp_path)
    night.live(10)
    night.act(Event(0, 1, Act.OBTAIN, ZERO, ZERO, "张三", "一号台", Details(level=Level.URGENT)))
    night.live(195)
    (warned,) = (key for key in night.dealt if "/report/" in key)
    night.database_answers = answers
    night.set_back(int((night.time.moment - night._ats[warned]).total_seconds()) + 1)
    assert (warned in night.dealt) is not answers
    night.turn()
    assert (warned in night.desk.engine.book.live) is not answers
    night.live(200)
    night.all_were_told()
