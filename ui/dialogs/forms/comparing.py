"""From two versions of a form to the one that a person puts together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.formatting import short_date_time
from app.i18n import _
from app.queries.records.activity import LastSaved
from ui.dialogs.forms.conflict_dialog import ConflictDialog
from ui.dialogs.forms.versions import Side, Version, differences
from ui.runtime.desk import Desk
from ui.widgets.forms.form import FormDialog


@dataclass(frozen=True, slots=True)
class Comparison:
    """A form, what both versions began as, what stands in it, and what is saved."""

    form: FormDialog
    base: Mapping[str, Any]
    mine: Version
    theirs: Version


def compare(
    comparison: Comparison, story: str, on_taken: Callable[[], object], on_left: Callable[[], object] | None = None
) -> ConflictDialog:
    """Show both versions; ``on_taken`` is called when the choice stands in the form, ``on_left`` when nobody chose."""
    form, mine, theirs = comparison.form, comparison.mine, comparison.theirs
    found = differences(form, comparison.base, mine, theirs)
    dialog = ConflictDialog(form.windowTitle(), story, found, form)

    def take(sides: Mapping[str, Side]) -> None:
        # everything in its order: a customer put back empties the site below it
        form.restore({name: (theirs if sides.get(name) is Side.THEIRS else mine).kept[name] for name in mine.kept})
        on_taken()

    dialog.chosen.connect(take)
    if on_left is not None:
        dialog.rejected.connect(on_left)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def who_saved(desk: Desk, saved: LastSaved | None) -> str:
    """Return who saved the record and when, as a sentence."""
    if saved is None:
        return _("This record was saved elsewhere while you have it open.")
    time = _time(desk, saved)
    return _("{name} saved this record at {time} while you have it open.").format(name=saved.by, time=time)


def _time(desk: Desk, saved: LastSaved) -> str:
    """Return the time, with its day unless it is today."""
    today: date = desk.today()
    text = short_date_time(saved.at, desk.zone, today)
    return text.removeprefix(f"{today:%m-%d} ")
