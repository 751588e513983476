"""使用说明: the operator's manual, in a window of its own that stays open beside the desk."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut, QTextCharFormat, QTextCursor, QTextFrameFormat
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.keys import ACT_KEYS, KEY_GROUPS
from jiesu_desktop.gui.widgets.parts import fit_size
from jiesu_desktop.paths import resource

PAGES = (
    "night",
    "urgent",
    "acts",
    "attachments",
    "keys",
    "handover",
    "clocks",
    "import",
    "directory",
    "ledgers",
    "callbacks",
    "trouble",
    "backup",
    "postgresql",
)
"""The pages of ``resources/help``, in the order they are offered."""
_NAME = int(Qt.ItemDataRole.UserRole)


def page_text(name: str) -> str:
    """A page as Markdown; the key tables come from the keys themselves, so that they are never out of date."""
    text = resource(f"help/{name}.md").read_text("utf-8")
    if name == "keys":
        text = text.replace("{acts}", _table((key, act.label) for act, key in ACT_KEYS.items()))
        others = (f"### {place}\n\n{_table(pairs)}" for place, pairs in KEY_GROUPS.items())
        text = text.replace("{desk}", "\n\n".join(others))
    return text


def _table(pairs: Iterable[tuple[str, str]]) -> str:
    return "\n".join(["| 键 | 做什么 |", "|---|---|", *(f"| **{key}** | {words} |" for key, words in pairs)])


def title_of(text: str) -> str:
    """A page's first heading."""
    return text.partition("\n")[0].lstrip("# ").strip()


class HelpWindow(QWidget):
    """The manual: pages at the left, the text at the right, a field that finds a word in all of them.

    Attributes:
        page: the name of the page shown.
    """

    def __init__(self, ctx: Desk, page: str = PAGES[0]) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.ctx, self.page = ctx, page
        self._texts = {name: page_text(name) for name in PAGES}
        self.setObjectName("helpWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setWindowTitle("使用说明")
        self.finder = QLineEdit(placeholderText="查找  Ctrl+F")
        self.finder.setClearButtonEnabled(True)
        self.list, self.browser = QListWidget(), QTextBrowser()
        self.browser.setOpenLinks(False)
        self.browser.document().setDocumentMargin(ctx.theme.px(18))
        for name, text in self._texts.items():
            item = QListWidgetItem(title_of(text), self.list)
            item.setData(_NAME, name)
        self._lay_out()
        self.finder.textChanged.connect(self._find)
        self.finder.returnPressed.connect(self.list.setFocus)
        self.list.currentRowChanged.connect(self._turn)
        self.browser.anchorClicked.connect(self._follow)
        ctx.theme.changed.connect(self._dress)
        QShortcut(QKeySequence.StandardKey.Find, self, self._to_finder)
        QShortcut(QKeySequence("Esc"), self, self.close)
        fit_size(self, ctx.theme.px(860), ctx.theme.px(620))
        self._dress()
        self.list.setFocus()

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.finder)
        side.addWidget(self.list, 1)
        box = QHBoxLayout(self)
        box.setContentsMargins(12, 12, 12, 12)
        box.setSpacing(12)
        box.addLayout(side)
        box.addWidget(self.browser, 1)

    def show_page(self, name: str) -> None:
        """Turn to a page."""
        for row in range(self.list.count()):
            if self.list.item(row).data(_NAME) == name:
                self.list.setCurrentRow(row)
                return

    def _turn(self, row: int) -> None:
        if row >= 0:
            self.page = self.list.item(row).data(_NAME)
            self._show_text()

    def _dress(self) -> None:
        tokens, width = self.ctx.theme.tokens, self.ctx.theme.px(180)
        self.setStyleSheet(
            f"#helpWindow {{ background: {tokens.page}; }} QTextBrowser {{ padding: 0; border-radius: 6px; }}"
        )
        self.finder.setFixedWidth(width)
        self.list.setFixedWidth(width)
        self.show_page(self.page)
        self._show_text()

    def _show_text(self) -> None:
        self.browser.setMarkdown(self._texts[self.page])
        self._space()
        self._mark()

    def _space(self) -> None:
        """Room between the lines and inside the tables: Markdown's own are too tight to read at night."""
        document = self.browser.document()
        for frame in document.rootFrame().childFrames():
            table = frame.format().toTableFormat()
            if table.isValid():
                table.setCellPadding(self.ctx.theme.px(5))
                table.setCellSpacing(0)
                table.setBorder(1)
                table.setBorderCollapse(True)
                table.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
                table.setBorderBrush(self.ctx.theme.color("line"))
                frame.setFrameFormat(table)
        block = document.begin()
        while block.isValid():
            shape = block.blockFormat()
            if QTextCursor(block).currentTable() is None:
                shape.setLineHeight(150.0, 1)  # 1: ProportionalHeight
                shape.setBottomMargin(self.ctx.theme.px(6 if block.textList() is None else 3))
                QTextCursor(block).setBlockFormat(shape)
            block = block.next()

    # ---- finding -----------------------------------------------------------------------------------------------

    def _to_finder(self) -> None:
        self.finder.setFocus()
        self.finder.selectAll()

    def _find(self, text: str) -> None:
        """Leave only the pages that have the words; keep the page that is open if it does."""
        wanted = text.strip().lower()
        first: int | None = None
        for row in range(self.list.count()):
            item = self.list.item(row)
            found = wanted in self._texts[item.data(_NAME)].lower()
            item.setHidden(not found)
            if found and first is None:
                first = row
        if first is not None and self.list.isRowHidden(self.list.currentRow()):
            self.list.setCurrentRow(first)
        self._mark()

    def _mark(self) -> None:
        """Show where the words stand."""
        wanted = self.finder.text().strip()
        marks: list[QTextEdit.ExtraSelection] = []
        look = QTextCharFormat()
        look.setBackground(self.ctx.theme.color("warning_row"))
        look.setForeground(self.ctx.theme.color("warning"))
        cursor = self.browser.document().find(wanted) if wanted else QTextCursor()
        while not cursor.isNull():
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = cursor, look
            marks.append(mark)
            cursor = self.browser.document().find(wanted, cursor)
        self.browser.setExtraSelections(marks)
        if marks:
            start = QTextCursor(marks[0].cursor)
            start.clearSelection()
            self.browser.setTextCursor(start)

    def _follow(self, url: QUrl) -> None:
        """A link leads to another page of the manual."""
        self.show_page(url.path().removesuffix(".md"))
