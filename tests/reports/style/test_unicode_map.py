"""The ToUnicode map speaks UTF-16."""

from reports.style.unicode_map import unicode_map, utf16_hex


def test_characters_above_the_first_plane_become_surrogate_pairs() -> None:
    assert utf16_hex(ord("水")) == "6C34"
    assert utf16_hex(ord("𬱖")) == "D873DC56"


def test_blocks_hold_no_more_entries_than_the_format_allows() -> None:
    written = unicode_map("AAAAAA+Hei", [ord("水")] * 250)
    assert [line for line in written.splitlines() if line.endswith("beginbfchar")] == [
        "100 beginbfchar",
        "100 beginbfchar",
        "50 beginbfchar",
    ]
    assert "<F9> <6C34>" in written
