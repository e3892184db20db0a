"""What is printed is what is stored, to the fen, and the capitals say the same (decision 5)."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from app.formatting import rmb_capitals
from app.papers.trade.priced import sum_values
from app.rules.trade.pricing import LinePrice, sums
from models.enums import LineKind

LINE = st.builds(
    LinePrice,
    quantity=st.decimals("0.001", "500", places=3),
    unit_price=st.decimals("0", "90000", places=2),
    tax_rate=st.sampled_from([Decimal(13), Decimal(9), Decimal(6), Decimal(0)]),
    unit_cost=st.none(),
    kind=st.sampled_from(list(LineKind)),
)


def yuan(text: object) -> Decimal:
    """Return a printed sum as a number; a dash is nothing."""
    told = str(text)
    return Decimal(0) if told == "—" else Decimal(told[1:].replace(",", ""))


@given(st.lists(LINE, min_size=1, max_size=6), st.integers(0, 100))
def test_printed_sums_add_up_to_the_fen(lines: list[LinePrice], percent: int) -> None:
    whole = sums(lines).subtotal
    found = sums(lines, (whole * percent / 100).quantize(Decimal("0.01")))
    told = sum_values(found)
    assert yuan(told["subtotal"]) - yuan(told["discount"]) == yuan(told["total"]) == found.total
    assert yuan(told["net_total"]) + yuan(told["tax_total"]) == yuan(told["total"])
    assert told["total_caps"] == rmb_capitals(yuan(told["total"]), prefix="")
