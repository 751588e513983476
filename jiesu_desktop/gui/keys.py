"""One letter per act, and the rule that a letter never fires while someone is typing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from jiesu_desktop.domain.tickets import Act

ACT_KEYS: dict[Act, str] = {
    Act.SIGN: "S",
    Act.DISPATCH: "P",
    Act.RETURN: "T",
    Act.REPORT: "B",
    Act.CONFIRM: "Q",
    Act.FEEDBACK: "F",
    Act.URGE: "C",
    Act.CALLBACK: "H",
    Act.CLOSE: "J",
    Act.RAISE: "U",
    Act.ARCHIVE: "G",
    Act.JUDGE: "Y",
    Act.REDISPATCH: "K",
    Act.REWORK: "R",
    Act.LOWER: "L",
    Act.NOTE: "M",
    Act.DEFER: "D",
    Act.ATTACH: "Z",
    Act.VERIFY: "O",
    Act.TRANSFER: "Shift+K",
    Act.UNIT_SIGN: "Shift+Q",
    Act.SUPERVISE: "Shift+C",
    Act.REVIEW: "Shift+F",
    Act.RETURN_TAKEN: "Shift+T",
    Act.PROGRESS: "Shift+D",
    Act.SETTLE: "Shift+S",
    Act.EXTEND: "Shift+Y",
    Act.EXCLUDE: "Shift+X",
    Act.MERGE: "Shift+H",
    Act.REOPEN: "Shift+R",
}
"""Letters of screens.md, those it leaves free, and Shift with the letter of a like act. All acts are in Ctrl+K and 更多."""


def cap(key: str) -> str:
    """A key as short as it fits on a key cap."""
    return key.replace("Shift+", "⇧")


EMERGENCY_KEY = "E"
EDIT_KEY = "I"
DRAFTS_KEY = "W"
ALIKE_KEY = "A"
PRINT_KEY = "Ctrl+P"
WIDE_KEY = "F11"
DESK_KEYS: tuple[tuple[str, str], ...] = (
    ("N", "新建工单"),
    ("V", "粘贴工单"),
    ("E", "紧急处置"),
    ("I", "修改工单"),
    ("A", "打开相关工单，再按下一件"),
    ("Ctrl+V", "粘贴图片作附件"),
    ("W", "我的草稿"),
    ("Shift+↑↓ Ctrl+A", "选多件，一起办"),
    ("Ctrl+J", "常用语（填写时）"),
    ("1–9", "复制第几个电话"),
    ("X", "显示来电号码（留痕）"),
    ("Enter", "进入工单，再按执行下一步"),
    ("/", "在队列中查找"),
    ("F11", "展开工单占满窗口，再按收起"),
    ("Ctrl+F", "筛选这件工单的经过"),
    ("Ctrl+P", "打印工单、存为 PDF"),
    ("Ctrl+K", "搜索 / 命令"),
    ("Ctrl+1…6", "切换页面"),
    ("F5", "刷新"),
    ("F7", "搁置提醒，列出全部"),
    ("F8", "去处理提醒"),
    ("F9", "知道了"),
    ("F1", "按键一览"),
    ("Shift+F1", "使用说明"),
    ("Ctrl+Enter", "保存表单"),
    ("Esc", "取消"),
)
"""What the key map shows beside the acts."""


def typing_now() -> bool:
    """Whether the keyboard focus is in a field that takes text."""
    widget = QApplication.focusWidget()
    if isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit):
        return not widget.isReadOnly()
    return isinstance(widget, QAbstractSpinBox) or (isinstance(widget, QComboBox) and widget.isEditable())


def bind(
    owner: QWidget,
    key: str | QKeySequence.StandardKey,
    run: Callable[[], object],
    *,
    context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
    plain: bool = True,
) -> QShortcut:
    """Let ``key`` do ``run`` in ``owner``. A ``plain`` key (a letter, a digit, ``/``) does nothing while typing."""
    shortcut = QShortcut(QKeySequence(key), owner)
    shortcut.setContext(context)
    shortcut.setAutoRepeat(False)

    def fire() -> None:
        if not (plain and typing_now()):
            run()

    shortcut.activated.connect(fire)
    return shortcut
