"""Plays sound files through QtMultimedia on a thread of its own, and sees them end.

A busy window cannot stop it: the audio sink lives in a thread with its own event loop. The caller's thread waits for the
result; a device that is missing, muted away or taken out in mid-sentence is an answer, never a hang.
"""

from __future__ import annotations

import logging
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
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink, QMediaDevices, QtAudio
from PySide6.QtWidgets import QApplication

from jiesu_desktop.alerts.channels import ChannelFailedError
from jiesu_desktop.alerts.command_sound import CommandSound
from jiesu_desktop.alerts.mixer import NO_DEVICE, STAND_IN, system_mixer
from jiesu_desktop.alerts.self_test import GaveWayError
from jiesu_desktop.alerts.sound_watch import SoundWatch
from jiesu_desktop.alerts.voice_channel import CutShortError, always

log = logging.getLogger(__name__)

GAVE_WAY, STOPPED = "让给了提醒", "已停止"

EXCHANGED = "播放途中换了声音设备，改用新设备重新播报"
STALLED = "声音设备没有响应，请检查音箱的电源和连线"
REFUSED = "声音设备打不开，请检查音箱的连线，或换一个声音设备"
BROKEN = "声音设备出错，请检查音箱的连线，或换一个声音设备"

LATE = 6.0
"""Real seconds beyond its own length after which a sound is given up."""

_LOOK_MS, _STILL = 250, 8
"""How often it is looked whether a sound goes on, and after how many looks at a standstill it is given up. Qt does not
tell that a loudspeaker was taken out (6.11 with PulseAudio: the sink stays active for ever). Counted in looks, not by the
clock: a machine that stood still has not played meanwhile."""

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
    cease: Callable[[str], None] = lambda why: None

    @property
    def seconds(self) -> float:
        return self.format.durationForBytes(len(self.data)) / 1e6

    def wait(self, seconds: float) -> bool:
        return self.done.wait(seconds)

    def end(self, failure: str = "") -> None:
        if not self.done.is_set():
            self.failure = failure
            self.done.set()


class _Loudspeaker(QObject):
    """Lives in the audio thread.

    Attributes:
        there: whether Qt knows of a device to play to. Any thread may read it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.there = True
        self._devices: QMediaDevices | None = None
        self._sink: QAudioSink | None = None
        self._buffer: QBuffer | None = None
        self._sound: _Sound | None = None
        self._device = b""  # the one the sink plays to
        self._played, self._still = 0, 0
        self._looking = QTimer(self, interval=_LOOK_MS)
        self._looking.timeout.connect(self._look)

    @Slot()
    def begin(self) -> None:
        """In the audio thread, once it runs: hear of devices that come and go."""
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._devices_changed)
        self._devices_changed()

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
            sound.end(NO_DEVICE)
            return
        self._sound, self._device = sound, _id(device)
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(sound.data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._sink = QAudioSink(device, sound.format, self)
        self._sink.setVolume(sound.volume)
        self._sink.stateChanged.connect(self._changed)
        self._sink.start(self._buffer)
        self._played = self._still = 0
        self._looking.start()
        if self._sink.error() != QtAudio.Error.NoError:
            self._fail(REFUSED)

    @Slot()
    def _devices_changed(self) -> None:
        """A sentence whose device is no longer the one to play to is not heard to its end, or by nobody."""
        device = QMediaDevices.defaultAudioOutput()
        self.there = not device.isNull() and _id(device) != STAND_IN.encode()
        if self._sound is not None and _id(device) != self._device:
            self._finish(EXCHANGED if self.there else NO_DEVICE)

    @Slot()
    def _look(self) -> None:
        if self._sink is None or self._sink.state() != QtAudio.State.ActiveState:
            return
        played = self._sink.processedUSecs()
        self._still = self._still + 1 if played == self._played else 0
        self._played = played
        if self._still >= _STILL:
            self._finish(STALLED)

    def _fail(self, words: str) -> None:
        log.warning("the audio sink: %s", self._sink.error() if self._sink is not None else "gone")
        self._finish(words)

    @Slot(object, str)
    def stop(self, sound: _Sound | None, why: str) -> None:
        """End this sound if it is the one that is heard; None: whichever is."""
        self._finish(why, sound)

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
            self._fail(BROKEN)

    def _finish(self, failure: str, sound: _Sound | None = None) -> None:
        if self._sound is None or (sound is not None and sound is not self._sound):
            return
        ended, self._sound = self._sound, None
        self._looking.stop()
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
    _cease = Signal(object, str)
    _ring = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watch = SoundWatch(system_mixer())
        self._lock = threading.Lock()
        self._command: CommandSound | None = None
        self._thread = QThread()
        self._thread.setObjectName("audio")
        self._loudspeaker = _Loudspeaker()
        self._loudspeaker.moveToThread(self._thread)
        self._begin.connect(self._loudspeaker.play)
        self._cease.connect(self._loudspeaker.stop)
        self._ring.connect(QApplication.beep)
        self._thread.started.connect(self._loudspeaker.begin)
        self._thread.finished.connect(self._loudspeaker.deleteLater)
        self._thread.start(QThread.Priority.TimeCriticalPriority)

    def watch(self) -> None:
        """Know from now on, before anything is played, whether it would be heard."""
        self._watch.start()

    def hindrance(self) -> str:
        """See :meth:`~jiesu_desktop.alerts.voice_channel.Player.hindrance`: what the system says, else what Qt knows."""
        said = self._watch.hindrance
        if said is not None:
            return said
        return "" if self._loudspeaker.there else NO_DEVICE

    def play(self, path: Path, volume: int, wanted: Callable[[], bool] = always) -> None:
        """Play a 16-bit wave file to its end, or while it is ``wanted``; ``volume`` 0–100.

        Raises:
            ChannelFailedError: no device, it refused, the end was not seen, or something hinders that it is heard.
            CutShortError: it was not wanted to its end.
        """
        self._play(path, volume, wanted)

    def play_aside(self, path: Path, volume: int) -> None:
        """Play a trial, which is no alert: see :class:`~jiesu_desktop.alerts.self_probes.Loudspeaker`."""
        self._play(path, volume, aside=True)

    def device(self) -> tuple[str, str]:
        """The system's name of the default device and what people call it; ('', '') where there is none."""
        if self._by_command:
            return "@DEFAULT_SINK@", "系统默认声音设备"
        device = QMediaDevices.defaultAudioOutput()
        return ("", "") if device.isNull() else (_id(device).decode(), device.description())

    @property
    def _by_command(self) -> bool:
        """Whether only the system's own program can play: see :mod:`~jiesu_desktop.alerts.command_sound`."""
        watch = self._watch
        return watch.lost or (watch.hindrance == "" and not self._loudspeaker.there)

    def _play(
        self, path: Path, volume: int, wanted: Callable[[], bool] = always, *, aside: bool = False
    ) -> None:
        if not self._thread.isRunning():
            raise ChannelFailedError("声音已关闭")
        sound = _read(path, volume)
        sound.aside = aside
        hindered = self.hindrance()
        playing = self._begin_command(path, sound) if self._by_command else self._begin_here(sound)
        # By the clock, not by turns: one that was stopped in mid-sentence with the machine is over at once.
        patience = QDeadlineTimer(round((sound.seconds + LATE) * 1000))
        while not playing.wait(_ASKED):
            if not wanted():
                playing.cease(STOPPED)
                raise CutShortError
            if (now := self.hindrance()) != hindered:
                playing.cease(STOPPED)
                raise ChannelFailedError(now or hindered)
            if patience.hasExpired():
                playing.cease(STOPPED)
                raise ChannelFailedError(STALLED)
        if playing.failure == GAVE_WAY:
            raise GaveWayError
        # What hinders by another's word is no reason not to try; but it was not heard, whoever says that it was played.
        if failure := hindered or playing.failure:
            raise ChannelFailedError(failure)

    def _begin_here(self, sound: _Sound) -> _Sound:
        sound.cease = lambda why: self._cease.emit(sound, why)
        self._begin.emit(sound)
        return sound

    def _begin_command(self, path: Path, sound: _Sound) -> CommandSound:
        with self._lock:
            if (last := self._command) is not None and not last.wait(0):
                if sound.aside:
                    raise GaveWayError
                last.cease(GAVE_WAY if last.aside else "被打断")
            try:
                self._command = CommandSound(path, sound.volume, aside=sound.aside)
            except OSError as error:
                raise ChannelFailedError(REFUSED) from error
            return self._command

    def beep(self) -> None:
        """The system's own bell."""
        self._ring.emit()

    def close(self) -> None:
        """Be quiet and end the threads."""
        self._watch.stop()
        self._cease.emit(None, STOPPED)
        with self._lock:
            if self._command is not None:
                self._command.cease(STOPPED)
        self._thread.quit()
        self._thread.wait(3000)


def _id(device: QAudioDevice) -> bytes:
    return bytes(device.id().data())


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
