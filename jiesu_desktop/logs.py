"""The program's own log: one rotating file in the data folder, nothing personal in it.

Callers' names and phone numbers have no business here; :class:`_MaskPhones` is the last line of defence for a
message that carries one by mistake.
"""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

_PHONE = re.compile(r"(?<!\d)(1\d{2})\d{4}(\d{4})(?!\d)")
_BYTES_PER_FILE = 2_000_000
_FILES_KEPT = 5


class _MaskPhones(logging.Filter):
    """Masks the middle of anything that looks like a mobile number."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _PHONE.sub(r"\1****\2", record.getMessage()), ()
        return True


def start(data_dir: Path, *, verbose: bool = False) -> Path | None:
    """Log to ``data_dir/logs/desk.log``; a folder that cannot be written costs the log, never the desk.

    Returns:
        The file, or None where only standard error is left.
    """
    root = logging.getLogger("jiesu_desktop")
    root.setLevel(logging.DEBUG if verbose else logging.INFO)
    path = data_dir / "logs" / "desk.log"
    handler: logging.Handler
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            path, maxBytes=_BYTES_PER_FILE, backupCount=_FILES_KEPT, encoding="utf-8"
        )
        kept: Path | None = path
    except OSError:
        kept, handler = None, logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(_MaskPhones())
    root.handlers[:] = [handler]
    return kept
