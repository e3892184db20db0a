"""Trying out: what would be owed by when, for a case that nobody has registered."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal

from app.errors import Invalid
from app.i18n import _
from app.rules.places import checked_km, place_facts
from app.rules.promises.clocks import DeadlineOutOfRangeError, Interval
from app.rules.promises.commitments import Clock, Owed, PromiseFacts, owed
from app.rules.promises.conditions import FactValue
from app.rules.promises.deadlines import Case, PolicyBook, Promise
from app.rules.promises.holds import overlap
from app.rules.promises.policies import BASE_PROFILE, AmbiguousPolicyError
from models.enums import CommitmentKind, PartClass, RecordKind, ServiceClass, ServiceGrade, ServiceZone, Severity

FAULT_LEVELS = (1, 2, 3)

_FROM_RECEIPT = (
    CommitmentKind.REPLY,
    CommitmentKind.ASSIGNMENT,
    CommitmentKind.VISIT_ANSWER,
    CommitmentKind.ARRIVAL,
    CommitmentKind.QUOTATION,
    CommitmentKind.SOLUTION,
)
_WITH_A_DATE = (CommitmentKind.ARRIVAL, CommitmentKind.PARTS)  # what one agrees a date for with the customer


@dataclass(frozen=True, slots=True)
class TryOut:
    """A case as somebody describes it; the class counts as confirmed, every hold as confirmed too.

    ``profile`` None is the department's own. ``agreed`` is the date of whatever has to be agreed: the visit, the part.
    ``in_province`` says what a comparison of ``province`` with our own would. With ``finished`` the service is over
    (or, with ``guidance``, the guidance by phone was given), ``goods_received`` is when the customer's goods came in
    for repair, ``warranty_end`` the last day of the warranty.
    """

    received: datetime
    service_class: ServiceClass
    severity: Severity = Severity.GENERAL
    visit: bool = False
    urgent: bool = False
    manufacturer: bool = False
    large: bool = False
    km: Decimal | None = None
    zone: ServiceZone | None = None
    province: str = ""
    in_province: bool | None = None
    part_class: PartClass | None = None
    level: int | None = None
    grade: ServiceGrade | None = None
    agreed: datetime | None = None
    holds: tuple[Interval, ...] = ()
    profile: str | None = None
    finished: datetime | None = None
    guidance: bool = False
    goods_received: datetime | None = None
    warranty_end: date | None = None

    def facts(self) -> dict[str, FactValue | None]:
        """Return what the conditions of policies ask for."""
        place = place_facts(checked_km(self.km), self.zone, self.province, "")
        return place | {
            "in_province": self.in_province,
            "severity": self.severity.value,
            "class": self.service_class.value,
            "urgent": self.urgent,
            "visit": self.visit,
            "manufacturer": self.manufacturer,
            "large": self.large,
            "level": self.level,
            "grade": self.grade.value if self.grade else None,
        }


def try_out(book: PolicyBook, given: TryOut) -> tuple[Promise, ...]:
    """Return what would be owed, the earliest first, what is still to be agreed last.

    Invalid, with the field, for a case that contradicts itself or whose deadlines leave the calendar.
    """
    _check(book, given)
    try:
        promises = [one.promise for one in _owed_by_request(book, given)]
        promises += _owed_beyond(book, given)
    except (DeadlineOutOfRangeError, OverflowError) as error:
        message = _("A deadline of this case lies outside the calendar. Check the dates.")
        raise Invalid(message, field="received", details=str(error)) from error
    except AmbiguousPolicyError as error:
        message = _("Two rows of this set of deadlines fit equally well; one of them has to be made more specific.")
        raise Invalid(message, field="profile", details=str(error)) from error
    return tuple(sorted(promises, key=lambda one: (one.due is None, one.due.timestamp() if one.due else 0)))


def _owed_by_request(book: PolicyBook, given: TryOut) -> tuple[Owed, ...]:
    told = PromiseFacts(given.facts(), clocks=dict(_clocks(given)), holds=given.holds, profiles=_profiles(given))
    promised = owed(book, RecordKind.REQUEST, told)
    if given.agreed is None:
        return promised
    waiting = [one.key for one in promised if one.promise.due is None]
    usual = [one.key for kind in _WITH_A_DATE for one in promised if one.promise.kind is kind]
    dated = waiting or usual[:1]
    if not dated:
        raise Invalid(_("Nothing here falls due on a date agreed with the customer."), field="agreed")
    return owed(book, RecordKind.REQUEST, replace(told, agreed=dict.fromkeys(dated, given.agreed)))


def _clocks(given: TryOut) -> Iterator[tuple[CommitmentKind, tuple[Clock, ...]]]:
    for kind in _FROM_RECEIPT:
        yield kind, (Clock(given.received),)
    if given.part_class is not None:
        yield CommitmentKind.PARTS, (Clock(given.received, facts={"part_class": given.part_class.value}),)
    if given.finished is not None:
        after = "guidance" if given.guidance else "service"
        yield CommitmentKind.FOLLOW_UP, (Clock(given.finished, facts={"after": after}),)


def _owed_beyond(book: PolicyBook, given: TryOut) -> Iterator[Promise]:
    """Yield what other records than the request will owe: goods in repair, money, the retention letter.

    Holds stop the repair alone; free service leaves no balance, and neither does guidance by phone.
    """
    facts, profiles = given.facts(), _profiles(given)
    cases: dict[CommitmentKind, Case] = {}
    if given.goods_received is not None:
        cases[CommitmentKind.REPAIR_RETURN] = Case(given.goods_received, facts, given.holds, None, profiles)
    if given.finished is not None and given.service_class is ServiceClass.PAID and not given.guidance:
        cases[CommitmentKind.BALANCE] = Case(given.finished, facts, profiles=profiles)
    if given.warranty_end is not None:
        last_day = datetime.combine(given.warranty_end, time.min, book.zone)
        cases[CommitmentKind.RETENTION_LETTER] = Case(last_day, facts, profiles=profiles)
    for kind, case in cases.items():
        promised = book.promise(kind, case)
        if promised is not None:
            yield promised


def _profiles(given: TryOut) -> tuple[str, ...]:
    return (given.profile,) if given.profile else ()


def _check(book: PolicyBook, given: TryOut) -> None:
    checked_km(given.km)
    if given.profile is not None and given.profile not in book.profiles:
        raise Invalid(_("There is no such set of deadlines."), field="profile")
    later = {"agreed": given.agreed, "finished": given.finished, "goods_received": given.goods_received}
    for field, moment in later.items():
        if moment is not None and moment < given.received:
            raise Invalid(_("This lies before the request was received."), field=field)
    _check_level(book, given)
    check_holds(given.holds)


def _check_level(book: PolicyBook, given: TryOut) -> None:
    """A fault level means something only beside a service grade (N4)."""
    if given.level is None:
        return
    if given.level not in FAULT_LEVELS:
        raise Invalid(_("Fault levels are 1, 2 and 3."), field="level")
    rules = book.profiles.get(given.profile or book.profile or BASE_PROFILE, ())
    if given.grade is None and any("grade" in rule.condition for rule in rules):
        raise Invalid(_("These deadlines need the service grade beside the fault level."), field="grade")


def check_holds(holds: Iterable[Interval]) -> None:
    """Raise Invalid for a hold that ends before it begins, or overlaps another."""
    before: list[Interval] = []
    for start, end in holds:
        if end <= start:
            raise Invalid(_("A hold ends after it starts."), field="holds")
        if overlap(start, end, before) is not None:
            raise Invalid(_("The holds overlap."), field="holds")
        before.append((start, end))
