"""What becomes of invented orders: one legal course for each plot, which leaves its order in a certain state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from jiesu_desktop.domain.tickets import Act, Basis, Level, Outcome
from jiesu_desktop.services.invention import sections
from jiesu_desktop.services.stories import Story

Plot = Callable[[Story], None]

_NOT_OURS = (
    ("非权属", "非权属：小区物业管理范围", "请转物业主管部门"),
    ("区外", "区外：位置在邻区", "请转所在区"),
    ("重复", "重复：与前日同一来电人诉求相同", "请并入前一工单"),
    ("信息不全", "信息不全：无具体位置，来电人电话无人接听", "请补充位置"),
    ("不属于城市管理职责", "不属于城市管理职责：劳资纠纷", "请转人力社保部门"),
)
_HARD = (
    ("历史遗留", "历史遗留：产权单位已注销，需明确接管单位"),
    ("需专项资金", "需专项资金：管网改造列入明年计划"),
    ("季节性施工", "季节性施工：供暖季结束后方可停管施工"),
    ("涉及多部门", "涉及多部门：需等待管线产权单位配合"),
)
_OUT_OF_ASSESSMENT = (
    ("诉求不合理", "诉求不合理：要求超出规定标准"),
    ("不可抗力", "不可抗力：极端降雪期间无法施工"),
    ("已进入法定程序", "已进入法定程序：双方正在诉讼"),
    ("重复工单", "重复工单：同一诉求一周内多次来电"),
)


def _to_sign(s: Story) -> None:
    s.obtain(None)


def _suspected(s: Story) -> None:
    s.obtain(s.alarming)


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
    _deferring(s)
    s.do(Act.DEFER_APPROVED, 300, until=s.events[-1].details.until)
    s.progress(s.random.randrange(3), 2000)


def _deferring(s: Story) -> None:
    _in_progress(s)
    code, reason = s.random.choice(_HARD)
    s.do(
        Act.DEFER,
        60,
        code=code,
        reason=reason,
        unit=s.unit,
        until=s.at + timedelta(days=s.random.randint(30, 90)),
    )


def _not_deferred(s: Story) -> None:
    _deferring(s)
    s.do(Act.DEFER_REFUSED, 240, reason="不属疑难，请按期办理")


def _returned(s: Story) -> None:
    s.obtain(None)
    code, reason, text = s.random.choice(_NOT_OURS)
    s.do(Act.RETURN, 14, code=code, reason=reason, text=text)


def _extending(s: Story) -> None:
    s.handed_over()
    longest = max(s.at, s.order.row.upstream_due_at or s.at)
    s.do(Act.EXTEND, 90, reason="需夜间施工", until=longest + timedelta(days=s.random.randint(5, 20)))


def _extended(s: Story) -> None:
    _extending(s)
    s.do(Act.EXTEND_GRANTED, 200, until=s.events[-1].details.until)


def _excluding(s: Story) -> None:
    s.closed()
    code, reason = s.random.choice(_OUT_OF_ASSESSMENT)
    s.do(Act.EXCLUDE, 60, code=code, reason=reason)


def _raised(s: Story) -> None:
    """It became urgent while it was worked on."""
    s.level = Level.GENERAL
    s.handed_over()
    s.level = s.random.choice((Level.URGENT, Level.UNSTABLE))
    s.do(Act.RAISE, 25, level=s.level, basis=Basis.CHANGE, reason="来电人再次来电，情况加重")
    s.report()
    s.call(Act.CONFIRM, 2, unit=s.unit)


def _transferred(s: Story) -> None:
    s.obtain(None)
    s.do(Act.SIGN, 3)
    s.do(Act.TRANSFER, 6, unit=s.random.choice(sections()), text="请协助确认权属")


def _misread(s: Story) -> None:
    """A return was written down on the wrong order, and taken back."""
    _returned(s)
    s.corrected()


def _revisit(s: Story) -> None:
    s.closed()
    s.called_back(verdict=("部分解决", "基本满意"), again=True)


def _displeased(s: Story) -> None:
    s.closed()
    s.called_back(
        verdict=s.random.choice((("未解决", "不满意"), ("已解决", "不满意"), ("未解决", "基本满意")))
    )


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
    "merged": (2, _to_dispatch),
    "raised": (2, _raised),
    "transferred": (2, _transferred),
    "misread": (1, _misread),
    "extending": (2, _extending),
    "extended": (1, _extended),
    "deferring": (2, _deferring),
    "not_deferred": (1, _not_deferred),
    "on_account": (6, _on_account),
    "returned": (6, _returned),
    "to_callback": (12, Story.closed),
    "callback_tried": (5, _callback_tried),
    "to_archive": (6, _answered),
    "revisit": (3, _revisit),
    "displeased": (3, _displeased),
    "excluding": (2, _excluding),
}
"""Plots that leave something to be done: name → (how often, plot)."""

DUPLICATE = "merged"
"""The plot of an order that is merged under one that is in hand; its last act names that one."""

GENERAL_ONLY = frozenset(
    {"came_again", "deferring", "not_deferred", "on_account", "settled", "raised", "transferred", DUPLICATE}
)
URGENT_ONLY = frozenset({"to_confirm", "suspected", "lowered", "judged"})


def _archived(s: Story) -> None:
    _answered(s)
    s.do(Act.ARCHIVE, 120)


def _reworked(s: Story) -> None:
    s.closed()
    s.called_back(verdict=("未解决", "不满意"))
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


def _not_excluded(s: Story) -> None:
    _excluding(s)
    s.do(Act.EXCLUDE_REFUSED, 900, reason="理由不充分，按正常考核")
    s.called_back()
    s.do(Act.ARCHIVE, 60)


def _not_extended(s: Story) -> None:
    _extending(s)
    s.do(Act.EXTEND_REFUSED, 200, reason="按原期限办理")
    s.feedback(200, final=True)
    s.do(Act.CLOSE, 5, text="已办结")
    s.called_back()
    s.do(Act.ARCHIVE, 60)


def _came_again(s: Story) -> None:
    """Returned, sent to us once more, and done."""
    _returned(s)
    row = s.order.row
    s.do(
        Act.COME_AGAIN, 600, received_at=row.received_at, upstream_due_at=row.upstream_due_at,
        changes=(("status_upstream", "已退回", row.status_upstream),),
    )  # fmt: skip
    s.do(Act.SIGN, 5)
    s.do(Act.DISPATCH, 8, unit=s.unit)
    s.feedback(90, final=True)
    s.do(Act.CLOSE, 5, text="已办结")
    s.called_back()
    s.do(Act.ARCHIVE, 60)


def _reopened(s: Story) -> None:
    _archived(s)
    s.do(Act.REOPEN, 3000, reason="来电人再次来电，问题复发")
    s.feedback(200, final=True)
    s.do(Act.CLOSE, 5, text="再次办结")
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
    s.progress(4, 1500)
    s.do(Act.SETTLE, 9000, text="改造完成，销账")
    s.feedback(60, final=True)
    s.do(Act.CLOSE, 5, text="已办结")
    s.called_back()
    s.do(Act.ARCHIVE, 60)


def _lowered(s: Story) -> None:
    s.obtain(None)
    s.report()
    s.do(Act.LOWER, 2, level=Level.GENERAL, reason="现场核实无险情")
    s.do(Act.DISPATCH, 3, unit=s.unit)
    s.feedback(30, final=True)
    s.do(Act.CLOSE, 5, text="已办结")
    s.called_back()
    s.do(Act.ARCHIVE, 60)


def _judged(s: Story) -> None:
    """Its words sounded urgent; whoever read it saw that it was not."""
    s.level = Level.GENERAL
    s.obtain(s.alarming)
    s.judge(s.alarming)
    s.dispatch()
    s.feedback(90, final=True)
    s.do(Act.CLOSE, 5, text="已办结")
    s.called_back()
    s.do(Act.ARCHIVE, 60)


def _supervised(s: Story) -> None:
    s.handed_over()
    s.urge()
    s.supervise()
    s.feedback(20, final=True)
    s.do(Act.CLOSE, 5, text="已办结")
    s.called_back()
    s.do(Act.ARCHIVE, 60)


FINISHED: dict[str, tuple[float, Plot]] = {
    "archived": (70, _archived),
    "reworked": (6, _reworked),
    "redispatched": (5, _redispatched),
    "excluded": (4, _excluded),
    "not_excluded": (1, _not_excluded),
    "not_extended": (1, _not_extended),
    "came_again": (2, _came_again),
    "reopened": (1, _reopened),
    "return_taken": (6, _return_taken),
    "return_refused": (2, _return_refused),
    "settled": (2, _settled),
    "lowered": (1, _lowered),
    "judged": (1, _judged),
    "supervised": (4, _supervised),
}
"""Plots that are over: name → (how often, plot)."""
