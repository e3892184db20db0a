"""Parts and rate cards are found by the one box over everything."""

from app.context import Actor, Context
from app.queries.everywhere import search_everywhere
from models.enums import RecordKind, Role
from tests.material_factories import make_part, make_rate_card


def kinds(context: Context, text: str) -> set[RecordKind]:
    """Return of which kinds something is found."""
    return {group.kind for group in search_everywhere(context, text)}


def test_parts_are_found_by_everybody_rate_cards_by_who_may_see_prices(context: Context) -> None:
    make_part(context)
    make_rate_card(context)
    assert kinds(context, "MG1-45") == {RecordKind.PART}
    assert kinds(context, "收费标准") == {RecordKind.RATE_CARD}
    context.actor = Actor("keeper", "仓管", frozenset({Role.WAREHOUSE}))
    assert kinds(context, "MG1-45") == {RecordKind.PART}
    assert kinds(context, "收费标准") == set()
