"""What a project's contract comes to and what of it is open, as the review of a handover looks at it (C10.1).

Full of sums: show it only to who may see money.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.queries.money.instalments import InstalmentLine, PaidSums, instalments_of, paid_sums
from app.rules.projects.contracts import contract_total
from app.rules.trade.pricing import ZERO
from models.enums import InstalmentKind
from models.projects.contract import Contract


@dataclass(frozen=True, slots=True)
class ProjectMoney:
    """The main contract of a project with its instalments; ``total`` with supplements, None while it is not known."""

    contract_id: int
    contract_no: str
    signed_on: date | None
    total: Decimal | None
    lines: tuple[InstalmentLine, ...]

    @property
    def sums(self) -> PaidSums:
        """What the instalments come to, what came in, what may be kept."""
        return paid_sums(self.lines)

    @property
    def uninvoiced(self) -> Decimal:
        """What no invoice covers yet."""
        return sum((line.uninvoiced for line in self.lines), ZERO)

    @property
    def retention(self) -> Decimal:
        """What is kept until the warranty ends."""
        return sum((line.open for line in self.lines if line.kind is InstalmentKind.RETENTION), ZERO)


def money_of_project(session: Session, project_id: int) -> ProjectMoney | None:
    """Return the contract of a project and its instalments; None where the project has no contract yet."""
    order = (Contract.main_id.is_not(None), Contract.id)
    contracts = session.scalars(select(Contract).where(Contract.project_id == project_id).order_by(*order)).all()
    if not contracts or contracts[0].main_id is not None:
        return None
    main, *supplements = contracts
    return ProjectMoney(
        contract_id=main.id,
        contract_no=main.number or "",
        signed_on=main.signed_on,
        total=contract_total(main.amount, (one.amount for one in supplements)),
        lines=instalments_of(session, main.id),
    )
