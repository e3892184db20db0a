"""Gates of money in: what has to be there before an instalment falls due by hand (C9.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.i18n import N_
from app.rules.gate import Gate, by_code


@dataclass(frozen=True, slots=True)
class MoneyFacts:
    """What the gates of instalments and receipts look at.

    An instalment that ``waits_for_service`` is dated by the end of it; a receipt can always be cancelled by who may.
    """

    waits_for_service: bool = False


INSTALMENT_GATES: Mapping[str, Gate[MoneyFacts]] = by_code(
    Gate(
        "not_by_service",
        "C9.2",
        N_("It falls due by itself when the service of its order has ended"),
        "show_source",
        lambda facts: not facts.waits_for_service,
    ),
)
