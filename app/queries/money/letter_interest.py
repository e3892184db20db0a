"""The default interest that a letter claims: by each contract's own terms, else on the basis chosen for the letter."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal, InvalidOperation

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import settings_of
from app.queries.money.open_amounts import OpenInstalment
from app.rules.money.interest import InterestTerms, LprSettings, interest_on, terms_by
from app.rules.money.letter_levels import INTERESTED
from app.rules.trade.pricing import ZERO
from app.settings import Settings
from models.enums import InterestBasis
from models.money.letter import Letter
from models.parties.customer import Customer
from models.projects.contract import Contract

_DAY = timedelta(days=1)


def write_interest(
    session: Session, letter: Letter, lines: Sequence[OpenInstalment], chosen: InterestBasis | None
) -> None:
    """Write what a letter claims of interest: nothing where its kind does not, or where that was ``chosen``.

    ``chosen`` None is what the contracts say, and the setting where they say nothing.
    """
    claims = letter.letter_kind in INTERESTED and chosen is not InterestBasis.NONE
    own = contract_terms(session, {line.contract_id for line in lines if line.contract_id}) if claims else {}
    usual = usual_terms(session, letter.customer_id, chosen) if claims else InterestTerms()
    terms = {line.id: own.get(line.contract_id or 0, usual) for line in lines}
    for row in letter.lines:
        row.interest = interest_on(row.outstanding, row.due_on, letter.statement_on, terms[row.instalment_id])
    claimed = [row for row in letter.lines if row.interest]
    used = [terms[row.instalment_id] for row in claimed]
    rates = {one.rate for one in used}
    letter.interest_basis = used[0].basis if used else usual.basis
    letter.interest_rate = rates.pop() if len(rates) == 1 else None
    letter.interest_from = min((row.due_on + _DAY for row in claimed if row.due_on is not None), default=None)
    letter.interest = sum((row.interest for row in claimed), ZERO)


def contract_terms(session: Session, contract_ids: Iterable[int]) -> dict[int, InterestTerms]:
    """Return by contract what it says itself of late payment; those that say nothing are left out."""
    said = select(Contract).where(Contract.id.in_(tuple(contract_ids)), Contract.interest_basis.is_not(None))
    return {one.id: _terms_of(session, one) for one in session.scalars(said)}


def _terms_of(session: Session, contract: Contract) -> InterestTerms:
    if contract.interest_basis is InterestBasis.CONTRACT:
        return InterestTerms(InterestBasis.CONTRACT, contract.interest_rate, contract.interest_clause)
    return usual_terms(session, contract.customer_id, contract.interest_basis)


def usual_terms(session: Session, customer_id: int | None, chosen: InterestBasis | None = None) -> InterestTerms:
    """Return the terms for what no contract says anything of: on the basis chosen, else the one that is set."""
    settings = settings_of(session)
    customer = session.get(Customer, customer_id)
    basis = chosen or InterestBasis(settings.text("interest_basis"))
    return terms_by(basis, customer.nature if customer is not None else None, lpr_settings(settings))


def lpr_settings(settings: Settings) -> LprSettings:
    """Return the loan prime rate and its margin as they are set; what is no figure counts as nothing."""
    return LprSettings(_figure(settings.text("lpr_percent")), _figure(settings.text("lpr_margin")))


def _figure(text: str) -> Decimal:
    try:
        figure = Decimal(text.strip())
    except InvalidOperation:
        return ZERO
    return figure if figure.is_finite() and figure >= 0 else ZERO
