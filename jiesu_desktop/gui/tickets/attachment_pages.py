"""Draws pictures and PDFs in a process of its own: ``python -m jiesu_desktop.gui.tickets.attachment_pages``.

Files come from anywhere. One that crashes its decoder, or never ends, takes this process with it and not the desk; the
desk sends the content through a pipe, so nothing of it lies about in a temporary folder either.

Standard input: one JSON line ``{"kind": "image"|"pdf", "size": bytes}``, so many bytes, then a JSON line
``{"page": from 0, "width": pixels}`` for each page wanted. Standard output: ``{"pages": [[width, height], …]}`` or ``{"problem":
Chinese}``, then for each page ``{"page", "width", "height", "bytes"}`` and its pixels (RGB32, rows without gaps).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter
from PySide6.QtPdf import QPdfDocument

from jiesu_desktop.domain.attachments import Shown

MOST_PIXELS = 160_000_000
"""Of a picture as it lies in the file: a large scan passes, a bomb does not."""
MOST_MB = 700
"""Memory Qt may take for one picture while it decodes it."""
MOST_MEMORY = 3 << 30
"""Bytes this process may fill, where the system can hold it to that."""
MOST_DRAWN = 32_000_000
"""Pixels of one page on screen."""
MOST_PAGES = 3000

Draw = Callable[[int, int], QImage]


class Undrawable(Exception):
    """The text says why, in Chinese."""


def open_picture(data: QByteArray) -> tuple[list[QSize], Draw]:
    """The pages of a picture (a TIFF may have several) and what draws one at a width."""
    QImageReader.setAllocationLimit(MOST_MB)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = _reader(buffer)
    size = reader.size()
    if not size.isValid():
        raise Undrawable("图片已损坏，或不是能显示的格式。")
    if size.width() * size.height() > MOST_PIXELS:
        raise Undrawable(f"图片有 {size.width()}×{size.height()} 像素，太大，不在程序里打开。")
    if reader.transformation().value & 4:  # turned by a quarter
        size.transpose()
    pages = reader.imageCount() if bytes(reader.format().data()) in (b"tiff", b"tif") else 1

    def draw(page: int, width: int) -> QImage:
        again = _reader(buffer)
        if page:
            again.jumpToImage(page)
        image = again.read()
        if image.isNull():
            raise Undrawable("图片已损坏，或内存不够，打不开。")
        if width < image.width():
            image = image.scaledToWidth(max(1, width), Qt.TransformationMode.SmoothTransformation)
        return _on_white(image)

    return [size] * max(1, min(pages, MOST_PAGES)), draw


def _reader(buffer: QBuffer) -> QImageReader:
    buffer.seek(0)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    return reader


def open_pdf(data: QByteArray) -> tuple[list[QSize], Draw]:
    """The pages of a PDF, in points, and what draws one at a width."""
    document, buffer = QPdfDocument(), QBuffer(data)
    buffer.setParent(document)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    if document.status() is not QPdfDocument.Status.Ready or document.pageCount() < 1:
        locked = document.error() in (
            QPdfDocument.Error.IncorrectPassword,
            QPdfDocument.Error.UnsupportedSecurityScheme,
        )
        raise Undrawable("PDF 设有密码，程序里打不开。" if locked else "PDF 已损坏，打不开。")
    count = min(document.pageCount(), MOST_PAGES)
    sizes = [document.pagePointSize(page).toSize().expandedTo(QSize(1, 1)) for page in range(count)]

    def draw(page: int, width: int) -> QImage:
        size = sizes[page]
        return _on_white(
            document.render(page, _bounded(size.scaled(width, 1 << 20, Qt.AspectRatioMode.KeepAspectRatio)))
        )

    return sizes, draw


def _bounded(size: QSize) -> QSize:
    while size.width() * size.height() > MOST_DRAWN:
        size = size / 2
    return size.expandedTo(QSize(1, 1))


def _on_white(image: QImage) -> QImage:
    page = QImage(image.size(), QImage.Format.Format_RGB32)
    page.fill(QColor("white"))
    painter = QPainter(page)
    painter.drawImage(0, 0, image)
    painter.end()
    return page


OPENERS = {Shown.IMAGE: open_picture, Shown.PDF: open_pdf}


def serve(asked: BinaryIO, answer: BinaryIO) -> None:
    """Answer until there are no more questions."""
    head = json.loads(asked.readline())
    data = QByteArray(asked.read(head["size"]))
    try:
        sizes, draw = OPENERS[Shown(head["kind"])](data)
    except Undrawable as error:
        _say(answer, {"problem": str(error)})
        return
    _say(answer, {"pages": [[size.width(), size.height()] for size in sizes]})
    for line in asked:
        wanted = json.loads(line)
        try:
            image = draw(wanted["page"], wanted["width"])
        except Undrawable as error:
            _say(answer, {"problem": str(error)})
            continue
        pixels = bytes(image.constBits())
        _say(
            answer,
            {"page": wanted["page"], "width": image.width(), "height": image.height(), "bytes": len(pixels)},
            pixels,
        )


def _say(answer: BinaryIO, words: dict[str, Any], pixels: bytes = b"") -> None:
    answer.write(json.dumps(words).encode() + b"\n" + pixels)
    answer.flush()


def _hold_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows: Qt's own limit holds
        return
    # Not the address space: pdfium reserves far more of that than it ever fills, and dies without it.
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> int:
    """Serve one file."""
    _hold_memory()
    app = QCoreApplication(sys.argv[:1])
    serve(sys.stdin.buffer, sys.stdout.buffer)
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main())
