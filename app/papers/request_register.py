"""The register of requests (服务请求登记簿, request_register): every contact of a span of days, as a page of a book.

A void request keeps its line. What is promised and kept stands there as facts; nothing depends on the time of printing,
so that a page printed twice without a change in between is a reprint.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session, aliased

from app.context import settings_of
from app.formatting import date_text, short_date_time, short_fact_time
from app.i18n import _, ngettext, pgettext
from app.labels import label, label_of
from app.papers.filling import Filled
from app.queries.lists.paging import within
from app.queries.promises.terms import promise_terms
from app.rules.promises.promise_words import PromiseTerms
from app.rules.spans import span_name
from models.enums import BasicState, CommitmentState, RecordKind, RequestState
from models.record import Record
from models.report import Report
from models.requests.request import Request

ISSUED_FROM = frozenset({BasicState.ACTIVE})
SHORT = 60  # characters: what does not fit a line of a book stands in the record

_record, _request = Record.__table__, Request.__table__
_customer = aliased(Record.__table__, name="customer")
_project = aliased(Record.__table__, name="project")


@dataclass(frozen=True, slots=True)
class _Book:
    """What all lines share: the clock, the first day, the promises by request id."""

    zone: ZoneInfo
    since: date
    promises: Mapping[int, Sequence[PromiseTerms]]


def fill(session: Session, record: Record, _language: str) -> Filled:
    """Return the lines of the span; runs inside ``using_language`` of the paper's language."""
    report = session.get_one(Report, record.id)
    zone = ZoneInfo(settings_of(session).text("zone"))
    listed = _in_span(report, zone)
    book = _Book(zone, report.since, promise_terms(session, listed.with_only_columns(_record.c.id)))
    found = session.execute(listed.order_by(_record.c.sort_at, _record.c.id)).all()
    void = sum(1 for row in found if row.state == RequestState.CANCELLED)
    values = {
        "span": _("{first} to {last}").format(first=date_text(report.since), last=date_text(report.until)),
        "total": _counted(len(found)),
        "cancelled": _counted(void),
    }
    lines = tuple(_line(number, row, book) for number, row in enumerate(found, start=1))
    title = _("Register of requests {span}").format(span=span_name(report.since, report.until))
    return Filled(title, values, {"requests": lines})


def _counted(count: int) -> str:
    return ngettext("{count} request", "{count} requests", count).format(count=count)


def _in_span(report: Report, zone: ZoneInfo) -> Select[Any]:
    columns = (
        _record.c.id, _record.c.number, _record.c.title, _record.c.state, _request.c.received_at, _request.c.channel,
        _request.c.contact_name, _request.c.contact_phone, _request.c.confirmed_class, _request.c.proposed_class,
        _request.c.owner_name, _request.c.result, _customer.c.title.label("customer"),
        _project.c.title.label("project"),
    )  # fmt: skip
    return (
        select(*columns)
        .select_from(_record)
        .join(_request, _request.c.id == _record.c.id)
        .outerjoin(_customer, _customer.c.id == _record.c.customer_id)
        .outerjoin(_project, _project.c.id == _record.c.project_id)
        .where(_record.c.kind == RecordKind.REQUEST, *within(_record.c.sort_at, report.since, report.until, zone))
    )


def _line(position: int, row: Row[Any], book: _Book) -> dict[str, str]:
    contact = " ".join(part for part in (row.contact_name, row.contact_phone) if part)
    return {
        "seq": str(position),
        "number": row.number or "",
        "received": short_date_time(row.received_at, book.zone, book.since),
        "channel": label(row.channel),
        "customer": "\n".join(part for part in (row.customer or "", contact) if part),
        "project": row.project or "",
        "said": _short(row.title),
        "service_class": _class(row),
        "promise": "\n".join(_promise(terms, book) for terms in book.promises.get(row.id, ())),
        "owner": row.owner_name,
        "result": _result(row),
    }


def _class(row: Row[Any]) -> str:
    if row.confirmed_class is not None:
        return label(row.confirmed_class)
    return _("{service_class}, proposed").format(service_class=label(row.proposed_class))


def _promise(terms: PromiseTerms, book: _Book) -> str:
    due = short_date_time(terms.due, book.zone, book.since) if terms.due else _("date to be agreed")
    name = _("{promise} no. {number}").format(promise=label(terms.kind), number=terms.number)
    owed = f"{name if terms.number else label(terms.kind)} {due}"
    if terms.state is CommitmentState.OPEN:
        return _("{promise}, provisional").format(promise=owed) if terms.provisional else owed
    kept = short_fact_time(terms.met, book.zone, book.since) if terms.met else ""
    return f"{owed}\n{label(terms.state)} {kept}".rstrip()


def _result(row: Row[Any]) -> str:
    if row.state == RequestState.CANCELLED:
        return pgettext("register", "Void")
    state = label_of(RequestState, row.state)
    return "\n".join(part for part in (state, _short(row.result)) if part)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else line[: SHORT - 1] + "…"
