"""The commands that need no window; :func:`main` is where they all start."""

from __future__ import annotations

from jiesu_desktop.cli.main import main

__all__ = ["main"]
