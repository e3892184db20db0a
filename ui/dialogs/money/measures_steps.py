"""The step of stronger measures that asks for something: what was done, and what came of it (C10.5)."""

from PySide6.QtWidgets import QWidget

from app.forms.measures import CarriedOutForm
from app.i18n import _
from app.labels import label
from app.queries.money.measures import MeasuresDetails
from app.services.money.measures import LONGEST_TEXT
from ui.dialogs.forms.past import past_day_problem
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "receivables.measures_result"


class CarriedOutDialog(FormDialog):
    """On which day the approved measures were carried out, and what came of them."""

    def __init__(self, desk: Desk, details: MeasuresDetails, parent: QWidget | None = None) -> None:
        title = _("Measures carried out · {number}").format(number=details.number)
        super().__init__(NAME, title, _("&Record"), parent)
        self._desk = desk
        self.carried_out_on = DateEdit(f"{NAME}.field.carried_out_on", desk.today)
        self.outcome = TextArea(f"{NAME}.field.result", LONGEST_TEXT, 4)
        names = _("; ").join(label(one) for one in details.measures)
        self.add_note("measures", _("Approved: {names}").format(names=names))
        day = _("Carried out on the &day")
        self.add_row("carried_out_on", day, self.carried_out_on, required=True, half=True, check=self._day_problem)
        self.add_row("result", _("What &came of it"), self.outcome, required=True)
        self.carried_out_on.set_value(desk.today())
        self.resize(660, 320)

    def _day_problem(self) -> str:
        return past_day_problem(self.carried_out_on.value(), self._desk)

    def form(self) -> CarriedOutForm:
        """Return what is entered."""
        return CarriedOutForm(carried_out_on=self.carried_out_on.value(), result=self.outcome.value())
