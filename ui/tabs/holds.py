"""Holds in a detail pane: a line among the promises, and what one does with each; of requests, and of goods with us."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Generic, Protocol, TypeVar

from PySide6.QtWidgets import QWidget

from app.formatting import short_date_time
from app.i18n import _, pgettext
from app.labels import label
from app.queries.promises.holds import HoldLine
from app.rules.permissions import Permission
from app.services.promises.holding import confirm_hold, end_hold
from models.enums import RecordKind
from ui.dialogs.forms.saving import Step
from ui.dialogs.promises.hold_dialogs import HoldDialog, HoldEndDialog, ask_hold, ask_hold_end, ask_hold_withdrawal
from ui.dialogs.reason_dialog import ReasonDialog
from ui.runtime.desk import Desk
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.choice_menu import Choice
from ui.widgets.detail.commitments import CommitmentView


class Held(Protocol):
    """Details of a record whose clocks may stand."""

    @property
    def id(self) -> int:
        """The record."""

    @property
    def number(self) -> str:
        """What it is called by."""

    @property
    def holds(self) -> tuple[HoldLine, ...]:
        """Its holds that were not taken back."""


HeldT = TypeVar("HeldT", bound=Held)


def with_holds(
    promises: Sequence[CommitmentView], holds: Iterable[HoldLine], desk: Desk, *, is_open: bool
) -> tuple[CommitmentView, ...]:
    """Return the holds that run or wait, the ``promises``, and last the holds that are over.

    Something is offered for each as long as the record ``is_open``, and to those who may do it.
    """
    now, may_change = desk.now(), is_open and desk.context.actor.may(Permission.EDIT_REQUEST)
    views = [(hold.ends_at > now, _hold_view(hold, desk, may_change=may_change)) for hold in holds]
    return (
        *(view for runs, view in views if runs),
        *promises,
        *(view for runs, view in views if not runs),
    )


def _hold_view(hold: HoldLine, desk: Desk, *, may_change: bool) -> CommitmentView:
    """Return a hold as a line among the promises: why, until when, and whether it waits for the manager."""
    start, end = (short_date_time(moment, desk.zone, desk.today()) for moment in (hold.starts_at, hold.ends_at))
    until = Badge(_("until {time}").format(time=end), Tone.SOON)
    waits = _("beyond 24 h it waits for the manager and does not count") if hold.needs_confirmation else ""
    confirmed = _("confirmed by {name}").format(name=hold.confirmed_by) if hold.confirmed_by else ""
    notes = (label(hold.reason), f"{start} – {end}", hold.note, waits, confirmed)
    return CommitmentView(
        name=_("On hold"),
        badge=until if hold.ends_at > desk.now() else Badge(pgettext("hold", "over"), Tone.NEUTRAL),
        rule="",
        mark=Badge(_("waits for the manager"), Tone.OVERDUE) if hold.needs_confirmation else None,
        note=" · ".join(note for note in notes if note),
        code=f"hold:{hold.id}",
        choices=tuple(_hold_choices(hold, desk)) if may_change else (),
    )


def _hold_choices(hold: HoldLine, desk: Desk) -> Iterable[Choice]:
    may_confirm = desk.context.actor.may(Permission.CONFIRM_HOLD)
    if hold.needs_confirmation:
        tip = "" if may_confirm else _("The manager confirms holds of more than 24 h.")
        yield Choice(f"confirm_hold:{hold.id}", _("Confirm the hold"), may_confirm, tip)
    if hold.starts_at < desk.now() < hold.ends_at:
        yield Choice(f"end_hold:{hold.id}", _("End it now"))
    yield Choice(f"move_hold:{hold.id}", _("Move its end…"))
    yield Choice(f"withdraw_hold:{hold.id}", _("Take it back…"))


class HoldActions(Generic[HeldT]):
    """Putting records of a ``kind`` on hold, and what is done with their holds, by the codes of the choices
    (``steps``). A hold that is gone by now is left alone: the pane follows soon.
    """

    def __init__(self, desk: Desk, page: QWidget, kind: RecordKind) -> None:
        self._desk = desk
        self._page = page
        self._kind = kind
        self.steps: Mapping[str, Callable[[HeldT, str], object]] = {
            "confirm_hold": self.confirm_hold,
            "end_hold": self.end_hold,
            "move_hold": self.move_hold,
            "withdraw_hold": self.withdraw_hold,
        }

    def hold(self, details: HeldT) -> HoldDialog:
        """Let the clocks stand."""
        return ask_hold(self._desk, self._page, details.id, details.number, self._step(details, "hold"))

    def confirm_hold(self, _details: HeldT, aim: str) -> None:
        """Confirm a hold of more than 24 h, as the manager."""
        self._desk.save(self._page, partial(confirm_hold, self._desk.context, hold_id=int(aim)))

    def end_hold(self, _details: HeldT, aim: str) -> None:
        """Let the clocks run again from now on."""
        work = partial(end_hold, self._desk.context, hold_id=int(aim), ends_at=self._desk.now())
        self._desk.save(self._page, work)

    def move_hold(self, details: HeldT, aim: str) -> HoldEndDialog | None:
        """Move the end of a hold, which may also need a reason."""
        hold = _hold(details, aim)
        if hold is None:
            return None
        return ask_hold_end(self._desk, self._page, hold, self._step(details, f"move_hold:{aim}"))

    def withdraw_hold(self, details: HeldT, aim: str) -> ReasonDialog | None:
        """Take back a hold that was entered by mistake."""
        hold = _hold(details, aim)
        if hold is None:
            return None
        return ask_hold_withdrawal(self._desk, self._page, hold, self._step(details, f"withdraw_hold:{aim}"))

    def _step(self, details: HeldT, code: str) -> Step:
        return Step(self._kind.value, details.id, code)


def _hold(details: Held, aim: str) -> HoldLine | None:
    return next((hold for hold in details.holds if hold.id == int(aim)), None)
