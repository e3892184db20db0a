"""The form of a proposal of stronger measures, filled from what is known of the customer (C10.5)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.formatting import local
from app.forms.measures import MeasuresForm
from app.i18n import _
from app.labels import label
from app.queries.money.collection_history import HistoryLine, collection_history
from app.queries.money.instalments import invoiced_sums
from app.queries.money.limitation import limitation_dates
from app.queries.money.measures_facts import Claimable, claimable
from app.queries.records.lookup import existing
from app.queries.records.typed import typed_form
from app.rules.money.limitation import is_pressing
from app.rules.permissions import Permission
from models.enums import ContactWay, DisputeState, Evidence, InstalmentKind, Measure, ReplyKind
from models.money.dispute import Dispute, Measures
from models.projects.project import Project


@dataclass(frozen=True, slots=True)
class ClaimOption:
    """An overdue instalment that may be named; sums in yuan. ``limitation`` is the last day to take it to court,
    ``pressing`` that it is less than six months off.
    """

    id: int
    number: str
    source: str
    kind: InstalmentKind
    due_on: date | None
    overdue_days: int
    open: Decimal
    interest: Decimal
    limitation: date | None
    pressing: bool


@dataclass(frozen=True, slots=True)
class MeasuresOpening:
    """A form with what it chooses from: what may be claimed of the customer, and what was done to get it."""

    form: MeasuresForm
    claims: tuple[ClaimOption, ...] = ()
    history: tuple[HistoryLine, ...] = ()


def measures_form(context: Context, record_id: int) -> MeasuresOpening:
    """Read a proposal into the form that changes it; what is paid or disputed by now is no longer ticked."""
    context.require(Permission.EDIT_COLLECTION)
    with context.read() as session:
        found = existing(session, Measures, record_id)
        ground = _Ground.read(session, found.customer_id or 0, _today(context))
        named = {claim.instalment_id for claim in found.claims}
        form = typed_form(
            found,
            MeasuresForm,
            instalment_ids=tuple(one.line.id for one in ground.claims if one.line.id in named),
            evidence=tuple(Evidence(code) for code in found.evidence),
            measures=tuple(Measure(code) for code in found.measures),
        )
        return MeasuresOpening(form, _options(session, ground), ground.history)


def new_measures_form(context: Context, customer_id: int | None = None) -> MeasuresOpening:
    """Return the form of a new proposal: all that is overdue, handed over and undisputed of the customer, the evidence
    that is on record, and the disputes there were; empty without a customer.
    """
    context.require(Permission.EDIT_COLLECTION)
    if customer_id is None:
        return MeasuresOpening(MeasuresForm())
    with context.read() as session:
        ground = _Ground.read(session, customer_id, _today(context))
        form = MeasuresForm(
            customer_id=customer_id,
            instalment_ids=tuple(one.line.id for one in ground.claims),
            dispute_words=_disputes(session, customer_id),
            evidence=tuple(_evidence(session, ground)),
            responsible=context.actor.display_name,
            expected=sum((one.line.open for one in ground.claims), Decimal(0)) or None,
        )
        return MeasuresOpening(form, _options(session, ground), ground.history)


def _today(context: Context) -> date:
    return local(context.clock.now(), context.zone).date()


@dataclass(frozen=True, slots=True)
class _Ground:
    """What is known of a customer on a day."""

    claims: Sequence[Claimable]
    history: tuple[HistoryLine, ...]
    today: date

    @classmethod
    def read(cls, session: Session, customer_id: int, today: date) -> "_Ground":
        """Read what may be claimed, and what was done to get it."""
        return cls(claimable(session, customer_id, today), collection_history(session, customer_id, today), today)


def _options(session: Session, ground: _Ground) -> tuple[ClaimOption, ...]:
    limits = limitation_dates(session, {one.line.id: one.line.due_on for one in ground.claims})
    return tuple(
        ClaimOption(
            id=one.line.id,
            number=one.line.number,
            source=one.line.source_number,
            kind=one.line.kind,
            due_on=one.line.due_on,
            overdue_days=one.line.overdue_days,
            open=one.line.open,
            interest=one.interest,
            limitation=limits.get(one.line.id),
            pressing=is_pressing(limits.get(one.line.id), ground.today),
        )
        for one in ground.claims
    )


def _disputes(session: Session, customer_id: int) -> str:
    """Say which disputes the customer has raised, and how each stands."""
    raised = select(Dispute).where(Dispute.customer_id == customer_id, Dispute.state != DisputeState.CANCELLED)
    return "\n".join(_dispute(one) for one in session.scalars(raised.order_by(Dispute.raised_on, Dispute.id)))


def _dispute(one: Dispute) -> str:
    stands = _(", ").join(
        said for said in (label(one.verdict) if one.verdict else "", label(DisputeState(one.state))) if said
    )
    return _("{number} {title}: {stands}").format(number=one.number, title=one.title, stands=stands)


def _evidence(session: Session, ground: _Ground) -> Iterator[Evidence]:
    """Yield what of the evidence is on record."""
    lines = [one.line for one in ground.claims]
    if any(line.contract_id is not None for line in lines):
        yield Evidence.CONTRACT
    if _accepted(session, (line.project_id for line in lines)):
        yield Evidence.ACCEPTANCE
    if invoiced_sums(session, [line.id for line in lines]):
        yield Evidence.INVOICES
    if any(line.reply is ReplyKind.CONFIRMED for line in ground.history):
        yield Evidence.CONFIRMATIONS
    if any(line.way is None for line in ground.history):
        yield Evidence.LETTERS
    if any(line.way is ContactWay.MESSAGE for line in ground.history):
        yield Evidence.MESSAGES


def _accepted(session: Session, project_ids: Iterable[int | None]) -> bool:
    ids = {one for one in project_ids if one is not None}
    accepted = select(Project.id).where(Project.id.in_(ids), Project.accepted_on.is_not(None))
    return bool(ids) and session.scalar(accepted.limit(1)) is not None
