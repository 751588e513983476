from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage


def test_the_queue_page_is_saved_as_a_picture_of_the_size_asked_for(root: Path, tmp_path: Path) -> None:
    command: list[str | Path] = [
        sys.executable,
        root / "packaging" / "screenshots.py",
        "--out",
        tmp_path,
        "--only",
        "1-queue",
    ]
    done = subprocess.run(
        [*command, "--size", "1366x768", "--mode", "dark"],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    image = QImage(str(tmp_path / "1366x768-dark-1-queue.png"))
    assert (image.width(), image.height()) == (1366, 768)
    colors = {image.pixelColor(x, y).name() for x in range(0, 1366, 7) for y in range(0, 768, 7)}
    assert {"#1a212a", "#4a1d1b", "#7a1d18"} <= colors  # panel, an overdue row, an overdue card
