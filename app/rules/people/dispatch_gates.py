"""Gates of a dispatch: what it takes to agree, brief, leave and close (C7, C8.1, C9.1, C12, C14).

The exceptions that domain.md allows are facts here: the manager's word opens the gate, and stands on the dispatch.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.formatting import MISSING
from app.i18n import N_
from app.rules.gate import Gate, by_code, no_open_slip
from app.rules.people.checklist import CLOSE_GATES, HomeFacts
from app.rules.trade.pay_first import MAKE_ORDER, RECORD_RECEIPT

AGREED_WITHOUT, PAPERS_WITHOUT, TAUGHT_WITHOUT = "departments_agreed", "papers_made", "untaught"
TRIP_PAPERS = ("business_trip_form", "service_work_order")  # C7.3: without them nobody leaves
# Gates that the manager may except, with their clauses; C12.2 has no exception (domain.md).
EXCEPTABLE: Mapping[str, str] = {AGREED_WITHOUT: "C7.2", PAPERS_WITHOUT: "C7.3", TAUGHT_WITHOUT: "C14"}


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A person named for a dispatch; ``department`` is the one that lends them, empty for a manufacturer's people."""

    name: str
    department: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class LeavingFacts:
    """What the departure of a dispatch hangs on, each by what is missing.

    ``papers`` are those not issued, ``advances`` the orders whose advance is not in, ``unlisted`` the project without a
    list of hazards, ``outdated`` the hazards that ask for a new look, ``unbriefed`` and ``untaught`` people,
    ``uncertified`` certificates that nobody holds. ``going`` and ``persons_wanted`` are numbers of people.
    """

    papers: tuple[str, ...] = ()
    order_in_force: bool = True
    advances: tuple[str, ...] = ()
    unlisted: tuple[str, ...] = ()
    outdated: tuple[str, ...] = ()
    unbriefed: tuple[str, ...] = ()
    uncertified: tuple[str, ...] = ()
    going: int = 1
    persons_wanted: int = 1
    untaught: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DispatchFacts:
    """What the gates of a dispatch look at; ``request_class_confirmed`` is that of its request, ``open_slips`` are the
    issue slips from which nothing has left yet, ``open_advances`` those that are neither settled nor cancelled.

    ``excepted`` are the gates that the manager excepted as a whole. ``leaving`` counts for the steps of departure,
    ``home`` for closing; for other steps they need not be read.
    """

    request_class_confirmed: bool
    people: tuple[PersonFact, ...]
    lead_named: bool
    site_address: str
    starts_on: date | None
    ends_on: date | None
    content: str
    site_name: str = ""
    open_slips: tuple[str, ...] = ()
    open_advances: tuple[str, ...] = ()
    excepted: frozenset[str] = frozenset()
    leaving: LeavingFacts = field(default_factory=LeavingFacts)
    home: HomeFacts = field(default_factory=HomeFacts)


def departments_without_agreement(facts: DispatchFacts) -> tuple[str, ...]:
    """Return, once each, the lending departments whose word is still missing for one of their people (C7.2)."""
    if AGREED_WITHOUT in facts.excepted:
        return ()
    return tuple(dict.fromkeys(person.department for person in facts.people if person.department and not person.agreed))


def papers_missing(facts: DispatchFacts) -> tuple[str, ...]:
    """Return the trip papers that have to be issued before anybody leaves (C7.3)."""
    return () if PAPERS_WITHOUT in facts.excepted else facts.leaving.papers


def _dates_in_order(facts: DispatchFacts) -> bool:
    return facts.starts_on is not None and facts.ends_on is not None and facts.starts_on <= facts.ends_on


def _nothing_of(
    code: str, clause: str, message: str, fix: str, missing: Callable[[DispatchFacts], tuple[str, ...]]
) -> Gate[DispatchFacts]:
    """Return a gate that is open while nothing is missing, and names what is."""
    return Gate(code, clause, message, fix, lambda facts: not missing(facts), missing)


def _too_few(facts: DispatchFacts) -> tuple[str, ...]:
    leaving = facts.leaving
    return (f"{leaving.going}/{leaving.persons_wanted}",) if leaving.going < leaving.persons_wanted else ()


_AGREEING: tuple[Gate[DispatchFacts], ...] = (
    Gate(
        "class_confirmed",
        "C3.2",
        N_("Nobody has confirmed yet whether the service is free or paid"),
        "confirm_class",
        lambda facts: facts.request_class_confirmed,
    ),
    Gate(
        "content_given",
        "C7.2",
        N_("What is to be done has not been written down"),
        "edit_dispatch",
        lambda facts: bool(facts.content.strip()),
    ),
    Gate(
        "site_given",
        "C7.2",
        N_("The address of the service site is missing: {names}"),
        "edit_dispatch",
        lambda facts: bool(facts.site_address.strip()),
        lambda facts: (facts.site_name or MISSING,),
    ),
    Gate(
        "dates_given",
        "C7.2",
        N_("The dates are missing, or the end lies before the start"),
        "edit_dispatch",
        _dates_in_order,
    ),
    Gate("people_named", "C7.2", N_("Nobody has been named"), "edit_dispatch", lambda facts: bool(facts.people)),
    Gate("lead_named", "C7.2", N_("Nobody has been named to lead"), "edit_dispatch", lambda facts: facts.lead_named),
    _nothing_of(
        AGREED_WITHOUT,
        "C7.2",
        N_("These departments have not agreed yet: {names}"),
        "record_department_agreed",
        departments_without_agreement,
    ),
)

_LEAVING: tuple[Gate[DispatchFacts], ...] = (
    _nothing_of(
        PAPERS_WITHOUT, "C7.3", N_("These trip papers have not been issued: {names}"), "print_pack", papers_missing
    ),
    Gate(
        "order_in_force",
        "C8.1",
        N_("No order in force for this paid work"),
        MAKE_ORDER,
        lambda facts: facts.leaving.order_in_force,
    ),
    _nothing_of(
        "advance_in",
        "C9.1",
        N_("The advance has not come in yet, or not in full: {names}"),
        RECORD_RECEIPT,
        lambda facts: facts.leaving.advances,
    ),
    _nothing_of(
        "hazards_listed",
        "C12.1",
        N_("There is no list of hazards yet: {names}"),
        "list_hazards",
        lambda facts: facts.leaving.unlisted,
    ),
    _nothing_of(
        "hazards_reviewed",
        "C12.2",
        N_("These hazards ask for a new look: {names}"),
        "review_hazards",
        lambda facts: facts.leaving.outdated,
    ),
    _nothing_of(
        "briefed",
        "C12.2",
        N_("Not briefed on the present hazards, or not signed: {names}"),
        "brief_people",
        lambda facts: facts.leaving.unbriefed,
    ),
    _nothing_of(
        "certified",
        "C12.2",
        N_("Certificates missing or not valid over the whole trip: {names}"),
        "show_certificates",
        lambda facts: facts.leaving.uncertified,
    ),
    _nothing_of(
        "enough_people",
        "C12.2",
        N_("Too few people for these hazards: {names}"),
        "add_person",
        _too_few,
    ),
    _nothing_of(
        TAUGHT_WITHOUT,
        "C14",
        N_("Without confidentiality agreement or lesson: {names}"),
        "show_secrecy",
        lambda facts: facts.leaving.untaught,
    ),
)


def _at_home(gate: Gate[HomeFacts]) -> Gate[DispatchFacts]:
    """Return a gate of the return checklist as one of the dispatch."""
    return _nothing_of(
        gate.code, gate.clause, gate.message, gate.fix, lambda facts: gate.missing(facts.home) if gate.missing else ()
    )


DISPATCH_GATES: Mapping[str, Gate[DispatchFacts]] = by_code(
    *_AGREEING,
    *_LEAVING,
    *map(_at_home, CLOSE_GATES.values()),
    no_open_slip(),
    _nothing_of(
        "no_open_advance",
        "C7.4",
        N_("These advances have to be cancelled or settled first: {names}"),
        "settle_advance",
        lambda facts: facts.open_advances,
    ),
)
