"""Colours, type and the style sheet: the tokens of screens.md, light by day and dark at night."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from string import Template
from typing import Literal, cast

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from jiesu_desktop.paths import resource

Mode = Literal["light", "dark", "shift"]
FAMILIES = ["Noto Sans CJK SC", "Microsoft YaHei UI", "Microsoft YaHei", "Source Han Sans SC", "PingFang SC"]
SMALLEST, LARGEST = 10, 14  # points; screens.md, Look


@dataclass(frozen=True, slots=True)
class Tokens:
    """One colour each, as ``#RRGGBB``; the names are those of screens.md's table.

    Every ink stands out from every ground by 4.5 : 1 at least (screens.md, Look), so that a row keeps its words readable
    whatever it is painted on; three greys of the table did not and are darker or lighter here.
    """

    page: str
    panel: str
    line: str
    text: str
    muted: str
    accent: str
    on_accent: str
    selection: str
    overdue: str
    overdue_row: str
    overdue_strong: str
    warning: str
    warning_row: str
    done: str
    paused: str
    sunken: str
    strip: str
    card: str
    card_overdue: str
    card_warning: str
    strip_text: str
    strip_muted: str
    track: str


LIGHT = Tokens(
    page="#F4F6F8", panel="#FFFFFF", line="#D9DEE4", text="#1B2430", muted="#5C6878", accent="#1F5FBF",
    on_accent="#FFFFFF", selection="#E3ECFA", overdue="#B3261E", overdue_row="#FCE8E6", overdue_strong="#B3261E",
    warning="#9A5B00", warning_row="#FFF3DC", done="#1E6B45", paused="#666B74", sunken="#F0F2F5", strip="#10233D",
    card="#1B3355", card_overdue="#7A1D18", card_warning="#5A4208", strip_text="#FFFFFF", strip_muted="#B4C2D6",
    track="#E8ECF1",
)  # fmt: skip
DARK = Tokens(
    page="#12171E", panel="#1A212A", line="#2C3642", text="#E6EBF1", muted="#93A0B0", accent="#6CA6F5",
    on_accent="#0B1420", selection="#22344C", overdue="#FF8A80", overdue_row="#4A1D1B", overdue_strong="#C9372C",
    warning="#FFC568", warning_row="#3E2F12", done="#74D3A1", paused="#97A4B4", sunken="#12171E", strip="#0A1017",
    card="#1A2735", card_overdue="#7A1D18", card_warning="#5A4208", strip_text="#FFFFFF", strip_muted="#A9B6C6",
    track="#28313C",
)  # fmt: skip


class Theme(QObject):
    """The look in force.

    Attributes:
        tokens: the colours now.
        points: the size of body text, 10–14 pt.

    Signals:
        changed(): repaint whatever paints itself.
    """

    changed = Signal()

    def __init__(self, prefs: QSettings, hour: int = 12, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._prefs = prefs
        self._night = _is_night(hour)
        self.tokens = LIGHT
        self._fonts: dict[tuple[float, bool, bool], QFont] = {}  # each cell of each second asks for one
        self.points = int(cast("int", prefs.value("points", SMALLEST, int)))

    @property
    def mode(self) -> Mode:
        """What the operator chose: "light", "dark", or "shift" (dark from 20:00 to 06:00)."""
        return cast("Mode", self._prefs.value("theme", "shift", str))

    @property
    def dark(self) -> bool:
        """Whether the dark colours are shown."""
        return self.tokens is DARK

    def choose(self, mode: Mode | None = None, points: int | None = None) -> None:
        """Take and keep the operator's choice, and show it at once."""
        if mode is not None:
            self._prefs.setValue("theme", mode)
        if points is not None:
            self.points = max(SMALLEST, min(LARGEST, points))
            self._prefs.setValue("points", self.points)
        self.apply()

    def hour(self, hour: int) -> None:
        """Tell the hour in Beijing, so that "shift" follows the night."""
        night = _is_night(hour)
        if night != self._night:
            self._night = night
            if self.mode == "shift":
                self.apply()

    def apply(self) -> None:
        """Set palette, font and style sheet on the application."""
        app = cast("QApplication", QApplication.instance())
        self.tokens = DARK if self.mode == "dark" or (self.mode == "shift" and self._night) else LIGHT
        app.setStyle("Fusion")
        app.setFont(self.font())
        app.setPalette(_palette(self.tokens))
        app.setStyleSheet(self.sheet())
        self.changed.emit()

    def sheet(self) -> str:
        """The style sheet with colours and sizes filled in; a name it does not know raises KeyError."""
        template = Template(resource("themes/desk.qss").read_text("utf-8"))
        sizes = {
            f"pt{step:+d}".replace("+", "p").replace("-", "m"): self.points + step for step in range(-2, 13)
        }
        icons = resource("icons").as_posix()
        return template.substitute(
            asdict(self.tokens), **sizes, icons=icons, mode="dark" if self.dark else "light"
        )

    def font(self, step: float = 0, *, bold: bool = False, tabular: bool = False) -> QFont:
        """The desk's font, ``step`` points larger than body text; ``tabular`` gives digits of one width."""
        asked = self.points + step, bold, tabular
        if asked not in self._fonts:
            font = self._fonts[asked] = QFont()
            font.setFamilies(FAMILIES)
            font.setPointSizeF(self.points + step)
            if bold:
                font.setWeight(QFont.Weight.DemiBold)
            if tabular:
                font.setFeature(QFont.Tag("tnum"), 1)
        return QFont(self._fonts[asked])  # the caller's own, to change as they like

    def color(self, name: str) -> QColor:
        """The colour of a token."""
        return QColor(getattr(self.tokens, name))

    def px(self, pixels: float) -> int:
        """A length drawn for 10 pt text, grown with the text."""
        return round(pixels * self.points / SMALLEST)


def _is_night(hour: int) -> bool:
    return hour >= 20 or hour < 6


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.page,
        QPalette.ColorRole.Base: tokens.panel,
        QPalette.ColorRole.AlternateBase: tokens.page,
        QPalette.ColorRole.Button: tokens.panel,
        QPalette.ColorRole.ToolTipBase: tokens.panel,
        QPalette.ColorRole.Mid: tokens.line,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.Link: tokens.accent,
        QPalette.ColorRole.PlaceholderText: tokens.muted,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.ToolTipText: tokens.text,
    }
    for role, color in roles.items():
        palette.setColor(role, QColor(color))
    disabled = QPalette.ColorGroup.Disabled
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(disabled, role, QColor(tokens.paused))
    return palette
