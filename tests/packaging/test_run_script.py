"""What run.sh decides before the program starts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desk.harness import Desk


def _bash(root: Path, script: str, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}
    return subprocess.run(
        ["bash", "-c", script, "bash", *words],
        cwd=root,
        env={**kept, **env},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "words", [[], ["demo"], ["demo", "--speed", "60"], ["--data-dir", "import"], ["--db", "x", "demo"]]
)
def test_without_a_display_the_desk_says_how_to_get_one(root: Path, words: list[str]) -> None:
    done = _bash(root, 'bash packaging/run.sh "$@"', *words)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "没有图形显示" in done.stderr
    assert f"xvfb-run -a bash packaging/run.sh {' '.join(words)}".strip() in done.stderr


def test_a_display_that_is_gone_is_noticed(root: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    script = f"source packaging/run.sh; VENV={tmp_path}; display_answers"
    assert _bash(root, script, DISPLAY=":9876").returncode != 0
    assert _bash(root, script, DISPLAY=":9876", QT_QPA_PLATFORM="offscreen").returncode == 0


@pytest.mark.e2e
def test_a_display_that_answers_will_do(root: Path, tmp_path: Path, desk: Desk) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(sys.executable)
    script = f"source packaging/run.sh; VENV={tmp_path}; display_answers"
    assert _bash(root, script, DISPLAY=desk.env["DISPLAY"]).returncode == 0


@pytest.mark.parametrize(
    ("words", "opens"),
    [
        ([], True),
        (["demo"], True),
        (["--data-dir", "doctor"], True),
        (["--data-dir=x"], True),
        (["--data-dir"], True),
        (["import", "demo"], False),
        (["--db", "demo", "doctor"], False),
        (["--data-dir", "x", "--as", "demo", "export", "tickets"], False),
        (["--help"], False),
        (["demo", "--help"], False),
    ],
)
def test_which_commands_open_a_window(root: Path, words: list[str], opens: bool) -> None:
    done = _bash(root, 'source packaging/run.sh; opens_window "$@"', *words)
    assert (done.returncode == 0) is opens, done.stderr


def test_either_name_of_a_renamed_package_will_do(root: Path) -> None:
    script = 'source packaging/prepare.sh; missing_packages "$@"'
    done = _bash(root, script, "no-such-package", "no-such-package|dpkg", "dpkg|no-such-package", "dpkg")
    assert done.stdout.split() == ["no-such-package"]


@pytest.mark.parametrize(
    ("libc", "status"), [("glibc 2.36", 1), ("glibc 2.38", 1), ("glibc 2.39", 0), ("glibc 2.41", 0)]
)
def test_an_arm_machine_that_is_too_old_is_told_so(root: Path, libc: str, status: int) -> None:
    script = f"""source packaging/prepare.sh
    uname() {{ echo aarch64; }}
    getconf() {{ echo '{libc}'; }}
    check_machine"""
    done = _bash(root, script)
    assert done.returncode == status
    assert ("Debian 13" in done.stderr) is bool(status)


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_version_has_hashes_and_no_address(root: Path, name: str) -> None:
    text = (root / "packaging" / name).read_text(encoding="utf-8")
    pinned = [line for line in text.splitlines() if "==" in line]
    assert len(pinned) > 20
    assert all(line.endswith("\\") for line in pinned), "each is followed by its hashes"
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text


def test_the_locks_agree_and_obey_the_limit_on_qt(root: Path) -> None:
    def versions(name: str) -> dict[str, str]:
        lines = (root / "packaging" / name).read_text(encoding="utf-8").splitlines()
        return dict(line.split()[0].split("==") for line in lines if "==" in line)

    run, dev = versions("requirements.lock"), versions("requirements-dev.lock")
    assert run.items() <= dev.items()
    assert (6, 10) <= tuple(int(part) for part in run["pyside6"].split(".")[:2]) < (6, 12)
