"""Free or paid (C3.2): the program proposes and says why, a person confirms."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.errors import Invalid
from app.formatting import date_text
from app.i18n import N_, _
from models.enums import ClassBasis, ServiceClass

CLAUSE = "C3.2"

_BASES: Mapping[ServiceClass, tuple[ClassBasis, ...]] = {
    ServiceClass.FREE: (
        ClassBasis.WARRANTY,
        ClassBasis.CONTRACT_EXCEPTION,
        ClassBasis.AGREEMENT,
        ClassBasis.GOODWILL,
    ),
    ServiceClass.PAID: (
        ClassBasis.OUT_OF_WARRANTY,
        ClassBasis.MISUSE,
        ClassBasis.NO_PROJECT,
        ClassBasis.CONTRACT_EXCEPTION,
        ClassBasis.AGREEMENT,
    ),
}


class EvidenceCode(StrEnum):
    """What a proposal can rest on."""

    NO_PROJECT = "no_project"
    MISUSE = "misuse"
    CONTRACT_EXCEPTION = "contract_exception"
    FREE_PARTS = "free_parts"
    AGREEMENT = "agreement"
    WITHIN_WARRANTY = "within_warranty"
    OUT_OF_WARRANTY = "out_of_warranty"
    WARRANTY_NOT_STARTED = "warranty_not_started"


_TEXTS: Mapping[EvidenceCode, str] = {
    EvidenceCode.NO_PROJECT: N_("No project of ours is named"),
    EvidenceCode.MISUSE: N_("Damage by misuse is not covered by the warranty"),
    EvidenceCode.CONTRACT_EXCEPTION: N_("The contract says: {text}"),
    EvidenceCode.FREE_PARTS: N_("Free spare parts by contract: {text}"),
    EvidenceCode.AGREEMENT: N_("Maintenance agreement {number}, in force until {until}"),
    EvidenceCode.WITHIN_WARRANTY: N_("Received {received}, under warranty until {warranty_end}"),
    EvidenceCode.OUT_OF_WARRANTY: N_("Received {received}, warranty ended {warranty_end}"),
    EvidenceCode.WARRANTY_NOT_STARTED: N_("Received {received}, the warranty has not started yet"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a proposal: a code and its values as text, fit to be stored as JSON."""

    code: EvidenceCode
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """What decides the class.

    ``received`` is the local day. ``warranty_end`` is inclusive, None while the warranty has not started.
    ``exception_class`` is what ``exception_text`` of the contract makes of it; ``free_parts`` names the free spare
    parts still owed by contract, and counts where the request ``wants_parts``. ``agreement`` is the number of the
    maintenance agreement in force for the project at that time, "" without one, ``agreement_end`` its last day.
    """

    received: date
    has_project: bool
    warranty_end: date | None = None
    exception_class: ServiceClass | None = None
    exception_text: str = ""
    free_parts: str = ""
    wants_parts: bool = False
    misuse: bool = False
    agreement: str = ""
    agreement_end: date | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """The proposed class, its basis, and what it rests on, the deciding reason first."""

    service_class: ServiceClass
    basis: ClassBasis
    evidence: tuple[Evidence, ...]


def propose_class(facts: ClassFacts) -> Proposal:
    """Return the class that the rulebook gives these facts (C3.2A, C3.2B).

    Misuse is paid whatever the warranty; then the contract's own exception counts, then the warranty, and after it the
    free spare parts that the contract still owes. What is left is paid, unless a maintenance agreement in force has it
    paid for already: it covers service, parts are sold beside it.
    """
    if not facts.has_project:
        return Proposal(ServiceClass.PAID, ClassBasis.NO_PROJECT, (Evidence(EvidenceCode.NO_PROJECT),))
    warranty = _warranty_evidence(facts)
    if facts.misuse:
        return Proposal(ServiceClass.PAID, ClassBasis.MISUSE, (Evidence(EvidenceCode.MISUSE), warranty))
    if facts.exception_class is not None:
        exception = Evidence(EvidenceCode.CONTRACT_EXCEPTION, {"text": facts.exception_text})
        return Proposal(facts.exception_class, ClassBasis.CONTRACT_EXCEPTION, (exception, warranty))
    if warranty.code is not EvidenceCode.OUT_OF_WARRANTY:
        return Proposal(ServiceClass.FREE, ClassBasis.WARRANTY, (warranty,))
    if facts.wants_parts and facts.free_parts:
        parts = Evidence(EvidenceCode.FREE_PARTS, {"text": facts.free_parts})
        return Proposal(ServiceClass.FREE, ClassBasis.CONTRACT_EXCEPTION, (parts, warranty))
    if facts.agreement and not facts.wants_parts:
        until = date_text(facts.agreement_end)
        agreement = Evidence(EvidenceCode.AGREEMENT, {"number": facts.agreement, "until": until})
        return Proposal(ServiceClass.FREE, ClassBasis.AGREEMENT, (agreement, warranty))
    return Proposal(ServiceClass.PAID, ClassBasis.OUT_OF_WARRANTY, (warranty,))


def _warranty_evidence(facts: ClassFacts) -> Evidence:
    """Compare the day of receipt with the warranty's last day, itself included."""
    received = {"received": date_text(facts.received)}
    if facts.warranty_end is None:
        return Evidence(EvidenceCode.WARRANTY_NOT_STARTED, received)
    within = facts.received <= facts.warranty_end
    code = EvidenceCode.WITHIN_WARRANTY if within else EvidenceCode.OUT_OF_WARRANTY
    return Evidence(code, received | {"warranty_end": date_text(facts.warranty_end)})


def evidence_text(evidence: Evidence) -> str:
    """Return a reason as a sentence in the current language."""
    return _(_TEXTS[evidence.code]).format(**evidence.values)


def bases_for(service_class: ServiceClass) -> tuple[ClassBasis, ...]:
    """Return the bases a class can have."""
    return _BASES[service_class]


def is_override(proposal: Proposal, chosen_class: ServiceClass, chosen_basis: ClassBasis) -> bool:
    """Return whether a person chooses other than proposed, which is the manager's to do."""
    return (chosen_class, chosen_basis) != (proposal.service_class, proposal.basis)


def check_confirmation(proposal: Proposal, chosen_class: ServiceClass, chosen_basis: ClassBasis, reason: str) -> None:
    """Raise Invalid if the basis does not go with the class, or other than proposed is chosen without a reason."""
    if chosen_basis not in _BASES[chosen_class]:
        raise Invalid(_("This basis does not go with this class"), field="basis", clause=CLAUSE)
    if is_override(proposal, chosen_class, chosen_basis) and not reason.strip():
        raise Invalid(_("Choosing other than proposed needs a reason"), field="reason", clause=CLAUSE)


def is_paid_work(confirmed: ServiceClass | None, lines: Iterable[ServiceClass | None]) -> bool:
    """Tell whether the customer pays for a request, or for any line of it, as a person confirmed."""
    return ServiceClass.PAID in (confirmed, *lines)
