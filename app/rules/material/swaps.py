"""Parts replaced on the customer's equipment, and what is said of one that is replaced again and again (N2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.errors import Invalid
from app.formatting import date_text, quantity
from app.i18n import _, ngettext
from app.rules.inputs import comparison_key
from app.rules.repairs import MOST_REPAIRS
from app.rules.trade.amounts import is_quantity

CLAUSE = "N2"


@dataclass(frozen=True, slots=True)
class Replaced:
    """One replacement on a piece of equipment: of which part, as the list of parts has it or by name, and when."""

    part_id: int | None
    name: str
    spec: str
    swapped_on: date

    @property
    def key(self) -> object:
        """What two replacements have in common that are of the same part."""
        return self.part_id or (comparison_key(self.name), comparison_key(self.spec))


@dataclass(frozen=True, slots=True)
class OftenReplaced:
    """A part that was replaced more often on one piece of equipment than N2 lets pass: how often, since which day."""

    name: str
    count: int
    since: date

    @property
    def words(self) -> str:
        """What is pointed out."""
        text = ngettext(
            "{name}: replaced {count} time since {day}; find the cause and replace it for good (N2)",
            "{name}: replaced {count} times since {day}; find the cause and replace it for good (N2)",
            self.count,
        )
        return text.format(name=self.name, count=self.count, day=date_text(self.since))


def often_replaced(swaps: Iterable[Replaced]) -> tuple[OftenReplaced, ...]:
    """Return the parts that were replaced more than three times on one piece of equipment, the most often first."""
    found: dict[object, list[Replaced]] = {}
    for swap in swaps:
        found.setdefault(swap.key, []).append(swap)
    often = [
        OftenReplaced(same[-1].name, len(same), min(one.swapped_on for one in same))
        for same in found.values()
        if len(same) > MOST_REPAIRS
    ]
    return tuple(sorted(often, key=lambda one: -one.count))


def check_swapped(amount: Decimal | None, left: Decimal | None, unit: str) -> Decimal:
    """Return how much was replaced; ``left`` is what of the issued line is not accounted for yet, None without a line.

    Invalid at ``quantity`` for what is no quantity, or is more than left.
    """
    if amount is None or not is_quantity(amount):
        message = _("Enter how much was replaced: more than 0, with at most three places.")
        raise Invalid(message, field="quantity", clause=CLAUSE)
    if left is not None and amount > left:
        message = _("Only {left} {unit} of this item were issued and are not accounted for yet.")
        raise Invalid(message.format(left=quantity(max(left, Decimal(0))), unit=unit), field="quantity", clause=CLAUSE)
    return amount


def serial_words(old: str, new: str) -> str:
    """Return which serial number gave way to which, "" where neither is known."""
    if not old and not new:
        return ""
    return _("serial no. {old} → {new}").format(old=old or "—", new=new or "—")
