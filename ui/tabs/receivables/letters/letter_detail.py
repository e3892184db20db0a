"""What the detail pane shows of a letter (C10)."""

from collections.abc import Iterable

from app.formatting import date_text, money
from app.i18n import _, ngettext
from app.labels import label
from app.queries.money.letters import LetterDetails, LetterLineDetails
from app.rules.permissions import Permission
from models.enums import InterestBasis, LetterState, RecordKind
from ui.runtime.desk import Desk
from ui.tabs.links import LINK_ROOM, clipped, link_code
from ui.tabs.receivables.letters.columns import letter_badge, weight_badge
from ui.tabs.receivables.promise_facts import promise_fact
from ui.tabs.record_facts import around_facts, basic_facts, plain_facts
from ui.tabs.record_view import logged_view
from ui.tabs.views import reason_views, step_views
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import StepView

DELIVERY, REFRESH = "delivery", "refresh"
SELDOM = ("cancel", REFRESH)


def letter_view(details: LetterDetails, desk: Desk) -> DetailView:
    """Return one letter as the pane shows it."""
    return logged_view(
        details,
        desk,
        state=letter_badge(details.state),
        badges=(weight_badge(details.letter_kind),),
        subtitle=details.title,
        line=(details.customer.title if details.customer else "", money(details.asked)),
        steps=_steps(details, desk),
        reasons=reason_views(details.steps),
        groups=_groups(details, desk),
    )


def _steps(details: LetterDetails, desk: Desk) -> tuple[StepView, ...]:
    own = list(step_views(details.steps, seldom=SELDOM))
    may = desk.context.actor.may(Permission.EDIT_COLLECTION)
    if may and details.state is LetterState.DRAFT:
        own.append(StepView(REFRESH, _("Bring the figures up to date"), minor=True))
    sent = details.state in (LetterState.SENT, LetterState.ANSWERED)
    if may and sent and details.delivered_on is None:
        own.insert(0, StepView(DELIVERY, _("Record the delivery")))
    return tuple(own)


def _groups(details: LetterDetails, desk: Desk) -> Iterable[FactGroup]:
    is_draft = details.state is LetterState.DRAFT
    may_edit = is_draft and desk.context.actor.may(Permission.EDIT_COLLECTION)
    yield basic_facts(_own_facts(details), may_edit=may_edit)
    yield FactGroup("lines", _("What it asks for"), tuple(_lines(details)))
    yield FactGroup("hurdles", _("What they could hold against us (C10.2)"), tuple(_hurdles(details)))
    yield FactGroup("way", _("Delivery and answer"), tuple(_way(details)))
    around = {name: getattr(details, name) for name in ("customer", "contract", "project", "handover", "measures")}
    yield FactGroup("around", _("Belongs to"), tuple(around_facts(around)))


def _own_facts(details: LetterDetails) -> Iterable[Fact]:
    words = _("this letter's own") if details.has_own_words else _("as in the template")
    yield from plain_facts(
        (_("Letter no."), details.doc_no),
        (_("Statement day"), date_text(details.statement_on)),
        (_("Pay by"), date_text(details.pay_by_on) if details.pay_by_on else ""),
        (_("To"), " · ".join(one for one in (details.attention, details.attention_phone, details.address) if one)),
        (_("Wording"), words),
        (_("Interest"), _interest(details)),
        (_("Pay first"), _("announced") if details.pays_first else ""),
        (_("Enclosures"), details.enclosures),
    )


def _interest(details: LetterDetails) -> str:
    if details.interest_basis is InterestBasis.NONE:
        return label(details.interest_basis)
    return f"{label(details.interest_basis)} · {money(details.interest)}"


def _lines(details: LetterDetails) -> Iterable[Fact]:
    for line in details.lines:
        yield Fact(
            f"{line.source} {label(line.kind)}", _line(line), link_code(RecordKind.RECEIVABLE, line.instalment_id)
        )
    if details.credit:
        yield Fact(_("Received, not allocated"), f"−{money(details.credit)}")
    yield Fact(_("Asked in all") if details.credit else _("To pay in all"), money(details.asked))


def _line(line: LetterLineDetails) -> str:
    """Return what is open of an instalment, and how late it is or else when it is due: a link has but one line."""
    days = ngettext("{count} day overdue", "{count} days overdue", line.overdue_days).format(count=line.overdue_days)
    due = date_text(line.due_on) if line.due_on else ""
    return " · ".join(one for one in (money(line.outstanding), days if line.overdue_days else due) if one)


def _hurdles(details: LetterDetails) -> Iterable[Fact]:
    """Yield what is to be cleared before, with the name of each kind once."""
    told = ""
    for one in details.hurdles:
        words = clipped(f"{one.number} {one.title}", LINK_ROOM)
        yield Fact("" if one.words == told else one.words, words, link_code(one.record_kind, one.record_id))
        told = one.words


def _way(details: LetterDetails) -> Iterable[Fact]:
    way = label(details.send_method) if details.send_method else ""
    day = date_text(details.sent_on) if details.sent_on else ""
    arrived = date_text(details.delivered_on) if details.delivered_on else ""
    answered = date_text(details.replied_on) if details.replied_on else ""
    answer = label(details.reply_kind) if details.reply_kind else ""
    yield from plain_facts(
        (_("Sent"), " · ".join(one for one in (day, way, details.tracking_no) if one)),
        (_("Delivered"), " · ".join(one for one in (arrived, details.delivered_to) if one)),
        (_("Answer"), " · ".join(one for one in (answered, answer) if one)),
        (_("What was answered"), details.reply_text),
    )
    yield from map(promise_fact, details.promises)
