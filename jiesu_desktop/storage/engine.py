"""Opening the database, and its two doors: :meth:`Store.begin` to write, :meth:`Store.read` to ask.

SQLite runs in WAL mode with ``synchronous=FULL`` (nothing that was committed is lost) and every write starts with
BEGIN IMMEDIATE, so two writers queue instead of failing half-way. PostgreSQL goes through psycopg 3; there the
server's clock rules, see :attr:`Store.server_offset`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from jiesu_desktop.clock import SystemTime, TimeSource
from jiesu_desktop.storage import backup, listening, migrate
from jiesu_desktop.storage.attachments import FOLDER, InDatabase, InFolder, Kept
from jiesu_desktop.storage.errors import BadUrl, NotADatabase, ReadOnly, StorageError
from jiesu_desktop.storage.failures import explaining
from jiesu_desktop.storage.filesystems import file_system_of, refuse_network_share
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import Touched
from jiesu_desktop.storage.types import to_micros
from jiesu_desktop.storage.unit_of_work import UnitOfWork

BUSY_TIMEOUT_MS = 10_000
_WRITING = "jiesu_writing"
_MANY = 2000  # orders added at once after which the planner's figures are no longer true


class Store:
    """An open database of this program's schema. Safe to use from several threads.

    Attributes:
        engine: SQLAlchemy's.
        dialect: ``sqlite`` or ``postgresql``.
        path: the SQLite file, None for PostgreSQL.
        server_offset: server time minus this machine's, measured at connect; zero for SQLite.
        sender: tells this store's own commits from those of other programs.
        attachments: the bytes of files put with orders.
    """

    def __init__(self, engine: Engine, time: TimeSource) -> None:
        self.engine, self.time = engine, time
        self.dialect = engine.dialect.name
        self.path = Path(engine.url.database) if self.dialect == "sqlite" and engine.url.database else None
        self.server_offset = timedelta(0)
        self.sender = uuid.uuid4().hex
        self.attachments: Kept = self._attachments()
        self._listeners: list[Callable[[], None]] = []

    def _attachments(self) -> Kept:
        reading, writing = (partial(self.connection, writing=way) for way in (False, True))
        if self.path is None:
            return InDatabase(writing, reading)
        return InFolder(self.path.absolute().parent / FOLDER, reading)

    @contextmanager
    def begin(self) -> Iterator[UnitOfWork]:
        """One transaction to write in: saved on a clean exit, undone on an exception.

        Raises:
            StorageError: nothing was saved, and why.
        """
        with explaining(), self.connection(writing=True) as connection, connection.begin():
            work = UnitOfWork(connection)
            yield work
            if work.tickets.added >= _MANY:
                _analyze(connection)
            listening.announce(connection, self.sender, work.touched)

    @contextmanager
    def read(self) -> Iterator[Queries]:
        """Ask within one consistent snapshot; keep it short, and no longer than the answer."""
        with explaining(), self.connection(writing=False) as connection, connection.begin():
            queries = Queries(connection)
            try:
                yield queries
            finally:
                queries.end()

    @contextmanager
    def connection(self, *, writing: bool) -> Iterator[Connection]:
        """A bare connection for storage's own use; ``begin`` and ``read`` are the doors for everyone else."""
        with self.engine.connect() as connection:
            if self.dialect == "sqlite":
                yield connection.execution_options(**{_WRITING: writing})
            elif writing:
                yield connection
            else:
                yield connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )

    def listen(self, callback: Callable[[Touched], None]) -> Callable[[], None]:
        """Call back, on a thread of storage's own, after each commit of another program. Returns what ends it."""
        stop = listening.start(self.engine, self.sender, callback)
        self._listeners.append(stop)
        return stop

    def check(self) -> None:
        """Whether the database answers and is whole.

        Raises:
            StorageError: it does not, or is not.
        """
        with explaining(), self.connection(writing=False) as connection, connection.begin():
            migrate.current(connection)
            if self.dialect == "sqlite":
                found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
                if found != "ok":
                    raise NotADatabase(str(found))

    def measured_offset(self) -> timedelta:
        """Server time minus this machine's as of now; zero for SQLite."""
        if self.dialect != "postgresql":
            return timedelta(0)
        with explaining(), self.connection(writing=False) as connection, connection.begin():
            return _offset(connection, SystemTime())

    def backup(self, target: Path) -> Path:
        """A sound copy of the database and of its orders' files; see :func:`backup.copy_all`."""
        folder = self.attachments.folder if isinstance(self.attachments, InFolder) else Path()
        return backup.copy_all(self.engine, target, folder)

    def close(self) -> None:
        """End listening and let go of every connection."""
        for stop in self._listeners:
            stop()
        self._listeners.clear()
        self.engine.dispose()


def open_store(
    url: str,
    *,
    time: TimeSource | None = None,
    create: bool = True,
    backups: Path | None = None,
    file_system: Callable[[Path], str] = file_system_of,
) -> Store:
    """Open the database, bringing its schema up to this program's (a SQLite file is copied to ``backups`` first).

    Args:
        url: SQLAlchemy URL, ``sqlite:///file`` or ``postgresql+psycopg://…``.
        time: names the backup and measures the server's offset; the machine's clock by default.
        create: make a SQLite file that is not there.
        backups: where copies go before a migration; ``backups`` beside the file by default.
        file_system: the type of file system a path lies on, e.g. ``ext4`` or ``nfs4``.

    Raises:
        StorageError: one of its kinds, with a sentence for the person at the desk. Nothing was changed.
    """
    time = time or SystemTime()
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        _check_file(address, create=create, file_system=file_system)
    engine = _engine(address)
    store = Store(engine, time)
    try:
        with explaining():
            _prepare(store, backups)
    except BaseException:
        engine.dispose()
        raise
    return store


def _address(url: str) -> URL:
    try:
        address = make_url(url)
        backend, driver = address.get_backend_name(), address.drivername
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise BadUrl(url) from error
    if backend == "sqlite":
        if driver not in ("sqlite", "sqlite+pysqlite") or address.database in (None, "", ":memory:"):
            raise BadUrl(url)
        return address.set(drivername="sqlite")
    if backend in ("postgresql", "postgres") and driver in (
        "postgres",
        "postgresql",
        "postgresql+psycopg",
    ):
        if not address.database:
            raise BadUrl(address.render_as_string(hide_password=True))
        return address.set(drivername="postgresql+psycopg")
    raise BadUrl(address.render_as_string(hide_password=True))


def _check_file(address: URL, *, create: bool, file_system: Callable[[Path], str]) -> None:
    path = Path(address.database or "").absolute()
    refuse_network_share(path, file_system)
    try:
        if path.is_dir():
            raise NotADatabase(f"{path} 是文件夹")
        if not path.exists():
            if not create:
                raise NotADatabase(f"找不到 {path}")
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("ab"):
                pass  # fails here, clearly, where the folder cannot be written
        else:
            with path.open("r+b"):
                pass
    except OSError as error:
        raise ReadOnly(str(path)) from error


def _engine(address: URL) -> Engine:
    if address.get_backend_name() == "sqlite":
        engine = create_engine(address, connect_args={"timeout": BUSY_TIMEOUT_MS / 1000})
        event.listen(engine, "connect", _on_sqlite_connect)
        event.listen(engine, "begin", _on_sqlite_begin)
        return engine
    return create_engine(address, pool_pre_ping=True, connect_args={"connect_timeout": 10})


def _on_sqlite_connect(dbapi: Any, _record: Any) -> None:
    dbapi.isolation_level = None  # sqlite3 must not begin transactions of its own; _on_sqlite_begin does
    cursor = dbapi.cursor()
    for pragma in (
        f"busy_timeout={BUSY_TIMEOUT_MS}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-65536",
        "journal_size_limit=67108864",
        "temp_store=MEMORY",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_sqlite_begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("isolation_level") == "AUTOCOMMIT":
        return
    writing = options.get(_WRITING, False)
    connection.exec_driver_sql(f"PRAGMA query_only = {int(not writing)}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _analyze(connection: Connection) -> None:
    """Let the planner see what the tables hold now; a sample, so quick at any size."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA analysis_limit=1000")
        for table in ("tickets", "events", "calls", "callbacks"):
            connection.exec_driver_sql(f"ANALYZE {table}")
        return
    connection.exec_driver_sql("ANALYZE tickets, events, calls, callbacks, ticket_text")


def _prepare(store: Store, backups: Path | None) -> None:
    """Look first, copy, then migrate: a database that needs nothing is not written to."""
    with store.connection(writing=False) as connection, connection.begin():
        found = migrate.current(connection)
        if store.dialect == "postgresql":
            store.server_offset = _offset(connection, store.time)
    if found == migrate.HEAD:
        return
    if found is not None and store.path is not None:
        folder = backups or store.path.parent / "backups"
        backup.copy(store.engine, folder / backup.name_before(found, store.time.now()))
    with store.connection(writing=True) as connection, connection.begin():
        if migrate.current(connection) != migrate.HEAD:  # another desk may have been quicker
            migrate.upgrade(connection)


def _offset(connection: Connection, time: TimeSource) -> timedelta:
    """Server time minus ours, halving the round trip."""
    before = time.now()
    server = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
    after = time.now()
    return timedelta(microseconds=to_micros(server) - (to_micros(before) + to_micros(after)) // 2)


__all__ = ["StorageError", "Store", "open_store"]
