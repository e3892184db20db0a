"""Run as a child process: a desk that works without pause and says what it has committed, line by line.

Every line on standard output is one JSON fact that the parent may hold it to: the record, and a text of its log, its
number, or the number of its paper. It is written after the commit, never before. With ``--stores`` most of the work is
issuing papers, announced by a line "storing" so that the parent can kill in the middle of it.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

from app.config import DataFolder
from app.context import Context
from app.engines.addresses import place_named
from app.errors import Conflict
from app.forms.people import DispatchForm, TravellerForm
from app.forms.requests import RequestForm
from app.queries.requests.registration import request_form
from app.queries.requests.requests import request_details
from app.services.papers import issue_paper
from app.services.people.dispatches import agree_dispatch, plan_dispatch
from app.services.requests.classing import confirm_class
from app.services.requests.registering import edit_request, register_request
from app.services.requests.steps import record_customer_contacted, record_file_consulted, record_reply
from app.start import open_context
from reports.build import build_paper
from tests.drills.ground import Ground
from tests.drills.stock import StockWork
from tests.factories import version_of

FORM = "service_work_order"


def say(**fact: object) -> None:
    """Tell the parent one fact."""
    sys.stdout.write(json.dumps(fact) + "\n")
    sys.stdout.flush()


class Worker:
    """Registers requests, edits and answers them, sends people and issues papers; ``name`` marks all its texts."""

    def __init__(self, context: Context, ground: Ground, name: str, first_day: int) -> None:
        """``first_day`` is how many days from now people may be sent: nobody is in two places."""
        self.context, self.ground = context, ground
        self._marks = (f"{name}-{number}" for number in count(1))
        self._days = count(first_day)
        self._requests: list[int] = []
        self._dispatches: list[int] = []

    def register(self) -> None:
        """Register a request."""
        mark = next(self._marks)
        form = RequestForm(
            received_at=self.context.clock.now() - timedelta(minutes=1), customer_id=self.ground.customer,
            project_id=self.ground.project, contact_name="王工", text=f"泵泄漏 {mark}",
        )  # fmt: skip
        record = register_request(self.context, form=form)
        say(record=record, log=f"泵泄漏 {mark}")
        self._requests.append(record)

    def edit(self) -> None:
        """Correct a request."""
        if not self._requests:
            return self.register()
        record, mark = self._requests[-1], next(self._marks)
        edit_request(self.context, record_id=record, form=request_form(self.context, record), reason=mark)
        say(record=record, log=mark)
        return None

    def answer(self) -> None:
        """Record an answer, which meets the promise of the first reply."""
        if not self._requests:
            return self.register()
        record, mark = self._requests[-1], next(self._marks)
        record_reply(
            self.context, record_id=record, at=self.context.clock.now(), person="周敏", counterpart="王工", text=mark
        )
        say(record=record, log=mark, met=True)
        return None

    def send(self) -> None:
        """Take a request from analysis to an agreed dispatch of one of our own people."""
        if not self._requests:
            return self.register()
        record, mark, now = self._requests.pop(), next(self._marks), self.context.clock.now()
        record_file_consulted(self.context, record_id=record, at=now, person="周敏", text=mark)
        say(record=record, log=mark)
        record_customer_contacted(
            self.context, record_id=record, at=now, person="周敏", counterpart="王工", text=f"{mark} 停机"
        )
        say(record=record, log=f"{mark} 停机")
        details = request_details(self.context, record)
        confirm_class(
            self.context, record_id=record, version=details.version, service_class=details.proposed_class,
            basis=details.proposed_basis, reason=mark,
        )  # fmt: skip
        say(record=record, log=mark)
        starts = now + timedelta(days=next(self._days))
        form = DispatchForm(
            request_id=record, site_id=self.ground.site, content=f"检修 {mark}", starts_at=starts,
            ends_at=starts + timedelta(hours=8), people=(TravellerForm(staff_id=self.ground.staff, is_lead=True),),
        )  # fmt: skip
        dispatch = plan_dispatch(self.context, form=form)
        say(record=dispatch, log=f"检修 {mark}")
        number = agree_dispatch(self.context, record_id=dispatch, version=version_of(self.context, dispatch))
        say(record=dispatch, number=number)
        self._dispatches.append(dispatch)
        return None

    def issue(self) -> None:
        """Issue the paper of the latest dispatch, or print it again."""
        if not self._dispatches:
            return self.send()
        dispatch = self._dispatches[-1] if len(self._dispatches) % 3 else self._dispatches.pop()
        say(storing=dispatch)
        printed = issue_paper(self.context, form_id=FORM, record_id=dispatch)
        say(record=dispatch, paper=printed.number)
        return None

    def share(self) -> None:
        """Add a line to the one request that all workers edit; who comes late reads again and repeats."""
        mark, record = next(self._marks), self.ground.shared
        while True:
            form = request_form(self.context, record)
            try:
                _append(self.context, record, form, mark)
            except Conflict:
                continue
            say(record=record, shared=mark)
            return

    def steps(self, rng: random.Random, *, stores: bool) -> Iterator[Callable[[], None]]:
        """Yield what to do next, for ever; the first steps lay the ground for the others."""
        yield from (self.register, self.send, self.issue)
        usual = [self.register] * 4 + [self.edit, self.answer] * 3 + [self.send, self.issue]
        while True:
            yield rng.choice([self.send, self.issue, self.issue] if stores else usual)

    def shared_steps(self) -> Iterator[Callable[[], None]]:
        """Yield the steps of the drill with several desks: most touch the request or the part that all share."""
        stock = StockWork(self.context, self.ground.part, say)
        while True:
            yield from (self.register, stock.take_on, self.share, stock.issue, self.answer, stock.issue, stock.count)


def _append(context: Context, record: int, form: RequestForm, mark: str) -> None:
    values = {name: getattr(form, name) for name in RequestForm.__slots__}
    edit_request(
        context, record_id=record, form=RequestForm(**(values | {"text": f"{form.text}\n{mark}"})), reason=mark
    )


def main() -> None:
    """Work until killed, or for so many operations."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("name", help="letters and digits")
    parser.add_argument("--database", help="where the data are, if not in the folder")
    parser.add_argument("--stores", action="store_true")
    parser.add_argument("--operations", type=int)
    parser.add_argument("--first-day", type=int, default=1)
    chosen = parser.parse_args()
    place = place_named(chosen.database) if chosen.database else None
    context = open_context(DataFolder(chosen.folder, place), printer=build_paper)
    worker = Worker(context, Ground.read(chosen.folder), chosen.name, chosen.first_day)
    say(ready=chosen.name)
    if chosen.operations is None:
        for step in worker.steps(random.Random(chosen.name), stores=chosen.stores):
            step()
    sys.stdin.readline()  # all desks begin at once
    for step, _number in zip(worker.shared_steps(), range(chosen.operations), strict=False):
        step()
    context.close()


if __name__ == "__main__":
    main()
