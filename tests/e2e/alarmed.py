"""The running desk with its alarms, for tests that see and hear them."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.desk.harness import Desk, wait_for

_MAIN = "\nimport sys\nfrom jiesu_desktop.__main__ import main\nsys.exit(main(sys.argv[1:]))\n"
ONE_MINUTE_LEFT = timedelta(minutes=4)
"""How old an urgent order is when its 5-minute limit is spoken of for the last time."""


class Alarmed:
    """A desk with the program running on it.

    Args:
        before: Python to run in the program's process before it starts, to put something wrong with it.
    """

    def __init__(self, desk: Desk, folder: Path, before: str = "") -> None:
        self.desk, self.folder, self._before = desk, folder, before
        self.open()

    def open(self) -> None:
        """Start the program and wait until the alarms run."""
        alive = self.folder / "alerts.alive"
        old = alive.read_bytes() if alive.exists() else b""
        words = ("-m", "jiesu_desktop") if not self._before else ("-c", self._before + _MAIN)
        self.program = self.desk.start([sys.executable, *words, "--data-dir", self.folder])
        self.desk.wait_window("接诉即办", 30, program=self.program)
        wait_for(
            lambda: alive.exists() and alive.read_bytes() not in (b"", old),
            "the alarms",
            20,
            lambda: self.program.output,
        )

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
