from __future__ import annotations

from pathlib import Path

import pytest

from jiesu_desktop.storage.filesystems import _from_mounts, file_system_of, refuse_network_share

MOUNTS = """\
overlay / overlay rw 0 0
tmpfs /mnt tmpfs rw 0 0
//server/share /mnt/duty\\040room cifs rw 0 0
server:/export /mnt/duty\\040room/deep nfs4 rw 0 0
/dev/sdb1 /mnt/duty\\040room/deep/local ext4 rw 0 0
first /twice ext4 rw 0 0
second /twice fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    "path, kind",
    [
        ("/home/x.sqlite3", "overlay"),
        ("/mnt/x.sqlite3", "tmpfs"),
        ("/mnt/duty room/x.sqlite3", "cifs"),
        ("/mnt/duty roommate/x.sqlite3", "tmpfs"),
        ("/mnt/duty room/deep/er/x.sqlite3", "nfs4"),
        ("/mnt/duty room/deep/local/x.sqlite3", "ext4"),
        ("/twice/x", "fuse.sshfs"),
    ],
)
def test_the_deepest_and_latest_mount_counts(path: str, kind: str) -> None:
    assert _from_mounts(Path(path), MOUNTS) == kind


def test_links_are_followed_to_where_the_file_really_lies(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "there")
    mounts = f"overlay / overlay rw 0 0\nx {tmp_path}/there nfs rw 0 0\n"
    assert _from_mounts(tmp_path / "link" / "x.sqlite3", mounts) == "nfs"


def test_this_machines_own_disk_is_none(tmp_path: Path) -> None:
    assert file_system_of(tmp_path)
    refuse_network_share(tmp_path, file_system_of)
