from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from jiesu_desktop import logs


@pytest.fixture(autouse=True)
def _quiet_afterwards() -> Iterator[None]:
    logger = logging.getLogger("jiesu_desktop")
    before = list(logger.handlers)
    yield
    for handler in logger.handlers:
        if handler not in before:
            handler.close()
    logger.handlers[:] = before


def test_a_phone_number_that_slips_into_a_message_is_masked(tmp_path: Path) -> None:
    path = logs.start(tmp_path)
    assert path is not None
    logging.getLogger("jiesu_desktop.x").info("rang %s about %s", "13800001234", "热线-260330-012345")
    text = path.read_text(encoding="utf-8")
    assert "138****1234" in text
    assert "13800001234" not in text
    assert "热线-260330-012345" in text


def test_a_folder_that_takes_no_file_costs_the_log_and_nothing_else(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("")
    assert logs.start(blocker) is None
    logging.getLogger("jiesu_desktop.x").info("still alive")
