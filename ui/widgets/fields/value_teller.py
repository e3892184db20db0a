"""What fields share whose value is read out of typed text: telling each change once, and tidying what was typed."""

from typing import Any, Protocol

from PySide6.QtCore import SignalInstance


class TypedField(Protocol):
    """A field of a form whose text means a value."""

    value_changed: SignalInstance

    def value(self) -> Any:
        """Return what the text means, None for nothing or for what cannot be read."""

    def set_value(self, value: Any) -> None:
        """Show a value as it is usually written."""

    def problem(self) -> str:
        """Return what is wrong with the text, "" when nothing is."""


class ValueTeller:
    """Emits the ``value_changed`` of its field."""

    def __init__(self, field: TypedField) -> None:
        self._field = field
        self._last: tuple[Any, str] = (None, "")

    def tell(self) -> None:
        """Emit when the value, or what is wrong with it, is another."""
        now = (self._field.value(), self._field.problem())
        if now != self._last:
            self._last = now
            self._field.value_changed.emit(now[0])

    def tidy(self) -> None:
        """Write a value that was read the usual way."""
        value = self._field.value()
        if value is not None:
            self._field.set_value(value)
