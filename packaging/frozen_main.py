"""The frozen program's entry (jiesu-desktop.spec).

The program starts parts of itself by `sys.executable -m jiesu_desktop…`; a frozen program has no interpreter to
understand that, so it does here.
"""

from __future__ import annotations

import runpy
import sys


def _run() -> int:
    if len(sys.argv) > 2 and sys.argv[1] == "-m" and sys.argv[2].split(".")[0] == "jiesu_desktop":
        module = sys.argv[2]
        del sys.argv[1:3]
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        return 0
    from jiesu_desktop.__main__ import main

    return main()


if __name__ == "__main__":
    sys.exit(_run())
