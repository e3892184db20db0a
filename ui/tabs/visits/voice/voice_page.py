"""The page of surveys and trainings: the voice of the customer, and who was taught (N3, N5)."""

from app.i18n import N_
from app.queries.care.voice import VOICE, VoiceRow
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.dialogs.care.satisfaction_window import open_satisfaction
from ui.dialogs.care.survey_round import ask_survey_round
from ui.runtime.desk import Desk
from ui.table.filter_bar import Chip
from ui.table.page_spec import PageAction
from ui.tabs.rooms_page import RoomsList, RoomsPage, rooms_of
from ui.tabs.visits.voice.columns import voice_columns
from ui.tabs.visits.voice.survey_room import SURVEYS
from ui.tabs.visits.voice.training_room import TRAININGS

ROUND = PageAction("round", N_("Survey round…"), "survey", in_menu=False)
STATISTICS = PageAction("statistics", N_("Statistics…"), "count", in_menu=False)


def voice_actions(desk: Desk) -> tuple[PageAction, ...]:
    """Return the buttons of a round, for those who may give surveys out, and of the statistics."""
    return (ROUND, STATISTICS) if desk.context.actor.may(Permission.EDIT_TRIPS) else (STATISTICS,)


VOICE_LIST = RoomsList(
    name="visits.voice",
    rows=VOICE,
    rooms=rooms_of(SURVEYS, TRAININGS),
    columns=voice_columns,
    chips=(
        Chip("survey", N_("Surveys"), group="kind"),
        Chip("training", N_("Trainings"), group="kind"),
        Chip("open", N_("Open"), group="state", checked=True),
        Chip("done", N_("Answered or held"), group="state"),
        Chip("dissatisfied", N_("Dissatisfied"), group="state"),
        Chip("overdue", N_("Overdue"), group="state"),
    ),
    around=(RecordKind.CUSTOMER, RecordKind.PROJECT, RecordKind.DISPATCH, RecordKind.STAFF),
    edits=Permission.EDIT_CARE,
    always=voice_actions,
    empty_text=N_("No survey and no training yet."),
)


class VoicePage(RoomsPage[VoiceRow]):
    """List and detail of surveys and trainings; each kind in its own room."""

    listed = VOICE_LIST

    def on_action(self, code: str) -> None:
        if code == ROUND.code:
            ask_survey_round(self.desk, self, self.reveal)
        elif code == STATISTICS.code:
            open_satisfaction(self.desk, self, self.reveal)
        else:
            super().on_action(code)
