"""From the command to the first painted window."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.folders import seeded
from tests.bench.measure import Measurement, measured, together

_ORDERS = 3_000

_WATCH = """
import os, sys
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractItemView, QApplication

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched.parent(), QAbstractItemView):
            model = watched.parent().model()
            if model is not None and model.rowCount() > 0 and model.index(0, 3).data():
                os.write(1, b"painted"); os._exit(0)
        return False

run = QApplication.exec
def watched_run(*given):
    watch = Watch(); QApplication.instance().installEventFilter(watch)
    return run()
QApplication.exec = watched_run
"""
_DESK = (
    _WATCH
    + """
from jiesu_desktop.__main__ import main
sys.exit(main(sys.argv[1:]))
"""
)
_BARE = (
    _WATCH
    + """
import sqlalchemy.orm
from PySide6.QtWidgets import QMainWindow, QTableWidget, QTableWidgetItem
app = QApplication([])
window = QMainWindow(); table = QTableWidget(50, 9); window.setCentralWidget(table); window.resize(1440, 900)
for row in range(50):
    for column in range(9):
        table.setItem(row, column, QTableWidgetItem(f"{row} {column}"))
window.show()
app.exec()
"""
)


def first_paint() -> Iterator[Measurement]:
    """The desk on a data folder of 3,000 orders, until its queue shows a row."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shutil.copyfile(seeded(_ORDERS), folder / "jiesu.sqlite3")
        values, floors = together(
            lambda: _until_painted(_DESK, "--data-dir", str(folder), "--as", "示某"),
            lambda: _until_painted(_BARE),
        )
    yield measured(
        "start.first_paint", values, floors, "s",
        "process start to the first painted row of the queue, 3,000 orders; floor: a bare Qt window with a table of 50 rows "
        "plus import sqlalchemy.orm",
    )  # fmt: skip


def _until_painted(program: str, *words: str) -> None:
    environment = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2]), **os.environ}
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        check=False,
    )
    if "painted" not in done.stdout:
        raise RuntimeError(f"no window was painted: {done.stderr[-2000:]}")
