"""Writes the desk's own sounds to resources/sounds: plain sine tones, so nobody's rights are touched.

Run it again only to change a sound; the results are committed.
"""

from __future__ import annotations

import math
import wave
from array import array
from pathlib import Path

RATE = 22050
TARGET = Path(__file__).parent.parent / "resources" / "sounds"
Note = tuple[float, float]  # hertz (0 = silence), seconds

SOUNDS: dict[str, list[Note]] = {
    "chime.wav": [(880.0, 0.18), (1174.7, 0.30)],  # a new order: two soft rising notes
    "alarm.wav": [(988.0, 0.20), (740.0, 0.20), (0.0, 0.08)] * 3,  # stands in for a voice that cannot speak
    "test.wav": [(660.0, 0.15), (880.0, 0.15), (660.0, 0.15)],
}


def tone(note: Note, loudness: float = 0.5) -> array[int]:
    """One note as 16-bit samples with a short fade at both ends, so that it does not click."""
    hertz, seconds = note
    count, fade = int(RATE * seconds), int(RATE * 0.012)
    return array(
        "h",
        (
            int(
                32767
                * loudness
                * min(1.0, i / fade, (count - i) / fade)
                * math.sin(2 * math.pi * hertz * i / RATE)
            )
            for i in range(count)
        ),
    )


def main() -> None:
    """Write every sound."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, notes in SOUNDS.items():
        with wave.open(str(TARGET / name), "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(RATE)
            for note in notes:
                sound.writeframes(tone(note).tobytes())
        print(f"{name} {(TARGET / name).stat().st_size}")


if __name__ == "__main__":
    main()
