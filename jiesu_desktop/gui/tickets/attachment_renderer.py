"""The desk's side of :mod:`attachment_pages`: asks for pages, is told when they are drawn, and is never kept waiting."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from PySide6.QtCore import QObject, QProcess, QSize, QTimer, Signal
from PySide6.QtGui import QImage

from jiesu_desktop.domain.attachments import Shown

PATIENCE_MS = 20_000
"""A page that is not there by then never will be."""
BROKEN = "打不开，文件可能已损坏；可另存后用别的软件查看。"
SLOW = "一直打不开，已停止；可另存后用别的软件查看。"
_WORKER = ["-m", "jiesu_desktop.gui.tickets.attachment_pages"]


class Renderer(QObject):
    """Draws the pages of one file.

    Attributes:
        pages: the size of each page, once opened.

    Signals:
        opened(): ``pages`` is known.
        drawn(int, QImage): a page that was asked for.
        failed(str): there is nothing to show, and why.
    """

    opened = Signal()
    drawn = Signal(int, QImage)
    failed = Signal(str)

    def __init__(self, content: bytes, kind: Shown, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pages: list[QSize] = []
        self._held = bytearray()
        self._head: dict[str, Any] | None = None
        self._waiting = 1
        self._ended = False
        self._process = QProcess(self)
        self._process.setStandardErrorFile(QProcess.nullDevice())
        if os.name == "posix":  # what the desk holds open (its watchdog's pipe) is none of the child's
            self._process.setUnixProcessParameters(QProcess.UnixProcessFlag.CloseFileDescriptors)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.finished.connect(lambda *_: self._fail(BROKEN))
        self._process.errorOccurred.connect(lambda _: self._fail(BROKEN))
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._fail(SLOW))
        self._process.start(sys.executable, _WORKER)
        self._process.write(json.dumps({"kind": kind.value, "size": len(content)}).encode() + b"\n")
        self._process.write(content)
        self._patience.start()

    def ask(self, page: int, width: int) -> None:
        """Have a page drawn."""
        if not self._ended:
            self._waiting += 1
            self._process.write(json.dumps({"page": page, "width": width}).encode() + b"\n")
            self._patience.start()

    def close(self) -> None:
        """End the process; nothing is told any more."""
        if not self._ended:
            self._ended = True
            self._patience.stop()
            self._process.kill()
            self._process.waitForFinished(1000)

    def _fail(self, sentence: str) -> None:
        if not self._ended:
            self.close()
            self.failed.emit(sentence)

    def _read(self) -> None:
        self._held += self._process.readAllStandardOutput().data()
        while not self._ended and self._take_one():
            pass

    def _take_one(self) -> bool:
        if self._head is None:
            line, newline, rest = self._held.partition(b"\n")
            if not newline:
                return False
            self._head, self._held = json.loads(line), bytearray(rest)
        size = self._head.get("bytes", 0)
        if len(self._held) < size:
            return False
        head, pixels = self._head, bytes(self._held[:size])
        del self._held[:size]
        self._head = None
        self._tell(head, pixels)
        return True

    def _tell(self, head: dict[str, Any], pixels: bytes) -> None:
        self._waiting -= 1
        if not self._waiting:
            self._patience.stop()
        if "problem" in head:
            self._fail(head["problem"])
        elif "pages" in head:
            self.pages = [QSize(*size) for size in head["pages"]]
            self.opened.emit()
        else:
            width, height = head["width"], head["height"]
            image = QImage(pixels, width, height, width * 4, QImage.Format.Format_RGB32)
            self.drawn.emit(head["page"], image.copy())  # of its own: the bytes go
