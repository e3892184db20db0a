"""The confidentiality undertaking on paper: one page, in both languages (C14)."""

from dataclasses import replace

import pytest

from app.context import Context
from reports.build import build_paper
from tests.app.papers.composing import composed
from tests.reports.reading import page_texts, squeezed
from tests.reports.test_all_papers import outside, tenfold
from tests.secrecy_paper_factories import full_pledge

pytestmark = pytest.mark.sqlite_only("about layout; that the papers are filled the same is in the tests of app.papers")

LANGUAGES = pytest.mark.parametrize("language", ["zh_CN", "en"])


@LANGUAGES
def test_c14_the_undertaking_has_one_page(context: Context, language: str) -> None:
    told = "违反本承诺的，扣发当年服务考核奖。"
    content = composed(context, "confidentiality_agreement", full_pledge(context, liability=told), language)
    (page,) = page_texts(build_paper(replace(content, copies=(2,))).pdf)
    assert squeezed(told) in page
    assert squeezed(content.form.signatures[0].label.text(language)) in page


@LANGUAGES
def test_tenfold_it_stays_in_its_frame(context: Context, language: str) -> None:
    content = tenfold(composed(context, "confidentiality_agreement", full_pledge(context), language))
    content = replace(content, copies=(1,))
    assert outside(content, build_paper(content).pdf) == []
