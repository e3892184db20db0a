"""What a gate is: a condition of one clause, and why it is closed (domain.md, gates)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

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


def by_code(*gates: Gate[Facts]) -> Mapping[str, Gate[Facts]]:
    """Return gates by their codes."""
    return {gate.code: gate for gate in gates}


def no_open_shipment() -> Gate[Any]:
    """Return the gate that keeps a record from being given up while its goods leave or are on their way (C6.6); its
    facts have ``open_shipments``, the numbers (or titles) of shipments that the customer has not confirmed.
    """
    return Gate(
        "no_open_shipment",
        "C6.6",
        N_("These shipments have to be cancelled or confirmed first: {names}"),
        "show_shipments",
        lambda facts: not facts.open_shipments,
        lambda facts: tuple(facts.open_shipments),
    )


def no_open_slip() -> Gate[Any]:
    """Return the gate that keeps a record from being given up or closed while goods are set aside for it (C6.3); its
    facts have ``open_slips``, the numbers (or titles) of slips from which nothing has left yet.
    """
    return Gate(
        "no_open_slip",
        "C6.3",
        N_("These issue slips have to be checked or cancelled first: {names}"),
        "show_slips",
        lambda facts: not facts.open_slips,
        lambda facts: tuple(facts.open_slips),
    )
