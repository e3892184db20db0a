"""Goods that came in for somebody and wait to be issued stand on the work list (C6.2, C6.3)."""

from decimal import Decimal

import pytest

from app.context import Context
from app.i18n import using_language
from app.queries.promises.agenda import agenda
from models.enums import Role, StockAnswer
from tests.app.queries.statements import count_statements
from tests.conftest import OpenDesk
from tests.need_factories import answer, make_needing_request, need_form, wanted
from tests.purchase_factories import NEEDED, came, line_of, make_ordered, make_stock_part, receive, share_of
from ui.tabs.today.card_words import arrived_rows


@pytest.fixture
def arrived(context: Context) -> int:
    """A request for which half of what it needs came in."""
    seal = make_stock_part(context)
    request = make_needing_request(context, wanted("机械密封", 2, "套"))
    (need,) = answer(context, request, need_form(seal, StockAnswer.BUY, quantity=Decimal(2)))
    purchase = make_ordered(context, line_of(seal, "2", shares=(share_of(need.id, "2"),)))
    receive(context, purchase, came(quantity="1"))
    return request


def test_c6_2_what_came_in_waits_on_today_until_it_is_issued(context: Context, arrived: int) -> None:
    (line,) = agenda(context).arrived
    assert (line.record_id, line.items, line.needed_on) == (arrived, "机械密封 MG1-45 1 套", NEEDED)


def test_the_card_of_today_says_what_came_in_and_for_whom(context: Context, arrived: int) -> None:
    with using_language("en"):
        head, line = arrived_rows(agenda(context))
    assert line.badge is not None
    assert (head.title, line.title, line.badge.text) == (
        "Came in, to be issued",
        "机械密封 MG1-45 1 套",
        "needed 03-20",
    )


def test_nothing_of_it_is_for_whoever_writes_no_slips(open_desk: OpenDesk, arrived: int) -> None:
    assert agenda(open_desk(Role.VIEWER)).arrived == ()


def test_the_work_list_stays_quick_to_read(context: Context, arrived: int) -> None:
    with count_statements(context) as statements:
        agenda(context)
    assert len(statements) <= 14
