"""How a field looks whose content is wrong."""

from PySide6.QtWidgets import QWidget


def show_invalid(widget: QWidget, *, invalid: bool) -> None:
    """Let the style sheet draw the frame of a field in the colour of an error."""
    target = widget.focusProxy() or widget
    if bool(target.property("invalid")) != invalid:
        target.setProperty("invalid", "true" if invalid else None)
        target.style().unpolish(target)
        target.style().polish(target)
