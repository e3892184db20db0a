"""The layout of letters: head, text, signature with room for the seal, reply slip, page numbers (paperwork.md 1.4)."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace

import pytest

from app.context import Context
from app.papers.content import MAY_BREAK, Letterhead, PaperContent, PaperMark
from app.papers.pages import opened
from models.enums import LetterKind
from reports.build import build_paper
from reports.style.frames import MM
from tests.letter_ground_factories import Line, letter_paper, line
from tests.reports.reading import font_names, letters, page_texts, printed_as, qr_codes, squeezed

pytestmark = pytest.mark.sqlite_only("about layout; that letters are filled the same is in the tests of app.papers")

LANGUAGES = ("zh_CN", "en")
SIGNED = {"zh_CN": "江南清源水务工程有限公司2026年3月6日", "en": "江南清源水务工程有限公司6March2026"}
ORIGINAL, FILE, FINANCE = 1, 2, 3


def dunning(context: Context, language: str = "zh_CN", lines: Sequence[Line] = (), **changes: object) -> PaperContent:
    """Return a second dunning letter as the customer gets it."""
    content = letter_paper(context, LetterKind.DUNNING_2, list(lines) or [line("518300", "200000")], language)
    return replace(content, **changes)  # type: ignore[arg-type]


def with_text(content: PaperContent, **values: str) -> PaperContent:
    """Return a letter with other texts."""
    return replace(content, values={**content.values, **values})


def places(pdf: bytes, page: int, text: str) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top in millimetres of a text that stands on one line of a page."""
    with opened(pdf) as document, closing(document[page]) as sheet, closing(sheet.get_textpage()) as told:
        shown = [index for index in range(told.count_chars()) if told.get_text_range(index, 1).strip()]
        flowing = "".join(told.get_text_range(index, 1) for index in shown)
        start = flowing.index(squeezed(text))
        boxes = [told.get_charbox(index) for index in shown[start : start + len(squeezed(text))]]
    return (
        min(box[0] for box in boxes) / MM,
        min(box[1] for box in boxes) / MM,
        max(box[2] for box in boxes) / MM,
        max(box[3] for box in boxes) / MM,
    )


def test_the_customer_gets_letter_and_slip_and_the_files_a_sheet_of_their_own(context: Context) -> None:
    pages = {copy: page_texts(build_paper(dunning(context, copies=(copy,))).pdf) for copy in (ORIGINAL, FILE, FINANCE)}
    assert "回执" in pages[ORIGINAL][-1]
    assert "联" not in pages[ORIGINAL][0].replace("联系", "")
    assert all("催款函（第二次）" not in page for page in pages[ORIGINAL])
    assert "催款函（第二次）" in pages[FILE][-1]
    assert all(label in pages[FILE][-1] for label in ("拟稿：周敏", "财务核对", "签发", "□EMS", "签收人"))
    assert "第二联售后服务部存档（白）" in pages[FILE][0]
    assert len(pages[FINANCE]) == len(pages[ORIGINAL]) - 1


def test_the_slip_stands_alone_on_its_page_with_code_and_places_to_sign(context: Context) -> None:
    pdf = build_paper(dunning(context)).pdf
    *text, slip = page_texts(pdf)
    assert all("收悉" not in page for page in text)
    assert slip.startswith("✂沿虚线裁下")
    assert "贵公司清源售函〔2026〕31号函件已于年月日收悉" in slip
    assert "单位（盖章）：经办人：电话：日期：" in slip
    assert qr_codes(pdf) == [["CK-2026-0031"]] * len(page_texts(pdf))


def test_a_page_number_stands_below_the_text_on_every_page_but_first_and_slip(context: Context) -> None:
    pages = page_texts(build_paper(dunning(context, lines=[line("100")] * 100)).pdf)
    assert len(pages) > 4
    assert "—1—" not in pages[0]
    assert [page.endswith(f"—{number}—") for number, page in enumerate(pages, start=1)][1:-1] == [True] * (
        len(pages) - 2
    )
    assert "—" not in pages[-1]


def test_head_number_title_and_addressee_stand_where_the_standard_has_them(context: Context) -> None:
    pdf = build_paper(dunning(context)).pdf
    mark, number = places(pdf, 0, "江南清源水务工程有限公司清"), places(pdf, 0, "清源售函〔2026〕31号")
    addressee, first = places(pdf, 0, "金桥电子科技有限公司："), places(pdf, 0, "经财务再次核对")
    assert 297 - 34 < mark[3] < 297 - 29
    assert 165 < number[2] < 184 - 12
    assert addressee[0] == pytest.approx(28, abs=0.7)
    assert first[0] - addressee[0] == pytest.approx(2 * addressee_size(pdf) / MM, abs=1)


def addressee_size(pdf: bytes) -> float:
    """Return the size of the letter's text in points."""
    ((_face, size),) = printed_as(pdf, "经财务再次核对")
    return size


def test_chinese_text_is_song_with_figures_in_hei_and_never_smaller_than_size_four(context: Context) -> None:
    pdf = build_paper(dunning(context)).pdf
    assert addressee_size(pdf) in (14, 15, 16)
    faces = {one.char: one.face for one in letters(pdf) if one.page == 0}
    assert "Serif" in faces["贵"]
    assert "Serif" not in faces["2"]
    assert len(set(font_names(pdf))) <= 4


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", range(0, 60, 4))
def test_a_signature_never_stands_on_a_page_alone(context: Context, language: str, count: int) -> None:
    said = "为便于双方账目清楚，谨请贵单位拨冗核对。" if language == "zh_CN" else "Please check these figures. "
    closing = {"zh_CN": "特此函告。", "en": "Yours faithfully,"}[language]
    content = with_text(dunning(context, language, copies=(FINANCE,)), after="\n".join([said * 3] * (count // 4)))
    content = with_text(content, before="\n".join([said] * (count % 8)), closing=closing)
    pages = page_texts(build_paper(content).pdf)
    (signed,) = [page for page in pages if SIGNED[language] in page]
    before = signed[: signed.index(SIGNED[language])]
    assert squeezed(closing) in before
    if len(pages) > 1:
        assert before.count(squeezed(said)) >= 1


def test_a_letter_is_set_smaller_only_where_that_takes_fewer_pages(context: Context) -> None:
    short = with_text(dunning(context, copies=(FINANCE,)), after="特此说明。")
    assert addressee_size(build_paper(short).pdf) == 16
    longer = with_text(short, after="\n".join(["现请贵单位付清上述款项，确有困难的请提交计划。"] * 4))
    built = build_paper(longer)
    assert built.pages == 1
    assert addressee_size(built.pdf) < 16


def test_a_hundred_lines_keep_their_head_their_sum_and_their_text(context: Context) -> None:
    pages = page_texts(build_paper(dunning(context, lines=[line("1000.10", "0.10")] * 100)).pdf)
    assert sum("款项节点" in page for page in pages) >= 3
    assert "（接下页）" in pages[0]
    assert "¥100,000.00" in "".join(pages)
    assert all(f"{number}" in "".join(pages) for number in (1, 50, 100))


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_names_wrap_and_nothing_leaves_the_page(context: Context, language: str) -> None:
    long = "中国某某水务工程技术（集团）有限公司宁波北仑滨江新区超纯水及废水零排放装备制造与服务分公司" * 3
    content = replace(dunning(context, language), letterhead=Letterhead(long, "售后服务部"))
    content = with_text(content, salutation=f"{long}：", signed_by=long, heading=f"关于{long}逾期款项的函")
    content = with_text(
        content, doc_no=f"{long}〔2026〕31号", contact=f"（联系人：{long}）", enclosures=f"附件：{long}"
    )
    text = "".join(page_texts(build_paper(content).pdf))
    assert text.count(long) >= 6


def test_rare_characters_are_printed_or_told(context: Context) -> None:
    built = build_paper(with_text(dunning(context), salutation="㛃䶮𬱖𠮷水务<b>&有限公司😀："))
    assert "㛃䶮𬱖𠮷水务<b>&有限公司〔U+1F600〕：" in page_texts(built.pdf)[0]
    assert len(built.warnings) == 1


def test_a_draft_has_no_number_and_tells_what_is_missing_after_the_text(context: Context) -> None:
    missing = ("C10 尚缺：收款银行", "C10 函件尚未签发")
    draft = dunning(context, number=None, mark=PaperMark.DRAFT, missing=missing)
    pdf = build_paper(with_text(draft, doc_no="")).pdf
    text = "".join(page_texts(pdf))
    assert "（发放时编号）" in text
    assert "草稿尚缺1.C10尚缺：收款银行2.C10函件尚未签发" in text
    assert qr_codes(pdf) == [[]] * len(page_texts(pdf))


@pytest.mark.parametrize(("mark", "said"), [(PaperMark.REPRINT, "补打第2次"), (PaperMark.VOID, "作废")])
def test_a_reprint_and_a_void_letter_say_so_on_every_page(context: Context, mark: PaperMark, said: str) -> None:
    pages = page_texts(build_paper(dunning(context, mark=mark, print_count=2)).pdf)
    assert all(said in page for page in pages)


def test_the_same_letter_gives_the_same_bytes(context: Context) -> None:
    assert build_paper(dunning(context)).pdf == build_paper(dunning(context)).pdf


def test_an_annex_begins_a_page_of_its_own_before_the_slip(context: Context) -> None:
    content = letter_paper(context, LetterKind.RETENTION, [line("86401.05", days=-150)])
    row = {"date": "2025-09-03", "doc_no": "SR-2025-0147", "content": "更换浓水流量计", "result": "已解决"}
    rows = {"services": tuple({**row, "seq": str(number)} for number in range(1, 41))}
    *text, annex, further, slip = page_texts(build_paper(replace(content, rows=rows)).pdf)
    assert annex.startswith("附件质保期服务汇总表序号日期服务编号")
    assert further.startswith("序号日期服务编号")
    assert annex.endswith(f"—{len(text) + 1}—")
    assert "质保金催收函" not in "".join(text)
    assert "回执" in slip


TITLES = {
    "关于限期支付|金桥电子超纯水项目|拖欠款项的最后催告函": ("关于限期支付金桥电子超纯水项目", "拖欠款项的最后催告函"),
    "关于|金桥电子超纯水项目|质保期即将届满及商请支付质保金的函": (
        "关于金桥电子超纯水项目",
        "质保期即将届满及商请支付质保金的函",
    ),
    "关于催付|江南电子北仑工厂超纯水站扩建二期项目|逾期款项的函": (
        "关于催付江南电子北仑工厂超纯水站扩建二期项目",
        "逾期款项的函",
    ),
}


def text_between(pdf: bytes, page: int, low: float, high: float) -> str:
    """Return what stands so many millimetres above the lower edge of a page, without white space."""
    with opened(pdf) as document, closing(document[page]) as sheet, closing(sheet.get_textpage()) as told:
        return squeezed(told.get_text_bounded(0, low * MM, 210 * MM, high * MM))


@pytest.mark.parametrize("title", TITLES)
def test_a_title_on_two_lines_cuts_no_name(context: Context, title: str) -> None:
    pdf = build_paper(with_text(dunning(context), heading=title.replace("|", MAY_BREAK))).pdf
    for said in TITLES[title]:
        _left, bottom, _right, top = places(pdf, 0, said)
        middle = (bottom + top) / 2
        assert text_between(pdf, 0, middle - 1, middle + 1) == said


def test_the_names_in_a_title_are_what_it_may_break_around(context: Context) -> None:
    title = letter_paper(context, LetterKind.DUNNING_3, [line("500")]).values["heading"]
    assert title == f"关于限期支付{MAY_BREAK}金桥电子超纯水项目{MAY_BREAK}拖欠款项的最后催告函"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LetterKind)
def test_every_reply_slip_takes_one_page(context: Context, kind: LetterKind, language: str) -> None:
    content = letter_paper(context, kind, [line("518300", "200000")], language)
    pages = page_texts(build_paper(replace(content, copies=(ORIGINAL,))).pdf)
    cut = {"zh_CN": "沿虚线裁下", "en": "Cutalongtheline"}[language]
    assert [cut in page for page in pages] == [False] * (len(pages) - 1) + [True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_paragraph_goes_on_on_the_next_page(context: Context, language: str) -> None:
    said = {"zh_CN": "请贵单位拨冗核对。", "en": "Please check these figures. "}[language] * 90
    content = with_text(dunning(context, language, copies=(FINANCE,)), before="", after=f"{said}\n{said}")
    pdf = build_paper(content).pdf
    text_ends, line_height = 35, 29 / MM
    full = range(len(page_texts(pdf)) - 1)
    assert [page for page in full if not text_between(pdf, page, text_ends, text_ends + 2 * line_height)] == []
    assert len(full) > 0


def test_english_figures_and_days_are_not_parted_at_the_end_of_a_line(context: Context) -> None:
    said = "On 12 September 2026 CNY 1,234.50 by letter QY [2026] No. 12 to account no. 3901 2000 0000. "
    words = said.split()
    content = with_text(dunning(context, "en", copies=(FINANCE,)), before=said * 12, after="")
    pdf = build_paper(content).pdf
    with opened(pdf) as document, closing(document[0]) as sheet, closing(sheet.get_textpage()) as told:
        ends = [one.split()[-1] for one in told.get_text_range().splitlines() if one.split()]
    assert not {"12", "September", "CNY", "no.", "No.", "[2026]", "3901", "2000"} & set(ends) - {words[-1]}
