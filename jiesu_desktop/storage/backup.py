"""Copies of a SQLite database and of the files put with its orders, made while it is in use, and put back.

A copy is ``name.sqlite3`` with a folder ``attachments`` beside it, as the database itself lies; all copies of a folder share
that one, and as its files are named by content each is copied once. ``name.zip`` is one file that holds all.
"""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO, NamedTuple

from sqlalchemy import Engine

from jiesu_desktop.clock import beijing
from jiesu_desktop.storage.attachments import FOLDER, PART, checked, keep_in, place, read_file
from jiesu_desktop.storage.errors import (
    AttachmentAltered,
    AttachmentMissing,
    AttachmentsIncomplete,
    BackupFailed,
    RestoreFailed,
    StorageError,
    Unsupported,
)
from jiesu_desktop.storage.types import EPOCH

_POSTGRES = "PostgreSQL 请用 pg_dump / pg_restore 备份和恢复"
PACKED = ".zip"
_DATABASE = "jiesu.sqlite3"
"""What the database is called inside a packed copy."""

Source = Callable[[str], Iterator[bytes]]
"""From a digest to its content; AttachmentMissing or AttachmentAltered as it is read."""


def name_before(revision: str, at: datetime) -> str:
    """The file name of the copy made before a migration away from ``revision``."""
    return f"before-{revision}-{beijing(at):%Y%m%d-%H%M%S}.sqlite3"


def copy(engine: Engine, target: Path) -> Path:
    """Copy the whole database to one file, checked, under its name only once it is complete.

    Raises:
        Unsupported: PostgreSQL has its own tools.
        BackupFailed: no room, no right to write, or the copy is not sound; no file is left.
    """
    if engine.dialect.name != "sqlite":
        raise Unsupported(_POSTGRES)
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(str(engine.url.database))) as source:
            _copy(source, part)
        part.replace(target)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            part.unlink()
        raise BackupFailed(f"{target}：{error}") from error
    return target


def copy_all(engine: Engine, target: Path, attachments: Path) -> Path:
    """Copy the database and the files its orders have; in one file when ``target`` ends with ``.zip``.

    Raises:
        Unsupported, BackupFailed: as for :func:`copy`.
        AttachmentsIncomplete: all was copied but files that are missing or damaged.
    """
    if target.suffix.lower() == PACKED:
        lost = _pack(engine, target, attachments)
    else:
        copy(engine, target)
        try:
            lost = bring(target, in_folder(attachments), target.parent / FOLDER)
        except StorageError as error:
            raise BackupFailed(f"数据已备份到 {target}，附件没有：{error.message}") from error
    if lost:
        raise AttachmentsIncomplete(target, lost)
    return target


def _pack(engine: Engine, target: Path, attachments: Path) -> int:
    part, database = (target.with_name(f"{target.name}.{kind}") for kind in ("part", "database.part"))
    lost = 0
    try:
        copy(engine, database)
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as pack:
            pack.write(database, _DATABASE)
            for digest in named(database):
                # What turns out damaged lies there for nothing: unpacking checks every content again.
                member = zipfile.ZipInfo(f"{FOLDER}/{digest}")
                with pack.open(member, "w", force_zip64=True) as out:
                    try:
                        for piece in in_folder(attachments)(digest):
                            out.write(piece)
                    except (AttachmentMissing, AttachmentAltered):
                        lost += 1
        part.replace(target)
    except (OSError, zipfile.BadZipFile) as error:
        raise BackupFailed(f"{target}：{error}") from error
    finally:
        for leftover in (part, database):
            with suppress(OSError):
                leftover.unlink()
    return lost


def named(database: Path) -> dict[str, int]:
    """Digest → size of the files the orders of a database file have; none in one from before there were any."""
    with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as asked:
        try:
            return dict(asked.execute("SELECT digest, max(size) FROM attachments GROUP BY digest").fetchall())
        except sqlite3.OperationalError:
            return {}


def in_folder(folder: Path) -> Source:
    """The files of a folder of attachments."""
    return lambda digest: checked(read_file(place(folder, digest)), digest)


def bring(database: Path, source: Source, folder: Path, *, verify: bool = False) -> int:
    """Copy into ``folder`` what the orders of ``database`` have and it lacks. Returns how many could not be had.

    Args:
        verify: read what is there already too, and replace what is damaged; else its size is looked at.

    Raises:
        StorageError: the folder takes nothing more.
    """
    lost = 0
    for digest, size in named(database).items():
        try:
            if _there(place(folder, digest), digest, size, verify=verify):
                continue
            keep_in(folder, partial(source, digest), EPOCH)
        except (AttachmentMissing, AttachmentAltered):
            lost += 1
    return lost


def _there(path: Path, digest: str, size: int, *, verify: bool) -> bool:
    if not path.is_file() or path.stat().st_size != size:
        return False
    try:
        if verify:
            _whole(read_file(path), digest)
    except (AttachmentMissing, AttachmentAltered):
        return False
    return True


def _whole(pieces: Iterator[bytes], digest: str) -> None:
    for _piece in checked(pieces, digest):
        pass


class Opened(NamedTuple):
    """A copy made ready to be put back: its database as a file, and where its attachments come from."""

    database: Path
    source: Source


@contextmanager
def opened(file: Path, folder: Path) -> Iterator[Opened]:
    """A copy, unpacked into ``folder`` where it is packed.

    Raises:
        RestoreFailed: it cannot be read, or holds no database.
    """
    if not zipfile.is_zipfile(file):
        yield Opened(file, in_folder(file.parent / FOLDER))
        return
    database = folder / _DATABASE
    with ExitStack() as stack:
        try:
            pack = stack.enter_context(zipfile.ZipFile(file))
            # Only names of our own are looked up: what else a packed file holds leads nowhere.
            with pack.open(_DATABASE) as member, database.open("wb") as out:
                shutil.copyfileobj(member, out, PART)
        except (KeyError, OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            raise RestoreFailed(f"{file}（{error}）") from error
        yield Opened(database, lambda digest: checked(_member(pack, digest), digest))


def _member(pack: zipfile.ZipFile, digest: str) -> Iterator[bytes]:
    try:
        member: IO[bytes] = pack.open(f"{FOLDER}/{digest}")
        with member:
            while piece := member.read(PART):
                yield piece
    except (KeyError, OSError, zipfile.BadZipFile) as error:
        raise AttachmentMissing from error


def restore(file: Path, database: Path) -> None:
    """Put a copy in the place of the database, which nobody may have open.

    Raises:
        RestoreFailed: the copy is not a sound database; nothing was changed.
    """
    part = database.with_name(database.name + ".part")
    try:
        if not file.is_file():
            raise RestoreFailed(f"找不到 {file}")
        database.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as source:
            _copy(source, part)
        for leftover in ("-wal", "-shm"):  # they belong to the database that goes
            database.with_name(database.name + leftover).unlink(missing_ok=True)
        part.replace(database)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            part.unlink()
        raise RestoreFailed(f"{file}（{error}）") from error


def _copy(source: sqlite3.Connection, part: Path) -> None:
    part.unlink(missing_ok=True)
    with closing(sqlite3.connect(str(part))) as made:
        source.backup(made, pages=4096)
        made.execute("PRAGMA journal_mode=DELETE")
        found = made.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(found)
