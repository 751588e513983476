"""The alarms joined: real database, real threads, a clock that runs fast."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from jiesu_desktop.alerts.alert import Alert, AlertEvent, AlertRaised, Told
from jiesu_desktop.alerts.channels import LogChannel
from jiesu_desktop.alerts.desk_alerts import AlertDesk
from jiesu_desktop.alerts.keeping import Keeper
from jiesu_desktop.alerts.right_time import LAMP, SET_BACK_SENTENCE
from jiesu_desktop.clock import ScaledTime
from jiesu_desktop.domain.policy import ClockKind
from jiesu_desktop.domain.tickets import Act, Details, Level, Outcome, Who
from jiesu_desktop.services import acts, intake, policy
from jiesu_desktop.storage.engine import Store, open_store
from jiesu_desktop.storage.records import AlertRecord
from tests.alerts.orders import names
from tests.desk.harness import wait_for
from tests.services.room import START, order

SPEED = 60.0  # a minute of the night is a second


class Ear:
    """A voice and a balloon that only remember."""

    lamp, patience = "voice", 20.0

    def __init__(self, name: str) -> None:
        self.name = name
        self.heard: list[Alert] = []

    def wants(self, alert: Alert) -> bool:
        return self.name in alert.channels

    def deliver(self, alert: Alert) -> str:
        self.heard.append(alert)
        return ""


class Shift:
    """One desk over a database that outlives it."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder, self.who = url, folder, Who("张三", "一号台")
        self.time = ScaledTime(START, SPEED)
        self.store: Store = open_store(url, time=self.time)
        with self.store.begin() as uow:
            policy.ensure_default(uow, self.time, self.who)
        self.desks: list[AlertDesk] = []

    def begin(self) -> AlertDesk:
        self.voice, self.tray = Ear("voice"), Ear("tray")
        self.lamps: dict[str, tuple[bool, str]] = {}
        desk = AlertDesk(
            self.store, self.time, self.who, [self.voice, self.tray, LogChannel()], self.folder,
            lambda name, well, why: self.lamps.__setitem__(name, (well, why)),
        )  # fmt: skip
        self.desks.append(desk)
        desk.start()
        assert desk.ready.wait(20)
        return desk

    def take(self, desk: AlertDesk | None, **options: Any) -> int:
        with self.store.begin() as uow:
            result = intake.take_in(
                uow, self.time, self.who, [replace(order(), street="模拟街道")], **options
            )
        if desk is not None:
            desk.changed(result.added_ids)
        return result.added_ids[0]

    def act(self, desk: AlertDesk | None, ticket: int, act: Act, **details: Any) -> None:
        with self.store.begin() as uow:
            acts.perform(uow, self.time, self.who, ticket, act, Details(**details))
        if desk is not None:
            desk.changed([ticket])

    def spoken(self) -> list[str]:
        return names(self.voice.heard)

    def records(self) -> dict[str, AlertRecord]:
        with self.store.read() as queries:
            return {one.key: one for one in queries.alerts.of_ticket(1)}

    def deliveries(self, key: str) -> dict[str, tuple[str, str]]:
        with self.store.read() as queries:
            return {one.channel: (one.outcome, one.workstation) for one in queries.alerts.deliveries(key)}

    def close(self) -> None:
        for desk in self.desks:
            desk.stop()
        self.store.close()


@pytest.fixture
def shift(migrated_sqlite_url: str, tmp_path: Path) -> Iterator[Shift]:
    made = Shift(migrated_sqlite_url, tmp_path)
    yield made
    made.close()


def soon(look: Callable[[], object], what: str) -> None:
    wait_for(look, what, 15)


def test_an_urgent_order_is_spoken_of_and_every_step_is_in_the_alert_log(shift: Shift) -> None:
    desk = shift.begin()
    shift.take(desk, level=Level.URGENT)
    soon(lambda: "report/warn/60" in shift.spoken(), "the last warning")
    assert shift.spoken()[:2] == ["report/warn/120", "report/warn/60"]
    key = shift.voice.heard[1].key
    desk.acknowledge(key)
    soon(
        lambda: (found := shift.records().get(key)) and found.acknowledged_by == "张三", "the acknowledgement"
    )
    soon(lambda: "report/due/0" in shift.spoken(), "the next stage")
    expected = dict.fromkeys(("voice", "tray", "log"), ("given", "一号台"))
    soon(lambda: shift.deliveries(key) == expected, "the deliveries")


def test_a_channel_faster_than_the_log_leaves_its_entry_all_the_same(
    shift: Shift, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a busy machine, where a channel has done its part before the engine's thread has written what began."""
    keep = Keeper.keep

    def held_up(keeper: Keeper, events: Sequence[AlertEvent], now: datetime) -> None:
        sleep(0.2)
        keep(keeper, events, now)

    monkeypatch.setattr(Keeper, "keep", held_up)
    shift.take(shift.begin(), level=Level.URGENT)
    soon(lambda: "report/warn/120" in shift.spoken(), "the first warning")
    expected = dict.fromkeys(("voice", "tray", "log"), ("given", "一号台"))
    soon(lambda: shift.deliveries(shift.voice.heard[0].key) == expected, "the deliveries")


def test_one_acknowledgement_of_a_joined_sentence_is_noted_for_each_of_its_rows_and_holds_after_a_restart(
    shift: Shift,
) -> None:
    desk = shift.begin()
    shift.take(desk, level=Level.URGENT, obtained_at=shift.time.now() - timedelta(seconds=100))
    soon(lambda: "dispatch/warn/180" in shift.spoken(), "one sentence for both")
    rows = {
        alert.stage.clock: alert.key
        for alert in desk.engine.live
        if alert.stage and alert.stage.repeat == 180
    }
    desk.acknowledge(rows[ClockKind.CONFIRM])
    seen = dict.fromkeys(rows.values(), "张三")
    soon(
        lambda: {key: row.acknowledged_by for key, row in shift.records().items() if key in seen} == seen,
        "both acknowledged",
    )
    desk.stop()
    again = shift.begin()
    assert len(rows) == 2
    assert not any(again.rings(key) for key in rows.values())


def test_the_act_silences_its_clock(shift: Shift) -> None:
    desk = shift.begin()
    ticket = shift.take(desk, level=Level.URGENT)
    soon(lambda: "report/warn/120" in shift.spoken(), "the first warning")
    shift.act(desk, ticket, Act.REPORT, contact="周某", outcome=Outcome.TOLD)
    soon(lambda: not any("/report/" in alert.key for alert in desk.engine.live), "silence")
    soon(lambda: "dispatch/warn/180" in shift.spoken(), "another clock")
    assert [name for name in shift.spoken() if name.startswith("report")] == ["report/warn/120"]


def test_another_program_s_act_and_order_are_heard_of(shift: Shift) -> None:
    desk = shift.begin()
    other = Shift(shift.url, shift.folder / "other")
    other.time = shift.time
    try:
        ticket = other.take(None, level=Level.URGENT)
        soon(lambda: "report/warn/120" in shift.spoken(), "an order from elsewhere")
        other.act(None, ticket, Act.REPORT, contact="周某", outcome=Outcome.TOLD)
        soon(lambda: not any("/report/" in alert.key for alert in desk.engine.live), "an act from elsewhere")
    finally:
        other.close()


def test_a_restart_gives_nothing_twice_and_one_sentence_for_what_was_missed(shift: Shift) -> None:
    desk = shift.begin()
    shift.take(desk, level=Level.URGENT)
    soon(lambda: "report/warn/120" in shift.spoken(), "the first warning")
    first = {alert.key for alert in shift.voice.heard}
    desk.stop()
    shift.time.start += timedelta(minutes=12)  # the desk is away for twelve minutes and more
    again = shift.begin()
    soon(lambda: shift.voice.heard, "the summary")
    (summary,) = [alert for alert in shift.voice.heard if alert.stage is None]
    assert "未运行，其间" in summary.text
    assert not first & {alert.key for alert in shift.voice.heard}
    assert any("/report/" in alert.key for alert in again.engine.live), "its order goes on flashing"


def test_a_database_that_is_locked_delays_no_sound_and_loses_no_entry(shift: Shift) -> None:
    desk = shift.begin()
    shift.take(desk, level=Level.URGENT)
    soon(lambda: desk.engine.book.size == 1, "the order")
    path = shift.url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as blocker:
        blocker.execute("BEGIN EXCLUSIVE")
        soon(lambda: "report/warn/120" in shift.spoken(), "a sound")
        assert desk.recorder.waiting
        blocker.execute("ROLLBACK")
    soon(lambda: any("/report/" in key for key in shift.records()), "the entry")


def test_a_journal_without_a_place_to_write_turns_the_lamp_red_and_nothing_else(shift: Shift) -> None:
    shift.folder = shift.folder / "a file"
    shift.folder.write_text("", encoding="utf-8")
    desk = shift.begin()
    shift.take(desk, level=Level.URGENT)
    soon(lambda: "report/warn/120" in shift.spoken(), "a sound")
    assert shift.lamps["data/alarms"][0] is False
    assert "提醒日志" in shift.lamps["data/alarms"][1]


def test_a_clock_set_back_is_said_once_whoever_notices_first(shift: Shift) -> None:
    desk = shift.begin()
    shift.take(desk)
    said: list[str] = []
    noticed = threading.Event()

    def hear(events: Sequence[Told]) -> None:
        said.extend(
            e.alert.text for e in events if isinstance(e, AlertRaised) and e.alert.key.startswith("clock/")
        )

    def lamp(name: str, well: bool, why: str) -> None:
        if name == LAMP and not well:
            noticed.set()

    def set_back() -> None:
        shift.time.start -= timedelta(minutes=30)

    def let_the_look_be_first() -> None:
        noticed.wait(2)

    desk.engine.subscribe(hear)
    desk._right_time._lamp = lamp
    desk.engine.post(set_back)
    desk.engine.post(let_the_look_be_first)
    wait_for(noticed.is_set, "the look at the newest record", 20)
    wait_for(lambda: said, "the sentence", 20)
    assert desk.engine.settle()
    assert said == [SET_BACK_SENTENCE]
