"""Text of a PDF that can be found and copied.

One glyph of a Chinese font often serves two code points: 工 and the radical ⼯. Qt 6.11 writes the lower one, the radical,
into the table from glyphs to text, so a reader looks for 工单 in vain. The table is plain text with entries of one length, and
is put right in place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtGui import QFont, QRawFont

_DOUBLES = (range(0x2E80, 0x2FE0), range(0xF900, 0xFB00))
"""CJK radicals and compatibility ideographs: what shares a glyph with a character of everyday text."""
_TABLE = re.compile(rb"begincmap.*?endcmap", re.DOTALL)
_ENTRY = re.compile(rb"<([0-9A-F]{4})>")


def make_searchable(pdf: Path, text: str, font: QFont) -> None:
    """Have the glyphs of ``text`` stand for its own characters again."""
    meant = _meant(text, font)
    content = pdf.read_bytes()
    mended = _TABLE.sub(lambda table: _ENTRY.sub(lambda entry: _put_right(entry, meant), table[0]), content)
    if mended != content:
        pdf.write_bytes(mended)


def _put_right(entry: re.Match[bytes], meant: dict[int, int]) -> bytes:
    found = int(entry[1], 16)
    return b"<%04X>" % meant[found] if found in meant else entry[0]


def _meant(text: str, font: QFont) -> dict[int, int]:
    """From a double to the character of the text that has its glyph."""
    raw = QRawFont.fromFont(font)
    used = {raw_glyph: ord(c) for c, raw_glyph in _glyphs(raw, sorted(set(text))) if ord(c) < 0x10000}
    doubles = (chr(code) for codes in _DOUBLES for code in codes)
    written = {ord(c) for c in text}
    return {
        ord(double): used[glyph]
        for double, glyph in _glyphs(raw, doubles)
        if glyph in used and ord(double) not in written
    }


def _glyphs(raw: QRawFont, characters: Iterable[str]) -> Iterable[tuple[str, int]]:
    for character in characters:
        glyphs = raw.glyphIndexesForString(character)
        if len(glyphs) == 1 and glyphs[0]:
            yield character, glyphs[0]
