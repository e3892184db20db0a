"""What the detail panes of quotations and orders share: the lines with their sums, and the terms."""

from collections.abc import Iterable
from decimal import Decimal

from app.formatting import money, quantity
from app.i18n import _
from app.labels import label
from app.queries.trade.priced import PricedLineView, TermsView
from app.rules.trade.pricing import Sums
from app.rules.trade.tax_rates import rate_text
from app.rules.trade.verdicts import Verdict, margin_text, verdict, verdict_words
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact

LINES, TERMS = "lines", "terms"
_TONES = {Verdict.BELOW_COST: Tone.OVERDUE, Verdict.BELOW_FLOOR: Tone.SOON}


def lines_group(lines: tuple[PricedLineView, ...], sums: Sums, floor: Decimal, link: str = "") -> FactGroup:
    """Return the card of the lines and what they come to.

    ``floor`` is the margin floor in percent, ``link`` (translated) stands at the card's title.
    """
    facts = (
        *(fact for place, line in enumerate(lines, start=1) for fact in _line_facts(place, line)),
        *_sums(sums, floor),
    )
    return FactGroup(LINES, _("Lines"), facts, link)


def _line_facts(place: int, line: PricedLineView) -> Iterable[Fact]:
    """Yield what it is, and below how many at which price, with what it brings."""
    words = (line.part, line.name, line.spec, line.brand)
    yield Fact(str(place), " ".join(word for word in words if word))
    many = f"{quantity(line.quantity)} {line.unit}".strip()
    price = _("{quantity} × {price} = {amount}").format(
        quantity=many, price=money(line.unit_price), amount=money(line.sums.amount)
    )
    said = [price, _("tax {rate}").format(rate=rate_text(line.tax_rate))]
    if line.sums.margin is not None:
        said.append(_("margin {margin}").format(margin=margin_text(line.sums.margin)))
    yield Fact("", " · ".join((*said, line.remark) if line.remark else said))


def _sums(sums: Sums, floor: Decimal) -> Iterable[Fact]:
    if sums.discount:
        yield Fact(_("Subtotal"), money(sums.subtotal))
        yield Fact(_("Discount"), money(-sums.discount))
    yield Fact(_("Total"), _("{total} with tax ({tax} tax)").format(total=money(sums.total), tax=money(sums.tax)))
    if sums.margin is not None:
        found = verdict(sums, floor)
        words = _("{margin} · profit {profit}").format(margin=margin_text(sums.margin), profit=money(sums.profit))
        yield Fact(_("Margin"), words)
        if found in _TONES:
            yield Fact("", "", badge=Badge(verdict_words(found, floor), _TONES[found]))


def terms_group(terms: TermsView, more: Iterable[Fact] = ()) -> FactGroup:
    """Return the card of the terms, with what is particular to a record as ``more`` at its end."""
    rows = (
        (_("Payment"), terms.payment),
        (_("Reason"), terms.reason if not terms.are_usual else ""),
        (_("Kind of invoice"), label(terms.invoice_type)),
        (_("Lead time"), terms.lead_time),
        (_("Delivery"), terms.delivery),
        (_("Warranty"), terms.warranty),
        (_("Not included"), terms.exclusions),
        (_("Remark"), terms.remark),
    )
    return FactGroup(TERMS, _("Terms"), (*(Fact(name, value) for name, value in rows if value), *more))
