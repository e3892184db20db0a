"""Disputes over quality: verify → measures → resolved; only the disputed instalment pauses (C10.4)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.context import Context
from app.errors import Blocked, Invalid, NotAllowed
from app.forms.disputes import DisputeForm, ResolutionForm, VerdictForm
from app.forms.money import ShareForm
from app.queries.money.disputed import disputed_sums
from app.queries.money.disputes import dispute_form
from app.queries.money.letters import letter_details
from app.services.money.disputes import (
    cancel_dispute,
    register_dispute,
    reopen_dispute,
    resolve_dispute,
    verify_dispute,
)
from models.enums import CommitmentKind, CommitmentState, DisputeState, DisputeVerdict, EventKind, LetterKind, Role
from models.money.dispute import Dispute
from models.money.receivable import Instalment
from tests.app.services.requests.logs import entries, promises_of
from tests.conftest import OpenDesk
from tests.dispute_factories import make_dispute
from tests.factories import make_request, stored, version_of
from tests.letter_factories import days_later
from tests.letter_paper_factories import make_debtor, make_letter
from tests.money_factories import lines_of, make_owed_contract

FORM = DisputeForm(
    raised_on=date(2026, 3, 5), raised_by="设备科 王工", title="出水浊度超标，拒付到期款", description="2月以来多次超标"
)
OURS = VerdictForm(
    finding="滤料级配与合同不符",
    verdict=DisputeVerdict.OURS,
    measures="更换滤料并重新调试",
    responsible="工程部",
    measures_until=date(2026, 3, 20),
)


def dispute_of(context: Context, **changes: object) -> tuple[int, int]:
    """Return the ids of an overdue instalment and of a dispute that holds all of it back."""
    first = lines_of(context, make_owed_contract(context))[0]
    customer = stored(context, Instalment, first.id).customer_id
    form = replace(FORM, customer_id=customer, shares=(ShareForm(instalment_id=first.id),))
    return first.id, register_dispute(context, form=replace(form, **changes))  # type: ignore[arg-type]


def held_back(context: Context, instalment: int) -> Decimal:
    with context.read() as session:
        return disputed_sums(session, [instalment]).get(instalment, Decimal(0))


def verify(context: Context, dispute: int, form: VerdictForm = OURS) -> None:
    verify_dispute(context, record_id=dispute, version=version_of(context, dispute), form=form)


def resolve(context: Context, dispute: int) -> None:
    form = ResolutionForm(resolved_on=date(2026, 3, 6), resolution="更换后连续三日达标")
    resolve_dispute(context, record_id=dispute, version=version_of(context, dispute), form=form)


def test_c10_4_it_pauses_until_it_is_resolved(context: Context) -> None:
    instalment, dispute = dispute_of(context)
    assert held_back(context, instalment) == 300
    verify(context, dispute)
    assert held_back(context, instalment) == 300
    resolve(context, dispute)
    assert held_back(context, instalment) == 0
    assert len(entries(context, instalment, EventKind.DISPUTE_RESOLVED)) == 1
    reopen_dispute(context, record_id=dispute, version=version_of(context, dispute), reason="浊度再次超标")
    assert held_back(context, instalment) == 300


def test_c10_4_what_is_not_our_fault_pauses_nothing(context: Context) -> None:
    instalment, dispute = dispute_of(context)
    verify(context, dispute, VerdictForm(finding="进水超设计值", verdict=DisputeVerdict.NOT_OURS))
    assert held_back(context, instalment) == 0
    assert {one.kind: one.state for one in promises_of(context, dispute)} == {
        CommitmentKind.DISPUTE_CHECK: CommitmentState.MET
    }


def test_c10_4_verifying_and_measures_have_their_clocks(context: Context) -> None:
    _instalment, dispute = dispute_of(context)
    (check,) = promises_of(context, dispute)
    assert (check.kind, check.clause, check.state) == (
        CommitmentKind.DISPUTE_CHECK,
        "C10.4",
        CommitmentState.OPEN,
    )
    verify(context, dispute)
    measures = promises_of(context, dispute)[-1]
    assert measures.due_at is not None
    assert (measures.kind, f"{measures.due_at:%m-%d}") == (CommitmentKind.DISPUTE_MEASURES, "03-20")
    resolve(context, dispute)
    assert {one.state for one in promises_of(context, dispute)} == {CommitmentState.MET}


def test_c10_4_after_a_miss_only_the_manager_moves_the_day_it_was_raised_with_a_reason(
    context: Context, open_desk: OpenDesk
) -> None:
    _instalment, dispute = dispute_of(context)
    days_later(context, 30)
    later = replace(dispute_form(context, dispute), raised_on=date(2026, 4, 3))
    with pytest.raises(Invalid) as caught:
        register_dispute(context, form=later, record_id=dispute)
    assert caught.value.field == "reason"
    with pytest.raises(NotAllowed):
        register_dispute(open_desk(Role.SECRETARY), form=replace(later, reason="误记"), record_id=dispute)
    register_dispute(context, form=replace(later, reason="来函日期看错"), record_id=dispute)
    assert promises_of(context, dispute)[0].frozen_due_at is not None


def test_it_is_not_resolved_before_its_repair(context: Context) -> None:
    first = lines_of(context, make_owed_contract(context))[0]
    customer = stored(context, Instalment, first.id).customer_id
    request = make_request(context, customer_id=customer)
    shares = (ShareForm(instalment_id=first.id),)
    form = replace(FORM, customer_id=customer, request_id=request, shares=shares)
    dispute = register_dispute(context, form=form)
    verify(context, dispute)
    with pytest.raises(Blocked, match="SR-2026-0001"):
        resolve(context, dispute)


def test_the_verdict_is_the_managers(open_desk: OpenDesk, context: Context) -> None:
    _instalment, dispute = dispute_of(context)
    with pytest.raises(NotAllowed):
        verify(open_desk(Role.SECRETARY), dispute)


def test_a_cancelled_dispute_pauses_nothing(context: Context) -> None:
    instalment, dispute = dispute_of(context)
    cancel_dispute(context, record_id=dispute, version=version_of(context, dispute), reason="误登")
    assert held_back(context, instalment) == 0
    assert stored(context, Dispute, dispute).state == DisputeState.CANCELLED


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": " "}, "title"),
        ({"raised_on": None}, "raised_on"),
        ({"raised_on": date(2026, 3, 7)}, "raised_on"),
        ({"shares": ()}, "shares"),
        ({"customer_id": None}, "customer_id"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(context: Context, changes: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        dispute_of(context, **changes)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"finding": ""}, "finding"),
        ({"verdict": None}, "verdict"),
        ({"measures": ""}, "measures"),
        ({"measures_until": None}, "measures_until"),
        ({"measures_until": date(2026, 3, 5)}, "measures_until"),
    ],
)
def test_c10_4_our_fault_needs_measures(context: Context, changes: dict[str, object], field: str) -> None:
    _instalment, dispute = dispute_of(context)
    with pytest.raises(Invalid) as caught:
        verify(context, dispute, replace(OURS, **changes))  # type: ignore[arg-type]
    assert caught.value.field == field


def test_c10_4_only_the_disputed_instalment_pauses(context: Context) -> None:
    contract = make_debtor(context)
    first, second, _retention = lines_of(context, contract)
    dispute = make_dispute(context, contract)
    letter = make_letter(context, contract, LetterKind.DUNNING_1)
    assert [line.instalment_id for line in letter_details(context, letter).lines] == [second.id]
    assert owed_of(context, first.id) == CommitmentState.DROPPED
    assert owed_of(context, second.id) == CommitmentState.OPEN
    verify(context, dispute, VerdictForm(finding="进水超设计值", verdict=DisputeVerdict.NOT_OURS))
    assert owed_of(context, first.id) == CommitmentState.OPEN


def owed_of(context: Context, instalment: int) -> CommitmentState:
    """Return how the promise to report an instalment upward stands."""
    return {one.kind: one.state for one in promises_of(context, instalment)}[CommitmentKind.REPORT_UP]
