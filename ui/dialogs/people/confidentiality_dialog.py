"""A confidentiality agreement: with whom, about what, how long; its signature, and its early end (C14)."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.secrecy import AgreementEndForm, AgreementForm, AgreementSigningForm
from app.i18n import _, pgettext
from app.labels import label
from app.queries.people.agreements import AgreementDetails, agreement_form, new_agreement_form
from app.services.people.confidentiality import CODE_LIMIT, NAME_LIMIT, TEXT_LIMIT, save_agreement
from models.enums import PartyType, RecordKind, SecrecyLevel
from ui.dialogs.forms.past import past_day_problem
from ui.dialogs.forms.pickers import choose, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.dialogs.forms.scan_field import scan_field
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.record_picker import PickItem
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME, SIGNING, ENDING = "dispatch.confidentiality", "dispatch.agreement_signature", "dispatch.agreement_end"
PICKED = {"staff_id": RecordKind.STAFF, "project_id": RecordKind.PROJECT}
TYPED = ("name", "organisation", "identity_no", "post", "liability", "carriers")
LONGEST_COMPANY = 200
KnownAgreement = tuple[AgreementForm, Mapping[int, PickItem]]  # with the records that it names


class ConfidentialityDialog(FormDialog):
    """One of our people, or somebody from outside by name and company, and what is agreed."""

    def __init__(self, desk: Desk, read: KnownAgreement, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        self._brought = ""  # the post that the person picked has
        field = f"{NAME}.field"
        self.party_type = Combo(f"{field}.party_type", [(one.value, label(one)) for one in PartyType])
        self.pickers = {name: record_picker(desk, f"{field}.{name}", kind) for name, kind in PICKED.items()}
        self.level = Combo(f"{field}.secrecy_level", [(one.value, label(one)) for one in SecrecyLevel])
        self.valid_until = DateEdit(f"{field}.valid_until", desk.today)
        limits = {"name": NAME_LIMIT, "organisation": LONGEST_COMPANY, "identity_no": CODE_LIMIT, "post": NAME_LIMIT}
        self.typed: dict[str, LineEdit | TextArea] = {
            name: LineEdit(f"{field}.{name}", limit) for name, limit in limits.items()
        }
        self.carriers = TextArea(f"{field}.carriers", TEXT_LIMIT, 3)
        self.typed |= {"liability": TextArea(f"{field}.liability", TEXT_LIMIT, 3), "carriers": self.carriers}
        self._add_rows()
        self.set_read(read)
        self.party_type.value_changed.connect(lambda _code: self._show_party())
        self.pickers["staff_id"].value_changed.connect(self._on_person_picked)
        self._show_party()
        self.resize(760, 600)

    def _add_rows(self) -> None:
        self.add_section(_("With whom"))
        self.add_row("party_type", _("&Agreement with"), self.party_type, required=True)
        self.add_row("staff_id", _("Pe&rson"), self.pickers["staff_id"])
        self.add_row("name", pgettext("person", "&Name"), self.typed["name"], half=True)
        self.add_row("organisation", pgettext("person", "&Company"), self.typed["organisation"], half=True)
        self.add_row("post", _("&Post"), self.typed["post"], half=True)
        self.add_row("identity_no", _("&Identity card no."), self.typed["identity_no"], half=True)
        self.add_section(_("What is agreed"))
        self.add_row("project_id", _("For the pro&ject"), self.pickers["project_id"])
        self.pickers["project_id"].setPlaceholderText(_("empty: all work for the company"))
        self.add_row("secrecy_level", _("Secrecy &level"), self.level, required=True, half=True)
        self.add_row("valid_until", _("In force &until"), self.valid_until, half=True)
        self.valid_until.setPlaceholderText(_("empty: without an end"))
        self.add_row("liability", _("Liabilit&y beside the law"), self.typed["liability"])
        self.add_row("carriers", _("&Material handed over"), self.carriers)
        self.carriers.setPlaceholderText(_("A line each, with commas between: title, number, medium, copies"))

    # form in and out ---------------------------------------------------------------------------------------------

    def set_read(self, read: KnownAgreement) -> None:
        """Show a form; KeyError for a record it names that is not known."""
        form, known = read
        self._version, self._brought = form.version, form.post
        self.party_type.set_value(form.party_type.value)
        self.level.set_value(form.secrecy_level.value)
        self.valid_until.set_value(form.valid_until)
        for name, picker in self.pickers.items():
            choose(picker, getattr(form, name), known)
        for name in TYPED:
            self.typed[name].set_value(getattr(form, name))

    def form(self) -> AgreementForm:
        """Return what is entered; one of our people brings name and company along."""
        party = PartyType(self.party_type.code())
        words = {name: field.value() for name, field in self.typed.items()}
        if party is PartyType.STAFF:
            words |= {"name": "", "organisation": ""}
        return AgreementForm(
            staff_id=picked_id(self.pickers["staff_id"]) if party is PartyType.STAFF else None,
            party_type=party,
            project_id=picked_id(self.pickers["project_id"]),
            secrecy_level=SecrecyLevel(self.level.code()),
            valid_until=self.valid_until.value(),
            version=self._version,
            **words,
        )

    # what hangs together -----------------------------------------------------------------------------------------

    def _show_party(self) -> None:
        is_ours = self.party_type.code() == PartyType.STAFF.value
        self.show_row("staff_id", shown=is_ours)
        self.require("staff_id", required=is_ours)
        for name in ("name", "organisation"):
            self.show_row(name, shown=not is_ours)
            self.require(name, required=not is_ours)

    def _on_person_picked(self, item: PickItem | None) -> None:
        """Bring the person's post along, unless another one is typed."""
        if item is None or self.is_restoring or self.typed["post"].value() != self._brought:
            return
        read = lambda _progress: new_agreement_form(self._desk.context, item.id).post  # noqa: E731
        self._desk.jobs.run_read(f"{NAME}.post", read, self._bring_post)

    def _bring_post(self, post: str) -> None:
        if self.typed["post"].value() == self._brought:
            self._brought = post
            self.typed["post"].set_value(post)


class ConfidentialitySigningDialog(FormDialog):
    """On which day an agreement was signed, how long it is in force; with the sheet."""

    def __init__(self, desk: Desk, details: AgreementDetails, parent: QWidget | None = None) -> None:
        super().__init__(SIGNING, _("Signature · {number}").format(number=details.number), _("&Record"), parent)
        field = f"{SIGNING}.field"
        self.signed_on = DateEdit(f"{field}.signed_on", desk.today)
        self.valid_until = DateEdit(f"{field}.valid_until", desk.today)
        self.scan = scan_field(desk, f"{field}.scan", self)
        who = " · ".join(part for part in (details.name, details.organisation) if part)
        self.add_note("who", who)
        check = lambda: past_day_problem(self.signed_on.value(), desk)  # noqa: E731
        self.add_row("signed_on", _("&Signed on"), self.signed_on, required=True, half=True, check=check)
        self.add_row("valid_until", _("In force &until"), self.valid_until, half=True, check=self._end_problem)
        self.valid_until.setPlaceholderText(_("empty: without an end"))
        self.add_row("scan", _("S&can"), self.scan, hint=_("The signed sheet, filed under B2-04"))
        self.signed_on.set_value(desk.today())
        self.valid_until.set_value(details.valid_until)
        self.resize(640, 300)

    def form(self) -> AgreementSigningForm:
        """Return what is entered."""
        return AgreementSigningForm(
            signed_on=self.signed_on.value(), valid_until=self.valid_until.value(), scan=self.scan.value()
        )

    def _end_problem(self) -> str:
        start, end = self.signed_on.value(), self.valid_until.value()
        return _("The end lies before the start.") if start and end and end < start else ""


class ConfidentialityEndDialog(FormDialog):
    """The last day of an agreement that ends early, and why."""

    def __init__(self, desk: Desk, details: AgreementDetails, parent: QWidget | None = None) -> None:
        super().__init__(ENDING, _("End {number}").format(number=details.number), _("&End the agreement"), parent)
        self._signed_on = details.signed_on
        self.ended_on = DateEdit(f"{ENDING}.field.ended_on", desk.today)
        self.reason = TextArea(f"{ENDING}.field.reason", TEXT_LIMIT, 3)
        self.add_row("ended_on", _("&Last day"), self.ended_on, required=True, check=self._problem)
        self.add_row("reason", _("&Reason"), self.reason, required=True)
        self.ended_on.set_value(desk.today())
        self.resize(560, 280)

    def form(self) -> AgreementEndForm:
        """Return what is entered."""
        return AgreementEndForm(ended_on=self.ended_on.value(), reason=self.reason.value())

    def _problem(self) -> str:
        last = self.ended_on.value()
        is_before = last is not None and self._signed_on is not None and last < self._signed_on
        return _("The end lies before the signature.") if is_before else ""


def read_agreement(desk: Desk, record_id: int) -> KnownAgreement:
    """Read an agreement and what its form names; on the read lane."""
    return _known(desk, agreement_form(desk.context, record_id))


def _known(desk: Desk, form: AgreementForm) -> KnownAgreement:
    return form, read_items(desk, *(getattr(form, name) for name in PICKED))


def ask_new_agreement(
    desk: Desk, parent: QWidget, staff_id: int | None, on_saved: OnSaved, *, name: str = "", organisation: str = ""
) -> None:
    """Open the form of a new agreement, with one of our people or a manufacturer's where one is given; ``on_saved`` is
    given its id.
    """

    def read() -> KnownAgreement:
        return _known(desk, new_agreement_form(desk.context, staff_id, name=name, organisation=organisation))

    make = lambda read: ConfidentialityDialog(desk, read, _("New confidentiality agreement"), parent)  # noqa: E731
    open_new(
        desk,
        parent,
        read,
        make,
        save_agreement,
        on_saved,
        {"staff_id": staff_id, "name": name, "organisation": organisation},
    )


def ask_edit_agreement(
    desk: Desk, parent: QWidget, record_id: int, read: KnownAgreement, on_saved: OnSaved
) -> ConfidentialityDialog:
    """Open the form of an agreement as it was read (``read_agreement``)."""
    make = lambda again: ConfidentialityDialog(desk, again, _("Edit the agreement"), parent)  # noqa: E731
    again = partial(read_agreement, desk, record_id)
    return open_edited(desk, record_id, read, again, make, save_agreement, on_saved)
