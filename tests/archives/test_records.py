"""What archives give, record by record: addresses, times, what is passed over; and going on from a place."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from monitor import archives
from monitor.archives import Place, Record
from monitor.errors import ReadError
from tests.archives.made import answer, lines, page, record, warc

AT = datetime(2024, 12, 20, 7, 0, tzinfo=UTC)
MOST = 100_000


def read(archive: Path, start: Place | None = None, base: str = "") -> list[Record]:
    return list(archives.records(archive, start, base=base, max_bytes=MOST))


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_a_warc_gives_pages_with_address_and_time(tmp_path: Path, name: str) -> None:
    answers = [(f"https://blatt.example/{n}", AT + timedelta(hours=n), page(n, AT)) for n in (1, 2, 3)]
    file = warc(tmp_path / name, answers, compressed=name.endswith(".gz"))
    found = read(file)
    assert [(one.url, one.at, (one.page or b"").decode()) for one in found] == answers
    assert {one.content_type for one in found} == {"text/html; charset=utf-8"}
    assert read(file, found[1].place) == found[1:]  # goes on at a record's place
    assert list(archives.at(file, [found[2].place, found[0].place], max_bytes=MOST)) == [found[2], found[0]]


def test_a_warc_is_read_whatever_stands_between_its_pages(tmp_path: Path) -> None:
    date, packed = "2024-12-20T07:00:00.25Z", gzip.compress(page(300, AT).encode())
    parts = b"3\r\nabc\r\n0\r\n\r\n"
    saved = {"WARC-Target-URI": "<https://blatt.example/x>", "WARC-Date": "yesterday", "Content-Type": "text/html"}
    records = (
        record("warcinfo", {"Content-Type": "application/warc-fields"}, b"software: test\r\n"),
        answer("https://blatt.example/1", date, b"gone", status="404 Not Found", Content_Type="text/html"),
        answer("https://blatt.example/2", date, b"...", Content_Type="image/png"),
        answer("https://blatt.example/3", date, b"x" * (MOST + 1), Content_Type="text/html"),
        answer("https://blatt.example/4", date, packed, Content_Type="text/html", Content_Encoding="gzip"),
        answer("https://blatt.example/5", date, parts, Content_Type="text/html", Transfer_Encoding="chunked"),
        record("resource", saved, b"saved"),
    )  # fmt: skip
    file = tmp_path / "crawl.warc.gz"
    file.write_bytes(b"".join(records))
    found = read(file)
    why = ["a record of the type warcinfo", "no answer with a page", "no page", "too large", "", "", ""]
    assert [one.passed for one in found] == why
    assert [one.page for one in found[4:]] == [page(300, AT).encode(), b"abc", b"saved"]
    assert [one.at for one in found[4:]] == [AT + timedelta(milliseconds=250)] * 2 + [None]
    assert found[6].url == "https://blatt.example/x"


def test_json_lines_give_texts_and_pages(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {
            "url": "https://blatt.example/1",
            "title": "Lage",
            "text": "Lage\n\n Erster Absatz. \nZweiter.",
            "published": "2024-12-20T08:00:00",
            "authors": ["A. Beispiel"],
            "publisher": "Blatt",
        },
        {"url": "https://blatt.example/2", "html": page(300, AT), "seen": "2024-12-20T09:00:00+01:00"},
        {"url": "/3", "text": "Text ohne Adresse."},
        {"url": "https://blatt.example/4"},
        {"url": "https://blatt.example/5", "text": "Text.", "published": "gestern", "authors": 7},
    ]
    file = lines(tmp_path / "texte.jsonl", rows)
    with file.open("a") as opened:
        opened.write("\n[1, 2]\n{kaputt\n")
    found = read(file)
    text = found[0].article
    assert text
    assert (text.title, text.text, text.authors) == ("Lage", "Erster Absatz.\nZweiter.", ("A. Beispiel",))
    assert text.published == AT  # a naive time is Berlin's
    assert found[0].at is None
    assert (found[1].page, found[1].at) == (page(300, AT).encode(), AT + timedelta(hours=1))
    assert found[4].article
    assert found[4].article.published is None
    assert [bool(one.passed) for one in found] == [False, False, True, True, False, True, True]
    assert read(file, found[3].place) == found[3:]


@pytest.mark.parametrize(
    ("path", "head", "base", "url"),
    [
        # wget -r: the host's folder, then the path
        ("blatt.example/politik/lage.html", "", "", "https://blatt.example/politik/lage.html"),
        # the page says where it stood
        ("a.html", '<link rel="canonical" href="https://blatt.example/a?x=1&amp;y=2">', "", "https://blatt.example/a?x=1&y=2"),
        ("b.html", '<meta content="https://blatt.example/b" property="og:url">', "", "https://blatt.example/b"),
        # a browser noted it
        ("c.htm", "<!-- saved from url=(0024)https://blatt.example/c -->", "", "https://blatt.example/c"),
        # the user says it
        ("politik/lage 1.html", "", "https://blatt.example/alt", "https://blatt.example/alt/politik/lage%201.html"),
        # nobody does
        ("politik/lage.html", "", "", ""),
    ],
)  # fmt: skip
def test_a_saved_pages_address(tmp_path: Path, path: str, head: str, base: str, url: str) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page(300, AT, head=head), "utf-8")
    (tmp_path / "bild.png").write_bytes(b"no page")
    [found] = read(tmp_path, base=base)
    assert (found.url, bool(found.passed)) == (url, not url)


def test_a_folder_is_read_file_after_file(tmp_path: Path) -> None:
    lines(tmp_path / "b.jsonl", [{"url": f"https://blatt.example/{n}", "text": "Text."} for n in (1, 2)])
    warc(tmp_path / "a.warc.gz", [("https://blatt.example/0", AT, page(1, AT))])
    found = read(tmp_path)
    assert [one.url[-1] for one in found] == ["0", "1", "2"]
    assert read(tmp_path, found[1].place) == found[1:]
    extent = archives.extent(tmp_path)
    assert extent.until(found[1].place) == (tmp_path / "a.warc.gz").stat().st_size < extent.total
    assert [Place.parse(str(one.place)) for one in found] == [one.place for one in found]


TWO = 2 * answer("https://blatt.example/1", "2024-12-20T07:00:00Z", b"x", compressed=False, Content_Type="text/html")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.warc.gz", gzip.compress(TWO), "not compressed one by one"),  # packed as a whole
        ("a.warc", b"GIF89a" * 100, "no WARC file"),
        ("a.zip", b"PK", "none of the archives"),
        ("missing.warc", None, "does not exist"),
    ],
)
def test_what_is_no_archive_is_told_in_a_sentence(tmp_path: Path, name: str, content: bytes | None, told: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ReadError, match=told):
        read(tmp_path / name)


@pytest.mark.parametrize("compressed", [True, False])
def test_a_record_that_is_cut_off_is_passed_over(tmp_path: Path, *, compressed: bool) -> None:
    answers = [(f"https://blatt.example/{n}", AT, page(n, AT)) for n in range(3)]
    file = warc(tmp_path / "a.warc", answers, compressed=compressed)
    file.write_bytes(file.read_bytes()[:-40])
    assert [one.passed for one in read(file)] == ["", "", "cut off"]
