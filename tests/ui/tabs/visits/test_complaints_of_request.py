"""A request that was served leads to a complaint and to quality feedback (N6)."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.context import Context
from tests.factories import make_request, make_solved_request
from tests.ui.tabs.requests.stepping import seldom, show, shown_page
from ui.dialogs.care.complaint_dialog import ComplaintDialog
from ui.dialogs.care.feedback_dialog import FeedbackDialog
from ui.runtime.desk import Desk
from ui.tabs.requests.page import RequestsPage
from ui.tabs.requests.steps import request_steps
from ui.tabs.visits.complaints.of_request import COMPLAIN, FEED_BACK


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> Iterator[RequestsPage]:
    """The page of requests, shown and read."""
    yield from shown_page(RequestsPage(desk), qtbot)


def test_n6_a_complaint_about_a_request_starts_with_its_customer(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    request = make_solved_request(context)
    show(page, request, qtbot)
    dialog = seldom(page, COMPLAIN, ComplaintDialog, qtbot)
    assert dialog.form().request_id == request
    assert dialog.form().customer_id is not None
    dialog.set_pristine()
    dialog.reject()


def test_n6_feedback_about_a_request_starts_with_what_was_said(
    page: RequestsPage, context: Context, qtbot: QtBot
) -> None:
    request = make_solved_request(context, text="风机异响")
    show(page, request, qtbot)
    dialog = seldom(page, FEED_BACK, FeedbackDialog, qtbot)
    assert dialog.form().request_id == request
    assert "风机异响" in dialog.form().content
    dialog.set_pristine()
    dialog.reject()


def test_before_it_is_served_neither_is_offered(page: RequestsPage, context: Context, qtbot: QtBot) -> None:
    show(page, make_request(context), qtbot)
    assert page.details is not None
    codes = {step.code for step in request_steps(page.details, lambda _permission: True)}
    assert not codes & {COMPLAIN, FEED_BACK}
