"""Reading the facts that the clocks of a record hang on."""

from collections.abc import Callable, Mapping
from typing import Any

from app.rules.commitments import PromiseFacts
from models.enums import RecordKind
from models.record import Record
from models.requests.request import Request

FactsReader = Callable[[Any], PromiseFacts]


def request_promise_facts(request: Request) -> PromiseFacts:
    """Return severity, class and the moment of receipt (C4.1, C5.1); the class counts once a person confirmed it."""
    confirmed = request.confirmed_class
    return PromiseFacts(
        values={"severity": request.severity.value, "class": confirmed.value if confirmed else None},
        anchors={"received": request.received_at},
    )


READERS: Mapping[RecordKind, FactsReader] = {RecordKind.REQUEST: request_promise_facts}


def promise_facts(record: Record) -> PromiseFacts:
    """Return the facts of a record of any kind; none for kinds that owe nothing."""
    reader = READERS.get(record.kind)
    return reader(record) if reader else PromiseFacts()
