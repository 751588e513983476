"""What of a policy can be edited in the window: each field's place in the data, its text, and whose problem is whose."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from enum import Enum, StrEnum, auto
from typing import Any, get_origin

from jiesu_desktop.domain.policy import (
    AlertChannel,
    Policy,
    PolicyError,
    Rule,
    Rules,
    StageRule,
    StageRules,
    parse_policy,
)
from jiesu_desktop.domain.policy_diff import CHOICE_WORDS
from jiesu_desktop.domain.policy_model import Repeats, settings_of

_NOW = re.compile(r"（现为“.*”）$", re.DOTALL)  # it stands in the field itself


class Shape(Enum):
    """How a field's value stands as text."""

    TEXT = auto()
    DURATION = auto()  # blank: the clock does not run for that level
    POINTS = auto()  # durations, 、 between them
    REPEATS = auto()  # 每2分钟持续30分钟；每15分钟
    CHANNELS = auto()  # 闪烁、托盘、语音; every alert is logged as well
    COUNT = auto()  # a whole number
    WORDS = auto()  # 、 between them
    CHOICE = auto()  # one of ``choices``


@dataclass(frozen=True, slots=True)
class PolicyField:
    """One value of a policy.

    Attributes:
        path: its place in ``Policy.to_data()``. where: what a problem with it begins with.
        label: its Chinese name. choices: of a choice, each value and what it is called.
    """

    path: tuple[str, ...]
    where: str
    label: str
    shape: Shape
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def words(self) -> dict[str, str]:
        """Of a choice: each value as the data has it, and what it is called."""
        return dict(self.choices)


CHANNELS = tuple(
    (channel.value, CHOICE_WORDS[channel]) for channel in AlertChannel if channel is not AlertChannel.LOG
)
"""What a person can choose: the log has every alert."""

PRIORITIES = (("1", "1 最紧急"), ("2", "2"), ("3", "3 不急"))

NAME = PolicyField(("name",), "名称", "名称", Shape.TEXT)


def limit_fields() -> list[tuple[str, tuple[PolicyField, ...]]]:
    """For each clock its name and fields: general and urgent limit, general and urgent warn points."""
    shapes = {"general": Shape.DURATION, "urgent": Shape.DURATION}
    return [
        (
            label,
            tuple(
                PolicyField(
                    ("clocks", clock, name), f"时限·{label}·{own}", own, shapes.get(name, Shape.POINTS)
                )
                for name, (_, own) in settings_of(Rule).items()
            ),
        )
        for clock, (_, label) in settings_of(Rules).items()
    ]


def repeat_fields() -> list[PolicyField]:
    """The repeats while overdue, urgent and general."""
    return [
        PolicyField(("repeats", name), f"超期重复·{label}", label, Shape.REPEATS)
        for name, (_, label) in settings_of(Repeats).items()
    ]


def stage_fields() -> list[tuple[str, tuple[PolicyField, ...]]]:
    """For each stage its name and fields: priority, channels by day and by night, wording."""
    shapes = {
        "priority": (Shape.CHOICE, PRIORITIES),
        "channels": (Shape.CHANNELS, CHANNELS),
        "night": (Shape.CHANNELS, CHANNELS),
        "wording": (Shape.TEXT, ()),
    }
    return [
        (
            label,
            tuple(
                PolicyField(("stages", stage, name), f"提醒阶段·{label}·{own}", own, *shapes[name])
                for name, (_, own) in settings_of(StageRule).items()
            ),
        )
        for stage, (_, label) in settings_of(StageRules).items()
    ]


def other_fields() -> list[tuple[str, tuple[PolicyField, ...]]]:
    """The rest of what alerts, feedback, call-backs and intake go by, each section with its name."""
    sections = settings_of(Policy)
    reading, label = sections["close_reading"]
    found: list[tuple[str, tuple[PolicyField, ...]]] = [
        (label, (_plain(("close_reading",), label, label, reading),))
    ]
    for name in ("feedback", "callback", "alerts", "intake", "urging"):
        kind, label = sections[name]
        fields = settings_of(kind).items()
        found.append(
            (label, tuple(_plain((name, key), f"{label}·{own}", own, of) for key, (of, own) in fields))
        )
    return found


def _plain(path: tuple[str, ...], where: str, label: str, kind: Any) -> PolicyField:
    """A field whose shape its type tells."""
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return PolicyField(
            path, where, label, Shape.CHOICE, tuple((one.value, CHOICE_WORDS[one]) for one in kind)
        )
    if get_origin(kind) is tuple:
        return PolicyField(path, where, label, Shape.WORDS)
    shape = Shape.COUNT if kind is int else Shape.TEXT if kind in (str, time) else Shape.DURATION
    return PolicyField(path, where, label, shape)


def every_field() -> list[PolicyField]:
    """All of them, from top to bottom."""
    limits = [field for _, fields in (*limit_fields(), *stage_fields(), *other_fields()) for field in fields]
    return [NAME, *limits, *repeat_fields()]


def text_of(field: PolicyField, data: Mapping[str, Any]) -> str:
    """The value as the operator reads and edits it."""
    value: Any = data
    for name in field.path:
        value = value.get(name) if isinstance(value, Mapping) else None
    if value is None:
        return ""
    if field.shape is Shape.POINTS:
        return "、".join(value)
    if field.shape is Shape.WORDS:
        return "、".join(value)
    if field.shape is Shape.CHANNELS:
        return "、".join(words for channel, words in CHANNELS if channel in value)
    if field.shape is Shape.REPEATS:
        return "；".join(_repeat_text(one) for one in value)
    return str(value)


def edited(policy: Policy, texts: Mapping[PolicyField, str]) -> dict[str, Any]:
    """The policy's data with these texts in it, for ``parse_policy`` to judge."""
    data = copy.deepcopy(policy.to_data())
    for field, text in texts.items():
        section: Any = data
        for name in field.path[:-1]:
            section = section[name]
        value = _value(field, text.strip())
        if value is None:
            section.pop(field.path[-1], None)
        else:
            section[field.path[-1]] = value
    return data


def judge(policy: Policy, texts: Mapping[PolicyField, str]) -> tuple[Policy | None, list[str]]:
    """The policy these texts come to, or None and every problem.

    What cannot be read at all hides whether the rest fits together; so the rest is judged with the old values in its
    place, and a person sees at once all there is to mend.
    """
    try:
        return parse_policy(edited(policy, texts)), []
    except PolicyError as error:
        problems = list(error.problems)
    unread, _ = assign(problems, list(texts))
    data = policy.to_data()
    try:
        parse_policy(
            edited(
                policy, {one: text_of(one, data) if one in unread else text for one, text in texts.items()}
            )
        )
    except PolicyError as error:
        problems += [said for said in error.problems if said not in problems]
    return None, problems


def assign(
    problems: Sequence[str], fields: Sequence[PolicyField]
) -> tuple[dict[PolicyField, str], list[str]]:
    """Each problem beside the field it is about; those about no field of these stay as they are."""
    beside: dict[PolicyField, str] = {}
    others: list[str] = []
    for problem in problems:
        where, _, said = problem.partition("：")
        about = [field for field in fields if where.startswith(field.where)]
        if not about:
            others.append(problem)
            continue
        field = max(about, key=lambda one: len(one.where))
        place = where.removeprefix(field.where).strip("·")
        said = _NOW.sub("", said)
        sentence = f"{place}：{said}" if place else said
        beside[field] = f"{beside[field]}；{sentence}" if field in beside else sentence
    return beside, others


def _repeat_text(one: Mapping[str, str]) -> str:
    return f"每{one['every']}" + (f"持续{one['lasting']}" if "lasting" in one else "")


def _value(field: PolicyField, text: str) -> Any:
    if field.shape is Shape.DURATION:
        return text or None
    if field.shape in (Shape.COUNT, Shape.CHOICE):
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text
    lists = {Shape.POINTS: "[、,，;；]", Shape.WORDS: "、", Shape.CHANNELS: "、", Shape.REPEATS: "[;；]"}
    if field.shape not in lists:
        return text
    parts = [part.strip() for part in re.split(lists[field.shape], text) if part.strip()]
    if field.shape is Shape.REPEATS:
        return [_repeat(part) for part in parts]
    if field.shape is Shape.CHANNELS:
        named = {words: channel for channel, words in CHANNELS}
        return [*(named.get(part, part) for part in parts), AlertChannel.LOG.value]
    return parts


def _repeat(text: str) -> dict[str, str]:
    every, _, lasting = text.removeprefix("之后").removeprefix("每").partition("持续")
    found = {"every": every.strip(" ，,")}
    return {**found, "lasting": lasting.strip()} if lasting.strip() else found
