"""Registering an accident or a near miss, and correcting it (C12.2)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.incidents import IncidentForm
from app.i18n import _
from app.labels import label
from app.queries.safety.incidents import incident_form, new_incident_form
from app.services.safety.incidents import LINE_LIMIT, REASON_LIMIT, TEXT_LIMIT, TITLE_LIMIT, save_incident
from models.enums import IncidentKind, Injury, RecordKind
from ui.dialogs.forms.past import past_problem
from ui.dialogs.forms.pickers import choose, no_limits, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "hazards.incidents"
PICKED = {
    "dispatch_id": RecordKind.DISPATCH,
    "project_id": RecordKind.PROJECT,
    "site_id": RecordKind.SITE,
    "hazard_id": RecordKind.HAZARD,
}
TEXTS = {"course": 4, "damage": 2, "first_aid": 2}
KnownIncident = tuple[IncidentForm, Mapping[int, PickItem]]


class IncidentDialog(FormDialog):
    """What happened when and where, to whom, how badly; from which hazard, or from none on the list."""

    def __init__(self, desk: Desk, read: KnownIncident, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        form, known = read
        field = f"{NAME}.field"
        self.kind = Combo(f"{field}.incident_kind", [(one.value, label(one)) for one in IncidentKind])
        self.at = DateTimeEdit(f"{field}.happened_at", desk.now, desk.zone)
        self.injury = Combo(f"{field}.injury", [(one.value, label(one)) for one in Injury])
        self.pickers = {
            name: record_picker(desk, f"{field}.{name}", kind, self._place if name == "hazard_id" else no_limits)
            for name, kind in PICKED.items()
        }
        limits = {"title": TITLE_LIMIT, "place": LINE_LIMIT, "persons": LINE_LIMIT}
        self.typed: dict[str, LineEdit | TextArea] = {
            name: LineEdit(f"{field}.{name}", limit) for name, limit in limits.items()
        }
        self.typed |= {name: TextArea(f"{field}.{name}", TEXT_LIMIT, rows) for name, rows in TEXTS.items()}
        self.reason = TextArea(f"{field}.reason", REASON_LIMIT, 2, self)
        self._add_rows(is_new=form.version == 0)
        self._fill(form, known)
        self.injury.value_changed.connect(lambda _code: self._show_needed())
        self.kind.value_changed.connect(lambda _code: self.check_again())
        self.pickers["dispatch_id"].value_changed.connect(self._on_dispatch_changed)
        self._show_needed()
        self.resize(860, 720)

    def _add_rows(self, *, is_new: bool) -> None:
        self.add_section(_("The incident"))
        self.add_row("incident_kind", _("&Kind"), self.kind, required=True, half=True, check=self._kind_problem)
        self.add_row("happened_at", _("Happened &at"), self.at, required=True, half=True, check=self._problem)
        self.add_row("title", _("&In a few words"), self.typed["title"], required=True)
        self.add_row("course", _("How it &happened"), self.typed["course"], required=True)
        self.add_section(_("Where, and from which hazard"))
        self.add_row("dispatch_id", _("Dis&patch"), self.pickers["dispatch_id"])
        self.add_row("project_id", _("Pro&ject"), self.pickers["project_id"], half=True)
        self.add_row("site_id", _("Ser&vice site"), self.pickers["site_id"], half=True)
        self.add_row("place", _("Whe&re exactly"), self.typed["place"], required=True)
        self.add_row("hazard_id", _("Ha&zard"), self.pickers["hazard_id"])
        self.pickers["hazard_id"].setPlaceholderText(_("not on the list of hazards"))
        self.add_section(_("Who, and what followed"))
        self.add_row("injury", _("Injur&y"), self.injury, required=True, half=True)
        self.add_row("persons", _("&Who was concerned"), self.typed["persons"], half=True)
        self.add_row("damage", _("&Damage"), self.typed["damage"])
        self.add_row("first_aid", _("&First steps taken"), self.typed["first_aid"])
        if is_new:
            self.reason.hide()
        else:
            self.add_row("reason", _("Reason for the chan&ge"), self.reason)

    # form in and out ---------------------------------------------------------------------------------------------

    def _fill(self, form: IncidentForm, known: Mapping[int, PickItem]) -> None:
        self._version = form.version
        self.kind.set_value(form.incident_kind.value)
        self.at.set_value(form.happened_at)
        self.injury.set_value(form.injury.value)
        for name, picker in self.pickers.items():
            choose(picker, getattr(form, name), known)
        for name, field in self.typed.items():
            field.set_value(getattr(form, name))

    def form(self) -> IncidentForm:
        """Return what is entered; a dispatch says whose project it is."""
        picked: dict[str, Any] = {name: picked_id(picker) for name, picker in self.pickers.items()}
        if picked["dispatch_id"] is not None:
            picked["project_id"] = None
        words: dict[str, Any] = {name: field.value() for name, field in self.typed.items()}
        return IncidentForm(
            incident_kind=IncidentKind(self.kind.code()),
            happened_at=self.at.value(),
            injury=Injury(self.injury.code()),
            reason=self.reason.value(),
            version=self._version,
            **picked,
            **words,
        )

    # what hangs together -----------------------------------------------------------------------------------------

    def _place(self) -> Mapping[str, int | None]:
        """Offer the hazards of the project and of the site; all of them while neither is known."""
        return {name: picked_id(self.pickers[name]) for name in ("project_id", "site_id")}

    def _show_needed(self) -> None:
        """Whoever was hurt is named; on a dispatch the project is that of the dispatch."""
        self.require("persons", required=self.injury.code() != Injury.NONE.value)
        self.pickers["project_id"].setEnabled(self.pickers["dispatch_id"].value() is None)
        self.check_again()

    def _on_dispatch_changed(self, item: PickItem | None) -> None:
        """Another dispatch: its project and site go into their fields."""
        self._show_needed()
        jobs, key = self._desk.jobs, f"{NAME}.dispatch"
        if item is None or self.is_restoring:
            jobs.drop_read(key)
        else:
            jobs.run_read(key, lambda _progress: _read_new(self._desk, item.id), self._on_dispatch_read)

    def _on_dispatch_read(self, read: KnownIncident) -> None:
        form, known = read
        for name in ("project_id", "site_id"):
            choose(self.pickers[name], getattr(form, name), known)

    def _kind_problem(self) -> str:
        hurt = self.injury.code() != Injury.NONE.value and self.kind.code() == IncidentKind.NEAR_MISS.value
        return _("Where somebody was hurt, it was an accident.") if hurt else ""

    def _problem(self) -> str:
        return past_problem(self.at.value(), self._desk)


def _known(desk: Desk, form: IncidentForm) -> KnownIncident:
    return form, read_items(desk, *(getattr(form, name) for name in PICKED))


def _read_new(desk: Desk, dispatch_id: int | None) -> KnownIncident:
    return _known(desk, new_incident_form(desk.context, dispatch_id=dispatch_id))


def ask_new_incident(desk: Desk, parent: QWidget, dispatch_id: int | None, on_saved: OnSaved) -> None:
    """Open the form of an incident, of a dispatch where one is given; ``on_saved`` is given its id."""
    make = lambda read: IncidentDialog(desk, read, _("Register an incident"), parent)  # noqa: E731
    read, about = partial(_read_new, desk, dispatch_id), {"dispatch_id": dispatch_id}
    open_new(desk, parent, read, make, save_incident, on_saved, about)


def read_incident(desk: Desk, record_id: int) -> KnownIncident:
    """Read an incident and what its form names; on the read lane."""
    return _known(desk, incident_form(desk.context, record_id))


def ask_incident(desk: Desk, parent: QWidget, record_id: int, read: KnownIncident, on_saved: OnSaved) -> IncidentDialog:
    """Open the form of an incident as it was read (``read_incident``)."""
    make = lambda again: IncidentDialog(desk, again, _("Correct the incident"), parent)  # noqa: E731
    again = partial(read_incident, desk, record_id)
    return open_edited(desk, record_id, read, again, make, save_incident, on_saved)
