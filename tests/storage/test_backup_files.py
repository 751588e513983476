from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.tickets import Act, Attachment
from jiesu_desktop.storage import backup
from jiesu_desktop.storage.engine import Store, open_store
from jiesu_desktop.storage.errors import AttachmentsIncomplete, RestoreFailed
from tests.storage.conftest import NOW, Add, happened

CONTENTS = (b"a photograph", b"a letter" * 200_000)


@pytest.fixture
def store(migrated_sqlite_url: str, policy: Policy) -> Iterator[Store]:
    """On SQLite: PostgreSQL's own tools take the files along, which are rows there."""
    opened = open_store(migrated_sqlite_url)
    with opened.begin() as work:
        work.policies.add(policy, NOW, "主管", NOW)
    yield opened
    opened.close()


@pytest.fixture
def with_files(store: Store, add: Add) -> dict[str, bytes]:
    """Digest -> content of two files put with one order; a third content no act names."""
    kept = {store.attachments.keep(partial(iter, [content]), NOW)[0]: content for content in CONTENTS}
    store.attachments.keep(lambda: iter([b"never named"]), NOW)
    files = tuple(Attachment(f"{n}.jpg", digest, len(kept[digest])) for n, digest in enumerate(kept))
    add(happened(Act.OBTAIN), happened(Act.ATTACH, attachments=files), number="n1")
    return kept


def put_back(copy: Path, database: Path, scratch: Path) -> int:
    """Restore as the command does; how many files are lost."""
    scratch.mkdir()
    with backup.opened(copy, scratch) as found:
        backup.restore(found.database, database)
        return backup.bring(database, found.source, database.parent / "attachments", verify=True)


@pytest.mark.parametrize("name", ["copy.sqlite3", "copy.zip"])
def test_files_of_orders_go_with_the_copy_and_come_back(
    store: Store, with_files: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    copy = store.backup(tmp_path / "copies" / name)
    moved = tmp_path / "stick"
    (tmp_path / "copies").rename(moved)
    elsewhere = tmp_path / "elsewhere"
    assert put_back(moved / copy.name, elsewhere / "jiesu.sqlite3", tmp_path / "scratch") == 0
    again = open_store(f"sqlite:///{elsewhere / 'jiesu.sqlite3'}")
    for digest, content in with_files.items():
        assert b"".join(again.attachments.pieces(digest)) == content
    again.close()
    assert len([path for path in (elsewhere / "attachments").rglob("*") if path.is_file()]) == 2
    assert [path for path in moved.rglob("*") if path.name.endswith(".part")] == []


def test_the_next_copy_copies_only_files_that_are_new(
    store: Store, with_files: dict[str, bytes], add: Add, tmp_path: Path
) -> None:
    store.backup(tmp_path / "copies" / "1.sqlite3")
    held = tmp_path / "copies" / "attachments"
    before = {path: path.stat().st_ino for path in held.rglob("*") if path.is_file()}
    digest, size = store.attachments.keep(lambda: iter([b"new"]), NOW)
    add(happened(Act.OBTAIN), happened(Act.ATTACH, attachments=(Attachment("n", digest, size),)))
    store.backup(tmp_path / "copies" / "2.sqlite3")
    after = {path: path.stat().st_ino for path in held.rglob("*") if path.is_file()}
    assert {path for path in after if path not in before} == {held / digest[:2] / digest}
    assert before.items() <= after.items()


@pytest.mark.parametrize("name", ["copy.sqlite3", "copy.zip"])
def test_a_file_that_is_gone_or_damaged_is_counted_and_the_rest_is_copied(
    store: Store, with_files: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "attachments"
    good, bad = with_files
    (folder / bad[:2] / bad).write_bytes(b"x" * len(with_files[bad]))
    with pytest.raises(AttachmentsIncomplete, match="1 个附件") as raised:
        store.backup(tmp_path / "copies" / name)
    assert raised.value.made.is_file()
    elsewhere = tmp_path / "elsewhere"
    assert put_back(raised.value.made, elsewhere / "jiesu.sqlite3", tmp_path / "scratch") == 1
    assert (elsewhere / "attachments" / good[:2] / good).read_bytes() == with_files[good]
    assert not (elsewhere / "attachments" / bad[:2] / bad).exists()


def test_putting_back_mends_a_damaged_file(
    store: Store, with_files: dict[str, bytes], tmp_path: Path
) -> None:
    assert store.path is not None
    copy = store.backup(tmp_path / "copies" / "copy.sqlite3")
    store.close()
    digest = next(iter(with_files))
    place = tmp_path / "attachments" / digest[:2] / digest
    place.write_bytes(b"x" * len(with_files[digest]))
    assert put_back(copy, store.path, tmp_path / "scratch") == 0
    assert place.read_bytes() == with_files[digest]


def test_a_packed_file_that_is_no_copy_of_ours_is_refused(tmp_path: Path) -> None:
    packed = tmp_path / "holiday.zip"
    with zipfile.ZipFile(packed, "w") as pack:
        pack.writestr("../../evil.sqlite3", b"x")
    with pytest.raises(RestoreFailed, match="不能恢复"), backup.opened(packed, tmp_path):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == ["holiday.zip"]
