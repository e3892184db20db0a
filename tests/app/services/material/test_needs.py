"""Looking in stock first: what is kept of it, what is refused, what it reserves (C6.1, C5.3)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.context import Context
from app.errors import Conflict, Invalid
from app.forms.material.needs import NeedForm, NeedsForm
from app.forms.requests import RequestLineForm
from app.i18n import using_language
from app.queries.material.needs import needs_of, shortages
from app.queries.material.stock_looks import stock_look
from app.queries.material.substitutes import substitutes_of
from app.queries.requests.registration import request_form
from app.rules.material.coverage import NeedStage
from app.services.keeping import retire
from app.services.material.needs import answer_needs
from app.services.requests.registering import edit_request
from models.enums import EventKind, StockAnswer
from models.record import Event
from tests.factories import version_of
from tests.need_factories import answer, make_needing_request, make_pump, need_form, wanted
from tests.purchase_factories import came, line_of, make_ordered, make_stock_part, receive, share_of

BUY, ON_ORDER, SUBSTITUTE = StockAnswer.BUY, StockAnswer.ON_ORDER, StockAnswer.SUBSTITUTE


def refusal(context: Context, record_id: int, *forms: NeedForm) -> str:
    """Return why answering is refused."""
    with using_language("en"), pytest.raises(Invalid) as refused:
        answer(context, record_id, *forms)
    assert (refused.value.field, refused.value.clause) == ("needs", "C6.1")
    return refused.value.message


def logged(context: Context, record_id: int, kind: EventKind) -> list[str]:
    """Return what the log of a record says of a kind."""
    with context.read() as session:
        of_it = select(Event.text).where(Event.record_id == record_id, Event.kind == kind)
        return list(session.scalars(of_it.order_by(Event.id)))


def coming_line(context: Context, part_id: int) -> int:
    """Return the line of goods on order that brings a part."""
    (goods,) = stock_look(context, part_id).coming
    return goods.purchase_line_id


def take_lines_away(context: Context, request: int) -> None:
    """Correct a request so that it asks for nothing any more."""
    form = request_form(context, request)
    edit_request(context, record_id=request, form=replace(form, lines=()))


def test_c6_1_what_is_in_stock_is_kept_on_the_line_and_in_the_log(context: Context) -> None:
    request = make_needing_request(context)
    pump = make_pump(context, stock=2)
    (need,) = answer(context, request, need_form(pump))
    assert (need.answer, need.stage, need.coverage.free) == (StockAnswer.FROM_STOCK, NeedStage.READY, Decimal(2))
    (entry,) = logged(context, request, EventKind.STOCK_ANSWERED)
    assert "立式多级离心泵 CDM42-3 1 台" in entry


def test_c6_1_nothing_is_taken_from_a_stock_that_is_not_there(context: Context) -> None:
    request = make_needing_request(context)
    message = refusal(context, request, need_form(make_pump(context)))
    assert message == "立式多级离心泵 CDM42-3: nothing of it is free in stock"


def test_c6_1_a_close_model_that_is_taken_becomes_a_known_substitute(context: Context) -> None:
    request = make_needing_request(context)
    pump, close = make_pump(context), make_pump(context, stock=1, spec="CDM42-2", attributes={"flow": "45"})
    form = need_form(pump, SUBSTITUTE, chosen_id=close, reason="流量够用")
    (need,) = answer(context, request, form)
    assert need.chosen is not None
    assert (need.chosen.id, need.stage, need.reason) == (close, NeedStage.READY, "流量够用")
    with context.read() as session:
        (known,) = substitutes_of(session, pump)
    assert (known.part_id, known.reason) == (close, "流量够用")


def test_c6_1_the_reason_of_a_known_substitute_is_taken_again(context: Context) -> None:
    pump, close = make_pump(context), make_pump(context, stock=2, spec="CDM42-2", attributes={"flow": "45"})
    form = need_form(pump, SUBSTITUTE, chosen_id=close, reason="流量够用")
    answer(context, make_needing_request(context), form)
    (need,) = answer(context, make_needing_request(context), need_form(pump, SUBSTITUTE, chosen_id=close))
    assert need.reason == "流量够用"


def test_c6_1_a_close_model_without_a_reason_is_refused(context: Context) -> None:
    request = make_needing_request(context)
    pump, close = make_pump(context), make_pump(context, stock=1, spec="CDM42-2", attributes={"flow": "45"})
    message = refusal(context, request, need_form(pump, SUBSTITUTE, chosen_id=close))
    assert message.endswith("say why 立式多级离心泵 CDM42-2 may take its place")


def test_c6_1_another_voltage_is_a_refusal_whatever_the_reason(context: Context) -> None:
    request = make_needing_request(context)
    pump, other = make_pump(context), make_pump(context, stock=1, spec="CDM42-2", attributes={"voltage": "220"})
    message = refusal(context, request, need_form(pump, SUBSTITUTE, chosen_id=other, reason="接线改一下"))
    assert "Voltage: 380 V → 220 V (has to be the same)" in message


def test_c6_1_why_what_lies_there_is_no_good_is_kept_by_itself(context: Context) -> None:
    request = make_needing_request(context)
    pump = make_pump(context)
    make_pump(context, stock=1, spec="CDM42-2", attributes={"voltage": "220"})
    with using_language("en"):
        (need,) = answer(context, request, need_form(pump, BUY))
    assert need.reason == "Not usable: 立式多级离心泵 CDM42-2: Voltage: 380 V → 220 V (has to be the same)"
    assert (need.stage, need.coverage.to_buy) == (NeedStage.SHORT, Decimal(1))


@pytest.mark.parametrize("stays", [BUY, StockAnswer.NOT_SUPPLIED])
def test_c6_1_a_close_model_left_lying_needs_a_reason_why_not(context: Context, stays: StockAnswer) -> None:
    request = make_needing_request(context)
    pump = make_pump(context)
    make_pump(context, stock=1, spec="CDM42-2", attributes={"flow": "45"})
    assert "say why" in refusal(context, request, need_form(pump, stays))
    (need,) = answer(context, request, need_form(pump, stays, reason="流量不足"))
    assert need.reason == "流量不足"


def test_c6_1_buying_what_is_free_in_stock_needs_a_reason(context: Context) -> None:
    request = make_needing_request(context)
    message = refusal(context, request, need_form(make_pump(context, stock=3), BUY))
    assert message.endswith("3 of it are free in stock: say why they are not used")


def test_c6_1_another_unit_is_confirmed_or_refused(context: Context) -> None:
    request = make_needing_request(context, wanted(unit="套"))
    pump = make_pump(context, stock=1)
    assert "it is asked for in “套”, the part is counted in “台”" in refusal(context, request, need_form(pump))
    (need,) = answer(context, request, need_form(pump, same_unit=True))
    assert need.quantity == 1


def test_c6_1_goods_on_order_can_be_reserved(context: Context) -> None:
    part = make_stock_part(context)
    purchase = make_ordered(context, line_of(part, "4"))
    request = make_needing_request(context, wanted("机械密封 MG1-45", 3, "套"))
    line = coming_line(context, part)
    (need,) = answer(context, request, need_form(part, ON_ORDER, quantity=Decimal(3), purchase_line_id=line))
    assert (need.stage, need.coverage.coming) == (NeedStage.COMING, Decimal(3))
    assert need.coverage.expected_on == date(2026, 3, 16)
    assert [one.purchase_id for one in need.purchases] == [purchase]


def test_c6_1_what_is_reserved_of_goods_on_order_is_not_free_for_others(context: Context) -> None:
    part = make_stock_part(context)
    make_ordered(context, line_of(part, "4"))
    line = coming_line(context, part)
    first, second = (make_needing_request(context, wanted("机械密封", 3, "套")) for _ in range(2))
    answer(context, first, need_form(part, ON_ORDER, quantity=Decimal(3), purchase_line_id=line))
    (need,) = answer(context, second, need_form(part, ON_ORDER, quantity=Decimal(3), purchase_line_id=line))
    assert (need.coverage.coming, need.coverage.short, need.stage) == (Decimal(1), Decimal(2), NeedStage.SHORT)
    third = make_needing_request(context, wanted("机械密封", 1, "套"))
    message = refusal(context, third, need_form(part, ON_ORDER, purchase_line_id=line))
    assert message.endswith("nothing of these goods on order is free any more")


def test_c6_1_goods_that_come_too_late_are_reserved_only_with_a_reason(context: Context) -> None:
    part = make_stock_part(context)
    make_ordered(context, line_of(part, "4"))
    request = make_needing_request(context, wanted("机械密封", 1, "套"))
    form = need_form(part, ON_ORDER, needed_on=date(2026, 3, 10), purchase_line_id=coming_line(context, part))
    assert "expected on 2026-03-16 only" in refusal(context, request, form)


def test_c6_1_another_answer_frees_what_was_reserved_of_goods_on_order(context: Context) -> None:
    part = make_stock_part(context)
    make_ordered(context, line_of(part, "4"))
    request = make_needing_request(context, wanted("机械密封", 1, "套"))
    answer(context, request, need_form(part, ON_ORDER, purchase_line_id=coming_line(context, part)))
    (need,) = answer(context, request, need_form(part, BUY))
    (goods,) = stock_look(context, part).coming
    assert (need.purchases, goods.free) == ((), Decimal(4))


def test_c6_1_what_came_in_for_a_need_is_free_for_it_alone(context: Context) -> None:
    part = make_stock_part(context)
    purchase = make_ordered(context, line_of(part, "1"))
    request = make_needing_request(context, wanted("机械密封", 1, "套"))
    answer(context, request, need_form(part, ON_ORDER, purchase_line_id=coming_line(context, part)))
    receive(context, purchase, came(quantity="1"))
    (need,) = needs_of(context, request).needs
    assert (need.stage, need.coverage.free, stock_look(context, part).free) == (NeedStage.READY, Decimal(1), Decimal(0))
    assert "came in for this already" in refusal(context, request, need_form(part, BUY, reason="另买"))


def test_c6_1_a_shortage_names_all_short_items_at_once(context: Context) -> None:
    seal, pump = make_stock_part(context), make_pump(context, stock=2)
    request = make_needing_request(context, wanted(quantity=3), wanted("机械密封", 4, "套"))
    needs = answer(
        context,
        request,
        need_form(pump, quantity=Decimal(3)),
        need_form(seal, BUY, line_no=2, quantity=Decimal(4)),
    )
    with context.read() as session:
        short = shortages(session, [need.id for need in needs])
    assert {(one.part.id, one.quantity) for one in short} == {(pump, Decimal(1)), (seal, Decimal(4))}


def test_c6_1_free_stock_is_counted_once_for_who_needs_it_first(context: Context) -> None:
    pump = make_pump(context, stock=1)
    late = answer(context, make_needing_request(context), need_form(pump, needed_on=date(2026, 3, 30)))
    soon = answer(context, make_needing_request(context), need_form(pump, needed_on=date(2026, 3, 12)))
    with context.read() as session:
        (short,) = shortages(session, [late[0].id, soon[0].id])
    assert short.need_id == late[0].id


def test_the_same_answer_again_changes_nothing(context: Context) -> None:
    request = make_needing_request(context)
    pump = make_pump(context, stock=2)
    for _time in range(2):
        answer(context, request, need_form(pump))
    assert len(logged(context, request, EventKind.STOCK_ANSWERED)) == 1


def test_two_desks_answering_one_record_are_told(context: Context) -> None:
    request = make_needing_request(context)
    pump = make_pump(context, stock=2)
    form = NeedsForm(needs=(need_form(pump),), version=needs_of(context, request).version)
    answer_needs(context, record_id=request, form=form)
    with pytest.raises(Conflict):
        answer_needs(context, record_id=request, form=form)


def test_a_part_out_of_use_is_not_wanted(context: Context) -> None:
    pump = make_pump(context)
    retire(context, record_id=pump, version=version_of(context, pump), reason="停产")
    with using_language("en"), pytest.raises(Invalid, match="out of use"):
        answer(context, make_needing_request(context), need_form(pump, BUY))


def test_nothing_is_looked_up_for_what_needs_no_material(context: Context) -> None:
    request = make_needing_request(context, RequestLineForm(text="现场检查"))
    with using_language("en"), pytest.raises(Invalid, match="needs no material"):
        answer(context, request, need_form(make_pump(context, stock=1)))


def test_a_line_that_is_taken_away_frees_what_was_reserved_for_it(context: Context) -> None:
    part = make_stock_part(context)
    make_ordered(context, line_of(part, "4"))
    request = make_needing_request(context, wanted("机械密封", 1, "套"))
    answer(context, request, need_form(part, ON_ORDER, purchase_line_id=coming_line(context, part)))
    take_lines_away(context, request)
    (goods,) = stock_look(context, part).coming
    assert (goods.free, needs_of(context, request).needs) == (Decimal(4), ())


def test_a_line_that_is_bought_for_stays(context: Context) -> None:
    part = make_stock_part(context)
    request = make_needing_request(context, wanted("机械密封", 1, "套"))
    (need,) = answer(context, request, need_form(part, BUY))
    make_ordered(context, line_of(part, "1", shares=(share_of(need.id, "1"),)))
    with using_language("en"), pytest.raises(Invalid, match="is on QG-2026-0001 already"):
        take_lines_away(context, request)
