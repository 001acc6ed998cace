"""Reading in processes that are killed and replaced."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.articles.worker import Reader, _outcome
from monitor.errors import ReadError
from tests.articles.pages import LEAD, URL, article

SLOW = "<div>x" * 4_900 + "<p>Ein Satz, der lang genug ist, um gezählt zu werden.</p>" * 60_000


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(processes=2, pages=3) as made:
        yield made


def test_pages_are_read_and_processes_renewed(reader: Reader) -> None:
    for _ in range(4):
        assert reader.read(article(), URL).text.startswith(LEAD)


def test_bytes_and_header_are_passed_on(reader: Reader) -> None:
    found = reader.read(article().encode("cp1252"), URL, content_type="text/html; charset=iso-8859-1")
    assert "Dünger" in found.text


def test_bomb_s_error_comes_back(reader: Reader) -> None:
    with pytest.raises(ReadError, match="nest more than"):
        reader.read("<div>" * 60_000, URL)


def test_page_that_takes_too_long_costs_that_page_only(reader: Reader) -> None:
    start = time.monotonic()
    with pytest.raises(ReadError, match=rf"{URL}.*took longer than 0\.2 s"):
        reader.read(SLOW, URL, timeout=0.2)
    assert time.monotonic() - start < 5
    assert reader.read(article(), URL).kind == "article"


def test_process_that_dies_costs_that_page_only() -> None:
    with Reader() as reader:
        reader.read(article(), URL)
        victim = next(iter(reader._workers))._process.pid
        threading.Timer(0.3, os.kill, (victim, 9)).start()
        with pytest.raises(ReadError, match="ended the process"):
            reader.read(SLOW, URL)
        assert reader.read(article(), URL).kind == "article"


def _forked_by(reader: Reader) -> int:
    worker = next(iter(reader._workers))._process.pid
    return int(Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[1])


def test_a_new_process_starts_also_where_the_one_that_forks_them_was_killed() -> None:
    with Reader(pages=1) as reader:
        reader.read(article(), URL)
        os.kill(_forked_by(reader), 9)
        assert reader.read(article(), URL).kind == "article"


def test_where_none_can_be_forked_a_fresh_interpreter_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("multiprocessing.forkserver.connect_to_new_process", refused)
    with Reader() as reader:
        assert reader.read(article(), URL).kind == "article"
        assert _forked_by(reader) == os.getpid()


def test_memory_is_bounded() -> None:
    with Reader(memory=150_000_000) as reader, pytest.raises(ReadError, match=URL):
        reader.read("<p>" + "x" * 14_000_000 + "<b>y</b>z" * 90_000, URL)


def test_threads_share_the_processes(reader: Reader) -> None:
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(reader.read(article(), URL).text)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert set(found) == {found[0]}


def test_closed_reader_says_so() -> None:
    reader = Reader()
    reader.close()
    with pytest.raises(ReadError, match="closed"):
        reader.read(article(), URL)


def test_fault_in_the_reader_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("monitor.articles.worker.read", fail)
    assert _outcome("", URL, None, None) == f"{URL}: reading the page took more memory than it may"
    monkeypatch.setattr("monitor.articles.worker.read", lambda *_, **__: [].pop())
    assert _outcome("", URL, None, None) == f"{URL}: the page can't be read (IndexError in the article reader)"
