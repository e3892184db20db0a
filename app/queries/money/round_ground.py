"""What the next step of the daily round follows from, read for many customers at once (C10)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.formatting import local
from app.labels import label
from app.queries.money.disputed import pauses
from app.queries.money.letter_gate_facts import USUAL_GAP
from app.queries.money.letters_sent import many_sent_dunning
from app.queries.money.measures_of import APPROVED
from app.queries.money.overdue import TODAY
from app.queries.money.round_sums import LATE, chased, instalment, owed, source, waits_for_money
from app.queries.money.tail_causes import last_talks, short
from app.rules.money.chasing import long_overdue_on
from app.rules.money.letter_gates import next_letter_on
from app.rules.money.letter_levels import DUNNING, LETTERS, NextLetter, SentLetter, next_letter
from app.rules.money.promised import is_broken
from app.rules.money.round_steps import WAITING_STEPS, RoundFacts, RoundStep, next_step
from app.rules.trade.pricing import ZERO
from app.settings import whole_number
from models.enums import LetterKind, LetterState, RecordKind
from models.money.contact import CollectionContact, PaymentPromise
from models.money.dispute import Dispute, DisputeClaim, Measures, MeasuresClaim
from models.money.letter import Letter

WAITING = (LetterState.DRAFT, LetterState.ISSUED)


@dataclass(frozen=True, slots=True)
class Late:
    """An instalment that is late and may be asked for."""

    id: int
    due_on: date
    is_contract: bool
    disputed: bool


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise whose money is not there yet, in yuan."""

    amount: Decimal
    promised_on: date


@dataclass(frozen=True, slots=True)
class Talk:
    """The last talk with a customer about money: its day, and what came of it in a line."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A dunning letter that is written and not sent."""

    id: int
    state: LetterState


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What one customer's next step follows from; ``waiting`` are dunning letters written and not sent, by weight.

    ``reported`` and ``approved`` name the instalments of proposals that were submitted, or approved by the leader.
    """

    credit: Decimal = ZERO
    late: tuple[Late, ...] = ()
    letters: tuple[SentLetter, ...] = ()
    waiting: Mapping[LetterKind, Waiting] = field(default_factory=dict)
    reported: frozenset[int] = frozenset()
    approved: frozenset[int] = frozenset()
    talk: Talk | None = None
    promises: tuple[Promised, ...] = ()

    @property
    def asked(self) -> tuple[Late, ...]:
        """What of it nobody disputes."""
        return tuple(one for one in self.late if not one.disputed)

    def next_letter(self, today: date) -> NextLetter:
        """Return which letter is next by those sent."""
        ids = frozenset(one.id for one in self.asked)
        return next_letter(self.letters, ids, today, approved=bool(ids & self.approved))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a customer stands on the round: the last dunning letter, talk and promise, and the next step with its reason.

    ``runs_out_on`` is the last day that the letter leaves, ``waiting_id`` the one that is written already, where the
    step is about it. ``promised`` is what was promised by ``promised_on``: of broken promises the oldest, else of those
    that still run the last one.
    """

    step: RoundStep = RoundStep.WAIT
    reason: str = ""
    letter_kind: LetterKind | None = None
    letter_on: date | None = None
    letter_answered: bool = False
    runs_out_on: date | None = None
    waiting_id: int | None = None
    talk: Talk | None = None
    promised_on: date | None = None
    promised: Decimal = ZERO
    is_broken: bool = False


def standing_of(ground: Ground, today: date, gap_days: int) -> Standing:
    """Return how a customer stands by what is known."""
    promise, last = _promise_shown(ground, today), ground.letters[-1] if ground.letters else None
    follows = ground.next_letter(today)
    waiting = ground.waiting.get(LETTERS[follows]) if follows in LETTERS else None
    facts = replace(
        _facts(ground, promise, today),
        letter=follows,
        runs_out_on=last.runs_out_on if last else None,
        next_letter_on=next_letter_on(last.sent_on if last else None, gap_days),
        waiting=waiting.state if waiting is not None else None,
    )
    proposal = next_step(facts)
    told = Standing(proposal.step, proposal.reason, talk=ground.talk)
    if waiting is not None and proposal.step in WAITING_STEPS:
        told = replace(told, waiting_id=waiting.id)
    if promise is not None:
        of_day = (one.amount for one in ground.promises if one.promised_on == promise.promised_on)
        is_late = facts.broken_on is not None
        told = replace(told, promised_on=promise.promised_on, promised=sum(of_day, ZERO), is_broken=is_late)
    if last is None:
        return told
    return replace(
        told,
        letter_kind=last.kind,
        letter_on=last.sent_on,
        letter_answered=last.answered,
        runs_out_on=last.runs_out_on,
    )


def _promise_shown(ground: Ground, today: date) -> Promised | None:
    """Return of broken promises the oldest, else of those that still run the last one."""
    broken = [one for one in ground.promises if is_broken(one.promised_on, None, today)]
    return min(broken, key=_day_of) if broken else max(ground.promises, key=_day_of, default=None)


def _day_of(one: Promised) -> date:
    return one.promised_on


def _facts(ground: Ground, promise: Promised | None, today: date) -> RoundFacts:
    """Return what the next step follows from beside the letters."""
    asked = ground.asked
    promised_on = promise.promised_on if promise is not None else None
    is_late = promised_on is not None and is_broken(promised_on, None, today)
    return RoundFacts(
        today=today,
        credit=ground.credit,
        overdue_since=min((one.due_on for one in ground.late), default=None),
        undisputed_since=min((one.due_on for one in asked), default=None),
        promised_on=None if is_late else promised_on,
        broken_on=promised_on if is_late else None,
        talked_on=ground.talk.day if ground.talk is not None else None,
        reported=frozenset(one.id for one in asked) <= ground.reported,
        report_due=any(_report_due(one, ground.reported, today) for one in asked),
    )


def _report_due(one: Late, reported: frozenset[int], today: date) -> bool:
    return one.is_contract and long_overdue_on(one.due_on, None) < today and one.id not in reported


def zone_and_gap(session: Session) -> tuple[ZoneInfo, int]:
    """Return the department's time zone, and how many days lie between two letters at least."""
    settings = settings_of(session)
    return ZoneInfo(settings.text("zone")), whole_number(settings.text("letter_gap_days"), USUAL_GAP)


def standings(session: Session, credit_of: Mapping[int, Decimal], now: datetime) -> dict[int, Standing]:
    """Return how customers stand; ``credit_of`` are these customers with what came in and pays nothing yet.

    Whatever their number, it takes a fixed few statements.
    """
    zone, gap = zone_and_gap(session)
    today = local(now, zone).date()
    ids = tuple(credit_of)
    late, letters, waiting = _late(session, ids, today), many_sent_dunning(session, ids), _waiting(session, ids)
    talks, promises = _talks(session, ids, now, zone), _promises(session, ids)
    reported, approved = measures_ground(session, ids)
    return {
        one: standing_of(
            Ground(
                credit=credit,
                late=tuple(late.get(one, ())),
                letters=letters.get(one, ()),
                waiting=waiting.get(one, {}),
                reported=reported,
                approved=approved,
                talk=talks.get(one),
                promises=tuple(promises.get(one, ())),
            ),
            today,
            gap,
        )
        for one, credit in credit_of.items()
    }


def _late(session: Session, ids: Sequence[int], today: date) -> Mapping[int, Sequence[Late]]:
    claim, dispute = DisputeClaim.__table__, Dispute
    held: ColumnElement[bool] = exists(
        select(claim.c.id)
        .join(dispute, dispute.id == claim.c.dispute_id)
        .where(claim.c.instalment_id == instalment.c.id, pauses())
        .correlate(instalment)
    )
    columns = (owed.c.customer_id, owed.c.id, instalment.c.due_on, source.c.kind, held)
    found: dict[int, list[Late]] = defaultdict(list)
    statement = select(*columns).select_from(LATE).where(owed.c.customer_id.in_(ids), chased())
    for customer_id, one, due_on, kind, disputed in session.execute(statement, {TODAY: today}):
        found[customer_id].append(Late(one, due_on, kind is not RecordKind.ORDER, bool(disputed)))
    return found


def _waiting(session: Session, ids: Sequence[int]) -> Mapping[int, Mapping[LetterKind, Waiting]]:
    """Return by customer the dunning letters that are written and not sent."""
    letters = select(Letter.customer_id, Letter.letter_kind, Letter.id, Letter.state).where(
        Letter.customer_id.in_(ids), Letter.letter_kind.in_(DUNNING), Letter.state.in_(WAITING)
    )
    found: dict[int, dict[LetterKind, Waiting]] = defaultdict(dict)
    for customer_id, kind, letter_id, state in session.execute(letters.order_by(Letter.id)):
        found[customer_id or 0][kind] = Waiting(letter_id, LetterState(state))
    return found


def measures_ground(session: Session, ids: Sequence[int]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the instalments of these customers that were reported to the leader, and those whose measures are
    approved.
    """
    claims = (
        select(MeasuresClaim.instalment_id, Measures.state, Measures.submitted_at)
        .join(Measures, Measures.id == MeasuresClaim.measures_id)
        .where(Measures.customer_id.in_(ids))
    )
    rows = session.execute(claims).all()
    reported = frozenset(row[0] for row in rows if row[2] is not None)
    return reported, frozenset(row[0] for row in rows if row[1] in APPROVED)


def _talks(session: Session, ids: Sequence[int], now: datetime, zone: ZoneInfo) -> Mapping[int, Talk]:
    latest = last_talks(session, ids, now + timedelta(seconds=1)).values()
    return {one.customer_id: talk_of(one, zone) for one in sorted(latest, key=lambda one: (one.at, one.id))}


def talk_of(one: CollectionContact, zone: ZoneInfo) -> Talk:
    """Return a talk in a line."""
    return Talk(local(one.at, zone).date(), f"{label(one.way)} · {short(one.text)}")


def _promises(session: Session, ids: Iterable[int]) -> Mapping[int, Sequence[Promised]]:
    """Return by customer the promises whose money is not there, of what is still owed."""
    columns: Any = (owed.c.customer_id, PaymentPromise.amount, PaymentPromise.promised_on)
    live = select(*columns).join(owed, owed.c.id == PaymentPromise.instalment_id)
    unkept = (~PaymentPromise.is_void, PaymentPromise.kept_on.is_(None), owed.c.customer_id.in_(ids))
    found: dict[int, list[Promised]] = defaultdict(list)
    for customer_id, amount, promised_on in session.execute(live.where(*unkept, waits_for_money())):
        found[customer_id].append(Promised(amount, promised_on))
    return found
