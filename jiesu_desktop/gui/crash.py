"""What a crash leaves behind: a report with every thread's stack, told of at the next start.

Stacks only: files, lines and functions. No values and no messages of exceptions, which may hold what a caller said.
"""

from __future__ import annotations

import faulthandler
import logging
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from jiesu_desktop import __version__
from jiesu_desktop.clock import beijing

log = logging.getLogger(__name__)

REPORTS_KEPT = 20


class CrashFile:
    """The file the interpreter writes to when it dies, and a hook for exceptions nobody caught.

    Attributes:
        path: ``crash.log`` in the data folder.
        last: what the run before this one left in it, '' when it ended well.
    """

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / "crash.log"
        self.last = self.path.read_text("utf-8", "replace") if self.path.exists() else ""
        if self.last:
            self.path.replace(self.path.with_suffix(".previous.log"))
        self._file: IO[str] | None = None

    def keep(self, sentence: str, at: datetime) -> Path | None:
        """Keep a report of how the run before this one ended: the sentence, the version, its stacks.

        Returns:
            The report, one of the last twenty in ``crashes``; None where it cannot be written.
        """
        folder = self.path.with_name("crashes")
        report = folder / f"{beijing(at):%Y%m%d-%H%M%S}.txt"
        try:
            folder.mkdir(exist_ok=True)
            report.write_text(
                f"{sentence}\n{__version__}\n\n{self.last or '没有留下调用栈'}\n", encoding="utf-8"
            )
            for old in sorted(folder.glob("*.txt"))[:-REPORTS_KEPT]:
                old.unlink()
        except OSError as error:
            log.warning("no crash report: %s", error.strerror)
            return None
        return report

    def install(self, tell: Callable[[str], object]) -> None:
        """Catch what nobody catches: it goes to the log, and ``tell`` says so in one line."""
        self._file = self.path.open("w", encoding="utf-8")
        faulthandler.enable(self._file)
        if hasattr(signal, "SIGUSR1"):  # the watchdog asks before it kills a desk that hangs
            faulthandler.register(signal.SIGUSR1, self._file, all_threads=True)

        def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            frames = "".join(traceback.format_list(traceback.extract_tb(trace)))
            log.critical("uncaught %s\n%s", kind.__name__, frames)
            if not issubclass(kind, KeyboardInterrupt):
                tell("程序内部错误，已记入日志；请继续使用，并把日志交给维护人员")

        sys.excepthook = hook

    def remove(self) -> None:
        """The run ended well: leave nothing."""
        faulthandler.disable()
        if hasattr(signal, "SIGUSR1"):
            faulthandler.unregister(signal.SIGUSR1)
        sys.excepthook = sys.__excepthook__
        if self._file is not None:
            self._file.close()
            self._file = None
            self.path.unlink(missing_ok=True)
