"""What an entry of the log is called, with the figures that belong to it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from app.i18n import _
from app.labels import label, label_of
from app.queries.records.record_parts import EventLine
from app.rules.transitions import states_of
from models.enums import (
    AbsenceKind,
    BasicState,
    ClassBasis,
    CommitmentKind,
    DispatchState,
    EventKind,
    HoldReason,
    OrderState,
    ProjectState,
    QuotationState,
    ReceiptState,
    ReceivableState,
    RecordKind,
    RequestChannel,
    RequestState,
    Role,
    ServiceClass,
)

STATES = (
    RequestState,
    DispatchState,
    ProjectState,
    QuotationState,
    OrderState,
    ReceivableState,
    ReceiptState,
    BasicState,
)  # of entries that do not say of which kind their record is; a code they share is called the same in each

Data = Mapping[str, Any]
Time = Callable[[datetime], str]


def event_title(event: EventLine, time: Time) -> str:
    """Return the title of an entry in the current language; ``time`` puts a moment into words."""
    told = _TOLD.get(event.kind)
    words = told(event.data, time) if told else ""
    if not words:
        return label(event.kind)
    separator = " " if event.kind in (EventKind.PAPER_ISSUED, EventKind.PAPER_REPRINTED) else ": "
    return f"{label(event.kind)}{separator}{words}"


def _state(data: Data, _time: Time) -> str:
    if "kind" in data:
        return label_of(states_of(RecordKind(data["kind"])), data["to"])
    states = next(states for states in STATES if data["to"] in list(states))
    return label_of(states, data["to"])


def _class(data: Data, _time: Time) -> str:
    return f"{label_of(ServiceClass, data['class'])} · {label_of(ClassBasis, data['basis'])}"


def _paper(data: Data, _time: Time) -> str:
    return str(data["number"])


def _reply(data: Data, _time: Time) -> str:
    return _("guidance by phone") if data.get("guidance") else ""


def _visit(data: Data, time: Time) -> str:
    return _("on site {time}, {people}").format(time=_moment(data, "arrival_at", time), people=data["people"])


def _hold(data: Data, time: Time) -> str:
    if data.get("withdrawn"):
        return _("withdrawn")
    span = f"{_moment(data, 'starts_at', time)} – {_moment(data, 'ends_at', time)}"
    return f"{label_of(HoldReason, data['reason'])} · {span}"


def _agreed(data: Data, time: Time) -> str:
    return f"{label_of(CommitmentKind, data['kind'])} · {_moment(data, 'due_at', time)}"


def _promise(data: Data, _time: Time) -> str:
    return label_of(CommitmentKind, data["kind"])


def _talk(data: Data, _time: Time) -> str:
    """Say when to talk again, where somebody named a day."""
    return _("again on {day}").format(day=data["next_on"]) if data.get("next_on") else ""


def _revision(data: Data, _time: Time) -> str:
    return _("revision {number}").format(number=data["revision"]) if data else ""


def _satisfied(data: Data, _time: Time) -> str:
    words = {True: _("satisfied"), False: _("not satisfied"), None: _("no judgement given")}
    return words[data.get("satisfied")]


def _channel(data: Data, _time: Time) -> str:
    channel = label_of(RequestChannel, data["channel"]) if data.get("channel") else ""
    return " · ".join(part for part in (channel, data.get("phone", ""), data.get("incoming_number", "")) if part)


def _approval(data: Data, _time: Time) -> str:
    """Return which approval it was, whose word, and that it was given on paper."""
    role = label_of(Role, data["role"]) if data.get("role") else ""
    on_paper = _("on paper") if data.get("on_paper") else ""
    return " · ".join(part for part in (data.get("approval", ""), role, on_paper) if part)


def _from(data: Data, time: Time) -> str:
    return _("from {time}").format(time=_moment(data, "effective_at", time)) if data else ""


def _moment(data: Data, name: str, time: Time) -> str:
    return time(datetime.fromisoformat(data[name]))


def _absence(data: Data, time: Time) -> str:
    span = f"{_moment(data, 'starts_at', time)} – {_moment(data, 'ends_at', time)}"
    return f"{label_of(AbsenceKind, data['absence'])} {span}"


_TOLD: Mapping[EventKind, Callable[[Data, Time], str]] = {
    EventKind.STATE_CHANGED: _state,
    EventKind.CLASS_CONFIRMED: _class,
    EventKind.PAPER_ISSUED: _paper,
    EventKind.PAPER_REPRINTED: _paper,
    EventKind.REPLIED: _reply,
    EventKind.VISIT_ANSWERED: _visit,
    EventKind.HELD: _hold,
    EventKind.HOLD_CONFIRMED: _hold,
    EventKind.HOLD_CHANGED: _hold,
    EventKind.DATE_AGREED: _agreed,
    EventKind.WAIVED: _promise,
    EventKind.FOLLOWED_UP: _satisfied,
    EventKind.TALKED: _talk,
    EventKind.REVISED: _revision,
    EventKind.CONTACTED_AGAIN: _channel,
    EventKind.EFFECTIVE: _from,
    EventKind.APPROVAL_ASKED: _approval,
    EventKind.APPROVED: _approval,
    EventKind.REFUSED: _approval,
    EventKind.APPROVAL_DROPPED: _approval,
    EventKind.ABSENCE_NOTED: _absence,
    EventKind.ABSENCE_CANCELLED: _absence,
}
