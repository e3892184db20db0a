"""Asking a manufacturer for what is theirs, and correcting what was asked (N7)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.formatting import local
from app.forms.material.returns import SupplierClaimForm
from app.i18n import _
from app.queries.material.supplier_claims import new_supplier_claim_form, supplier_claim_form
from app.rules.permissions import Permission
from app.services.material.supplier_claims import save_supplier_claim
from models.enums import PartnerRole, RecordKind
from ui.dialogs.forms.past import past_problem
from ui.dialogs.forms.pickers import choose, choose_saved, picked_id, read_items, record_picker
from ui.dialogs.forms.saving import OnSaved, open_edited, open_new
from ui.dialogs.material.goods_steps import REPAIRERS
from ui.dialogs.material.source_fields import SOURCES, Known, SourceFields
from ui.dialogs.parties.partner_dialog import ask_new_partner
from ui.runtime.desk import Desk
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.date_time_edit import DateTimeEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.money_edit import MoneyEdit
from ui.widgets.fields.text_area import TextArea
from ui.widgets.forms.form import FormDialog

NAME = "inventory.supplier_claims"
LONGEST, LONGEST_NAME, LONGEST_TITLE = 4000, 60, 120
TYPED = ("contact_name", "title", "task", "asked_at", "wanted_on", "cost")
NAMED = ("partner_id", *(name for name in SOURCES if name != "customer_id"))
KnownClaim = tuple[SupplierClaimForm, Known]  # with the records that it names


@dataclass(frozen=True, slots=True)
class ClaimSource:
    """What a new task is for: a request, a partner, an old part, or nothing yet."""

    request_id: int | None = None
    partner_id: int | None = None
    old_part_id: int | None = None

    def about(self) -> Mapping[str, Any]:
        """Return it as a form keeps it."""
        return asdict(self)


class SupplierClaimDialog(FormDialog):
    """Who is asked, by when an answer is wanted, what is to be done, for what; what it costs us, for those who may see
    money.
    """

    def __init__(self, desk: Desk, read: KnownClaim, title: str, parent: QWidget | None = None) -> None:
        """``title`` is translated."""
        super().__init__(NAME, title, _("&Save"), parent)
        self._desk = desk
        field = f"{NAME}.field"
        self.partner = record_picker(
            desk, f"{field}.partner_id", RecordKind.PARTNER, lambda: {"roles": REPAIRERS}, _("New manufacturer…")
        )
        self.contact_name = LineEdit(f"{field}.contact_name", LONGEST_NAME)
        self.asked_at = DateTimeEdit(f"{field}.asked_at", desk.now, desk.zone)
        self.wanted_on = DateEdit(f"{field}.wanted_on", desk.today)
        self.title = LineEdit(f"{field}.title", LONGEST_TITLE)
        self.task = TextArea(f"{field}.task", LONGEST, 4)
        self.sources = SourceFields(desk, self, with_customer=False)
        self.cost = MoneyEdit(f"{field}.cost", parent=self)
        self.reason = TextArea(f"{field}.reason", LONGEST, 2, self)
        self._add_rows(is_new=read[0].version == 0)
        self.set_read(read)
        self.partner.new_requested.connect(self._on_new_partner_requested)
        self.resize(860, 580)

    def _add_rows(self, *, is_new: bool) -> None:
        self.add_section(_("Who is asked"))
        self.add_row("partner_id", _("&Manufacturer"), self.partner, required=True, half=True)
        self.add_row("contact_name", _("Contac&t"), self.contact_name, half=True)
        self.add_row("asked_at", _("As&ked at"), self.asked_at, required=True, half=True, check=self._time_problem)
        usual = _("Left empty: as the deadlines say, usually three working days")
        self.add_row("wanted_on", _("Answer &wanted by"), self.wanted_on, half=True,
                     check=self._day_problem, hint=usual)  # fmt: skip
        self.add_section(_("What is asked"))
        self.add_row("title", _("&In a few words"), self.title, required=True)
        self.add_row("task", _("T&ask"), self.task, required=True)
        self.add_section(_("Request and equipment"))
        self.sources.add_rows()
        if self._desk.context.actor.may(Permission.VIEW_MONEY):
            recovered = _("What it costs us and is to be recovered")
            self.add_row("cost", _("&Cost"), self.cost, half=True, hint=recovered)
        else:
            self.cost.hide()
        if is_new:
            self.reason.hide()
        else:
            self.add_row("reason", _("Reason for the chan&ge"), self.reason)

    # form in and out ---------------------------------------------------------------------------------------------

    def set_read(self, read: KnownClaim) -> None:
        """Show a form; KeyError for a record it names that is not known."""
        form, known = read
        self._version, self._old_part_id = form.version, form.old_part_id
        choose(self.partner, form.partner_id, known)
        self.sources.show_sources(form, known)
        for name in TYPED:
            getattr(self, name).set_value(getattr(form, name))

    def form(self) -> SupplierClaimForm:
        """Return what is entered."""
        return SupplierClaimForm(
            partner_id=picked_id(self.partner),
            reason=self.reason.value(),
            old_part_id=self._old_part_id,
            version=self._version,
            **self.sources.ids(),
            **{name: getattr(self, name).value() for name in TYPED},
        )

    # what hangs together -----------------------------------------------------------------------------------------

    def _time_problem(self) -> str:
        return past_problem(self.asked_at.value(), self._desk)

    def _day_problem(self) -> str:
        day, at = self.wanted_on.value(), self.asked_at.value()
        is_early = day is not None and at is not None and day < local(at, self._desk.zone).date()
        return _("This lies before it was asked.") if is_early else ""

    def _on_new_partner_requested(self, typed: str) -> None:
        saved = partial(choose_saved, self._desk, self.partner)
        ask_new_partner(self._desk, self, typed, saved, roles={PartnerRole.MANUFACTURER})


def read_new_claim(desk: Desk, source: ClaimSource) -> KnownClaim:
    """Read the form of a new task and what it names; on the read lane."""
    form = new_supplier_claim_form(desk.context, **source.about())
    return _known(desk, form)


def read_claim(desk: Desk, record_id: int) -> KnownClaim:
    """Read a task and what its form names; on the read lane."""
    return _known(desk, supplier_claim_form(desk.context, record_id))


def _known(desk: Desk, form: SupplierClaimForm) -> KnownClaim:
    return form, read_items(desk, *(getattr(form, name) for name in NAMED))


def ask_new_claim(desk: Desk, parent: QWidget, source: ClaimSource, on_saved: OnSaved) -> None:
    """Open the form of a new task; ``on_saved`` is given its id."""
    make = lambda read: SupplierClaimDialog(desk, read, _("New manufacturer's task"), parent)  # noqa: E731
    open_new(desk, parent, partial(read_new_claim, desk, source), make, save_supplier_claim, on_saved, source.about())


def ask_claim(desk: Desk, parent: QWidget, record_id: int, read: KnownClaim, on_saved: OnSaved) -> SupplierClaimDialog:
    """Open the form of a task as it was read (``read_claim``)."""
    make = lambda again: SupplierClaimDialog(desk, again, _("Edit manufacturer's task"), parent)  # noqa: E731
    return open_edited(desk, record_id, read, partial(read_claim, desk, record_id), make, save_supplier_claim, on_saved)
