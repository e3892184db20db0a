"""The company and its letterhead, bank account and tax rates: a form made from the table of settings."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import groupby

from PySide6.QtWidgets import QWidget

from app.i18n import LANGUAGES, _
from app.labels import label
from app.queries.company import company_settings
from app.rules.money.letter_settings import USUAL_BASES
from app.services.setup import save_settings
from app.settings import SettingSpec, company_specs
from ui.dialogs.forms.saving import open_form
from ui.dialogs.printing.preview_side import LANGUAGE_NAMES
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.forms.form import FormDialog

Choices = Sequence[tuple[str, str]]
NAME = "main.company"
REQUIRED = frozenset({"company_name", "tax_rates", "paper_language"})
HALF = frozenset(
    {
        "company_phone", "tax_no", "department_name", "home_province", "bank_branch", "bank_account", "letter_mark",
        "letter_contact", "letter_phone", "letter_email", "director_name", "director_phone", "letter_gap_days",
        "lpr_percent", "lpr_margin", "target_in_time", "target_satisfied", "target_our_fault",
    }
)  # fmt: skip


def _languages() -> Choices:
    return [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]


def _interest_bases() -> Choices:
    return [(basis.value, label(basis)) for basis in USUAL_BASES]


_CHOICES: Mapping[str, Callable[[], Choices]] = {"paper_language": _languages, "interest_basis": _interest_bases}


class CompanyDialog(FormDialog):
    """One field for each setting, under the headings of their groups."""

    def __init__(self, values: Mapping[str, str], parent: QWidget | None = None) -> None:
        """``values`` are those of ``company_settings``."""
        super().__init__(NAME, _("Company and letterhead"), _("&Save"), parent)
        self.fields: dict[str, LineEdit | Combo] = {}
        for group, specs in groupby(company_specs(), lambda spec: spec.group):
            self.add_section(_(group))
            for spec in specs:
                self._add(spec, values[spec.key])
        self.add_note("papers", _("Papers that were issued keep what they say."), below_field=True)
        self.resize(820, 640)

    def _add(self, spec: SettingSpec, value: str) -> None:
        name = f"{NAME}.field.{spec.key}"
        field = Combo(name, _CHOICES[spec.key]()) if spec.kind == "choice" else LineEdit(name)
        self.fields[spec.key] = field
        self.add_row(spec.key, _(spec.label), field, required=spec.key in REQUIRED, half=spec.key in HALF)
        field.set_value(value)

    def form(self) -> dict[str, object]:
        """Return what is entered, by the keys of the settings."""
        return {key: field.value() or "" for key, field in self.fields.items()}


def open_company(desk: Desk, parent: QWidget) -> None:
    """Read the settings and open their form."""
    save = partial(save_settings, desk.context)

    def show(values: Mapping[str, str]) -> None:
        dialog = CompanyDialog(values, parent)
        open_form(desk, dialog, lambda: partial(save, values=dialog.form()))

    desk.jobs.run_read(NAME, lambda _progress: company_settings(desk.context), show, partial(report_error, parent))
