"""Letters on their way to customers, made through the services: issued, printed, sent; and what they rest on."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.letters import LetterDeliveryForm, LetterReplyForm, SendForm
from app.forms.money import DeductionForm, TalkForm
from app.forms.projects import ProjectForm
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.money.letters import LETTERS
from app.queries.parties import customer_form
from app.queries.projects.projects import project_form
from app.services.money.contacts import log_contact
from app.services.money.deductions import save_deduction
from app.services.money.letters import record_delivery, record_reply, send_letter
from app.services.papers import issue_paper
from app.services.parties.customers import save_customer
from app.services.projects.handovers import open_handover
from app.services.projects.projects import save_project
from models.enums import CustomerNature, DisputeState, InterestBasis, LetterKind, MeasuresState, ReplyKind, SendMethod
from models.money.dispute import Dispute, DisputeClaim, Measures, MeasuresClaim
from models.money.letter import Letter
from models.parties.customer import Customer
from models.projects.contract import Contract
from models.projects.project import Project
from tests.factories import local_time, stored, version_of
from tests.letter_paper_factories import customer_of, issued, make_letter
from tests.money_factories import lines_of


def send(context: Context, letter_id: int, **fields: Any) -> int:
    """Print a letter that was issued, and send it off by EMS today; returns its id."""
    issue_paper(context, form_id="letter", record_id=letter_id)
    usual = {"send_method": SendMethod.EMS, "tracking_no": "EA 1234 5678 9 CN"}
    form = SendForm(**{**usual, "version": version_of(context, letter_id), **fields})
    send_letter(context, record_id=letter_id, version=form.version, form=form)
    return letter_id


def sent_letter(context: Context, contract_id: int, kind: LetterKind, **fields: Any) -> int:
    """Return the id of a letter that went off today."""
    return send(context, issued(context, make_letter(context, contract_id, kind, **fields)))


def deliver(context: Context, letter_id: int, who: str = "收发室 王女士") -> None:
    """Record that a letter arrived today."""
    form = LetterDeliveryForm(delivered_to=who, version=version_of(context, letter_id))
    record_delivery(context, record_id=letter_id, form=form)


def reply(context: Context, letter_id: int, reply_kind: ReplyKind, **fields: Any) -> None:
    """Record the customer's answer of today."""
    form = LetterReplyForm(reply_kind=reply_kind, version=version_of(context, letter_id), **fields)
    record_reply(context, record_id=letter_id, form=form)


def letter_of(context: Context, letter_id: int) -> Letter:
    """Return a letter as it is stored now."""
    return stored(context, Letter, letter_id)


def days_later(context: Context, days: int) -> datetime:
    """Let days pass; returns the new moment."""
    context.clock.moment += timedelta(days=days)  # type: ignore[attr-defined]
    return context.clock.now()


def wait_and_send_second(context: Context, contract_id: int) -> int:
    """Send a first letter, let its time run out, and send the second one; returns its id."""
    sent_letter(context, contract_id, LetterKind.DUNNING_1)
    days_later(context, 16)
    return sent_letter(context, contract_id, LetterKind.DUNNING_2)


def approve_measures(context: Context, contract_id: int, places: Iterable[int] = (0, 1)) -> int:
    """Return the id of a proposal that the leader approved for some instalments of a contract (C10.5)."""
    lines = lines_of(context, contract_id)
    with context.write() as session:
        now, who = session.info["now"], session.info["user_name"]
        proposal = Measures(number="QH-2026-0001", state=MeasuresState.APPROVED, created_at=now, created_by=who)
        proposal.customer_id, proposal.title, proposal.submitted_at = (
            customer_of(context, contract_id),
            "强化收款措施",
            now,
        )
        proposal.measures = ["lawyers_letter", "litigation"]
        proposal.claims = [
            MeasuresClaim(instalment_id=lines[place].id, outstanding=lines[place].open, interest=Decimal(0))
            for place in places
        ]
        session.add(proposal)
        session.flush()
        return proposal.id


def agree_interest(context: Context, contract_id: int, **fields: Any) -> None:
    """Let a contract say what late payment costs: 0.05 percent a day by clause 9.2 unless told otherwise."""
    usual = {"interest_basis": InterestBasis.CONTRACT, "interest_rate": Decimal("0.05"), "interest_clause": "9.2"}
    with context.write() as session:
        contract = session.get_one(Contract, contract_id)
        for name, value in {**usual, **fields}.items():
            setattr(contract, name, value)


def be_of_nature(context: Context, customer_id: int, nature: CustomerNature) -> None:
    """Let a customer be of a nature by law."""
    with context.write() as session:
        session.get_one(Customer, customer_id).nature = nature


def change_project(context: Context, contract_id: int, **fields: Any) -> None:
    """Change something of a contract's project."""
    project = stored(context, Contract, contract_id).project_id or 0
    form: ProjectForm = replace(project_form(context, project), **fields)
    save_project(context, form=form, record_id=project)


def day(text: str) -> date:
    """Return a day written as 2026-03-06."""
    return date.fromisoformat(text)


def dispute(context: Context, contract_id: int, place: int, **fields: Any) -> int:
    """Return the id of a dispute over all of one instalment of a contract, not verified yet (C10.4)."""
    line = lines_of(context, contract_id)[place]
    with context.write() as session:
        now, who = session.info["now"], session.info["user_name"]
        found = Dispute(state=DisputeState.REGISTERED, created_at=now, created_by=who, raised_on=now.date(), **fields)
        found.customer_id, found.title = customer_of(context, contract_id), "出水电阻率不达标"
        found.claims = [DisputeClaim(instalment_id=line.id, amount=line.open)]
        session.add(found)
        session.flush()
        return found.id


def undo_handover(context: Context, contract_id: int) -> None:
    """Let the project of a contract be one that is not handed over yet."""
    with context.write() as session:
        project = session.get_one(Project, session.get_one(Contract, contract_id).project_id)
        project.handed_over_on = None


def forget_address(context: Context, customer_id: int) -> None:
    """Let nobody know where invoices to a customer go."""
    form = customer_form(context, customer_id)
    save_customer(context, record_id=customer_id, form=replace(form, invoice_address=""))


def withdraw(context: Context, proposal_id: int) -> None:
    """Let a proposal that was approved be cancelled."""
    with context.write() as session:
        session.get_one(Measures, proposal_id).state = MeasuresState.CANCELLED


def hand_over(context: Context, project_id: int) -> int:
    """Return the id of the handover whose notice came in today."""
    with context.write() as session:
        project, today = session.get_one(Project, project_id), day("2026-03-06")
        return open_handover(session, project, today, project.handed_over_on or today).id


def listed_letters(context: Context, *views: str) -> list[int]:
    """Return the ids of the letters that quick views show, the newest first."""
    page = PageRequest(filter=ListFilter(views=frozenset(views)), sort=Sort("created_at"))
    return [row.id for row in LETTERS.read(context, page).rows]


def deduct(context: Context, contract_id: int, place: int, amount: Decimal, **fields: Any) -> int:
    """Agree on what the customer may keep of one instalment; returns the id of the deduction."""
    line = lines_of(context, contract_id)[place]
    form = DeductionForm(amount=amount, agreed_on=day("2026-03-05"), agreed_with="王芳", reason="迟交备件", **fields)
    return save_deduction(context, instalment_id=line.id, version=version_of(context, line.id), form=form)


def talk(context: Context, contract_id: int, at: str = "2026-03-06 09:30") -> int:
    """Log a call of this morning about a contract's money; returns its id."""
    form = TalkForm(
        customer_id=customer_of(context, contract_id),
        source_id=contract_id,
        at=local_time(at),
        person="周敏",
        counterpart="财务科 陈科长",
        text="正在走流程",
    )
    return log_contact(context, form=form)
