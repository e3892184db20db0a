"""Several desks after the same stock at the same moment: it is given once, and never falls below zero (C6.3)."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from functools import partial

from app.context import Context
from app.errors import AppError
from app.forms.material.slips import CheckForm, WordForm
from app.services.material.slips import approve_slip, check_slip
from models.material.part import Part
from tests.conftest import OpenDesk
from tests.factories import stored, version_of
from tests.slip_factories import check_form_of, item, make_approved_slip, make_slip
from tests.stock_factories import make_stocked_part, on_hand, take_on, untied

DESKS = 8


def approves(desk: Context, slip_id: int, version: int) -> bool:
    """Approve a slip; tells whether it went through."""
    try:
        approve_slip(desk, record_id=slip_id, version=version, form=WordForm())
    except AppError:
        return False
    return True


def checks(desk: Context, slip_id: int, version: int, form: CheckForm) -> bool:
    """Check a slip; tells whether it went through."""
    try:
        check_slip(desk, record_id=slip_id, version=version, form=form)
    except AppError:
        return False
    return True


def test_c6_1_the_last_piece_is_set_aside_once(open_desk: OpenDesk) -> None:
    desks = [open_desk() for _ in range(DESKS)]
    part = make_stocked_part(desks[0], on_hand=1)
    slips = [make_slip(desks[0], item(part)) for _ in desks]
    versions = [version_of(desks[0], slip) for slip in slips]
    with ThreadPoolExecutor(DESKS) as pool:
        done = list(pool.map(approves, desks, slips, versions))
    assert sum(done) == 1
    assert stored(desks[0], Part, part).free == Decimal(0)


def test_c6_3_the_last_piece_leaves_once(open_desk: OpenDesk) -> None:
    desks = [open_desk() for _ in range(DESKS)]
    first = desks[0]
    part = make_stocked_part(first, on_hand=DESKS)
    slips = [make_approved_slip(first, item(part)) for _ in desks]
    forms = [check_form_of(first, slip) for slip in slips]
    take_on(first, part, 1 - DESKS, reason="破损")
    with ThreadPoolExecutor(DESKS) as pool:
        jobs = [
            partial(checks, *args)
            for args in zip(desks, slips, (version_of(first, s) for s in slips), forms, strict=True)
        ]
        done = [job.result() for job in [pool.submit(one) for one in jobs]]
    assert sum(done) == 1
    assert on_hand(first, part) == Decimal(0)
    assert untied(first) == []
