"""Where things are: bundled resources, and the folder that holds the user's data."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs

APP_NAME = "jiesu_desktop"
_PACKAGE = Path(__file__).parent


def resource(relative: str) -> Path:
    """The bundled file or folder ``resources/<relative>``.

    Looks in the package folder (wheel, frozen program), then at the checkout's root (editable install).

    Raises:
        FileNotFoundError: it is in neither: a broken installation.
    """
    for root in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        if (path := root / relative).exists():
            return path
    raise FileNotFoundError(f"resources/{relative}")


def child_environment() -> dict[str, str]:
    """For ``sys.executable -m jiesu_desktop…``: it finds this very program, installed or not, wherever it was started from."""
    places = (str(_PACKAGE.parent), os.environ.get("PYTHONPATH"))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, places))}


def default_data_dir() -> Path:
    """The user's data folder where ``--data-dir`` names none."""
    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def default_db_url(data_dir: Path) -> str:
    """The SQLite database inside a data folder, as a SQLAlchemy URL."""
    return f"sqlite:///{data_dir / 'jiesu.sqlite3'}"
