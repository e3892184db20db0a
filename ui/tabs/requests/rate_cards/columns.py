"""The columns of the list of rate cards."""

from app.i18n import N_
from app.queries.trade.rate_cards import RateCardRow
from ui.table.column import Column
from ui.table.column_kinds import badge_column, count_column, day_column, text_column
from ui.tabs.keeping import retired_badge


def rate_card_columns() -> tuple[Column[RateCardRow], ...]:
    """Return the columns of the list of rate cards, in the order of the first showing."""
    return (
        text_column("number", N_("No."), lambda row: row.number, width=132, sort_key="number"),
        text_column("name", N_("Rate card"), lambda row: row.name, width=260, sort_key="name", stretch=True),
        day_column("valid_from", N_("Valid from"), lambda row: row.valid_from, width=116, sort_key="valid_from"),
        day_column("valid_to", N_("Valid until"), lambda row: row.valid_to, width=116),
        count_column("rates", N_("Rates"), lambda row: row.rates, width=88),
        badge_column("mark", N_("Mark"), lambda row: retired_badge(row.state), width=96),
    )
