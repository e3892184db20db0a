"""Dispatches, departments, staff and duty as they are entered."""

from dataclasses import dataclass
from datetime import date, datetime

from models.enums import DispatchMode, DutyShift, PersonOrigin


@dataclass(frozen=True, slots=True)
class TravellerForm:
    """One person of a dispatch: ours by ``staff_id``, a manufacturer's by name and organisation."""

    staff_id: int | None = None
    name: str = ""
    organisation: str = ""
    phone: str = ""
    is_lead: bool = False

    @property
    def origin(self) -> PersonOrigin:
        """Whose person it is."""
        return PersonOrigin.OWN if self.staff_id is not None else PersonOrigin.MANUFACTURER


@dataclass(frozen=True, slots=True)
class DispatchForm:
    """A dispatch as it is planned (C7.1, C7.2)."""

    request_id: int | None = None
    site_id: int | None = None
    mode: DispatchMode = DispatchMode.GUIDANCE
    content: str = ""
    cautions: str = ""
    tools: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    people: tuple[TravellerForm, ...] = ()
    version: int = 0


@dataclass(frozen=True, slots=True)
class DepartmentForm:
    """A department and the manager whose word C7.2 asks for."""

    department_id: int | None = None
    name: str = ""
    manager_name: str = ""
    manager_phone: str = ""
    is_own: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class StaffForm:
    """A person who can be sent out."""

    name: str = ""
    department_id: int | None = None
    post: str = ""
    mobile: str = ""
    skills: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class DutyTurnForm:
    """A person's turn on duty: one of our staff by ``staff_id``, anybody else by name."""

    day: date
    shift: DutyShift
    staff_id: int | None = None
    name: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class DutyForm:
    """The duty roster of some days, both ends included (N3): ``turns`` takes the place of what was ``known``."""

    since: date | None = None
    until: date | None = None
    turns: tuple[DutyTurnForm, ...] = ()
    known: tuple[DutyTurnForm, ...] = ()
