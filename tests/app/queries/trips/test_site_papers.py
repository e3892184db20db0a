"""The list of receipts, and finding them anywhere (N1)."""

from decimal import Decimal

from app.context import Context
from app.queries.everywhere import search_everywhere
from app.queries.lists.paging import ListFilter, PageRequest, Sort
from app.queries.trips.receipts import receipts_of
from app.queries.trips.site_papers import SITE_PAPERS
from models.enums import CommitmentKind, Rating, RecordKind
from tests.on_site_factories import hand_in, make_cash_receipt, make_receipt, make_survey, receipt_of, sign
from tests.on_site_paper_factories import full_receipt


def listed(context: Context, *views: str, text: str = "") -> list[str]:
    """Return the numbers that the list shows."""
    wanted = ListFilter(text=text, views=frozenset(views))
    page = SITE_PAPERS.read(context, PageRequest(wanted, Sort("number", descending=False)))
    return [row.number for row in page.rows]


def test_surveys_stand_in_a_list_of_their_own(context: Context) -> None:
    make_receipt(context)
    make_survey(context)
    assert listed(context) == ["HZ-2026-0001"]


def test_n1_what_is_unsigned_or_holds_cash_is_open(context: Context) -> None:
    unsigned, holding = make_receipt(context), make_cash_receipt(context)
    sign(context, holding)
    assert listed(context, "open") == ["HZ-2026-0001", "HZ-2026-0002"]
    assert listed(context, "cash") == ["HZ-2026-0002"]
    sign(context, unsigned, rating=Rating.DISSATISFIED, comment="到场太晚")
    hand_in(context, holding, "800")
    assert listed(context, "open") == []
    assert listed(context, "dissatisfied") == ["HZ-2026-0001"]


def test_a_row_tells_what_is_owed(context: Context) -> None:
    make_cash_receipt(context)
    page = SITE_PAPERS.read(context, PageRequest(ListFilter(), Sort("created_at")))
    assert page.rows[0].due_kind is CommitmentKind.CASH_HAND_IN


def test_a_receipt_is_found_by_its_number_and_who_signed(context: Context) -> None:
    receipt = make_receipt(context)
    sign(context, receipt)
    for words in ("HZ-2026-0001", "陈主任"):
        groups = {group.kind for group in search_everywhere(context, words)}
        assert RecordKind.SERVICE_RECEIPT in groups
    assert listed(context, text="陈主任") == ["HZ-2026-0001"]


def test_receipts_beside_a_dispatch_tell_their_cash(context: Context) -> None:
    receipt = make_cash_receipt(context)
    hand_in(context, receipt, "300")
    dispatch = receipt_of(context, receipt).around["dispatch"]
    assert dispatch is not None
    with context.read() as session:
        (line,) = receipts_of(session, dispatch.id)
    assert (line.cash_taken, line.cash_in_hand) == (Decimal(800), Decimal(500))
    assert line.site


def test_n1_a_receipt_tells_how_often_its_equipment_was_repaired(context: Context) -> None:
    details = receipt_of(context, full_receipt(context))
    assert details.repairs.count == 1
