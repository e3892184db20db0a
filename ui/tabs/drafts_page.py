"""A page whose records are edited while they are drafts, and then go on by steps."""

from collections.abc import Callable, Mapping
from typing import ClassVar, Generic, Protocol, TypeVar

from app.i18n import _
from ui.table.column import RowT
from ui.table.page_spec import EDIT
from ui.tabs.editing_page import EditingPage
from ui.tabs.record_steps import RecordSteps, Versioned

DRAFT = "draft"  # the state of that name, of whatever kind


class Drafted(Versioned, Protocol):
    """Details that say in which state their record is."""

    @property
    def state(self) -> str:
        """Where the record stands."""


DraftedT = TypeVar("DraftedT", bound=Drafted)


class DraftsPage(EditingPage[RowT, DraftedT], Generic[RowT, DraftedT]):
    """A draft is edited in its ``form``; ``not_draft`` (msgid) says how any other record becomes one again. A subclass
    makes ``steps_of``, which takes the steps, and ``fixes``, which puts right by its code what blocks one, unless the
    form does (``edit``) or a step of that code.
    """

    not_draft: ClassVar[str]
    steps_of: RecordSteps[DraftedT]
    fixes: Mapping[str, Callable[[DraftedT], object]] = {}

    def edit_draft(self, details: DraftedT) -> None:
        """Open the form of a draft."""
        self.open_form_of(details.id, self.form)

    def edit(self, record_id: int) -> None:
        """Open the form of a draft; any other record says how it becomes one again."""
        details = self.details
        if details is None or details.id != record_id:
            return
        if not self.may_edit:
            self.message.show_message(_("Your role does not allow this step."))
        elif details.state != DRAFT:
            self.message.show_message(_(self.not_draft))
        else:
            self.edit_draft(details)

    def take(self, details: DraftedT, code: str) -> None:
        self.steps_of.take(details, code)

    def mend(self, details: DraftedT, code: str) -> None:
        if code == EDIT.code:
            self.edit(details.id)
        elif code in self.fixes:
            self.fixes[code](details)
        else:
            self.take(details, code)
