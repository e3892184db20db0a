"""Who comes into an agreed dispatch, and what that takes: the department's word, the addendum, the manager.

C7.2, C12.2, C14.
"""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from app.forms.dispatch_steps import DepartmentWordForm, JoinerBriefingForm
from app.forms.people import DepartmentForm, TravellerForm
from app.i18n import _
from app.labels import label
from app.queries.people.dispatches import DispatchDetails
from app.queries.people.staff import department_form, staff_form
from app.queries.people.suggestions import Wanted
from app.rules.permissions import Permission
from models.enums import DispatchState, SignatureWay
from ui.dialogs.forms.past import past_problem
from ui.dialogs.forms.pickers import choose_saved
from ui.dialogs.people.people_picker import PeoplePicker
from ui.dialogs.people.staff_dialog import ask_staff
from ui.runtime.desk import Desk
from ui.widgets.fields.checks import LONGEST_PHONE, phone_problem
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog
from ui.widgets.pages.page_pills import SegmentedChoice

LONGEST_NAME, LONGEST_REASON = 60, 4000
OURS, THEIRS = "ours", "theirs"
ON_THE_WAY = (DispatchState.DEPARTED, DispatchState.ARRIVED)
BRIEFED = (DispatchState.BRIEFED, *ON_THE_WAY)


@dataclass(frozen=True, slots=True)
class Home:
    """The department of a person of ours."""

    staff_id: int
    department: DepartmentForm


class JoinerDialog(FormDialog):
    """Somebody joins: one of ours, or a manufacturer's; subclasses say what for, and lay the rows out.

    Our own person's department is read once picked: one that lends says yes here. Where the others are briefed, the
    addendum is signed first; the manager may except a person from C14.
    """

    marks: ClassVar[Mapping[str, str]] = {"people": "staff_id", "words": "agreed_by", "briefing": "signed_at"}

    def __init__(self, desk: Desk, name: str, title: str, details: DispatchDetails, parent: QWidget | None) -> None:
        super().__init__(name, title, _("&Record"), parent)
        self._desk = desk
        self._details = details
        self._home: Home | None = None
        field = f"{name}.field"
        whose = [(OURS, _("One of ours")), (THEIRS, _("A manufacturer's"))]
        self.whose = SegmentedChoice(f"{field}.whose", whose)
        self.staff = PeoplePicker(desk, f"{field}.staff_id", self._job)
        self.person = LineEdit(f"{field}.name", LONGEST_NAME)
        self.organisation = LineEdit(f"{field}.organisation", 200)
        self.phone = LineEdit(f"{field}.phone", LONGEST_PHONE, phone_problem)
        self.joins_at = DateTimeEdit(f"{field}.joins_at", desk.now, desk.zone)
        self.agreed_by = LineEdit(f"{field}.agreed_by", LONGEST_NAME)
        self.agreed_at = DateTimeEdit(f"{field}.at", desk.now, desk.zone)
        self.briefed_by = LineEdit(f"{field}.briefed_by", LONGEST_NAME)
        self.signed_at = DateTimeEdit(f"{field}.signed_at", desk.now, desk.zone)
        self.way = Combo(f"{field}.way", [(one.value, label(one)) for one in SignatureWay])
        self.secrecy_exception = TextArea(f"{field}.secrecy_exception", LONGEST_REASON, 2)

    # laying out --------------------------------------------------------------------------------------------------

    def add_joiner(self) -> None:
        """Add who it is and from when."""
        late = self._details.state in ON_THE_WAY
        self.add_section(_("Who joins"))
        self.add_row("whose", _("&Whose"), self.whose)
        self.add_row("staff_id", _("&Person"), self.staff, required=True)
        self.add_row("name", _("&Name"), self.person)
        self.add_row("organisation", _("Man&ufacturer"), self.organisation, half=True)
        self.add_row("phone", _("P&hone"), self.phone, half=True)
        hint = "" if late else _("Empty: with the others.")
        self.add_row("joins_at", _("&Joins"), self.joins_at, required=late, hint=hint)

    def add_conditions(self) -> None:
        """Add what joining takes, each where it is asked for."""
        self.add_section(_("What it takes"))
        self.add_row("agreed_by", _("&Department's word"), self.agreed_by, half=True)
        self.add_row("at", _("Gi&ven"), self.agreed_at, half=True, check=lambda: self._past(self.agreed_at))
        if self._details.state in BRIEFED:
            names = _(", ").join(hazard.title for hazard in self._details.hazards) or _("none listed")
            self.add_note(
                "hazards", _("Addendum of the briefing (C12.2), on the hazards of now: {names}").format(names=names)
            )
            self.add_row("briefed_by", _("&Briefed by"), self.briefed_by, required=True)
            self.add_row(
                "signed_at", _("Si&gned at"), self.signed_at, required=True, half=True, check=self._signed_problem
            )
            self.add_row("way", _("H&ow"), self.way, half=True)
        if self._details.state in ON_THE_WAY and self._desk.context.actor.may(Permission.EXCEPT_GATE):
            hint = _("Only where agreement or lesson is missing: the manager's reason, for this trip (C14).")
            self.add_row("secrecy_exception", _("E&xception"), self.secrecy_exception, hint=hint)

    def begin(self) -> None:
        """Show what the form begins with, and follow whose person it is."""
        self.whose.set_current(OURS)
        self.agreed_at.set_value(self._desk.now())
        self.signed_at.set_value(self._desk.now())
        self.way.set_value(SignatureWay.SHEET.value)
        self.whose.value_changed.connect(lambda _code: self._show_whose())
        self.staff.value_changed.connect(self._on_picked)
        self.staff.new_requested.connect(self._on_new_person)
        self._show_whose()

    # what is entered ---------------------------------------------------------------------------------------------

    @abstractmethod
    def form(self) -> object:
        """Return what is entered."""

    def mark(self, field: str | None, message: str) -> None:
        """Show a refusal at the field that it is about."""
        super().mark(self.marks.get(field or "", field), message)

    def traveller(self) -> TravellerForm:
        """Return who joins."""
        joins_at = self.joins_at.value()
        item = self.staff.value()
        if self._is_ours() and item is not None:
            return TravellerForm(staff_id=item.id, name=item.title, joins_at=joins_at)
        return TravellerForm(
            name=self.person.value(),
            organisation=self.organisation.value(),
            phone=self.phone.value(),
            joins_at=joins_at,
        )

    def words(self) -> tuple[DepartmentWordForm, ...]:
        """Return the word of the department that lends the person, if one does."""
        if self._home is None or not self._asks_for_word():
            return ()
        department = self._home.department.department_id
        return (DepartmentWordForm(department, self.agreed_by.value(), self.agreed_at.value()),)

    def briefing(self) -> JoinerBriefingForm | None:
        """Return the addendum, where one is asked for."""
        if self._details.state not in BRIEFED:
            return None
        way = SignatureWay(self.way.code()) if self.way.code() else SignatureWay.SHEET
        return JoinerBriefingForm(self.briefed_by.value(), self.signed_at.value(), way)

    # reactions ---------------------------------------------------------------------------------------------------

    def _job(self) -> Wanted | None:
        """Return what somebody is wanted for: from joining to the end, at the sites of the journey; else None."""
        details = self._details
        starts_at = self.joins_at.value() or details.starts_at
        if starts_at > details.ends_at:
            return None
        sites = (details.site_id, *(site.site_id for site in details.sites))
        return Wanted(
            starts_at=starts_at,
            ends_at=details.ends_at,
            request_id=details.request_id,
            site_ids=tuple(one for one in sites if one is not None),
            content=details.content,
            beside=details.id,
        )

    def _on_new_person(self, typed: str) -> None:
        self.staff.set_value(None)
        self.staff.clear()
        ask_staff(self._desk, self, None, partial(choose_saved, self._desk, self.staff), typed)

    def _is_ours(self) -> bool:
        return self.whose.code() == OURS

    def _asks_for_word(self) -> bool:
        return self._is_ours() and self._home is not None and not self._home.department.is_own

    def _show_whose(self) -> None:
        ours = self._is_ours()
        self.show_row("staff_id", shown=ours)
        self.require("staff_id", required=ours)
        for field in ("name", "organisation", "phone"):
            self.show_row(field, shown=not ours)
        for field in ("name", "organisation"):
            self.require(field, required=not ours)
        self._show_word()

    def _show_word(self) -> None:
        asked = self._asks_for_word()
        for field in ("agreed_by", "at"):
            self.show_row(field, shown=asked)
            self.require(field, required=asked)

    def _on_picked(self, item: PickItem | None) -> None:
        """Read the department of whoever was picked: whether it lends, and who says yes there."""
        self._home = None
        self._show_word()
        if item is not None:
            read = lambda _progress: _home_of(self._desk, item.id)  # noqa: E731
            self._desk.jobs.run_read(f"{self.name_of_form}.home", read, self._on_home_read)

    def _on_home_read(self, home: Home) -> None:
        item = self.staff.value()
        if item is None or item.id != home.staff_id:
            return
        self._home = home
        self._show_word()
        if not self.agreed_by.value():
            self.agreed_by.set_value(home.department.manager_name)

    def _past(self, moment: DateTimeEdit) -> str:
        return past_problem(moment.value(), self._desk)

    def _signed_problem(self) -> str:
        signed, joins = self.signed_at.value(), self.joins_at.value()
        if signed is not None and joins is not None and signed > joins:
            return _("The addendum is signed before joining.")
        return self._past(self.signed_at)


def _home_of(desk: Desk, staff_id: int) -> Home:
    member = staff_form(desk.context, staff_id)
    return Home(staff_id, department_form(desk.context, member.department_id or 0))
