"""From a command line to its command and its exit status: 0 done, 1 the work failed, 2 bad usage (cli.md)."""

from __future__ import annotations

import importlib
import logging
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper

from jiesu_desktop.cli.arguments import Options, parse
from jiesu_desktop.cli.output import say

_MODULES = {
    "import": "orders",
    "export": "ledgers",
    "clocks": "clocks",
    "act": "acts",
    "policy": "policy",
    "search": "lookup",
    "suggest": "lookup",
    "seed": "upkeep",
    "doctor": "doctor",
    "init": "upkeep",
    "backup": "upkeep",
    "restore": "upkeep",
}
"""Command → module of this package; its function is ``run_<command>(options) -> int``. Imported only when asked for."""

_LATER = {"report": "统计报告", "handover": "移交包"}
_log = logging.getLogger(__name__)


def main(argv: Sequence[str], open_desk: Callable[[Options], int]) -> int:
    """Run one command line and return its exit status.

    Args:
        argv: the words after the program's name.
        open_desk: opens a window, for no command and for ``demo``; it knows Qt, this package does not.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, TextIOWrapper
        ):  # a console of another code page must not break a Chinese sentence
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        options = parse(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    if options.command in ("", "demo"):
        return open_desk(options)
    if options.command in _LATER:
        say(f"{_LATER[options.command]}尚未提供，将在后续版本加入。")
        return 1
    return _run(options)


def _run(options: Options) -> int:
    from jiesu_desktop.cli.failures import sentence_for

    try:
        module = importlib.import_module(f"jiesu_desktop.cli.{_MODULES[options.command]}")
        return int(getattr(module, f"run_{options.command}")(options))
    except KeyboardInterrupt:
        say("已中断，未保存的部分没有改动。")
        return 1
    except BrokenPipeError:  # the reader of our output, such as head, has seen enough
        sys.stderr.close()
        return 1
    except Exception as error:  # noqa: BLE001 - the last line before the user: a sentence, never a stack trace
        if (sentence := sentence_for(error)) is not None:
            say(sentence)
            return 1
        return _unexpected(options, error)


def _unexpected(options: Options, error: Exception) -> int:
    from jiesu_desktop import logs

    kept = logs.start(options.folder)
    _log.error("%s failed", options.command, exc_info=error)
    where = f"，详情见 {kept}" if kept else ""
    say(f"程序出错（{type(error).__name__}）{where}。请把它交给维护人员。")
    return 1
