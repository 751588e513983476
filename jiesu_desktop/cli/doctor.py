"""``doctor``: whether this machine can run the desk. Each probe fails alone and says what to do.

What only Qt can tell (tray, sound device) is asked of a child process, ``python -m jiesu_desktop.gui.probe``: this package
imports no Qt, and a Qt that aborts must not take the doctor with it.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from jiesu_desktop.cli.arguments import Options
from jiesu_desktop.cli.output import emit
from jiesu_desktop.clock import SystemTime, beijing

if TYPE_CHECKING:
    from jiesu_desktop.storage.engine import Store

_ENOUGH_BYTES = 1 << 30
_CLOCK_TOLERANCE_S = 60.0
_PROBE_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's answer: what was found, and what to do when it is not well."""

    check: str
    ok: bool
    detail: str


class Probe(Protocol):
    """Something that can be checked."""

    def __call__(self, options: Options) -> Iterable[Finding]:
        """What was found; may raise, which is itself a finding."""


def run_doctor(options: Options) -> int:
    """Print every finding. Exit 1 only when the database cannot be used: without it there is no desk."""
    well = True
    for names, probe in PROBES:
        for finding in _asked(names, probe, options):
            emit({"check": finding.check, "ok": finding.ok, "detail": finding.detail})
            well = well and (finding.ok or finding.check != "database")
    return 0 if well else 1


def _asked(names: tuple[str, ...], probe: Probe, options: Options) -> Iterable[Finding]:
    try:
        found = {finding.check: finding for finding in probe(options)}
    except Exception as error:  # noqa: BLE001 - a probe that breaks is a finding, and the next one still runs
        found = {}
        reason = f"检查时出错：{getattr(error, 'message', None) or error}"
    else:
        reason = "没有得到结果"
    return [found.get(name, Finding(name, False, reason)) for name in names]


# --------------------------------------------------------------------------------------------------------- probes


def probe_database(options: Options) -> Iterable[Finding]:
    """Opens it, checks it is whole, writes and reads, and tells its clock from ours; and its backups."""
    from jiesu_desktop.storage.engine import open_store
    from jiesu_desktop.storage.errors import StorageError

    path = Path(options.url.removeprefix("sqlite:///")) if options.url.startswith("sqlite:///") else None
    if path is not None and not path.exists():
        yield Finding("database", True, f"尚未建立，首次打开时建立于 {path}")
        yield Finding("clock", True, _now_words())
        yield Finding("backups", True, "还没有数据，无需备份")
        return
    try:
        store = open_store(options.url, create=False, backups=options.folder / "backups")
    except StorageError as error:
        yield Finding("database", False, error.message)
        yield Finding("clock", True, _now_words())
        yield _backups(options, tickets=0)
        return
    try:
        yield from _opened(store, options)
    finally:
        store.close()


def _opened(store: Store, options: Options) -> Iterable[Finding]:
    from jiesu_desktop.alerts.self_probes import DatabaseProbe
    from jiesu_desktop.alerts.self_test import CheckFailedError
    from jiesu_desktop.cli.session import the_operator
    from jiesu_desktop.services import policy
    from jiesu_desktop.storage.errors import StorageError

    time = SystemTime(store.server_offset)
    try:
        store.check()
        with store.read() as queries:
            counts = queries.counts(time.now())
            broken = policy.broken_words(queries, time.now())
        yield _clock(store, time)
        yield _backups(options, counts.tickets)
        tried = DatabaseProbe(store, time, the_operator(options)).check()
    except (StorageError, CheckFailedError) as error:
        yield Finding("database", False, str(getattr(error, "message", error)))
        return
    words = f"{tried}，{counts.tickets} 件工单，其中在办 {counts.open}"
    yield Finding("database", True, f"{words}。{broken}" if broken else words)


def _now_words() -> str:
    return f"北京时间 {beijing(SystemTime().now()):%Y-%m-%d %H:%M:%S}，请核对"


def _clock(store: Store, time: SystemTime) -> Finding:
    """Against the database's server, and against its newest record and its file."""
    from jiesu_desktop.alerts.self_probes import ClockProbe
    from jiesu_desktop.alerts.self_test import CheckFailedError

    offset = store.server_offset.total_seconds()
    if abs(offset) > _CLOCK_TOLERANCE_S:
        return Finding(
            "clock", False, f"本机与数据库服务器相差 {offset:.0f} 秒，以服务器为准，请校准系统时间"
        )
    try:
        ClockProbe(store, time).check()
    except CheckFailedError as error:
        return Finding("clock", False, str(error))
    return Finding("clock", True, _now_words())


def _backups(options: Options, tickets: int) -> Finding:
    folder = options.folder / "backups"
    files = sorted(folder.glob("*.sqlite3"), key=lambda file: file.stat().st_mtime) if folder.is_dir() else []
    if files:
        return Finding("backups", True, f"{len(files)} 份，最近一份 {files[-1].name}")
    if tickets:
        return Finding("backups", False, "还没有备份，请运行 jiesu-desktop backup")
    return Finding("backups", True, "还没有数据，无需备份")


def probe_disk(options: Options) -> Iterable[Finding]:
    """Room for data and backups, and the right to write."""
    folder = options.folder
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    if not os.access(folder, os.W_OK):
        yield Finding("disk", False, f"{folder} 不可写，请检查权限或用 --data-dir 换一个文件夹")
    elif free < _ENOUGH_BYTES:
        yield Finding("disk", False, f"{folder} 只剩 {free / 2**20:.0f} MB，请清理磁盘")
    else:
        yield Finding("disk", True, f"{folder} 可写，剩余 {free / 2**30:.1f} GB")


def probe_fonts(options: Options) -> Iterable[Finding]:
    """A font with Chinese glyphs. Windows brings its own."""
    if sys.platform == "win32":
        yield Finding("fonts", True, "系统自带中文字体")
        return
    listed = subprocess.run(
        ["fc-list", ":lang=zh", "family"], capture_output=True, text=True, timeout=_PROBE_SECONDS, check=False
    )
    families = sorted({line.split(",")[0].strip() for line in listed.stdout.splitlines() if line.strip()})
    if families:
        yield Finding("fonts", True, "、".join(families[:3]))
    else:
        yield Finding("fonts", False, "没有中文字体，界面会显示方框。请安装 fonts-noto-cjk")


def probe_voice(options: Options) -> Iterable[Finding]:
    """A Mandarin voice."""
    if importlib.util.find_spec("pyttsx3") is None:
        yield Finding("voice", False, "缺少 pyttsx3，请重新安装程序")
        return
    if sys.platform == "win32":
        yield Finding("voice", True, "使用系统语音（SAPI5），请在设置中试听")
        return
    engine = shutil.which("espeak-ng") or shutil.which("espeak")
    if engine is None:
        yield Finding("voice", False, "没有语音引擎。请安装 espeak-ng，否则只有提示音")
        return
    voices = subprocess.run(
        [engine, "--voices=zh"], capture_output=True, text=True, timeout=_PROBE_SECONDS, check=False
    )
    chinese = any(word in voices.stdout for word in ("cmn", "Mandarin", "Chinese"))
    yield Finding(
        "voice",
        chinese,
        f"{engine}，普通话" if chinese else f"{engine} 没有普通话语音，请安装完整的 espeak-ng-data",
    )


def probe_qt(options: Options) -> Iterable[Finding]:
    """Tray and sound device, as a child process with Qt sees them; without a display there is still the sound."""
    shown = sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    environment = dict(os.environ) if shown else {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-m", "jiesu_desktop.gui.probe"],
        capture_output=True, text=True, encoding="utf-8", timeout=_PROBE_SECONDS, check=False, env=environment,
    )  # fmt: skip
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            said = json.loads(line)
            yield Finding(said["check"], said["ok"], said["detail"])
    if not shown:
        yield Finding("tray", False, "没有图形显示（DISPLAY 未设置），无法检查系统托盘")


PROBES: tuple[tuple[tuple[str, ...], Probe], ...] = (
    (("database", "clock", "backups"), probe_database),
    (("disk",), probe_disk),
    (("fonts",), probe_fonts),
    (("tray", "sound"), probe_qt),
    (("voice",), probe_voice),
)
"""The checks a probe answers for, and the probe."""
