"""Contracts: the main contract of a project and its supplements (decision 4)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.forms.projects import ContractForm, ProjectForm
from app.i18n import _
from app.rules.inputs import clean_line, clean_text
from app.rules.money.interest import InterestTerms, check_terms
from app.rules.permissions import Permission
from app.rules.projects.contracts import check_amount, check_total
from app.services.keeping import in_use
from app.services.money.instalments import follow_source
from app.services.promises.policies import checked_profile
from app.services.promises.recomputing import resettle
from app.services.unique import is_taken
from app.services.use_case import fresh, load, log, required, use_case
from models.enums import BasicState, EventKind, InterestBasis
from models.parties.customer import Customer
from models.projects.contract import Contract
from models.projects.project import Project
from models.requests.request import Request


@use_case(Permission.EDIT_PROJECTS)
def save_contract(context: Context, *, form: ContractForm, record_id: int | None = None) -> int:
    """Add or change a main contract or a supplement to one; returns its id.

    A supplement takes customer and project from its main contract and may take away from its amount, though not more
    than there is. A project has one main contract, and a number is given once.
    """
    form = checked_contract(form)
    with context.write() as session:
        contract = load(session, Contract, record_id, form.version) if record_id else None
        if contract is not None and contract.main_id != form.main_id:
            raise Invalid(_("A contract stays what it is. Add a new one instead."), field="main_id")
        _refuse_number(session, form.number, record_id, field="number")
        if contract is None:
            contract = Contract(state=BasicState.ACTIVE, main_id=form.main_id, **fresh(session))
        owner = _owner_of_supplement if form.main_id else _owner_of_main
        owner(session, contract, form)
        _write(session, contract, form.number, form.signed_on, form.amount, field="amount")
        contract.summary = form.summary
        if contract.main_id is None:
            contract.profile, contract.grade = checked_profile(session, form.profile), form.grade
            _write_interest(contract, form)
        _tell_project(session, contract)
        follow_source(session, contract)
        # The log of a main contract is read with those of its supplements: each of theirs says whose it is.
        whose = form.number if form.main_id else ""
        log(session, contract, EventKind.EDITED if record_id else EventKind.REGISTERED, whose)
        if contract.project_id and contract.main_id is None:  # it may grade the service, and name its deadlines
            resettle(session, select(Request).where(Request.project_id == contract.project_id))
        return contract.id


def checked_contract(form: ContractForm) -> ContractForm:
    """Return a contract as it is kept; Invalid at the field that cannot be so."""
    check_amount(form.amount, is_supplement=form.main_id is not None)
    clause = clean_line(form.interest_clause, field="interest_clause", limit=40)
    basis = form.interest_basis
    check_terms(InterestTerms(basis, form.interest_rate, clause) if basis is not None else None)
    return replace(
        form,
        interest_clause=clause,
        number=required(form.number, _("Enter the contract's number."), field="number", limit=60),
        name=clean_text(form.name, field="name", limit=200),
        summary=clean_text(form.summary, field="summary", limit=4000),
    )


def _write_interest(contract: Contract, form: ContractForm) -> None:
    """Write what a main contract says of late payment; rate and clause are its own only on its own basis."""
    is_own = form.interest_basis is InterestBasis.CONTRACT
    contract.interest_basis = form.interest_basis
    contract.interest_rate = form.interest_rate if is_own else None
    contract.interest_clause = form.interest_clause if is_own else ""


def _refuse_number(session: Session, number: str, record_id: int | None, *, field: str) -> None:
    if is_taken(session, Contract, Contract.number, number, record_id):
        raise Invalid(_("This contract number is already used."), field=field)


def _owner_of_supplement(session: Session, contract: Contract, form: ContractForm) -> None:
    """Customer, project and site follow from the main contract."""
    main = load(session, Contract, form.main_id or 0)
    if main.main_id is not None:
        raise Invalid(_("Choose the main contract; this is a supplement itself."), field="main_id")
    contract.title = form.name or main.title
    _follow(contract, main)


def _owner_of_main(session: Session, contract: Contract, form: ContractForm) -> None:
    project = load(session, Project, form.project_id) if form.project_id else None
    customer_id = form.customer_id or (project.customer_id if project else None)
    if customer_id is None:
        raise Invalid(_("Choose the customer."), field="customer_id")
    if project is not None and project.customer_id != customer_id:
        raise Invalid(_("This project belongs to another customer."), field="project_id")
    if project is not None:
        _refuse_second(session, project, contract)
    elif contract.project_id is not None:
        raise Invalid(_("A contract stays with its project."), field="project_id")
    customer = in_use(session, Customer, customer_id, field="customer_id", kept=contract.customer_id)
    contract.title = form.name or (project.title if project else customer.title)
    contract.customer_id = customer.id
    contract.project_id = project.id if project else None
    contract.site_id = project.site_id if project else None
    _tell_supplements(session, contract)


def _refuse_second(session: Session, project: Project, contract: Contract) -> None:
    main = main_contract(session, project.id)
    if main is not None and main is not contract:
        text = _("This project has its main contract already, {number}. Add a supplement to that one.")
        raise Invalid(text.format(number=main.number), field="project_id")
    if contract.project_id not in (None, project.id):
        raise Invalid(_("A contract stays with its project."), field="project_id")


def main_contract(session: Session, project_id: int) -> Contract | None:
    """Return the main contract of a project, None where there is none."""
    return session.scalar(select(Contract).where(Contract.project_id == project_id, Contract.main_id.is_(None)))


def save_main_contract(session: Session, project: Project, form: ProjectForm) -> None:
    """Write what a project's form says of its main contract: number, date of signing, amount; name and summary stay."""
    number = clean_text(form.contract_no, field="contract_no", limit=60)
    check_amount(form.contract_amount, field="contract_amount")
    contract = main_contract(session, project.id)
    if not number:
        if contract is not None:
            raise Invalid(_("A contract once entered stays; correct its number."), field="contract_no")
        if form.contract_signed_on is not None or form.contract_amount is not None:
            raise Invalid(_("Enter the contract's number."), field="contract_no")
        return
    _refuse_number(session, number, contract.id if contract else None, field="contract_no")
    if contract is None:
        contract = Contract(state=BasicState.ACTIVE, title=project.title, **fresh(session))
        log(session, contract, EventKind.REGISTERED)
    contract.project_id, contract.customer_id, contract.site_id = project.id, project.customer_id, project.site_id
    _write(session, contract, number, form.contract_signed_on, form.contract_amount, field="contract_amount")
    _tell_supplements(session, contract)
    follow_source(session, contract)


def _write(
    session: Session, contract: Contract, number: str, signed_on: date | None, amount: Decimal | None, *, field: str
) -> None:
    contract.number, contract.signed_on, contract.amount = number, signed_on, amount
    session.add(contract)
    session.flush()
    main = session.get_one(Contract, contract.main_id) if contract.main_id else contract
    check_total(main.amount, (supplement.amount for supplement in _supplements(session, main)), field=field)


def _supplements(session: Session, main: Contract) -> Iterable[Contract]:
    return session.scalars(select(Contract).where(Contract.main_id == main.id)) if main.id else ()


def _tell_supplements(session: Session, main: Contract) -> None:
    for supplement in _supplements(session, main):
        _follow(supplement, main)


def _follow(supplement: Contract, main: Contract) -> None:
    supplement.customer_id, supplement.project_id, supplement.site_id = main.customer_id, main.project_id, main.site_id


def _tell_project(session: Session, contract: Contract) -> None:
    """The form of a project shows its main contract: another desk that has it open is told (invariant 5)."""
    if contract.main_id is None and contract.project_id is not None:
        session.get_one(Project, contract.project_id).version += 1
