"""Whether the loudspeaker is muted outside this program: a sound that was played to its end may still not be heard."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import Protocol

NO_DEVICE = "没有声音设备，请接好音箱或耳机"
MUTED = "声音设备被静音，请在系统音量中取消静音"
TURNED_DOWN = "系统音量是 0，请调高系统音量"

GONE = "系统的声音服务停了，请重新登录系统或重启电脑"

STAND_IN = "auto_null"
"""What PulseAudio and PipeWire call the device they make up where there is none: whatever is played to it is lost."""

_WITHIN = 3.0
_PERCENT = re.compile(r"(\d+)%")


class Mixer(Protocol):
    """What the system's volume control says of a device."""

    def hindrance(self, device: str) -> str | None:
        """Why nothing would be heard from it, '' if nothing hinders; None where that cannot be told."""


class PulseMixer:
    """PulseAudio or PipeWire, asked through ``pactl`` where that is installed."""

    def hindrance(self, device: str) -> str | None:
        """See :meth:`Mixer.hindrance`."""
        if shutil.which("pactl") is None or (listed := _ask("list", "short", "sinks")) is None:
            return None
        sinks = [line.split("\t")[1] for line in listed.splitlines() if "\t" in line]
        if not set(sinks) - {STAND_IN}:
            return NO_DEVICE
        if device and device not in sinks:
            return None
        sink = device or "@DEFAULT_SINK@"
        muted, volume = _ask("get-sink-mute", sink), _ask("get-sink-volume", sink)
        if muted is None or volume is None:
            return None
        if "yes" in muted:
            return MUTED
        levels = [int(level) for level in _PERCENT.findall(volume)]
        return TURNED_DOWN if levels and max(levels) == 0 else ""


class NoMixer:
    """A system whose volume control cannot be asked. Untested: Windows."""

    def hindrance(self, device: str) -> str | None:
        """See :meth:`Mixer.hindrance`."""
        return None


def system_mixer() -> Mixer:
    """What this system offers."""
    return PulseMixer() if sys.platform.startswith("linux") else NoMixer()


def _ask(*words: str) -> str | None:
    try:
        done = subprocess.run(
            ["pactl", *words],
            capture_output=True, text=True, timeout=_WITHIN, check=False, env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None
