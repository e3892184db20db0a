"""The page of a list that ``app.queries.lists`` describes: how it is read, counted and filtered follows from that."""

from collections.abc import Callable, Iterable
from functools import partial

from app.queries.lists.paging import ListFilter, Sort
from app.queries.lists.table_list import TableList
from app.rules.permissions import Permission
from ui.dialogs.exporting.outlets import DeskOutlets
from ui.runtime.desk import Desk
from ui.table.column import Column, RowT
from ui.table.filter_bar import Chip, FilterState
from ui.table.page_spec import NEW, ListSpec, PageAction


def list_filter(state: FilterState) -> ListFilter:
    """Return the query's filter for what the filter bar says."""
    return ListFilter(state.text, state.chips, state.since, state.until)


def list_spec(
    desk: Desk,
    rows: TableList[RowT],
    *,
    name: str,
    columns: tuple[Column[RowT], ...],
    sort: Sort,
    kinds: Iterable[str],
    empty_text: str,
    chips: tuple[Chip, ...] = (),
    actions: tuple[PageAction, ...] = (),
    always: tuple[PageAction, ...] = (),
    edits: Permission | None = None,
    dated: bool = False,
    ticks: bool = False,
    summary: Callable[[ListFilter], str] | None = None,
) -> ListSpec[RowT]:
    """Return the page of ``rows``; what is named here is that of ``ListSpec``.

    ``chips`` have the codes of the list's quick views. ``actions`` are for those who may do ``edits``, None for
    everybody; those that are ``always`` there follow, such as printing. A ``dated`` list is filtered by days too.
    """
    context = desk.context
    return ListSpec(
        name=name,
        columns=columns,
        fetch=partial(rows.read, context),
        sort=sort,
        kinds=frozenset(kinds),
        make_filter=list_filter,
        count=partial(rows.count, context),
        summary=summary,
        chip_counts=partial(rows.count_views, context) if rows.counted else None,
        chips=chips,
        actions=(*(actions if edits is None or context.actor.may(edits) else ()), *always),
        today=desk.today if dated else None,
        ticks=ticks,
        empty_text=empty_text,
        empty_action=NEW,
        outlets=partial(DeskOutlets, desk),
    )
