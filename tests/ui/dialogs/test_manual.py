"""The manual: every page in both languages, links that lead somewhere, the page of the tab one is on."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.i18n import LANGUAGES, set_default_language
from app.resources import resource_path
from ui.dialogs.manual import ManualDialog
from ui.main_window import TABS


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each language in turn."""
    set_default_language(request.param)
    yield request.param
    set_default_language(LANGUAGES[0])


def _pages(language: str) -> set[str]:
    return {path.name for path in resource_path("manual", language).glob("*.md")}


def test_every_page_exists_in_both_languages() -> None:
    assert _pages("zh_CN") == _pages("en")
    assert {f"{code}.md" for code, _title, _make in TABS} <= _pages("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_to_a_page(language: str) -> None:
    for name in _pages(language):
        text = resource_path("manual", language, name).read_text(encoding="utf-8")
        assert set(re.findall(r"\]\(([^)]+)\)", text)) <= _pages(language), name


def test_a_page_opens_in_the_language_of_the_window(language: str, qtbot: QtBot) -> None:
    manual = ManualDialog("requests")
    qtbot.addWidget(manual)
    assert {"zh_CN": "服务请求", "en": "Requests"}[language] in manual.browser.toPlainText()


def test_links_and_the_contents_button_turn_pages(qtbot: QtBot) -> None:
    manual = ManualDialog("requests")
    qtbot.addWidget(manual)
    manual.browser.anchorClicked.emit(QUrl("dispatch.md"))
    assert manual.browser.toPlainText().startswith("人员派遣")
    contents = manual.findChild(QPushButton, "manual.action.contents")
    assert isinstance(contents, QPushButton)
    contents.click()
    assert manual.browser.toPlainText().startswith("售后管家")


def test_an_unknown_page_shows_the_first(qtbot: QtBot) -> None:
    manual = ManualDialog("no-such-page")
    qtbot.addWidget(manual)
    assert manual.browser.toPlainText().startswith("售后管家")
