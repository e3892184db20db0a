"""Choosing the department's own set of deadlines, with what that changes for the open requests."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.queries.promises.preview import preview_profile
from app.rules.promises.profile_words import profile_choices
from app.services.promises.policies import choose_profile
from ui.dialogs.forms.saving import open_form
from ui.dialogs.promises.previewed_form import PreviewedForm
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo

NAME = "rules.profile"


class ProfileDialog(PreviewedForm):
    """One choice; contracts and projects with a set of their own keep it."""

    def __init__(self, desk: Desk, profile: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, NAME, _("The department's set of deadlines"), _("&Choose it"), parent)
        self.profile = Combo(f"{NAME}.field.profile", profile_choices())
        self.profile.set_value(profile)
        self.add_note("who", _("Contracts and projects with a set of their own keep it."))
        self.add_note("since", _("It holds at once, also for requests received before: their due times move."))
        self.add_row("profile", _("&Set of deadlines"), self.profile, required=True)
        self.add_preview()
        self.resize(980, 420)

    def form(self) -> str:
        """Return the set chosen."""
        return self.profile.code()

    def show_effect(self) -> None:
        self.preview.ask(partial(preview_profile, self._desk.context, self.form()))


def ask_profile(desk: Desk, parent: QWidget, profile: str, on_saved: Callable[[], object]) -> ProfileDialog:
    """Open the choice with ``profile`` chosen; ``on_saved`` is called once it is the department's."""
    dialog = ProfileDialog(desk, profile, parent)
    save = partial(choose_profile, desk.context)
    return open_form(desk, dialog, lambda: partial(save, profile=dialog.form()), lambda _none: on_saved())
