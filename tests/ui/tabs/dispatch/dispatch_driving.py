"""What the tests of the page of dispatches share."""

from typing import Any

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.context import Context
from app.services.people.dispatches import agree_dispatch
from models.enums import DispatchState
from tests.briefing_factories import make_trip
from tests.factories import version_of
from ui.tabs.dispatch.dispatches.dispatches_page import DispatchesPage


def agreed_trip(context: Context, people: int = 1, **hazard: Any) -> int:
    """Return the id of an agreed dispatch to a project with a hazard, of which nothing is ready yet."""
    dispatch = make_trip(context, people, **hazard)
    agree_dispatch(context, record_id=dispatch, version=version_of(context, dispatch))
    return dispatch


def reasons(page: DispatchesPage) -> dict[str, tuple[str, str]]:
    """Return clause and words of what is shown as missing, by the way out that is offered."""
    assert page.details is not None
    return {reason.fix: (reason.clause, reason.text) for reason in page.view_of(page.details).reasons}


def offered(page: DispatchesPage) -> dict[str, bool]:
    """Return the steps offered, and whether each can be taken."""
    assert page.details is not None
    return {step.code: step.enabled for step in page.view_of(page.details).steps}


def facts(page: DispatchesPage, code: str) -> list[str]:
    """Return what a card says, badges included; nothing where there is no such card."""
    assert page.details is not None
    groups = {group.code: group.facts for group in page.view_of(page.details).groups}
    return [fact.badge.text if fact.badge is not None else fact.value for fact in groups.get(code, ())]


def wait_for(page: DispatchesPage, state: DispatchState, qtbot: QtBot) -> None:
    """Wait until the dispatch shown has come to a state."""
    qtbot.waitUntil(lambda: page.details is not None and page.details.state is state)


def words(page: DispatchesPage) -> str:
    """Return all words that the pane shows."""
    return "\n".join(label.text() for label in page.panel.findChildren(QLabel) if label.isVisible())
