"""Entering a spot check, and recording how its finding was put right (N6)."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.assessment import PutRightForm, SpotCheckForm
from app.i18n import _
from app.queries.care.spot_checks import SpotCheckDetails, new_spot_check_form, spot_check_form
from app.queries.search import pick
from app.services.care.spot_checks import NAME_LIMIT, TEXT_LIMIT, TITLE_LIMIT, save_spot_check
from models.enums import RecordKind
from ui.dialogs.forms.pickers import choose, full_item, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.record_picker import PickItem, RecordPicker
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME, PUTTING_RIGHT = "visits.spot_check", "visits.spot_check_right"
GOOD, FINDING = "good", "finding"
# What work is checked by; any of them is found by number or words.
SUBJECTS = (
    RecordKind.REQUEST, RecordKind.DISPATCH, RecordKind.SERVICE_RECEIPT, RecordKind.PROJECT, RecordKind.VISIT,
    RecordKind.COMPLAINT,
)  # fmt: skip
KnownCheck = tuple[SpotCheckForm, Mapping[int, PickItem]]


def subject_picker(desk: Desk, name: str) -> RecordPicker:
    """Return a picker of records of several kinds."""

    def search(words: str) -> list[PickItem]:
        return [full_item(found) for kind in SUBJECTS for found in pick(desk.context, kind, words)]

    return RecordPicker(name, search, desk.jobs)


class SpotCheckDialog(FormDialog):
    """What was checked, when and by whom; good, or what was found and what is demanded until when."""

    def __init__(self, desk: Desk, read: KnownCheck, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        field = f"{NAME}.field"
        self.what = LineEdit(f"{field}.title", TITLE_LIMIT)
        self.checked_on = DateEdit(f"{field}.checked_on", desk.today)
        self.checker = LineEdit(f"{field}.checker", NAME_LIMIT)
        self.staff = record_picker(desk, f"{field}.staff_id", RecordKind.STAFF)
        self.subject = subject_picker(desk, f"{field}.subject_id")
        self.outcome = Combo(f"{field}.outcome", [(GOOD, _("Nothing to object to")), (FINDING, _("Not in order"))])
        self.finding = TextArea(f"{field}.finding", TEXT_LIMIT, 3)
        self.demand = TextArea(f"{field}.demand", TEXT_LIMIT, 2)
        self.due_on = DateEdit(f"{field}.due_on", desk.today)
        self.reason = TextArea(f"{field}.reason", TEXT_LIMIT, 2, self)
        self._add_rows(is_new=read[0].version == 0)
        self._fill(*read)
        self.outcome.value_changed.connect(lambda _code: self._show_needed())
        for field_widget in (self.staff, self.subject, self.checked_on):
            field_widget.value_changed.connect(lambda _value: self.check_again())
        self._show_needed()
        self.resize(760, 560)

    def _add_rows(self, *, is_new: bool) -> None:
        self.add_row("title", _("&What was checked"), self.what, required=True)
        self.add_row("checked_on", _("Checked &on"), self.checked_on, required=True, half=True, check=self._day_problem)
        self.add_row("checker", _("Checked &by"), self.checker, half=True)
        self.add_row("staff_id", _("W&hose work"), self.staff, half=True, check=self._nobody)
        self.add_row("subject_id", _("Which &record"), self.subject, half=True)
        self.add_row("outcome", _("O&utcome"), self.outcome, required=True)
        self.add_row("finding", _("&Finding"), self.finding)
        self.add_row("demand", _("To be &put right"), self.demand)
        self.add_row("due_on", _("B&y when"), self.due_on, check=self._due_problem)
        if is_new:
            self.reason.hide()
        else:
            self.add_row("reason", _("Reason for the chan&ge"), self.reason)

    def _fill(self, form: SpotCheckForm, known: Mapping[int, PickItem]) -> None:
        self._version = form.version
        self.what.set_value(form.title)
        self.outcome.set_value(GOOD if form.is_good else FINDING)
        for name in ("checked_on", "checker", "finding", "demand", "due_on"):
            getattr(self, name).set_value(getattr(form, name))
        choose(self.staff, form.staff_id, known)
        choose(self.subject, form.subject_id, known)

    def form(self) -> SpotCheckForm:
        """Return what is entered."""
        return SpotCheckForm(
            title=self.what.value(),
            checked_on=self.checked_on.value(),
            checker=self.checker.value(),
            staff_id=picked_id(self.staff),
            subject_id=picked_id(self.subject),
            is_good=self._is_good(),
            finding=self.finding.value(),
            demand=self.demand.value(),
            due_on=self.due_on.value(),
            reason=self.reason.value(),
            version=self._version,
        )

    def _is_good(self) -> bool:
        return self.outcome.code() == GOOD

    def _show_needed(self) -> None:
        """A finding says what it is, what is demanded, and until when."""
        for name in ("finding", "demand", "due_on"):
            self.require(name, required=not self._is_good())
        for name in ("demand", "due_on"):
            self.show_row(name, shown=not self._is_good())
        self.check_again()

    def _nobody(self) -> str:
        is_named = any(picked_id(one) is not None for one in (self.staff, self.subject))
        return "" if is_named else _("Choose whose work or which record was checked.")

    def _day_problem(self) -> str:
        day = self.checked_on.value()
        return _("This day lies in the future.") if day is not None and day > self._desk.today() else ""

    def _due_problem(self) -> str:
        day, checked_on = self.due_on.value(), self.checked_on.value()
        if self._is_good() or day is None or checked_on is None or day >= checked_on:
            return ""
        return _("This lies before the check.")


class PutRightDialog(FormDialog):
    """When and how a finding was put right."""

    def __init__(self, desk: Desk, details: SpotCheckDetails, parent: QWidget | None = None) -> None:
        title = _("Put right · {number}").format(number=details.number)
        super().__init__(PUTTING_RIGHT, title, _("&Record"), parent)
        self._desk, self._checked_on = desk, details.checked_on
        field = f"{PUTTING_RIGHT}.field"
        self.put_right_on = DateEdit(f"{field}.put_right_on", desk.today)
        self.how = TextArea(f"{field}.result", TEXT_LIMIT, 3)
        self.add_note("demand", details.demand)
        self.add_row("put_right_on", _("Put right &on"), self.put_right_on, required=True, check=self._problem)
        self.add_row("result", _("&How"), self.how, required=True)
        self.put_right_on.set_value(desk.today())
        self.resize(560, 300)

    def form(self) -> PutRightForm:
        """Return what is entered."""
        return PutRightForm(put_right_on=self.put_right_on.value(), result=self.how.value())

    def _problem(self) -> str:
        day = self.put_right_on.value()
        if day is not None and day < self._checked_on:
            return _("This lies before the check.")
        return _("This day lies in the future.") if day is not None and day > self._desk.today() else ""


def _known(desk: Desk, form: SpotCheckForm) -> KnownCheck:
    return form, read_items(desk, form.staff_id, form.subject_id)


def _read_new(desk: Desk) -> KnownCheck:
    return _known(desk, new_spot_check_form(desk.context))


def ask_new_spot_check(desk: Desk, parent: QWidget, on_saved: OnSaved) -> None:
    """Open the form of a spot check; ``on_saved`` is given its id."""
    make = lambda read: SpotCheckDialog(desk, read, _("Spot check"), parent)  # noqa: E731
    open_new(desk, parent, partial(_read_new, desk), make, save_spot_check, on_saved)


def read_spot_check(desk: Desk, record_id: int) -> KnownCheck:
    """Read a spot check and what its form names; on the read lane."""
    return _known(desk, spot_check_form(desk.context, record_id))


def ask_spot_check(desk: Desk, parent: QWidget, record_id: int, read: KnownCheck, on_saved: OnSaved) -> SpotCheckDialog:
    """Open the form of a spot check as it was read (``read_spot_check``)."""
    make = lambda again: SpotCheckDialog(desk, again, _("Correct the spot check"), parent)  # noqa: E731
    again = partial(read_spot_check, desk, record_id)
    return open_edited(desk, record_id, read, again, make, save_spot_check, on_saved)
