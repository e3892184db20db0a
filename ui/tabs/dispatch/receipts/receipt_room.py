"""Service receipts on their page: how one is shown, and what one does with it (N1)."""

from collections.abc import Iterable, Mapping
from typing import Any

from app.formatting import date_text, money, quantity
from app.forms.requests import RequestForm
from app.i18n import N_, _, pgettext
from app.labels import label
from app.queries.trips.receipt_details import (
    HandInLine,
    HoursLine,
    PutInLine,
    ServiceReceiptDetails,
    service_receipt_details,
)
from app.rules.material.swaps import serial_words
from app.rules.permissions import Permission
from app.rules.repairs import repair_note
from app.services.trips import cash, receipts, signing
from models.enums import CommitmentKind, Rating, RecordKind, RequestKind, SignOffState
from ui.dialogs.forms.opening import shows
from ui.dialogs.forms.pickers import read_items
from ui.dialogs.requests.request_dialog import KnownRequest, ask_new_request
from ui.dialogs.trips.receipt_dialog import ask_new_receipt, ask_receipt, read_receipt
from ui.dialogs.trips.signing_dialogs import HandInDialog, ReceiptRefusalDialog, ReceiptSigningDialog
from ui.dialogs.trips.trip_picker import ask_trip
from ui.runtime.desk import Desk
from ui.table.page_spec import PageAction
from ui.tabs.dispatch.receipts.columns import site_paper_badge
from ui.tabs.links import NARROW_LABEL, clipped
from ui.tabs.owed import OwingSteps, owed_views
from ui.tabs.record_facts import around_facts, basic_facts, happened, plain_facts
from ui.tabs.record_form import EditForm
from ui.tabs.record_room import RecordRoom, RoomPage
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView

KIND = RecordKind.SERVICE_RECEIPT
NEW = PageAction("new_receipt", N_("Site receipt…"), "new")
FILL_IN, HAND_IN, COMPLAINT = "edit", "hand_in", "complaint"
SELDOM = ("cancel", "reopen")
_TONES: Mapping[Rating, Tone] = {
    Rating.VERY_SATISFIED: Tone.KEPT,
    Rating.SATISFIED: Tone.KEPT,
    Rating.FAIR: Tone.SOON,
    Rating.DISSATISFIED: Tone.OVERDUE,
}


def receipt_view(details: ServiceReceiptDetails, desk: Desk) -> DetailView:
    """Return one receipt as the pane shows it."""
    customer = details.around["customer"]
    hands_in = {CommitmentKind.CASH_HAND_IN: (HAND_IN, _("Record as handed in"))}
    return logged_view(
        details,
        desk,
        badges=_badges(details),
        state=site_paper_badge(KIND, details.state),
        subtitle=details.name,
        line=(label(KIND), customer.title if customer is not None else ""),
        steps=_steps(details, desk),
        reasons=reason_views([step for step in details.steps if step.action not in SELDOM]),
        commitments=owed_views(details, desk, hands_in, Permission.EDIT_TRIP_MONEY),
        groups=_groups(details, desk),
    )


def _badges(details: ServiceReceiptDetails) -> tuple[Badge, ...]:
    return (Badge(label(details.rating), _TONES[details.rating]),) if details.rating is not None else ()


def _steps(details: ServiceReceiptDetails, desk: Desk) -> Iterable[StepView]:
    may = desk.context.actor.may
    if details.rating is Rating.DISSATISFIED and may(Permission.REGISTER_REQUEST):
        yield StepView(COMPLAINT, _("Register the complaint…"), primary=True)
    if details.has_cash and may(Permission.EDIT_TRIP_MONEY):
        yield StepView(HAND_IN, _("Record cash handed in"), primary=details.state is SignOffState.SIGNED)
    if details.state is SignOffState.DRAFT and may(Permission.EDIT_TRIPS):
        yield StepView(FILL_IN, _("Fill in…"), primary=not details.work_done)
    yield from step_views(details.steps, primary="sign" if details.work_done else FILL_IN, seldom=SELDOM)


# cards -----------------------------------------------------------------------------------------------------------


def _groups(details: ServiceReceiptDetails, desk: Desk) -> Iterable[FactGroup]:
    may_edit = desk.context.actor.may(Permission.EDIT_TRIPS) and not why_final(details, desk)
    yield basic_facts(_own_facts(details, desk), may_edit=may_edit)
    yield FactGroup("parts", _("Parts put in"), tuple(_part_fact(line) for line in details.parts))
    yield FactGroup("hours", _("Hours"), tuple(_hours_fact(line) for line in details.hours))
    yield FactGroup("fees", _("Fees and cash"), tuple(_money_facts(details)))
    yield FactGroup("word", _("Customer's word"), tuple(_word_facts(details, desk)))


def _own_facts(details: ServiceReceiptDetails, desk: Desk) -> Iterable[Fact]:
    note = repair_note(details.repairs)
    yield from plain_facts(
        (pgettext("service receipt", "Arrived"), happened(details.arrived_at, "", desk)),
        (pgettext("service receipt", "Left"), happened(details.left_at, "", desk)),
        (_("Fault"), details.fault),
        (_("Work done"), details.work_done),
        (_("Result"), label(details.result) if details.result is not None else ""),
        (pgettext("service receipt", "Advice"), details.advice),
        (_("Repeated"), note),
    )
    yield from around_facts(details.around)


def _part_fact(line: PutInLine) -> Fact:
    price = money(line.price * line.quantity) if line.price else ""
    goes = label(line.old_goes) if line.old_goes is not None else ""
    words = (line.spec, f"× {quantity(line.quantity)}", price, serial_words(line.old_serial_no, line.serial_no), goes)
    return Fact(clipped(line.name, NARROW_LABEL), " · ".join(word for word in words if word))


def _hours_fact(line: HoursLine) -> Fact:
    hours = {_("normal"): line.normal, _("overtime"): line.overtime, _("on holidays"): line.holiday}
    words = (
        _("{kind} {hours} h").format(kind=kind, hours=quantity(amount)) for kind, amount in hours.items() if amount
    )
    return Fact(clipped(line.name, NARROW_LABEL), f"{date_text(line.worked_on)} · {_(', ').join(words)}")


def _money_facts(details: ServiceReceiptDetails) -> Iterable[Fact]:
    yield Fact(_("How it is paid"), label(details.pay_status))
    if details.fee_total is None:
        return
    sums = (_("Labour"), details.fee_labour), (_("Parts"), details.fee_parts), (_("Travel"), details.fee_travel)
    yield from plain_facts(
        *((title, money(amount)) for title, amount in sums if amount),
        (_("In all"), money(details.fee_total) if details.fee_total else ""),
        (_("Cash taken"), f"{money(details.cash_taken)} {details.cash_holder}" if details.cash_taken else ""),
        *((pgettext("cash", "Handed in"), _hand_in_words(line)) for line in details.hand_ins),
        (_("Still in hand"), money(details.cash_in_hand) if details.cash_in_hand else ""),
    )


def _hand_in_words(line: HandInLine) -> str:
    words = (money(line.amount), date_text(line.handed_in_on), line.handed_to, line.voucher_no)
    return " ".join(word for word in words if word)


def _word_facts(details: ServiceReceiptDetails, desk: Desk) -> Iterable[Fact]:
    is_refused = details.state is SignOffState.REFUSED
    who = " ".join(part for part in (details.signed_by, details.signer_phone) if part)
    yield from plain_facts(
        (_("Not signed by") if is_refused else pgettext("service receipt", "Signed by"), who),
        (_("At"), happened(details.signed_at, "", desk)),
        (_("Why not signed"), details.refusal),
        (_("Satisfaction"), label(details.rating) if details.rating is not None else ""),
        (pgettext("service receipt", "Said"), details.comment),
    )


# steps -----------------------------------------------------------------------------------------------------------


class ReceiptSteps(OwingSteps[ServiceReceiptDetails]):
    """The steps of a receipt by their codes."""

    def __init__(self, desk: Desk, page: RoomPage) -> None:
        super().__init__(desk, page, KIND)
        self.steps = {
            FILL_IN: lambda details: page.edit(details.id),
            "sign": self.sign,
            "refuse": self.refuse,
            "cancel": self.cancel,
            "reopen": self.reopen,
            HAND_IN: self.hand_in,
            "show_cash": self.hand_in,
            COMPLAINT: self.complain,
        }

    def sign(self, details: ServiceReceiptDetails) -> None:
        """Record the customer's signature."""
        dialog = ReceiptSigningDialog(self.desk, details, self.page)
        self.ask_form(details, "sign", dialog, signing.sign_receipt)

    def refuse(self, details: ServiceReceiptDetails) -> None:
        """Record that it was not signed."""
        dialog = ReceiptRefusalDialog(self.desk, details, self.page)
        self.ask_form(details, "refuse", dialog, signing.refuse_receipt)

    def hand_in(self, details: ServiceReceiptDetails) -> None:
        """Record cash that is handed in."""
        dialog = HandInDialog(self.desk, details, self.page)
        self.ask_form(details, HAND_IN, dialog, cash.hand_in_cash)

    def cancel(self, details: ServiceReceiptDetails) -> None:
        """Cancel a receipt that was not needed."""
        title, text = _("Cancel {number}").format(number=details.number), _("&Cancel the service receipt")
        name = "dispatch.receipt_cancel"
        self.ask_reason(details, "cancel", title, receipts.cancel_receipt, name=name, save_text=text)

    def reopen(self, details: ServiceReceiptDetails) -> None:
        """Open a receipt for correction."""
        title = _("Open {number} for correction").format(number=details.number)
        name = "dispatch.receipt_reopen"
        self.ask_reason(details, "reopen", title, signing.reopen_receipt, name=name, save_text=_("&Open"))

    def complain(self, details: ServiceReceiptDetails) -> None:
        """Register what the customer is dissatisfied with as a request of its own."""
        ids = {name: one.id for name, one in details.around.items() if one is not None}
        about: dict[str, Any] = {f"{name}_id": ids.get(name) for name in ("customer", "project", "site", "equipment")}
        said = _("{number}: {said}").format(number=details.number, said=details.comment)
        form = RequestForm(request_kind=RequestKind.COMPLAINT, text=said, contact_name=details.signed_by,
                           contact_phone=details.signer_phone, **about)  # fmt: skip

        def ask(known: KnownRequest) -> None:
            ask_new_request(self.desk, self.page, shows(self.desk, RecordKind.REQUEST), known)

        self.page.read_form(lambda: (form, read_items(self.desk, *about.values())), ask)


def add_receipt(desk: Desk, page: RoomPage) -> None:
    """Ask for the dispatch, then open the form of its receipt."""
    ask_trip(desk, page, _("Service receipt of which dispatch?"), lambda chosen: ask_new_receipt(
        desk, page, chosen, page.reveal))  # fmt: skip


def why_final(details: ServiceReceiptDetails, _desk: Desk) -> str:
    """Say why a receipt is not edited any more; "" while it is."""
    return (
        ""
        if details.state is SignOffState.DRAFT
        else _("This receipt is signed, or void, and is not changed any more.")
    )


RECEIPTS = RecordRoom(
    kind=KIND,
    read=service_receipt_details,
    view=receipt_view,
    steps=ReceiptSteps,
    new=NEW,
    add=add_receipt,
    form=EditForm(read_receipt, ask_receipt),
    why_final=why_final,
)
