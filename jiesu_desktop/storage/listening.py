"""Hearing what other programs commit: LISTEN/NOTIFY on PostgreSQL, a watched table on SQLite.

A commit names what it touched. Where the word may have been lost (a connection broke, a list too long), listeners
are told that everything may have changed.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, delete, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from jiesu_desktop.storage.records import Touched
from jiesu_desktop.storage.tables_desk import touched
from jiesu_desktop.storage.types import dumps

_log = logging.getLogger(__name__)
_CHANNEL = "jiesu_touched"
_POLL_S = 0.5
_KEEP = 500  # rows of the watched table: minutes of a busy desk
_MOST_IDS = 1000  # PostgreSQL's payload ends at 8000 bytes


def announce(connection: Connection, sender: str, what: Touched) -> None:
    """Within the writing transaction: say what it touched, heard once it is committed."""
    if not (what.tickets or what.topics or what.everything):
        return
    tickets = sorted(what.tickets)
    if what.everything or len(tickets) > _MOST_IDS:
        tickets = [0]  # no ticket has it: stands for all
    if connection.dialect.name == "postgresql":
        payload = dumps([sender, tickets, sorted(what.topics)])
        connection.exec_driver_sql("SELECT pg_notify(%s, %s)", (_CHANNEL, payload))
        return
    made = connection.execute(
        insert(touched).values(sender=sender, tickets=tickets, topics=sorted(what.topics))
    )
    row = made.inserted_primary_key
    if row is not None and row[0] % _KEEP == 0:
        connection.execute(delete(touched).where(touched.c.id <= row[0] - _KEEP))


def start(engine: Engine, sender: str, callback: Callable[[Touched], None]) -> Callable[[], None]:
    """Listen on a thread of its own; returns what ends it."""
    ear = (_PostgresEar if engine.dialect.name == "postgresql" else _SqliteEar)(engine, sender, callback)
    ear.start()
    return ear.stop


class _Ear(threading.Thread):
    def __init__(self, engine: Engine, sender: str, callback: Callable[[Touched], None]) -> None:
        super().__init__(name="storage-listen", daemon=True)
        self.engine, self.sender, self.callback = engine, sender, callback
        self.ended, self.ready = threading.Event(), threading.Event()

    def start(self) -> None:
        """Start, and return once nothing committed from now on can be missed."""
        super().start()
        self.ready.wait(10)

    def stop(self) -> None:
        """End; waits for a callback under way unless called from it."""
        self.ended.set()
        if threading.current_thread() is not self:
            self.join(5)

    def tell(self, sender: str, tickets: list[int], topics: list[str]) -> None:
        if sender == self.sender:
            return
        everything = tickets == [0]
        ids = frozenset[int]() if everything else frozenset(tickets)
        self._call(Touched(ids, frozenset(topics), everything))

    def tell_everything(self) -> None:
        self._call(Touched(everything=True))

    def _call(self, what: Touched) -> None:
        try:
            self.callback(what)
        except Exception:  # noqa: BLE001 - a listener's fault must not deafen the desk
            _log.exception("a listener failed")


class _SqliteEar(_Ear):
    """Asks PRAGMA data_version, which costs nothing, and reads the table only when another connection committed."""

    def run(self) -> None:
        try:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                last, version = self._newest(connection), self._version(connection)
                self.ready.set()
                while not self.ended.wait(_POLL_S):
                    if (now := self._version(connection)) != version:
                        version, last = now, self._read(connection, last)
        except SQLAlchemyError:
            _log.exception("listening ended")
        finally:
            self.ready.set()

    def _version(self, connection: Connection) -> int:
        return int(connection.exec_driver_sql("PRAGMA data_version").scalar_one())

    def _newest(self, connection: Connection) -> int:
        return int(connection.execute(select(func.coalesce(func.max(touched.c.id), 0))).scalar_one())

    def _read(self, connection: Connection, last: int) -> int:
        query = select(touched).where(touched.c.id > last).order_by(touched.c.id)
        for row in connection.execute(query).all():
            if row.id > last + 1 and last:
                self.tell_everything()  # rows between were pruned before we read them
            self.tell(row.sender, row.tickets, row.topics)
            last = row.id
        return last


class _PostgresEar(_Ear):
    """A connection that only listens; when it breaks, it is made again and listeners ask for everything."""

    def run(self) -> None:
        import psycopg

        url = self.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
        first = True
        while not self.ended.is_set():
            try:
                with psycopg.connect(url, autocommit=True, connect_timeout=10) as connection:
                    connection.execute(f"LISTEN {_CHANNEL}")
                    self.ready.set()
                    if not first:
                        self.tell_everything()
                    first = False
                    self._hear(connection)
            except (psycopg.Error, OSError) as error:
                _log.warning("listening broke off: %s", error)
                first = False
                self.ended.wait(1)
        self.ready.set()

    def _hear(self, connection: Any) -> None:
        while not self.ended.is_set():
            for note in connection.notifies(timeout=_POLL_S):
                sender, tickets, topics = json.loads(note.payload)
                self.tell(sender, tickets, topics)
