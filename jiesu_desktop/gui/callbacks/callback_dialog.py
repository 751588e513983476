"""The form of a call-back 回访: the questions in the order they are spoken, the script beside them, what a 否 gives rise to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QRadioButton, QWidget

from jiesu_desktop.domain.callbacks import is_decent, next_counting, next_decent
from jiesu_desktop.domain.tickets import Act, Outcome
from jiesu_desktop.gui.callbacks.attempts import attempts_words
from jiesu_desktop.gui.callbacks.script_panel import ScriptPanel
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.forms.ui_callback_form import Ui_CallbackForm
from jiesu_desktop.gui.tickets.act_asks import Ask, Kind
from jiesu_desktop.gui.tickets.act_dialog import ActDialog
from jiesu_desktop.gui.tickets.act_form import OCCURRED, build
from jiesu_desktop.gui.tickets.attachment_field import AttachmentField
from jiesu_desktop.gui.tickets.form_fields import MaybeMoment, into_edit
from jiesu_desktop.gui.tickets.order_view import OrderView
from jiesu_desktop.gui.widgets.parts import fit_size, set_tone
from jiesu_desktop.gui.wording import masked
from jiesu_desktop.services.callbacks import call_back_and_rework, verdict
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.services.tickets import phone_shown
from jiesu_desktop.storage.unit_of_work import UnitOfWork

_ANSWERS = ("contact", "contacted", "resolved", "satisfied", "text", "demand", "suggestion")
"""Asked of someone who was reached."""
_MORE = (Ask(name="next_at", caption="再访", kind=Kind.MAYBE_MOMENT, hint="约定时间再打"), OCCURRED)
REWORK_KEYS = ("Ctrl+Shift+Return", "Ctrl+Shift+Enter")


class CallbackDialog(ActDialog):
    """One call to one caller.

    Attributes:
        form: ``rework`` records the answers and begins 二次办理 in one go; shown when they bring a 否.
    """

    takes_files = True

    def __init__(self, ctx: Desk, act: Act, view: OrderView, parent: QWidget | None = None) -> None:
        self._reworks = False
        super().__init__(ctx, act, view, Ui_CallbackForm, parent)

    def lay_out(self) -> None:
        """When to ring again stands after what is to be done, when it happened last."""
        build(self.form, self.form.fields, _MORE)
        self.form.body.setStretchFactor(self.form.columns, 1)
        self.form.scriptHead.setStretch(0, 1)
        self.form.columns.setStretch(0, 6)
        self.form.columns.setStretch(1, 5)
        self.form.text.setFixedHeight(self.ctx.theme.px(56))
        for caption in self.form.askingArea.findChildren(QLabel):  # made before they had a tone
            caption.style().unpolish(caption)
            caption.style().polish(caption)

    def prepare(self) -> None:
        """By phone, reached, and the unit had been in touch."""
        for name, value in (("means", "电话"), ("outcome", Outcome.TOLD.value), ("contacted", "是")):
            self.fields.fill(name, value)
        self.script = ScriptPanel(self.ctx, self.form, self.view)
        self._next: MaybeMoment = self.form.next_at
        into_edit(self._next.edit, self._when_again())
        self._show_caller()
        self.form.reveal.clicked.connect(self.reveal)
        self.form.rework.clicked.connect(self.save_and_rework)
        self.form.rework.setToolTip("记录回访，同时开始二次办理  Ctrl+Shift+Enter")
        QShortcut(QKeySequence("Alt+X"), self).activated.connect(self.reveal)
        for key in REWORK_KEYS:
            QShortcut(QKeySequence(key), self).activated.connect(self.save_and_rework)
        for name in ("means", "outcome", "resolved", "satisfied"):
            for radio in self.fields.widgets[name].findChildren(QRadioButton):
                radio.toggled.connect(self._follow)
        before: QWidget = self.form.next_step
        for after in (self._next.on, self._next.edit, self.form.occurredAt):
            QWidget.setTabOrder(before, after)
            before = after
        self._follow()
        fit_size(self, self.ctx.theme.px(1040), self.ctx.theme.px(680))

    def place_files(self, field: AttachmentField) -> None:
        """Under the answers, beside the script."""
        self.form.asking.addWidget(field)
        self.form.asking.addStretch(1)

    # ---- whom to ring

    def _show_caller(self) -> None:
        ticket = self.view.ticket
        number = masked(ticket.phone) if ticket.phone else "没有留电话"
        self.form.caller.setText("　".join(part for part in (ticket.caller or "来电人", number) if part))
        self.form.reveal.setVisible(bool(ticket.phone))
        self.form.contact.setPlaceholderText(
            f"市民本人{f'（{ticket.caller}）' if ticket.caller else ''}、家人……"
        )
        rules, now = self.view.policy.callback, self.ctx.time.now()
        hours = f"回访时段 {rules.earliest:%H:%M}–{rules.latest:%H:%M}"
        decent = is_decent(now, rules)
        self.form.hours.setText(hours if decent else f"{hours}，现在不宜打扰来电人")
        set_tone(self.form.hours, "muted" if decent else "warning")

    def reveal(self) -> None:
        """Show the caller's number and copy it; that it was asked for goes on the timeline."""
        if self.view.ticket.phone:
            self.ctx.write(phone_shown, self.view.ticket.id).run(self._revealed)

    def _revealed(self, changes: Changes) -> None:
        phone = self.view.ticket.phone
        self.form.caller.setText(f"{self.view.ticket.caller or '来电人'}　{phone}")
        QGuiApplication.clipboard().setText(phone)
        self.form.reveal.setText("已复制，已留痕")
        self.form.reveal.setEnabled(False)

    # ---- what the answers come to

    @property
    def reached(self) -> bool:
        """Whether someone answered."""
        return bool(self.fields.value("outcome") == Outcome.TOLD.value)

    def _follow(self) -> None:
        """Ask what is to be asked, and say what the answers come to while they are given."""
        self._word_by_means()
        reached = self.reached
        for name in _ANSWERS:
            self.fields.ask(name, reached)
        no = verdict(self.fields.value("resolved"), self.fields.value("satisfied")) if reached else ""
        words = f"{no}　可一并二次办理（Ctrl+Shift+Enter）" if no else ""
        self.form.verdict.setText(words)
        set_tone(self.form.verdict, "overdue" if no.startswith("双否") else "warning")
        self.form.verdict.setVisible(bool(no))
        self.form.rework.setVisible(bool(no) and self._may_rework)
        self._show_attempts()

    @property
    def _by_phone(self) -> bool:
        return bool(self.fields.value("means") == "电话")

    def _word_by_means(self) -> None:
        """Whoever is met is not rung: the same answers in other words."""
        phone = self._by_phone
        self.fields.caption("outcome", "接通情况" if phone else "见到没有")
        self.fields.caption("contact", "接电话的人" if phone else "见到的人")
        self.form.outcome_0.setText("接通" if phone else "见到")
        self.form.outcome_1.setText("无人接" if phone else "没见到")
        for radio in (self.form.outcome_2, self.form.outcome_3):
            if radio.isChecked() and not phone:
                self.form.outcome_1.setChecked(True)
            radio.setVisible(phone)

    @property
    def _may_rework(self) -> bool:
        return Act.REWORK in self.view.open_acts

    def _show_attempts(self) -> None:
        words = attempts_words(
            self.view.summary, self.view.policy, self.ctx.time.now(), failing=not self.reached
        )
        for part in (self.form.attemptsTitle, self.form.attempts):
            part.setVisible(bool(words))
        self.form.attempts.setText(words)
        if not self.reached and not self._next.on.isChecked():
            into_edit(self._next.edit, self._when_again())

    def _when_again(self) -> datetime:
        now, rules = self.ctx.time.now(), self.view.policy.callback
        tried = (*self.view.summary.attempted_at, now)
        return next_counting(tried, now, rules) or next_decent(now, rules)

    # ---- recording

    def _focus_first(self) -> None:
        chosen = self.form.outcome_0
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> tuple[str, str] | None:
        """Someone reached has been asked both questions, unless he had no time or would not say."""
        asked = (("resolved", "是否解决"), ("satisfied", "是否满意"))
        answers = [self.fields.value(name) for name, _ in asked]
        if not self.reached or all(answers):
            return None
        if not any(answers) and (self._next.on.isChecked() or self.fields.value("text")):
            return None
        name, word = asked[0] if not answers[0] else asked[1]
        unless = "" if any(answers) else "他现在不方便的，勾选再访时间；不愿评价的，写在意见里。"
        return name, f"{'接通' if self._by_phone else '见到'}了就要问{word}，请选择。{unless}"

    def say_problem(self, field: str, sentence: str) -> None:
        """Beside its field, which is brought into view."""
        super().say_problem(field, sentence)
        widget: QWidget | None = self.focusWidget()
        if widget is not None and self.form.askingArea.isAncestorOf(widget):
            self.form.askingScroll.ensureWidgetVisible(widget)

    def save(self) -> None:
        """Record the call alone."""
        self._reworks = False
        super().save()

    def save_and_rework(self) -> None:
        """Record it and begin 二次办理: both or neither."""
        if self.form.rework.isVisible():
            self._reworks = True
            super().save()

    def record(self) -> Callable[[UnitOfWork], Changes]:
        """One act, or two in one transaction."""
        if not self._reworks:
            return super().record()
        return partial(
            call_back_and_rework,
            time=self.ctx.time,
            who=self.ctx.who,
            ticket_id=self.view.ticket.id,
            details=replace(self.details(), attachments=self._kept),
            occurred_at=self.occurred_at,
            expected_version=self.view.ticket.version,
        )
