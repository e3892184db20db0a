"""The cards of a quotation: whose it is and how far, its talks, its revisions, the orders that follow."""

from collections.abc import Iterable
from datetime import datetime

from app.formatting import date_text, short_date_time
from app.i18n import _
from app.labels import label
from app.queries.records.record_parts import EventLine
from app.queries.trade.quotation_parts import RevisionLine
from app.queries.trade.quotations import QuotationDetails
from models.enums import EventKind, QuotationState, RecordKind
from ui.runtime.desk import Desk
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.tabs.record_facts import basic_facts
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact

FACTS, TALKS, REVISIONS, ORDERS = "facts", "talks", "revisions", "orders"
MOST_TALKS = 3  # all of them stand in the timeline


def facts_group(details: QuotationDetails, desk: Desk, *, may_edit: bool) -> FactGroup:
    """Return the card of what a quotation is, whose it is, when it was sent and what came of it."""
    facts = (*_own_facts(details), *_owner_facts(details), *_outcome_facts(details, desk))
    return basic_facts(facts, may_edit=may_edit)


def _own_facts(details: QuotationDetails) -> Iterable[Fact]:
    yield Fact(_("Date"), date_text(details.quoted_on))
    yield Fact(_("Valid until"), date_text(details.valid_until))
    contact = " ".join(part for part in (details.contact_name, details.contact_phone) if part)
    if contact:
        yield Fact(_("Contact"), contact)


def _owner_facts(details: QuotationDetails) -> Iterable[Fact]:
    """Yield whose it is, as links."""
    yield Fact(_("Customer"), clipped(details.customer, LINK_ROOM), link_code(RecordKind.CUSTOMER, details.customer_id))
    if details.project_id is not None:
        yield Fact(_("Project"), clipped(details.project, LINK_ROOM), link_code(RecordKind.PROJECT, details.project_id))
    if details.site:
        yield Fact(_("Site"), " ".join(part for part in (details.site, details.address) if part))
    if details.request_id is not None:
        yield Fact(_("Request"), details.request_number, link_code(RecordKind.REQUEST, details.request_id))


def _outcome_facts(details: QuotationDetails, desk: Desk) -> Iterable[Fact]:
    sent = (_moment(details.sent_at, desk), label(details.sent_by) if details.sent_by else "", details.sent_to)
    if details.sent_at is not None:
        yield Fact(_("Sent"), " · ".join(part for part in sent if part))
    if details.outcome_at is not None:
        is_yes = details.state is QuotationState.ACCEPTED
        reason = label(details.decline_reason) if details.decline_reason else ""
        told = (_moment(details.outcome_at, desk), details.accepted_by, reason, details.outcome_reason)
        yield Fact(_("Accepted") if is_yes else _("Declined"), " · ".join(part for part in told if part))


def talks_group(details: QuotationDetails, desk: Desk, *, may_talk: bool) -> FactGroup:
    """Return the card of the newest talks (C5.2)."""
    talks = [event for event in details.events if event.kind is EventKind.TALKED]
    facts = tuple(_talk_fact(talk, desk) for talk in talks[:MOST_TALKS])
    return FactGroup(TALKS, _("Talks (C5.2)"), facts, _("Record a talk") if may_talk else "")


def _talk_fact(talk: EventLine, desk: Desk) -> Fact:
    said = _("{people}: {text}").format(people=f"{talk.person} → {talk.counterpart}", text=talk.text)
    return Fact(_moment(talk.at, desk), said)


def revisions_group(details: QuotationDetails, desk: Desk) -> FactGroup:
    """Return the card of the revisions, the newest first; empty while there is but one."""
    if len(details.revisions) == 1:
        return FactGroup(REVISIONS, "", ())
    facts = tuple(fact for line in reversed(details.revisions) for fact in _revision_facts(line, desk))
    return FactGroup(REVISIONS, _("Revisions"), facts, _("Compare"))


def _revision_facts(line: RevisionLine, desk: Desk) -> Iterable[Fact]:
    name = line.number or _("revision {number}").format(number=line.revision)
    if line.replaced_at is None:
        yield Fact(name, "", badge=Badge(_("present"), Tone.ACCENT))
        return
    told = [_("sent {time}").format(time=_moment(line.sent_at, desk))] if line.sent_at else [_("never sent")]
    told.append(_("replaced {time} by {name}").format(time=_moment(line.replaced_at, desk), name=line.replaced_by))
    yield Fact(name, " · ".join(told))
    yield Fact("", line.reason)


def orders_group(details: QuotationDetails, *, may_make: bool) -> FactGroup:
    """Return the card of the orders that follow."""
    facts = tuple(
        Fact(
            clipped(order.number or _("Draft"), LINK_ROOM),
            f"{clipped(order.title, LINK_ROOM - 12)} · {label(order.state)}",
            link_code(RecordKind.ORDER, order.id),
        )
        for order in details.orders
    )
    return FactGroup(ORDERS, _("Orders"), facts, _("Make order") if may_make and facts else "")


def _moment(moment: datetime | None, desk: Desk) -> str:
    return short_date_time(moment, desk.zone, desk.today()) if moment is not None else ""
