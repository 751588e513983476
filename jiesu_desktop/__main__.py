"""Where the program starts: arguments first, Qt only when a window is wanted."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from jiesu_desktop import cli

if TYPE_CHECKING:
    from jiesu_desktop.cli.arguments import Options


def _open_desk(options: Options) -> int:
    # Imported here so that no command without a window pays for Qt or needs a display.
    from jiesu_desktop import app

    return app.run(options)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line.

    Returns:
        The exit status: 0 done, 1 the work failed, 2 bad usage (cli.md).
    """
    return cli.main(sys.argv[1:] if argv is None else argv, open_desk=_open_desk)


if __name__ == "__main__":
    sys.exit(main())
