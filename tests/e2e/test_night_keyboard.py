"""A real window on a real screen: orders live their lives by nothing but keys."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from jiesu_desktop.clock import SystemTime
from jiesu_desktop.domain.directory import Contact, Unit
from jiesu_desktop.domain.tickets import Act, Details, Event, UpstreamRow, Who
from jiesu_desktop.services import acts, intake, policy
from jiesu_desktop.storage.engine import Store, open_store
from tests.desk.harness import PATIENCE, Desk, Program, wait_for

pytestmark = pytest.mark.e2e
WHO = Who("测试员", "测试台")
SECONDS = 30.0
USUAL_START = 1.5  # seconds until the window is there, on a machine with nothing else to do


class Night:
    """A data folder with one unit and a few orders, the desk open on it, and what it recorded."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        self.time = SystemTime()
        self.store: Store = open_store(f"sqlite:///{folder / 'jiesu.sqlite3'}")
        with self.store.begin() as uow:
            policy.ensure_default(uow, self.time, WHO)
            unit = uow.directory.save_unit(
                Unit(name="某某燃气公司", phone24="010-5555 0456"), pinyin="mmrqgs"
            )
            contact = Contact(unit_id=unit.id, name="甲某", post="值班经理", phone="010-5555 0123")
            uow.directory.save_contact(contact)
        self.program: Program | None = None
        self.main, self.pace = 0, 1.0

    def order(self, number: str, *, minutes_ago: float = 0) -> int:
        """An open order, obtained a while ago."""
        row = UpstreamRow(number=number, title="燃气表异常", content="市民反映，燃气表走字异常。", row=2)
        at = self.time.now() - timedelta(minutes=minutes_ago)
        with self.store.begin() as uow:
            return intake.take_in(uow, self.time, WHO, [row], obtained_at=at).added_ids[0]

    def open(self) -> None:
        """Start the desk and put the keyboard into it."""
        begun = time.monotonic()
        self.program = self.desk.start_jiesu("--data-dir", self.folder)
        window = self.desk.wait_window("接诉即办", 60, program=self.program)
        self.pace = max(1.0, (time.monotonic() - begun) / USUAL_START)
        self.desk.activate(window)
        self.main = self.desk.focused()
        self.pause(1.5)

    def pause(self, seconds: float) -> None:
        """Let the desk read what it shows, which nothing on the screen tells; longer on a machine that is slow just now."""
        time.sleep(seconds * self.pace)

    def events(self, ticket: int) -> list[Event]:
        """The order's timeline as it stands in the database."""
        with self.store.read() as queries:
            return queries.tickets.events(ticket)

    def until(self, ticket: int, act: Act) -> Event:
        """Wait until the newest event is this act."""
        end = time.monotonic() + SECONDS * PATIENCE
        while time.monotonic() < end:
            newest = self.events(ticket)[-1]
            if newest.act is act:
                wait_for(lambda: self.desk.focused() == self.main, "the end of the form", SECONDS)
                self.pause(0.5)  # the panel reads the order again
                return newest
            time.sleep(0.05)
        assert self.program is not None
        raise AssertionError(
            f"no {act} on the timeline: {[e.act for e in self.events(ticket)]}\n{self.program.output}"
        )

    def form(self, key: str, *keys: str) -> None:
        """Open an act's form, press keys in it, save."""
        self.desk.key(key)
        wait_for(lambda: self.desk.focused() != self.main, f"the form of {key}", SECONDS)
        self.pause(0.6)
        for one in keys:
            if one.startswith("type:"):
                self.desk.type(one.removeprefix("type:"))
                self.pause(0.4)
            else:
                self.desk.key(one)
        self.desk.key("ctrl+Return")


@pytest.fixture
def night(desk: Desk, tmp_path: Path) -> Iterator[Night]:
    made = Night(desk, tmp_path)
    yield made
    if made.program is not None:
        made.program.stop()
    made.store.close()


def test_the_whole_way_by_keys(night: Night) -> None:
    ticket = night.order("热线-261124-000001")
    night.open()
    night.desk.key("s")
    night.until(ticket, Act.SIGN)
    night.form("u", "type:gas")
    night.until(ticket, Act.RAISE)
    night.form("b", "type:leader")
    night.until(ticket, Act.REPORT)
    night.form("p", "type:mmrq")
    night.until(ticket, Act.DISPATCH)
    night.form("q")
    night.until(ticket, Act.CONFIRM)
    night.form("f", "type:closed the valve")
    night.until(ticket, Act.FEEDBACK)
    night.form("j", "type:repaired")
    night.until(ticket, Act.CLOSE)
    night.form("h", "Tab", "Tab", "Tab", "space", "Tab", "space")
    called = night.until(ticket, Act.CALLBACK)
    night.form("g")
    night.until(ticket, Act.ARCHIVE)
    assert (called.details.resolved, called.details.satisfied) == ("已解决", "满意")
    assert [event.act for event in night.events(ticket)] == [
        Act.OBTAIN, Act.SIGN, Act.RAISE, Act.REPORT, Act.DISPATCH, Act.CONFIRM, Act.FEEDBACK, Act.CLOSE, Act.CALLBACK,
        Act.ARCHIVE,
    ]  # fmt: skip
    dispatched = next(event for event in night.events(ticket) if event.act is Act.DISPATCH)
    assert dispatched.details.unit == "某某燃气公司"


def test_one_goes_back_and_a_silent_unit_is_urged(night: Night) -> None:
    silent = night.order("热线-261124-000002", minutes_ago=50)
    with night.store.begin() as uow:
        at = night.time.now() - timedelta(minutes=40)
        details = Details(unit="某某燃气公司")
        acts.perform(uow, night.time, WHO, silent, Act.DISPATCH, details, occurred_at=at)
    night.open()
    night.desk.key("Return")
    night.form("Return")  # the next act of a unit silent for 40 minutes
    urged = night.until(silent, Act.URGE)
    assert (urged.details.contact, urged.details.phone) == ("甲某", "010-5555 0123")
    night.form("t", "Down", "Down")
    returned = night.until(silent, Act.RETURN)
    assert returned.details.reason
