"""Files on their way to an order: chosen, dropped, or pasted; looked at and kept off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QFileDialog, QWidget

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.tickets import Attachment
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tasks import Failed, Progress
from jiesu_desktop.services import attachments
from jiesu_desktop.services.attachments import Unfit
from jiesu_desktop.storage.queries import Queries

PASTED = "pasted"
PASTED_KEPT_S = 30 * 86400
"""A pasted picture that no form used is let go of when the next one comes a month later."""
_LAST_FOLDER = "attachments/folder"


class Chosen(NamedTuple):
    """A file that may be put with an order."""

    path: Path
    size: int


class Looked(NamedTuple):
    """What came of looking at files: those that fit, and a sentence for each that does not."""

    fit: tuple[Chosen, ...]
    problems: tuple[str, ...]


def look(queries: Queries, paths: Sequence[Path]) -> Looked:
    """Look at files without reading them."""
    most = attachments.limit(queries)
    found, problems = list[Chosen](), list[str]()
    for path in paths:
        try:
            found.append(Chosen(path, attachments.fit(path, most)))
        except Unfit as error:
            problems.append(error.message)
    return Looked(tuple(found), tuple(problems))


def keep(
    ctx: Desk,
    paths: Sequence[Path],
    done: Callable[[tuple[Attachment, ...]], Any],
    failed: Failed,
    owner: QObject,
) -> Progress | None:
    """Save the content of files, with a bar and 取消; then ``done``. Without files ``done`` comes at once."""
    if not paths:
        done(())
        return None
    store, wanted = ctx.store, tuple(paths)
    return ctx.tasks.run_long(
        "保存附件", lambda progress: attachments.keep(store, wanted, progress.step), done, failed, owner=owner
    )


def choose(ctx: Desk, parent: QWidget) -> list[Path]:
    """Ask which files, beginning where the last ones came from."""
    folder = str(ctx.prefs.value(_LAST_FOLDER, ""))
    chosen, _ = QFileDialog.getOpenFileNames(parent, "添加附件", folder, "所有文件 (*)")
    if chosen:
        ctx.prefs.setValue(_LAST_FOLDER, str(Path(chosen[0]).parent))
    return [Path(name) for name in chosen]


def files_in(data: QMimeData) -> list[Path]:
    """The local files that are dropped or were copied."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile() and url.toLocalFile()]


def picture_in(data: QMimeData) -> QImage | None:
    """The picture that was copied; None where it is the shadow of copied text (a sheet's cells come as both)."""
    if not data.hasImage() or data.hasText():
        return None
    image = QImage(data.imageData())
    return None if image.isNull() else image


def save_picture(
    ctx: Desk, image: QImage, taken: Callable[[Path], Any], failed: Failed, owner: QObject
) -> None:
    """Write a pasted picture to a file of its own, so that it is put with the order like any other."""
    now, folder = ctx.time.now(), ctx.data_dir / PASTED
    path = folder / f"粘贴图片 {beijing(now):%m%d-%H%M%S-%f}"[:-3]
    path = path.with_name(path.name + ".png")

    def write(progress: Progress) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            if now.timestamp() - old.stat().st_mtime > PASTED_KEPT_S:
                old.unlink()
        if not image.save(str(path)):
            raise Unfit(path, "图片写不到数据文件夹，请检查磁盘空间。")
        return path

    ctx.tasks.run_long("", write, taken, failed, owner=owner)


def forget_pasted(ctx: Desk, paths: Sequence[Path]) -> None:
    """Pictures that were pasted lie with the order now."""
    for path in paths:
        if path.parent == ctx.data_dir / PASTED:
            with suppress(OSError):
                path.unlink()


class DropAndPaste(QObject):
    """Lets a window take files dropped on it and pictures or files pasted into it, also over its text fields.

    Args:
        files: called with the paths. picture: called with a ``QImage``.
        refuses: while it answers true nothing is taken.
    """

    def __init__(
        self,
        window: QWidget,
        files: Callable[[list[Path]], Any],
        picture: Callable[[QImage], Any],
        refuses: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(window)
        self._files, self._picture, self._refuses = files, picture, refuses
        window.setAcceptDrops(True)
        # Those that would take a drop or a paste themselves; from all others it comes up to the window.
        takers = (widget for widget in window.findChildren(QWidget) if widget.acceptDrops())
        for widget in (window, *takers):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is ours, leave text to the field it is meant for."""
        if isinstance(event, QDragEnterEvent | QDragMoveEvent | QDropEvent):
            return self._dropped(event)
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return event.matches(QKeySequence.StandardKey.Paste) and self.paste()
        return super().eventFilter(watched, event)

    def _dropped(self, event: QDropEvent) -> bool:
        paths = files_in(event.mimeData())
        if not paths or self._refuses():
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self._files(paths)
        return True

    def paste(self) -> bool:
        """Take the clipboard's files or picture; False when it holds neither."""
        data = QGuiApplication.clipboard().mimeData()
        if self._refuses() or data is None:
            return False
        if paths := files_in(data):
            self._files(paths)
        elif (image := picture_in(data)) is not None:
            self._picture(image)
        else:
            return False
        return True
