"""What the detail pane shows of a part."""

from app.formatting import money
from app.i18n import _
from app.labels import label
from app.queries.material.parts import PartDetails
from app.rules.trade.tax_rates import rate_text
from ui.runtime.desk import Desk
from ui.tabs.keeping import keeping_steps, retired_badge
from ui.tabs.links import clipped
from ui.tabs.projects.party_facts import known_facts
from ui.tabs.views import timeline_entry
from ui.widgets.detail.detail_panel import DetailView, FactGroup


def part_view(details: PartDetails, desk: Desk, *, may_edit: bool) -> DetailView:
    """Return one part as the pane shows it; what may not be edited has no links for it."""
    return DetailView(
        title=clipped(details.name, 28),
        state=retired_badge(details.keeping.state),
        subtitle=" · ".join(part for part in (details.spec, details.brand) if part),
        line=" · ".join((details.number, label(details.part_class))),
        steps=keeping_steps(details.keeping),
        groups=(_facts_group(details, may_edit),),
        timeline=tuple(timeline_entry(event, desk.zone, desk.today()) for event in details.events),
    )


def _facts_group(details: PartDetails, may_edit: bool) -> FactGroup:
    """What is known of it; a price, or a cost, that may not be seen is left out."""
    facts = known_facts(
        (_("Code"), details.number),
        (_("Model, specification"), details.spec),
        (_("Brand"), details.brand),
        (_("Part class"), label(details.part_class)),
        (_("Unit"), details.unit),
        (_("Price with tax"), "" if details.price is None else money(details.price)),
        (_("Tax rate"), "" if details.price is None else rate_text(details.tax_rate)),
        (_("Cost without tax"), "" if details.cost is None else money(details.cost)),
        (_("Note"), details.note),
    )
    return FactGroup("facts", _("Basic facts"), facts, _("Edit") if may_edit else "")
