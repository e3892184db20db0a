"""The detail pane fills the widgets it has again: nothing of the former record may stay visible or be found by name."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.commitments import CommitmentView
from ui.widgets.detail.detail_panel import DetailPanel, DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import ReasonView, StepView
from ui.widgets.detail.papers import PaperView
from ui.widgets.detail.state_badge import StateBadge
from ui.widgets.detail.timeline import LATEST, Timeline, TimelineEntry
from ui.widgets.detail.words import Words

NAME = "requests.requests.detail"
FACTS = (Fact("From", "Wang"), Fact("Project", "P-1", link="project:1"), Fact("Class", "", badge=Badge("Paid")))
FULL = DetailView(
    title="SR-1",
    badges=(Badge("Major", Tone.OVERDUE), Badge("Paid")),
    state=Badge("In hand"),
    subtitle="Seal leaks",
    line="126 km",
    steps=(StepView("reply", "Reply", primary=True), StepView("close", "Close", enabled=False)),
    reasons=(ReasonView("C3.1", "Not consulted", "consult", "Consult"), ReasonView("C3.2", "No result")),
    commitments=(CommitmentView("First reply", Badge("Kept"), "C5.1"), CommitmentView("Solved", Badge("Open"), "C5.2")),
    groups=(FactGroup("basic", "Facts", FACTS), FactGroup("money", "Money", (Fact("Sum", "¥1"),))),
    timeline=(TimelineEntry("Replied", "11-20", text="by phone"), TimelineEntry("Registered", "11-19")),
    papers=(PaperView("paper:1", "Slip", "FW-1"), PaperView("paper:2", "Letter", "FW-2")),
)
OTHER_PROJECT = FactGroup("basic", "Facts", (FACTS[0], Fact("Project", "P-7", link="project:7")))
BARE = DetailView(
    title="SR-2",
    groups=(FactGroup("basic", "Facts", (Fact("From", "Li"),)),),
    timeline=(TimelineEntry("Registered", "11-21"),),
)


@pytest.fixture
def panel(qtbot: QtBot) -> DetailPanel:
    """A shown pane with a full record."""
    result = DetailPanel("requests.requests")
    qtbot.addWidget(result)
    result.resize(440, 900)
    result.show()
    result.show_view(FULL)
    return result


def _said(root: QWidget) -> list[str]:
    """Return every text that is visible, in no order that matters."""
    texts = [label.text() for label in root.findChildren(QLabel) if label.isVisible()]
    texts += [button.text() for button in root.findChildren(QPushButton) if button.isVisible()]
    texts += [badge.badge.text for badge in root.findChildren(StateBadge) if badge.isVisible() and badge.badge]
    return sorted(text for text in texts if text.strip())


def _fresh(qtbot: QtBot, view: DetailView) -> list[str]:
    """Return what a pane says that has never shown anything else."""
    panel = DetailPanel("requests.requests")
    qtbot.addWidget(panel)
    panel.show()
    panel.show_view(view)
    return _said(panel)


def _button(root: QWidget, name: str) -> QPushButton:
    found: Sequence[QPushButton] = root.findChildren(QPushButton, f"{NAME}.{name}")
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    "view",
    [
        BARE,
        replace(FULL, groups=(FULL.groups[1], FULL.groups[0])),
        replace(FULL, groups=(FactGroup("basic", "Facts", tuple(reversed(FACTS))),)),
        replace(FULL, badges=FULL.badges[1:], state=None, subtitle="", reasons=FULL.reasons[1:]),
        replace(FULL, steps=tuple(reversed(FULL.steps)), papers=FULL.papers[1:]),
    ],
)
def test_a_used_pane_says_what_a_new_one_says(panel: DetailPanel, qtbot: QtBot, view: DetailView) -> None:
    panel.show_view(view)
    assert _said(panel) == _fresh(qtbot, view)
    panel.show_view(FULL)
    assert _said(panel) == _fresh(qtbot, FULL)


@pytest.mark.parametrize(
    "name", ["step.reply", "step.fix.consult", "facts.basic.project:1", "papers.paper:1", "papers.paper:2"]
)
def test_what_is_gone_cannot_be_found_by_name(panel: DetailPanel, name: str) -> None:
    assert _button(panel, name).isVisible()
    panel.show_view(BARE)
    assert panel.findChild(QPushButton, f"{NAME}.{name}") is None


@pytest.mark.parametrize(
    ("signal", "name", "code", "view"),
    [
        ("link_requested", "facts.basic.project:7", "project:7", OTHER_PROJECT),
        ("paper_requested", "papers.paper:9", "paper:9", PaperView("paper:9", "Bill", "FW-9")),
        ("fix_requested", "step.fix.confirm", "confirm", ReasonView("C4.1", "Not confirmed", "confirm", "Confirm")),
        ("action_requested", "step.solve", "solve", StepView("solve", "Solve", primary=True)),
    ],
)
def test_a_link_used_again_tells_its_new_code_once(
    panel: DetailPanel, qtbot: QtBot, signal: str, name: str, code: str, view: object
) -> None:
    part = {FactGroup: "groups", PaperView: "papers", ReasonView: "reasons", StepView: "steps"}[type(view)]
    panel.show_view(replace(FULL, **{part: (view,)}))
    told: list[str] = []
    getattr(panel, signal).connect(told.append)
    _button(panel, name).click()
    assert told == [code]


def test_names_for_screen_readers_follow(panel: DetailPanel) -> None:
    group = FactGroup("basic", "Facts", (Fact("Site", "Harbour"), Fact("Project", "P-2", link="project:2")))
    panel.show_view(replace(FULL, groups=(group,), papers=(PaperView("paper:2", "Report", "FW-3"),)))
    spoken = {widget.accessibleName() for widget in panel.findChildren(QWidget) if widget.isVisible()}
    assert {"Site Harbour", "Project P-2", "Report FW-3", "Facts"} <= spoken
    assert not {"From Wang", "Project P-1", "Slip FW-1"} & spoken


def test_a_step_that_stands_out_no_longer_looks_so(panel: DetailPanel) -> None:
    assert _button(panel, "step.reply").property("kind") == "primary"
    panel.show_view(replace(FULL, steps=(StepView("reply", "Reply", enabled=False),)))
    reply = _button(panel, "step.reply")
    assert (reply.property("kind"), reply.isEnabled(), reply.isVisible()) == ("", False, True)


def test_steps_stand_in_the_order_of_the_view(panel: DetailPanel) -> None:
    assert _button(panel, "step.reply").x() < _button(panel, "step.close").x()
    panel.show_view(replace(FULL, steps=tuple(reversed(FULL.steps))))
    assert _button(panel, "step.close").x() < _button(panel, "step.reply").x()


def test_the_keyboard_goes_to_the_next_step_once_one_is_taken(panel: DetailPanel, qtbot: QtBot) -> None:
    with qtbot.waitActive(panel):
        panel.activateWindow()
    _button(panel, "step.reply").setFocus()
    panel.show_view(replace(FULL, steps=(StepView("close", "Close", enabled=False), StepView("solve", "Solve"))))
    assert _button(panel, "step.solve").hasFocus()


def test_the_same_record_again_makes_and_hides_nothing(panel: DetailPanel) -> None:
    before = panel.findChildren(QWidget)
    panel.show_view(BARE)
    panel.show_view(replace(FULL))
    assert panel.findChildren(QWidget) == before


def test_lines_made_for_all_events_of_one_record_are_not_kept(qtbot: QtBot) -> None:
    timeline = Timeline(f"{NAME}.timeline")
    qtbot.addWidget(timeline)
    timeline.show_entries([TimelineEntry(f"Event {number}", "11-19") for number in range(LATEST + 5)])
    _button(timeline, "timeline.show_all").click()
    timeline.show_entries([TimelineEntry("Other", "11-20")])
    assert timeline._lines.count() == LATEST
    timeline.show()
    assert _said(timeline) == ["11-20", "Other"]


def test_words_can_be_selected_under_the_mouse_and_keep_their_size(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    words = Words(parent)
    words.say("华东化工 126 km <b>" * 5)
    before = (words.sizeHint(), words.heightForWidth(120))
    assert words.textInteractionFlags() == Qt.TextInteractionFlag.NoTextInteraction
    QApplication.sendEvent(words, QEnterEvent(QPointF(1, 1), QPointF(1, 1), QPointF(1, 1)))
    assert words.textInteractionFlags() == Qt.TextInteractionFlag.TextSelectableByMouse
    assert (words.sizeHint(), words.heightForWidth(120)) == before
    assert words.textFormat() == Qt.TextFormat.PlainText
