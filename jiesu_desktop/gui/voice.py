"""Plays sound files through QtMultimedia on a thread of its own, and sees them end.

A busy window cannot stop it: the audio sink lives in a thread with its own event loop. The caller's thread waits for the
result; a device that is missing, muted away or taken out in mid-sentence is an answer, never a hang.
"""

from __future__ import annotations

import threading
import wave
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QDeadlineTimer,
    QIODevice,
    QObject,
    QThread,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices, QtAudio
from PySide6.QtWidgets import QApplication

from jiesu_desktop.alerts.channels import ChannelFailedError
from jiesu_desktop.alerts.self_test import GaveWayError
from jiesu_desktop.alerts.voice_channel import CutShortError, always

GAVE_WAY = "让给了提醒"

LATE = 6.0
"""Real seconds beyond its own length after which a sound is given up."""

_ASKED = 0.1
"""Real seconds after which it is asked again whether a sound is still wanted."""

_TAIL_MS = 250  # what the device still holds when the sink has swallowed the last sample


@dataclass
class _Sound:
    """One file on its way to the loudspeaker, and how it ended: '' for played to its end."""

    data: bytes
    format: QAudioFormat
    volume: float
    aside: bool = False  # a trial: it gives way to an alert
    done: threading.Event = field(default_factory=threading.Event)
    failure: str = ""

    @property
    def seconds(self) -> float:
        return self.format.durationForBytes(len(self.data)) / 1e6

    def end(self, failure: str = "") -> None:
        if not self.done.is_set():
            self.failure = failure
            self.done.set()


class _Loudspeaker(QObject):
    """Lives in the audio thread."""

    def __init__(self) -> None:
        super().__init__()
        self._sink: QAudioSink | None = None
        self._buffer: QBuffer | None = None
        self._sound: _Sound | None = None

    @Slot(object)
    def play(self, sound: _Sound) -> None:
        """Begin a sound. A trial does not begin while another sounds, and ends when an alert begins."""
        if self._sound is not None:
            if sound.aside:
                sound.end(GAVE_WAY)
                return
            self._finish(GAVE_WAY if self._sound.aside else "被打断")
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            sound.end("没有声音设备")
            return
        self._sound = sound
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(sound.data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink = QAudioSink(device, sound.format, self)
        self._sink.setVolume(sound.volume)
        self._sink.stateChanged.connect(self._changed)
        self._sink.start(self._buffer)
        if self._sink.error() != QtAudio.Error.NoError:
            self._finish(f"声音设备打不开（{self._sink.error().name}）")

    @Slot(object)
    def stop(self, sound: _Sound | None) -> None:
        """End this sound if it is the one that is heard; None: whichever is."""
        self._finish("已停止", sound)

    @Slot()
    def _changed(self) -> None:
        """The sink's state changed. It is asked for: PySide cannot convert the state that the signal carries."""
        sink, sound = self._sink, self._sound
        if sink is None or sound is None:
            return
        state = sink.state()
        if state == QtAudio.State.IdleState and sink.error() in (
            QtAudio.Error.NoError,
            QtAudio.Error.UnderrunError,
        ):
            if self._buffer is not None and self._buffer.atEnd():
                left = sound.seconds - sink.processedUSecs() / 1e6
                wait = max(0, round(left * 1000)) + _TAIL_MS
                QTimer.singleShot(wait, self, lambda: self._finish("", sound))
        elif state == QtAudio.State.StoppedState and sink.error() != QtAudio.Error.NoError:
            self._finish(f"声音设备出错（{sink.error().name}）")

    def _finish(self, failure: str, sound: _Sound | None = None) -> None:
        if self._sound is None or (sound is not None and sound is not self._sound):
            return
        ended, self._sound = self._sound, None
        sink, buffer = self._sink, self._buffer
        self._sink = self._buffer = None
        if sink is not None:
            sink.stateChanged.disconnect(self._changed)
            sink.stop()
            sink.deleteLater()
        if buffer is not None:
            buffer.close()
            buffer.deleteLater()
        ended.end(failure)


class QtPlayer(QObject):
    """The :class:`~jiesu_desktop.alerts.voice_channel.Player` of the desk. ``play`` is called on the voice's thread."""

    _begin = Signal(object)
    _cease = Signal(object)
    _ring = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = QThread()
        self._thread.setObjectName("audio")
        self._loudspeaker = _Loudspeaker()
        self._loudspeaker.moveToThread(self._thread)
        self._begin.connect(self._loudspeaker.play)
        self._cease.connect(self._loudspeaker.stop)
        self._ring.connect(QApplication.beep)
        self._thread.finished.connect(self._loudspeaker.deleteLater)
        self._thread.start(QThread.Priority.TimeCriticalPriority)

    def play(self, path: Path, volume: int, wanted: Callable[[], bool] = always) -> None:
        """Play a 16-bit wave file to its end, or while it is ``wanted``; ``volume`` 0–100.

        Raises:
            ChannelFailedError: no device, it refused, or the end was not seen.
            CutShortError: it was not wanted to its end.
        """
        self._play(_read(path, volume), wanted)

    def play_aside(self, path: Path, volume: int) -> None:
        """Play a trial, which is no alert: see :class:`~jiesu_desktop.alerts.self_probes.Loudspeaker`."""
        sound = _read(path, volume)
        sound.aside = True
        self._play(sound)

    def device(self) -> tuple[str, str]:
        """The system's name of the default device and what people call it; ('', '') where there is none."""
        device = QMediaDevices.defaultAudioOutput()
        return ("", "") if device.isNull() else (bytes(device.id().data()).decode(), device.description())

    def _play(self, sound: _Sound, wanted: Callable[[], bool] = always) -> None:
        if not self._thread.isRunning():
            raise ChannelFailedError("声音已关闭")
        self._begin.emit(sound)
        # By the clock, not by turns: one that was stopped in mid-sentence with the machine is over at once.
        patience = QDeadlineTimer(round((sound.seconds + LATE) * 1000))
        while not sound.done.wait(_ASKED):
            if not wanted():
                self._cease.emit(sound)
                raise CutShortError
            if patience.hasExpired():
                self._cease.emit(sound)
                raise ChannelFailedError("声音没有播完：设备没有响应")
        if sound.failure == GAVE_WAY:
            raise GaveWayError
        if sound.failure:
            raise ChannelFailedError(sound.failure)

    def beep(self) -> None:
        """The system's own bell."""
        self._ring.emit()

    def close(self) -> None:
        """Be quiet and end the thread."""
        self._cease.emit(None)
        self._thread.quit()
        self._thread.wait(3000)


def _read(path: Path, volume: int) -> _Sound:
    try:
        with wave.open(str(path), "rb") as file:
            data = file.readframes(file.getnframes())
            rate, channels = file.getframerate(), file.getnchannels()
    except (OSError, wave.Error, EOFError) as error:
        raise ChannelFailedError(f"声音文件读不出（{error}）") from error
    shape = QAudioFormat()
    shape.setSampleRate(rate)
    shape.setChannelCount(channels)
    shape.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    loud = QtAudio.convertVolume(
        max(0, min(100, volume)) / 100,
        QtAudio.VolumeScale.LogarithmicVolumeScale,
        QtAudio.VolumeScale.LinearVolumeScale,
    )
    return _Sound(data, shape, loud)
