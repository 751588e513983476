"""The field of a form that takes files: chosen, dropped anywhere on the form, or pasted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from jiesu_desktop.domain.attachments import clean_name
from jiesu_desktop.domain.tickets import Attachment
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.status_line import ProgressStrip
from jiesu_desktop.gui.tasks import Cancelled, Failed, Progress
from jiesu_desktop.gui.tickets.attachment_intake import (
    Chosen,
    DropAndPaste,
    Looked,
    choose,
    forget_pasted,
    keep,
    look,
    save_picture,
)
from jiesu_desktop.gui.widgets.parts import ElidedLabel, button, empty, label
from jiesu_desktop.services.attachments import size_in_words

PATIENCE_MS = 300
"""Work that takes longer shows its bar."""
SHOWN = 4
"""Files listed one by one; of more the last line tells how many."""


class AttachmentField(QWidget):
    """Files to go with an act.

    A form calls :meth:`keep` before it records its act, puts the answer into ``Details.attachments``, and
    :meth:`clear` once the act is recorded. What is refused is said here, and what was chosen stays.

    Attributes:
        problem: the sentence shown, '' when all is well.

    Signals:
        changed(): the files are others now.
    """

    changed = Signal()

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.problem = ""
        self._chosen: list[Chosen] = []
        self._strip: ProgressStrip | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.add_button = button("添加附件…(&A)", lambda: self.add(choose(ctx, self)), "chip")
        head.addWidget(self.add_button)
        self.hint = label("可拖入文件，或粘贴图片（Ctrl+V）", "small")
        head.addWidget(self.hint, 1)
        layout.addLayout(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        layout.addLayout(self._rows)
        self.error = label("", "error", wrap=True)
        self.error.hide()
        layout.addWidget(self.error)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._show_progress)
        self._progress: Progress | None = None

    def accept_from(self, window: QWidget) -> None:
        """Take what is dropped on or pasted into this window; call it once its fields are there."""
        DropAndPaste(window, self.add, self.add_picture, lambda: self._progress is not None)

    def files(self) -> list[Path]:
        """The files chosen."""
        return [one.path for one in self._chosen]

    def add(self, paths: Iterable[Path]) -> None:
        """Look at these files and list those that fit; the others are said why not."""
        wanted = [path for path in dict.fromkeys(paths) if path not in self.files()]
        if wanted:
            self.ctx.tasks.run_read(
                lambda queries: look(queries, wanted), self._looked, self._failed, owner=self
            )

    def add_picture(self, image: QImage) -> None:
        """List a picture that was pasted."""
        save_picture(self.ctx, image, lambda path: self.add([path]), self._failed, self)

    def remove(self, path: Path) -> None:
        """Not this one after all."""
        self._chosen = [one for one in self._chosen if one.path != path]
        self._list()

    def clear(self) -> None:
        """The act is recorded: nothing is left to be put with it."""
        forget_pasted(self.ctx, self.files())
        self._chosen.clear()
        self._list()

    def keep(self, done: Callable[[tuple[Attachment, ...]], Any], failed: Failed) -> None:
        """Save the files' content; then ``done`` with what the act is to name. ``failed`` hears what is shown here too.

        Stopped by 取消, ``failed`` gets a :class:`Cancelled`.
        """

        def ended(call: Callable[..., Any], *args: Any) -> None:
            self._end()
            call(*args)

        def refused(sentence: str, error: Exception) -> None:
            self._end()
            self.say("已取消，没有保存；选好的附件还在" if isinstance(error, Cancelled) else sentence)
            failed(sentence, error)

        self.say("")
        self._progress = keep(self.ctx, self.files(), partial(ended, done), refused, self)
        if self._progress is not None:
            self._patience.start()

    def say(self, sentence: str) -> None:
        """Show what is wrong, or take it away."""
        self.problem = sentence
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))

    # ---- drafts ------------------------------------------------------------------------------------------------

    def draft(self) -> list[str]:
        """Where the files lie, for a draft."""
        return [str(path) for path in self.files()]

    def fill(self, paths: Sequence[str]) -> None:
        """Put a draft back; what has gone meanwhile is said."""
        self.add(Path(path) for path in paths)

    # ---- within ------------------------------------------------------------------------------------------------

    def _looked(self, looked: Looked) -> None:
        there = self.files()
        fresh = [one for one in looked.fit if one.path not in there]
        self._chosen.extend(fresh)
        self._list()
        self.say("\n".join(looked.problems))

    def _failed(self, sentence: str, error: Exception) -> None:
        self.say(sentence)

    def _list(self) -> None:
        empty(self._rows)
        shown = self._chosen if len(self._chosen) <= SHOWN else self._chosen[: SHOWN - 1]
        for one in shown:
            row = QHBoxLayout()
            row.setSpacing(8)
            name = ElidedLabel(f"{clean_name(one.path.name)}　{size_in_words(one.size)}")
            name.setToolTip(str(one.path))
            row.addWidget(name, 1)
            row.addWidget(button("去掉", partial(self.remove, one.path), "link"))
            self._rows.addLayout(row)
        if len(self._chosen) > len(shown):
            rest = self._chosen[len(shown) :]
            more = label(f"还有 {len(rest)} 个", "muted")
            more.setToolTip("\n".join(clean_name(one.path.name) for one in rest))
            self._rows.addWidget(more)
        self.changed.emit()

    def _show_progress(self) -> None:
        if self._progress is not None and self._strip is None:
            self._strip = ProgressStrip(self.ctx, self._progress)
            self._rows.addWidget(self._strip)

    def _end(self) -> None:
        self._patience.stop()
        self._progress = None
        if self._strip is not None:
            self._strip.deleteLater()
            self._strip = None
