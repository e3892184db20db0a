"""What a request has to do with: requests merged, parts with a class of their own, scans, repairs, what is missing."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.context import Context
from app.forms.requests import RequestLineForm
from app.services.requests.joining import merge_request
from models.enums import ClassBasis, PartClass, RequestChannel, RequestState, ServiceClass
from tests.factories import (
    do_analysis,
    make_customer,
    make_equipment,
    make_project,
    make_request,
    make_site,
    version_of,
)
from tests.ui.by_hand import pick, type_text
from tests.ui.tabs.requests.driving import STEP, choices, choose, opened, press, problem, said, save, show_request
from tests.ui.tabs.requests.driving import wait_for as wait
from ui.dialogs.requests.class_dialog import ClassDialog
from ui.dialogs.requests.merge_dialog import MergeDialog
from ui.tabs.requests.page import RequestsPage

FACTS = "requests.requests.detail.facts"


@pytest.fixture
def pair(context: Context) -> tuple[int, int]:
    """Two requests of one customer about the same thing, the earlier first."""
    customer = make_customer(context)
    first, second = (make_request(context, customer_id=customer, text=text) for text in ("泵漏水", "泵又漏了"))
    return first, second


def test_c2_a_second_call_about_the_same_thing_is_merged_by_keyboard(
    page: RequestsPage, pair: tuple[int, int], qtbot: QtBot
) -> None:
    first, second = pair
    show_request(page, second, qtbot)
    choose(page, f"{STEP}.more", "merge", qtbot)
    dialog = opened(page, MergeDialog, qtbot)
    pick(qtbot, dialog.into, "泵")
    type_text(dialog.reason, "同一故障")
    with qtbot.waitSignal(page.desk.show_requested) as shown:
        save(dialog, qtbot)
    assert shown.args == ["request", first]
    page.filter_bar.clear()
    show_request(page, second, qtbot)
    wait(page, qtbot, lambda: page.details and page.details.state is RequestState.MERGED)
    assert "已并入" in said(page.panel)


def test_c2_nothing_is_merged_without_saying_into_what_and_why(
    page: RequestsPage, pair: tuple[int, int], qtbot: QtBot
) -> None:
    show_request(page, pair[1], qtbot)
    choose(page, f"{STEP}.more", "merge", qtbot)
    dialog = opened(page, MergeDialog, qtbot)
    save(dialog, qtbot)
    assert problem(dialog, "into_id")
    assert problem(dialog, "reason")


def test_merged_requests_are_links_to_each_other(
    page: RequestsPage, context: Context, pair: tuple[int, int], qtbot: QtBot
) -> None:
    first, second = pair
    merge_request(context, record_id=second, version=version_of(context, second), into_id=first, reason="同一故障")
    page.filter_bar.clear()
    for here, there in ((first, second), (second, first)):
        show_request(page, here, qtbot)
        with qtbot.waitSignal(page.desk.show_requested) as shown:
            press(page, f"{FACTS}.linked.request:{there}", qtbot)
        assert shown.args == ["request", there]
    assert "merge" not in choices_of(page), "a merged request is finished"


def choices_of(page: RequestsPage) -> set[str]:
    """Return the codes of all steps offered."""
    return {step.code for step in page._view.steps} if page._view else set()


def test_c3_2_a_line_that_differs_is_shown_and_told_when_the_class_is_confirmed(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    customer = make_customer(context)
    paid = RequestLineForm(
        text="膜元件", service_class=ServiceClass.PAID, class_basis=ClassBasis.MISUSE, class_reason="用户误加药剂"
    )
    project = make_project(context, customer_id=customer)
    request = make_request(context, customer_id=customer, project_id=project, lines=(paid,))
    do_analysis(context, request)
    show_request(page, request, qtbot)
    assert "膜元件 · 有偿 (使用不当损坏) · 用户误加药剂" in said(page.panel)
    press(page, f"{STEP}.confirm_class", qtbot)
    note = opened(page, ClassDialog, qtbot).findChild(QLabel, "requests.class.lines")
    assert isinstance(note, QLabel)
    assert "膜元件: 有偿 · 使用不当损坏" in note.text()


def test_c4_2_a_part_says_since_when_it_is_needed(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    line = RequestLineForm(text="滤芯", part_class=PartClass.DOMESTIC)
    show_request(page, make_request(context, lines=(line,)), qtbot)
    assert "滤芯 · 国内易购件 · 03-06 14:00 提出需求" in said(page.panel)


def test_c2_when_who_and_how_it_came_in_is_told(
    page: RequestsPage, context: Context, tmp_path: Path, qtbot: QtBot
) -> None:
    scan = tmp_path / "传真.png"
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    assert picture.save(str(scan))
    fields: dict[str, Any] = {"received_by": "周敏", "owner_name": "李梅", "large": True, "fault_level": 2}
    show_request(page, make_request(context, channel=RequestChannel.FAX, scan=scan, **fields), qtbot)
    seen = said(page.panel)
    for words in ("03-06 13:00 · 周敏", "李梅", "大额或重要", "2 级"):
        assert words in seen
    assert page.details is not None
    assert page.details.incoming_number
    assert page.details.incoming_number in seen
    (document,) = page.details.scans
    assert f"document:{document.document_id}" in {paper.code for paper in page._view.papers} if page._view else False


def test_an_unknown_distance_is_shown_as_missing(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    customer = make_customer(context)
    site = make_site(context, customer_id=customer, km=None)
    show_request(page, make_request(context, customer_id=customer, site_id=site), qtbot)
    assert "未知，按 100 km 以内计" in said(page.panel)


@pytest.mark.parametrize(("times", "words"), [(2, ""), (3, "3 次"), (4, "应整机更换（N2）")])
def test_n1_n2_repeated_repairs_of_one_piece_are_flagged(
    times: int, words: str, page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    customer = make_customer(context)
    project = make_project(context, customer_id=customer)
    pump = make_equipment(context, project_id=project)
    made = [make_request(context, customer_id=customer, project_id=project, equipment_id=pump) for _ in range(times)]
    show_request(page, made[-1], qtbot)
    assert ("维修次数" in said(page.panel)) == bool(words)
    assert words in said(page.panel)


def test_the_menu_of_more_steps_is_reached_by_tab(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    show_request(page, make_request(context), qtbot)
    assert set(choices(page, f"{STEP}.more", qtbot)) >= {"hold", "cancel", "merge"}
    more = page.findChild(QPushButton, f"{STEP}.more")
    assert isinstance(more, QPushButton)
    assert more.focusPolicy() & Qt.FocusPolicy.TabFocus
