"""A process of its own that turns sentences into sound files, so that no fault of a speech engine reaches the desk.

``python -m jiesu_desktop.alerts.voice_worker`` reads one JSON object a line on standard input,
``{"id", "text", "path", "rate", "voice"}``, and answers each with ``{"id", "ok", "detail"}`` on standard output;
``{"id", "voices": true}`` asks which Mandarin voices there are. The parent (:mod:`~jiesu_desktop.alerts.voice`) believes
only the file. It ends when its input does.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any, TextIO

LONGEST = 20.0
"""Real seconds one rendering may take before it is given up."""

ESPEAK_MANDARIN = "cmn"
ESPEAK_TIMBRES = {
    "cmn": "普通话 男声",
    "cmn+f2": "普通话 女声",
    "cmn+f5": "普通话 女声（低）",
    "cmn+m3": "普通话 男声（低）",
}
"""espeak's one Mandarin voice in the timbres it can give it, the plain one first."""
_MANDARIN = (
    "cmn",
    "zh-cn",
    "zh_cn",
    "mandarin",
    "chinese (china",
    "huihui",
    "yaoyao",
    "kangkang",
    "tingting",
)
_NOT_SPEECH = ("latn", "latin as pinyin", "pinyin")


class NoMandarinError(RuntimeError):
    """The machine has no voice that reads Chinese characters as Mandarin."""


class Speaker:
    """pyttsx3 with a Mandarin voice, rendering to files."""

    def __init__(self) -> None:
        import pyttsx3

        self._engine = pyttsx3.init()
        self._finished = threading.Event()
        self._engine.connect("finished-utterance", self._on_finished)
        self._espeak = self._engine.driver_name == "espeak"
        self._rest()
        self._engine.runAndWait()  # from here on what it is told is done at once, not at the first sentence
        self.voices = mandarin_voices(self._engine.getProperty("voices") or [])

    def _on_finished(self, **_: Any) -> None:
        self._finished.set()

    def render(self, text: str, path: Path, rate: int, voice: str = "") -> str:
        """Write the sentence as a sound file; returns the voice that spoke: the one asked for, if there is such a one.

        With espeak, ``runAndWait`` of pyttsx3 2.99 comes back before the sound is made (seen: no file in nine runs of
        nine), and a file that is there may be half written; both are over once ``finished-utterance`` has been told.
        Other drivers come back when they are done and may not tell it.

        Raises:
            TimeoutError: no end was told in :data:`LONGEST`.
        """
        self._finished.clear()
        chosen = voice if voice in self.voices else next(iter(self.voices))
        self._engine.setProperty("voice", chosen)
        self._engine.setProperty("rate", rate)
        self._rest()
        self._engine.save_to_file(text, str(path))
        self._engine.runAndWait()
        if self._espeak and not self._finished.wait(LONGEST):
            raise TimeoutError("no end of utterance")
        return chosen

    def _rest(self) -> None:
        """Wait until espeak has nothing in hand, not even a voice or a rate it was told to take.

        It takes those on its own thread. What is still in hand as ``runAndWait`` is called pyttsx3 2.99 holds for an older
        sentence, and cancels the new one: a file without a sound (seen: 1 in 200 on a busy machine). It has no word of its
        own for this.
        """
        if self._espeak:
            from pyttsx3.drivers import _espeak

            _espeak.Synchronize()


def mandarin_voices(voices: list[Any]) -> dict[str, str]:
    """The ids of the voices that read characters as Mandarin, with their names.

    espeak is asked for its language ``cmn`` by name: the identifier it lists, ``sit/cmn``, is a file's path, and a
    different spelling of it silently leaves the English voice, which spells characters out.

    Raises:
        NoMandarinError: there is none.
    """
    found: dict[str, str] = {}
    for voice in voices:
        face = f"{voice.id} {voice.name} {' '.join(map(str, voice.languages or ()))}".lower()
        if any(word in face for word in _MANDARIN) and not any(word in face for word in _NOT_SPEECH):
            found.update(
                ESPEAK_TIMBRES if str(voice.id).endswith("/cmn") else {str(voice.id): str(voice.name)}
            )
    if not found:
        raise NoMandarinError("没有普通话语音")
    return found


def answer(speaker: Speaker, request: dict[str, Any]) -> dict[str, Any]:
    """Do one request; a failure is an answer, not an end."""
    if "voices" in request:
        return {"id": request.get("id"), "ok": True, "detail": "", "voices": list(speaker.voices.items())}
    try:
        voice = speaker.render(
            str(request["text"]),
            Path(request["path"]),
            int(request.get("rate", 170)),
            str(request.get("voice", "")),
        )
    except Exception as error:  # noqa: BLE001 - whatever a speech engine throws is told to the parent
        return {"id": request.get("id"), "ok": False, "detail": f"{type(error).__name__}: {error}"}
    return {"id": request.get("id"), "ok": True, "detail": voice}


def serve(requests: TextIO, answers: TextIO) -> int:
    """Answer requests until their end. Returns the exit status: 3 where there is no voice at all."""
    try:
        speaker = Speaker()
    except Exception as error:  # noqa: BLE001 - no driver, no library, no voice: one and the same to the parent
        print(json.dumps({"id": None, "ok": False, "detail": str(error)}), file=answers, flush=True)
        return 3
    for line in requests:
        print(json.dumps(answer(speaker, json.loads(line))), file=answers, flush=True)
    return 0


def main() -> int:
    """Keep standard output for answers alone: pyttsx3 prints to it, and so may what it loads."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    requests = os.fdopen(os.dup(0), "r", encoding="utf-8")
    status = serve(requests, answers)
    os._exit(status)  # espeak's own threads must not hold the end up


if __name__ == "__main__":
    sys.exit(main())
