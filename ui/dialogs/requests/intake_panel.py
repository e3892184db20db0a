"""Beside the form of a request: what follows from what is typed, and which open request it may be about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.formatting import duration_words, short_date_time
from app.forms.requests import RequestForm
from app.i18n import _
from app.labels import clause_name, label
from app.queries.requests.open_requests import OpenRequest, OpenRequests
from app.queries.requests.registration import RegistrationPreview
from app.rules.classification import Proposal, evidence_text
from app.rules.money.overdue_words import overdue_note
from app.rules.promises.commitments import Owed
from app.rules.repairs import repair_note
from models.enums import CommitmentKind
from ui.runtime.desk import Desk
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.theme.sizes import scaled
from ui.widgets.detail.card import Card
from ui.widgets.detail.link_button import LinkButton
from ui.widgets.detail.reused import Line, Lines
from ui.widgets.detail.state_badge import StateBadge
from ui.widgets.glyph import Glyph

WIDTH = 330  # px at the usual text size


@dataclass(frozen=True, slots=True)
class PromiseView:
    """A promise as the panel says it; ``notes`` are act-by and whatever it rests on."""

    name: str
    due: str
    clause: str
    tooltip: str
    notes: str


@dataclass(frozen=True, slots=True)
class OpenView:
    """An open request as the panel says it; ``link`` is "" where nothing can be added to it."""

    id: int
    head: str
    title: str
    link: str


class IntakePanel(QScrollArea):
    """Cards under each other; one that has nothing to say is not there."""

    join_requested = Signal(int)  # id of the open request that the contact is about

    def __init__(self, desk: Desk, name: str, *, is_new: bool, parent: QWidget | None = None) -> None:
        """``name`` is ``<tab>.<page>``; only a new contact can be added to an open request."""
        super().__init__(parent)
        self._desk = desk
        self._is_new = is_new
        self.setObjectName(f"{name}.preview")
        self.setAccessibleName(_("What follows from it"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setProperty("frame", "none")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Ignored)
        self.promises = _PromisesCard(f"{name}.preview.promises", is_new=is_new)
        self.proposal = _ClassCard(f"{name}.preview.class")
        self.overdue = _Note(f"{name}.preview.overdue", Tone.OVERDUE)
        self.repairs = _Note(f"{name}.preview.repairs", Tone.SOON)
        self.open_requests = _OpenCard(f"{name}.preview.open", self.join_requested.emit)
        self._lay_out()
        self.show_preview(RegistrationPreview(), RequestForm())

    def _lay_out(self) -> None:
        body = QWidget(self)
        body.setProperty("ground", "none")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 16, 20, 16)
        column.setSpacing(10)
        for part in (self.overdue, self.promises, self.proposal, self.repairs, self.open_requests):
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(body)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Always as wide, so that the fields do not move while one types."""
        return QSize(scaled(WIDTH), super().sizeHint().height())

    def show_preview(self, preview: RegistrationPreview, form: RequestForm) -> None:
        """Say what follows from ``form``."""
        promises = [self._promise(one, form) for one in preview.promises]
        self.promises.show_promises(promises, is_provisional=any(one.provisional for one in preview.promises))
        self.proposal.show_proposal(preview.proposal)
        self.overdue.show_note(overdue_note(preview.overdue.amount, preview.overdue.oldest_due_on))
        self.repairs.show_note(repair_note(preview.repairs))
        shown = [self._open(one) for one in preview.open_requests.likeliest]
        self.open_requests.show_requests(shown, preview.open_requests)

    def text(self) -> str:
        """Return everything that the panel says, a line each."""
        labels = (one for one in self.findChildren(QLabel) if one.isVisibleTo(self))
        badges = (one.accessibleName() for one in self.findChildren(StateBadge) if one.isVisibleTo(self))
        return "\n".join(said for said in (*badges, *(one.text() for one in labels)) if said)

    def _promise(self, one: Owed, form: RequestForm) -> PromiseView:
        promised = one.promise
        notes = []
        if promised.act_by is not None and promised.act_by != promised.due:
            notes.append(_("act by {time}").format(time=self._time(promised.act_by)))
        if one.provisional:
            notes.append(_("provisional"))
        return PromiseView(
            name=_promise_name(one, form),
            due=self._time(promised.due) if promised.due else _("date to be agreed"),
            clause=promised.clause,
            tooltip=clause_name(promised.clause),
            notes=" · ".join(notes),
        )

    def _open(self, one: OpenRequest) -> OpenView:
        shared = _("same equipment") if one.same_equipment else _("same project") if one.same_project else ""
        age = _("{duration} ago").format(duration=duration_words(self._desk.now() - one.received_at))
        head = " · ".join(said for said in (one.number, age, shared) if said)
        return OpenView(one.id, head, one.title, _("Add to this request") if self._is_new else "")

    def _time(self, moment: datetime) -> str:
        return short_date_time(moment, self._desk.zone, self._desk.today())


def _promise_name(one: Owed, form: RequestForm) -> str:
    """Return what is promised; parts by the line that asks for them."""
    if one.promise.kind is not CommitmentKind.PARTS:
        return label(one.promise.kind)
    places = (line.line_no or -place for place, line in enumerate(form.lines, start=1))
    texts = dict(zip(places, (line.text for line in form.lines), strict=True))
    return _("Part: {what}").format(what=texts.get(one.slot) or "…")


class _PromisesCard(Card):
    def __init__(self, name: str, *, is_new: bool) -> None:
        super().__init__(name, _("What registering promises") if is_new else _("What is promised"))
        self._none = _dim_label()
        self._none.setText(_("Nothing yet: enter when it was received."))
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        self._footnote = _dim_label()
        self._footnote.setText(_("Provisional: until the class is confirmed"))
        self.body.addWidget(self._none)
        self.body.addLayout(grid)
        self.body.addWidget(self._footnote)
        self._lines = Lines[PromiseView](lambda position: _PromiseLine(self, grid, position))

    def show_promises(self, views: Sequence[PromiseView], *, is_provisional: bool) -> None:
        self._none.setVisible(not views)
        self._footnote.setVisible(is_provisional)
        self._lines.show_views(views)


class _PromiseLine(Line[PromiseView]):
    """Name, due time and clause; below them by when to act."""

    def __init__(self, parent: QWidget, grid: QGridLayout, position: int) -> None:
        self._name, self._due, self._clause, self._notes = QLabel(parent), QLabel(parent), _dim_label(), _dim_label()
        self._name.setWordWrap(True)
        self._due.setProperty("role", "heading")
        grid.addWidget(self._name, 2 * position, 0)
        grid.addWidget(self._due, 2 * position, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._clause, 2 * position, 2)
        grid.addWidget(self._notes, 2 * position + 1, 0, 1, 3, Qt.AlignmentFlag.AlignTop)

    def fill(self, view: PromiseView) -> None:
        texts = {self._name: view.name, self._due: view.due, self._clause: view.clause, self._notes: view.notes}
        for part, text in texts.items():
            part.setTextFormat(Qt.TextFormat.PlainText)
            part.setText(text)
            part.setToolTip(view.tooltip)
            part.setVisible(bool(text))

    def empty(self) -> None:
        for part in (self._name, self._due, self._clause, self._notes):
            part.hide()


class _ClassCard(Card):
    def __init__(self, name: str) -> None:
        super().__init__(name, _("Free or paid (C3.2)"))
        self._badge = StateBadge(None, self)
        self._basis = QLabel(self)
        self._evidence = _dim_label()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._badge)
        head.addWidget(self._basis, 1)
        self.body.addLayout(head)
        self.body.addWidget(self._evidence)

    def show_proposal(self, proposal: Proposal | None) -> None:
        self.setVisible(proposal is not None)
        if proposal is not None:
            tone = Tone.KEPT if proposal.service_class.value == "free" else Tone.ACCENT
            self._badge.set_badge(Badge(label(proposal.service_class), tone))
            self._basis.setText(label(proposal.basis))
            self._evidence.setText("\n".join(evidence_text(evidence) for evidence in proposal.evidence))


class _Note(QFrame):
    """A warning, in words beside a sign."""

    def __init__(self, name: str, tone: Tone) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", "message")
        self.setProperty("tone", tone.value)
        picture = Glyph(16, self)
        picture.show_icon("warning", tone.value)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)

    def show_note(self, text: str) -> None:
        self._words.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))


class _OpenCard(Card):
    def __init__(self, name: str, join: Callable[[int], object]) -> None:
        super().__init__(name, _("Open requests of this customer"))
        self._more = _dim_label()
        column = QVBoxLayout()
        column.setSpacing(10)
        self.body.addLayout(column)
        self.body.addWidget(self._more)
        self._lines = Lines[OpenView](lambda _position: _OpenLine(self, column, name, join))

    def show_requests(self, views: Sequence[OpenView], found: OpenRequests) -> None:
        self.setVisible(bool(views))
        self.set_count(Badge(str(found.total), Tone.SOON) if views else None)
        rest = found.total - len(views)
        self._more.setText(_("and {count} more").format(count=rest) if rest else "")
        self._more.setVisible(bool(rest))
        self._lines.show_views(views)


class _OpenLine(Line[OpenView]):
    """Number and age, what it is about, and the link that adds the contact to it."""

    def __init__(self, parent: QWidget, column: QVBoxLayout, name: str, join: Callable[[int], object]) -> None:
        self._name = name
        self._box = QWidget(parent)
        self._head, self._title = _dim_label(), QLabel(self._box)
        self._title.setWordWrap(True)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._link = LinkButton(f"{name}.join", "", self._box)
        self._link.setAutoDefault(True)  # so that Enter presses it and not the button of the form
        self._link.clicked.connect(lambda: join(self.shown.id) if self.shown else None)
        rows = QVBoxLayout(self._box)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        for part in (self._head, self._title, self._link):
            rows.addWidget(part)
        column.addWidget(self._box)

    def fill(self, view: OpenView) -> None:
        self._head.setText(view.head)
        self._title.setText(view.title)
        self._link.set_link(f"{self._name}.join.{view.id}", view.link)
        self._link.setAccessibleName(f"{view.link} {view.head}")
        self._link.setVisible(bool(view.link))
        self._box.show()

    def empty(self) -> None:
        self._link.setObjectName("")
        self._box.hide()


def _dim_label() -> QLabel:
    dim = QLabel()
    dim.setProperty("role", "dim")
    dim.setWordWrap(True)
    dim.setTextFormat(Qt.TextFormat.PlainText)
    return dim
