"""Words that the cards of the money of a trip share."""

from collections.abc import Iterable, Mapping

from app.i18n import _
from app.queries.trade.order_parts import Linked
from models.enums import RecordKind
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.widgets.detail.facts import Fact


def trip_facts(around: Mapping[str, Linked | None]) -> Iterable[Fact]:
    """Yield person, dispatch, customer, project and advance as links."""
    titles = {
        "staff": _("Staff member"),
        "dispatch": _("Dispatch"),
        "customer": _("Customer"),
        "project": _("Project"),
        "advance": _("Cash advance"),
    }
    for name, linked in around.items():
        if linked is not None:
            yield Fact(titles[name], clipped(_words(linked), LINK_ROOM), link_code(linked.kind, linked.id))


def _words(linked: Linked) -> str:
    if linked.kind in (RecordKind.STAFF, RecordKind.CUSTOMER):
        return linked.title
    return linked.number if linked.kind is RecordKind.ADVANCE else f"{linked.number} {linked.title}".strip()
