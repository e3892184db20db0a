"""Contracts as lines of a card: numbers as links, amounts, what they come to together."""

from collections.abc import Sequence
from decimal import Decimal

from app.formatting import date_text, money
from app.i18n import _
from app.queries.projects.contracts import ContractLine
from models.enums import RecordKind
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.widgets.detail.facts import Fact


def contract_lines(lines: Sequence[ContractLine], total: Decimal | None) -> tuple[Fact, ...]:
    """Return contracts as facts, the main one first; what they come to where there are supplements."""
    facts = [fact for line in lines for fact in _line_facts(line)]
    if total is not None and any(line.is_supplement for line in lines):
        facts.append(Fact(_("Total"), money(total)))
    return tuple(facts)


def _line_facts(line: ContractLine) -> list[Fact]:
    kind = _("Supplement") if line.is_supplement else _("Contract no.")
    told = [date_text(line.signed_on)] if line.signed_on else []
    if line.amount is not None:
        told.append(money(line.amount))
    facts = [Fact(kind, clipped(line.number, LINK_ROOM), link_code(RecordKind.CONTRACT, line.id))]
    return [*facts, Fact("", " · ".join(told))] if told else facts
