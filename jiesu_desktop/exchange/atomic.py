"""Writing a file whole or not at all, with a sentence for every way the disk can refuse."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jiesu_desktop.exchange.failures import UnwritableFile

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FULL_WORDS = (
    "os error 28",
    "os error 112",
    "No space left",
)  # the Rust writer passes on words, not the number


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A temporary file beside ``path`` to write to; it takes the name when the block ends well, and goes otherwise.

    Raises:
        UnwritableFile: the folder is missing or not writable, the disk is full, or the file is open elsewhere.
    """
    temporary = _beside(path)
    try:
        yield temporary
        temporary.replace(path)
    except (OSError, RuntimeError) as error:
        if any(words in str(error) for words in _FULL_WORDS):
            raise _full(path) from None
        if isinstance(error, RuntimeError):
            raise
        raise _sentence(path, error) from None
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def put_back_unless_done(path: Path) -> Iterator[None]:
    """Should the block fail after ``path`` has been written, what stood there before is there again, or nothing."""
    older = _second_name(path)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            if older is None:
                path.unlink(missing_ok=True)
            elif not path.exists() or not older.samefile(path):
                older.replace(path)
        raise
    finally:
        if older is not None:
            with suppress(OSError):
                older.unlink(missing_ok=True)


def _second_name(path: Path) -> Path | None:
    """Another name for the file there, or a copy where the disk knows no second names; None where there is no file."""
    if not path.is_file():
        return None
    second = _beside(path)
    try:
        second.unlink()
        second.hardlink_to(path)
    except OSError:
        try:
            shutil.copy2(path, second)
        except OSError as error:
            with suppress(OSError):
                second.unlink(missing_ok=True)
            raise _sentence(path, error) from None
    return second


def _beside(path: Path) -> Path:
    if path.is_dir():
        raise UnwritableFile(path, "这是一个文件夹，请写明文件名。")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        raise _sentence(path, error) from None
    os.close(handle)
    temporary = Path(name)
    with suppress(OSError):
        # mkstemp hides its file from others; the finished ledger has the usual rights, or those of the one it replaces
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
    return temporary


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _full(path: Path) -> UnwritableFile:
    return UnwritableFile(path, "磁盘已满。请清理磁盘或换一个位置保存。")


def _sentence(path: Path, error: OSError) -> UnwritableFile:
    if error.errno in _FULL:
        return _full(path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UnwritableFile(path, f"文件夹“{path.parent}”不存在。请先建立文件夹或换一个位置。")
    if isinstance(error, PermissionError) and path.exists() and os.access(path.parent, os.W_OK):
        return UnwritableFile(path, "文件可能正在 Excel 或 WPS 中打开。请关闭后重试，或换一个文件名。")
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return UnwritableFile(path, f"文件夹“{path.parent}”不可写。请换一个位置保存。")
    return UnwritableFile(path, f"系统报告：{error.strerror or error}。")
