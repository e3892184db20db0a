"""A scan is looked into before it is filed: what it is, how many pages it has, and why it may be none."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import app.archive.scans as scans
from app.archive.scans import read_scan
from app.errors import Invalid
from tests.app.archive.scanned import pdf, picture, scan_in

GOOD = {
    "png": (picture("PNG"), "image/png", 1),
    "jpeg": (picture("JPEG"), "image/jpeg", 1),
    "bmp": (picture("BMP"), "image/bmp", 1),
    "tiff": (picture("TIFF", 3), "image/tiff", 3),
    "pdf": (pdf(2), "application/pdf", 2),
    "mailed pdf": (b"\r\n\r\n" + pdf(1), "application/pdf", 1),
}
BAD = {
    "empty": (b"", "是空的"),
    "text": ("您好，2# 泵漏水".encode(), "不是扫描件"),
    "half a png": (picture("PNG")[:60], "已损坏"),
    "half a jpeg": (picture("JPEG")[:300], "已损坏"),
    "half a pdf": (b"%PDF-1.7\nnothing", "已损坏"),
    "a gif": (picture("GIF"), "不是扫描件"),
}


@pytest.mark.parametrize(("content", "media_type", "pages"), GOOD.values(), ids=GOOD)
def test_what_a_scan_is_is_told_by_what_is_in_it(content: bytes, media_type: str, pages: int, tmp_path: Path) -> None:
    scan = read_scan(scan_in(tmp_path, "来文.dat", content))
    assert (scan.media_type, scan.pages, scan.name, scan.content) == (media_type, pages, "来文.dat", content)


@pytest.mark.parametrize(("content", "why"), BAD.values(), ids=BAD)
def test_what_is_no_scan_is_refused_at_its_field(content: bytes, why: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match=why) as refused:
        read_scan(scan_in(tmp_path, "来文.png", content))
    assert refused.value.field == "scan"


def test_a_file_that_is_gone_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="已不存在"):
        read_scan(tmp_path / "gone.pdf")
    with pytest.raises(Invalid, match="已不存在"):
        read_scan(Path("no\x00name.pdf"))
    with pytest.raises(Invalid, match="文件夹"):
        read_scan(tmp_path)


def test_a_file_that_another_program_holds_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = scan_in(tmp_path)

    def locked(_path: Path) -> bytes:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "read_bytes", locked)
    with pytest.raises(Invalid, match="无法读取") as refused:
        read_scan(file)
    assert "in use" in refused.value.details


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scans, "LARGEST_FILE", 100)
    with pytest.raises(Invalid, match="文件过大"):
        read_scan(scan_in(tmp_path))


def test_a_picture_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    from PIL import Image

    header = picture("PNG")
    bomb = header[:16] + (60_000).to_bytes(4, "big") * 2 + header[24:]
    assert Image.MAX_IMAGE_PIXELS is not None
    with pytest.raises(Invalid, match="图片"):
        read_scan(scan_in(tmp_path, content=bomb))


@given(st.binary(max_size=200))
def test_any_bytes_are_a_scan_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = scan_in(tmp_path_factory.mktemp("any"), content=content)
    with pytest.raises(Invalid):
        read_scan(file)


@given(st.integers(0, 200), st.integers(0, 255))
def test_a_damaged_picture_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, place: int, byte: int) -> None:
    content = bytearray(picture("PNG"))
    content[place % len(content)] = byte
    file = scan_in(tmp_path_factory.mktemp("any"), content=bytes(content))
    with suppress(Invalid):
        assert read_scan(file).pages >= 1
