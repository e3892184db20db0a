"""Which papers the program makes: each form with its record, its place in the archive, its gate and what fills it.

A paper before its gate prints as a draft with what is missing and is not filed (invariant 2); each paper has its own
gate (decision 18, the table of papers).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.errors import NotFound
from app.i18n import _
from app.papers import business_trip_form, duty_roster, request_register, request_slip, service_work_order, today_sheet
from app.papers.filling import Filled
from app.papers.sources import DISPATCH_ISSUED_FROM, dispatch_agreed, no_gate
from app.rules.gates import BlockReason
from models.enums import RecordKind
from models.record import Record


@dataclass(frozen=True, slots=True)
class PaperDefinition:
    """One kind of paper.

    ``carries_record_number`` tells that this is the record's own paper and prints its number (a dispatch order is the
    dispatch's); any other gets a number of its own series when first issued, which with ``numbers_record`` becomes
    the record's number too (a report has no other). ``states`` are those from which it can be issued. ``entry`` is None
    for a paper that is filed under nothing; a ``daily`` report covers one day.
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
}


def paper(form_id: str) -> PaperDefinition:
    """Return the definition of a form; NotFound for one that the program does not make."""
    if form_id not in PAPERS:
        raise NotFound(_("There is no paper “{form}”.").format(form=form_id))
    return PAPERS[form_id]


def papers_of(kind: RecordKind) -> tuple[PaperDefinition, ...]:
    """Return the papers that can be made for a kind of record."""
    return tuple(definition for definition in PAPERS.values() if definition.kind is kind)
