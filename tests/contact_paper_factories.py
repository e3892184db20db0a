"""Registers of calls and letters, a customer and a piece of equipment with all there is to print (N6)."""

from datetime import date, timedelta
from decimal import Decimal

from app.context import Context
from app.forms.parties import ContactForm
from app.services.reports import open_report
from models.enums import Direction, LetterKind, Medium, RequestChannel
from models.record import Record
from tests.complaint_factories import make_complaint
from tests.correspondence_factories import make_correspondence
from tests.factories import make_contract, make_customer, make_equipment, make_project, make_request, make_site, stored
from tests.letter_factories import sent_letter, talk
from tests.letter_paper_factories import make_debtor
from tests.return_factories import make_swap
from tests.visit_factories import do_visit, make_visit

WANG = ContactForm(name="王芳", post="设备科长", phone="0574-87654321", mobile="139 0000 2468", email="wang@example.cn")


def of_march(context: Context, form_id: str) -> int:
    """Return the report of March 2026 on a form."""
    return open_report(context, form_id=form_id, since=date(2026, 3, 1), until=date(2026, 3, 31))


def full_calls(context: Context) -> int:
    """Return the register of calls of a month with one in and two out, one of them about money."""
    make_request(context, customer_id=make_customer(context, name="滨江热电有限责任公司"), contact_name="王芳")
    make_correspondence(context, direction=Direction.OUTGOING, unit="市环保局", title="请示排放口标识")
    talk(context, make_debtor(context))
    return of_march(context, "call_register")


def full_letters(context: Context) -> int:
    """Return the register of letters of a month with two in and one out."""
    make_request(context, channel=RequestChannel.FAX)
    make_correspondence(context, medium=Medium.LETTER, their_no="宁水〔2026〕8号", title="征求节水改造意见")
    sent_letter(context, make_debtor(context), LetterKind.DUNNING_1)
    return of_march(context, "letter_register")


def full_customer(context: Context) -> int:
    """Return a key customer with a contact, a site, a project under contract, a visit, a request and a complaint."""
    customer = make_customer(context, name="滨江热电有限责任公司", is_key=True, contacts=(WANG,))
    site = make_site(context, customer_id=customer)
    project = make_project(context, customer_id=customer, site_id=site, name="补给水站")
    make_equipment(context, project_id=project)
    make_contract(context, customer_id=customer, project_id=project, number="HT-2024-31", amount=Decimal(860000))
    make_request(context, customer_id=customer, project_id=project)
    make_complaint(context, customer_id=customer)
    do_visit(context, make_visit(context, customer_id=customer))
    return customer


def full_equipment(context: Context) -> int:
    """Return a piece that was repaired with a part replaced, and complained of."""
    project = make_project(context, name="补给水站")
    piece = make_equipment(context, project_id=project, name="EDI 装置", model="EDI-40", serial_no="0812")
    customer = stored(context, Record, project).customer_id
    early = context.clock.now() - timedelta(days=20)
    about = {"customer_id": customer, "project_id": project, "equipment_id": piece}
    request = make_request(context, received_at=early, **about)
    make_swap(context, request, equipment_id=piece, name="机械密封", spec="MG1-45")
    make_complaint(context, **about)
    return piece


MAKERS = {
    "call_register": full_calls,
    "letter_register": full_letters,
    "customer_card": full_customer,
    "equipment_history": full_equipment,
}
