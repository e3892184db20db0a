"""What an arrow is: one lawful move of a record from state to state (decision 3, invariant 6)."""

from dataclasses import dataclass
from enum import StrEnum

from app.i18n import _
from app.rules.permissions import Permission


@dataclass(frozen=True, slots=True)
class Arrow:
    """One move: ``action_code`` leads from ``source`` to ``target``.

    ``title`` is the message id of its button, ``permission`` what a person needs for it, ``gates`` the codes of the
    gates that must be open, ``asks`` what a person has to give with it ("reason", "result", "request" …), if any. One
    that is not ``offered`` is taken by the program in the course of another step (an approval that is given).
    """

    source: StrEnum
    target: StrEnum
    action_code: str
    title: str
    permission: Permission
    gates: tuple[str, ...] = ()
    asks: str | None = None
    offered: bool = True

    @property
    def text(self) -> str:
        """The title in the current language."""
        return _(self.title)
