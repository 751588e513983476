from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from jiesu_desktop.gui.theme import DARK, LIGHT, Theme, Tokens


def _luminance(color: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    rgb = QColor(color)
    return 0.2126 * linear(rgb.redF()) + 0.7152 * linear(rgb.greenF()) + 0.0722 * linear(rgb.blueF())


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


INKS = ("text", "muted", "accent", "overdue", "warning", "done", "paused")
GROUNDS = ("page", "panel", "selection", "overdue_row", "warning_row", "sunken", "track")
PAIRS = [
    *((ink, ground) for ink in INKS for ground in GROUNDS),
    *((ink, ground) for ink in ("strip_text", "strip_muted") for ground in ("strip", "card")),
    *((ink, ground) for ink in ("strip_text", "strip_muted") for ground in ("card_overdue", "card_warning")),
    ("on_accent", "accent"),
]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink,ground", PAIRS)
def test_text_stands_out_from_its_ground(tokens: Tokens, ink: str, ground: str) -> None:
    assert _contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_white_stands_out_from_the_red_of_the_most_pressing(tokens: Tokens) -> None:
    assert _contrast("#FFFFFF", tokens.overdue_strong) >= 4.5


@pytest.fixture
def theme(tmp_path: Path, qtbot: QtBot) -> Theme:
    return Theme(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))


def test_by_shift_it_is_dark_at_night_and_light_by_day(theme: Theme) -> None:
    theme.apply()
    seen = []
    for hour in (2, 10, 19, 20, 6):
        theme.hour(hour)
        seen.append(theme.tokens)
    assert seen == [DARK, LIGHT, LIGHT, DARK, LIGHT]
    theme.choose("dark")
    theme.hour(11)
    assert theme.tokens is DARK


@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_a_header_points_up_for_ascending_and_down_for_descending(
    theme: Theme, qtbot: QtBot, order: Qt.SortOrder
) -> None:
    theme.choose("light")
    table = QTableWidget(1, 1)
    qtbot.addWidget(table)
    table.setHorizontalHeaderLabels([""])
    header = table.horizontalHeader()
    bare = header.grab().toImage()
    header.setSortIndicatorShown(True)
    header.setSortIndicator(0, order)
    arrow = header.grab().toImage()
    inked = [
        [x for x in range(arrow.width()) if arrow.pixel(x, y) != bare.pixel(x, y)]
        for y in range(arrow.height())
    ]
    spans = [max(row) - min(row) for row in inked if row]
    assert (spans[-1] > spans[0]) is (order is Qt.SortOrder.AscendingOrder), (
        "a chevron is widest where it opens"
    )


def test_the_size_stays_within_bounds_and_is_kept(theme: Theme, tmp_path: Path) -> None:
    theme.choose(points=40)
    assert theme.points == 14
    assert QApplication.font().pointSizeF() == 14
    again = Theme(QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat))
    assert again.points == 14


def test_every_placeholder_of_the_sheet_is_filled(theme: Theme) -> None:
    sheet = theme.sheet()
    assert "$" not in sheet
    assert all(color in sheet for name, color in asdict(LIGHT).items() if name in ("page", "panel", "accent"))
