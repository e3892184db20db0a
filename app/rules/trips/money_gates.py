"""Gates of the money of a trip: no new advance beside an old one, no claim checked with open questions (C7.3, C7.4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import N_
from app.rules.gate import Gate, by_code


@dataclass(frozen=True, slots=True)
class AdvanceFacts:
    """What the gates of an advance look at: the numbers of the person's other advances that are ``unsettled``, and
    whether the manager ``excepted`` this one with a reason.
    """

    unsettled: tuple[str, ...] = ()
    excepted: bool = False


@dataclass(frozen=True, slots=True)
class ExpenseFacts:
    """What the gates of a claim look at: whether anything is claimed, the number of its advance while that is not
    paid out (``waiting``), the ``unexplained`` marks as they are read, whether something was ``paid`` out.
    """

    has_lines: bool = True
    waiting: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()
    paid: bool = False


ADVANCE_GATES: Mapping[str, Gate[AdvanceFacts]] = by_code(
    Gate(
        "earlier_settled",
        "C7.4",
        N_("An earlier advance of this person is not settled: {names}. The manager may allow a new one with a reason."),
        "edit",
        lambda facts: facts.excepted or not facts.unsettled,
        lambda facts: facts.unsettled,
    ),
)

EXPENSE_GATES: Mapping[str, Gate[ExpenseFacts]] = by_code(
    Gate("lines_given", "C7.4", N_("Nothing is claimed yet"), "edit", lambda facts: facts.has_lines),
    Gate(
        "advance_paid",
        "C7.4",
        N_("Its advance has not been paid out: {names}"),
        "edit",
        lambda facts: not facts.waiting,
        lambda facts: facts.waiting,
    ),
    Gate(
        "marks_explained",
        "C7.4",
        N_("This has to be explained or deducted first: {names}"),
        "edit",
        lambda facts: not facts.unexplained,
        lambda facts: facts.unexplained,
    ),
    Gate(
        "nothing_paid",
        "C7.4",
        N_("Finance has paid some of it already"),
        "edit",
        lambda facts: not facts.paid,
    ),
    Gate("something_paid", "C7.4", N_("Finance has not paid any of it yet"), "pay", lambda facts: facts.paid),
)
