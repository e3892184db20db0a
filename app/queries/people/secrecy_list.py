"""The list of confidentiality agreements and lessons (C14)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select

from app.queries.lists.kinds_list import KindsList
from app.queries.lists.record_list import of_kind, record
from app.queries.lists.table_list import Looking
from models.enums import AgreementState, LessonState, RecordKind
from models.people.secrecy import ConfidentialityAgreement
from models.record import Record

KINDS = (RecordKind.CONFIDENTIALITY, RecordKind.LESSON)
EXPIRES_SOON = timedelta(days=30)
_own = ConfidentialityAgreement.__table__
_later, _newer = _own.alias("later_agreement"), Record.__table__.alias("newer_record")
_signed: ColumnElement[bool] = and_(
    of_kind(record, RecordKind.CONFIDENTIALITY), record.c.state == AgreementState.SIGNED.value
)
_until = select(_own.c.valid_until).where(_own.c.id == record.c.id).scalar_subquery()
_organisation = select(_own.c.organisation).where(_own.c.id == record.c.id).scalar_subquery()


@dataclass(frozen=True, slots=True)
class SecrecyRow:
    """A line of the list; ``name`` is the person or the topic, ``organisation`` and ``until`` (its last day) are an
    agreement's.
    """

    id: int
    number: str
    kind: RecordKind
    name: str
    organisation: str
    until: date | None
    state: str
    created_at: datetime


def _has_run_out(looking: Looking) -> ColumnElement[bool]:
    return and_(_signed, _until < looking.today)


def _in_force(looking: Looking) -> ColumnElement[bool]:
    return and_(_signed, or_(_until.is_(None), _until >= looking.today))


def _to_renew(looking: Looking) -> ColumnElement[bool]:
    """Agreements that end within 30 days or have run out, of whoever has no later one."""
    renewed = exists().where(
        _newer.c.id == _later.c.id,
        _newer.c.state == AgreementState.SIGNED.value,
        or_(_later.c.valid_until.is_(None), _later.c.valid_until > _own.c.valid_until),
        or_(
            _later.c.staff_id == _own.c.staff_id,
            and_(
                _own.c.staff_id.is_(None),
                _later.c.staff_id.is_(None),
                _newer.c.title == record.c.title,
                _later.c.organisation == _own.c.organisation,
            ),
        ),
    )
    ending = exists().where(
        _own.c.id == record.c.id, _own.c.valid_until <= looking.today + EXPIRES_SOON, ~renewed.correlate(_own, record)
    )
    return and_(_signed, ending)


def _is_over(looking: Looking) -> ColumnElement[bool]:
    ended = (AgreementState.ENDED.value, LessonState.HELD.value, LessonState.CANCELLED.value)
    return or_(record.c.state.in_(ended), _has_run_out(looking))


SECRECY = KindsList(
    kind=RecordKind.CONFIDENTIALITY,
    others=KINDS[1:],
    row=SecrecyRow,
    columns={
        "created_at": record.c.sort_at,
        "organisation": _organisation,
        "until": _until,
    },
    views={
        **{kind.value: of_kind(record, kind) for kind in KINDS},
        "open": record.c.state.in_((AgreementState.DRAFT.value, LessonState.PLANNED.value)),
        "in_force": _in_force,
        "ending": _to_renew,
        "over": _is_over,
    },
    uncounted=frozenset({"over"}),
)
