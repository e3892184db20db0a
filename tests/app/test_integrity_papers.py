"""``check`` counts the numbers of papers that have a series of their own."""

import pytest

from app.context import Context
from app.integrity import check
from app.services.papers import issue_paper
from models.paper import IssuedPaper
from models.record import NumberSeries
from tests.factories import make_request


def found(context: Context) -> set[tuple[str, str]]:
    return {(finding.code, finding.number) for finding in check(context) if finding.code.startswith("number")}


@pytest.fixture
def two_slips(context: Context) -> Context:
    for _ in range(2):
        request = make_request(context)
        for language in ("zh_CN", "en"):
            issue_paper(context, form_id="request_slip", record_id=request, language=language)
    return context


def test_revisions_and_languages_share_a_number(two_slips: Context) -> None:
    assert found(two_slips) == set()


def test_a_number_that_no_paper_has_is_a_gap(two_slips: Context) -> None:
    with two_slips.write() as session:
        session.get_one(NumberSeries, ("QQ", 2026)).last += 1
    assert found(two_slips) == {("number_gap", "QQ-2026-0003")}


def test_a_number_that_was_never_given_is_found(two_slips: Context) -> None:
    with two_slips.write() as session:
        session.get_one(IssuedPaper, 1).number = "QQ-2026-0009"
        session.get_one(IssuedPaper, 2).number = "QQ-2026-0009"
    assert found(two_slips) == {("number_stray", "QQ-2026-0009"), ("number_gap", "QQ-2026-0001")}
