"""From a kept form back to the form: the tables of all rooms, by the name that a draft keeps."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from ui.dialogs.access.openers import OPENERS as ACCESS
from ui.dialogs.approvals.openers import OPENERS as APPROVALS
from ui.dialogs.care.assessment_openers import OPENERS as ASSESSMENT
from ui.dialogs.care.complaint_openers import OPENERS as COMPLAINTS
from ui.dialogs.care.correspondence_openers import OPENERS as CORRESPONDENCE
from ui.dialogs.care.inspection_openers import OPENERS as INSPECTIONS
from ui.dialogs.care.report_openers import OPENERS as REPORTS
from ui.dialogs.care.visit_openers import OPENERS as VISITS
from ui.dialogs.care.voice_openers import OPENERS as VOICE
from ui.dialogs.company_dialog import CompanyDialog, open_company
from ui.dialogs.forms.opening import Opener, Openers, take_step
from ui.dialogs.material.openers import OPENERS as MATERIAL
from ui.dialogs.money.openers import OPENERS as MONEY
from ui.dialogs.note_dialog import NoteDialog
from ui.dialogs.parties.openers import OPENERS as PARTIES
from ui.dialogs.people.openers import OPENERS as PEOPLE
from ui.dialogs.projects.openers import OPENERS as PROJECTS
from ui.dialogs.promises.openers import OPENERS as PROMISES
from ui.dialogs.reason_dialog import ReasonDialog
from ui.dialogs.requests.openers import OPENERS as REQUESTS
from ui.dialogs.safety.openers import OPENERS as SAFETY
from ui.dialogs.trade.openers import OPENERS as TRADE
from ui.dialogs.trips.money_openers import OPENERS as TRIP_MONEY
from ui.dialogs.trips.on_site_openers import OPENERS as ON_SITE
from ui.runtime.desk import Desk
from ui.runtime.drafts import Draft

OF_EVERY_ROOM: Openers = {
    CompanyDialog: lambda desk, parent, _draft: open_company(desk, parent),
    NoteDialog: take_step,
    ReasonDialog: take_step,
}
BY_CLASS: Openers = {
    **OF_EVERY_ROOM,
    **ACCESS,
    **APPROVALS,
    **ASSESSMENT,
    **COMPLAINTS,
    **CORRESPONDENCE,
    **INSPECTIONS,
    **MATERIAL,
    **MONEY,
    **PARTIES,
    **PEOPLE,
    **PROJECTS,
    **PROMISES,
    **REPORTS,
    **REQUESTS,
    **SAFETY,
    **TRADE,
    **ON_SITE,
    **TRIP_MONEY,
    **VISITS,
    **VOICE,
}
OPENERS: Mapping[str, Opener] = {kind.__name__: opener for kind, opener in BY_CLASS.items()}


def open_draft(desk: Desk, parent: QWidget, draft: Draft) -> None:
    """Open the form of a draft with everything typed in it; KeyError for a form that the program does not know.

    If its record is gone, or may not be seen any more, a box says so and the draft stays.
    """
    opener = OPENERS[draft.subject.kind]
    desk.drafts.wish(draft.id)
    opener(desk, parent, draft)


def can_open(draft: Draft) -> bool:
    """Tell whether the program knows the form of a draft."""
    return draft.subject.kind in OPENERS
