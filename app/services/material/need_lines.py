"""What becomes of a need whose line of a request or an order is taken away, or goes over to another request (C6.1)."""

from collections.abc import Collection, Mapping

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.i18n import _
from app.queries.material.need_reading import NeedView, needs_around
from app.services.material.ledger import recount
from app.services.material.need_shares import release
from models.material.need import MaterialNeed
from models.material.purchase import PurchaseShare
from models.material.slip import SlipLine
from models.record import Record


def forget_needs(session: Session, record: Record, line_nos: Collection[int]) -> None:
    """Forget what lines needed that are no longer there; what was reserved for them of goods on order is free again.

    Invalid at ``lines`` while a slip or a purchase order rests on one.
    """
    if not line_nos or not inspect(record).persistent:
        return
    for known in needs_around(session, record.id):
        if known.record_id == record.id and known.line_no in line_nos:
            _forget(session, known)


def carry_over(session: Session, request_id: int, into_id: int, line_nos: Mapping[int, int]) -> None:
    """Let another request have the needs of lines that go over to it, by their numbers there and here, with all that
    was bought, reserved or issued for them.
    """
    wanted = select(MaterialNeed).where(MaterialNeed.record_id == request_id, MaterialNeed.line_no.in_(line_nos))
    for need in session.scalars(wanted).all():
        need.record_id, need.line_no = into_id, line_nos[need.line_no]
    session.flush()


def _forget(session: Session, known: NeedView) -> None:
    need = session.get_one(MaterialNeed, known.id)
    _refuse_covered(known)
    release(session, need, known)
    for line in session.scalars(select(SlipLine).where(SlipLine.need_id == need.id)):  # of slips that were cancelled
        line.need_id = None
    for share in session.scalars(select(PurchaseShare).where(PurchaseShare.need_id == need.id)):
        session.delete(share)
    session.flush()
    session.delete(need)
    recount(session, {known.handed_out_part.id})


def _refuse_covered(known: NeedView) -> None:
    bought = [one.number or _("a draft") for one in known.purchases if one.quantity > one.reserved or one.came]
    names = _(", ").join(dict.fromkeys([*(slip.number for slip in known.slips), *bought]))
    if names:
        text = _("“{name}” is on {names} already; its line cannot be taken away.")
        told = text.format(name=known.handed_out_part.title, names=names)
        raise Invalid(told, field="lines", clause="C6.1")
