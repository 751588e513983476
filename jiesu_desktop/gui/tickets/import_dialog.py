"""导入: files in, looked at before anything is written, with every refused row and why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import shiboken6
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHeaderView, QTableView, QWidget

from jiesu_desktop.domain.tickets import Channel, Level
from jiesu_desktop.exchange.sheets import SUFFIXES
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.forms.ui_import_dialog import Ui_ImportDialog
from jiesu_desktop.gui.models.rows_table import RowsTable
from jiesu_desktop.gui.status_line import span_seconds
from jiesu_desktop.gui.tasks import Cancelled, Progress
from jiesu_desktop.gui.tickets.import_work import SHOWN, OneFile, Terms, changes_of, look, repeats, take_in
from jiesu_desktop.gui.widgets.parts import fit_size, set_tone

FILE_HEADINGS = ("文件", "行数", "新增", "更新", "无变化", "其中历史", "未收", "说明")
REMARK_HEADINGS = ("文件", "行", "情况", "说明")
ROW_HEADINGS = ("文件", "行", "工单编号", "标题", "导入后", "原因或改动")
_NOTHING = "把文件拖到这里，或按“添加文件…”。可以是 Excel、CSV，或单件工单的 Word、文本。"

_PLACE = {True: Qt.AlignmentFlag.AlignLeft, False: Qt.AlignmentFlag.AlignCenter}


def accepts(mime: QMimeData) -> list[Path]:
    """The files of a drag that may hold orders; empty when there are none."""
    paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in SUFFIXES]


class ImportDialog(QDialog):
    """Preview, take in, result.

    Attributes:
        files: where each file stands.
        finished_import: whether the orders are in, and the dialog only shows what came of it.
    """

    def __init__(self, ctx: Desk, paths: Sequence[Path] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.files: list[OneFile] = []
        self.finished_import = False
        self._progress: Progress | None = None
        self._serial = 0
        self._answered = False
        self._taking = self._seen_remarks = False
        self.form = Ui_ImportDialog()
        self.form.setupUi(self)
        self.setAcceptDrops(True)
        self.file_table, self.remarks = RowsTable(FILE_HEADINGS, self), RowsTable(REMARK_HEADINGS, self)
        self.row_table = RowsTable(ROW_HEADINGS, self)
        self._set_up()
        self._join()
        fit_size(self, ctx.theme.px(980), ctx.theme.px(620))
        self._show_state()
        if paths:
            self.add(paths)

    def _set_up(self) -> None:
        form = self.form
        for channel in Channel:
            form.channel.addItem(channel.label, channel.value)
        form.level.addItem("按文件内容", "")
        for level in Level:
            form.level.addItem(level.label, level.value)
        for view, model, widths in (
            (form.files, self.file_table, (220, 64, 64, 64, 76, 88, 64)),
            (form.refused, self.remarks, (220, 64, 90)),
            (form.rows, self.row_table, (150, 52, 180, 250, 100)),
        ):
            view.verticalHeader().setDefaultSectionSize(self.ctx.theme.px(30))
            _dress(view, model, [self.ctx.theme.px(width) for width in widths])
        form.body.setStretch(form.body.indexOf(form.files), 2)
        form.body.setStretch(form.body.indexOf(form.tabs), 3)
        form.askRow.setStretch(0, 1)
        form.copyButton.setText("复制这份清单")
        form.bar.hide()
        form.tabs.tabBar().setDrawBase(False)

    def _join(self) -> None:
        form = self.form
        form.addButton.clicked.connect(self.ask_files)
        form.cancelButton.clicked.connect(self.reject)
        form.takeButton.clicked.connect(self.take)
        form.copyButton.clicked.connect(self.copy_remarks)
        form.channel.currentIndexChanged.connect(self._look)
        form.level.currentIndexChanged.connect(self._look)
        form.history.clicked.connect(self._answer)
        form.askAsHistory.clicked.connect(lambda: self._answer(history=True))
        form.askAsNew.clicked.connect(lambda: self._answer(history=False))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.take)
        QShortcut(QKeySequence("Ctrl+O"), self, self.ask_files)

    @property
    def terms(self) -> Terms:
        """What the operator says about the files."""
        channel, level = self.form.channel.currentData(), self.form.level.currentData()
        return Terms(Channel(channel), Level(level) if level else None, self.form.history.isChecked())

    # ---------------------------------------------------------------- looking

    def ask_files(self) -> None:
        """Choose files."""
        if self._taking:
            return
        pattern = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        folder = str(self.ctx.prefs.value("import/folder", str(Path.home())))
        chosen, _ = QFileDialog.getOpenFileNames(
            self, "导入工单", folder, f"工单文件 ({pattern});;所有文件 (*)"
        )
        if chosen:
            self.ctx.prefs.setValue("import/folder", str(Path(chosen[0]).parent))
            self.add([Path(path) for path in chosen])

    def add(self, paths: Sequence[Path]) -> None:
        """Look at more files; one already here is not taken twice. Nothing joins an import under way."""
        if self._taking:
            return
        if self.finished_import:
            self.files, self.finished_import, self._answered = [], False, False
        here = {file.path for file in self.files}
        self.files += [OneFile(path) for path in dict.fromkeys(paths) if path not in here]
        self._look()

    def _look(self) -> None:
        """Plan the files under the terms as they stand; what is under way is given up."""
        if not self.files or self.finished_import:
            return
        if self._progress is not None:
            self._progress.cancel()
        self._serial += 1
        serial, files, terms = self._serial, list(self.files), self.terms

        def done(looked: list[OneFile]) -> None:
            if serial == self._serial:
                self._begin(None)
                self.files = looked
                self._show_state()

        def failed(sentence: str, cause: Exception) -> None:
            if serial == self._serial:
                self._begin(None)
                self._show_state("" if isinstance(cause, Cancelled) else sentence)

        self._begin(
            self.ctx.tasks.run_long(
                "", lambda progress: look(self.ctx, files, terms, progress), done, failed, owner=self
            ),
            "正在读文件，还没有写入任何内容…",
        )

    def _answer(self, history: bool) -> None:
        """历史 or not, said by a person."""
        self._answered = True
        self.form.history.setChecked(history)
        self.form.askAsHistory.setChecked(history)
        self.form.askAsNew.setChecked(not history)
        self._look()

    # ---------------------------------------------------------------- taking in

    @property
    def ready(self) -> bool:
        """Whether 导入 may be pressed."""
        planned = any(file.preview is not None for file in self.files)
        answered = self._answered or not self._asking
        return planned and answered and self._progress is None and not self.finished_import

    @property
    def _asking(self) -> bool:
        """Whether so many open orders come that they may be old ones."""
        return any(file.preview.ask_history for file in self.files if file.preview is not None)

    def take(self) -> None:
        """Write what was shown; pressed after the end, it closes."""
        if self.finished_import:
            self.accept()
            return
        if self._asking and not self._answered and self._progress is None:
            self.form.askAsNew.setFocus()
            self.ctx.bridge.say("请先回答：是历史，还是新单", "error")
        if not self.ready:
            return
        self._serial += 1
        self._taking = True
        files, terms = list(self.files), self.terms
        # no owner: what was committed is told to views and alarms even when this dialog has gone
        progress = self.ctx.tasks.run_long(
            "",
            lambda progress: take_in(self.ctx, files, terms, progress),
            self._told(),
            self._not_taken,
            writes=True,
        )
        self._begin(progress, "正在导入…按“取消”则什么都不写入")

    def _told(self) -> Callable[[list[OneFile]], None]:
        tasks, bridge = self.ctx.tasks, self.ctx.bridge

        def done(files: list[OneFile]) -> None:
            changes = changes_of(files)
            tasks.committed.emit(changes)
            bridge.say(changes.message, "done")
            if shiboken6.isValid(self):
                self._taken(files)

        return done

    def _taken(self, files: list[OneFile]) -> None:
        self.files, self.finished_import, self._taking = files, True, False
        self._begin(None)
        self._show_state()
        self.form.takeButton.setFocus()

    def _not_taken(self, sentence: str, cause: Exception) -> None:
        if not shiboken6.isValid(self):
            return
        self._taking = False
        self._begin(None)
        self._show_state("已取消，什么都没有写入" if isinstance(cause, Cancelled) else sentence)

    # ---------------------------------------------------------------- showing

    def _begin(self, progress: Progress | None, words: str = "") -> None:
        """Show that something is under way, or (None) that it is over."""
        self._progress = progress
        form = self.form
        form.bar.setVisible(progress is not None)
        form.bar.setRange(0, 0)
        form.progressText.setText(words)
        for widget in (
            form.addButton,
            form.channel,
            form.level,
            form.history,
            form.askAsHistory,
            form.askAsNew,
        ):
            widget.setEnabled(progress is None or (widget is form.addButton and not self._taking))
        form.takeButton.setEnabled(self.ready)
        if progress is not None:
            began = self.ctx.time.monotonic()
            progress.moved.connect(lambda done, total: self._moved(progress, words, began, done, total))

    def _moved(self, progress: Progress, words: str, began: float, done: int, total: int) -> None:
        if progress is not self._progress or not total:
            return
        self.form.bar.setRange(0, total)
        self.form.bar.setValue(done)
        left = (self.ctx.time.monotonic() - began) / done * (total - done) if done else 0
        wait = f"，还要 {span_seconds(left)}" if left >= 1 else ""
        self.form.progressText.setText(f"{words}　{done:,} / {total:,}{wait}")

    def _show_state(self, problem: str = "") -> None:
        form = self.form
        self.file_table.show_rows([file.cells() for file in self.files])
        self.remarks.show_rows([line for file in self.files for line in file.remarks()])
        open_rows = sum(f.preview.open_rows for f in self.files if f.preview and f.preview.ask_history)
        form.askHistory.setVisible(bool(open_rows) and not self.finished_import and not self._answered)
        form.askSentence.setText(
            f"一次有 {open_rows} 件未办结的工单。是以前的历史数据，还是刚派来、要开始计时的新单？"
        )
        form.headline.setText(problem or self._headline())
        set_tone(form.headline, "error" if problem else "heading")
        count = len(self.remarks.rows)
        self._show_rows(count)
        form.files.setVisible(bool(self.files))
        form.headline.setAlignment(_PLACE[bool(self.files)])
        form.takeButton.setText("完成" if self.finished_import else "导入  Ctrl+Enter")
        form.takeButton.setEnabled(self.ready or self.finished_import)
        form.cancelButton.setVisible(not self.finished_import)

    def _show_rows(self, remarks: int) -> None:
        form, planned = self.form, [line for file in self.files for line in file.planned()]
        total = sum(len(file.preview.rows) for file in self.files if file.preview is not None)
        self.row_table.show_rows(planned)
        form.tabs.setTabText(0, f"需要看一眼 {remarks:,}")
        form.tabs.setTabText(
            1, f"逐行预览 {total:,}" + (f"（每个文件前 {SHOWN} 行）" if len(planned) < total else "")
        )
        form.tabs.setTabEnabled(0, bool(remarks))
        form.tabs.setTabEnabled(1, bool(planned))
        form.tabs.setVisible(bool(remarks or planned))
        form.copyButton.setVisible(bool(remarks))
        if not remarks and planned:
            form.tabs.setCurrentIndex(1)
        elif remarks and not self._seen_remarks:
            form.tabs.setCurrentIndex(0)
        self._seen_remarks = bool(remarks)

    def _headline(self) -> str:
        if not self.files:
            return _NOTHING
        if self.finished_import:
            return changes_of(self.files).message
        found = [file.counts for file in self.files if file.counts is not None]
        if not found:
            return "没有可以导入的文件"
        double = repeats(self.files)
        figures = (
            ("新增", sum(one.added for one in found) - double),
            ("更新", sum(one.updated for one in found)),
            ("无变化", sum(one.unchanged for one in found)),
            ("未收", sum(len(one.rejected) for one in found)),
        )
        return (
            "导入后："
            + "，".join(f"{word} {count:,}" for word, count in figures if count)
            + (f"（几个文件里重复的 {double:,} 件只算一次）" if double else "")
            + "。现在还没有写入。"
        )

    def copy_remarks(self) -> None:
        """Every refused row with its reason, as text."""
        QGuiApplication.clipboard().setText(self.remarks.as_text())
        self.ctx.bridge.say(f"已复制 {len(self.remarks.rows)} 条", "done")

    # ---------------------------------------------------------------- leaving

    def reject(self) -> None:
        """取消: what is under way stops and leaves nothing; with nothing under way the dialog closes."""
        if self._progress is not None:
            self._progress.cancel()
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing is cancelling; an import under way first says whether it had already been written."""
        if self._progress is not None:
            self._progress.cancel()
        if self._taking:
            event.ignore()
        else:
            super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a drag that carries files of orders."""
        if accepts(event.mimeData()) and self._progress is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the files dropped."""
        paths = accepts(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.add(paths)


def _dress(view: QTableView, model: RowsTable, widths: Sequence[int]) -> None:
    view.setModel(model)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    view.setTabKeyNavigation(False)
    view.verticalHeader().hide()
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    for section, width in enumerate(widths):
        header.resizeSection(section, width)
