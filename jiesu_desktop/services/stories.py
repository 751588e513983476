"""How invented orders were handled: one legal timeline for each plot, told with the domain's acts.

A plot leaves its order in a certain state. What is told obeys the transition table; a test performs every plot through
``act_rules`` to see that it would have been admitted.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from jiesu_desktop.domain.tickets import Act, Basis, Details, Event, Level, Outcome
from jiesu_desktop.services.invention import Invented, Inventor

_WORKSTATIONS = ("前台一", "前台二", "值班室")


class Story:
    """One order's timeline while it is told.

    Attributes:
        events: what happened so far, oldest first.
        at: when the last of it happened.
    """

    def __init__(self, inventor: Inventor, order: Invented, obtained_at: datetime, level: Level) -> None:
        self.inventor, self.order, self.level = inventor, order, level
        self.random = inventor.random
        self._actor = inventor.operator()
        self._workstation = self.random.choice(_WORKSTATIONS)
        self.events: list[Event] = []
        self.at = obtained_at

    @property
    def unit(self) -> str:
        """The unit that has the order."""
        return self.order.unit

    def do(self, act: Act, after: float = 0.0, **details: Any) -> None:
        """One more act, ``after`` minutes (give or take a quarter) after the one before."""
        self.at += timedelta(seconds=round(after * 60 * self.random.uniform(0.75, 1.25)))
        recorded = self.at + timedelta(seconds=self.random.randint(1, 40))
        if act is not Act.OBTAIN and self.random.random() < 0.04:
            recorded += timedelta(minutes=self.random.randint(5, 90))  # 补录
        event = Event(0, 0, act, self.at, recorded, self._actor, self._workstation, Details(**details))
        self.events.append(event)

    # ------------------------------------------------------------------------------------------ passages

    def obtain(self, suspected: str | None, *, history: bool = False) -> None:
        """It comes in. What is urgent at once is so by its origin."""
        row = self.order.row
        given = self.level if self.level.is_urgent and not suspected else None
        self.do(
            Act.OBTAIN,
            level=given,
            basis=Basis.ORIGIN if given else None,
            suspected=suspected,
            received_at=row.received_at,
            upstream_due_at=row.upstream_due_at,
            closed_at=row.closed_at,
            history=history,
        )

    def judge(self, suspected: str | None) -> None:
        """疑似紧急 is answered."""
        if suspected and self.level.is_urgent:
            self.do(Act.RAISE, 1.5, level=self.level, basis=Basis.ORIGIN)
        elif suspected:
            self.do(Act.JUDGE, 2)

    def report(self) -> None:
        """The responsible lead is phoned, if the order is urgent; not always at the first try."""
        if not self.level.is_urgent:
            return
        if self.random.random() < 0.25:
            self.do(Act.REPORT, 1, outcome=Outcome.NO_ANSWER, contact="卯组长", phone="010-5555 0171")
        self.do(
            Act.REPORT, 1.5, outcome=Outcome.TOLD, contact="辰副组长", phone="010-5555 0172", means="电话"
        )

    def dispatch(self) -> None:
        """To its unit, sometimes with another beside it."""
        unsigned = not any(event.act in (Act.SIGN, Act.RETURN) for event in self.events)
        if unsigned and self.random.random() < 0.5 and not self.level.is_urgent:
            self.do(Act.SIGN, 4)
        assist = self.order.others[:1] if self.random.random() < 0.15 else ()
        self.do(
            Act.DISPATCH, 3 if self.level.is_urgent else 12, unit=self.unit, assist=assist, text="请尽快处置"
        )

    def confirm(self) -> None:
        """The units' contacts are told by phone, if the order is urgent."""
        if not self.level.is_urgent:
            return
        for unit in (self.unit, *self.events[-1].details.assist):
            self.do(
                Act.CONFIRM,
                1.5,
                unit=unit,
                outcome=Outcome.TOLD,
                contact=self.inventor.person(),
                means="电话",
            )

    def feedback(self, after: float, *, final: bool) -> None:
        """Every unit says how it stands."""
        dispatched = next(event for event in reversed(self.events) if event.act is Act.DISPATCH)
        for unit in (self.unit, *dispatched.details.assist):
            promise = None if final else self.at + timedelta(minutes=after * 1.25 + 120)
            text = self.inventor.reply() if final else "已到现场，正在处理。"
            self.do(Act.FEEDBACK, after, unit=unit, text=text, final=final, promise=promise)
            after = 6.0

    def urge(self) -> None:
        """The unit is reminded by phone."""
        self.do(
            Act.URGE,
            34,
            unit=self.unit,
            outcome=Outcome.TOLD,
            contact=self.inventor.person(),
            means="电话",
            text="请反馈进展",
        )

    def worked(self) -> None:
        """From coming in to the units' last word."""
        self.handed_over()
        if self.random.random() < 0.3:
            self.urge()
        if self.random.random() < 0.4:
            self.feedback(18, final=False)
        self.feedback(12 if self.level.is_urgent else 200, final=True)

    def handed_over(self) -> None:
        """From coming in to being with a unit that knows of it."""
        suspected = self._suspected()
        self.obtain(suspected)
        self.judge(suspected)
        self.report()
        self.dispatch()
        self.confirm()

    def _suspected(self) -> str | None:
        return "疑似紧急" if self.order.urgent and self.random.random() < 0.5 else None

    def closed(self) -> None:
        """From coming in to 办结."""
        self.worked()
        if self.random.random() < 0.2:
            self.do(Act.REVIEW, 5, passed=True, text="答复规范")
        self.do(Act.CLOSE, 4, text="已办结")

    def called_back(self) -> None:
        """The caller says how it went, by day."""
        resolved, satisfied = self.inventor.verdict()
        if self.random.random() < 0.2:
            self.do(Act.CALLBACK, 30, outcome=Outcome.NO_ANSWER, contacted="否", means="电话")
        self.do(
            Act.CALLBACK, 240, outcome=Outcome.TOLD, contacted="是", resolved=resolved, satisfied=satisfied, means="电话",
            text=self.random.choice(("", "感谢", "希望以后更及时", "问题又出现了")) or None,
        )  # fmt: skip


Plot = Callable[[Story], None]


def _to_sign(s: Story) -> None:
    s.obtain(None)


def _suspected(s: Story) -> None:
    s.obtain("疑似紧急")


def _to_dispatch(s: Story) -> None:
    s.obtain(None)
    s.report()
    s.do(Act.SIGN, 2)


def _to_confirm(s: Story) -> None:
    s.obtain(None)
    s.report()
    s.dispatch()


def _in_progress(s: Story) -> None:
    s.handed_over()
    s.feedback(20, final=False)


def _urged(s: Story) -> None:
    s.handed_over()
    s.urge()


def _on_account(s: Story) -> None:
    _in_progress(s)
    s.do(Act.DEFER, 60, reason="需改造工程配合", until=s.at + timedelta(days=60))
    s.do(Act.DEFER_APPROVED, 300, until=s.events[-1].details.until)


def _deferring(s: Story) -> None:
    _in_progress(s)
    s.do(Act.DEFER, 60, reason="需等待管线产权单位施工", until=s.at + timedelta(days=45))


def _returned(s: Story) -> None:
    s.obtain(None)
    s.do(
        Act.RETURN,
        14,
        reason=s.random.choice(("非权属", "区属不符", "信息不全", "非职责范围")),
        text="请转有关单位",
    )


def _extending(s: Story) -> None:
    s.handed_over()
    s.do(Act.EXTEND, 90, reason="需夜间施工", until=s.at + timedelta(days=20))


def _excluding(s: Story) -> None:
    s.closed()
    s.do(Act.EXCLUDE, 60, reason="诉求不合理")


def _callback_tried(s: Story) -> None:
    s.closed()
    s.do(Act.CALLBACK, 60, outcome=Outcome.NO_ANSWER, contacted="否", means="电话")


def _answered(s: Story) -> None:
    s.closed()
    s.called_back()


OPEN: dict[str, tuple[float, Plot]] = {
    "to_sign": (6, _to_sign),
    "suspected": (2, _suspected),
    "to_dispatch": (5, _to_dispatch),
    "to_confirm": (3, _to_confirm),
    "to_feedback": (14, Story.handed_over),
    "in_progress": (12, _in_progress),
    "urged": (8, _urged),
    "to_close": (8, Story.worked),
    "extending": (2, _extending),
    "deferring": (2, _deferring),
    "on_account": (6, _on_account),
    "returned": (6, _returned),
    "to_callback": (12, Story.closed),
    "callback_tried": (5, _callback_tried),
    "to_archive": (6, _answered),
    "excluding": (2, _excluding),
}
"""Plots that leave something to be done: name → (how often, plot)."""

GENERAL_ONLY = frozenset({"deferring", "on_account", "settled"})
URGENT_ONLY = frozenset({"to_confirm", "suspected", "lowered"})


def _archived(s: Story) -> None:
    _answered(s)
    s.do(Act.ARCHIVE, 120)


def _reworked(s: Story) -> None:
    s.closed()
    s.do(
        Act.CALLBACK,
        200,
        outcome=Outcome.TOLD,
        contacted="是",
        resolved="未解决",
        satisfied="不满意",
        means="电话",
    )
    s.do(Act.REWORK, 10, reason="回访未解决")
    s.feedback(180, final=True)
    s.do(Act.CLOSE, 5, text="二次办理完成")
    s.called_back()
    s.do(Act.ARCHIVE, 60)


def _redispatched(s: Story) -> None:
    s.obtain(None)
    other = s.order.others[0]
    s.do(Act.DISPATCH, 8, unit=other)
    s.do(Act.REDISPATCH, 20, unit=s.unit, from_unit=other, reason="非其职责")
    s.do(Act.FEEDBACK, 25, unit=s.unit, text=s.inventor.reply(), final=True)
    s.do(Act.CLOSE, 5, text="已办结")
    s.called_back()
    s.do(Act.ARCHIVE, 60)


def _excluded(s: Story) -> None:
    _excluding(s)
    s.do(Act.EXCLUDE_GRANTED, 900, text="同意")


def _return_taken(s: Story) -> None:
    _returned(s)
    s.do(Act.RETURN_TAKEN, 90, unit=s.order.others[0], text="已由其他单位接收")


def _return_refused(s: Story) -> None:
    _returned(s)
    s.do(Act.RETURN_REFUSED, 30, reason="属本单位职责")
    s.dispatch()
    s.confirm()
    s.feedback(40, final=True)
    s.do(Act.CLOSE, 5, text="已办结")
    s.called_back()
    s.do(Act.ARCHIVE, 60)


def _settled(s: Story) -> None:
    _on_account(s)
    s.do(Act.SETTLE, 9000, text="改造完成，销账")
    s.feedback(60, final=True)
    s.do(Act.CLOSE, 5, text="已办结")
    s.called_back()
    s.do(Act.ARCHIVE, 60)


def _lowered(s: Story) -> None:
    s.obtain(None)
    s.report()
    s.do(Act.LOWER, 2, reason="现场核实无险情")
    s.do(Act.DISPATCH, 3, unit=s.unit)
    s.feedback(30, final=True)
    s.do(Act.CLOSE, 5, text="已办结")
    s.called_back()
    s.do(Act.ARCHIVE, 60)


def _supervised(s: Story) -> None:
    s.handed_over()
    s.urge()
    s.do(Act.SUPERVISE, 40, unit=s.unit, text="请主管领导督办")
    s.feedback(20, final=True)
    s.do(Act.CLOSE, 5, text="已办结")
    s.called_back()
    s.do(Act.ARCHIVE, 60)


FINISHED: dict[str, tuple[float, Plot]] = {
    "archived": (70, _archived),
    "reworked": (6, _reworked),
    "redispatched": (5, _redispatched),
    "excluded": (4, _excluded),
    "return_taken": (6, _return_taken),
    "return_refused": (2, _return_refused),
    "settled": (2, _settled),
    "lowered": (1, _lowered),
    "supervised": (4, _supervised),
}
"""Plots that are over: name → (how often, plot)."""
