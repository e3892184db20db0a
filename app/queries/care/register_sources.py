"""Where the registers of calls and letters are read from: each source as a select of the same columns (N6).

A call or a letter stands where it was recorded: as a request, a complaint, an entry of a log, a talk about money, or by
itself. A request made of a call that was recorded before has no line of its own: the call has one already.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, null, or_, select, union_all

from models.care.complaint import Complaint
from models.care.correspondence import Correspondence
from models.care.visit import Visit
from models.enums import (
    ComplaintChannel,
    ComplaintState,
    ContactWay,
    CorrespondenceState,
    Direction,
    EventKind,
    Medium,
    RecordKind,
    RequestChannel,
    RequestSource,
    RequestState,
    SendMethod,
    VisitMode,
)
from models.money.contact import CollectionContact
from models.money.letter import Letter
from models.record import Event, Record
from models.requests.request import Request
from models.trade.quotation import Quotation

SOURCES = 8  # the id of a line that is no record of its own is below zero: its row's id and which source it is of
BY_REQUEST: Mapping[RequestChannel, Medium] = {
    RequestChannel.PHONE: Medium.CALL,
    RequestChannel.MESSAGE: Medium.MESSAGE,
    RequestChannel.FAX: Medium.FAX,
    RequestChannel.LETTER: Medium.LETTER,
    RequestChannel.EMAIL: Medium.EMAIL,
}
BY_COMPLAINT: Mapping[ComplaintChannel, Medium] = {
    ComplaintChannel.PHONE: Medium.CALL,
    ComplaintChannel.MESSAGE: Medium.MESSAGE,
    ComplaintChannel.EMAIL: Medium.EMAIL,
    ComplaintChannel.LETTER: Medium.LETTER,
}
BY_CONTACT: Mapping[ContactWay, Medium] = {ContactWay.CALL: Medium.CALL, ContactWay.MESSAGE: Medium.MESSAGE}
BY_VISIT: Mapping[VisitMode, Medium] = {
    VisitMode.PHONE: Medium.CALL,
    VisitMode.VIDEO: Medium.CALL,
    VisitMode.WRITTEN: Medium.LETTER,
}
CALLS_OUT: Mapping[EventKind, RecordKind] = {  # entries of the logs that tell of a call, and of which kind of record
    EventKind.CUSTOMER_CONTACTED: RecordKind.REQUEST,
    EventKind.REPLIED: RecordKind.REQUEST,
    EventKind.VISIT_ANSWERED: RecordKind.REQUEST,
    EventKind.FOLLOWED_UP: RecordKind.REQUEST,
    EventKind.APPOINTMENT_AGREED: RecordKind.DISPATCH,
    EventKind.APPOINTMENT_MOVED: RecordKind.DISPATCH,
    EventKind.CALL_FAILED: RecordKind.DISPATCH,
    EventKind.COMPLAINT_RESPONDED: RecordKind.COMPLAINT,
    EventKind.COMPLAINT_ANSWERED: RecordKind.COMPLAINT,
    EventKind.TALKED: RecordKind.QUOTATION,
}
ABOUT_MONEY = (
    EventKind.TALKED, EventKind.QUOTATION_SENT, EventKind.LETTER_SENT, EventKind.LETTER_ANSWERED,
)  # fmt: skip

_record, _own, _request = Record.__table__, Correspondence.__table__, Request.__table__
_complaint, _visit, _event = Complaint.__table__, Visit.__table__, Event.__table__
_contact, _letter, _quotation = CollectionContact.__table__, Letter.__table__, Quotation.__table__
_made_of, _of_complaint = _own.alias("made_of"), _complaint.alias("of_complaint")
_NO = literal("")


def _by(column: ColumnElement[Any], known: Mapping[Any, Medium]) -> ColumnElement[Any]:
    """Return by which medium, for a column that says it in its own words."""
    return case(*((column == said, literal(medium.value)) for said, medium in known.items()))


def _row_id(column: ColumnElement[int], source: int) -> ColumnElement[int]:
    return -(column * SOURCES + source)


def _line(row_id: Any, what: Any, record_id: Any, at: Any, direction: Any, medium: Any, **told: Any) -> Select[Any]:
    """Return the select of a source. ``what`` is the code of what it is, ``told`` the columns that it knows more of:
    whose it is, its number, with whom, what about, who handled it, what came of it, whether it ``waits`` for somebody,
    whether it is about ``money``.
    """
    usual: dict[str, Any] = {
        "customer_id": null(), "number": _NO, "unit": _NO, "counterpart": _NO, "subject": _NO, "handled_by": _NO,
        "result": _NO, "their_no": _NO, "waits": literal(0), "money": literal(0),
    }  # fmt: skip
    fixed = {"id": row_id, "what": what, "record_id": record_id, "at": at, "direction": direction, "medium": medium}
    return select(*(column.label(name) for name, column in {**fixed, **usual, **told}.items()))


def _correspondence() -> Select[Any]:
    waits = case((_record.c.state == CorrespondenceState.OPEN.value, 1), else_=0)
    return _line(
        _own.c.id, literal(RecordKind.CORRESPONDENCE.value), _own.c.id, _own.c.at, _own.c.direction, _own.c.medium,
        customer_id=_record.c.customer_id, number=_record.c.number, unit=_own.c.unit, counterpart=_own.c.counterpart,
        subject=_record.c.title, handled_by=_own.c.handled_by, result=_own.c.result, their_no=_own.c.their_no,
        waits=waits,
    ).join_from(_own, _record, _record.c.id == _own.c.id)  # fmt: skip


def _requests() -> Select[Any]:
    """What came in as a request: not what was found on a visit, nor what was made of a call that has its own line."""
    recorded = exists().where(
        _made_of.c.about_id == _request.c.id,
        _made_of.c.direction == Direction.INCOMING,
        _made_of.c.at <= _request.c.received_at,
    )
    complained = exists().where(
        _of_complaint.c.request_id == _request.c.id,
        _of_complaint.c.channel.in_(BY_COMPLAINT),
        _of_complaint.c.received_at < _request.c.received_at,
    )
    return (
        _line(
            _row_id(_request.c.id, 1), literal(RecordKind.REQUEST.value), _request.c.id, _request.c.received_at,
            literal(Direction.INCOMING.value), _by(_request.c.channel, BY_REQUEST),
            customer_id=_record.c.customer_id, number=func.coalesce(_request.c.incoming_number, _record.c.number),
            unit=_request.c.source_department, counterpart=_request.c.contact_name, subject=_record.c.title,
            handled_by=_request.c.received_by, result=_request.c.result,
            waits=case((_record.c.state == RequestState.REGISTERED.value, 1), else_=0),
        )
        .join_from(_request, _record, _record.c.id == _request.c.id)
        .where(_request.c.channel.in_(BY_REQUEST), _request.c.source != RequestSource.VISIT, ~recorded, ~complained)
    )  # fmt: skip


def _complaints() -> Select[Any]:
    """What came in as a complaint: not one that was made of a request, received with it."""
    same = exists().where(
        _request.c.id == _complaint.c.request_id, _request.c.received_at == _complaint.c.received_at,
        _request.c.channel.in_(BY_REQUEST),
    )  # fmt: skip
    return (
        _line(
            _row_id(_complaint.c.id, 2), literal(RecordKind.COMPLAINT.value), _complaint.c.id,
            _complaint.c.received_at, literal(Direction.INCOMING.value), _by(_complaint.c.channel, BY_COMPLAINT),
            customer_id=_record.c.customer_id, number=_record.c.number, counterpart=_complaint.c.complainant,
            subject=_record.c.title, handled_by=_complaint.c.receiver, result=_complaint.c.judgement,
            waits=case((_record.c.state == ComplaintState.REGISTERED.value, 1), else_=0),
        )
        .join_from(_complaint, _record, _record.c.id == _complaint.c.id)
        .where(_complaint.c.channel.in_(BY_COMPLAINT), ~same)
    )  # fmt: skip


def _of_event(medium: Any, direction: Direction = Direction.OUTGOING, **told: Any) -> Select[Any]:
    """Return the select of entries of a log, with the record that they stand in."""
    usual: dict[str, Any] = {
        "customer_id": _record.c.customer_id, "number": _record.c.number, "counterpart": _event.c.counterpart,
        "subject": _record.c.title, "handled_by": _event.c.person, "result": _event.c.text,
        "money": case((_event.c.kind.in_(ABOUT_MONEY), 1), else_=0),
    }  # fmt: skip
    return _line(
        _row_id(_event.c.id, 3), _event.c.kind, _record.c.id, _event.c.at, literal(direction.value), medium,
        **{**usual, **told},
    ).join_from(_event, _record, _record.c.id == _event.c.record_id)  # fmt: skip


def _calls_out() -> Select[Any]:
    told = or_(*(and_(_event.c.kind == kind, _record.c.kind == owner) for kind, owner in CALLS_OUT.items()))
    return _of_event(literal(Medium.CALL.value)).where(_event.c.kind.in_(CALLS_OUT), told)


def _contacted_again() -> Select[Any]:
    """A customer got in touch again about an open request: by phone, by letter with a number of its own."""
    said = {name: Event.data[name].as_string() for name in ("channel", "incoming_number")}
    medium = case(*((said["channel"] == one.value, literal(by.value)) for one, by in BY_REQUEST.items()))
    number = func.coalesce(func.nullif(said["incoming_number"], ""), _record.c.number)
    return _of_event(medium, Direction.INCOMING, number=number).where(
        _event.c.kind == EventKind.CONTACTED_AGAIN, said["channel"].in_([one.value for one in BY_REQUEST])
    )


def _quotations_sent() -> Select[Any]:
    """Quotations that left, those made outside of the program too; the request tells of one made here once more."""
    medium = case(
        (_quotation.c.sent_by == RequestChannel.EMAIL, literal(Medium.EMAIL.value)),
        (_quotation.c.sent_by == RequestChannel.FAX, literal(Medium.FAX.value)),
        (_quotation.c.sent_by == RequestChannel.MESSAGE, literal(Medium.MESSAGE.value)),
        else_=literal(Medium.LETTER.value),
    )
    made_here = Event.data["quotation"].as_string().is_not(None)
    return (
        _of_event(medium)
        .outerjoin(_quotation, _quotation.c.id == _record.c.id)
        .where(_event.c.kind == EventKind.QUOTATION_SENT)
        .where(or_(_record.c.kind == RecordKind.QUOTATION, and_(_record.c.kind == RecordKind.REQUEST, ~made_here)))
    )


def _letters(kind: EventKind, direction: Direction, result: Any) -> Select[Any]:
    """Letters of the department with their place in its series (发文字号), and the answers to them."""
    medium = case(
        (_letter.c.send_method == SendMethod.EMAIL, literal(Medium.EMAIL.value)), else_=literal(Medium.LETTER.value)
    )
    number = func.coalesce(_letter.c.doc_no, _record.c.number)
    told = {"number": number, "counterpart": _letter.c.attention, "result": result}
    letters = _of_event(medium if direction is Direction.OUTGOING else literal(Medium.LETTER.value), direction, **told)
    return letters.join(_letter, _letter.c.id == _record.c.id).where(_event.c.kind == kind)


def _talks() -> Select[Any]:
    """Talks about money by phone or message; those that were struck out are left out."""
    return (
        _line(
            _row_id(_contact.c.id, 4), literal(EventKind.COLLECTION_TALK.value), _record.c.id, _contact.c.at,
            literal(Direction.OUTGOING.value), _by(_contact.c.way, BY_CONTACT),
            customer_id=_contact.c.customer_id, number=_record.c.number, counterpart=_contact.c.counterpart,
            subject=_record.c.title, handled_by=_contact.c.person, result=_contact.c.text, money=literal(1),
        )
        .join_from(_contact, _record, _record.c.id == func.coalesce(_contact.c.source_id, _contact.c.customer_id))
        .where(_contact.c.way.in_(BY_CONTACT), ~_contact.c.is_void)
    )  # fmt: skip


def _visits() -> Select[Any]:
    """Visits that were paid by phone or in writing (C13)."""
    return (
        _line(
            _row_id(_visit.c.id, 5), literal(RecordKind.VISIT.value), _visit.c.id, _visit.c.visited_at,
            literal(Direction.OUTGOING.value), _by(_visit.c.mode, BY_VISIT),
            customer_id=_record.c.customer_id, number=_record.c.number, counterpart=_visit.c.interviewee,
            subject=_record.c.title, handled_by=_visit.c.visitor, result=_visit.c.suggestions,
        )
        .join_from(_visit, _record, _record.c.id == _visit.c.id)
        .where(_visit.c.visited_at.is_not(None), _visit.c.mode.in_(BY_VISIT))
    )  # fmt: skip


LINES = union_all(
    _correspondence(),
    _requests(),
    _complaints(),
    _contacted_again(),
    _calls_out(),
    _quotations_sent(),
    _letters(EventKind.LETTER_SENT, Direction.OUTGOING, _event.c.text),
    _letters(EventKind.LETTER_ANSWERED, Direction.INCOMING, _letter.c.reply_text),
    _talks(),
    _visits(),
).subquery("register_line")
