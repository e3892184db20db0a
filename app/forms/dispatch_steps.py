"""Steps of a dispatch as they are entered: on the way, changes after it was agreed, appointment, open items (C7)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from app.forms.people import TravellerForm
from models.enums import SignatureWay


@dataclass(frozen=True, slots=True)
class BriefForm:
    """Everybody was briefed and signed (C12.2); ``note`` is free."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class DepartForm:
    """The people left."""

    departed_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ArriveForm:
    """The first of the people came to a site: ``site_id``, None for the first site of the journey (C4.3)."""

    arrived_at: datetime | None = None
    site_id: int | None = None
    person: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class OpenItemForm:
    """Something left undone: what, who sees to it, by when."""

    text: str = ""
    responsible: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class FinishForm:
    """The work on site ended; what is left of it are ``open_items``: with any, it is done in part only."""

    finished_at: datetime | None = None
    result: str = ""
    open_items: tuple[OpenItemForm, ...] = ()


@dataclass(frozen=True, slots=True)
class ComeBackForm:
    """The people are back in their own departments (C7.4)."""

    returned_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DepartmentWordForm:
    """A lending department's word on a change: who gave it, when (C7.2)."""

    department_id: int | None = None
    agreed_by: str = ""
    agreed_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class JoinerBriefingForm:
    """The addendum briefing of somebody who comes later: who gave it, when it was signed, in which way (C12.2)."""

    briefed_by: str = ""
    signed_at: datetime | None = None
    way: SignatureWay = SignatureWay.SHEET


@dataclass(frozen=True, slots=True)
class ExtendForm:
    """The work ends at another time: until when, why, and the word of every department whose people stay."""

    ends_at: datetime | None = None
    reason: str = ""
    words: tuple[DepartmentWordForm, ...] = ()


@dataclass(frozen=True, slots=True)
class AddPersonForm:
    """Somebody joins an agreed dispatch from ``traveller.joins_at`` on.

    ``words`` is the word of the department that lends the person; ``briefing`` the addendum, without which nobody joins
    a dispatch that has been briefed or has left (C12.2). ``secrecy_exception`` is the manager's reason for one who has
    left without agreement or lesson (C14).
    """

    traveller: TravellerForm = field(default_factory=TravellerForm)
    reason: str = ""
    words: tuple[DepartmentWordForm, ...] = ()
    briefing: JoinerBriefingForm | None = None
    secrecy_exception: str = ""


@dataclass(frozen=True, slots=True)
class TakeOffForm:
    """Somebody leaves before the others: who, when, why; ``lead_id`` is who leads from then on, if this one led."""

    person_id: int | None = None
    leaves_at: datetime | None = None
    why: str = ""
    lead_id: int | None = None


@dataclass(frozen=True, slots=True)
class SwapPersonForm:
    """Somebody takes another's place at ``leaves_at``, and leads if the other led; the rest as in AddPersonForm."""

    person_id: int | None = None
    leaves_at: datetime | None = None
    why: str = ""
    traveller: TravellerForm = field(default_factory=TravellerForm)
    words: tuple[DepartmentWordForm, ...] = ()
    briefing: JoinerBriefingForm | None = None
    secrecy_exception: str = ""


@dataclass(frozen=True, slots=True)
class AppointmentForm:
    """A time agreed with the customer: with whom, when. Another one than before has its ``reason``, and tells whether
    it was ``moved_by_us``.
    """

    appointment_at: datetime | None = None
    agreed_with: str = ""
    agreed_at: datetime | None = None
    moved_by_us: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FailedCallForm:
    """A call that did not reach the customer: when, which number, what happened (N1)."""

    called_at: datetime | None = None
    number: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SettleItemForm:
    """An open item that was settled without a further dispatch: who, when, how."""

    item_id: int | None = None
    settled_by: str = ""
    settled_at: datetime | None = None
    settlement: str = ""


@dataclass(frozen=True, slots=True)
class RepairPlanForm:
    """A repair plan, and the customer's word on it once it has been given."""

    plan: str = ""
    plan_agreed_by: str = ""
    plan_agreed_on: date | None = None


@dataclass(frozen=True, slots=True)
class QualityForm:
    """A check of the work: who, when, what was found."""

    quality_by: str = ""
    quality_on: date | None = None
    quality_note: str = ""


@dataclass(frozen=True, slots=True)
class SheetForm:
    """A signed sheet that came home: of the dispatch (its trip form) or of the service receipt ``about_id``.

    ``scan`` is the sheet itself; without one it lies on paper only, ``note`` may tell where.
    """

    about_id: int | None = None
    scan: Path | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ExceptionForm:
    """The manager's exception from a gate, for one person where the gate is about one (domain.md)."""

    gate: str = ""
    person_id: int | None = None
    reason: str = ""
    given_by: str = ""
