"""What is wrong with this desk at this moment, why, and what to do: one record for the lamps, the band and the 自检 page."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from jiesu_desktop.gui.bridge import Bridge


@dataclass(frozen=True, slots=True)
class LampKind:
    """A lamp of the 时限条.

    Attributes:
        label: its word. to_do: what whoever sees it red does; what keeps working meanwhile.
        always: it is shown while well too. band: what a red band says of it, '' where a lamp is enough.
    """

    label: str
    to_do: str
    always: bool = False
    band: str = ""


LAMPS: dict[str, LampKind] = {
    "voice": LampKind(
        "语音",
        "查音箱的电源、连线和系统音量，再到 设置·提醒 按“试听”。提醒照常闪烁、弹出；修好以前请守着屏幕。",
        always=True,
        band="语音不可用",
    ),
    "tray": LampKind(
        "托盘", "提醒小窗照常弹出，窗口请不要关。GNOME 桌面要装 AppIndicator 扩展才有托盘。", always=True
    ),
    "data": LampKind(
        "数据",
        "查磁盘空间、数据库和网络。提醒照最后知道的情况继续响；存不下的先用纸记下，恢复后补录。",
        always=True,
        band="数据异常",
    ),
    "time": LampKind("时钟", "在系统设置里打开自动校时，把时间校准到北京时间。", band="时间异常"),
    "engine": LampKind(
        "提醒引擎",
        "请自己盯住队列，退出并重新打开值班台；还出现，就把数据文件夹里的 logs/desk.log 交给维护人员。",
        band="提醒异常",
    ),
    "awake": LampKind("防休眠", "在系统设置里关掉自动休眠，笔记本不要合盖。"),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """A lamp that is red now."""

    lamp: str
    reasons: tuple[str, ...]

    @property
    def label(self) -> str:
        """``语音异常``."""
        return f"{LAMPS[self.lamp].label}异常"

    @property
    def why(self) -> str:
        """All reasons in one line."""
        return "；".join(self.reasons)

    @property
    def to_do(self) -> str:
        """What to do about it."""
        return LAMPS[self.lamp].to_do


class Troubles(QObject):
    """Follows ``bridge.lamp``. ``data/backup`` is a part of ``data``: the lamp is red while any part is, whichever recovers.

    Signals:
        changed(str): this lamp, one of :data:`LAMPS`, turned or has another reason.
    """

    changed = Signal(str)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._parts: dict[str, dict[str, str]] = {name: {} for name in LAMPS}
        bridge.lamp.connect(self._turn)

    def _turn(self, name: str, well: bool, reason: str) -> None:
        lamp, _, part = name.partition("/")
        if lamp not in self._parts:
            return
        if well:
            self._parts[lamp].pop(part, None)
        else:
            self._parts[lamp][part] = reason
        self.changed.emit(lamp)

    def of(self, lamp: str) -> Trouble | None:
        """What is wrong with a lamp; None while it is well."""
        parts = self._parts[lamp]
        return Trouble(lamp, tuple(dict.fromkeys(parts.values()))) if parts else None

    @property
    def now(self) -> tuple[Trouble, ...]:
        """All of them, in the order of the lamps."""
        return tuple(trouble for lamp in LAMPS if (trouble := self.of(lamp)) is not None)
