"""Words that the cards of records on pages of several kinds share."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from app.formatting import short_date_time
from app.i18n import _
from app.queries.trade.order_parts import Linked
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.tabs.editing_page import FACTS
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact

KNOWN_BY_NAME = (
    RecordKind.CUSTOMER,
    RecordKind.EQUIPMENT,
    RecordKind.PARTNER,
    RecordKind.SITE,
    RecordKind.STAFF,
)  # the others by their number


def basic_facts(facts: Iterable[Fact], *, may_edit: bool) -> FactGroup:
    """Return the card of a record's own facts, with the link that opens its form for those who ``may_edit`` it."""
    return FactGroup(FACTS, _("Basic facts"), tuple(facts), _("Edit") if may_edit else "")


def around_facts(around: Mapping[str, Linked | None]) -> Iterable[Fact]:
    """Yield the records around one as links."""
    titles = {
        "customer": _("Customer"),
        "project": _("Project"),
        "contract": _("Contract"),
        "handover": _("Handover"),
        "measures": _("Stronger measures"),
        "dispatch": _("Dispatch"),
        "hazard": _("Hazard"),
        "staff": _("Staff member"),
        "advance": _("Cash advance"),
        "request": _("Request"),
        "site": _("Service site"),
        "equipment": _("Equipment"),
        "part": _("Part"),
        "slip": _("Issue slip"),
        "claim": _("Manufacturer's task"),
        "maker": _("Manufacturer"),
        "partner": _("Manufacturer"),
    }
    for name, linked in around.items():
        if linked is not None:
            yield Fact(titles[name], clipped(_words(linked), LINK_ROOM), link_code(linked.kind, linked.id))


def _words(linked: Linked) -> str:
    if linked.kind in KNOWN_BY_NAME:
        return linked.title
    if linked.kind is RecordKind.ADVANCE:
        return linked.number
    return f"{linked.number} {linked.title}".strip()


def happened(moment: datetime | None, person: str, desk: Desk) -> str:
    """Return when something happened and who did it, "" where it did not."""
    if moment is None:
        return ""
    return f"{short_date_time(moment, desk.zone, desk.today())} {person}".strip()


def plain_facts(*rows: tuple[str, str]) -> tuple[Fact, ...]:
    """Return those facts of which something is known."""
    return tuple(Fact(name, value) for name, value in rows if value)
