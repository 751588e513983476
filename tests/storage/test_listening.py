from __future__ import annotations

import queue
import threading

import pytest

from jiesu_desktop.storage import listening
from jiesu_desktop.storage.engine import Store, open_store
from jiesu_desktop.storage.records import Touched
from tests.desk.postgres import Cluster
from tests.storage.conftest import Make

WAIT_S = 10


def test_another_programs_commits_are_heard_and_ones_own_are_not(
    store: Store, db_url: str, make: Make
) -> None:
    heard: queue.Queue[Touched] = queue.Queue()
    stop = store.listen(heard.put)
    other = open_store(db_url)
    with store.begin() as work:
        work.tickets.add_many([make(number="mine")])
    with other.begin() as work:
        [theirs] = work.tickets.add_many([make(number="theirs")])
    assert heard.get(timeout=WAIT_S) == Touched(frozenset({theirs}))
    with other.begin() as work:
        work.settings.set("a", 1)
        work.touch(theirs, topics=("alerts",))
    assert heard.get(timeout=WAIT_S) == Touched(frozenset({theirs}), frozenset({"settings", "alerts"}))
    stop()
    with other.begin() as work:
        work.settings.set("a", 2)
    other.close()
    assert heard.empty()


def test_what_is_undone_or_only_read_is_not_told(store: Store, db_url: str) -> None:
    heard: queue.Queue[Touched] = queue.Queue()
    store.listen(heard.put)
    other = open_store(db_url)
    with pytest.raises(RuntimeError), other.begin() as work:  # noqa: PT012 - the failure must come last
        work.settings.set("a", 1)
        raise RuntimeError
    with other.begin() as work:
        assert work.settings.get("a") is None
    with other.begin() as work:
        work.operators.ensure("李某")
    other.close()
    assert heard.get(timeout=WAIT_S).topics == {"operators"}


def test_a_list_too_long_stands_for_everything(store: Store, db_url: str) -> None:
    heard: queue.Queue[Touched] = queue.Queue()
    store.listen(heard.put)
    other = open_store(db_url)
    with other.begin() as work:
        work.touch(*range(1, listening._MOST_IDS + 2))
    other.close()
    assert heard.get(timeout=WAIT_S).everything


def test_a_failing_listener_goes_on_listening(
    store: Store, db_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    heard: queue.Queue[Touched] = queue.Queue()
    failed = threading.Event()

    def fails_once(what: Touched) -> None:
        if not failed.is_set():
            failed.set()
            raise ValueError("once")
        heard.put(what)

    store.listen(fails_once)
    other = open_store(db_url)
    for value in (1, 2):
        with other.begin() as work:
            work.settings.set("a", value)
        assert failed.wait(WAIT_S)
    other.close()
    assert heard.get(timeout=WAIT_S).topics == {"settings"}
    assert "a listener failed" in caplog.text


@pytest.mark.postgres
def test_after_the_server_was_away_everything_may_have_changed(
    migrated_postgres_url: str, postgres_cluster: Cluster
) -> None:
    heard: queue.Queue[Touched] = queue.Queue()
    store = open_store(migrated_postgres_url)
    store.listen(heard.put)
    with store.engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%%' AND datname = current_database()"
        )
    assert heard.get(timeout=WAIT_S).everything
    store.close()
