"""常用语 in a form: Ctrl+J, a few letters of pinyin, Enter."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from jiesu_desktop.clock import beijing
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.tickets.order_view import OrderView
from jiesu_desktop.gui.tickets.text_blocks_dialog import TextBlocksDialog
from jiesu_desktop.gui.widgets.parts import button, label
from jiesu_desktop.gui.wording import category_path, clock_time
from jiesu_desktop.services import text_blocks
from jiesu_desktop.services.text_blocks import TextBlock

KEYS = ("Ctrl+J", "Ctrl+Space")
Field = QLineEdit | QPlainTextEdit
_BLOCK = int(Qt.ItemDataRole.UserRole)


class TextBlocks(QObject):
    """Lets 常用语 into the text fields of one form or page.

    Args:
        values: what the placeholders stand for there, besides those of any form (:func:`desk_values`).
        usual: the field that is meant while the cursor is in none.

    Attributes:
        popup: the list while it is open.
    """

    def __init__(
        self,
        ctx: Desk,
        form: QWidget,
        values: Callable[[], Mapping[str, str]] = dict[str, str],
        usual: Field | None = None,
    ) -> None:
        super().__init__(form)
        self.ctx, self._form, self._values, self._usual = ctx, form, values, usual
        self.popup: BlockPopup | None = None
        for key in KEYS:
            shortcut = QShortcut(QKeySequence(key), form)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.open)

    def open(self) -> None:
        """Open the list beside the field that has the cursor; nothing happens elsewhere."""
        field = self._field()
        if field is None:
            self.ctx.bridge.say("先把光标放进要填写的文字框", "info")
            return
        self.popup = popup = BlockPopup(self.ctx, self._form)
        popup.chosen = lambda block: self._insert(field, block)
        popup.manage = self._manage
        popup.move(field.mapToGlobal(field.cursorRect().bottomLeft()) if isinstance(field, QPlainTextEdit)
                   else field.mapToGlobal(field.rect().bottomLeft()))  # fmt: skip
        popup.show()
        popup.finder.setFocus()

    def _field(self) -> Field | None:
        widget: QWidget | None = self._form.focusWidget()
        if isinstance(widget, QComboBox):
            widget = widget.lineEdit()
        if isinstance(widget, QLineEdit | QPlainTextEdit) and not widget.isReadOnly():
            return widget
        return self._usual

    def _insert(self, field: Field, block: TextBlock) -> None:
        text = text_blocks.expand(block.text, {**desk_values(self.ctx), **self._values()})
        if isinstance(field, QLineEdit):
            field.insert(" ".join(text.split()))
        else:
            field.insertPlainText(text)
        field.setFocus()

    def _manage(self) -> None:
        dialog = TextBlocksDialog(self.ctx, self._form)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


class BlockPopup(QFrame):
    """Type, choose with the arrows, Enter; Esc leaves.

    Attributes:
        chosen: called with the block taken. manage: called for 管理.
    """

    def __init__(self, ctx: Desk, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.ctx = ctx
        self.chosen: Callable[[TextBlock], object] = lambda block: None
        self.manage: Callable[[], object] = lambda: None
        self.setProperty("role", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.finder = QLineEdit()
        self.finder.setPlaceholderText("常用语：名称或拼音首字母")
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = label("", "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self.finder)
        layout.addWidget(self.list)
        layout.addWidget(self.nothing)
        layout.addWidget(button("新增与管理…", self._to_manage, "link"))
        self.resize(ctx.theme.px(420), ctx.theme.px(260))
        self.finder.installEventFilter(self)
        self.finder.textChanged.connect(self.look)
        self.list.itemClicked.connect(lambda _: self.take())
        self.look()

    def look(self) -> None:
        """Ask for those that fit what was typed."""
        typed, who = self.finder.text(), self.ctx.who
        self.ctx.tasks.run_read(
            lambda queries: text_blocks.find(queries, who, typed), self._show, key="text blocks", owner=self
        )

    def _show(self, blocks: tuple[TextBlock, ...]) -> None:
        self.list.clear()
        for block in blocks:
            item = QListWidgetItem(
                f"{block.name}{'（共用）' if block.shared else ''}　{' '.join(block.text.split())}"
            )
            item.setData(_BLOCK, block)
            item.setToolTip(block.text)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(blocks))
        self.nothing.setVisible(not blocks)
        self.nothing.setText("没有找到。" if self.finder.text() else "还没有常用语，点下面新增。")

    def take(self) -> None:
        """Insert the one chosen."""
        if self.list.currentRow() >= 0:
            block = self.list.currentItem().data(_BLOCK)
            self.close()
            self.chosen(block)

    def _to_manage(self) -> None:
        self.close()
        self.manage()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while the cursor stays in the field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.take()
                return True
        return super().eventFilter(watched, event)


def desk_values(ctx: Desk) -> dict[str, str]:
    """What the placeholders stand for in any form: who writes, and when."""
    local = beijing(ctx.time.now())
    return {
        "时间": f"{local:%H:%M}",
        "日期": f"{local.year}年{local.month}月{local.day}日",
        "值班员": ctx.who.name,
    }


def values_of(ctx: Desk, view: OrderView) -> dict[str, str]:
    """What the placeholders stand for in a form on this order."""
    ticket, summary = view.ticket, view.summary
    return {
        "编号": ticket.number,
        "标题": ticket.title,
        "地点": ticket.place or " ".join(part for part in (ticket.street, ticket.community) if part),
        "街道": ticket.street,
        "分类": category_path(ticket.category),
        "单位": "、".join(summary.unit_names) or view.likely_unit,
        "来电人": ticket.caller,
        "截止": clock_time(summary.next_due_at, ctx.time.now()) if summary.next_due_at else "",
    }
