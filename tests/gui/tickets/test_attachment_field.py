from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from jiesu_desktop.domain.tickets import Attachment
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tasks import Cancelled
from jiesu_desktop.gui.tickets.attachment_field import AttachmentField

Settle = Callable[[], None]


@pytest.fixture
def field(ctx: Desk, qtbot: QtBot) -> AttachmentField:
    made = AttachmentField(ctx)
    qtbot.addWidget(made)
    made.show()
    return made


def written(path: Path, content: bytes = b"content") -> Path:
    path.write_bytes(content)
    return path


def mime(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def picture() -> QImage:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    return image


def texts(widget: QWidget) -> str:
    QApplication.processEvents()  # what a layout took in is shown on its next turn
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_files_are_listed_and_those_that_do_not_fit_say_why(
    field: AttachmentField, tmp_path: Path, settle: Settle
) -> None:
    good = written(tmp_path / "现场.jpg")
    field.add([good, good, written(tmp_path / "empty.txt", b""), tmp_path / "gone.txt"])
    settle()
    assert field.files() == [good]
    assert "现场.jpg　7 B" in texts(field)
    assert "“empty.txt”不能作附件：文件是空的" in field.problem
    assert "“gone.txt”不能作附件：找不到文件" in field.problem
    assert "添加附件" in field.add_button.text()


def test_removing_takes_one_away(field: AttachmentField, tmp_path: Path, settle: Settle) -> None:
    one, two = written(tmp_path / "1.txt"), written(tmp_path / "2.txt")
    field.add([one, two])
    settle()
    next(b for b in field.findChildren(QPushButton) if b.text() == "去掉").click()
    assert field.files() == [two]


def test_what_is_kept_is_named_for_the_act_and_forgotten_once_it_is_recorded(
    field: AttachmentField, ctx: Desk, tmp_path: Path, settle: Settle
) -> None:
    field.add([written(tmp_path / "a.txt")])
    settle()
    kept: list[tuple[Attachment, ...]] = []
    field.keep(kept.append, lambda *_: None)
    settle()
    assert kept == [(Attachment("a.txt", sha256(b"content").hexdigest(), 7),)]
    assert ctx.store.attachments.has(kept[0][0].digest)
    assert field.files()  # until the act is recorded
    field.clear()
    assert not field.files()


def test_no_files_no_work(field: AttachmentField, ctx: Desk) -> None:
    kept: list[tuple[Attachment, ...]] = []
    field.keep(kept.append, lambda *_: None)
    assert kept == [()]
    assert ctx.tasks.idle


def test_a_file_that_vanished_is_told_and_the_list_stays(
    field: AttachmentField, tmp_path: Path, settle: Settle
) -> None:
    path = written(tmp_path / "a.txt")
    field.add([path])
    settle()
    path.unlink()
    failures: list[str] = []
    field.keep(lambda _: None, lambda sentence, _: failures.append(sentence))
    settle()
    assert "找不到文件" in field.problem
    assert failures == [field.problem]
    assert field.files() == [path]


def test_stopping_keeps_the_list(field: AttachmentField, ctx: Desk, tmp_path: Path, settle: Settle) -> None:
    path = written(tmp_path / "a.txt")
    field.add([path])
    settle()
    ctx.tasks.started.connect(lambda progress: progress.cancel())
    causes: list[Exception] = []
    field.keep(lambda _: None, lambda _, cause: causes.append(cause))
    settle()
    assert isinstance(causes[0], Cancelled)
    assert "已取消" in field.problem
    assert field.files() == [path]


def test_a_draft_brings_the_files_back(
    field: AttachmentField, ctx: Desk, qtbot: QtBot, tmp_path: Path, settle: Settle
) -> None:
    path = written(tmp_path / "a.txt")
    field.add([path])
    settle()
    again = AttachmentField(ctx)
    qtbot.addWidget(again)
    again.fill(field.draft())
    settle()
    assert again.files() == [path]


@pytest.fixture
def form(field: AttachmentField, qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(QPlainTextEdit())
    layout.addWidget(field)
    field.accept_from(window)
    window.show()
    return window


def test_a_file_dropped_on_a_text_field_of_the_form_is_an_attachment(
    form: QWidget, field: AttachmentField, tmp_path: Path, settle: Settle
) -> None:
    path = written(tmp_path / "a.txt")
    edit = form.findChildren(QPlainTextEdit)[0]
    data = mime(path)
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(5, 5), *how)
    QApplication.sendEvent(edit.viewport(), enter)
    assert enter.isAccepted()
    QApplication.sendEvent(edit.viewport(), QDropEvent(QPointF(5, 5), *how))
    settle()
    assert field.files() == [path]
    assert edit.toPlainText() == ""


def test_a_pasted_picture_is_an_attachment_and_pasted_text_stays_text(
    form: QWidget, field: AttachmentField, ctx: Desk, qtbot: QtBot, settle: Settle
) -> None:
    edit = form.findChildren(QPlainTextEdit)[0]
    QGuiApplication.clipboard().setImage(picture())
    qtbot.keyClick(edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle()
    (path,) = field.files()
    assert path.name.startswith("粘贴图片 1124-0200")
    assert QImage(str(path)).size() == picture().size()
    QGuiApplication.clipboard().setText("文字")
    qtbot.keyClick(edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert edit.toPlainText() == "文字"
    settle()
    field.clear()
    assert not path.exists()
