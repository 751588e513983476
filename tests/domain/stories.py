"""Orders told in a few words, and random ones: what the tests of clocks and alerts are made of."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from jiesu_desktop.domain.clocks import Clock
from jiesu_desktop.domain.policy import Policy, parse_policy
from jiesu_desktop.domain.tickets import Act, Basis, Details, Event, Level, Outcome

POLICY_FILE = Path(__file__).parents[2] / "resources/policy/contract-2024.toml"
POLICY: Policy = parse_policy(tomllib.loads(POLICY_FILE.read_text("utf-8")))
ZERO = datetime(2026, 11, 23, 18, 8, 58, tzinfo=UTC)
"""02:08:58 in Beijing."""

URGENT, TOLD = Level.URGENT, Outcome.TOLD


def at(minutes: float) -> datetime:
    """So many minutes after the order was obtained."""
    return ZERO + timedelta(minutes=minutes)


class Story:
    """Builds events: ``Story().obtain(0).raise_(2, level=URGENT)``; each call adds one act at a minute."""

    def __init__(self, ticket: int = 1) -> None:
        self.events: list[Event] = []
        self.ticket = ticket

    def add(self, act: Act, minute: float, *, recorded: float | None = None, **details: Any) -> Story:
        """One act at a minute, recorded then or later."""
        moment = at(minute)
        saved = moment if recorded is None else at(recorded)
        self.events.append(
            Event(len(self.events) + 1, self.ticket, act, moment, saved, "张三", "一号台", Details(**details))
        )
        return self

    def __getattr__(self, name: str) -> Any:
        if name.rstrip("_") not in Act._value2member_map_:
            raise AttributeError(name)  # pytest asks for __name__
        act = Act(name.rstrip("_"))

        def told(minute: float, **details: Any) -> Story:
            return self.add(act, minute, **details)

        return told


def general() -> Story:
    """An order taken in at minute 0."""
    return Story().obtain(0)  # type: ignore[no-any-return]


def urgent() -> Story:
    """An order taken in as urgent at minute 0."""
    return Story().obtain(0, level=URGENT)  # type: ignore[no-any-return]


def changed(**changes: Any) -> Policy:
    """The contract's policy with some sections replaced."""
    return replace(POLICY, **changes)


_GAPS = (0, 0.5, 1, 2, 3, 5, 8, 10, 25, 29, 30, 31, 60, 89, 95, 240, 600, 1441, 4000, 11000)
_UNITS = (None, "热力", "燃气", "排水")
_LIVELY = (
    Act.SIGN, Act.RAISE, Act.RAISE, Act.LOWER, Act.LOWER, Act.REPORT, Act.DISPATCH, Act.DISPATCH, Act.DISPATCH,
    Act.REDISPATCH, Act.CONFIRM, Act.CONFIRM, Act.FEEDBACK, Act.FEEDBACK, Act.FEEDBACK, Act.URGE, Act.URGE, Act.RETURN,
    Act.RETURN_REFUSED, Act.RETURN_REFUSED, Act.RETURN_TAKEN, Act.MERGE, Act.UNMERGE, Act.DEFER_APPROVED,
    Act.DEFER_APPROVED, Act.SETTLE, Act.SETTLE, Act.EXTEND_GRANTED, Act.EXCLUDE_GRANTED, Act.CLOSE, Act.CLOSE,
    Act.CALLBACK, Act.REWORK, Act.REOPEN, Act.ARCHIVE, Act.COME_AGAIN, Act.UPDATE, Act.EDIT, Act.NOTE, Act.TRANSFER,
    Act.CORRECT, Act.DEFER, Act.EXCLUDE, Act.EXTEND, Act.JUDGE,
)  # fmt: skip


@st.composite
def details_of(  # noqa: PLR0911 - one answer for each act
    draw: st.DrawFn, act: Act, moment: datetime, number: int
) -> Details:
    """Details such an act may carry, sensible and not."""
    later = st.sampled_from((None, -30, 5, 20, 45, 180, 3000, 9000))

    def moment_or_none() -> datetime | None:
        minutes = draw(later)
        return None if minutes is None else moment + timedelta(minutes=minutes)

    told = draw(st.sampled_from((TOLD, TOLD, TOLD, None, Outcome.NO_ANSWER, Outcome.BUSY)))
    unit = draw(st.sampled_from(_UNITS))
    match act:
        case Act.OBTAIN | Act.COME_AGAIN:
            level = draw(st.sampled_from((None, Level.GENERAL, URGENT, Level.UNSTABLE)))
            words = draw(st.sampled_from((None, "漏气")))
            history = act is Act.OBTAIN and draw(st.integers(0, 9)) == 0
            return Details(level=level, suspected=words, upstream_due_at=moment_or_none(), history=history)
        case Act.RAISE:
            level = draw(st.sampled_from((None, URGENT, URGENT, Level.EMERGENCY, Level.GENERAL)))
            return Details(level=level, basis=draw(st.sampled_from((None, Basis.ORIGIN, Basis.CHANGE))))
        case Act.LOWER:
            return Details(level=draw(st.sampled_from((None, Level.GENERAL, Level.GENERAL, URGENT))))
        case Act.DISPATCH | Act.REDISPATCH:
            assist = tuple(draw(st.lists(st.sampled_from(_UNITS[1:]), max_size=2)))
            if act is Act.DISPATCH:
                return Details(unit=unit, assist=assist)
            taken = draw(st.sampled_from(_UNITS))
            return Details(
                unit=unit, assist=assist, from_unit=taken
            )  # without a unit only co-handlers come or go
        case Act.FEEDBACK:
            final = draw(st.integers(0, 4)) == 0
            outcome = draw(st.sampled_from((None, None, TOLD, Outcome.BUSY)))
            return Details(unit=unit, promise=moment_or_none(), final=final, outcome=outcome)
        case Act.UPDATE | Act.EDIT:
            return Details(upstream_due_at=moment_or_none())
        case Act.EXTEND_GRANTED:
            return Details(until=moment_or_none())
        case Act.CORRECT:
            return Details(corrects=draw(st.integers(1, max(1, number - 1))))
        case Act.CALLBACK:
            return Details(outcome=told, contacted=draw(st.sampled_from((None, "是", "否"))))
        case _:
            return Details(unit=unit, outcome=told)


_AFTER = {
    Act.RETURN: (Act.RETURN_REFUSED, Act.RETURN_REFUSED, Act.RAISE, Act.LOWER, Act.URGE, Act.RETURN_TAKEN, Act.UPDATE,
                 Act.REOPEN, Act.COME_AGAIN),
    Act.MERGE: (Act.UNMERGE, Act.UNMERGE, Act.RAISE, Act.LOWER, Act.REPORT, Act.CONFIRM, Act.FEEDBACK, Act.CLOSE, Act.NOTE,
                Act.COME_AGAIN, Act.EXCLUDE_GRANTED),
    Act.CLOSE: (Act.CALLBACK, Act.REWORK, Act.REOPEN, Act.ARCHIVE, Act.RAISE, Act.LOWER, Act.COME_AGAIN),
    Act.DEFER_APPROVED: (Act.SETTLE, Act.RAISE, Act.FEEDBACK, Act.URGE, Act.REDISPATCH, Act.RETURN, Act.CLOSE, Act.UPDATE),
}  # fmt: skip
_BACK = {Act.RETURN_REFUSED: None, Act.UNMERGE: None, Act.REWORK: None, Act.REOPEN: None, Act.COME_AGAIN: None,
         Act.SETTLE: None, Act.EXCLUDE_GRANTED: Act.CLOSE, Act.ARCHIVE: Act.CLOSE}  # fmt: skip


@st.composite
def acts_of(draw: st.DrawFn, longest: int) -> list[Act]:
    """Acts that mostly follow from one another, so that the rarer corners of the matrix are reached."""
    acts, where = [Act.OBTAIN], None
    for _ in range(draw(st.integers(0, longest))):
        likely = where is not None and draw(st.integers(0, 4)) > 0
        act = draw(st.sampled_from(_AFTER[where] if likely and where else _LIVELY))
        acts.append(act)
        where = act if act in _AFTER else _BACK.get(act, where)
    return acts


@st.composite
def histories(draw: st.DrawFn, longest: int = 12, ticket: int = 1) -> list[Event]:
    """Any order of any acts, allowed or not, some recorded late."""
    moment, events = ZERO, []
    for number, act in enumerate(draw(acts_of(longest)), 1):
        moment += timedelta(minutes=draw(st.sampled_from(_GAPS))) if number > 1 else timedelta(0)
        saved = moment + timedelta(minutes=draw(st.sampled_from((0, 0, 0, 1.5, 2, 2.5, 30))))
        details = draw(details_of(act, moment, number))
        events.append(Event(number, ticket, act, moment, saved, "张三", "一号台", details))
    return events


_LEVELS = {level.value: level for level in Level}
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_BASES = {basis.value: basis for basis in Basis}
_SHORT = {
    "report": "report", "dispatch": "disp", "dispatch_limit": "limit", "confirm": "conf", "sign": "sign",
    "feedback": "fb", "close": "close", "callback": "call", "returned": "ret",
}  # fmt: skip


def tell(text: str, ticket: int = 1) -> list[Event]:
    """Events from a line such as ``0 obtain urgent; 3 report told; 5 dispatch 热力 +燃气``: minute, act, details.

    Levels, bases and outcomes stand by their own word; ``name=minute`` gives a moment; ``+`` an assisting unit;
    any other word is the unit.
    """
    story = Story(ticket)
    for sentence in filter(None, map(str.strip, text.split(";"))):
        minute, act, *words = sentence.split()
        story.add(Act(act), float(minute), **_details(words))
    return story.events


def _details(words: list[str]) -> dict[str, Any]:
    known: dict[str, Any] = {}
    for word in words:
        name, _, value = word.partition("=")
        if name in ("promise", "until", "upstream_due_at"):
            known[name] = at(float(value))
        elif name in ("recorded", "corrects"):
            known[name] = float(value) if name == "recorded" else int(value)
        elif value:
            known["from_unit" if name == "from" else name] = value
        elif word.startswith("+"):
            known["assist"] = (*known.get("assist", ()), word[1:])
        elif word in ("final", "history"):
            known[word] = True
        else:
            tables = (("level", _LEVELS), ("outcome", _OUTCOMES), ("basis", _BASES))
            known.update(next(({key: table[word]} for key, table in tables if word in table), {"unit": word}))
    return known


def picture(clocks: Iterable[Clock]) -> str:
    """Clocks as one line: ``disp=run@30 close#2=met@90<``, due moments in minutes.

    ``run`` running, ``hold`` paused, ``met`` with ``<`` in time or ``>`` late, ``void``, ``gone`` lapsed (``>`` if missed
    by then); ``#`` the round beyond the first, ``.`` the feedback round beyond the first, brackets the unit.
    """
    return " ".join(sorted(map(_picture, clocks)))


def _picture(clock: Clock) -> str:
    round_ = f"#{clock.round}" if clock.round > 1 else ""
    cycle = f".{clock.cycle}" if clock.cycle > 1 else ""
    unit = f"({clock.unit})" if clock.unit else ""
    due = f"{(clock.due_at - ZERO).total_seconds() / 60:g}"
    word = {"running": "hold" if clock.paused_at else "run", "lapsed": "gone"}.get(
        clock.verdict, clock.verdict.value
    )
    late = {True: "<", False: ">", None: ""}[clock.in_time]
    return f"{_SHORT[clock.kind]}{round_}{cycle}{unit}={word}@{due}{late}"
