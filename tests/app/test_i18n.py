"""Languages belong to jobs, with one default for the process."""

from collections.abc import Iterator
from threading import Thread

import pytest

from app.i18n import LANGUAGES, N_, _, current_language, ngettext, pgettext, set_default_language, using_language


@pytest.fixture(autouse=True)
def _default_language() -> Iterator[None]:
    yield
    set_default_language(LANGUAGES[0])


def test_chinese_is_the_default_whatever_the_system_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("LANGUAGE", "en")
    assert current_language() == "zh_CN"
    assert _("Customer") == "用户单位"


def test_a_language_is_chosen_for_a_block_and_nested() -> None:
    with using_language("en"):
        assert _("Customer") == "Customer"
        with using_language("zh_CN"):
            assert _("Customer") == "用户单位"
        assert current_language() == "en"
    assert current_language() == "zh_CN"


def test_a_print_job_does_not_change_another_threads_language() -> None:
    seen: list[str] = []
    with using_language("en"):
        thread = Thread(target=lambda: seen.append(current_language()))
        thread.start()
        thread.join()
    assert seen == ["zh_CN"]


def test_the_default_reaches_every_thread() -> None:
    seen: list[str] = []
    set_default_language("en")
    thread = Thread(target=lambda: seen.append(_("Customer")))
    thread.start()
    thread.join()
    assert seen == ["Customer"]


@pytest.mark.parametrize("language", ["", "de", "zh"])
def test_an_unknown_language_is_refused(language: str) -> None:
    with pytest.raises(ValueError, match="unknown language"):
        set_default_language(language)
    with pytest.raises(ValueError, match="unknown language"), using_language(language):
        pass


def test_an_empty_text_stays_empty() -> None:
    assert _("") == ""


def test_marking_does_not_translate() -> None:
    assert N_("Customer") == "Customer"


def test_unknown_texts_come_back_as_they_are() -> None:
    assert pgettext("nowhere", "no such text") == "no such text"
    with using_language("en"):
        assert [ngettext("one thing", "several things", n) for n in (1, 2)] == ["one thing", "several things"]
