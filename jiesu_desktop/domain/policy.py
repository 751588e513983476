"""Reading a policy: every wrong value is refused by its own Chinese name, all of them at once.

The shape is :mod:`~jiesu_desktop.domain.policy_model`; its names are offered here too, so the rest of the program
imports one module.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from datetime import time, timedelta
from enum import StrEnum
from typing import Any, Union, cast, get_args, get_origin

from jiesu_desktop.domain import policy_checks
from jiesu_desktop.domain.policy_model import (
    BEIJING,
    AlertChannel,
    AlertRules,
    Calibre,
    CallbackGate,
    CallbackRules,
    ClockKind,
    CloseReading,
    FeedbackRounds,
    IntakeRules,
    Mean,
    Policy,
    RateRules,
    ReasonCodes,
    Reference,
    Repeat,
    Repeats,
    Rule,
    Rules,
    StageRule,
    StageRules,
    UrgingPeriods,
    duration_text,
    settings_of,
)

__all__ = [
    "BEIJING", "AlertChannel", "AlertRules", "Calibre", "CallbackGate", "CallbackRules", "ClockKind", "CloseReading",
    "FeedbackRounds", "IntakeRules", "Mean", "Policy", "PolicyError", "RateRules", "ReasonCodes", "Reference", "Repeat", "Repeats",
    "Rule", "Rules", "StageRule", "StageRules", "UrgingPeriods", "duration_text", "parse_duration", "parse_policy",
]  # fmt: skip

_MISSING = object()
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*(天|日|小时|时|分钟|分|秒|d|h|min|m|s)")
_WORDS = {
    **dict.fromkeys(("天", "日", "d"), "days"),
    **dict.fromkeys(("小时", "时", "h"), "hours"),
    **dict.fromkeys(("分钟", "分", "min", "m"), "minutes"),
    **dict.fromkeys(("秒", "s"), "seconds"),
}


class PolicyError(ValueError):
    """A policy that cannot be used. ``problems`` holds one Chinese sentence for each wrong field."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)

    @property
    def message(self) -> str:
        """All problems, one a line."""
        return "\n".join(self.problems)


class _WrongValueError(ValueError):
    """One value that is not what its field needs; the text says what it needs."""


def parse_policy(data: Mapping[str, Any]) -> Policy:
    """The policy that a parsed TOML or JSON document describes.

    Raises:
        PolicyError: with a sentence for every field that is missing, unknown or out of bounds.
    """
    problems: list[str] = []
    policy = _section(Policy, data, "", problems)
    if policy is not None:
        told = {problem.partition("：")[0] for problem in problems}  # each field is told of once
        more = policy_checks.problems_of(policy)
        problems.extend(problem for problem in more if problem.partition("：")[0] not in told)
    if problems:
        raise PolicyError(problems)
    return policy  # type: ignore[no-any-return]


def parse_duration(text: str) -> timedelta:
    """``7天``, ``1.5小时``, ``1小时30分钟``, ``90秒`` (also d h min s) as a span of time.

    Raises:
        ValueError: the text is none of these.
    """
    compact = text.strip()
    if not compact or _PART.sub("", compact).strip():
        raise ValueError(text)
    return sum(
        (timedelta(**{_WORDS[unit]: float(count)}) for count, unit in _PART.findall(compact)), timedelta()
    )


def _section(kind: type, data: Any, path: str, problems: list[str]) -> Any:
    """An instance of a dataclass of the model from a mapping; problems are added, never raised."""
    if not isinstance(data, Mapping):
        problems.append(f"{path or '时限规则'}：应是一节设置")
        return None
    known = settings_of(kind)
    problems.extend(f"{_join(path, name)}：没有这一项设置" for name in data if name not in known)
    values = {
        name: _value(wanted, data.get(name, _MISSING), _join(path, label), problems)
        for name, (wanted, label) in known.items()
    }
    return kind(**values)


def _value(kind: Any, raw: Any, where: str, problems: list[str]) -> Any:
    if get_origin(kind) in (Union, types.UnionType):
        if raw is _MISSING or raw is None:
            return None
        kind = next(arg for arg in get_args(kind) if arg is not type(None))
    if raw is _MISSING:
        problems.append(f"{where}：缺少这一项")
        return None
    if get_origin(kind) is tuple:
        return _list(get_args(kind)[0], raw, where, problems)
    if is_dataclass(kind):
        return _section(cast("type", kind), raw, where, problems)
    try:
        return _choice(kind, raw) if issubclass(kind, StrEnum) else _PLAIN[kind](raw)
    except _WrongValueError as wrong:
        problems.append(f"{where}：{wrong}（现为“{raw}”）")
        return None


def _list(item: Any, raw: Any, where: str, problems: list[str]) -> tuple[Any, ...]:
    if not isinstance(raw, list | tuple):
        problems.append(f"{where}：应是一个列表")
        return ()
    return tuple(_value(item, each, f"{where}第{place}项", problems) for place, each in enumerate(raw, 1))


def _choice(kind: type[StrEnum], raw: Any) -> StrEnum:
    try:
        return kind(raw)
    except ValueError:
        raise _WrongValueError(f"应是 {'、'.join(kind)} 之一") from None


def _duration(raw: Any) -> timedelta:
    if isinstance(raw, str) and not raw.strip().startswith("-"):
        try:
            return parse_duration(raw)
        except (ValueError, OverflowError):
            pass
    elif isinstance(raw, str):
        raise _WrongValueError("时长不能是负数")
    raise _WrongValueError("应是时长，如 30分钟、1.5小时、7天")


def _time_of_day(raw: Any) -> time:
    if isinstance(raw, time):
        return raw
    try:
        moment = time.fromisoformat(raw)
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.tzinfo:
        raise _WrongValueError("应是一天中的时刻，如 08:00")
    return moment


def _whole(raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise _WrongValueError("应是整数")
    return raw


def _number(raw: Any) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or raw != raw:
        raise _WrongValueError("应是数字")
    return float(raw)


def _text(raw: Any) -> str:
    if not isinstance(raw, str):
        raise _WrongValueError("应是文字")
    if not raw.strip():
        raise _WrongValueError("不能为空")
    return raw


_PLAIN: dict[Any, Callable[[Any], Any]] = {
    timedelta: _duration,
    time: _time_of_day,
    int: _whole,
    float: _number,
    str: _text,
}


def _join(path: str, name: str) -> str:
    return f"{path}·{name}" if path else name
