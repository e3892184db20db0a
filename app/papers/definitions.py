"""Which papers the program makes: each form with its record, its place in the archive, its gate and what fills it.

A paper before its gate prints as a draft with what is missing and is not filed (invariant 2); each paper has its own
gate (decision 18, the table of papers).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from sqlalchemy.orm import Session

from app.context import Actor
from app.errors import NotFound
from app.i18n import _
from app.papers import business_trip_form, duty_roster, request_register, request_slip, service_work_order, today_sheet
from app.papers.filling import Filled
from app.papers.sources import DISPATCH_ISSUED_FROM, dispatch_agreed, no_gate
from app.papers.trade import approval_sheet, margin_sheet, order_profit, quotation, rate_card, service_agreement
from app.rules.gate import BlockReason
from app.rules.permissions import Permission
from models.enums import RecordKind
from models.record import Record


@dataclass(frozen=True, slots=True)
class PaperDefinition:
    """One kind of paper.

    ``carries_record_number`` tells that this is the record's own paper and prints its number (a dispatch order is the
    dispatch's), in the way of ``number_of``; any other gets a number of its own series when first issued, which with
    ``numbers_record`` becomes the record's number too (a report has no other). ``states`` are those from which it can
    be issued. ``entry`` is None for a paper that is filed under nothing; ``entry_of`` tells it where it is not the same
    for all records. A ``daily`` report covers one day. ``needs`` is what somebody must be permitted to look at it at
    all (C14).
    """

    form_id: str
    kind: RecordKind
    entry: str | None
    states: frozenset[str]
    carries_record_number: bool
    gate: Callable[[Session, Record], tuple[BlockReason, ...]]
    fill: Callable[[Session, Record, str], Filled]
    numbers_record: bool = False
    daily: bool = False
    entry_of: Callable[[Session, Record], str] | None = None
    needs: Permission = Permission.VIEW_RECORDS
    number_of: Callable[[Record], str | None] = attrgetter("number")

    def entry_for(self, session: Session, record: Record) -> str | None:
        """Return the catalogue entry under which the paper of a record is filed."""
        return self.entry_of(session, record) if self.entry_of else self.entry


PAPERS: Mapping[str, PaperDefinition] = {
    "service_work_order": PaperDefinition(
        form_id="service_work_order",
        kind=RecordKind.DISPATCH,
        entry="A6-04",
        states=DISPATCH_ISSUED_FROM,
        carries_record_number=True,
        gate=dispatch_agreed,
        fill=service_work_order.fill,
    ),
    "business_trip_form": PaperDefinition(
        form_id="business_trip_form",
        kind=RecordKind.DISPATCH,
        entry="B2-01",
        states=DISPATCH_ISSUED_FROM,
        carries_record_number=False,
        gate=dispatch_agreed,
        fill=business_trip_form.fill,
    ),
    "request_slip": PaperDefinition(
        form_id="request_slip",
        kind=RecordKind.REQUEST,
        entry="A6-01",
        states=request_slip.ISSUED_FROM,
        carries_record_number=False,
        gate=no_gate,
        fill=request_slip.fill,
    ),
    "request_register": PaperDefinition(
        form_id="request_register",
        kind=RecordKind.REPORT,
        entry="B4-01",
        states=request_register.ISSUED_FROM,
        carries_record_number=False,
        gate=no_gate,
        fill=request_register.fill,
        numbers_record=True,
    ),
    "duty_roster": PaperDefinition(
        form_id="duty_roster",
        kind=RecordKind.REPORT,
        entry="B1-02",
        states=duty_roster.ISSUED_FROM,
        carries_record_number=False,
        gate=duty_roster.gate,
        fill=duty_roster.fill,
        numbers_record=True,
    ),
    "today_sheet": PaperDefinition(
        form_id="today_sheet",
        kind=RecordKind.REPORT,
        entry=None,
        states=today_sheet.ISSUED_FROM,
        carries_record_number=False,
        gate=no_gate,
        fill=today_sheet.fill,
        numbers_record=True,
        daily=True,
    ),
    "approval_sheet": PaperDefinition(
        form_id="approval_sheet",
        kind=RecordKind.APPROVAL,
        entry="A6-03",
        states=approval_sheet.ISSUED_FROM,
        carries_record_number=True,
        gate=approval_sheet.gate,
        fill=approval_sheet.fill,
        entry_of=approval_sheet.entry,
        needs=Permission.VIEW_MARGINS,
    ),
    "quotation": PaperDefinition(
        form_id="quotation",
        kind=RecordKind.QUOTATION,
        entry="A6-02",
        states=quotation.ISSUED_FROM,
        carries_record_number=True,
        gate=quotation.gate,
        fill=quotation.fill,
        needs=Permission.VIEW_MONEY,
        number_of=quotation.number,
    ),
    "margin_sheet": PaperDefinition(
        form_id="margin_sheet",
        kind=RecordKind.QUOTATION,
        entry="A6-02",
        states=margin_sheet.ISSUED_FROM,
        carries_record_number=False,
        gate=no_gate,
        fill=margin_sheet.fill,
        needs=Permission.VIEW_MARGINS,
    ),
    "service_agreement": PaperDefinition(
        form_id="service_agreement",
        kind=RecordKind.ORDER,
        entry="A6-03",
        states=service_agreement.ISSUED_FROM,
        carries_record_number=True,
        gate=service_agreement.gate,
        fill=service_agreement.fill,
        needs=Permission.VIEW_MONEY,
    ),
    "order_profit": PaperDefinition(
        form_id="order_profit",
        kind=RecordKind.ORDER,
        entry="A6-03",
        states=order_profit.ISSUED_FROM,
        carries_record_number=False,
        gate=order_profit.gate,
        fill=order_profit.fill,
        needs=Permission.VIEW_MARGINS,
    ),
    "rate_card": PaperDefinition(
        form_id="rate_card",
        kind=RecordKind.RATE_CARD,
        entry="B1-01",
        states=rate_card.ISSUED_FROM,
        carries_record_number=True,
        gate=no_gate,
        fill=rate_card.fill,
        needs=Permission.VIEW_MONEY,
    ),
}


def paper(form_id: str) -> PaperDefinition:
    """Return the definition of a form; NotFound for one that the program does not make."""
    if form_id not in PAPERS:
        raise NotFound(_("There is no paper “{form}”.").format(form=form_id))
    return PAPERS[form_id]


def papers_of(kind: RecordKind, actor: Actor) -> tuple[PaperDefinition, ...]:
    """Return the papers that ``actor`` may make for a kind of record."""
    return tuple(one for one in PAPERS.values() if one.kind is kind and actor.may(one.needs))
