"""What the failed attempts at a call-back come to, in words: which count, and when the next would."""

from __future__ import annotations

from datetime import datetime

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.callbacks import counts, next_counting
from jiesu_desktop.domain.policy import Policy
from jiesu_desktop.domain.states import LIVE, counted_attempts, is_decent
from jiesu_desktop.domain.summary import Summary


def attempts_words(summary: Summary, policy: Policy, now: datetime, *, failing: bool) -> str:
    """The attempts so far, and what one more that fails would count for; '' where there is nothing to say.

    Args:
        failing: whether the call being recorded has failed.
    """
    made, rules = summary.attempted_at, policy.callback
    opens = "办结" if summary.state in LIVE else "归档"
    if not made and not failing:
        return ""
    counted = counted_attempts(made, rules)

    def line(at: datetime, counts: bool, this: str = "") -> str:
        why = "与前面同一时段" if is_decent(at, rules) else "不在回访时段"
        words = this + ("" if counts else f"{why}，不计")
        return f"{'✓' if counts else '·'} {beijing(at):%m-%d %H:%M}" + (f"　{words}" if words else "")

    lines = [line(at, at in counted) for at in made]
    have = len(counted)
    if failing:
        this = counts(made, now, rules)
        have += this
        lines.append(line(now, this, "这一次"))
    if have >= rules.attempts:
        lines.append(f"已在 {rules.attempts} 个不同时段未联系上，可以{opens}。")
        return "\n".join(lines)
    tried = (*made, now) if failing else made
    lines.append(f"不同时段满 {rules.attempts} 次可{opens}，还差 {rules.attempts - have} 次。")
    again = next_counting(tried, now, rules)
    if again is not None and again > now:
        lines.append(f"{_day(again, now)} {beijing(again):%H:%M} 起再打才计。")
    return "\n".join(lines)


def _day(moment: datetime, now: datetime) -> str:
    days = (beijing(moment).date() - beijing(now).date()).days
    return {0: "今天", 1: "明天"}.get(days, f"{beijing(moment):%m-%d}")
