"""What holds for every paper that the program makes."""

import pytest

from app.archive.catalogue import entries
from app.context import Context
from app.papers.content import Ticks
from app.papers.definitions import PAPERS
from app.papers.form import load_form
from tests.app.papers.composing import MAKERS, composed

LANGUAGES = ("zh_CN", "en")
UNFILED = {"today_sheet"}  # the table of papers: filed under nothing


def test_every_paper_is_tried_here() -> None:
    assert set(MAKERS) == set(PAPERS)


@pytest.mark.parametrize("form_id", PAPERS)
def test_a_paper_has_a_form_and_a_place_in_the_archive(form_id: str) -> None:
    assert load_form(form_id).id == form_id == PAPERS[form_id].form_id
    assert PAPERS[form_id].entry in ({*entries()} if form_id not in UNFILED else {None})


def test_no_two_forms_share_a_series() -> None:
    prefixes = [load_form(form_id).prefix for form_id in PAPERS]
    assert len(set(prefixes)) == len(prefixes)


def test_no_two_forms_share_a_control_number() -> None:
    numbers = [load_form(form_id).control_no for form_id in PAPERS]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form_id", PAPERS)
def test_what_is_filled_are_fields_of_the_form_and_nothing_computed_is_left_out(
    context: Context, form_id: str, language: str
) -> None:
    content = composed(context, form_id, MAKERS[form_id](context), language)
    form = content.form
    assert content.values.keys() | content.rows.keys() <= form.keys()
    fields = (*form.header, *form.fields, *form.totals)
    computed = {field.key for field in fields if field.type == "calc"} | {"doc_date", "prepared_by"}
    assert [key for key in computed if not content.values.get(key)] == []


@pytest.mark.parametrize("form_id", PAPERS)
def test_every_tick_is_a_choice_of_its_field(context: Context, form_id: str) -> None:
    content = composed(context, form_id, MAKERS[form_id](context))
    options = {field.key: {option.code for option in field.options} for field in content.form.fields}
    ticked = {key: value.chosen for key, value in content.values.items() if isinstance(value, Ticks)}
    assert [key for key, codes in ticked.items() if not codes <= options[key]] == []


@pytest.mark.parametrize("form_id", PAPERS)
def test_every_cell_belongs_to_a_column(context: Context, form_id: str) -> None:
    content = composed(context, form_id, MAKERS[form_id](context))
    columns = {table.key: {column.key for column in table.columns} for table in content.form.tables}
    for key, rows in content.rows.items():
        assert rows
        assert all(row.keys() <= columns[key] for row in rows)
