"""Which file system a path lies on. SQLite's locks cannot be trusted across a network."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from jiesu_desktop.storage.errors import NetworkShare

NETWORK = frozenset(
    [
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smbfs",
        "smb2",
        "smb3",
        "ncpfs",
        "afs",
        "9p_net",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.s3fs",
        "fuse.glusterfs",
        "glusterfs",
        "ceph",
        "fuse.ceph",
        "lustre",
        "gpfs",
        "beegfs",
        "webdav",
        "davfs",
        "fuse.davfs2",
        "fuse.smbnetfs",
        "fuse.gvfsd-fuse",
        "ocfs2",
        "gfs2",
        "remote",
    ]
)
"""File system types, as /proc/mounts names them, that are served by another machine; ``remote`` is Windows' word."""

_ESCAPES = {r"\040": " ", r"\011": "\t", r"\012": "\n", r"\134": "\\"}


def refuse_network_share(path: Path, file_system: Callable[[Path], str]) -> None:
    """Raise :class:`NetworkShare` where the path lies on one."""
    if file_system(path) in NETWORK:
        raise NetworkShare(str(path))


def file_system_of(path: Path) -> str:
    """The type of the file system under a path that need not exist yet; '' when unknown."""
    if sys.platform == "win32":
        return _on_windows(path)
    mounts = Path("/proc/mounts")
    return _from_mounts(path, mounts.read_text("utf-8", "replace")) if mounts.exists() else ""


def _from_mounts(path: Path, mounts: str) -> str:
    """The type of the deepest mount above ``path``; of two on one point the later hides the earlier."""
    resolved, best, kind = path.resolve(), -1, ""
    for line in mounts.splitlines():
        words = line.split(" ")
        if len(words) < 3:
            continue
        point = words[1]
        for escape, plain in _ESCAPES.items():
            point = point.replace(escape, plain)
        if resolved.is_relative_to(point) and len(point) >= best:
            best, kind = len(point), words[2]
    return kind


def _on_windows(path: Path) -> str:
    """``remote`` for a mapped drive or a UNC path. Untested: only Windows can show it."""
    import ctypes

    root = path.resolve().anchor
    if root.startswith("\\\\"):
        return "remote"
    drive_remote = 4  # DRIVE_REMOTE of GetDriveTypeW
    windll = getattr(ctypes, "windll", None)
    return "remote" if windll is not None and windll.kernel32.GetDriveTypeW(root) == drive_remote else ""
