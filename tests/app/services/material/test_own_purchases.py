"""A small purchase by the department itself: the manager's recorded exception (C6.2)."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.context import Context
from app.errors import Blocked, NotAllowed
from app.papers.content import Ticks
from app.queries.approvals.approvals import approval_details
from app.queries.approvals.entries import entry_of
from app.queries.material.purchase_facts import BoughtItem
from app.services.material.purchases import withdraw_purchase
from models.approval import Approval
from models.enums import ApprovalState, ApprovalSubject, EventKind, PurchaseState, Role
from models.material.purchase import Purchase
from tests.app.papers.composing import composed
from tests.app.services.refusing import refused_at
from tests.app.services.requests.logs import entries
from tests.approval_factories import enter, roles_of_steps, say
from tests.conftest import OpenDesk
from tests.factories import stored, version_of
from tests.purchase_factories import details_of, make_purchase, order_goods, submit

OWN: dict[str, Any] = {"own_purchase": True, "own_reason": "五金店现购，急用"}


def asked(context: Context) -> tuple[int, int]:
    purchase = make_purchase(context, **OWN)
    approval = submit(context, purchase)
    assert approval is not None
    return purchase, approval


def test_c6_2_buying_ourselves_needs_a_reason(context: Context) -> None:
    with pytest.raises(Blocked):
        submit(context, make_purchase(context, own_purchase=True))


def test_c6_2_the_manager_grants_it_before_anything_is_bought(open_desk: OpenDesk) -> None:
    manager, secretary = open_desk(), open_desk(Role.SECRETARY)
    purchase, approval = asked(secretary)
    assert roles_of_steps(manager, approval) == [Role.MANAGER]
    with pytest.raises(Blocked) as told:
        order_goods(secretary, purchase)
    assert [reason.fix for reason in told.value.reasons] == ["show_approval"]
    say(manager, approval)
    assert stored(manager, Purchase, purchase).state == PurchaseState.SUBMITTED
    order_goods(secretary, purchase, person="周敏")
    (granted,) = entries(manager, purchase, EventKind.APPROVED)
    assert granted.data["approval"] == "SP-2026-0001"


def test_c6_2_nobody_grants_an_own_purchase_to_oneself(open_desk: OpenDesk, tmp_path: Path) -> None:
    manager = open_desk()
    purchase, approval = asked(manager)
    assert roles_of_steps(manager, approval) == [Role.LEADER]
    with pytest.raises(NotAllowed):
        say(manager, approval)
    assert refused_at(lambda: enter(manager, approval, tmp_path, decided_by="经理")) == "decided_by"
    say(open_desk(Role.LEADER), approval)
    order_goods(manager, purchase)


def test_a_no_gives_it_back_as_a_draft_with_the_reason(open_desk: OpenDesk) -> None:
    manager, secretary = open_desk(), open_desk(Role.SECRETARY)
    purchase, approval = asked(secretary)
    say(manager, approval, yes=False, reason="走采购部")
    details = details_of(secretary, purchase)
    assert (details.state, details.number) == (PurchaseState.DRAFT, "QG-2026-0001")
    assert any("走采购部" in event.text for event in details.events)


def test_taking_it_back_drops_what_is_being_decided(open_desk: OpenDesk) -> None:
    secretary = open_desk(Role.SECRETARY)
    purchase, approval = asked(secretary)
    withdraw_purchase(secretary, record_id=purchase, version=version_of(secretary, purchase), reason="改由采购部买")
    assert stored(secretary, Approval, approval).state == ApprovalState.DROPPED


def test_whoever_decides_sees_what_is_bought_and_why(open_desk: OpenDesk) -> None:
    manager, secretary = open_desk(), open_desk(Role.SECRETARY)
    purchase, approval = asked(secretary)
    details = approval_details(manager, approval)
    assert (details.subject, details.subject_id, details.unchanged) == (ApprovalSubject.OWN_PURCHASE, purchase, True)
    assert details.summary.note == "五金店现购，急用"
    assert details.items == (BoughtItem("机械密封 MG1-45", "4 套", Decimal("2320.00")),)
    (step,) = details.summary.decisions
    assert step.reasons[0].values == {"total": "2320.00"}


def test_an_ordinary_purchase_asks_nobody(context: Context) -> None:
    assert submit(context, make_purchase(context)) is None


def test_c6_2_the_managers_paper_names_what_is_bought_and_goes_to_the_purchases(context: Context) -> None:
    _purchase, approval = asked(context)
    sheet = composed(context, "approval_sheet", approval)
    assert sheet.values["subject"] == Ticks(frozenset({"own_purchase"}))
    assert (sheet.values["subject_no"], sheet.values["note"]) == ("QG-2026-0001", "五金店现购，急用")
    assert sheet.rows["figures"] == ({"item": "预估不含税金额", "value": "¥2,320.00"},)
    assert [(row["name"], row["quantity"], row["cost"]) for row in sheet.rows["lines"]] == [
        ("机械密封 MG1-45", "4 套", "¥2,320.00")
    ]
    with context.read() as session:
        assert entry_of(session.get_one(Approval, approval)) == "B3-01"
