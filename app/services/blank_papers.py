"""Empty sheets to be filled in by hand: printed as often as they are needed, never numbered, counted or filed."""

from app.context import Context, settings_of
from app.errors import Invalid, StorageError
from app.i18n import LANGUAGES, _, using_language
from app.papers.compose import file_name
from app.papers.intake_slip import blank_slips
from app.rules.permissions import Permission
from app.services.papers import PaperPrint
from app.services.use_case import use_case

MOST_SHEETS = 100


@use_case(Permission.VIEW_RECORDS)
def print_intake_slips(context: Context, *, sheets: int = 1, language: str | None = None) -> PaperPrint:
    """Print so many empty intake slips, in the department's language for paper unless another is named."""
    if not 1 <= sheets <= MOST_SHEETS:
        raise Invalid(_("From 1 to {most} sheets can be printed at once.").format(most=MOST_SHEETS), field="sheets")
    if context.printer is None:
        raise StorageError(_("This program was started without its printing part."))
    with context.read() as session:
        chosen = language or settings_of(session).text("paper_language")
        if chosen not in LANGUAGES:
            raise Invalid(_("Papers are printed in Chinese or English."), field="language")
        with using_language(chosen):
            content = blank_slips(session, chosen, sheets, context.actor.display_name, context.clock.now())
    return PaperPrint(context.printer(content), file_name(content), content)
