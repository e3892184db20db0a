"""What the panes of customers and partners share: contacts, account."""

from app.forms.parties import ContactForm
from app.i18n import _
from ui.tabs.links import NARROW_LABEL, clipped
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact


def contact_group(contacts: tuple[ContactForm, ...], *, may_edit: bool) -> FactGroup:
    """Return the card of the people one talks to."""
    facts = tuple(Fact(clipped(contact.name, NARROW_LABEL), _ways(contact)) for contact in contacts)
    nothing = (Fact(_("None yet"), _("Add whom one talks to there.")),)
    return FactGroup("contacts", _("Contacts"), facts or nothing, _("Edit") if may_edit else "")


def _ways(contact: ContactForm) -> str:
    ways = (contact.post, contact.mobile, contact.phone, contact.email)
    return " · ".join(part for part in ways if part)


def known_facts(*rows: tuple[str, str]) -> tuple[Fact, ...]:
    """Return as facts what is known; what is not is left out."""
    return tuple(Fact(name, value) for name, value in rows if value)


def in_fours(account: str) -> str:
    """Return an account number as one reads it aloud, four digits at a time."""
    return " ".join(account[at : at + 4] for at in range(0, len(account), 4))
