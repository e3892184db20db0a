"""Starting a hazard list: several hazards at once from the templates by kind of work (C12.1)."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.safety import TemplatesForm
from app.i18n import _
from app.queries.safety.hazards import listed_templates, templates_form
from app.services.safety.hazards import LONGEST_NAME, add_from_templates
from ui.dialogs.forms.pickers import read_items
from ui.dialogs.forms.saving import open_new
from ui.dialogs.safety.owner_pickers import Known, OwnerPickers
from ui.dialogs.safety.template_checks import TemplateChecks
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.forms.form import FormDialog

NAME = "hazards.templates"
OnAdded = Callable[[tuple[int, ...]], None]


class TemplatesDialog(FormDialog):
    """Whose the list is, which templates it starts with, and who looked at the place."""

    def __init__(self, desk: Desk, form: TemplatesForm, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("Start from templates"), _("&Add"), parent)
        self._desk = desk
        field = f"{NAME}.field"
        self.templates = TemplateChecks(f"{field}.templates")
        self.reviewed_on = DateEdit(f"{field}.reviewed_on", desk.today)
        self.reviewed_by = LineEdit(f"{field}.reviewed_by", LONGEST_NAME)
        self.owner = OwnerPickers(self, desk, NAME)
        self.add_row("templates", _("&Templates"), self.templates, required=True)
        self.add_note("hint", _("Make each fit for the place afterwards."), below_field=True)
        self.add_row("reviewed_on", _("&Day of the look"), self.reviewed_on, half=True, required=True)
        self.add_row("reviewed_by", _("Looked at &by"), self.reviewed_by, half=True, required=True)
        self.owner.set_ids(form.project_id, form.site_id, known)
        self.reviewed_on.set_value(form.reviewed_on)
        self.reviewed_by.set_value(form.reviewed_by)
        self.owner.project.value_changed.connect(lambda _item: self._read_listed())
        self.owner.site.value_changed.connect(lambda _item: self._read_listed())
        self._read_listed()
        self.resize(720, 640)

    def form(self) -> TemplatesForm:
        """Return what is entered."""
        return TemplatesForm(
            **self.owner.ids,
            templates=self.templates.value(),
            reviewed_on=self.reviewed_on.value(),
            reviewed_by=self.reviewed_by.value(),
        )

    def _read_listed(self) -> None:
        """Read which templates stand on this list already."""
        ids = self.owner.ids
        if ids["project_id"] is None and ids["site_id"] is None:
            self.templates.set_listed(())
            return
        read = partial(listed_templates, self._desk.context, **ids)
        self._desk.jobs.run_read(f"{NAME}.listed", lambda _progress: read(), self.templates.set_listed)


def ask_templates(
    desk: Desk, parent: QWidget, on_added: OnAdded, *, project_id: int | None = None, site_id: int | None = None
) -> None:
    """Open the form that starts a hazard list; ``on_added`` is given the ids of the hazards added."""

    def read() -> tuple[TemplatesForm, Known]:
        form = templates_form(desk.context, project_id=project_id, site_id=site_id)
        return form, read_items(desk, project_id, site_id)

    make = lambda found: TemplatesDialog(desk, found[0], found[1], parent)  # noqa: E731
    open_new(desk, parent, read, make, add_from_templates, on_added, {"project_id": project_id, "site_id": site_id})
