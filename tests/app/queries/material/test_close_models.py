"""Close models of a part, and the part that the words of a line mean (C6.1)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from app.clock import FixedClock
from app.context import Context
from app.forms.material.parts import SubstituteForm
from app.queries.material.close_models import CloseModel, close_models
from app.queries.material.like_parts import likeliest_part
from app.queries.material.stock_looks import stock_look
from app.rules.material.comparing import Verdict
from app.services.keeping import retire
from app.services.material.substitutes import accept_substitute
from models.enums import PartFamily
from models.material.part import Part
from tests.factories import version_of
from tests.need_factories import make_pump
from tests.purchase_factories import make_stock_part


def found(context: Context, part_id: int, limit: int = 8) -> tuple[CloseModel, ...]:
    """Return the close models of a part."""
    with context.read() as session:
        return close_models(session, session.get_one(Part, part_id), limit)


def test_c6_1_what_is_free_in_stock_comes_first_and_what_is_refused_last(context: Context) -> None:
    pump = make_pump(context)
    refused = make_pump(context, stock=3, spec="CDM42-4", attributes={"voltage": "220"})
    nothing = make_pump(context, spec="CDM42-5")
    usable = make_pump(context, stock=1, spec="CDM42-2", attributes={"flow": "45"})
    models = found(context, pump)
    assert [model.part_id for model in models] == [usable, nothing, refused]
    assert models[-1].comparison.verdict is Verdict.REFUSED


def test_c6_1_a_known_substitute_comes_before_closer_models(context: Context) -> None:
    pump = make_pump(context)
    make_pump(context, stock=1, spec="CDM42-2")
    known = make_pump(context, stock=1, spec="QW100", attributes={"flow": "90", "head": "60"})
    form = SubstituteForm(substitute_id=known, reason="用户认可")
    accept_substitute(context, part_id=pump, form=form)
    first = found(context, pump)[0]
    assert (first.part_id, first.known, first.reason) == (known, True, "用户认可")


def test_another_family_another_unit_and_what_is_out_of_use_are_no_candidates(context: Context) -> None:
    pump = make_pump(context)
    make_pump(context, unit="套")
    make_pump(context, family=PartFamily.BLOWER, attributes={"sort": "roots"})
    gone = make_pump(context, spec="CDM42-2")
    retire(context, record_id=gone, version=version_of(context, gone), reason="停产")
    assert found(context, pump) == ()


def test_a_part_that_shares_no_word_is_not_close(context: Context) -> None:
    pump = make_pump(context)
    make_pump(context, name="潜污", spec="WQ")
    assert found(context, pump) == ()


def test_only_so_many_are_offered(context: Context) -> None:
    pump = make_pump(context)
    for number in range(4):
        make_pump(context, spec=f"CDM42-{number + 10}")
    assert len(found(context, pump, limit=3)) == 3


def test_c6_1_stock_that_lay_long_is_marked_as_worth_using(context: Context, clock: FixedClock) -> None:
    pump, now = make_pump(context), clock.moment
    clock.moment = now - timedelta(days=500)
    make_pump(context, stock=1, spec="CDM42-2")
    clock.moment = now
    look = stock_look(context, pump)
    assert look.is_slow(look.models[0].idle_since)
    assert not look.is_slow(None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("立式多级离心泵 CDM42-3", "立式多级离心泵"),
        ("多级离心泵CDM42-3 一台", "立式多级离心泵"),
        ("机械密封MG1-45", "机械密封"),
        ("MG1-45", "机械密封"),
        ("压力表", None),
        ("？", None),
    ],
)
def test_the_words_of_a_line_mean_the_part_that_is_most_like_them(
    context: Context, text: str, name: str | None
) -> None:
    make_pump(context)
    make_pump(context, stock=5, spec="CDM42-3-2")
    make_stock_part(context)
    with context.read() as session:
        part = likeliest_part(session, text)
        assert (part.title if part else None) == name
        assert part is None or part.spec in ("CDM42-3", "MG1-45")


def test_looking_in_stock_counts_what_is_there(context: Context) -> None:
    pump = make_pump(context, stock=3, bin="A-03-2")
    look = stock_look(context, pump)
    assert (look.on_hand, look.free, look.on_order, look.bin) == (Decimal(3), Decimal(3), Decimal(0), "A-03-2")
