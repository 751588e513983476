"""Save every page and dialog of the demo desk, at a fixed moment, as PNG.

Usage: python packaging/screenshots.py [--out DIR] [--size 1366x768 …] [--mode light|dark …] [--points 10 …] [--only NAME …]

The night is the demo's, its clock held still (ScaledTime, speed 0). Without a display an Xvfb as large as the window is
started for each size, so that real fonts are drawn and a dialog has no more room than an operator's screen gives it;
QT_QPA_PLATFORM=offscreen works too. QT_SCALE_FACTOR is heeded: the pictures are as many times larger.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from jiesu_desktop.domain.tickets import Act
    from jiesu_desktop.gui.context import Desk
    from jiesu_desktop.gui.main_window import MainWindow
    from jiesu_desktop.storage.records import QueueRow

SIZES = ("1366x768", "1920x1080")
MODES = ("light", "dark")
MOMENT = timedelta(seconds=37)  # after the night's start
WAIT_MS = 15_000


class Camera:
    """One desk, photographed page by page.

    Attributes:
        saved: the files written.
    """

    def __init__(self, out: Path, only: list[str]) -> None:
        self.out, self.only = out, only
        self.saved: list[Path] = []
        self.folder = Path(tempfile.mkdtemp(prefix="jiesu-shots-"))

    def open(self, size: tuple[int, int], mode: str, points: int) -> None:
        """A fresh night in a fresh window, in type of that size."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QApplication

        from jiesu_desktop.clock import ScaledTime
        from jiesu_desktop.domain.tickets import Who
        from jiesu_desktop.gui.context import make_desk
        from jiesu_desktop.gui.main_window import MainWindow
        from jiesu_desktop.services.demo_night import DemoNight
        from jiesu_desktop.settings import FONT_POINTS
        from jiesu_desktop.storage.engine import open_store

        app = QApplication.instance()
        self.app: QApplication = app if isinstance(app, QApplication) else QApplication(sys.argv[:1])
        folder = Path(tempfile.mkdtemp(dir=self.folder))
        store = open_store(f"sqlite:///{folder / 'night.sqlite3'}")
        who = Who("甲某某", "演示台")
        night = DemoNight(store, who)
        time = ScaledTime(night.prepare() + MOMENT, 0)
        night.play(time)
        self.ctx: Desk = make_desk(store, time, who, folder, demo=True)
        self.ctx.theme.choose("dark" if mode == "dark" else "light", points)
        self.window: MainWindow = MainWindow(self.ctx)
        self.window.setWindowState(Qt.WindowState.WindowNoState)
        self.window.resize(*size)
        self.window.show()
        self.mark = f"{size[0]}x{size[1]}-{mode}" + (f"-{points}pt" if points != FONT_POINTS.default else "")
        self.settle()

    def close(self) -> None:
        """End it."""
        self.window.close()
        self.ctx.tasks.close()
        self.ctx.store.close()

    def settle(self) -> None:
        """Wait until nothing is on its way any more."""
        from PySide6.QtTest import QTest

        for _ in range(WAIT_MS // 20):
            QTest.qWait(20)
            if self.ctx.tasks.idle:
                break
        QTest.qWait(60)

    def _wanted(self, name: str) -> bool:
        return not self.only or any(name.startswith(start) for start in self.only)

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        """Save a picture of a window or dialog."""
        if not self._wanted(name):
            return
        self.settle()
        path = self.out / f"{self.mark}-{name}.png"
        (widget or self.window).grab().save(str(path))
        self.saved.append(path)

    # ---- the round ---------------------------------------------------------------------------------------------

    def all(self) -> None:
        """Every page, then every dialog."""
        from jiesu_desktop.gui.tabs_row import TABS

        self.window.queue.tick()
        self.settle()
        for number, (name, _) in enumerate(TABS, start=1):
            if self._wanted(f"{number}-{name}"):
                self.window.show_page(name)
                self.shoot(f"{number}-{name}")
        self._sections()
        self.window.show_page("queue")
        self._views()
        self._acts()
        self._window_dialogs()
        self._drafts_and_bulk()

    def _sections(self) -> None:
        """The limits, the self-test with a lamp that is red, and the editor of the limits: a shorter limit, then nonsense."""
        from jiesu_desktop.gui.settings.policy_editor import PolicyEditor
        from jiesu_desktop.gui.settings.policy_panel import PolicyPanel

        self.window.show_page("settings")
        self.settle()
        page: Any = self.window.pages["settings"]
        sections = (
            ("settings-alerts", "提醒"),
            ("settings-policy", "时限规则"),
            ("settings-self-test", "自检"),
        )
        lamp = self.ctx.bridge.lamp
        lamp.emit("awake", False, "无法阻止本机休眠：系统拒绝了请求")
        for name, section in sections:
            page.show_section(section)
            self.shoot(name)
        lamp.emit("awake", True, "")
        panel = page.findChild(PolicyPanel)
        panel.edit()
        self.settle()
        editor = panel.findChild(PolicyEditor)
        fields = {field.path: widget for field, widget in editor.form.fields.items()}
        fields["clocks", "dispatch", "general"].set_text("20分钟")
        editor.check()
        self.shoot("policy-editor", editor)
        fields["clocks", "report", "urgent"].set_text("-5分钟")
        fields["clocks", "dispatch", "warn_urgent"].set_text("30分钟、1分钟")
        fields["repeats", "urgent"].set_text("每15分钟；每2分钟")
        editor.check()
        self.shoot("policy-problems", editor)
        editor.reject()
        self.settle()

    def _views(self) -> None:
        self.window.queue.show_view("pressing")
        self.shoot("queue-pressing")
        self.window.queue.finder.setText("没有这样的工单")
        self._pause()
        self.shoot("queue-empty")
        self.window.queue.finder.clear()
        self._pause()
        self.window.queue.show_view("all")
        self.settle()
        self.window.queue.panel.verticalScrollBar().setValue(10_000)
        self.shoot("panel-end")

    def _pause(self) -> None:
        """Let a search that waits for the typing to stop begin."""
        from PySide6.QtTest import QTest

        QTest.qWait(250)
        self.settle()

    def _acts(self) -> None:
        from jiesu_desktop.domain.tickets import Act

        wanted: list[tuple[Act, Callable[[QueueRow], bool]]] = [
            (Act.RAISE, lambda row: row.phase == "待签收"),
            (Act.RETURN, lambda row: row.phase == "待签收"),
            (Act.DISPATCH, lambda row: row.phase in ("待派发", "待签收", "待上报")),
            (Act.REPORT, lambda row: row.level.is_urgent),
            (Act.CONFIRM, lambda row: row.phase in ("待确认", "待反馈", "办理中")),
            (Act.FEEDBACK, lambda row: row.phase in ("待反馈", "办理中")),
            (Act.URGE, lambda row: row.phase in ("待反馈", "办理中")),
            (Act.REDISPATCH, lambda row: row.phase in ("待反馈", "办理中")),
            (Act.CLOSE, lambda row: row.phase in ("待反馈", "办理中", "待办结")),
            (Act.DEFER, lambda row: row.phase in ("办理中", "待反馈", "待办结") and not row.level.is_urgent),
            (Act.VERIFY, lambda row: row.phase == "待签收"),
            (Act.TRANSFER, lambda row: row.phase == "待派发"),
            (Act.UNIT_SIGN, lambda row: row.phase in ("待反馈", "办理中")),
            (Act.SUPERVISE, lambda row: row.phase in ("待反馈", "办理中")),
            (Act.REVIEW, lambda row: row.phase == "待办结"),
            (Act.EXTEND, lambda row: row.phase in ("待反馈", "办理中")),
            (Act.EXCLUDE, lambda row: row.phase in ("待反馈", "办理中")),
            (Act.PROGRESS, lambda row: row.phase == "挂账中"),
            (Act.SETTLE, lambda row: row.phase == "挂账中"),
            (Act.RETURN_TAKEN, lambda row: row.phase == "已退回"),
            (Act.MERGE, lambda row: row.phase == "待派发"),
            (Act.NOTE, lambda row: True),
        ]
        for act, fits in wanted:
            self._act(act, fits)
        self._act(Act.EDIT, lambda row: True)
        for view, acts in (("to_callback", (Act.CALLBACK, Act.REWORK)), ("to_archive", (Act.ARCHIVE,))):
            self.window.queue.show_view(view)
            self.settle()
            for act in acts:
                self._act(act, lambda row: row.phase in ("待回访", "待归档"))
        self.window.queue.show_view("all")
        self.settle()
        row = self._row(lambda row: row.level.is_urgent and row.phase in ("待上报", "待派发", "待确认"))
        if row is not None and self.window.queue.panel.view is not None:
            self.shoot("queue-urgent")
            self.window.queue.acts.emergency(self.window.queue.panel.view)
            self._shoot_dialog("emergency")

    def _drafts_and_bulk(self) -> None:
        """Two forms left unsaved; then all orders signed at once, which comes last since it moves them."""
        from jiesu_desktop.domain.tickets import Act
        from jiesu_desktop.gui.tickets.act_dialog import ActDialog

        queue = self.window.queue
        for act in (Act.NOTE, Act.EDIT):
            queue.begin(act)
            self.settle()
            if isinstance(form := queue.acts.dialog, ActDialog):
                form.fields.fill("text" if act is Act.NOTE else "place", "写了一半")
                form.reject()
            self.settle()
        self._text_blocks()
        self._both_versions()
        queue.drafts.open()
        self.settle()
        if queue.drafts.dialog is not None:
            self.shoot("drafts", queue.drafts.dialog)
            queue.drafts.dialog.reject()
        queue.table.selectAll()
        self.shoot("queue-many")
        queue.begin(Act.SIGN)
        dialog = queue.selection.dialog
        if dialog is not None:
            self.shoot("bulk", dialog)
            dialog.start()
            self.shoot("bulk-done", dialog)
            dialog.accept()
        queue.table.clearSelection()
        self.settle()

    def _both_versions(self) -> None:
        """Someone else saved the order first."""
        from jiesu_desktop.domain.tickets import Act, Who
        from jiesu_desktop.gui.tickets.ticket_editor import TicketEditor
        from jiesu_desktop.services import tickets

        self.window.queue.begin(Act.EDIT)
        self.settle()
        editor = self.window.queue.acts.dialog
        if not isinstance(editor, TicketEditor):
            return
        editor.form.place.setText("金顶街 3 区 14 号楼")
        editor.form.category.setText("燃气->设施损坏")
        with self.ctx.store.begin() as uow:
            other = {"place": "金顶街 3 区 13 号楼 2 单元", "category": "燃气->其他"}
            tickets.edit(uow, self.ctx.time, Who("乙某某", "二号台"), editor.original.id, other)
        editor.save()
        self.settle()
        if editor.choice is not None:
            self.shoot("both-versions", editor.choice)
            editor.choice.reject()
        editor.reject()
        self.settle()
        self.window.queue.open_ticket(editor.original.id)
        self.shoot("queue-edited")

    def _text_blocks(self) -> None:
        """常用语 being looked for in a form, and where they are kept."""
        from jiesu_desktop.domain.tickets import Act
        from jiesu_desktop.gui.tickets.act_dialog import ActDialog
        from jiesu_desktop.gui.tickets.text_blocks_dialog import TextBlocksDialog
        from jiesu_desktop.services import text_blocks

        for name, text, shared in (
            ("已联系市民", "{时间}已联系{来电人}，告知{单位}正在处理。", False),
            ("催促到场", "请{单位}尽快到{地点}，到场后回电。", True),
            ("请核实", "请核实现场情况，{截止}前反馈。", True),
        ):
            block = text_blocks.TextBlock(name=name, text=text, shared=shared)
            self.ctx.write(text_blocks.save, block).run()
        self.window.queue.begin(Act.NOTE)
        self.settle()
        form = self.window.queue.acts.dialog
        if isinstance(form, ActDialog):
            form.fields.widgets["text"].setFocus()
            form.text_blocks.open()
            self.settle()
            if form.text_blocks.popup is not None:
                self.shoot("text-blocks-popup", form.text_blocks.popup)
                form.text_blocks.popup.close()
            form.reject()
        kept = TextBlocksDialog(self.ctx, self.window)
        kept.open()
        self.settle()
        kept.form.blocks.setCurrentRow(0)
        self.shoot("text-blocks", kept)
        kept.reject()

    def _row(self, fits: Callable[[QueueRow], bool]) -> QueueRow | None:
        row = next((row for _, row in self.window.queue.model.rows_at_hand() if fits(row)), None)
        if row is not None:
            self.window.queue.open_ticket(row.id)
            self.settle()
        return row

    def _act(self, act: Act, fits: Callable[[QueueRow], bool]) -> None:
        queue = self.window.queue
        if not self._wanted(f"act-{act.value}"):
            return
        if (
            self._row(fits) is None
            or queue.panel.view is None
            or (act.value != "edit" and act not in queue.panel.view.open_acts)
        ):
            print(f"no order for {act.value}", file=sys.stderr)
            return
        queue.acts.begin(act, queue.panel.view)
        self._shoot_dialog(f"act-{act.value}")

    def _shoot_dialog(self, name: str) -> None:
        dialog = self.window.queue.acts.dialog
        if dialog is not None:
            self.shoot(name, dialog)
            dialog.reject()
            self.settle()

    def _window_dialogs(self) -> None:
        window = self.window
        openers: dict[str, Callable[[], object]] = {
            "new-order": window.new_order,
            "paste": window.paste_order,
            "import": window.open_import,
            "palette": window.open_palette,
            "keys": window.open_help,
        }
        from PySide6.QtWidgets import QDialog

        for name, run in openers.items():
            known = set(window.findChildren(QDialog))
            run()
            self.settle()
            for dialog in set(window.findChildren(QDialog)) - known:
                self.shoot(name, dialog)
                dialog.reject()
            self.settle()


@contextmanager
def screen(size: str) -> Iterator[None]:
    """A display: the one there is, else an Xvfb of that size, else offscreen."""
    if os.environ.get("DISPLAY") or os.environ.get("QT_QPA_PLATFORM"):
        yield
        return
    if shutil.which("Xvfb") is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield
        return
    scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    width, height = (round(int(side) * scale) for side in size.split("x"))
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        os.environ["DISPLAY"] = ":" + told.readline().strip()
    try:
        yield
    finally:
        server.terminate()
        server.wait(10)


def main() -> int:
    """Take the pictures; prints each file's name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=None)
    parser.add_argument("--size", nargs="+", default=SIZES)
    parser.add_argument("--mode", nargs="+", default=MODES, choices=MODES)
    parser.add_argument("--points", nargs="+", type=int, default=[10])
    parser.add_argument("--only", nargs="*", default=[])
    options = parser.parse_args()
    out = options.out or Path(tempfile.mkdtemp(prefix="jiesu-screenshots-"))
    out.mkdir(parents=True, exist_ok=True)
    if len(options.size) > 1:  # side by side, each on a screen of its own
        words = [
            "--out",
            str(out),
            "--mode",
            *options.mode,
            "--points",
            *map(str, options.points),
            "--only",
            *options.only,
        ]
        command = [sys.executable, __file__, *words]
        rounds = [subprocess.Popen([*command, "--size", size]) for size in options.size]
        return max([one.wait() for one in rounds])
    size = options.size[0]
    with screen(size):
        camera = Camera(out, options.only)
        try:
            for mode, points in product(options.mode, options.points):
                width, height = (int(part) for part in size.split("x"))
                camera.open((width, height), mode, points)
                camera.all()
                camera.close()
        finally:
            shutil.rmtree(camera.folder, ignore_errors=True)
    for path in camera.saved:
        print(path)
    return 0 if camera.saved else 1


if __name__ == "__main__":
    sys.exit(main())
