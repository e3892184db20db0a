"""How long the certificates of our people last: which expire soon, which have (C12.2). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.formatting import date_text
from app.i18n import _, ngettext
from app.labels import label
from models.enums import CertificateKind

SOON = timedelta(days=30)


class Validity(StrEnum):
    """How a certificate stands on a day; the worst first. ``REPLACED`` has a newer one of its kind in its place."""

    EXPIRED = "expired"
    EXPIRES_SOON = "expires_soon"
    VALID = "valid"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate that a person holds or held; ``name`` tells those of the kind "other" apart."""

    certificate: CertificateKind
    name: str = ""
    issued_on: date | None = None
    valid_until: date | None = None

    @property
    def title(self) -> str:
        """What a person calls it."""
        return self.name or label(self.certificate)

    def covers(self, first: date, last: date) -> bool:
        """Tell whether it is valid on all of these days."""
        return (self.issued_on is None or self.issued_on <= first) and (
            self.valid_until is None or self.valid_until >= last
        )

    def replaces(self, other: "Certificate") -> bool:
        """Tell whether it stands in the place of another one that ends before it."""
        if self.certificate is not other.certificate or other.valid_until is None:
            return False
        if self.certificate is CertificateKind.OTHER and self.name != other.name:
            return False
        return self.valid_until is None or self.valid_until > other.valid_until


def validity(valid_until: date | None, today: date) -> Validity:
    """Return how a certificate that ends so stands today; its last day is a day of it."""
    if valid_until is None or valid_until > today + SOON:
        return Validity.VALID
    return Validity.EXPIRED if valid_until < today else Validity.EXPIRES_SOON


def standing(one: Certificate, all_of_them: Iterable[Certificate], today: date) -> Validity:
    """Return how one of a person's certificates stands today."""
    found = validity(one.valid_until, today)
    if found is not Validity.VALID and any(other.replaces(one) for other in all_of_them):
        return Validity.REPLACED
    return found


def worst(held: Iterable[Certificate], today: date) -> Validity | None:
    """Return how a person's certificates stand by the one that stands worst, None without any."""
    known = tuple(held)
    found = {standing(one, known, today) for one in known}
    return next((one for one in Validity if one in found), None)


def validity_words(found: Validity) -> str:
    """Return what a person calls this validity."""
    return {
        Validity.EXPIRED: _("expired"),
        Validity.EXPIRES_SOON: _("expires soon"),
        Validity.VALID: _("valid"),
        Validity.REPLACED: _("replaced by a newer one"),
    }[found]


def end_words(valid_until: date | None, today: date) -> str:
    """Return until when a certificate is valid, in words."""
    if valid_until is None:
        return _("valid without an end")
    day, left = date_text(valid_until), (valid_until - today).days
    if left < 0:
        return _("expired since {day}").format(day=day)
    if left == 0:
        return _("expires today")
    if left <= SOON.days:
        text = ngettext("expires on {day}, in {count} day", "expires on {day}, in {count} days", left)
        return text.format(day=day, count=left)
    return _("valid until {day}").format(day=day)
