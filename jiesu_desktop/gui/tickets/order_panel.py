"""The order at the right of the queue: what it is, how long is left, what to press, whom to ring, what happened."""

from __future__ import annotations

import re
from functools import partial
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.keys import ACT_KEYS, EDIT_KEY, EMERGENCY_KEY, PRINT_KEY, WIDE_KEY, cap
from jiesu_desktop.gui.models.queue_table import act_now
from jiesu_desktop.gui.tickets.act_foot import ActFoot
from jiesu_desktop.gui.tickets.act_order import grouped
from jiesu_desktop.gui.tickets.attachment_list import AttachmentList
from jiesu_desktop.gui.tickets.clock_bars import ClockBars
from jiesu_desktop.gui.tickets.order_view import OrderView
from jiesu_desktop.gui.tickets.people_cards import PeopleCards
from jiesu_desktop.gui.tickets.related_orders import RelatedOrders
from jiesu_desktop.gui.tickets.timeline import Timeline
from jiesu_desktop.gui.widgets.flow_layout import FlowLayout
from jiesu_desktop.gui.widgets.parts import KeyedButton, button, empty, label, set_tone
from jiesu_desktop.gui.wording import category_path, clock_time, headline, masked, state_name

FIRST_ACTS = (
    Act.JUDGE, Act.SIGN, Act.DISPATCH, Act.REPORT, Act.CONFIRM, Act.PROGRESS, Act.DEFER_APPROVED, Act.EXCLUDE_GRANTED,
    Act.EXTEND_GRANTED, Act.REVIEW, Act.FEEDBACK, Act.URGE, Act.CALLBACK, Act.CLOSE, Act.ARCHIVE, Act.REWORK, Act.RETURN, Act.RAISE,
)  # fmt: skip
"""Acts in the order they are wanted: the first few as buttons of their own, the rest under 更多."""
BUTTONS, BUTTONS_WIDE = 3, 6
TWO_COLUMNS = 760
HIDDEN_ACTS = frozenset({Act.OBTAIN, Act.COME_AGAIN, Act.UPDATE, Act.EDIT, Act.CORRECT})
LONG_TEXT = 1200
PEN = " ✎"
TYPED = "由操作员改过，再次导入不会覆盖"
BIG_WORDS = {
    Act.REPORT: "电话上报负责人",
    Act.CONFIRM: "电话确认承办单位",
    Act.DISPATCH: "派发到承办单位",
    Act.URGE: "催办：单位未反馈",
    Act.CALLBACK: "回访市民",
}


class OrderPanel(QScrollArea):
    """Shows one order.

    Signals:
        act_chosen(object): an :class:`Act` was pressed.
        call_made(object, object): a :class:`Person` was rung and this is the :class:`Outcome`.
        emergency(): 紧急处置 was asked for.
        reveal_asked(): the caller's number was asked for.
        correct_asked(object): an event of the timeline is to be taken back.
        ticket_chosen(int): another order was clicked.
        attach_asked(): files are to be put with the order. file_opened(object): this :class:`Enclosed` is to be shown.
        print_asked(): the order is to be printed. spread_asked(): it is to have the whole page, or no longer.
    """

    act_chosen = Signal(object)
    call_made = Signal(object, object)
    emergency = Signal()
    reveal_asked = Signal()
    correct_asked = Signal(object)
    ticket_chosen = Signal(int)
    attach_asked = Signal()
    file_opened = Signal(object)
    print_asked = Signal()
    spread_asked = Signal()

    def __init__(self, ctx: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx
        self.view: OrderView | None = None
        self._shown_act: Act | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setProperty("role", "panel")
        self.setWidget(body)
        self.columns = QBoxLayout(QBoxLayout.Direction.TopToBottom, body)
        self.columns.setContentsMargins(16, 14, 16, 14)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(9)
            self.columns.addLayout(column)
        self._build(left, right)
        self.show_view(None)
        ctx.theme.changed.connect(lambda: self.show_view(self.view))

    def _build(self, layout: QVBoxLayout, right: QVBoxLayout) -> None:
        self.number = label("", "muted", wrap=True)
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.title = label("", "title", wrap=True)
        self.facts = QLabel()
        self.facts.setWordWrap(True)
        self.facts.linkActivated.connect(lambda _: self.reveal_asked.emit())
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setContentsMargins(12, 10, 12, 10)
        self.more = button("展开全文", self._expand, "link")
        self.bars = ClockBars(self.ctx)
        self.big = KeyedButton()
        self.big.setObjectName("bigAct")
        self.big.clicked.connect(self._press_big)
        self.acts = FlowLayout()
        self.people = PeopleCards(self.ctx)
        self.people.call_made.connect(self.call_made)
        self.alike = RelatedOrders(self.ctx)
        self.alike.ticket_chosen.connect(self.ticket_chosen)
        self.alike.round_chosen.connect(self.show_round)
        self.files = AttachmentList(self.ctx)
        self.files.add_asked.connect(self.attach_asked)
        self.files.opened.connect(self.file_opened)
        self.timeline = Timeline(self.ctx)
        self.timeline.correct_asked.connect(self.correct_asked)
        self.empty = label("", "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.spread = button(f"展开 {WIDE_KEY}", self.spread_asked.emit, "link", "工单占满窗口；再按一次收起")
        head = QHBoxLayout()
        head.addWidget(self.number, 1)
        head.addWidget(self.spread, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(head)
        for widget in (self.title, self.facts, self.text, self.more, self.bars):
            layout.addWidget(widget)
        self.foot = ActFoot(self, self.big, layout, lambda tall: self.setViewportMargins(0, 0, 0, tall))
        layout.addLayout(self.acts)
        layout.addWidget(self.people)
        layout.addWidget(self.empty, 1)
        layout.addStretch(1)
        right.addWidget(self.alike)
        right.addWidget(self.files)
        right.addWidget(self.timeline)
        right.addStretch(1)
        self.text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @property
    def wide(self) -> bool:
        """Whether there is room for two columns: what is to be done at the left, what happened at the right."""
        return self.width() >= self.ctx.theme.px(TWO_COLUMNS)

    def _arrange(self) -> None:
        box, wide = QBoxLayout.Direction, self.wide
        self.columns.setDirection(box.LeftToRight if wide else box.TopToBottom)
        self.columns.setSpacing(28 if wide else 9)
        self.spread.setText(f"{'收起' if self.wide else '展开'} {WIDE_KEY}")
        above = 5 if wide else int(self.view is None)
        for place, stretch in enumerate((above, 4 if wide else 1 - above)):
            self.columns.setStretch(place, stretch)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where they fit; and more of the acts as buttons."""
        super().resizeEvent(event)
        self.foot.place()
        before = self.columns.direction()
        self._arrange()
        if self.view is not None and self.columns.direction() is not before:
            self._show_acts(self.view)
            self.verticalScrollBar().setValue(0)

    def show_view(self, view: OrderView | None) -> None:
        """Show an order, or say how to choose one."""
        same = view is not None and self.view is not None and view.ticket.id == self.view.ticket.id
        self.view = view
        self._arrange()
        about = (self.number, self.spread, self.title, self.facts, self.text, self.more, self.bars, self.big)
        for widget in (*about, self.people, self.files, self.alike, self.timeline):
            widget.setVisible(view is not None)
        self.empty.setVisible(view is None)
        empty(self.acts)
        if view is None:
            self.foot.place()
            self.empty.setText(
                "在左侧选中一件工单，这里显示内容、时限、下一步和要拨的电话。\n\nN 新建　V 粘贴　F1 按键一览"
            )
            return
        self._show_head(view)
        self._show_acts(view)
        self.bars.show_lines(view.clocks)
        self.people.show_people(view)
        self.alike.show_orders(view)
        self.files.show_files(view)
        self.timeline.show_events(view)
        if not same:
            self.verticalScrollBar().setValue(0)

    def tick(self) -> None:
        """Once a second."""
        if self.view is not None:
            self.bars.tick()
            self._tone_big(self.view)
            if self.act_now() is not self._shown_act:
                self._show_acts(self.view)

    def _show_head(self, view: OrderView) -> None:
        ticket, summary = view.ticket, view.summary
        again = f"　第 {summary.round} 次派来" if summary.round > 1 else ""
        self.number.setText(
            f"{ticket.number or '（无编号）'}　{ticket.channel.label}　{summary.phase}{again}"
        )
        typed = PEN if ticket.edited & {"title", "place"} else ""
        self.title.setText(headline(ticket.title, ticket.place) + typed)
        self.title.setToolTip(TYPED if typed else "")
        self.facts.setText(self._facts(view))
        content = ticket.content or "（没有正文）"
        self.more.setVisible(len(content) > LONG_TEXT)
        pen = PEN if "content" in ticket.edited else ""
        self.text.setText(self._marked(content[:LONG_TEXT], view.policy) + pen)
        self.text.setStyleSheet(f"background: {self.ctx.theme.tokens.sunken}; border-radius: 6px;")

    def _facts(self, view: OrderView) -> str:
        ticket, summary, muted = view.ticket, view.summary, self.ctx.theme.tokens.muted
        caller = escape(" ".join(part for part in (ticket.caller, masked(ticket.phone)) if part)) or "未留"
        if ticket.phone:
            accent = self.ctx.theme.tokens.accent
            caller += f' <a href="x" style="color:{accent};text-decoration:none">显示 X</a>'

        def pen(*names: str) -> str:
            return PEN if ticket.edited.intersection(names) else ""

        pairs = [
            ("获取", clock_time(summary.obtained_at, self.ctx.time.now())),
            ("来电", caller + pen("caller", "phone")),
            (
                "属地",
                escape(" ".join(p for p in (ticket.street, ticket.community) if p))
                + pen("street", "community"),
            ),
            ("分类", escape(category_path(ticket.category)) + pen("category")),
            ("承办", escape("、".join(summary.unit_names))),
            ("首派", escape(summary.first_dispatcher or "")),
        ]
        parts = (
            f'<span style="color:{muted}">{name[0]}\u2060{name[1]}</span>&nbsp;{text}'
            for name, text in pairs
            if text
        )
        mark = f'<br><span style="color:{muted}">{PEN} {TYPED}</span>' if ticket.edited else ""
        return "&nbsp;&nbsp;&nbsp; ".join(parts) + mark

    def _marked(self, content: str, policy: Policy) -> str:
        """The text with the words that suggest 紧急 on an amber ground, numbers masked."""
        tokens = self.ctx.theme.tokens
        html = escape(masked(content)).replace("\n", "<br>")
        pattern = urgent_words(policy)
        if pattern is None:
            return html
        style = f"background-color:{tokens.warning_row};color:{tokens.warning}"
        return pattern.sub(lambda found: f'<span style="{style}">{found.group(0)}</span>', html)

    def _expand(self) -> None:
        if self.view is not None:
            self.text.setText(self._marked(self.view.ticket.content, self.view.policy))
            self.more.hide()

    def _show_acts(self, view: OrderView) -> None:
        act = self._shown_act = self.act_now()
        empty(self.acts)
        self.big.setVisible(act is not None)
        self.foot.place()
        if act is not None:
            words = f"疑似紧急：升级（{view.summary.suspected}）" if view.summary.suspected_open else ""
            self.big.setText(words or BIG_WORDS.get(act, act.label))
            self.big.key = cap(ACT_KEYS.get(act, ""))
            self._tone_big(view)
        urgent = view.summary.level.is_urgent and view.summary.closed_at is None and view.summary.is_open
        if urgent:
            self.acts.addWidget(button(f"紧急处置 {EMERGENCY_KEY}", self.emergency.emit))
        rest = [a for a in view.open_acts if a is not act and a not in HIDDEN_ACTS]
        room = self.viewport().width() * (5 if self.wide else 9) // 9 - self.ctx.theme.px(32 + 76)
        room -= self._width(f"紧急处置 {EMERGENCY_KEY}") if urgent else 0
        first: list[Act] = []
        for other in self._first(view, rest):
            room -= self._width(_words(other))
            if room < 0 or len(first) == (BUTTONS_WIDE if self.wide else BUTTONS):
                break
            first.append(other)
            self.acts.addWidget(button(_words(other), partial(self.act_chosen.emit, other)))
        self._show_more([a for a in rest if a not in first])

    def _first(self, view: OrderView, acts: list[Act]) -> list[Act]:
        """The acts worth a button of their own, the likeliest first."""
        summary = view.summary
        urgent = summary.level.is_urgent
        wanted = {
            Act.REPORT: urgent and summary.reported_at is None,
            Act.CONFIRM: urgent and len(summary.confirmed_units) < max(1, len(summary.units)),
            Act.REVIEW: summary.closed_at is None
            and summary.feedback_final
            and summary.review_passed is not True,
        }
        return [act for act in FIRST_ACTS if act in acts and wanted.get(act, True)]

    def _width(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words) + self.ctx.theme.px(34)

    def _show_more(self, acts: list[Act]) -> None:
        more = button("更多 ⋯")
        menu = QMenu(more)
        for group in grouped(acts):
            for act in group:
                menu.addAction(_words(act, _MENU), partial(self.act_chosen.emit, act))
            menu.addSeparator()
        menu.addAction(f"修改工单\t{EDIT_KEY}", partial(self.act_chosen.emit, Act.EDIT))
        menu.addAction("更正：撤回一条经过…", self.begin_correct)
        menu.addAction(f"打印、存为 PDF…\t{PRINT_KEY}", self.print_asked.emit)
        more.setMenu(menu)
        self.acts.addWidget(more)

    def _tone_big(self, view: OrderView) -> None:
        summary = view.summary
        state = state_name(summary.next_due_at, summary.next_warn_at, self.ctx.moment, paused=summary.paused)
        set_tone(self.big, "danger" if state == "overdue" or summary.suspected_open else "primary", "role")

    def _press_big(self) -> None:
        act = self.act_now()
        if act is not None:
            self.act_chosen.emit(act)

    def act_now(self) -> Act | None:
        """What the big button does: the act the order shown needs this moment."""
        if self.view is None:
            return None
        summary = self.view.summary
        clock = summary.next_clock.value if summary.next_clock else None
        return act_now(
            summary.next_act,
            clock,
            summary.next_due_at,
            self.ctx.moment,
            suspected=summary.suspected_open,
        )

    def filter_timeline(self) -> None:
        """Type what is looked for among the acts."""
        if self.view is not None:
            self.timeline.begin_filter()
            self._scroll_to_filter()

    def begin_correct(self) -> None:
        """Choose the act that was recorded wrongly."""
        if self.view is not None and self.timeline.lines:
            self.timeline.begin_choice()
            self.ensureWidgetVisible(self.timeline.lines[0], 0, 160)
            self.ctx.bridge.say("↑↓ 选中记错的一条，按 Enter 更正", "info")

    def show_round(self, number: int) -> None:
        """Show what happened in an earlier round."""
        self.timeline.show_round(number)
        self._scroll_to_filter()

    def _scroll_to_filter(self) -> None:
        self.columns.activate()  # the row has only just come
        self.ensureWidgetVisible(self.timeline.row, 0, 160)

    def copy_phone(self, number: int) -> str:
        """Copy the n-th number shown (from 1) to the clipboard; '' when there is none."""
        phone = self.people.phone(number)
        if phone:
            QGuiApplication.clipboard().setText(phone)
        return phone


_MENU = "\t"


def _words(act: Act, gap: str = " ") -> str:
    key = ACT_KEYS.get(act, "")
    return f"{act.label}{gap}{key if gap == _MENU else cap(key)}".strip()


def urgent_words(policy: Policy) -> re.Pattern[str] | None:
    """The policy's words that suggest 紧急 as one pattern, None when it has none."""
    words = [word for word in policy.intake.urgent_words if word]
    return re.compile("|".join(words)) if words else None
