"""What a person reads for the codes of ``models.enums.people``."""

from collections.abc import Mapping
from enum import StrEnum

from app.i18n import N_
from models import enums

LABELS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = {
    enums.DispatchState: {
        enums.DispatchState.DRAFT: N_("Draft"),
        enums.DispatchState.AGREED: N_("Agreed"),
        enums.DispatchState.BRIEFED: N_("Briefed"),
        enums.DispatchState.DEPARTED: N_("Departed"),
        enums.DispatchState.ARRIVED: N_("Arrived"),
        enums.DispatchState.FINISHED: N_("Finished"),
        enums.DispatchState.RETURNED: N_("Returned"),
        enums.DispatchState.CLOSED: N_("Closed"),
        enums.DispatchState.CANCELLED: N_("Cancelled"),
    },
    enums.DispatchMode: {
        enums.DispatchMode.GUIDANCE: N_("Guidance"),
        enums.DispatchMode.WORK: N_("Work on site"),
    },
    enums.DutyShift: {
        enums.DutyShift.DAY: N_("Day shift"),
        enums.DutyShift.NIGHT: N_("Night shift"),
    },
    enums.PersonOrigin: {
        enums.PersonOrigin.OWN: N_("Our own"),
        enums.PersonOrigin.MANUFACTURER: N_("Manufacturer's"),
    },
}
