"""What the detail pane shows of a briefing (C12.2)."""

from collections.abc import Iterable

from app.i18n import _
from app.labels import label
from app.queries.safety.briefings import BriefingDetails, SignerLine
from app.rules.permissions import Permission
from models.enums import BriefingState, RecordKind, SignatureWay
from ui.dialogs.safety.level_badge import level_badge
from ui.runtime.desk import Desk
from ui.tabs.editing_page import FACTS
from ui.tabs.hazards.briefings.columns import addendum_badge, briefing_badge
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.tabs.record_facts import around_facts, happened, plain_facts
from ui.tabs.record_view import record_view
from ui.tabs.views import step_views
from ui.theme.badge import Badge
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView


def briefing_view(details: BriefingDetails, desk: Desk) -> DetailView:
    """Return one briefing as the pane shows it."""
    return record_view(
        details,
        desk,
        state=briefing_badge(details.state),
        badges=_badges(details),
        steps=_steps(details),
        groups=_groups(details, desk),
        choices=lambda _line: (),
    )


def _badges(details: BriefingDetails) -> Iterable[Badge]:
    if details.is_addendum:
        yield addendum_badge()
    if details.state is not BriefingState.CANCELLED and not details.is_current:
        yield Badge(_("Hazards have changed"), Tone.OVERDUE)


def _steps(details: BriefingDetails) -> tuple[StepView, ...]:
    """Return the steps; once everybody has signed on the sheet, nothing is to be done."""
    missing = any(row.way is not SignatureWay.SHEET for row in details.signers)
    seldom = {"cancel"} if missing else {"cancel", "sign"}
    return step_views(details.steps, seldom=seldom)


def _groups(details: BriefingDetails, desk: Desk) -> Iterable[FactGroup]:
    is_draft = details.state is BriefingState.DRAFT and desk.context.actor.may(Permission.EDIT_SAFETY)
    link = _("Edit") if is_draft else ""
    yield FactGroup("signers", _("Signatures (C12.2)"), tuple(_signatures(details, desk)))
    yield FactGroup("hazards", _("Hazards as they are told"), tuple(_hazards(details)))
    yield FactGroup(FACTS, _("Basic facts"), tuple(_own_facts(details, desk)), link)
    yield FactGroup("told", _("What is told"), tuple(_told(details)), link)
    yield FactGroup("emergency", _("In an emergency"), tuple(_emergency(details)), link)


def _signatures(details: BriefingDetails, desk: Desk) -> Iterable[Fact]:
    for row in details.signers:
        yield Fact(row.name, " · ".join(part for part in (happened(row.signed_at, "", desk), row.organisation) if part))
        mark = _mark(row, details.state)
        if mark is not None:
            yield Fact("", "", badge=mark)


def _mark(row: SignerLine, state: BriefingState) -> Badge | None:
    """Return what is still to come of a person: the signature itself, or the sheet that only a photo showed."""
    if row.signed_at is None:
        return Badge(_("not signed"), Tone.OVERDUE) if state is BriefingState.HELD else None
    return Badge(_("by photo, sheet to come"), Tone.SOON) if row.way is SignatureWay.PHOTO else None


def _hazards(details: BriefingDetails) -> Iterable[Fact]:
    if not details.hazards:
        yield Fact("", _("No hazard is listed for this place."))
    for one in details.hazards:
        yield Fact(one.number, clipped(one.title, LINK_ROOM), link_code(RecordKind.HAZARD, one.id))
        yield Fact("", "", badge=level_badge(one.level))


def _own_facts(details: BriefingDetails, desk: Desk) -> Iterable[Fact]:
    yield from plain_facts(
        (_("Held at"), happened(details.briefed_at, details.briefed_by, desk)),
        (_("Where held"), details.place),
        (_("Guardian"), details.guardian),
        (_("Questions, answers"), details.questions),
    )
    around = {name: getattr(details, name) for name in ("dispatch", "customer", "project", "site")}
    yield from around_facts(around)


def _told(details: BriefingDetails) -> Iterable[Fact]:
    yield from plain_facts(
        (_("Work and method"), details.overview),
        (_("Technical points"), details.technical_points),
        (_("Safety measures"), details.measures),
        (_("Protective gear"), _(", ").join(map(label, details.gear))),
        (_("Permits of work"), _(", ").join(map(label, details.permits))),
        (_("Told by the customer"), details.customer_hazards),
    )


def _emergency(details: BriefingDetails) -> Iterable[Fact]:
    yield from plain_facts(
        (_("Emergency plan"), details.emergency),
        (_("Phones"), details.emergency_phone),
        (_("Nearest hospital"), details.hospital),
        (_("Assembly point"), details.assembly_point),
    )
