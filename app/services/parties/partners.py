"""Partners: manufacturers, suppliers, carriers and agents, with the people one talks to there."""

from dataclasses import replace

from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.parties import PartnerForm
from app.i18n import _
from app.rules.inputs import clean_account, clean_line, clean_tax_no
from app.rules.permissions import Permission
from app.services.parties.contacts import write_contacts
from app.services.parties.customers import short_name
from app.services.unique import refuse_same_name
from app.services.use_case import fresh, load, log, next_number, required, use_case
from models.enums import BasicState, EventKind, RecordKind
from models.parties.partner import Partner

OWN_FIELDS = ("short_name", "roles", "business", "address", "tax_no", "bank_name", "bank_account")


@use_case(Permission.EDIT_PARTIES)
def save_partner(context: Context, *, form: PartnerForm, record_id: int | None = None) -> int:
    """Add or change a partner with its contacts; returns its id. Contacts that the form leaves out are taken away."""
    form = _checked(form)
    with context.write() as session:
        taken = _("There is already a partner of this name.")
        refuse_same_name(session, RecordKind.PARTNER, form.name, record_id, taken)
        partner = load(session, Partner, record_id, form.version) if record_id else _new_partner(session)
        partner.title = form.name
        for name in OWN_FIELDS:
            setattr(partner, name, getattr(form, name))
        session.add(partner)
        session.flush()
        gone = write_contacts(session, partner, form.contacts)
        log(session, partner, EventKind.EDITED if record_id else EventKind.REGISTERED, gone)
        return partner.id


def _checked(form: PartnerForm) -> PartnerForm:
    name = required(clean_line(form.name, field="name", limit=200), _("Enter the partner's full name."), field="name")
    if not form.roles:
        raise Invalid(_("Tick at least one: what the partner is for us."), field="roles")
    return replace(
        form,
        name=name,
        short_name=short_name(form.short_name, name),
        business=clean_line(form.business, field="business", limit=200),
        address=clean_line(form.address, field="address", limit=200),
        tax_no=clean_tax_no(form.tax_no, field="tax_no"),
        bank_name=clean_line(form.bank_name, field="bank_name", limit=200),
        bank_account=clean_account(form.bank_account, field="bank_account"),
    )


def _new_partner(session: Session) -> Partner:
    number = next_number(session, RecordKind.PARTNER)
    return Partner(number=number, state=BasicState.ACTIVE, sort_at=session.info["now"], **fresh(session))
