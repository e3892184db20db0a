"""The paper of a month's service assessment: lines and totals by person, yuan where switched on (N6)."""

import pytest

from app.clock import FixedClock
from app.context import Context
from app.errors import NotAllowed
from app.i18n import using_language
from app.labels import label
from app.papers.content import PaperMark
from app.papers.definitions import papers_of
from app.services.papers import preview_paper
from app.services.setup import save_settings
from models.enums import LineVerdict, RecordKind, Role
from tests.app.papers.composing import composed
from tests.assessment_factories import (
    IN_APRIL,
    add_by_hand,
    assessed,
    confirm,
    count_everything,
    gather_again,
    judge,
    make_assessment,
    make_spot_check,
)
from tests.conftest import OpenDesk
from tests.factories import make_request

FORM = "assessment"


@pytest.fixture
def assessment(context: Context, clock: FixedClock) -> int:
    make_request(context, owner_name="李工")
    make_spot_check(context)
    clock.moment = IN_APRIL
    made = make_assessment(context)
    add_by_hand(context, made)
    return made


def test_n6_before_it_is_confirmed_it_is_a_draft(context: Context, assessment: int) -> None:
    content = composed(context, FORM, assessment)
    assert (content.mark, content.number) == (PaperMark.DRAFT, None)
    with using_language("zh_CN"):
        open_words = label(LineVerdict.PROPOSED)
    assert open_words in {row["reason"] for row in content.rows["lines"]}


def test_n6_confirmed_it_carries_the_records_number_and_ties_to_its_lines(context: Context, assessment: int) -> None:
    lines = assessed(context, assessment).lines
    judge(context, assessment, lines[0], LineVerdict.STRUCK, reason="客户原因")
    count_everything(context, assessment)
    confirm(context, assessment)
    content = composed(context, FORM, assessment)
    assert (content.mark, content.number) == (PaperMark.NONE, "KP-2026-0001")
    told = content.rows["lines"]
    assert len(told) == len(lines) - 1
    by_person = sum(int(row["points"]) for row in content.rows["people"])
    assert by_person == sum(int(row["points"]) for row in told)
    assert [row["person"] for row in content.rows["people"]] == [row["person"] for row in told if row["person"]]


def test_n6_without_amounts_there_is_no_column_of_them(context: Context, assessment: int) -> None:
    columns = {column.key for table in composed(context, FORM, assessment).form.tables for column in table.columns}
    assert "amount" not in columns
    save_settings(context, values={"assessment_amounts": True})
    gather_again(context, assessment)
    count_everything(context, assessment)
    content = composed(context, FORM, assessment)
    assert all("amount" in {column.key for column in table.columns} for table in content.form.tables)
    assert "¥" in content.rows["people"][0]["amount"]


def test_english_papers_are_english(context: Context, assessment: int) -> None:
    items = {row["item"] for row in composed(context, FORM, assessment, "en").rows["lines"]}
    assert "Suggestion taken up" in items


def test_n6_it_is_not_printed_for_every_eye(open_desk: OpenDesk, assessment: int) -> None:
    for role in (Role.WAREHOUSE, Role.VIEWER):
        desk = open_desk(role)
        assert papers_of(RecordKind.ASSESSMENT, desk.actor) == ()
        with pytest.raises(NotAllowed):
            preview_paper(desk, form_id=FORM, record_id=assessment)
