"""How far a need is covered, in words (C6.1, C6.2)."""

from collections.abc import Iterator, Mapping

from app.formatting import date_text, quantity
from app.i18n import N_, _
from app.rules.material.coverage import Coverage, NeedStage
from ui.theme.badge import Badge
from ui.theme.palette import Tone

_STAGES: Mapping[NeedStage, tuple[str, Tone]] = {
    NeedStage.TO_LOOK_UP: (N_("To be looked up"), Tone.SOON),
    NeedStage.SHORT: (N_("Missing"), Tone.OVERDUE),
    NeedStage.COMING: (N_("Coming"), Tone.ACCENT),
    NeedStage.READY: (N_("Ready to issue"), Tone.KEPT),
    NeedStage.ON_SLIP: (N_("On an issue slip"), Tone.ACCENT),
    NeedStage.HANDED_OUT: (N_("All issued"), Tone.NEUTRAL),
    NeedStage.NOT_SUPPLIED: (N_("Not supplied by us"), Tone.NEUTRAL),
}


def stage_badge(stage: NeedStage) -> Badge:
    """Return the badge of what a need waits for."""
    text, tone = _STAGES[stage]
    return Badge(_(text), tone)


def coverage_words(covered: Coverage, stage: NeedStage) -> str:
    """Return what became of a need so far, on one line; "" while nothing did."""
    return " · ".join(_parts(covered, stage))


def _parts(covered: Coverage, stage: NeedStage) -> Iterator[str]:
    if covered.handed_out:
        yield _("handed out {quantity}").format(quantity=quantity(covered.handed_out))
    if covered.on_slips:
        yield _("on slips {quantity}").format(quantity=quantity(covered.on_slips))
    if stage in (NeedStage.HANDED_OUT, NeedStage.NOT_SUPPLIED):
        return
    if covered.available:
        yield _("free in stock {quantity}").format(quantity=quantity(covered.available))
    if covered.coming:
        yield _coming(covered)
    if covered.drafted:
        yield _("on a draft purchase order {quantity}").format(quantity=quantity(covered.drafted))
    if covered.short:
        yield _("missing {quantity}").format(quantity=quantity(covered.short))


def _coming(covered: Coverage) -> str:
    if covered.expected_on is None:
        return _("on order {quantity}").format(quantity=quantity(covered.coming))
    told = _("on order {quantity}, expected {day}")
    return told.format(quantity=quantity(covered.coming), day=date_text(covered.expected_on))
