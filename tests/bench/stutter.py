"""How long the window stands still while 10,000 orders come in and a ledger of 10,000 goes out: the program itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from jiesu_desktop.services import intake
from jiesu_desktop.services.invention import Inventor
from tests.bench import files
from tests.bench.folders import NOW, TIME, WHO, empty_store
from tests.bench.measure import Measurement, measured

_RUNS = 3
_EVERY_MS = 5

_DRIVEN = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtWidgets import QApplication
from jiesu_desktop.__main__ import main
from jiesu_desktop.gui.ledgers.export import export_ledger
from jiesu_desktop.gui.main_window import MainWindow
from jiesu_desktop.gui.tickets.import_dialog import ImportDialog
from jiesu_desktop.storage.records import LedgerSpec

EVERY, book, written = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])

class Driver:
    def __init__(self, window):
        self.window, self.gaps, self.idle, self.clock = window, [], [], QElapsedTimer()
        self.timer = QTimer(window, interval=EVERY, timerType=Qt.TimerType.PreciseTimer)
        self.timer.timeout.connect(self.turn)
        QTimer.singleShot(6_000, self.begin)

    def turn(self):
        self.gaps.append(self.clock.nsecsElapsed() / 1e6 - EVERY)
        self.clock.restart()

    def begin(self):
        self.clock.start()
        self.timer.start()
        QTimer.singleShot(3_000, self.load)

    def load(self):
        self.idle, self.gaps = self.gaps, []
        self.dialog = ImportDialog(self.window.ctx, [book], self.window)
        self.dialog.show()
        self.export, self.ended = None, False
        self.looking = QTimer(self.window, interval=50)
        self.looking.timeout.connect(self.look)
        self.looking.start()
        self.window.ctx.tasks.ended.connect(self.one_ended)

    def one_ended(self, progress):
        self.ended = self.ended or (self.export is not None and progress is self.export)

    def look(self):
        dialog = self.dialog
        if not dialog.finished_import and dialog._progress is None:
            if dialog._asking and not dialog._answered:
                dialog._answer(history=False)
            elif dialog.ready:
                self.export = export_ledger(self.window.ctx, LedgerSpec(ledger="tickets"), written, None)
                dialog.take()
        elif dialog.finished_import and self.ended:
            self.looking.stop()
            QTimer.singleShot(2_000, self.done)  # what came in is shown and taken up

    def done(self):
        added = sum(one.counts.added for one in self.dialog.files)
        print(json.dumps({"idle": max(self.idle), "gaps": sorted(self.gaps), "added": added}), flush=True)
        self.window.leaving = True
        QApplication.instance().exit(0)

run = QApplication.exec
def driven(*given):
    window = next(one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow))
    window.driver = Driver(window)
    return run()
QApplication.exec = driven
sys.exit(main(sys.argv[4:]))
"""


def stutter() -> Iterator[Measurement]:
    """Longest time without a turn of the GUI thread."""
    longest, idle = [], []
    over = turns = 0
    with tempfile.TemporaryDirectory() as temporary:
        book = files.workbook(Path(temporary) / "orders.xlsx")
        base = _closed_orders(Path(temporary) / "closed.sqlite3")
        for number in range(_RUNS):
            folder = Path(temporary) / str(number)
            folder.mkdir()
            shutil.copyfile(base, folder / "jiesu.sqlite3")
            found = _run(book, folder)
            longest.append(found["gaps"][-1])
            idle.append(found["idle"])
            over += sum(gap > 100 for gap in found["gaps"])
            turns += len(found["gaps"])
    yield measured(
        "window.stutter", longest, idle, "ms",
        f"longest time the GUI thread of the program did not turn while 10,000 rows were looked at and taken in and a "
        f"ledger of 10,000 was written; of {turns} turns {over} took more than 100 ms; floor: the same before, idle",
    )  # fmt: skip


def _closed_orders(path: Path) -> Path:
    """A database of 10,000 orders that await nothing: what rings by itself is no part of this."""
    inventor = Inventor(Random(2))
    rows = [inventor.order(NOW, files.ROWS + serial).row for serial in range(1, files.ROWS + 1)]
    store = empty_store(path)
    with store.begin() as unit:
        intake.take_in(unit, TIME, WHO, rows, history=True)
    store.close()
    return path


def _run(book: Path, folder: Path) -> dict[str, Any]:
    environment = {
        **os.environ, "QT_QPA_PLATFORM": "offscreen", "JIESU_WATCHDOG": "0", "JIESU_SELF_TEST": "off",
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }  # fmt: skip
    words = [
        str(_EVERY_MS),
        str(book),
        str(folder / "ledger.xlsx"),
        "--data-dir",
        str(folder),
        "--as",
        WHO.name,
    ]
    done = subprocess.run(
        [sys.executable, "-c", _DRIVEN, *words],
        capture_output=True, text=True, timeout=180, env=environment, check=False,
    )  # fmt: skip
    if not done.stdout:
        raise RuntimeError(f"the program told nothing: {done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    if found["added"] + 1 < files.ROWS or not (folder / "ledger.xlsx").exists():
        raise RuntimeError("the import or the export did not happen")
    return found
