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
KEY_GROUPS: dict[str, tuple[tuple[str, str], ...]] = {
    "提醒": (
        ("F7", "搁置提醒，列出全部"),
        ("F8", "去处理提醒"),
        ("F9", "知道了"),
    ),
    "任何页面": (
        ("N", "新建工单"),
        ("V", "粘贴工单"),
        ("Ctrl+O", "导入工单文件"),
        ("Ctrl+K", "搜索 / 命令"),
        ("Ctrl+1…6", "切换页面"),
        ("Ctrl++ Ctrl+-", "放大、缩小字号"),
        ("F1 ?", "按键一览"),
        ("Shift+F1", "使用说明"),
        ("Ctrl+Q", "退出值班台"),
    ),
    "填写表单": (
        ("Ctrl+Enter", "保存"),
        ("Esc", "取消，草稿留着"),
        ("Ctrl+J Ctrl+Space", "常用语"),
        ("Ctrl+D", "派发：加为协办"),
        ("Ctrl+B", "催办：复制文字"),
        ("Alt+X", "回访：显示来电号码"),
    ),
    "工单队列": (
        ("Enter", "进入工单，再按执行下一步"),
        ("/", "在队列中查找"),
        ("Shift+↑↓ Ctrl+A", "选多件，一起办"),
        ("E", "紧急处置"),
        ("I", "修改工单"),
        ("A", "打开相关工单，再按下一件"),
        ("W", "我的草稿"),
        ("1–9", "复制第几个电话"),
        ("X", "显示来电号码（留痕）"),
        ("Ctrl+C", "复制选中的一行"),
        ("Ctrl+V", "粘贴图片作附件"),
        ("Ctrl+F", "筛选这件工单的经过"),
        ("Ctrl+P", "打印工单、存为 PDF"),
        ("F11", "展开工单占满窗口，再按收起"),
        ("F5", "刷新"),
    ),
    "台账": (
        ("/ Ctrl+F", "查找"),
        ("Ctrl+PgUp Ctrl+PgDown", "上一本、下一本"),
        ("Alt+V", "保存和选用视图"),
        ("Alt+0…9", "选用第几个视图，0 不用"),
        ("Alt+C", "选择要显示的列"),
        ("Ctrl+Shift+Left Ctrl+Shift+Right", "移动这一列"),
        ("Ctrl+E", "导出看到的列"),
        ("Ctrl+Shift+E", "导出全部列"),
    ),
    "通讯录": (
        ("/ Ctrl+F", "查找"),
        ("Ctrl+N", "新增单位"),
        ("E", "修改单位"),
        ("A", "新增联系人"),
        ("D", "新增职责"),
        ("1–9", "复制第几个电话"),
        ("Ctrl+E", "导出"),
    ),
    "回访": (
        ("Enter", "打开工单"),
        ("H", "回访"),
        ("G", "归档"),
        ("R", "二次办理"),
        ("X", "显示来电号码（留痕）"),
        ("F2", "只看到点的、看全部"),
    ),
    "值班": (
        ("Ctrl+Enter", "交接完成"),
        ("Ctrl+Shift+C", "复制交接单"),
        ("Ctrl+P", "打印交接单"),
        ("F5", "重新汇总"),
    ),
}
"""What the key map shows beside the acts, by where it holds; a test holds it equal to what is bound there."""


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
