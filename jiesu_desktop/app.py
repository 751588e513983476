"""The composition root: the one place where the parts are built, joined and shut down.

Nothing here decides anything. What is built first is shut down last.
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from jiesu_desktop import logs
from jiesu_desktop.alerts.housekeeping import Housekeeping
from jiesu_desktop.cli.arguments import Options
from jiesu_desktop.cli.output import say
from jiesu_desktop.cli.session import the_operator
from jiesu_desktop.clock import ScaledTime, SystemTime, TimeSource
from jiesu_desktop.domain.tickets import Channel, UpstreamRow, Who
from jiesu_desktop.gui.alert_front import AlertFront
from jiesu_desktop.gui.chinese import speak_chinese
from jiesu_desktop.gui.context import Desk, make_desk
from jiesu_desktop.gui.crash import CrashFile
from jiesu_desktop.gui.garbage import Garbage
from jiesu_desktop.gui.main_window import TITLE, MainWindow
from jiesu_desktop.gui.quitting import Quitting
from jiesu_desktop.gui.self_testing import SelfTesting
from jiesu_desktop.gui.single_instance import SingleInstance
from jiesu_desktop.gui.stay_awake import StayAwake
from jiesu_desktop.gui.watched import Watched, say_why
from jiesu_desktop.heartbeat import LEAVING, OPENED, Heart, Restart, told
from jiesu_desktop.paths import default_db_url, resource
from jiesu_desktop.services import intake, operators, policy, projection
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.services.demo_night import DemoNight
from jiesu_desktop.storage.engine import Store, open_store
from jiesu_desktop.storage.errors import StorageError
from jiesu_desktop.storage.unit_of_work import UnitOfWork

log = logging.getLogger(__name__)

_NO_DISPLAY = (
    "没有可用的图形显示（DISPLAY 和 WAYLAND_DISPLAY 都没有设置），打不开值班台窗口。\n"
    "请在图形桌面里运行；远程登录请用 ssh -X；只想试一试可装 xvfb 后用 xvfb-run 运行。\n"
    "不需要窗口的命令（import、export、clocks、doctor 等）可以照常使用。"
)
_ARRIVALS_EVERY_MS = 500
_SWITCH_S = 0.0001
"""Real seconds a thread that computes keeps the interpreter while another waits for it. Painting gives it away and wants
it back hundreds of times: with six threads at work on 10,000 orders just come in the window stood still for 1.1 s at 0.5 ms,
so for 0.7 to 0.9, and no shorter at less (window.stutter, on a slow machine)."""
_TRY_AGAIN_MS = 20_000


def run(options: Options) -> int:
    """Open the desk and stay until it is closed.

    Returns:
        0, or 1 where it could not be opened; the reason has been said.
    """
    restart, heart = told(os.environ), Heart.take(os.environ)
    try:
        status = _run(options, heart, restart)
    except SystemExit:  # told to end before there was a window
        heart.beat(LEAVING)
        raise
    heart.beat(LEAVING)
    return status


def _run(options: Options, heart: Heart, restart: Restart | None) -> int:
    if not _has_display():
        say(_NO_DISPLAY)
        return 1
    with ExitStack() as shut:
        folder = _folder(options, shut)
        if folder is None:
            return 1
        logs.start(folder)
        sys.setswitchinterval(_SWITCH_S)
        qt = _application()
        Garbage(qt)
        _end_when_told()
        instance = SingleInstance(folder)
        if not instance.claim():
            say("值班台已经打开，已把它的窗口调到前面。")
            return 0
        shut.callback(instance.release)
        try:
            store = open_store(_url(options, folder), backups=folder / "backups")
        except StorageError as error:
            return _cannot_open(error.message, again=restart is not None)
        shut.callback(store.close)
        desk, night = _desk(options, store, folder)
        heart.beat(OPENED)
        # Else they are written when Qt pleases: after the demo's folder has gone.
        shut.callback(desk.prefs.sync)
        shut.callback(desk.tasks.close)
        window = _window(desk, folder, instance, shut, restart)
        if night is not None:
            _let_orders_arrive(desk, night, window)
        window.show()
        Watched(desk, heart, window)
        status = qt.exec()
        heart.beat(LEAVING)
        return status


def _has_display() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM") in (
        "offscreen",
        "minimal",
        "vnc",
    ):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _folder(options: Options, shut: ExitStack) -> Path | None:
    """The data folder; the demo's own is thrown away at the end."""
    if options.command == "demo" and options.data_dir is None:
        folder = Path(tempfile.mkdtemp(prefix="jiesu-demo-"))
        shut.callback(shutil.rmtree, folder, ignore_errors=True)
        return folder
    try:
        options.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        say(
            f"数据文件夹 {options.folder} 无法建立：{error.strerror}。请换一个有写入权限的位置（--data-dir）。"
        )
        return None
    return options.folder


def _url(options: Options, folder: Path) -> str:
    """The demo never touches the user's own database."""
    return default_db_url(folder) if options.command == "demo" else options.url


def _end_when_told() -> None:
    """Ctrl+C, a logout or `kill` before there is a window: in order, leaving no demo folder behind."""
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: sys.exit(0))


def _application() -> QApplication:
    existing = QApplication.instance()
    qt = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    speak_chinese(qt)
    qt.setApplicationName("jiesu-desktop")
    qt.setDesktopFileName("jiesu-desktop")
    qt.setWindowIcon(QIcon(str(resource("icons/app.svg"))))
    qt.setQuitOnLastWindowClosed(True)
    return qt


def _cannot_open(sentence: str, *, again: bool) -> int:
    """Say why; after a restart the watchdog tries again, unless somebody is there and says no.

    Returns:
        The exit status: 0 where nobody wants it tried again.
    """
    say(sentence)
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return 1
    if not again:
        QMessageBox.critical(None, TITLE, sentence)
        return 1
    box = QMessageBox(
        QMessageBox.Icon.Critical, TITLE, f"{sentence}\n\n值班台正在自动重试，打开之前没有提醒。"
    )
    retry = box.addButton("立即重试", QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton("退出", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(retry)
    box.setEscapeButton(retry)
    QTimer.singleShot(_TRY_AGAIN_MS, box.reject)
    box.exec()
    return 0 if box.clickedButton() is leave else 1


def _desk(options: Options, store: Store, folder: Path) -> tuple[Desk, DemoNight | None]:
    who = the_operator(options)
    if options.command == "demo":
        who = Who(options.who or "甲某某", "演示台")
        night = DemoNight(store, who)
        time: TimeSource = ScaledTime(night.prepare(), options.speed)
        return make_desk(store, time, who, folder, demo=True), night
    time = SystemTime(store.server_offset)
    with store.begin() as work:
        policy.ensure_default(work, time, who)
        projection.bring_up(work)
        operators.ensure(work, time, who)
    return make_desk(store, time, who, folder), None


def _window(
    desk: Desk, folder: Path, instance: SingleInstance, shut: ExitStack, restart: Restart | None
) -> MainWindow:
    crash = CrashFile(folder)
    crash.install(lambda sentence: desk.bridge.say(sentence, "error"))
    shut.callback(crash.remove)
    desk.theme.apply()
    window = MainWindow(desk)
    instance.asked.connect(window.come_forward, Qt.ConnectionType.QueuedConnection)
    Quitting(desk, window).take_signals()
    alarms = AlertFront(desk, window)
    desk.alerts = alarms.desk
    shut.callback(alarms.stop)
    alarms.quit.connect(window.leave)
    alarms.tray.state.connect(lambda there, _: window.set_stay(there and not desk.demo))
    alarms.start()
    testing = SelfTesting(
        desk, alarms, window, automatic=_tests_itself(desk), flashes=window.strip.lamps.flash
    )
    testing.start()
    shut.callback(testing.stop)
    if not desk.demo:
        backups = folder / "backups"
        keeping = Housekeeping(desk.store, desk.time, backups, desk.bridge.lamp.emit, desk.bridge.urging.emit)
        keeping.start()
        shut.callback(keeping.stop)
        awake = StayAwake(desk, parent=window)
        awake.start()
        shut.callback(awake.stop)
    say_why(desk, crash, restart)
    return window


def _tests_itself(desk: Desk) -> bool:
    """Not in the demo, whose nights pass in minutes, nor where tests count what is heard (JIESU_SELF_TEST=off)."""
    return not desk.demo and os.environ.get("JIESU_SELF_TEST") != "off"


def _let_orders_arrive(desk: Desk, night: DemoNight, window: MainWindow) -> None:
    """The demo's orders come in through the same door as a file's."""
    timer = QTimer(window, interval=_ARRIVALS_EVERY_MS)

    def arrive() -> None:
        rows = night.tick(desk.time.now())
        if rows:
            desk.write(_take_in, rows).run()

    timer.timeout.connect(arrive)
    timer.start()


def _take_in(uow: UnitOfWork, time: TimeSource, who: Who, rows: list[UpstreamRow]) -> Changes:
    return intake.take_in(uow, time, who, rows, channel=Channel.HOTLINE).changes
