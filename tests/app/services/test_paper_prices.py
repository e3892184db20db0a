"""Who may not see prices prints papers without them, and does not open the filed ones that show them (C14)."""

import pytest

from app.errors import NotAllowed
from app.papers.content import PaperContent, PaperMark, PrintedPaper
from app.papers.definitions import PAPERS
from app.papers.form import load_form
from app.queries.archive.documents import filed_document
from app.queries.records.record_papers import record_papers
from app.rules.permissions import Permission
from app.services.papers import issue_paper
from models.enums import Role
from tests.conftest import OpenDesk
from tests.factories import plain_printer
from tests.material_paper_factories import full_slip

FORM = "stock_issue_slip"


def test_every_form_with_prices_says_who_may_see_them() -> None:
    asked = {form_id: paper.prices for form_id, paper in PAPERS.items() if paper.prices is not Permission.VIEW_RECORDS}
    assert asked == {
        "service_receipt": Permission.VIEW_MONEY, "stock_issue_slip": Permission.VIEW_MARGINS,
        "purchase_request": Permission.VIEW_MARGINS,
        "stock_count": Permission.VIEW_MARGINS, "shipping_notice": Permission.VIEW_MONEY,
        "old_parts": Permission.VIEW_MONEY, "supplier_claim": Permission.VIEW_MONEY,
        "handover_review": Permission.VIEW_MONEY, "periodic_report": Permission.VIEW_MONEY,
        "complaint_record": Permission.VIEW_MONEY, "customer_card": Permission.VIEW_CONTRACTS,
    }  # fmt: skip
    assert {form_id for form_id in PAPERS if load_form(form_id).without_prices() != load_form(form_id)} == asked.keys()


def test_c14_a_keeper_prints_every_copy_without_prices(open_desk: OpenDesk) -> None:
    slip = full_slip(open_desk())
    keeper = open_desk(Role.WAREHOUSE)
    seen: list[PaperContent] = []

    def printer(content: PaperContent) -> PrintedPaper:
        seen.append(content)
        return plain_printer(content)

    keeper.printer = printer
    printed = issue_paper(keeper, form_id=FORM, record_id=slip)
    assert (printed.number, printed.mark) == ("LL-2026-0001", PaperMark.NONE)
    assert "¥" not in str([(content.values, content.rows) for content in seen])


def test_who_prints_it_next_with_prices_prints_the_same_paper_again(open_desk: OpenDesk) -> None:
    manager = open_desk()
    slip = full_slip(manager)
    issue_paper(open_desk(Role.WAREHOUSE), form_id=FORM, record_id=slip)
    printed = issue_paper(manager, form_id=FORM, record_id=slip)
    assert printed.mark is PaperMark.REPRINT


def test_c14_a_filed_paper_with_prices_is_not_opened_by_the_keeper(open_desk: OpenDesk) -> None:
    manager = open_desk()
    slip = full_slip(manager)
    issue_paper(manager, form_id=FORM, record_id=slip)
    document = record_papers(manager, slip).issued[0].document_id
    assert document is not None
    assert filed_document(manager, document).number == "LL-2026-0001"
    with pytest.raises(NotAllowed):
        filed_document(open_desk(Role.WAREHOUSE), document)
