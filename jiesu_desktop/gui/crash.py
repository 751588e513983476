"""What a crash leaves behind: a file with every thread's stack, told of at the next start."""

from __future__ import annotations

import faulthandler
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import IO

log = logging.getLogger(__name__)


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

    def install(self, tell: Callable[[str], object]) -> None:
        """Catch what nobody catches: it goes to the log, and ``tell`` says so in one line."""
        self._file = self.path.open("w", encoding="utf-8")
        faulthandler.enable(self._file)

        def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
            log.critical("uncaught", exc_info=(kind, error, trace))
            if not issubclass(kind, KeyboardInterrupt):
                tell("程序内部错误，已记入日志；请继续使用，并把日志交给维护人员")

        sys.excepthook = hook

    def remove(self) -> None:
        """The run ended well: leave nothing."""
        faulthandler.disable()
        sys.excepthook = sys.__excepthook__
        if self._file is not None:
            self._file.close()
            self._file = None
            self.path.unlink(missing_ok=True)
