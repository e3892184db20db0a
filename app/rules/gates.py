"""Gates: what has to be there before a record may take a step, clause by clause (domain.md, gates).

A closed gate answers with reasons; each names its clause, what is missing, and how it can be put right.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from app.formatting import MISSING
from app.i18n import N_, _

Facts = TypeVar("Facts")


@dataclass(frozen=True, slots=True)
class BlockReason:
    """Why a step is not possible: clause, text with its values, and the code of what would fix it (a link on screen).

    Several values of one name (people, departments) are kept as a tuple and listed when the text is shown.
    """

    clause: str
    message: str
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fix: str | None = None

    @property
    def text(self) -> str:
        """The reason in the current language."""
        separator = _(", ")
        return _(self.message).format(**{name: separator.join(items) for name, items in self.values})


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What the gates of a request look at; ``open_dispatches`` are the numbers (or titles) of those not cancelled,
    ``open_promises`` the names of what is still owed.
    """

    file_consulted: bool
    customer_contacted: bool
    class_confirmed: bool
    has_result: bool
    open_dispatches: tuple[str, ...] = ()
    open_promises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A person named for a dispatch; ``department`` is the one that lends them, empty for a manufacturer's people."""

    name: str
    department: str
    agreed: bool


@dataclass(frozen=True, slots=True)
class DispatchFacts:
    """What the gates of a dispatch look at; ``request_class_confirmed`` is that of its request."""

    request_class_confirmed: bool
    people: tuple[PersonFact, ...]
    lead_named: bool
    site_address: str
    starts_on: date | None
    ends_on: date | None
    content: str
    site_name: str = ""


@dataclass(frozen=True, slots=True)
class KeepingFacts:
    """What the gates of master data and projects look at: numbers (or titles) of the open work that needs them."""

    open_work: tuple[str, ...] = ()


AnyFacts = RequestFacts | DispatchFacts | KeepingFacts


@dataclass(frozen=True, slots=True)
class Gate(Generic[Facts]):
    """A gate of one clause: open where ``passed`` holds, else closed for the reason ``message``, put right by ``fix``.

    ``missing`` names what exactly is missing, for the placeholder {names} of the message.
    """

    code: str
    clause: str
    message: str
    fix: str
    passed: Callable[[Facts], bool]
    missing: Callable[[Facts], tuple[str, ...]] | None = None

    def check(self, facts: Facts) -> BlockReason | None:
        """Return why the gate is closed, None if it is open."""
        if self.passed(facts):
            return None
        values = (("names", self.missing(facts)),) if self.missing else ()
        return BlockReason(self.clause, self.message, values, self.fix)


def departments_without_agreement(facts: DispatchFacts) -> tuple[str, ...]:
    """Return, once each, the lending departments whose word is still missing for one of their people (C7.2)."""
    return tuple(dict.fromkeys(person.department for person in facts.people if person.department and not person.agreed))


def _dates_in_order(facts: DispatchFacts) -> bool:
    return facts.starts_on is not None and facts.ends_on is not None and facts.starts_on <= facts.ends_on


def _by_code(*gates: Gate[Facts]) -> Mapping[str, Gate[Facts]]:
    return {gate.code: gate for gate in gates}


REQUEST_GATES: Mapping[str, Gate[RequestFacts]] = _by_code(
    Gate(
        "file_consulted",
        "C3.1",
        N_("The project's original file has not been consulted"),
        "record_file_consulted",
        lambda facts: facts.file_consulted,
    ),
    Gate(
        "customer_contacted",
        "C3.1",
        N_("The customer has not been contacted back"),
        "record_customer_contacted",
        lambda facts: facts.customer_contacted,
    ),
    Gate(
        "class_confirmed",
        "C3.2",
        N_("Nobody has confirmed yet whether the service is free or paid"),
        "confirm_class",
        lambda facts: facts.class_confirmed,
    ),
    Gate(
        "result_recorded",
        "C11.5",
        N_("The result has not been recorded"),
        "record_result",
        lambda facts: facts.has_result,
    ),
    Gate(
        "no_open_dispatch",
        "C7.2",
        N_("These dispatches have to be cancelled first: {names}"),
        "cancel_dispatches",
        lambda facts: not facts.open_dispatches,
        lambda facts: facts.open_dispatches,
    ),
    Gate(
        "promises_settled",
        "C4",
        N_("This is still owed: {names}"),
        "show_promises",
        lambda facts: not facts.open_promises,
        lambda facts: facts.open_promises,
    ),
)

DISPATCH_GATES: Mapping[str, Gate[DispatchFacts]] = _by_code(
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
    Gate(
        "departments_agreed",
        "C7.2",
        N_("These departments have not agreed yet: {names}"),
        "record_department_agreed",
        lambda facts: not departments_without_agreement(facts),
        departments_without_agreement,
    ),
)


KEEPING_GATES: Mapping[str, Gate[KeepingFacts]] = _by_code(
    Gate(
        "no_open_work",
        "C11.5",
        N_("This is still open: {names}"),
        "show_open_work",
        lambda facts: not facts.open_work,
        lambda facts: facts.open_work,
    ),
)


def check_gates(codes: Iterable[str], facts: AnyFacts) -> tuple[BlockReason, ...]:
    """Return why the gates ``codes`` are closed, in their order; empty if all are open. KeyError for an unknown one."""
    if isinstance(facts, RequestFacts):
        return _closed(codes, facts, REQUEST_GATES)
    if isinstance(facts, KeepingFacts):
        return _closed(codes, facts, KEEPING_GATES)
    return _closed(codes, facts, DISPATCH_GATES)


def _closed(codes: Iterable[str], facts: Facts, gates: Mapping[str, Gate[Facts]]) -> tuple[BlockReason, ...]:
    reasons = (gates[code].check(facts) for code in codes)
    return tuple(reason for reason in reasons if reason is not None)
