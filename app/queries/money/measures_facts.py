"""What a proposal of stronger measures is about: what can be claimed, its gates, and what an approval freezes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import money
from app.i18n import _, ngettext
from app.labels import label
from app.queries.money.claims import ClaimedInstalment, claimed_instalments
from app.queries.money.disputed import disputed_sums
from app.queries.money.letter_interest import contract_terms, usual_terms
from app.queries.money.open_amounts import OpenInstalment, open_instalments
from app.rules.approvals.content import content_hash
from app.rules.money.interest import interest_on
from app.rules.money.measures_rules import MeasuresFacts, is_proven
from app.rules.trade.pricing import ZERO
from models.enums import Evidence, Measure, MeasuresState
from models.money.dispute import Measures, MeasuresClaim


@dataclass(frozen=True, slots=True)
class Claimable:
    """An overdue instalment that stronger measures may be proposed for, with the default interest up to the day."""

    line: OpenInstalment
    interest: Decimal


def claimable(session: Session, customer_id: int, on: date) -> tuple[Claimable, ...]:
    """Return what of a customer is overdue, handed over and undisputed on a day, the oldest first (C10.5)."""
    lines = [line for line in open_instalments(session, customer_id, on) if line.chased and not line.disputed]
    own = contract_terms(session, {line.contract_id for line in lines if line.contract_id})
    usual = usual_terms(session, customer_id)
    return tuple(
        Claimable(line, interest_on(line.open, line.due_on, on, own.get(line.contract_id or 0, usual)))
        for line in lines
    )


def measures_facts(session: Session, measures: Measures, claimed: Mapping[int, ClaimedInstalment]) -> MeasuresFacts:
    """Read what the gates of a proposal look at; ``claimed`` are its instalments as they stand today."""
    ids = list(claimed)
    disputed = disputed_sums(session, ids)
    fallen = (one.number for one in claimed.values() if not one.open or not one.chased or one.id in disputed)
    chosen = frozenset(Measure(code) for code in measures.measures)
    return MeasuresFacts(
        has_claims=bool(ids),
        has_measures=bool(chosen),
        has_reason=bool(measures.unpaid_reason),
        has_plan=bool(measures.plan and measures.responsible),
        proven=is_proven(chosen, has_evidence=bool(measures.evidence)),
        fallen=tuple(sorted(fallen)),
        proposed=_proposed(session, measures, ids),
    )


def claimed_by(session: Session, measures: Measures, today: date) -> dict[int, ClaimedInstalment]:
    """Return the instalments that a proposal names, by id, as they stand today."""
    return claimed_instalments(session, [claim.instalment_id for claim in measures.claims], today)


def _proposed(session: Session, measures: Measures, ids: Sequence[int]) -> tuple[str, ...]:
    """Return the numbers of other proposals about the same instalments that are before the leader."""
    if not ids:
        return ()
    others = (
        select(Measures.number)
        .join(MeasuresClaim, MeasuresClaim.measures_id == Measures.id)
        .where(
            MeasuresClaim.instalment_id.in_(ids),
            Measures.state == MeasuresState.SUBMITTED,
            Measures.id != (measures.id or 0),
        )
        .distinct()
        .order_by(Measures.number)
    )
    return tuple(number for number in session.scalars(others) if number)


def measures_hash(measures: Measures) -> str:
    """Return the hash of what the leader's word rests on: which claims, why, what proves it, what is to be done."""
    said: Mapping[str, object] = {
        "claims": sorted([one.instalment_id, str(one.outstanding), str(one.interest)] for one in measures.claims),
        "evidence": list(measures.evidence),
        "measures": list(measures.measures),
        "words": [getattr(measures, name) for name in _WORDS],
        "sums": [str(measures.cost), str(measures.expected)],
    }
    return content_hash(said)


@dataclass(frozen=True, slots=True)
class Proposed:
    """One thing that a proposal says, in words: what it is (``title``), and what is said."""

    title: str
    words: str


def proposed(measures: Measures) -> tuple[Proposed, ...]:
    """Return what the leader is asked for, in words; what is not said is left out."""
    overdue = sum((claim.outstanding for claim in measures.claims), ZERO)
    interest = sum((claim.interest for claim in measures.claims), ZERO)
    days = max((claim.overdue_days for claim in measures.claims), default=0)
    told = (
        (_("Stronger measures"), _("; ").join(label(Measure(code)) for code in measures.measures)),
        (_("Overdue"), money(overdue)),
        (_("Late interest"), money(interest) if interest else ""),
        (_("Longest overdue"), ngettext("{count} day", "{count} days", days).format(count=days)),
        (_("Why it is not paid"), measures.unpaid_reason),
        (_("Plan"), measures.plan),
        (_("Responsible"), measures.responsible),
        (_("Expected"), money(measures.expected) if measures.expected is not None else ""),
        (_("Expected cost"), money(measures.cost) if measures.cost is not None else ""),
        (_("Evidence"), _(", ").join(label(Evidence(code)) for code in measures.evidence)),
        (_("Effect on the customer"), measures.impact),
        (_("What else could be agreed"), measures.alternative),
    )
    return tuple(Proposed(title, words) for title, words in told if words)


_WORDS = ("unpaid_reason", "customer_status", "dispute_words", "plan", "responsible", "impact", "alternative")
