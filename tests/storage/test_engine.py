from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from jiesu_desktop.clock import ScaledTime, SystemTime
from jiesu_desktop.storage import engine as engine_module
from jiesu_desktop.storage.engine import Store, open_store
from jiesu_desktop.storage.errors import (
    BadUrl,
    DiskFull,
    Locked,
    NetworkShare,
    NotADatabase,
    ReadOnly,
    Unreachable,
)
from tests.storage.conftest import NOW, Make


@pytest.mark.parametrize(
    "url",
    [
        "", "nonsense", "sqlite://", "sqlite:///:memory:", "mysql://u@h/db", "oracle://h", "postgresql://u@h:abc/db",
        "postgresql+psycopg://u:geheim@h", "postgresql+asyncpg://u@h/db", "sqlite+aiosqlite:///x",
    ],
)  # fmt: skip
def test_a_wrong_url_is_said_so_without_its_password(url: str) -> None:
    with pytest.raises(BadUrl, match="sqlite:///文件路径") as refused:
        open_store(url)
    assert "geheim" not in refused.value.message


def test_a_file_on_a_network_share_is_refused_before_it_is_made(tmp_path: Path) -> None:
    asked: list[Path] = []

    def shared(path: Path) -> str:
        asked.append(path)
        return "cifs"

    with pytest.raises(NetworkShare, match="PostgreSQL"):
        open_store(f"sqlite:///{tmp_path / 'new' / 'x.sqlite3'}", file_system=shared)
    assert asked == [tmp_path / "new" / "x.sqlite3"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"PK\x03\x04 a workbook" * 100, b"\xff" * 5000])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.sqlite3"
    path.write_bytes(content)
    with pytest.raises(NotADatabase, match="不是本程序的数据库"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == content


def test_a_missing_file_is_made_only_where_that_was_asked_for(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a' / 'x.sqlite3'}"
    with pytest.raises(NotADatabase, match="找不到"):
        open_store(url, create=False)
    open_store(url).close()
    open_store(url, create=False).close()
    with pytest.raises(NotADatabase, match="是文件夹"):
        open_store(f"sqlite:///{tmp_path}")


_OPEN = """
import sys
from jiesu_desktop.storage.engine import open_store
from jiesu_desktop.storage.errors import StorageError
try:
    store = open_store(sys.argv[1])
    with store.begin() as work:
        work.settings.set("a", 1)
except StorageError as error:
    print(type(error).__name__, error.message)
"""


@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_cannot_be_written_is_said_so(
    sqlite_url: str, tmp_path: Path, unprivileged: Callable[..., CompletedProcess[str]], what: str
) -> None:
    for parent in (tmp_path, *tmp_path.parents[:3]):
        parent.chmod(0o755)
    if what == "file":
        open_store(sqlite_url).close()
        (tmp_path / "jiesu.sqlite3").chmod(0o444)
    (tmp_path).chmod(0o555)
    done = unprivileged([sys.executable, "-c", _OPEN, sqlite_url])
    tmp_path.chmod(0o755)
    assert done.stdout.startswith("ReadOnly 数据文件或所在文件夹不可写"), done.stderr


def test_a_full_disk_saves_nothing_and_says_so(migrated_sqlite_url: str, make: Make) -> None:
    store = open_store(migrated_sqlite_url)
    with store.connection(writing=False) as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(DiskFull, match="磁盘已满"), store.begin() as work:
        work.settings.set("big", "x" * 100_000)
    with store.read() as queries:
        assert queries.settings.get("big") is None
    store.close()


def test_a_database_held_by_another_program_is_said_so(
    migrated_sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "BUSY_TIMEOUT_MS", 50)
    store = open_store(migrated_sqlite_url)
    with closing(sqlite3.connect(tmp_path / "jiesu.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Locked, match="其他程序占用"), store.begin() as work:
            work.settings.set("a", 1)
        with store.read() as queries:  # reading goes on
            assert queries.settings.get("a") is None
    with store.begin() as work:
        work.settings.set("a", 1)
    store.close()


def test_sqlite_runs_as_decided(migrated_sqlite_url: str) -> None:
    store = open_store(migrated_sqlite_url)
    with store.connection(writing=False) as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    store.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}


def test_a_reader_keeps_its_snapshot_while_another_writes(store: Store) -> None:
    with store.read() as queries:
        assert queries.settings.get("a") is None
        with store.begin() as work:
            work.settings.set("a", 1)
        assert queries.settings.get("a") is None
    with store.read() as queries:
        assert queries.settings.get("a") == 1


def test_reading_cannot_write(store: Store) -> None:
    with pytest.raises(ReadOnly), store.read() as queries:
        queries.settings.set("a", 1)


@pytest.mark.postgres
def test_a_server_that_is_away_or_refuses_is_said_so(migrated_postgres_url: str) -> None:
    with pytest.raises(Unreachable, match="连接不上"):
        open_store("postgresql+psycopg://jiesu@127.0.0.1:9/none")
    with pytest.raises(Unreachable, match="连接不上"):
        open_store(migrated_postgres_url + "x")


@pytest.mark.postgres
def test_the_servers_clock_is_measured(migrated_postgres_url: str) -> None:
    ahead = SystemTime(timedelta(hours=2))
    store = open_store(migrated_postgres_url, time=ahead)
    store.close()
    assert abs(store.server_offset + timedelta(hours=2)) < timedelta(minutes=1)


def test_sqlite_has_no_server_clock(migrated_sqlite_url: str) -> None:
    store = open_store(migrated_sqlite_url, time=ScaledTime(NOW, 0))
    assert store.server_offset == timedelta(0)
    assert store.path is not None
    assert store.path.samefile(migrated_sqlite_url.removeprefix("sqlite:///"))
    store.check()
    store.close()


def test_a_damaged_file_is_noticed(migrated_sqlite_url: str, make: Make) -> None:
    store = open_store(migrated_sqlite_url)
    with store.connection(writing=True) as connection, connection.begin():
        connection.exec_driver_sql("PRAGMA writable_schema = ON")
        connection.exec_driver_sql("UPDATE sqlite_master SET rootpage = 3 WHERE name = 'ix_tickets_number'")
    store.close()
    damaged = open_store(migrated_sqlite_url)
    with pytest.raises(NotADatabase):
        damaged.check()
    damaged.close()
