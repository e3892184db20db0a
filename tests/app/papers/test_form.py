"""Forms are data, complete in both languages."""

import re

import pytest

from app.errors import NotFound
from app.papers.form import Form, Label, form_ids, load_form, load_stationery

_FORMS = [load_form(name) for name in form_ids()]


def _labels(form: Form) -> list[Label]:
    fields = (*form.header, *form.fields, *form.totals)
    labels = [form.title, *(field.label for field in fields), *(place.label for place in form.signatures)]
    labels += [option.label for field in fields for option in field.options]
    labels += [column.label for table in form.tables for column in table.columns]
    return labels + [copy.label for copy in form.copies]


def test_the_work_order_is_known_and_read_once() -> None:
    assert "service_work_order" in form_ids()
    assert "papers" not in form_ids()
    assert load_form("service_work_order") is load_form("service_work_order")


def test_unknown_form_is_told_in_words() -> None:
    with pytest.raises(NotFound, match="no_such_form"):
        load_form("no_such_form")


def test_work_order_has_stable_option_codes() -> None:
    fields = {field.key: [option.code for option in field.options] for field in load_form("service_work_order").fields}
    assert fields["urgency"] == ["normal", "urgent", "critical"]
    assert fields["charge_mode"] == ["free", "paid", "agreement"]
    assert fields["result"] == ["solved", "partly_solved", "to_be_continued"]
    assert "rectification" in fields["service_type"]


def test_keys_are_everything_that_may_be_filled() -> None:
    keys = load_form("service_work_order").keys()
    assert {"doc_no", "doc_date", "fault_desc", "parts", "total_fee_caps", "prepared_by"} <= keys
    assert "" not in keys


def test_label_speaks_both_languages() -> None:
    label = Label("售后服务派工单", "Service Work Order")
    assert label.text("zh_CN") == "售后服务派工单"
    assert label.text("en") == "Service Work Order"


@pytest.mark.parametrize("form", _FORMS, ids=lambda form: form.id)
def test_every_text_of_a_form_has_both_languages(form: Form) -> None:
    assert all(label.zh and label.en for label in _labels(form))
    assert bool(form.notes.zh) == bool(form.notes.en)


@pytest.mark.parametrize("form", _FORMS, ids=lambda form: form.id)
def test_keys_and_codes_are_unique(form: Form) -> None:
    keys = [item.key for item in (*form.header, *form.fields, *form.totals, *form.tables)]
    assert len(keys) == len(set(keys))
    for field in form.fields:
        codes = [option.code for option in field.options]
        assert len(codes) == len(set(codes))


@pytest.mark.parametrize("form", _FORMS, ids=lambda form: form.id)
def test_notes_state_no_deadline(form: Form) -> None:
    assert not re.search(r"\d|日内|当日|小时内|within|the same day", form.notes.zh + form.notes.en)


@pytest.mark.parametrize("form", _FORMS, ids=lambda form: form.id)
def test_copies_have_known_colours_and_ordinals(form: Form) -> None:
    stationery = load_stationery()
    assert [copy.no for copy in form.copies] == list(range(1, len(form.copies) + 1))
    assert {copy.colour for copy in form.copies} <= stationery.colours.keys()
    assert len(form.copies) <= len(stationery.ordinals)


def test_page_sizes_are_those_of_the_trade() -> None:
    papers = load_stationery().papers
    assert (papers["A4-P"].width, papers["A4-P"].left) == (210, 25)
    assert papers["241x140"].width == 241.3
    assert not papers["241x140"].fills
