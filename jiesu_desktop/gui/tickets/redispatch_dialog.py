"""改派: another unit in the place of one, more co-handlers, or one of them less."""

from __future__ import annotations

from dataclasses import replace

from jiesu_desktop.domain.tickets import Details
from jiesu_desktop.gui.tickets.act_dialogs import FormDialog
from jiesu_desktop.gui.tickets.act_form import offer
from jiesu_desktop.gui.tickets.dispatch_dialog import DispatchDialog


class RedispatchDialog(DispatchDialog):
    """The unit is found as for 派发; what it is found for is asked first."""

    def prepare(self) -> None:
        """It begins with another lead; an order without co-handlers has none to take off."""
        super().prepare()
        self.form.change_2.setVisible(bool(self.view.summary.assist_units))
        self.fields.watch(self._changed, ("change",))
        self.fields.watch(self._show_words, ("assist", "unit"))

    @property
    def change(self) -> str:
        """``swap`` ``add`` ``drop``."""
        return str(self.fields.value("change"))

    def details(self) -> Details:
        """Without a unit to change to, those added are all co-handlers."""
        said = super().details()
        if self.change == "drop":
            return replace(said, unit=None, assist=())
        if self.change == "add":
            return replace(said, unit=None, from_unit=None, assist=self._added(said.unit or ""))
        return said

    def check(self) -> tuple[str, str] | None:
        """Where co-handlers are named already, the one the list stands at is not meant unless something was looked for."""
        return FormDialog.check(self) if self._list_is_aside else super().check()

    def take(self) -> None:
        """Of co-handlers it is one more."""
        if self.change == "add":
            self._add_assist()
        self.save()

    def words_for(self, unit: str) -> str:
        """As the change is called."""
        if self.change == "drop":
            return "撤下协办"
        if self.change == "add":
            return f"增加协办 {'、'.join(self._added('' if self._list_is_aside else unit))}".strip()
        return super().words_for(unit)

    @property
    def _list_is_aside(self) -> bool:
        named = bool(self.form.assist.text().strip())
        return self.change == "add" and named and not self.finder.text().strip()

    def _added(self, unit: str) -> tuple[str, ...]:
        return tuple(filter(None, dict.fromkeys((unit, *self.co_handlers()))))

    def _show_words(self) -> None:
        self.save_button.setText(self.words_for(self._chosen))

    def _changed(self) -> None:
        dropping, adding, summary = self.change == "drop", self.change == "add", self.view.summary
        names = summary.assist_units if dropping else summary.unit_names
        offer(self.form.from_unit, names)
        self.form.from_unit.setCurrentText(next(iter(names), ""))
        self.fields.caption("from_unit", "撤下" if dropping else "从")
        self.fields.caption("unit", "协办" if adding else "改派到")
        self.fields.caption("assist", "更多协办" if adding else "新增协办")
        self._show_words()
