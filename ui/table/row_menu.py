"""The menu of the rows: what the page can do with them, copying, and how the list is shown."""

from typing import Any

from app.i18n import _, pgettext
from ui.table.menu import MenuEntry, MenuGroup, MenuGroups
from ui.table.table_view import TableView

_LONGEST_CELL = 24  # characters of a cell in the menu


def row_menu_groups(table: TableView[Any], actions: MenuGroup, added: MenuGroup, output: MenuGroup) -> MenuGroups:
    """Gather the menu of ``table``: the ``actions`` of its page, what the page ``added``, what every table can, and how
    the list is let out (``output``).
    """
    return (*_record_groups(table, actions, added), _copy_group(table), output, _view_group(table))


def _record_groups(table: TableView[Any], actions: MenuGroup, added: MenuGroup) -> MenuGroups:
    current = table.current_id
    if current is None:
        return actions, added
    opening = MenuEntry(
        code="open",
        text=pgettext("what one does", "Open"),
        run=lambda: table.open_requested.emit(current),
        icon="open",
        enabled=not table.selection.is_several,
        keys="Enter",
        is_default=True,
    )
    return (opening, *actions), added


def _copy_group(table: TableView[Any]) -> MenuGroup:
    cell = " ".join(table.cell_words().split())
    shown = cell if len(cell) <= _LONGEST_CELL else f"{cell[:_LONGEST_CELL]}…"
    return (
        MenuEntry(
            code="copy",
            text=_("Copy rows"),
            run=table.copy_rows,
            icon="copy",
            enabled=not table.selection.is_empty,
            keys="Ctrl+C",
        ),
        MenuEntry(
            code="copy_cell",
            text=_("Copy: {text}").format(text=shown) if cell else _("Copy cell"),
            run=table.copy_cell,
            enabled=bool(cell),
            keys="Ctrl+Shift+C",
        ),
        MenuEntry(
            code="select_all",
            text=_("Select all"),
            run=table.selectAll,
            enabled=table.rows.rowCount() > 0,
            keys="Ctrl+A",
        ),
    )


def _view_group(table: TableView[Any]) -> MenuGroup:
    return (
        MenuEntry(code="sort", text=_("Sort by"), groups=table.columns.sort_menu()),
        MenuEntry(code="columns", text=_("Columns"), icon="columns", groups=table.columns.menu()),
    )
