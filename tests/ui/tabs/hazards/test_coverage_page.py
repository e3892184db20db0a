"""The page of projects with their hazard lists, driven as a person does (C12.1)."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.context import Context
from app.queries.safety.coverage import Coverage, coverage_details
from models.enums import Role
from tests.factories import make_project
from tests.hazard_factories import make_hazard
from tests.ui.by_hand import opened, save
from tests.ui.dialogs.asking import button
from tests.ui.tabs.conftest import DeskOf, OpenPage, Settle
from tests.ui.tabs.page_driving import press_button
from ui.dialogs.safety.hazard_dialog import HazardDialog
from ui.dialogs.safety.templates_dialog import TemplatesDialog
from ui.runtime.desk import Desk
from ui.table.filter_bar import FilterState
from ui.tabs.hazards.coverage.columns import coverage_columns
from ui.tabs.hazards.coverage.coverage_detail import coverage_view
from ui.tabs.hazards.coverage.coverage_page import NAME, CoveragePage

Show = Callable[[], CoveragePage]


@pytest.fixture
def coverage(open_page: OpenPage) -> Show:
    """Shows the page of coverage."""
    return lambda: open_page(CoveragePage)


def test_c12_1_a_project_without_a_list_is_given_one_from_templates(
    coverage: Show, context: Context, qtbot: QtBot, settle: Settle
) -> None:
    project = make_project(context, contract_no="HT-1")
    page = coverage()
    press_button(page, "detail.step.templates", qtbot)
    dialog = opened(qtbot, page, TemplatesDialog)
    dialog.templates.boxes["confined_space"].click()
    save(qtbot, dialog)
    settle(page)
    assert coverage_details(context, project).coverage is Coverage.COVERED
    assert page.details is not None
    assert [line.fact.title for line in page.details.hazards] == ["有限空间中毒、缺氧"]


def test_a_hazard_is_added_to_the_list_shown(coverage: Show, context: Context, qtbot: QtBot, settle: Settle) -> None:
    project = make_project(context, name="超纯水站", contract_no="HT-1")
    make_hazard(context, project_id=project)
    page = coverage()
    button(page, f"{NAME}.detail.hazards_card.link").click()
    dialog = opened(qtbot, page, HazardDialog)
    item = dialog.owner.project.value()
    assert item is not None
    assert item.title == "超纯水站"
    dialog.template.set_value("driving")
    save(qtbot, dialog)
    settle(page)
    assert page.details is not None
    assert len(page.details.hazards) == 2


def test_the_heading_says_by_what_the_projects_are_sorted(coverage: Show, context: Context, settle: Settle) -> None:
    make_project(context, contract_no="HT-1")
    page = coverage()
    settle(page)
    header = page.table.horizontalHeader()
    assert header.isSortIndicatorShown()
    assert header.model().headerData(header.sortIndicatorSection(), header.orientation()) == "项目令号"


def test_chips_find_the_projects_without_a_list(coverage: Show, context: Context, settle: Settle) -> None:
    make_project(context, name="甲", contract_no="HT-1")
    make_hazard(context, project_id=make_project(context, name="乙", contract_no="HT-2"))
    page = coverage()
    page.show_filter(FilterState(chips=frozenset({Coverage.MISSING.value})))
    settle(page)
    assert [page.model.row_at(at).name for at in range(page.model.rowCount())] == ["甲"]


def test_the_pane_says_that_nobody_may_be_sent_without_a_list(desk: Desk, context: Context) -> None:
    project = make_project(context, contract_no="HT-1")
    view = coverage_view(coverage_details(context, project), desk, may_edit=True)
    assert view.state is not None
    assert view.state.text == "无清单"
    assert [step.code for step in view.steps] == ["templates", "new"]
    assert "没有清单不得派人前往" in view.groups[0].facts[0].value


@pytest.mark.parametrize(("role", "shown"), [(Role.LEADER, True), (Role.WAREHOUSE, False), (Role.VIEWER, False)])
def test_c14_contracts_are_shown_to_who_may_see_them(
    desk_of: DeskOf, context: Context, role: Role, *, shown: bool
) -> None:
    desk = desk_of(role)
    assert ("contract" in [column.key for column in coverage_columns(desk)]) is shown
    project = make_project(context, contract_no="HT-1")
    assert coverage_view(coverage_details(desk.context, project), desk, may_edit=False).steps == ()
