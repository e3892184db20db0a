"""Papers that tell prices or margins are made, listed, previewed and read by those who may see these (C14)."""

from collections.abc import Callable

import pytest

from app.errors import NotAllowed
from app.papers.definitions import PAPERS, papers_of
from app.queries.archive.documents import filed_document
from app.queries.archive.papers import paper_outlook
from app.queries.records.record_papers import record_papers
from app.queries.records.records import list_issuable
from app.rules.permissions import Permission
from app.services.papers import issue_paper, preview_paper
from models.enums import RecordKind, Role
from tests.app.papers.composing import MAKERS
from tests.conftest import OpenDesk
from tests.factories import make_agreed_dispatch
from tests.paper_factories import full_quotation

NEEDS = {
    "quotation": Permission.VIEW_MONEY,
    "service_agreement": Permission.VIEW_MONEY,
    "rate_card": Permission.VIEW_MONEY,
    "margin_sheet": Permission.VIEW_MARGINS,
    "order_profit": Permission.VIEW_MARGINS,
    "approval_sheet": Permission.VIEW_MARGINS,
    "cash_advance": Permission.VIEW_MONEY,
    "travel_expense_claim": Permission.VIEW_MONEY,
    "ticket_sheet": Permission.VIEW_MONEY,
    "letter": Permission.VIEW_MONEY,
    "dispute_record": Permission.VIEW_MONEY,
    "collection_measures_approval": Permission.VIEW_MONEY,
    "ar_ageing_report": Permission.VIEW_MONEY,
    "collection_file": Permission.VIEW_MONEY,
    "call_register": Permission.VIEW_MONEY,
    "letter_register": Permission.VIEW_MONEY,
    "confidentiality_agreement": Permission.EDIT_STAFF,
    "assessment": Permission.VIEW_ASSESSMENT,
}
PRICED = tuple(NEEDS)
BLIND = (Role.VIEWER, Role.WAREHOUSE)


def test_every_paper_with_prices_asks_for_them() -> None:
    assert {form_id: paper.needs for form_id, paper in PAPERS.items() if form_id in NEEDS} == NEEDS
    others = {paper.needs for form_id, paper in PAPERS.items() if form_id not in NEEDS}
    assert others == {Permission.VIEW_RECORDS}


@pytest.mark.parametrize("role", BLIND)
@pytest.mark.parametrize("form_id", PRICED)
def test_c14_who_may_not_see_prices_gets_no_such_paper(open_desk: OpenDesk, form_id: str, role: Role) -> None:
    record_id = MAKERS[form_id](open_desk())
    viewer = open_desk(role)
    ways: tuple[Callable[[], object], ...] = (
        lambda: preview_paper(viewer, form_id=form_id, record_id=record_id),
        lambda: issue_paper(viewer, form_id=form_id, record_id=record_id),
        lambda: paper_outlook(viewer, form_id=form_id, record_id=record_id),
        lambda: list_issuable(viewer, form_id),
    )
    for way in ways:
        with pytest.raises(NotAllowed):
            way()


@pytest.mark.parametrize("role", BLIND)
def test_c14_what_one_may_not_make_is_not_offered(open_desk: OpenDesk, role: Role) -> None:
    quotation = full_quotation(open_desk())
    assert [offer.form_id for offer in record_papers(open_desk(), quotation).offers] == ["quotation", "margin_sheet"]
    viewer = open_desk(role)
    assert record_papers(viewer, quotation).offers == ()
    assert papers_of(RecordKind.ORDER, viewer.actor) == ()


@pytest.mark.parametrize("role", BLIND)
def test_c14_a_filed_paper_with_prices_is_not_shown_either(open_desk: OpenDesk, role: Role) -> None:
    manager = open_desk()
    quotation = full_quotation(manager)
    issue_paper(manager, form_id="quotation", record_id=quotation)
    document = record_papers(manager, quotation).issued[0].document_id
    assert document is not None
    assert filed_document(manager, document).number == "BJ-2026-0001"
    with pytest.raises(NotAllowed):
        filed_document(open_desk(role), document)


def test_papers_without_prices_are_for_all(open_desk: OpenDesk) -> None:
    dispatch = make_agreed_dispatch(open_desk())
    offers = record_papers(open_desk(Role.VIEWER), dispatch).offers
    assert [offer.form_id for offer in offers] == [
        "service_work_order", "business_trip_form", "trip_report", "fault_analysis",
    ]  # fmt: skip
