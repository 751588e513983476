"""视图: the saved views of the ledger on screen, chosen, kept, renamed, shared and taken away without the mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.keys import bind
from jiesu_desktop.gui.ledgers.view_dialog import ViewDialog
from jiesu_desktop.gui.widgets.parts import button
from jiesu_desktop.services import ledger_views
from jiesu_desktop.services.ledger_views import NamedView

BY_KEY = 9
"""So many of them have a key of their own, Alt+1 … Alt+9; Alt+0 leaves them."""
MENU_KEY = "Alt+V"


class ViewMenu(QObject):
    """The button 视图 and its menu.

    Attributes:
        button: what opens the menu. views: those there are of this ledger. current: the one that shows, None = none.

    Signals:
        chosen(object): show this :class:`NamedView`; None: no view, everything.
    """

    chosen = Signal(object)

    def __init__(self, ctx: Desk, page: QWidget, now: Callable[[], NamedView]) -> None:
        super().__init__(page)
        self.ctx, self._page, self._now = ctx, page, now
        self.button = button("", self.open, tip=f"保存和选用视图：筛选、列和排序  {MENU_KEY}，Alt+1…9")
        self.views: tuple[NamedView, ...] = ()
        self.current: NamedView | None = None
        self.dialog: ViewDialog | None = None
        self.menu: QMenu | None = None
        self._ledger = ""
        bind(page, MENU_KEY, self.open, plain=False)
        for number in range(BY_KEY + 1):
            bind(page, f"Alt+{number}", partial(self._by_key, number), plain=False)
        self.say_current()

    # ---- which there are

    def turn(self, ledger: str, *, begin: Callable[[], object]) -> None:
        """Another ledger: ``begin`` it, with its default view where this person has set one."""
        self._ledger, self.views, self.current = ledger, (), None
        self.say_current()
        default = self._default
        if not default:
            begin()

        def show(views: tuple[NamedView, ...]) -> None:
            if ledger != self._ledger:
                return
            self.views = views
            if default:
                view = next((view for view in views if view.id == default), None)
                if view is None:
                    self._set_default(0)
                    self.ctx.bridge.say("默认视图已被删除，显示全部", "info")
                    begin()
                else:
                    self.choose(view)

        self._read(show)

    def _read(self, show: Callable[[tuple[NamedView, ...]], object]) -> None:
        who, ledger = self.ctx.who, self._ledger
        self.ctx.tasks.run_read(
            lambda queries: ledger_views.find(queries, who, ledger), show, key="ledger.views", owner=self
        )

    def choose(self, view: NamedView | None) -> None:
        """Show a view, or none."""
        self.current = view
        self.say_current()
        self.chosen.emit(view)

    def say_current(self, changed: bool = False) -> None:
        """Name the view on the button, marked where what shows is no longer what was kept."""
        name = self.current.name if self.current else "无"
        self.button.setText(f"视图：{name[:12]}{'*' if changed else ''} ▾")

    def _by_key(self, number: int) -> None:
        if number == 0:
            self.choose(None)
        elif number <= len(self.views):
            self.choose(self.views[number - 1])
        else:
            self.ctx.bridge.say(f"这个台账没有第 {number} 个视图；{MENU_KEY} 打开视图菜单", "info")

    # ---- the menu

    def open(self) -> None:
        """Ask which there are now, then open the menu under the button."""
        self._read(self._open)

    def _open(self, views: tuple[NamedView, ...]) -> None:
        self.views = views
        self.menu = menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        self._add(menu, "不用视图", 0, None)
        for number, view in enumerate(views, 1):
            self._add(menu, view.name + self._whose(view), number, view)
        menu.addSeparator()
        menu.addAction("另存为新视图…(&N)", self.add)
        if self.current is not None:
            self._about_current(menu, self.current)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def _whose(self, view: NamedView) -> str:
        if not view.shared:
            return ""
        return "（共用）" if view.owner == self.ctx.who.name else f"（{view.owner}）"

    def _add(self, menu: QMenu, words: str, number: int, view: NamedView | None) -> None:
        here = (self.current.id if self.current else 0) == (view.id if view else 0)
        star = " ★" if view is not None and view.id == self._default else ""
        action = QAction(words.replace("&", "&&") + star, menu, checkable=True, checked=here)
        if number <= BY_KEY:
            action.setShortcut(QKeySequence(f"Alt+{number}"))
            action.setShortcutVisibleInContextMenu(True)
        action.triggered.connect(lambda _=False: self.choose(view))
        menu.addAction(action)

    def _about_current(self, menu: QMenu, view: NamedView) -> None:
        if view.owner == self.ctx.who.name:
            menu.addAction("用现在的筛选和列替换(&R)", self.replace)
            menu.addAction("改名、共用…(&E)", partial(self._ask, view))
            menu.addAction("删除(&D)", self.remove)
        if view.id == self._default:
            menu.addAction("不再默认打开", partial(self._set_default, 0))
        else:
            menu.addAction("打开台账时默认用它(&M)", partial(self._set_default, view.id))

    # ---- keeping

    def add(self) -> None:
        """Ask for a name and keep what shows under it."""
        self._ask(self._now())

    def replace(self) -> None:
        """Keep what shows under the name of the view that was chosen."""
        if (view := self.current) is not None:
            now = self._now()
            kept = replace(
                view, conditions=now.conditions, columns=now.columns, sort=now.sort, descending=now.descending
            )
            self._save(kept)

    def remove(self) -> None:
        """Take the view away; what shows stays as it is."""
        if (view := self.current) is not None:
            self.ctx.write(ledger_views.remove, view).run(lambda _: self._removed())

    def _removed(self) -> None:
        if self.current is not None and self.current.id == self._default:
            self._set_default(0)
        self.current = None
        self.say_current()
        self.open_quietly()

    def _ask(self, view: NamedView) -> None:
        self.dialog = dialog = ViewDialog(self.ctx, view, self._page)
        dialog.kept.connect(self._kept)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save(self, view: NamedView) -> None:
        self.ctx.write(ledger_views.save, view).run(lambda _: self._kept(view.name))

    def _kept(self, name: str) -> None:
        """The view of that name is the one that shows."""

        def show(views: tuple[NamedView, ...]) -> None:
            self.views = views
            own = (view for view in views if view.name == name and view.owner == self.ctx.who.name)
            self.current = next(own, None)
            self.say_current()

        self._read(show)

    def open_quietly(self) -> None:
        """Know again which there are, for the keys."""

        def show(views: tuple[NamedView, ...]) -> None:
            self.views = views

        self._read(show)

    # ---- the default

    @property
    def _key(self) -> str:
        return f"ledgers/{self.ctx.who.name}/{self._ledger}.view"

    @property
    def _default(self) -> int:
        kept = str(self.ctx.prefs.value(self._key, "0"))
        return int(kept) if kept.isdigit() else 0

    def _set_default(self, view_id: int) -> None:
        if view_id:
            self.ctx.prefs.setValue(self._key, view_id)
            self.ctx.bridge.say("以后打开这个台账就用这个视图", "done")
        else:
            self.ctx.prefs.remove(self._key)
