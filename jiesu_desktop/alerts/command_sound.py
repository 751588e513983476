"""A sound played by the sound system's own program, where Qt cannot: its sound system came late, or was started again.

Qt 6.11 does not find a PulseAudio that starts after the program, and one that ended takes the whole program with it at
the next sound (``pa_context_get_state: Assertion 'c' failed``, seen).
"""

from __future__ import annotations

import subprocess
from pathlib import Path

PROGRAM = "paplay"
BROKEN_OFF = "声音没有播完，请检查音箱的连线和系统的声音服务"
_LOUDEST = 65536


class CommandSound:
    """One file being played by ``paplay``.

    Args:
        loudness: of the samples, 0–1, linear. aside: it is a trial.

    Attributes:
        failure: '' where it was played to its end.
    """

    def __init__(self, path: Path, loudness: float, *, aside: bool = False) -> None:
        self.aside, self.failure = aside, ""
        # What PulseAudio calls a volume is the cube root of what it multiplies the samples by.
        volume = round(_LOUDEST * max(0.0, loudness) ** (1 / 3))
        self._process = subprocess.Popen(
            [PROGRAM, f"--volume={volume}", "--client-name=jiesu-desktop", str(path)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def wait(self, seconds: float) -> bool:
        """Whether it has ended, waiting so long for it."""
        try:
            status = self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        if status != 0:
            self.failure = self.failure or BROKEN_OFF
        return True

    def cease(self, why: str) -> None:
        """End it in the middle, for this reason."""
        if self._process.poll() is None:
            self.failure = why
            self._process.kill()
