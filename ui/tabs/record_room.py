"""What a page of several kinds knows of one of them: how its records are read, shown, added, edited, moved on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic

from app.context import Context
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.editing_page import EditingPage
from ui.tabs.record_form import EditForm
from ui.tabs.record_steps import RecordSteps, VersionedT
from ui.widgets.detail.detail_panel import DetailView

RoomPage = EditingPage[Any, Any]


def _never(_details: object, _desk: Desk) -> str:
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRoom(Generic[VersionedT]):
    """One kind of record.

    ``read`` reads its details on the read lane, ``view`` shows them, ``steps`` takes its steps; a fix of what blocks a
    step is a step too. ``add`` opens the form of a new one, with the button ``new`` (None: it comes of something else),
    which those see who have what it ``needs`` (None: whoever may edit the list).
    An existing one is edited in its ``form`` (None: it is not edited), unless ``why_final`` says in words (translated)
    why it is not edited any more.
    """

    kind: RecordKind
    read: Callable[[Context, int], VersionedT]
    view: Callable[[VersionedT, Desk], DetailView]
    steps: Callable[[Desk, RoomPage], RecordSteps[VersionedT]]
    new: PageAction | None = None
    add: Callable[[Desk, RoomPage], object] | None = None
    needs: Permission | None = None
    form: EditForm[Any] | None = None
    why_final: Callable[[VersionedT, Desk], str] = _never
