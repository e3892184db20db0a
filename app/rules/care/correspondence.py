"""The one step of a call or a letter: what it asked for is done (N6)."""

from app.i18n import N_
from app.rules.arrow import Arrow
from app.rules.permissions import Permission
from models.enums import CorrespondenceState

CLAUSE = "N6"

CORRESPONDENCE_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        CorrespondenceState.OPEN,
        CorrespondenceState.SETTLED,
        "settle",
        N_("Record the result"),
        Permission.EDIT_CARE,
        asks="settling",
    ),
)
