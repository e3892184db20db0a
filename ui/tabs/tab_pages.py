"""A tab made of pages that are listed: which there are, and who sees each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.rules.permissions import Permission
from ui.runtime.desk import Desk
from ui.table.paged_tab import PagedTab


@dataclass(frozen=True, slots=True)
class TabPage:
    """A page: its code, its title (msgid), what makes it, and what a person needs to see it (None: nothing)."""

    code: str
    title: str
    make: Callable[[Desk], QWidget]
    needs: Permission | None = None

    def maker(self, desk: Desk) -> Callable[[], QWidget]:
        """Return what makes the page when it is first looked at."""
        return lambda: self.make(desk)


def make_tab(desk: Desk, name: str, pages: Iterable[TabPage]) -> PagedTab:
    """Return a tab with those of its pages that this person may see, in their order."""
    may = desk.context.actor.may
    seen = (page for page in pages if page.needs is None or may(page.needs))
    return PagedTab(name, {page.code: (page.title, page.maker(desk)) for page in seen})
