"""The card of what free work cost us: parts, hours, trips; on the page of a request and of a project (C8.3)."""

from app.formatting import money, quantity
from app.i18n import _
from app.rules.trips.work_cost import WorkCost
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact


def work_cost_group(cost: WorkCost | None) -> tuple[FactGroup, ...]:
    """Return the card, none where nothing was spent or it may not be seen."""
    if cost is None:
        return ()
    hours = _("{hours} h at {rate}: {sum}").format(
        hours=quantity(cost.hours), rate=money(cost.per_hour), sum=money(cost.labour)
    )
    rows = (
        (_("Parts"), money(cost.parts) if cost.parts else ""),
        (_("Hours on site"), hours if cost.hours else ""),
        (_("Trips"), money(cost.trips) if cost.trips else ""),
        (_("In all"), money(cost.total)),
    )
    facts = tuple(Fact(name, value) for name, value in rows if value)
    return (FactGroup("work_cost", _("Cost of the free work (C8.3)"), facts),)
