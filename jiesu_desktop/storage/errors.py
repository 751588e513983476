"""What can go wrong with the database, each with a sentence for the person at the desk."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class StorageError(Exception):
    """The database could not do what was asked. ``message`` is Chinese and fit for the screen."""

    sentence = "数据库出错"

    def __init__(self, detail: str = "") -> None:
        self.message = f"{self.sentence}：{detail}" if detail else self.sentence
        super().__init__(self.message)


class BadUrl(StorageError):
    """The ``--db`` URL is no URL, or names a database this program does not speak."""

    sentence = "数据库地址不正确，应为 sqlite:///文件路径 或 postgresql+psycopg://用户@主机/库名"


class NetworkShare(StorageError):
    """A SQLite file on a network share: its locks cannot be trusted there."""

    sentence = "SQLite 数据文件不能放在网络共享上（会损坏数据），多台电脑共用请改用 PostgreSQL"


class ReadOnly(StorageError):
    """The file or its folder cannot be written."""

    sentence = "数据文件或所在文件夹不可写，请检查权限或换一个数据文件夹（--data-dir）"


class DiskFull(StorageError):
    """No room left. The transaction was rolled back; what was saved before stays."""

    sentence = "磁盘已满，本次操作未保存，请清理磁盘后重试"


class Locked(StorageError):
    """Another program held the database longer than the busy timeout."""

    sentence = "数据库正被其他程序占用，本次操作未保存，请稍后重试"


class NotADatabase(StorageError):
    """The file is something else, or damaged beyond opening."""

    sentence = "这不是本程序的数据库文件，或文件已损坏"


class NewerDatabase(StorageError):
    """The schema is from a later version of the program; nothing was touched."""

    sentence = "数据库由更新版本的程序创建，请升级程序后再打开，数据未被改动"


class Unreachable(StorageError):
    """The database server does not answer, or refuses the connection."""

    sentence = "连接不上数据库服务器"


class Unsupported(StorageError):
    """This database cannot do it (e.g. file backup of PostgreSQL)."""

    sentence = "当前数据库不支持此操作"


class BackupFailed(StorageError):
    """A copy could not be made, or is not sound."""

    sentence = "备份失败"


class RestoreFailed(BackupFailed):
    """A file cannot be put in the database's place; what is there was not touched."""

    sentence = "不能恢复，原数据未改动。请选择本程序的备份文件（backups 文件夹中的 .sqlite3，或打包的 .zip）"


class Duplicate(StorageError):
    """A name or number that must be unique is there already."""

    sentence = "已有同名（同编号）的记录，未保存"


class NotFound(StorageError):
    """No row of that id."""

    sentence = "找不到记录，可能已被删除"


class Stale(StorageError):
    """Someone else saved first. Nothing was written.

    Attributes:
        expected: the version the caller had read.
        found: the version that stands now.
        theirs: the values that stand now, where the table keeps them at hand.
    """

    sentence = "内容已被他人修改，请核对后重新保存"

    def __init__(self, expected: int, found: int, theirs: Any = None) -> None:
        super().__init__(f"您看到的是第 {expected} 版，现在是第 {found} 版")
        self.expected, self.found, self.theirs = expected, found, theirs


class AttachmentMissing(StorageError):
    """An event names a file whose bytes are not there."""

    sentence = "附件的文件不见了，打不开；请从备份恢复"


class AttachmentAltered(StorageError):
    """The bytes are there but are not those that were put with the order."""

    sentence = "附件的文件已被改动或损坏，与登记时不一致，未打开；请从备份恢复"


class AttachmentsIncomplete(BackupFailed):
    """The database was copied, but not all of its attachments; ``made`` is the copy, ``lost`` how many."""

    sentence = "数据已备份，但附件不全"

    def __init__(self, made: Path, lost: int) -> None:
        super().__init__(f"{lost} 个附件的文件缺失或已损坏")
        self.made, self.lost = made, lost
