"""Changes of an agreed dispatch: longer, somebody more, somebody less, one for another (C7.2, C12.2)."""

from collections.abc import Iterable
from datetime import datetime

from PySide6.QtWidgets import QWidget

from app.formatting import date_time_text
from app.forms.dispatch_steps import AddPersonForm, ExtendForm, SwapPersonForm, TakeOffForm
from app.i18n import _
from app.queries.people.dispatch_parts import TravellerLine
from app.queries.people.dispatches import DispatchDetails, LendingDepartment
from ui.dialogs.people.department_words import DepartmentWords
from ui.dialogs.people.joiner_fields import ON_THE_WAY, JoinerDialog
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

EXTEND, ADD, SWAP, TAKE_OFF = "dispatch.extend", "dispatch.add_person", "dispatch.swap_person", "dispatch.take_off"
LONGEST_REASON = 4000
LONGEST_WHY = 200


class ExtendDialog(FormDialog):
    """Until when the work lasts now, why, and what the lending departments say to it."""

    def __init__(self, desk: Desk, details: DispatchDetails, parent: QWidget | None = None) -> None:
        super().__init__(EXTEND, _("Extend · {number}").format(number=details.number), _("&Extend"), parent)
        self._ends_at = details.ends_at
        field = f"{EXTEND}.field"
        self.ends_at = DateTimeEdit(f"{field}.ends_at", desk.now, desk.zone)
        self.reason = TextArea(f"{field}.reason", LONGEST_REASON, 2)
        self.words = DepartmentWords(f"{field}.words", desk, lent_by(details))
        self.ends_at.now_button.hide()
        planned = date_time_text(details.ends_at, desk.zone)
        self.add_note("planned", _("Planned until {until}.").format(until=planned))
        self.add_row("ends_at", _("Done &by"), self.ends_at, required=True, check=self._later_problem)
        self.add_row("reason", _("Rea&son"), self.reason, required=True)
        if lent_by(details):
            self.add_section(_("The lending departments agree (C7.2)"))
            self.add_row("words", _("The lending departments agree (C7.2)"), self.words, wide=True)
        self.resize(820, 400)

    def form(self) -> ExtendForm:
        """Return what is entered."""
        return ExtendForm(ends_at=self.ends_at.value(), reason=self.reason.value(), words=self.words.value())

    def _later_problem(self) -> str:
        ends = self.ends_at.value()
        return "" if ends is None or ends > self._ends_at else _("Enter a later time than the present end.")


class AddPersonDialog(JoinerDialog):
    """Somebody joins the others."""

    def __init__(self, desk: Desk, details: DispatchDetails, parent: QWidget | None = None) -> None:
        title = _("Somebody joins · {number}").format(number=details.number)
        super().__init__(desk, ADD, title, details, parent)
        self.reason = TextArea(f"{ADD}.field.reason", LONGEST_REASON, 2)
        self.add_joiner()
        self.add_row("reason", _("Rea&son"), self.reason)
        self.add_conditions()
        self.begin()
        self.resize(760, 520)

    def form(self) -> AddPersonForm:
        """Return what is entered."""
        return AddPersonForm(
            traveller=self.traveller(),
            reason=self.reason.value(),
            words=self.words(),
            briefing=self.briefing(),
            secrecy_exception=self.secrecy_exception.value(),
        )


class SwapPersonDialog(JoinerDialog):
    """Somebody takes another's place, and leads if the other did."""

    def __init__(
        self, desk: Desk, details: DispatchDetails, person_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        title = _("One for another · {number}").format(number=details.number)
        super().__init__(desk, SWAP, title, details, parent)
        self.leaving = Combo(f"{SWAP}.field.person_id", choices_of(along(details, desk)))
        self.leaves_at = DateTimeEdit(f"{SWAP}.field.leaves_at", desk.now, desk.zone)
        self.why = LineEdit(f"{SWAP}.field.why", LONGEST_WHY)
        late = details.state in ON_THE_WAY
        self.add_section(_("Who leaves"))
        self.add_row("person_id", _("&Leaves"), self.leaving, required=True)
        if late:
            self.add_row("leaves_at", _("Leaves &at"), self.leaves_at, required=True)
            self.leaves_at.set_value(desk.now())
        self.add_row("why", _("Rea&son"), self.why, required=True)
        self.add_joiner()
        self.add_conditions()
        self.begin()
        if person_id is not None:
            self.leaving.set_value(str(person_id))
        self.resize(760, 600)

    def form(self) -> SwapPersonForm:
        """Return what is entered."""
        return SwapPersonForm(
            person_id=int(self.leaving.code() or 0) or None,
            leaves_at=_moment(self.leaves_at, self._details),
            why=self.why.value(),
            traveller=self.traveller(),
            words=self.words(),
            briefing=self.briefing(),
            secrecy_exception=self.secrecy_exception.value(),
        )


class TakeOffDialog(FormDialog):
    """Somebody leaves before the others; who led is followed by somebody else."""

    def __init__(self, desk: Desk, details: DispatchDetails, parent: QWidget | None = None) -> None:
        super().__init__(TAKE_OFF, _("Somebody leaves · {number}").format(number=details.number), _("&Record"), parent)
        self._details = details
        self._people = {str(one.id): one for one in along(details, desk)}
        field = f"{TAKE_OFF}.field"
        self.leaving = Combo(f"{field}.person_id", choices_of(self._people.values()))
        self.leaves_at = DateTimeEdit(f"{field}.leaves_at", desk.now, desk.zone)
        self.lead = Combo(f"{field}.lead_id", choices_of(one for one in staying(details) if not one.is_lead), "")
        self.why = LineEdit(f"{field}.why", LONGEST_WHY)
        self.add_row("person_id", _("&Leaves"), self.leaving, required=True)
        if details.state in ON_THE_WAY:
            self.add_row("leaves_at", _("Leaves &at"), self.leaves_at, required=True)
            self.leaves_at.set_value(desk.now())
        self.add_row("lead_id", _("Leads &from then on"), self.lead)
        self.add_row("why", _("R&eason"), self.why, required=True)
        self.leaving.value_changed.connect(lambda _code: self._show_lead())
        self._show_lead()
        self.resize(600, 320)

    def form(self) -> TakeOffForm:
        """Return what is entered."""
        return TakeOffForm(
            person_id=int(self.leaving.code() or 0) or None,
            leaves_at=_moment(self.leaves_at, self._details),
            why=self.why.value(),
            lead_id=int(self.lead.code()) if self._leads() and self.lead.code() else None,
        )

    def _leads(self) -> bool:
        chosen = self._people.get(self.leaving.code())
        return chosen is not None and chosen.is_lead

    def _show_lead(self) -> None:
        self.show_row("lead_id", shown=self._leads())
        self.require("lead_id", required=self._leads())


def along(details: DispatchDetails, desk: Desk) -> tuple[TravellerLine, ...]:
    """Return those of the people who have not left: somebody who is to go earlier may go earlier still."""
    now = desk.now()
    return tuple(one for one in details.people if one.leaves_at is None or one.leaves_at > now)


def staying(details: DispatchDetails) -> tuple[TravellerLine, ...]:
    """Return those of the people who leave with the others."""
    return tuple(one for one in details.people if one.leaves_at is None)


def choices_of(people: Iterable[TravellerLine]) -> list[tuple[str, str]]:
    """Return people as choices, by their ids on the dispatch."""
    return [(str(one.id), _("{name} (lead)").format(name=one.name) if one.is_lead else one.name) for one in people]


def lent_by(details: DispatchDetails) -> tuple[LendingDepartment, ...]:
    """Return the departments that lend somebody who stays to the end."""
    homes = {one.organisation for one in staying(details) if one.staff_id is not None}
    return tuple(one for one in details.departments if one.name in homes)


def _moment(field: DateTimeEdit, details: DispatchDetails) -> datetime | None:
    """Before the departure nobody leaves at a time: the person is not on the dispatch any more."""
    return field.value() if details.state in ON_THE_WAY else None
