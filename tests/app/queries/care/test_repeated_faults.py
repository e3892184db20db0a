"""Which models were repaired again and again, and which requests that counts (N1, N6)."""

from datetime import timedelta
from typing import Any

from app.clock import FixedClock
from app.context import Context
from app.queries.care.repeated_faults import read_repeated_faults
from models.enums import RequestKind
from tests.factories import local_time, make_customer, make_equipment, make_project, make_request, make_solved_request
from tests.return_factories import make_swap


def make_piece(context: Context, **fields: Any) -> dict[str, int]:
    """Return a piece of a new project with its owner, by the fields of a request."""
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    piece = make_equipment(context, project_id=project, **fields)
    return {"customer_id": customer, "project_id": project, "equipment_id": piece}


def make_repair(context: Context, piece: dict[str, int], **fields: Any) -> int:
    return make_solved_request(context, request_kind=RequestKind.REPAIR, **piece, **fields)


def test_n1_finished_repairs_of_a_model_are_counted_over_projects(context: Context) -> None:
    here, there = make_piece(context, model="XMZ-60", maker="景津"), make_piece(context, model="xmz 60")
    repairs = [make_repair(context, here), make_repair(context, there)]
    make_request(context, request_kind=RequestKind.REPAIR, **here)  # not finished
    make_solved_request(context, request_kind=RequestKind.ADVICE, **here)
    [found] = read_repeated_faults(context)
    assert {one.request_id for one in found.repairs} == set(repairs)
    assert (found.pieces, found.maker, len(found.customers)) == (2, "景津", 2)


def test_n1_repairs_of_more_than_a_year_ago_are_not_counted(context: Context, clock: FixedClock) -> None:
    piece = make_piece(context, model="XMZ-60")
    now = clock.moment
    clock.moment = local_time("2025-03-06 13:00")
    make_repair(context, piece, received_at=clock.moment)
    clock.moment = now
    make_repair(context, piece, received_at=now - timedelta(hours=1))
    assert read_repeated_faults(context) == ()
    assert len(read_repeated_faults(context, months=13)) == 1
    assert read_repeated_faults(context, months=13, least=3) == ()


def test_a_piece_without_a_model_is_no_model(context: Context) -> None:
    piece = make_piece(context)
    for _one in range(2):
        make_repair(context, piece)
    assert read_repeated_faults(context) == ()


def test_n1_the_parts_replaced_are_told(context: Context) -> None:
    piece = make_piece(context, model="XMZ-60")
    for _one in range(2):
        make_swap(context, make_repair(context, piece), name="密封")
    [found] = read_repeated_faults(context)
    assert found.parts == (("密封", 2),)
