"""What Ctrl+K offers: every page, section and view by its name on screen, every act, and what the keys do."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from jiesu_desktop.domain.ledgers import LEDGERS
from jiesu_desktop.domain.tickets import Act
from jiesu_desktop.gui.command_palette import Command
from jiesu_desktop.gui.help.help_window import PAGES, page_text, title_of
from jiesu_desktop.gui.keys import ACT_KEYS, DRAFTS_KEY, EDIT_KEY, EMERGENCY_KEY, PRINT_KEY, WIDE_KEY
from jiesu_desktop.gui.settings.sections import SECTIONS
from jiesu_desktop.gui.tabs_row import TABS
from jiesu_desktop.gui.tickets.act_order import GROUPS, in_order
from jiesu_desktop.settings import THEME
from jiesu_desktop.storage.records import QUEUE_VIEWS

if TYPE_CHECKING:
    from jiesu_desktop.gui.main_window import MainWindow

_PAGE_WORDS = {
    "queue": "值班台 首页 在办",
    "directory": "职责清单 联系人 电话 承办单位 单位",
    "ledgers": "报表 登记",
    "callbacks": "电话回访 每件必访",
    "roster": "交接班 交班 接班 班次 交接单 排班",
    "settings": "选项 配置",
}
"""What else a tab is called: the words of the glossary that are not on it."""


def commands(window: MainWindow) -> list[Command]:
    """All of them, those for the order before the operator first."""
    return [
        *_acts(window),
        Command("新建工单", "N", window.new_order, words="录入 登记工单"),
        Command("粘贴工单", "V", window.paste_order),
        Command("导入工单文件", "Ctrl+O", window.open_import, words="Excel CSV 表格"),
        Command("我的草稿", DRAFTS_KEY, window.queue.drafts.open),
        Command("管理常用语", "", window.open_text_blocks, words="文本 模板"),
        Command("全部提醒", "F7", window.ctx.bridge.list_alerts.emit, words="搁置 提醒列表 响"),
        *_pages(window),
        *(
            Command(f"打开{ledger.label}", "", partial(window.open_ledger, ledger.name))
            for ledger in LEDGERS.values()
        ),
        *(
            Command(f"队列：{text}", "", partial(window.open_queue_view, name))
            for name, text in QUEUE_VIEWS.items()
        ),
        Command("浅色外观", "", partial(window.put, THEME.key, "light"), words="白天"),
        Command("深色外观", "", partial(window.put, THEME.key, "dark"), words="夜间"),
        Command("随班次切换外观", "", partial(window.put, THEME.key, "shift")),
        Command("放大字号", "Ctrl++", partial(window.larger, 1), words="字体"),
        Command("缩小字号", "Ctrl+-", partial(window.larger, -1), words="字体"),
        Command("自检", "", window.ctx.bridge.self_test.emit, words="体检 测试声音"),
        Command("按键一览", "F1", window.open_help, words="快捷键 帮助"),
        Command("使用说明", "Shift+F1", window.open_manual, words="帮助 手册 说明书"),
        *(
            Command(f"使用说明：{title}", "", partial(window.open_manual, name), words="帮助")
            for name, title in _manual()
        ),
        Command("退出值班台", "Ctrl+Q", window.leave, words="关闭"),
    ]


def _pages(window: MainWindow) -> list[Command]:
    pages = [
        Command(f"打开{text}", f"Ctrl+{n}", partial(window.show_page, name), words=_PAGE_WORDS.get(name, ""))
        for n, (name, text) in enumerate(TABS, 1)
    ]
    sections = [
        Command(f"设置：{name}", "", partial(window.open_section, name), words=words)
        for name, words in SECTIONS.items()
    ]
    return [*pages, *sections]


def _acts(window: MainWindow) -> list[Command]:
    """On the queue, every act: those open on the order shown, which stand first, and those that say why they are not."""
    view, queue = window.queue.panel.view, window.queue
    if view is None or window.stack.currentWidget() is not queue:
        return []
    group = f"对 {view.ticket.number or '这件工单'}"
    may = in_order(view.open_acts)
    others = [act for acts in GROUPS for act in acts if act not in may]
    return [
        *(Command(act.label, ACT_KEYS.get(act, ""), partial(queue.begin, act), group) for act in may),
        Command("修改工单", EDIT_KEY, partial(queue.begin, Act.EDIT), group, words="编辑"),
        Command("更正：撤回一条经过", "", queue.panel.begin_correct, group, words="记错"),
        Command("紧急处置", EMERGENCY_KEY, queue.emergency, group, words="四步"),
        Command("打印工单、存为 PDF", PRINT_KEY, queue.print_order, group),
        Command("展开工单占满窗口", WIDE_KEY, queue.spread.turn, group),
        Command("显示来电号码（留痕）", "X", queue.reveal, group, words="电话"),
        *(
            Command(f"{act.label}（这件现在不能）", "", partial(queue.begin, act), only_asked=True)
            for act in others
        ),
    ]


@lru_cache(maxsize=1)
def _manual() -> tuple[tuple[str, str], ...]:
    return tuple((name, title_of(page_text(name))) for name in PAGES)
