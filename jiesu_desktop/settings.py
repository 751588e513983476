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
        choices: the values it takes; empty = any of the default's type.
        low, high: bounds of a number, both included.
    """

    key: str
    default: T
    label: str
    choices: tuple[T, ...] = ()
    low: float | None = None
    high: float | None = None

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


THEME: Final = Setting("theme", "shift", "外观", ("light", "dark", "shift"))
FONT_POINTS: Final = Setting("font_points", 10, "字号", low=10, high=14)
VOLUME: Final = Setting("volume", 80, "音量", low=0, high=100)
VOLUME_NIGHT: Final = Setting("volume_night", 70, "夜间音量", low=0, high=100)
VOICE_RATE: Final = Setting("voice_rate", 210, "语速", low=80, high=300)
VOICE_GENERAL: Final = Setting("voice_general", False, "一般工单也播报")
SPEAKING_DESK: Final = Setting("speaking_desk", "", "指定播报的工作站")

ALL: Final[tuple[Setting[Any], ...]] = (
    THEME,
    FONT_POINTS,
    VOLUME,
    VOLUME_NIGHT,
    VOICE_RATE,
    VOICE_GENERAL,
    SPEAKING_DESK,
)
