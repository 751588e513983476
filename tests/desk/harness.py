"""A real desk for the tests: what a person would see, type and hear, without a person.

Xvfb gives a screen, openbox a window manager, trayer a notification area, dbus a session bus and PulseAudio's null sink
a loudspeaker whose monitor can be recorded. Everything lives in a private folder and dies with the tests.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from tests.desk.processes import dying_with_parent, require, stop, stopper

PROGRAMS = (
    "Xvfb", "dbus-daemon", "openbox", "trayer", "pulseaudio", "pactl", "parecord", "sox", "xdotool", "xprop", "wmctrl", "import",
)  # fmt: skip
ROOT = Path(__file__).resolve().parents[2]
T = TypeVar("T")

_SINK = "desk"
_LIST_TRIES = 20
_MODIFIERS = ("Control_L", "Shift_L", "Alt_L", "Super_L")
_START_SECONDS = 20.0
PATIENCE = 3
"""How many times longer than named a test waits before it gives up: the machine may do much else besides, and a wait that is
not needed costs nothing."""


@dataclass(frozen=True)
class Window:
    """A window the window manager knows: place and size in pixels of the screen."""

    id: str
    pid: int
    x: int
    y: int
    width: int
    height: int
    title: str


@dataclass(frozen=True)
class Sound:
    """What sox measured in a recording; loudness as a fraction of full scale."""

    seconds: float
    peak: float
    rms: float


class Program:
    """One program started on the desk, its output kept in a file."""

    def __init__(self, process: subprocess.Popen[bytes], output: Path) -> None:
        self.process = process
        self._output = output

    @property
    def output(self) -> str:
        """Everything it has written so far, both streams."""
        return self._output.read_text(encoding="utf-8", errors="replace")

    def wait(self, seconds: float = 20) -> int:
        """Its exit status; kills it and fails when it does not end in time."""
        try:
            return self.process.wait(seconds * PATIENCE)
        except subprocess.TimeoutExpired:
            stop(self.process)
            raise AssertionError(f"still running after {seconds * PATIENCE} s:\n{self.output}") from None

    def stop(self, sign: int = signal.SIGTERM) -> None:
        """End it and whatever it started."""
        stop(self.process, sign=sign)


class Desk:
    """A running desk; use it as a context manager.

    Attributes:
        env: the environment in which programs see this desk.
        folder: private; HOME and XDG_RUNTIME_DIR of those programs lie in it.
    """

    def __init__(self, width: int = 1366, height: int = 768) -> None:
        self._size = (width, height)
        self._stack = ExitStack()
        self._count = 0
        self._running: list[subprocess.Popen[bytes]] = []
        self.folder = Path()
        self.env: dict[str, str] = {}

    def __enter__(self) -> Desk:
        require(PROGRAMS, "the desk")
        with ExitStack() as stack:
            self.folder = Path(tempfile.mkdtemp(prefix="jiesu-desk-"))
            stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
            self.env = self._environment()
            self._start_screen(stack)
            self._start_bus(stack)
            self._start_sound(stack)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop_programs()
        self._stack.close()

    def tidy(self) -> None:
        """As it was when it was set up, for whoever comes next: nothing runs, no key is down, the loudspeaker can be heard."""
        self._stop_programs()
        self.run("xdotool", "keyup", *_MODIFIERS, "mousemove", *(str(side // 2) for side in self._size))
        if self._answers("pactl", "info"):
            self.run("pactl", "set-default-sink", _SINK)
            self.run("pactl", "set-sink-mute", _SINK, "0")
            self.run("pactl", "set-sink-volume", _SINK, "100%")

    def _stop_programs(self) -> None:
        while self._running:
            stop(self._running.pop())

    # ------------------------------------------------------------------------------------------------- programs
    def start(
        self, command: Sequence[str | Path], *, cwd: Path = ROOT, env: Mapping[str, str] | None = None
    ) -> Program:
        """Start a program on this desk; it ends when the desk is tidied at the latest."""
        self._count += 1
        output = self.folder / f"program-{self._count}.log"
        with output.open("wb") as file:
            process = subprocess.Popen(
                dying_with_parent(command),
                cwd=cwd,
                env={**self.env, **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._running.append(process)
        return Program(process, output)

    def start_jiesu(self, *words: str | Path, env: Mapping[str, str] | None = None) -> Program:
        """Start jiesu-desktop with these arguments."""
        return self.start([sys.executable, "-m", "jiesu_desktop", *words], env=env)

    def run(self, *command: str | Path, seconds: float = 20) -> str:
        """Run a short command on this desk to its end; returns what it wrote to standard output."""
        done = subprocess.run(
            [str(word) for word in command],
            env=self.env,
            capture_output=True,
            text=True,
            timeout=seconds * PATIENCE,
            check=False,
        )
        if done.returncode != 0:
            raise AssertionError(f"{command}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done.stdout

    # --------------------------------------------------------------------------------------------- eyes and hands
    def windows(self) -> list[Window]:
        """The windows open now (pop-ups and balloons, which no window manager handles, are not among them)."""
        found = []
        for line in self._listed().splitlines():
            parts = line.split(None, 8)
            title = parts[8] if len(parts) > 8 else ""
            pid, x, y, width, height = (int(part) for part in parts[2:7])
            found.append(Window(parts[0], pid, x, y, width, height, title))
        return found

    def _listed(self) -> str:
        """The list of wmctrl; asked again when a window went away while it was being made, which fails the whole list."""
        for _ in range(_LIST_TRIES - 1):
            try:
                return self.run("wmctrl", "-l", "-p", "-G")
            except AssertionError as error:
                if not re.search("BadWindow|BadDrawable|client list", str(error)):
                    raise
                time.sleep(0.1)
        return self.run("wmctrl", "-l", "-p", "-G")

    def wait_window(self, title: str, seconds: float = 20, *, program: Program | None = None) -> Window:
        """The first window whose title matches the regular expression; fails when none comes in time.

        With `program` given, its output is in the failure, and its early end fails at once.
        """

        def look() -> Window | None:
            if program is not None and program.process.poll() is not None:
                raise AssertionError(f"ended before its window came:\n{program.output}")
            return next((window for window in self.windows() if re.search(title, window.title)), None)

        said = (lambda: program.output) if program is not None else (lambda: "")
        window = wait_for(look, f"a window titled {title!r}", seconds, said)
        assert window is not None
        return window

    def activate(self, window: Window) -> None:
        """Give a window the keyboard."""
        self.run("wmctrl", "-i", "-a", window.id)
        self.run("xdotool", "windowfocus", "--sync", str(int(window.id, 16)))

    def focused(self) -> int:
        """The number of the window that has the keyboard; 0 while none has it."""
        return int((self._asked("xdotool", "getwindowfocus") or "0").strip())

    def key(self, *keys: str) -> None:
        """Press keys one after another, in xdotool's names: "Return", "ctrl+k"."""
        self.run("xdotool", "key", "--delay", "30", *keys)

    def type(self, text: str) -> None:
        """Type text into whatever has the keyboard (any characters; slow for Chinese)."""
        self.run("xdotool", "type", "--delay", "20", text, seconds=60)

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click at a place of the screen, in pixels."""
        self.run("xdotool", "mousemove", "--sync", str(x), str(y), "click", str(button))

    def screenshot(self, path: Path) -> Path:
        """Save the whole screen as PNG."""
        self.run("import", "-silent", "-window", "root", path)
        return path

    # ------------------------------------------------------------------------------------------------------- ears
    @contextmanager
    def recording(self, path: Path, sink: str = _SINK) -> Iterator[Path]:
        """Record what the loudspeaker, or another one, plays while the block runs, as WAV."""
        command = ["parecord", "--latency-msec=20", "-d", f"{sink}.monitor", "--file-format=wav", str(path)]
        recorder = self.start(command)
        try:
            wait_for(lambda: path.exists() and path.stat().st_size > 0, "the recorder", _START_SECONDS)
            yield path
        finally:
            recorder.stop(signal.SIGINT)

    def measure(self, path: Path) -> Sound:
        """How long and how loud a recording is."""
        # -t: a recorder that was interrupted leaves a header with a wrong length; sox is told to read on.
        done = subprocess.run(
            ["sox", "--ignore-length", str(path), "-n", "stat"], capture_output=True, text=True, check=True
        )
        figures = dict(re.findall(r"^(.+?):\s+(-?[\d.]+)", done.stderr, re.MULTILINE))
        peak = max(abs(float(figures["Maximum amplitude"])), abs(float(figures["Minimum amplitude"])))
        return Sound(float(figures["Length (seconds)"]), peak, float(figures["RMS     amplitude"]))

    def playing(self) -> int:
        """How many streams the loudspeaker plays at this moment."""
        return len(self.run("pactl", "list", "short", "sink-inputs").splitlines())

    def plug_in(self, sink: str = _SINK) -> None:
        """Another loudspeaker comes."""
        self.run("pactl", "load-module", "module-null-sink", f"sink_name={sink}", "rate=48000")

    def take_out(self, sink: str = _SINK) -> None:
        """A loudspeaker goes, whatever it plays."""
        modules = [line.split("\t") for line in self.run("pactl", "list", "short", "modules").splitlines()]
        (number,) = [module[0] for module in modules if f"sink_name={sink} " in f"{module[2]} "]
        self.run("pactl", "unload-module", number)

    def lose_sound_system(self) -> None:
        """The sound system itself ends, as when it crashes or is brought up to date."""
        stop(self._sound_system)
        wait_for(lambda: not self._answers("pactl", "info"), "the end of PulseAudio", _START_SECONDS)

    def bring_sound_system_back(self) -> None:
        """It runs again, with the same loudspeaker."""
        self._start_sound(self._stack)

    # -------------------------------------------------------------------------------------------------- the parts
    def _environment(self) -> dict[str, str]:
        runtime, home = self.folder / "run", self.folder / "home"
        runtime.mkdir(mode=0o700)
        home.mkdir()
        kept = {
            name: os.environ[name]
            for name in ("PATH", "TZ", "VIRTUAL_ENV", "PYTHONUTF8")
            if name in os.environ
        }
        return {
            **kept,
            "HOME": str(home),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_DATA_HOME": str(home / ".local/share"),
            "XDG_CONFIG_HOME": str(home / ".config"),
            "XDG_CACHE_HOME": str(home / ".cache"),
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "QT_QPA_PLATFORM": "xcb",
            "NO_AT_BRIDGE": "1",
            "JIESU_WATCHDOG": "0",  # a test that kills the desk means the desk; those of the watchdog ask for it
            "JIESU_SELF_TEST": "off",  # it speaks, and tests count what is heard; its own test asks for it
            "PULSE_SERVER": f"unix:{runtime}/pulse/native",
        }

    def _daemon(
        self, stack: ExitStack, command: Sequence[str], pass_fds: Sequence[int] = ()
    ) -> tuple[Path, subprocess.Popen[bytes]]:
        log = self.folder / f"{Path(command[0]).name}.log"
        with log.open("wb") as file:
            process = subprocess.Popen(
                dying_with_parent(command),
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=tuple(pass_fds),
            )
        stack.callback(stopper(process))
        return log, process

    def _daemon_telling(self, stack: ExitStack, command: Callable[[int], Sequence[str]]) -> str:
        """Start a daemon that writes one line (its display, its address) to a descriptor; returns the line."""
        reading, writing = os.pipe()
        with os.fdopen(reading, encoding="ascii") as told:
            log, _ = self._daemon(stack, command(writing), (writing,))
            os.close(writing)
            line = told.readline().strip()
        if not line:
            raise RuntimeError(f"did not start: {log.read_text(errors='replace')}")
        return line

    def _start_screen(self, stack: ExitStack) -> None:
        width, height = self._size
        screen = f"{width}x{height}x24"
        number = self._daemon_telling(
            stack,
            lambda fd: [
                "Xvfb",
                "-displayfd",
                str(fd),
                "-screen",
                "0",
                screen,
                "-nolisten",
                "tcp",
                "-noreset",
            ],
        )
        self.env["DISPLAY"] = f":{number}"
        self._daemon(stack, ["openbox", "--sm-disable"])
        wait_for(lambda: self._answers("wmctrl", "-m"), "the window manager", _START_SECONDS)
        tray = "--edge top --align right --widthtype request --height 28 --SetDockType true --expand true"
        self._daemon(stack, ["trayer", *tray.split()])
        wait_for(self._has_tray, "the tray", _START_SECONDS)

    def _has_tray(self) -> bool:
        # Until its first window came the window manager has no list of them, and the question fails.
        listed = self._asked("wmctrl", "-l", "-x")
        return "trayer" in (listed or "") or self._answers("xdotool", "search", "--name", "panel")

    def _start_bus(self, stack: ExitStack) -> None:
        self.env["DBUS_SESSION_BUS_ADDRESS"] = self._daemon_telling(
            stack, lambda fd: ["dbus-daemon", "--session", "--nofork", f"--print-address={fd}"]
        )

    def _start_sound(self, stack: ExitStack) -> None:
        modules = [
            "module-native-protocol-unix auth-anonymous=1",
            f"module-null-sink sink_name={_SINK} rate=48000",
        ]
        loads = [f"--load={module}" for module in modules]
        words = ["-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes", "--use-pid-file=no"]
        _, self._sound_system = self._daemon(stack, ["pulseaudio", *words, *loads])
        wait_for(lambda: self._answers("pactl", "info"), "PulseAudio", _START_SECONDS)
        self.run("pactl", "set-default-sink", _SINK)

    def _answers(self, *command: str) -> bool:
        return self._asked(*command) is not None

    def _asked(self, *command: str) -> str | None:
        """What the command wrote to standard output; None if it failed."""
        done = subprocess.run(
            command, env=self.env, capture_output=True, text=True, check=False, timeout=10 * PATIENCE
        )
        return done.stdout if done.returncode == 0 else None


def wait_for(look: Callable[[], T], what: str, seconds: float, said: Callable[[], str] = lambda: "") -> T:
    """Ask again and again until the answer is true; returns it, or fails naming what did not come."""
    deadline = time.monotonic() + seconds * PATIENCE
    while True:
        answer = look()
        if answer:
            return answer
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not come within {seconds * PATIENCE:g} s\n{said()}")
        time.sleep(0.1)
