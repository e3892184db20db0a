"""Blocks on pages: spread over spare room, squeezed into one page, or flowing over as many as it takes."""

from collections.abc import Iterable, Sequence
from itertools import takewhile

from reports.parts.block import Block

_TOLERANCE = 0.01
_MOST_PER_WEIGHT = 26.0  # points; a page with little on it is not blown up to fill it


def stretch(blocks: Sequence[Block], height: float) -> list[Block]:
    """Give what is left of ``height`` to the blocks that can use it, by their weight."""
    spare = height - sum(block.height for block in blocks)
    weights = sum(block.weight for block in blocks)
    if spare <= _TOLERANCE or not weights:
        return list(blocks)
    share = min(spare / weights, _MOST_PER_WEIGHT)
    return [block.stretched(share * block.weight) if block.weight else block for block in blocks]


def squeeze(blocks: Sequence[Block], height: float) -> tuple[list[Block], list[Block]]:
    """Fit ``blocks`` into ``height``; return them and what goes to attached pages.

    Short contents keep all their room; the long ones share what is left in equal parts. ValueError means that the form
    itself has more rows than its page.
    """
    if sum(block.height for block in blocks) <= height + _TOLERANCE:
        return list(blocks), []
    spare = height - sum(block.least for block in blocks)
    if spare < -_TOLERANCE:
        raise ValueError(f"the form is {-spare:.0f} points higher than its page")
    share = _share([block.height - block.least for block in blocks], spare)
    fitted = [block.fit(min(block.height, block.least + share)) for block in blocks]
    return [item.block for item in fitted], [block for item in fitted for block in item.annex]


def flow(blocks: Iterable[Block], height: float) -> list[list[Block]]:
    """Stack ``blocks`` on pages of ``height``; headings stay with what they head, closing rows with what they close."""
    pages: list[list[Block]] = [[]]
    left, waiting = height, list(reversed(list(blocks)))
    while waiting:
        block, fresh = waiting.pop(), not pages[-1]
        company = _company(block, waiting, height)
        if block.height <= left + _TOLERANCE and (fresh or block.height + company <= left + _TOLERANCE):
            shared = _shared(block, left, _closing(block, waiting), height)
            pages[-1].append(shared[0] if shared else block)
            left -= block.height
            if shared is None:
                continue
            rest: tuple[Block, ...] = (shared[1],)
        else:
            head, rest = (None, (block,)) if company and not fresh else block.split(left, whole_page=fresh)
            pages[-1].extend([head] if head is not None else [])
        waiting.extend(reversed(rest))
        if waiting:
            pages.append([])
            left = height
    return pages


def _company(block: Block, waiting: Sequence[Block], page: float) -> float:
    """Return the height that a block needs below it on its page of height ``page``: what it is tied to, and where that
    ends the beginning of what they head, with all that closes it if it is one piece; ``waiting`` has the next one last.
    """
    height, last, place = 0.0, block, len(waiting)
    while last.keep_with_next and place:
        place -= 1
        last = waiting[place]
        height += last.height if last.keep_with_next else last.least_start
    closing = _closing(last, waiting[:place])
    if not closing or last.shared() is not None:
        return height
    rest = closing if last is block else last.height - last.least_start + closing
    return height + rest if block.height + height + rest <= page + _TOLERANCE else height


def _closing(block: Block, waiting: Sequence[Block]) -> float:
    """Return the height of the closing rows that follow ``block``; ``waiting`` has the next one last."""
    if block.closes:
        return 0.0
    return sum(follower.height for follower in takewhile(lambda other: other.closes, reversed(waiting)))


def _shared(block: Block, left: float, closing: float, height: float) -> tuple[Block, Block] | None:
    """Part a block whose closing rows find no room behind it, so that they do not stand on the next page alone."""
    if not closing or block.height + closing <= left + _TOLERANCE:
        return None
    parts = block.shared()
    return parts if parts and parts[1].height + closing <= height + _TOLERANCE else None


def _share(demands: Sequence[float], spare: float) -> float:
    """Return the most any demand may take so that all together take no more than ``spare``."""
    waiting = sorted(demands)
    for index, demand in enumerate(waiting):
        part = spare / (len(waiting) - index)
        if demand > part:
            return part
        spare -= demand
    return max(demands, default=0.0)
