"""The window: 时限条, tabs, pages built when first shown, the quiet line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from jiesu_desktop.clock import beijing
from jiesu_desktop.domain.tickets import Act, UpstreamRow
from jiesu_desktop.gui.clock_strip import ClockStrip
from jiesu_desktop.gui.command_palette import CommandPalette
from jiesu_desktop.gui.commands import commands
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.desk_settings import DeskSettings
from jiesu_desktop.gui.keyboard_back import KeyboardBack
from jiesu_desktop.gui.keys import bind
from jiesu_desktop.gui.neighbours import Neighbours
from jiesu_desktop.gui.popup_keys import PopupKeys
from jiesu_desktop.gui.status_line import StatusLine
from jiesu_desktop.gui.tab_counts import TabCounts
from jiesu_desktop.gui.tabs_row import TABS, TabsRow
from jiesu_desktop.gui.tickets.import_dialog import ImportDialog, accepts
from jiesu_desktop.gui.tickets.queue_page import QueuePage
from jiesu_desktop.gui.trouble_bar import TroubleBar
from jiesu_desktop.services import drafts, settings
from jiesu_desktop.settings import FONT_POINTS
from jiesu_desktop.storage.records import Draft

if TYPE_CHECKING:
    from jiesu_desktop.gui.help.help_window import HelpWindow

TITLE = "接诉即办值班台"


class MainWindow(QMainWindow):
    """Joins the pages; what each does is its own.

    Attributes:
        ctx: the desk. queue: the page that is always there. pages: those built so far, by name.
        stay: closing hides the window (there is a tray to bring it back from).
        ask_first: asked before leaving; it calls :meth:`go`. leaving: nothing is asked any more.
    """

    def __init__(self, ctx: Desk) -> None:
        super().__init__()
        self.ctx = ctx
        self.stay, self.leaving = False, False
        self.ask_first: Callable[[], None] | None = None
        self.manual: HelpWindow | None = None
        self.popup_keys = PopupKeys(self)
        self.keyboard_back = KeyboardBack(self)
        self.setWindowTitle(f"{TITLE}　演示" if ctx.demo else TITLE)
        self.setAcceptDrops(True)
        self.strip, self.tabs, self.status = ClockStrip(ctx), TabsRow(ctx), StatusLine(ctx)
        self.stack = QStackedWidget()
        self.queue = QueuePage(ctx)
        self.pages: dict[str, QWidget] = {"queue": self.queue}
        self.stack.addWidget(self.queue)
        self._lay_out()
        self._join()
        self._bind_keys()
        self._restore_size()
        self.settings = DeskSettings(ctx, self)
        self.neighbours = Neighbours(ctx, self)
        self.counts = TabCounts(ctx, self.tabs)
        self.tabs.choose("queue")
        self.queue.setFocus()
        self._timer = QTimer(self, interval=1000, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self.tick()

    def _lay_out(self) -> None:
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.trouble = TroubleBar(self.ctx)
        parts = ((self.strip, 0), (self.trouble, 0), (self.tabs, 0), (self.stack, 1), (self.status, 0))
        for widget, stretch in parts:
            layout.addWidget(widget, stretch)
        self.stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setCentralWidget(body)
        self.setMinimumSize(1024, 640)

    def _join(self) -> None:
        bridge = self.ctx.bridge
        self.strip.chosen.connect(self.open_ticket)
        self.strip.lamps.asked.connect(partial(self.open_section, "自检"))
        self.tabs.chosen.connect(self.show_page)
        self.tabs.search.connect(self.open_palette)
        self.status.keys.clicked.connect(self.open_help)
        self.status.left.connect(self._to_page)
        self.queue.counted.connect(self._counted)
        self.queue.new_asked.connect(self.new_order)
        self.queue.paste_asked.connect(self.paste_order)
        self.queue.resumed.connect(self.resume)
        bridge.open_ticket.connect(self.open_ticket)
        bridge.show_page.connect(self.show_page)
        bridge.import_files.connect(self.open_import)

    def _bind_keys(self) -> None:
        for number, (name, _) in enumerate(TABS, start=1):
            bind(self, f"Ctrl+{number}", partial(self.show_page, name), plain=False)
        bind(self, "Ctrl+K", self.open_palette, plain=False)
        bind(self, "F1", self.open_help, plain=False)
        bind(self, "?", self.open_help)
        bind(self, "Shift+F1", self.open_manual, plain=False)
        bind(self, "N", self.new_order)
        bind(self, "V", self.paste_order)
        for key, step in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1)):
            bind(self, key, partial(self.larger, step), plain=False)
        bind(self, "Ctrl+O", self.open_import, plain=False)

    # ---- pages -------------------------------------------------------------------------------------------------

    def show_page(self, name: str) -> None:
        """Bring a page forward, building it the first time."""
        page = self.pages.get(name)
        if page is None:
            page = self.pages[name] = _build_page(name, self.ctx)
            self.stack.addWidget(page)
            for signal, target in (("open_ticket", self.open_ticket), ("act_requested", self.open_ticket)):
                if hasattr(page, signal):
                    getattr(page, signal).connect(target)
        self.stack.setCurrentWidget(page)
        self.tabs.choose(name)
        page.setFocus()

    def _to_page(self) -> None:
        page = self.stack.currentWidget()
        if page is not None:
            page.setFocus()

    def open_ticket(self, ticket_id: int, act: Act | None = None) -> None:
        """Show an order in the queue page and begin an act on it; from the tray, the window comes forward."""
        self.show_page("queue")
        if not self.isVisible() or self.isMinimized():
            self.come_forward()
        self.queue.open_ticket(ticket_id, act)

    def come_forward(self) -> None:
        """Show the window above others."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def alert_corner(self) -> QPoint | None:
        """Where the alert window may end: beside the order panel, whose numbers it must not cover."""
        if not self.isVisible() or self.isMinimized() or self.stack.currentWidget() is not self.queue:
            return None
        table = self.queue.table
        return table.mapToGlobal(table.rect().bottomRight())

    def alert_ground(self) -> tuple[QRect, ...]:
        """What the alert window must not cover: the order with its numbers to dial."""
        panel = self.queue.panel
        return (QRect(panel.mapToGlobal(QPoint(0, 0)), panel.size()),) if panel.isVisible() else ()

    # ---- dialogs -----------------------------------------------------------------------------------------------

    def new_order(self, row: UpstreamRow | None = None, *, urgent: bool = False) -> None:
        """The entry form, empty or with what a paste brought."""
        from jiesu_desktop.gui.tickets.entry_dialogs import OrderEntryDialog

        dialog = OrderEntryDialog(self.ctx, self, row=row)
        if urgent:
            dialog.fields.fill("level", "urgent")
        dialog.entered.connect(self.open_ticket)
        self._open(dialog)

    def paste_order(self, *, resume: bool = False) -> None:
        """The paste form, with what was left in it or what was copied; what it reads is looked over in the entry form."""
        from jiesu_desktop.gui.tickets.entry_dialogs import PasteDialog

        dialog = PasteDialog(self.ctx, self, resume=resume)
        dialog.read.connect(lambda row, urgent: self.new_order(row, urgent=urgent))
        self._open(dialog)

    def resume(self, draft: Draft) -> None:
        """Open the form again that a draft of no single order was left in."""
        forms: dict[str, Callable[[], None]] = {
            drafts.ENTRY: self.new_order,
            drafts.PASTE: partial(self.paste_order, resume=True),
            drafts.TEXT_BLOCK: self.open_text_blocks,
        }
        if draft.form.startswith(drafts.DIRECTORY):
            self.show_page("directory")
            page: Any = self.pages["directory"]
            page.resume(draft.form)
        else:
            forms.get(draft.form, partial(self.queue.selection.resume, draft))()

    def open_import(self, paths: Any = ()) -> None:
        """The import dialog, with files already chosen or none."""
        self._open(ImportDialog(self.ctx, [Path(path) for path in paths or ()], self))

    def open_text_blocks(self) -> None:
        """Where 常用语 are added and mended."""
        from jiesu_desktop.gui.tickets.text_blocks_dialog import TextBlocksDialog

        self._open(TextBlocksDialog(self.ctx, self))

    def open_palette(self) -> None:
        """Ctrl+K."""
        palette = CommandPalette(self.ctx, self, commands=commands(self))
        palette.open_ticket.connect(self.open_ticket)
        palette.open_unit.connect(self._open_unit)
        self._open(palette)

    def open_help(self) -> None:
        """F1: the key map."""
        from jiesu_desktop.gui.key_map import KeyMap

        keys = KeyMap(self.ctx, self)
        keys.manual.connect(self.open_manual)
        self._open(keys)

    def open_manual(self, page: str = "") -> None:
        """The manual, beside the desk; what was read before is still open."""
        from jiesu_desktop.gui.help.help_window import HelpWindow

        if self.manual is None:
            self.manual = HelpWindow(self.ctx)
        if page:
            self.manual.show_page(page)
        self.manual.show()
        self.manual.raise_()
        self.manual.activateWindow()

    def put(self, key: str, value: Any) -> None:
        """Keep a setting of this operator."""
        self.ctx.write(settings.put, key, value).run()

    def larger(self, step: int) -> None:
        """Larger or smaller type."""
        points = self.ctx.theme.points + step
        if FONT_POINTS.takes(points):
            self.put(FONT_POINTS.key, points)

    def _open(self, dialog: Any) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def open_ledger(self, name: str) -> None:
        """Bring the ledgers forward and turn to one of them."""
        self.show_page("ledgers")
        page: Any = self.pages["ledgers"]
        page.show_ledger(name)

    def open_section(self, name: str) -> None:
        """Bring the settings forward and turn to one of their sections."""
        self.show_page("settings")
        page: Any = self.pages["settings"]
        page.show_section(name)

    def open_queue_view(self, name: str) -> None:
        """Bring the queue forward and show one of its views."""
        self.show_page("queue")
        self.queue.show_view(name)

    def _open_unit(self, unit_id: int) -> None:
        self.show_page("directory")
        page = self.pages["directory"]
        if hasattr(page, "open_unit"):
            page.open_unit(unit_id)

    # ---- the second, the counts, the end -----------------------------------------------------------------------

    def tick(self) -> None:
        """Once a second."""
        self.ctx.tick()
        self.ctx.theme.hour(beijing(self.ctx.time.now()).hour)
        self.strip.tick()
        self.settings.tick()
        if self.isVisible():
            self.queue.tick()

    def _counted(self, pressing: int, total: int) -> None:
        self.tabs.tabs["queue"].show_counts(pressing, total)
        self.status.refetch(total)
        self.strip.refetch()

    def _restore_size(self) -> None:
        self.resize(1440, 900)
        area = self.screen().availableGeometry()
        if (area.width() <= 1440 or area.height() <= 940) and QGuiApplication.platformName() != "offscreen":
            self.setWindowState(Qt.WindowState.WindowMaximized)
        saved = self.ctx.prefs.value("geometry")
        if isinstance(saved, QByteArray):
            self.restoreGeometry(saved)

    def set_stay(self, stay: bool) -> None:
        """Whether closing only hides the window: there is a tray to bring it back from."""
        self.stay = stay

    def leave(self) -> None:
        """End the program, whatever closing means; asks first where there is something to ask."""
        if self.ask_first is not None and not self.leaving:
            self.ask_first()
        else:
            self.go()

    def go(self) -> None:
        """End the program now."""
        self.leaving = True
        if self.manual is not None:
            self.manual.close()
        self.close()
        QApplication.exit(0)

    def closeEvent(self, event: QCloseEvent) -> None:
        """With a tray, closing only hides: the clocks go on being watched."""
        self.ctx.prefs.setValue("geometry", self.saveGeometry())
        if self.stay and not self.leaving:
            event.ignore()
            self.hide()
            self.ctx.bridge.say("窗口已收到托盘，提醒照常", "info")
        elif self.ask_first is not None and not self.leaving:
            event.ignore()
            self.ask_first()
        else:
            super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a drag that carries exports of orders."""
        if accepts(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the import dialog on the files dropped."""
        paths = accepts(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.open_import(paths)


def _build_page(name: str, ctx: Desk) -> QWidget:
    builders: dict[str, Callable[[], QWidget]] = {
        "directory": lambda: _directory(ctx),
        "ledgers": lambda: _ledgers(ctx),
        "callbacks": lambda: _callbacks(ctx),
        "roster": lambda: _roster(ctx),
        "settings": lambda: _settings(ctx),
    }
    return builders[name]()


def _directory(ctx: Desk) -> QWidget:
    from jiesu_desktop.gui.directory.directory_page import DirectoryPage

    return DirectoryPage(ctx)


def _ledgers(ctx: Desk) -> QWidget:
    from jiesu_desktop.gui.ledgers.ledgers_page import LedgersPage

    return LedgersPage(ctx)


def _callbacks(ctx: Desk) -> QWidget:
    from jiesu_desktop.gui.callbacks.callbacks_page import CallbacksPage

    return CallbacksPage(ctx)


def _roster(ctx: Desk) -> QWidget:
    from jiesu_desktop.gui.roster.handover_page import HandoverPage

    return HandoverPage(ctx)


def _settings(ctx: Desk) -> QWidget:
    from jiesu_desktop.gui.settings.settings_page import SettingsPage

    return SettingsPage(ctx)
