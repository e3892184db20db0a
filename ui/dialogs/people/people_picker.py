"""Picking our people for a job: whoever fits best is offered first, with the reasons (C7.2, C12.2)."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.queries.people.suggestions import SuggestedPerson, Wanted, suggest_people
from app.queries.search import OFFERED, pick
from models.enums import RecordKind
from ui.dialogs.forms.pickers import pick_item
from ui.runtime.desk import Desk
from ui.widgets.fields.record_picker import PickItem, RecordPicker


class PeoplePicker(RecordPicker):
    """A picker of our people. Where ``about`` says what for and when, they are ranked for it and reasons stand beside
    their names: arrow down in the empty field offers whoever fits best, words choose among all of them.
    """

    def __init__(
        self, desk: Desk, name: str, about: Callable[[], Wanted | None], parent: QWidget | None = None
    ) -> None:
        """``about`` is asked on the window's thread, before each search."""
        super().__init__(name, self._found, desk.jobs, _("New person …"), parent)
        self._desk = desk
        self._about = about
        self._wanted: Wanted | None = None
        self.setToolTip(_("Arrow down offers who fits best"))

    def _ask(self, text: str) -> None:
        self._wanted = self._about()
        super()._ask(text)

    def _found(self, words: str) -> list[PickItem]:
        """Return whom to offer; runs on the read lane."""
        wanted, context = self._wanted, self._desk.context
        named = pick(context, RecordKind.STAFF, words) if words or wanted is None else ()
        if wanted is None:
            return [pick_item(one) for one in named]
        ids = {one.id for one in named}
        ranked = suggest_people(context, wanted)
        return [_item(one) for one in ranked if not words or one.staff_id in ids][:OFFERED]


def _item(one: SuggestedPerson) -> PickItem:
    home = " ".join(part for part in (one.department, one.post) if part)
    return PickItem(one.staff_id, one.name, home, note=" · ".join(one.reasons))
