"""The end of a warranty: whether it still runs, in words, and the line of a form that shows it."""

from datetime import date

from app.formatting import date_text
from app.i18n import _
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.fields.following import Following


def warranty_badge(end: date, today: date) -> Badge:
    """Return in words whether the warranty that ends on ``end`` (included) still runs."""
    return Badge(_("Within warranty"), Tone.KEPT) if today <= end else Badge(_("Out of warranty"), Tone.NEUTRAL)


class WarrantyEnd(Following):
    """The last day of the warranty as it follows from the fields above."""

    def show_end(self, end: date | None, today: date, why_none: str) -> None:
        """Show the last day, or why it is not known."""
        if end is None:
            self.show_words(why_none, None, known=False)
        else:
            self.show_words(date_text(end), warranty_badge(end, today), known=True)
