"""The card of a customer and the history of a piece of equipment (N6)."""

from datetime import timedelta

from app.context import Context
from models.enums import RecordKind, Role
from models.material.loan import Loan
from models.projects.equipment import Equipment
from models.record import Record
from tests.app.papers.composing import composed
from tests.app.queries.statements import count_statements
from tests.conftest import OpenDesk
from tests.contact_paper_factories import full_customer, full_equipment
from tests.factories import make_classed_request, make_customer, make_equipment, stored
from tests.inspection_factories import found, make_inspection, make_plan, record
from tests.return_factories import make_loan
from tests.return_goods_factories import make_goods

CARD, HISTORY = "customer_card", "equipment_history"


def test_n6_the_card_tells_who_the_customer_is(context: Context) -> None:
    content = composed(context, CARD, full_customer(context))
    assert (content.form.title.zh, content.values["grade"]) == ("客户档案卡", "重点客户")
    assert [row["name"] for row in content.rows["contacts"]] == ["王芳"]
    assert len(content.rows["sites"]) == 1
    [project] = content.rows["projects"]
    assert (project["name"], project["equipment"]) == ("补给水站", "1")
    assert project["contracts"]


def test_n6_the_card_tells_of_the_latest_dealings_newest_first(context: Context) -> None:
    content = composed(context, CARD, full_customer(context))
    assert {row["what"] for row in content.rows["touches"]} == {"回访", "维修", "投诉"}
    days = [row["day"] for row in content.rows["touches"]]
    assert days == sorted(days, reverse=True)
    assert content.values["last_contact"] == "2026-03-06"


def test_c14_contracts_are_for_those_who_may_see_them(context: Context, open_desk: OpenDesk) -> None:
    customer = full_customer(context)
    [project] = composed(open_desk(Role.WAREHOUSE), CARD, customer).rows["projects"]
    assert "contracts" not in project


def test_a_customer_of_whom_nothing_is_known_has_a_card_too(context: Context) -> None:
    content = composed(context, CARD, make_customer(context))
    assert content.rows["projects"] == ()
    assert content.values["last_contact"] == "—"


def test_the_card_takes_few_statements(context: Context) -> None:
    customer = full_customer(context)
    with count_statements(context) as statements:
        composed(context, CARD, customer)
    assert len(statements) <= 25


def test_n2_the_history_tells_in_order_of_time_what_was_done(context: Context) -> None:
    content = composed(context, HISTORY, full_equipment(context))
    rows = content.rows["history"]
    assert [row["what"] for row in rows] == ["维修", "更换备件", "投诉"]
    assert "MG1-45" in rows[1]["about"]
    assert "A-001 → B-002" in rows[1]["result"]
    assert (content.values["total_repairs"], content.values["total_swaps"]) == ("1 次维修", "1 项")
    assert (content.values["serial_no"], content.values["warranty_end"]) == ("0812", "2026-07-31")


def test_n4_what_inspections_found_stands_in_it(context: Context) -> None:
    plan = make_plan(context)
    inspection = make_inspection(context, plan)
    record(context, inspection, findings=found(context, inspection, item_1="轴承异响"))
    with context.read() as session:
        piece = session.query(Equipment).one().id
    [row] = composed(context, HISTORY, piece).rows["history"]
    assert (row["what"], row["number"]) == ("巡检", stored(context, Record, inspection).number)
    assert "轴承异响" in row["result"]


def test_n4_a_stand_in_machine_and_goods_with_us_stand_in_it(context: Context) -> None:
    piece = make_equipment(context)
    make_goods(context, equipment_id=piece)
    whose = stored(context, Record, piece)
    request = make_classed_request(
        context, customer_id=whose.customer_id, project_id=whose.project_id, equipment_id=piece,
        received_at=context.clock.now() - timedelta(days=2),
    )  # fmt: skip
    [loan] = make_loan(context, request_id=request)
    rows = composed(context, HISTORY, piece).rows["history"]
    numbers = {row["number"] for row in rows}
    assert stored(context, Loan, loan).number in numbers
    assert len(rows) == 3
    assert stored(context, Record, piece).kind is RecordKind.EQUIPMENT
