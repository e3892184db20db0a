"""Who calls, and about what: the case told least often so far among those that fit the customer's equipment."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from app.sample.ground import Customer, Equipment, Ground, Project
from app.sample.pace import Moment, Recent, Wish
from app.sample.story import Story
from app.sample.texts import CaseText, cases
from models.enums import RequestKind

WITHOUT_PROJECT = 0.04
ANYTHING = "any"
NEAR = 100  # km: C4.3


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls about what: ``project`` and ``equipment`` are None where none of ours is concerned."""

    customer: Customer
    project: Project | None
    equipment: Equipment | None
    name: str
    phone: str

    @property
    def called(self) -> str:
        """How one speaks of the caller: 王工."""
        return f"{self.name[0]}工" if not self.name.isascii() else self.name

    @property
    def is_far(self) -> bool:
        """Whether the site lies beyond 100 km; unknown counts as within."""
        km = self.customer.text.sites[self.project.text.site if self.project else 0].km
        return km is not None and km > NEAR


Topic = tuple[Caller, CaseText]


class Topics:
    """Draws callers and cases; one machine is the problem child that keeps breaking down."""

    def __init__(self, story: Story, ground: Ground) -> None:
        self._story = story
        self._ground = ground
        self._told: Counter[str] = Counter()
        self._problem_child: Caller | None = None

    def choose(self, recent: Recent | None) -> Topic:
        """Return who calls next and about what; a recent request is about what it is to show."""
        wish = recent.wish if recent is not None else Wish()
        callers = [caller for caller in self._callers(wish) if self._fitting(caller.project, recent)]
        caller = self._story.rng.choice(callers)
        case = self._least_told(self._fitting(caller.project, recent))
        return self._aimed(caller, case), case

    def again(self) -> Topic:
        """Return the problem child with one more fault."""
        if self._problem_child is None:
            callers = [caller for caller in self._callers(Wish(paid=False)) if self._faults(caller)]
            self._problem_child = self._aimed(caller := callers[0], self._least_told(self._faults(caller)))
        child = self._problem_child
        return child, self._least_told(self._faults(child))

    def _callers(self, wish: Wish) -> Iterator[Caller]:
        """Yield somebody of every plant that is as wished, one of its contacts each."""
        today = self._story.clock.now().astimezone(self._story.zone).date()
        without = wish == Wish() and self._story.rng.random() < WITHOUT_PROJECT
        for customer in self._ground.customers:
            for project in customer.projects:
                if wish.paid is not None and wish.paid is project.is_free(today):
                    continue
                index = self._story.rng.randrange(len(customer.phones))
                contact = customer.text.contacts[index][0]
                caller = Caller(customer, None if without else project, None, contact, customer.phones[index])
                if wish.far is None or caller.is_far is wish.far:
                    yield caller

    def _fitting(self, project: Project | None, recent: Recent | None) -> list[CaseText]:
        roles = {ANYTHING} | (set(project.equipment) if project else set())
        return [case for case in cases() if case.on in roles and (recent is None or _shows(case, recent))]

    def _faults(self, caller: Caller) -> list[CaseText]:
        """Return what can break at the first machine of a plant of which there is one case or more."""
        if caller.project is None:
            return []
        roles = [caller.equipment.text.role] if caller.equipment else list(caller.project.equipment)[:1]
        return [case for case in cases() if case.on in roles and case.kind is RequestKind.REPAIR and not case.misuse]

    def _least_told(self, fitting: list[CaseText]) -> CaseText:
        case = min(fitting, key=lambda case: (self._told[case.text], self._story.rng.random()))
        self._told[case.text] += 1
        return case

    def _aimed(self, caller: Caller, case: CaseText) -> Caller:
        equipment = caller.project.equipment.get(case.on) if caller.project else None
        return Caller(caller.customer, caller.project, equipment, caller.name, caller.phone)


def _shows(case: CaseText, recent: Recent) -> bool:
    """An open request is as severe and as urgent as planned, and has a job when people are sent."""
    wish = recent.wish
    return (
        case.severity is recent.severity
        and (bool(case.job) or not recent.pace().has(Moment.PLAN))
        and (wish.urgent is None or case.urgent is wish.urgent)
        and (wish.visit is None or case.visit is wish.visit)
        and (wish.maker is None or case.manufacturer is wish.maker)
        and (wish.kind is None or case.kind is wish.kind)
    )
