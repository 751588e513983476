"""One transaction on the write side: everything in it is saved, or nothing."""

from __future__ import annotations

from sqlalchemy import Connection

from jiesu_desktop.storage.alerts import Alerts
from jiesu_desktop.storage.desk import Desk
from jiesu_desktop.storage.directory import Directory
from jiesu_desktop.storage.operators import Operators
from jiesu_desktop.storage.policies import Policies
from jiesu_desktop.storage.queries import Queries
from jiesu_desktop.storage.records import Touched
from jiesu_desktop.storage.settings import StoredSettings
from jiesu_desktop.storage.tickets import Tickets


class UnitOfWork:
    """The repositories of one transaction, handed out by :meth:`Store.begin`.

    Attributes:
        tickets, directory, policies, alerts, settings, operators, desk: what can be changed.
        queries: what can be asked, seeing the changes made so far.
    """

    def __init__(self, connection: Connection) -> None:
        self._ids: set[int] = set()
        self._topics: set[str] = set()
        self.tickets = Tickets(connection, self._ids.add)
        self.directory = Directory(connection, self._topics.add)
        self.policies = Policies(connection, self._topics.add)
        self.alerts = Alerts(connection, self._topics.add)
        self.settings = StoredSettings(connection, self._topics.add)
        self.operators = Operators(connection, self._topics.add)
        self.desk = Desk(connection, self._topics.add)
        self.queries = Queries(connection)

    def touch(self, *ticket_ids: int, topics: tuple[str, ...] = ()) -> None:
        """Tell listeners about more than was written here."""
        self._ids.update(ticket_ids)
        self._topics.update(topics)

    @property
    def touched(self) -> Touched:
        """What was changed so far."""
        return Touched(frozenset(self._ids), frozenset(self._topics))
