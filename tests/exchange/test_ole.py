from __future__ import annotations

import struct

from jiesu_desktop.exchange.ole import is_sound

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def container(fat: list[int], stream_start: int = 3, stream_size: int = 5000, sectors: int = 13) -> bytes:
    """A small OLE file: sector 0 FAT, 1 directory, 3 … 12 a stream."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 44, 1, 1, 0, 4096, _END, 0, _END, 0, 0)
    struct.pack_into("<108I", header, 80, *[_FREE] * 108)
    directory = bytearray(512)
    directory[66] = 5
    struct.pack_into("<II", directory, 116, _END, 0)
    directory[128 + 66] = 2
    struct.pack_into("<II", directory, 128 + 116, stream_start, stream_size)
    table = struct.pack("<128I", *fat, *[_FREE] * (128 - len(fat)))
    return bytes(header) + table + bytes(directory) + bytes(512 * (sectors - 2))


SOUND = [_FAT, _END, _FREE, *range(4, 13), _END]


def test_a_sound_container() -> None:
    assert is_sound(container(SOUND))


def test_chains_that_run_in_a_circle() -> None:
    """Calamine 0.37 fills the memory with such a file until it is killed."""
    assert not is_sound(container([_FAT, _END, _FREE, *range(4, 13), 3]))
    assert not is_sound(container([_FAT, 1, _FREE, *range(4, 13), _END]))
    assert not is_sound(container([0] * 13))


def test_chains_that_leave_the_file() -> None:
    assert not is_sound(container([_FAT, _END, _FREE, *range(4, 13), 99]))
    assert not is_sound(container(SOUND, stream_start=400))
    assert not is_sound(container(SOUND)[:2000])


def test_small_stream_without_a_place() -> None:
    assert not is_sound(container(SOUND, stream_start=7, stream_size=64))


def test_what_is_no_container_at_all() -> None:
    assert not is_sound(b"")
    assert not is_sound(bytes(600))
    assert not is_sound(container(SOUND)[:511])
