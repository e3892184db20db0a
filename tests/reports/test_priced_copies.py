"""Prices stand on the copies that are for them, and on none for whoever may not see them (C14, decision 22)."""

from dataclasses import replace

import pytest

from app.context import Context
from app.papers.content import PaperContent
from app.papers.form import form_ids, load_form
from reports.build import build_paper
from tests.app.papers.composing import MAKERS, composed
from tests.reports.reading import page_texts, whole_text

pytestmark = pytest.mark.sqlite_only("about layout; that the papers are filled the same is in the tests of app.papers")

PRICED = {
    "stock_issue_slip": (2,), "purchase_request": (1, 2), "shipping_notice": (1, 2, 3), "stock_count": (2,),
    "old_parts": (1,), "supplier_claim": (1, 2), "service_receipt": (1, 2, 3), "handover_review": (1, 2),
    "complaint_record": (1, 2), "customer_card": (1,), "periodic_report": (1, 2),
}  # fmt: skip
every_priced = pytest.mark.parametrize("form_id", PRICED)


def paper(context: Context, form_id: str) -> PaperContent:
    return composed(context, form_id, MAKERS[form_id](context))


def test_these_forms_have_copies_with_prices() -> None:
    forms = [load_form(form_id) for form_id in form_ids()]
    told = {form.id: tuple(c.no for c in form.copies if c.priced) for form in forms if form.without_prices() != form}
    assert told == PRICED


@every_priced
def test_only_their_copies_tell_prices(context: Context, form_id: str) -> None:
    content = paper(context, form_id)
    told = {
        copy.no: "¥" in whole_text(build_paper(replace(content, copies=(copy.no,))).pdf) for copy in content.form.copies
    }
    assert tuple(number for number, is_told in told.items() if is_told) == PRICED[form_id]


@every_priced
def test_without_prices_no_copy_tells_any(context: Context, form_id: str) -> None:
    content = paper(context, form_id).without_prices()
    assert "¥" not in str((content.values, content.rows))
    assert "¥" not in whole_text(build_paper(content).pdf)


def test_a_copy_without_prices_has_no_empty_columns_for_them(context: Context) -> None:
    first, second, _third = page_texts(build_paper(paper(context, "stock_issue_slip")).pdf)
    assert "单价" in second
    assert not any(word in first for word in ("单价", "金额合计", "大写"))
    assert "请领数量实发数量货位/批号" in first
