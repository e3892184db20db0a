"""The detail pane and its parts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.card import Card
from ui.widgets.detail.commitments import CommitmentView
from ui.widgets.detail.detail_panel import DetailPanel, DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import ReasonView, StepView
from ui.widgets.detail.papers import PaperView
from ui.widgets.detail.timeline import LATEST, Timeline, TimelineEntry
from ui.widgets.message_bar import MessageBar
from ui.widgets.pages.page_pills import PagePills
from ui.widgets.tab_strip import TabStrip, TabView

VIEW = DetailView(
    title="SR-2026-0148",
    badges=(Badge("Paid", Tone.ACCENT),),
    state=Badge("Quoting", Tone.SOON),
    subtitle="Seal leaks",
    line="华东化工 · 126.0 km",
    steps=(StepView("reply", "Record reply", primary=True), StepView("class", "Class", enabled=False)),
    reasons=(ReasonView("C3.1", "File not consulted", "consult", "Consult"),),
    commitments=(CommitmentView("First reply", Badge("Kept · 16:20", Tone.KEPT), "C5.1 · 24 h"),),
    groups=(FactGroup("basic", "Facts", (Fact("From", "Wang"), Fact("Project", "P-1", link="project:3")), "Edit"),),
    timeline=(TimelineEntry("Registered", "11-19 15:42", "Zhou"),),
    papers=(PaperView("paper:9", "Request slip", "FW-2026-0001"),),
)


@pytest.fixture
def panel(qtbot: QtBot) -> DetailPanel:
    """A shown pane."""
    result = DetailPanel("requests.requests")
    qtbot.addWidget(result)
    result.resize(440, 900)
    result.show()
    return result


def _button(root: QWidget, name: str) -> QPushButton:
    button = root.findChild(QPushButton, name)
    assert button is not None
    return button


def _shown(root: QWidget) -> set[str]:
    return {label.text() for label in root.findChildren(QLabel) if label.isVisible()}


def test_nothing_selected_shows_a_quiet_word(panel: DetailPanel) -> None:
    panel.show_view(None)
    assert panel._placeholder.isVisible()
    assert not panel._scroll.isVisible()


def test_everything_of_a_record_is_shown(panel: DetailPanel) -> None:
    panel.show_view(VIEW)
    expected = {"SR-2026-0148", "Seal leaks", "File not consulted", "First reply", "C5.1 · 24 h", "Wang", "Registered"}
    assert expected <= _shown(panel)


def test_another_record_replaces_the_former(panel: DetailPanel, qtbot: QtBot) -> None:
    panel.show_view(VIEW)
    panel.show_view(DetailView(title="SR-2026-0149", groups=(FactGroup("other", "Other", (Fact("A", "B"),)),)))
    qtbot.waitUntil(lambda: "SR-2026-0149" in _shown(panel))  # Qt shows new widgets with the next layout
    shown = _shown(panel)
    assert not {"Seal leaks", "Wang", "Registered"} & shown
    assert not panel._step_card.isVisible()


@pytest.mark.parametrize(
    ("signal", "name", "code"),
    [
        ("action_requested", "requests.requests.detail.step.reply", "reply"),
        ("fix_requested", "requests.requests.detail.step.fix.consult", "consult"),
        ("link_requested", "requests.requests.detail.facts.basic.project:3", "project:3"),
        ("link_requested", "requests.requests.detail.basic_card.link", "basic"),
        ("paper_requested", "requests.requests.detail.papers.paper:9", "paper:9"),
    ],
)
def test_each_link_tells_its_code(panel: DetailPanel, qtbot: QtBot, signal: str, name: str, code: str) -> None:
    panel.show_view(VIEW)
    with qtbot.waitSignal(getattr(panel, signal)) as wished:
        _button(panel, name).click()
    assert wished.args == [code]


def test_a_step_that_is_not_lawful_is_grey(panel: DetailPanel) -> None:
    panel.show_view(VIEW)
    assert not _button(panel, "requests.requests.detail.step.class").isEnabled()


def test_everything_to_act_on_has_a_name(panel: DetailPanel) -> None:
    panel.show_view(VIEW)
    for button in panel.findChildren(QPushButton):
        if button.isVisible():
            assert button.objectName().startswith("requests.requests.detail.")
            assert button.accessibleName() or button.text()


def test_markup_in_data_is_shown_as_typed(panel: DetailPanel) -> None:
    group = FactGroup("b", "F", (Fact("a", "<i>"),))
    panel.show_view(DetailView(title="<b>x</b>", subtitle="<img src=x>", groups=(group,)))
    data = [label for label in panel.findChildren(QLabel) if "<" in label.text()]
    assert data
    assert {label.textFormat() for label in data} == {Qt.TextFormat.PlainText}


def test_a_long_timeline_shows_the_latest_and_all_on_request(qtbot: QtBot) -> None:
    timeline = Timeline("requests.requests.detail.timeline")
    qtbot.addWidget(timeline)
    timeline.show_entries([TimelineEntry(f"Event {number}", "11-19") for number in range(LATEST + 5)])
    assert timeline._lines.count() == LATEST
    _button(timeline, "requests.requests.detail.timeline.show_all").click()
    assert timeline._lines.count() == LATEST + 5


def test_message_bar_speaks_and_hides(qtbot: QtBot) -> None:
    bar = MessageBar("requests.requests.message")
    qtbot.addWidget(bar)
    assert bar.text == ""
    bar.show_message("Saved by another desk.", Tone.SOON, "Reload")
    assert bar.text == "Saved by another desk."
    with qtbot.waitSignal(bar.action_requested):
        _button(bar, "requests.requests.message.action").click()


def test_card_shows_title_count_note_and_link(qtbot: QtBot) -> None:
    card = Card("today.today.overdue", "Overdue", "All")
    qtbot.addWidget(card)
    card.show()
    card.set_count(Badge("2", Tone.OVERDUE))
    card.set_note("since 11-18")
    assert {"Overdue", "since 11-18"} <= _shown(card)
    with qtbot.waitSignal(card.link_clicked):
        _button(card, "today.today.overdue.link").click()


def test_tab_strip_chooses_by_code_and_shows_counts(qtbot: QtBot) -> None:
    strip = TabStrip("main.tabs", (TabView("today", "Today", "today"), TabView("requests", "Requests", "requests")))
    qtbot.addWidget(strip)
    strip.show()
    with qtbot.waitSignal(strip.tab_chosen) as chosen:
        strip.choose("requests")
    strip.set_count("today", 120)
    assert chosen.args == ["requests"]
    assert strip.accessibleTabName(0) == "Today 120"
    assert not strip.grab().isNull()


def test_arrow_keys_walk_through_pills(qtbot: QtBot) -> None:
    pills = PagePills("requests.pages", (("requests", "Requests"), ("orders", "Orders")))
    qtbot.addWidget(pills)
    pills.set_current("requests")
    with qtbot.waitSignal(pills.chosen) as chosen:
        qtbot.keyClick(pills, Qt.Key.Key_Right)
    assert chosen.args == ["orders"]
