"""Every setting, declared once: its key, what it means, its default and what values it takes.

The values live in the database (``storage``); what is read back and fits no declaration falls to the default, so
that a broken value can never keep the desk from opening. Contract numbers are no settings: they are policy.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One declared setting.

    Attributes:
        key: its name in the database.
        default: what holds until somebody chooses.
        label: its name on screen, in Chinese.
        choices: the values it takes; empty = any of the default's type. names: what they are called on screen.
        low, high: bounds of a number, both included. unit: what it counts.
        room: it holds for the whole room, not for one person.
    """

    key: str
    default: T
    label: str
    choices: tuple[T, ...] = ()
    low: float | None = None
    high: float | None = None
    names: tuple[str, ...] = ()
    unit: str = ""
    room: bool = False

    def read(self, values: Mapping[str, Any]) -> T:
        """The stored value if it is one this setting takes, else the default."""
        value = values.get(self.key, self.default)
        return value if self.takes(value) else self.default

    def takes(self, value: object) -> bool:
        """Whether ``value`` is a legal value of this setting."""
        if type(value) is not type(self.default):
            return False
        if self.choices:
            return value in self.choices
        if isinstance(value, int | float) and not isinstance(value, bool):
            return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)
        return True

    def problem(self, value: object) -> str:
        """Why ``value`` is refused, in Chinese; '' if it is legal."""
        if self.takes(value):
            return ""
        if self.choices:
            return f"应是 {'、'.join(self.names or map(str, self.choices))} 之一"
        if isinstance(self.default, bool):
            return "应是 是 或 否"
        if isinstance(self.default, int | float):
            bounds = "" if self.low is None or self.high is None else f" {self.low:g} 到 {self.high:g} 之间的"
            return f"应是{bounds}整数"
        return "应是文字"


THEME: Final = Setting(
    "theme", "shift", "外观", ("light", "dark", "shift"), names=("浅色", "深色", "随班次（20:00–6:00 深色）")
)
FONT_POINTS: Final = Setting("font_points", 10, "字号", low=10, high=14, unit="磅")
VOLUME: Final = Setting("volume", 80, "音量", low=0, high=100)
VOLUME_NIGHT: Final = Setting("volume_night", 70, "夜间音量", low=0, high=100)
VOICE_RATE: Final = Setting("voice_rate", 210, "语速", low=80, high=300)
VOICE_RATE_NIGHT: Final = Setting("voice_rate_night", 210, "夜间语速", low=80, high=300)
VOICE_NAME: Final = Setting("voice_name", "", "嗓音")
"""One of the machine's voices; '' = the machine's first Mandarin one, also where the one chosen is gone."""
VOICE_NAME_NIGHT: Final = Setting("voice_name_night", "", "夜间嗓音")

QUIET, BY_POLICY, EVERYTHING = "quiet", "policy", "all"
_SPOKEN = (QUIET, BY_POLICY, EVERYTHING)
_SPOKEN_NAMES = ("只播最紧急的", "按时限规则", "一般工单也播报")
VOICE_DAY: Final = Setting("voice_day", BY_POLICY, "白班播报", _SPOKEN, names=_SPOKEN_NAMES)
VOICE_NIGHT: Final = Setting("voice_night", BY_POLICY, "夜班播报", _SPOKEN, names=_SPOKEN_NAMES)
"""What is spoken in either shift. The top priority always is: there is no value that silences it."""
BY_NIGHT: Final[dict[Setting[Any], Setting[Any]]] = {
    VOLUME: VOLUME_NIGHT,
    VOICE_RATE: VOICE_RATE_NIGHT,
    VOICE_NAME: VOICE_NAME_NIGHT,
}
"""What holds by night instead, once somebody has chosen one; until then the day's does."""
SPEAKING_DESK: Final = Setting("speaking_desk", "", "由哪台播报", room=True)
ATTACHMENT_MB: Final = Setting("attachment_mb", 50, "单个附件上限", low=1, high=500, unit="MB", room=True)

ALL: Final[tuple[Setting[Any], ...]] = (
    THEME,
    FONT_POINTS,
    VOLUME,
    VOLUME_NIGHT,
    VOICE_RATE,
    VOICE_RATE_NIGHT,
    VOICE_NAME,
    VOICE_NAME_NIGHT,
    VOICE_DAY,
    VOICE_NIGHT,
    SPEAKING_DESK,
    ATTACHMENT_MB,
)

_BY_KEY: Final = {one.key: one for one in ALL}


def declared(key: str) -> Setting[Any] | None:
    """The setting of that key; None for what the program itself keeps beside the settings."""
    return _BY_KEY.get(key)
