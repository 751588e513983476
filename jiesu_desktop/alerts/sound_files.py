"""Whether a file is a sound somebody could hear: readable, long enough for its text, and not silence."""

from __future__ import annotations

import math
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path

SECONDS_PER_SYLLABLE = (0.06, 1.2)
"""No voice says a Chinese character faster or slower than this, pauses included."""

LONGEST_PAUSES = 3.0  # seconds a rendering may begin and end with
QUIETEST = 0.005  # root mean square, full scale = 1; espeak speaks at about 0.1


class NotASoundError(ValueError):
    """A file that would not be heard; the text says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What was measured of a sound file: seconds, and loudness as root mean square (full scale = 1)."""

    seconds: float
    loudness: float


def measure(path: Path) -> Sound:
    """Length and loudness of a 16-bit wave file.

    Raises:
        NotASoundError: missing, empty, cut short or not a wave file.
    """
    try:
        with wave.open(str(path), "rb") as sound:
            rate, width, channels = sound.getframerate(), sound.getsampwidth(), sound.getnchannels()
            frames = sound.getnframes()
            data = sound.readframes(frames)
    except (OSError, wave.Error, EOFError) as error:
        raise NotASoundError(f"没有生成声音文件（{error}）") from error
    if width != 2 or rate <= 0:
        raise NotASoundError("声音文件格式不对")
    if len(data) < frames * width * channels:
        raise NotASoundError("声音文件不完整")
    samples = array("h", data[: len(data) // 2 * 2])
    if not samples:
        raise NotASoundError("声音文件是空的")
    step = max(1, len(samples) // 20_000)  # a sample of the samples says as much of the loudness
    some = samples[::step]
    loudness = math.sqrt(sum(value * value for value in some) / len(some)) / 32768
    return Sound(frames / rate, loudness)


def check_speech(path: Path, text: str) -> Sound:
    """Measure a rendering of ``text``.

    Raises:
        NotASoundError: it is none, is silent, or its length cannot be that of the text.
    """
    sound = measure(path)
    if sound.loudness < QUIETEST:
        raise NotASoundError("声音文件没有声音")
    syllables = sum(1 for char in text if char.isalnum())
    low, high = SECONDS_PER_SYLLABLE
    if not syllables * low <= sound.seconds <= syllables * high + LONGEST_PAUSES:
        raise NotASoundError(f"声音长度不对：{syllables}字 {sound.seconds:.1f}秒")
    return sound
