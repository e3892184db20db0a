"""Measures of a page: millimetres to points, line weights, paddings, and the frame in which a form is printed."""

from dataclasses import dataclass

from app.papers.form import Paper
from reports.style.fonts import HEI_BOLD
from reports.style.text import TextStyle

MM = 72 / 25.4

OUTER_LINE = 1.0
INNER_LINE = 0.5
PADDING_X = 1.8 * MM
PADDING_Y = 1.1 * MM
HEADING_HEIGHT = 6.5 * MM
TIGHT = 5.8 * MM  # rows set lower than this hold one line without air
HANDWRITING_LINE = 8 * MM
SEAL_PLACE = 45 * MM

VALUE = TextStyle(9.5, pitch=1.35)
LABEL = TextStyle(9.5, pitch=1.2, align="center")
HEADING = TextStyle(10, HEI_BOLD, align="center")
SMALL = TextStyle(8)


@dataclass(frozen=True, slots=True)
class Frame:
    """The print area of a page in points, origin at the bottom left: ``x`` and ``top`` are its upper left corner.

    ``head`` and ``signature`` are the heights of a form's head and of its row of signatures, ``legible`` is the
    smallest type and ``line`` the width of a thin line.
    """

    page_width: float
    page_height: float
    x: float
    top: float
    width: float
    bottom: float
    head: float
    signature: float
    legible: float = 0.0
    line: float = INNER_LINE

    @property
    def right(self) -> float:
        """Return the right edge in points."""
        return self.x + self.width

    @property
    def centre(self) -> float:
        """Return the middle between left and right edge in points."""
        return self.x + self.width / 2


def frame_of(paper: Paper) -> Frame:
    """Return the print area of ``paper``."""
    return Frame(
        page_width=paper.width * MM,
        page_height=paper.height * MM,
        x=paper.left * MM,
        top=(paper.height - paper.top) * MM,
        width=(paper.width - paper.left - paper.right) * MM,
        bottom=paper.bottom * MM,
        head=paper.head_mm * MM,
        signature=paper.signature_mm * MM,
        legible=paper.least_pt,
        line=paper.line_pt,
    )
