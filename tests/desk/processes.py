"""Child processes that never outlive the test run."""

from __future__ import annotations

import contextlib
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

import pytest

TEST_USER = "jiesu-test"  # made by packaging/test.sh


def require(programs: Sequence[str], purpose: str) -> None:
    """Skip the test when a program is missing; under packaging/test.sh, which installs them, fail instead."""
    missing = [name for name in programs if shutil.which(name) is None]
    if missing:
        unavailable(f"{purpose}: {'、'.join(missing)} not installed")


def unavailable(reason: str) -> NoReturn:
    """Skip with the reason; with JIESU_REQUIRE_ALL=1 (packaging/test.sh) nothing may be missing, so fail."""
    if os.environ.get("JIESU_REQUIRE_ALL") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def server_account() -> pwd.struct_passwd | None:
    """The account servers run as that refuse root; None where the tests are not run by root themselves."""
    if os.geteuid() != 0:
        return None
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(TEST_USER)
    return pwd.getpwnam("nobody")


def as_account(command: Sequence[str | Path], account: pwd.struct_passwd | None) -> list[str]:
    """The command line that runs `command` as `account` (None: as we are)."""
    words = [str(word) for word in command]
    if account is None:
        return words
    return ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups", *words]


def without_powers(command: Sequence[str | Path]) -> list[str]:
    """The command line that runs `command` bound by file permissions, also where the tests are run by root.

    Root keeps its name (so it still reads its own checkout and virtual environment) and loses every capability,
    so a read-only folder stops it as it stops any user.
    """
    words = [str(word) for word in command]
    if os.geteuid() != 0:
        return words
    return ["setpriv", "--inh-caps=-all", "--ambient-caps=-all", "--bounding-set=-all", *words]


def dying_with_parent(command: Sequence[str | Path], sign: str = "KILL") -> list[str]:
    """The command line that gets the signal `sign` should the test run itself be killed."""
    return ["setpriv", f"--pdeathsig={sign}", *(str(word) for word in command)]


def stop(process: subprocess.Popen[bytes], *, sign: int = signal.SIGTERM, seconds: float = 5) -> None:
    """End a process and its whole group; what does not go politely is killed."""
    if process.poll() is None:
        _signal_group(process, sign)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            _signal_group(process, signal.SIGKILL)
            process.wait(seconds)
    _signal_group(process, signal.SIGKILL)


def _signal_group(process: subprocess.Popen[bytes], sign: int) -> None:
    # Every child is started as the leader of its own session, so its pid names the group even after it has gone.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, sign)


def stopper(process: subprocess.Popen[bytes]) -> Callable[[], None]:
    """A callback for an ExitStack."""
    return partial(stop, process)


# linux/capability.h: version 3 of the structures; CAP_DAC_OVERRIDE (1) and CAP_DAC_READ_SEARCH (2) pass over permissions.
_CAPABILITY_VERSION = 0x20080522
_PASSING_OVER = (1 << 1) | (1 << 2)


@contextlib.contextmanager
def bound_by_permissions() -> Iterator[None]:
    """While this lasts, file permissions bind this thread (and those it starts) also when it is root's."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; twice, for 64 capabilities
    _checked(libc.capget(header, sets))
    before = sets[0]
    sets[0] = before & ~_PASSING_OVER
    _checked(libc.capset(header, sets))
    try:
        yield
    finally:
        sets[0] = before
        _checked(libc.capset(header, sets))


def _checked(result: int) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), "capget/capset")
