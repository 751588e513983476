"""What one version of the limits says other than another, in the words the 主管 reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, is_dataclass
from datetime import time, timedelta
from enum import StrEnum
from typing import Any

from jiesu_desktop.domain.policy_model import (
    AlertChannel,
    Calibre,
    CallbackGate,
    CloseReading,
    Mean,
    Policy,
    Reference,
    Repeat,
    duration_text,
    settings_of,
)

NOTHING = "无"

CHOICE_WORDS: dict[StrEnum, str] = {
    CloseReading.STRICT: "7×24 小时",
    CloseReading.DAY_END: "到第 7 日 24:00",
    CallbackGate.ARCHIVE: "回访后才能归档",
    CallbackGate.CLOSE: "回访后才能办结",
    Mean.UNITS: "各单位平均",
    Mean.POOLED: "合并计算",
    Calibre.WITH_EXCLUDED: "含剔除",
    Calibre.WITHOUT_EXCLUDED: "不含剔除",
    AlertChannel.FLASH: "闪烁",
    AlertChannel.TRAY: "托盘",
    AlertChannel.VOICE: "语音",
    AlertChannel.LOG: "记录",
}
"""What the choices of a policy are called on screen."""


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """One value that differs: ``where`` it stands, and both in words."""

    where: str
    old: str
    new: str

    @property
    def sentence(self) -> str:
        """In one line."""
        return f"{self.where}：{self.old} → {self.new}"


def changes(old: Policy, new: Policy) -> tuple[PolicyChange, ...]:
    """Everything that ``new`` says otherwise, in the order of the model; the version's own name is none of it."""
    return tuple(one for one in _compare(old, new, "") if one.where != "名称")


def _compare(old: Any, new: Any, path: str) -> Iterator[PolicyChange]:
    if old == new:
        return
    if is_dataclass(old) and old.__class__ is new.__class__:
        for name, (_, label) in settings_of(old.__class__).items():
            yield from _compare(getattr(old, name), getattr(new, name), f"{path}·{label}" if path else label)
        return
    if _is_words(old) and _is_words(new) and old and new:
        gone, come = (tuple(w for w in a if w not in b) for a, b in ((old, new), (new, old)))
        if gone or come:  # a long list is told by what it lost and won
            yield PolicyChange(path, _listed("去掉 ", gone), _listed("加上 ", come))
            return
    yield PolicyChange(path, words_of(old), words_of(new))


def words_of(value: Any) -> str:
    """A value of a policy as a person reads it."""
    if value is None or value == ():
        return NOTHING
    if isinstance(value, tuple):
        return ("；" if isinstance(value[0], Repeat) else "、").join(map(words_of, value))
    said = next((say for kind, say in _SAID.items() if isinstance(value, kind)), None)
    if said is not None:
        return said(value)
    return "有" if is_dataclass(value) else str(value)


def _repeat(value: Repeat) -> str:
    lasting = f"持续{duration_text(value.lasting)}" if value.lasting is not None else ""
    return f"每{duration_text(value.every)}{lasting}"


_SAID: dict[type, Callable[[Any], str]] = {
    Repeat: _repeat,
    Reference: lambda value: f"{value.label}（{duration_text(value.limit)}）",
    timedelta: duration_text,
    time: lambda value: f"{value:%H:%M}",
    StrEnum: lambda value: CHOICE_WORDS.get(value, value.value),
    float: lambda value: f"{value:g}",
}


def _is_words(value: Any) -> bool:
    return isinstance(value, tuple) and all(type(one) is str for one in value)


def _listed(what: str, words: tuple[str, ...]) -> str:
    return what + "、".join(words) if words else "—"
