"""Passwords: which ones are good enough, and argon2id, which is all that is kept of them.

Checking or making one takes 0.15 s by design: in the window only in a job.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.errors import Invalid
from app.i18n import _
from app.rules.inputs import comparison_key
from app.settings import Settings, whole_number

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST_LENGTH = 8  # characters, whatever the setting says
LONGEST_PASSWORD = 256  # characters; far beyond what anybody types


@dataclass(frozen=True, slots=True)
class Passwords:
    """Hashes and verifies; the costs are argon2-cffi's own (RFC 9106, little memory) unless told otherwise.

    ``memory`` is in KiB, ``rounds`` and ``lanes`` are counts; None is the library's choice.
    """

    rounds: int | None = None
    memory: int | None = None
    lanes: int | None = None

    def hash(self, password: str) -> str:
        """Return what is kept of a password: its argon2id hash with salt and costs."""
        return self._hasher().hash(_signs(password))

    def verify(self, kept: str, password: str) -> bool:
        """Tell whether a password is the one that ``kept`` was made of.

        "" (no password, or nobody of that name) is never right and takes as long as any other.
        """
        from argon2.exceptions import InvalidHashError, VerificationError

        if not kept:
            self.hash(password)
            return False
        try:
            return self._hasher().verify(kept, _signs(password))
        except (VerificationError, InvalidHashError):
            return False

    def is_dated(self, kept: str) -> bool:
        """Tell whether a hash was made with other costs than those of today."""
        return self._hasher().check_needs_rehash(kept)

    def _hasher(self) -> "PasswordHasher":
        """Return the library's hasher; it is loaded where a password is used, not at every start."""
        from argon2 import DEFAULT_MEMORY_COST, DEFAULT_PARALLELISM, DEFAULT_TIME_COST, PasswordHasher

        return PasswordHasher(
            time_cost=self.rounds or DEFAULT_TIME_COST,
            memory_cost=self.memory or DEFAULT_MEMORY_COST,
            parallelism=self.lanes or DEFAULT_PARALLELISM,
        )


def composed(password: str) -> str:
    """Return a password in composed form (NFC): the same letters typed on another keyboard are the same password."""
    return unicodedata.normalize("NFC", password)


def _signs(password: str) -> bytes:
    return composed(password).encode("utf-8", "surrogatepass")  # whatever a console hands over


def least_length(settings: Settings) -> int:
    """Return how many characters a password needs at least: the department's setting, never fewer than eight."""
    return max(LEAST_LENGTH, whole_number(settings.text("password_length"), LEAST_LENGTH))


def password_problem(password: str, names: Iterable[str], least: int) -> str:
    """Return what is wrong with a new password, "" when nothing is.

    Its length decides and nothing else, blanks count; the account's own ``names`` are no password.
    """
    length = len(composed(password))
    if length < least:
        return _("A password has at least {least} characters; this has {count}.").format(least=least, count=length)
    if length > LONGEST_PASSWORD:
        return _("A password has at most {most} characters.").format(most=LONGEST_PASSWORD)
    if comparison_key(password.strip()) in {comparison_key(name) for name in names}:
        return _("Your own name is no password.")
    return ""


def check_password(password: str, names: Iterable[str], least: int, *, field: str = "password") -> None:
    """Raise Invalid, naming ``field``, for a password that is not good enough (see ``password_problem``)."""
    problem = password_problem(password, names, least)
    if problem:
        raise Invalid(problem, field=field)
