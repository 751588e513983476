"""Whether an OLE container (.xls and other old Office files) hangs together.

The reader of workbooks follows its sector chains on trust: one that leads out of the file makes it panic, and one that runs in
a circle fills the memory until the system kills the desk (seen with calamine 0.37). So the chains are looked at first.
Layout: [MS-CFB], Compound File Binary File Format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

_HEADER = 512
_DIFAT_IN_HEADER = 109
_ENTRY = 128
_END, _NONE = 0xFFFFFFFE, 0xFFFFFFFF
_LAST_SECTOR = 0xFFFFFFFA  # above stand marks, not sectors
_STREAM, _ROOT = 2, 5


def is_sound(data: bytes) -> bool:
    """Whether every chain of the container stays inside the file and ends."""
    try:
        return _Container(data).is_sound()
    except (struct.error, _Broken):
        return False


class _Broken(Exception):
    """A chain that leads nowhere."""


class _Container:
    def __init__(self, data: bytes) -> None:
        shift, self._mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12):
            raise _Broken
        self._data, self._size = data, 1 << shift
        self._sectors = -(-(len(data) - _HEADER) // self._size)
        fat_count, self._directory, self._cutoff, self._mini, _, difat = struct.unpack_from(
            "<II4xIIII", data, 44
        )
        self._fat = self._table(self._fat_sectors(difat)[:fat_count])

    def _sector(self, number: int) -> bytes:
        if number >= self._sectors:
            raise _Broken
        start = (number + 1) * self._size
        return self._data[start : start + self._size].ljust(self._size, b"\xff")

    def _numbers(self, sector: int) -> tuple[int, ...]:
        return struct.unpack(f"<{self._size // 4}I", self._sector(sector))

    def _fat_sectors(self, difat: int) -> list[int]:
        found = list(struct.unpack_from(f"<{_DIFAT_IN_HEADER}I", self._data, 76))
        seen: set[int] = set()
        while difat not in (_END, _NONE):
            if difat in seen:
                raise _Broken
            seen.add(difat)
            *more, difat = self._numbers(difat)
            found += more
        return [sector for sector in found if sector != _NONE]

    def _table(self, sectors: Iterable[int]) -> list[int]:
        return [number for sector in sectors for number in self._numbers(sector)]

    def _chain(self, start: int) -> list[int]:
        """The sectors of a chain of the FAT."""
        found: list[int] = []
        while start <= _LAST_SECTOR:
            if start >= len(self._fat) or len(found) > self._sectors:
                raise _Broken
            found.append(start)
            start = self._fat[start]
        return found

    def is_sound(self) -> bool:
        if not _leads_on(self._fat, self._sectors):
            return False
        mini = self._table(self._chain(self._mini)) if self._mini <= _LAST_SECTOR else []
        if not _leads_on(mini, len(mini)):
            return False
        directory = b"".join(map(self._sector, self._chain(self._directory)))
        return all(
            self._stream_ends(directory[at : at + _ENTRY], mini) for at in range(0, len(directory), _ENTRY)
        )

    def _stream_ends(self, entry: bytes, mini: list[int]) -> bool:
        kind, start, size = entry[66], *struct.unpack_from("<II", entry, 116)
        if kind not in (_STREAM, _ROOT) or size == 0 or start > _LAST_SECTOR:
            return True
        if kind == _STREAM and size < self._cutoff:
            return start < len(mini) and start not in mini
        return bool(self._chain(start))


def _leads_on(table: list[int], sectors: int) -> bool:
    """Whether no two sectors lead to the same one, and none leads out of the file: chains then cannot run in circles."""
    following = [number for number in table[:sectors] if number <= _LAST_SECTOR]
    return len(following) == len(set(following)) and all(number < sectors for number in following)
