from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.single_instance import SingleInstance
from tests.desk.harness import PATIENCE
from tests.desk.processes import dying_with_parent

_START = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from jiesu_desktop.gui.single_instance import SingleInstance
application, one = QCoreApplication([]), SingleInstance(Path(sys.argv[1]))
print("ready", flush=True)
moment = float(sys.stdin.readline())
while time.time() < moment:
    pass
first = one.claim()
print("first" if first else "second", flush=True)
sys.exit(application.exec() if first else 0)
"""


class Starts:
    """Starts of the program, as far as its name goes, in processes of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.processes: list[subprocess.Popen[str]] = []

    def make(self, count: int) -> None:
        """So many, each about to ask for the name."""
        for _ in range(count):
            command = dying_with_parent([sys.executable, "-c", _START, self._folder])
            self.processes.append(
                subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            )
        assert {self._line(process) for process in self.processes} == {"ready"}

    def ask(self, after: float = 0) -> None:
        """All ask at the same moment."""
        moment = time.time() + after  # noqa: TID251 - the moment is the processes' own too
        for process in self.processes:
            assert process.stdin is not None
            process.stdin.write(f"{moment}\n")
            process.stdin.flush()

    def answers(self) -> list[str]:
        """What became of each."""
        return sorted(self._line(process) for process in self.processes)

    @staticmethod
    def _line(process: subprocess.Popen[str]) -> str:
        assert process.stdout is not None
        return process.stdout.readline().strip()

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.communicate(timeout=10 * PATIENCE)


@pytest.fixture
def starts(tmp_path: Path) -> Iterator[Starts]:
    made = Starts(tmp_path)
    yield made
    made.end()


def test_a_second_start_raises_the_first_and_ends(tmp_path: Path, qtbot: QtBot, starts: Starts) -> None:
    first = SingleInstance(tmp_path)
    assert first.claim()
    starts.make(1)
    with qtbot.waitSignal(first.asked, timeout=10_000 * PATIENCE):
        starts.ask()
    assert starts.answers() == ["second"]
    first.release()


def test_a_start_while_the_first_is_ending_takes_its_place(tmp_path: Path, starts: Starts) -> None:
    first = SingleInstance(tmp_path)
    assert first.claim()
    starts.make(1)
    starts.ask()
    time.sleep(0.5)  # it has knocked; a first that is ending answers nothing
    first.release()
    assert starts.answers() == ["first"]


def test_of_starts_at_the_same_moment_one_is_the_first(starts: Starts) -> None:
    starts.make(4)
    starts.ask(after=0.2)
    assert starts.answers() == ["first", "second", "second", "second"]


def test_each_data_folder_has_a_desk_of_its_own(tmp_path: Path, qtbot: QtBot) -> None:
    one, other = SingleInstance(tmp_path / "a"), SingleInstance(tmp_path / "b")
    assert one.claim()
    assert other.claim()
    one.release()
    other.release()
