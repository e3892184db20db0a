"""A round of surveys: one each to many customers, those first whose turn it is; printed in one go (N3)."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.formatting import date_text
from app.forms.on_site import SurveyRoundForm
from app.i18n import _, ngettext
from app.queries.care.survey_rounds import SurveyedCustomer, SurveyRound, survey_round
from app.services.trips.surveys import give_out_surveys
from models.enums import RecordKind
from ui.dialogs.forms.past import past_day_problem
from ui.dialogs.forms.saving import open_new
from ui.dialogs.printing.printing_batch import ask_print_many
from ui.runtime.desk import Desk
from ui.runtime.drafts import Draft
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.tick_table import TickRow, TickTable
from ui.widgets.forms.form import FormDialog

NAME = "visits.survey_round"
FORM = "satisfaction_survey"


class SurveyRoundDialog(FormDialog):
    """On which day surveys are given out, and to whom: ticked are those without one for half a year."""

    def __init__(self, desk: Desk, read: SurveyRound, parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("Give out surveys"), _("&Give out and print"), parent)
        own = f"{NAME}.field"
        self.sent_on = DateEdit(f"{own}.sent_on", desk.today)
        titles = (_("Customer"), _("Last survey"), _("Key customer"))
        self.customers = TickTable(f"{own}.customer_ids", titles, tuple(map(_row, read.customers)))
        self.customers.setAccessibleName(_("Customers"))
        due = sum(one.is_due for one in read.customers)
        words = ngettext(
            "{count} customer has had no survey for half a year or longer.",
            "{count} customers have had no survey for half a year or longer.",
            due,
        )
        self.add_note("due", words.format(count=due))
        check = lambda: past_day_problem(self.sent_on.value(), desk)  # noqa: E731
        self.add_row("sent_on", _("Given &out on"), self.sent_on, required=True, half=True, check=check)
        self.add_row("customer_ids", _("Customers"), self.customers, wide=True, check=self._nobody_problem)
        self.sent_on.set_value(read.today)
        self.customers.set_value(one.id for one in read.customers if one.is_due)
        self.resize(720, 640)

    def form(self) -> SurveyRoundForm:
        """Return what is entered."""
        return SurveyRoundForm(sent_on=self.sent_on.value(), customer_ids=self.customers.value())

    def _nobody_problem(self) -> str:
        return "" if self.customers.value() else _("Tick at least one customer.")


def _row(customer: SurveyedCustomer) -> TickRow:
    last = date_text(customer.last_given_on) if customer.last_given_on is not None else _("never")
    return TickRow(customer.id, customer.name, (last, _("Yes") if customer.is_key else ""))


def ask_survey_round(desk: Desk, parent: QWidget, on_done: Callable[[int], object]) -> None:
    """Ask which customers get a survey and print what they get; ``on_done`` is given the first of the new surveys."""

    def given(ids: tuple[int, ...]) -> None:
        on_done(ids[0])
        ask_print_many(desk, parent, FORM, lambda _progress: ids)

    make = lambda read: SurveyRoundDialog(desk, read, parent)  # noqa: E731
    open_new(desk, parent, lambda: survey_round(desk.context), make, give_out_surveys, given)


def open_kept_round(desk: Desk, parent: QWidget, _draft: Draft) -> None:
    """Open the form of a round again that was left half ticked."""
    show = lambda survey_id: desk.show_requested.emit(RecordKind.SURVEY.value, survey_id)  # noqa: E731
    ask_survey_round(desk, parent, show)
