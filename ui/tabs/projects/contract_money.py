"""The instalments and invoices of a contract, as cards of its detail."""

from collections.abc import Iterable

from app.formatting import date_text, money, quantity
from app.forms.money import InstalmentForm
from app.i18n import _
from app.labels import label
from app.queries.money.instalments import InstalmentLine
from app.queries.projects.contracts import ContractDetails
from app.rules.money.instalments import is_overdue, tie_problem
from app.rules.permissions import Permission
from models.enums import ReceivableState, RecordKind
from ui.runtime.desk import Desk
from ui.tabs.links import link_code
from ui.tabs.receivables.columns import instalment_badge
from ui.tabs.receivables.invoice_facts import invoice_group
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact

INSTALMENTS = "instalments"


def money_groups(details: ContractDetails, desk: Desk) -> tuple[FactGroup, ...]:
    """Return the cards of a main contract for those who may see money; a supplement has none."""
    actor = desk.context.actor
    if details.main_id is not None or not actor.may(Permission.VIEW_MONEY):
        return ()
    may_edit = actor.may(Permission.EDIT_RECEIVABLES)
    facts = [*(fact for line in details.instalments for fact in instalment_facts(line, desk))]
    apart = tie_problem([InstalmentForm(amount=line.amount) for line in details.instalments], details.total)
    if apart:
        facts.append(Fact("", "", badge=Badge(_("Does not come to the contract's total"), Tone.OVERDUE)))
        facts.append(Fact("", apart))
    nothing = (Fact(_("None yet"), _("Enter what is to be paid when.")),)
    link = _("Edit") if details.instalments else _("Enter")
    return (
        FactGroup(INSTALMENTS, _("Instalments"), tuple(facts) or nothing, link if may_edit else ""),
        *((invoice_group(details.invoices, may_edit=may_edit),) if details.instalments or details.invoices else ()),
    )


def instalment_facts(line: InstalmentLine, desk: Desk) -> Iterable[Fact]:
    """Yield an instalment: kind and sum as a link, what is open of it and when it is due."""
    share = f" ({quantity(line.percent)} %)" if line.percent is not None else ""
    link = link_code(RecordKind.RECEIVABLE, line.id) if line.number else ""
    yield Fact(label(line.kind), f"{money(line.amount)}{share}", link)
    late = is_overdue(line.state, line.due_on, desk.today())
    if late:
        yield Fact("", "", badge=instalment_badge(line.state, overdue=True))
    yield Fact("", " · ".join(part for part in _told(line) if part))


def _told(line: InstalmentLine) -> Iterable[str]:
    if line.state is ReceivableState.PAID:
        yield _("paid {day}").format(day=date_text(line.settled_on))
        if line.deducted:
            yield _("{sum} deducted").format(sum=money(line.deducted))
        return
    if line.deducted:
        yield _("{sum} deducted").format(sum=money(line.deducted))
    if line.paid or line.deducted:
        yield _("{sum} open").format(sum=money(line.open))
    yield _("due {time}").format(time=date_text(line.due_on)) if line.due_on else _("no date yet")
    yield line.condition
    if line.clause:
        yield _("clause {clause}").format(clause=line.clause)
