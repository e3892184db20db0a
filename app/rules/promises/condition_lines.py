"""A policy's condition as the lines a person enters, and back."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from app.errors import Invalid
from app.forms.promises import ConditionForm, Relation
from app.i18n import _
from app.rules.inputs import clean_line
from app.rules.promises.conditions import Condition, FactValue, Range, Wanted
from app.rules.promises.fact_words import FACT_WORDS, FactKind, FactWord, fact_label
from models.enums import CommitmentKind

FIELD = "conditions"
LONGEST_TEXT = 40
LARGEST_NUMBER = Decimal(100_000)
RELATIONS: Mapping[FactKind, tuple[Relation, ...]] = {
    FactKind.CHOICE: (Relation.IS, Relation.ONE_OF),
    FactKind.FLAG: (Relation.IS,),
    FactKind.NUMBER: (Relation.OVER, Relation.UP_TO),
    FactKind.TEXT: (Relation.IS, Relation.ONE_OF),
}


def facts_for(kind: CommitmentKind | None) -> tuple[FactWord, ...]:
    """Return the facts that rows of a kind may ask for, all of them while none is chosen."""
    return tuple(fact for fact in FACT_WORDS.values() if kind is None or fact.is_known_by(kind))


def condition_of(lines: Iterable[ConditionForm], kind: CommitmentKind) -> Condition:
    """Return the condition that these lines make; Invalid at ``conditions``, naming the line, for what is none."""
    condition: dict[str, Wanted] = {}
    for place, line in enumerate(lines, start=1):
        try:
            _add(condition, line, kind)
        except Invalid as refusal:
            message = _("Line {place}: {problem}").format(place=place, problem=refusal.message)
            raise Invalid(message, field=FIELD) from refusal
    return condition


def lines_of(condition: Condition) -> tuple[ConditionForm, ...]:
    """Return the lines of a condition, in the order of the table of facts."""
    names = sorted(condition, key=lambda name: list(FACT_WORDS).index(name) if name in FACT_WORDS else len(FACT_WORDS))
    return tuple(line for name in names for line in _lines(name, condition[name]))


def _lines(name: str, wanted: Wanted) -> list[ConditionForm]:
    if isinstance(wanted, Range):
        ends = ((Relation.OVER, wanted.over), (Relation.UP_TO, wanted.to))
        return [ConditionForm(name, relation, (end,)) for relation, end in ends if end is not None]
    if isinstance(wanted, tuple):
        return [ConditionForm(name, Relation.ONE_OF, wanted)]
    return [ConditionForm(name, Relation.IS, (wanted,))]


def _add(condition: dict[str, Wanted], line: ConditionForm, kind: CommitmentKind) -> None:
    fact = FACT_WORDS.get(line.fact)
    if fact is None:
        raise Invalid(_("Choose what the row depends on."), field=FIELD)
    if not fact.is_known_by(kind):
        raise Invalid(_("This kind of promise does not know “{fact}”.").format(fact=_(fact.label)), field=FIELD)
    if line.relation not in RELATIONS[fact.kind]:
        raise Invalid(_("“{fact}” cannot be compared in this way.").format(fact=_(fact.label)), field=FIELD)
    values = tuple(_checked(fact, value) for value in line.values)
    if not values:
        raise Invalid(_("Enter a value for “{fact}”.").format(fact=_(fact.label)), field=FIELD)
    if fact.kind is FactKind.NUMBER:
        condition[fact.name] = _range(condition.get(fact.name), line.relation, values[0])
    elif fact.name in condition:
        raise Invalid(_("“{fact}” is asked for twice.").format(fact=_(fact.label)), field=FIELD)
    else:
        condition[fact.name] = _choice(fact, values) if line.relation is Relation.ONE_OF else values[0]


def _checked(fact: FactWord, value: FactValue) -> FactValue:
    if fact.kind is FactKind.NUMBER:
        number = value if isinstance(value, Decimal) else Decimal(-1)
        if not (number.is_finite() and 0 <= number <= LARGEST_NUMBER):
            raise Invalid(_("Enter a number that can be meant."), field=FIELD)
        return number
    if fact.kind is FactKind.TEXT:
        text = clean_line(str(value), field=FIELD, limit=LONGEST_TEXT)
        if not text:
            raise Invalid(_("Enter a value for “{fact}”.").format(fact=_(fact.label)), field=FIELD)
        return text
    if value not in fact.values:
        raise Invalid(_("Choose one of the values of “{fact}”.").format(fact=_(fact.label)), field=FIELD)
    return value


def _choice(fact: FactWord, values: tuple[FactValue, ...]) -> Wanted:
    """Several values in the order of the table; a single one is no choice."""
    order = {value: place for place, value in enumerate(fact.values)}
    several = tuple(sorted(dict.fromkeys(values), key=lambda value: (order.get(value, 0), str(value))))
    return several[0] if len(several) == 1 else several


def _range(known: Wanted | None, relation: Relation, number: FactValue) -> Range:
    end = Decimal(number)
    over, to = (known.over, known.to) if isinstance(known, Range) else (None, None)
    if (over if relation is Relation.OVER else to) is not None:
        raise Invalid(_("The same end of a range is given twice."), field=FIELD)
    over, to = (end, to) if relation is Relation.OVER else (over, end)
    if over is not None and to is not None and to <= over:
        raise Invalid(_("There is no number over the one and up to the other."), field=FIELD)
    return Range(over, to)


def condition_problem(lines: Iterable[ConditionForm], kind: CommitmentKind | None) -> str:
    """Return what is wrong with the lines while they are typed, "" when nothing is or no kind is chosen yet."""
    try:
        if kind is not None:
            condition_of(lines, kind)
    except Invalid as refusal:
        return refusal.message
    return ""


def relation_words(relation: Relation) -> str:
    """Return what a person reads for a comparison."""
    words = {
        Relation.IS: _("is"),
        Relation.ONE_OF: _("is one of"),
        Relation.OVER: _("over"),
        Relation.UP_TO: _("up to"),
    }
    return words[relation]


def line_words(line: ConditionForm) -> str:
    """Return a line as one reads it."""
    fact = FACT_WORDS.get(line.fact)
    values = _(" or ").join(fact.words(value) if fact else str(value) for value in line.values)
    return f"{fact_label(line.fact)} {relation_words(line.relation)} {values}"
