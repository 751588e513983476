"""A saved view's name, and whether the room may use it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from jiesu_desktop.domain.states import Refused
from jiesu_desktop.gui.context import Desk
from jiesu_desktop.gui.forms.ui_view_form import Ui_ViewForm
from jiesu_desktop.gui.tickets.form_fields import Fields
from jiesu_desktop.services import ledger_views
from jiesu_desktop.services.changes import Changes
from jiesu_desktop.services.ledger_views import CONDITIONS, NamedView


class ViewDialog(QDialog):
    """Asks for a name.

    Signals:
        kept(str): the view is saved under this name.
    """

    kept = Signal(str)

    def __init__(self, ctx: Desk, view: NamedView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx, self.view = ctx, view
        self.form = Ui_ViewForm()
        self.form.setupUi(self)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.fields = Fields(self.form, self)
        self.form.headline.setText("改名、共用" if view.id else "另存为视图")
        names = [CONDITIONS[name] for name in view.filters if name in CONDITIONS]
        told = f"筛选：{'、'.join(names)}" if names else "不筛选"
        self.form.facts.setText(f"{told}；{sum(column.shown for column in view.columns)} 列")
        self.fields.fill("name", view.name)
        self.fields.fill("shared", view.shared)
        self.form.cancel.clicked.connect(self.reject)
        self.form.save.clicked.connect(self.save)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.save)
        self.form.name.returnPressed.connect(self.save)
        self.form.name.setFocus()

    def save(self) -> None:
        """Keep it; what is wrong is said beside the field."""
        self.fields.clear_problems()
        view = replace(self.view, name=self.fields.value("name"), shared=self.fields.value("shared"))
        self.ctx.write(ledger_views.save, view).run(self._saved, self._refused)

    def _saved(self, changes: Changes) -> None:
        self.kept.emit(self.fields.value("name"))
        self.accept()

    def _refused(self, sentence: str, error: Exception) -> None:
        field = error.field if isinstance(error, Refused) and error.field else "name"
        self.fields.problem(field, sentence)
