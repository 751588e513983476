"""A file of an order on screen: pictures and PDFs page by page; anything else is only ever saved elsewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from jiesu_desktop.domain.attachments import Enclosed, Shown, clean_name, shown_as
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.attachment_renderer import Renderer
from jiesu_desktop.gui.widgets.parts import button, fit_size, label
from jiesu_desktop.gui.wording import clock_time
from jiesu_desktop.services.attachments import MB, content, save_as, size_in_words

MOST_SHOWN = 100 * MB
"""Bytes held in memory to show a file."""
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
SAVE_ONLY = "这类文件不在程序里打开。\n请另存到本机；打开前先确认来源可靠，程序文件和脚本不要运行。"
_LAST_FOLDER = "attachments/saved"


class AttachmentPreview(QDialog):
    """Shows one file; the window does not wait for it."""

    def __init__(self, ctx: Desk, enclosed: Enclosed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx, self.file = ctx, enclosed.file
        self.page, self._zoom = 0, ZOOMS.index(1.0)
        self.renderer: Renderer | None = None
        self.setWindowTitle(self.file.name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._redraw = QTimer(self, singleShot=True, interval=120)
        self._redraw.timeout.connect(self._ask)
        self._lay_out(enclosed)
        self._bind()
        fit_size(self, ctx.theme.px(860), ctx.theme.px(700))
        self._load()

    def _lay_out(self, enclosed: Enclosed) -> None:
        event = enclosed.event
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(label(self.file.name, "heading", wrap=True))
        taken_back = "　已更正撤回" if enclosed.withdrawn else ""
        facts = f"{size_in_words(self.file.size)}　{clock_time(event.occurred_at, self.ctx.time.now())}　{event.actor}"
        layout.addWidget(label(f"{facts}　{event.act.label}{taken_back}", "muted"))
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(self.picture)
        layout.addWidget(self.area, 1)
        self.words = label("正在打开…", "muted", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.words, 1)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        self.back = button("‹ 上一页", lambda: self.turn(-1), "chip", "PageUp")
        self.place = label("", "muted")
        self.forth = button("下一页 ›", lambda: self.turn(1), "chip", "PageDown")
        self.smaller = button("缩小 −", lambda: self.zoom(-1), "chip")
        self.larger = button("放大 +", lambda: self.zoom(1), "chip")
        for widget in (self.back, self.place, self.forth, self.smaller, self.larger):
            foot.addWidget(widget)
        foot.addStretch(1)
        self.save_button = button("另存为… Ctrl+S", self.save)
        foot.addWidget(self.save_button)
        foot.addWidget(button("关闭 Esc", self.close))
        layout.addLayout(foot)
        self._tools(shown=False)

    def _bind(self) -> None:
        keys = {
            "PgUp": lambda: self.turn(-1), "PgDown": lambda: self.turn(1), "Left": lambda: self.turn(-1),
            "Right": lambda: self.turn(1), "+": lambda: self.zoom(1), "=": lambda: self.zoom(1),
            "-": lambda: self.zoom(-1), "Ctrl+S": self.save,
        }  # fmt: skip
        for key, run in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(run)

    def _tools(self, *, shown: bool) -> None:
        several = self.renderer is not None and len(self.renderer.pages) > 1
        for widget in (self.back, self.place, self.forth):
            widget.setVisible(shown and several)
        for tool in (self.smaller, self.larger):
            tool.setVisible(shown)
        self.area.setVisible(shown)
        self.words.setVisible(not shown)

    # ---- opening -----------------------------------------------------------------------------------------------

    def _load(self) -> None:
        if self.file.size > MOST_SHOWN:
            self._say(f"文件有 {size_in_words(self.file.size)}，太大，不在程序里打开。请另存后查看。")
            return
        store, digest = self.ctx.store, self.file.digest
        self.ctx.tasks.run_long(
            "",
            lambda _: content(store, digest, MOST_SHOWN),
            self._loaded,
            lambda why, _: self._lost(why),
            owner=self,
        )

    def _loaded(self, found: bytes) -> None:
        kind = shown_as(found[:1024])
        if kind is Shown.NOT:
            self._say(SAVE_ONLY)
            self.save_button.setFocus()
            return
        self.renderer = Renderer(found, kind, self)
        self.renderer.opened.connect(self._opened)
        self.renderer.drawn.connect(self._drawn)
        self.renderer.failed.connect(self._say)

    def _lost(self, sentence: str) -> None:
        self._say(sentence)
        self.save_button.setEnabled(False)

    def _say(self, sentence: str) -> None:
        self.words.setText(sentence)
        self._tools(shown=False)

    def _opened(self) -> None:
        self._tools(shown=True)
        self._ask()

    # ---- pages -------------------------------------------------------------------------------------------------

    def turn(self, by: int) -> None:
        """To the next page, or the one before."""
        if self.renderer is not None and 0 <= self.page + by < len(self.renderer.pages):
            self.page += by
            self._ask()
            self.area.verticalScrollBar().setValue(0)

    def zoom(self, by: int) -> None:
        """Larger or smaller; 1 is as wide as the window, a small picture at its own size."""
        self._zoom = min(len(ZOOMS) - 1, max(0, self._zoom + by))
        self._redraw.start()

    def _ask(self) -> None:
        if self.renderer is None or not self.renderer.pages:
            return
        room = self.area.width() - self.area.verticalScrollBar().sizeHint().width() - 6  # as if it were long
        self.renderer.ask(self.page, max(50, round(room * ZOOMS[self._zoom] * self.devicePixelRatioF())))
        self.place.setText(f"第 {self.page + 1} / {len(self.renderer.pages)} 页")
        self.back.setEnabled(self.page > 0)
        self.forth.setEnabled(self.page + 1 < len(self.renderer.pages))

    def _drawn(self, page: int, image: QImage) -> None:
        if page == self.page:
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(self.devicePixelRatioF())
            self.picture.setPixmap(pixmap)
            self.picture.setMinimumSize(QSize(pixmap.deviceIndependentSize().toSize()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The page follows the window."""
        super().resizeEvent(event)
        self._redraw.start()

    # ---- saving ------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Ask where to, and write a copy there."""
        if not self.save_button.isEnabled():
            return
        folder = Path(str(self.ctx.prefs.value(_LAST_FOLDER, "") or Path.home()))
        chosen, _ = QFileDialog.getSaveFileName(self, "另存附件", str(folder / clean_name(self.file.name)))
        if chosen:
            target = Path(chosen)
            self.ctx.prefs.setValue(_LAST_FOLDER, str(target.parent))
            self.save_to(target)

    def save_to(self, target: Path) -> None:
        """Write a copy, checked against what was put with the order."""
        store, file, say = self.ctx.store, self.file, self.ctx.bridge.say
        self.ctx.tasks.run_long(
            "另存附件",
            lambda progress: save_as(store, file, target, progress.step),
            lambda at: say(f"已另存到 {at}"),
        )

    def done(self, result: int) -> None:
        """Nothing is drawn any more."""
        if self.renderer is not None:
            self.renderer.close()
        super().done(result)
