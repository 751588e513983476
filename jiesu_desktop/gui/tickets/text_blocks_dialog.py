"""The 常用语 themselves: added, mended, shared, taken away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QListWidgetItem, QWidget

from jiesu_desktop.domain.states import Refused
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.form_draft import RESTORED, FormDraft
from jiesu_desktop.gui.forms.ui_text_blocks_form import Ui_TextBlocksForm
from jiesu_desktop.gui.tickets.form_fields import Fields
from jiesu_desktop.gui.widgets.parts import fit_size, sentence_item
from jiesu_desktop.services import drafts, text_blocks
from jiesu_desktop.services.text_blocks import PLACEHOLDERS, TextBlock

_BLOCK = int(Qt.ItemDataRole.UserRole)
_NEW = TextBlock(name="", text="")


class TextBlocksDialog(QDialog):
    """One list, one form below it.

    Attributes:
        block: the one in the form; id 0 while it is new.
    """

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.block = _NEW
        self.form = Ui_TextBlocksForm()
        self.form.setupUi(self)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.fields = Fields(self.form, self)
        self.form.headline.setText("常用语")
        places = " ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        self.form.facts.setText(
            f"填表时按 Ctrl+J，输入几个拼音首字母即可插入。占位符会换成那件工单的内容：{places}"
        )
        self.form.actError.hide()
        self.form.blocks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.form.blocks.currentItemChanged.connect(lambda item, _: self._choose(item))
        self.form.fresh.clicked.connect(self.begin_new)
        self.form.drop.clicked.connect(self.throw)
        self.form.save.clicked.connect(self.save)
        self.form.cancel.clicked.connect(self.reject)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.save)
        self.draft = FormDraft(ctx, self, drafts.TEXT_BLOCK, lambda: asdict(self._typed()))
        self.fields.watch(self.draft.start)
        self.begin_new()
        self.draft.bring_back(self._resume)
        self._read()
        fit_size(self, ctx.theme.px(660), ctx.theme.px(530))

    def begin_new(self) -> None:
        """Empty the form for another one."""
        self.form.blocks.setCurrentRow(-1)
        self._fill(_NEW)
        self.form.name.setFocus()

    def save(self) -> None:
        """Keep what stands in the form."""
        self.fields.clear_problems()
        self.form.actError.hide()
        self.ctx.write(text_blocks.save, self._typed()).run(lambda _: self._saved(), self._refused)

    def _typed(self) -> TextBlock:
        return replace(
            self.block,
            name=self.fields.value("name"),
            text=self.fields.value("text"),
            shared=self.fields.value("shared"),
        )

    def _resume(self, data: Mapping[str, Any]) -> None:
        self._fill(TextBlock(**data))
        self.form.hint.setText(RESTORED)

    def throw(self) -> None:
        """Take the chosen one away."""
        if self.block.id:
            self.ctx.write(text_blocks.remove, self.block).run(lambda _: self._saved(), self._refused)

    def _saved(self) -> None:
        self.begin_new()
        self.draft.drop()
        self._read()

    def _refused(self, sentence: str, error: Exception) -> None:
        if not self.fields.problem(error.field if isinstance(error, Refused) else "", sentence):
            self.form.actError.setText(sentence)
            self.form.actError.show()

    def _read(self) -> None:
        who = self.ctx.who
        self.ctx.tasks.run_read(lambda queries: text_blocks.find(queries, who), self._show, owner=self)

    def _show(self, blocks: tuple[TextBlock, ...]) -> None:
        self.form.blocks.clear()
        for block in blocks:
            owner = "共用" if block.shared else "我的"
            item = QListWidgetItem(f"{owner}　{block.name}　{' '.join(block.text.split())}")
            item.setData(_BLOCK, block)
            self.form.blocks.addItem(item)
        if not blocks:
            self.form.blocks.addItem(sentence_item("还没有常用语。在下面写名称和文字，按 Ctrl+Enter 保存。"))

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_BLOCK) is not None:
            self._fill(item.data(_BLOCK))

    def _fill(self, block: TextBlock) -> None:
        self.block = block
        self.fields.clear_problems()
        self.fields.fill("name", block.name)
        self.fields.fill("text", block.text)
        self.fields.fill("shared", block.shared)
        self.form.drop.setEnabled(bool(block.id))
        self.draft.stop()  # nothing of it was typed
