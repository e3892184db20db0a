"""Deadlines: what the policies in force make of a case, with its due time, target and by when the desk has to act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from app.formatting import local
from app.rules.promises.calendar import WorkingCalendar
from app.rules.promises.clocks import Interval, act_by, due_time, target_time
from app.rules.promises.conditions import Facts
from app.rules.promises.policies import BASE_PROFILE, PolicyRule, choose_among, in_force
from models.enums import CommitmentKind, CommitmentState, DeadlineUnit


@dataclass(frozen=True, slots=True)
class Promise:
    """What is owed by when.

    ``due`` as the clause says, or as agreed (``agreed``); None while that date is still to be agreed. ``target`` where
    one is wished for, ``act_by`` for the desk.
    """

    kind: CommitmentKind
    clause: str
    policy_id: int | None
    due: datetime | None
    target: datetime | None
    act_by: datetime | None
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """What a clock runs on: where it starts, the facts that choose its policy, the holds, the date set by hand.

    ``profiles`` names the sets of deadlines that go before the department's: the contract's, then the project's
    (decision 7).
    """

    anchor: datetime
    facts: Facts = field(default_factory=dict)
    holds: Sequence[Interval] = ()
    agreed: datetime | None = None
    profiles: Sequence[str] = ()


@dataclass(frozen=True)
class PolicyBook:
    """Everything due times are computed from: the profiles' rows, the working-day calendar, the zone.

    ``profile`` is the department's own set. What a set says nothing about is taken from the next one: contract,
    project, department, and last the engineering rules (C).
    """

    profiles: Mapping[str, tuple[PolicyRule, ...]]
    calendar: WorkingCalendar
    zone: tzinfo
    profile: str = BASE_PROFILE
    _by_kind: dict[tuple[str, CommitmentKind], tuple[PolicyRule, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the rows by profile and kind: a book is read far more often than it is made."""
        by_kind: dict[tuple[str, CommitmentKind], tuple[PolicyRule, ...]] = {}
        for name, rules in self.profiles.items():
            for rule in rules:
                by_kind[name, rule.kind] = (*by_kind.get((name, rule.kind), ()), rule)
        object.__setattr__(self, "_by_kind", by_kind)

    def rule(self, kind: CommitmentKind, case: Case) -> PolicyRule | None:
        """Return the row that counts, None when nothing is owed; AmbiguousPolicyError if two fit equally well.

        The first profile that has rows of the kind decides; one of unit NONE says that nothing is owed.
        """
        on = local(case.anchor, self.zone).date()
        for name in (*case.profiles, self.profile, BASE_PROFILE):
            rows = in_force(self._by_kind.get((name, kind), ()), on)
            if rows:
                chosen = choose_among(rows, case.facts)
                return None if chosen is None or chosen.unit is DeadlineUnit.NONE else chosen
        return None

    def promise(self, kind: CommitmentKind, case: Case) -> Promise | None:
        """Return what is owed in a case, None when nothing is."""
        rule = self.rule(kind, case)
        return None if rule is None else promise(rule, case, self.calendar, self.zone)


def promise(rule: PolicyRule, case: Case, calendar: WorkingCalendar, zone: tzinfo) -> Promise:
    """Return what ``rule`` promises in a case. A date set by hand counts as it is and is never moved."""
    if case.agreed is not None:
        due: datetime | None = local(case.agreed, zone)
        target = None
    else:
        due = due_time(rule, case.anchor, calendar, zone, case.holds)
        target = target_time(rule, case.anchor, calendar, zone, case.holds)
    by = act_by(due, case.anchor, calendar, zone) if due is not None else None
    return Promise(rule.kind, rule.clause, rule.policy_id, due, target, by, agreed=case.agreed is not None)


def verdict(due: datetime | None, met_at: datetime | None) -> CommitmentState:
    """Return how a promise stands: met up to its very due time, met late after it, open until then.

    What is done before any date was agreed is met.
    """
    if met_at is None:
        return CommitmentState.OPEN
    return CommitmentState.MET if due is None or met_at <= due else CommitmentState.MET_LATE
