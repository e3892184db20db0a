"""The columns of the list of needs."""

from app.formatting import date_text, quantity
from app.i18n import N_, _
from app.labels import label
from app.queries.material.need_list import NeedRow
from app.rules.material.coverage import NeedStage
from ui.table.column import Column
from ui.table.column_kinds import badge_column, day_column, quantity_column, text_column
from ui.tabs.inventory.needs.need_words import stage_badge


def need_columns() -> tuple[Column[NeedRow], ...]:
    """Return the columns of the needs, in the order of the first showing."""
    return (
        text_column("number", N_("Needed for"), lambda row: row.number, width=106, sort_key="number"),
        text_column("customer", N_("Customer"), lambda row: row.customer, width=84, sort_key="customer"),
        text_column("name", N_("Part"), _part, width=180, sort_key="name", stretch=True),
        quantity_column("quantity", N_("Quantity"), lambda row: row.quantity, width=76),
        text_column("unit", N_("Unit"), lambda row: row.unit, width=48),
        badge_column("stage", N_("Stage"), lambda row: stage_badge(row.stage), width=134),
        day_column("needed_on", N_("Needed on"), lambda row: row.needed_on, width=106, sort_key="needed_on"),
        text_column("covered", N_("How it is covered"), _covered, width=182),
        text_column(
            "answer", N_("Answer"), lambda row: label(row.answer) if row.answer else "", width=150, hidden=True
        ),
        text_column("code", N_("Code"), lambda row: row.code, width=110, hidden=True),
    )


def _part(row: NeedRow) -> str:
    return " ".join(said for said in (row.name, row.spec) if said) or row.text


def _covered(row: NeedRow) -> str:
    """What is free, coming and missing, in a few words."""
    if row.stage in (NeedStage.HANDED_OUT, NeedStage.NOT_SUPPLIED, NeedStage.TO_LOOK_UP):
        return ""
    told = []
    if row.free > 0:
        told.append(_("free {quantity}").format(quantity=quantity(row.free)))
    if row.coming:
        day = f" ({date_text(row.expected_on)})" if row.expected_on else ""
        told.append(_("on order {quantity}").format(quantity=quantity(row.coming)) + day)
    if row.short:
        told.append(_("missing {quantity}").format(quantity=quantity(row.short)))
    return " · ".join(told)
