"""Heard, not assumed: the running desk speaks, and what came out of the loudspeaker is measured."""

from __future__ import annotations

import struct
import subprocess
from array import array
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from jiesu_desktop.settings import VOICE_RATE
from tests.desk.harness import Desk, wait_for
from tests.e2e.alarmed import AT_ONCE, Alarmed

pytestmark = pytest.mark.e2e

SHORT = ("模拟街道", "漏气")
LONG = ("示范山景家园社区街道", "地下燃气管道大片泄漏")
QUIET = 300  # of 32767: below it nothing is heard
_HEADER = struct.Struct("<22xHI16x")  # of a wave file: channels and samples a second
PAUSE = 1.0  # seconds; no sentence is silent for so long


def _sentence(order: tuple[str, str]) -> str:
    return f"紧急工单，{order[0]}{order[1]}，距离五分钟上报时限还有一分钟"


@pytest.fixture
def alarmed(desk: Desk, tmp_path: Path) -> Iterator[Alarmed]:
    made = Alarmed(desk, tmp_path)
    yield made
    made.program.stop()


def _bursts(path: Path) -> list[float]:
    """Seconds of each sound in a recording, which may still go on, from its first to its last; a silence of more than a
    second parts two."""
    data = path.read_bytes()
    channels, rate = _HEADER.unpack_from(data)  # how long it is stands there only when it has ended
    data = data[_HEADER.size :]
    samples = array("h", data[: len(data) // 2 * 2])[::channels]
    block = rate // 50
    loud = [i for i in range(0, len(samples), block) if max(map(abs, samples[i : i + block])) > QUIET]
    found: list[tuple[int, int]] = []
    for i in loud:
        apart = not found or i - found[-1][1] > PAUSE * rate
        found = [*found, (i, i)] if apart else [*found[:-1], (found[-1][0], i)]
    return [(end - start + block) / rate for start, end in found]


def _spoken_by(voice: str, text: str, path: Path) -> float:
    subprocess.run(
        ["espeak-ng", "-v", voice, "-s", str(VOICE_RATE.default), "-w", str(path), text], check=True
    )
    (seconds,) = _bursts(path)
    return seconds


def test_an_urgent_limit_is_spoken_in_mandarin_once_and_in_time(alarmed: Alarmed, tmp_path: Path) -> None:
    lengths = []
    for number, order in enumerate((SHORT, LONG), start=1):
        with alarmed.desk.recording(tmp_path / f"heard{number}.wav") as recording:
            alarmed.take_in(f"模拟-{number}", order, 6)
            alarmed.wait_spoken(number)
        chime, sentence = _bursts(recording)
        assert chime < 1.5
        lengths.append(sentence)
        mandarin = _spoken_by("cmn", _sentence(order), tmp_path / "cmn.wav")
        spelled = _spoken_by("en", _sentence(order), tmp_path / "en.wav")
        assert lengths[-1] == pytest.approx(mandarin, rel=0.25)
        assert abs(lengths[-1] - spelled) > 3
    assert lengths[1] > lengths[0] + 1.5, "a longer text is a longer sound"
    spoken = alarmed.spoken()
    assert len({line["key"] for line in spoken}) == len(spoken) == 2
    for line in alarmed.journal("raised"):
        if line["key"] in {one["key"] for one in spoken}:
            late = datetime.fromisoformat(line["t"]) - datetime.fromisoformat(line["at"])
            assert timedelta(0) <= late < AT_ONCE
    everything = (alarmed.folder / "alerts.journal").read_text(encoding="utf-8")
    assert "甲某某" not in everything
    assert "55550123" not in everything


def test_what_is_acknowledged_in_mid_sentence_falls_silent(alarmed: Alarmed, tmp_path: Path) -> None:
    with alarmed.desk.recording(tmp_path / "heard.wav") as recording:
        alarmed.take_in("模拟-1", LONG, 6)
        key = alarmed.in_mid_sentence()
        wait_for(lambda: len(_bursts(recording)) > 1, "a sentence to be heard after the chime", 20)

        def acknowledged() -> bool:
            alarmed.desk.key("F9")  # dead for the alert's first second
            return bool(alarmed.journal("ended", key=key, reason="acknowledged"))

        wait_for(acknowledged, "the acknowledgement", 10)
        wait_for(lambda: alarmed.journal("skipped", channel="voice", key=key), "the silence", 10)
    whole = _spoken_by("cmn", _sentence(LONG), tmp_path / "cmn.wav")
    assert _bursts(recording)[-1] < whole - 2
    assert not alarmed.spoken(), "nobody heard it to its end"


def test_the_alert_is_seen_without_taking_the_keyboard_and_survives_its_voice(alarmed: Alarmed) -> None:
    desk = alarmed.desk
    worker = alarmed.voice_worker()
    main = next(window for window in desk.windows() if "接诉即办" in window.title)
    desk.activate(main)
    worker.kill()
    alarmed.take_in("模拟-1", SHORT, 6)
    desk.wait_window("^提醒$", 20, program=alarmed.program)
    assert desk.focused() == int(main.id, 16)
    alarmed.wait_spoken(1)
    key = alarmed.spoken()[0]["key"]
    desk.key("F9")
    wait_for(lambda: alarmed.journal("ended", key=key, reason="acknowledged"), "the acknowledgement", 10)
    wait_for(lambda: not [w for w in desk.windows() if w.title == "提醒"], "the alert window to go", 10)
    assert alarmed.journal("given", channel="tray", key=key)
