from __future__ import annotations

from pathlib import Path

import pytest

from jiesu_desktop.storage import backup
from jiesu_desktop.storage.engine import Store, open_store
from jiesu_desktop.storage.errors import BackupFailed, RestoreFailed, Unsupported
from tests.storage.conftest import Add


def test_a_copy_put_back_brings_back_what_was(store: Store, add: Add, tmp_path: Path) -> None:
    if store.path is None:
        with pytest.raises(Unsupported, match="pg_dump"):
            store.backup(tmp_path / "copy.sqlite3")
        return
    add(number="n1", title="井盖")
    with store.read():  # while it is in use
        copy = store.backup(tmp_path / "copies" / "copy.sqlite3")
    add(number="n2")
    store.close()
    backup.restore(copy, store.path)
    again = open_store(f"sqlite:///{store.path}")
    with again.read() as queries:
        assert queries.tickets.by_number("n2") is None
        assert queries.search("井盖").hits == 1
    again.close()
    assert sorted(path.name for path in (tmp_path / "copies").iterdir()) == ["copy.sqlite3"]


@pytest.mark.parametrize("content", [None, b"no database" * 1000])
def test_an_unsound_copy_is_refused_and_the_database_stays(
    migrated_sqlite_url: str, tmp_path: Path, content: bytes | None
) -> None:
    bad = tmp_path / "bad.sqlite3"
    if content is not None:
        bad.write_bytes(content)
    database = tmp_path / "jiesu.sqlite3"
    before = database.read_bytes()
    with pytest.raises(RestoreFailed, match="不能恢复"):
        backup.restore(bad, database)
    assert database.read_bytes() == before
    assert not database.with_name("jiesu.sqlite3.part").exists()


def test_a_copy_that_cannot_be_written_leaves_nothing(migrated_sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be")
    store = open_store(migrated_sqlite_url)
    with pytest.raises(BackupFailed):
        store.backup(tmp_path / "taken" / "copy.sqlite3")
    store.close()
    assert (tmp_path / "taken").read_text().startswith("a file")
