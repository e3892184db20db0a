"""What is owed by a record of a page of several kinds: how it is shown, and what can be done about it."""

from collections.abc import Iterable, Mapping
from typing import Generic, Protocol, TypeVar

from app.i18n import _
from app.queries.records.record_parts import CommitmentLine
from app.rules.permissions import Permission
from models.enums import CommitmentKind, CommitmentState, RecordKind
from ui.dialogs.promises.agree_dialog import ask_date, ask_waiver
from ui.runtime.desk import Desk
from ui.tabs.record_steps import Page, RecordSteps, Versioned
from ui.tabs.views import commitment_view
from ui.widgets.detail.choice_menu import Choice
from ui.widgets.detail.commitments import CommitmentView


class Owing(Versioned, Protocol):
    """Details of a record that owes something."""

    @property
    def commitments(self) -> tuple[CommitmentLine, ...]:
        """What is owed, earliest first."""


OwingT = TypeVar("OwingT", bound=Owing)


def owed_views(
    details: Owing,
    desk: Desk,
    meeting: Mapping[CommitmentKind, tuple[str, str]],
    edits: Permission = Permission.EDIT_RETURNS,
) -> tuple[CommitmentView, ...]:
    """Return what is owed; ``meeting`` has by kind the step that meets it for those who may (``edits``), and its words
    (translated).
    """
    return tuple(
        commitment_view(
            line,
            desk.now(),
            desk.zone,
            desk.today(),
            choices=tuple(owed_choices(line, desk, meeting, edits)) if line.state is CommitmentState.OPEN else (),
        )
        for line in details.commitments
    )


def owed_choices(
    line: CommitmentLine,
    desk: Desk,
    meeting: Mapping[CommitmentKind, tuple[str, str]],
    needs: Permission = Permission.EDIT_RETURNS,
) -> Iterable[Choice]:
    """Yield what meets a promise, for those who have what it ``needs``, another day for one with a clock of its own,
    and the waiver.
    """
    actor, aim = desk.context.actor, f"{line.kind.value}:{line.slot}"
    if line.kind in meeting and actor.may(needs):
        yield Choice(*meeting[line.kind])
    waives = actor.may(Permission.WAIVE_COMMITMENT)
    if not line.by_agreement:
        tip = "" if waives else _("The clause has its own clock: another date is the manager's.")
        yield Choice(f"agree_date:{aim}", _("Agree a date…"), waives, tip)
    yield Choice(f"waive:{aim}", _("Waive…"), waives, "" if waives else _("The manager waives promises."))


class OwingSteps(RecordSteps[OwingT], Generic[OwingT]):
    """The steps of a record of this page; with those of its promises, which are named ``<kind>:<slot>``."""

    def __init__(self, desk: Desk, page: Page, kind: RecordKind) -> None:
        super().__init__(desk, page, kind)
        self.aimed = {"agree_date": self.agree_date, "waive": self.waive}

    def agree_date(self, details: OwingT, aim: str) -> None:
        """Enter another day for a promise, as the manager; with whom, and why."""
        promise = _open(details, aim)
        if promise is not None:
            ask_date(self.desk, self.page, details.id, promise, "", self.step(details, f"agree_date:{aim}"))

    def waive(self, details: OwingT, aim: str) -> None:
        """Let a promise go, with the manager's reason."""
        promise = _open(details, aim)
        if promise is not None:
            ask_waiver(self.desk, self.page, details.id, promise, self.step(details, f"waive:{aim}"))


def _open(details: Owing, aim: str) -> CommitmentLine | None:
    """Return an outstanding promise; None for one that is settled by now: the pane follows soon."""
    still = (line for line in details.commitments if line.state is CommitmentState.OPEN)
    return next((line for line in still if f"{line.kind.value}:{line.slot}" == aim), None)
