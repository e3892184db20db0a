"""The people one talks to at a customer's or partner's: added, changed and taken away together with their party."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.forms.parties import ContactForm
from app.i18n import _
from app.rules.inputs import clean_email, clean_line, clean_phone
from models.parties.customer import Contact
from models.record import Record

FIELD = "contacts"
LONGEST = {"name": 60, "post": 60, "phone": 40, "mobile": 40, "email": 120}
MOST_CONTACTS = 200


def write_contacts(session: Session, party: Record, forms: tuple[ContactForm, ...]) -> str:
    """Let the party, which has an id, have exactly these contacts; returns what its log has to say about it.

    That is who was taken away, "" when nobody was. Invalid at ``contacts`` names the line that cannot be kept.
    """
    known = {row.id: row for row in session.scalars(select(Contact).where(Contact.party_id == party.id))}
    if len(forms) > MOST_CONTACTS:
        raise Invalid(_("At most {count} contacts fit here").format(count=MOST_CONTACTS), field=FIELD)
    for place, form in enumerate(forms, start=1):
        contact = known.pop(form.contact_id, None) if form.contact_id else Contact(party_id=party.id)
        if contact is None:
            raise Invalid(_("This contact is not one of this company's."), field=FIELD)
        _write(contact, form, place)
        session.add(contact)
    for contact in known.values():
        session.delete(contact)
    gone = _(", ").join(_named(contact) for contact in known.values())
    return _("Contact taken away: {names}").format(names=gone) if gone else ""


def _write(contact: Contact, form: ContactForm, place: int) -> None:
    try:
        contact.name = clean_line(form.name, field=FIELD, limit=LONGEST["name"])
        contact.post = clean_line(form.post, field=FIELD, limit=LONGEST["post"])
        contact.phone = clean_phone(form.phone, field=FIELD, limit=LONGEST["phone"])
        contact.mobile = clean_phone(form.mobile, field=FIELD, limit=LONGEST["mobile"])
        contact.email = clean_email(form.email, field=FIELD, limit=LONGEST["email"])
    except Invalid as refusal:
        message = _("Contact {place}: {problem}").format(place=place, problem=refusal.message)
        raise Invalid(message, field=FIELD) from refusal
    if not contact.name:
        raise Invalid(_("Contact {place}: the name is missing.").format(place=place), field=FIELD)


def _named(contact: Contact) -> str:
    details = " ".join(part for part in (contact.post, contact.mobile or contact.phone) if part)
    return f"{contact.name} ({details})" if details else contact.name
