"""What a request asks for, line by line: complete or refused, whatever is typed (C2, C3.2)."""

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Invalid
from app.forms.requests import RequestLineForm
from app.rules.classification import bases_for
from app.rules.wanted_lines import MOST_LINES, checked_lines, line_problem, line_text
from models.enums import ClassBasis, PartClass, ServiceClass

SEAL = RequestLineForm(text="机械密封", quantity=Decimal(2), unit="套", part_class=PartClass.COMMON)
PAID = replace(
    SEAL, service_class=ServiceClass.PAID, class_basis=ClassBasis.OUT_OF_WARRANTY, class_reason="易损件不在质保内"
)
WRONG = {
    "no text": replace(SEAL, text=" \n"),
    "nothing of it": replace(SEAL, quantity=Decimal(0)),
    "less than nothing": replace(SEAL, quantity=Decimal(-1)),
    "no number": replace(SEAL, quantity=Decimal("NaN")),
    "four places": replace(SEAL, quantity=Decimal("0.0001")),
    "too many": replace(SEAL, quantity=Decimal(10**7)),
    "too long": replace(SEAL, text="密" * 201),
    "unfit sign": replace(SEAL, unit="套\x00"),
    "no reason": replace(PAID, class_reason=" "),
    "no basis": replace(PAID, class_basis=None),
    "other basis": replace(PAID, class_basis=ClassBasis.WARRANTY),
    "basis alone": replace(PAID, service_class=None),
}
LINES = st.builds(
    RequestLineForm,
    line_no=st.just(0),
    text=st.text(max_size=250),
    quantity=st.none() | st.decimals(),
    unit=st.text(max_size=30),
    part_class=st.none() | st.sampled_from(PartClass),
    service_class=st.none() | st.sampled_from(ServiceClass),
    class_basis=st.none() | st.sampled_from(ClassBasis),
    class_reason=st.text(max_size=20),
)


@pytest.mark.parametrize("line", WRONG.values(), ids=WRONG)
def test_a_wrong_line_is_refused_by_its_place(line: RequestLineForm) -> None:
    with pytest.raises(Invalid, match="第 2 行") as refused:
        checked_lines((SEAL, line))
    assert refused.value.field == "lines"


def test_a_right_line_says_what_is_wanted() -> None:
    assert checked_lines((SEAL, PAID)) == (SEAL, PAID)
    assert line_text(PAID) == "机械密封、2 套、常用备件、有偿 · 已出质保、易损件不在质保内"
    assert line_text(RequestLineForm(text="培训")) == "培训"


def test_more_lines_than_a_form_shows_are_refused() -> None:
    with pytest.raises(Invalid, match=str(MOST_LINES)):
        checked_lines((SEAL,) * (MOST_LINES + 1))


@given(st.lists(LINES, max_size=4))
def test_c3_2_whatever_is_typed_is_kept_whole_or_refused(lines: list[RequestLineForm]) -> None:
    kept: tuple[RequestLineForm, ...] = ()
    with suppress(Invalid):
        kept = checked_lines(lines)
    for line in kept:
        assert line.text == line.text.strip() != ""
        assert line.quantity is None or line.quantity > 0
        assert (line.service_class is None) == (line.class_basis is None)
        assert line.service_class is None or line.class_basis in bases_for(line.service_class)
        assert line_problem(line, 1) == ""
