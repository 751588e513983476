"""Files put with an order: what may be, keeping it, showing it, saving it elsewhere. Nothing is ever executed."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from jiesu_desktop.clock import TimeSource
from jiesu_desktop.domain.attachments import clean_name, told_apart
from jiesu_desktop.domain.tickets import Act, Attachment, Details, Who
from jiesu_desktop.exchange.failures import UnreadableFile, UnwritableFile
from jiesu_desktop.services import settings
from jiesu_desktop.services.acts import perform
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.settings import ATTACHMENT_MB
from jiesu_desktop.storage.engine import Store
from jiesu_desktop.storage.errors import StorageError
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.unit_of_work import UnitOfWork

MB = 1 << 20
SWEPT_AFTER = timedelta(days=1)
"""Longer than any form stays open between keeping its files and recording its act."""

Step = Callable[[int, int], None]
"""Told how many kB of how many are done; what it raises (Cancelled) stops the work and leaves nothing behind."""


class Unfit(UnreadableFile):
    """A file that cannot be put with an order; ``message`` says why and what to do."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(path, problem)
        self.message = f"“{clean_name(path.name)}”不能作附件：{problem}"
        self.args = (self.message,)


def limit(queries: Queries) -> int:
    """Bytes one file may have: the room's setting."""
    chosen = settings.get(queries, ATTACHMENT_MB.key)
    return (chosen if ATTACHMENT_MB.takes(chosen) else ATTACHMENT_MB.default) * MB


def size_in_words(size: int) -> str:
    """``812 B``, ``64 KB``, ``3.2 MB``, ``2.0 GB``."""
    for unit, one in (("GB", 1 << 30), ("MB", MB), ("KB", 1 << 10)):
        if size >= one:
            return f"{size / one:.0f} {unit}" if unit == "KB" else f"{size / one:.1f} {unit}"
    return f"{size} B"


def fit(path: Path, most: int) -> int:
    """The size of a file that may be an attachment; looks, and reads nothing.

    Raises:
        Unfit: empty, larger than ``most`` bytes, no ordinary file, gone, or not to be read.
    """
    try:
        found = path.stat()
        if stat.S_ISREG(found.st_mode) and not os.access(path, os.R_OK):
            raise PermissionError(errno.EACCES, "")
    except (OSError, ValueError) as error:  # ValueError: a name with a null character
        raise Unfit(path, _why(error)) from error
    return _fit(path, found, most)


def _fit(path: Path, found: os.stat_result, most: int) -> int:
    if stat.S_ISDIR(found.st_mode):
        raise Unfit(path, "这是文件夹。请选择其中的文件，或先打成一个压缩包。")
    if not stat.S_ISREG(found.st_mode):
        raise Unfit(path, "这不是普通文件（设备或管道）。请选择一个文件。")
    if found.st_size == 0:
        raise Unfit(path, "文件是空的（0 字节），请检查后重新选择。")
    if found.st_size > most:
        have, may = size_in_words(found.st_size), size_in_words(most)
        raise Unfit(path, f"文件有 {have}，超过上限 {may}。请压缩、分开，或请主管在设置中调整上限。")
    return found.st_size


def _why(error: OSError | ValueError) -> str:
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOENT, errno.ENOTDIR):
        return "找不到文件，可能已被移走或改名，请重新选择。"
    if number in (errno.EACCES, errno.EPERM):
        return "没有读取它的权限。请换一个文件，或关闭正在占用它的程序。"
    if number in (errno.ENAMETOOLONG, errno.EINVAL, None):
        return "文件名无效或太长，请改名后重新选择。"
    return f"读取出错（{os.strerror(number)}）。请检查磁盘或 U 盘后重试。"


def keep(store: Store, paths: Sequence[Path], step: Step | None = None) -> tuple[Attachment, ...]:
    """Save the content of these files for good, before the act that names them; all fit, or none is kept.

    Raises:
        Unfit: one of them cannot be an attachment. StorageError: no room, no right, no database.
    """
    with store.read() as queries:
        most = limit(queries)
    total = sum(fit(path, most) for path in paths)
    names = told_apart(clean_name(path.name) for path in paths)
    made, before = list[Attachment](), 0
    for path, name in zip(paths, names, strict=True):
        digest, size = store.attachments.keep(_reader(path, most, step, before, total), store.time.now())
        before += size
        made.append(Attachment(name, digest, size))
    return tuple(made)


def _reader(
    path: Path, most: int, step: Step | None, before: int, total: int
) -> Callable[[], Iterator[bytes]]:
    def read() -> Iterator[bytes]:
        done = 0
        try:
            # Not to wait at a pipe that took the file's place since it was looked at.
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
            with os.fdopen(handle, "rb") as file:
                size = _fit(path, os.fstat(handle), most)
                while piece := file.read(MB):
                    done += len(piece)
                    if done > size:
                        break
                    if step is not None:
                        step((before + done) >> 10, max(1, total >> 10))
                    yield piece
        except (OSError, ValueError) as error:
            raise Unfit(path, _why(error)) from error
        if done != size:
            raise Unfit(path, "文件正在被别的程序改写，请保存并关闭它后重试。")

    return read


def attach(
    uow: UnitOfWork,
    time: TimeSource,
    who: Who,
    ticket_id: int,
    files: tuple[Attachment, ...],
    text: str | None = None,
) -> Changes:
    """Put kept files with an order, as an act of its own."""
    return perform(uow, time, who, ticket_id, Act.ATTACH, Details(attachments=files, text=text))


def content(store: Store, digest: str, most: int) -> bytes:
    """The whole content, checked; for showing it.

    Raises:
        ValueError: it has more than ``most`` bytes. AttachmentMissing, AttachmentAltered: it is not what was kept.
    """
    held = bytearray()
    for piece in store.attachments.pieces(digest):
        held += piece
        if len(held) > most:
            raise ValueError("larger than asked for")
    return bytes(held)


def save_as(store: Store, file: Attachment, target: Path, step: Step | None = None) -> Path:
    """Write a copy, which bears its name only once it is complete and is what was kept.

    Raises:
        UnwritableFile: it cannot be written there. AttachmentMissing, AttachmentAltered: nothing was written.
    """
    part = target.with_name(f".{target.name[:40]}.part")
    done = 0
    try:
        with part.open("wb") as out:
            for piece in store.attachments.pieces(file.digest):
                out.write(piece)
                done += len(piece)
                if step is not None:
                    step(done >> 10, max(1, file.size >> 10))
        part.replace(target)
    except OSError as error:
        raise UnwritableFile(target, f"{error.strerror or error}，请换一个文件夹。") from error
    finally:
        with suppress(OSError):
            part.unlink()
    return target


def sweep(store: Store, time: TimeSource) -> int:
    """Let go of what was kept for acts that never came about. Returns how many contents."""
    try:
        return store.attachments.sweep(time.now() - SWEPT_AFTER)
    except OSError as error:
        raise StorageError(f"清理附件时出错（{error.strerror}）") from error
