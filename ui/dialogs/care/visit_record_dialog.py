"""Recording a visit: whom one met, how the plant runs, what the customer says, what follows (C13)."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.visits import VisitRecordForm
from app.i18n import N_, _
from app.labels import label
from app.queries.care.visits import VisitDetails, visit_record_form
from app.rules.care.visit_gates import LOW_SCORE, SCORES
from app.rules.permissions import Permission
from app.services.care.visits import LINE_LIMIT, LINES, NAME_LIMIT, REASON_LIMIT, TEXT_LIMIT, TEXTS
from models.enums import RunStatus, VisitMode, VisitState
from ui.dialogs.care.follow_up_lines import FollowUpLines
from ui.dialogs.care.visit_dialog import mode_combo
from ui.dialogs.forms.past import past_problem
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.fields.tick import Tick
from ui.widgets.forms.form import FormDialog

NAME = "visits.visit_record"
DEGREES = (
    N_("1 very dissatisfied"), N_("2 dissatisfied"), N_("3 neutral"), N_("4 satisfied"), N_("5 very satisfied"),
)  # fmt: skip
ROWS = {"problems": 2, "suggestions": 2}  # of texts that are long


class VisitRecordDialog(FormDialog):
    """The whole record of a visit; a correction of one that is done asks for its reason too."""

    def __init__(self, desk: Desk, details: VisitDetails, form: VisitRecordForm, parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("Record the visit · {number}").format(number=details.number), _("&Record"), parent)
        self._desk = desk
        own = f"{NAME}.field"
        self.visited_at = DateTimeEdit(f"{own}.visited_at", desk.now, desk.zone)
        self.mode = mode_combo(f"{own}.mode")
        self.run_status = Combo(f"{own}.run_status", [(one.value, label(one)) for one in RunStatus], _("not asked"))
        self.next_visit_on = DateEdit(f"{own}.next_visit_on", desk.today)
        self.scores = {name: _score(f"{own}.{name}") for name in ("sat_quality", "sat_service")}
        limits = {**dict.fromkeys(LINES, LINE_LIMIT), "visitor": NAME_LIMIT, "phone": 40}
        self.typed: dict[str, LineEdit | TextArea] = {
            name: LineEdit(f"{own}.{name}", limit) for name, limit in limits.items()
        }
        self.typed |= {name: TextArea(f"{own}.{name}", TEXT_LIMIT, ROWS.get(name, 1)) for name in TEXTS}
        self.logs_payment = Tick(f"{own}.logs_payment")
        self.logs_payment.setText(_("Log it as a collection talk too"))
        self.follow_ups = FollowUpLines(f"{own}.follow_ups", desk, self)
        self.reason = TextArea(f"{own}.reason", REASON_LIMIT, 2, self)
        self._add_visit(details)
        self._add_plant()
        self._add_words()
        self._add_ends(is_done=details.state is VisitState.DONE)
        self._fill(form)
        for score in self.scores.values():
            score.value_changed.connect(lambda _code: self._show_low())
        self._show_low()
        self.resize(900, 760)

    def _add_visit(self, details: VisitDetails) -> None:
        self.add_note("about", " · ".join(part for part in (details.title, details.focus) if part))
        self.add_section(_("The visit"))
        self.add_row("visited_at", _("Visited &at"), self.visited_at, required=True, half=True, check=self._problem)
        self.add_row("mode", _("&How"), self.mode, required=True, half=True)
        self.add_row("visitor", _("&Visitor"), self.typed["visitor"], required=True, half=True)
        self.add_row("interviewee", _("&Who was met"), self.typed["interviewee"], required=True, half=True)
        self.add_row("phone", _("&Phone"), self.typed["phone"], half=True)

    def _add_plant(self) -> None:
        self.add_section(_("How the plant runs"))
        self.add_row("run_status", _("&Equipment"), self.run_status, half=True)
        self.add_row("flow", _("&Flow m³/d"), self.typed["flow"], half=True)
        self.add_row("inlet", _("&Inlet quality"), self.typed["inlet"], half=True)
        self.add_row("outlet", _("&Outlet quality"), self.typed["outlet"], half=True)
        self.add_row("consumables", _("&Consumables"), self.typed["consumables"])
        self.add_row("upkeep", _("&Upkeep"), self.typed["upkeep"])
        self.add_row("problems", _("Pro&blems"), self.typed["problems"])

    def _add_words(self) -> None:
        self.add_section(_("What the customer says"))
        self.add_row("sat_quality", _("With the e&quipment"), self.scores["sat_quality"], half=True)
        self.add_row("sat_service", _("With the &service"), self.scores["sat_service"], half=True)
        self.low = self.add_note("low", _("A complaint is to be registered: it is put among what follows."))
        self.add_row("suggestions", _("Su&ggestions"), self.typed["suggestions"])
        self.add_row("promotion", _("Prese&nted to them"), self.typed["promotion"])
        self.add_row("payment_talk", _("Pa&yment discussed"), self.typed["payment_talk"], check=self._payment_problem)
        self.add_row("logs_payment", _("Col&lection"), self.logs_payment)
        self.show_row("logs_payment", shown=self._desk.context.actor.may(Permission.EDIT_COLLECTION))
        self.add_row("spot_action", _("&Done on the spot"), self.typed["spot_action"])

    def _add_ends(self, *, is_done: bool) -> None:
        self.add_section(_("What follows"))
        self.add_row("follow_ups", _("What follows"), self.follow_ups, wide=True)
        self.add_row("next_visit_on", _("Ne&xt visit"), self.next_visit_on, half=True, check=self._next_problem)
        if is_done:
            self.add_row("reason", _("Reason for the change"), self.reason)
        else:
            self.reason.hide()

    def _fill(self, form: VisitRecordForm) -> None:
        self.visited_at.set_value(form.visited_at)
        self.mode.set_value(form.mode.value)
        self.run_status.set_value(form.run_status.value if form.run_status is not None else None)
        self.next_visit_on.set_value(form.next_visit_on)
        for name, score in self.scores.items():
            degree = getattr(form, name)
            score.set_value(str(degree) if degree is not None else None)
        for name, field in self.typed.items():
            field.set_value(getattr(form, name))
        self.follow_ups.set_value(form.follow_ups)

    def form(self) -> VisitRecordForm:
        """Return what is entered."""
        words: dict[str, Any] = {name: field.value() for name, field in self.typed.items()}
        degrees: dict[str, Any] = {name: _degree(score) for name, score in self.scores.items()}
        status = self.run_status.value()
        return VisitRecordForm(
            visited_at=self.visited_at.value(),
            mode=VisitMode(self.mode.code()),
            run_status=RunStatus(status) if status else None,
            next_visit_on=self.next_visit_on.value(),
            logs_payment=self.logs_payment.value(),
            follow_ups=tuple(self.follow_ups.value()),
            reason=self.reason.value(),
            **words,
            **degrees,
        )

    def _show_low(self) -> None:
        """Whoever is dissatisfied asks for a complaint."""
        degrees = [_degree(score) for score in self.scores.values()]
        self.low.setVisible(any(degree is not None and degree <= LOW_SCORE for degree in degrees))

    def _problem(self) -> str:
        return past_problem(self.visited_at.value(), self._desk)

    def _payment_problem(self) -> str:
        missing = self.logs_payment.value() and not self.typed["payment_talk"].value()
        return _("Enter what came of it.") if missing else ""

    def _next_problem(self) -> str:
        day, at = self.next_visit_on.value(), self.visited_at.value()
        return _("This lies before the visit.") if day is not None and at is not None and day < at.date() else ""


def _score(name: str) -> Combo:
    return Combo(name, [(str(degree), _(DEGREES[degree - 1])) for degree in reversed(SCORES)], _("not asked"))


def _degree(score: Combo) -> int | None:
    code = score.value()
    return int(code) if code is not None else None


def ask_visit_record(
    desk: Desk, parent: QWidget, details: VisitDetails, show: Callable[[VisitRecordDialog], object]
) -> None:
    """Read what is known of the record of a visit and give the dialog that records it to ``show``."""

    def opened(form: VisitRecordForm) -> None:
        show(VisitRecordDialog(desk, details, form, parent))

    desk.jobs.run_read(
        NAME,
        lambda _progress: visit_record_form(desk.context, details.id),
        opened,
        lambda error: report_error(parent, error),
    )
