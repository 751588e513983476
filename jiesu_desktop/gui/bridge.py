"""Where the parts of the window hear of each other: one object of signals, no logic."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Bridge(QObject):
    """Carries what happened to whoever shows it.

    Signals:
        changed(object): a ``services.changes.Changes`` was committed, here or at another desk. Views ask "mine?".
        alert_raised(object), alert_ended(object): an alert of ``alerts.engine`` began or ended.
        alert_acknowledged(str): 知道了 was pressed for the alert with this key.
        lamp(str, bool, str): "voice" | "tray" | "data" | "time" | "engine" | "awake", or a part of one as
            "data/backup"; whether it is well, and why not (Chinese). A lamp is red while any of its parts is.
        message(str, str): a quiet line, and its kind: "info" | "done" | "error".
        open_ticket(int, object): show this ticket in the queue; the second is the ``Act`` to begin, or None.
        show_page(str): bring a page forward: "queue" "directory" "ledgers" "callbacks" "roster" "settings".
        import_files(object): a list of paths dropped on the window or chosen; opens the import dialog.
        volume(int): the voice's volume in this shift, 0–100, was changed.
        list_alerts(): the list of alerts was asked for.
        self_test(): 自检 was asked for. tested(object): a ``alerts.self_test.Report`` was made.
        urging(object): how many orders are due to be urged, a ``services.urging.UrgingTasks``.
        try_voice(str): 试听 was pressed: one sentence as loud as by "day", by "night" or of the "top" priority.
    """

    changed = Signal(object)
    alert_raised = Signal(object)
    alert_ended = Signal(object)
    alert_acknowledged = Signal(str)
    lamp = Signal(str, bool, str)
    message = Signal(str, str)
    open_ticket = Signal(int, object)
    show_page = Signal(str)
    import_files = Signal(object)
    volume = Signal(int)
    list_alerts = Signal()
    self_test = Signal()
    tested = Signal(object)
    urging = Signal(object)
    try_voice = Signal(str)

    def say(self, text: str, kind: str = "done") -> None:
        """Show a quiet line that goes away by itself."""
        self.message.emit(text, kind)
