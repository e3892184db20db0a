"""What a dispatch still has to bring home: money, sheets, parts, reports, open items (C7.4)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, String, cast, exists, func, literal, select, union_all
from sqlalchemy.orm import Session

from app.formatting import MISSING, quantity
from app.queries.trips.parts_taken import parts_taken
from app.rules.people.checklist import HomeFacts
from models.commitment import Commitment
from models.enums import (
    AdvanceState,
    BriefingState,
    CommitmentKind,
    CommitmentState,
    EventKind,
    ExpenseState,
    OldPartState,
    SignatureWay,
    SignOffState,
    SurveyState,
)
from models.material.swap import OldPart, PartSwap
from models.paper import IssuedPaper
from models.people.dispatch import Dispatch, OpenItem
from models.record import Event
from models.safety.briefing import Briefing, BriefingSignature
from models.trips.advance import Advance
from models.trips.expense import Expense
from models.trips.report import TripReport
from models.trips.service_receipt import ServiceReceipt
from models.trips.survey import Survey

TRIP_FORM = "business_trip_form"
OPEN_ADVANCES = (AdvanceState.ASKED, AdvanceState.PAID)
Found = Mapping[str, Sequence[str]]


def home_facts(session: Session, dispatch: Dispatch) -> HomeFacts:
    """Read what of a dispatch has not come home; a promise that the manager waived is not waited for any more."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, name in session.execute(_statement(dispatch.id)):
        found[code].append(name)
    waived = frozenset(found["waived"])
    taken = parts_taken(session, (dispatch.id,)).get(dispatch.id, ())
    left = tuple(f"{one.name} {quantity(one.unused)} {one.unit}".strip() for one in taken if one.unused)
    return HomeFacts(
        advances=tuple(found["advance"]),
        claims=() if CommitmentKind.EXPENSE_CLAIM in waived else _claims(dispatch, found),
        sheets=tuple(found["sheet"]),
        receipts=tuple(found["receipt"]),
        unused_parts=() if CommitmentKind.UNUSED_PARTS in waived else left,
        old_parts=tuple(found["old_part"]),
        cash=tuple(found["cash"]),
        reports=() if found["report"] or CommitmentKind.TRIP_REPORT in waived else (MISSING,),
        surveys=() if found["survey"] else tuple(found["survey_out"]) or (MISSING,),
        open_items=tuple(found["open_item"]),
    )


def open_advances(session: Session, dispatch_id: int) -> tuple[str, ...]:
    """Return the numbers of the advances of a dispatch that are neither settled nor cancelled."""
    return tuple(name for _code, name in session.execute(_advances(dispatch_id)))


def _claims(dispatch: Dispatch, found: Found) -> tuple[str, ...]:
    """Return the claims that are not paid, and the people for whom none is in: a claim counts its persons."""
    own = [one for one in dispatch.people if one.staff_id is not None]
    uncovered = max(len(own) - sum(int(persons) for persons in found["claimed"]), 0)
    without = [one.name for one in own if str(one.staff_id) not in found["claimant"]]
    return (*found["claim"], *without[:uncovered])


def _statement(dispatch_id: int) -> Any:
    return union_all(
        _advances(dispatch_id),
        *_claim_rows(dispatch_id),
        *_sheets(dispatch_id),
        _rows("old_part", OldPart.number, OldPart.state == OldPartState.DUE_BACK)
        .join(PartSwap, PartSwap.old_part_id == OldPart.id)
        .where(PartSwap.dispatch_id == dispatch_id),
        _rows(
            "cash",
            ServiceReceipt.number,
            ServiceReceipt.dispatch_id == dispatch_id,
            ServiceReceipt.state != SignOffState.CANCELLED,
            ServiceReceipt.cash_taken > ServiceReceipt.cash_handed_in,
        ),
        _rows(
            "receipt",
            ServiceReceipt.number,
            ServiceReceipt.dispatch_id == dispatch_id,
            ServiceReceipt.state == SignOffState.DRAFT,
        ),
        _rows("report", TripReport.written_by, TripReport.dispatch_id == dispatch_id),
        *_surveys(dispatch_id),
        _rows(
            "open_item",
            OpenItem.text,
            OpenItem.dispatch_id == dispatch_id,
            OpenItem.settled_at.is_(None),
            OpenItem.carried_to_id.is_(None),
        ),
        _rows(
            "waived",
            cast(Commitment.kind, String),
            Commitment.record_id == dispatch_id,
            Commitment.state == CommitmentState.WAIVED,
        ),
    )


def _rows(code: str, name: Any, *conditions: Any) -> Select[Any]:
    return select(literal(code).label("code"), func.coalesce(name, "", type_=String()).label("name")).where(*conditions)


def _advances(dispatch_id: int) -> Select[Any]:
    return _rows("advance", Advance.number, Advance.dispatch_id == dispatch_id, Advance.state.in_(OPEN_ADVANCES))


def _claim_rows(dispatch_id: int) -> tuple[Select[Any], ...]:
    alive = Expense.dispatch_id == dispatch_id, Expense.state != ExpenseState.CANCELLED
    return (
        _rows("claim", Expense.number, *alive, Expense.state != ExpenseState.PAID),
        _rows("claimed", cast(Expense.persons, String), *alive),
        _rows("claimant", cast(Expense.staff_id, String), *alive),
    )


def _sheets(dispatch_id: int) -> tuple[Select[Any], ...]:
    """The trip form once it was issued, each signed receipt, each briefing that only a photo of is here."""
    trip_form = (
        exists()
        .where(IssuedPaper.record_id == Dispatch.id, IssuedPaper.form == TRIP_FORM)
        .correlate(Dispatch.__table__)
    )
    photo = (
        exists()
        .where(BriefingSignature.briefing_id == Briefing.id, BriefingSignature.way == SignatureWay.PHOTO)
        .correlate(Briefing.__table__)
    )
    return (
        _rows("sheet", Dispatch.number, Dispatch.id == dispatch_id, trip_form, ~_filed(Dispatch.id)),
        _rows(
            "sheet",
            ServiceReceipt.number,
            ServiceReceipt.dispatch_id == dispatch_id,
            ServiceReceipt.state.in_((SignOffState.SIGNED, SignOffState.REFUSED)),
            ~_filed(ServiceReceipt.id),
        ),
        _rows(
            "sheet", Briefing.number, Briefing.dispatch_id == dispatch_id, Briefing.state == BriefingState.HELD, photo
        ),
    )


def _filed(record_id: Any) -> Any:
    """Return the condition that a scan of the sheet was filed for a record, or that it lies here on paper."""
    return exists().where(Event.record_id == record_id, Event.kind == EventKind.SCAN_FILED)


def _surveys(dispatch_id: int) -> tuple[Select[Any], ...]:
    own = Survey.dispatch_id == dispatch_id
    return (
        _rows("survey", Survey.number, own, Survey.state.in_((SurveyState.ANSWERED, SurveyState.CANCELLED))),
        _rows("survey_out", Survey.number, own, Survey.state == SurveyState.SENT),
    )
