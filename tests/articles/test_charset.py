"""Bytes with honest, lying and missing charsets."""

from __future__ import annotations

import pytest

from monitor.articles import charset, read
from tests.articles.pages import LEAD, TITLE, URL, article

TEXT = "Über größere Schäden – „mindestens“ 17 Verletzte, so die Behörde. Äußerst ärgerlich für Österreich."


def marked(text: str, name: str) -> str:
    return f'<html><head><meta charset="{name}"></head><p>{text}</p>'


CASES = [
    (TEXT.encode(), None),  # nothing declared
    (TEXT.encode(), "text/html; charset=utf-8"),
    (TEXT.encode(), "text/html; charset=ISO-8859-1"),  # the header lies
    (marked(TEXT, "iso-8859-1").encode(), None),  # the meta tag lies
    (b"\xef\xbb\xbf" + TEXT.encode(), "text/html; charset=latin1"),  # a byte order mark
    (b"\xff\xfe" + TEXT.encode("utf-16-le"), None),
    (b"\xfe\xff" + TEXT.encode("utf-16-be"), None),
    (TEXT.encode("cp1252"), "text/html; charset=iso-8859-1"),  # Latin-1 with Windows' quotes
    (marked(TEXT, "windows-1252").encode("cp1252"), None),
    (TEXT.encode("cp1252"), "text/html; charset=utf-8"),  # the header lies the other way
    (TEXT.encode("cp1252"), None),
    (TEXT.encode("cp1252"), "text/html; charset=nonsense-9"),
    (TEXT.encode("iso8859-15", "replace"), "text/html; charset=iso-8859-15"),
    (marked(TEXT, "utf-16").encode(), None),  # said in ASCII, so it can't be
    (TEXT.encode().decode("cp1252", "replace").encode()[:0] or TEXT.encode(), 'text/html; charset="UTF-8"'),
]


@pytest.mark.parametrize(("data", "content_type"), CASES)
def test_umlauts_survive(data: bytes, content_type: str | None) -> None:
    text, _ = charset.decode(data, content_type)
    assert "Über größere Schäden" in text
    assert "17 Verletzte, so die Behörde. Äußerst ärgerlich für Österreich." in text


def test_text_encoded_twice_is_undone() -> None:
    twice = ("Für die Behörde ist das größer als üblich. " * 3).encode().decode("cp1252").encode()
    text, note = charset.decode(twice, "text/html; charset=utf-8")
    assert text == "Für die Behörde ist das größer als üblich. " * 3
    assert note == "text was encoded twice"


def test_a_lie_is_noted() -> None:
    assert charset.decode(TEXT.encode(), "text/html; charset=iso-8859-1")[1] == "declared cp1252, is utf-8"


def test_bytes_cut_off_within_a_character_are_read() -> None:
    data = article().encode()
    cut = (
        data[: data.index("fünf".encode()) + 2]
        if "fünf".encode() in data
        else data.replace(b"</body>", "ü".encode()[:1])
    )
    assert read(cut, URL).text.startswith(LEAD)


def test_a_few_bad_bytes_don_t_change_the_charset() -> None:
    data = article().encode() + b"\xff" + " äöü".encode() * 50
    assert LEAD in read(data, URL).text


def test_control_characters_and_surrogates_do_no_harm() -> None:
    html = article().replace("Hafen", "Ha\x00fen\x08").replace("Dünger", "D\ud800ünger")
    found = read(html, URL)
    assert found.title.replace("\ufffd", "") == TITLE
    assert "\x00" not in found.text
    found.text.encode()
