"""What a gate is: a condition of one clause, and why it is closed (domain.md, gates)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.i18n import _

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
