"""Which wording a letter has: its own, else the department's template, else the shipped one (paperwork.md 3)."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.i18n import LANGUAGES
from app.rules.money.letter_text import Wording, shown_wording
from app.rules.money.letter_wording import shipped_wording
from app.rules.permissions import Permission
from models.enums import LetterKind
from models.money.letter import Letter, LetterTemplate


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """The wording of one kind of letter in one language as it is edited: facts stand by their names.

    ``changed_by`` is "" for the shipped one.
    """

    letter_kind: LetterKind
    language: str
    heading: str
    wording: str
    changed_at: datetime | None = None
    changed_by: str = ""

    @property
    def id(self) -> int:
        """A number that tells the lines of the list apart."""
        return list(LetterKind).index(self.letter_kind) * len(LANGUAGES) + list(LANGUAGES).index(self.language) + 1

    @property
    def is_own(self) -> bool:
        """True for the department's own wording."""
        return self.changed_at is not None


def template_of(session: Session, kind: LetterKind, language: str) -> LetterTemplate | None:
    """Return the department's own wording of a kind of letter, None where the shipped one is used."""
    of_kind = (LetterTemplate.letter_kind == kind, LetterTemplate.language == language)
    return session.scalar(select(LetterTemplate).where(*of_kind))


def wording_of_kind(session: Session, kind: LetterKind, language: str) -> Wording:
    """Return the wording that a new letter of a kind starts from."""
    shipped, own = shipped_wording(kind, language), template_of(session, kind, language)
    if own is None:
        return shipped
    return replace(shipped, heading=own.heading or shipped.heading, wording=own.wording or shipped.wording)


def wording_of(session: Session, letter: Letter) -> Wording:
    """Return the wording of a letter, its own words first."""
    usual = wording_of_kind(session, letter.letter_kind, letter.language)
    return replace(usual, heading=letter.heading or usual.heading, wording=letter.wording or usual.wording)


def letter_templates(context: Context) -> tuple[TemplateLine, ...]:
    """Return every kind of letter in every language with the wording that is in use now."""
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        return tuple(_line(session, kind, language) for kind in LetterKind for language in LANGUAGES)


def letter_template(context: Context, letter_kind: LetterKind, language: str) -> TemplateLine:
    """Return the wording that is in use now for one kind of letter in one language."""
    context.require(Permission.VIEW_MONEY)
    with context.read() as session:
        return _line(session, letter_kind, language)


def _line(session: Session, kind: LetterKind, language: str) -> TemplateLine:
    used, own = wording_of_kind(session, kind, language), template_of(session, kind, language)
    return TemplateLine(
        letter_kind=kind,
        language=language,
        heading=shown_wording(used.heading, kind),
        wording=shown_wording(used.wording, kind),
        changed_at=own.changed_at if own is not None else None,
        changed_by=own.changed_by if own is not None else "",
    )
