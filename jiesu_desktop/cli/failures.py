"""Which failures are the user's to know, and the sentence for each. Anything else is a bug."""

from __future__ import annotations

from jiesu_desktop.domain.policy import PolicyError
from jiesu_desktop.domain.states import Refused
from jiesu_desktop.exchange.failures import Cancelled, UnreadableFile, UnwritableFile
from jiesu_desktop.storage.errors import StorageError


class Failed(Exception):
    """A command that cannot do its work; the text is the sentence for the user."""


def sentence_for(error: Exception) -> str | None:
    """The Chinese sentence of a failure of a known kind; None for a bug."""
    if isinstance(error, Refused):
        return error.full
    if isinstance(error, StorageError | UnreadableFile | UnwritableFile | PolicyError):
        return error.message
    if isinstance(error, Failed | Cancelled):
        return str(error)
    return None
