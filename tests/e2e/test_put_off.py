"""An alert is put off while a form is open, on a real screen with a real window manager, by nothing but keys."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from jiesu_desktop.clock import SystemTime
from jiesu_desktop.domain.tickets import Act, Details, Level, UpstreamRow, Who
from jiesu_desktop.paths import default_db_url
from jiesu_desktop.services import acts, intake, policy
from jiesu_desktop.storage.engine import open_store
from tests.desk.harness import Desk, wait_for

pytestmark = pytest.mark.e2e
WHO = Who("测试员", "测试台")
SECONDS = 60.0


def late_order(folder: Path) -> None:
    """An urgent order nobody has reported in time."""
    store = open_store(default_db_url(folder))
    time = SystemTime()
    at = time.now() - timedelta(minutes=6)
    row = UpstreamRow(number="热线-261124-000001", title="燃气泄漏", content="楼道内有燃气味", row=2)
    with store.begin() as uow:
        policy.ensure_default(uow, time, WHO)
        ticket = intake.take_in(uow, time, WHO, [row], obtained_at=at).added_ids[0]
        urgent = Details(level=Level.URGENT, reason="燃气")
        acts.perform(uow, time, WHO, ticket, Act.RAISE, urgent, occurred_at=at)
    store.close()


def journal(folder: Path, what: str) -> list[dict[str, Any]]:
    """The lines of the alarms' journal that say this."""
    path = folder / "alerts.journal"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [line for line in map(json.loads, lines) if line["what"] == what]


def stacked(desk: Desk) -> list[int]:
    """The windows from the lowest to the highest."""
    said = desk.run("xprop", "-root", "_NET_CLIENT_LIST_STACKING").partition("#")[2]
    return [int(number, 16) for number in said.split(",")]


def test_over_an_open_form_by_keys_and_back_to_what_was_typed(desk: Desk, tmp_path: Path) -> None:
    late_order(tmp_path)
    told = desk.start_jiesu("--data-dir", tmp_path)
    desk.activate(desk.wait_window("接诉即办", SECONDS, program=told))
    desk.wait_window("^提醒$", SECONDS, program=told)
    desk.key("n")
    form = desk.wait_window("^新建工单$", SECONDS, program=told)
    wait_for(lambda: desk.focused() == int(form.id, 16), "the form", SECONDS)
    desk.key("F7")
    shown = desk.wait_window("^全部提醒$", SECONDS, program=told)
    wait_for(lambda: desk.focused() == int(shown.id, 16), "the keyboard in the list", SECONDS)
    order = stacked(desk)
    assert order.index(int(shown.id, 16)) > order.index(int(form.id, 16)), "it lies under the form"
    desk.type("waiting")
    desk.key("Return")
    (put_off,) = wait_for(
        lambda: journal(tmp_path, "shelved"), "the putting off", SECONDS, lambda: told.output
    )
    assert put_off["reason"] == "waiting"
    desk.key("Escape")
    wait_for(lambda: desk.focused() == int(form.id, 16), "the form again", SECONDS)
    assert [window for window in desk.windows() if window.title == "全部提醒"] == []
