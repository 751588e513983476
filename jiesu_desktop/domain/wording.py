"""What an alert says. Never a caller's name or number (clocks.md, Alerts): only place, issue and limit.

Numbers stay digits here; the voice turns them into words, for which it has a library.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from jiesu_desktop.domain.alert_rules import Stage
from jiesu_desktop.domain.policy_model import NO_TIME, Policy, StageRule, duration_text

_NUMBERS = re.compile(r"\d(?:[\s\-－—*＊]?\d|[*＊]){6,}")
_MARKS = re.compile(r"[\s{}]+")
_EMPTY_BRACKETS = re.compile(r"[（(]\s*[）)]")
_SEGMENT = re.compile(r"\s*[·•‧・]\s*")
_LONGEST_ISSUE = 24
_SHORT_TITLE = 10


def place_of(street: str, community: str, place: str) -> str:
    """Where it is, as short as a listener can place it: the street, else the community, else the address."""
    return _clean(next((part for part in (street, community, place) if part.strip()), ""))


def issue_of(category: str, title: str, known: Iterable[str] = ()) -> str:
    """What happened: how the title begins, else the finest level of the category, else nothing.

    A title says 井盖缺失 where the category says 自来水井, a thing. Long ones tell a story that nobody listens to.

    Args:
        category: levels separated by ``->`` ``-`` or ``/``.
        title: its first segment is the issue; what follows a middle dot is the place.
        known: the caller's name and number: a title that holds one of them is not said.
    """
    first = _SEGMENT.split(title.strip(), maxsplit=1)[0]
    said = _clean(first)
    private = any(len(word.strip()) > 1 and word.strip() in first for word in known) or _NUMBERS.search(first)
    if said and len(said) <= _SHORT_TITLE and not private:
        return said
    levels = [level.strip() for level in re.split(r"->|－|-|/", category) if level.strip()]
    return _clean(levels[-1] if levels else "")[:_LONGEST_ISSUE]


def limit_words(
    stage: Stage, say: Callable[[timedelta], str] = duration_text, joined: Sequence[Stage] = ()
) -> str:
    """The limit that ends, e.g. 5分钟上报时限; without the span where it is a moment (a promise, upstream's deadline).

    With stages ``joined`` to it, limits of the same order that end at the same moment: 10分钟派发和电话确认时限.
    """
    if stage.clock is None:
        return ""
    names = dict.fromkeys(one.clock.spoken for one in (stage, *joined) if one.clock is not None)
    return f"{say(stage.limit) if stage.limit is not None else ''}{'和'.join(names)}时限"


def sentence(
    stage: Stage,
    place: str,
    issue: str,
    now: datetime,
    policy: Policy,
    say: Callable[[timedelta], str] = duration_text,
    joined: Sequence[Stage] = (),
) -> str:
    """What is spoken and shown for a stage at a moment.

    Args:
        stage: what has come.
        place, issue: see :func:`place_of` and :func:`issue_of`; anything like a phone number is taken out.
        now: the moment it is said, from which the time left or over is told.
        policy: holds the wording.
        say: how a span of time is said; the voice passes one that says words.
        joined: stages of the same order, moment and kind that are told in the same sentence.
    """
    rule: StageRule = getattr(policy.stages, stage.rule)
    left = stage.due_at - now
    wording = rule.wording
    if left <= -timedelta(seconds=1) and stage.name in (
        "warn",
        "due",
    ):  # told late: never "还有" of what is over
        wording = (
            policy.stages.urgent_overdue if stage.level.is_urgent else policy.stages.general_overdue
        ).wording
    return wording.format_map(
        _Empty(
            级别=stage.level.label,
            地点=_clean(place),
            事项=_clean(issue),
            时限=limit_words(stage, say, joined),
            剩余=say(_rounded(left)),
            超出=say(_rounded(-left)),
            单位=_clean("、".join(dict.fromkeys(one.unit for one in (stage, *joined) if one.unit))),
        )
    )


def flood_sentence(count: int, policy: Policy) -> str:
    """The one sentence for a flood of alerts."""
    return _counted(policy.alerts.flood_wording, count)


def past_sentence(count: int, policy: Policy) -> str:
    """The one line for stages whose moment lay before the import."""
    return _counted(policy.alerts.past_wording, count)


def _counted(wording: str, count: int) -> str:
    return wording.format_map(_Empty({"件数": str(count)}))


class _Empty(dict[str, str]):
    """A place that means nothing here is left out."""

    def __missing__(self, key: str) -> str:
        return ""


def _rounded(span: timedelta) -> timedelta:
    """To what a listener can use: the second below a minute and a half, above it the minute, above two hours the hour."""
    seconds = max(NO_TIME, span).total_seconds()
    if seconds <= 90:
        return timedelta(seconds=round(seconds))
    if seconds < 7200:
        return timedelta(minutes=round(seconds / 60))
    return timedelta(hours=round(seconds / 3600))


def _clean(text: str) -> str:
    return _MARKS.sub("", _NUMBERS.sub("", text))


def without_caller(text: str, known: Iterable[str] = ()) -> str:
    """A text fit for others' eyes: without anything like a phone number, the caller's name or number."""
    for word in sorted((word.strip() for word in known), key=len, reverse=True):
        if len(word) > 1:
            text = text.replace(word, "" if word[-1].isdigit() else "市民")
    return _EMPTY_BRACKETS.sub("", _NUMBERS.sub("", text)).strip()
