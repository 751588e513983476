"""What can go wrong with a file, each as one Chinese sentence that says what to do."""

from __future__ import annotations

from pathlib import Path


class UnreadableFile(Exception):
    """A file that cannot be taken in. Nothing was changed.

    Attributes:
        path: the file.
        message: the sentence to show; it names the file.
    """

    def __init__(self, path: Path, problem: str) -> None:
        self.path = path
        self.message = f"无法读取“{path.name}”：{problem}"
        super().__init__(self.message)


class UnwritableFile(Exception):
    """A file that could not be written; what stood under its name before still stands there.

    Attributes:
        path: the file.
        message: the sentence to show; it names the file.
    """

    def __init__(self, path: Path, problem: str) -> None:
        self.path = path
        self.message = f"无法写入“{path.name}”：{problem}"
        super().__init__(self.message)


class Cancelled(Exception):
    """The operator stopped the work; nothing was left behind."""

    def __init__(self) -> None:
        super().__init__("已取消。")
