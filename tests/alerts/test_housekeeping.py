from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from jiesu_desktop.alerts.housekeeping import KEPT, Housekeeping, last_backup
from jiesu_desktop.domain.tickets import Act, Attachment, Channel
from jiesu_desktop.services.urging import UrgingTasks
from tests.desk.harness import wait_for
from tests.services.room import START, Room


def test_a_desk_without_a_recent_backup_makes_one_at_once(migrated_sqlite_url: str, tmp_path: Path) -> None:
    room, folder = Room(migrated_sqlite_url), tmp_path / "backups"
    room.take_one()
    keeping = Housekeeping(room.store, room.time, folder)
    keeping.start()
    wait_for(lambda: list(folder.glob("daily-*.sqlite3")), "the backup", 15)
    keeping.stop()
    (copy,) = folder.glob("*")
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("SELECT count(*) FROM tickets").fetchone() == (1,)
    assert last_backup(folder) == START.replace(microsecond=0)
    again = Housekeeping(room.store, room.time, folder)
    again.start()
    again.stop()
    assert len(list(folder.glob("*"))) == 1, "not a second one on the same day"
    room.close()


def test_only_the_newest_backups_are_kept(migrated_sqlite_url: str, tmp_path: Path) -> None:
    room = Room(migrated_sqlite_url)
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "before-0001.sqlite3").write_bytes(b"not ours to remove")
    keeping = Housekeeping(room.store, room.time, folder)
    for day in range(KEPT + 2):
        room.time.moment = START + timedelta(days=day)
        keeping.backup()
    names = sorted(path.name for path in folder.glob("daily-*"))
    assert len(names) == KEPT
    assert last_backup(folder) == START + timedelta(days=KEPT + 1)
    assert (folder / "before-0001.sqlite3").exists()
    room.close()


def test_a_backup_that_fails_turns_the_lamp_red_and_is_no_end(
    migrated_sqlite_url: str, tmp_path: Path
) -> None:
    room, lamps = Room(migrated_sqlite_url), []
    folder = tmp_path / "a file"
    folder.write_text("", encoding="utf-8")
    keeping = Housekeeping(room.store, room.time, folder, lambda *lamp: lamps.append(lamp))
    assert keeping.backup() is None
    assert lamps
    assert lamps[0][:2] == ("data/backup", False)
    assert "备份失败" in lamps[0][2]
    room.close()


def test_a_backup_without_all_files_says_so_and_counts_as_one(
    migrated_sqlite_url: str, tmp_path: Path
) -> None:
    room, lamps = Room(migrated_sqlite_url), []
    gone = Attachment("gone.jpg", "0" * 64, 5)
    room.act(room.take_one(), Act.ATTACH, attachments=(gone,))
    keeping = Housekeeping(room.store, room.time, tmp_path / "b", lambda *lamp: lamps.append(lamp))
    made = keeping.backup()
    assert made is not None
    assert made.is_file()
    assert [lamp[:2] for lamp in lamps] == [("data/backup", False)]
    assert "1 个附件" in lamps[0][2]
    room.close()


def test_what_no_act_named_is_swept_up(migrated_sqlite_url: str, tmp_path: Path) -> None:
    room = Room(migrated_sqlite_url)
    digest, _size = room.store.attachments.keep(lambda: iter([b"refused"]), START - timedelta(days=2))
    Housekeeping(room.store, room.time, tmp_path / "b").sweep()
    assert not room.store.attachments.has(digest)
    room.close()


def test_what_is_due_to_be_urged_is_told_and_by_night_nothing_new(
    migrated_sqlite_url: str, tmp_path: Path
) -> None:
    room, told = Room(migrated_sqlite_url), list[UrgingTasks]()
    ticket = room.take_one(channel=Channel.OTHER)
    room.act(ticket, Act.RETURN, reason="非权属")  # 02:00; returned orders are urged daily
    keeping = Housekeeping(room.store, room.time, tmp_path / "backups", urging=told.append)
    room.time.moment = START + timedelta(hours=24, minutes=1)
    keeping.look_at_urging()
    assert (told[0].total, told[0].shift) == (0, None), "02:01: it waits for the morning"
    room.time.moment = START + timedelta(hours=30)
    keeping.look_at_urging()
    assert told[1].due == {"returned": 1, "deferred": 0, "self": 0, "other": 0}
    assert told[1].shift == START + timedelta(hours=30), "the day shift that begins at 08:00"
    room.close()
