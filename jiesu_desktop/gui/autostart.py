"""Opening the desk when its user logs in, if wanted. The truth is what the desktop reads, so nothing is kept beside it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from jiesu_desktop.paths import default_data_dir, resource

NAME = "jiesu-desktop"


class AutostartError(Exception):
    """It could not be changed; ``message`` says why, in Chinese."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Autostart(Protocol):
    """Where a desktop keeps what it starts at login."""

    def enabled(self) -> bool:
        """Whether this very desk is started at login."""

    def set(self, wanted: bool) -> None:
        """Change it.

        Raises:
            AutostartError: it could not be changed.
        """


def command_of(data_dir: Path, db: str | None = None) -> list[str]:
    """What opens this desk again: the same program, the same data."""
    frozen = bool(getattr(sys, "frozen", False))
    command = [sys.executable] if frozen else [sys.executable, "-m", "jiesu_desktop"]
    if data_dir.resolve() != default_data_dir().resolve():
        command += ["--data-dir", str(data_dir.resolve())]
    return command + (["--db", db] if db else [])


class FreedesktopAutostart:
    """``jiesu-desktop.desktop`` in the autostart folder of the user's configuration (XDG Autostart)."""

    def __init__(self, command: Sequence[str], environ: Mapping[str, str] = os.environ) -> None:
        config = environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
        self.path = Path(config) / "autostart" / f"{NAME}.desktop"
        self._exec = exec_line(command)

    def enabled(self) -> bool:
        """See :class:`Autostart`. An entry that the desktop was told to pass over, or another desk's, does not count."""
        try:
            text = self.path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            return False
        entry = dict(re.findall(r"^([\w-]+)\s*=\s*(.*)$", text, re.MULTILINE))
        passed_over = entry.get("Hidden") == "true" or entry.get("X-GNOME-Autostart-enabled") == "false"
        return entry.get("Exec") == self._exec and not passed_over

    def set(self, wanted: bool) -> None:
        """See :class:`Autostart`."""
        try:
            if wanted:
                self._write()
            else:
                self.path.unlink(missing_ok=True)
        except OSError as error:
            raise AutostartError(f"启动项 {self.path} 无法更改：{error.strerror or error}") from error

    def _write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        part.write_text(
            "[Desktop Entry]\n"
            "Type=Application\n"
            "Name=接诉即办值班台\n"
            "Comment=登录后自动打开值班台\n"
            f"Exec={self._exec}\n"
            f"Icon={_as_string(str(resource('icons/app.svg')))}\n"
            "Terminal=false\n"
            "X-GNOME-Autostart-enabled=true\n",
            encoding="utf-8",
        )
        part.replace(self.path)


def exec_line(command: Sequence[str]) -> str:
    """A command as the value of ``Exec`` (Desktop Entry Specification: quoting, field codes, then string escapes)."""
    quoted = ['"' + re.sub(r'(["`$\\])', r"\\\1", word).replace("%", "%%") + '"' for word in command]
    return _as_string(" ".join(quoted))


def _as_string(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")


class WindowsAutostart:
    """The user's ``Run`` key. Untested: no Windows at hand."""

    _KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"

    def __init__(self, command: Sequence[str]) -> None:
        self._line = subprocess.list2cmdline(command)

    def enabled(self) -> bool:
        """See :class:`Autostart`."""
        if sys.platform == "win32":
            import winreg

            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, self._KEY) as key:
                    return bool(winreg.QueryValueEx(key, NAME)[0] == self._line)
            except OSError:
                return False
        return False

    def set(self, wanted: bool) -> None:
        """See :class:`Autostart`."""
        if sys.platform == "win32":
            import winreg

            try:
                with winreg.CreateKey(winreg.HKEY_CURRENT_USER, self._KEY) as key:
                    if wanted:
                        winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, self._line)
                    else:
                        winreg.DeleteValue(key, NAME)
            except FileNotFoundError:
                return  # there was none
            except OSError as error:
                raise AutostartError(f"启动项无法更改：{error.strerror or error}") from error


def autostart(command: Sequence[str]) -> Autostart:
    """That of this machine."""
    return WindowsAutostart(command) if sys.platform == "win32" else FreedesktopAutostart(command)
