"""Two desks of alarms over one PostgreSQL: which of them speaks, and what is said at one holds at the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from jiesu_desktop.alerts import speaking as lease
from jiesu_desktop.alerts.alert import Alert, Kind
from jiesu_desktop.alerts.channels import LogChannel
from jiesu_desktop.alerts.desk_alerts import AlertDesk
from jiesu_desktop.clock import ScaledTime
from jiesu_desktop.domain.tickets import Act, Details, Who
from jiesu_desktop.services import acts, intake, policy, settings, speaking
from jiesu_desktop.settings import SPEAKING_DESK
from jiesu_desktop.storage.engine import open_store
from tests.alerts.test_desk_alerts import Ear, soon
from tests.desk.postgres import Cluster
from tests.services.room import START, order

pytestmark = pytest.mark.postgres
FIRST, SECOND, GHOST = "一号台", "二号台", "三号台"


class Voice(Ear):
    """Remembers what it would have spoken, and leaves speaking to another desk as the real one does."""

    def __init__(self) -> None:
        super().__init__("voice")
        self.speaks: Any = lambda: True

    def wants(self, alert: Alert) -> bool:
        return super().wants(alert) and (alert.kind is Kind.DESK or self.speaks())

    def said(self) -> list[str]:
        return [alert.text for alert in self.heard]


class Post:
    """One desk with its own connection, journal and operator."""

    def __init__(self, url: str, time: ScaledTime, folder: Path, workstation: str) -> None:
        self.time, self.who = time, Who("张三" if workstation == FIRST else "李四", workstation)
        self.store = open_store(url, time=time)
        with self.store.begin() as uow:
            policy.ensure_default(uow, time, self.who)
        self.voice, self.tray = Voice(), Ear("tray")
        self.desk = AlertDesk(
            self.store, time, self.who, [self.voice, self.tray, LogChannel()], folder / workstation, lambda *_: None
        )  # fmt: skip
        self.voice.speaks = self.desk.speaking.speaks

    def start(self) -> None:
        self.desk.speaking.start()
        self.desk.start()
        assert self.desk.ready.wait(20)

    def take(self, number: str) -> int:
        """An order that may be urgent: asked of at once, aloud."""
        row = replace(order(number), title="家中漏气", content="市民反映，家中闻到漏气。", street="模拟街道")
        with self.store.begin() as uow:
            (ticket,) = intake.take_in(uow, self.time, self.who, [row]).added_ids
        self.desk.changed([ticket])
        return ticket

    def name(self, workstation: str) -> None:
        """The room names its speaking desk."""
        with self.store.begin() as uow:
            settings.put(uow, self.time, self.who, SPEAKING_DESK.key, workstation, for_room=True)
        self.desk.speaking.look()

    def rings(self, ticket: int) -> list[Alert]:
        return [alert for alert in self.desk.engine.live if alert.ticket_id == ticket]

    def asks(self, ticket: int) -> bool:
        return any(alert.ticket_id == ticket for alert in self.voice.heard)

    def shows(self, ticket: int) -> bool:
        return any(alert.ticket_id == ticket for alert in self.tray.heard)

    def close(self) -> None:
        self.desk.stop()
        self.store.close()


@pytest.fixture
def posts(
    migrated_postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Post, Post]]:
    monkeypatch.setattr(lease, "_BEAT", 0.1)
    monkeypatch.setattr(lease, "_LEASE", 1.0)
    monkeypatch.setattr(speaking, "SILENT", timedelta(seconds=1))
    time = ScaledTime(START, 1.0)
    pair = (
        Post(migrated_postgres_url, time, tmp_path, FIRST),
        Post(migrated_postgres_url, time, tmp_path, SECOND),
    )
    for one in pair:
        one.start()
    yield pair
    for one in pair:
        one.close()


def silent(one: Post) -> bool:
    return not one.desk.speaking.speaks()


def test_where_none_is_named_both_speak(posts: tuple[Post, Post]) -> None:
    first, second = posts
    ticket = first.take("热线-261124-000001")
    soon(lambda: first.asks(ticket) and second.asks(ticket), "both desks' voices")


def test_the_desk_named_speaks_for_the_other_until_it_ends(posts: tuple[Post, Post]) -> None:
    first, second = posts
    second.name(FIRST)
    soon(lambda: silent(second), "the second desk's silence")
    ticket = second.take("热线-261124-000001")
    soon(lambda: first.asks(ticket) and second.shows(ticket), "one voice, two screens")
    assert not second.asks(ticket)
    assert not silent(first)
    first.desk.speaking.stop()
    soon(lambda: any("没有运行" in text for text in second.voice.said()), "why it speaks now")
    other = second.take("热线-261124-000002")
    soon(lambda: second.asks(other), "the second desk's voice")


def test_a_desk_whose_voice_fails_leaves_speaking_to_the_other(posts: tuple[Post, Post]) -> None:
    first, second = posts
    second.name(FIRST)
    soon(lambda: silent(second), "the second desk's silence")
    first.desk.speaking.lamp("voice/device", False)
    soon(lambda: not silent(second), "the second desk takes over")
    first.desk.speaking.lamp("voice/device", True)
    soon(lambda: silent(second), "the first is well again")


def test_what_the_named_desk_took_with_it_when_it_died_is_spoken_by_the_others(
    posts: tuple[Post, Post],
) -> None:
    first, second = posts
    first.name(GHOST)
    with first.store.begin() as uow:  # it beat for the last time
        speaking.present(uow, GHOST, first.time.now() + timedelta(seconds=0.9))
    soon(lambda: silent(first) and silent(second), "both leave it to the third")
    ticket = first.take("热线-261124-000001")
    soon(lambda: first.shows(ticket) and second.shows(ticket), "the balloons")
    soon(lambda: first.asks(ticket) and second.asks(ticket), "both voices, once the third is silent")
    assert all(any("已无响应" in text for text in one.voice.said()) for one in posts)
    assert [alert.ticket_id for alert in first.voice.heard if alert.kind is Kind.STAGE] == [ticket]
    assert len([alert for alert in first.tray.heard if alert.stage and alert.stage.name == "suspected"]) == 1


def test_a_desk_that_cannot_ask_speaks(posts: tuple[Post, Post], postgres_cluster: Cluster) -> None:
    first, _ = posts
    first.name(SECOND)
    soon(lambda: silent(first), "the first desk's silence")
    postgres_cluster.execute("CHECKPOINT")  # the tests' server keeps nothing else when its power goes
    postgres_cluster.stop()
    try:
        soon(lambda: not silent(first), "the lease runs out")
        soon(lambda: lease.UNKNOWN in first.voice.said(), "why")
    finally:
        postgres_cluster.start()
    soon(lambda: silent(first), "the second is heard of again")


def test_what_is_acknowledged_at_one_desk_falls_silent_at_the_other(posts: tuple[Post, Post]) -> None:
    first, second = posts
    ticket = first.take("热线-261124-000001")
    soon(lambda: first.rings(ticket) and second.rings(ticket), "both ring")
    second.desk.acknowledge(second.rings(ticket)[0].key)
    soon(lambda: not first.rings(ticket) and not second.rings(ticket), "silence at both")
    with first.store.read() as queries:
        (record,) = [one for one in queries.alerts.of_ticket(ticket) if one.stage == "suspected"]
    assert record.acknowledged_by == "李四"


def test_what_is_put_off_at_one_desk_is_put_off_at_the_other(posts: tuple[Post, Post]) -> None:
    first, second = posts
    ticket = first.take("热线-261124-000001")
    soon(lambda: first.rings(ticket) and second.rings(ticket), "both ring")
    first.desk.shelve(first.rings(ticket)[0].key, "等单位回电", 5)
    soon(lambda: second.rings(ticket) and second.rings(ticket)[0].shelved, "put off at the other")
    shelving = second.rings(ticket)[0].shelved
    assert shelving is not None
    assert (shelving.reason, shelving.who) == ("等单位回电", "张三")
    assert not second.desk.rings(second.rings(ticket)[0].key)


def test_a_desk_that_was_away_neither_tells_nor_rings_what_was_acknowledged_or_put_off_meanwhile(
    posts: tuple[Post, Post],
) -> None:
    first, second = posts
    second.desk.stop()
    seen, off = first.take("热线-261124-000001"), first.take("热线-261124-000002")
    soon(lambda: first.rings(seen) and first.rings(off), "the first rings")
    first.desk.acknowledge(first.rings(seen)[0].key)
    first.desk.shelve(first.rings(off)[0].key, "等单位回电", 5)

    def kept() -> bool:
        with first.store.read() as queries:
            keys = {one.ticket_id: one for one in queries.alerts.open()}
            return seen not in keys and bool(queries.alerts.deliveries_by("shelve", [keys[off].key]))

    soon(kept, "the first desk's entries")
    second.desk = AlertDesk(
        second.store, second.time, second.who, [second.voice, second.tray], second.desk.journal.path.parent, lambda *_: None
    )  # fmt: skip
    second.voice.heard.clear()
    second.start()
    soon(lambda: second.rings(off), "it stands in the list")
    assert second.rings(off)[0].shelved
    assert not second.rings(seen)
    assert second.voice.heard == []


def test_an_act_at_one_desk_ends_the_alert_at_the_other(posts: tuple[Post, Post]) -> None:
    first, second = posts
    ticket = first.take("热线-261124-000001")
    soon(lambda: second.rings(ticket), "the second rings")
    with first.store.begin() as uow:
        acts.perform(uow, first.time, first.who, ticket, Act.JUDGE, Details())
    soon(lambda: not second.rings(ticket), "it is answered")
