"""Goods and tasks of another record, as its pane shows them: number, what it is, how far it is, with the way there."""

from collections.abc import Iterable

from app.i18n import _
from app.labels import label_of
from app.queries.parties import LinkLine
from app.rules.transitions import states_of
from models.enums import ClaimState
from ui.tabs.links import LINK_ROOM, NARROW_LABEL, clipped, link_code
from ui.widgets.detail.detail_panel import FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView

TASKS, GOODS = "tasks", "goods"
ASK_MAKER, TAKE_IN = "ask_maker", "take_goods_in"
CLOSED = (ClaimState.CLOSED, ClaimState.CANCELLED)


def task_group(lines: tuple[LinkLine, ...]) -> FactGroup:
    """Return the card of what manufacturers are asked to do."""
    return FactGroup(TASKS, _("Manufacturers' tasks (N7)"), return_facts(lines))


def goods_group(lines: tuple[LinkLine, ...]) -> FactGroup:
    """Return the card of what the customer brought for repair."""
    return FactGroup(GOODS, _("Brought for repair (N7)"), return_facts(lines))


def return_facts(lines: tuple[LinkLine, ...]) -> tuple[Fact, ...]:
    """Return each as a link, with its state behind its words."""
    return tuple(
        Fact(clipped(line.number, NARROW_LABEL), _words(line), link_code(line.kind, line.id)) for line in lines
    )


def _words(line: LinkLine) -> str:
    state = label_of(states_of(line.kind), line.state)
    return f"{clipped(line.title, LINK_ROOM - 2 * len(state) - 3)} · {state}"


def return_steps(tasks: tuple[LinkLine, ...], *, manufacturer_needed: bool) -> Iterable[StepView]:
    """Yield the asking of the manufacturer where one is needed, and the taking in of what the customer brings."""
    if manufacturer_needed:
        is_asked = any(task.state not in CLOSED for task in tasks)
        yield StepView(ASK_MAKER, _("Ask the manufacturer"), minor=is_asked)
    yield StepView(TAKE_IN, _("Take in goods for repair"), minor=True)
