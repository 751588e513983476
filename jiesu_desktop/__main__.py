"""Where the program starts: arguments first, Qt only when a window is wanted."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from jiesu_desktop import cli, watchdog

if TYPE_CHECKING:
    from jiesu_desktop.cli.arguments import Options


def _open_desk(options: Options) -> int:
    # Imported here so that no command without a window pays for Qt or needs a display.
    from jiesu_desktop import app

    return app.run(options)


def _open_watched(options: Options) -> int:
    """The desk in a process of its own, this one watching over it; the demo by itself, unless asked otherwise."""
    if watchdog.wanted(os.environ, demo=options.command == "demo"):
        return watchdog.watch(sys.argv[1:])
    return _open_desk(options)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line: the process's own, or one given, whose window opens in this process.

    Returns:
        The exit status: 0 done, 1 the work failed, 2 bad usage (cli.md).
    """
    if argv is None:
        return cli.main(sys.argv[1:], open_desk=_open_watched)
    return cli.main(argv, open_desk=_open_desk)


if __name__ == "__main__":
    sys.exit(main())
