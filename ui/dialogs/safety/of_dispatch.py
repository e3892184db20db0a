"""What the page of a dispatch opens of its briefings: brief, sign, tell by phone (C12.2)."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.queries.safety.briefing_forms import BriefingSubject, briefing_subject
from app.queries.safety.briefings import BriefingDetails, BriefingLine, briefing_details, briefings_of
from app.services.safety.briefings import hold_briefing, sign_briefing, tell_hazards
from models.enums import BriefingState, RecordKind
from ui.dialogs.forms.opening import after_reading, shows
from ui.dialogs.forms.saving import OnSaved, Step, open_form
from ui.dialogs.safety.briefing_dialog import BriefingSource, ask_new_briefing
from ui.dialogs.safety.briefing_steps import BriefingSigningDialog, HoldingDialog, NewsDialog
from ui.runtime.desk import Desk


def brief(desk: Desk, parent: QWidget, dispatch_id: int, person_ids: tuple[int, ...] = ()) -> None:
    """Open what comes next in briefing the people of a dispatch: the form of a new briefing, or the one that has been
    prepared and not held. With ``person_ids`` an addendum for them is prepared. Afterwards the briefing is shown.
    """

    def go_on(found: tuple[BriefingLine, ...]) -> None:
        prepared = next((one for one in found if one.state is BriefingState.DRAFT), None)
        if prepared is not None and not person_ids:
            shows(desk, RecordKind.BRIEFING)(prepared.id)
        else:
            ask_new_briefing(desk, parent, BriefingSource(dispatch_id, person_ids), shows(desk, RecordKind.BRIEFING))

    after_reading(desk, parent, partial(briefings_of, desk.context, dispatch_id), go_on)


def sign(desk: Desk, parent: QWidget, dispatch_id: int, on_saved: OnSaved) -> None:
    """Open what leads to the signatures of a dispatch: the form of signing its newest briefing, before that the form of
    holding it, before that the one of preparing it. ``on_saved`` is given the dispatch.
    """

    def go_on(found: tuple[BriefingLine, ...]) -> None:
        if not found:
            brief(desk, parent, dispatch_id)
            return
        wanted = next((one for one in found if one.missing), found[0])
        done = lambda _id: on_saved(dispatch_id)  # noqa: E731
        show = partial(_ask_next, desk, parent, done)
        after_reading(desk, parent, partial(briefing_details, desk.context, wanted.id), show)

    after_reading(desk, parent, partial(briefings_of, desk.context, dispatch_id), go_on)


def ask_sheet(desk: Desk, parent: QWidget, dispatch_id: int, number: str, on_saved: OnSaved) -> None:
    """Ask for the signatures on the sheet itself of the briefing ``number``, of which so far only a photo is here.

    Nothing happens where it is no briefing of the dispatch any more. ``on_saved`` is given the dispatch.
    """

    def go_on(found: tuple[BriefingLine, ...]) -> None:
        wanted = next((one for one in found if one.number == number), None)
        if wanted is not None:
            ask = partial(ask_signatures, desk, parent, on_saved=lambda _id: on_saved(dispatch_id))
            after_reading(desk, parent, partial(briefing_details, desk.context, wanted.id), ask)

    after_reading(desk, parent, partial(briefings_of, desk.context, dispatch_id), go_on)


def _ask_next(desk: Desk, parent: QWidget, on_saved: OnSaved, details: BriefingDetails) -> None:
    ask = ask_signatures if details.state is BriefingState.HELD else ask_holding
    ask(desk, parent, details, on_saved)


def ask_holding(desk: Desk, parent: QWidget, details: BriefingDetails, on_saved: OnSaved) -> None:
    """Ask when and by whom a prepared briefing was held."""
    dialog = HoldingDialog(desk, details, parent)
    work = partial(hold_briefing, desk.context, record_id=details.id, version=details.version)
    _open(desk, dialog, lambda: partial(work, form=dialog.form()), details, "hold", on_saved)


def ask_signatures(desk: Desk, parent: QWidget, details: BriefingDetails, on_saved: OnSaved) -> None:
    """Ask who signed a briefing that was held."""
    dialog = BriefingSigningDialog(desk, details, parent)
    work = partial(sign_briefing, desk.context, record_id=details.id, version=details.version)
    _open(desk, dialog, lambda: partial(work, form=dialog.form()), details, "sign", on_saved)


def _open(
    desk: Desk,
    dialog: HoldingDialog | BriefingSigningDialog,
    answer: Callable[[], Callable[[], None]],
    details: BriefingDetails,
    code: str,
    on_saved: OnSaved,
) -> None:
    about = Step(RecordKind.BRIEFING.value, details.id, code).about()
    open_form(desk, dialog, answer, lambda _none: on_saved(details.id), about=about)


def tell_by_phone(desk: Desk, parent: QWidget, dispatch_id: int, on_saved: OnSaved) -> None:
    """Ask who of those who have left was told by phone what has changed; ``on_saved`` is given the dispatch."""

    def ask(subject: BriefingSubject) -> None:
        dialog = NewsDialog(desk, subject, parent)
        work = partial(tell_hazards, desk.context, dispatch_id=dispatch_id)
        saved = lambda _none: on_saved(dispatch_id)  # noqa: E731
        open_form(desk, dialog, lambda: partial(work, form=dialog.form()), saved, about={"dispatch_id": dispatch_id})

    after_reading(desk, parent, partial(briefing_subject, desk.context, dispatch_id), ask)
