"""The bytes of attachments, kept once each under their SHA-256: beside a SQLite file, or in a shared PostgreSQL.

Bytes are there before the act that names them is recorded, so an event never names a file that was not saved. What no
event ever named (a refused act) is swept up once it is old.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, delete, exists, select, update

from jiesu_desktop.storage.bulk import upsert
from jiesu_desktop.storage.errors import (
    AttachmentAltered,
    AttachmentMissing,
    DiskFull,
    ReadOnly,
    StorageError,
)
from jiesu_desktop.storage.failures import explaining
from jiesu_desktop.storage.tables import attachment_parts, attachments

FOLDER = "attachments"
PART = 1 << 20
"""Bytes held in memory at a time, and in a row of ``attachment_parts``."""
_IDS = 500
_DIGEST = re.compile(r"[0-9a-f]{64}")
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)

Reader = Callable[[], Iterator[bytes]]
"""Begins to read the operator's file; called again, it begins again."""
Connect = Callable[[], AbstractContextManager[Connection]]


class Kept(Protocol):
    """Where the bytes lie."""

    def keep(self, read: Reader, at: datetime) -> tuple[str, int]:
        """Save what ``read`` yields, on the disk for good when this returns. Returns its digest and size."""

    def has(self, digest: str) -> bool:
        """Whether it is there; not whether it is whole."""

    def pieces(self, digest: str) -> Iterator[bytes]:
        """The content. It may be trusted only once it ended without AttachmentMissing or AttachmentAltered."""

    def sweep(self, before: datetime) -> int:
        """Let go of what was kept before that moment and no event names. Returns how many."""


class InFolder:
    """Files ``ab/abcdef…`` in a folder beside the SQLite file.

    Args:
        folder: where; made when the first file comes.
        connect: a transaction that only reads, for what events name.
    """

    def __init__(self, folder: Path, connect: Connect) -> None:
        self.folder, self._connect = folder, connect

    def place(self, digest: str) -> Path:
        """Where that content lies. A digest that is none would lead out of the folder: AttachmentMissing."""
        return place(self.folder, digest)

    def keep(self, read: Reader, at: datetime) -> tuple[str, int]:
        """See :meth:`Kept.keep`."""
        return keep_in(self.folder, read, at)

    def has(self, digest: str) -> bool:
        """See :meth:`Kept.has`."""
        return self.place(digest).is_file()

    def pieces(self, digest: str) -> Iterator[bytes]:
        """See :meth:`Kept.pieces`."""
        return checked(read_file(self.place(digest)), digest)

    def sweep(self, before: datetime) -> int:
        """See :meth:`Kept.sweep`. A folder that holds several databases is left alone: they share the files."""
        if len(list(self.folder.parent.glob("*.sqlite3"))) > 1:
            return 0
        old = [path for path in self._all() if _age(path) < before.timestamp()]
        named = self._named(path.name for path in old)
        gone = [path for path in old if path.name not in named and self._let_go(path, before)]
        for part in self.folder.glob(".*.part"):  # of a program that ended half-way
            if _age(part) < before.timestamp():
                part.unlink(missing_ok=True)
        return len(gone)

    def _all(self) -> Iterator[Path]:
        return (path for path in self.folder.glob("??/*") if _DIGEST.fullmatch(path.name))

    def _named(self, digests: Iterable[str]) -> set[str]:
        wanted, found = list(digests), set[str]()
        with explaining(), self._connect() as connection, connection.begin():
            for start in range(0, len(wanted), _IDS):
                few = wanted[start : start + _IDS]
                found.update(
                    connection.scalars(select(attachments.c.digest).where(attachments.c.digest.in_(few)))
                )
        return found

    def _let_go(self, path: Path, before: datetime) -> bool:
        """Aside first: whoever kept the same content meanwhile made it young, and it goes back."""
        aside = self.folder / f".{path.name}.part"
        try:
            path.replace(aside)
            if _age(aside) >= before.timestamp():
                aside.replace(path)
                return False
            aside.unlink()
        except FileNotFoundError:  # another desk sweeps too
            return False
        return True


class InDatabase:
    """Rows of ``attachment_parts``, for several workstations on one PostgreSQL.

    Args:
        writing, reading: transactions' connections.
    """

    def __init__(self, writing: Connect, reading: Connect) -> None:
        self._writing, self._reading = writing, reading

    def keep(self, read: Reader, at: datetime) -> tuple[str, int]:
        """See :meth:`Kept.keep`. Read twice: first for its name, then to be sent, unless it is there."""
        found, size = hashlib.sha256(), 0
        for piece in read():
            found.update(piece)
            size += len(piece)
        digest = found.hexdigest()
        same = attachment_parts.c.digest == digest
        with explaining(), self._writing() as connection, connection.begin():
            there = connection.execute(update(attachment_parts).where(same).values(kept_at=at)).rowcount
            if there != -(-size // PART):
                self._send(connection, checked(_even(read()), digest), digest, at)
        return digest, size

    def _send(self, connection: Connection, pieces: Iterator[bytes], digest: str, at: datetime) -> None:
        made = upsert(connection, attachment_parts)
        change = {"content": made.excluded.content, "kept_at": made.excluded.kept_at}
        made = made.on_conflict_do_update(index_elements=["digest", "part"], set_=change)
        for number, content in enumerate(pieces):
            connection.execute(made, {"digest": digest, "part": number, "kept_at": at, "content": content})

    def has(self, digest: str) -> bool:
        """See :meth:`Kept.has`."""
        query = select(exists().where(attachment_parts.c.digest == digest))
        with explaining(), self._reading() as connection, connection.begin():
            return bool(connection.scalar(query))

    def pieces(self, digest: str) -> Iterator[bytes]:
        """See :meth:`Kept.pieces`; each in a transaction of its own, so that a slow reader holds none."""
        return checked(self._parts(digest), digest)

    def _parts(self, digest: str) -> Iterator[bytes]:
        same, number = attachment_parts.c.digest == digest, 0
        while True:
            query = select(attachment_parts.c.content).where(same, attachment_parts.c.part == number)
            with explaining(), self._reading() as connection, connection.begin():
                content = connection.scalar(query)
            if content is None:
                if number == 0:
                    raise AttachmentMissing
                return
            yield content
            number += 1

    def sweep(self, before: datetime) -> int:
        """See :meth:`Kept.sweep`."""
        named = exists().where(attachments.c.digest == attachment_parts.c.digest)
        old = delete(attachment_parts).where(attachment_parts.c.kept_at < before, ~named)
        with explaining(), self._writing() as connection, connection.begin():
            return len(set(connection.scalars(old.returning(attachment_parts.c.digest))))


def place(folder: Path, digest: str) -> Path:
    """Where a content lies in a folder of attachments. AttachmentMissing for a digest that is none."""
    if not _DIGEST.fullmatch(digest):
        raise AttachmentMissing
    return folder / digest[:2] / digest


def keep_in(folder: Path, read: Reader, at: datetime) -> tuple[str, int]:
    """Save a content in a folder of attachments; it bears its name only once it is complete. See :meth:`Kept.keep`."""
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{uuid.uuid4().hex}.part"
    found, size = hashlib.sha256(), 0
    try:
        with _explained(folder):
            out = part.open("xb")
        with out:
            for piece in read():  # what goes wrong there is about the operator's file, not about this folder
                found.update(piece)
                size += len(piece)
                with _explained(folder):
                    out.write(piece)
            with _explained(folder):
                out.flush()
                os.fsync(out.fileno())
        with _explained(folder):
            _name(part, place(folder, found.hexdigest()), at)
    finally:
        with suppress(OSError):
            part.unlink()
    return found.hexdigest(), size


def _name(part: Path, target: Path, at: datetime) -> None:
    """Always in place of one that is there: what was damaged is whole again, and its age begins anew."""
    target.parent.mkdir(exist_ok=True)
    os.utime(part, (at.timestamp(), at.timestamp()))
    try:
        part.replace(target)
    except PermissionError:  # Windows: someone is just reading it
        if not target.is_file() or target.stat().st_size != part.stat().st_size:
            raise
    for folder in (target.parent, target.parent.parent):
        _sync(folder)


def read_file(path: Path) -> Iterator[bytes]:
    """A kept file piece by piece. AttachmentMissing when it is not there or cannot be read."""
    try:
        with path.open("rb") as file:
            while piece := file.read(PART):
                yield piece
    except OSError as error:
        raise AttachmentMissing(error.strerror or "") from error


def checked(pieces: Iterator[bytes], digest: str) -> Iterator[bytes]:
    """The same pieces; AttachmentAltered at their end when they are not that content."""
    found = hashlib.sha256()
    for piece in pieces:
        found.update(piece)
        yield piece
    if found.hexdigest() != digest:
        raise AttachmentAltered


def _even(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of ``PART``, the last one excepted."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= PART:
            yield bytes(held[:PART])
            del held[:PART]
    if held:
        yield bytes(held)


def _age(path: Path) -> float:
    """When it was last kept; now, as it were, when it is gone."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _sync(folder: Path) -> None:
    """Have the disk know the name too. Windows knows no such thing, and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise DiskFull from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise ReadOnly(str(folder)) from error
        raise StorageError(f"附件不能写入 {folder}（{error.strerror}）") from error
