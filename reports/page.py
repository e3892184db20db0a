"""One page of a paper before it is drawn: its blocks from the top, and what surrounds them."""

from dataclasses import dataclass
from enum import StrEnum

from reports.parts.block import Block


class Sheet(StrEnum):
    """What stands around the blocks of a page: head and foot of a form, or what a letter's pages have.

    ``LETTER`` is a letter's first page, ``FURTHER`` any other of its pages, ``SLIP`` the reply slip that the customer
    cuts off.
    """

    FORM = "form"
    LETTER = "letter"
    FURTHER = "further"
    SLIP = "slip"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its blocks from the top, and whether it is an attached page (附页) of a form."""

    blocks: tuple[Block, ...]
    attached: bool = False
    sheet: Sheet = Sheet.FORM
