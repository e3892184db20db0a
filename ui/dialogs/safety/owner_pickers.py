"""Whose a hazard is, in a form: a project, and one of its sites; or a site alone (C12.1)."""

from collections.abc import Mapping
from typing import Any

from app.i18n import _
from models.enums import RecordKind
from ui.dialogs.forms.pickers import choose, picked_id, record_picker
from ui.runtime.desk import Desk
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.forms.form import FormDialog

Known = Mapping[int, PickItem]


class OwnerPickers:
    """Project and site as two rows of a form; the sites offered are those of the project's customer."""

    def __init__(self, dialog: FormDialog, desk: Desk, name: str) -> None:
        field = f"{name}.field"
        self._dialog = dialog
        self.project = record_picker(desk, f"{field}.project_id", RecordKind.PROJECT)
        self.site = record_picker(desk, f"{field}.site_id", RecordKind.SITE, self._of_customer)
        dialog.add_row("project_id", _("&Project"), self.project, half=True, check=self._problem)
        dialog.add_row("site_id", _("Serv&ice site"), self.site, half=True)
        self.project.value_changed.connect(self._on_project_changed)
        self.site.value_changed.connect(lambda _item: dialog.check_again())

    @property
    def ids(self) -> dict[str, Any]:
        """What is chosen, by the names of the frozen form."""
        return {"project_id": picked_id(self.project), "site_id": picked_id(self.site)}

    def set_ids(self, project_id: int | None, site_id: int | None, known: Known) -> None:
        """Show whose it is; KeyError for a record that is not ``known``."""
        choose(self.project, project_id, known)
        choose(self.site, site_id, known)
        self._on_project_changed(None)

    def _problem(self) -> str:
        chosen = any(one is not None for one in self.ids.values())
        return "" if chosen else _("Choose the project or the site that has this hazard.")

    def _of_customer(self) -> dict[str, int | None]:
        project = self.project.value()
        return {"customer_id": project.owner_id} if project is not None else {}

    def _on_project_changed(self, _item: object) -> None:
        """The site of another customer is taken out."""
        project, site = self.project.value(), self.site.value()
        if project is not None and site is not None and site.owner_id != project.owner_id:
            self.site.set_value(None)
        self.site.setPlaceholderText(_("the whole project") if project is not None else _("or a site alone"))
