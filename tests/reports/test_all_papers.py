"""Every paper that the program makes comes out whole: text, fonts, code, and nothing outside its frame."""

from dataclasses import dataclass, replace

import pytest

from app.context import Context
from app.papers.content import FieldValue, PaperContent, PaperMark
from app.papers.definitions import PAPERS
from app.papers.form import LETTER, Field
from reports.build import build_paper
from reports.style.frames import MM, frame_of
from tests.app.papers.composing import MAKERS, composed
from tests.reports.reading import (
    character_boxes,
    embedded_fonts,
    font_names,
    page_texts,
    qr_codes,
    squeezed,
    whole_text,
)

pytestmark = pytest.mark.sqlite_only("about layout; that the papers are filled the same is in the tests of app.papers")

LANGUAGES = ("zh_CN", "en")
every_paper = pytest.mark.parametrize(
    ("form_id", "language"), [(form_id, language) for form_id in PAPERS for language in LANGUAGES]
)


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper as it was filled, and what became of it."""

    content: PaperContent
    pdf: bytes
    text: str


_printed: dict[tuple[str, str], Printed] = {}  # most tests only read what takes long to make


def printed(context: Context, form_id: str, language: str) -> Printed:
    if (form_id, language) not in _printed:
        content = composed(context, form_id, MAKERS[form_id](context), language)
        pdf = build_paper(content).pdf
        _printed[form_id, language] = Printed(content, pdf, whole_text(pdf))
    return _printed[form_id, language]


def paper(context: Context, form_id: str, language: str) -> PaperContent:
    return printed(context, form_id, language).content


def texts(content: PaperContent) -> list[str]:
    cells = [text for rows in content.rows.values() for row in rows for text in row.values()]
    said = [text for text in (*content.values.values(), *cells) if isinstance(text, str)]
    return [line for text in said for line in text.split("\n") if line]


def printed_fields(content: PaperContent) -> list[Field]:
    """Return the fields that have a place on the paper: an optional one needs a value for it."""
    fields = (*content.form.header, *content.form.fields, *content.form.totals)
    return [field for field in fields if not field.optional or content.values.get(field.key)]


def tenfold(content: PaperContent) -> PaperContent:
    charts = {table.key for table in content.form.tables if table.chart}  # drawn from figures

    def longer(value: FieldValue) -> FieldValue:
        return value * 10 if isinstance(value, str) else value

    rows = {
        key: table if key in charts else tuple({column: text * 10 for column, text in row.items()} for row in table)
        for key, table in content.rows.items()
    }
    return replace(content, values={key: longer(value) for key, value in content.values.items()}, rows=rows)


def outside(content: PaperContent, pdf: bytes) -> list[tuple[float, float, float, float]]:
    frame = frame_of(content.form.paper)
    if content.form.page_mode == LETTER:  # its head, code and page number stand around the text (paperwork.md 1.4)
        frame = replace(frame, top=frame.page_height - 13 * MM, bottom=20 * MM)
    room = 12 * MM  # the copy label right of the frame
    return [
        box
        for box in character_boxes(pdf)
        if box[0] < frame.x - 1 or box[2] > frame.right + room or box[1] < frame.bottom - 3 or box[3] > frame.top + 1
    ]


@every_paper
def test_what_is_filled_can_be_read_from_the_paper(context: Context, form_id: str, language: str) -> None:
    made = printed(context, form_id, language)
    assert [text for text in texts(made.content) if squeezed(text) not in made.text] == []


@every_paper
def test_every_label_is_printed(context: Context, form_id: str, language: str) -> None:
    made = printed(context, form_id, language)
    content, form = made.content, made.content.form
    labels = [form.title, form.notes, *(place.label for place in form.signed_places())]
    labels += [field.label for field in printed_fields(content) if field.type not in ("statement", LETTER)]
    labels += [option.label for field in form.fields for option in field.options]
    tables = [table for table in form.tables if table.key in content.rows or table.blank_rows]
    labels += [column.label for table in tables for column in table.columns]
    assert [label for label in labels if squeezed(label.text(content.language)) not in made.text] == []


@every_paper
def test_fonts_are_embedded_and_the_code_says_the_number(context: Context, form_id: str, language: str) -> None:
    made = printed(context, form_id, language)
    assert len(font_names(made.pdf)) == embedded_fonts(made.pdf)
    assert b"Helvetica" not in made.pdf
    assert made.content.number is not None
    codes = qr_codes(made.pdf)  # of a page, and of the tags on it
    assert [set(found) for found in codes] == [{made.content.number}] * len(page_texts(made.pdf))


@every_paper
def test_tenfold_texts_lose_nothing_and_stay_in_the_frame(context: Context, form_id: str, language: str) -> None:
    content = tenfold(paper(context, form_id, language))
    pdf = build_paper(content).pdf
    said = whole_text(pdf)
    assert outside(content, pdf) == []
    assert [
        key for key, text in content.values.items() if isinstance(text, str) and squeezed(text)[:40] not in said
    ] == []


@every_paper
def test_a_tenfold_draft_with_much_missing_fits_too(context: Context, form_id: str, language: str) -> None:
    missing = tuple(f"C7.2 第 {index} 个部门尚未同意" for index in range(1, 9))
    content = tenfold(paper(context, form_id, language))
    draft = replace(content, mark=PaperMark.DRAFT, number=None, missing=missing)
    assert outside(draft, build_paper(draft).pdf) == []


@every_paper
def test_before_the_first_issue_words_stand_in_place_of_the_number(
    context: Context, form_id: str, language: str
) -> None:
    content = paper(context, form_id, language)
    pdf = build_paper(replace(content, number=None)).pdf
    words = {"zh_CN": "（发放时编号）", "en": "(numbergivenwhenissued)"}[content.language]
    assert all(words in page for page in page_texts(pdf))
    assert qr_codes(pdf) == [[]] * len(page_texts(pdf))


def test_rare_characters_and_markup_are_printed_as_they_are(context: Context) -> None:
    content = paper(context, "request_slip", "zh_CN")
    text = '㛃䶮𠮷 <b>&"引号"</b> 😀'
    built = build_paper(replace(content, values={**content.values, "text": text}))
    assert '㛃䶮𠮷<b>&"引号"</b>〔U+1F600〕' in whole_text(built.pdf)
    assert len(built.warnings) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_trip_form_is_one_page_also_as_a_draft(context: Context, language: str) -> None:
    content = replace(paper(context, "business_trip_form", language), copies=(1,))
    draft = replace(content, mark=PaperMark.DRAFT, number=None, missing=("C7.2 第 1 个部门尚未同意",))
    assert [build_paper(one).pages for one in (content, draft)] == [1, 1]


def test_the_golden_promise_stands_in_a_block_of_its_own(context: Context) -> None:
    (first, second) = page_texts(printed(context, "request_slip", "zh_CN").pdf)
    block = "我公司的服务承诺我公司承诺于2026年3月6日17:00前给予首次答复（C4.1，一般问题4小时）。制单：周敏"
    assert block in first
    assert block in second
    assert "第二联客户联（黄）" in second


def test_five_sign_the_trip_form_in_order_and_the_return_comes_below(context: Context) -> None:
    page = page_texts(printed(context, "business_trip_form", "zh_CN").pdf)[0]
    signed = ("售后服务部经办：周敏", "出差人：", "派出部门经理：", "售后服务部经理：", "批准：")
    places = [page.index(label) for label in ("费用预算合计", *signed, "返回记录")]
    assert places == sorted(places)
