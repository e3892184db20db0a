"""What a page of several kinds knows of one of them: how its records are read, shown, added, edited, moved on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic

from app.context import Context
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.record_page import RecordPage
from ui.tabs.record_steps import RecordSteps, VersionedT
from ui.widgets.detail.detail_panel import DetailView

Page = RecordPage[Any, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRoom(Generic[VersionedT]):
    """One kind of record.

    ``read`` reads its details on the read lane, ``view`` shows them, ``steps`` takes its steps; a fix of what blocks a
    step is a step too. ``add`` opens the form of a new one, with the button ``new`` (None: it comes of something else);
    ``edit`` that of an existing one (None: it is not edited).
    """

    kind: RecordKind
    read: Callable[[Context, int], VersionedT]
    view: Callable[[VersionedT, Desk], DetailView]
    steps: Callable[[Desk, Page], RecordSteps[VersionedT]]
    new: PageAction | None = None
    add: Callable[[Desk, Page], object] | None = None
    edit: Callable[[Desk, Page, int], object] | None = None
