"""What the commands print: JSON on standard output, Chinese for a person on standard error."""

from __future__ import annotations

import contextlib
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from jiesu_desktop.clock import beijing


def emit(value: Any) -> None:
    """Print one JSON object on a line of its own. Moments are ISO with Beijing's offset."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=_plain) + "\n")
    sys.stdout.flush()


def say(sentence: str) -> None:
    """A message to the person at the terminal; where that has been closed since, nobody reads it."""
    with contextlib.suppress(OSError):
        sys.stderr.write(sentence + "\n")
        sys.stderr.flush()


def iso(moment: datetime | None) -> str | None:
    """A moment as the commands print it."""
    return None if moment is None else beijing(moment).isoformat()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, set | frozenset | tuple):
        return sorted(value) if isinstance(value, set | frozenset) else list(value)
    raise TypeError(type(value).__name__)
