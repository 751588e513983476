"""我的草稿: every form left unsaved, to be opened again where it was left."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.widgets.parts import button, fit_size, label
from jiesu_desktop.gui.wording import clock_time, headline, masked
from jiesu_desktop.services import drafts
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.services.drafts import MyDraft
from jiesu_desktop.storage.records import Draft

_MINE = int(Qt.ItemDataRole.UserRole)
_ACT, _BULK = "act:", f"{drafts.BULK}:"
_FORMS = {
    drafts.ENTRY: "新建工单",
    drafts.PASTE: "粘贴工单",
    drafts.TEXT_BLOCK: "常用语",
    drafts.EMERGENCY: "紧急处置",
    drafts.HANDOVER: "交班备注",
    drafts.POLICY: "时限规则",
}
_ENTRIES = {"unit": "单位", "contact": "联系人", "duty": "职责"}
_PAGES = {drafts.HANDOVER: "roster", drafts.POLICY: "settings"}


class DraftsDialog(QDialog):
    """The list. Enter opens one again, Delete throws it away.

    Signals:
        opened(object): a :class:`MyDraft` is to be taken up again.
    """

    opened = Signal(object)

    def __init__(self, ctx: Desk, found: tuple[MyDraft, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.setWindowTitle("我的草稿")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 18)
        layout.setSpacing(10)
        layout.addWidget(label("我的草稿", "title"))
        self.facts = label("", "muted")
        layout.addWidget(self.facts)
        self.list = QListWidget()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._open)
        layout.addWidget(self.list, 1)
        self.written = label("", "muted", wrap=True)
        self.written.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self.written)
        foot = QHBoxLayout()
        foot.addWidget(label("Enter 继续填写　Delete 丢弃　Esc 关闭", "small"))
        foot.addStretch(1)
        foot.addWidget(button("丢弃", self.throw))
        foot.addWidget(button("继续填写", lambda: self._open(self.list.currentItem()), "primary"))
        layout.addLayout(foot)
        QShortcut(QKeySequence("Delete"), self).activated.connect(self.throw)
        for mine in found:
            item = QListWidgetItem(self._words(mine))
            item.setData(_MINE, mine)
            item.setToolTip(item.text())
            self.list.addItem(item)
        self.list.currentItemChanged.connect(lambda item, _: self._show_written(item))
        self.list.setCurrentRow(0)
        self.list.setFocus()
        self._say()
        fit_size(self, ctx.theme.px(620), ctx.theme.px(360))

    def _words(self, mine: MyDraft) -> str:
        row, draft = mine.row, mine.draft
        about = f"{row.number}　{headline(row.title, row.place)}" if row is not None else _about(draft)
        return f"{clock_time(draft.saved_at, self.ctx.time.now())}　{form_words(draft.form)}　{about}"

    def _show_written(self, item: QListWidgetItem | None) -> None:
        """What stands in it: it can be read and copied though others' acts may have closed the way to its form."""
        data = item.data(_MINE).draft.data if item is not None else {}
        words = (str(data[name]) for name in data if name not in _CODES and isinstance(data[name], str))
        whole = " · ".join(" ".join(part.split()) for part in words if part)
        self.written.setText(masked(whole if len(whole) <= _MOST else f"{whole[:_MOST]}…"))

    def _say(self) -> None:
        count = self.list.count()
        self.facts.setText(
            f"{count} 份，填了没有保存；保存后自动消失"
            if count
            else "没有草稿。表单没保存就关掉时，内容会留在这里。"
        )

    def _open(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.accept()
            self.opened.emit(item.data(_MINE))

    def throw(self) -> None:
        """Throw the chosen draft away."""
        if self.list.currentRow() < 0:
            return
        draft = self.list.takeItem(self.list.currentRow()).data(_MINE).draft
        self._say()
        self.ctx.write(drafts.drop, draft.form, draft.ticket_id).run()


class Drafts(QObject):
    """Counts a person's drafts, shows them, and says what opens one again.

    Signals:
        counted(int): how many there are. resumed(object): this :class:`Draft`, which belongs to no single order, is to be
            taken up where it was left.
        chosen(int, object): an order, and the :class:`Act` whose form had been left (None: only the order).
    """

    counted = Signal(int)
    resumed = Signal(object)
    chosen = Signal(int, object)

    def __init__(self, ctx: Desk, window: QWidget) -> None:
        super().__init__(window)
        self.ctx, self._window = ctx, window
        self.dialog: DraftsDialog | None = None
        ctx.bridge.changed.connect(self.count)
        self.count()

    def count(self, changes: Changes | None = None) -> None:
        """Count again: any write may have kept or dropped one."""
        who = self.ctx.who.name
        self.ctx.tasks.run_read(
            lambda queries: len(queries.desk.drafts(who)), self.counted.emit, key="drafts", owner=self
        )

    def open(self) -> None:
        """Show the list."""
        self.ctx.tasks.run_read(
            lambda queries: drafts.mine(queries, self.ctx.who), self._show, key="my drafts", owner=self
        )

    def _show(self, found: tuple[MyDraft, ...]) -> None:
        self.dialog = dialog = DraftsDialog(self.ctx, found, self._window)
        dialog.opened.connect(self._reopen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _reopen(self, mine: MyDraft) -> None:
        form, ticket = mine.draft.form, mine.draft.ticket_id
        if form in _PAGES:
            self.ctx.bridge.show_page.emit(_PAGES[form])
        elif ticket is None:
            self.resumed.emit(mine.draft)
        else:
            act = form.removeprefix(_ACT)
            known = (
                act in set(Act) and act != Act.CORRECT
            )  # which event was to be corrected is chosen in the timeline
            self.chosen.emit(ticket, Act(act) if known else None)


_MOST = 400
_CODES = frozenset(
    ("outcome", "level", "basis", "channel", "kind", "until", "promise", "next_at", "contacted", "occurredAt")
)
"""Fields whose values are no words of an operator's."""


def _about(draft: Draft) -> str:
    """What a draft without an order is about: its own words, or how many orders it was for."""
    if draft.form.startswith(_BULK):
        return f"选中的 {len(draft.data.get('orders', ()))} 件"
    words = next((str(draft.data[name]) for name in _TELLING if draft.data.get(name)), "")
    return " ".join(words.split())


_TELLING = ("title", "content", "source", "name", "text")
"""Fields whose words tell one such draft from another, the most telling first."""


def form_words(form: str) -> str:
    """What a form's name among the drafts is called on screen."""
    if form in _FORMS:
        return _FORMS[form]
    if form.startswith(drafts.DIRECTORY):
        return f"通讯录{_ENTRIES[form.split(':')[1]]}"
    act = form.removeprefix(_ACT).removeprefix(_BULK)
    words = ("修改工单" if act == Act.EDIT else Act(act).label) if act in set(Act) else form
    return f"批量{words}" if form.startswith(_BULK) else words
