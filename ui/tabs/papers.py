"""Printing from a list: of the record one is on, or of all that are selected."""

from collections.abc import Callable
from functools import partial
from typing import Any

from app.i18n import N_
from app.queries.lists.paging import Page, PageRequest
from app.queries.lists.selection import Selection, read_selected
from models.enums import RecordKind
from ui.dialogs.printing.printing_batch import MOST_PRINTED
from ui.dialogs.printing.printing_menu import ask_papers, ask_papers_of_many
from ui.runtime.desk import Desk
from ui.runtime.jobs import Progress
from ui.table.list_tab import ListTab
from ui.table.page_spec import PageAction

PRINT = PageAction("print", N_("Print…"), "print", shortcut="Ctrl+P", needs_selection=True, takes_many=True)
Fetch = Callable[[PageRequest], Page[Any]]


def print_selected(desk: Desk, page: ListTab[Any], fetch: Fetch, kind: RecordKind) -> None:
    """Ask which paper of what is selected in the list of ``page`` is to be printed; below its print button.

    ``fetch`` is the list's own query: several records are printed in its order.
    """
    selection, button = page.selection, page.action(PRINT.code)
    if selection.is_several:
        ask_papers_of_many(desk, page, kind, partial(_ids, fetch, selection), button)
    elif selection.only_id is not None:
        ask_papers(desk, page, kind, selection.only_id, button)


def _ids(fetch: Fetch, selection: Selection, progress: Progress) -> tuple[int, ...]:
    """Return the records selected, in the order of their list; reading ends where there are too many anyway."""
    ids: list[int] = []
    for rows in read_selected(fetch, selection):
        progress.check()
        ids += [row.id for row in rows]
        if len(ids) > MOST_PRINTED:
            break
    return tuple(ids)
