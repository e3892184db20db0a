"""What the departure of a dispatch hangs on: papers, order and advance, hazards, briefing, certificates, secrecy (C7.3,
C8.1, C9.1, C12, C14).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.formatting import date_text
from app.i18n import _
from app.labels import label
from app.papers.form import form_title
from app.queries.money.pay_first import pay_first_facts
from app.queries.people.gate_exceptions import ExceptionLine, excepted_people
from app.queries.people.secrecy import secrecy_standing
from app.queries.records.pieces import Row
from app.queries.safety.standing import briefing_standing
from app.rules.people.dispatch_gates import TAUGHT_WITHOUT, TRIP_PAPERS, LeavingFacts
from app.rules.people.secrecy import AGREEMENT
from app.rules.safety.briefing import BriefingStanding, Standing
from app.rules.safety.hazards import HazardFact
from app.rules.trade.pay_first import PayFirstFacts, advance_missing, order_missing
from models.enums import BasicState
from models.paper import IssuedPaper
from models.people.dispatch import Dispatch
from models.projects.contract import Contract
from models.projects.project import Project
from models.safety.hazard import Hazard


@dataclass(frozen=True, slots=True)
class Standings:
    """How the people of a dispatch stand: with the hazards (C12.2), and with confidentiality (C14), as codes by the id
    of the person on the dispatch.
    """

    briefing: BriefingStanding
    secrecy: Mapping[int, tuple[str, ...]]


def standings(
    session: Session, dispatch: Dispatch, now: datetime, rows: Mapping[str, Sequence[Row]] | None = None
) -> Standings:
    """Read how the people of a dispatch stand; ``rows`` of the pieces of both, where they have been read already."""
    return Standings(
        briefing_standing(session, dispatch, now, rows=rows), secrecy_standing(session, dispatch, now, rows=rows)
    )


def leaving_facts(
    session: Session,
    dispatch: Dispatch,
    standing: Standings,
    exceptions: Sequence[ExceptionLine],
    *,
    issued: Collection[str] | None = None,
    pay_first: PayFirstFacts | None = None,
) -> LeavingFacts:
    """Return what the gates of departure look at; ``issued`` papers and ``pay_first`` where they are known already."""
    papers = issued_forms(session, dispatch.id) if issued is None else issued
    paid = pay_first_facts(session, dispatch.request_id) if pay_first is None else pay_first
    briefing = standing.briefing
    excepted = excepted_people(exceptions, TAUGHT_WITHOUT)
    return LeavingFacts(
        papers=tuple(form_title(form) for form in TRIP_PAPERS if form not in papers),
        order_in_force=not order_missing(paid),
        advances=tuple(_numbers(paid)),
        unlisted=_unlisted(session, dispatch, briefing.hazards),
        outdated=briefing.outdated,
        unbriefed=unbriefed(briefing),
        uncertified=uncertified(briefing),
        going=briefing.going,
        persons_wanted=briefing.wanted,
        untaught=untaught(dispatch, {one: codes for one, codes in standing.secrecy.items() if one not in excepted}),
    )


def issued_forms(session: Session, record_id: int) -> frozenset[str]:
    """Return the forms of which a paper was issued for a record."""
    return frozenset(session.scalars(select(IssuedPaper.form).where(IssuedPaper.record_id == record_id).distinct()))


def uncertified(briefing: BriefingStanding) -> tuple[str, ...]:
    """Return the certificates that the hazards ask for and nobody of ours holds on all days, with whose ended early."""
    words = []
    for kind in briefing.uncertified:
        ended = [f"{one.name} {date_text(one.valid_until)}" for one in briefing.lapsed if one.kind is kind]
        words.append(f"{label(kind)} ({_(', ').join(ended)})" if ended else label(kind))
    return tuple(words)


def untaught(dispatch: Dispatch, secrecy: Mapping[int, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the names of those who lack an agreement or a lesson, with what they lack (C14)."""
    names = {one.id: one.name for one in dispatch.people}
    return tuple(f"{names[person]} ({_(', ').join(map(_lack, codes))})" for person, codes in secrecy.items())


def _lack(code: str) -> str:
    return _("confidentiality agreement") if code == AGREEMENT else _("confidentiality lesson")


def lacking_people(session: Session, dispatch: Dispatch, *, only: int | None = None) -> tuple[str, ...]:
    """Return what of certificates and confidentiality is not valid over the whole trip as it is planned now; with
    ``only`` (the id of one of its people) what of confidentiality this person lacks.
    """
    now = session.info["now"]
    secrecy = secrecy_standing(session, dispatch, now)
    if only is not None:
        return untaught(dispatch, {one: codes for one, codes in secrecy.items() if one == only})
    briefing = briefing_standing(session, dispatch, now)
    return (*uncertified(briefing), *untaught(dispatch, secrecy))


def _numbers(paid: PayFirstFacts) -> Sequence[str]:
    reasons = advance_missing(paid, with_sums=False)
    return [number for reason in reasons for number in dict(reason.values)["number"]]


def unbriefed(briefing: BriefingStanding) -> tuple[str, ...]:
    """Return who has not signed on the hazards of now, of those who leave with the others."""
    missing = (Standing.STALE, Standing.MISSING)
    return tuple(one.name for one in briefing.people if one.standing in missing and not one.waits)


def _unlisted(session: Session, dispatch: Dispatch, hazards: Sequence[HazardFact]) -> tuple[str, ...]:
    """Return the contracted project of a dispatch that has no hazard list at all (C12.1)."""
    if hazards or dispatch.project_id is None:
        return ()
    listed = select(Hazard.id).where(Hazard.project_id == dispatch.project_id, Hazard.state == BasicState.ACTIVE)
    contracted = select(Contract.id).where(Contract.project_id == Project.id, Contract.main_id.is_(None))
    wanted = select(Project.title).where(Project.id == dispatch.project_id, contracted.exists(), ~listed.exists())
    title = session.scalar(wanted)
    return () if title is None else (title,)
