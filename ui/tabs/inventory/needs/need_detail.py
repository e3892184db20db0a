"""What the detail pane shows of a need."""

from collections.abc import Iterator

from app.formatting import date_text, quantity
from app.i18n import _
from app.labels import label
from app.queries.material.need_details import NeedDetails
from app.rules.material.coverage import NeedStage
from app.rules.permissions import Permission
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.tabs.inventory.needs.material_card import (
    LOOK_IN_STOCK,
    MAKE_PURCHASE,
    MAKE_SLIP,
    buyable,
    issuable,
    paper_facts,
)
from ui.tabs.inventory.needs.need_words import coverage_words, stage_badge
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView


def need_view(details: NeedDetails, desk: Desk) -> DetailView:
    """Return one need as the pane shows it."""
    need = details.need
    stage = need.stage if need is not None else NeedStage.TO_LOOK_UP
    amount = f"{quantity(details.quantity)} {details.unit}".strip() if details.quantity is not None else ""
    groups = (
        FactGroup("need", _("What is needed"), tuple(_need_facts(details))),
        FactGroup("owner", _("Needed for"), tuple(_owner_facts(details))),
        FactGroup("papers", _("Slips and purchases"), tuple(paper_facts(need)) if need is not None else ()),
    )
    return DetailView(
        title=clipped(details.text, 28),
        state=stage_badge(stage),
        subtitle=amount,
        line=" · ".join(said for said in (details.number, details.customer) if said),
        steps=tuple(_steps(details, desk)),
        groups=tuple(group for group in groups if group.facts),
    )


def _steps(details: NeedDetails, desk: Desk) -> Iterator[StepView]:
    if not desk.context.actor.may(Permission.EDIT_MATERIAL):
        return
    needs = (details.need,) if details.need is not None else ()
    if details.may_answer:
        is_due = details.need is None or details.need.answer is None
        yield StepView(LOOK_IN_STOCK, _("Look in stock"), primary=is_due, minor=not is_due)
    if issuable(needs):
        yield StepView(MAKE_SLIP, _("Make issue slip"), primary=True)
    if buyable(needs):
        yield StepView(MAKE_PURCHASE, _("Make purchase order"), primary=not issuable(needs))


def _need_facts(details: NeedDetails) -> Iterator[Fact]:
    need = details.need
    if need is None:
        yield Fact(_("Asked for"), details.text)
        return
    part = need.handed_out_part
    yield Fact(_("Part"), clipped(part.title, LINK_ROOM), link_code(RecordKind.PART, part.id))
    if need.chosen is not None:
        in_place = clipped(need.part.title, LINK_ROOM)
        yield Fact(_("In place of"), in_place, link_code(RecordKind.PART, need.part.id))
    yield Fact(_("Quantity"), f"{quantity(need.quantity)} {part.unit}".strip())
    rows = (
        (_("Needed on"), date_text(need.needed_on) if need.needed_on else ""),
        (_("Covered"), coverage_words(need.coverage, need.stage)),
        (_("Answer"), label(need.answer) if need.answer else ""),
        (_("Reason"), need.reason),
        (_("Answered by"), need.answered_by),
    )
    yield from (Fact(name, value) for name, value in rows if value)


def _owner_facts(details: NeedDetails) -> Iterator[Fact]:
    if details.owner_id is not None:
        yield Fact(label(details.owner_kind), details.number, link_code(details.owner_kind, details.owner_id))
        yield Fact("", details.title)
    if details.customer:
        yield Fact(_("Customer"), details.customer)
