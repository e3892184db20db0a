"""Filing what came back signed, from the page of its record (C11.5)."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.context import Actor, Context
from app.services.papers import issue_paper
from models.enums import EventKind, RecordKind, Role
from tests.app.archive.scanned import scan_in
from tests.app.services.requests.logs import entries
from tests.factories import make_agreed_dispatch, make_request
from tests.ui.by_hand import opened, press_save, save
from tests.ui.tabs.page_driving import show_record
from ui.dialogs.signed_copy_dialog import INCOMING, SignedCopyDialog
from ui.runtime.desk import Desk
from ui.tabs.dispatch.dispatches.dispatches_page import DispatchesPage
from ui.tabs.requests.page import RequestsPage
from ui.tabs.signed_copies import FILE_COPY, step_words


@pytest.fixture
def dispatches(desk: Desk, qtbot: QtBot) -> DispatchesPage:
    """The page of dispatches, not shown yet."""
    made = DispatchesPage(desk)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def requests(desk: Desk, qtbot: QtBot) -> RequestsPage:
    """The page of requests, not shown yet."""
    made = RequestsPage(desk)
    qtbot.addWidget(made)
    return made


def offers(page: DispatchesPage | RequestsPage, words: str) -> bool:
    """Tell whether the menu of the record shown offers the step."""
    steps = [entry for entry in page.menu_entries() if entry.code == "steps"]
    return words in [line.text for entry in steps for group in entry.groups for line in group]


def test_c11_5_the_signed_dispatch_order_is_filed_from_its_dispatch(
    dispatches: DispatchesPage, context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    dispatch = make_agreed_dispatch(context)
    issue_paper(context, form_id="service_work_order", record_id=dispatch)
    show_record(dispatches, dispatch, qtbot)
    assert offers(dispatches, step_words(RecordKind.DISPATCH))
    dispatches.on_step(FILE_COPY)
    dialog = opened(qtbot, dispatches, SignedCopyDialog)
    press_save(dialog)
    assert dialog.missing()
    dialog.scan.set_value(scan_in(tmp_path))
    qtbot.waitUntil(lambda: not dialog.missing())
    save(qtbot, dialog)
    assert len(entries(context, dispatch, EventKind.COPY_FILED)) == 1


def test_nothing_printed_nothing_to_file(dispatches: DispatchesPage, context: Context, qtbot: QtBot) -> None:
    show_record(dispatches, make_agreed_dispatch(context), qtbot)
    assert not offers(dispatches, step_words(RecordKind.DISPATCH))


def test_c2_1_a_fax_that_comes_later_is_filed_from_its_request(
    requests: RequestsPage, context: Context, qtbot: QtBot, tmp_path: Path
) -> None:
    request = make_request(context)
    show_record(requests, request, qtbot)
    requests.on_step(FILE_COPY)
    dialog = opened(qtbot, requests, SignedCopyDialog)
    assert dialog.paper.code() == INCOMING
    dialog.scan.set_value(scan_in(tmp_path))
    qtbot.waitUntil(lambda: not dialog.missing())
    save(qtbot, dialog)
    assert len(entries(context, request, EventKind.SCAN_FILED)) == 1


def test_whoever_only_reads_is_not_offered_it(requests: RequestsPage, context: Context, qtbot: QtBot) -> None:
    request = make_request(context)
    context.actor = Actor("viewer", "查阅", frozenset({Role.VIEWER}))
    show_record(requests, request, qtbot)
    assert not offers(requests, step_words(RecordKind.REQUEST))
