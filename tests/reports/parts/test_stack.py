"""Blocks share a page fairly."""

import pytest

from reports.parts.block import Block, Fitted
from reports.parts.heading import HeadingRow
from reports.parts.stack import flow, squeeze, stretch
from reports.style.frames import HEADING_HEIGHT
from reports.style.pen import Pen


class _Slab(Block):
    """A block of a given height that can be squeezed to 10 points and stretched by its weight."""

    def __init__(self, height: float, weight: float = 0.0) -> None:
        self._height, self._weight = height, weight

    @property
    def height(self) -> float:
        return self._height

    @property
    def least(self) -> float:
        return min(10.0, self._height)

    @property
    def weight(self) -> float:
        return self._weight

    def fit(self, height: float) -> Fitted:
        moved = (_Slab(self._height - height),) if self._height > height else ()
        return Fitted(_Slab(height), moved)

    def stretched(self, extra: float) -> Block:
        return _Slab(self._height + extra, self._weight)

    def draw(self, pen: Pen, x: float, top: float) -> None:
        """Leave its room empty."""


def test_short_blocks_keep_their_room_and_long_ones_share_the_rest() -> None:
    blocks, moved = squeeze([_Slab(15), _Slab(500), _Slab(500)], 115)
    assert [block.height for block in blocks] == [15, 50, 50]
    assert [block.height for block in moved] == [450, 450]


def test_a_form_with_too_many_rows_is_a_bug() -> None:
    with pytest.raises(ValueError, match="15 points higher"):
        squeeze([_Slab(20), _Slab(20), _Slab(20)], 15)


def test_spare_room_goes_to_blocks_by_weight() -> None:
    blocks = stretch([_Slab(20), _Slab(20, 1), _Slab(20, 2)], 90)
    assert [block.height for block in blocks] == [20, 30, 40]


def test_a_heading_is_not_left_alone_at_the_foot_of_a_page() -> None:
    heading = HeadingRow("派工内容", 300)
    pages = flow([_Slab(90), heading, _Slab(30)], 100 + HEADING_HEIGHT / 2)
    assert [[type(block) for block in page] for page in pages] == [[_Slab], [HeadingRow, _Slab]]
