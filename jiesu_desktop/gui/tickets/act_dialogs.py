"""What each act's dialog knows beyond its form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QListWidget, QListWidgetItem, QWidget

from jiesu_desktop.domain.tickets import Act, Basis, Details, Level, Outcome
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.forms.ui_call_form import Ui_CallForm
from jiesu_desktop.gui.forms.ui_feedback_form import Ui_FeedbackForm
from jiesu_desktop.gui.forms.ui_raise_form import Ui_RaiseForm
from jiesu_desktop.gui.forms.ui_return_form import Ui_ReturnForm
from jiesu_desktop.gui.forms.ui_text_form import Ui_TextForm
from jiesu_desktop.gui.tickets.act_dialog import ActDialog
from jiesu_desktop.gui.tickets.form_fields import into_edit
from jiesu_desktop.gui.tickets.order_view import OrderView, Person
from jiesu_desktop.services.changes import Changes

RETURN_REASONS = ("非权属", "区属不符", "重复工单", "信息不全", "不属于城市管理职责", "市民撤诉")


class RaiseDialog(ActDialog):
    """升级紧急: how urgent, since when, why."""

    def __init__(self, ctx: Desk, act: Act, view: OrderView, parent: QWidget | None = None) -> None:
        super().__init__(ctx, act, view, Ui_RaiseForm, parent)

    def prepare(self) -> None:
        """来件即急 when the order itself suggested it; its words are the reason."""
        suspected = self.view.summary.suspected
        self.fields.fill("level", Level.URGENT.value)
        self.fields.fill("basis", (Basis.ORIGIN if suspected else Basis.CHANGE).value)
        if suspected:
            self.fields.fill("reason", f"来件含：{suspected}")


class CallDialog(ActDialog):
    """电话上报, 电话确认, 催办: whom, which number, how it ended. 无人接 records the attempt and goes to the next person."""

    def __init__(self, ctx: Desk, act: Act, view: OrderView, parent: QWidget | None = None) -> None:
        super().__init__(ctx, act, view, Ui_CallForm, parent)

    def prepare(self) -> None:
        """The first person to call is chosen."""
        self.people: QListWidget = self.form.people
        for person in self.view.to_ring(self.act):
            role = f"　{person.role}" if person.role else ""
            item = QListWidgetItem(f"{person.phone}　{person.name}{role}　{person.unit}")
            item.setFont(self.ctx.theme.font(2, tabular=True))
            item.setData(Qt.ItemDataRole.UserRole, person)
            self.people.addItem(item)
        self.people.currentItemChanged.connect(lambda item, _: self._choose(item))
        unit: QComboBox = self.form.unit
        unit.addItems(
            list(self.view.summary.unit_names) or ([self.view.likely_unit] if self.view.likely_unit else [])
        )
        if self.act is Act.CONFIRM:
            waiting = [u.name for u in self.view.summary.units if u.confirmed_at is None]
            self.fields.fill("unit", waiting[0] if waiting else None)
        if self.act is Act.REPORT:
            self.fields.hide("unit")
        self.fields.fill("outcome", Outcome.TOLD.value)
        if self.people.count():
            self.people.setCurrentRow(0)
        else:
            self.fields.hide("people")
        if self.act is Act.URGE:
            self.fields.caption("text", "催办内容")

    def _choose(self, item: QListWidgetItem | None) -> None:
        person: Person | None = item.data(Qt.ItemDataRole.UserRole) if item else None
        if person is not None:
            self.fields.fill("contact", person.name)
            self.fields.fill("phone", person.phone)

    def _focus_first(self) -> None:
        (self.people if "people" in self.fields.widgets else self.form.contact).setFocus()

    def recorded(self, changes: Changes) -> None:
        """Told: done. Not reached: the next person, and the dialog stays."""
        if self.fields.value("outcome") == Outcome.TOLD.value or self.people.count() == 0:
            super().recorded(changes)
            return
        self.saved.emit(changes)
        following = (self.people.currentRow() + 1) % self.people.count()
        self.people.setCurrentRow(following)
        self.fields.fill("outcome", Outcome.TOLD.value)
        self.form.hint.setText("已记一次未接通，请拨下一位　Ctrl+Enter 保存　Esc 关闭")
        self.people.setFocus()


class FeedbackDialog(ActDialog):
    """反馈: what the unit said, 阶段 or 终结, and when it promised to say more."""

    def __init__(self, ctx: Desk, act: Act, view: OrderView, parent: QWidget | None = None) -> None:
        super().__init__(ctx, act, view, Ui_FeedbackForm, parent)

    def prepare(self) -> None:
        """The first unit that has not said its last word; 阶段."""
        self.form.unit.addItems(list(self.view.summary.unit_names))
        waiting = [u.name for u in self.view.summary.units if not u.final]
        self.fields.fill("unit", waiting[0] if waiting else None)
        self.form.final_0.setChecked(True)
        promise: QDateTimeEdit = self.form.promise
        into_edit(promise, self.ctx.time.now() + self.view.policy.feedback.general_second)
        promise.setEnabled(False)
        self.form.promised.toggled.connect(promise.setEnabled)

    def _focus_first(self) -> None:
        self.form.text.setFocus()

    def details(self) -> Details:
        """A promise counts only when one was made."""
        said = super().details()
        final = self.fields.value("final") == "yes"
        promised = self.fields.value("promised") and not final
        return replace(said, final=final, promise=said.promise if promised else None)


class ReturnDialog(ActDialog):
    """退回: the reason by a word, the rest as text."""

    def __init__(self, ctx: Desk, act: Act, view: OrderView, parent: QWidget | None = None) -> None:
        super().__init__(ctx, act, view, Ui_ReturnForm, parent)

    def prepare(self) -> None:
        """The usual reasons; any other may be typed."""
        self.form.reason.addItems(list(RETURN_REASONS))
        self.form.reason.setCurrentIndex(-1)
        self.form.reason.setPlaceholderText("选择或填写原因")
        self.form.reason.lineEdit().setPlaceholderText("选择或填写原因（必填）")


@dataclass(frozen=True, slots=True)
class Ask:
    """Which fields of the plain form an act uses, and what they are called; '' leaves a field out."""

    reason: str = ""
    text: str = ""
    until: str = ""


ASKED: dict[Act, Ask] = {
    Act.CLOSE: Ask(text="办理结果"),
    Act.REWORK: Ask(reason="原因", text="要求"),
    Act.REOPEN: Ask(reason="原因"),
    Act.LOWER: Ask(reason="降级原因"),
    Act.NOTE: Ask(text="备注"),
    Act.VERIFY: Ask(text="核实情况"),
    Act.TRANSFER: Ask(text="转给哪个科室"),
    Act.SUPERVISE: Ask(text="督办内容"),
    Act.REVIEW: Ask(text="审核意见"),
    Act.RETURN_REFUSED: Ask(reason="上游意见"),
    Act.RETURN_TAKEN: Ask(text="由谁接收"),
    Act.DEFER: Ask(reason="挂账原因", text="说明", until="计划完成"),
    Act.DEFER_APPROVED: Ask(text="批准意见"),
    Act.DEFER_REFUSED: Ask(reason="驳回原因"),
    Act.SETTLE: Ask(text="销账说明"),
    Act.EXCLUDE: Ask(reason="剔除原因", text="说明"),
    Act.EXCLUDE_GRANTED: Ask(text="批准意见"),
    Act.EXCLUDE_REFUSED: Ask(reason="驳回原因"),
    Act.EXTEND: Ask(reason="延期原因", until="延期到"),
    Act.EXTEND_GRANTED: Ask(text="批准意见"),
    Act.EXTEND_REFUSED: Ask(reason="驳回原因"),
    Act.ARCHIVE: Ask(text="归档说明（可不填）"),
    Act.UNMERGE: Ask(reason="拆分原因"),
    Act.CORRECT: Ask(reason="更正原因"),
}


class TextDialog(ActDialog):
    """Acts that say a reason, a text or a date and no more."""

    def __init__(self, ctx: Desk, act: Act, view: OrderView, parent: QWidget | None = None) -> None:
        super().__init__(ctx, act, view, Ui_TextForm, parent)

    def prepare(self) -> None:
        """Only the fields this act uses."""
        ask = ASKED.get(self.act, Ask(text="内容"))
        for name in ("reason", "text", "until"):
            words: str = getattr(ask, name)
            if words:
                self.fields.caption(name, words)
            else:
                self.fields.hide(name)
        if ask.until:
            into_edit(self.form.until, self.ctx.time.now() + self.view.policy.urging.deferred)
        self.save_button.setText(self.act.label)

    def details(self) -> Details:
        """A review recorded here is a pass; sending back is said by 二次办理."""
        said = super().details()
        return replace(said, passed=True) if self.act is Act.REVIEW else said


class CorrectDialog(TextDialog):
    """更正: takes one event of the timeline back; it stays visible."""

    def __init__(self, ctx: Desk, view: OrderView, event: Any, parent: QWidget | None = None) -> None:
        self.event_to_correct = event
        super().__init__(ctx, Act.CORRECT, view, parent)
        self.headline.setText(f"撤回“{event.act.label}”　{view.ticket.title}")

    def details(self) -> Details:
        """Which event, and why."""
        return replace(super().details(), corrects=self.event_to_correct.id)
