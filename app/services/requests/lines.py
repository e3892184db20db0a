"""Writing what a request asks for, line by line: a part's need is noted when it is named (C4.2), a line keeps its
number, and a class of its own is a person's word (C3.2).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from app.context import Actor
from app.errors import Invalid, NotAllowed
from app.forms.requests import RequestLineForm
from app.i18n import _
from app.queries.requests.registration import line_form, line_proposal
from app.rules.classification import is_override
from app.rules.permissions import Permission
from app.rules.wanted_lines import FIELD, same_thing
from app.services.material.need_lines import carry_over, forget_needs
from models.commitment import AgreedDate, Commitment
from models.enums import CommitmentKind
from models.requests.request import Request, RequestLine

PLAIN = ("text", "quantity", "unit", "service_class", "class_basis", "class_reason")


def write_lines(session: Session, request: Request, forms: Sequence[RequestLineForm], actor: Actor) -> None:
    """Let the request ask for exactly these lines, checked already.

    Invalid at ``lines`` for a line that was handed over and is to go or to be something else; NotAllowed for another
    class than proposed by who may not choose one.
    """
    known = {line.line_no: line for line in request.lines}
    next_no = _next_line_no(session, request) if any(not form.line_no for form in forms) else 0
    lines = []
    for place, form in enumerate(forms, start=1):
        line = known.pop(form.line_no, None) if form.line_no else RequestLine(line_no=next_no)
        if line is None:
            raise Invalid(_("Line {place} is not one of this request's.").format(place=place), field=FIELD)
        next_no += not form.line_no
        _refuse_other_thing(line, form, place)
        _check_own_class(session, request, line, form, actor)
        _write(session, line, form, place)
        lines.append(line)
    _refuse_gone(known.values())
    forget_needs(session, request, known.keys())
    request.lines = lines


def add_lines(session: Session, request: Request, forms: Sequence[RequestLineForm], actor: Actor) -> None:
    """Let the request ask for these lines, checked already, beside those it has."""
    known = [line_form(line) for line in request.lines]
    write_lines(session, request, [*known, *(replace(form, line_no=0) for form in forms)], actor)


def take_over_lines(session: Session, request: Request, into: Request) -> None:
    """Let ``into`` ask for what is still owed of another request's lines, since when it is needed, by what date it was
    agreed, and with what looking in stock said of it (C6.1).
    """
    numbers: dict[int, int] = {}
    open_lines = [line for line in request.lines if line.handed_over_at is None]
    next_no = _next_line_no(session, into) if open_lines else 0
    for line in open_lines:
        names = (*PLAIN, "part_class", "needed_at")
        position = len(into.lines) + 1
        taken = RequestLine(line_no=next_no, position=position, **{name: getattr(line, name) for name in names})
        into.lines.append(taken)
        _take_over_date(session, request, into, line.line_no, next_no)
        numbers[line.line_no] = next_no
        next_no += 1
    carry_over(session, request.id, into.id, numbers)


def _next_line_no(session: Session, request: Request) -> int:
    """Return a number that no line of the request ever had: a promise keeps the number of a line that is gone."""
    highest = max((line.line_no for line in request.lines), default=0)
    if inspect(request).persistent:
        promised = select(func.max(Commitment.slot)).where(
            Commitment.record_id == request.id, Commitment.kind == CommitmentKind.PARTS
        )
        highest = max(highest, session.scalar(promised) or 0)
    return highest + 1


def _refuse_other_thing(line: RequestLine, form: RequestLineForm, place: int) -> None:
    if line.handed_over_at is not None and not same_thing(line_form(line), form):
        message = _("Line {place}: “{name}” was handed over already and stays as it is.")
        raise Invalid(message.format(place=place, name=line.text), field=FIELD, clause="C4.2")


def _refuse_gone(lines: Iterable[RequestLine]) -> None:
    for line in lines:
        if line.handed_over_at is not None:
            message = _("“{name}” was handed over already; its line cannot be taken away.")
            raise Invalid(message.format(name=line.text), field=FIELD, clause="C4.2")


def _check_own_class(
    session: Session, request: Request, line: RequestLine, form: RequestLineForm, actor: Actor
) -> None:
    """Other than what the facts propose for this very line is the manager's to choose, as for the request."""
    chosen = (form.service_class, form.class_basis)
    if form.service_class is None or form.class_basis is None or chosen == (line.service_class, line.class_basis):
        return
    proposal = line_proposal(session, request, form)
    if is_override(proposal, form.service_class, form.class_basis) and not actor.may(Permission.OVERRIDE_CLASS):
        message = _("The secretary confirms what is proposed for “{name}”; another class is the manager's decision.")
        raise NotAllowed(message.format(name=form.text), field=FIELD, clause="C3.2")


def _write(session: Session, line: RequestLine, form: RequestLineForm, place: int) -> None:
    line.position = place
    for name in PLAIN:
        setattr(line, name, getattr(form, name))
    if form.service_class is None:
        line.class_reason = ""
    if form.part_class is None:
        line.needed_at = None
    elif line.needed_at is None:
        line.needed_at = session.info["now"]
    line.part_class = form.part_class


def _take_over_date(session: Session, request: Request, into: Request, line_no: int, new_no: int) -> None:
    of_line = (AgreedDate.record_id == request.id, AgreedDate.kind == CommitmentKind.PARTS, AgreedDate.slot == line_no)
    date = session.scalar(select(AgreedDate).where(*of_line).order_by(AgreedDate.id.desc()).limit(1))
    if date is not None:
        session.add(
            AgreedDate(
                record=into, kind=date.kind, slot=new_no, due_at=date.due_at, agreed_with=date.agreed_with,
                reason=date.reason, set_at=date.set_at, set_by=date.set_by,
            )
        )  # fmt: skip
