"""Sheets that a crew signs: who signs stands with what is signed, on one page (C12.2)."""

from dataclasses import replace

import pytest

from app.context import Context
from reports.build import build_paper
from tests.app.papers.composing import composed
from tests.briefing_paper_factories import ALL, full_briefing
from tests.reports.reading import page_texts, squeezed

pytestmark = pytest.mark.sqlite_only("about layout; that the papers are filled the same is in the tests of app.papers")


@pytest.mark.parametrize("count", [3, 4, 5, 6, 7])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_c12_2_those_who_sign_the_notice_stand_below_the_declaration(
    context: Context, language: str, count: int
) -> None:
    content = composed(context, "hazard_notice", full_briefing(context, ALL[:count]), language)
    two_sites = f"{content.values['site_address']}\n滨江化水站　浙江 宁波 北仑 新建路 8 号"
    content = replace(content, copies=(1,), values={**content.values, "site_address": two_sites})
    told, names = str(content.values["statement"]), [row["name"] for row in content.rows["signers"]]
    pages = page_texts(build_paper(content).pdf)
    (page,) = [text for text in pages if squeezed(told) in text]
    assert [name for name in names if squeezed(name) not in page] == []


def test_more_people_than_a_page_holds_sign_on_several(context: Context) -> None:
    content = composed(context, "hazard_notice", full_briefing(context))
    (first, *_others) = content.rows["signers"]
    crew = tuple({**first, "name": f"张伟{place}"} for place in range(40))
    content = replace(content, copies=(1,), rows={**content.rows, "signers": crew})
    pages = page_texts(build_paper(content).pdf)
    assert len(pages) == 4
    assert all(any(row["name"] in text for text in pages) for row in crew)
