"""The way of a dispatch as it is entered: departed, arrived, finished, back (C4.3, C7.4, C12.2)."""

from abc import abstractmethod

from PySide6.QtWidgets import QWidget

from app.forms.dispatch_steps import ArriveForm, ComeBackForm, DepartForm, FinishForm
from app.i18n import _
from app.queries.people.dispatch_parts import TravellerLine
from app.queries.people.dispatches import DispatchDetails
from models.enums import DispatchState
from ui.dialogs.forms.past import past_problem
from ui.dialogs.people.open_item_lines import OpenItemLines
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

DEPART, ARRIVE, FINISH, COME_BACK = "dispatch.depart", "dispatch.arrive", "dispatch.finish", "dispatch.come_back"
LONGEST = 4000


class _MomentDialog(FormDialog):
    """A step that has a time of its own, first in the form and now to begin with; ``moment`` is the field."""

    def __init__(self, desk: Desk, name: str, title: str, field: str, parent: QWidget | None) -> None:
        super().__init__(name, title, _("&Record"), parent)
        self._desk = desk
        self.moment = DateTimeEdit(f"{name}.field.{field}", desk.now, desk.zone)
        self.moment.set_value(desk.now())

    @abstractmethod
    def form(self) -> object:
        """Return what is entered."""

    def _moment_problem(self) -> str:
        return past_problem(self.moment.value(), self._desk)


class DepartDialog(_MomentDialog):
    """When the people left."""

    def __init__(self, desk: Desk, details: DispatchDetails, parent: QWidget | None = None) -> None:
        super().__init__(desk, DEPART, _("Depart · {number}").format(number=details.number), "departed_at", parent)
        self.note = TextArea(f"{DEPART}.field.note", LONGEST, 3)
        self.add_note("people", _("They leave: {names}").format(names=_(", ").join(_going(details))))
        self.add_row("departed_at", _("&Departed at"), self.moment, required=True, check=self._moment_problem)
        self.add_row("note", _("N&ote"), self.note)
        self.resize(560, 260)

    def form(self) -> DepartForm:
        """Return what is entered."""
        return DepartForm(departed_at=self.moment.value(), note=self.note.value())


class SiteArrivalDialog(_MomentDialog):
    """The first of the people came to a site: when, where, who. Sites reached already are not offered."""

    def __init__(self, desk: Desk, details: DispatchDetails, parent: QWidget | None = None) -> None:
        title = _("Arrived on site · {number}").format(number=details.number)
        super().__init__(desk, ARRIVE, title, "arrived_at", parent)
        self.site = Combo(f"{ARRIVE}.field.site_id", _sites_ahead(details))
        self.person = Combo(f"{ARRIVE}.field.person", [(one.name, one.name) for one in _lead_first(details)])
        self.note = TextArea(f"{ARRIVE}.field.note", LONGEST, 3)
        hint = _("The first to arrive counts (C4.3).") if details.state is DispatchState.DEPARTED else ""
        self.add_row("arrived_at", _("Arri&ved at"), self.moment, required=True, check=self._moment_problem, hint=hint)
        self.add_row("site_id", _("Si&te"), self.site)
        self.add_row("person", _("&Who came first"), self.person)
        self.add_row("note", _("N&ote"), self.note)
        self.resize(600, 330)

    def form(self) -> ArriveForm:
        """Return what is entered."""
        site = self.site.code()
        return ArriveForm(
            arrived_at=self.moment.value(),
            site_id=int(site) if site else None,
            person=self.person.code(),
            note=self.note.value(),
        )


class FinishDialog(_MomentDialog):
    """The work on site ended: when, with what result, and what of it is left undone."""

    def __init__(self, desk: Desk, details: DispatchDetails, parent: QWidget | None = None) -> None:
        title = _("Finish the work on site · {number}").format(number=details.number)
        super().__init__(desk, FINISH, title, "finished_at", parent)
        self.outcome = TextArea(f"{FINISH}.field.result", LONGEST, 3)
        lead = next((one.name for one in _lead_first(details)), "")
        self.open_items = OpenItemLines(f"{FINISH}.field.open_items", desk, lead)
        self._forgotten = tuple(site.name for site in details.sites if site.arrived_at is None)
        self._add_rows()
        self.resize(860, 440)

    def _add_rows(self) -> None:
        self.add_row("finished_at", _("Ended &at"), self.moment, required=True, check=self._moment_problem)
        self.add_row("result", _("Res&ult"), self.outcome)
        self.add_section(_("Left undone (C7.4)"))
        if self._forgotten:
            names = _(", ").join(self._forgotten)
            self.add_note("sites", _("Nobody has come there yet: {names}").format(names=names))
        self.add_row("open_items", _("Left undone (C7.4)"), self.open_items, wide=True, check=self._forgotten_problem)
        self.add_note(
            "partly", _("With anything left undone the work is done in part: a further dispatch takes it up.")
        )
        self.open_items.value_changed.connect(lambda _lines: self.check_again())

    def form(self) -> FinishForm:
        """Return what is entered."""
        return FinishForm(
            finished_at=self.moment.value(), result=self.outcome.value(), open_items=self.open_items.value()
        )

    def _forgotten_problem(self) -> str:
        if not self._forgotten or self.open_items.value():
            return ""
        return _("Record the arrival there, or write down what is left undone.")


class ComeBackDialog(_MomentDialog):
    """When the people were back in their own departments."""

    def __init__(self, desk: Desk, details: DispatchDetails, parent: QWidget | None = None) -> None:
        title = _("Back in their departments · {number}").format(number=details.number)
        super().__init__(desk, COME_BACK, title, "returned_at", parent)
        self.note = TextArea(f"{COME_BACK}.field.note", LONGEST, 3)
        self.add_note("clocks", _("The clocks of claims, settlement, sheets and report start with it (C7.4)."))
        self.add_row("returned_at", _("&Back at"), self.moment, required=True, check=self._moment_problem)
        self.add_row("note", _("N&ote"), self.note)
        self.resize(560, 260)

    def form(self) -> ComeBackForm:
        """Return what is entered."""
        return ComeBackForm(returned_at=self.moment.value(), note=self.note.value())


def _lead_first(details: DispatchDetails) -> list[TravellerLine]:
    """Return who is along, the lead first."""
    return sorted((one for one in details.people if one.leaves_why == ""), key=lambda one: not one.is_lead)


def _going(details: DispatchDetails) -> list[str]:
    """Return the names of those who leave with the others."""
    return [one.name for one in details.people if one.joins_at is None]


def _sites_ahead(details: DispatchDetails) -> list[tuple[str, str]]:
    """Return the sites that nobody has come to yet, in the order of the journey."""
    first = [(str(details.site_id or ""), details.site or details.project or details.customer)]
    further = [(str(site.site_id), site.name) for site in details.sites if site.arrived_at is None]
    return further if details.arrived_at is not None else first + further
