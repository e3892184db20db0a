"""The issue slips of a request, an order or a dispatch on its own page: the card, the step that makes one."""

from collections.abc import Iterable
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.labels import label
from app.rules.material.slips import OPEN_STATES
from models.enums import RecordKind, SlipState
from ui.dialogs.material.slip_dialog import SlipSource, ask_new_slip
from ui.runtime.desk import Desk
from ui.tabs.links import link_code
from ui.widgets.detail.facts import Fact

SLIPS = "slips"


class LinkedSlip(Protocol):
    """A slip as another record shows it; ``number`` is "" for a draft."""

    @property
    def id(self) -> int:
        """The slip."""

    @property
    def number(self) -> str:
        """Its number."""

    @property
    def state(self) -> str:
        """As it is stored."""


def slip_facts(slips: Iterable[LinkedSlip]) -> tuple[Fact, ...]:
    """Return slips as links, each with its state."""
    return tuple(
        Fact(one.number or _("Draft"), label(SlipState(one.state)), link_code(RecordKind.SLIP, one.id)) for one in slips
    )


def make_slip(desk: Desk, parent: QWidget, source: SlipSource) -> None:
    """Open the form of a new slip from another page, and go to the slip once it is saved."""
    ask_new_slip(desk, parent, source, partial(desk.show_requested.emit, RecordKind.SLIP.value))


def show_open_slip(desk: Desk, slips: Iterable[LinkedSlip]) -> None:
    """Go to the first of these slips from which nothing has left yet."""
    still = [one.id for one in slips if one.state in OPEN_STATES]
    if still:
        desk.show_requested.emit(RecordKind.SLIP.value, still[0])
