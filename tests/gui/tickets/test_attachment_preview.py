from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from struct import pack

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtTest import QSignalSpy
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.attachments import Enclosed, Shown
from jiesu_desktop.domain.tickets import Act, Attachment, Details, Event
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.attachment_preview import AttachmentPreview
from jiesu_desktop.gui.tickets.attachment_renderer import BROKEN, Renderer

Settle = Callable[[], None]
Preview = Callable[[str, bytes], AttachmentPreview]


def picture(width: int = 40, height: int = 30, colour: str = "teal") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # bytes, say the stubs; text, says Qt 6.11
    return bytes(buffer.data().data())


def bomb(side: int = 60_000) -> bytes:
    """A PNG of a few kB that says it is 3,600 megapixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))

    head = pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def pdf(pages: int = 2) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QSizeF(200, 100), QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    for page in range(pages):
        if page:
            writer.newPage()
        painter.fillRect(0, 0, 10**6, 10**6, QColor("red" if page else "blue"))
    painter.end()
    return bytes(buffer.data().data())


@pytest.fixture
def render(qtbot: QtBot) -> Iterator[Callable[[bytes, Shown], Renderer]]:
    made: list[Renderer] = []

    def begin(content: bytes, kind: Shown) -> Renderer:
        made.append(Renderer(content, kind))
        return made[-1]

    yield begin
    for renderer in made:
        renderer.close()


def test_each_page_of_a_pdf_is_drawn_at_the_width_asked_for(
    render: Callable[[bytes, Shown], Renderer], qtbot: QtBot
) -> None:
    renderer = render(pdf(), Shown.PDF)
    qtbot.waitSignal(renderer.opened, timeout=20_000).wait()
    assert [(size.width(), size.height()) for size in renderer.pages] == [(200, 100)] * 2
    drawn = QSignalSpy(renderer.drawn)
    renderer.ask(1, 400)
    renderer.ask(0, 100)
    qtbot.waitUntil(lambda: drawn.count() == 2, timeout=20_000)
    (first, second) = (drawn.at(0), drawn.at(1))
    assert (first[0], first[1].width(), first[1].height()) == (1, 400, 200)
    assert first[1].pixelColor(200, 100) == QColor("red")
    assert (second[0], second[1].width()) == (0, 100)
    assert second[1].pixelColor(50, 25) == QColor("blue")


def test_a_picture_is_drawn_no_larger_than_it_is(
    render: Callable[[bytes, Shown], Renderer], qtbot: QtBot
) -> None:
    renderer = render(picture(40, 30), Shown.IMAGE)
    qtbot.waitSignal(renderer.opened, timeout=20_000).wait()
    drawn = QSignalSpy(renderer.drawn)
    renderer.ask(0, 400)
    renderer.ask(0, 20)
    qtbot.waitUntil(lambda: drawn.count() == 2, timeout=20_000)
    assert [(drawn.at(n)[1].width(), drawn.at(n)[1].height()) for n in (0, 1)] == [(40, 30), (20, 15)]


@pytest.mark.parametrize(
    ("content", "kind", "sentence"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"x" * 100, Shown.IMAGE, "已损坏"),
        (bomb(), Shown.IMAGE, "太大"),
        (b"%PDF-1.7 nothing of the kind", Shown.PDF, "PDF 已损坏"),
        (picture()[:60], Shown.IMAGE, "打不开|已损坏"),
    ],
    ids=["no picture", "bomb", "no pdf", "half a picture"],
)
def test_what_cannot_be_shown_says_why(
    render: Callable[[bytes, Shown], Renderer], qtbot: QtBot, content: bytes, kind: Shown, sentence: str
) -> None:
    renderer = render(content, kind)
    failed = QSignalSpy(renderer.failed)
    renderer.opened.connect(lambda: renderer.ask(0, 100))
    qtbot.waitUntil(lambda: failed.count() == 1, timeout=20_000)
    assert re.search(sentence, failed.at(0)[0])


def test_a_decoder_that_crashes_takes_the_desk_with_it_nowhere(
    render: Callable[[bytes, Shown], Renderer], qtbot: QtBot
) -> None:
    renderer = render(pdf(), Shown.PDF)
    qtbot.waitSignal(renderer.opened, timeout=20_000).wait()
    failed = QSignalSpy(renderer.failed)
    renderer._process.kill()
    qtbot.waitUntil(lambda: failed.count() == 1, timeout=20_000)
    assert failed.at(0)[0] == BROKEN
    renderer.ask(0, 10)  # nobody listens, nothing happens


@pytest.fixture
def preview(ctx: Desk, qtbot: QtBot) -> Preview:
    def show(name: str, content: bytes) -> AttachmentPreview:
        digest, size = ctx.store.attachments.keep(lambda: iter([content]), ctx.time.now())
        return shown(ctx, qtbot, Attachment(name, digest, size))

    return show


def shown(ctx: Desk, qtbot: QtBot, file: Attachment) -> AttachmentPreview:
    now = ctx.time.now()
    event = Event(1, 1, Act.ATTACH, now, now, "张三", "一号台", Details())
    dialog = AttachmentPreview(ctx, Enclosed(file, event, withdrawn=False))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)  # the test's to delete
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_pdf_is_turned_page_by_page(preview: Preview, qtbot: QtBot) -> None:
    dialog = preview("通知.pdf", pdf(3))
    qtbot.waitUntil(lambda: not dialog.picture.pixmap().isNull(), timeout=20_000)
    assert dialog.place.text() == "第 1 / 3 页"
    assert not dialog.back.isEnabled()
    dialog.turn(1)
    dialog.turn(1)
    dialog.turn(1)
    assert dialog.place.text() == "第 3 / 3 页"
    assert not dialog.forth.isEnabled()
    red = QColor("red")
    qtbot.waitUntil(lambda: dialog.picture.pixmap().toImage().pixelColor(5, 5) == red, timeout=20_000)
    dialog.close()


def test_other_files_are_only_saved(preview: Preview, qtbot: QtBot, tmp_path: Path, settle: Settle) -> None:
    dialog = preview("照片.jpg", b"MZ this is a programme")
    settle()
    assert "不在程序里打开" in dialog.words.text()
    assert dialog.renderer is None
    dialog.save_to(tmp_path / "saved.bin")
    settle()
    assert (tmp_path / "saved.bin").read_bytes() == b"MZ this is a programme"


def test_an_altered_file_is_told_and_not_saved(
    ctx: Desk, qtbot: QtBot, tmp_path: Path, settle: Settle
) -> None:
    content = picture()
    digest, size = ctx.store.attachments.keep(lambda: iter([content]), ctx.time.now())
    (tmp_path / "attachments" / digest[:2] / digest).write_bytes(content + b"!")
    dialog = shown(ctx, qtbot, Attachment("照片.png", digest, size))
    settle()
    assert "已被改动" in dialog.words.text()
    assert not dialog.save_button.isEnabled()
