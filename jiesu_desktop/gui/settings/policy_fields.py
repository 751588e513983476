"""What of a policy can be edited in the window: each field's place in the data, its text, and whose problem is whose."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from jiesu_desktop.domain.policy import Policy, PolicyError, Rule, Rules, StageRule, StageRules, parse_policy
from jiesu_desktop.domain.policy_model import Repeats, settings_of

_NOW = re.compile(r"（现为“.*”）$", re.DOTALL)  # it stands in the field itself


class Shape(Enum):
    """How a field's value stands as text."""

    TEXT = auto()
    DURATION = auto()  # blank: the clock does not run for that level
    POINTS = auto()  # durations, 、 between them
    REPEATS = auto()  # 每2分钟持续30分钟；每15分钟


@dataclass(frozen=True, slots=True)
class PolicyField:
    """One value of a policy.

    Attributes:
        path: its place in ``Policy.to_data()``. where: what a problem with it begins with.
        label: its Chinese name.
    """

    path: tuple[str, ...]
    where: str
    label: str
    shape: Shape


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


def wording_fields() -> list[PolicyField]:
    """The wording of every stage."""
    own = settings_of(StageRule)["wording"][1]
    return [
        PolicyField(("stages", name, "wording"), f"提醒阶段·{label}·{own}", label, Shape.TEXT)
        for name, (_, label) in settings_of(StageRules).items()
    ]


def every_field() -> list[PolicyField]:
    """All of them, from top to bottom."""
    limits = [field for _, fields in limit_fields() for field in fields]
    return [NAME, *limits, *repeat_fields(), *wording_fields()]


def text_of(field: PolicyField, data: Mapping[str, Any]) -> str:
    """The value as the operator reads and edits it."""
    value: Any = data
    for name in field.path:
        value = value.get(name) if isinstance(value, Mapping) else None
    if value is None:
        return ""
    if field.shape is Shape.POINTS:
        return "、".join(value)
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
        value = _value(field.shape, text.strip())
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


def _value(shape: Shape, text: str) -> Any:
    if shape is Shape.DURATION:
        return text or None
    if shape is Shape.POINTS:
        return [part.strip() for part in re.split("[、,，;；]", text) if part.strip()]
    if shape is Shape.REPEATS:
        return [_repeat(part.strip()) for part in re.split("[;；]", text) if part.strip()]
    return text


def _repeat(text: str) -> dict[str, str]:
    every, _, lasting = text.removeprefix("之后").removeprefix("每").partition("持续")
    found = {"every": every.strip(" ，,")}
    return {**found, "lasting": lasting.strip()} if lasting.strip() else found
