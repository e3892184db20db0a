"""What waits for a person's word: long holds for the manager, approvals for whoever has the role."""

from datetime import datetime, timedelta

import pytest

from app.context import Context
from app.queries.promises.agenda import agenda
from app.queries.promises.waiting import WaitingLine
from app.services.requests.moving import cancel_request
from models.approval import Approval
from models.commitment import Hold
from models.enums import ApprovalDecision, HoldReason, Role
from tests.conftest import OpenDesk
from tests.factories import FRIDAY, make_request, version_of


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


def ask(context: Context, request: int, role: Role, **fields: object) -> None:
    with context.write() as session:
        session.add(
            Approval(
                record_id=request,
                subject="quotation",
                step=1,
                role=role,
                content_hash="0" * 64,
                asked_at=FRIDAY,
                entered_by="周敏",
                reason="毛利低于 20 %",
                **fields,
            )
        )


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


@pytest.mark.parametrize(("role", "subjects"), [(Role.MANAGER, ["hold", "quotation"]), (Role.SECRETARY, [])])
def test_each_role_is_asked_for_its_own_word(open_desk: OpenDesk, role: Role, subjects: list[str]) -> None:
    manager = open_desk()
    request = make_request(manager)
    hold(manager, request, 48)
    ask(manager, request, Role.MANAGER)
    ask(manager, request, Role.LEADER)
    assert sorted(line.subject for line in waiting(open_desk(role))) == subjects


def test_what_was_decided_does_not_wait(context: Context) -> None:
    request = make_request(context)
    ask(context, request, Role.MANAGER, decision=ApprovalDecision.APPROVED, decided_at=FRIDAY, decided_by="经理")
    assert waiting(context) == ()
