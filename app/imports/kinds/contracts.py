"""Contracts with their instalments and receipts (应收账款台账): the sums tie, or the contract is refused with both
figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from app.formatting import money
from app.forms.money import InstalmentForm
from app.forms.projects import ContractForm
from app.i18n import _
from app.imports.gathering import (
    Group,
    Reference,
    agree,
    by_rules,
    check_past_day,
    customer_of,
    grouped,
    of_record,
    require,
)
from app.imports.kinds.contract_columns import CONTRACTS
from app.imports.kinds.contract_lines import Line, Money, ReceiptDraft, lines_of, money_of, receipts_of
from app.imports.known import ImportWish, Known, KnownContract, KnownProject, name_key
from app.imports.rows import ReadRow
from app.rules.money.instalments import sum_of, tie_problem, with_amounts
from app.rules.trade.pricing import ZERO
from app.services.projects.contracts import checked_contract


@dataclass(frozen=True, slots=True)
class ContractDraft:
    """A contract that is right, with its instalments and what came in for them.

    ``contract_id`` names one that is there already without instalments and gets these. ``customer`` is known, or to be
    made with it.
    """

    form: ContractForm
    customer: Reference
    contract_id: int | None = None
    instalments: tuple[InstalmentForm, ...] = ()
    receipts: tuple[ReceiptDraft, ...] = ()
    rows: tuple[int, ...] = ()


def gather_contracts(rows: Sequence[ReadRow], known: Known, wish: ImportWish) -> tuple[ContractDraft, ...]:
    """Return the contracts of which nothing is wrong; what is wrong with the others is noted at their cells."""
    drafts, mains = [], dict(known.main_contracts)
    for group in grouped(rows, CONTRACTS):
        draft = _draft(group, known, wish, mains)
        if draft is not None and group.is_right:
            drafts.append(draft)
    return tuple(drafts)


def _draft(group: Group, known: Known, wish: ImportWish, mains: dict[int, str]) -> ContractDraft | None:
    """``mains`` are the main contracts by project, those further up in the sheet too."""
    require(group, "number", _("Enter the contract's number."))
    agree(group, of_record(CONTRACTS))
    _refuse_repeated(group)
    for name in ("signed_on", *(name for name in group.first.source.columns if name.endswith("received_on"))):
        check_past_day(group, name, known.today)
    project = _project(group, known)
    customer = _customer(group, project, known, wish)
    total = group.value("amount")
    lines = lines_of(group, total)
    if not group.is_right:  # sums of what is wrong tell nothing
        return None
    lines = _with_amounts(group, lines, total)
    form = by_rules(group, lambda: checked_contract(_form(group, project, lines)))
    does_tie = group.is_right  # then all that is asked about the money is asked at once
    found = money_of(group, lines, wish)
    _check_open(group, lines, found)
    if form is None or customer is None:
        return None
    there = _there(group, form, customer, known, has_lines=bool(lines))
    _refuse_second_main(group, form, mains)
    receipts = receipts_of(group, lines, found, wish) if does_tie else ()
    instalments = tuple(line.form for line in lines)
    return ContractDraft(form, customer, there.id if there else None, instalments, receipts, group.numbers)


def _form(group: Group, project: KnownProject | None, lines: list[Line]) -> ContractForm:
    amount = group.value("amount")
    if amount is None and lines:  # what nobody wrote down is what its instalments come to
        amount = sum_of([line.form for line in lines])
    return ContractForm(
        number=group.value("number") or "",
        name=group.value("name") or "",
        project_id=project.id if project else None,
        signed_on=group.value("signed_on"),
        amount=amount,
    )


def _refuse_repeated(group: Group) -> None:
    """The rows of a contract have an instalment or a receipt each; a number that stands there again is a slip."""
    own = set(of_record(CONTRACTS))
    seen: dict[tuple[object, ...], int] = {}
    for row in group.rows:
        said = tuple((name, row.values[name]) for name in row.source.columns if name not in own and name in row.values)
        if said in seen or (not said and len(group.rows) > 1):
            where = seen.get(said, group.first.number)
            message = _("This contract stands in row {row} already, and this row says nothing new of it.")
            if row.number != where:
                row.refuse("number", message.format(row=where))
        elif seen and any("." in name for name, _value in said):
            message = _("This contract stands in row {row} already.")
            row.refuse("number", message.format(row=group.first.number))
        seen.setdefault(said, row.number)


def _project(group: Group, known: Known) -> KnownProject | None:
    for name in ("project_no", "project"):
        said = group.value(name)
        if said:
            found = known.projects.get(name_key(said))
            if found is None:
                group.refuse(name, _("There is no project of this number or name."))
            return found
    return None


def _customer(group: Group, project: KnownProject | None, known: Known, wish: ImportWish) -> Reference | None:
    """Return whose contract it is: whom the row names, or whom the project belongs to."""
    if project is not None and not group.row_with("customer").has("customer"):
        return Reference(project.customer_id)
    customer = customer_of(group, "customer", known, wish)
    if project is not None and customer is not None and customer.id != project.customer_id:
        group.refuse("customer", _("This project belongs to another customer."))
    return customer


def _with_amounts(group: Group, lines: list[Line], total: Decimal | None) -> list[Line]:
    """Count the shares, and refuse sums that miss the contract's amount, with both figures."""
    forms = by_rules(group, lambda: with_amounts([line.form for line in lines], total), {"instalments": "amount"})
    if forms is None:
        return lines
    problem = tie_problem(forms, total)
    if problem:
        group.refuse("amount", problem)
    return [replace(line, form=form) for line, form in zip(lines, forms, strict=True)]


def _check_open(group: Group, lines: list[Line], found: list[Money]) -> None:
    """What the ledger calls open is what is left of its own sums, or one of them is wrong."""
    told = [row.get("open") for row in group.rows if row.get("open") is not None]
    if not told or any(row.problems for row in group.rows):
        return
    said = sum(told, ZERO)
    asked = sum_of([line.form for line in lines]) if lines else group.value("amount") or ZERO
    left = asked - sum((one.amount for one in found), ZERO)
    if said != left:
        message = _("The sheet says that {said} is open; by its own sums {left} is.")
        group.refuse("open", message.format(said=money(said), left=money(left)))


def _there(
    group: Group, form: ContractForm, customer: Reference, known: Known, *, has_lines: bool
) -> KnownContract | None:
    """Return the contract that is there already and may get these instalments; any other one is refused."""
    found = known.contracts.get(name_key(form.number))
    if found is None:
        return None
    if not (found.is_open and has_lines):
        group.refuse("number", _("This contract number is already used."))
    elif found.customer_id != customer.id:
        group.refuse("number", _("The contract of this number belongs to another customer."))
    elif found.amount is not None and found.amount != form.amount:
        message = _("This contract is there already, of {amount}.")
        group.refuse("amount", message.format(amount=money(found.amount)))
    return found


def _refuse_second_main(group: Group, form: ContractForm, mains: dict[int, str]) -> None:
    """A project has one main contract, be it on record or further up in the sheet."""
    if form.project_id is None:
        return
    main = mains.setdefault(form.project_id, form.number)
    if name_key(main) != name_key(form.number):
        message = _("This project has its main contract already, {number}. Add a supplement to that one.")
        group.refuse("project_no" if group.value("project_no") else "project", message.format(number=main))
