"""Articles of a form are filled with facts; what is unknown leaves room for the pen or leaves its paragraph out."""

from dataclasses import replace

from app.papers.filling import ROOM, article_texts
from app.papers.form import ArticleStyle, Field, Form, Label, Paragraph, load_form

SAID = (
    Paragraph(Label("期限至{end}。", "Until {end}.")),
    Paragraph(Label("违约金{rate}。", "Damages {rate}."), needs="rate"),
    Paragraph(Label("依法承担责任。", "As by law."), unless="rate"),
)
ARTICLE = Field("article_1", Label("第一条", "Article 1"), "article", Label("", ""), paragraphs=SAID)


def form_of(*, run_in: bool) -> Form:
    return replace(load_form("rate_card"), fields=(ARTICLE,), articles=ArticleStyle(run_in=run_in))


def test_paragraphs_are_numbered_and_those_without_their_fact_are_left_out() -> None:
    texts = article_texts(form_of(run_in=False), "zh_CN", {"end": "2027年2月28日", "rate": ""})
    assert texts == {"article_1": "1.1　期限至2027年2月28日。\n1.2　依法承担责任。"}


def test_an_unknown_fact_leaves_room_for_handwriting() -> None:
    texts = article_texts(form_of(run_in=True), "en", {"end": "", "rate": "0.05 %"})
    assert texts == {"article_1": f"Until {ROOM}. Damages 0.05 %."}


def test_braces_in_a_fact_are_text() -> None:
    texts = article_texts(form_of(run_in=True), "zh_CN", {"end": "{rate}", "rate": ""})
    assert texts == {"article_1": "期限至{rate}。依法承担责任。"}
