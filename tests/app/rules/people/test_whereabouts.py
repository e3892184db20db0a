"""One person in one place at a time (invariant 4): true overlap, both ends included."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.rules.people.whereabouts import Stay, first_clash

START = datetime(2026, 3, 2, 8, tzinfo=UTC)


def stay(staff: int, begins: int, ends: int, where: str = "") -> Stay:
    """Return a stay from one hour to another."""
    return Stay(staff, "张伟", START + timedelta(hours=begins), START + timedelta(hours=ends), where)


def test_a_stay_that_ends_when_another_begins_clashes() -> None:
    taken = stay(1, 10, 20, "PG-2026-0001")
    assert first_clash([stay(1, 0, 10)], [taken]) is taken
    assert first_clash([stay(1, 0, 9)], [taken]) is None
    assert first_clash([stay(2, 10, 20)], [taken]) is None


hours = st.integers(0, 40)


@given(first=st.tuples(hours, hours), second=st.tuples(hours, hours))
def test_two_stays_clash_exactly_where_they_share_an_hour(first: tuple[int, int], second: tuple[int, int]) -> None:
    (a, b), (c, d) = sorted(first), sorted(second)
    shared = set(range(a, b + 1)) & set(range(c, d + 1))
    assert stay(1, a, b).overlaps(stay(1, c, d)) is bool(shared)
