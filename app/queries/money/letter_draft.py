"""What goes into a letter while it is written, and what is proposed where nobody typed anything (C10).

The service that saves a letter and the preview of one that is not saved yet make it in the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.forms.letters import LetterForm
from app.i18n import LANGUAGES, _, using_language
from app.labels import label
from app.queries.money.letter_interest import write_interest
from app.queries.money.letter_lines import lines_for, write_lines
from app.queries.money.letter_wordings import wording_of, wording_of_kind
from app.queries.money.measures_of import approved_for
from app.queries.money.open_amounts import OpenInstalment, credits_of
from app.rules.inputs import clean_line, clean_text, day_come
from app.rules.money.letter_levels import ANSWER_WITHIN
from app.rules.money.letter_text import check_wording, fill, stored_wording
from models.enums import BasicState, HandoverState, InterestBasis, LetterKind
from models.money.letter import Letter
from models.parties.customer import Contact, Customer
from models.parties.site import Site
from models.projects.contract import Contract
from models.projects.handover import Handover
from models.projects.project import Project

LINE, PHONE, TEXT, WORDING = 200, 40, 4000, 20_000
OF_ONE_CONTRACT = (LetterKind.COLLECTION_NOTICE, LetterKind.RETENTION)
MOST_PROJECTS = 3


@dataclass(frozen=True, slots=True)
class Addressee:
    """Where a letter to a customer goes when nobody says otherwise, and to whom."""

    address: str = ""
    name: str = ""
    phone: str = ""


def addressee_of(session: Session, customer: Customer) -> Addressee:
    """Return the address invoices go to, else that of the first site; somebody of finance, else the first contact, with
    the post as it stands behind a name in the current language.
    """
    found = select(Contact).where(Contact.party_id == customer.id).order_by(Contact.id)
    contacts = session.scalars(found).all()
    person = next((one for one in contacts if "财务" in one.post), contacts[0] if contacts else None)
    address = customer.invoice_address or _site_address(session, customer.id)
    if person is None:
        return Addressee(address)
    name = _("{name}, {post}").format(name=person.name, post=person.post) if person.post else person.name
    return Addressee(address, name[:LINE], person.mobile or person.phone)


def _site_address(session: Session, customer_id: int) -> str:
    in_use = (Site.customer_id == customer_id, Site.state == BasicState.ACTIVE, Site.address != "")
    return session.scalar(select(Site.address).where(*in_use).order_by(Site.id).limit(1)) or ""


def write_letter(session: Session, letter: Letter, form: LetterForm, today: date) -> None:
    """Write a draft from its form, with everything it asks for as it stands.

    Invalid at the field: no customer, no contract where the letter is about one, a day of the future, a day to pay by
    that has passed, a wording that names a fact nobody knows.
    """
    customer = session.get(Customer, form.customer_id) if form.customer_id else None
    if customer is None:
        raise Invalid(_("Choose the customer."), field="customer_id")
    if form.language not in LANGUAGES:
        raise Invalid(_("Papers are printed in Chinese or English."), field="language")
    letter.letter_kind, letter.customer_id, letter.language = form.letter_kind, customer.id, form.language
    letter.contract_id, letter.handover_id = _about(session, form)
    letter.statement_on = day_come(form.statement_on or today, today, field="statement_on")
    _write_words(session, letter, form, customer)
    letter.pays_first, letter.inspect_on, letter.confirm_by_on = form.pays_first, form.inspect_on, form.confirm_by_on
    lines = fill_in(session, letter, form.interest_basis)
    letter.pay_by_on = form.pay_by_on or proposed_day(session, letter, lines, today)
    if letter.pay_by_on < letter.statement_on:
        raise Invalid(_("The day to pay by lies before the day of the figures."), field="pay_by_on")


def _about(session: Session, form: LetterForm) -> tuple[int | None, int | None]:
    """Return the contract and the handover that a letter is about; none where it is about all of the customer's."""
    if form.letter_kind not in OF_ONE_CONTRACT:
        return None, None
    contract = session.get(Contract, form.contract_id) if form.contract_id else None
    if contract is None:
        raise Invalid(_("Choose the contract."), field="contract_id")
    if contract.customer_id != form.customer_id:
        raise Invalid(_("This contract is not this customer's."), field="contract_id")
    main = contract.main_id or contract.id
    if form.letter_kind is not LetterKind.COLLECTION_NOTICE:
        return main, None
    if form.handover_id is not None and form.handover_id not in _handovers(session, contract.project_id):
        raise Invalid(_("This handover is of another project."), field="handover_id")
    return main, form.handover_id


def _handovers(session: Session, project_id: int | None) -> Sequence[int]:
    """Return the handovers of a project that were not cancelled, the last one first."""
    of_project = (Handover.project_id == project_id, Handover.state != HandoverState.CANCELLED)
    return session.scalars(select(Handover.id).where(*of_project).order_by(Handover.id.desc())).all()


def _write_words(session: Session, letter: Letter, form: LetterForm, customer: Customer) -> None:
    with using_language(form.language):
        usual = addressee_of(session, customer)
    letter.address = clean_line(form.address, field="address", limit=LINE) or usual.address
    letter.attention = clean_line(form.attention, field="attention", limit=LINE) or usual.name
    phone = clean_line(form.attention_phone, field="attention_phone", limit=PHONE)
    letter.attention_phone = phone or usual.phone
    letter.response = clean_line(form.response, field="response", limit=LINE)
    letter.engineer = clean_line(form.engineer, field="engineer", limit=LINE)
    letter.enclosures = clean_text(form.enclosures, field="enclosures", limit=TEXT)
    templates = [wording_of_kind(session, form.letter_kind, language) for language in LANGUAGES]
    heading, wording = own_words(form.letter_kind, form.heading, form.wording)
    letter.heading = "" if heading in [one.heading for one in templates] else heading
    letter.wording = "" if wording in [one.wording for one in templates] else wording


def own_words(kind: LetterKind, heading: str, wording: str) -> tuple[str, str]:
    """Return heading and wording as they are stored, facts by their codes; Invalid where one is not known."""
    stored = (
        stored_wording(clean_line(heading, field="heading", limit=LINE), kind),
        stored_wording(clean_text(wording, field="wording", limit=WORDING), kind),
    )
    for text, field in zip(stored, ("heading", "wording"), strict=True):
        check_wording(text, kind, field=field)
    return stored


def fill_in(session: Session, letter: Letter, chosen: InterestBasis | None = None) -> tuple[OpenInstalment, ...]:
    """Write what a letter asks for as of its day: lines, credit, interest, title, the proposal that it rests on, and
    the handover whose clock a collection notice stops.
    """
    lines = lines_for(session, letter)
    letter.project_id = _one_project(session, letter, lines)
    if letter.letter_kind is LetterKind.COLLECTION_NOTICE and letter.handover_id is None:
        letter.handover_id = next(iter(_handovers(session, letter.project_id)), None)
    letter.measures_id = _measures(session, letter, lines)
    letter.credit = credits_of(session, letter.customer_id or 0, letter.statement_on)
    write_lines(letter, lines)
    write_interest(session, letter, lines, chosen)
    letter.title = _title(session, letter, lines)
    return lines


def _one_project(session: Session, letter: Letter, lines: Sequence[OpenInstalment]) -> int | None:
    if letter.contract_id is not None:
        return session.scalar(select(Contract.project_id).where(Contract.id == letter.contract_id))
    projects = {line.project_id for line in lines}
    return projects.pop() if len(projects) == 1 else None


def _measures(session: Session, letter: Letter, lines: Sequence[OpenInstalment]) -> int | None:
    if letter.letter_kind is not LetterKind.DUNNING_3:
        return None
    return max(approved_for(session, [line.id for line in lines]).values(), default=None)


def _title(session: Session, letter: Letter, lines: Sequence[OpenInstalment]) -> str:
    """Return the heading of a letter, which is what the record is called; the name of its kind where it has none."""
    ids = {line.project_id for line in lines} | {letter.project_id}
    projects = session.scalars(
        select(Project.title).where(Project.id.in_(one for one in ids if one)).order_by(Project.id)
    )
    with using_language(letter.language):
        heading = fill(wording_of(session, letter), {"project_name": named_together(projects.all())}).heading
        return (heading or label(letter.letter_kind))[:LINE]


def named_together(names: Sequence[str]) -> str:
    """Return several names as one text: the first few, and how many there are where there are more."""
    text = _(", ").join(names[:MOST_PROJECTS])
    if len(names) <= MOST_PROJECTS:
        return text
    return _("{names} and others ({count} in all)").format(names=text, count=len(names))


def proposed_day(session: Session, letter: Letter, lines: Sequence[OpenInstalment], today: date) -> date:
    """Return by when a letter asks to be paid where nobody says otherwise."""
    kind = letter.letter_kind
    asked = [line for line in lines if line.open and (line.retention is (kind is LetterKind.RETENTION))]
    days = [line.due_on for line in asked if line.due_on is not None]
    usual = max(today, letter.statement_on) + ANSWER_WITHIN[kind]
    if kind is LetterKind.COLLECTION_NOTICE:
        return min((day for day in days if day > today), default=usual)
    if kind is LetterKind.RETENTION:
        end = warranty_end_of(session, letter.project_id)
        after = max(days, default=end + ANSWER_WITHIN[kind] if end is not None else usual)
        return after if after > today else usual
    return usual


def warranty_end_of(session: Session, project_id: int | None) -> date | None:
    """Return the last day under warranty of a project, its extension counted; None where nobody knows it."""
    project = session.get(Project, project_id) if project_id is not None else None
    return project.warranty_extended_to or project.warranty_end_on if project is not None else None
