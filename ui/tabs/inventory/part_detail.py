"""What the detail pane shows of a part: what there is of it, what it is, its batches, substitutes and movements."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from app.formatting import date_text, money, quantity, short_date_time
from app.i18n import _, ngettext
from app.labels import label
from app.queries.material.moves import MoveRow
from app.queries.material.parts import PartDetails
from app.rules.material.attributes import attribute_words
from app.rules.permissions import Permission
from app.rules.trade.tax_rates import rate_text
from models.enums import RecordKind
from ui.dialogs.material.moves_window import signed
from ui.runtime.desk import Desk
from ui.tabs.keeping import keeping_steps, retired_badge
from ui.tabs.links import LINK_ROOM, NARROW_LABEL, clipped, link_code
from ui.tabs.projects.party_facts import known_facts
from ui.tabs.record_facts import basic_facts
from ui.tabs.views import timeline_entry
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView

TAKE_ON, WRITE_OFF, COUNT, DROP = "take_on", "write_off", "count", "drop_substitute"
SUBSTITUTES, MOVES = "substitutes", "moves"
SHOWN_MOVES = 6


def part_view(details: PartDetails, desk: Desk, *, may_edit: bool) -> DetailView:
    """Return one part as the pane shows it; what may not be edited has no links for it."""
    groups = (
        _stock_group(details),
        _batches_group(details, desk),
        _facts_group(details, may_edit),
        _substitutes_group(details, may_edit),
        _moves_group(details, desk),
    )
    return DetailView(
        title=clipped(details.name, 28),
        badges=tuple(_badges(details)),
        state=retired_badge(details.keeping.state),
        subtitle=" · ".join(part for part in (details.spec, details.brand) if part),
        line=" · ".join((details.number, label(details.part_class))),
        steps=_steps(details, desk, may_edit),
        groups=tuple(group for group in groups if group.facts or group.link),
        timeline=tuple(timeline_entry(event, desk.zone, desk.today()) for event in details.events),
    )


def _badges(details: PartDetails) -> Iterable[Badge]:
    if details.minimum is not None and details.free < details.minimum:
        yield Badge(_("Low stock"), Tone.OVERDUE)
    elif not details.on_hand:
        yield Badge(_("No stock"), Tone.NEUTRAL)
    if details.slow_moving:
        yield Badge(_("Slow-moving"), Tone.SOON)


def _steps(details: PartDetails, desk: Desk, may_edit: bool) -> tuple[StepView, ...]:
    """What the keeper does with stock, then what is done with master data."""
    may, in_use = desk.context.actor.may, not details.keeping.is_retired
    steps = []
    if may(Permission.RECEIVE_GOODS) and in_use:
        steps.append(StepView(TAKE_ON, _("Take on by hand")))
        steps.append(StepView(WRITE_OFF, _("Write off"), enabled=details.on_hand > 0, minor=True))
    if may(Permission.COUNT_STOCK) and in_use:
        steps.append(StepView(COUNT, _("Count it"), minor=bool(steps)))
    if may_edit:
        words = _("{number} is no substitute any more")
        for line in details.substitutes:
            steps.append(StepView(f"{DROP}:{line.part_id}", words.format(number=line.number), minor=True))
    return (*steps, *(replace(step, minor=True) for step in keeping_steps(details.keeping)))


# what there is ---------------------------------------------------------------------------------------------------


def _stock_group(details: PartDetails) -> FactGroup:
    facts = [
        Fact(_("On hand"), _in_unit(details, details.on_hand)),
        Fact(_("Reserved"), _in_unit(details, details.reserved)),
        Fact(_("Free in stock"), _in_unit(details, details.free)),
        Fact(_("On order"), _in_unit(details, details.on_order)),
        *known_facts(
            (_("Bin"), details.bin),
            (_("Least stock"), _in_unit(details, details.minimum) if details.minimum is not None else ""),
            (_("Idle since"), date_text(details.idle_since) if details.idle_since else ""),
            (_("Average cost"), money(details.average) if details.average is not None else ""),
            (_("Stock value"), money(details.stock_value) if details.stock_value else ""),
        ),
    ]
    return FactGroup("stock", _("Stock"), tuple(facts))


def _in_unit(details: PartDetails, amount: Decimal | None) -> str:
    return f"{quantity(amount)} {details.unit}"


def _batches_group(details: PartDetails, desk: Desk) -> FactGroup:
    """What is left of each batch; one that expires within a month, or has, stands out."""
    facts = []
    for batch in details.batches:
        name = clipped(batch.batch or _("No batch"), NARROW_LABEL)
        left = _in_unit(details, batch.left)
        until = _("keeps until {day}").format(day=date_text(batch.expires_on)) if batch.expires_on else ""
        facts.append(Fact(name, " · ".join(said for said in (left, until) if said)))
        if batch.expires_on is not None and batch.expires_on < desk.today():
            facts.append(Fact("", "", badge=Badge(_("Expired"), Tone.OVERDUE)))
    return FactGroup("batches", _("Batches, oldest used first"), tuple(facts))


# what it is ------------------------------------------------------------------------------------------------------


def _facts_group(details: PartDetails, may_edit: bool) -> FactGroup:
    """What is known of it; a price, or a cost, that may not be seen is left out."""
    months = details.shelf_life_months
    facts = known_facts(
        (_("Code"), details.number),
        (_("Model, specification"), details.spec),
        (_("Brand"), details.brand),
        (_("Part class"), label(details.part_class)),
        (_("Family"), label(details.family)),
        *attribute_words(details.family, details.attributes),
        (_("Unit"), details.unit),
        (_("Shelf life"), ngettext("{count} month", "{count} months", months).format(count=months) if months else ""),
        (_("Price with tax"), "" if details.price is None else money(details.price)),
        (_("Tax rate"), "" if details.price is None else rate_text(details.tax_rate)),
        (_("Cost without tax"), "" if details.cost is None else money(details.cost)),
        (_("Note"), details.note),
    )
    return basic_facts(facts, may_edit=may_edit)


def _substitutes_group(details: PartDetails, may_edit: bool) -> FactGroup:
    facts = []
    for line in details.substitutes:
        words = clipped(f"{line.name} {line.spec}", LINK_ROOM)
        facts.append(Fact(clipped(line.number, NARROW_LABEL), words, link_code(RecordKind.PART, line.part_id)))
        free = _("{quantity} {unit} free").format(quantity=quantity(line.free), unit=line.unit)
        facts.append(Fact("", " · ".join((free, line.reason))))
    none = () if facts or not may_edit else (Fact("", _("None known yet.")),)
    return FactGroup(SUBSTITUTES, _("Substitutes (C6.1)"), (*facts, *none), _("Add") if may_edit else "")


# what was moved --------------------------------------------------------------------------------------------------


def _moves_group(details: PartDetails, desk: Desk) -> FactGroup:
    facts = [fact for row in details.moves[:SHOWN_MOVES] for fact in _move_facts(row, details, desk)]
    more = _("All {count}").format(count=details.move_count) if details.move_count else ""
    return FactGroup(MOVES, _("Movements"), tuple(facts), more)


def _move_facts(row: MoveRow, details: PartDetails, desk: Desk) -> Iterable[Fact]:
    """Yield when, how much and what for; the record behind it as a link."""
    when = short_date_time(row.at, desk.zone, desk.today())
    amount = f"{signed(row)} {details.unit} · {label(row.kind)}"
    if row.source_id is not None and row.source_kind is not None:
        yield Fact(when, f"{amount} · {row.source}", link_code(row.source_kind, row.source_id))
    else:
        yield Fact(when, f"{amount} · {_('by hand')}")
    said = " · ".join(part for part in (row.person, row.reason) if part)
    yield Fact("", said)
