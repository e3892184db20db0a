"""The list of confidentiality agreements and lessons (C14)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, select

from app.context import Context
from app.queries.lists.kinds_list import KindsList
from app.queries.lists.record_list import of_kind, record
from app.queries.lists.table_list import Looking
from app.queries.records.lookup import existing
from app.rules.permissions import Permission
from models.enums import AgreementState, LessonState, RecordKind
from models.people.secrecy import ConfidentialityAgreement
from models.record import Record

KINDS = (RecordKind.CONFIDENTIALITY, RecordKind.LESSON)
EXPIRES_SOON = timedelta(days=30)
_own = ConfidentialityAgreement.__table__
_signed: ColumnElement[bool] = and_(
    of_kind(record, RecordKind.CONFIDENTIALITY), record.c.state == AgreementState.SIGNED.value
)


@dataclass(frozen=True, slots=True)
class SecrecyRow:
    """A line of the list; ``name`` is the person or the topic, ``until`` the last day of an agreement."""

    id: int
    number: str
    kind: RecordKind
    name: str
    until: date | None
    state: str
    created_at: datetime


def _ends_before(looking: Looking, days: timedelta) -> ColumnElement[bool]:
    ending = select(_own.c.id).where(_own.c.valid_until < looking.today + days)
    return and_(_signed, record.c.id.in_(ending))


SECRECY = KindsList(
    kind=RecordKind.CONFIDENTIALITY,
    others=KINDS[1:],
    row=SecrecyRow,
    columns={
        "created_at": record.c.sort_at,
        "until": select(_own.c.valid_until).where(_own.c.id == record.c.id).scalar_subquery(),
    },
    views={
        **{kind.value: of_kind(record, kind) for kind in KINDS},
        "open": record.c.state.in_((AgreementState.DRAFT.value, LessonState.PLANNED.value)),
        "in_force": _signed,
        "ending": lambda looking: _ends_before(looking, EXPIRES_SOON),
        "over": record.c.state.in_((AgreementState.ENDED.value, LessonState.HELD.value, LessonState.CANCELLED.value)),
    },
    uncounted=frozenset({"over"}),
)


def secrecy_kind(context: Context, record_id: int) -> RecordKind:
    """Return what kind of record of the list this is; NotFound when there is none."""
    context.require(Permission.VIEW_RECORDS)
    with context.read() as session:
        return existing(session, Record, record_id).kind
