"""Entering a plan of inspections, and changing it while it runs (N3, N4)."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.inspections import InspectionPlanForm
from app.i18n import _, current_language
from app.queries.care.inspection_plans import PlanGround, inspection_plan_form, new_inspection_plan_form, plan_ground
from app.rules.care.checklists import checklists
from app.services.care.inspection_plans import (
    MOST_MONTHS,
    MOST_PERSONS,
    NAME_LIMIT,
    REASON_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    save_inspection_plan,
)
from models.enums import RecordKind
from ui.dialogs.care.piece_checks import PieceChecks
from ui.dialogs.forms.pickers import choose, no_limits, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "visits.plan"
PICKED = {"project_id": RecordKind.PROJECT, "site_id": RecordKind.SITE, "order_id": RecordKind.ORDER}
PLAIN = ("title", "starts_on", "ends_on", "responsible", "note")
KnownPlan = tuple[InspectionPlanForm, Mapping[int, PickItem], PlanGround]


class InspectionPlanDialog(FormDialog):
    """Where, by which checklist, which equipment, every how many months, by how many people, from when until when."""

    def __init__(self, desk: Desk, read: KnownPlan, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        form, known, ground = read
        self._customer_id = ground.customer_id
        self._make_fields()
        self._add_rows(is_new=form.version == 0)
        self._fill(form, known)
        self.equipment.offer(ground.pieces)
        self.pickers["project_id"].value_changed.connect(self._on_project_changed)
        self.checklist.value_changed.connect(self._propose_title)
        self.resize(820, 620)

    def _make_fields(self) -> None:
        field = f"{NAME}.field"
        self.pickers = {
            name: record_picker(self._desk, f"{field}.{name}", kind, no_limits if name == "project_id" else self._place)
            for name, kind in PICKED.items()
        }
        lists = [(one.code, one.title[current_language()]) for one in checklists().values()]
        self.checklist = Combo(f"{field}.checklist", lists, _("Choose a checklist"))
        self.title = LineEdit(f"{field}.title", TITLE_LIMIT)
        self.equipment = PieceChecks(f"{field}.equipment_ids")
        self.cycle_months = NumberEdit(f"{field}.cycle_months", least=1, most=MOST_MONTHS)
        self.min_persons = NumberEdit(f"{field}.min_persons", least=1, most=MOST_PERSONS)
        self.starts_on = DateEdit(f"{field}.starts_on", self._desk.today)
        self.ends_on = DateEdit(f"{field}.ends_on", self._desk.today)
        self.responsible = LineEdit(f"{field}.responsible", NAME_LIMIT)
        self.note = TextArea(f"{field}.note", TEXT_LIMIT, 2)
        self.reason = TextArea(f"{field}.reason", REASON_LIMIT, 2, self)

    def _add_rows(self, *, is_new: bool) -> None:
        self.add_section(_("Project and site"))
        self.add_row("project_id", _("Pro&ject"), self.pickers["project_id"], required=True)
        self.add_row("site_id", _("Ser&vice site"), self.pickers["site_id"], half=True)
        self.add_row("order_id", _("A&greement"), self.pickers["order_id"], half=True)
        self.pickers["order_id"].setPlaceholderText(_("none"))
        self.add_section(_("What is looked at"))
        self.add_row("checklist", _("&Checklist"), self.checklist, required=True, half=True)
        self.add_row("title", _("Na&me of the plan"), self.title, required=True, half=True)
        self.add_row("equipment_ids", _("E&quipment"), self.equipment)
        self.add_section(_("When and by whom"))
        self.add_row("cycle_months", _("&Every … months"), self.cycle_months, required=True, half=True)
        self.add_row("min_persons", _("&Persons at least"), self.min_persons, required=True, half=True)
        self.add_row("starts_on", _("&First inspection on"), self.starts_on, required=True, half=True)
        self.add_row("ends_on", _("&Until"), self.ends_on, half=True, check=self._end_problem)
        self.add_row("responsible", _("Seen to &by"), self.responsible, required=True, half=True)
        self.add_row("note", _("&Note"), self.note)
        if is_new:
            self.reason.hide()
        else:
            self.add_row("reason", _("Reason for the chan&ge"), self.reason)

    # form in and out ---------------------------------------------------------------------------------------------

    def _fill(self, form: InspectionPlanForm, known: Mapping[int, PickItem]) -> None:
        self._version = form.version
        for name, picker in self.pickers.items():
            choose(picker, getattr(form, name), known)
        self.checklist.set_value(form.checklist or None)
        self.equipment.set_value(form.equipment_ids)
        self.cycle_months.set_value(form.cycle_months)
        self.min_persons.set_value(form.min_persons)
        for name in PLAIN:
            getattr(self, name).set_value(getattr(form, name))

    def form(self) -> InspectionPlanForm:
        """Return what is entered."""
        months, persons = self.cycle_months.value(), self.min_persons.value()
        picked: dict[str, Any] = {name: picked_id(picker) for name, picker in self.pickers.items()}
        plain: dict[str, Any] = {name: getattr(self, name).value() for name in PLAIN}
        return InspectionPlanForm(
            checklist=self.checklist.code(),
            equipment_ids=self.equipment.value(),
            cycle_months=int(months) if months is not None else None,
            min_persons=int(persons) if persons is not None else None,
            reason=self.reason.value(),
            version=self._version,
            **picked,
            **plain,
        )

    # what hangs together -----------------------------------------------------------------------------------------

    def _place(self) -> Mapping[str, int | None]:
        """Offer the sites and orders of the project's customer; all of them while no project is chosen."""
        return {"customer_id": self._customer_id}

    def _end_problem(self) -> str:
        first, last = self.starts_on.value(), self.ends_on.value()
        return _("The plan ends before it starts.") if first and last and last < first else ""

    def _propose_title(self, code: str | None) -> None:
        """A plan is called as its checklist, until somebody calls it something else."""
        titles = {one.title[current_language()] for one in checklists().values()}
        if code is not None and (not self.title.value().strip() or self.title.value() in titles):
            self.title.set_value(checklists()[code].title[current_language()])

    def _on_project_changed(self, item: PickItem | None) -> None:
        """Another project: its site goes into its field, its equipment is offered, all of it ticked."""
        jobs, key = self._desk.jobs, f"{NAME}.project"
        if item is None:
            jobs.drop_read(key)
            self._customer_id = None
            self.equipment.offer(())
        else:
            jobs.run_read(key, lambda _progress: read_new_plan(self._desk, item.id), self._on_project_read)

    def _on_project_read(self, read: KnownPlan) -> None:
        form, known, ground = read
        self._customer_id = ground.customer_id
        if not self.is_restoring and self._version == 0:
            choose(self.pickers["site_id"], form.site_id, known)
            self.equipment.set_value(form.equipment_ids)
        self.equipment.offer(ground.pieces)


def _known(desk: Desk, form: InspectionPlanForm) -> KnownPlan:
    ground = plan_ground(desk.context, form.project_id, form.equipment_ids)
    return form, read_items(desk, *(getattr(form, name) for name in PICKED)), ground


def read_new_plan(desk: Desk, project_id: int | None) -> KnownPlan:
    """Read what the form of a new plan begins with; on the read lane."""
    return _known(desk, new_inspection_plan_form(desk.context, project_id=project_id))


def ask_new_plan(desk: Desk, parent: QWidget, project_id: int | None, on_saved: OnSaved) -> None:
    """Open the form of a new plan, of a project where one is given; ``on_saved`` is given its id."""
    make = lambda read: InspectionPlanDialog(desk, read, _("New inspection plan"), parent)  # noqa: E731
    about = {"project_id": project_id}
    open_new(desk, parent, partial(read_new_plan, desk, project_id), make, save_inspection_plan, on_saved, about)


def read_plan(desk: Desk, record_id: int) -> KnownPlan:
    """Read a plan and what its form names; on the read lane."""
    return _known(desk, inspection_plan_form(desk.context, record_id))


def ask_plan(desk: Desk, parent: QWidget, record_id: int, read: KnownPlan, on_saved: OnSaved) -> InspectionPlanDialog:
    """Open the form of a plan as it was read (``read_plan``)."""
    make = lambda again: InspectionPlanDialog(desk, again, _("Change the inspection plan"), parent)  # noqa: E731
    return open_edited(desk, record_id, read, partial(read_plan, desk, record_id), make, save_inspection_plan, on_saved)
