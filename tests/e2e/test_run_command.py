"""The command of README.md, as a person on a desk types it."""

from __future__ import annotations

import signal
import subprocess
from pathlib import Path

import pytest

from tests.desk.harness import Desk
from tests.desk.processes import unavailable

pytestmark = pytest.mark.e2e


@pytest.fixture
def prepared(root: Path) -> None:
    script = "source packaging/prepare.sh; is_stamped requirements.lock"
    if subprocess.run(["bash", "-c", script], cwd=root, check=False).returncode != 0:
        unavailable("packaging/test.sh or run.sh has not prepared .venv here")


@pytest.mark.usefixtures("prepared")
def test_run_sh_demo_opens_the_desk_and_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    program = desk.start(["bash", "packaging/run.sh", "demo"], env={"TMPDIR": str(tmp_path)})
    window = desk.wait_window("接诉即办", 60, program=program)
    assert list(tmp_path.glob("jiesu-demo-*")), "the demo's data stands in a folder of its own"
    desk.run("wmctrl", "-i", "-c", window.id)
    assert program.wait(30) == 0, program.output
    assert list(tmp_path.iterdir()) == []
    assert not (Path(desk.env["XDG_DATA_HOME"]) / "jiesu_desktop").exists()
    assert "Traceback" not in program.output


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_as_closing_the_window_does(desk: Desk, tmp_path: Path, sign: signal.Signals) -> None:
    program = desk.start_jiesu("demo", env={"TMPDIR": str(tmp_path)})
    desk.wait_window("接诉即办", 60, program=program)
    program.process.send_signal(sign)
    assert program.wait(30) == 0, program.output
    assert list(tmp_path.iterdir()) == []
    assert "Traceback" not in program.output
