"""The instalments of a contract as they are edited together, with what they have to come to."""

from dataclasses import dataclass
from decimal import Decimal

from app.context import Context
from app.forms.money import InstalmentsForm
from app.queries.money.instalments import instalment_forms, source_total
from app.queries.records.lookup import existing
from app.rules.permissions import Permission
from models.projects.contract import Contract


@dataclass(frozen=True, slots=True)
class ContractPlan:
    """What the form starts from; ``total`` is what the contract comes to with its supplements, None if unknown."""

    number: str
    total: Decimal | None
    form: InstalmentsForm


def contract_plan(context: Context, record_id: int) -> ContractPlan:
    """Read the instalments of a contract; NotFound when there is none, NotAllowed for those who may not see money."""
    context.require(Permission.VIEW_CONTRACTS)
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        contract = existing(session, Contract, record_id)
        form = InstalmentsForm(instalments=instalment_forms(session, record_id), version=contract.version)
        return ContractPlan(contract.number or "", source_total(session, contract), form)
