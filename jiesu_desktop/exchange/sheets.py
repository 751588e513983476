"""Files to grids of cells: what a file really is, by its content and not its name, and its rows.

python-calamine reads .xls, .xlsx, .xlsb and .ods, 11.6 times as fast as openpyxl (architecture.md).
"""

from __future__ import annotations

import csv
import os
import shutil
import sys
import tempfile
import threading
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from jiesu_desktop.exchange.failures import UnreadableFile
from jiesu_desktop.exchange.headings import assign
from jiesu_desktop.exchange.ole import is_sound

Row = list[Any]

WORKBOOK_SUFFIXES = frozenset({".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".et"})
TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
SUFFIXES = WORKBOOK_SUFFIXES | TEXT_SUFFIXES | {".docx"}
"""File names that the import offers to open."""

_ZIPPED = {"xl/workbook.xml": ".xlsx", "xl/workbook.bin": ".xlsb", "content.xml": ".ods"}
_NAMED = {".xls": {".xls"}, ".xlsx": {".xlsx", ".xlsm"}, ".xlsb": {".xlsb"}, ".ods": {".ods"}}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "PDF 文档"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"SQLite format 3", "数据库文件"),
    (b"{\\rtf", "RTF 文档"),
    (b"MZ", "程序"),
    (b"\x7fELF", "程序"),
)
_SAVE_AS = "请用 Excel 或 WPS 打开后另存为 .xlsx，再导入"
_DELIMITERS = ",\t;|"
_HEADER_ROWS = 20
_MOST_CELLS = 60_000_000  # a dense grid of more would not fit a duty room's memory


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. ``rows[0]`` is row 1 as a person counts; ``count`` is how many rows it has."""

    name: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class WordFile:
    """A .docx, to be read as a single order."""

    path: Path


@dataclass(frozen=True, slots=True)
class TextFile:
    """The text of a .csv or .txt, decoded."""

    text: str


def open_source(path: Path) -> list[Grid] | WordFile | TextFile:
    """What the file holds.

    Raises:
        UnreadableFile: missing, locked, empty, broken, password-protected or of another kind.
    """
    head = _head(path)
    suffix = path.suffix.lower()
    if head.startswith(b"PK"):
        return _open_zip(path)
    if head.startswith(_OLE):
        return _open_ole(path)
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            raise UnreadableFile(
                path, f"内容其实是{kind}，不是工单表格。请换成 Excel、CSV、Word（.docx）或文本文件。"
            )
    if (
        head.lstrip(b"\xef\xbb\xbf \r\n\t")
        .lower()
        .startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta"))
    ):
        raise UnreadableFile(path, f"内容其实是网页或 XML，不是 Excel。{_SAVE_AS}。")
    if suffix in WORKBOOK_SUFFIXES or suffix == ".docx":
        raise UnreadableFile(
            path, f"扩展名是 {suffix}，内容却不是。若是文本，请把扩展名改为 .csv 或 .txt；否则{_SAVE_AS}。"
        )
    return TextFile(_decoded(path))


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(4096)
    except FileNotFoundError:
        raise UnreadableFile(path, "找不到这个文件，请检查路径。") from None
    except IsADirectoryError:
        raise UnreadableFile(path, "这是文件夹，请选择其中的文件。") from None
    except PermissionError:
        if path.is_dir():  # how Windows refuses a folder
            raise UnreadableFile(path, "这是文件夹，请选择其中的文件。") from None
        raise UnreadableFile(
            path, "没有读取权限，或文件正被其他程序占用。请关闭占用它的程序后重试。"
        ) from None
    except OSError as error:
        raise UnreadableFile(path, f"读取出错（{error.strerror or error}）。") from None
    if not head.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise UnreadableFile(path, "文件是空的，没有任何内容。请重新导出或换一个文件。")
    return head


def _open_zip(path: Path) -> list[Grid] | WordFile:
    broken = UnreadableFile(path, "文件不完整或已损坏（可能没有下载完）。请重新下载或导出。")
    try:
        with zipfile.ZipFile(path) as archive:
            names = frozenset(archive.namelist())
            too_big = _too_big(archive, names)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        raise broken from None
    if "word/document.xml" in names:
        return WordFile(path)
    kind = next((suffix for part, suffix in _ZIPPED.items() if part in names), None)
    if kind is None:
        raise UnreadableFile(path, "内容其实是压缩包，不是 Excel。请先解压，再导入其中的表格。")
    if too_big:
        raise UnreadableFile(
            path, "表格的范围异常大（很远的行或列里有零星内容）。请删去多余的行列后另存，再导入。"
        )
    return _grids(path, kind, broken)


def _too_big(archive: zipfile.ZipFile, names: frozenset[str]) -> bool:
    """Whether a sheet claims a rectangle that would fill the memory: the reader lays every cell of it out."""
    import re

    for name in names:
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            with archive.open(name) as sheet:
                found = re.search(rb'<dimension ref="[A-Z]+\d+:([A-Z]+)(\d+)"', sheet.read(4096))
            if found and _column_number(found[1]) * int(found[2]) > _MOST_CELLS:
                return True
    return False


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _open_ole(path: Path) -> list[Grid]:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _protected(path)
    if not any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        if "WordDocument".encode("utf-16-le") in content:
            raise UnreadableFile(path, "这是旧版 Word 文档（.doc）。请用 Word 或 WPS 另存为 .docx，再导入。")
        raise UnreadableFile(path, f"文件不完整，或不是 Excel 表格。{_SAVE_AS}。")
    broken = UnreadableFile(path, f"文件不完整或已损坏。{_SAVE_AS}，或请对方重新导出。")
    if not is_sound(content):
        raise broken
    return _grids(path, ".xls", broken)


def _protected(path: Path) -> UnreadableFile:
    return UnreadableFile(path, "文件设了打开密码。请用 Excel 或 WPS 输入密码打开，取消密码后另存，再导入。")


def _grids(path: Path, kind: str, broken: UnreadableFile) -> list[Grid]:
    """The visible sheets. The reader goes by the file's name, so a file under a wrong one is read from a copy."""
    if path.suffix.lower() in _NAMED[kind]:
        return _read(path, path, broken)
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(shutil.copyfile(path, Path(folder) / f"copy{kind}"))
        return _read(copied, path, broken)


def _read(file: Path, path: Path, broken: UnreadableFile) -> list[Grid]:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        with _stderr_away(), CalamineWorkbook.from_path(file) as book:
            wanted = [
                meta
                for meta in book.sheets_metadata
                if meta.typ is SheetTypeEnum.WorkSheet and meta.visible is SheetVisibleEnum.Visible
            ]
            return [
                Grid(meta.name, book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False))
                for meta in wanted
            ]
    except PasswordError:
        raise _protected(path) from None
    except (CalamineError, OSError, ValueError, MemoryError):
        raise broken from None
    except BaseException as error:
        # a panic in the Rust reader is no Exception; anything else that is none must pass
        if type(error).__name__ == "PanicException":
            raise broken from None
        raise


_one_at_a_time = threading.Lock()


@contextmanager
def _stderr_away() -> Iterator[None]:
    """Keep file descriptor 2 quiet: the Rust reader prints a stack trace for a damaged .xls before we can catch its panic."""
    with _one_at_a_time:
        try:
            sys.stderr.flush()
            kept = os.dup(2)
        except (OSError, AttributeError, ValueError):  # a windowed program may have none
            yield
            return
        try:
            with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device, not a path
                os.dup2(nowhere.fileno(), 2)
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)


def _decoded(path: Path) -> str:
    """UTF-8 (with or without mark), UTF-16 with mark, else GB18030; a character cut at the end is forgiven."""
    data = path.read_bytes()
    codec = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    for name in (codec, "gb18030"):
        try:
            return _decode(data, name)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile(path, "文字编码无法识别。请用 Excel 或 WPS 打开后另存为 .xlsx 或 UTF-8 的 .csv。")


def _decode(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        if len(data) - error.start < 4 < error.start:  # only the last character is cut
            return data[: error.start].decode(codec)
        raise


def text_grid(text: str) -> Grid | None:
    """A delimited text as a grid, by the delimiter whose first rows hold most of our headings; None when none do."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    scores = {mark: _best_score(_records(text, mark), _HEADER_ROWS) for mark in _DELIMITERS}
    best = max(scores, key=lambda mark: scores[mark])
    return Grid("", [list(record) for record in _records(text, best)]) if scores[best] >= 2 else None


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:  # not strict, so only a field beyond any limit comes here
        return


def _best_score(records: Iterator[list[str]], rows: int) -> int:
    return max((len(assign(record)) for record, _ in zip(records, range(rows), strict=False)), default=0)


Progress = Callable[[int, int], None]
"""Called with (done, total) now and then."""
