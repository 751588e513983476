"""The running desk with its alarms, for tests that see and hear them."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import psutil

from jiesu_desktop.clock import SystemTime
from jiesu_desktop.domain.tickets import Level, UpstreamRow, Who
from jiesu_desktop.paths import default_db_url, resource
from jiesu_desktop.services import intake, policy
from jiesu_desktop.storage.engine import open_store
from tests.desk.harness import Desk, wait_for

_MAIN = "\nimport sys\nfrom jiesu_desktop.__main__ import main\nsys.exit(main(sys.argv[1:]))\n"
SILENT_UNTIL_THEN = {
    'warn_urgent = ["2分钟", "1分钟"]': 'warn_urgent = ["1分钟"]',
    '"2分钟"          # 记录': '"30分钟"  # 记录',
}
"""The contract's limits, changed: such an order chimes when it comes, and is spoken of when it has one minute left."""

WHO = Who("测试员", "测试台")
ONE_MINUTE_LEFT = timedelta(minutes=4)
"""How old an urgent order is when its 5-minute limit is spoken of for the last time."""
AT_ONCE = timedelta(seconds=4)
"""Within this a stage is raised, on a machine that runs other tests besides; the engine looks every second at the latest."""


class Alarmed:
    """A desk with the program running on it.

    Args:
        before: Python to run in the program's process before it starts, to put something wrong with it.
        limits: what to write otherwise in the contract's limits.
    """

    def __init__(
        self, desk: Desk, folder: Path, before: str = "", limits: Mapping[str, str] = SILENT_UNTIL_THEN
    ) -> None:
        self.desk, self.folder, self._before = desk, folder, before
        self._limit(limits)
        self.open()

    def _limit(self, changes: Mapping[str, str]) -> None:
        text = resource(policy.DEFAULT_FILE).read_text("utf-8")
        for written, instead in changes.items():
            assert text.count(written) == 1, written
            text = text.replace(written, instead)
        self.folder.mkdir(parents=True, exist_ok=True)
        store = open_store(default_db_url(self.folder), time=SystemTime())
        with store.begin() as uow:
            uow.policies.add(policy.parse_text(text), policy.SINCE_EVER, "测试", SystemTime().now())
        store.close()

    def open(self) -> None:
        """Start the program and wait until the alarms run."""
        begun = time.monotonic()
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
        self._start_seconds = time.monotonic() - begun

    def take_in(self, number: str, order: tuple[str, str], due_in: float) -> None:
        """An urgent order comes in whose last warning is so many seconds away: more where the machine is slow, since the desk
        must know of it before. It is recorded from here: how long a command takes to start nobody knows beforehand."""
        row = UpstreamRow(
            number=number, title=order[1], street=order[0], content=order[1], caller="甲某某", phone="01055550123", row=2
        )  # fmt: skip
        time = SystemTime()
        store = open_store(default_db_url(self.folder), time=time)
        obtained = time.now() + timedelta(seconds=max(due_in, self._start_seconds)) - ONE_MINUTE_LEFT
        with store.begin() as uow:
            intake.take_in(uow, time, WHO, [row], level=Level.URGENT, obtained_at=obtained)
        store.close()

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

    def warned(self, ticket: int = 1) -> list[str]:
        """The keys under which an order's last warning was raised."""
        keys = [line["key"] for line in self.journal("raised")]
        return [key for key in keys if key.startswith(f"{ticket}/1/report/") and key.endswith("/warn/60")]

    def in_mid_sentence(self, ticket: int = 1, seconds: float = 60) -> str:
        """An order's last warning is being spoken; its key."""
        (key,) = wait_for(lambda: self.warned(ticket), "the warning", seconds, lambda: self.program.output)
        wait_for(self.desk.playing, "the sentence", seconds, lambda: self.program.output)
        return key

    def voice_worker(self) -> psutil.Process:
        """The process that renders its sentences."""
        found = []
        for child in psutil.Process(self.program.process.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):  # others come and go meanwhile
                if "jiesu_desktop.alerts.voice_worker" in child.cmdline():
                    found.append(child)
        (worker,) = found
        return worker

    def spoken(self) -> list[dict[str, Any]]:
        """The sentences heard to their end; a new order's chime is none."""
        return [line for line in self.journal("given", channel="voice") if "/new/" not in line["key"]]

    def wait_spoken(self, count: int) -> None:
        wait_for(
            lambda: len(self.spoken()) >= count,
            f"sentence {count}",
            40,
            lambda: self.program.output + str(self.journal("failed")),
        )
