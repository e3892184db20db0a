"""The department's own wording of letters, in place of the shipped one (paperwork.md 3)."""

from app.context import Context
from app.errors import Invalid
from app.forms.letters import LetterTemplateForm
from app.i18n import LANGUAGES, _
from app.queries.money.letter_draft import own_words
from app.queries.money.letter_wordings import template_of
from app.rules.money.letter_wording import shipped_wording
from app.rules.permissions import Permission
from app.services.use_case import use_case
from models.enums import LetterKind
from models.money.letter import LetterTemplate


@use_case(Permission.EDIT_LETTER_TEMPLATES)
def save_template(context: Context, *, form: LetterTemplateForm) -> None:
    """Keep the department's own wording of a kind of letter; letters that are issued already do not change.

    Facts may be named by their names or codes. Invalid at the field for one that nobody knows, or an empty text.
    """
    _check_language(form.language)
    heading, wording = own_words(form.letter_kind, form.heading, form.wording)
    if not heading:
        raise Invalid(_("Enter the heading."), field="heading")
    if not wording:
        raise Invalid(_("Enter the text of the letter."), field="wording")
    with context.write() as session:
        shipped = shipped_wording(form.letter_kind, form.language)
        own = template_of(session, form.letter_kind, form.language)
        if (heading, wording) == (shipped.heading, shipped.wording):
            if own is not None:
                session.delete(own)
            return
        if own is None:
            own = LetterTemplate(letter_kind=form.letter_kind, language=form.language)
            session.add(own)
        own.heading, own.wording = heading, wording
        own.changed_at, own.changed_by = session.info["now"], session.info["user_name"]


@use_case(Permission.EDIT_LETTER_TEMPLATES)
def reset_template(context: Context, *, letter_kind: LetterKind, language: str) -> None:
    """Go back to the shipped wording of a kind of letter; nothing happens where it is in use already."""
    _check_language(language)
    with context.write() as session:
        own = template_of(session, letter_kind, language)
        if own is not None:
            session.delete(own)


def _check_language(language: str) -> None:
    if language not in LANGUAGES:
        raise Invalid(_("Papers are printed in Chinese or English."), field="language")
