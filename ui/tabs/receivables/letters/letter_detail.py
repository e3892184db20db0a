"""What the detail pane shows of a letter (C10)."""

from collections.abc import Iterable
from dataclasses import replace

from app.formatting import date_text, money
from app.i18n import _, ngettext
from app.labels import label
from app.queries.money.letters import LetterDetails, LetterLineDetails
from app.rules.permissions import Permission
from models.enums import InterestBasis, LetterState, RecordKind
from ui.runtime.desk import Desk
from ui.tabs.editing_page import FACTS
from ui.tabs.links import link_code
from ui.tabs.receivables.letters.columns import letter_badge, weight_badge
from ui.tabs.record_facts import around_facts, plain_facts
from ui.tabs.record_view import logged_view
from ui.tabs.views import step_views
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
        groups=_groups(details, desk),
    )


def _steps(details: LetterDetails, desk: Desk) -> tuple[StepView, ...]:
    own = [replace(step, minor=step.code in SELDOM) for step in step_views(details.steps)]
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
    yield FactGroup(FACTS, _("Basic facts"), tuple(_own_facts(details)), _("Edit") if may_edit else "")
    yield FactGroup("lines", _("What it asks for"), tuple(_lines(details)))
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
    yield Fact(_("Asked in all"), money(details.asked))


def _line(line: LetterLineDetails) -> str:
    days = ngettext("{count} day overdue", "{count} days overdue", line.overdue_days).format(count=line.overdue_days)
    due = date_text(line.due_on) if line.due_on else ""
    return " · ".join(one for one in (money(line.outstanding), due, days if line.overdue_days else "") if one)


def _way(details: LetterDetails) -> Iterable[Fact]:
    way = label(details.send_method) if details.send_method else ""
    day = date_text(details.sent_on) if details.sent_on else ""
    arrived = date_text(details.delivered_on) if details.delivered_on else ""
    answered = date_text(details.replied_on) if details.replied_on else ""
    answer = label(details.reply_kind) if details.reply_kind else ""
    return plain_facts(
        (_("Sent"), " · ".join(one for one in (day, way, details.tracking_no) if one)),
        (_("Delivered"), " · ".join(one for one in (arrived, details.delivered_to) if one)),
        (_("Answer"), " · ".join(one for one in (answered, answer) if one)),
        (_("What was answered"), details.reply_text),
    )
