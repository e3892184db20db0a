"""The list of quotations, one of them in full, its form, and what its revisions changed (C5.2, C8.3)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import NotAllowed, NotFound
from app.forms.requests import RequestLineForm
from app.i18n import using_language
from app.queries.everywhere import search_everywhere
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.trade.quotations import (
    QUOTATIONS,
    QuotationRow,
    compared,
    new_quotation_form,
    quotation_details,
    quotation_form,
    request_quotations,
)
from app.queries.trade.tax_rates import tax_rates
from app.rules.trade.revisions import DifferenceKind
from app.services.trade.quotations import cancel_quotation, revise_quotation, save_quotation
from models.enums import ClassBasis, LineKind, OrderState, PartClass, RecordKind, Role, ServiceClass
from models.record import Record
from tests.app.queries.statements import count_statements
from tests.conftest import OpenDesk
from tests.factories import make_classed_request, make_customer, make_project, make_request, version_of
from tests.order_factories import make_order
from tests.quotation_factories import (
    LABOUR,
    SEAL,
    TODAY,
    approve,
    make_accepted_quotation,
    make_approved_quotation,
    make_quotation,
    make_sent_quotation,
    make_submitted_quotation,
    send,
    submit,
)


def rows(context: Context, *views: str, text: str = "", sort: str = "number") -> list[QuotationRow]:
    wanted = ListFilter(text=text, views=frozenset(views))
    return list(QUOTATIONS.read(context, PageRequest(wanted, Sort(sort, False))).rows)


def ids(context: Context, *views: str) -> list[int]:
    return sorted(row.id for row in rows(context, *views))


def test_quick_views_show_what_they_say(context: Context) -> None:
    draft, submitted, approved, sent = (
        make(context)
        for make in (make_quotation, make_submitted_quotation, make_approved_quotation, make_sent_quotation)
    )
    accepted, cancelled = make_accepted_quotation(context), make_quotation(context)
    cancel_quotation(context, record_id=cancelled, version=version_of(context, cancelled), reason="重复")
    for view, shown in (("draft", draft), ("submitted", submitted), ("approved", approved), ("sent", sent)):
        assert ids(context, view) == [shown]
    assert ids(context, "open") == [draft, submitted, approved, sent]
    assert ids(context, "finished") == [accepted, cancelled]
    assert QUOTATIONS.count_views(context)["open"] == 4


def test_c5_2_what_expires_soon_and_what_has_expired_is_announced(context: Context, clock: FixedClock) -> None:
    soon = make_sent_quotation(context, valid_until=date(2026, 3, 13))
    make_sent_quotation(context)
    make_quotation(context, valid_until=date(2026, 3, 7))  # a draft is nobody's offer
    assert ids(context, "expiring") == [soon]
    clock.moment += timedelta(days=8)
    assert (ids(context, "expiring"), ids(context, "expired")) == ([], [soon])
    assert [row.id for row in rows(context) if row.is_expired] == [soon]
    assert ids(context, "overdue") == ids(context, "sent")


def test_c8_3_what_brings_too_little_is_listed(context: Context) -> None:
    cheap = make_quotation(context, lines=(replace(SEAL, unit_cost=Decimal("900.00")),))
    make_quotation(context)
    assert ids(context, "below_floor") == [cheap]
    details = quotation_details(context, cheap)
    assert (details.sums.margin, details.below_floor, details.below_cost) == (Decimal("10.00"), True, False)


def test_c8_3_a_line_below_cost_is_called_out_whatever_the_rest_brings(context: Context) -> None:
    dear = replace(LABOUR, unit_cost=Decimal("1000.01"))
    details = quotation_details(context, make_quotation(context, lines=(SEAL, dear)))
    assert (details.below_floor, details.below_cost) == (False, True)


def test_the_list_is_sorted_by_what_it_shows(context: Context) -> None:
    small = make_quotation(context, lines=(LABOUR,), quoted_on=date(2026, 3, 5))
    large = make_quotation(context, lines=(SEAL,), quoted_on=date(2026, 3, 2))
    assert [row.id for row in rows(context, sort="total")] == [small, large]
    assert [row.id for row in rows(context, sort="quoted_on")] == [large, small]
    assert [row.id for row in rows(context, sort="margin")] == [large, small]


def test_a_quotation_is_found_by_number_customer_and_what_its_lines_name(context: Context) -> None:
    record_id = make_submitted_quotation(context)
    make_quotation(context, title="水泵保养", lines=(LABOUR,))
    for text in ("BJ-2026-0001", "机械密封", "jxmf"):
        assert [row.id for row in rows(context, text=text)] == [record_id]


def test_the_box_over_everything_finds_quotations_for_those_who_may_see_prices(
    context: Context, open_desk: OpenDesk
) -> None:
    record_id = make_submitted_quotation(context)
    (group,) = search_everywhere(context, "BJ-2026-0001", kinds=[RecordKind.QUOTATION])
    assert [(hit.id, hit.line.endswith("2026-03-06")) for hit in group.hits] == [(record_id, True)]
    for role in (Role.WAREHOUSE, Role.VIEWER):
        assert search_everywhere(open_desk(role), "BJ-2026-0001") == ()


@pytest.mark.parametrize("role", [Role.WAREHOUSE, Role.VIEWER])
def test_c14_who_may_see_no_prices_sees_no_quotation(context: Context, open_desk: OpenDesk, role: Role) -> None:
    record_id, desk = make_quotation(context), open_desk(role)
    for read in (
        lambda: quotation_details(desk, record_id),
        lambda: quotation_form(desk, record_id),
        lambda: new_quotation_form(desk),
        lambda: compared(desk, record_id, 1, 1),
        lambda: rows(desk),
    ):
        with pytest.raises(NotAllowed):
            read()


def test_one_quotation_takes_few_statements_whatever_it_holds(context: Context) -> None:
    request_id = make_classed_request(context)
    record_id = make_sent_quotation(context, request_id=request_id, lines=(SEAL, LABOUR) * 8)
    with count_statements(context) as seen:
        details = quotation_details(context, record_id)
    assert len(seen) <= 12, "\n".join(seen)
    assert (len(details.lines), details.request_id) == (16, request_id)


def test_each_line_tells_its_sums_after_the_discount(context: Context) -> None:
    details = quotation_details(context, make_quotation(context, discount=Decimal("20.00")))
    assert [line.sums.total for line in details.lines] == [Decimal("2246.39"), Decimal("1053.61")]
    assert sum(line.sums.net for line in details.lines) == details.sums.net
    assert details.sums.total == Decimal("3300.00")


def test_a_new_form_has_the_usual_terms_and_days(context: Context) -> None:
    form = new_quotation_form(context)
    assert (form.advance_percent, form.balance_days) == (100, 15)
    assert (form.quoted_on, form.valid_until) == (TODAY, TODAY + timedelta(days=30))
    assert tax_rates(context)[0] == 13


def test_a_new_form_takes_from_its_request_what_the_customer_pays_for(context: Context) -> None:
    free = RequestLineForm(
        text="保修件", service_class=ServiceClass.FREE, class_basis=ClassBasis.WARRANTY, class_reason="质保内"
    )
    part = RequestLineForm(text="膜元件", quantity=Decimal(3), unit="支", part_class=PartClass.IMPORTED)
    request_id = make_request(context, lines=(free, part, RequestLineForm(text="更换")))
    form = new_quotation_form(context, request_id=request_id)
    told = [(line.name, line.quantity, line.unit, line.kind) for line in form.lines]
    assert told == [("膜元件", 3, "支", LineKind.MATERIAL), ("更换", None, "", LineKind.LABOUR)]
    assert (form.request_id, form.title) == (request_id, "2# 泵机械密封泄漏")


def test_the_form_of_a_quotation_can_be_saved_unchanged(context: Context) -> None:
    project = make_project(context, handed_over_on=date(2020, 1, 1))
    request_id = make_classed_request(context, customer_id=quotation_customer(context, project), project_id=project)
    record_id = make_quotation(context, request_id=request_id, discount=Decimal("20.00"), remark="含运费")
    form = quotation_form(context, record_id)
    save_quotation(context, form=form, record_id=record_id)
    assert quotation_form(context, record_id) == replace(form, version=form.version + 1)
    assert form.project_id == project


def quotation_customer(context: Context, project: int) -> int:
    with context.read() as session:
        return session.get_one(Record, project).customer_id or 0


def make_second_revision(context: Context) -> int:
    """Return the id of a quotation that was sent, revised and sent again: a line cheaper, one gone, one new."""
    record_id = make_sent_quotation(context)
    revise_quotation(context, record_id=record_id, version=version_of(context, record_id), reason="用户要求降价")
    form = quotation_form(context, record_id)
    cheaper = replace(form.lines[0], unit_price=Decimal("1017.00"))
    new = replace(LABOUR, name="调试", line_no=0)
    save_quotation(context, form=replace(form, lines=(cheaper, new)), record_id=record_id)
    approve(context, submit(context, record_id))
    send(context, record_id)
    return record_id


def test_c5_2_revisions_are_kept_and_compared_line_by_line(context: Context) -> None:
    record_id = make_second_revision(context)
    details = quotation_details(context, record_id)
    assert (details.number, details.printed_number) == ("BJ-2026-0001", "BJ-2026-0001-2")
    assert [(one.number, one.reason) for one in details.revisions] == [
        ("BJ-2026-0001", "用户要求降价"),
        ("BJ-2026-0001-2", ""),
    ]
    with using_language("en"):
        told = [(one.kind, one.line, one.old, one.new) for one in compared(context, record_id, 1, 2)][:3]
    assert told == [
        (DifferenceKind.CHANGED, "机械密封", "¥1,130.00", "¥1,017.00"),
        (DifferenceKind.ADDED, "调试", "—", "1 人·天 × ¥1,060.00, 6 %"),
        (DifferenceKind.REMOVED, "现场更换", "1 人·天 × ¥1,060.00, 6 %", "—"),
    ]


def test_a_revision_that_is_not_there_cannot_be_compared(context: Context) -> None:
    with pytest.raises(NotFound):
        compared(context, make_quotation(context), 1, 2)


def test_the_orders_that_follow_are_shown(context: Context) -> None:
    customer = make_customer(context)
    record_id = make_accepted_quotation(context, customer_id=customer)
    order = make_order(context, quotation_id=record_id, customer_id=customer)
    assert [(one.id, one.state) for one in quotation_details(context, record_id).orders] == [(order, OrderState.DRAFT)]


def test_the_quotations_of_a_request_are_shown_without_their_prices(context: Context, open_desk: OpenDesk) -> None:
    request_id = make_classed_request(context)
    sent, draft = (make(context, request_id=request_id) for make in (make_sent_quotation, make_quotation))
    told = [(one.id, one.number) for one in request_quotations(context, request_id)]
    assert told == [(sent, "BJ-2026-0001"), (draft, "")]
    assert request_quotations(open_desk(Role.VIEWER), request_id) == ()
