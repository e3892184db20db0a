"""The last question of a form for a new record: whether to enter next what belongs to it."""

from PySide6.QtWidgets import QWidget

from ui.widgets.fields.check_row import CheckRow

NEXT = "next"


class GoingOn(CheckRow):
    """One box; ``wanted`` tells after saving whether the next form is to be opened."""

    def __init__(self, name: str, text: str, *, ticked: bool = False, parent: QWidget | None = None) -> None:
        """``text`` (translated) says what is entered next."""
        super().__init__(name, [(NEXT, text)], parent)
        self.set_value(frozenset({NEXT} if ticked else ()))

    @property
    def wanted(self) -> bool:
        """True when the box is ticked."""
        return NEXT in self.value()
