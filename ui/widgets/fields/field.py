"""What makes a widget a field of a form."""

from typing import Any, Protocol

from PySide6.QtCore import SignalInstance

NOTHING = "—"  # how a field without content reads


class FieldWidget(Protocol):
    """What a widget needs to be a field: all of ``ui.widgets`` that take input have it."""

    value_changed: SignalInstance

    def value(self) -> Any:
        """Return what is entered; None or "" is nothing."""

    def problem(self) -> str:
        """Return what is wrong with what is entered, "" when nothing is."""

    def kept(self) -> Any:
        """Return what JSON can hold of what is typed, half-typed text that is no value yet included."""

    def restore(self, kept: Any) -> None:
        """Put back what ``kept`` returned, perhaps in another version of the program: what does not fit is ignored."""

    def shown(self) -> str:
        """Return what is entered as one line of words, for comparing two versions; "" is nothing."""


def one_line(text: str) -> str:
    """Return a text without its line breaks."""
    return " ".join(text.split())
