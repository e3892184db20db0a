"""What a handover shows of itself, in the pane and beside its review: items left over, open amounts (C10.1, C10.3)."""

from collections.abc import Callable, Iterable
from datetime import date

from app.formatting import date_text, money
from app.i18n import _
from app.labels import label
from app.queries.money.instalments import InstalmentLine
from app.queries.projects.handover_money import ProjectMoney
from app.queries.projects.handovers import ItemLine
from app.rules.projects.handover import due_words
from models.enums import PunchState, RecordKind
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact

Link = Callable[[RecordKind, int], str]


def no_link(_kind: RecordKind, _record_id: int) -> str:
    """Return no link: beside a form one stays with it."""
    return ""


def items_group(items: tuple[ItemLine, ...], today: date, link: Link = no_link, action: str = "") -> FactGroup:
    """Return what is left over, open ones first; ``action`` (translated) is the link at the title."""
    facts = [fact for item in items for fact in _item_facts(item, today, link)]
    nothing = (Fact(_("None"), _("Nothing is left over.")),)
    return FactGroup("items", _("Items left over (C10.3)"), tuple(facts) or nothing, action)


def _item_facts(item: ItemLine, today: date, link: Link) -> Iterable[Fact]:
    """Yield what is left over by its number, below it who answers for it by when, and that it is late or done."""
    yield Fact(item.number, item.title, link(RecordKind.PUNCH_ITEM, item.id))
    yield Fact("", " · ".join(part for part in (item.department, item.responsible, item_words(item, today)) if part))


def item_words(item: ItemLine, today: date) -> str:
    """Return by when an item is to be done, how late it is, or when it was closed."""
    if item.state is not PunchState.OPEN:
        return f"{label(item.state)} {date_text(item.closed_on) if item.closed_on else ''}".strip()
    return due_words(item.deadline_on, today)


def money_group(known: ProjectMoney | None, link: Link = no_link) -> FactGroup:
    """Return what the contract comes to and every instalment of which something is open; empty without a contract."""
    if known is None:
        return FactGroup("money", _("Open amounts"), ())
    contract = Fact(_("Contract"), known.contract_no, link(RecordKind.CONTRACT, known.contract_id))
    sums = known.sums
    told = _("{open} open of {total}").format(open=money(sums.unpaid), total=money(sums.total))
    lines = (fact for line in known.lines if line.open for fact in _instalment_facts(line, link))
    uninvoiced = (Fact(_("Not invoiced"), money(known.uninvoiced)),) if known.uninvoiced else ()
    return FactGroup("money", _("Open amounts"), (contract, Fact(_("In total"), told), *lines, *uninvoiced))


def _instalment_facts(line: InstalmentLine, link: Link) -> Iterable[Fact]:
    due = date_text(line.due_on) if line.due_on else line.condition
    words = " · ".join(part for part in (money(line.open), due) if part)
    yield Fact(label(line.kind), words, link(RecordKind.RECEIVABLE, line.id))
