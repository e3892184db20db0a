"""Kinds of columns that tell the time as the desk does: moments in its zone, and how long is left until one."""

from collections.abc import Callable
from datetime import datetime
from typing import Unpack

from app.formatting import MISSING, short_date_time
from ui.runtime.desk import Desk
from ui.table.column import Column, RowT
from ui.table.column_kinds import Layout, badge_column, text_column
from ui.tabs.views import due_badge
from ui.theme.badge import Badge

_MOMENT = 122  # logical px that "2025-12-29 18:20" needs
_DUE = 138  # those of the badge "47 h 59 min late"


def moment_column(
    key: str, title: str, moment: Callable[[RowT], datetime | None], desk: Desk, **layout: Unpack[Layout]
) -> Column[RowT]:
    """Return a column of moments, wide enough for one of another year; None is shown as missing."""
    layout["width"] = max(layout.get("width", _MOMENT), _MOMENT)

    def text(row: RowT) -> str:
        found = moment(row)
        return short_date_time(found, desk.zone, desk.today()) if found is not None else ""

    return text_column(key, title, text, **layout)


def due_column(
    key: str,
    title: str,
    due: Callable[[RowT], datetime | None],
    desk: Desk,
    *,
    none: str = MISSING,
    **layout: Unpack[Layout],
) -> Column[RowT]:
    """Return a column of badges that say how long is left, wide enough for the longest; where nothing is due stands
    ``none``.
    """
    layout["width"] = max(layout.get("width", _DUE), _DUE)

    def left(row: RowT) -> Badge | None:
        found = due(row)
        return due_badge(found, desk.now(), desk.zone) if found is not None else None

    return badge_column(key, title, left, none=none, **layout)
