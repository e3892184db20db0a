"""A policy row as a form: what is owed in which case by when; beside it what that changes for the open requests."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from functools import partial

from PySide6.QtWidgets import QWidget

from app.errors import Invalid
from app.forms.promises import PolicyForm
from app.i18n import _
from app.labels import clause_name, label
from app.queries.promises.policies import policy_form, policy_rows
from app.queries.promises.preview import preview_policy
from app.rules.promises.policy_forms import ANCHORS, LONGEST_CLAUSE, LONGEST_REASON, MOST, UNITS, checked_rule
from app.services.promises.policies import save_policy
from models.enums import CommitmentKind, DeadlineUnit
from ui.dialogs.forms.saving import OnSaved, open_form
from ui.dialogs.promises.condition_table import ConditionTable
from ui.dialogs.promises.cut_off_table import CutOffTable
from ui.dialogs.promises.previewed_form import PreviewedForm
from ui.runtime.desk import Desk
from ui.widgets.fields.combo import Combo
from ui.widgets.fields.date_edit import DateEdit
from ui.widgets.fields.line_edit import LineEdit
from ui.widgets.fields.number_edit import NumberEdit
from ui.widgets.fields.text_area import TextArea

NAME = "rules.policy"
MOST_AMOUNT = max(MOST.values())


@dataclass(frozen=True, slots=True)
class KnownPolicy:
    """A row as it was read, for the form: ``close`` is when business closes, ``clauses`` the usual one by kind."""

    form: PolicyForm
    close: time
    clauses: Mapping[CommitmentKind, str]


class PolicyDialog(PreviewedForm):
    """A known row keeps its kind; whatever else changes makes a further version of it from a day on."""

    keeps_drafts = True

    def __init__(self, desk: Desk, known: KnownPolicy, parent: QWidget | None = None) -> None:
        title = _("New row") if known.form.policy_id is None else _("Change the row")
        super().__init__(desk, NAME, title, _("&Save"), parent)
        self._known = known
        self._make_fields()
        self._add_rows()
        self._connect_fields()
        self.set_form(known.form)
        self.add_preview()
        self.resize(1130, 640)

    def _make_fields(self) -> None:
        field, close = f"{NAME}.field", self._known.close
        self.kind = Combo(f"{field}.kind", [(kind.value, label(kind)) for kind in ANCHORS], empty=_("choose"))
        self.clause = LineEdit(f"{field}.clause", LONGEST_CLAUSE)
        self.conditions = ConditionTable(f"{field}.conditions")
        self.unit = Combo(f"{field}.unit", [(unit.value, label(unit)) for unit in UNITS], empty=_("choose"))
        self.amount = NumberEdit(f"{field}.amount", least=-MOST_AMOUNT, most=MOST_AMOUNT)
        self.target = NumberEdit(f"{field}.target", least=-MOST_AMOUNT, most=MOST_AMOUNT)
        self.cut_offs = CutOffTable(f"{field}.cut_offs", close)
        self.effective_from = DateEdit(f"{field}.effective_from", self._desk.today)
        self.reason = TextArea(f"{field}.reason", LONGEST_REASON, 2)
        self.target.setPlaceholderText(_("none"))

    def _add_rows(self) -> None:
        wished = _("An earlier time that is aimed at; the limit is what counts")
        versions = _("What was promised before keeps the version of its day")
        self.add_row("kind", _("&What is owed"), self.kind, required=True, half=True)
        self._add_checked("clause", _("&Clause"), required=True, half=True)
        self.add_row("conditions", _("In which case"), self.conditions)
        self.add_row("unit", _("Cou&nted in"), self.unit, required=True)
        self._add_checked("amount", _("&Limit"), half=True)
        self._add_checked("target", _("&Target"), half=True, hint=wished)
        self.add_row("cut_offs", _("By time"), self.cut_offs, check=self._cut_off_problem)
        self._add_checked("effective_from", _("&Holds from"), required=True, hint=versions)
        self.add_row("reason", _("&Reason"), self.reason, required=True, hint=_("Kept with the row and in the audit"))

    def _add_checked(
        self, name: str, title: str, *, required: bool = False, half: bool = False, hint: str = ""
    ) -> None:
        """Add a field that the rules of a row look at."""
        check = partial(self._problem_of, name)
        self.add_row(name, title, getattr(self, name), required=required, check=check, half=half, hint=hint)

    def _connect_fields(self) -> None:
        self.kind.value_changed.connect(self._on_kind_chosen)
        self.unit.value_changed.connect(lambda _code: self._show_rows())
        self.clause.value_changed.connect(lambda text: self.clause.setToolTip(clause_name(text.strip())))

    # form in and out ---------------------------------------------------------------------------------------------

    def set_form(self, form: PolicyForm) -> None:
        """Show a row."""
        self.kind.set_value(form.kind.value if form.kind else None)
        self.kind.setEnabled(form.policy_id is None)
        self.clause.set_value(form.clause)
        self.conditions.set_kind(form.kind)
        self.conditions.set_value(form.conditions)
        self.unit.set_value(form.unit.value if form.unit else None)
        self.amount.set_value(form.amount)
        self.target.set_value(form.target)
        self.cut_offs.set_value(form.cut_offs)
        self.effective_from.set_value(form.effective_from or self._desk.today())
        self.reason.set_value(form.reason)
        self._show_rows()
        self.show_effect()

    def form(self) -> PolicyForm:
        """Return what is entered."""
        kind, unit = self.kind.value(), self.unit.value()
        counted = unit is not None and DeadlineUnit(unit) in MOST
        return PolicyForm(
            policy_id=self._known.form.policy_id,
            profile=self._known.form.profile,
            kind=CommitmentKind(kind) if kind else None,
            clause=self.clause.value(),
            conditions=self.conditions.value(),
            unit=DeadlineUnit(unit) if unit else None,
            amount=self.amount.value() if counted else None,
            target=self.target.value() if counted else None,
            cut_offs=self.cut_offs.value() if unit == DeadlineUnit.CUT_OFF else (),
            effective_from=self.effective_from.value(),
            reason=self.reason.value(),
        )

    # reactions ---------------------------------------------------------------------------------------------------

    def _on_kind_chosen(self, code: str | None) -> None:
        kind = CommitmentKind(code) if code else None
        self.conditions.set_kind(kind)
        if kind is not None and not self.clause.value() and not self.is_restoring:
            self.clause.set_value(self._known.clauses.get(kind, ""))

    def _show_rows(self) -> None:
        """A length has a limit and a target, a table its lines, what is agreed nothing."""
        unit = self.unit.value()
        counted = unit is not None and DeadlineUnit(unit) in MOST
        for name in ("amount", "target"):
            self.show_row(name, shown=counted)
        self.show_row("cut_offs", shown=unit == DeadlineUnit.CUT_OFF)
        self.check_again()

    def show_effect(self) -> None:
        """Whatever is changed may put right what was refused at another field; then the effect is worked out."""
        for row in self.rows:
            row.refused = ""
        self.check_again()
        form = self.form()
        if self._is_complete(form):
            self.preview.ask(partial(preview_policy, self._desk.context, form))
        else:
            self.preview.say(_("Complete the row to see what it changes."))

    def _is_complete(self, form: PolicyForm) -> bool:
        if any(row.problem() or row.is_missing() for row in self.rows if row.name != "reason"):
            return False
        return self._refusal(form) is None

    def _problem_of(self, field: str) -> str:
        """Say at each field what the service will refuse there."""
        refusal = self._refusal(self.form())
        return refusal.message if refusal is not None and refusal.field == field else ""

    def _refusal(self, form: PolicyForm) -> Invalid | None:
        filled = replace(form, clause=form.clause or "—", effective_from=form.effective_from or self._desk.today())
        try:
            checked_rule(filled, self._desk.today(), self._known.close)
        except Invalid as refusal:
            return refusal
        return None

    def _cut_off_problem(self) -> str:
        return self.cut_offs.table_problem() if self.unit.value() == DeadlineUnit.CUT_OFF else ""


def read_policy(desk: Desk, profile: str, policy_id: int | None) -> KnownPolicy:
    """Read a row and what its form has to know; a new one for None. Runs on the read lane."""
    rows = policy_rows(desk.context, profile)
    clauses = {line.kind: line.clause for line in reversed(rows.lines)}
    form = PolicyForm(profile=profile) if policy_id is None else policy_form(desk.context, policy_id)
    return KnownPolicy(form, rows.close, clauses)


def ask_policy(desk: Desk, parent: QWidget, known: KnownPolicy, on_saved: OnSaved) -> PolicyDialog:
    """Open the form of a row as it was read (``read_policy``); ``on_saved`` is given the id of the new version."""
    dialog = PolicyDialog(desk, known, parent)
    save = partial(save_policy, desk.context)
    about = {"profile": known.form.profile, "policy_id": known.form.policy_id}
    return open_form(desk, dialog, lambda: partial(save, form=dialog.form()), on_saved, about=about)
