"""Giving a satisfaction survey out, and recording what the customer answered (N1, N3)."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.forms.on_site import AnswerForm, ScoreForm, SurveyForm
from app.i18n import _
from app.labels import label
from app.queries.trips.surveys import AnswerSheet, SurveyDetails, new_survey_form, survey_form
from app.rules.trips.surveys import MOST_RECOMMENDED
from app.services.trips.surveys import save_survey
from models.enums import AgainWilling, RecordKind
from ui.dialogs.forms.past import past_day_problem
from ui.dialogs.forms.pickers import choose, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.dialogs.trips.survey_lines import ScoreLines
from ui.runtime.desk import Desk
from ui.widgets.fields.checks import phone_problem
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME, ANSWERING = "dispatch.survey", "dispatch.survey_answers"
LONGEST, LONGEST_NAME = 4000, 60
OWNERS = {"dispatch_id": RecordKind.DISPATCH, "customer_id": RecordKind.CUSTOMER, "project_id": RecordKind.PROJECT}
TYPED = ("sent_on", "respondent", "phone")
KnownSurvey = tuple[SurveyForm, dict[int, PickItem]]  # with the records that it names


class SurveyDialog(FormDialog):
    """Whose survey it is, when it was given out, and to whom."""

    def __init__(self, desk: Desk, read: KnownSurvey, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        own = f"{NAME}.field"
        self.pickers = {
            name: record_picker(desk, f"{own}.{name}", kind, partial(self._limits, name))
            for name, kind in OWNERS.items()
        }
        self.sent_on = DateEdit(f"{own}.sent_on", desk.today)
        self.respondent = LineEdit(f"{own}.respondent", LONGEST_NAME)
        self.phone = LineEdit(f"{own}.phone", 40, phone_problem)
        check = lambda: past_day_problem(self.sent_on.value(), desk)  # noqa: E731
        self.add_row("dispatch_id", _("&Dispatch"), self.pickers["dispatch_id"])
        self.add_row("customer_id", _("C&ustomer"), self.pickers["customer_id"], half=True)
        self.add_row("project_id", _("&Project"), self.pickers["project_id"], half=True)
        self.add_row("sent_on", _("&Given out on"), self.sent_on, required=True, half=True, check=check)
        self.add_row("respondent", _("To &whom"), self.respondent, half=True)
        self.add_row("phone", _("Pho&ne"), self.phone, half=True)
        self.set_read(read)
        self.pickers["dispatch_id"].value_changed.connect(lambda _item: self._show_owner())
        self._show_owner()
        self.resize(760, 380)

    def set_read(self, read: KnownSurvey) -> None:
        """Show a form; KeyError for a record it names that is not known."""
        form, known = read
        self._version = form.version
        for name, picker in self.pickers.items():
            choose(picker, getattr(form, name), known)
        for name in TYPED:
            getattr(self, name).set_value(getattr(form, name))

    def form(self) -> SurveyForm:
        """Return what is entered; the customer of a dispatch is its own."""
        owners: dict[str, Any] = {name: picked_id(picker) for name, picker in self.pickers.items()}
        if owners["dispatch_id"] is not None:
            owners = {"dispatch_id": owners["dispatch_id"]}
        return SurveyForm(version=self._version, **owners, **{name: getattr(self, name).value() for name in TYPED})

    def _limits(self, name: str) -> dict[str, int | None]:
        return {"customer_id": picked_id(self.pickers["customer_id"])} if name == "project_id" else {}

    def _show_owner(self) -> None:
        alone = picked_id(self.pickers["dispatch_id"]) is None
        for name in ("customer_id", "project_id"):
            self.show_row(name, shown=alone)
        self.require("customer_id", required=alone)


class AnswersDialog(FormDialog):
    """What the customer answered, item by item, and who recorded it."""

    def __init__(self, desk: Desk, sheet: AnswerSheet, parent: QWidget | None = None) -> None:
        super().__init__(ANSWERING, _("Answers · {number}").format(number=sheet.number), _("&Record"), parent)
        own = f"{ANSWERING}.field"
        self.answered_on = DateEdit(f"{own}.answered_on", desk.today)
        self.respondent = LineEdit(f"{own}.respondent", LONGEST_NAME)
        self.phone = LineEdit(f"{own}.phone", 40, phone_problem)
        self.scores = ScoreLines(f"{own}.scores", sheet.scores)
        self.best = TextArea(f"{own}.best", LONGEST, 2)
        self.worst = TextArea(f"{own}.worst", LONGEST, 2)
        self.suggestions = TextArea(f"{own}.suggestions", LONGEST, 2)
        self.recommend = NumberEdit(f"{own}.recommend", least=0, most=MOST_RECOMMENDED)
        self.again = Combo(f"{own}.again", [(one.value, label(one)) for one in AgainWilling], empty=_("Not said"))
        self.recorded_by = LineEdit(f"{own}.recorded_by", LONGEST_NAME)
        self._add_rows(desk)
        self.set_form(sheet.form)
        self.resize(1000, 700)

    def _add_rows(self, desk: Desk) -> None:
        check = lambda: past_day_problem(self.answered_on.value(), desk)  # noqa: E731
        self.add_row("answered_on", _("&Answered on"), self.answered_on, required=True, half=True, check=check)
        self.add_row("recorded_by", _("Recorded &by"), self.recorded_by, required=True, half=True)
        self.add_row("respondent", _("Answere&d by"), self.respondent, required=True, half=True)
        self.add_row("phone", _("Pho&ne"), self.phone, half=True)
        self.add_section(_("Points"))
        self.add_row("scores", _("Points"), self.scores, wide=True)
        self.add_section(_("Open questions"))
        self.add_row("best", _("Be&st point"), self.best)
        self.add_row("worst", _("&Worst point"), self.worst)
        self.add_row("suggestions", _("S&uggestions"), self.suggestions)
        self.add_row("recommend", _("Would re&commend (0–10)"), self.recommend, half=True)
        self.add_row("again", _("Work with us a&gain"), self.again, half=True)

    def set_form(self, form: AnswerForm) -> None:
        """Show what the form starts with."""
        for name in ("answered_on", "recorded_by", "respondent", "phone", "scores", "best", "worst", "suggestions"):
            getattr(self, name).set_value(getattr(form, name))

    def form(self) -> AnswerForm:
        """Return what is entered."""
        again, recommend = self.again.value(), self.recommend.value()
        names = ("answered_on", "recorded_by", "respondent", "phone", "scores", "best", "worst", "suggestions")
        return AnswerForm(
            recommend=int(recommend) if recommend is not None else None,
            again=AgainWilling(again) if again else None,
            **{name: getattr(self, name).value() for name in names},
        )


def read_new_survey(desk: Desk, dispatch_id: int | None = None, customer_id: int | None = None) -> KnownSurvey:
    """Read the form of a new survey, of a dispatch or for a customer where one is given; on the read lane."""
    return _known(desk, new_survey_form(desk.context, dispatch_id=dispatch_id, customer_id=customer_id))


def read_survey(desk: Desk, record_id: int) -> KnownSurvey:
    """Read a survey and what its form names; on the read lane."""
    return _known(desk, survey_form(desk.context, record_id))


def _known(desk: Desk, form: SurveyForm) -> KnownSurvey:
    return form, read_items(desk, *(getattr(form, name) for name in OWNERS))


def ask_new_survey(
    desk: Desk, parent: QWidget, dispatch_id: int | None, on_saved: OnSaved, *, customer_id: int | None = None
) -> None:
    """Open the form of a new survey, of a dispatch or for a customer; ``on_saved`` is given its id."""
    make = lambda read: SurveyDialog(desk, read, _("Give out a satisfaction survey"), parent)  # noqa: E731
    open_new(
        desk,
        parent,
        partial(read_new_survey, desk, dispatch_id, customer_id),
        make,
        save_survey,
        on_saved,
        {"dispatch_id": dispatch_id, "customer_id": customer_id},
    )


def ask_survey(desk: Desk, parent: QWidget, record_id: int, read: KnownSurvey, on_saved: OnSaved) -> SurveyDialog:
    """Open the form of a survey as it was read (``read_survey``)."""
    make = lambda again: SurveyDialog(desk, again, _("Edit the survey"), parent)  # noqa: E731
    return open_edited(desk, record_id, read, partial(read_survey, desk, record_id), make, save_survey, on_saved)


def sheet_of(details: SurveyDetails, desk: Desk) -> AnswerSheet:
    """Return the form of the answers to a survey as it is shown."""
    form = AnswerForm(
        answered_on=desk.today(), respondent=details.respondent, phone=details.phone,
        recorded_by=desk.context.actor.display_name,
        scores=tuple(ScoreForm(position=line.position) for line in details.scores),
    )  # fmt: skip
    return AnswerSheet(details.number, form, details.scores)
