"""Which paper: a record of which only one can be made goes straight to it, else a small menu says how each would come
out and what was issued before.
"""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from app.i18n import _
from app.papers.definitions import PaperDefinition, papers_of
from app.papers.form import form_title
from app.queries.records.record_papers import PaperOffer, RecordPapers, record_papers
from app.queries.records.record_parts import PaperLine
from models.enums import RecordKind
from ui.dialogs.printing.paper_source import state_words
from ui.dialogs.printing.printing import ask_print, open_document
from ui.dialogs.printing.printing_batch import ReadIds, ask_print_many
from ui.runtime.desk import Desk
from ui.runtime.errors import report_error
from ui.table.menu import MenuEntry, MenuGroups, build_menu

NAME = "paper.menu"
_MOST_ISSUED = 10  # lines of a menu; all of them stand in the detail pane


def ask_papers(desk: Desk, page: QWidget, kind: RecordKind, record_id: int, button: QWidget) -> None:
    """Open the preview of the one paper of a record, or a menu below ``button`` when there are several."""
    papers = papers_of(kind, desk.context.actor)
    if len(papers) == 1:
        ask_print(desk, page, papers[0].form_id, record_id)
        return
    desk.jobs.run_read(
        NAME,
        lambda _progress: record_papers(desk.context, record_id),
        lambda found: _pop_up(_groups(desk, page, record_id, found), page, button),
        partial(report_error, page),
    )


def ask_papers_of_many(desk: Desk, page: QWidget, kind: RecordKind, read_ids: ReadIds, button: QWidget) -> None:
    """Ask which paper of several records, all of one kind, is to be printed in one go; see ``ask_print_many``."""
    papers = papers_of(kind, desk.context.actor)
    if len(papers) == 1:
        ask_print_many(desk, page, papers[0].form_id, read_ids)
    else:
        _pop_up((_batch_entries(desk, page, papers, read_ids),), page, button)


def _groups(desk: Desk, page: QWidget, record_id: int, found: RecordPapers) -> MenuGroups:
    offers = tuple(
        _offer_entry(offer, partial(ask_print, desk, page, offer.form_id, record_id)) for offer in found.offers
    )
    filed = [(line.document_id, line) for line in reversed(found.issued) if line.document_id is not None]
    documents = dict(filed)  # the revisions of a paper lie in one document
    issued = tuple(
        _issued_entry(line, partial(open_document, desk, page, document_id))
        for document_id, line in list(reversed(documents.items()))[:_MOST_ISSUED]
    )
    return offers, issued


def _offer_entry(offer: PaperOffer, run: Callable[[], object]) -> MenuEntry:
    text = _("{title} · {state}").format(title=offer.title, state=state_words(offer.outlook).short)
    return MenuEntry(code=offer.form_id, text=text, run=run, icon="print")


def _issued_entry(line: PaperLine, run: Callable[[], object]) -> MenuEntry:
    title = form_title(line.form)
    text = _("As filed: {number} {title}").format(number=line.number, title=title)
    return MenuEntry(code=f"document:{line.document_id}", text=text, run=run, icon="archive")


def _batch_entries(
    desk: Desk, page: QWidget, papers: Sequence[PaperDefinition], read_ids: ReadIds
) -> tuple[MenuEntry, ...]:
    return tuple(
        MenuEntry(
            code=paper.form_id,
            text=form_title(paper.form_id),
            run=partial(ask_print_many, desk, page, paper.form_id, read_ids),
            icon="print",
        )
        for paper in papers
    )


def _pop_up(groups: MenuGroups, page: QWidget, button: QWidget) -> QMenu:
    """Show a menu below a button with its first line chosen, so that Enter is enough."""
    menu = build_menu(NAME, _("Papers"), groups, page)
    menu.popup(button.mapToGlobal(QPoint(0, button.height())))
    if menu.actions():
        menu.setActiveAction(menu.actions()[0])
    return menu
