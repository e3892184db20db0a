"""The card of the parts that were issued for a request or a project, and what they cost (C8.3)."""

from collections.abc import Sequence

from app.formatting import money, quantity
from app.i18n import _, ngettext
from app.queries.material.costs import IssuedPart
from app.rules.material.valuation import ZERO
from models.enums import RecordKind
from ui.tabs.links import LINK_ROOM, NARROW_LABEL, clipped, link_code
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact

SHOWN = 8


def used_parts_group(parts: Sequence[IssuedPart]) -> FactGroup:
    """Return the card; what parts cost, and cost together, where that may be seen."""
    facts = [fact for part in parts[:SHOWN] for fact in _part_facts(part)]
    more = len(parts) - SHOWN
    if more > 0:
        facts.append(Fact("", ngettext("and {count} more", "and {count} more", more).format(count=more)))
    costs = [part.cost for part in parts if part.cost is not None]
    if costs:
        facts.append(Fact(_("In all"), _("{value} without tax").format(value=money(sum(costs, ZERO)))))
    return FactGroup("used_parts", _("Parts used (C8.3)"), tuple(facts))


def _part_facts(part: IssuedPart) -> tuple[Fact, Fact]:
    name = clipped(f"{part.name} {part.spec}", LINK_ROOM)
    cost = (money(part.cost),) if part.cost is not None else ()
    amount = " · ".join((f"{quantity(part.quantity)} {part.unit}", *cost))
    return (
        Fact(clipped(part.number, NARROW_LABEL), name, link_code(RecordKind.PART, part.part_id)),
        Fact("", amount),
    )
