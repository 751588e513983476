"""The desk under test is a real one: what it shows, takes and plays is seen, typed and heard."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.desk.harness import Desk, Program, wait_for

PROBE = Path(__file__).with_name("probe_window.py")
TONE_SECONDS = 1.5


@pytest.fixture
def tone(tmp_path: Path) -> Path:
    path = tmp_path / "tone.wav"
    command = [
        "sox",
        "-n",
        "-r",
        "22050",
        "-c",
        "1",
        str(path),
        "synth",
        str(TONE_SECONDS),
        "sine",
        "440",
        "vol",
        "0.5",
    ]
    subprocess.run(command, check=True)
    return path


def _magenta_pixels(picture: Path) -> int:
    """How much of the picture has the probe's colour: in the tray, and again in its balloon."""
    command = [
        "convert",
        str(picture),
        "-fill",
        "black",
        "+opaque",
        "#ff00ff",
        "-fill",
        "white",
        "-opaque",
        "#ff00ff",
    ]
    shown = subprocess.run(
        [*command, "-format", "%[fx:int(mean*w*h+0.5)]", "info:"], capture_output=True, check=True
    )
    return int(float(shown.stdout))


def _saw(program: Program, text: str) -> bool:
    wait_for(lambda: text in program.output, text, 20, lambda: program.output)
    return True


@pytest.mark.e2e
def test_a_program_is_seen_typed_to_and_heard(desk: Desk, tone: Path, tmp_path: Path) -> None:
    before = _magenta_pixels(desk.screenshot(tmp_path / "before.png"))
    recording = tmp_path / "heard.wav"
    with desk.recording(recording):
        program = desk.start([sys.executable, PROBE, tone])
        window = desk.wait_window("探针窗口", program=program)
        assert _saw(program, "played")
    assert "tray=True" in program.output
    assert before == 0
    in_tray = _magenta_pixels(desk.screenshot(tmp_path / "after.png"))
    assert in_tray > 100, "neither tray icon nor balloon is on the screen"
    heard = desk.measure(recording)
    assert heard.seconds > TONE_SECONDS
    assert 0.3 < heard.peak <= 1
    desk.activate(window)
    desk.type("abc 12345")
    desk.key("Return")
    assert _saw(program, "typed=abc 12345")
    program.stop()


@pytest.mark.e2e
def test_silence_is_measured_as_silence(desk: Desk, tmp_path: Path) -> None:
    recording = tmp_path / "silence.wav"
    with desk.recording(recording):
        wait_for(lambda: recording.stat().st_size > 48_000, "half a second of silence", 10)
    assert desk.measure(recording).peak < 0.001


@pytest.mark.e2e
def test_a_desk_that_was_tidied_is_as_it_was(desk: Desk) -> None:
    left = desk.start(["sleep", "1000"])
    desk.run("pactl", "set-sink-mute", "@DEFAULT_SINK@", "1")
    desk.run("pactl", "set-sink-volume", "@DEFAULT_SINK@", "20%")
    desk.run("xdotool", "keydown", "Control_L")
    desk.tidy()
    assert left.process.poll() is not None
    assert "no" in desk.run("pactl", "get-sink-mute", "@DEFAULT_SINK@")
    assert "100%" in desk.run("pactl", "get-sink-volume", "@DEFAULT_SINK@")
