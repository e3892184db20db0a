"""What waits for a person's word: long holds for the manager, approvals for whoever has the role."""

from datetime import datetime, timedelta

import pytest

from app.context import Actor, Context
from app.forms.approvals import DecisionForm
from app.queries.promises.agenda import agenda
from app.queries.promises.waiting import WaitingLine, all_waiting
from app.rules.trade.pay_first import ORDER_IN_FORCE
from app.services.approvals.deciding import decide
from app.services.requests.moving import cancel_request
from models.commitment import Hold
from models.enums import ApprovalReason, HoldReason, RecordKind, Role
from models.record import Record
from tests.approval_factories import make_exception, make_urgent_request
from tests.conftest import OpenDesk
from tests.factories import FRIDAY, make_request, stored, version_of


def hold(context: Context, request: int, hours: int, confirmed_until: datetime | None = None, **fields: object) -> int:
    """Return the id of a hold from now on, as the services store it."""
    confirmed = {"confirmed_at": FRIDAY, "confirmed_until": confirmed_until} if confirmed_until else {}
    with context.write() as session:
        made = Hold(
            record_id=request, reason=HoldReason.WAITING_FOR_CUSTOMER, note="等停机窗口", starts_at=FRIDAY,
            ends_at=FRIDAY + timedelta(hours=hours), created_at=FRIDAY, created_by="周敏", **confirmed, **fields,
        )  # fmt: skip
        session.add(made)
        session.flush()
        return made.id


def waiting(context: Context) -> tuple[WaitingLine, ...]:
    return agenda(context).waiting


def test_a_hold_over_a_day_waits_for_the_manager(context: Context) -> None:
    request = make_request(context, text="2# 泵泄漏")
    long = hold(context, request, 25)
    hold(context, request, 24)
    (line,) = waiting(context)
    assert (line.id, line.subject, line.record_id, line.title, line.person) == (
        long,
        "hold",
        request,
        "2# 泵泄漏",
        "周敏",
    )
    assert (line.hold, line.since, line.until) == (
        HoldReason.WAITING_FOR_CUSTOMER,
        FRIDAY,
        FRIDAY + timedelta(hours=25),
    )


def test_what_was_made_longer_after_the_word_waits_again(context: Context) -> None:
    request = make_request(context)
    hold(context, request, 60, confirmed_until=FRIDAY + timedelta(hours=60))
    again = hold(context, request, 90, confirmed_until=FRIDAY + timedelta(hours=60))
    assert [line.id for line in waiting(context)] == [again]


def test_what_was_taken_back_or_is_over_waits_for_nobody(context: Context) -> None:
    taken_back, over = make_request(context), make_request(context)
    hold(context, taken_back, 48, withdrawn=True)
    hold(context, over, 48)
    cancel_request(context, record_id=over, version=version_of(context, over), reason="重复")
    assert waiting(context) == ()


def test_an_approval_waits_with_what_it_is_about_and_why(open_desk: OpenDesk) -> None:
    manager, secretary = open_desk(), open_desk(Role.SECRETARY)
    request = make_urgent_request(manager, text="反渗透停机")
    asked = make_exception(secretary, request, gate=ORDER_IN_FORCE, reason="停产损失大")
    (line,) = waiting(manager)
    assert (line.record_kind, line.record_id, line.number) == (RecordKind.APPROVAL, asked, "SP-2026-0001")
    assert (line.about, line.title, line.person) == (stored(manager, Record, request).number, "反渗透停机", "secretary")
    assert (line.clause, line.subject, line.note) == ("C8.1", "pay_first", "停产损失大")
    assert ([one.reason for one in line.reasons], line.on_paper) == ([ApprovalReason.NO_ORDER], False)


@pytest.mark.parametrize(
    ("role", "subjects"), [(Role.MANAGER, ["hold", "pay_first"]), (Role.SECRETARY, []), (Role.LEADER, [])]
)
def test_each_role_is_asked_for_its_own_word(open_desk: OpenDesk, role: Role, subjects: list[str]) -> None:
    manager, secretary = open_desk(), open_desk(Role.SECRETARY)
    hold(manager, make_request(manager), 48)
    make_exception(secretary, make_urgent_request(secretary))
    assert sorted(line.subject for line in waiting(open_desk(role))) == subjects


def test_whoever_stands_in_for_the_manager_is_asked_but_no_secretary(open_desk: OpenDesk) -> None:
    secretary, away = open_desk(Role.SECRETARY), frozenset({Role.MANAGER})
    make_exception(secretary, make_urgent_request(secretary))
    for role, count in ((Role.VIEWER, 1), (Role.SECRETARY, 0)):
        deputy = open_desk(role)
        deputy.actor = Actor("deputy", "李工", frozenset({role}), away)
        assert len(waiting(deputy)) == count


def test_alone_the_manager_sees_what_the_leader_decides_on_paper(open_desk: OpenDesk) -> None:
    manager = open_desk()
    make_exception(manager, make_urgent_request(manager))
    (line,) = waiting(manager)
    assert line.on_paper
    (at_the_leaders,) = waiting(open_desk(Role.LEADER))
    assert not at_the_leaders.on_paper
    with manager.read() as session:
        assert [one.id for one in all_waiting(session)] == [line.id]


def test_what_was_decided_does_not_wait(open_desk: OpenDesk) -> None:
    manager, secretary = open_desk(), open_desk(Role.SECRETARY)
    asked = make_exception(secretary, make_urgent_request(secretary))
    decide(manager, approval_id=asked, version=version_of(manager, asked), form=DecisionForm())
    assert waiting(manager) == ()
