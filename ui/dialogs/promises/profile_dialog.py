"""Choosing the department's own set of deadlines, with what that changes for the open requests."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.queries.promises.preview import preview_profile
from app.rules.promises.profile_words import profile_choices
from app.services.promises.policies import choose_profile
from ui.dialogs.forms.saving import open_form
from ui.dialogs.promises.policy_preview import LEAST_WIDTH, PreviewPane
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.forms.form import FormDialog

NAME = "rules.profile"


class ProfileDialog(FormDialog):
    """One choice; contracts and projects with a set of their own keep it."""

    keeps_drafts = False

    def __init__(self, desk: Desk, profile: str, parent: QWidget | None = None) -> None:
        super().__init__(NAME, _("The department's set of deadlines"), _("&Choose it"), parent)
        self._desk = desk
        self.profile = Combo(f"{NAME}.field.profile", profile_choices())
        self.profile.set_value(profile)
        self.add_note("who", _("Contracts and projects with a set of their own keep it."))
        self.add_note("since", _("It holds at once, also for requests received before: their due times move."))
        self.add_row("profile", _("&Set of deadlines"), self.profile, required=True)
        self.preview = PreviewPane(NAME, desk, self)
        self.add_side(self.preview, least_width=LEAST_WIDTH)
        self.edited.connect(self._on_edited)
        self._on_edited()
        self.resize(980, 420)

    def form(self) -> str:
        """Return the set chosen."""
        return self.profile.code()

    def _on_edited(self) -> None:
        self.preview.ask(partial(preview_profile, self._desk.context, self.form()))


def ask_profile(desk: Desk, parent: QWidget, profile: str, on_saved: Callable[[], object]) -> ProfileDialog:
    """Open the choice with ``profile`` chosen; ``on_saved`` is called once it is the department's."""
    dialog = ProfileDialog(desk, profile, parent)
    save = partial(choose_profile, desk.context)
    return open_form(desk, dialog, lambda: partial(save, profile=dialog.form()), lambda _none: on_saved())
