"""What the steps of goods and of manufacturers' tasks have in common: when, and which partner may be asked (N7)."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.errors import Invalid
from app.i18n import _
from app.rules.material.goods_items import CLAUSE
from app.services.keeping import in_use
from app.services.use_case import check_past
from models.parties.partner import Partner


def step_moment(session: Session, moment: datetime | None, former: datetime | None, message: str) -> datetime:
    """Return when a step was taken; Invalid at ``at`` for one in the future, and with ``message`` before the ``former``
    one.
    """
    if moment is None:
        raise Invalid(_("Enter when."), field="at")
    at = check_past(moment, session.info["now"], field="at")
    if former is not None and at < former.replace(second=0, microsecond=0):  # forms know minutes
        raise Invalid(message, field="at", clause=CLAUSE)
    return at


def repairing_partner(session: Session, partner_id: int | None, *, kept: int | None, field: str) -> Partner:
    """Return a partner that repairs what is theirs: a manufacturer or supplier in use; Invalid at ``field`` for others.

    ``kept`` is the id that stood there before, which may stay.
    """
    if partner_id is None:
        raise Invalid(_("Choose the manufacturer."), field=field, clause=CLAUSE)
    partner = in_use(session, Partner, partner_id, field=field, kept=kept)
    if not (partner.is_manufacturer or partner.is_supplier) and partner_id != kept:
        text = _("“{name}” is neither a manufacturer nor a supplier.").format(name=partner.title)
        raise Invalid(text, field=field, clause=CLAUSE)
    return partner
