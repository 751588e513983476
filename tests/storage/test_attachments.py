from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import func, select

from jiesu_desktop.domain.tickets import Act, Attachment
from jiesu_desktop.storage.attachments import PART, InFolder, Reader
from jiesu_desktop.storage.engine import Store
from jiesu_desktop.storage.errors import AttachmentAltered, AttachmentMissing
from jiesu_desktop.storage.tables import attachment_parts
from tests.storage.conftest import NOW, Add, happened

DAY = timedelta(days=1)
BIG = os.urandom(PART * 2 + 77)


def bringing(content: bytes, piece: int = 1000) -> Reader:
    """A file of that content, read in uneven pieces."""
    return lambda: (content[at : at + piece] for at in range(0, len(content), piece))


def digest_of(content: bytes) -> str:
    """Its name."""
    return sha256(content).hexdigest()


def held(store: Store) -> int:
    """How many contents are kept."""
    if isinstance(store.attachments, InFolder):
        return sum(1 for path in store.attachments.folder.rglob("*") if path.is_file())
    with store.connection(writing=False) as connection, connection.begin():
        query = select(func.count(attachment_parts.c.digest.distinct()))
        return int(connection.scalar(query) or 0)


@pytest.mark.parametrize("content", [b"x", BIG, BIG[: PART * 2]])
def test_what_was_kept_comes_back(store: Store, content: bytes) -> None:
    assert store.attachments.keep(bringing(content), NOW) == (digest_of(content), len(content))
    assert store.attachments.has(digest_of(content))
    assert b"".join(store.attachments.pieces(digest_of(content))) == content


def test_the_same_content_is_kept_once(store: Store) -> None:
    for _ in range(3):
        store.attachments.keep(bringing(BIG), NOW)
    store.attachments.keep(bringing(b"other"), NOW)
    assert held(store) == 2


def test_no_piece_in_the_database_is_larger_than_a_part(store: Store) -> None:
    store.attachments.keep(bringing(BIG, PART + 5), NOW)
    with store.connection(writing=False) as connection, connection.begin():
        sizes = list(connection.scalars(select(func.length(attachment_parts.c.content))))
    assert sorted(sizes) == ([] if store.dialect == "sqlite" else [77, PART, PART])


def test_reading_that_breaks_off_leaves_nothing(store: Store) -> None:
    def broken() -> Iterator[bytes]:
        yield BIG[:PART]
        raise ConnectionError("the stick was pulled out")

    with pytest.raises(ConnectionError):
        store.attachments.keep(broken, NOW)
    assert held(store) == 0


@pytest.mark.parametrize("digest", ["f" * 64, "../../etc/passwd", "", "F" * 64])
def test_what_is_not_there_is_told(store: Store, digest: str) -> None:
    with pytest.raises(AttachmentMissing, match="不见了"):
        list(store.attachments.pieces(digest))


def test_what_was_altered_is_told(store: Store) -> None:
    digest, _size = store.attachments.keep(bringing(b"the bill"), NOW)
    if isinstance(store.attachments, InFolder):
        store.attachments.place(digest).write_bytes(b"the bull")
    else:
        with store.connection(writing=True) as connection, connection.begin():
            connection.execute(attachment_parts.update().values(content=b"the bull"))
    with pytest.raises(AttachmentAltered, match="改动"):
        list(store.attachments.pieces(digest))


def test_keeping_it_again_mends_a_damaged_file(store: Store) -> None:
    if not isinstance(store.attachments, InFolder):
        return
    digest, _size = store.attachments.keep(bringing(BIG), NOW)
    store.attachments.place(digest).write_bytes(b"")
    store.attachments.keep(bringing(BIG), NOW)
    assert b"".join(store.attachments.pieces(digest)) == BIG


def test_only_what_is_old_and_nobody_named_is_swept(store: Store, add: Add) -> None:
    named, orphan, young = b"named", b"orphan" * PART, b"young"
    for content, at in ((named, NOW - 2 * DAY), (orphan, NOW - 2 * DAY), (young, NOW)):
        store.attachments.keep(bringing(content), at)
    add(
        happened(Act.OBTAIN),
        happened(Act.ATTACH, attachments=(Attachment("a.txt", digest_of(named), len(named)),)),
    )
    assert store.attachments.sweep(NOW - DAY) == 1
    assert not store.attachments.has(digest_of(orphan))
    assert b"".join(store.attachments.pieces(digest_of(named))) == named
    assert store.attachments.has(digest_of(young))


def test_what_is_kept_again_is_young_again(store: Store) -> None:
    store.attachments.keep(bringing(BIG), NOW - 2 * DAY)
    store.attachments.keep(bringing(BIG), NOW)
    assert store.attachments.sweep(NOW - DAY) == 0
    assert b"".join(store.attachments.pieces(digest_of(BIG))) == BIG


def test_what_is_kept_while_it_is_being_swept_stays(store: Store) -> None:
    kept = store.attachments
    if not isinstance(kept, InFolder):
        return
    digest, _size = kept.keep(bringing(BIG), NOW - 2 * DAY)
    assert not kept._named([digest])  # the sweeper has looked, and found it old and unnamed
    kept.keep(bringing(BIG), NOW)
    assert not kept._let_go(kept.place(digest), NOW - DAY)
    assert b"".join(kept.pieces(digest)) == BIG
    assert held(store) == 1


def test_files_that_two_databases_share_are_not_swept(store: Store) -> None:
    if not isinstance(store.attachments, InFolder):
        return
    store.attachments.keep(bringing(b"theirs"), NOW - 2 * DAY)
    (store.attachments.folder.parent / "other.sqlite3").touch()
    assert store.attachments.sweep(NOW - DAY) == 0
    assert store.attachments.has(digest_of(b"theirs"))


def test_a_folder_that_takes_nothing_says_so(store: Store, permissions_bind: None, tmp_path: Path) -> None:
    if not isinstance(store.attachments, InFolder):
        return
    from jiesu_desktop.storage.errors import ReadOnly

    store.attachments.folder.mkdir()
    store.attachments.folder.chmod(0o500)
    try:
        with pytest.raises(ReadOnly, match="attachments"):
            store.attachments.keep(bringing(b"x"), NOW)
    finally:
        store.attachments.folder.chmod(0o700)
