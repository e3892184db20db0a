"""The moves of a dispatch: draft → agreed → briefed → departed → arrived → finished → returned → closed (C7, C12.2)."""

from app.i18n import N_
from app.rules.arrow import Arrow
from app.rules.people.checklist import CLOSE_GATES
from app.rules.permissions import Permission
from models.enums import DispatchState

AGREE = (
    "class_confirmed",
    "content_given",
    "site_given",
    "dates_given",
    "people_named",
    "lead_named",
    "departments_agreed",
)
BRIEF = ("hazards_listed", "hazards_reviewed", "briefed")
DEPART = (
    "papers_made",
    "order_in_force",
    "advance_in",
    *BRIEF,
    "certified",
    "enough_people",
    "untaught",
)
SETTLED = (DispatchState.AGREED, DispatchState.BRIEFED)
NOT_LEFT = (DispatchState.DRAFT, *SETTLED)
BEFORE_WORK = (*NOT_LEFT, DispatchState.DEPARTED)  # appointments are made till then (N1)

DISPATCH_ARROWS: tuple[Arrow, ...] = (
    Arrow(
        DispatchState.DRAFT,
        DispatchState.AGREED,
        "agree",
        N_("Settle the dispatch"),
        Permission.AGREE_DISPATCH,
        AGREE,
    ),
    Arrow(
        DispatchState.AGREED,
        DispatchState.BRIEFED,
        "brief",
        N_("Everybody is briefed"),
        Permission.PLAN_DISPATCH,
        BRIEF,
    ),
    *(
        Arrow(source, DispatchState.DEPARTED, "depart", N_("Depart"), Permission.PLAN_DISPATCH, DEPART)
        for source in SETTLED
    ),
    Arrow(DispatchState.DEPARTED, DispatchState.ARRIVED, "arrive", N_("Arrived on site"), Permission.PLAN_DISPATCH),
    Arrow(
        DispatchState.ARRIVED,
        DispatchState.FINISHED,
        "finish",
        N_("Finish the work on site"),
        Permission.PLAN_DISPATCH,
    ),
    Arrow(
        DispatchState.FINISHED,
        DispatchState.RETURNED,
        "come_back",
        N_("Back in their departments"),
        Permission.PLAN_DISPATCH,
    ),
    Arrow(
        DispatchState.RETURNED,
        DispatchState.CLOSED,
        "close",
        N_("Close the dispatch"),
        Permission.PLAN_DISPATCH,
        tuple(CLOSE_GATES),
    ),
    *(
        Arrow(
            source,
            DispatchState.DRAFT,
            "reopen",
            N_("Take back to draft"),
            Permission.PLAN_DISPATCH,
            asks="reason",
        )
        for source in SETTLED
    ),
    *(
        Arrow(
            source,
            DispatchState.CANCELLED,
            "cancel",
            N_("Cancel the dispatch"),
            Permission.PLAN_DISPATCH,
            ("no_open_slip", "no_open_advance"),
            "reason",
        )
        for source in (DispatchState.DRAFT, *SETTLED)
    ),
)
