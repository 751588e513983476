"""Whether anything would be heard, known before something is played: the system tells when a device comes, goes or is muted.

Qt 6.11 alone does not know: with PulseAudio it goes on listing the last loudspeaker after that was taken out (seen).
"""

from __future__ import annotations

import logging
import os
import select
import shutil
import subprocess
import threading

from jiesu_desktop.alerts.mixer import GONE, Mixer

log = logging.getLogger(__name__)

_CALM = 0.15
"""Real seconds in which changes that come together (one device goes, another becomes the default) are taken as one."""

_FIRST_WAIT, _LONGEST_WAIT = 1.0, 8.0  # real seconds until a sound system that is gone is asked again


class SoundWatch:
    """A thread that listens to ``pactl subscribe`` and asks the mixer after each change.

    Attributes:
        hindrance: what the mixer last said of the default device: why nothing would be heard, '' where nothing hinders,
            None where that cannot be told. lost: the sound system ended once; Qt cannot play any more, even if it is back.
            Any thread may read both.
    """

    def __init__(self, mixer: Mixer) -> None:
        self.hindrance: str | None = None
        self.lost = False
        self._mixer = mixer
        self._ending = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, name="sound-watch", daemon=True)

    def start(self) -> None:
        """Begin; where there is no ``pactl`` nothing is known."""
        if shutil.which("pactl") is not None:
            self._thread.start()

    def stop(self) -> None:
        """End."""
        self._ending.set()
        if (process := self._process) is not None:
            process.terminate()
        if self._thread.is_alive():
            self._thread.join(3)

    def _run(self) -> None:
        wait = _FIRST_WAIT
        while not self._ending.is_set():
            try:
                answered = self._listen()
            except OSError:
                log.warning("the sound system cannot be listened to", exc_info=True)
                answered = False
            self.lost = self.lost or (answered and not self._ending.is_set())
            self._look()
            wait = _FIRST_WAIT if answered else min(wait * 2, _LONGEST_WAIT)
            self._ending.wait(wait)

    def _listen(self) -> bool:
        """Until the sound system ends; returns whether there was one to listen to."""
        answered = self._look()
        with subprocess.Popen(
            ["pactl", "subscribe"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C"},
        ) as process:  # fmt: skip
            self._process = process
            assert process.stdout is not None  # noqa: S101 - it was opened as a pipe
            pipe = process.stdout.fileno()
            if (
                self._look() and not answered
            ):  # it came meanwhile: perhaps too late for this process, which then ends
                self._ending.wait(_CALM)
                answered = process.poll() is None
            while not self._ending.is_set() and (said := os.read(pipe, 65536)):
                self._ending.wait(_CALM)
                while select.select([pipe], [], [], 0)[0] and (more := os.read(pipe, 65536)):
                    said += more
                if b" on sink #" in said or b" on server" in said:
                    self._look()
            process.terminate()
        self._process = None
        return answered

    def _look(self) -> bool:
        said = self._mixer.hindrance("")
        self.hindrance = GONE if said is None and self.lost else said
        return said is not None
