"""Heard, not assumed: the running desk speaks, and what came out of the loudspeaker is measured."""

from __future__ import annotations

import json
import subprocess
import sys
import wave
from array import array
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.desk.harness import Desk, wait_for

pytestmark = pytest.mark.e2e

ONE_MINUTE_LEFT = timedelta(minutes=4)
"""How old an urgent order is when its 5-minute limit is spoken of for the last time."""

SHORT = ("模拟街道", "漏气")
LONG = ("示范山景家园社区街道", "地下燃气管道大面积泄漏")
QUIET = 300  # of 32767: below it nothing is heard


def _sentence(order: tuple[str, str]) -> str:
    return f"紧急工单，{order[0]}{order[1]}，距离五分钟上报时限还有一分钟"


class Alarmed:
    """A desk with the program running on it."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder = desk, folder
        self.program = desk.start_jiesu("--data-dir", folder)
        desk.wait_window("接诉即办", 30, program=self.program)
        wait_for((folder / "alerts.alive").exists, "the alarms", 20, lambda: self.program.output)

    def take_in(self, number: str, order: tuple[str, str], due_in: float) -> None:
        """An urgent order comes in whose last warning is so many seconds away."""
        file = self.folder / f"{number}.csv"
        file.write_text(
            f"工单编号,标题,街乡镇,主要内容,来电人,来电号码\n{number},{order[1]},{order[0]},{order[1]},甲某某,01055550123\n", encoding="utf-8-sig"
        )  # fmt: skip
        obtained = datetime.now(UTC) + timedelta(seconds=due_in) - ONE_MINUTE_LEFT  # noqa: TID251
        subprocess.run(
            [sys.executable, "-m", "jiesu_desktop", "--data-dir", str(self.folder), "import", str(file),
             "--level", "urgent", "--obtained-at", obtained.isoformat()],
            check=True, capture_output=True, env=self.desk.env, timeout=30,
        )  # fmt: skip

    def journal(self, what: str, **wanted: str) -> list[dict[str, Any]]:
        """The lines of the alarms' journal that say this."""
        path = self.folder / "alerts.journal"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        found = [json.loads(line) for line in lines]
        return [
            line
            for line in found
            if line["what"] == what and all(line.get(k) == v for k, v in wanted.items())
        ]

    def wait_spoken(self, count: int) -> None:
        wait_for(
            lambda: len(self.journal("given", channel="voice")) >= count,
            f"sentence {count}",
            40,
            lambda: self.program.output + str(self.journal("failed")),
        )


@pytest.fixture
def alarmed(desk: Desk, tmp_path: Path) -> Iterator[Alarmed]:
    made = Alarmed(desk, tmp_path)
    yield made
    made.program.stop()


def _heard(path: Path) -> float:
    """Seconds from the first to the last sound in a recording."""
    with wave.open(str(path)) as file:
        rate, channels = file.getframerate(), file.getnchannels()
        data = file.readframes(1 << 30)
    samples = array("h", data[: len(data) // 2 * 2])[::channels]
    block = rate // 50
    loud = [i for i in range(0, len(samples), block) if max(map(abs, samples[i : i + block])) > QUIET]
    return (loud[-1] - loud[0] + block) / rate if loud else 0.0


def _spoken_by(voice: str, text: str, path: Path) -> float:
    subprocess.run(["espeak-ng", "-v", voice, "-s", "170", "-w", str(path), text], check=True)
    return _heard(path)


def test_an_urgent_limit_is_spoken_in_mandarin_once_and_in_time(alarmed: Alarmed, tmp_path: Path) -> None:
    lengths = []
    for number, order in enumerate((SHORT, LONG), start=1):
        with alarmed.desk.recording(tmp_path / f"heard{number}.wav") as recording:
            alarmed.take_in(f"模拟-{number}", order, 6)
            alarmed.wait_spoken(number)
        lengths.append(_heard(recording))
        mandarin = _spoken_by("cmn", _sentence(order), tmp_path / "cmn.wav")
        spelled = _spoken_by("en", _sentence(order), tmp_path / "en.wav")
        assert lengths[-1] == pytest.approx(mandarin, rel=0.12)
        assert abs(lengths[-1] - spelled) > 3
    assert lengths[1] > lengths[0] + 1.5, "a longer text is a longer sound"
    spoken = alarmed.journal("given", channel="voice")
    assert len({line["key"] for line in spoken}) == len(spoken) == 2
    for line in alarmed.journal("raised"):
        if line["key"] in {one["key"] for one in spoken}:
            late = datetime.fromisoformat(line["t"]) - datetime.fromisoformat(line["at"])
            assert timedelta(0) <= late < timedelta(seconds=1)
    everything = (alarmed.folder / "alerts.journal").read_text(encoding="utf-8")
    assert "甲某某" not in everything
    assert "55550123" not in everything
