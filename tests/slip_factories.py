"""Issue slips as they occur in the department, taken through the services as far as a test needs them."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from app.context import Context
from app.forms.material.needs import NeedForm, NeedsForm
from app.forms.material.slips import CheckedLineForm, CheckForm, SlipForm, SlipLineForm, WordForm
from app.forms.requests import RequestLineForm
from app.queries.material.needs import needs_of
from app.queries.material.slip_forms import check_sheet, new_slip_form
from app.queries.material.slips import SlipDetails, slip_details
from app.services.material.needs import answer_needs
from app.services.material.slips import approve_slip, check_slip, pack_slip, save_slip
from models.enums import PartClass, SlipKind, StockAnswer
from tests.factories import make_classed_request, make_project, version_of
from tests.remembered import remembered

PICKER, KEEPER = "李工", "陈库"
UNUSED = "现场未用完"
SEAL_LINE = RequestLineForm(text="机械密封", quantity=Decimal(2), unit="套", part_class=PartClass.DOMESTIC)


def item(part_id: int, quantity: str | int = 1, **fields: Any) -> SlipLineForm:
    """Return an item of a slip as it is typed."""
    return SlipLineForm(part_id=part_id, quantity=Decimal(quantity), **fields)


def slip_form_of(context: Context, *lines: SlipLineForm, **fields: Any) -> SlipForm:
    """Return the form of a slip: for the installation of a new project, unless it says what for."""
    is_project = fields.get("slip_kind", SlipKind.PROJECT) is SlipKind.PROJECT
    if is_project and not {"request_id", "order_id", "dispatch_id", "project_id"} & fields.keys():
        fields["project_id"] = make_project(context)
    usual: dict[str, Any] = {"slip_kind": SlipKind.PROJECT, "picker_name": PICKER, "department": "工程部"}
    return SlipForm(**{**usual, "lines": lines, **fields})


@remembered
def make_slip(context: Context, *lines: SlipLineForm, **fields: Any) -> int:
    """Return the id of a draft."""
    return save_slip(context, form=slip_form_of(context, *lines, **fields))


@remembered
def approve(context: Context, slip_id: int, **fields: Any) -> str:
    """Approve a draft as whoever sits at the desk; returns its number."""
    return approve_slip(context, record_id=slip_id, version=version_of(context, slip_id), form=WordForm(**fields))


@remembered
def make_approved_slip(context: Context, *lines: SlipLineForm, **fields: Any) -> int:
    """Return the id of a slip whose items are reserved."""
    slip_id = make_slip(context, *lines, **fields)
    approve(context, slip_id)
    return slip_id


def check_form_of(context: Context, slip_id: int, *quantities: str | int, **fields: Any) -> CheckForm:
    """Return the check of a slip as it is proposed, with other ``quantities`` where they are given."""
    lines = [one.proposed for one in check_sheet(context, slip_id).lines]
    counted = [replace(line, quantity=Decimal(one)) for line, one in zip(lines, quantities, strict=False)]
    told: tuple[CheckedLineForm, ...] = (*counted, *lines[len(counted) :])
    return CheckForm(**{"keeper": KEEPER, "lines": told, **fields})


@remembered
def check(context: Context, slip_id: int, *quantities: str | int, **fields: Any) -> None:
    """Let the keeper check a slip, in full unless ``quantities`` say otherwise."""
    form = check_form_of(context, slip_id, *quantities, **fields)
    check_slip(context, record_id=slip_id, version=version_of(context, slip_id), form=form)


@remembered
def make_checked_slip(context: Context, *lines: SlipLineForm, **fields: Any) -> int:
    """Return the id of a slip whose goods have left."""
    slip_id = make_approved_slip(context, *lines, **fields)
    check(context, slip_id)
    return slip_id


@remembered
def pack(context: Context, slip_id: int, **fields: Any) -> None:
    """Let the picker pack the goods of a checked slip."""
    pack_slip(context, record_id=slip_id, version=version_of(context, slip_id), form=WordForm(**fields))


@remembered
def make_packed_slip(context: Context, *lines: SlipLineForm, **fields: Any) -> int:
    """Return the id of a slip whose goods are packed."""
    slip_id = make_checked_slip(context, *lines, **fields)
    pack(context, slip_id)
    return slip_id


@remembered
def make_red_slip(context: Context, slip_id: int, *quantities: str | int) -> int:
    """Return the id of a draft by which goods of a slip come back, all unless ``quantities`` say otherwise."""
    form = new_slip_form(context, reverses_id=slip_id)
    told = [replace(line, quantity=Decimal(one)) for line, one in zip(form.lines, quantities, strict=False)]
    lines = (*told, *form.lines[len(told) :])
    return save_slip(context, form=replace(form, purpose=UNUSED, lines=lines))


@remembered
def take_back(context: Context, slip_id: int, *quantities: str | int) -> int:
    """Let goods of a slip come back and the keeper check them; returns the red slip's id."""
    red = make_red_slip(context, slip_id, *quantities)
    approve(context, red)
    check(context, red)
    return red


@remembered
def make_request_for(context: Context, part_id: int, quantity: str | int = 2, **fields: Any) -> int:
    """Return the id of a classed request for a part, of which somebody looked in stock: it comes from there."""
    line = replace(SEAL_LINE, quantity=Decimal(quantity))
    request_id = make_classed_request(context, **{"lines": (line,), **fields})
    look_in_stock(context, request_id, part_id)
    return request_id


@remembered
def look_in_stock(
    context: Context, record_id: int, *part_ids: int, answer: StockAnswer = StockAnswer.FROM_STOCK
) -> tuple[int, ...]:
    """Answer the lines of a request or an order with parts from stock; returns the ids of the needs."""
    lines = needs_of(context, record_id).lines
    needs = tuple(
        NeedForm(line_no=line.line_no, part_id=part_id, quantity=line.quantity, answer=answer, same_unit=True)
        for line, part_id in zip(lines, part_ids, strict=False)
    )
    form = NeedsForm(needs=needs, version=version_of(context, record_id))
    answer_needs(context, record_id=record_id, form=form)
    return tuple(need.id for need in needs_of(context, record_id).needs)


def details_of(context: Context, slip_id: int) -> SlipDetails:
    """Read a slip as it stands now."""
    return slip_details(context, slip_id)
