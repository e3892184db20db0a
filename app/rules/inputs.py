"""What people type, paste or import, made fit to be kept, or refused with a word at the field (decision 17)."""

import re
import unicodedata

from app.errors import Invalid
from app.i18n import _

# Control characters but tab and newline, halves of surrogate pairs, and code points that are no characters.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029")
_PHONE = re.compile(r"[0-9+*#()/,;:、，；转分机 \-a-z.\n]*", re.IGNORECASE)
_FEWEST_DIGITS = 3


def clean_text(text: str, *, field: str, limit: int) -> str:
    """Return ``text`` in composed form (NFC) without white space around it and with plain line ends.

    Invalid, naming ``field``, if it holds control characters (tab and newline are welcome) or is longer than
    ``limit`` characters.
    """
    cleaned = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text)).strip().strip("\ufeff").strip()
    unfit = _UNFIT.search(cleaned)
    if unfit is not None:
        place = unfit.start() + 1
        raise Invalid(_("A character that cannot be kept stands at place {place}").format(place=place), field=field)
    if len(cleaned) > limit:
        message = _("Too long: {length} characters, at most {limit} fit here")
        raise Invalid(message.format(length=len(cleaned), limit=limit), field=field)
    return cleaned


def required_text(text: str, *, field: str, limit: int) -> str:
    """Return ``clean_text``; Invalid if nothing is left of it."""
    cleaned = clean_text(text, field=field, limit=limit)
    if not cleaned:
        raise Invalid(_("Please fill this in"), field=field)
    return cleaned


def clean_phone(text: str, *, field: str, limit: int) -> str:
    """Return a telephone number, or several, much as typed but in half width; empty is allowed.

    Invalid if it holds letters other than extensions' or fewer than three digits.
    """
    cleaned = clean_text(unicodedata.normalize("NFKC", text), field=field, limit=limit)
    digits = sum(sign.isdigit() for sign in cleaned)
    if cleaned and (digits < _FEWEST_DIGITS or not _PHONE.fullmatch(cleaned)):
        raise Invalid(_("This is no telephone number"), field=field)
    return cleaned
