"""The department's own wording of letters (paperwork.md 3)."""

import pytest

from app.context import Context
from app.forms.letters import LetterTemplateForm
from app.i18n import using_language
from app.queries.money.letter_content import letter_preview
from app.queries.money.letter_wordings import letter_template, letter_templates
from app.services.money.letter_templates import reset_template, save_template
from models.enums import LetterKind
from tests.app.services.refusing import refused_at
from tests.letter_paper_factories import make_debtor, make_letter

FIRST = LetterKind.DUNNING_1
OWN = LetterTemplateForm(letter_kind=FIRST, heading="催款函", wording="请付{outstanding}元。\n{dues}")


def test_a_new_letter_follows_the_template(context: Context) -> None:
    save_template(context, form=OWN)
    text = letter_preview(context, make_letter(context, make_debtor(context), FIRST))
    assert (text.heading, text.paragraphs, text.table_at) == ("催款函", ("请付777,609.45元。",), 1)


def test_facts_are_named_as_people_call_them(context: Context) -> None:
    with using_language("zh_CN"):
        save_template(context, form=OWN)
        shown = letter_template(context, FIRST, "zh_CN")
        assert shown.is_own
        assert "{outstanding}" not in shown.wording
        save_template(context, form=LetterTemplateForm(letter_kind=FIRST, heading="函", wording=shown.wording))
    with using_language("en"):
        assert "{Amount outstanding}" in letter_template(context, FIRST, "zh_CN").wording


def test_the_other_language_and_the_other_kinds_stay_shipped(context: Context) -> None:
    save_template(context, form=OWN)
    own = [(one.letter_kind, one.language) for one in letter_templates(context) if one.is_own]
    assert own == [(FIRST, "zh_CN")]


def test_the_shipped_wording_comes_back(context: Context) -> None:
    shipped = letter_template(context, FIRST, "zh_CN")
    save_template(context, form=OWN)
    reset_template(context, letter_kind=FIRST, language="zh_CN")
    assert letter_template(context, FIRST, "zh_CN") == shipped
    reset_template(context, letter_kind=FIRST, language="zh_CN")


def test_saving_the_shipped_wording_keeps_nothing_of_its_own(context: Context) -> None:
    shipped = letter_template(context, FIRST, "zh_CN")
    save_template(context, form=OWN)
    form = LetterTemplateForm(letter_kind=FIRST, heading=shipped.heading, wording=shipped.wording)
    save_template(context, form=form)
    assert not letter_template(context, FIRST, "zh_CN").is_own


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (LetterTemplateForm(heading="", wording="请付款。"), "heading"),
        (LetterTemplateForm(heading="函", wording=" "), "wording"),
        (LetterTemplateForm(heading="函", wording="请付{bill}。"), "wording"),
        (LetterTemplateForm(heading="函{", wording="请付款。"), "heading"),
        (LetterTemplateForm(heading="函", wording="请付款。", language="fr"), "language"),
    ],
)
def test_a_wording_that_cannot_be_is_refused(context: Context, form: LetterTemplateForm, field: str) -> None:
    assert refused_at(lambda: save_template(context, form=form)) == field
