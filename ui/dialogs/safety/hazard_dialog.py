"""Adding and changing a hazard: what and where, its assessment, what protects from it (C12.1)."""

from collections.abc import Mapping
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.safety import HazardForm
from app.i18n import _, current_language
from app.labels import label
from app.queries.safety.hazards import hazard_form, new_hazard_form
from app.rules.safety.hazards import PERSONS
from app.rules.safety.templates import hazard_template, hazard_templates
from app.services.safety.hazards import LINE_LIMIT, LONGEST_NAME, TEXT_LIMIT, save_hazard
from models.enums import AccidentKind, CertificateKind, HazardOrigin, ProtectiveGear, WorkType
from ui.dialogs.forms.pickers import read_items
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.dialogs.safety.assessment import Assessment
from ui.dialogs.safety.owner_pickers import Known, OwnerPickers
from ui.runtime.desk import Desk
from ui.widgets.fields.check_row import CheckRow
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "hazards.hazards"
TEXTS = ("title", "place", "activity", "result", "prevention", "emergency")
CHOICES: Mapping[str, type[StrEnum]] = {"work_type": WorkType, "accident": AccidentKind, "origin": HazardOrigin}
KnownHazard = tuple[HazardForm, Known]


class HazardDialog(FormDialog):
    """One hazard; a new one may start from a template, and tells who looked at it first."""

    def __init__(
        self, desk: Desk, form: HazardForm, title: str, known: Known, parent: QWidget | None = None, *, is_new: bool
    ) -> None:
        """``title`` is translated; ``known`` are the records that ``form`` names. It stays with its project."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        self._is_new = is_new
        self._make_fields()
        self._add_place()
        self.assessment = Assessment(self, NAME)
        self._add_protection()
        self._fill(form)
        self.owner.set_ids(form.project_id, form.site_id, known)
        self.owner.project.setEnabled(is_new)
        self._version = form.version
        self.template.value_changed.connect(self._on_template_chosen)
        self.resize(860, 760)

    def _make_fields(self) -> None:
        field = f"{NAME}.field"
        templates = [(one.code, one.title(current_language())) for one in hazard_templates().values()]
        self.template = Combo(f"{field}.template", templates, _("none"), self)
        limits = {"title": LINE_LIMIT, "place": LINE_LIMIT, "activity": LINE_LIMIT, "result": LINE_LIMIT}
        self.texts: dict[str, LineEdit | TextArea] = {
            name: LineEdit(f"{field}.{name}", limit) for name, limit in limits.items()
        }
        self.texts |= {name: TextArea(f"{field}.{name}", TEXT_LIMIT, 3) for name in ("prevention", "emergency")}
        self.choices = {
            name: Combo(f"{field}.{name}", [(one.value, label(one)) for one in members])
            for name, members in CHOICES.items()
        }
        self.gear = CheckRow(f"{field}.gear", [(one.value, label(one)) for one in ProtectiveGear])
        self.certificates = CheckRow(f"{field}.certificates", [(one.value, label(one)) for one in CertificateKind])
        self.min_persons = NumberEdit(f"{field}.min_persons", least=PERSONS[0], most=PERSONS[-1])
        self.reviewed_on = DateEdit(f"{field}.reviewed_on", self._desk.today)
        self.reviewed_by = LineEdit(f"{field}.reviewed_by", LONGEST_NAME)

    def _add_place(self) -> None:
        self.add_section(_("What and where"))
        self.owner = OwnerPickers(self, self._desk, NAME)
        self.add_row("template", _("From &template"), self.template)
        self.show_row("template", shown=self._is_new)
        self.add_row("title", _("&Hazard"), self.texts["title"], required=True)
        self.add_row("place", _("Whe&re exactly"), self.texts["place"], half=True)
        self.add_row("activity", _("In which w&ork"), self.texts["activity"], half=True)
        self.add_row("work_type", _("Permit of wor&k"), self.choices["work_type"], half=True)
        self.add_row("origin", _("Comes &from"), self.choices["origin"], half=True)
        self.add_row("accident", _("&Accident"), self.choices["accident"], half=True)
        self.add_row("result", _("Possible res&ult"), self.texts["result"], half=True)
        self.add_section(_("Assessment by LEC"))

    def _add_protection(self) -> None:
        self.add_section(_("Protection"))
        self.add_row("prevention", _("Pre&vention"), self.texts["prevention"])
        self.add_row("gear", _("Protective &gear"), self.gear)
        self.add_row("certificates", _("&Certificates"), self.certificates, hint=_("One traveller at least holds each"))
        self.add_row("min_persons", _("Perso&ns at least"), self.min_persons, half=True, required=True)
        self.add_row("emergency", _("Emergenc&y plan"), self.texts["emergency"])
        if self._is_new:
            self.add_row("reviewed_on", _("&Day of the look"), self.reviewed_on, half=True, required=True)
            self.add_row("reviewed_by", _("Looked at &by"), self.reviewed_by, half=True, required=True)

    # form in and out ---------------------------------------------------------------------------------------------

    def _fill(self, form: HazardForm) -> None:
        """Show a hazard, or what a template starts with."""
        for name, field in self.texts.items():
            field.set_value(getattr(form, name))
        for name, combo in self.choices.items():
            combo.set_value(getattr(form, name).value)
        self.assessment.set_figures((form.likelihood, form.exposure, form.consequence))
        self.gear.set_value(frozenset(form.gear))
        self.certificates.set_value(frozenset(form.certificates))
        self.min_persons.set_value(form.min_persons)
        if form.reviewed_on is not None:
            self.reviewed_on.set_value(form.reviewed_on)
            self.reviewed_by.set_value(form.reviewed_by)
        self.template.set_value(form.template or None)

    def form(self) -> HazardForm:
        """Return what is entered."""
        chosen: dict[str, Any] = {name: CHOICES[name](combo.code()) for name, combo in self.choices.items()}
        chosen |= {name: field.value() for name, field in self.texts.items()}
        return HazardForm(
            **self.owner.ids,
            **self.assessment.figures(),
            **chosen,
            gear=tuple(map(ProtectiveGear, self.gear.kept())),
            certificates=tuple(map(CertificateKind, self.certificates.kept())),
            min_persons=int(self.min_persons.value() or 0),
            reviewed_on=self.reviewed_on.value(),
            reviewed_by=self.reviewed_by.value(),
            template=self.template.code(),
            version=self._version,
        )

    def _on_template_chosen(self, code: str | None) -> None:
        """Start from the template's words; what was typed before is replaced, whose the hazard is stays."""
        if code and not self.is_restoring:
            self._fill(hazard_template(code).form(current_language()))


def ask_new_hazard(
    desk: Desk,
    parent: QWidget,
    on_saved: OnSaved,
    *,
    project_id: int | None = None,
    site_id: int | None = None,
) -> None:
    """Open the form of a new hazard of a project or site, or of one to be picked; ``on_saved`` is given its id."""

    def read() -> KnownHazard:
        form = new_hazard_form(desk.context, project_id=project_id, site_id=site_id)
        return form, read_items(desk, project_id, site_id)

    make = lambda found: HazardDialog(desk, found[0], _("New hazard"), found[1], parent, is_new=True)  # noqa: E731
    open_new(desk, parent, read, make, save_hazard, on_saved, {"project_id": project_id, "site_id": site_id})


def read_hazard(desk: Desk, record_id: int) -> KnownHazard:
    """Read a hazard and the records that it names; runs on the read lane."""
    form = hazard_form(desk.context, record_id)
    return form, read_items(desk, form.project_id, form.site_id)


def ask_hazard(desk: Desk, parent: QWidget, record_id: int, read: KnownHazard, on_saved: OnSaved) -> HazardDialog:
    """Open the form of a hazard as it was read (``read_hazard``)."""

    def make(again: KnownHazard) -> HazardDialog:
        return HazardDialog(desk, again[0], _("Edit the hazard"), again[1], parent, is_new=False)

    return open_edited(desk, record_id, read, partial(read_hazard, desk, record_id), make, save_hazard, on_saved)
