"""Parts replaced and old parts due back on the page of the record they belong to, and the step of a swap (N2)."""

from collections.abc import Iterable
from functools import partial

from app.formatting import date_text, quantity
from app.i18n import _, ngettext
from app.labels import label
from app.queries.material.swaps import OldPartLine, SwapLine
from app.queries.parties import LinkLine
from app.rules.material.swaps import serial_words
from models.enums import RecordKind
from ui.dialogs.forms.saving import Step
from ui.dialogs.material.swap_dialog import ask_swap, ask_withdrawal, read_swap
from ui.runtime.desk import Desk
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.tabs.record_steps import Page
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact

SWAP, WITHDRAW = "record_swap", "withdraw_swap"  # codes of steps
LATEST = 10  # swaps shown; the paper of the request lists them all


def swaps_group(swaps: tuple[SwapLine, ...], *, with_request: bool = False) -> FactGroup:
    """Return the card of what was replaced, newest first; ``with_request`` each is a link to its request."""
    facts = [fact for swap in swaps[:LATEST] for fact in _swap_facts(swap, with_request)]
    more = len(swaps) - LATEST
    if more > 0:
        facts.append(Fact("", ngettext("and {count} more", "and {count} more", more).format(count=more)))
    return FactGroup("replaced", _("Parts replaced (N2)"), tuple(facts))


def _swap_facts(swap: SwapLine, with_request: bool) -> Iterable[Fact]:
    item = " ".join(part for part in (swap.name, swap.spec, quantity(swap.quantity), swap.unit) if part)
    link = link_code(RecordKind.REQUEST, swap.request_id) if with_request else ""
    yield Fact(date_text(swap.swapped_on), clipped(item, LINK_ROOM) if link else item, link)
    told = (serial_words(swap.old_serial_no, swap.new_serial_no), swap.fault, swap.person)
    yield Fact("", " · ".join(part for part in told if part))
    if swap.old_part_id is not None and swap.old_part_state is not None:
        words = f"{_('Old part')} {swap.old_part} · {label(swap.old_part_state)}"
        yield Fact("", words, link_code(RecordKind.OLD_PART, swap.old_part_id))


def untold(old_parts: Iterable[LinkLine], swaps: Iterable[SwapLine]) -> tuple[LinkLine, ...]:
    """Return those old parts that no swap shown tells of."""
    told = {swap.old_part_id for swap in swaps}
    return tuple(line for line in old_parts if line.id not in told)


def old_parts_group(lines: Iterable[OldPartLine]) -> FactGroup:
    """Return the card of the old parts that still have to come back."""
    facts = tuple(
        Fact(
            one.number,
            clipped(" · ".join(part for part in (one.name, one.carrier_name) if part), LINK_ROOM),
            link_code(RecordKind.OLD_PART, one.id),
        )
        for one in lines
    )
    return FactGroup("old_parts", _("Old parts due back (N2)"), facts)


def record_swap(desk: Desk, page: Page, request_id: int, step: Step, dispatch_id: int | None = None) -> None:
    """Open the form of a part that was replaced for a request, on one of its dispatches where one is named."""
    page.read_form(
        partial(read_swap, desk, request_id, dispatch_id),
        lambda read: ask_swap(desk, page, read, lambda _id: page.reload_details(), step),
    )


def take_back_swap(desk: Desk, page: Page, swaps: tuple[SwapLine, ...], step: Step) -> None:
    """Ask which of these swaps was recorded by mistake; nothing where there is none."""
    if swaps:
        ask_withdrawal(desk, page, swaps, page.reload_details, step)
