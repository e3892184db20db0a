"""Reading who answers for a record: its owner, the leader of its dispatch, whoever is responsible for it (N6)."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, func, select
from sqlalchemy.orm import Session

from app.rules.care.assessing import Person, known_person
from models.care.assessment import SpotCheck
from models.care.complaint import Complaint
from models.enums import BasicState, RecordKind
from models.money.dispute import Dispute, Measures
from models.money.receivable import Instalment
from models.people.dispatch import DispatchPerson
from models.projects.handover import PunchItem
from models.record import Record
from models.requests.request import Request
from models.safety.incident import Incident
from models.trips.service_receipt import ServiceReceipt

_record = Record.__table__
_receipt = ServiceReceipt.__table__
_named: tuple[tuple[FromClause, str], ...] = (  # tables in which a record says who answers for it
    (Request.__table__, "owner_name"),
    (Instalment.__table__, "owner_name"),
    (Dispute.__table__, "responsible"),
    (Measures.__table__, "responsible"),
    (PunchItem.__table__, "responsible"),
    (Incident.__table__, "responsible"),
    (Complaint.__table__, "owner"),
)
_own_lead, _receipt_lead = DispatchPerson.__table__.alias("own_lead"), DispatchPerson.__table__.alias("receipt_lead")
_check, _checked = SpotCheck.__table__, Record.__table__.alias("checked_person")


def answerable(
    session: Session, record_ids: Iterable[int], staff: Mapping[str, int] | None = None
) -> Mapping[int, Person]:
    """Return by record who answers for it; where it names nobody, whoever keeps it. One statement for all of them.

    ``staff`` as ``staff_by_name`` reads it, where it has been read already.
    """
    known = staff_by_name(session) if staff is None else staff
    rows = session.execute(_people().where(_record.c.id.in_(set(record_ids))))
    return {
        row.id: Person(row.staff_id, row.name) if row.staff_id is not None else known_person(row.name, known)
        for row in rows
    }


def staff_by_name(session: Session) -> Mapping[str, int]:
    """Return the ids of our people by name; a name that two of them bear is left out."""
    ours = (_record.c.kind == RecordKind.STAFF, _record.c.state == BasicState.ACTIVE.value)
    named = select(_record.c.title, func.min(_record.c.id)).where(*ours).group_by(_record.c.title)
    rows = session.execute(named.having(func.count() == 1))
    return {row[0]: row[1] for row in rows}


def _people() -> Select[Any]:
    tables: FromClause = _record
    names: list[ColumnElement[str]] = []
    for table, column in _named:
        tables = tables.outerjoin(table, table.c.id == _record.c.id)
        names.append(func.nullif(table.c[column], ""))
    tables = (
        tables.outerjoin(_own_lead, (_own_lead.c.dispatch_id == _record.c.id) & _own_lead.c.is_lead)
        .outerjoin(_receipt, _receipt.c.id == _record.c.id)
        .outerjoin(_receipt_lead, (_receipt_lead.c.dispatch_id == _receipt.c.dispatch_id) & _receipt_lead.c.is_lead)
        .outerjoin(_check, _check.c.id == _record.c.id)
        .outerjoin(_checked, _checked.c.id == _check.c.staff_id)
    )
    name = func.coalesce(_checked.c.title, *names, _own_lead.c.name, _receipt_lead.c.name, _record.c.created_by)
    staff_id = func.coalesce(_check.c.staff_id, _own_lead.c.staff_id, _receipt_lead.c.staff_id)
    return select(_record.c.id, name.label("name"), staff_id.label("staff_id")).select_from(tables)
