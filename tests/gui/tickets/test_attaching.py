from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.tickets import Act, Attachment
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets import attaching
from jiesu_desktop.gui.tickets.attachment_list import SHOWN
from jiesu_desktop.gui.tickets.attachment_preview import AttachmentPreview
from jiesu_desktop.gui.tickets.queue_page import QueuePage
from jiesu_desktop.gui.widgets.parts import ElidedLink
from tests.services.room import Room, order

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
Settle = Callable[[], None]


@pytest.fixture
def page(ctx: Desk, room: Room, settle: Settle, qtbot: QtBot) -> QueuePage:
    """The queue with one order open."""
    made = QueuePage(ctx)
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    qtbot.waitExposed(made)
    made.open_ticket(room.take_one())
    settle()
    return made


def written(path: Path, content: bytes = b"content") -> Path:
    path.write_bytes(content)
    return path


def drop(page: QueuePage, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    target = page.panel.viewport()
    QApplication.sendEvent(target, QDragEnterEvent(QPoint(9, 9), *how))
    QApplication.sendEvent(target, QDropEvent(QPointF(9, 9), *how))


def said(page: QueuePage) -> list[tuple[str, str]]:
    heard: list[tuple[str, str]] = []
    page.ctx.bridge.message.connect(lambda text, kind: heard.append((text, kind)))
    return heard


def names(page: QueuePage) -> list[str]:
    QApplication.processEvents()  # what a layout took in is shown on its next turn
    return [link.whole for link in page.panel.files.findChildren(ElidedLink) if not link.isHidden()]


def test_files_dropped_on_the_order_are_put_with_it(
    page: QueuePage, room: Room, tmp_path: Path, settle: Settle
) -> None:
    heard = said(page)
    drop(page, written(tmp_path / "现场.jpg"), written(tmp_path / "empty", b""), tmp_path / "gone")
    settle()
    assert page.panel.view is not None
    event = room.events(page.panel.view.ticket.id)[-1]
    assert (event.act, [file.name for file in event.details.attachments]) == (Act.ATTACH, ["现场.jpg"])
    assert names(page) == ["现场.jpg　7 B"]
    assert ("附件已添加", "done") in heard
    last, kind = heard[-1]  # what was refused is not covered by what was not
    assert "“empty”不能作附件：文件是空的" in last
    assert last.endswith("（也没有加上：gone）")
    assert kind == "error"


def test_the_key_asks_for_files(
    page: QueuePage, room: Room, tmp_path: Path, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [written(tmp_path / f"{n}.txt", b"%d" % n) for n in range(SHOWN + 2)]
    monkeypatch.setattr(attaching, "choose", lambda ctx, window: paths)  # the system's own dialog
    page.activateWindow()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Z)
    settle()
    settle()
    assert len(names(page)) == SHOWN
    page.panel.files._show_all()
    assert len(names(page)) == SHOWN + 2


def test_a_picture_pasted_is_put_with_the_order_and_its_copy_is_let_go(
    page: QueuePage, room: Room, settle: Settle, qtbot: QtBot
) -> None:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(image)
    page.activateWindow()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    settle()
    assert len(names(page)) == 1
    assert names(page)[0].startswith("粘贴图片")
    assert list((page.ctx.data_dir / "pasted").iterdir()) == []


def test_what_was_begun_on_one_order_goes_to_that_order(
    page: QueuePage, room: Room, tmp_path: Path, settle: Settle
) -> None:
    assert page.panel.view is not None
    first = page.panel.view.ticket.id
    other = room.take([order("热线-2")]).added_ids[0]
    drop(page, written(tmp_path / "a.txt"))
    page.open_ticket(other)
    settle()
    assert [event.act for event in room.events(first)][-1] is Act.ATTACH
    assert Act.ATTACH not in [event.act for event in room.events(other)]
    assert names(page) == []


def test_a_file_taken_back_stays_visible_and_opens(
    page: QueuePage, room: Room, settle: Settle, qtbot: QtBot
) -> None:
    assert page.panel.view is not None
    ticket = page.panel.view.ticket.id
    digest, size = room.store.attachments.keep(lambda: iter([b"a letter"]), room.time.now())
    room.act(ticket, Act.NOTE, text="来信", attachments=(Attachment("来信.txt", digest, size),))
    room.act(ticket, Act.CORRECT, corrects=room.events(ticket)[-1].id, reason="传错了")
    page.open_ticket(ticket)
    settle()
    assert names(page) == ["来信.txt　8 B（已更正）"]
    page.panel.files.findChildren(ElidedLink)[0].click()
    settle()
    (preview,) = page.findChildren(AttachmentPreview)
    words = " ".join(label.text() for label in preview.findChildren(QLabel))
    assert "来信.txt" in words
    assert "已更正撤回" in words
    preview.close()
