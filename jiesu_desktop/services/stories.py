"""How invented orders are handled: the passages that the plots are told with, in the domain's acts.

What is told obeys the transition table; a test performs every plot through ``act_rules`` to see that it would have been
admitted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Literal

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.act_says import MEANS
from jiesu_desktop.domain.intake import suspicion
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.tickets import Act, Basis, Details, Event, Level, Outcome
from jiesu_desktop.services.invention import Invented, Inventor
from jiesu_desktop.services.policy import bundled

_WORKSTATIONS = ("前台一", "前台二", "值班室")
_FOUND_OUT = (
    "与来电人核实，位置在北门内侧，情况属实。",
    "现场查看，问题存在，已拍照。",
    "来电人补充：昨晚起至今未恢复。",
)
_PROGRESS = (
    "现场已踏勘，方案报批中。",
    "资金已落实，正在招标。",
    "管线单位已进场，完成三分之一。",
    "主体完工，待验收。",
)
_SENT_BACK = ("请补充处置照片和时间。", "答复未回应诉求，请写明处置结果。", "用语不规范，请修改后再报。")
_LEADERS = ("寅主任", "丑副主任")


@cache
def _rules() -> Policy:
    return bundled()


@dataclass(frozen=True, slots=True)
class Tie:
    """An act that names something saved before it: another order, or an earlier act of its own.

    Attributes:
        event: the act, without the id that ``field`` is to hold.
        field: ``lead``: the order that was invented as the ``index``-th; ``corrects``: its own ``index``-th act.
    """

    event: Event
    field: Literal["lead", "corrects"]
    index: int

    def naming(self, named: int) -> Event:
        """The act, with the id it names."""
        said = self.event.details
        lead = self.field == "lead"
        details = replace(said, lead=named) if lead else replace(said, corrects=named)
        return replace(self.event, details=details)


class Story:
    """One order's timeline while it is told.

    Attributes:
        events: what happened so far, oldest first. ties: what happened last of all, and needs ids.
        at: when the last of it happened.
    """

    def __init__(self, inventor: Inventor, order: Invented, obtained_at: datetime, level: Level) -> None:
        self.inventor, self.order, self.level = inventor, order, level
        self.random = inventor.random
        self._actor = inventor.operator()
        self._workstation = self.random.choice(_WORKSTATIONS)
        self.events: list[Event] = []
        self.ties: list[Tie] = []
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

    @property
    def alarming(self) -> str:
        """The words in its text that suggest 紧急."""
        return suspicion(self.order.row, _rules()) or "紧急"

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
        """The units' contacts are told by phone, if the order is urgent; a unit says that it has taken the order."""
        if self.level.is_urgent:
            for unit in (self.unit, *self.events[-1].details.assist):
                self.call(Act.CONFIRM, 1.5, unit=unit)
        elif self.random.random() < 0.4:
            self.do(Act.UNIT_SIGN, 6, unit=self.unit, contact=self.inventor.person(), means="电话")

    def call(self, act: Act, after: float, **details: Any) -> None:
        """Someone is rung and told."""
        self.do(act, after, outcome=Outcome.TOLD, contact=self.inventor.person(), means="电话", **details)

    def verify(self) -> None:
        """信息核实: with the caller, or on the spot."""
        self.do(Act.VERIFY, 4, means=self.random.choice(MEANS), text=self.random.choice(_FOUND_OUT))

    def feedback(self, after: float, *, final: bool) -> None:
        """Every unit says how it stands."""
        dispatched = next(event for event in reversed(self.events) if event.act is Act.DISPATCH)
        for unit in (self.unit, *dispatched.details.assist):
            promise = None if final else self.at + timedelta(minutes=after * 1.25 + 120)
            text = self.inventor.reply() if final else "已到现场，正在处理。"
            self.do(Act.FEEDBACK, after, unit=unit, text=text, final=final, promise=promise)
            after = 6.0

    def urge(self) -> None:
        """The unit is reminded by phone, not always at the first try."""
        if self.random.random() < 0.2:
            self.do(
                Act.URGE,
                32,
                unit=self.unit,
                outcome=Outcome.BUSY,
                contact=self.inventor.person(),
                means="电话",
            )
        self.call(Act.URGE, 34, unit=self.unit, text="请反馈进展")

    def supervise(self) -> None:
        """督办: a leader's instruction, with a day by which it is to be done."""
        until = self.at + timedelta(hours=self.random.choice((6, 24, 48)))
        leader = self.random.choice(_LEADERS)
        self.do(
            Act.SUPERVISE,
            40,
            unit=self.unit,
            leader=leader,
            until=until,
            text=f"{leader}批示：限期解决，报处置结果。",
        )

    def review(self, *, sent_back: bool) -> None:
        """A 答复人员 passes the reply, at times after it was sent back and written anew."""
        if sent_back:
            self.do(Act.REVIEW, 8, unit=self.unit, passed=False, reason=self.random.choice(_SENT_BACK))
            self.do(Act.FEEDBACK, 25, unit=self.unit, text=self.inventor.reply(), final=True)
        self.do(Act.REVIEW, 5, unit=self.unit, passed=True, text="答复规范")

    def progress(self, times: int, after: float) -> None:
        """How far a hard case is, stage by stage."""
        for text in _PROGRESS[:times]:
            self.do(Act.PROGRESS, after, text=text)

    def worked(self) -> None:
        """From coming in to the units' last word."""
        self.handed_over()
        if self.random.random() < 0.3:
            self.urge()
        if self.random.random() < 0.04:
            self.supervise()
        if self.random.random() < 0.4:
            self.feedback(18, final=False)
        self.feedback(12 if self.level.is_urgent else 200, final=True)

    def handed_over(self) -> None:
        """From coming in to being with a unit that knows of it."""
        suspected = self._suspected()
        self.obtain(suspected)
        self.judge(suspected)
        self.report()
        if not self.level.is_urgent and self.random.random() < 0.15:
            self.verify()
        self.dispatch()
        self.confirm()

    def _suspected(self) -> str | None:
        return self.alarming if self.order.urgent and self.random.random() < 0.5 else None

    def closed(self) -> None:
        """From coming in to 办结."""
        self.worked()
        if self.random.random() < 0.25:
            self.review(sent_back=self.random.random() < 0.3)
        self.do(Act.CLOSE, 4, text="已办结")

    def called_back(self, *, verdict: tuple[str, str] | None = None, again: bool = False) -> None:
        """The caller says how it went, by day; ``again``: and is to be rung once more."""
        resolved, satisfied = verdict or self.inventor.verdict()
        if self.random.random() < 0.2:
            self.do(Act.CALLBACK, 30, outcome=Outcome.NO_ANSWER, contacted="否", means="电话")
        means = self.random.choices(MEANS, (90, 4, 6))[0]
        content = resolved != "未解决" and satisfied != "不满意"
        self.do(
            Act.CALLBACK, 240, outcome=Outcome.TOLD, contacted="是", resolved=resolved, satisfied=satisfied, means=means,
            text=self.random.choice(("感谢处理", "比较满意", None)) if content else "问题又出现了",
            demand=None if content else "希望彻底解决，不再反复",
            suggestion=self.random.choice((None, None, "建议定期巡查", "建议提前告知居民")),
            next_step=self.random.choice((None, "继续关注")) if content else "转承办单位二次办理",
        )  # fmt: skip
        if again:
            due = (beijing(self.at) + timedelta(days=1)).replace(hour=10, minute=0, second=0)
            self.do(
                Act.CALLBACK, 5, outcome=Outcome.TOLD, contacted="是", resolved=resolved, satisfied=satisfied, means="电话",
                text="来电人要求明天再核实一次", next_step="再访核实效果", next_at=due,
            )  # fmt: skip

    def corrected(self) -> None:
        """The last act was written down on the wrong order; it is taken back."""
        wrong = len(self.events) - 1
        self.do(Act.CORRECT, 6, reason="记错工单，应为另一件")
        self.ties.append(Tie(self.events.pop(), "corrects", wrong))
