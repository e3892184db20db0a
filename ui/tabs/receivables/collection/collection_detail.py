"""What the detail pane shows of a customer on the daily round."""

from collections.abc import Iterable, Mapping

from app.formatting import date_text, local, money
from app.i18n import N_, _
from app.labels import label
from app.queries.money.open_amounts import OpenInstalment
from app.queries.money.round_details import LetterLine, OpenSource, RoundDetails, TalkLine
from app.rules.money.round_steps import RoundStep, clause_of
from app.rules.permissions import Permission
from app.rules.trade.pricing import ZERO
from models.enums import RecordKind
from ui.runtime.desk import Desk
from ui.tabs.links import LINK_ROOM, NARROW_LABEL, clipped, link_code
from ui.tabs.receivables.collection.columns import promise_badge, step_badge
from ui.tabs.receivables.promise_facts import promise_fact
from ui.tabs.views import commitment_view
from ui.theme.palette import Tone
from ui.widgets.detail.detail_panel import DetailView, FactGroup
from ui.widgets.detail.facts import Fact
from ui.widgets.detail.next_step import ReasonView, StepView

TALK, MATCH, LETTER, MEASURES, DISPUTE = "talk", "match", "letter", "measures", "dispute"
TAKE_BACK = "take_back"  # a talk, followed by its id
_LETTER_TITLES: Mapping[RoundStep, str] = {
    RoundStep.DRAFTED: N_("Open the letter"),
    RoundStep.UNSENT: N_("Open the letter"),
    RoundStep.LETTER_1: N_("Draft the first letter"),
    RoundStep.LETTER_2: N_("Draft the second letter"),
    RoundStep.LETTER_3: N_("Draft the third letter"),
}


def collection_view(details: RoundDetails, desk: Desk) -> DetailView:
    """Return one customer of the round as the pane shows it."""
    now, today, standing = desk.now(), desk.today(), details.standing
    may_edit = desk.context.actor.may(Permission.EDIT_COLLECTION)
    promise = promise_badge(standing, today)
    groups = (
        _open_group(details),
        _credit_group(details),
        _talk_group(details, desk, may_edit=may_edit),
        _letter_group(details),
    )
    return DetailView(
        title=clipped(details.short_name or details.name, 28),
        state=step_badge(standing.step),
        badges=(promise,) if promise is not None else (),
        subtitle=details.name if details.name != details.short_name else "",
        line=details.number,
        steps=_steps(details) if may_edit else (),
        reasons=(ReasonView(clause_of(standing.step), standing.reason, tone=Tone.NEUTRAL),),
        commitments=tuple(
            commitment_view(line, now, desk.zone, today, about=number) for number, line in details.commitments
        ),
        groups=tuple(group for group in groups if group.facts),
    )


def _steps(details: RoundDetails) -> tuple[StepView, ...]:
    """The step that the round proposes stands out; the others stay possible."""
    step = details.standing.step
    views = [StepView(TALK, _("Log a talk"), primary=step in (RoundStep.CALL, RoundStep.WAIT))]
    if details.receipts:
        views.append(StepView(MATCH, _("Match money"), primary=step is RoundStep.MATCH))
    if step in _LETTER_TITLES:
        views.append(StepView(LETTER, _(_LETTER_TITLES[step]), primary=True))
    if details.lines:
        reports = step is RoundStep.REPORT_UP
        views.append(StepView(MEASURES, _("Propose stronger measures"), primary=reports, minor=not reports))
        views.append(StepView(DISPUTE, _("Register a dispute"), minor=True))
    return tuple(sorted(views, key=lambda view: not view.primary))


def _open_group(details: RoundDetails) -> FactGroup:
    facts = tuple(fact for source in details.sources for fact in _source_facts(source))
    nothing = (Fact(_("Nothing"), _("This customer owes nothing.")),)
    return FactGroup("open", _("What is open"), facts or nothing)


def _source_facts(source: OpenSource) -> Iterable[Fact]:
    """The contract or order with what is late of it; below each late instalment, and the rest as one sum."""
    link = link_code(source.kind, source.id)
    said = (_("{sum} late").format(sum=money(source.chased)) if source.chased else "", _disputed(source.disputed))
    name = _("Order") if source.kind is RecordKind.ORDER else _("Contract")
    yield Fact(name, clipped(source.number, LINK_ROOM), link)
    yield Fact("", " · ".join(part for part in (_("{sum} open").format(sum=money(source.open)), *said) if part))
    for line in source.lines:
        if line.overdue_days:
            yield _late_fact(line)
            yield Fact("", " · ".join(part for part in _late_words(line) if part))
    rest = sum((line.open for line in source.lines if not line.overdue_days), ZERO)
    if rest and rest != source.open:
        yield Fact("", _("{sum} not late").format(sum=money(rest)))


def _late_fact(line: OpenInstalment) -> Fact:
    days = _("{count} days").format(count=line.overdue_days)
    words = f"{label(line.kind)} {money(line.open)}"
    return Fact(clipped(days, NARROW_LABEL), clipped(words, LINK_ROOM), link_code(RecordKind.RECEIVABLE, line.id))


def _late_words(line: OpenInstalment) -> tuple[str, ...]:
    chased = "" if line.chased else _("not handed over, so not chased")
    return (line.number, _("due {day}").format(day=date_text(line.due_on)), _disputed(line.disputed), chased)


def _disputed(amount: object) -> str:
    return _("{sum} disputed").format(sum=money(amount)) if amount else ""  # type: ignore[arg-type]


def _credit_group(details: RoundDetails) -> FactGroup:
    facts = tuple(
        Fact(date_text(one.received_on), f"{one.number} · {money(one.left)}", link_code(RecordKind.RECEIPT, one.id))
        for one in details.receipts
    )
    return FactGroup("credits", _("Money that pays nothing yet"), facts)


def _talk_group(details: RoundDetails, desk: Desk, *, may_edit: bool) -> FactGroup:
    facts = tuple(fact for talk in details.talks for fact in _talk_facts(talk, desk, may_edit=may_edit))
    nothing = (Fact(_("None yet"), _("Nobody has talked to them about money.")),)
    return FactGroup("talks", _("Talks"), facts or nothing, _("Log a talk") if may_edit else "")


def _talk_facts(talk: TalkLine, desk: Desk, *, may_edit: bool) -> Iterable[Fact]:
    who = " → ".join(part for part in (talk.person, talk.counterpart) if part)
    day = date_text(local(talk.at, desk.zone).date())
    yield Fact(day, " · ".join(part for part in (label(talk.way), who, talk.source) if part))
    yield Fact("", talk.text)
    yield from (promise_fact(line) for line in talk.promises)
    if may_edit:
        yield Fact("", _("Take back"), f"{TAKE_BACK}:{talk.id}")


def _letter_group(details: RoundDetails) -> FactGroup:
    facts = tuple(fact for line in details.letters for fact in _letter_facts(line))
    nothing = (Fact(_("None yet"), _("No letter has been written.")),)
    return FactGroup("letters", _("Letters"), facts or nothing)


def _letter_facts(line: LetterLine) -> Iterable[Fact]:
    name = " · ".join(part for part in (label(line.kind), line.doc_no) if part)
    link = link_code(RecordKind.LETTER, line.id)
    yield Fact(date_text(line.sent_on) if line.sent_on else label(line.state), clipped(name, LINK_ROOM), link)
    pay_by = _("to be paid by {day}").format(day=date_text(line.pay_by_on)) if line.pay_by_on else ""
    reply = label(line.reply_kind) if line.reply_kind is not None else ""
    if pay_by or reply:
        yield Fact("", " · ".join(part for part in (pay_by, reply) if part))
    yield from (promise_fact(promise) for promise in line.promises)
