"""The hazard list and the emergency plan of a project (C12.1)."""

from app.context import Context
from app.papers.content import PaperMark
from models.safety.hazard import Hazard
from tests.app.papers.composing import composed
from tests.factories import make_project
from tests.hazard_factories import hazard_of, make_hazard
from tests.hazard_paper_factories import listed_project


def test_c12_1_the_list_holds_every_hazard_the_worst_first(context: Context) -> None:
    content = composed(context, "hazard_list", listed_project(context))
    rows = content.rows["hazards"]
    assert [row["danger"] for row in rows] == ["270", "135", "90", "45"]
    assert [row["level"] for row in rows] == ["重大（红）", "较大（橙）", "较大（橙）", "一般（黄）"]
    assert rows[2]["hazard"] == "卸酸区（化水车间、酸库）"
    assert content.values["total_hazards"] == "4 项：重大（红）1、较大（橙）2、一般（黄）1"
    assert content.values["customer_hazards"] == "卸酸区地面湿滑；厂区限速 5 km/h"
    assert content.mark is PaperMark.NONE


def test_c12_1_a_row_tells_assessment_and_protection(context: Context) -> None:
    row = composed(context, "hazard_list", listed_project(context)).rows["hazards"][0]
    assert [row[name] for name in ("likelihood", "exposure", "consequence")] == ["3", "6", "15"]
    assert row["gear"].splitlines()[-2:] == ["持证：有限空间作业", "至少 2 人"]
    assert row["looked"] == "2026-03-02"


def test_c12_1_without_a_hazard_both_print_as_drafts(context: Context) -> None:
    project = make_project(context)
    for form_id in ("hazard_list", "emergency_plan"):
        content = composed(context, form_id, project)
        assert content.mark is PaperMark.DRAFT
        assert content.missing == ("C12.1 危险源清单上还没有危险源",)


def test_a_reopened_hazard_is_marked_on_the_list(context: Context) -> None:
    project = make_project(context)
    hazard = make_hazard(context, project_id=project)
    with context.write() as session:
        session.get_one(Hazard, hazard).review_reason = "SG-2026-0001"
    (row,) = composed(context, "hazard_list", project).rows["hazards"]
    assert row["looked"] == "2026-03-02（待评审）"


def test_c12_1_the_plan_tells_what_to_do_for_each_hazard(context: Context) -> None:
    content = composed(context, "emergency_plan", listed_project(context))
    assert content.rows["plans"][0]["action"] == "立即撤离，拨打120"
    assert len(content.rows["plans"]) == 4
    assert [row["duty"] for row in content.rows["duties"]] == ["总指挥", "救护", "联络", "警戒引导"]


def test_a_hazard_without_a_plan_is_left_out_of_it(context: Context) -> None:
    project = make_project(context)
    make_hazard(context, project_id=project, consequence=hazard_of().likelihood, emergency="", certificates=())
    assert "plans" not in composed(context, "emergency_plan", project).rows


def test_english_papers_are_english(context: Context) -> None:
    project = listed_project(context)
    row = composed(context, "hazard_list", project, "en").rows["hazards"][0]
    assert row["gear"].splitlines()[-2:] == ["certificate: Confined space work", "2 persons at least"]
