"""Lines that are made once and filled again: making and dressing new widgets costs far more than new texts."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

ViewT = TypeVar("ViewT")


class Line(ABC, Generic[ViewT]):
    """The widgets of one line of a list; ``shown`` is what they say, None while they are hidden."""

    shown: ViewT | None = None

    def show_view(self, view: ViewT) -> None:
        """Say what ``view`` says; nothing is touched where the line says it already."""
        if view != self.shown:
            self.shown = view
            self.fill(view)

    def clear(self) -> None:
        """Hide the line; its widgets can no longer be found by name."""
        if self.shown is not None:
            self.shown = None
            self.empty()

    @abstractmethod
    def fill(self, view: ViewT) -> None:
        """Put what ``view`` says on the widgets and show them."""

    @abstractmethod
    def empty(self) -> None:
        """Hide the widgets and take their names away."""


class Lines(Generic[ViewT]):
    """The lines of a list; those that are left over stay hidden for the next record."""

    def __init__(self, make: Callable[[int], Line[ViewT]]) -> None:
        """``make`` makes the line of a position and puts it into its layout."""
        self._make = make
        self._lines: list[Line[ViewT]] = []

    def show_views(self, views: Sequence[ViewT]) -> None:
        """Show a line for each view and hide the others."""
        while len(self._lines) < len(views):
            self._lines.append(self._make(len(self._lines)))
        for line, view in zip(self._lines, views, strict=False):
            line.show_view(view)
        for line in self._lines[len(views) :]:
            line.clear()
