"""A letter is named by the form of its kind, too: listed and printed by it (decision 2)."""

import pytest

from app.context import Context
from app.errors import Invalid
from app.queries.records.records import list_issuable
from app.services.papers import issue_paper
from models.enums import LetterKind
from reports.build import build_paper
from tests.letter_paper_factories import issued, make_debtor, make_letter


def test_each_letter_is_listed_by_the_form_of_its_kind_alone(context: Context) -> None:
    letter = issued(context, make_letter(context, make_debtor(context), LetterKind.DUNNING_1))
    assert letter
    listed = {form: [one.number for one in list_issuable(context, form)] for form in ("letter", "dunning_letter_1")}
    assert listed == {"letter": ["CK-2026-0001"], "dunning_letter_1": ["CK-2026-0001"]}
    assert list_issuable(context, "dunning_letter_2") == list_issuable(context, "statement") == ()


def test_it_is_printed_by_that_form_and_by_no_other(context: Context) -> None:
    context.printer = build_paper
    letter = issued(context, make_letter(context, make_debtor(context), LetterKind.DUNNING_1))
    printed = issue_paper(context, form_id="dunning_letter_1", record_id=letter)
    assert printed.number == "CK-2026-0001"
    with pytest.raises(Invalid):
        issue_paper(context, form_id="retention_letter", record_id=letter)
