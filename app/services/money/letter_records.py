"""What every step of a letter does to the records around it: the clocks it stops, the handover it answers (C10)."""

from sqlalchemy.orm import Session

from app.services.promises.keeping import settle
from models.money.letter import Letter
from models.money.receivable import Instalment
from models.projects.handover import Handover


def settle_around(session: Session, letter: Letter) -> None:
    """Settle again what hangs on a letter: the handover whose notice it is, the instalments that it names."""
    session.flush()
    handover = session.get(Handover, letter.handover_id) if letter.handover_id is not None else None
    if handover is not None:
        settle(session, handover)
    for row in letter.lines:
        instalment = session.get_one(Instalment, row.instalment_id)
        if instalment.number is not None:
            settle(session, instalment)
