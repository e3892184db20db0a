"""The pane beside a list: one record with its next step, what is owed, facts, timeline and papers.

The pane is passive: it is given a frozen view and emits wishes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from app.i18n import _, ngettext
from ui.theme.badge import Badge
from ui.widgets.detail.card import Card
from ui.widgets.detail.commitments import Commitments, CommitmentView
from ui.widgets.detail.detail_header import DetailHeader
from ui.widgets.detail.facts import Fact, Facts
from ui.widgets.detail.next_step import NextStep, ReasonView, StepView
from ui.widgets.detail.papers import PaperList, PaperView
from ui.widgets.detail.timeline import Timeline, TimelineEntry

_LAYOUT_REQUEST = QEvent.Type.LayoutRequest.value


@dataclass(frozen=True, slots=True)
class FactGroup:
    """A card of facts; ``link`` (translated) at its title emits ``link_requested`` with ``code``."""

    code: str
    title: str
    facts: tuple[Fact, ...]
    link: str = ""


@dataclass(frozen=True, slots=True)
class DetailView:
    """Everything the pane shows of one record; all texts are translated and formatted.

    ``events`` counts the log where ``timeline`` holds its newest entries only.
    """

    title: str
    badges: tuple[Badge, ...] = ()
    state: Badge | None = None
    subtitle: str = ""
    line: str = ""
    steps: tuple[StepView, ...] = ()
    reasons: tuple[ReasonView, ...] = ()
    commitments: tuple[CommitmentView, ...] = ()
    groups: tuple[FactGroup, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    events: int = 0
    papers: tuple[PaperView, ...] = ()


class DetailPanel(QWidget):
    """Shows a ``DetailView``, or a quiet word when nothing is selected."""

    action_requested = Signal(str)  # code of a step, or of what can be done with a promise
    fix_requested = Signal(str)  # code of a reason's fix
    link_requested = Signal(str)  # code of a fact's or group's link
    paper_requested = Signal(str)  # code of a paper

    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        """``name`` is ``<tab>.<page>``; the parts are ``<name>.detail.<part>``."""
        super().__init__(parent)
        self._name = f"{name}.detail"
        self.setObjectName(self._name)
        self.setAccessibleName(_("Details"))
        self._header = DetailHeader(f"{self._name}.header")
        self._steps = NextStep(f"{self._name}.step")
        self._owed = Commitments(f"{self._name}.owed")
        self._timeline = Timeline(f"{self._name}.timeline")
        self._papers = PaperList(f"{self._name}.papers")
        self._step_card = self._card("step_card", _("Next step"), self._steps)
        self._owed_card = self._card("owed_card", _("Commitments"), self._owed)
        self._timeline_card = self._card("timeline_card", _("What happened"), self._timeline)
        self._paper_card = self._card("paper_card", _("Documents and papers"), self._papers)
        self._groups = QVBoxLayout()
        self._group_widgets: dict[str, tuple[Card, Facts]] = {}
        self._group_order: list[str] = []
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName(f"{self._name}.scroll")
        self._scroll.setAccessibleName(_("Details"))
        self._placeholder = Card(f"{self._name}.placeholder")
        self._layers = QStackedLayout(self)
        self._shown_title = ""
        self._lay_out(placeholder or _("Select a row to see it here."))
        self._connect()

    def show_view(self, view: DetailView | None) -> None:
        """Show a record, or the placeholder for None; a new record begins at the top of the pane."""
        if view is None:
            self._layers.setCurrentWidget(self._placeholder)
            return
        self.setUpdatesEnabled(False)
        try:
            self._show(view)
            QCoreApplication.sendPostedEvents(None, _LAYOUT_REQUEST)  # laid out now: the next painting is the last
        finally:
            self.setUpdatesEnabled(True)

    def show_owed(self) -> None:
        """Scroll to what is owed and put the keyboard on the first of it that asks for something."""
        self._scroll.ensureWidgetVisible(self._owed_card)
        self._owed.focus_first()

    def _show(self, view: DetailView) -> None:
        if view.title != self._shown_title:
            self._shown_title = view.title
            self._scroll.verticalScrollBar().setValue(0)
        self._header.show_record(view.title, view.badges, view.state, (view.subtitle, view.line))
        self._steps.show_steps(view.steps, view.reasons)
        self._step_card.setVisible(bool(view.steps or view.reasons))
        self._owed.show_commitments(view.commitments)
        self._owed_card.setVisible(bool(view.commitments))
        self._show_groups(view.groups)
        self._timeline.show_entries(view.timeline)
        self._timeline_card.setVisible(bool(view.timeline))
        count = max(view.events, len(view.timeline))
        self._timeline_card.set_note(ngettext("{count} entry", "{count} entries", count).format(count=count))
        self._papers.show_papers(view.papers)
        self._paper_card.setVisible(bool(view.papers))
        self._layers.setCurrentWidget(self._scroll)

    def _card(self, part: str, title: str, content: QWidget) -> Card:
        card = Card(f"{self._name}.{part}", title)
        card.body.addWidget(content)
        return card

    def _lay_out(self, placeholder: str) -> None:
        inner = QWidget(self._scroll)
        inner.setProperty("ground", "none")
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._groups.setSpacing(12)
        column.addWidget(self._header)
        column.addWidget(self._step_card)
        column.addWidget(self._owed_card)
        column.addLayout(self._groups)
        column.addWidget(self._paper_card)
        column.addWidget(self._timeline_card)
        column.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inner)
        words = QLabel(placeholder, self._placeholder)
        words.setProperty("role", "dim")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setWordWrap(True)
        self._placeholder.body.addWidget(words, 1)
        self._layers.addWidget(self._placeholder)
        self._layers.addWidget(self._scroll)

    def _connect(self) -> None:
        self._steps.action_requested.connect(self.action_requested)
        self._steps.fix_requested.connect(self.fix_requested)
        self._owed.action_requested.connect(self.action_requested)
        self._papers.paper_requested.connect(self.paper_requested)

    def _show_groups(self, groups: Sequence[FactGroup]) -> None:
        shown = [group.code for group in groups]
        for code, (card, _facts) in self._group_widgets.items():
            card.setVisible(code in shown)
        for group in groups:
            if group.code not in self._group_widgets:
                self._add_group(group.code)
            card, facts = self._group_widgets[group.code]
            card.set_title(group.title)
            card.set_link(group.link)
            facts.show_facts(group.facts)
        if shown != self._group_order:
            self._group_order = shown
            for code in shown:
                self._groups.addWidget(self._group_widgets[code][0])  # taken from its former place

    def _add_group(self, code: str) -> None:
        facts = Facts(f"{self._name}.facts.{code}")
        facts.link_requested.connect(self.link_requested)
        card = self._card(f"{code}_card", " ", facts)
        card.link_clicked.connect(lambda: self.link_requested.emit(code))
        self._group_widgets[code] = (card, facts)
