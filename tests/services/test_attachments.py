from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from jiesu_desktop.domain.tickets import Act, Attachment
from jiesu_desktop.exchange.failures import UnwritableFile
from jiesu_desktop.services import attachments, settings
from jiesu_desktop.services.attachments import MB, Unfit, keep, save_as
from jiesu_desktop.storage.errors import AttachmentAltered
from tests.services.room import Room


def written(path: Path, content: bytes = b"content") -> Path:
    """A file of that content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_files_put_with_an_order_stand_on_its_timeline_and_come_back(room: Room, tmp_path: Path) -> None:
    ticket = room.take_one()
    paths = [written(tmp_path / folder / "现场.jpg", folder.encode()) for folder in ("a", "b")]
    told: list[tuple[int, int]] = []
    files = keep(room.store, paths, lambda done, total: told.append((done, total)))
    assert [file.name for file in files] == ["现场.jpg", "现场 (2).jpg"]
    assert told
    with room.store.begin() as uow:
        changes = attachments.attach(uow, room.time, room.who, ticket, files)
    assert changes.tickets == {ticket}
    event = room.events(ticket)[-1]
    assert (event.act, event.details.attachments) == (Act.ATTACH, files)
    target = save_as(room.store, files[1], tmp_path / "saved.jpg")
    assert target.read_bytes() == b"b"
    assert attachments.content(room.store, files[0].digest, 10) == b"a"


def test_an_act_refused_leaves_the_files_to_be_swept_a_day_later(room: Room, tmp_path: Path) -> None:
    ticket = room.take_one()
    kept = keep(room.store, [written(tmp_path / "a.txt", b"used")])
    (file,) = keep(room.store, [written(tmp_path / "b.txt", b"never used")])
    room.act(ticket, Act.NOTE, text="见附件", attachments=kept)
    assert attachments.sweep(room.store, room.time) == 0
    room.time.moment += timedelta(days=2)
    assert attachments.sweep(room.store, room.time) == 1
    assert not room.store.attachments.has(file.digest)
    assert room.store.attachments.has(kept[0].digest)


def test_empty_gone_folder_and_pipe_are_refused_each_in_its_own_words(room: Room, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    good = written(tmp_path / "good.txt")
    cases = {
        written(tmp_path / "empty.txt", b""): "0 字节",
        tmp_path / "gone.txt": "找不到文件",
        good / "below-a-file": "找不到文件",
        tmp_path / "folder": "这是文件夹",
        tmp_path / "pipe": "不是普通文件",
        Path("/dev/zero"): "不是普通文件",
        tmp_path / ("长" * 200): "太长",
        tmp_path / "nu\0ll": "文件名无效",
    }
    for path, sentence in cases.items():
        with pytest.raises(Unfit, match=sentence):
            keep(room.store, [good, path])
    assert not room.store.attachments.has(keep_name(b"content"))  # all or none


def keep_name(content: bytes) -> str:
    """What that content is kept under."""
    from hashlib import sha256

    return sha256(content).hexdigest()


def test_two_gigabytes_are_refused_by_their_size_alone(room: Room, tmp_path: Path) -> None:
    huge = tmp_path / "huge.mp4"
    with huge.open("wb") as file:
        file.truncate(2 << 30)
    with pytest.raises(Unfit, match=r"2\.0 GB，超过上限 50\.0 MB"):
        keep(room.store, [huge])


def test_the_room_sets_the_limit(room: Room, tmp_path: Path) -> None:
    with room.store.begin() as uow:
        settings.put(uow, room.time, room.who, "attachment_mb", 1)
    keep(room.store, [written(tmp_path / "fits", b"x" * MB)])
    with pytest.raises(Unfit, match=r"超过上限 1\.0 MB"):
        keep(room.store, [written(tmp_path / "over", b"x" * (MB + 1))])


def test_an_unreadable_file_says_so(room: Room, tmp_path: Path, permissions_bind: None) -> None:
    path = written(tmp_path / "locked.txt")
    path.chmod(0)
    with pytest.raises(Unfit, match="权限"):
        keep(room.store, [path])


def test_a_file_that_grows_while_it_is_read_is_refused(room: Room, tmp_path: Path) -> None:
    path = written(tmp_path / "growing.log", b"x" * MB * 2)

    def grow(done: int, total: int) -> None:
        with path.open("ab") as file:
            file.write(b"more" * MB)

    with pytest.raises(Unfit, match="改写"):
        keep(room.store, [path], grow)


def test_stopping_leaves_nothing(room: Room, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        keep(room.store, [written(tmp_path / "a")], stop)
    assert not room.store.attachments.has(keep_name(b"content"))


def test_names_from_elsewhere_are_cleaned(room: Room, tmp_path: Path) -> None:
    (file,) = keep(room.store, [written(tmp_path / "a<b>.txt")])
    assert file.name == "a_b_.txt"


def test_saving_elsewhere_leaves_nothing_half_done(room: Room, tmp_path: Path) -> None:
    (file,) = keep(room.store, [written(tmp_path / "a.txt", b"whole")])
    target = written(tmp_path / "b" / "out.txt", b"stood there before")
    with pytest.raises(UnwritableFile, match="换一个文件夹"):
        save_as(room.store, file, tmp_path / "a.txt" / "out.txt")
    if room.store.path is not None:
        (tmp_path / "attachments" / file.digest[:2] / file.digest).write_bytes(b"other")
        with pytest.raises(AttachmentAltered):
            save_as(room.store, file, target)
        assert target.read_bytes() == b"stood there before"
        assert [path.name for path in target.parent.iterdir()] == ["out.txt"]


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 B"), (812, "812 B"), (65536, "64 KB"), (3355443, "3.2 MB"), (2 << 30, "2.0 GB")],
)
def test_sizes_in_words(size: int, words: str) -> None:
    assert attachments.size_in_words(size) == words


def test_more_than_asked_for_is_not_read_into_memory(room: Room, tmp_path: Path) -> None:
    (file,) = keep(room.store, [written(tmp_path / "a.txt", b"x" * 100)])
    with pytest.raises(ValueError, match="larger"):
        attachments.content(room.store, file.digest, 99)
    assert isinstance(file, Attachment)
