"""What quotations and orders share: whose they are, their lines and terms, and what is refused kindly (C3.2, C8.3)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.context import Context
from app.errors import Invalid
from app.forms.requests import RequestLineForm
from app.forms.trade import PricedLineForm
from app.queries.trade.quotations import quotation_details, quotation_form
from app.services.requests.classing import confirm_class
from app.services.requests.moving import cancel_request
from app.services.trade.quotations import save_quotation, submit_quotation
from models.enums import ClassBasis, ServiceClass
from models.projects.project import Project
from models.trade.quotation import Quotation
from tests.app.services.refusing import refused_at
from tests.factories import (
    do_analysis,
    make_classed_request,
    make_customer,
    make_project,
    make_request,
    make_site,
    stored,
    version_of,
)
from tests.material_factories import make_part
from tests.quotation_factories import LABOUR, SEAL, make_quotation, quotation_form_of

WRONG: dict[str, dict[str, Any]] = {
    "title": {"title": " "},
    "customer_id": {"customer_id": None},
    "discount": {"discount": Decimal("3320.01")},
    "contact_phone": {"contact_phone": "?"},
    "advance_percent": {"advance_percent": Decimal("100.01")},
    "balance_days": {"balance_days": 731},
    "lines": {"lines": (replace(SEAL, tax_rate=Decimal(17)),)},
    "remark": {"remark": "长" * 4001},
    "warranty": {"warranty": "\x00"},
}


@pytest.mark.parametrize("field", WRONG)
def test_what_is_missing_or_absurd_is_refused_at_its_field(context: Context, field: str) -> None:
    assert refused_at(lambda: make_quotation(context, **WRONG[field])) == field


@pytest.mark.parametrize("discount", ["-1", "NaN", "1e30", "0.001"])
def test_an_absurd_discount_is_refused(context: Context, discount: str) -> None:
    assert refused_at(lambda: make_quotation(context, discount=Decimal(discount))) == "discount"


def test_a_negative_term_of_the_balance_is_refused(context: Context) -> None:
    assert refused_at(lambda: make_quotation(context, balance_days=-1)) == "balance_days"


def test_c3_2_free_work_is_not_quoted_for(context: Context) -> None:
    request_id = make_classed_request(context, project_id=(project := make_project(context)), **owner(context, project))
    with pytest.raises(Invalid) as refusal:
        make_quotation(context, request_id=request_id)
    assert (refusal.value.field, refusal.value.clause) == ("request_id", "C3.2")


def test_c3_2_a_paid_line_of_free_work_is_quoted_for(context: Context) -> None:
    paid = RequestLineForm(
        text="膜元件", service_class=ServiceClass.PAID, class_basis=ClassBasis.MISUSE, class_reason="误操作"
    )
    project = make_project(context)
    request_id = make_classed_request(context, project_id=project, lines=(paid,), **owner(context, project))
    assert make_quotation(context, request_id=request_id)


def test_c3_2_once_confirmed_as_free_a_draft_goes_no_further(context: Context) -> None:
    project = make_project(context)
    request_id = make_request(context, project_id=project, **owner(context, project))
    record_id = make_quotation(context, request_id=request_id)
    do_analysis(context, request_id)
    known = {"service_class": ServiceClass.FREE, "basis": ClassBasis.WARRANTY}
    confirm_class(context, record_id=request_id, version=version_of(context, request_id), **known)
    with pytest.raises(Invalid) as refusal:
        submit_quotation(context, record_id=record_id, version=version_of(context, record_id))
    assert refusal.value.clause == "C3.2"


def owner(context: Context, project: int) -> dict[str, int]:
    return {"customer_id": stored(context, Project, project).customer_id or 0}


def test_nothing_is_quoted_for_a_finished_request(context: Context) -> None:
    request_id = make_request(context)
    cancel_request(context, record_id=request_id, version=version_of(context, request_id), reason="误报")
    assert refused_at(lambda: make_quotation(context, request_id=request_id)) == "request_id"


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("customer_id", lambda context: {"customer_id": make_customer(context)}),
        ("project_id", lambda context: {"project_id": make_project(context)}),
        ("site_id", lambda context: {"site_id": make_site(context)}),
    ],
)
def test_what_belongs_to_another_customer_is_refused(
    context: Context, field: str, other: Callable[[Context], dict[str, int]]
) -> None:
    request_id = make_request(context)
    assert refused_at(lambda: make_quotation(context, request_id=request_id, **other(context))) == field


def test_customer_and_project_follow_from_the_request(context: Context) -> None:
    project = make_project(context, handed_over_on=date(2020, 1, 1))
    request_id = make_request(context, project_id=project, **owner(context, project))
    found = stored(context, Quotation, make_quotation(context, request_id=request_id))
    assert (found.project_id, found.customer_id) == (project, owner(context, project)["customer_id"])


def test_a_line_that_names_a_part_need_not_repeat_its_name(context: Context) -> None:
    part = make_part(context, name="高压泵", spec="CR-10")
    line = replace(SEAL, part_id=part, name="", spec="")
    (shown,) = quotation_details(context, make_quotation(context, lines=(line,))).lines
    assert (shown.name, shown.spec, shown.part_id) == ("高压泵", "CR-10", part)
    assert shown.part


def test_lines_keep_their_numbers_whatever_comes_and_goes(context: Context) -> None:
    record_id = make_quotation(context, lines=(SEAL, LABOUR, SEAL))
    form = quotation_form(context, record_id)
    kept = (form.lines[2], form.lines[0], PricedLineForm(**{**as_fields(LABOUR), "name": "调试"}))
    save_quotation(context, form=replace(form, lines=kept), record_id=record_id)
    assert [(line.line_no, line.name) for line in quotation_details(context, record_id).lines] == [
        (3, "机械密封"), (1, "机械密封"), (4, "调试"),
    ]  # fmt: skip


def as_fields(line: PricedLineForm) -> dict[str, Any]:
    return {name: getattr(line, name) for name in PricedLineForm.__slots__}


def test_a_line_that_is_none_of_the_record_is_refused(context: Context) -> None:
    record_id = make_quotation(context)
    form = quotation_form(context, record_id)
    strange = replace(form, lines=(replace(SEAL, line_no=9),))
    assert refused_at(lambda: save_quotation(context, form=strange, record_id=record_id)) == "lines"


@pytest.mark.parametrize(("first", "last"), [("2026-03-06", "2026-03-05"), ("2026-03-06", "2028-01-01")])
def test_the_days_of_a_quotation_make_sense(context: Context, first: str, last: str) -> None:
    days = {"quoted_on": date.fromisoformat(first), "valid_until": date.fromisoformat(last)}
    form = quotation_form_of(context, **days)
    assert refused_at(lambda: save_quotation(context, form=form)) == "valid_until"


def test_c8_3_the_margin_is_never_more_than_a_hundred_percent(context: Context) -> None:
    free = replace(SEAL, unit_cost=Decimal(0))
    assert quotation_details(context, make_quotation(context, lines=(free,))).sums.margin == 100
