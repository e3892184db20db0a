"""What every paper's filling has in common: the values it returns, and the words it uses for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.papers.content import FieldValue
from app.papers.form import ARTICLE, Column, Form, Paragraph, Table

ROOM = "＿" * 8  # where a fact of an article is still to be written in by hand


@dataclass(frozen=True, slots=True)
class Filled:
    """Values by field key and rows by table key, ready to print in the paper's language; ``title`` names the filed
    document. ``layout`` names another layout of the same form, "" for its own.
    """

    title: str
    values: Mapping[str, FieldValue]
    rows: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    layout: str = ""


def without_empty(form: Form, rows: Mapping[str, Sequence[Mapping[str, str]]]) -> Form:
    """Return the form without the optional columns in which no row of ``rows`` (by table) has anything."""

    def is_shown(table: Table, column: Column) -> bool:
        return not column.optional or any(row.get(column.key) for row in rows.get(table.key, ()))

    tables = (replace(one, columns=tuple(c for c in one.columns if is_shown(one, c))) for one in form.tables)
    return replace(form, tables=tuple(tables))


def article_texts(form: Form, language: str, facts: Mapping[str, str]) -> dict[str, FieldValue]:
    """Return the articles of a form with ``facts`` in them; one that is unknown ("") leaves room for handwriting.

    Paragraphs are numbered within their article ("6.2"), unless they are short clauses that run on.
    """
    known = {name: text or ROOM for name, text in facts.items()}
    articles = [one for one in form.fields if one.type == ARTICLE]
    texts: dict[str, FieldValue] = {}
    for place, one in enumerate(articles, start=1):
        told = [said.text.text(language).format_map(known) for said in one.paragraphs if _is_said(said, facts)]
        texts[one.key] = _run_on(told, language) if form.articles.run_in else _numbered(told, place)
    return texts


def _is_said(paragraph: Paragraph, facts: Mapping[str, str]) -> bool:
    if paragraph.needs and not facts[paragraph.needs]:
        return False
    return not (paragraph.unless and facts[paragraph.unless])


def _run_on(told: Sequence[str], language: str) -> str:
    return (" " if language.startswith("en") else "").join(told)


def _numbered(told: Sequence[str], place: int) -> str:
    return "\n".join(f"{place}.{count}　{text}" for count, text in enumerate(told, start=1))
