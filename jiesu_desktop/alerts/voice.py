"""Sentences to sound files: the worker process, a fresh one if it fails, then espeak-ng itself.

What comes out has been measured (:mod:`~jiesu_desktop.alerts.sound_files`); nobody's word is taken for it. Files live
in a private temporary folder and go as soon as they were played.
"""

from __future__ import annotations

import contextlib
import json
import logging
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jiesu_desktop.alerts.sound_files import NotASoundError, check_speech
from jiesu_desktop.paths import child_environment
from jiesu_desktop.settings import VOICE_RATE

log = logging.getLogger(__name__)

ANSWER_WITHIN = 6.0
"""Real seconds the worker has for one sentence; espeak needs 0.02."""

_WORKER = (sys.executable, "-m", "jiesu_desktop.alerts.voice_worker")


class VoiceFailedError(RuntimeError):
    """No means made a sound of the sentence; the text says why, in Chinese."""


class Worker:
    """One child process that renders sentences."""

    def __init__(self, command: Sequence[str] = _WORKER) -> None:
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            text=True, encoding="utf-8", env=child_environment(),
        )  # fmt: skip
        self._answers: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._count = 0
        threading.Thread(target=self._listen, name="voice-answers", daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - it was opened as a pipe
        with contextlib.suppress(ValueError, OSError):  # the pipe ends with the process
            for line in self._process.stdout:
                self._answers.put(json.loads(line))
        self._answers.put(None)

    @property
    def pid(self) -> int:
        """Its number among the system's processes."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def render(self, text: str, path: Path, rate: int, within: float, voice: str = "") -> str:
        """Have one sentence rendered; returns the voice that spoke, the machine's first where it has no such one.

        Raises:
            VoiceFailedError: it ended, did not answer in time or said that it failed.
        """
        answer = self._ask({"text": text, "path": str(path), "rate": rate, "voice": voice}, within)
        return str(answer.get("detail", ""))

    def voices(self, within: float = ANSWER_WITHIN) -> tuple[tuple[str, str], ...]:
        """The machine's Mandarin voices, each with its name, the first one first.

        Raises:
            VoiceFailedError: as for :meth:`render`.
        """
        answer = self._ask({"voices": True}, within)
        return tuple((str(voice), str(name)) for voice, name in answer.get("voices", ()))

    def _ask(self, request: dict[str, Any], within: float) -> dict[str, Any]:
        self._count += 1
        request = {"id": self._count, **request}
        try:
            assert self._process.stdin is not None  # noqa: S101 - it was opened as a pipe
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            answer = self._answers.get(timeout=within)
        except (OSError, ValueError) as error:
            raise VoiceFailedError("语音进程已退出") from error
        except queue.Empty as error:
            raise VoiceFailedError("语音进程没有响应") from error
        if answer is None:
            raise VoiceFailedError("语音进程已退出")
        if answer.get("id") != self._count or not answer.get("ok"):
            raise VoiceFailedError(str(answer.get("detail", "语音进程答非所问")))
        return answer

    def stop(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(2)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def machine_voices() -> tuple[tuple[str, str], ...]:
    """The Mandarin voices of this machine with their names, asked of a process of its own; none if it has none."""
    try:
        worker = Worker()
    except OSError:
        return ()
    try:
        return worker.voices()
    except VoiceFailedError as error:
        log.warning("voices: %s", error)
        return ()
    finally:
        worker.stop()


class Renderer:
    """Makes a checked sound file of a sentence, by one means after another.

    Attributes:
        by_worker: how many sentences the worker rendered, rather than what stands in for it.
    """

    def __init__(
        self,
        *,
        command: Sequence[str] = _WORKER,
        within: float = ANSWER_WITHIN,
    ) -> None:
        self.by_worker = 0
        self._command, self._within = command, within
        self._worker: Worker | None = None
        self._folder: Path | None = None
        self._lock = threading.Lock()
        self._number = 0

    def start(self) -> None:
        """Have the worker ready before the first alert; its absence shows at the first sentence."""
        with self._lock, contextlib.suppress(OSError):
            self._ready_worker()

    def render(self, text: str, rate: int = VOICE_RATE.default, voice: str = "") -> Path:
        """A sound file of the sentence, checked. The caller removes it with :meth:`discard`.

        Args:
            text: the sentence. rate: words a minute, as pyttsx3 counts.
            voice: one of :func:`machine_voices`, '' for the first.

        Raises:
            VoiceFailedError: neither the worker, nor a fresh one, nor espeak-ng made a sound of it.
        """
        with self._lock:
            reasons = []
            for means in (self._by_worker, self._by_fresh_worker, self._by_espeak):
                path = self._new_path()
                try:
                    means(text, path, rate, voice)
                    check_speech(path, text)
                except (VoiceFailedError, NotASoundError, OSError, subprocess.SubprocessError) as error:
                    log.warning("voice: %s failed: %s", means.__name__.strip("_"), error)
                    reasons.append(str(error))
                    self.discard(path)
                else:
                    self.by_worker += means != self._by_espeak
                    return path
            raise VoiceFailedError("；".join(dict.fromkeys(reasons)))

    @property
    def worker_pid(self) -> int | None:
        """The worker's process, None while there is none."""
        return self._worker.pid if self._worker is not None else None

    def discard(self, path: Path) -> None:
        """Remove a rendered file; it holds what was said."""
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)

    def stop(self) -> None:
        """End the worker and remove every file."""
        with self._lock:
            self._end_worker()
            if self._folder is not None:
                shutil.rmtree(self._folder, ignore_errors=True)
                self._folder = None

    def _by_worker(self, text: str, path: Path, rate: int, voice: str) -> None:
        try:
            self._ready_worker().render(text, path, rate, self._within, voice)
        except VoiceFailedError:
            self._end_worker()
            raise

    def _by_fresh_worker(self, text: str, path: Path, rate: int, voice: str) -> None:
        self._end_worker()
        self._by_worker(text, path, rate, voice)

    def _by_espeak(self, text: str, path: Path, rate: int, voice: str) -> None:
        program = shutil.which("espeak-ng")
        if program is None:
            raise VoiceFailedError("没有安装 espeak-ng")
        subprocess.run(
            [program, "-v", voice if voice.startswith("cmn") else "cmn", "-s", str(rate), "-w", str(path), "--", text],
            check=True, timeout=self._within, stdin=subprocess.DEVNULL, capture_output=True,
        )  # fmt: skip

    def _ready_worker(self) -> Worker:
        if self._worker is None or not self._worker.alive:
            self._end_worker()
            self._worker = Worker(self._command)
        return self._worker

    def _end_worker(self) -> None:
        if self._worker is not None:
            self._worker.stop()
            self._worker = None

    def _new_path(self) -> Path:
        if self._folder is None or not self._folder.is_dir():
            self._folder = Path(tempfile.mkdtemp(prefix="jiesu-voice-"))  # readable by this user only
        self._number += 1
        return self._folder / f"{self._number}.wav"
