"""Stronger measures to collect: proposed to the leader, carried out only when approved (C10.5)."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import N_
from app.rules.arrow import Arrow
from app.rules.gate import Gate, by_code
from app.rules.permissions import Permission
from models.enums import Measure, MeasuresState

CLAUSE = "C10.5"
# What goes to a lawyer, a court or a third party, who will ask what proves the claim.
LEGAL = frozenset(
    {
        Measure.LAWYERS_LETTER, Measure.PAYMENT_ORDER, Measure.ASSET_PRESERVATION, Measure.LITIGATION,
        Measure.PRIORITY_CLAIM, Measure.SME_PLATFORM, Measure.ASSIGNMENT,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class MeasuresFacts:
    """What the gates of a proposal look at: whether it names instalments, measures, a reason and who does what.

    ``fallen`` are its instalments that are paid, disputed or not overdue by now, ``proposed`` the numbers of other
    proposals about the same that are before the leader. ``proven`` tells that evidence is listed, or none is needed.
    """

    has_claims: bool
    has_measures: bool
    has_reason: bool
    has_plan: bool
    proven: bool
    fallen: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()


MEASURES_GATES: Mapping[str, Gate[MeasuresFacts]] = by_code(
    Gate(
        "claims_given",
        CLAUSE,
        N_("No overdue instalment is named"),
        "edit",
        lambda facts: facts.has_claims,
    ),
    Gate(
        "claims_stand",
        CLAUSE,
        N_("Paid, disputed or not overdue any more: {names}"),
        "edit",
        lambda facts: not facts.fallen,
        lambda facts: facts.fallen,
    ),
    Gate(
        "not_proposed_twice",
        CLAUSE,
        N_("Measures for the same are before the leader already: {names}"),
        "edit",
        lambda facts: not facts.proposed,
        lambda facts: facts.proposed,
    ),
    Gate(
        "reason_given",
        CLAUSE,
        N_("It is not said why they do not pay"),
        "edit",
        lambda facts: facts.has_reason,
    ),
    Gate(
        "measures_chosen",
        CLAUSE,
        N_("No measure is chosen"),
        "edit",
        lambda facts: facts.has_measures,
    ),
    Gate(
        "plan_given",
        CLAUSE,
        N_("It is not said who does what by when"),
        "edit",
        lambda facts: facts.has_plan,
    ),
    Gate(
        "evidence_listed",
        CLAUSE,
        N_("Legal steps need evidence: tick what there is"),
        "edit",
        lambda facts: facts.proven,
    ),
)
_SUBMITTING = tuple(MEASURES_GATES)

MEASURES_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        MeasuresState.DRAFT,
        MeasuresState.SUBMITTED,
        "submit",
        N_("Submit to the leader"),
        Permission.EDIT_COLLECTION,
        _SUBMITTING,
    ),
    Arrow(
        MeasuresState.SUBMITTED,
        MeasuresState.DRAFT,
        "withdraw",
        N_("Take back to draft"),
        Permission.EDIT_COLLECTION,
        asks="reason",
    ),
    Arrow(
        MeasuresState.SUBMITTED,
        MeasuresState.APPROVED,
        "approve",
        N_("Approved"),
        Permission.VIEW_MONEY,
        offered=False,
    ),
    Arrow(
        MeasuresState.SUBMITTED,
        MeasuresState.DRAFT,
        "return",
        N_("Returned"),
        Permission.VIEW_MONEY,
        offered=False,
    ),
    Arrow(
        MeasuresState.APPROVED,
        MeasuresState.CARRIED_OUT,
        "carry_out",
        N_("Record as carried out"),
        Permission.EDIT_COLLECTION,
        asks="carried_out",
    ),
    *(
        Arrow(
            source,
            MeasuresState.CANCELLED,
            "cancel",
            N_("Cancel the proposal"),
            Permission.CANCEL_RECORD if source is MeasuresState.APPROVED else Permission.EDIT_COLLECTION,
            asks="reason",
        )
        for source in (MeasuresState.DRAFT, MeasuresState.SUBMITTED, MeasuresState.APPROVED)
    ),
)


def is_proven(measures: frozenset[Measure], *, has_evidence: bool) -> bool:
    """Return whether what is proposed can do with the evidence there is: legal steps need some."""
    return has_evidence or not measures & LEGAL
