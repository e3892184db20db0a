"""How a promise to pay is shown: in the round, and in the letter that it answered (C10)."""

from app.formatting import date_text, money
from app.i18n import _
from app.queries.money.promises import PromiseLine
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.facts import Fact


def promise_fact(line: PromiseLine) -> Fact:
    """Return what was promised of one instalment, and what became of it."""
    words = _("{amount} by {day}").format(amount=money(line.amount), day=date_text(line.promised_on))
    if line.is_broken:
        state, tone = _("broken"), Tone.OVERDUE
    elif line.kept_on is not None:
        state, tone = _("kept"), Tone.KEPT
    else:
        state, tone = _("promised"), Tone.ACCENT
    return Fact("", "", badge=Badge(f"{words} · {state}", tone))
