"""How a cell reads."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from jiesu_desktop.gui.models.ledger_table import cell_text


@pytest.mark.parametrize(
    "value, key, text",
    [
        (None, "title", ""),
        (datetime(2026, 11, 23, 18, 5, tzinfo=UTC), "obtained_at", "2026-11-24 02:05"),
        (date(2026, 11, 24), "x", "2026-11-24"),
        ("两行\n一句", "content", "两行 一句"),
        ("市政->井盖", "category", "市政 › 井盖"),
        ("13800001234", "phone", "138****1234"),
        ("电话13800001234，不热", "content", "电话138****1234，不热"),
        ("13800001234", "dialled", "13800001234"),
        ("热线-261124-000001", "number", "热线-261124-000001"),
        (3, "round", "3"),
    ],
)
def test_a_cell_reads_as_a_person_reads(value: object, key: str, text: str) -> None:
    assert cell_text(value, key) == text
