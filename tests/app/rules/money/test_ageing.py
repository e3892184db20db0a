"""By how long money is overdue: every day belongs to exactly one band (C10.6)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.rules.money.ageing import OVERDUE, SPANS, TITLES, AgeBand, due_since

TODAY = date(2026, 3, 6)


def band_of(late: int) -> AgeBand:
    """Return the band of what is so many days late."""
    due_on = TODAY - timedelta(days=late)
    return next((band for band, since in due_since(TODAY) if due_on >= since), AgeBand.OLDER)


@pytest.mark.parametrize(
    ("late", "band"),
    [
        (-1, AgeBand.NOT_DUE), (0, AgeBand.NOT_DUE), (1, AgeBand.D30), (30, AgeBand.D30), (31, AgeBand.D60),
        (60, AgeBand.D60), (61, AgeBand.D90), (90, AgeBand.D90), (91, AgeBand.D180), (180, AgeBand.D180),
        (181, AgeBand.D365), (365, AgeBand.D365), (366, AgeBand.Y2), (730, AgeBand.Y2), (731, AgeBand.Y3),
        (1095, AgeBand.Y3), (1096, AgeBand.OLDER), (9000, AgeBand.OLDER),
    ],
)  # fmt: skip
def test_the_edges_of_the_bands(late: int, band: AgeBand) -> None:
    assert band_of(late) is band


@given(late=st.integers(min_value=1, max_value=20_000))
def test_every_day_late_is_in_one_band(late: int) -> None:
    holding = [span.band for span in SPANS if span.first <= late and (span.last is None or late <= span.last)]
    assert holding == [band_of(late)]
    assert set(holding) <= set(OVERDUE)


def test_each_band_has_a_heading() -> None:
    assert len({TITLES[band] for band in AgeBand}) == len(AgeBand)
