"""What people type, paste or import, made fit to be kept, or refused with a word at the field (decision 17)."""

import re
import unicodedata
from datetime import date

from app.errors import Invalid
from app.i18n import _

# Control characters but tab and newline, halves of surrogate pairs, and code points that are no characters.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|\x85|\u2028|\u2029")
_PHONE = re.compile(r"[0-9+*#()/,;:、，；内线转分机 \-a-z.\n]*", re.IGNORECASE)
_FEWEST_DIGITS = 3
_BETWEEN = re.compile(r"[\s\-]+")
_TAX_NO = re.compile(r"[0-9A-Za-z]{15,20}")
_ACCOUNT = re.compile(r"[0-9]{8,32}")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_LONGEST_CODE = 60
NEAR_YEARS = range(2000, 2101)  # what somebody may plan for
_LONGEST_TYPED = 1000  # what is longer is no line, however many blanks it would lose


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


def clean_phone(text: str, *, field: str, limit: int) -> str:
    """Return a telephone number, or several, much as typed but in half width; empty is allowed.

    Invalid if it holds letters other than extensions' or fewer than three digits.
    """
    cleaned = clean_text(unicodedata.normalize("NFKC", text), field=field, limit=limit)
    digits = sum(sign.isdigit() for sign in cleaned)
    if cleaned and (digits < _FEWEST_DIGITS or not _PHONE.fullmatch(cleaned)):
        raise Invalid(_("This is no telephone number"), field=field)
    return cleaned


def clean_line(text: str, *, field: str, limit: int) -> str:
    """Return ``clean_text`` of something that stands on one line: line breaks and runs of blanks become one blank."""
    return clean_text(" ".join(clean_text(text, field=field, limit=_LONGEST_TYPED).split()), field=field, limit=limit)


def clean_tax_no(text: str, *, field: str) -> str:
    """Return a taxpayer's number in half width and capitals; empty is allowed.

    Invalid unless it has 15 to 20 letters and digits; blanks and dashes between them are left out.
    """
    cleaned = _BETWEEN.sub("", clean_text(unicodedata.normalize("NFKC", text), field=field, limit=_LONGEST_CODE))
    if cleaned and not _TAX_NO.fullmatch(cleaned):
        raise Invalid(_("A tax number has 15 to 20 letters and digits"), field=field)
    return cleaned.upper()


def clean_account(text: str, *, field: str) -> str:
    """Return the digits of a bank account; empty is allowed.

    Invalid unless there are 8 to 32; blanks and dashes between them are left out.
    """
    cleaned = _BETWEEN.sub("", clean_text(unicodedata.normalize("NFKC", text), field=field, limit=_LONGEST_CODE))
    if cleaned and not _ACCOUNT.fullmatch(cleaned):
        raise Invalid(_("An account number has 8 to 32 digits"), field=field)
    return cleaned


def clean_email(text: str, *, field: str, limit: int) -> str:
    """Return an e-mail address in half width; empty is allowed. Invalid unless it has two sides and one @."""
    cleaned = clean_line(unicodedata.normalize("NFKC", text), field=field, limit=limit)
    if cleaned and not _EMAIL.fullmatch(cleaned):
        raise Invalid(_("This is no e-mail address"), field=field)
    return cleaned


def comparison_key(text: str) -> str:
    """Return what two names or numbers have in common that are the same but for case and width (decision 17)."""
    return unicodedata.normalize("NFKC", text).casefold()


def plausible_day(day: date | None, *, field: str) -> date | None:
    """Return the day of something planned; Invalid for a year that can only be a slip of the finger."""
    if day is not None and day.year not in NEAR_YEARS:
        raise Invalid(_("Check the year of this date."), field=field)
    return day


def day_come(day: date, today: date, *, field: str, clause: str | None = None) -> date:
    """Return a day on which something happened; Invalid for an implausible year and for a day of the future."""
    plausible_day(day, field=field)
    if day > today:
        raise Invalid(_("This day lies in the future."), field=field, clause=clause)
    return day
