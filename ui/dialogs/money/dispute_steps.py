"""The steps of a dispute that ask for something: the verdict, and how it ended (C10.4)."""

from PySide6.QtWidgets import QWidget

from app.forms.disputes import ResolutionForm, VerdictForm
from app.i18n import _
from app.labels import label
from app.queries.money.disputes import DisputeDetails
from app.rules.money.dispute_rules import OURS
from app.services.money.disputes import LONGEST_TEXT
from models.enums import DisputeVerdict
from ui.dialogs.forms.past import past_day_problem
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

VERDICT, RESOLUTION = "receivables.dispute_verdict", "receivables.dispute_resolution"
LONGEST_NAME = 60


class VerdictDialog(FormDialog):
    """What was found and whose fault it is; where it is ours, what is done about it, by whom and until when."""

    def __init__(self, desk: Desk, details: DisputeDetails, parent: QWidget | None = None) -> None:
        super().__init__(VERDICT, _("Verdict · {number}").format(number=details.number), _("&Record"), parent)
        self._desk = desk
        field = f"{VERDICT}.field"
        verdicts = [(one.value, label(one)) for one in DisputeVerdict]
        self.verdict = Combo(f"{field}.verdict", verdicts, empty=_("Choose…"))
        self.verified_by = LineEdit(f"{field}.verified_by", LONGEST_NAME)
        self.finding = TextArea(f"{field}.finding", LONGEST_TEXT, 4)
        self.measures = TextArea(f"{field}.measures", LONGEST_TEXT, 3)
        self.responsible = LineEdit(f"{field}.responsible", LONGEST_NAME)
        self.measures_until = DateEdit(f"{field}.measures_until", desk.today)
        self._add_rows()
        self.verified_by.set_value(desk.context.actor.display_name)
        self.verdict.value_changed.connect(lambda _code: self._show_needed())
        self._show_needed()
        self.resize(720, 500)

    def _add_rows(self) -> None:
        self.add_row("verdict", _("&Whose fault"), self.verdict, required=True, half=True)
        self.add_row("verified_by", _("Veri&fied by"), self.verified_by, half=True)
        self.add_row("finding", _("What was foun&d"), self.finding, required=True)
        self._effect = self.add_note("effect")
        self.add_row("measures", _("What is done &about it"), self.measures)
        self.add_row("responsible", _("Res&ponsible"), self.responsible, half=True)
        self.add_row(
            "measures_until", _("Measures done &by"), self.measures_until, half=True, check=self._until_problem
        )

    def _is_ours(self) -> bool:
        return self.verdict.value() in {one.value for one in OURS}

    def _show_needed(self) -> None:
        """Ask for measures where the fault is ours, and say what the verdict does to the dunning."""
        ours, chosen = self._is_ours(), self.verdict.value() is not None
        for name in ("measures", "measures_until"):
            self.require(name, required=ours)
        paused = _("Dunning of the instalments named stays paused until it is resolved (C10.4).")
        goes_on = _("Dunning goes on from now: the fault is not ours.")
        self._effect.setText((paused if ours else goes_on) if chosen else "")
        self._effect.setVisible(chosen)
        self.check_again()

    def _until_problem(self) -> str:
        until = self.measures_until.value()
        return _("This day has passed already.") if until is not None and until < self._desk.today() else ""

    def form(self) -> VerdictForm:
        """Return what is entered."""
        code = self.verdict.value()
        return VerdictForm(
            finding=self.finding.value(),
            verdict=DisputeVerdict(code) if code is not None else None,
            verified_by=self.verified_by.value(),
            measures=self.measures.value(),
            responsible=self.responsible.value(),
            measures_until=self.measures_until.value(),
        )


class ResolutionDialog(FormDialog):
    """How a dispute ended, on which day."""

    def __init__(self, desk: Desk, details: DisputeDetails, parent: QWidget | None = None) -> None:
        title = _("Dispute resolved · {number}").format(number=details.number)
        super().__init__(RESOLUTION, title, _("&Record"), parent)
        self._desk, self._raised_on = desk, details.raised_on
        field = f"{RESOLUTION}.field"
        self.resolved_on = DateEdit(f"{field}.resolved_on", desk.today)
        self.resolution = TextArea(f"{field}.resolution", LONGEST_TEXT, 4)
        day = _("Resolved on the &day")
        self.add_row("resolved_on", day, self.resolved_on, required=True, half=True, check=self._day_problem)
        self.add_row("resolution", _("&How it ended"), self.resolution, required=True)
        self.resolved_on.set_value(desk.today())
        self.resize(640, 300)

    def _day_problem(self) -> str:
        day = self.resolved_on.value()
        if day is not None and day < self._raised_on:
            return _("This lies before the day it was raised.")
        return past_day_problem(day, self._desk)

    def form(self) -> ResolutionForm:
        """Return what is entered."""
        return ResolutionForm(resolved_on=self.resolved_on.value(), resolution=self.resolution.value())
