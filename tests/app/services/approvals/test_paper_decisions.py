"""The word given on paper: entered with the signed scan, which is filed."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.context import Context
from app.errors import NotAllowed
from app.services.access.users import set_user_active
from app.services.papers import issue_paper
from models.approval import Approval
from models.archive.document import Document
from models.enums import ApprovalState, QuotationState, Role
from models.trade.quotation import Quotation
from tests.access_factories import delegate, make_user
from tests.app.archive.scanned import scan_in
from tests.app.services.refusing import refused_at
from tests.approval_factories import ask_for_quotation, enter, make_exception, make_urgent_request, say, steps_of
from tests.conftest import OpenDesk
from tests.factories import FRIDAY, stored

AN_HOUR = timedelta(hours=1)


def asked_of_the_leader(manager: Context) -> int:
    """Return the id of an approval that waits for the leader's word."""
    asked = ask_for_quotation(manager, "80000")
    say(manager, asked)
    return asked


def test_approved_by_and_entered_by_are_both_kept(open_desk: OpenDesk, tmp_path: Path) -> None:
    manager, secretary = open_desk(), open_desk(Role.SECRETARY)
    asked = asked_of_the_leader(manager)
    enter(secretary, asked, tmp_path, reason="同意，注意交期")
    leader = steps_of(secretary, asked)[1]
    assert (leader.decided_by, leader.entered_by, leader.on_paper) == ("陈总", "secretary", True)
    approval = stored(secretary, Approval, asked)
    assert (approval.state, leader.reason) == (ApprovalState.APPROVED, "同意，注意交期")
    assert stored(secretary, Quotation, approval.subject_id).state == QuotationState.APPROVED


def test_the_signed_sheet_is_filed_under_the_entry_of_what_it_is_about(context: Context, tmp_path: Path) -> None:
    quotation, exception = asked_of_the_leader(context), make_exception(context, make_urgent_request(context))
    for asked, entry in ((quotation, "A6-02"), (exception, "A6-03")):
        enter(context, asked, tmp_path)
        document = stored(context, Document, steps_of(context, asked)[-1].document_id or 0)
        assert (document.entry, document.subject_id) == (entry, asked)
        assert document.number == stored(context, Approval, asked).number


def test_it_joins_the_sheet_that_was_printed(context: Context, tmp_path: Path) -> None:
    asked = asked_of_the_leader(context)
    issue_paper(context, form_id="approval_sheet", record_id=asked)
    enter(context, asked, tmp_path)
    with context.read() as session:
        (document,) = session.query(Document).filter(Document.subject_id == asked)
        assert document.id == steps_of(context, asked)[1].document_id


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("scan", None),
        ("scan", Path("nirgends.pdf")),
        ("decided_by", " "),
        ("decided_at", None),
        ("decided_at", FRIDAY + AN_HOUR),
        ("decided_at", FRIDAY - AN_HOUR),
        ("approved", False),
    ],
)
def test_what_is_missing_is_refused_at_its_field(context: Context, tmp_path: Path, field: str, value: Any) -> None:
    asked = asked_of_the_leader(context)
    expected = "reason" if field == "approved" else field
    assert refused_at(lambda: enter(context, asked, tmp_path, **{field: value})) == expected
    assert stored(context, Approval, asked).state == ApprovalState.PENDING


def test_what_is_no_scan_is_refused(context: Context, tmp_path: Path) -> None:
    asked = asked_of_the_leader(context)
    text = scan_in(tmp_path, "审批.pdf", "同意".encode())
    assert refused_at(lambda: enter(context, asked, tmp_path, scan=text)) == "scan"


def test_a_no_on_paper_returns_the_quotation(context: Context, tmp_path: Path) -> None:
    asked = asked_of_the_leader(context)
    enter(context, asked, tmp_path, approved=False, reason="价格过低")
    approval = stored(context, Approval, asked)
    assert (approval.state, stored(context, Quotation, approval.subject_id).state) == ("refused", "draft")


def test_a_user_whose_word_it_is_not_cannot_be_named(context: Context, tmp_path: Path) -> None:
    asked = asked_of_the_leader(context)
    make_user(context, "周敏", Role.SECRETARY)
    make_user(context, "陈总", Role.LEADER)
    assert refused_at(lambda: enter(context, asked, tmp_path, decided_by="周敏")) == "decided_by"
    assert refused_at(lambda: enter(context, asked, tmp_path, decided_by="陈总")) == ""


def test_the_word_of_who_stood_in_names_the_delegation_on_paper_too(open_desk: OpenDesk, tmp_path: Path) -> None:
    manager = open_desk()
    given = delegate(open_desk(Role.LEADER), make_user(manager, "老李", Role.VIEWER))
    make_user(manager, "老王", Role.MANAGER)
    for name, delegation in (("老李", given), ("老王", None)):
        asked = ask_for_quotation(manager)
        enter(manager, asked, tmp_path, decided_by=name)
        with manager.read() as session:
            assert session.get_one(Approval, asked).steps[0].delegation_id == delegation


@pytest.mark.parametrize("name", ["Zhou Min", "zhou min", "Ｚｈｏｕ Min"])
def test_neither_another_spelling_nor_a_disabled_account_makes_a_stranger(
    context: Context, tmp_path: Path, name: str
) -> None:
    asked = asked_of_the_leader(context)
    user = make_user(context, "Zhou Min", Role.SECRETARY)
    assert refused_at(lambda: enter(context, asked, tmp_path, decided_by=name)) == "decided_by"
    set_user_active(context, user_id=user, active=False)
    assert refused_at(lambda: enter(context, asked, tmp_path, decided_by=name)) == "decided_by"


@pytest.mark.parametrize("role", [Role.LEADER, Role.WAREHOUSE, Role.VIEWER])
def test_who_enters_no_decisions_is_refused(open_desk: OpenDesk, tmp_path: Path, role: Role) -> None:
    asked = ask_for_quotation(open_desk())
    with pytest.raises(NotAllowed):
        enter(open_desk(role), asked, tmp_path)
