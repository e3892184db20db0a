"""Every kind of record that is found has a heading and an icon, and what is priced says how far it is."""

import pytest

from app.context import Context
from app.labels import label
from app.queries.everywhere import ORDER, search_everywhere
from models.enums import QuotationState, RecordKind
from tests.quotation_factories import make_sent_quotation
from ui.search_results import hit_badge
from ui.theme.icons import meanings
from ui.widgets.search.rows import ICONS, TITLES


@pytest.mark.parametrize("kind", ORDER)
def test_every_kind_has_a_heading_and_an_icon(kind: RecordKind) -> None:
    assert kind in TITLES
    assert ICONS.get(kind, kind.value) in meanings()


def test_a_quotation_is_found_by_number_with_its_state(context: Context) -> None:
    record_id = make_sent_quotation(context)
    hits = [hit for group in search_everywhere(context, "BJ-2026-0001") for hit in group.hits]
    found = next(hit for hit in hits if hit.id == record_id)
    badge = hit_badge(found)
    assert badge is not None
    assert badge.text == label(QuotationState.SENT)
