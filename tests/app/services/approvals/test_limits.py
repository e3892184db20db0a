"""Changing a limit: from a day on, with its reason."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import NotAllowed
from app.forms.trade import LimitForm
from app.queries.approvals.limits import limit_lines
from app.queries.promises.policies import RowState
from app.services.approvals.limits import save_limit
from models.enums import LimitKind, Role
from tests.app.services.refusing import refused_at
from tests.approval_factories import ask_for_quotation, roles_of_steps
from tests.conftest import OpenDesk

TODAY = date(2026, 3, 6)
USUAL = {"kind": LimitKind.LEADER_AMOUNT, "value": Decimal(30_000), "effective_from": TODAY, "reason": "公司通知 12 号"}


def change(context: Context, **fields: Any) -> int:
    return save_limit(context, form=LimitForm(**{**USUAL, **fields}))


def versions(context: Context, kind: LimitKind) -> list[tuple[Decimal, RowState]]:
    return [(line.value, line.state) for line in limit_lines(context) if line.kind is kind]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", None),
        ("value", None),
        ("value", Decimal(-1)),
        ("value", Decimal("NaN")),
        ("effective_from", None),
        ("effective_from", date(2026, 3, 5)),
        ("effective_from", date(9999, 12, 31)),
        ("reason", "  "),
    ],
)
def test_what_is_missing_or_absurd_is_refused_at_its_field(context: Context, field: str, value: Any) -> None:
    assert refused_at(lambda: change(context, **{field: value})) == field
    assert all(line.effective_from is None for line in limit_lines(context))


def test_c8_2_from_its_day_on_the_new_limit_decides_who_approves(context: Context, clock: FixedClock) -> None:
    change(context, effective_from=TODAY + timedelta(days=1))
    assert roles_of_steps(context, ask_for_quotation(context, "30000.00")) == [Role.MANAGER]
    clock.moment += timedelta(days=1)
    assert roles_of_steps(context, ask_for_quotation(context, "30000.00")) == [Role.MANAGER, Role.LEADER]


def test_the_history_tells_what_was_is_and_comes(context: Context) -> None:
    change(context)
    change(context, value=Decimal(40_000))
    change(context, value=Decimal(60_000), effective_from=TODAY + timedelta(days=9))
    assert versions(context, LimitKind.LEADER_AMOUNT) == [
        (Decimal(60_000), RowState.COMING),
        (Decimal(40_000), RowState.IN_FORCE),  # of one day the last one entered counts
        (Decimal(30_000), RowState.FORMER),
        (Decimal(50_000), RowState.FORMER),
    ]
    assert versions(context, LimitKind.MARGIN_FLOOR) == [(Decimal(20), RowState.IN_FORCE)]


def test_only_the_manager_changes_limits_and_who_sees_no_money_sees_none(open_desk: OpenDesk) -> None:
    for role in (Role.SECRETARY, Role.LEADER):
        with pytest.raises(NotAllowed):
            change(open_desk(role))
    with pytest.raises(NotAllowed):
        limit_lines(open_desk(Role.VIEWER))
