"""A person's own words on why money does not come in (C10.6)."""

import pytest

from app.context import Context
from app.errors import Invalid
from app.services.money.causes import note_cause
from models.enums import EventKind
from tests.ageing_factories import owing
from tests.app.services.requests.logs import entries
from tests.money_factories import lines_of, make_owed_contract, make_receipt, share


def test_c10_6_a_cause_stands_in_the_log_of_the_instalment(context: Context) -> None:
    first = lines_of(context, make_owed_contract(context))[0]
    note_cause(context, record_id=first.id, text=" 等总包回款 ")
    assert [one.text for one in entries(context, first.id, EventKind.NOTE)] == ["等总包回款"]


def test_a_cause_wants_words(context: Context) -> None:
    first = lines_of(context, make_owed_contract(context))[0]
    with pytest.raises(Invalid) as refused:
        note_cause(context, record_id=first.id, text="  ")
    assert refused.value.field == "text"


def test_what_is_paid_has_no_cause(context: Context) -> None:
    contract = make_owed_contract(context)
    first = lines_of(context, contract)[0]
    make_receipt(context, owing(context, contract), 300, share(first.id, 300))
    with pytest.raises(Invalid, match="未收金额"):
        note_cause(context, record_id=first.id, text="等总包回款")
