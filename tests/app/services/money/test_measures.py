"""Stronger measures: proposed to the leader, carried out only when approved (C10.5)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.context import Context
from app.errors import Blocked, Invalid, NotAllowed
from app.queries.money.measures import MeasuresDetails, measures_details
from app.queries.money.measures_of import approved_for
from app.queries.money.measures_opening import measures_form, new_measures_form
from app.queries.records.keeping import open_work
from app.services.money.measures import cancel_measures, carry_out_measures, save_measures, withdraw_measures
from models.enums import (
    CommitmentKind,
    CommitmentState,
    EventKind,
    Evidence,
    InterestBasis,
    Measure,
    MeasuresState,
    RecordKind,
    Role,
)
from models.record import Record
from tests.app.services.requests.logs import entries, promises_of
from tests.approval_factories import enter, roles_of_steps, say
from tests.conftest import OpenDesk
from tests.dispute_factories import DONE, approved_measures, carry_out, make_dispute, make_measures, submit
from tests.factories import version_of
from tests.letter_paper_factories import customer_of, make_debtor, pay
from tests.money_factories import lines_of


def details_of(context: Context, measures: int) -> MeasuresDetails:
    return measures_details(context, measures)


def reported(context: Context, instalment: int) -> CommitmentState:
    """Return how the promise to report an instalment upward stands."""
    kinds = {one.kind: one.state for one in promises_of(context, instalment)}
    return kinds[CommitmentKind.REPORT_UP]


def withdraw(context: Context, measures: int) -> None:
    withdraw_measures(context, record_id=measures, version=version_of(context, measures), reason="补充证据")


def test_c10_5_it_names_what_is_overdue_handed_over_and_undisputed(context: Context) -> None:
    contract = make_debtor(context)
    first, second, retention = lines_of(context, contract)
    make_dispute(context, contract)
    opening = new_measures_form(context, customer_of(context, contract))
    assert opening.form.instalment_ids == (second.id,)
    assert first.id not in [one.id for one in opening.claims]
    assert retention.id not in [one.id for one in opening.claims]
    assert "ZY-2026-0001 出水浊度超标，拒付到期款" in opening.form.dispute_words


def test_c10_5_what_is_not_overdue_is_not_named(context: Context) -> None:
    contract = make_debtor(context)
    retention = lines_of(context, contract)[2].id
    with pytest.raises(Invalid) as caught:
        make_measures(context, contract, instalment_ids=(retention,))
    assert (caught.value.field, caught.value.clause) == ("instalment_ids", "C10.5")


def test_c10_5_submitting_asks_the_leader_and_meets_the_clock(context: Context) -> None:
    contract = make_debtor(context)
    first = lines_of(context, contract)[0].id
    measures = make_measures(context, contract)
    assert reported(context, first) is CommitmentState.OPEN
    approval = submit(context, measures)
    assert roles_of_steps(context, approval) == [Role.LEADER]
    assert reported(context, first) in (CommitmentState.MET, CommitmentState.MET_LATE)
    assert len(entries(context, first, EventKind.MEASURES_SUBMITTED)) == 1
    details = details_of(context, measures)
    assert (details.number, details.state) == ("QH-2026-0001", MeasuresState.SUBMITTED)
    assert details.total == Decimal("777609.45")


def test_c10_5_the_manager_does_not_approve_it(open_desk: OpenDesk, context: Context) -> None:
    approval = submit(context, make_measures(context))
    with pytest.raises(NotAllowed):
        say(context, approval)
    with pytest.raises(NotAllowed):
        say(open_desk(Role.SECRETARY), approval)
    say(open_desk(Role.LEADER), approval)


def test_c10_5_it_is_carried_out_only_when_approved(context: Context, tmp_path: Path) -> None:
    measures = make_measures(context)
    approval = submit(context, measures)
    with pytest.raises(Invalid):
        carry_out(context, measures)
    enter(context, approval, tmp_path)
    carry_out(context, measures)
    details = details_of(context, measures)
    assert (details.state, details.carried_out_on) == (MeasuresState.CARRIED_OUT, date(2026, 3, 6))
    assert details.result == DONE.result


def test_c10_5_the_third_letter_rests_on_approved_ones(context: Context, tmp_path: Path) -> None:
    contract = make_debtor(context)
    first = lines_of(context, contract)[0].id
    measures = approved_measures(context, tmp_path, contract)
    with context.read() as session:
        assert approved_for(session, [first]) == {first: measures}


def test_c10_5_a_refusal_brings_it_back_to_draft_with_the_reason(open_desk: OpenDesk, context: Context) -> None:
    contract = make_debtor(context)
    measures = make_measures(context, contract)
    say(open_desk(Role.LEADER), submit(context, measures), yes=False, reason="先由高层拜访")
    details = details_of(context, measures)
    assert (details.state, details.number) == (MeasuresState.DRAFT, "QH-2026-0001")
    assert "先由高层拜访" in entries(context, measures, EventKind.STATE_CHANGED)[-1].text
    assert reported(context, lines_of(context, contract)[0].id) is not CommitmentState.OPEN
    withdrawn = submit(context, measures)
    assert roles_of_steps(context, withdrawn) == [Role.LEADER]


def test_c10_5_what_is_taken_back_was_not_reported(context: Context) -> None:
    contract = make_debtor(context)
    measures = make_measures(context, contract)
    submit(context, measures)
    withdraw(context, measures)
    assert reported(context, lines_of(context, contract)[0].id) is CommitmentState.OPEN
    assert details_of(context, measures).submitted_at is None


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"instalment_ids": ()}, "No overdue instalment"),
        ({"unpaid_reason": " "}, "why they do not pay"),
        ({"measures": ()}, "No measure"),
        ({"plan": ""}, "who does what"),
        ({"responsible": ""}, "who does what"),
        ({"evidence": ()}, "Legal steps need evidence"),
    ],
)
def test_c10_5_it_goes_to_the_leader_complete(context: Context, changes: dict[str, Any], missing: str) -> None:
    with pytest.raises(Blocked) as caught:
        submit(context, make_measures(context, **changes))
    [reason] = caught.value.reasons
    assert (reason.clause, missing in reason.message) == ("C10.5", True)


def test_mild_measures_need_no_evidence(context: Context) -> None:
    submit(context, make_measures(context, evidence=(), measures=(Measure.EXECUTIVE_VISIT,)))


def test_c10_4_what_was_disputed_since_is_named(context: Context) -> None:
    contract = make_debtor(context)
    measures = make_measures(context, contract)
    make_dispute(context, contract)
    with pytest.raises(Blocked, match="YS-2026-0001"):
        submit(context, measures)
    opening = measures_form(context, measures)
    save_measures(context, form=opening.form, record_id=measures)
    submit(context, measures)
    assert details_of(context, measures).total == Decimal("518406.30")


def test_money_that_came_in_counts_when_it_is_submitted(context: Context) -> None:
    contract = make_debtor(context)
    measures = make_measures(context, contract)
    pay(context, contract, "100000")
    submit(context, measures)
    assert details_of(context, measures).total == Decimal("677609.45")


def test_the_same_is_not_proposed_twice_at_once(context: Context) -> None:
    contract = make_debtor(context)
    submit(context, make_measures(context, contract))
    with pytest.raises(Blocked, match="QH-2026-0001"):
        submit(context, make_measures(context, contract, plan="另行安排"))


def test_only_a_draft_is_changed(context: Context) -> None:
    measures = make_measures(context)
    submit(context, measures)
    form = replace(measures_form(context, measures).form, plan="改")
    with pytest.raises(Invalid):
        save_measures(context, form=form, record_id=measures)


def test_an_approved_one_is_given_up_by_the_manager(open_desk: OpenDesk, context: Context, tmp_path: Path) -> None:
    measures = approved_measures(context, tmp_path)
    version = version_of(context, measures)
    with pytest.raises(NotAllowed):
        cancel_measures(open_desk(Role.SECRETARY), record_id=measures, version=version, reason="已付清")
    cancel_measures(context, record_id=measures, version=version, reason="已付清")
    details = details_of(context, measures)
    assert (details.state, details.number) == (MeasuresState.CANCELLED, "QH-2026-0001")
    with context.read() as session:
        assert approved_for(session, [claim.instalment.id for claim in details.claims]) == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"carried_out_on": None}, "carried_out_on"),
        ({"carried_out_on": date(2026, 3, 7)}, "carried_out_on"),
        ({"carried_out_on": date(2026, 3, 5)}, "carried_out_on"),
        ({"result": " "}, "result"),
    ],
)
def test_the_result_is_refused_at_its_field(
    context: Context, tmp_path: Path, changes: dict[str, object], field: str
) -> None:
    measures = approved_measures(context, tmp_path)
    form = replace(DONE, **changes)  # type: ignore[arg-type]
    with pytest.raises(Invalid) as caught:
        carry_out_measures(context, record_id=measures, version=version_of(context, measures), form=form)
    assert caught.value.field == field


def test_the_contracts_own_terms_give_the_interest(context: Context) -> None:
    terms = {"interest_basis": InterestBasis.CONTRACT, "interest_rate": Decimal("0.05"), "interest_clause": "12.2"}
    details = details_of(context, make_measures(context, make_debtor(context, **terms)))
    assert [line.interest for line in details.claims] == [Decimal("38880.47"), Decimal("12960.16")]


def test_c10_5_a_customer_with_a_proposal_stays_in_use(context: Context) -> None:
    contract = make_debtor(context)
    make_measures(context, contract)
    customer = customer_of(context, contract)
    with context.read() as session:
        kinds = {one.kind for one in open_work(session, session.get_one(Record, customer))}
    assert RecordKind.MEASURES in kinds


def test_the_evidence_on_record_is_ticked(context: Context) -> None:
    contract = make_debtor(context)
    form = new_measures_form(context, customer_of(context, contract)).form
    assert form.evidence == (Evidence.CONTRACT, Evidence.ACCEPTANCE)
