"""What makes one list page different from another, as data."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic

from PySide6.QtWidgets import QWidget

from app.i18n import N_
from app.queries.lists.paging import Page, PageRequest, Sort
from app.queries.lists.selection import Selection
from ui.table.column import Column, RowT
from ui.table.filter_bar import Chip, FilterState
from ui.table.reading import Outlets
from ui.widgets.message_bar import MessageBar


@dataclass(frozen=True, slots=True)
class PageAction:
    """A button of the page header; ``text`` is a msgid.

    ``needs_selection`` greys it unless one record is selected or, if it ``takes_many``, at least one: such an action
    works on ``ListTab.selection``, which may be all that match the filter. ``in_menu`` puts it into the menu of the
    rows; what needs no selection is in the menu where no row is. One with ``choices`` does nothing itself: it opens a
    menu of them.
    """

    code: str
    text: str
    icon: str = ""
    primary: bool = False
    shortcut: str = ""
    needs_selection: bool = False
    takes_many: bool = False
    in_menu: bool = True
    choices: tuple["PageAction", ...] = ()

    def fits(self, selection: Selection) -> bool:
        """Tell whether the action can work on what is selected."""
        if not self.needs_selection:
            return True
        return not selection.is_empty if self.takes_many else selection.only_id is not None


NEW = "new"  # the action that an empty list offers
IMPORT = PageAction("import", N_("Import…"), "import")  # from a spreadsheet
EDIT = PageAction("edit", N_("Edit"), "edit", shortcut="Ctrl+E", needs_selection=True)


def new_action(text: str) -> PageAction:
    """Return the button that adds to a list; ``text`` is a msgid."""
    return PageAction(NEW, text, "new", primary=True, shortcut="Ctrl+N")


def new_choices(*choices: PageAction) -> PageAction:
    """Return the one button for a list to which things of several kinds are added."""
    return replace(new_action(N_("New")), choices=choices)


def same_filter(state: FilterState) -> Any:
    """Use the filter of the screen as the filter of the query."""
    return state


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSpec(Generic[RowT]):
    """A list page.

    ``name`` is ``<tab>.<page>``. ``fetch``, ``count`` and ``chip_counts`` run on the read lane and open their own
    session; so does ``summary``, what the rows of a filter come to in words (translated). ``kinds`` are the kinds of
    change that make the page read again; ``ticks`` lets each minute do so. ``make_filter`` turns the filter of
    the screen into the one of the query. ``outlets`` makes what lets the list of a page out, telling of it in the strip
    of the page. Texts are msgids.
    """

    name: str
    columns: tuple[Column[RowT], ...]
    fetch: Callable[[PageRequest], Page[RowT]]
    sort: Sort
    kinds: frozenset[str]
    make_filter: Callable[[FilterState], Any] = same_filter
    count: Callable[[Any], int] | None = None
    summary: Callable[[Any], str] | None = None
    chip_counts: Callable[[], dict[str, int]] | None = None
    chips: tuple[Chip, ...] = ()
    actions: tuple[PageAction, ...] = ()
    today: Callable[[], date] | None = None
    ticks: bool = False
    empty_text: str = N_("Nothing here yet.")
    empty_action: str = ""
    select_first: bool = True
    outlets: Callable[[QWidget, MessageBar], Outlets] | None = None
