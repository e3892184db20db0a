"""What is registered when a customer calls: by whom, for whom, with which parts, and the fax or letter itself."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

from app.forms.requests import RequestForm, RequestLineForm
from app.sample.callers import Caller
from app.sample.pace import Recent
from app.sample.scans import Letter, letter_picture
from app.sample.story import OFFICE, WEEKEND, Story
from app.sample.texts import CaseText, PartText, company, parts, promise_texts
from models.enums import PartClass, RequestChannel, RequestKind, RequestSource

PASSED_ON, PART_NEEDED, LARGE = 0.06, 0.2, 0.15
OWNERS = 4  # of our own people, beside the secretary
ON_PAPER = (RequestChannel.FAX, RequestChannel.LETTER)
TITLES = {RequestChannel.FAX: "传　真", RequestChannel.LETTER: "关于请求售后服务的函"}


class Intake:
    """Fills in the form of one request."""

    def __init__(self, story: Story, caller: Caller, case: CaseText, recent: Recent | None) -> None:
        self._story = story
        self._caller = caller
        self._case = case
        self._recent = recent

    def form(self, received_at: datetime, channel: RequestChannel, text: str) -> RequestForm:
        """Return the request as it is registered."""
        case, caller = self._case, self._caller
        passed_on = self._story.rng.random() < PASSED_ON
        source = RequestSource.DEPARTMENT if passed_on else RequestSource.CUSTOMER
        return RequestForm(
            received_at=received_at,
            channel=channel,
            source=RequestSource.VISIT if "回访" in case.text else source,
            source_department="市场部" if source is RequestSource.DEPARTMENT else "",
            customer_id=caller.customer.id,
            project_id=caller.project.id if caller.project else None,
            site_id=None if caller.project else caller.customer.sites[0],
            equipment_id=caller.equipment.id if caller.equipment else None,
            contact_name=caller.name,
            contact_phone=caller.phone,
            text=text,
            request_kind=case.kind,
            severity=case.severity,
            needs_visit=case.visit,
            urgent=case.urgent or bool(self._recent and self._recent.pressing),
            manufacturer_needed=case.manufacturer,
            misuse=case.misuse,
            owner_name=self._owner(),
            received_by=self._taken_by(received_at),
            large=self._recent.large if self._recent else self._is_large(),
            fault_level=self._fault_level(),
            lines=self._lines(),
        )

    def scan(self, form: RequestForm, folder: Path) -> Path:
        """Draw the fax or letter that came in and return its file."""
        site = self._caller.customer.text.sites[0]
        received_at = form.received_at or self._story.clock.now()
        letter = Letter(
            company=self._caller.customer.text.name,
            address=f"{site.province}{site.city}{site.address}",
            title=TITLES[form.channel],
            text="\n".join(line.partition("：")[2] or line for line in form.text.splitlines()),  # without who called
            closing=promise_texts().letter_closing,
            signed=self._caller.name,
            phone=self._caller.phone,
            day=received_at.astimezone(self._story.zone).date(),
            is_fax=form.channel is RequestChannel.FAX,
        )
        path = folder / f"{letter.day:%Y%m%d}_{self._caller.customer.text.short}.png"
        path.write_bytes(letter_picture(letter, self._story.rng.uniform(-0.8, 0.8)))
        return path

    def _owner(self) -> str:
        """Who sees it through: the secretary, or one of our people where somebody has to go."""
        if not self._case.visit:
            return company().secretary
        return self._story.rng.choice(company().staff[:OWNERS]).name

    def _taken_by(self, received_at: datetime) -> str:
        """While the office is closed, whoever is on duty."""
        local = received_at.astimezone(self._story.zone)
        if local.weekday() < WEEKEND and OFFICE[0] <= local.time() <= OFFICE[1]:
            return company().secretary
        return self._story.rng.choice(company().staff[:OWNERS]).name

    def _is_large(self) -> bool:
        wanted = self._case.kind in (RequestKind.SPARE_PARTS, RequestKind.CHEMICALS, RequestKind.OTHER)
        return wanted and self._story.rng.random() < LARGE

    def _fault_level(self) -> int | None:
        graded = self._caller.project is not None and self._caller.project.text.grade is not None
        return self._story.rng.randint(1, 3) if graded else None

    def _lines(self) -> tuple[RequestLineForm, ...]:
        """What is asked for by piece: always where parts are ordered, now and then with a repair."""
        offered = parts().get(self._case.on, ())
        if self._recent is not None:
            return self._wanted(offered, self._recent.part) if self._recent.part else ()
        if self._case.kind is RequestKind.SPARE_PARTS or (
            self._case.kind is RequestKind.REPAIR and self._story.rng.random() < PART_NEEDED
        ):
            wanted = offered[: self._story.rng.randint(1, 2)]
            return tuple(self._line(part.called, part.unit, part.part_class) for part in wanted)
        return ()

    def _wanted(self, offered: tuple[PartText, ...], part_class: PartClass) -> tuple[RequestLineForm, ...]:
        found = [part for part in offered if part.part_class is part_class]
        if found:
            return (self._line(found[0].called, found[0].unit, part_class),)
        return (self._line(offered[0].called if offered else "备件", "件", part_class),)

    def _line(self, text: str, unit: str, part_class: PartClass) -> RequestLineForm:
        quantity = self._story.rng.randint(1, 4)
        return RequestLineForm(text=text, quantity=Decimal(quantity), unit=unit, part_class=part_class)
