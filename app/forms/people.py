"""Dispatches, departments, staff and duty as they are entered."""

from dataclasses import dataclass
from datetime import date, datetime

from app.forms.qualifications import CertificateForm, TrainingForm
from models.enums import DispatchMode, DutyShift, PersonOrigin, PostLevel


@dataclass(frozen=True, slots=True)
class TravellerForm:
    """One person of a dispatch: ours by ``staff_id``, a manufacturer's by name and organisation.

    ``joins_at`` and ``leaves_at`` are given where this person comes later or goes earlier than the others.
    """

    staff_id: int | None = None
    name: str = ""
    organisation: str = ""
    phone: str = ""
    is_lead: bool = False
    joins_at: datetime | None = None
    leaves_at: datetime | None = None

    @property
    def origin(self) -> PersonOrigin:
        """Whose person it is."""
        return PersonOrigin.OWN if self.staff_id is not None else PersonOrigin.MANUFACTURER


@dataclass(frozen=True, slots=True)
class FurtherSiteForm:
    """A further site of the journey, and what is to be done there."""

    site_id: int | None = None
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class DispatchForm:
    """A dispatch as it is planned (C7.1, C7.2).

    ``sites`` come after ``site_id`` in the order of the journey; ``customer_hands`` names who of the customer lends a
    hand on site. ``carrying`` are the ids of open items of earlier dispatches that this one takes over.
    """

    request_id: int | None = None
    site_id: int | None = None
    mode: DispatchMode = DispatchMode.GUIDANCE
    content: str = ""
    cautions: str = ""
    tools: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    people: tuple[TravellerForm, ...] = ()
    sites: tuple[FurtherSiteForm, ...] = ()
    customer_hands: str = ""
    carrying: tuple[int, ...] = ()
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
    """A person who can be sent out, with what he or she may and can do; ``skills`` are words divided by 、."""

    name: str = ""
    department_id: int | None = None
    post: str = ""
    grade: str = ""
    post_level: PostLevel = PostLevel.STAFF
    mobile: str = ""
    email: str = ""
    skills: str = ""
    certificates: tuple[CertificateForm, ...] = ()
    trainings: tuple[TrainingForm, ...] = ()
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
