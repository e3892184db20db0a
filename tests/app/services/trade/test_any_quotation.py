"""Whatever is quoted, the sums tie to the fen: rules, database, queries, former revisions, and the capitals (C8.3)."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from app.context import Context
from app.formatting import rmb_capitals
from app.forms.trade import PricedLineForm
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.trade.quotations import QUOTATIONS, quotation_details, quotation_form
from app.queries.trade.ties import untied_trade
from app.rules.trade.lines import checked_sums
from app.rules.trade.pricing import Sums
from app.rules.trade.revisions import SUMS
from app.services.trade.quotations import revise_quotation, save_quotation
from models.enums import LineKind
from models.trade.quotation import Quotation
from tests.factories import stored, version_of
from tests.quotation_factories import approve, make_quotation, submit

LEADERS = Decimal(50_000)  # from here on the leader is asked as well
FEN = Decimal("0.01")
PRICE = st.decimals(0, 20_000, places=2)
LINE = st.builds(
    PricedLineForm,
    kind=st.sampled_from(LineKind),
    name=st.just("机械密封"),
    quantity=st.decimals("0.001", 999, places=3),
    unit_price=PRICE,
    unit_cost=PRICE | st.none(),
    tax_rate=st.sampled_from([Decimal(rate) for rate in (13, 9, 6, 3, 1, 0)]),
)
SHARE = st.decimals(0, 1, places=3)


UNITS = {"亿": 10**8, "万": 10**4, "仟": 1000, "佰": 100, "拾": 10}
DIGITS = "零壹贰叁肆伍陆柒捌玖"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINE, min_size=1, max_size=6), share=SHARE)
def test_sums_tie_wherever_they_are_read(context: Context, lines: list[PricedLineForm], share: Decimal) -> None:
    said, record_id = quoted(context, lines, share)
    kept, shown = stored(context, Quotation, record_id), quotation_details(context, record_id)
    assert (kept.total, kept.net_total) == (said.total, said.net) == (shown.sums.total, shown.sums.net)
    assert (kept.cost_total, kept.margin) == (said.cost, said.margin) == (shown.sums.cost, shown.sums.margin)
    assert said.total == said.subtotal - said.discount == said.net + said.tax
    for part in ("amount", "discount", "total", "tax", "net"):
        assert [getattr(line.sums, part) for line in shown.lines] == [getattr(line, part) for line in said.lines]
    assert in_list(context, record_id) == (said.total, said.margin)
    assert said.margin is None or said.margin <= 100
    assert read_aloud(rmb_capitals(said.total)) == said.total


def quoted(context: Context, lines: list[PricedLineForm], share: Decimal) -> tuple[Sums, int]:
    """Return what the rules make of the lines less a share of them all, and the draft saved with both."""
    discount = (checked_sums(lines, Decimal(0)).subtotal * share).quantize(FEN)
    return checked_sums(lines, discount), make_quotation(context, lines=tuple(lines), discount=discount)


def in_list(context: Context, record_id: int) -> tuple[Decimal | None, Decimal | None]:
    page = QUOTATIONS.read(context, PageRequest(ListFilter(), Sort("total", False)))
    return next((row.total, row.margin) for row in page.rows if row.id == record_id)


def read_aloud(capitals: str) -> Decimal:
    """Read an amount in capitals back, without the code that wrote it."""
    yuan, _mark, rest = capitals.removeprefix("人民币").removesuffix("整").rpartition("元")
    fen = sum(
        DIGITS.index(rest[rest.index(unit) - 1]) * worth for unit, worth in (("角", 10), ("分", 1)) if unit in rest
    )
    return whole(yuan.replace("零", "")) + Decimal(fen) / 100


def whole(figure: str) -> Decimal:
    for unit, worth in UNITS.items():
        if unit in figure:
            before, _unit, after = figure.partition(unit)
            return whole(before) * worth + whole(after)
    return Decimal(DIGITS.index(figure)) if figure else Decimal(0)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINE, min_size=1, max_size=4), other=st.lists(LINE, min_size=1, max_size=4), share=SHARE)
def test_sums_stay_tied_from_draft_to_draft_of_the_next_revision(
    context: Context, lines: list[PricedLineForm], other: list[PricedLineForm], share: Decimal
) -> None:
    known = [replace(line, unit_cost=Decimal(0), unit_price=line.unit_price or Decimal(9)) for line in lines]
    assume(checked_sums(known, Decimal(0)).subtotal < LEADERS and checked_sums(known, Decimal(0)).total)
    said, record_id = quoted(context, known, share / 2)
    assume(said.total)
    approve(context, submit(context, record_id))
    revise_quotation(context, record_id=record_id, version=version_of(context, record_id), reason="降价")
    form = quotation_form(context, record_id)
    save_quotation(context, form=replace(form, lines=tuple(other), discount=None), record_id=record_id)
    with context.read() as session:
        former = session.get_one(Quotation, record_id).revisions[0].content[SUMS]
        assert list(untied_trade(session)) == []
    assert Decimal(former["total"]) == said.total
    assert stored(context, Quotation, record_id).total == checked_sums(other, Decimal(0)).total
