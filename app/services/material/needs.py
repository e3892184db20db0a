"""Looking in stock first (C6.1): the answer for each line that needs material, kept with its reason; and when an order
has asked for all of its material (C5.3).
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.context import Context
from app.errors import Invalid
from app.formatting import quantity
from app.forms.material.needs import NeedForm, NeedsForm
from app.i18n import _
from app.labels import label
from app.queries.material.need_reading import NeedView, needs_around
from app.queries.material.needs import NeedLine, has_order, may_answer, needs_view
from app.queries.material.stock_looks import StockLook, look
from app.rules.inputs import clean_text
from app.rules.material.needs import CLAUSE, FIELD, check_answer, reason_of
from app.rules.permissions import Permission
from app.rules.trade.orders import MATERIAL_LINES
from app.services.keeping import in_use
from app.services.material.ledger import recount
from app.services.material.need_shares import release, reserve, take_over
from app.services.material.substitutes import note_substitute
from app.services.promises import keeping
from app.services.use_case import load, log, use_case
from models.enums import EventKind, OrderState, StockAnswer
from models.material.need import MaterialNeed
from models.material.part import Part
from models.record import Event, Record
from models.trade.order import ServiceOrder

TEXT_LIMIT = 2000


@use_case(Permission.EDIT_MATERIAL)
def answer_needs(context: Context, *, record_id: int, form: NeedsForm) -> None:
    """Keep what looking in stock said for lines of a request or an order; lines left out stay as they are.

    A close model that is taken becomes a known substitute; goods on order are reserved. A line with a part and no
    answer keeps its part, and is still to be looked up. Invalid at ``needs``, naming the line, for an answer that is
    incomplete, lets free stock lie without a reason, or changes what slips or purchases rest on already. Conflict when
    somebody else saved the record meanwhile.
    """
    answered = [one for one in form.needs if one.answer is not None or one.part_id is not None]
    if not answered:
        raise Invalid(_("Answer at least one line."), field=FIELD, clause=CLAUSE)
    with context.write() as session:
        record = load(session, Record, record_id, form.version)
        if not may_answer(record):
            raise Invalid(_("Material is looked up for open requests, and for orders approved or in force."))
        known = needs_view(record, needs_around(session, record.id), ordered=has_order(session, record.id))
        lines = {line.line_no: line for line in known.lines}
        told = [_answer(session, record, _line_of(lines, one), one) for one in answered]
        if any(told):
            text = "\n".join(one for one in told if one)
            log(session, record, EventKind.STOCK_ANSWERED, text)
        if isinstance(record, ServiceOrder):
            note_requested(session, record)


def _line_of(lines: dict[int, NeedLine], form: NeedForm) -> NeedLine:
    if form.line_no not in lines:
        raise Invalid(_("A line is no longer there, or needs no material any more."), field=FIELD, clause=CLAUSE)
    return lines[form.line_no]


def _answer(session: Session, record: Record, line: NeedLine, form: NeedForm) -> str:
    """Keep the answer for one line; returns it in words, "" where nothing changed."""
    if form.part_id is None:
        raise Invalid(_("{line}: choose the part that is wanted").format(line=line.text), field=FIELD, clause=CLAUSE)
    stored = session.get(MaterialNeed, line.need.id) if line.need else None
    part = in_use(session, Part, form.part_id, field=FIELD, kept=stored.part_id if stored else None)
    chosen = _chosen(session, form, stored)
    found = look(session, part, line.need, session.info["now"], chosen.id if chosen else None, record=record)
    facts = found.facts(line_unit=line.unit, chosen_id=form.chosen_id, purchase_line_id=form.purchase_line_id)
    check_answer(form, facts, line.text)
    reason = clean_text(reason_of(form, facts), field=FIELD, limit=TEXT_LIMIT)
    if line.need is not None and _is_same(line.need, form, reason) and _stays_reserved(found, form):
        return ""
    need = _written(session, record, line, stored, form, reason)
    if isinstance(record, ServiceOrder):
        take_over(session, record, need)
    if form.answer is StockAnswer.ON_ORDER:
        reserve(session, need, found, form)
    if chosen is not None:
        note_substitute(session, part, chosen, reason)
    return _told(line, need, chosen or part)


def _chosen(session: Session, form: NeedForm, stored: MaterialNeed | None) -> Part | None:
    """Return the close model that is taken; whatever else was answered names none."""
    if form.answer is not StockAnswer.SUBSTITUTE or form.chosen_id is None:
        return None
    return in_use(session, Part, form.chosen_id, field=FIELD, kept=stored.chosen_id if stored else None)


def _is_same(known: NeedView, form: NeedForm, reason: str) -> bool:
    stored = (known.part.id, known.chosen.id if known.chosen else None, known.quantity, known.answer, known.needed_on)
    typed = (form.part_id, _chosen_id(form), form.quantity, form.answer, form.needed_on)
    return stored == typed and known.reason == reason


def _stays_reserved(found: StockLook, form: NeedForm) -> bool:
    """Tell whether nothing has to be reserved, or it is already."""
    own = any(goods.own for goods in found.coming if goods.purchase_line_id == form.purchase_line_id)
    return own or form.answer is not StockAnswer.ON_ORDER


def _chosen_id(form: NeedForm) -> int | None:
    return form.chosen_id if form.answer is StockAnswer.SUBSTITUTE else None


def _written(
    session: Session, record: Record, line: NeedLine, stored: MaterialNeed | None, form: NeedForm, reason: str
) -> MaterialNeed:
    """Write the need of a line; what it was reserved from before is free again, unless the same is said again."""
    before: set[int] = set()
    if stored is not None and line.need is not None:
        _refuse_change(line, line.need, form)
        before = {stored.wanted_id}
        release(session, stored, line.need)
    need = stored or MaterialNeed(record_id=record.id, line_no=line.line_no)
    for name in ("part_id", "quantity", "answer", "needed_on"):
        setattr(need, name, getattr(form, name))
    need.chosen_id, need.reason = _chosen_id(form), reason
    said = (session.info["now"], session.info["user_name"]) if form.answer is not None else (None, "")
    need.answered_at, need.answered_by = said
    session.add(need)
    session.flush()
    if line.need is not None and line.need.purchases:
        recount(session, before | {need.wanted_id})
    return need


def _refuse_change(line: NeedLine, known: NeedView, form: NeedForm) -> None:
    """What slips or purchases rest on stays: the part, that it is supplied, and as much of it as is on slips."""
    slips = [slip.number for slip in known.slips]
    bought = [one.number or _("a draft") for one in known.purchases if one.quantity > one.reserved]
    names = _(", ").join(dict.fromkeys([*slips, *bought]))
    wanted = _chosen_id(form) or form.part_id
    other = wanted != known.handed_out_part.id or form.answer is StockAnswer.NOT_SUPPLIED
    if names and other:
        message = _("{line}: it is on {names} already. Take it back there first.")
        raise Invalid(message.format(line=line.text, names=names), field=FIELD, clause=CLAUSE)
    out = known.coverage.handed_out + known.coverage.on_slips
    if form.quantity is not None and form.quantity < out:
        message = _("{line}: {quantity} of it are on slips already.")
        raise Invalid(message.format(line=line.text, quantity=quantity(out)), field=FIELD, clause=CLAUSE)


def _told(line: NeedLine, need: MaterialNeed, taken: Part) -> str:
    """Return an answer as the log says it: the line, the part, how much, what was said and why."""
    amount = f"{quantity(need.quantity)} {taken.unit}".strip()
    name = " ".join(said for said in (taken.title, taken.spec) if said)
    said = label(need.answer) if need.answer else _("To be looked up")
    told = _("{line}: {part} {amount}, {answer}").format(line=line.text, part=name, amount=amount, answer=said)
    return _("{text} ({reason})").format(text=told, reason=need.reason) if need.reason else told


# C5.3 ------------------------------------------------------------------------------------------------------------


def note_requested(session: Session, order: ServiceOrder) -> None:
    """Log that purchasing or the warehouse was asked for the material of an order in force, once that holds for every
    line of it (C5.3): each is on a submitted purchase or an approved slip, or is not supplied by us.

    Nothing while a line names no part, which somebody then records by hand, and where it is logged already.
    """
    session.flush()
    lines = [line.line_no for line in order.lines if line.kind in MATERIAL_LINES]
    if order.state != OrderState.EFFECTIVE or not lines or _is_logged(session, order):
        return
    asked = {need.line_no for need in needs_around(session, order.id) if _is_asked_for(need)}
    if asked.issuperset(lines):
        log(session, order, EventKind.MATERIAL_REQUESTED, _("Every line is asked for, by purchase or by slip."))
        keeping.settle(session, order)


def _is_logged(session: Session, order: ServiceOrder) -> bool:
    logged = select(Event.id).where(Event.record_id == order.id, Event.kind == EventKind.MATERIAL_REQUESTED)
    return session.scalar(logged.limit(1)) is not None


def _is_asked_for(need: NeedView) -> bool:
    covered = need.coverage
    return need.answer is StockAnswer.NOT_SUPPLIED or bool(covered.bought or covered.reserved or covered.handed_out)
