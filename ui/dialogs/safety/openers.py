"""What opens the kept forms of hazards, briefings and incidents again."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from models.enums import RecordKind
from ui.dialogs.forms.opening import Openers, of_record, shows, take_step
from ui.dialogs.forms.saving import OnSaved
from ui.dialogs.safety.briefing_dialog import (
    BriefingDialog,
    ask_briefing,
    ask_new_briefing,
    briefing_source,
    read_briefing,
)
from ui.dialogs.safety.briefing_steps import BriefingSigningDialog, HoldingDialog, NewsDialog
from ui.dialogs.safety.hazard_dialog import HazardDialog, ask_hazard, ask_new_hazard, read_hazard
from ui.dialogs.safety.incident_dialog import IncidentDialog, ask_incident, ask_new_incident, read_incident
from ui.dialogs.safety.incident_steps import IncidentClosingDialog, ReportUpDialog
from ui.dialogs.safety.of_dispatch import tell_by_phone
from ui.dialogs.safety.review_dialog import ReviewDialog
from ui.dialogs.safety.templates_dialog import TemplatesDialog, ask_templates
from ui.runtime.desk import Desk
from ui.runtime.drafts import Draft


def _new_hazard(desk: Desk, parent: QWidget, about: Mapping[str, Any], on_saved: OnSaved) -> None:
    ask_new_hazard(desk, parent, on_saved, project_id=about.get("project_id"), site_id=about.get("site_id"))


def _templates(desk: Desk, parent: QWidget, draft: Draft) -> None:
    about, show = draft.subject.about, shows(desk, RecordKind.HAZARD)
    owner = {name: about.get(name) for name in ("project_id", "site_id")}
    ask_templates(desk, parent, lambda ids: show(ids[0]), **owner)


def _new_briefing(desk: Desk, parent: QWidget, about: Mapping[str, Any], on_saved: OnSaved) -> None:
    ask_new_briefing(desk, parent, briefing_source(about), on_saved)


def _new_incident(desk: Desk, parent: QWidget, about: Mapping[str, Any], on_saved: OnSaved) -> None:
    ask_new_incident(desk, parent, about.get("dispatch_id"), on_saved)


def _news(desk: Desk, parent: QWidget, draft: Draft) -> None:
    tell_by_phone(desk, parent, draft.subject.about["dispatch_id"], shows(desk, RecordKind.DISPATCH))


OPENERS: Openers = {
    BriefingDialog: of_record(RecordKind.BRIEFING, _new_briefing, read_briefing, ask_briefing),
    HazardDialog: of_record(RecordKind.HAZARD, _new_hazard, read_hazard, ask_hazard),
    HoldingDialog: take_step,
    IncidentClosingDialog: take_step,
    IncidentDialog: of_record(RecordKind.INCIDENT, _new_incident, read_incident, ask_incident),
    NewsDialog: _news,
    ReportUpDialog: take_step,
    ReviewDialog: take_step,
    BriefingSigningDialog: take_step,
    TemplatesDialog: _templates,
}
